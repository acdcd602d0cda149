"""The outlook in plain words: how far off entries and leaving may be, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import exp, hypot

from sim.foundations.calendar import Calendar, in_words
from sim.foundations.distributions import STANDARD_NORMAL
from sim.parameters.outlook import Outlook, UnaccompaniedOutlook
from sim.scenario.scenario import Scenario

WITHIN = STANDARD_NORMAL.inv_cdf(0.9)
"""Deviations to either side between which eight of ten lie."""


def sentences(scenario: Scenario) -> Iterator[str]:
    """Yield what the outlook of a scenario says."""
    demand, leaving = scenario.parameters.demand, scenario.parameters.leaving
    outlook, years = scenario.parameters.outlook, _years(scenario)
    if outlook is None:
        yield "Outlook: none. Entries and leaving are as expected in every replication."
        return
    off = _deviations(outlook)
    yield "Outlook, in eight of ten replications:"
    entries = _spans(years, demand.yearly_level.values(), off[:3])
    yield f"    entries {entries} of demand.entries_per_year;"
    rates = _spans(years, leaving.yearly_level.values(), off[3:])
    yield f"    rates of leaving {rates} of leaving.hazard_by_time_in_care."
    yield "Replications of one number share their England and region, whatever the authority and the strategies."
    if outlook.unaccompanied is not None:
        yield from _unaccompanied(years, outlook.unaccompanied)


def _deviations(outlook: Outlook) -> tuple[float, ...]:
    """Return the standard deviation of the logarithm of each level, of all three parts together."""
    parts = (outlook.own_deviation, outlook.england_deviation, outlook.region_deviation)
    return tuple(hypot(*together) for together in zip(*(part.values() for part in parts), strict=True))


def _unaccompanied(years: Sequence[str], outlook: UnaccompaniedOutlook) -> Iterator[str]:
    spreads = zip(outlook.england_deviation.values(), outlook.own_deviation.values(), strict=True)
    off = [hypot(*together) for together in spreads]
    ends = [
        f"{middle * exp(-WITHIN * spread):.0f} to {middle * exp(WITHIN * spread):.0f} {year}"
        for year, middle, spread in zip(years, outlook.arrivals.values(), off, strict=True)
    ]
    yield f"Unaccompanied children, a stream of their own: {', '.join(ends)} arrive, per year."
    if outlook.passed_on > 0:
        threshold = outlook.threshold * outlook.child_population
        yield (
            f"With {threshold:,.0f} of them looked after ({100 * outlook.threshold:g}% of "
            f"{outlook.child_population:,.0f} children), {100 * outlook.passed_on:.0f}% of further ones are passed on "
            "under the National Transfer Scheme."
        )


def _years(scenario: Scenario) -> tuple[str, ...]:
    """Return the three financial years in words."""
    calendar = Calendar(scenario.start)
    _, second, third = (calendar.date_of(day) for day in calendar.financial_years(3))
    first_end, second_end = (in_words(day - timedelta(days=1)) for day in (second, third))
    return f"up to {first_end}", f"in the year to {second_end}", "after it"


def _spans(years: Sequence[str], levels: Sequence[float], off: Sequence[float]) -> str:
    return ", ".join(
        f"{100 * level * exp(-WITHIN * spread):.0f}% to {100 * level * exp(WITHIN * spread):.0f}% {year}"
        for year, level, spread in zip(years, levels, off, strict=True)
    )
