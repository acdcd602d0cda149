"""What is fitted of a legal process, as one vector: who comes to court, orders, times, and leaving in other ways."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.special import expit, logit

from sim.fitting.leaving_rates import BANDS, FITTED_AGES
from sim.fitting.steps import Array
from sim.foundations.codes import AgeBand, CourtOrder, LeavingCause
from sim.parameters.legal.legal import Legal
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByOrder, ByRoute

ORDERS = (
    (0.22, 0.05, 0.16, 0.08, 0.40, 0.09),
    (0.24, 0.07, 0.14, 0.08, 0.27, 0.20),
    (0.20, 0.08, 0.13, 0.10, 0.05, 0.44),
    (0.10, 0.05, 0.12, 0.125, 0.005, 0.60),
    (0.02, 0.02, 0.10, 0.06, 0.00, 0.80),
)
"""How courts' orders (columns) differ between ages at entry (rows), before they are scaled: judgement. No table gives
orders by age; supervision orders 15% and special guardianship 17% of all in 2010-17 (Harwin and others, 2019)."""

BEFORE = (
    (0.61, 0.13, 0.18, 0.00, 0.00, 0.03, 0.00, 0.05),
    (0.48, 0.20, 0.14, 0.00, 0.00, 0.02, 0.05, 0.11),
    (0.25, 0.17, 0.12, 0.00, 0.00, 0.01, 0.09, 0.36),
)
"""Causes of leaving (columns) without a final order, under 10, at 10 to 15 and from 16, before they are scaled:
judgement."""

AFTER = (
    (0.40, 0.03, 0.05, 0.40, 0.00, 0.10, 0.00, 0.02),
    (0.46, 0.06, 0.08, 0.22, 0.00, 0.08, 0.02, 0.08),
    (0.35, 0.12, 0.10, 0.04, 0.00, 0.03, 0.08, 0.28),
)
"""The same under a care order: judgement. A special guardian is then the child's own foster carer."""

COURT_VOLUNTARY = (0.60, 0.50, 0.35, 0.15, 0.02)
"""Of children under section 20, those who come to court, by the age of the youngest, before the level is fitted:
judgement."""

COURT_POLICE = (0.85, 0.75, 0.65, 0.35, 0.05)
COURT_EMERGENCY = (0.95, 0.95, 0.90, 0.70, 0.20)
"""The same after police protection and an emergency protection order: judgement."""

FINDING = (1.0, 1.6, 1.7, 1.7, 1.7)
"""How much longer a family is looked for, by age: decision to match as published for 2018-19, 6 months under 1 at the
start, 10 to 12 at 1 to 4, 11 at 5 and 6; older children as those."""

SCALED_BEFORE = (LeavingCause.HOME_UNPLANNED, LeavingCause.RELATIVES, LeavingCause.CUSTODY, LeavingCause.OTHER)
SCALED_AFTER = (LeavingCause.SPECIAL_GUARDIANSHIP, LeavingCause.HOME_PLANNED)
SCALED_ORDERS = tuple(order for order in CourtOrder if order is not CourtOrder.CARE)
"""What is scaled; the rest, planned return, or a care order, is what the others are scaled against."""

PLACED_AGES = (AgeBand.UNDER_1, AgeBand.FROM_1_TO_4, AgeBand.FROM_5_TO_9)
"""Ages at entry whose placement orders have a scale of their own."""

YOUNG, OLD = (AgeBand.UNDER_1, AgeBand.FROM_1_TO_4), (AgeBand.FROM_10_TO_15, AgeBand.FROM_16)


