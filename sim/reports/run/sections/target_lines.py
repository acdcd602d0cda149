"""Targets as page, terminal and table tell them: in how many futures each is met, with each strategy and without."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan, sqrt
from typing import Final

from sim.experiments.asking.scenario_targets import ScenarioTarget, TargetMet, is_met, targets_of
from sim.experiments.comparison.comparison import Comparison
from sim.foundations.counted import counted
from sim.reports.result.section import TargetCell, TargetsTold, ToldTarget
from sim.reports.shared.tables import Cells
from sim.reports.shared.tables import cell as figure
from sim.reports.shared.words import NOT_KNOWN, in_table, lower_first, unit_in_words

COLUMNS: Final = (
    *("scenario", "target", "title", "measure", "category", "date", "aim", "number", "unit"),
    *("met_percent", "met", "replications", "middle"),
)

PRECISE_FROM: Final = 400
"""Replications from which a share of them is known within 5 points: nothing is said of it then."""


def targets_told(comparison: Comparison) -> TargetsTold | None:
    """Return how often each target is met; None where no scenario has any."""
    outcomes = comparison.results.outcomes
    targets = targets_of([outcome.scenario for outcome in outcomes])
    if not targets:
        return None
    lines = tuple(
        ToldTarget(
            target.title,
            unit_in_words(target.standard.wanted.unit),
            tuple(_cell(target, is_met(target, outcome.measures)) for outcome in outcomes),
        )
        for target in targets
    )
    labels = tuple(comparison.label(outcome) if comparison.strategies else "Met in" for outcome in outcomes)
    return TargetsTold(labels, lines, _precision(comparison))


def sentences(comparison: Comparison) -> Iterator[str]:
    """Yield a sentence for each target, for the terminal."""
    told = targets_told(comparison)
    if told is None:
        return
    for line in told.lines:
        if comparison.strategies:
            said = "; ".join(
                f"{lower_first(label)} {cell.share}" for label, cell in zip(told.labels, line.cells, strict=True)
            )
            yield f"Target: {line.title}. Met in this share of futures: {said}."
        else:
            yield f"Target: {line.title}. Met in {line.cells[0].share} of futures ({line.cells[0].count})."
    if told.precision:
        yield told.precision


def rows(comparison: Comparison) -> Iterator[Cells]:
    """Yield the header, and how often each scenario meets each target; nothing at all where there is none."""
    outcomes = comparison.results.outcomes
    targets = targets_of([outcome.scenario for outcome in outcomes])
    if targets:
        yield COLUMNS
    for outcome in outcomes:
        for target in targets:
            found = is_met(target, outcome.measures)
            standard = target.standard
            yield (
                *(outcome.scenario.name, target.name, target.title),
                *(*target.key[:2], target.key.date.isoformat(), "at least" if standard.at_least else "at most"),
                *(figure(standard.number), standard.wanted.unit),
                *(figure(100 * found.share), found.met, found.of, figure(found.middle)),
            )


def _cell(target: ScenarioTarget, found: TargetMet) -> TargetCell:
    share = NOT_KNOWN if isnan(found.share) else f"{found.share:.0%}"
    return TargetCell(share, f"{found.met} of {found.of}", in_table(found.middle, target.standard.wanted.unit))


def _precision(comparison: Comparison) -> str:
    """Return how well so many replications tell a share; empty where they tell it well."""
    replications = comparison.results.replications
    if replications >= PRECISE_FROM:
        return ""
    points = 100 * 1.96 * sqrt(0.25 / replications)
    more = "run more to tell strategies apart by it" if comparison.strategies else "run more to know it better"
    futures = counted(replications, "future")
    return f"{futures} tell such a share to within about {points:.0f} percentage points at worst; {more}."
