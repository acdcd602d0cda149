"""Statutory services of a base as far as they were published: health, changes of school, the workforce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from math import isfinite, isnan, sqrt

import numpy as np

from sim.bases.entries import Entry, entry
from sim.bases.history import History
from sim.bases.panel import Panel
from sim.bases.pooling import PooledShares, Rates, Shares
from sim.bases.serviced_council import ServicedCouncil
from sim.parameters.units import PER_YEAR, PROBABILITY
from sim.published.health_of_children import FIRST, LAST, PUBLICATION, PublishedHealth, published_health
from sim.published.table import publication

CENTRAL_90 = 1.645
MOST_IN_BETA = 0.99
"""High end of the range of a share, which a beta leaves short of all."""

MOST_IN_YEAR = 0.995
"""Children with a health assessment in the year, as a share: of more, lateness would be none at all."""

LAYER_ASSESSED = 175 / 211
"""With a health assessment in the year to 31 March 2018, to which the layer's lateness is fitted."""

LAYER_MOVED = 80 / 994
"""Pupils who changed school in the middle of a year, to which the layer's chances are fitted."""

TOGETHER = 1.5
"""Siblings change school together: counts are worth so many times fewer."""

APART = 1.25
"""Times a published rate of the workforce may be off the teams of children in care, either way: a judgement."""


def published_services(council: ServicedCouncil) -> Iterator[Entry]:
    """Yield what was published of the council, drawn to its neighbours and England where children are few."""
    yield from _health(council)
    yield from _school(council)
    yield from _workforce(council)


def health_year(year: int) -> int:
    """Return the year whose figures of health a base made from figures up to `year` has."""
    return min(max(year, FIRST), LAST)


def _published_health(past: History, year: int) -> PublishedHealth | None:
    """Return the council's figures, or those of its forerunners together."""
    codes = [before.code for before in past.forerunners if year <= before.last_year] or [past.code]
    found = [published_health().get((code, year)) for code in codes]
    there = [one for one in found if one is not None]
    if not there:
        return None
    return PublishedHealth(
        sum(one.looked_after for one in there),
        sum(one.assessed for one in there),
        sum(one.of_school_age for one in there),
        sum(one.questionnaires for one in there),
    )


@lru_cache(maxsize=8)
def _shares(everyone: Panel, year: int) -> tuple[Shares, Shares]:
    """Return the shares with a health assessment and with a questionnaire of all authorities."""
    found = [_published_health(past, year) for past in everyone.histories]
    nothing = (np.nan, np.nan)
    assessed = [nothing if one is None else (one.assessed, one.looked_after - one.assessed) for one in found]
    asked = [nothing if one is None else (one.questionnaires, one.of_school_age - one.questionnaires) for one in found]
    return Shares(np.array(assessed), everyone.neighbours), Shares(np.array(asked), everyone.neighbours)


def _ends(found: PooledShares) -> tuple[float, float, float]:
    """Return a share and the ends of its central 90%."""
    share = found.values[0]
    off = CENTRAL_90 * sqrt(share * (1 - share) / (found.sample + 1))
    return share, max(share - off, 0.001), min(share + off, MOST_IN_YEAR)


def _health(council: ServicedCouncil) -> Iterator[Entry]:
    year = health_year(council.panel.year)
    own = _published_health(council.past, year)
    assessed, asked = (shares.pooled(council.row) for shares in _shares(council.panel, year))
    told = (
        f"{own.assessed:.0f} of {own.looked_after:.0f} children looked after for a year had a health assessment in it"
        if own is not None
        else "the council's own figures are hidden, so that its neighbours' and England's stand in"
    )
    source = f"{PUBLICATION}, {council.past.name}, 31 March {year}"
    share, low, high = _ends(assessed)

    def lateness(part: float) -> float:
        """Return the lateness that goes with a share: what keeps a year's visits beyond the year, as odds."""
        odds, usual = (1 - part) / part, (1 - LAYER_ASSESSED) / LAYER_ASSESSED
        return council.number("health_assessments.review_lateness_mean") * odds / usual

    yield entry(
        "health_assessments.review_lateness_mean",
        lateness(min(share, MOST_IN_YEAR)),
        "Lateness of review health assessments",
        "fitted",
        f"Moved from the layer's by the odds of having none: {told} ({source})",
        date(year, 3, 31),
        low=lateness(high),
        high=lateness(low),
        distribution="lognormal",
        weights=assessed.weights,
    )
    share, low, high = _ends(asked)
    yield entry(
        "health_assessments.sdq_completed",
        share,
        "Questionnaires completed",
        "published",
        f"{source}: {own.questionnaires:.0f} of {own.of_school_age:.0f} aged 5 to 16" if own is not None else source,
        date(year, 3, 31),
        low=low,
        high=high,
        distribution="beta",
        weights=asked.weights,
    )


@lru_cache(maxsize=4)
def _moves(everyone: Panel) -> Rates:
    """Return pupils who changed school in the middle of a year, of those counted, the panel's years together."""
    counts, pupils = [], []
    for past in everyone.histories:
        pairs = [
            (past.value("moved school", year), past.value("moved school", year, "denominator"))
            for year in everyone.years
        ]
        known = [(moved, of) for moved, of in pairs if isfinite(moved) and of > 0]
        counts.append(sum(moved for moved, _ in known) if known else np.nan)
        pupils.append(sum(of for _, of in known) if known else np.nan)
    return Rates(np.array(counts), np.array(pupils), everyone.neighbours, TOGETHER)


def _school(council: ServicedCouncil) -> Iterator[Entry]:
    moves = _moves(council.panel)
    if not moves.any_known():
        return
    found = moves.pooled(council.row)
    ratio = found.value / LAYER_MOVED
    years = [year for year in council.panel.years if year >= FIRST]
    told = f"{100 * found.value:.1f}% of pupils changed school in the middle of a year, {100 * LAYER_MOVED:.1f}% there"
    source = f"Moved from the layer's by what was published: {told} ({publication('moved school', _last(years))})"
    for path, title in (
        ("virtual_school.moves_with_placement", "Changes of school with a placement"),
        ("virtual_school.other_moves", "Other changes of school"),
    ):
        usual = council.layer[path]
        moved = entry(
            path,
            usual.value,
            title,
            "fitted",
            source,
            council.when,
            low=usual.low,
            high=usual.high,
            distribution=usual.distribution,
            weights=found.weights,
        )
        yield replace(moved, quantity=moved.quantity.times(ratio, PROBABILITY if "with" in path else PER_YEAR))


def _last(years: list[int]) -> int:
    """Return the last year in which changes of school were published: all but 2020."""
    return max(year for year in years if year != 2020)


def _workforce(council: ServicedCouncil) -> Iterator[Entry]:
    for path, measure, title in (
        ("social_work.vacancy", "social workers' vacancy rate", "Posts without an employee"),
        ("social_work.agency", "social workers' agency rate", "Agency workers"),
        ("social_work.turnover", "social workers' turnover rate", "Employees who leave"),
    ):
        percent, year, whose = council.latest(measure)
        if isnan(percent):
            continue
        value = percent / 100
        share = not path.endswith("turnover")
        fixed = not value or (share and value >= MOST_IN_BETA)  # all of them is published of the smallest councils
        yield entry(
            path,
            value,
            title,
            "published",
            f"{publication(measure, year)}: {percent:.1f}% on 30 September {year - 1}, {whose}, all teams for children",
            date(year - 1, 9, 30),
            low=None if fixed else value / APART,
            high=None if fixed else max(value, min(value * APART, MOST_IN_BETA)),
            distribution="fixed" if fixed else "beta" if share else "lognormal",
        )
