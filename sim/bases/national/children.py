"""England's children of a year: who comes into care, how they leave it, and who is looked after on the first day."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from statistics import NormalDist, fmean

import numpy as np

from sim.bases.coming import families
from sim.bases.entries import plain, shares, table, whole_numbers
from sim.bases.national.renewed import Renewed
from sim.bases.national.tables import BY_PROVIDER, NEW_BY_DISTANCE, NationalTables
from sim.bases.words import EACH_AGE, STARTING_ROUTES
from sim.fitting.leaving_fit import fit_england
from sim.fitting.steps import Array, Grid
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, Route
from sim.parameters.demand import Demand
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByKind, ByLocation, ByRoute
from sim.published.national_shape import ENDED, LAST_WITH_LENGTHS, LivedIn

UNACCOMPANIED_MALE = 0.9
"""Nine in ten unaccompanied children are boys: the judgement of England's file."""

ENDED_WITHIN = (
    (DAYS_PER_YEAR / 4, ("0 to 7 days", "8 days to 1 month", "1 to 3 months")),
    (DAYS_PER_YEAR / 2, ("3 to 6 months",)),
    (DAYS_PER_YEAR, ("6 to 12 months",)),
)
"""Days, and the lengths of placements for adoption that end by then and not before."""


def unaccompanied_started(tables: NationalTables) -> float:
    """Return the unaccompanied children who started in the year: counted, or a percentage of 2020."""
    counted = tables.count("unaccompanied started")
    return counted or tables.count("unaccompanied started, percent") / 100 * tables.count("started")


def of_demand(tables: NationalTables, demand: Demand) -> Iterator[Renewed]:
    """Yield what is read of those who come; their ages and number are fitted."""
    alone = unaccompanied_started(tables)
    legal = np.array(
        [sum(tables.count("started by legal status", status) for status in route) for route in STARTING_ROUTES]
    )
    legal[Route.VOLUNTARY] -= alone
    yield Renewed(
        "demand.route_shares",
        shares(ByRoute, families(np.append(legal, alone), demand)),
        f"Derived from {tables.source}: {tables.count('started'):,.0f} starts by legal status, unaccompanied children "
        f"({alone:,.0f}) taken out of section 20",
        note="Children became families by 1.5 children a family, but one for remand and unaccompanied children.",
    )
    young, old = (tables.count("unaccompanied by age", age) for age in ("under 16", "16 and over"))
    yield Renewed(
        "demand.unaccompanied_age_shares",
        shares(ByAge, (0, 0, 0, young / (young + old), old / (young + old)), 2),
        f"Derived from {tables.source}: {old:,.0f} of {young + old:,.0f} unaccompanied children looked after on "
        f"31 March {tables.year} were 16 or over",
    )
    male, female = (tables.count("looked after by sex", sex) for sex in ("male", "female"))
    of_all = tables.count("unaccompanied")
    yield Renewed(
        "demand.male_share",
        plain((male - UNACCOMPANIED_MALE * of_all) / (male + female - of_all), 2),
        f"Derived from {tables.source}: {male:,.0f} of {male + female:,.0f} looked after were male; without "
        f"{of_all:,.0f} unaccompanied children, nine in ten of them taken to be",
    )


def of_leaving(tables: NationalTables) -> Iterator[Renewed]:
    """Yield what is read of placements for adoption and with parents."""
    year = min(tables.year, LAST_WITH_LENGTHS)
    median, mean = (
        tables.count("duration of placements ended", f"placed for adoption: {what}", year)
        for what in ("median", "mean")
    )
    yield Renewed(
        "leaving.adoption_median",
        median,
        f"{tables.source if year == tables.year else NationalTables(tables.known, year).source}: median length of "
        f"placements for adoption that ended in the year (mean {mean:.0f})",
        year=year,
    )
    yield Renewed(
        "leaving.adoption_spread",
        plain(_spread(tables, year, median), 2),
        f"Derived from {NationalTables(tables.known, year).source}: shares of placements for adoption that ended "
        "within three months, six and a year",
        year=year,
    )
    whole = tables.stock(LivedIn.WITH_PARENTS)
    inside = tables.count(BY_PROVIDER, "with parents: inside: all") / whole
    yield Renewed(
        "leaving.with_parents_location_shares",
        shares(ByLocation, tables.inside_and(inside, tables.split_outside("with parents")), 2),
        f"{tables.source}: of {whole:,.0f} placed with parents on 31 March {tables.year} {100 * inside:.0f}% inside "
        "the authority; distance outside where known",
    )
    yield Renewed(
        "leaving.adoption_location_shares",
        shares(ByLocation, tables.located("placed for adoption", NEW_BY_DISTANCE), 2),
        f"{tables.source}: new placements for adoption in the year at a known distance",
    )


