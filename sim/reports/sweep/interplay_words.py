"""What a sweep of two numbers says of both together: whether either alone does it, or only the two."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.experiments.statistics.difference import paired
from sim.experiments.sweep.sweep import Sweep
from sim.measures.arrays import Numbers
from sim.measures.declaration import Better
from sim.reports.shared.words import beside_sum, listed, lower_first, number


def together(sweep: Sweep) -> Iterator[str]:
    """Yield, of a grid of two numbers, what the ends of each bring alone and together, of the first such measure.

    From the corner with the worst mean. Of measures that have a better and a worse, of scenarios with both numbers.
    """
    asked = sweep.asked
    varied = [place for place, levels in enumerate(asked.designed.levels) if len(levels) > 1]
    which = next((place for place, one in enumerate(asked.wanted) if one.better is not Better.NEITHER), None)
    if asked.designed.design != "grid" or len(varied) != 2 or len(asked.designed.levels) != 2 or which is None:
        return
    for scenario in range(len(asked.scenarios)):
        had = asked.scenarios[scenario].quantities
        if all(one.quantity in had for one in asked.designed.levers):
            said = _corners(sweep, which, scenario)
            if said:
                yield said


def _corners(sweep: Sweep, which: int, scenario: int) -> str:
    asked = sweep.asked
    measure, levers = asked.wanted[which], asked.designed.levers
    ends = [(min(levels), max(levels)) for levels in asked.designed.levels]
    found = {
        (one, other): _values(sweep, (ends[0][one], ends[1][other]), scenario, which)
        for one in (0, 1)
        for other in (0, 1)
    }
    if any(np.isnan(values).all() for values in found.values()):
        return ""
    means = {corner: float(np.nanmean(values)) for corner, values in found.items()}
    worst = (min if measure.better is Better.HIGHER else max)(means, key=lambda corner: means[corner])
    opposite = (1 - worst[0], 1 - worst[1])
    first, second = (opposite[0], worst[1]), (worst[0], opposite[1])
    start = found[worst]
    alone = [found[first] - start, found[second] - start]
    extra = paired(np.sum(alone, axis=0), found[opposite] - start)
    gained = abs(means[opposite] - means[worst]) - sum(abs(means[one] - means[worst]) for one in (first, second))
    at = listed([f"{lower_first(one.title)} {ends[place][worst[place]]:g}" for place, one in enumerate(levers)])
    steps = [
        f"{lower_first(one.title)} {ends[place][opposite[place]]:g} alone makes it {_said(means[corner], measure.unit)}"
        for place, (one, corner) in enumerate(zip(levers, (first, second), strict=True))
    ]
    return (
        f"{measure.title} is {_said(means[worst], measure.unit)} with {at}. Of these, {'; '.join(steps)}; both "
        f"together {_said(means[opposite], measure.unit)}: {beside_sum(extra, gained > 0)}."
    )


def _values(sweep: Sweep, row: tuple[float, float], scenario: int, which: int) -> Numbers:
    values: Numbers = sweep.values[sweep.asked.designed.rows.index(row), scenario, which]
    return values


def _said(value: float, unit: str) -> str:
    return number(value, unit)
