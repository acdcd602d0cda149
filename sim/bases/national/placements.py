"""England's placements of a year: how they break down, which are sought first, where they are, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.bases.entries import plain, shares, table
from sim.bases.national.children import unaccompanied_started
from sim.bases.national.renewed import Renewed
from sim.bases.national.tables import (
    BY_AGE,
    BY_PROVIDER,
    HOMES,
    INDEPENDENT,
    MAINSTREAM,
    NEW_BY_DISTANCE,
    STARTED,
    NationalTables,
)
from sim.bases.price_growth import FIRST_RETURN, growth_of
from sim.bases.words import EACH_AGE, OFSTED, SECTION_251, in_words
from sim.foundations.codes import Kind
from sim.parameters.fostering import InHouseFostering
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByLocation
from sim.published import national_shape as shape
from sim.published.national_shape import BEFORE_REGISTRATION, LivedIn
from sim.scenario.quantities.quantity import EvidenceKind

PRICED = 2018
"""The year ending 31 March of the prices in England's file."""

SOUGHT_OF_PLACED = 1.1
"""Times that supported accommodation is sought first for each of 16 and over, unaccompanied children left out, who is
placed in it on starting: of those of 2018-19 0.62 were, and England's file has 0.68 sought, a judgement."""

MOST_SOUGHT = 0.92
"""Above which seeking supported accommodation first makes no sense."""


def of_stability(tables: NationalTables) -> Iterator[Renewed]:
    """Yield how often placements break down, by time in placement and age; the kinds are fitted by runs."""
    rates = [shape.disruptions_per_child_year(tables.known, tables.year, band) for band in shape.BANDS]
    yield Renewed(
        "stability.hazard_by_time_in_placement",
        table(ByDuration, rates, 2),
        f"Derived from {tables.source}: changes of placement by reason and duration over child-years; disruptive "
        "reasons only (carer, child or authority asked, standards, allegation, approval removed, closure)",
        note="A lower bound: about a quarter of changes are coded other.",
    )
    ages = [age for (age,) in EACH_AGE]
    held = np.array([_held(tables, age) for age in ages])
    broke = np.array([shape.disruptive(tables.known, BY_AGE, tables.year, age) for age in ages])
    mean = broke.sum() / held.sum()
    yield Renewed(
        "stability.age_multiplier",
        ByAge(*(round(float(number), 2) for number in broke / held / mean)),
        f"Derived from {tables.source}: changes of placement by reason and age, over children looked after, against "
        f"the mean of {mean:.3f} a year",
    )


def _held(tables: NationalTables, age: str) -> float:
    """Return the mean of the children of an age looked after at both ends of the year."""
    return sum(tables.count("looked after by age", age, when) for when in (tables.year - 1, tables.year)) / 2


def of_policy(tables: NationalTables) -> Iterator[Renewed]:
    """Yield what is sought first, as far as tables tell of first placements; homes are fitted by runs."""
    under_1 = tables.count("started by age", "under 1")
    remand = tables.count("started by legal status", "remand")
    health = tables.line(STARTED, "6b.") + tables.line(STARTED, "6c.")
    rest = tables.started(LivedIn.OTHER_RESIDENTIAL) - health - tables.line(STARTED, "6d.")
    others = tables.count("started") - under_1 - remand
    known = f"{tables.source}: first placements in hospital, family centres or mother and baby units ({health:,.0f})"
    yield Renewed(
        "policy.other_residential_at_entry",
        table(ByAge, (health / under_1, *[rest / others] * 4)),
        f"Derived from {known} over {under_1:,.0f} starts under one, all taken as such; in care homes, schools and "
        f"others ({rest:,.0f}) over {others:,.0f} others",
    )
    custody = tables.line(STARTED, "6d.")
    yield Renewed(
        "policy.remand_custody_share",
        plain(min(custody / remand, 0.95), 2),
        f"Derived from {tables.source}: {custody:,.0f} who started were first placed in a young offender institution, "
        f"beside {remand:,.0f} remanded; some of the {custody:,.0f} may not have been on remand",
        "judgement",
    )
    alone = "unaccompanied by placement"
    fostered = tables.count(alone, "foster")
    in_supported = tables.count(alone, INDEPENDENT) + shape.newly_unregistered(
        tables.known, tables.year
    ) * tables.count(alone, "other (definition from 2020)")
    to_supported = in_supported / (fostered + in_supported)
    came_alone = unaccompanied_started(tables)
    by_age = [tables.count("unaccompanied by age", age) for age in ("under 16", "16 and over")]
    supported, sixteens = tables.started(LivedIn.SUPPORTED), tables.count("started by age", "16 and over")
    placed = (supported - to_supported * came_alone) / (sixteens - came_alone * by_age[1] / sum(by_age))
    yield Renewed(
        "policy.supported_first",
        plain(min(SOUGHT_OF_PLACED * placed, MOST_SOUGHT), 2),
        f"Derived from {tables.source}: {supported:,.0f} of the {tables.count('started'):,.0f} who started were first "
        f"placed in supported accommodation or living independently, beside {sixteens:,.0f} of 16 and over, emergency "
        f"places among them; without unaccompanied children {100 * placed:.0f}% of those of 16 and over",
        "judgement",
    )
    yield Renewed(
        "policy.unaccompanied_supported_first",
        plain(to_supported, 2),
        f"Derived from {tables.source}: of {tables.count(alone, 'all'):,.0f} unaccompanied children looked after on "
        f"31 March {tables.year} {fostered:,.0f} were fostered and {in_supported:,.0f} in supported accommodation",
    )


