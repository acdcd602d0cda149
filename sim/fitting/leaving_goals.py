"""What fitted leaving rates must meet: the published figures of Tower Hamlets and England as goals of the fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from math import log, sqrt
from operator import attrgetter

from sim.fitting.entrants import VOLUNTARY
from sim.fitting.leaving_rates import CAUSES, Goal, share_of_route
from sim.fitting.stationary import Population
from sim.fitting.steps import Array
from sim.foundations.codes import LeavingCause, Route
from sim.published.base_figures import AGES, Published

CEASING_AGES = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16", "17", "18 and over")
DURATIONS = (
    "under 2 weeks",
    "2 to 8 weeks",
    "8 weeks to 6 months",
    "6 months to 1 year",
    "1 to 2 years",
    "2 to 3 years",
    "3 to 5 years",
    "5 to 10 years",
    "10 years and over",
)
REASONS = {
    LeavingCause.HOME_PLANNED: ("home, planned",),
    LeavingCause.HOME_UNPLANNED: ("home, unplanned",),
    LeavingCause.RELATIVES: ("relatives or others without parental responsibility",),
    LeavingCause.SPECIAL_GUARDIANSHIP: ("special guardianship",),
    LeavingCause.ADOPTED: ("adopted",),
    LeavingCause.CHILD_ARRANGEMENTS: ("child arrangements order",),
    LeavingCause.CUSTODY: ("custody",),
}
IN_PARTS = {
    "special guardianship": ("special guardianship, former foster carers", "special guardianship, other carers"),
    "adopted": ("adopted, unopposed", "adopted, consent dispensed with"),
}
"""Reasons that some years publish only in parts."""

SUPPRESSED = 3.0
"""What stands in for a suppressed 1 to 5."""

BEFORE_18 = 0.65
"""Share of children ceasing who are not yet 18, near enough for a sample's size."""

NATIONAL_SAMPLE = 2000
"""England's shares are met as if from so many children: its counts are exact, a simple model of them is not."""


def causes_before_18(figures: Published, years: Iterable[int]) -> dict[LeavingCause, float]:
    """Return the children who ceased before 18 by cause, the years together.

    Most who turn 18 are under "any other reason" or independent living; `OTHER` is what remains of all children.
    """
    years = tuple(years)
    before = sum(figures.over("ceased", years)) - sum(figures.over("ceased by age", years, "18 and over"))
    counts = {
        cause: sum(_reason(figures, year, reason) for year in years for reason in reasons)
        for cause, reasons in REASONS.items()
    }
    return {**counts, LeavingCause.OTHER: before - sum(counts.values())}


def _reason(figures: Published, year: int, reason: str) -> float:
    """Return the children who ceased for a reason; 0 when the table has none, which for rare reasons means 0 to 5."""
    for measure, names in (("ceased by reason, in parts", IN_PARTS.get(reason, ())), ("ceased by reason", (reason,))):
        try:
            values = [figures.figure(measure, year, name).value for name in names]
        except KeyError:
            continue
        if values:
            return sum(SUPPRESSED if value is None else value for value in values)
    return 0.0


A_YEAR_OR_MORE = (1 - 75 / 137 * 187 / 312, 0.02)
"""Share of children looked after for 12 months or more, and what it may miss.

Of 286 children whom Tower Hamlets looked after on 31 March 2018 211 had been for so long (DfE, OC2), so 75 had not,
after a year of only 137 starts: in a usual year, of 187 starts for 312 looked after, they would be a third.
"""


def _a_year_or_more(population: Population) -> float:
    return population.stock_a_year / population.looked_after


def even_growth(figures: Published, first: int, last: int) -> float:
    """Return the even yearly growth of children looked after from one 31 March to another."""
    return log(figures.value("looked after", last) / figures.value("looked after", first)) / (last - first)


def national_goals(england: Published, year: int) -> tuple[Goal, ...]:
    """Return England's goals: numbers, ages, causes and time in care of the year."""
    stock = (england.value("looked after", year) + england.value("looked after", year - 1)) / 2
    started, ceased = england.value("started", year), england.value("ceased", year)
    return (
        Goal("looked after, mean of the year", stock, 0.01 * stock, attrgetter("looked_after")),
        Goal("started in the year", started, 0.02 * started, attrgetter("started")),
        Goal("ceased in the year", ceased, 0.02 * ceased, attrgetter("ceased")),
        *_stock_by_age(england, (year,), NATIONAL_SAMPLE),
        *_ceased_by_age(england, (year,), NATIONAL_SAMPLE),
        *_ceased_by_cause(england, (year,), NATIONAL_SAMPLE),
        *_shares(
            "ceased by time in care",
            DURATIONS,
            [england.value("ceased by time in care", year, band) for band in DURATIONS],
            NATIONAL_SAMPLE,
            attrgetter("leaving_by_duration"),
        ),
        *_shares(
            "adopted by age",
            AGES[:4],
            [england.value("adopted by age", year, age) for age in AGES[:4]],
            NATIONAL_SAMPLE / 8,
            attrgetter("adopted_by_age"),
        ),
        _route_goal(
            "unaccompanied",
            Route.UNACCOMPANIED,
            england.value("unaccompanied", year) / england.value("looked after", year),
            0.005,
        ),
        _route_goal(
            "remanded (published: all of youth justice)",
            Route.REMAND,
            england.value("looked after by legal status", year, "youth justice") / england.value("looked after", year),
            0.001,
        ),
        _voluntary_goal(england, (year,)),
    )