@dataclass(frozen=True, slots=True)
class LegalRates:
    """Logarithms against a reference, and of shares the logits: all arrays, those of one number with one element."""

    hazards: Array
    ages: Array
    routes: Array
    """After police and emergency protection, on remand, unaccompanied; section 20 and interim care orders are 1."""
    states: Array
    """While a case is pending, and after a care order."""
    before: Array
    after: Array
    orders: Array
    placements: Array
    by_age: Array
    """Special guardianship of the young, home of the old."""
    court: Array
    """Coming to court: under section 20, after police and emergency protection; shifts of logits."""
    issue: Array
    """Median under section 20."""
    on_the_way: Array
    """Who enter at issue, and the part of the case in which the others do: logits."""
    adoption: Array
    """Medians of family finding and from placement to order; multipliers of finding, for older children against that
    published, and for who are hard to place."""
    hard: Array
    """Who are hard to place: a logit."""
    entries: Array

    def pack(self) -> Array:
        """Return all of them in one vector."""
        return np.concatenate([getattr(self, item.name) for item in fields(self)])

    @staticmethod
    def unpack(vector: Array) -> LegalRates:
        """Return the rates from one vector."""
        sizes = [len(getattr(MIDDLE, item.name)) for item in fields(LegalRates)]
        return LegalRates(*np.split(vector, np.cumsum(sizes)[:-1]))

    def legal(self, base: Legal) -> Legal:
        """Return the legal process with these rates in it; what of `base` is fitted has no part in it."""
        ages = np.ones(len(AgeBand))
        ages[list(FITTED_AGES)] = np.exp(self.ages)
        police, remand, unaccompanied = np.exp(self.routes).tolist()
        pending, after = np.exp(self.states).tolist()
        orders = [ByOrder(*row) for row in self._orders().tolist()]
        before = [ByCause(*row) for row in _scaled(BEFORE, SCALED_BEFORE, self.before).tolist()]
        later = [ByCause(*row) for row in _scaled(AFTER, SCALED_AFTER, self.after).tolist()]
        residual = replace(
            base.residual,
            pending_multiplier=pending,
            after_order_multiplier=after,
            hazard_by_time_in_care=ByDuration(*np.exp(self.hazards).tolist()),
            age_multiplier=ByAge(*ages.tolist()),
            route_multiplier=ByRoute(1.0, 1.0, police, police, remand, unaccompanied),
            causes_before_under_10=before[0],
            causes_before_10_to_15=before[1],
            causes_before_from_16=before[2],
            causes_after_under_10=later[0],
            causes_after_10_to_15=later[1],
            causes_after_from_16=later[2],
        )
        at_issue, until = expit(self.on_the_way).tolist()
        finding, order, older, harder = np.exp(self.adoption).tolist()
        slower = [factor * older for factor in FINDING[1:]]
        adoption = replace(
            base.adoption,
            finding_median=finding,
            finding_multiplier=ByAge(FINDING[0], *slower),
            order_median=order,
            hard_share=float(expit(self.hard[0])),
            hard_multiplier=harder,
        )
        return replace(
            base,
            court_share_voluntary=_shifted(COURT_VOLUNTARY, float(self.court[0])),
            court_share_police=_shifted(COURT_POLICE, float(self.court[1])),
            court_share_emergency=_shifted(COURT_EMERGENCY, float(self.court[1])),
            issue_median_voluntary=float(np.exp(self.issue[0])),
            enters_at_issue=at_issue,
            enters_until=until,
            orders_under_1=orders[0],
            orders_1_to_4=orders[1],
            orders_5_to_9=orders[2],
            orders_10_to_15=orders[3],
            orders_from_16=orders[4],
            residual=residual,
            adoption=adoption,
        )

    def _orders(self) -> Array:
        """Return the shares of courts' orders (columns) by age at entry."""
        shares = np.array(ORDERS)
        shares[:, list(SCALED_ORDERS)] *= np.exp(self.orders)
        shares[list(PLACED_AGES), CourtOrder.PLACEMENT] *= np.exp(self.placements)
        shares[list(YOUNG), CourtOrder.SPECIAL_GUARDIANSHIP] *= np.exp(self.by_age[0])
        shares[list(OLD), CourtOrder.HOME] *= np.exp(self.by_age[1])
        result: Array = shares / shares.sum(axis=1, keepdims=True)
        return result


def _scaled(seed: tuple[tuple[float, ...], ...], scaled: tuple[LeavingCause, ...], scales: Array) -> Array:
    """Return shares of causes with some of them scaled."""
    shares = np.array(seed)
    shares[:, list(scaled)] *= np.exp(scales)
    result: Array = shares / shares.sum(axis=1, keepdims=True)
    return result


def _shifted(shares: tuple[float, ...], shift: float) -> ByAge:
    """Return shares with their logits shifted, so that none comes to a limit."""
    return ByAge(*expit(logit(np.array(shares)) + shift).tolist())


MIDDLE = LegalRates(
    hazards=np.log([3.0, 1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.15]),
    ages=np.zeros(4),
    routes=np.log([1.2, 4.0, 0.4]),
    states=np.log([0.35, 0.35]),
    before=np.zeros(4),
    after=np.zeros(2),
    orders=np.zeros(5),
    placements=np.zeros(3),
    by_age=np.zeros(2),
    court=np.zeros(2),
    issue=np.log([84.0]),
    on_the_way=logit([0.45, 0.5]),
    adoption=np.log([92.0, 240.0, 1.0, 3.0]),
    hard=logit([0.2]),
    entries=np.zeros(1),
)
"""What is believed of the rates before any figure; entries against those that start in the year."""

SPREAD = LegalRates(
    hazards=np.full(BANDS, 2.0),
    ages=np.ones(4),
    routes=np.array([0.3, 0.5, 0.5]),
    states=np.array([0.4, 0.5]),
    before=np.ones(4),
    after=np.full(2, 0.7),
    orders=np.full(5, 0.7),
    placements=np.full(3, 0.7),
    by_age=np.full(2, 0.4),
    court=np.array([0.7, 0.5]),
    issue=np.array([0.5]),
    on_the_way=np.array([0.5, 0.7]),
    adoption=np.array([0.25, 0.2, 0.15, 0.3]),
    hard=np.array([0.5]),
    entries=np.ones(1),
)
"""Standard deviations of that belief: judgement."""