def of_places(tables: NationalTables, england: Parameters) -> Iterator[Renewed]:
    """Yield where placements of each kind are; where no table tells of a kind's distance, the split of before holds."""
    own = tables.fostered_by_own
    carers, relatives, secure = england.in_house_fostering, england.connected_persons, england.secure
    assert carers is not None
    assert relatives is not None
    assert secure is not None
    inside = {place: tables.count(BY_PROVIDER, f"foster: {place}: own provision") for place in ("inside", "outside")}[
        "inside"
    ]
    yield _where(
        "in_house_fostering", inside / own, _outside(carers.location_shares),
        f"{tables.source}: of {own:,.0f} fostered by the authority's own carers, {inside:,.0f} inside it; distance "
        "outside by judgement",
    )  # fmt: skip
    connected = tables.stock(LivedIn.CONNECTED)
    near_home = tables.line(shape.LOOKED_AFTER, "1a.1 ")
    yield _where(
        "connected_persons", near_home / connected, _outside(relatives.location_shares),
        f"{tables.source}: of {connected:,.0f} with a relative or friend, {near_home:,.0f} inside the authority; "
        "distance outside by judgement",
    )  # fmt: skip
    by_agency = {
        place: sum(tables.count(BY_PROVIDER, f"foster: {place}: {sector}") for sector in ("private", "voluntary"))
        for place in ("inside", "outside")
    }
    whole = by_agency["inside"] + by_agency["outside"]
    yield _where(
        "agency", by_agency["inside"] / whole, tables.split_outside("foster"),
        f"{tables.source}: of {whole:,.0f} fostered with private and voluntary agencies on 31 March {tables.year}, "
        f"{by_agency['inside']:,.0f} inside the authority; distance outside as for all fostering",
    )  # fmt: skip
    homes = tables.stock(LivedIn.CHILDRENS_HOME)
    homes_inside = tables.line(shape.LOOKED_AFTER, "4c.1 ")
    yield _where(
        "childrens_homes", homes_inside / homes, tables.split_outside(HOMES),
        f"{tables.source}: of {homes:,.0f} in children's homes on 31 March {tables.year}, {homes_inside:,.0f} inside "
        "the authority; distance outside as for homes and secure units",
    )  # fmt: skip
    units, units_inside = tables.stock(LivedIn.SECURE), tables.line(shape.LOOKED_AFTER, "4a Secure")
    yield _where(
        "secure", units_inside / units, _outside(secure.location_shares),
        f"{tables.source}: {units_inside:,.0f} of {units:,.0f} in secure units were inside the authority; distance "
        "outside by judgement",
    )  # fmt: skip
    year = min(tables.year, BEFORE_REGISTRATION)
    settings = tables.located("other residential", NEW_BY_DISTANCE, year)
    yield Renewed(
        "other_residential.location_shares",
        shares(ByLocation, settings, 2),
        f"Derived from {NationalTables(tables.known, year).source}: new placements in the year in residential settings "
        "other than homes, at a known distance; of those who live there on 31 March fewer are inside, since stays in "
        "hospital are short",
        year=year,
    )
    alone = {place: tables.count(BY_PROVIDER, f"{INDEPENDENT}: {place}: all") for place in ("inside", "outside")}
    everyone = alone["inside"] + alone["outside"]
    yield _where(
        "supported", alone["inside"] / everyone, tables.split_outside(INDEPENDENT),
        f"{tables.source}: of {everyone:,.0f} in supported accommodation or living independently, "
        f"{alone['inside']:,.0f} inside the authority; distance outside where known, which it is of few",
    )  # fmt: skip


