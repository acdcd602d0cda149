"""An authority's legal process: England's, shifted until its own children come to court and leave care as published.

The goal of each number is England's own fitted one, times what the authority's published is of England's, as in
`staying.py`: what the fit of England misses is left out of account. How long a case takes stays England's of the year.
What is turned: who come to court; how early in a case the others come into care; orders by what they lead to, a care
order being the rest; and leaving by other ways, by age and by cause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite, log

import numpy as np
from scipy.special import expit, logit

from sim.bases.court import ChildrenInCourt
from sim.bases.national.legal_reference import Followed, LegalOutcome, LegalReference
from sim.bases.staying import MOST_APART, MOST_CORRECTED, Staying
from sim.fitting.case_mix import order_shares
from sim.fitting.steps import Array
from sim.foundations.codes import AgeBand, CourtOrder, LeavingCause
from sim.parameters.demand import Demand
from sim.parameters.legal.legal import Legal
from sim.parameters.legal.residual import ResidualLeaving
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByOrder

ROUNDS = 10
NEAR_ENOUGH = 0.01
"""Share by which a number may miss its goal when no further round is wanted."""

BELIEFS = np.array([1.0, 0.7])
"""Standard deviations of the logits of coming to court, and of how early in the case, between authorities: judgement.
"""

LEAST_CARE_ORDERS = 0.4
"""Times England's share, below which an authority's care orders do not go: judgement."""

LED_TO = {
    CourtOrder.SPECIAL_GUARDIANSHIP: LeavingCause.SPECIAL_GUARDIANSHIP,
    CourtOrder.CHILD_ARRANGEMENTS: LeavingCause.CHILD_ARRANGEMENTS,
    CourtOrder.PLACEMENT: LeavingCause.ADOPTED,
}
"""Orders that are turned until as many leave by the cause as published."""

AT_HOME = (CourtOrder.HOME, CourtOrder.CARE_AT_HOME)
"""Orders that are as often England's as planned returns home are."""


@dataclass(frozen=True, slots=True)
class ShiftedLegal:
    """A legal process that gives an authority's published figures, as near as can be."""

    legal: Legal
    outcome: LegalOutcome
    """Of one child entering in a year."""
    to_court: float
    """Goal: children in care with a final order, for each who starts."""
    interim_years: float
    """Goal: under interim care orders, for each of those."""
    other_ways: float
    """Share of leaving before 18, of children who did not come alone, that is not by courts' orders."""


def shifted_legal(
    known: Staying, of_court: ChildrenInCourt, starts: float, demand: Demand, england: LegalReference
) -> ShiftedLegal:
    """Return England's legal process shifted to an authority where `starts` children start in a year."""
    demand = replace(demand, entries_per_year=1.0)
    fitted = england.outcome
    goals = fitted.ceasing * np.array([rate.value for rate in known.rates]) / england.england.published
    causes = fitted.causes * np.array(known.causes.values) / england.england.published_causes
    causes = causes / causes.sum()
    to_court = fitted.to_court * of_court.to_court_a_year / starts / england.to_court
    years = fitted.interim_years * of_court.interim_years.value / england.interim_years
    wanted = np.array([log(to_court), log(to_court * years)])
    spread = np.array([of_court.to_court_deviation, of_court.interim_stock_deviation])
    follow = Followed(england.cases, england.england.parameters.leaving, demand, known.growth)
    believed = float(np.mean([rate.weights.own for rate in known.rates])) if isfinite(known.stay) else 0.0
    at_home = causes[LeavingCause.HOME_PLANNED] / fitted.causes[LeavingCause.HOME_PLANNED]
    orders = np.ones(len(CourtOrder))
    orders[list(AT_HOME)] = np.clip(at_home, 1 / 2, 2.0)
    ages, reasons, level = np.ones(len(AgeBand)), np.ones(len(causes)), 1.0
    court = np.zeros(2)
    slopes = None
    for _ in range(ROUNDS):
        legal = _turned(england.legal, court, orders, ages, reasons)
        found = follow.outcome(legal)
        if slopes is None:
            slopes = _slopes(england, follow, found, orders, ages, reasons)
        population = found.population.population
        stays = population.looked_after / population.started / known.stay if believed > 0 else 1.0
        step = _court_step(court, wanted - _logs(found), spread, slopes)
        missed = (goals * level / found.ceasing - 1, found.causes - causes, [believed * (stays - 1)], step)
        if np.abs(np.concatenate(missed)).max() < NEAR_ENOUGH:
            break
        court = court + step
        if believed > 0:
            level = float(np.clip(level * stays**believed, 1 / MOST_CORRECTED, MOST_CORRECTED))
        ages = np.clip(ages * np.clip(goals * level / found.ceasing, 0.5, 2.0), 1 / MOST_APART, MOST_APART)
        ratio = np.clip(causes / np.maximum(found.causes, 1e-9), 0.5, 2.0)
        reasons = reasons * ratio
        reasons = np.clip(reasons / reasons[LeavingCause.HOME_PLANNED], 1 / 50, 50.0)
        for order, cause in LED_TO.items():
            orders[order] = np.clip(orders[order] * ratio[cause], 1 / MOST_APART, MOST_APART)
    return ShiftedLegal(legal, found, to_court, years, follow.share_by_other_ways(found))


