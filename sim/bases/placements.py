"""The quantities of a base that tell of placements: breakdown, carers, markets, prices, first choices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isfinite, sqrt

import numpy as np

from sim.bases.carers import OwnFosterService, agreement
from sim.bases.children import HOW
from sim.bases.entries import Entry, entry, plain, shares, table
from sim.bases.history import History
from sim.bases.money import Money
from sim.bases.moving import Moving
from sim.bases.national.reference import Reference
from sim.bases.opening import Opened
from sim.bases.pooling import Weights
from sim.bases.price_growth import FIRST_RETURN
from sim.bases.where import shifted
from sim.bases.words import DFE, OFSTED, SECTION_251, in_words, span
from sim.fitting.steps import Array
from sim.foundations.codes import Kind
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByKind, ByLocation, ByPlaces
from sim.scenario.quantities.quantity import EvidenceKind

LOCATIONS = (
    ("in_house_fostering.location_shares", Kind.IN_HOUSE, "the council's own foster households"),
    ("connected_persons.location_shares", Kind.CONNECTED, "relatives and friends"),
    ("agency.location_shares", Kind.AGENCY, "independent fostering agencies"),
    ("childrens_homes.location_shares", Kind.CHILDRENS_HOME, "children's homes"),
    ("secure.location_shares", Kind.SECURE, "secure accommodation"),
    ("other_residential.location_shares", Kind.OTHER_RESIDENTIAL, "other residential settings"),
    ("supported.location_shares", Kind.SUPPORTED, "supported accommodation"),
    ("leaving.with_parents_location_shares", Kind.WITH_PARENTS, "parents"),
    ("leaving.adoption_location_shares", Kind.ADOPTION, "adopters"),
)

KINDS_BELIEF = 10.0
"""Children that England's share of a kind is worth beside an authority's own: a judgement."""

LOCATION_SAMPLE = 100.0
"""Children that the location shares of one kind are worth at most, for only their sum is published."""

DEREGISTRATION, UNAVAILABLE, ASSESSED_APPROVED = 0.12, 0.3, 0.4
"""England's in `england.toml`: an authority's own stands to all authorities' as published."""

EVERYWHERE_UNAVAILABLE = 0.44
"""Of empty places, those not available: England 2017-18, 8,040 of 18,260."""


def of_stability(moving: Moving, scale: float, past: History, years: range) -> Iterator[Entry]:
    """Yield the scale of disruption."""
    rate = moving.three_or_more
    yield entry(
        "stability.scale",
        plain(scale),
        "How often placements break down",
        "fitted",
        f"So that about {100 * rate.value:.1f}% have three or more placements in a year, by a rule fitted to runs of "
        f"the model: {DFE}, {past.named(years)} {span(years)}, pooled with neighbours and England; {HOW}",
        date(years[-1], 3, 31),
        low=scale * 0.67,
        high=scale * 1.5,
        distribution="lognormal",
        weights=rate.weights,
    )


def households_of(carers: OwnFosterService) -> float:
    """Return how many households a base has on its first day: whole ones, and one at least."""
    return max(1.0, float(round(carers.households)))