def _outside(usual: ByLocation) -> tuple[float, float]:
    outside = usual.near + usual.far
    return usual.near / outside, usual.far / outside


def _where(part: str, inside: float, outside: tuple[float, float], source: str) -> Renewed:
    found = NationalTables.inside_and(inside, outside)
    kind: EvidenceKind = "judgement" if "by judgement" in source else "published"
    return Renewed(f"{part}.location_shares", shares(ByLocation, found, 2), f"Derived from {source}", kind)


def of_prices(tables: NationalTables, england: Parameters) -> Iterator[Renewed]:
    """Yield prices of the year: those of England's file moved as far as fostering, and homes, have become dearer."""
    foster, home = (tables.count("unit cost", what) for what in ("fostering", "residential"))
    was_foster, was_home = (tables.count("unit cost", what, PRICED) for what in ("fostering", "residential"))
    weekly = np.array(england.prices.weekly.values()) * foster / was_foster
    homes = [Kind.CHILDRENS_HOME, Kind.SECURE, Kind.OTHER_RESIDENTIAL]
    weekly[homes] = np.array(england.prices.weekly.values())[homes] * home / was_home
    yield Renewed(
        "prices.weekly",
        table(ByKind, weekly),
        f"{SECTION_251} {in_words(tables.year)}, England, GBP a week: children's homes {home:,.0f} ({was_home:,.0f} in "
        f"{in_words(PRICED)}), fostering {foster:,.0f} ({was_foster:,.0f}). Kinds not told apart keep the proportions "
        f"of {in_words(PRICED)}: secure and other residential move with homes, the others with fostering",
        "judgement",
    )
    yield Renewed(
        "prices.unregistered",
        plain(england.prices.unregistered * home / was_home, 2),
        "Judgement of the modellers: Cambridgeshire County Council paid 16,596 a child a week on average in March "
        "2024, 2.7 times the national mean for residential care (House of Commons Public Accounts Committee); about "
        f"2.5 times the {home:,.0f} of {SECTION_251} {in_words(tables.year)}, as in {in_words(PRICED)}",
        "judgement",
    )


def of_price_growth(tables: NationalTables) -> Iterator[Renewed]:
    """Yield the year of the prices, and how fast fostering and homes became dearer up to then."""
    yield Renewed("price_growth.base_year", float(tables.year), f"The year of prices.weekly: {in_words(tables.year)}")
    for what, path in (("fostering", "price_growth.fostering"), ("residential", "price_growth.homes")):
        years = range(FIRST_RETURN, tables.year + 1)
        costs = [tables.count("unit cost", what, year) for year in years]
        growth = growth_of(costs)
        yield Renewed(
            path,
            plain(growth.yearly),
            f"{SECTION_251} {in_words(years[0])} to {in_words(years[-1])}, England, {what}: {costs[0]:,.0f} to "
            f"{costs[-1]:,.0f} GBP a week, mean growth a year; that it goes on is a judgement, with a range from the "
            "least to the most of any one year, 2 points either way at least. More need is in it as well as price",
            "judgement",
            ends=(plain(growth.low), plain(growth.high)),
        )


def of_carers(tables: NationalTables, usual: InHouseFostering) -> Iterator[Renewed]:
    """Yield the mainstream households of an average authority, from places where the year publishes them.

    Ofsted's count of 2017-18 has family and friends in it, whom the model has apart: England's file takes their 6,100
    households out, and with them the places of the 29% of fostered children who lived with relatives. What is left,
    43,200 places and 24,900 children, is what the series of mainstream carers goes on with: 40,570 and 24,375 in 2022.
    """
    places = tables.count(MAINSTREAM, "places approved")
    if not places:
        return
    each = float(np.array(usual.places_shares.values()) @ np.array([1, 2, 3]))
    yield Renewed(
        "in_house_fostering.households",
        float(round(places / tables.authorities / each)),
        f"Derived from {OFSTED} {in_words(tables.year)}, England: {places:,.0f} places of mainstream carers of "
        f"councils / {tables.authorities} authorities, over {each:.2f} places a household (those of 2017-18)",
        "fitted",
    )
