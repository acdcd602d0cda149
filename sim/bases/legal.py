"""The quantities of a base that tell of its legal process: who comes to court, orders, other ways of leaving, teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

import numpy as np

from sim.bases.court import DAYS_A_WEEK, ChildrenInCourt
from sim.bases.entries import Entry, entry, plain, shares, table
from sim.bases.national.legal_reference import LegalReference
from sim.bases.placed_for_adoption import PlacedForAdoption
from sim.bases.pooling import Weights
from sim.bases.shifted_legal import ShiftedLegal
from sim.bases.staying import Staying
from sim.bases.words import CAFCASS, in_words
from sim.fitting.case_mix import case_mix
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import LegalStatus
from sim.parameters.legal.legal import Legal
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByOrder, Table
from sim.scenario.assessor_queue import LONGEST_MEAN_WAIT, assessment_work, fewest_slots
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Quantity

OUTSIDE_COURT = 36.0
"""Full assessments a year of relatives who care for children under regulation 24, beside those of cases, in an average
authority: in long runs of England with courts. Elsewhere as children with relatives or friends are of England's."""

LEAST_FINDERS = 0.5
ROUNDED = 0.995
"""So that an end of a range is not beyond its limit once it is rounded."""

WEEKS = DAYS_PER_YEAR / DAYS_A_WEEK

ORDERS = ("orders_under_1", "orders_1_to_4", "orders_5_to_9", "orders_10_to_15", "orders_from_16")
"""Fields of `Legal`, by age band at entry."""

CAUSES = (
    "causes_before_under_10",
    "causes_before_10_to_15",
    "causes_before_from_16",
    "causes_after_under_10",
    "causes_after_10_to_15",
    "causes_after_from_16",
)
"""Fields of `ResidualLeaving`."""

AGES_IN_WORDS = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")

HOW = "see docs/decisions"


@dataclass(frozen=True, slots=True)
class LegalTeams:
    """Workers and work that go with the size of an authority."""

    finders: float
    assessors: float
    other_assessments: float
    """A year, for children who are not in care."""
    full_assessments: float
    """A year, in all."""


def teams(
    found: ShiftedLegal, of_court: ChildrenInCourt, entries: float, connected: float, england: LegalReference
) -> LegalTeams:
    """Return the teams of an authority that `entries` children come to in a year.

    `connected` children live with relatives or friends, against England's in an average authority.
    """
    legal = found.legal
    mix = case_mix(legal, found.outcome.population.in_court_by_age)
    for_each = float((england.cases.full_assessments.mean(axis=2) * mix.shares).sum())
    others = england.legal.connected.other_assessments * of_court.size
    a_year = of_court.applications_a_year * for_each + OUTSIDE_COURT * connected + others
    slots = fewest_slots(a_year, assessment_work(legal))
    waiting, in_england = (each.held(LegalStatus.PLACEMENT_ORDER) for each in (found.outcome, england.outcome))
    finders = england.legal.adoption.finders * entries * waiting / in_england
    return LegalTeams(
        finders=max(LEAST_FINDERS, round(2 * finders) / 2),
        assessors=slots / legal.connected.cases_per_assessor,
        other_assessments=plain(others, 2),
        full_assessments=a_year,
    )


@dataclass(frozen=True, slots=True)
class LegalRows:
    """Writes quantities of one authority's legal process, each with the range that England's has."""

    usual: Mapping[str, Quantity]
    """England's."""
    when: date
    told: str
    """Whose figures they rest on, and of which years."""

    def row(self, path: str, value: float | Table, title: str, source: str, weights: Weights | None = None) -> Entry:
        """Return a quantity; without weights it is judged, and else fitted."""
        usual = self.usual[path]
        low, high = moved_range(usual, value, declared()[path].unit.maximum)
        borrowed = "" if weights is None else f"; {self.told}, pooled with {_borrowed(weights)}"
        return entry(
            path,
            value,
            title,
            "judgement" if weights is None else "fitted",
            f"{source}{borrowed}; {HOW}",
            self.when,
            low=low,
            high=high,
            distribution=usual.distribution,
            sample=usual.effective_sample,
            weights=weights,
        )


def moved_range(usual: Quantity, value: float | Table, most: float) -> tuple[float | None, float | None]:
    """Return England's range moved with the value, and never beyond the `most` that a number can be."""
    low, high = usual.low, usual.high
    if isinstance(value, Table):
        largest = max(value.values())
        if high is not None and isfinite(most) and 0 < largest < most:
            high = max(1.0, min(high, ROUNDED * most / largest))  # as a factor it leaves the table itself within
        return low, high
    if not isinstance(usual.value, Table) and usual.value:
        low, high = (None if end is None else end * value / usual.value for end in (low, high))
    if high is not None and isfinite(most):
        high = min(high, (value + 3 * most) / 4)
    return low, high


