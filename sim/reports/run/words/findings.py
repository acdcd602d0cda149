"""What a run shows, in sentences: findings, what was run, and how precisely it is known."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import numpy as np

from sim.experiments.asking.headlines import RELATIVE_PRECISION, Headline
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.leading_changes import are_side_by_side, leading_changes
from sim.experiments.statistics.difference import (
    LEAST_FOR_CLEAR,
    LEAST_FOR_PRECISION,
)
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.measures.arrays import Numbers
from sim.reports.run.words import effect_words, feedback_words
from sim.reports.shared.words import NO_CHANGE, listed, lower_first, number

TOLD = ("looked_after", "in_residential", "disruptions", "cost_total")
"""Measures of which the sentences speak."""


def findings(comparison: Comparison) -> list[str]:
    """Return the sentences that say what the comparison shows: what changes most first.

    One a strategy. At central values, where one combines the others: what it changes, and who lowers what most.
    """
    table = [headline for headline in comparison.headlines if headline.measure in TOLD and not headline.at_end]
    if comparison.results.turns > 1 or are_side_by_side(comparison):
        sentences = _one_each(comparison)
    else:
        fullest = comparison.strategies.index(comparison.fullest)
        changes = [_change(headline, fullest) for headline in table]
        name = comparison.label(comparison.fullest)
        sentences = [f"{name}, compared with none of these strategies: {'; '.join(changes)}."]
    singles = [place for place, outcome in enumerate(comparison.strategies) if len(outcome.scenario.strategies) == 1]
    if len(singles) > 1 and comparison.results.turns == 1:
        sentences.append(_of_singles(comparison, table, singles))
    if comparison.apart is not None:
        sentences.append(f"Where leaving care does not follow the placement: {findings(comparison.apart)[0]}")
    if comparison.neutral is not None and comparison.results.turns == 1:
        sentences.append(f"{feedback_words.WITHOUT}: {findings(comparison.neutral)[0]}")
    return sentences


def _one_each(comparison: Comparison) -> list[str]:
    """Return one finding a strategy, of what it is for or changes most; the surest and largest first."""
    found = []
    for one in leading_changes(comparison):
        difference = one.headline.differences[one.place]
        if comparison.results.turns > 1:
            told = effect_words.sentence(one.headline, difference, comparison.base.scenario.years)
        else:
            told = _change(one.headline, one.place)
        found.append(f"{comparison.label(comparison.strategies[one.place])}: {told}.")
    return found


def _of_singles(comparison: Comparison, table: Sequence[Headline], singles: Sequence[int]) -> str:
    """Return which strategy taken alone lowers what most."""
    largest = _largest_falls(comparison, table, singles)
    if largest:
        return f"Of the strategies taken one at a time, the largest clear falls: {'; '.join(largest)}."
    if not any(headline.differences[place].enough for headline in table for place in singles):
        return "So few replications cannot tell whether a strategy taken alone lowers any of these."
    return "No strategy taken alone clearly lowers any of these."


def _change(headline: Headline, place: int) -> str:
    """Return what happens to one measure: ``... fall by 13.8 (95% interval 12.6 to 15.0)``."""
    subject, difference = lower_first(headline.subject), headline.differences[place]
    if difference.replications < LEAST_FOR_CLEAR and not difference.unchanged:
        mean = number(difference.difference, headline.unit, sign=True)
        count = "one replication" if difference.replications == 1 else counted(difference.replications, "replication")
        return f"{subject} {mean} in {count}: too few to tell"
    percent = f"{difference.confidence:.0%} interval"
    if difference.unchanged:
        return f"{subject}: {NO_CHANGE}"
    if not headline.clear[place]:
        unclear = "too few replications to tell" if not difference.enough else "no clear change"
        low, high = (number(end, headline.unit, sign=True) for end in (difference.low, difference.high))
        return f"{subject}: {unclear} ({percent} {low} to {high})"
    verb = "fall" if difference.difference < 0 else "rise"
    low, high = (number(end, headline.unit) for end in sorted((abs(difference.low), abs(difference.high))))
    size = number(abs(difference.difference), headline.unit)
    return f"{subject} {verb}{_singular(headline)} by {size}{_a_year(headline)} ({percent} {low} to {high})"


def _singular(headline: Headline) -> str:
    return "s" if headline.measure == "cost_total" else ""


def _a_year(headline: Headline) -> str:
    return " a year" if headline.unit.endswith("per year") else ""


def _largest_falls(comparison: Comparison, table: Sequence[Headline], places: Sequence[int]) -> list[str]:
    """Return, for each strategy that lowers some measure clearly and most, which it lowers and by how much."""
    largest: dict[int, list[str]] = {}
    for headline in table:
        clear = [place for place in places if headline.clear[place] and headline.differences[place].difference < 0]
        if clear:
            best = min(clear, key=lambda place: headline.differences[place].difference)
            size = number(abs(headline.differences[best].difference), headline.unit)
            largest.setdefault(best, []).append(f"{lower_first(headline.subject)} ({size}{_a_year(headline)})")
    return [
        f"{comparison.label(comparison.strategies[place])} in {listed(largest[place])}" for place in sorted(largest)
    ]


def precision(comparison: Comparison) -> str:
    """Return how precise the headline differences are, and how many more replications would make them so."""
    n = comparison.results.replications
    if n < 2:
        return "One replication gives no interval: run more to compare."
    varied = any(difference.deviation > 0 for headline in comparison.headlines for difference in headline.differences)
    needed: list[tuple[int, str]] = []
    for headline in comparison.headlines:
        for difference in headline.differences:
            replications = difference.replications_needed(headline.target)
            if replications is not None and replications > n:
                needed.append((replications, headline.subject))
    share = f"{RELATIVE_PRECISION:.0%} of its measure's mean"
    if not needed and (n < LEAST_FOR_PRECISION or not varied):
        what = "children" if n >= LEAST_FOR_PRECISION else "replications"
        mend = "" if n >= LEAST_FOR_PRECISION else f": run {LEAST_FOR_PRECISION} or more"
        return f"So few {what} cannot tell how precisely the headline differences are known{mend}."
    if not needed:
        return f"{counted(n, 'replication')} were enough to know every headline difference within {share}."
    most, subject = max(needed)
    return (
        f"To know every headline difference within {share}, {most - n:,} more replications are needed "
        f"(most for: {lower_first(subject)})."
    )


def scope(comparison: Comparison) -> str:
    """Return what was run, in one sentence."""
    scenario = comparison.base.scenario
    last = comparison.base.measures.last_date
    n = comparison.results.replications
    return (
        f"{scenario.title}. Run from {in_words(scenario.start)} to {in_words(last)}; means of {n:,} "
        f"replication{'' if n == 1 else 's'}; seed {comparison.results.seed}."
    )


def spread(values: Numbers) -> tuple[float, float]:
    """Return the range in which 95% of the replications lie."""
    if not len(values):
        return nan, nan
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
