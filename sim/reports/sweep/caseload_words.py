"""What a sweep of reviewing officers says: what goes first, and what last, as each has more children."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from sim.experiments.sweep.sweep import Sweep
from sim.measures.declaration import Better
from sim.reports.shared.words import listed, lower_first, number

CASELOAD: Final = "children_per_reviewing_officer"

GONE: Final = 0.1
"""Of the way from the best to the worst in the sweep: from there on something has gone."""

LEAST_CHANGE: Final = 5.0
"""Units between best and worst below which nothing is said of a measure."""


def by_caseload(sweep: Sweep) -> Iterator[str]:
    """Yield, of each base in which children for each officer vary, from how many on what is no longer done."""
    asked = sweep.asked
    place = next((place for place, one in enumerate(asked.wanted) if one.measure == CASELOAD), None)
    if place is None:
        return
    for scenario, base in enumerate(asked.bases):
        if scenario != base:
            continue
        rows = range(len(asked.designed.rows))
        children = np.array([sweep.mean(row, scenario, place)[0] for row in rows])
        order = np.argsort(children)
        if np.isnan(children).any() or children.max() < 1.2 * children.min():
            continue
        found: list[tuple[float, str]] = []
        for which, one in enumerate(asked.wanted):
            values = np.array([sweep.mean(row, scenario, which)[0] for row in rows])[order]
            if which == place or (one.better is Better.NEITHER and one.measure != "reviewing_challenges"):
                continue
            best, worst = values[0], values[-1]
            if np.isnan(values).any() or abs(best - worst) < LEAST_CHANGE:
                continue
            gone = np.abs(values - best) > GONE * abs(worst - best)
            first = int(gone.argmax())
            at = float(children[order][first])
            words = f"{lower_first(one.title)} ({number(values[first], one.unit)} with {at:.0f}, from "
            found.append((at, f"{words}{number(best, one.unit)} with {children.min():.0f})"))
        if found:
            yield (
                "As each reviewing officer has more children, the first to give way comes first here: "
                f"{listed([words for _, words in sorted(found)])}."
            )
