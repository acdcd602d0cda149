"""What precision is reached: replications go on, in batches, until all that was asked for is known well enough.

Batches depend on the numbers alone, so that results are the same on any number of processes, and the same as those of
a plain run of as many replications.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isnan, nan

import numpy as np

from sim.experiments.running.laboratory import Keeper, Laboratory
from sim.experiments.running.precision import PrecisionGoal, PrecisionTarget
from sim.experiments.running.precision_reached import Precision, PrecisionStanding, Reached
from sim.experiments.running.progress import Tell
from sim.experiments.running.replications import Gathering, run_all
from sim.experiments.running.results import Results
from sim.experiments.running.settings import Settings, too_large
from sim.experiments.running.study import study
from sim.experiments.statistics.difference import (
    CONFIDENCE,
    by_draw,
    interval,
)
from sim.experiments.statistics.estimate import mean_defined
from sim.experiments.statistics.stopping import ROUNDING, replications_wanted
from sim.foundations.faults import BadInput
from sim.measures.arrays import Numbers
from sim.scenario.scenario import Scenario


def judged(results: Results, asked: PrecisionGoal, confidence: float = CONFIDENCE) -> Precision:
    """Return what the replications so far have reached.

    Raises BadInput when a percentage is asked for of a base that has none of the measure.
    """
    base, *strategies = results.outcomes
    turns = results.turns
    faults: list[str] = []
    reached: list[Reached] = []
    for target in asked.targets:
        without = base.measures.of(*target.wanted.key(base.scenario))
        faults.extend(_without_size(target, without))
        if not strategies:
            reached.append(judge(target, base.scenario.name, without, without, turns=turns, confidence=confidence))
        for outcome in strategies:
            difference = outcome.measures.of(*target.wanted.key(outcome.scenario)) - without
            reached.append(
                judge(
                    target,
                    outcome.scenario.name,
                    difference,
                    without,
                    turns=turns,
                    spread=_deviation(without),
                    confidence=confidence,
                )
            )
    if faults:
        raise BadInput(faults)
    return Precision(asked, tuple(reached), results.replications)


def judge(
    target: PrecisionTarget,
    scenario: str,
    values: Numbers,
    without: Numbers,
    *,
    turns: int = 1,
    spread: float | None = None,
    confidence: float = CONFIDENCE,
) -> Reached:
    """Return how the mean of `values` stands: those of a scenario, or its differences from the base.

    `without` are the base's own values. `spread` is how far the base varies, given for differences alone: so far might
    one not yet seen lie from those that are all alike. `turns` is how many replications share a draw of the inputs.
    """
    half_width = target.half_width(mean_defined(without))
    defined = by_draw(values, turns)
    if len(defined) == 0:
        return Reached(target, scenario, half_width, nan, None, PrecisionStanding.UNDEFINED)
    low, high, _ = interval(defined, confidence)
    needed = replications_wanted(values if turns == 1 else defined, half_width, spread or 0.0, confidence)
    needed = needed and needed * turns
    standing = PrecisionStanding.NOT_REACHED
    if needed is not None and needed <= len(values):
        unchanged = spread is not None and np.abs(defined).max() <= ROUNDING * half_width
        standing = PrecisionStanding.UNCHANGED if unchanged else PrecisionStanding.REACHED
    return Reached(target, scenario, half_width, (high - low) / 2, needed, standing)


def _without_size(target: PrecisionTarget, without: Numbers) -> Iterator[str]:
    """Yield why the target can never be reached, if it is a percentage of nothing."""
    mean = mean_defined(without)
    if target.percent and (isnan(mean) or mean == 0):
        what = "is not defined" if isnan(mean) else "is 0"
        unit = target.wanted.unit
        yield (
            f"precision {target.text}: the mean without strategies {what}, and so is a percentage of it; give a "
            f"number of {unit}, such as {target.wanted.text}=1"
        )


def _deviation(values: Numbers) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.std(ddof=1)) if len(defined) > 1 else 0.0


def run_as_asked(
    scenarios: Sequence[Scenario],
    settings: Settings,
    asked: PrecisionGoal | None,
    progress: Tell | None = None,
    keeper: Keeper | None = None,
    confidence: float = CONFIDENCE,
) -> Results:
    """Run every scenario as often as the precision asked for takes, or as the settings say when none is.

    `progress` and `keeper` are as for a plain run, and so is what is raised.
    """
    if asked is None:
        return run_all(scenarios, settings, progress, keeper=keeper)
    if faults := too_large(replace(settings, replications=asked.most), scenarios, "--most"):
        raise BadInput(faults)
    made = study(scenarios, settings.seed, settings.uncertainty, turns=settings.turns, tell=progress)
    with Laboratory(made, settings.machines, keeper=keeper, tell=progress) as laboratory:
        return gathered(Gathering(laboratory), asked, confidence)


def gathered(gathering: Gathering, asked: PrecisionGoal, confidence: float = CONFIDENCE) -> Results:
    """Return as many replications as the precision takes, with what was reached."""
    until: int | None = asked.first
    while until is not None:
        results = gathering.up_to(until)
        precision = judged(results, asked, confidence)
        until = precision.next_look
    return replace(results, precision=precision)
