"""Unaccompanied children as a stream of their own in a base: how many arrive, how sure that is, who is passed on.

Unlike other children they come by routes, wars and rules of transfer, so that England's number doubled in a year, and
those who had few were sent many. What is expected is what came lately, and partly what comes everywhere in England, for
most authorities without many have been sent their share. How far off that may be is how far off it has been before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import ceil, exp, hypot, isfinite

import numpy as np
from numpy.typing import NDArray

from sim.bases.coming import children, unaccompanied_starts
from sim.bases.entries import Entry, entry, plain, table
from sim.bases.panel import Panel
from sim.bases.words import DFE, POPULATION, in_words
from sim.fitting.steps import Array
from sim.fitting.years_ahead import YearAhead
from sim.fitting.years_ahead_law import YEARS
from sim.foundations.calendar import in_words as day_in_words
from sim.parameters.outlook import UnaccompaniedOutlook
from sim.parameters.tables import ByFinancialYear

FIRST = 2014
"""The first year ending 31 March in which it is published why children start to be looked after."""

MEMORY, REMEMBERED = 0.5, 4
"""Weight of a year's arrivals against the next one's, and years looked at: as forecasts of all who start have it."""

OF_ENGLAND, OF_ENGLAND_ABOVE = 1.0, 0.25
"""Years of England's arrivals by children who live there that are added to an authority's own.

The second is for authorities at their threshold, where children arrive by port and go on doing so. Judgement: of the
few numbers tried the least out over one to three years from 31 March 2016 to 2023.
"""

ENOUGH = 10.0
"""Children expected in a year from whom on an authority tells how far off such expectations are."""

LEAST = 0.05
"""Children a year that are taken to arrive where hardly anybody is expected: an arrival is never impossible."""

LEAST_OFF = 0.05
"""Deviation of arrivals below which nobody is that sure: judgement."""

VOLUNTARY, MANDATORY, HIGHER = 2017, 2022, 2023
"""The first 31 Marches on which the scheme was there (from July 2016), mandatory, and at the higher threshold."""

THRESHOLD, HIGHER_THRESHOLD = 0.0007, 0.001

HOW = "see docs/decisions, 54"


@dataclass(frozen=True, slots=True)
class Rule:
    """The National Transfer Scheme as it is known on a 31 March."""

    threshold: float
    """Of the children who live there."""
    passed_on: float
    """Of those who arrive at the threshold, before they start to be looked after; `low` and `high` are its ends."""
    low: float
    high: float
    words: str


def rule(year: int) -> Rule:
    """Return the scheme as it is known on a 31 March, taken to go on as it is."""
    if year < VOLUNTARY:
        return Rule(THRESHOLD, 0.0, 0.0, 0.0, "No scheme yet: it began on 1 July 2016")
    if year < MANDATORY:
        return Rule(THRESHOLD, 0.1, 0.0, 0.3, "A voluntary scheme, begun on 1 July 2016: few were passed on")
    at = HIGHER_THRESHOLD if year >= HIGHER else THRESHOLD
    words = (
        "The scheme has been mandatory since December 2021: starts of authorities at their threshold have grown half "
        "to four fifths as fast as others' since, and two thirds to as fast before"
    )
    return Rule(at, 0.3, 0.1, 0.6, words)


@dataclass(frozen=True, slots=True)
class Arriving:
    """What is known of the unaccompanied children of one authority."""

    started: float
    """Who are expected to start to be looked after in a year."""
    lately: tuple[float, ...]
    """Who did in the last years; not a number where not known."""
    england: tuple[float, ...]
    """Standard deviation by year ahead of the logarithm of England's arrivals against what was expected."""
    own: tuple[float, ...]
    """Likewise of an authority's, England's given and chance taken out."""
    population: float
    """Children who live there."""
    looked_after: float
    """Unaccompanied children on the first day."""
    rule: Rule

    @property
    def at_threshold(self) -> bool:
        """Whether as many are looked after on the first day as the threshold."""
        return self.looked_after >= self.rule.threshold * self.population

    @property
    def off(self) -> tuple[float, ...]:
        """Deviation of the logarithm of arrivals by year ahead, of both parts together."""
        return tuple(hypot(*together) for together in zip(self.england, self.own, strict=True))

    @property
    def stream(self) -> UnaccompaniedOutlook:
        """The stream, with as many arriving as start."""
        return UnaccompaniedOutlook(
            arrivals=ByFinancialYear(*[self.started] * YEARS),
            england_deviation=ByFinancialYear(*self.england),
            own_deviation=ByFinancialYear(*self.own),
            threshold=self.rule.threshold,
            child_population=self.population,
            passed_on=self.rule.passed_on,
        )