def of_carers(carers: OwnFosterService, kinds: Array, past: History, year: int, england: Reference) -> Iterator[Entry]:
    """Yield the quantities of the council's own foster households."""
    households = households_of(carers)
    told = (2018,) if year < 2019 else (2018, 2019)
    stated = f"{OFSTED} {span(told)}, {past.named(told) if carers.returned else f'no return for {past.name}'}"
    when = date(max(2018, min(year, 2019)), 3, 31)
    if carers.from_places:
        source = (
            f"Derived from mainstream places approved on 31 March {carers.year} over places a household: "
            f"{OFSTED} {in_words(carers.year)}, {past.named((carers.year,))}"
        )
    elif carers.year:
        source = (
            f"{OFSTED} {in_words(carers.year)}, {past.named((carers.year,))}: households approved less family and "
            "friends (rounded to 5)"
        )
    else:
        source = (
            "Judgement of the modellers: no count of this council's own service (a joint or trust's return, or before "
            f"2018), so England's {england.households_per_child:.2f} households for each child in-house"
        )
    yield entry(
        "in_house_fostering.households",
        households,
        "The council's own foster households",
        _kind_of_households(carers, past),
        source,
        date(carers.year, 3, 31) if carers.year else when,
        low=max(0.0, round(households * (0.93 if carers.year else 0.75) - 2)),
        high=round(households * (1.07 if carers.year else 1.25) + 2),
        distribution="triangular",
    )
    yield entry(
        "in_house_fostering.places_shares",
        shares(ByPlaces, carers.sizes.values),
        "Households by places",
        "fitted",
        f"{stated}: households approved for one, two, three or more, pooled with neighbours and England; {HOW}",
        when,
        sample=min(5000.0, carers.sizes.sample),
        distribution="dirichlet",
        weights=carers.sizes.weights,
    )
    assessed = min(0.9, carers.approvals.value / ASSESSED_APPROVED)
    stated_gone = DEREGISTRATION * carers.deregistered.value / carers.deregistered_everywhere
    replaced = carers.enquiries.value * assessed * ASSESSED_APPROVED
    gone = sqrt(stated_gone * replaced)  # counts rounded to 5 cannot tell a fall from a steady number
    yield entry(
        "in_house_fostering.deregistration",
        plain(gone),
        "Households that stop in a year",
        "fitted",
        f"Halfway (geometric mean) between {plain(stated_gone)}, England's 0.12 times what the authority's is of all "
        f"authorities' (deregistered less family and friends newly approved, over households), and {plain(replaced)}, "
        f"which would keep the number: {stated}, pooled; {HOW}",
        when,
        low=gone * 0.6,
        high=gone * 1.6,
        distribution="lognormal",
        weights=carers.deregistered.weights,
    )
    yield entry(
        "in_house_fostering.enquiries",
        plain(carers.enquiries.value * households),
        "Enquiries of people who would foster, in a year",
        "fitted",
        f"{stated}: enquiries for each household, pooled with neighbours and England; {HOW}",
        when,
        low=carers.enquiries.low() * households,
        high=carers.enquiries.high() * households,
        distribution="lognormal",
        weights=carers.enquiries.weights,
    )
    yield entry(
        "in_house_fostering.enquiries_assessed",
        plain(assessed),
        "Enquiries that are assessed",
        "fitted",
        f"{stated}: applications approved over enquiries, pooled, over the share of assessments approved; {HOW}",
        when,
        low=assessed * 0.6,
        high=min(0.95, assessed * 1.6),
        distribution="beta",
        weights=carers.approvals.weights,
    )
    unavailable = min(0.85, UNAVAILABLE * sqrt(carers.unavailable.value / EVERYWHERE_UNAVAILABLE))
    yield entry(
        "in_house_fostering.unavailable_share",
        plain(unavailable),
        "Time in which a household takes nobody",
        "fitted",
        f"England's 0.3 times the root of what the share of empty places not available is of England's: {stated}, "
        f"pooled; {HOW}",
        when,
        low=unavailable * 0.75,
        high=min(0.89, unavailable * 1.25),
        distribution="beta",
        weights=carers.unavailable.weights,
    )
    if carers.year:
        places = households * float(np.array(carers.sizes.values) @ np.array([1, 2, 3]))
        in_house, agency = float(kinds[Kind.IN_HOUSE]), float(kinds[Kind.AGENCY])
        yes = agreement(in_house, agency, places, unavailable)
        yield entry(
            "in_house_fostering.agreement",
            plain(yes),
            "How often carers say yes to a child",
            "fitted",
            f"So that about {in_house:.0f} of {places:.0f} places are filled, by a rule fitted to runs of the model: "
            f"{OFSTED} {in_words(carers.year)}, {past.named((carers.year,))}, and {DFE} {in_words(year)}, "
            f"{past.named((year,))}; {HOW}",
            date(year, 3, 31),
            low=yes * 0.6,
            high=min(0.9, yes * 1.6),
            distribution="beta",
        )


def _kind_of_households(carers: OwnFosterService, past: History) -> EvidenceKind:
    """Return what the number of households rests on: one worked out of places, or parted, was not published."""
    if not carers.year:
        return "judgement"
    parted = past.share < 1 and past.before((carers.year,))
    return "fitted" if carers.from_places or parted else "published"


