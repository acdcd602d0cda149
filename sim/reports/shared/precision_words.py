"""What precision was reached, in words, and as the manifest keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, isnan, log10

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running.precision import PrecisionTarget
from sim.experiments.running.precision_reached import Precision, PrecisionStanding, Reached
from sim.foundations.counted import counted
from sim.reports.result.section import ReachedLine
from sim.reports.shared.words import NOT_KNOWN, is_money, listed


@dataclass(frozen=True, slots=True)
class TargetRecord:
    """What was reached of one target, for the manifest."""

    target: str
    scenario: str
    asked: float
    """Half-width, in the measure's unit."""
    reached: float | None
    standing: str
    replications: int | None
    """That it takes in all; None when out of reach."""


@dataclass(frozen=True, slots=True)
class PrecisionRecord:
    """What was asked for and reached, for the manifest."""

    reached: bool
    replications: int
    most: int
    targets: tuple[TargetRecord, ...]


def record(precision: Precision) -> PrecisionRecord:
    """Return what the manifest keeps."""
    targets = tuple(
        TargetRecord(
            one.target.text,
            one.scenario,
            one.asked,
            None if isnan(one.half_width) else one.half_width,
            one.standing.value,
            one.wanted,
        )
        for one in precision.reached
    )
    return PrecisionRecord(precision.enough, precision.replications, precision.asked.most, targets)


def sentences(comparison: Comparison) -> list[str]:
    """Return what was reached: first whether all was, then a sentence for each target; nothing where none was asked."""
    precision = comparison.results.precision
    if precision is None:
        return []
    n = counted(precision.replications, "replication")
    said = [f"The precision asked for was reached with {n}."]
    if not precision.enough:
        said = [f"The precision asked for was not reached with {n}, the most that there may be."]
    for target in precision.asked.targets:
        found = [one for one in precision.reached if one.target == target]
        parts = "; ".join(_target(comparison, precision, target, found))
        said.append(f"{target.wanted.title} (asked for: {_asked(target, found[0])}): {parts}.")
    return said


def _target(
    comparison: Comparison, precision: Precision, target: PrecisionTarget, found: Sequence[Reached]
) -> Iterator[str]:
    """Yield what was reached of one target, and what not."""
    names = {outcome.scenario.name: comparison.label(outcome) for outcome in comparison.results.outcomes}
    reached, missed, unchanged, undefined = (
        [one for one in found if one.standing is standing]
        for standing in (
            PrecisionStanding.REACHED,
            PrecisionStanding.NOT_REACHED,
            PrecisionStanding.UNCHANGED,
            PrecisionStanding.UNDEFINED,
        )
    )

    def whose(some: Sequence[Reached]) -> str:
        if not comparison.strategies:
            return "the mean"
        if len(some) == len(found) > 1:
            return "each strategy's difference"
        return f"the difference of {listed([names[one.scenario] for one in some])}"

    if reached:
        most = max(one.half_width for one in reached)
        yield f"{whose(reached)} is known within {width(most, target.wanted.unit)}"
    for one in missed:
        yield f"{whose([one])} is known within {_known(one)}, {_more(one, precision.replications)}"
    if unchanged:
        yield f"{_changed_nothing([names[one.scenario] for one in unchanged], len(found))} in any replication"
    if undefined:
        who = f" with {listed([names[one.scenario] for one in undefined])}" if comparison.strategies else ""
        yield f"it is not defined in any replication{who}"


def _asked(target: PrecisionTarget, one: Reached) -> str:
    """Return what was asked for, in the measure's unit."""
    asked = width(one.asked, target.wanted.unit)
    return f"{asked}, {target.amount:g}% of the base's mean" if target.percent else asked


def _known(one: Reached) -> str:
    return NOT_KNOWN if isnan(one.half_width) else width(one.half_width, one.target.wanted.unit)


def _more(one: Reached, replications: int) -> str:
    if one.wanted is None:
        return "and what was asked for is out of reach"
    more = f"about {two_figures(one.wanted - replications):,.0f} more replications"
    if one.half_width <= one.asked:
        return f"but to be sure of that would take {more}"
    return f"and what was asked for would take {more}"


def _changed_nothing(names: Sequence[str], strategies: int) -> str:
    if len(names) == strategies:
        return "no strategy changed it"
    return f"{listed(list(names))} did not change it"


def lines(comparison: Comparison) -> list[ReachedLine]:
    """Return the table of what was reached, a line for each target and strategy."""
    precision = comparison.results.precision
    if precision is None:
        return []
    names = {outcome.scenario.name: comparison.label(outcome) for outcome in comparison.results.outcomes}
    return [
        ReachedLine(
            one.target.text,
            one.target.wanted.title,
            names[one.scenario],
            width(one.asked, one.target.wanted.unit),
            _known(one),
            one.standing.value,
            NOT_KNOWN if one.wanted is None else f"{one.wanted:,}",
        )
        for one in precision.reached
    ]


def width(value: float, unit: str) -> str:
    """Return a half-width with its unit, to two figures: ``0.42 children``, ``£46,000 a year``, ``1.2 points``."""
    if isnan(value):
        return NOT_KNOWN
    each = " a year" if unit.endswith("per year") else ""
    rounded = two_figures(value)
    if is_money(unit):
        return f"£{rounded:,.0f}{each}"
    what = "points" if unit == "percent" else unit.removesuffix(" per year")
    return f"{_plain(rounded)} {what}{each}"


def two_figures(value: float) -> float:
    """Return the value to two figures."""
    if value == 0:
        return 0.0
    return round(value, 1 - floor(log10(abs(value))))


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"