def arriving(everyone: Panel, row: int, looked_after: float) -> Arriving | None:
    """Return what is known of one authority of a panel; None where no children are known to live there."""
    whole, population = _whole(everyone), children(everyone.histories[row], everyone.year)
    if not isfinite(population) or population <= 0:
        return None
    return Arriving(
        started=max(LEAST, float(whole.expected[row])),
        lately=tuple(whole.series[row, -REMEMBERED:].tolist()),
        england=whole.england,
        own=whole.own,
        population=population,
        looked_after=looked_after,
        rule=rule(everyone.year),
    )


def middling(stream: UnaccompaniedOutlook, found: Arriving, years: Sequence[YearAhead]) -> UnaccompaniedOutlook:
    """Return the stream with the middle of what may arrive, such that all who start are as many in the middle.

    What may arrive is skewed: its mean lies above its middle. Beside many others it is the mean that moves the middle
    of all who start; where hardly anybody else comes, it is the middle.
    """
    arrivals = [
        number * exp(-0.5 * off**2 * (1.0 - min(1.0, year.unaccompanied_started / year.started)))
        for number, off, year in zip(stream.arrivals.values(), found.off, years, strict=True)
    ]
    return replace(stream, arrivals=ByFinancialYear(*arrivals))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all authorities of a panel tell together, worked out once."""

    series: Array
    """Starts by authority and year."""
    expected: Array
    england: tuple[float, ...]
    own: tuple[float, ...]


@lru_cache(maxsize=4)
def _whole(panel: Panel) -> _Whole:
    years = range(FIRST, panel.year + 1)
    series = np.array([[unaccompanied_starts(past, year) for year in years] for past in panel.histories])
    held = np.array([[past.value("unaccompanied", year) for year in years] for past in panel.histories])
    population = panel.each(lambda past: children(past, panel.year))
    known = np.isfinite(population) & np.isfinite(series).any(axis=1)
    series[~known] = np.nan
    expected = [
        _expected(series[:, : place + 1], held[:, place] >= rule(year).threshold * population, population)
        for place, year in enumerate(years)
    ]
    england, own = _off(series, expected)
    return _Whole(series, expected[-1], england, own)


def _expected(series: Array, above: NDArray[np.bool_], population: Array) -> Array:
    """Return how many start a year from now on, given those of the years so far."""
    latest = series[:, -REMEMBERED:]
    weights = MEMORY ** np.arange(latest.shape[1])[::-1]
    there = np.isfinite(latest)
    years, came = there @ weights, np.where(there, latest, 0.0) @ weights
    usable = (years > 0) & np.isfinite(population)
    rate = came[usable].sum() / (years * population)[usable].sum()
    added = np.where(above, OF_ENGLAND_ABOVE, OF_ENGLAND)
    found: Array = (came + added * rate * np.nan_to_num(population)) / (years + added)
    return found


def _off(series: Array, expected: list[Array]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return how far off England's arrivals and an authority's own have been, by year ahead.

    The logarithm of a Poisson number varies by one over it, which chance gives and is taken out. No year ahead is surer
    than the one before, and one that is not known yet is as that.
    """
    england: list[float] = []
    own: list[float] = []
    for ahead in range(1, YEARS + 1):
        together, apart = [], []
        for before, came in zip(expected, series.T[ahead:], strict=False):
            known = np.isfinite(came) & (before > 0)
            if not known.any() or came[known].sum() <= 0:
                continue
            growth = came[known].sum() / before[known].sum()
            together.append(float(np.log(growth)))
            wanted = growth * before
            enough = known & (wanted >= ENOUGH)
            apart.extend(np.log((came[enough] + 0.5) / wanted[enough]) ** 2 - 1 / wanted[enough])
        for found, squares in ((england, np.square(together)), (own, np.array(apart))):
            before_it = found[-1] if found else LEAST_OFF
            latest = float(np.sqrt(max(0.0, squares.mean()))) if len(squares) else before_it
            found.append(max(before_it, latest))
    return tuple(england), tuple(own)