def _spread(tables: NationalTables, year: int, median: float) -> float:
    """Return the standard deviation of logarithms at which as many have ended by each time, on average."""
    ended = [
        [tables.count(ENDED, f"placed for adoption: {length}", year) for length in lengths]
        for _, lengths in ENDED_WITHIN
    ]
    whole = tables.count(ENDED, "placed for adoption: all", year)
    by_then = np.cumsum([sum(numbers) for numbers in ended]) / whole
    return fmean(
        log(days / median) / NormalDist().inv_cdf(float(share))
        for (days, _), share in zip(ENDED_WITHIN, by_then, strict=True)
    )


def fitted(tables: NationalTables, parameters: Parameters) -> Iterator[Renewed]:
    """Yield coming and leaving fitted to the year's tables: some ten seconds. What is read must be in `parameters`."""
    found, demand = fit_england(parameters, Grid(), tables.year)
    source = (
        f"Fitted by stationary cohorts to {tables.source}: children looked after, starting and ceasing by age, reason "
        "and duration of latest period of care; see docs/decisions (sim.fitting.leaving_fit)"
    )
    leaving = found.leaving
    a_year = found.entries_per_year / tables.authorities
    yield Renewed("demand.entries_per_year", plain(a_year, 4), source, "fitted")
    yield Renewed("demand.age_shares", shares(ByAge, demand.age_shares.values(), 3), source, "fitted")
    for name, rates in (
        ("hazard_by_time_in_care", leaving.hazard_by_time_in_care),
        ("age_multiplier", leaving.age_multiplier),
        ("route_multiplier", leaving.route_multiplier),
    ):
        yield Renewed(f"leaving.{name}", table(type(rates), rates.values()), source, "fitted")
    for name, causes in (
        ("causes_under_1", leaving.causes_under_1),
        ("causes_1_to_4", leaving.causes_1_to_4),
        ("causes_5_to_9", leaving.causes_5_to_9),
        ("causes_10_to_15", leaving.causes_10_to_15),
        ("causes_from_16", leaving.causes_from_16),
    ):
        yield Renewed(f"leaving.{name}", shares(ByCause, causes.values(), 3), source, "fitted")


def of_opening(tables: NationalTables) -> Iterator[Renewed]:
    """Yield who is looked after on the first day, in an average authority."""
    number = tables.count("looked after")
    each = float(round(number / tables.authorities))
    yield Renewed("opening.looked_after", each, f"{tables.source}: {number:,.0f} / {tables.authorities}")
    ages = [tables.count("looked after by age", age) for (age,) in EACH_AGE]
    yield Renewed(
        "opening.age_shares", shares(ByAge, ages, 3), f"{tables.source}: {', '.join(f'{age:,.0f}' for age in ages)}"
    )
    kinds = by_kind(tables)
    yield Renewed(
        "opening.kinds",
        ByKind(*whole_numbers(kinds, round(each)).tolist()),
        f"Derived from {tables.source}: " + ", ".join(f"{number:,.0f}" for number in kinds) + " by kind; fostered by "
        "councils' own carers, trusts' among them, less those with relatives or friends are in-house",
        note=f"Scaled to {each:g}.",
    )
    inside = tables.count("looked after by locality", "inside")
    outside = tables.count("looked after by locality", "outside")
    yield Renewed(
        "opening.location_shares",
        shares(ByLocation, tables.inside_and(inside / (inside + outside), tables.split_outside("all")), 3),
        f"{tables.source}: {inside:,.0f} inside the authority and {outside:,.0f} outside; distance outside where known",
    )
    alone = tables.count("unaccompanied")
    yield Renewed(
        "opening.unaccompanied",
        float(round(alone / tables.authorities)),
        f"{tables.source}: {alone:,.0f} / {tables.authorities}",
    )


def by_kind(tables: NationalTables) -> Array:
    """Return England's children on 31 March by `Kind`.

    Trusts' own carers are coded as private or voluntary provision, but counted among councils' mainstream carers.
    """
    connected = tables.stock(LivedIn.CONNECTED)
    own = max(0.0, tables.fostered_by_own - connected, tables.with_mainstream_carers)
    kinds = np.zeros(len(Kind))
    kinds[Kind.IN_HOUSE], kinds[Kind.CONNECTED] = own, connected
    kinds[Kind.AGENCY] = tables.stock(LivedIn.UNRELATED) - own
    for kind, lived_in in (
        (Kind.CHILDRENS_HOME, LivedIn.CHILDRENS_HOME),
        (Kind.SECURE, LivedIn.SECURE),
        (Kind.OTHER_RESIDENTIAL, LivedIn.OTHER_RESIDENTIAL),
        (Kind.SUPPORTED, LivedIn.SUPPORTED),
        (Kind.WITH_PARENTS, LivedIn.WITH_PARENTS),
        (Kind.ADOPTION, LivedIn.ADOPTION),
    ):
        kinds[kind] = tables.stock(lived_in)
    return kinds
