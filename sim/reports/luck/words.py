"""What shared luck saves, in words: cells of its table, and sentences on where it does much and where little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sim.experiments.asking.measure_choice import last_date
from sim.experiments.comparison.comparison import label
from sim.experiments.comparison.shared_luck import LITTLE, MUCH, LuckEffect, Saving, SharedLuck
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.shared.words import NOT_KNOWN, listed, lower_first

NOTHING_SHARED = "1\n(nothing to share)"
MOST_NAMED = 5
"""Differences that a sentence names one by one."""


@dataclass(frozen=True, slots=True)
class LuckFound:
    """One difference whose factor is known."""

    measure: str
    strategy: str
    saving: Saving

    @property
    def words(self) -> str:
        """Return which it is, with its factor."""
        return f"{lower_first(self.measure)} with {self.strategy} ({factor(self.saving.factor)})"


def factor(value: float) -> str:
    """Return a factor as it is read: ``2.8``, ``43``, ``1,200``."""
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


def cell(saving: Saving) -> str:
    """Return the cell of one measure and strategy: the factor, with its interval on a second line, or why none."""
    if saving.kind is LuckEffect.UNKNOWN:
        return NOT_KNOWN
    if saving.kind is LuckEffect.OWN:
        return NOTHING_SHARED
    if saving.kind is LuckEffect.FACTOR:
        return f"{factor(saving.factor)}\n({factor(saving.low)} to {factor(saving.high)})"
    return str(saving.kind)


def in_line(saving: Saving) -> str:
    """Return the same on one line."""
    return cell(saving).replace("\n", " ")


def known(luck: SharedLuck) -> list[LuckFound]:
    """Return every difference whose factor is known, measure by measure."""
    names = [label(luck.base, strategy) for strategy in luck.strategies]
    return [
        LuckFound(row.wanted.title, name, saving)
        for row in luck.rows
        for name, saving in zip(names, row.savings, strict=True)
        if saving.kind is LuckEffect.FACTOR
    ]


def scope(luck: SharedLuck) -> str:
    """Return what was run, in one sentence."""
    return (
        f"{luck.base.title}. Run from {in_words(luck.base.start)} to {in_words(last_date(luck.base))}; "
        f"{counted(luck.replications, 'replication')}; seed {luck.seed}"
        f"{', with inputs drawn anew in each' if luck.uncertainty else ''}."
    )


def findings(luck: SharedLuck) -> list[str]:
    """Return what shared luck saves, where it does much and where little."""
    found = known(luck)
    if not found:
        return ["In none of these differences is there luck to share, or there are too few replications to tell."]
    return [_in_all(found), *_groups(found), *_little(found), *_last_day(luck), *_others(luck)]


def _in_all(found: Sequence[LuckFound]) -> str:
    factors = [one.saving.factor for one in found]
    middle = median(factors)
    much = sum(value >= MUCH for value in factors)
    return (
        f"Without shared luck the same intervals would take {factor(middle)} times as many replications "
        f"(the middle of {len(found)} differences; from {factor(min(factors))} to {factor(max(factors))} times). "
        f"For {much} of the {len(found)} it is {MUCH:.0f} times or more."
    )


def _groups(found: Sequence[LuckFound]) -> Iterator[str]:
    """Yield for which strategies and for which measures it does most and least."""
    by_strategy = _middles((one.strategy, one.saving.factor) for one in found)
    if len(by_strategy) > 1:
        most, least = _ends(by_strategy)
        yield (
            f"Of the strategies, it does most for {most} ({factor(by_strategy[most])} in the middle of its "
            f"measures) and least for {least} ({factor(by_strategy[least])}): the more lives a strategy changes, "
            "the less luck base and strategy still have in common."
        )
    by_measure = _middles((one.measure, one.saving.factor) for one in found)
    if len(by_measure) > 1:
        most, least = _ends(by_measure)
        yield (
            f"Of the measures, it does most for: {lower_first(most)} ({factor(by_measure[most])} in the middle of the "
            f"strategies) and least for: {lower_first(least)} ({factor(by_measure[least])}). Totals and averages of "
            "all children hardly feel who exactly is moved where; a measure that hangs on a few children, each "
            "with a history, does."
        )


def _middles(factors: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the median of the factors under each name."""
    gathered: dict[str, list[float]] = {}
    for name, value in factors:
        gathered.setdefault(name, []).append(value)
    return {name: median(values) for name, values in gathered.items()}


def _ends(middles: Mapping[str, float]) -> tuple[str, str]:
    """Return the names with the largest and the smallest."""
    return max(middles, key=middles.__getitem__), min(middles, key=middles.__getitem__)


def _little(found: Sequence[LuckFound]) -> Iterator[str]:
    little = sorted((one for one in found if one.saving.factor < LITTLE), key=lambda one: one.saving.factor)
    if not little:
        yield f"For none of them is the factor under {LITTLE:.0f}."
        return
    named = [one.words for one in little[:MOST_NAMED]]
    more = f" and {len(little) - MOST_NAMED} more" if len(little) > MOST_NAMED else ""
    yield f"The factor is under {LITTLE:.0f} for: {listed(named) if not more else ', '.join(named) + more}."


def _last_day(luck: SharedLuck) -> Iterator[str]:
    """Yield how a measure on the last day compares with its average over the run."""
    average = {row.wanted.measure: row for row in luck.rows if not row.wanted.at_end and not row.wanted.category}
    for row in luck.rows:
        over = average.get(row.wanted.measure) if row.wanted.at_end and not row.wanted.category else None
        pairs = [
            (last.factor, whole.factor)
            for last, whole in zip(row.savings, over.savings if over else (), strict=False)
            if last.kind is whole.kind is LuckEffect.FACTOR
        ]
        if pairs and all(last < whole for last, whole in pairs):
            yield (
                f"{row.wanted.title}: {_span([last for last, _ in pairs])}, where the average over the run has "
                f"{_span([whole for _, whole in pairs])}: on one day it matters more who came or left just before."
            )


def _span(factors: Sequence[float]) -> str:
    low, high = factor(min(factors)), factor(max(factors))
    return low if low == high else f"{low} to {high}"


def _others(luck: SharedLuck) -> Iterator[str]:
    """Yield where there is nothing left to chance, and where there is no luck to share."""
    kinds = [saving.kind for row in luck.rows for saving in row.savings]
    unchanged, certain, own = (kinds.count(kind) for kind in (LuckEffect.UNCHANGED, LuckEffect.CERTAIN, LuckEffect.OWN))
    if unchanged:
        yield (
            f"In {unchanged} of {len(kinds)} cases the strategy changed nothing in any replication, which shared luck "
            "shows at once and independent luck never would: the factor is endless."
        )
    if certain:
        yield f"In {_count(certain)} it changed the measure by the same every time: nothing is left to chance."
    if own:
        yield (
            f"In {_count(own)} the base has none of the measure (such as the cost of strategies), so that there is no "
            "luck to share: the factor is 1."
        )


def _count(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"


def caveats(luck: SharedLuck) -> list[str]:
    """Return what a reader must know beside the factors."""
    said = [
        f"Each factor is an estimate, given with its {luck.confidence:.0%} interval, which takes numbers as nearly "
        "normal and makes allowance where a few replications decide.",
        "Factors are of these scenarios, measures and length of run; others may have larger or smaller ones.",
    ]
    if not luck.uncertainty:
        said.append(
            "Inputs are at their central values. Where they are drawn from their ranges, base and strategy share what "
            "is drawn for them too."
        )
    return said