def local_goals(figures: Published, years: Iterable[int] = (2017, 2018, 2019)) -> tuple[Goal, ...]:
    """Return an authority's goals, the years together; as many start as cease."""
    years = tuple(years)
    number = sum(figures.over("ceased", years))
    stocks = figures.over("looked after", (years[0] - 1, *years))
    stock = sum((before + after) / 2 for before, after in pairwise(stocks)) / len(years)
    flow = (sum(figures.over("started", years)) + number) / 2 / len(years)
    unaccompanied = sum(figures.over("unaccompanied", years)) / sum(stocks[1:])
    return (
        Goal("looked after, mean of the years", stock, 0.02 * stock, attrgetter("looked_after")),
        Goal("started in a year (mean of started and ceased)", flow, 0.02 * flow, attrgetter("started")),
        *_stock_by_age(figures, years, sum(stocks[1:]) / 2),
        *_ceased_by_age(figures, years, number),
        *_ceased_by_cause(figures, years, number),
        _route_goal("unaccompanied", Route.UNACCOMPANIED, unaccompanied, 0.02),
        _voluntary_goal(figures, years),
        Goal("share of looked after: for 12 months or more", *A_YEAR_OR_MORE, _a_year_or_more),
    )


def _stock_by_age(figures: Published, years: Iterable[int], sample: float) -> Iterator[Goal]:
    counts = [sum(figures.over("looked after by age", years, age)) for age in AGES]
    return _shares("looked after by age", AGES, counts, sample, attrgetter("stock_by_age"))


def _ceased_by_age(figures: Published, years: Iterable[int], sample: float) -> Iterator[Goal]:
    counts = [sum(figures.over("ceased by age", years, age)) for age in CEASING_AGES]
    return _shares("ceased by age", CEASING_AGES, counts, sample, attrgetter("leaving_by_age"))


def _ceased_by_cause(figures: Published, years: Iterable[int], sample: float) -> Iterator[Goal]:
    counts = causes_before_18(figures, years)
    titles = [cause.name.lower().replace("_", " ") for cause in CAUSES]
    numbers = [counts[cause] for cause in CAUSES]
    return _shares("ceased before 18 by cause", titles, numbers, BEFORE_18 * sample, attrgetter("leaving_by_cause"))


def _shares(
    title: str, categories: Iterable[str], counts: Iterable[float], sample: float, read: Callable[[Population], Array]
) -> Iterator[Goal]:
    """Yield a goal for each share of a breakdown, with the deviation of a multinomial sample, half a point at least."""
    counts = list(counts)
    for place, (category, count) in enumerate(zip(categories, counts, strict=True)):
        share = count / sum(counts)
        deviation = max(0.005, sqrt(share * (1 - share) / sample))
        yield Goal(f"{title}: {category}", share, deviation, _share_reader(read, place, len(counts)))


def _share_reader(read: Callable[[Population], Array], place: int, number: int) -> Callable[[Population], float]:
    """Return what reads one share of a breakdown from a population."""

    def share(population: Population) -> float:
        values = read(population)[:number]
        return float(values[place] / values.sum())

    return share


def _route_goal(title: str, route: Route, share: float, deviation: float) -> Goal:
    return Goal(f"share of looked after: {title}", share, deviation, share_of_route(route))


def _voluntary_goal(figures: Published, years: Iterable[int]) -> Goal:
    """Return the goal for section 20, kept loose: a child's legal status may have changed since they came."""
    years = tuple(years)
    voluntary = sum(figures.over("looked after by legal status", years, VOLUNTARY))
    share = voluntary / sum(figures.over("looked after", years))

    def read(population: Population) -> float:
        routes = population.stock_by_route
        return float(routes[Route.VOLUNTARY] + routes[Route.UNACCOMPANIED]) / population.looked_after

    return Goal("share of looked after: section 20 (at entry; published: now)", share, 0.06, read)
