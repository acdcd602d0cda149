"""Headline measures as the tables of the page show them: a row a measure, a cell a strategy."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, isnan
from typing import Final

from sim.experiments.asking.headlines import Headline, Verdict
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, Difference, interval
from sim.measures.catalogue import by_id
from sim.measures.declaration import Better
from sim.reports.result.headline_row import (
    BetterWord,
    DifferenceCell,
    FoundDifference,
    HeadlineRow,
    MeasureRuns,
    VerdictWord,
)
from sim.reports.run.words import effect_words, findings
from sim.reports.shared import words
from sim.reports.shared.words import VERDICTS, between, in_table, range_of, unit_and_when

VERDICT_WORDS: Final[Mapping[Verdict, VerdictWord]] = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.CHANGED: "changed",
    Verdict.UNCLEAR: "unclear",
}

BETTER_WORDS: Final[Mapping[Better, BetterWord]] = {
    Better.LOWER: "lower",
    Better.HIGHER: "higher",
    Better.NEITHER: "neither",
}


def line(comparison: Comparison, headline: Headline) -> HeadlineRow:
    """Return one headline measure as the page shows it."""
    values = headline.without[headline.without == headline.without]
    low, high, _ = interval(values, comparison.confidence)
    spread = findings.spread(values)
    return HeadlineRow(
        headline.measure,
        headline.category,
        headline.title,
        unit_and_when(headline),
        in_table(headline.base_mean, headline.unit, beside=(low, high)),
        words.NOT_KNOWN if len(values) < LEAST_FOR_CLEAR else range_of(low, high, headline.unit),
        range_of(*spread, headline.unit),
        known(headline.base_mean),
        tuple(_cell(comparison, headline, place) for place in range(len(headline.differences))),
    )


def _cell(comparison: Comparison, headline: Headline, place: int) -> DifferenceCell:
    difference = headline.differences[place]
    needed = difference.replications_needed(headline.target)
    more = words.NOT_KNOWN if needed is None else f"{max(0, needed - comparison.results.replications):,}"
    unchanged = difference.unchanged
    too_wide = words.too_wide(difference.low, difference.high, headline.unit)
    lower = difference.probability_lower
    verdict = headline.verdict(place)
    effect, few = None if unchanged else difference.effect, difference.replications < LEAST_FOR_CLEAR
    ends = (difference.low, difference.high) if effect is None else (effect.expected.low, effect.expected.high)
    called = VERDICTS if difference.effect is None else effect_words.KNOWN
    return DifferenceCell(
        words.NO_CHANGE if unchanged else in_table(difference.difference, headline.unit, sign=True, beside=ends),
        "" if unchanged or few else between(*ends, headline.unit),
        VERDICT_WORDS[verdict],
        called[verdict],
        words.NOT_KNOWN if too_wide or few else in_table(difference.half_width, headline.unit, beside=ends),
        words.NOT_KNOWN if isnan(lower) else f"{lower:.0%}",
        difference.replications,
        more,
        "" if effect is None else between(*effect_words.future(effect), headline.unit),
        "" if effect is None else effect_words.falls(effect),
        "" if effect is None else f"{effect.from_inputs:.0%}",
        _found(difference),
    )


def _found(difference: Difference) -> FoundDifference:
    """Return the numbers behind a cell."""
    effect = difference.effect
    mean, low, high = known(difference.difference), known(difference.low), known(difference.high)
    lower = known(difference.probability_lower)
    if effect is None:
        return FoundDifference(mean, low, high, lower, None, None, None, None, None, None)
    from_low, to_high = effect_words.future(effect)
    return FoundDifference(
        mean,
        low,
        high,
        lower,
        known(effect.expected.low),
        known(effect.expected.high),
        known(effect.falls),
        known(from_low),
        known(to_high),
        known(effect.from_inputs),
    )


def measure_runs(comparison: Comparison, headline: Headline) -> MeasureRuns:
    """Return one headline measure in every replication of every scenario."""
    last = comparison.base.measures.last_date
    return MeasureRuns(
        headline.measure,
        headline.category,
        headline.title,
        unit_and_when(headline),
        headline.unit,
        BETTER_WORDS[by_id(headline.measure).better],
        tuple(
            tuple(known(float(one)) for one in outcome.measures.of(headline.measure, headline.category, last))
            for outcome in comparison.results.outcomes
        ),
    )


def known(value: float) -> float | None:
    """Return a number, None for what is not one."""
    return value if isfinite(value) else None