def of_markets(england: Parameters, opened: Opened, past: History, when: date) -> Iterator[Entry]:
    """Yield where placements of each kind are found."""
    seed = np.array([_england_locations(england)[kind] for kind in Kind])
    opening = england.opening
    assert opening is not None
    kinds = opened.kinds + KINDS_BELIEF * np.array(opening.kinds.values()) / opening.looked_after
    pooled = opened.locations.pooled
    found = shifted(seed, kinds, np.array(pooled.values))
    inside, _, far = pooled.values
    year = opened.locations.year or when.year
    source = (
        f"England's shares by kind, their odds moved alike for all kinds until {100 * inside:.0f}% of children are "
        f"inside and {100 * far:.0f}% over 20 miles away: {DFE} {in_words(year)}, {past.named((year,))}, pooled with "
        f"neighbours and England; {HOW}"
    )
    for path, kind, title in LOCATIONS:
        yield entry(
            path,
            shares(ByLocation, found[kind]),
            f"Where {title} are",
            "fitted",
            source,
            date(year, 3, 31),
            sample=min(LOCATION_SAMPLE, max(10.0, pooled.sample)),
            distribution="dirichlet",
            weights=pooled.weights,
        )
    rows = kinds / kinds.sum()
    factors = found.T @ rows / (seed.T @ rows)
    emergency = np.array(england.emergency.location_shares.values()) * factors
    yield entry(
        "emergency.location_shares",
        shares(ByLocation, emergency / emergency.sum()),
        "Where emergency places are",
        "judgement",
        f"Judgement of the modellers: England's, moved by the same odds as other placements of {past.named((year,))}",
        date(year, 3, 31),
        sample=30,
        distribution="dirichlet",
    )


def _england_locations(england: Parameters) -> dict[Kind, tuple[float, ...]]:
    in_house, connected, leaving = england.in_house_fostering, england.connected_persons, england.leaving
    markets = (england.agency, england.childrens_homes, england.secure, england.other_residential, england.supported)
    assert in_house is not None
    assert connected is not None
    given = [in_house.location_shares, connected.location_shares]
    for market in markets:
        assert market is not None
        given.append(market.location_shares)
    given += [leaving.with_parents_location_shares, leaving.adoption_location_shares]
    return {kind: shares.values() for kind, shares in zip(Kind, given, strict=True)}


def of_money(money: Money, past: History, year: int) -> Iterator[Entry]:
    """Yield the prices of placements."""
    years = priced(year)
    homes = _unit_cost("children's homes", money.residential, money.own_residential)
    foster = _unit_cost("fostering", money.fostering, money.own_fostering)
    own = (money.own_residential + money.own_fostering) / 2
    yield entry(
        "prices.weekly",
        table(ByKind, money.weekly, 2),
        "Weekly prices of placements",
        "judgement",
        f"{SECTION_251} {span(years)}, {past.named(years, parted=False)}, GBP a week: {homes}; {foster}; "
        "the rest of the weight is the middle of all authorities'; kinds of fostering at England's proportions, "
        f"with the authority's own mix; others moved with the middle of all; {HOW}",
        date(year, 3, 31),
        low=0.85,
        high=1.15,
        distribution="scaled_lognormal",
        weights=Weights(own, 0.0, 1 - own),
    )


def priced(year: int) -> tuple[int, int]:
    """Return the first and the last year whose unit costs make the prices of a base."""
    return max(FIRST_RETURN, year - 1), year


def of_base_year(year: int) -> Entry:
    """Return the year of the base's prices: halfway between the two whose unit costs they are the mean of."""
    years = priced(year)
    return entry(
        "price_growth.base_year",
        sum(years) / len(years),
        "Financial year of whose prices all prices are",
        "published",
        f"The middle of the years of prices.weekly: {span(years)}",
        date(year, 3, 31),
    )


def _unit_cost(what: str, cost: float, own: float) -> str:
    return f"{what} {cost:,.0f}, believed for {round(100 * own)}%" if isfinite(cost) and own else f"{what} not known"


def of_camhs(england: Parameters, looked_after: float, when: date) -> Iterator[Entry]:
    """Yield the clinicians of the usual route, in proportion to children looked after."""
    assert england.camhs is not None
    assert england.opening is not None
    number = england.camhs.usual.clinicians * max(looked_after, 1.0) / england.opening.looked_after
    yield entry(
        "camhs.usual.clinicians",
        plain(number, 2),
        "Clinicians whom children in care see by the usual route",
        "judgement",
        "Judgement of the modellers: as many for each child as in an average authority; no published count",
        when,
        low=number * 0.43,
        high=number * 1.7,
        distribution="triangular",
    )
