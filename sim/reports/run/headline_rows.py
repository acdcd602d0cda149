"""Headline measures as the tables of the page show them: a row a measure, a cell a strategy."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from sim.experiments.asking.headlines import Headline
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, interval
from sim.reports.run import effect_words, findings
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
    future: str
    """What a single run may bring; empty where inputs were not drawn."""
    direction: str
    """How likely the expected effect is a fall; empty likewise."""
    from_inputs: str


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
        words.NOT_KNOWN if len(values) < LEAST_FOR_CLEAR else range_of(low, high, headline.unit),
        range_of(*spread, headline.unit),
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
    known, few = None if unchanged else difference.effect, difference.replications < LEAST_FOR_CLEAR
    ends = (difference.low, difference.high) if known is None else (known.expected.low, known.expected.high)
    called = VERDICTS if difference.effect is None else effect_words.KNOWN
    return DifferenceCell(
        words.NO_CHANGE if unchanged else in_table(difference.difference, headline.unit, sign=True, beside=ends),
        "" if unchanged or few else between(*ends, headline.unit),
        verdict.value,
        called[verdict],
        words.NOT_KNOWN if too_wide or few else in_table(difference.half_width, headline.unit, beside=ends),
        words.NOT_KNOWN if isnan(lower) else f"{lower:.0%}",
        difference.replications,
        more,
        "" if known is None else between(*effect_words.future(known), headline.unit),
        "" if known is None else effect_words.falls(known),
        "" if known is None else f"{known.from_inputs:.0%}",
    )