def _logs(found: LegalOutcome) -> Array:
    """Return logarithms of children with a final order, and under interim orders, for each who starts."""
    return np.array([log(found.to_court), log(found.to_court * found.interim_years)])


def _slopes(
    england: LegalReference, follow: Followed, at: LegalOutcome, orders: Array, ages: Array, reasons: Array
) -> Array:
    """Return how those logarithms (rows) go with the two logits (columns)."""
    size = 0.2
    moved = [follow.outcome(_turned(england.legal, size * unit, orders, ages, reasons)) for unit in np.eye(2)]
    return np.stack([(_logs(found) - _logs(at)) / size for found in moved], axis=1)


def _court_step(now: Array, missed: Array, spread: Array, slopes: Array) -> Array:
    """Return the step of the logits to the most likely ones: what is published against what is believed of them."""
    precision = slopes.T @ (slopes / spread[:, None] ** 2) + np.diag(1 / BELIEFS**2)
    step: Array = np.linalg.solve(precision, slopes.T @ (missed / spread**2) - now / BELIEFS**2)
    return np.clip(step, -1.0, 1.0)


def _turned(base: Legal, court: Array, orders: Array, ages: Array, reasons: Array) -> Legal:
    """Return England's legal process with who comes to court, orders, and leaving by other ways turned."""
    to_court, early = court.tolist()
    under_1, from_1, from_5, from_10, from_16 = (ByOrder(*row) for row in _orders(order_shares(base), orders).tolist())
    return replace(
        base,
        court_share_voluntary=_moved(base.court_share_voluntary, to_court),
        court_share_police=_moved(base.court_share_police, to_court),
        court_share_emergency=_moved(base.court_share_emergency, to_court),
        enters_at_issue=float(expit(logit(base.enters_at_issue) + early)),
        enters_until=float(expit(logit(base.enters_until) - early)),
        orders_under_1=under_1,
        orders_1_to_4=from_1,
        orders_5_to_9=from_5,
        orders_10_to_15=from_10,
        orders_from_16=from_16,
        residual=_residual(base.residual, ages, reasons),
    )


def _moved(shares: ByAge, logits: float) -> ByAge:
    """Return shares with their logits moved, so that none comes to a limit; none and all stay."""
    return ByAge(*(share if share in {0.0, 1.0} else float(expit(logit(share) + logits)) for share in shares.values()))


def _orders(shares: Array, factors: Array) -> Array:
    """Return orders by age, each but the care order times its factor; the care order is the rest, never below a part.

    Where there is too little left for it, the others make room in proportion.
    """
    scaled = shares * factors
    least = LEAST_CARE_ORDERS * shares[:, CourtOrder.CARE]
    others = [order for order in CourtOrder if order is not CourtOrder.CARE]
    room = (1 - least) / np.maximum(scaled[:, others].sum(axis=1), 1e-12)
    scaled[:, others] *= np.minimum(1.0, room)[:, None]
    scaled[:, CourtOrder.CARE] = 1 - scaled[:, others].sum(axis=1)
    return scaled


def _residual(base: ResidualLeaving, ages: Array, reasons: Array) -> ResidualLeaving:
    """Return leaving by other ways with the rate of each age, and each cause's share, multiplied."""
    level = float(ages[AgeBand.FROM_10_TO_15])
    tables = (
        base.causes_before_under_10,
        base.causes_before_10_to_15,
        base.causes_before_from_16,
        base.causes_after_under_10,
        base.causes_after_10_to_15,
        base.causes_after_from_16,
    )
    scaled = [np.array(table.values()) * reasons for table in tables]
    rows = [ByCause(*(row / row.sum()).tolist()) for row in scaled]
    return replace(
        base,
        hazard_by_time_in_care=ByDuration(*(rate * level for rate in base.hazard_by_time_in_care.values())),
        age_multiplier=ByAge(*(np.array(base.age_multiplier.values()) * ages / level).tolist()),
        causes_before_under_10=rows[0],
        causes_before_10_to_15=rows[1],
        causes_before_from_16=rows[2],
        causes_after_under_10=rows[3],
        causes_after_10_to_15=rows[4],
        causes_after_from_16=rows[5],
    )