def of_legal(
    found: ShiftedLegal,
    size: LegalTeams,
    known: Staying,
    of_court: ChildrenInCourt,
    placed: PlacedForAdoption,
    of: int,
    rows: LegalRows,
) -> Iterator[Entry]:
    """Yield the quantities of the legal process that differ from England's, which is of the year `of`."""
    yield from _court(found, of_court, rows)
    yield from _orders(found.legal, known, rows)
    yield from _residual(found.legal, known, of, rows)
    yield _to_order(found.legal, placed, rows)
    yield from _teams(size, rows)


def _court(found: ShiftedLegal, of_court: ChildrenInCourt, rows: LegalRows) -> Iterator[Entry]:
    stock = of_court.interim_children
    held = f"{stock:.0f} under interim care orders" if isfinite(stock) else "none published under interim care orders"
    basis = (
        f"{CAFCASS}: {of_court.applications_a_year:.0f} applications a year, {held}, "
        f"{found.interim_years * WEEKS:.0f} weeks for each child by Little's law; how long cases take stays England's"
    )
    to_court = f"England's, moved alike until children come to court as published: {basis}"
    weights = of_court.applications.weights
    for name, title in (
        ("court_share_voluntary", "Coming to court, of families under section 20"),
        ("court_share_police", "Coming to court after police protection"),
        ("court_share_emergency", "Coming to court after an emergency protection order"),
    ):
        yield rows.row(f"legal.{name}", table(ByAge, getattr(found.legal, name).values()), title, to_court, weights)
    early = f"England's, moved until as many are under interim care orders as published: {basis}"
    weights = of_court.interim_years.weights
    for name, title in (
        ("enters_at_issue", "Entering on an interim care order when the application is made"),
        ("enters_until", "The part of a case in which the others enter"),
    ):
        yield rows.row(f"legal.{name}", plain(getattr(found.legal, name)), title, early, weights)


def _orders(legal: Legal, known: Staying, rows: LegalRows) -> Iterator[Entry]:
    for name, age in zip(ORDERS, AGES_IN_WORDS, strict=True):
        yield rows.row(
            f"legal.{name}",
            shares(ByOrder, getattr(legal, name).values()),
            f"What courts order, {age} at entry",
            "England's, each order times what makes children leave by its cause as published, a care order being the "
            "rest",
            known.causes.weights,
        )


def _residual(legal: Legal, known: Staying, of: int, rows: LegalRows) -> Iterator[Entry]:
    residual = legal.residual
    numbers = [[getattr(rate.weights, part) for rate in known.rates] for part in ("own", "neighbours", "england")]
    weights = Weights(*(float(np.mean(each)) for each in numbers))
    yield rows.row(
        "legal.residual.hazard_by_time_in_care",
        table(ByDuration, residual.hazard_by_time_in_care.values()),
        "Rates of leaving care otherwise than by a court's order",
        f"England's ({in_words(of)}), times what makes children cease, courts' orders included, as published",
        weights,
    )
    yield rows.row(
        "legal.residual.age_multiplier",
        table(ByAge, residual.age_multiplier.values()),
        "Leaving otherwise than by a court's order by age, against ages 10 to 15",
        "England's, times what makes children of each age cease before 18, courts' orders included, as published",
        weights,
    )
    for name in CAUSES:
        state, age = name.removeprefix("causes_").split("_", 1)
        words = "without a final order" if state == "before" else "under a care order"
        yield rows.row(
            f"legal.residual.{name}",
            shares(ByCause, getattr(residual, name).values()),
            f"Why children leave {words}, {age.replace('_', ' ')}",
            "England's mix, each reason scaled until reasons for ceasing before 18, courts' orders included, are as "
            "published",
            known.causes.weights,
        )


def _to_order(legal: Legal, placed: PlacedForAdoption, rows: LegalRows) -> Entry:
    return rows.row(
        "legal.adoption.order_median",
        plain(legal.adoption.order_median * placed.over_england),
        "From being placed for adoption to the order",
        f"England's, {legal.adoption.order_median:.0f} days, times {placed.over_england:.2f}: by Little's law children "
        f"are placed for {placed.years.value:.2f} years, against {placed.of_england:.2f} in England "
        f"({placed.children:.0f} children on the 31 Marches together, {placed.adopted:.0f} adopted in the years)",
        placed.years.weights,
    )


def _teams(size: LegalTeams, rows: LegalRows) -> Iterator[Entry]:
    yield rows.row(
        "legal.adoption.finders",
        size.finders,
        "Workers who find families for adoption",
        "Judgement of the modellers: England's for each child under a placement order, in halves",
    )
    yield rows.row(
        "legal.connected.assessors",
        size.assessors,
        "Assessors of relatives, friends and guardians",
        f"Judgement of the modellers: the fewest with whom {size.full_assessments:.0f} full assessments a year wait "
        f"{LONGEST_MEAN_WAIT:.0f} days or less in the mean",
    )
    yield rows.row(
        "legal.connected.other_assessments",
        size.other_assessments,
        "Assessments of guardians of children not in care",
        "Judgement of the modellers: England's for each child who lives there",
    )


def _borrowed(weights: Weights) -> str:
    """Return in words how much is borrowed."""
    return f"statistical neighbours ({round(100 * weights.neighbours)}%) and England ({round(100 * weights.england)}%)"
