"""Headline measures as the tables of the page show them: a row a measure, a cell a strategy."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from sim.experiments.asking.headlines import Headline
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.statistics.difference import interval
from sim.reports.run import findings
from sim.reports.shared import words
from sim.reports.shared.words import VERDICTS, between, in_table, range_of, unit_and_when


@dataclass(frozen=True, slots=True)
class DifferenceCell:
    """One cell of a table of differences."""

    mean: str
    interval: str
    verdict: str
    verdict_words: str
    half_width: str
    probability_lower: str
    replications: int
    more_needed: str


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One headline measure in the tables of the page."""

    title: str
    unit: str
    base: str
    base_interval: str
    base_range: str
    cells: tuple[DifferenceCell, ...]


def line(comparison: Comparison, headline: Headline) -> HeadlineRow:
    """Return one headline measure as the page shows it."""
    values = headline.without[headline.without == headline.without]
    low, high, _ = interval(values, comparison.confidence)
    spread = findings.spread(values)
    return HeadlineRow(
        headline.title,
        unit_and_when(headline),
        in_table(headline.base_mean, headline.unit, beside=(low, high)),
        range_of(low, high, headline.unit),
        range_of(*spread, headline.unit),
        tuple(_cell(comparison, headline, place) for place in range(len(headline.differences))),
    )


def _cell(comparison: Comparison, headline: Headline, place: int) -> DifferenceCell:
    difference = headline.differences[place]
    needed = difference.replications_needed(headline.target)
    more = words.NOT_KNOWN if needed is None else f"{max(0, needed - comparison.results.replications):,}"
    unchanged = difference.unchanged
    ends = (difference.low, difference.high)
    too_wide = words.too_wide(difference.low, difference.high, headline.unit)
    lower = difference.probability_lower
    verdict = headline.verdict(place)
    return DifferenceCell(
        words.NO_CHANGE if unchanged else in_table(difference.difference, headline.unit, sign=True, beside=ends),
        "" if unchanged else between(difference.low, difference.high, headline.unit),
        verdict.value,
        VERDICTS[verdict],
        words.NOT_KNOWN if too_wide else in_table(difference.half_width, headline.unit, beside=ends),
        words.NOT_KNOWN if isnan(lower) else f"{lower:.0%}",
        difference.replications,
        more,
    )
