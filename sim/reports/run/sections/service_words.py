"""Words that findings of all statutory services share: each strategy beside the base, and those that combine others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import Difference, paired
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.reports.shared.words import listed, lower_first

Read = Callable[[Outcome], Numbers]
"""Reads one number of every replication of a scenario."""


def whole_run(measure: str) -> Read:
    """Return what reads a measure over the whole run."""
    category = whole_run_category(by_id(measure))
    return lambda outcome: outcome.measures.of(measure, category, outcome.measures.last_date)


def at_end(measure: str) -> Read:
    """Return what reads a measure on the last day."""
    return lambda outcome: outcome.measures.of(measure, "", outcome.measures.last_date)


def called(comparison: Comparison, outcome: Outcome) -> str:
    """Return what a scenario is called within a sentence."""
    return listed([lower_first(part) for part in comparison.label(outcome).split(", ")])


def of_each(comparison: Comparison, acting: Sequence[Outcome], read: Read, unit: str, places: int = 0) -> str:
    """Return what the base has, and what each strategy makes of it; where it is not clearly another, that."""
    without = read(comparison.base)
    known = without[~np.isnan(without)]
    said = [f"{called(comparison, comparison.base)} {_number(float(known.mean()), places)}{unit}" if len(known) else ""]
    for one in acting:
        change = paired(without, read(one), comparison.confidence)
        said.append(f"{called(comparison, one)} {_number(change.scenario_mean, places)}{unit}{_unclear(change)}")
    return "; ".join(part for part in said if part)


def _unclear(change: Difference) -> str:
    if change.clear:
        return ""
    return " (no change)" if change.unchanged else " (no clear change)"


def _number(value: float, places: int) -> str:
    return f"{value:.{places}f}"


def combined(comparison: Comparison, acting: Sequence[Outcome]) -> Iterator[tuple[Outcome, list[Outcome]]]:
    """Yield each strategy that combines others, with these where each is compared alone as well."""
    had = len(comparison.base.scenario.strategies)
    alone = {one.scenario.strategies[had:]: one for one in acting}
    for laid, one in alone.items():
        singles = [alone.get((name,)) for name in laid]
        if len(laid) > 1 and None not in singles:
            yield one, [single for single in singles if single is not None]