def of_arrivals(
    found: Arriving, stream: UnaccompaniedOutlook, started: Sequence[float], name: str, when: date
) -> Iterator[Entry]:
    """Yield the quantities of a base that make unaccompanied children a stream of their own.

    So many of them start in each year: as expected, as far as that agrees with the forecast of all who start.
    """
    year, path = when.year, "outlook.unaccompanied"
    came = ", ".join(f"{number:.0f}" if isfinite(number) else "not known" for number in found.lately)
    more = (
        "; more arrive than start, as far as some are passed on"
        if max(stream.arrivals.values()) > 1.01 * max(started)
        else ""
    )
    yield entry(
        f"{path}.arrivals",
        table(ByFinancialYear, stream.arrivals.values()),
        "Unaccompanied children who arrive",
        "fitted",
        f"Fitted so that {_listed(started)} start to be looked after in three years, in the mean of what may come, "
        f"whose middle this is: as far as that agrees with the "
        f"forecast of all who start {plain(found.started):g} a year, a mean of those who did ({came} "
        f"in the years to {in_words(year)}; absent parenting before 2019-20) that counts each year half as much as the "
        f"next, drawn to England's by children who live there{more}: {DFE}, {name}; {HOW}",
        when,
        note="They come in place of the unaccompanied share of demand.route_shares, which then only makes the lives "
        "from which the first day is drawn.",
    )
    off = f"expected from 31 March {FIRST} to {year - 1} by the figures to {in_words(year)}: {DFE}; {HOW}"
    yield entry(
        f"{path}.england_deviation",
        table(ByFinancialYear, stream.england_deviation.values()),
        "How far off England's unaccompanied children may be",
        "fitted",
        f"Fitted to how far off as many in England as {off}",
        when,
    )
    yield entry(
        f"{path}.own_deviation",
        table(ByFinancialYear, stream.own_deviation.values()),
        "How far off this authority's own may be",
        "fitted",
        f"Fitted to how far off each authority's, England's given and chance taken out, were of those {off}",
        when,
    )
    raised = year >= HIGHER
    yield entry(
        f"{path}.threshold",
        found.rule.threshold,
        "Unaccompanied children from whom on further ones are passed on, of all children there",
        "policy",
        "Home Office, National Transfer Scheme protocol: 0.07% from July 2016"
        + (", 0.1% since 2022; that it holds from bases of 2023 on is a judgement" if raised else ""),
        when,
    )
    yield entry(
        f"{path}.child_population",
        float(round(found.population)),
        "Children who live there",
        "published",
        f"{POPULATION}, ages 0 to 17, {name}",
        when,
    )
    drawn = found.rule.high > 0 and not found.at_threshold
    tied = " Not drawn here, where arrivals are worked out with it." if found.at_threshold and found.rule.high else ""
    yield entry(
        f"{path}.passed_on",
        found.rule.passed_on,
        "Of those who arrive at that threshold, passed on to other authorities",
        "judgement",
        f"Judgement of the modellers ({found.rule.low:g} to {found.rule.high:g}). {found.rule.words}; {HOW}.{tied}",
        when,
        low=found.rule.low if drawn else None,
        high=found.rule.high if drawn else None,
        distribution="uniform" if drawn else "fixed",
    )


def _listed(numbers: Sequence[float]) -> str:
    words = [f"{plain(number):g}" for number in numbers]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def warnings(found: Arriving, name: str, when: date) -> Iterator[str]:
    """Yield what a reader must know where children are passed on from the first day."""
    if found.at_threshold and found.rule.passed_on > 0:
        threshold = ceil(found.rule.threshold * found.population)
        yield (
            f"{name} looks after {found.looked_after:.0f} unaccompanied children on {day_in_words(when)}, where the "
            f"National Transfer Scheme has {threshold}: who is passed on before they start to be looked after is "
            "published nowhere, so that share is a judgement, and how many arrive hangs on it; how many start does not."
        )
