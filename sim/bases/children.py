"""The quantities of a base that tell of children: coming, staying, and looked after on the first day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import isfinite

import numpy as np

from sim.bases.coming import Coming, families
from sim.bases.entries import Entry, entry, plain, shares, table
from sim.bases.history import History
from sim.bases.national.reference import GRID, Reference
from sim.bases.opening import LEAST_HIDDEN, MOST_HIDDEN, Opened, PublishedShares
from sim.bases.pooling import Weights
from sim.bases.staying import Shifted, Staying, shifted
from sim.bases.words import DFE, POPULATION, in_words, span
from sim.fitting.entrants import age_shares_of_first, group_ages, of_demand
from sim.foundations.codes import AgeBand
from sim.parameters.tables import ByAge, ByCause, ByKind, ByLocation, ByRoute
from sim.scenario.quantities.quantity import EvidenceKind

CAUSES = ("causes_under_1", "causes_1_to_4", "causes_5_to_9", "causes_10_to_15", "causes_from_16")
"""Fields of `Leaving`, by age band."""

HOW = "see docs/decisions, 22"


def of_demand_and_leaving(
    england: Reference, come: Coming, stay: Staying, past: History, years: range
) -> tuple[tuple[Entry, ...], Shifted, float]:
    """Return the quantities of coming and staying, the rates found, and entries a year."""
    demand = england.parameters.demand
    routes = np.array(come.routes.values)
    children = group_ages(np.array(come.ages.values), routes, demand.remand_age_shares, demand.unaccompanied_age_shares)
    first = shares(ByAge, age_shares_of_first(children, demand.children_per_family, demand.sibling_age_gap).values())
    by_route = shares(ByRoute, families(routes, demand))
    one = replace(demand, entries_per_year=1.0, age_shares=first, route_shares=by_route)
    found = shifted(stay, of_demand(one, GRID), england)
    a_year = come.starts_a_year / found.population.started
    when = date(years[-1], 3, 31)
    window = f"{DFE}, {past.named(years)} {span(years)}"
    entries = (
        *_demand(come, a_year, first, by_route, window, when),
        *_leaving(stay, found, england.year, window, when),
    )
    return entries, found, a_year


def _demand(come: Coming, a_year: float, first: ByAge, by_route: ByRoute, window: str, when: date) -> Iterator[Entry]:
    own = f"{plain(come.own_starts, 4):g} starts a year" if isfinite(come.own_starts) else "starts not published"
    yield entry(
        "demand.entries_per_year",
        plain(a_year, 4),
        "Children entering care in a year, not counting those who come back",
        "fitted",
        f"Fitted so that with children who come back {plain(come.starts_a_year, 4):g} start in a year: {window}, {own}"
        f"; pooled with {_borrowed(come.starts.weights)} by {POPULATION} (ages 0 to 17); {HOW}",
        when,
        weights=come.starts.weights,
    )
    yield entry(
        "demand.route_shares",
        by_route,
        "Routes into care, of families",
        "fitted",
        f"Legal status at the start, unaccompanied children taken out of section 20: {window}; "
        f"pooled with {_borrowed(come.routes.weights)}; children became families by England's sizes; {HOW}",
        when,
        sample=come.routes.sample,
        distribution="dirichlet",
        weights=come.routes.weights,
    )
    yield entry(
        "demand.age_shares",
        first,
        "Ages at entry, of the first child of a family",
        "fitted",
        f"Fitted so that, siblings included, and with remanded and unaccompanied children, children start at the "
        f"published ages: {window}; pooled with {_borrowed(come.ages.weights)}; {HOW}",
        when,
        sample=come.ages.sample,
        distribution="dirichlet",
        weights=come.ages.weights,
    )


def _leaving(stay: Staying, found: Shifted, of: int, window: str, when: date) -> Iterator[Entry]:
    leaving = found.leaving
    ceased = np.array([rate.value for rate in stay.rates]) * found.population.stock_by_age
    parts = ceased / ceased.sum()
    mean = Weights(
        *(
            float(sum(part * getattr(rate.weights, of) for part, rate in zip(parts, stay.rates, strict=True)))
            for of in ("own", "neighbours", "england")
        )
    )
    basis = f"{window} (looked after, ceasing by age and reason, pooled with {_borrowed(mean)}); {HOW}"
    yield entry(
        "leaving.hazard_by_time_in_care",
        table(type(leaving.hazard_by_time_in_care), leaving.hazard_by_time_in_care.values()),
        "Rates of leaving care by time in care",
        "fitted",
        f"England's rates by time in care ({in_words(of)}), times what makes children cease as published: {basis}",
        when,
        weights=mean,
    )
    yield entry(
        "leaving.age_multiplier",
        table(ByAge, leaving.age_multiplier.values()),
        "Leaving care by age, against ages 10 to 15",
        "fitted",
        f"England's, times what makes children of each age cease before 18 as published: {basis}",
        when,
        low=0.95,
        high=1.05,
        distribution="scaled_lognormal",
        weights=mean,
    )
    by_age = found.population.leaving_by_age[: len(AgeBand)]
    for band, (name, part) in enumerate(zip(CAUSES, by_age / by_age.sum(), strict=True)):
        yield entry(
            f"leaving.{name}",
            shares(ByCause, getattr(leaving, name).values()),
            f"Why children leave, {('under 1', '1 to 4', '5 to 9', '10 to 15', '16 and over')[band]}",
            "fitted",
            f"England's mix at this age, each reason scaled so that reasons for ceasing before 18 come to "
            f"{window}, pooled with {_borrowed(stay.causes.weights)}; {HOW}",
            when,
            sample=max(10.0, min(300.0, stay.causes.sample * float(part))),
            distribution="dirichlet",
            weights=stay.causes.weights,
        )


def of_opening(opened: Opened, past: History, when: date) -> Iterator[Entry]:
    """Yield the quantities of the opening count; what was suppressed or filled in is never called published."""
    year = when.year
    name = past.named((year,))
    guess = "Judgement of the modellers: the number is suppressed, so 1 to 5; 3, the middle, is taken; "
    yield entry(
        "opening.looked_after",
        opened.looked_after,
        "Children looked after on the first day",
        "judgement" if opened.hidden else "published",
        f"{guess if opened.hidden else ''}{DFE} {in_words(year)}, {name}",
        when,
        low=LEAST_HIDDEN if opened.hidden else None,
        high=MOST_HIDDEN if opened.hidden else None,
        imputed=opened.hidden,
    )
    yield entry(
        "opening.age_shares",
        shares(ByAge, opened.ages.published),
        "Their ages",
        _kind(opened.ages.year, opened.ages.imputed > 0),
        _margin(opened.ages, past, when, "ages"),
        _dated(opened.ages.year, when),
        imputed=opened.ages.imputed > 0,
        weights=None if opened.ages.year else opened.ages.pooled.weights,
    )
    percent = ", whole percentages only, adopters filled in so that they sum to 100" if opened.kinds_as_percent else ""
    percent += ", suppressed figures filled in so that the table adds up" if opened.kinds_imputed else ""
    told = (
        f"Derived from {DFE} {in_words(opened.kinds_year)}, {past.named((opened.kinds_year,))}: placements on 31 March "
        f"{opened.kinds_year}{percent}"
        ", split as England's into kinds that are not told apart; in-house by provider or the fostering service's own "
        f"count; {HOW}"
        if opened.kinds_year
        else "England's mix: the authority publishes no placements, or too few to be told"
    )
    yield entry(
        "opening.kinds",
        ByKind(*opened.kinds.tolist()),
        "Their placements",
        _kind(opened.kinds_year, opened.kinds_imputed > 0 or opened.kinds_as_percent),
        told,
        _dated(opened.kinds_year, when),
        note=f"Scaled to {opened.looked_after:g}." if opened.kinds_year != year else "",
        imputed=opened.kinds_imputed > 0,
    )
    yield entry(
        "opening.location_shares",
        shares(ByLocation, opened.locations.published),
        "Where they are placed",
        _kind(opened.locations.year, opened.locations.imputed > 0),
        _margin(opened.locations, past, when, "places inside, outside within 20 miles and over 20 miles away"),
        _dated(opened.locations.year, when),
        note="Those outside at an unknown distance are shared out like the others.",
        imputed=opened.locations.imputed > 0,
    )
    yield entry(
        "opening.unaccompanied",
        opened.unaccompanied,
        "Unaccompanied children among them",
        "fitted" if opened.unaccompanied_imputed else "published",
        _unaccompanied(opened, f"{DFE} {in_words(year)}, {name}"),
        when,
        imputed=opened.unaccompanied_imputed,
    )


def _kind(year: int, filled_in: bool) -> EvidenceKind:
    """Return what a table of the first day rests on; `year` is 0 when the authority publishes none."""
    if not year:
        return "judgement"
    return "fitted" if filled_in else "published"


def _unaccompanied(opened: Opened, source: str) -> str:
    if not opened.unaccompanied_imputed:
        return source
    if not opened.looked_after:
        return f"None, for no child is looked after: {source}"
    return f"{source}; suppressed or not listed, so filled in from other years and totals"


def _margin(margin: PublishedShares, past: History, when: date, what: str) -> str:
    if not margin.year:
        return f"Borrowed: the authority publishes no {what}; {_borrowed(margin.pooled.weights)}, {DFE}; {HOW}"
    later = f"; 31 March {margin.year}, the latest published for authorities" if margin.year != when.year else ""
    filled = "; suppressed figures filled in so that the table adds up" if margin.imputed else ""
    return f"Derived from {DFE} {in_words(margin.year)}, {past.named((margin.year,))}{later}{filled}"


def _dated(year: int, when: date) -> date:
    return date(year, 3, 31) if year else when


def _borrowed(weights: Weights) -> str:
    """Return in words how much is borrowed."""
    neighbours, england = round(100 * weights.neighbours), round(100 * weights.england)
    return f"statistical neighbours ({neighbours}%) and England ({england}%)"
