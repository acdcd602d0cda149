"""Leaving care by tracks through the courts, in closed form: the law of leaving of parameters with legal process.

Some children come to court, by route and the age of the youngest of the family. The others leave by the residual
hazard. While a case is pending that hazard is multiplied; at the final order some leave at once, some are under a care
order (the hazard multiplied again), some under one at home until it is discharged, some under a placement order until
they are adopted, or until the plan is changed and a care order is left. It is the model's law but for what depends on
other children: queues (in `case_time.py` as a fixed wait), siblings' orders, and placements with adopters that break
down or, early, are given up. Which kind of placement a child lives in is left out, as in `hazard_law.py`.

Sums hold exactly: in every step what is gained by one state is lost by another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.case_mix import OUTCOMES, order_shares
from sim.fitting.coming_back import evenly, from_home
from sim.fitting.hazard_law import HOME
from sim.fitting.leavers import Away, Leavers
from sim.fitting.order_times import COURT_ROUTES, OrderTimes
from sim.fitting.putting_off import delayed
from sim.fitting.steps import (
    Array,
    Grid,
    age_bands,
    delays_over_steps,
    hazard_over_steps,
    multiplier_over_steps,
)
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import AgeBand, CourtOrder, LeavingCause, LegalStatus, Route
from sim.parameters.leaving import Leaving
from sim.parameters.legal.legal import Legal

CAUSES = tuple(cause for cause in LeavingCause if cause is not LeavingCause.EIGHTEENTH_BIRTHDAY)

LEAVES_BY = {
    CourtOrder.SPECIAL_GUARDIANSHIP: LeavingCause.SPECIAL_GUARDIANSHIP,
    CourtOrder.CHILD_ARRANGEMENTS: LeavingCause.CHILD_ARRANGEMENTS,
    CourtOrder.HOME: LeavingCause.HOME_PLANNED,
}
"""Orders at which the child leaves at once."""

INTRODUCTIONS_SPREAD = 0.4
EARLY_ORDER_SPREAD = 0.4
"""Of the logarithms: judgement. Neither is a quantity of a scenario."""

OUTSIDE_COURT = {
    Route.VOLUNTARY: LegalStatus.ACCOMMODATED,
    Route.INTERIM_CARE_ORDER: LegalStatus.INTERIM_CARE_ORDER,
    Route.POLICE_PROTECTION: LegalStatus.ACCOMMODATED,
    Route.EMERGENCY_PROTECTION: LegalStatus.ACCOMMODATED,
    Route.REMAND: LegalStatus.ON_REMAND,
    Route.UNACCOMPANIED: LegalStatus.ACCOMMODATED,
}
BEFORE_ISSUE = {
    Route.VOLUNTARY: LegalStatus.ACCOMMODATED,
    Route.INTERIM_CARE_ORDER: LegalStatus.INTERIM_CARE_ORDER,
    Route.POLICE_PROTECTION: LegalStatus.POLICE_PROTECTION,
    Route.EMERGENCY_PROTECTION: LegalStatus.EMERGENCY_PROTECTION,
}

NO_CASE_FROM = 17 * DAYS_PER_YEAR
"""Age at entry from which nobody comes to court."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """What becomes of children who entered together, by route (r), age at entry (a) and step (t), as shares of them."""

    leavers: Leavers
    by_status: Array
    """Who are in care under each legal status (first axis) in the middle of the step."""
    at_home: Array
    """Who are at home under a care order in the middle of the step."""
    issued: Array
    """Children of cases issued in the step; on an interim care order as of the step in which they entered."""
    by_order: Array
    """Final orders by `CourtOrder` (first axis)."""
    placed: Array
    """Who come to live with adopters in the step, those who did before as of the placement order."""


def tracks(legal: Legal, leaving: Leaving, times: OrderTimes, youngest: Array, grid: Grid) -> Tracks:
    """Return what becomes of children; `leaving` tells how long a return home is prepared and who comes back.

    `youngest` is the share of each age band (columns) of the youngest of the family, by the child's cell of age.
    """
    return _Following(legal, leaving, times, youngest, grid).tracks()


def court_shares(legal: Legal, youngest: Array, grid: Grid) -> Array:
    """Return the shares of children who come to court, by route and cell of age at entry."""
    found = np.zeros((len(Route), len(grid.ages)))
    for route, shares in (
        (Route.VOLUNTARY, legal.court_share_voluntary),
        (Route.POLICE_PROTECTION, legal.court_share_police),
        (Route.EMERGENCY_PROTECTION, legal.court_share_emergency),
    ):
        found[route] = youngest @ np.array(shares.values())
    found[Route.INTERIM_CARE_ORDER] = 1.0
    found[:, grid.ages >= NO_CASE_FROM] = 0.0
    return found


class _Following:
    """Follows children from step to step."""

    def __init__(self, legal: Legal, leaving: Leaving, times: OrderTimes, youngest: Array, grid: Grid) -> None:
        self.legal, self.leaving, self.times, self.grid = legal, leaving, times, grid
        residual = legal.residual
        steps = hazard_over_steps(residual.hazard_by_time_in_care, grid)
        self.hazard = steps * multiplier_over_steps(residual.age_multiplier, grid)
        self.entry_band = np.searchsorted(np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR, grid.ages, side="right") - 1
        self.court = court_shares(legal, youngest, grid)[:, :, None]
        self.routes = np.array(residual.route_multiplier.values())[:, None, None]
        shape = (len(Route), len(grid.ages), len(grid.middle))
        self.by_cause = np.zeros((len(CAUSES), *shape))
        self.by_status = np.zeros((len(LegalStatus), *shape))
        self.by_order = np.zeros((len(CourtOrder), *shape))

    def tracks(self) -> Tracks:
        """Return what becomes of them."""
        outside = self._outside_court()
        pending, issued = self._pending()
        adopted, placed, for_adoption, reversed_ = self._placement_orders(self.by_order[CourtOrder.PLACEMENT])
        cared = self.by_order[CourtOrder.CARE] + reversed_
        after = self._under_care_order(cared)
        discharged, at_home = self._at_home(self.by_order[CourtOrder.CARE_AT_HOME])
        before = self._caused(outside, self._causes_before())
        self._prepared(before, OUTSIDE_COURT)
        waiting = self._caused(pending, self._causes_before())
        self._prepared(waiting, dict.fromkeys(COURT_ROUTES, LegalStatus.INTERIM_CARE_ORDER))
        left = self._caused(after, self._causes_after())
        self._prepared(left, dict.fromkeys(COURT_ROUTES, LegalStatus.CARE_ORDER))
        self.by_cause += before + waiting + left
        self.by_cause[LeavingCause.ADOPTED] += adopted
        self.by_cause[LeavingCause.HOME_PLANNED] += discharged
        for order, cause in LEAVES_BY.items():
            self.by_cause[cause] += self.by_order[order]
        minors = self.grid.share_before_adult
        self.by_cause *= minors
        self.by_status *= minors
        self.by_order *= minors
        by_court = self.by_order[CourtOrder.HOME]
        guardians = self.by_cause[LeavingCause.SPECIAL_GUARDIANSHIP]
        elsewhere = (
            Away(guardians, evenly(self.leaving.guardianship_return_within_5_years)),
            Away(by_court, evenly(self.legal.home_after_court_return_5_years)),
            Away(
                self.by_order[CourtOrder.CHILD_ARRANGEMENTS],
                evenly(self.legal.connected.return_after_child_arrangements_5_years),
            ),
        )
        home = self.by_cause[list(HOME)].sum(axis=0) - by_court
        leavers = Leavers(self.by_cause, for_adoption * minors, Away(home, from_home(self.leaving)), elsewhere)
        return Tracks(leavers, self.by_status, at_home * minors, issued, self.by_order, placed * minors)

    def _survival(self, multiplier: float) -> tuple[Array, Array]:
        """Return the shares whom the hazard, times something, has left in care before and after each step (r, a, t)."""
        cumulative = np.cumsum(self.hazard, axis=1)
        before = np.concatenate([np.zeros((len(self.hazard), 1)), cumulative[:, :-1]], axis=1)
        scale = multiplier * self.routes
        return np.exp(-scale * before), np.exp(-scale * cumulative)

    def _outside_court(self) -> Array:
        """Return who decide to leave of those who do not come to court."""
        before, after = self._survival(1.0)
        for route, status in OUTSIDE_COURT.items():
            self.by_status[status, route] += ((1.0 - self.court) * (before + after) / 2)[route]
        decided: Array = (1.0 - self.court) * (before - after)
        return decided

    def _pending(self) -> tuple[Array, Array]:
        """Return who decide to leave before the final order, and cases issued; orders are noted."""
        before, after = self._survival(self.legal.residual.pending_multiplier)
        decided, issued = np.zeros_like(before), np.zeros_like(before)
        orders = order_shares(self.legal)[self.entry_band]
        considered = np.array(self.legal.adoption_considered.values())[self.entry_band][:, None]
        for place, route in enumerate(COURT_ROUTES):
            ordered, court = self.times.ordered[place], self.court[route]
            stay = np.stack([before[route], after[route]])
            gone = np.zeros_like(before[route])
            for order in CourtOrder:
                plainly, knowingly = ordered[OUTCOMES[order]]
                now = orders[:, order][:, None] * ((1.0 - considered) * plainly + considered * knowingly)
                self.by_order[order, route] = court * stay.mean(axis=0) * now
                gone += now
            waiting = _still(gone)
            decided[route] = court * (stay[0] - stay[1]) * waiting.mean(axis=0)
            issued[route] = court * stay.mean(axis=0) * self.times.issued[place]
            not_issued = np.minimum(_still(self.times.issued[place])[:, None, :], waiting)
            if route is Route.INTERIM_CARE_ORDER:
                not_issued = np.zeros_like(waiting)
            self.by_status[BEFORE_ISSUE[route], route] += court * (stay * not_issued).mean(axis=0)
            under_interim_order = court * (stay * (waiting - not_issued)).mean(axis=0)
            self.by_status[LegalStatus.INTERIM_CARE_ORDER, route] += under_interim_order
        return decided, issued

    def _placement_orders(self, ordered: Array) -> tuple[Array, Array, Array, Array]:
        """Return who are adopted, are placed, are with adopters in the middle of a step, and stay in care after all."""
        adoption, grid = self.legal.adoption, self.grid
        introduced = delays_over_steps(adoption.introductions, INTRODUCTIONS_SPREAD, grid)
        to_order = delays_over_steps(adoption.order_median, adoption.order_spread, grid)
        to_early_order = delays_over_steps(adoption.early_order_median, EARLY_ORDER_SPREAD, grid)
        early = np.array(adoption.early_share.values())[self.entry_band][:, None]
        kept = ordered * (1.0 - adoption.reversed)
        reversed_ = self._matched(ordered * adoption.reversed)
        placed_late = delayed(self._matched(kept * (1.0 - early)), introduced)
        adopted = delayed(placed_late, to_order) + delayed(kept * early, to_early_order)
        placed = placed_late + kept * early
        with_adopters = _middle(placed - adopted)
        self.by_status[LegalStatus.PLACEMENT_ORDER] += _middle(ordered - adopted - reversed_)
        return adopted, placed, with_adopters, reversed_

    def _matched(self, ordered: Array) -> Array:
        """Return who are matched, or would have been, of those with a placement order."""
        found = np.zeros_like(ordered)
        for age in AgeBand:
            cells = self.entry_band == age
            found[:, cells] = delayed(ordered[:, cells], self.times.matched[age])
        return found

    def _under_care_order(self, ordered: Array) -> Array:
        """Return who decide to leave after a care order.

        Who entered at one time is under the hazard from then on, whenever the order came: what comes to orders and is
        kept from the hazard factorises, so that one sum along time is all.
        """
        scale = self.legal.residual.after_order_multiplier * self.routes
        cumulative = np.cumsum(self.hazard, axis=1)
        middle = cumulative - self.hazard / 2
        ever = np.cumsum(ordered * np.exp(scale * middle), axis=2)
        held = ever * np.exp(-scale * cumulative)
        before = np.concatenate([np.zeros((*held.shape[:2], 1)), held[:, :, :-1]], axis=2)
        self.by_status[LegalStatus.CARE_ORDER] += (before + held) / 2
        decided: Array = before + ordered - held
        return decided

    def _at_home(self, ordered: Array) -> tuple[Array, Array]:
        """Return who leave as the order is discharged, and who are at home under it in the middle of a step."""
        to_discharge = delays_over_steps(self.legal.discharge_median, self.legal.discharge_spread, self.grid)
        discharged = delayed(ordered, to_discharge)
        at_home = _middle(ordered - discharged)
        self.by_status[LegalStatus.CARE_ORDER] += at_home
        return discharged, at_home

    def _caused(self, decided: Array, shares: Array) -> Array:
        """Return who decide to leave by each cause (first axis), by its share by age band then."""
        bands = age_bands(self.grid)
        return np.stack([decided * shares[:, cause][bands] for cause in CAUSES])

    def _prepared(self, by_cause: Array, status: dict[Route, LegalStatus]) -> None:
        """Put planned returns home off by the time they take to prepare, under the legal status at the decision."""
        leaving = self.leaving
        ready = delays_over_steps(leaving.planned_return_median, leaving.planned_return_spread, self.grid)
        decided = by_cause[LeavingCause.HOME_PLANNED].copy()
        by_cause[LeavingCause.HOME_PLANNED] = delayed(decided, ready)
        preparing = _middle(decided - by_cause[LeavingCause.HOME_PLANNED])
        for route, under in status.items():
            self.by_status[under, route] += preparing[route]

    def _causes_before(self) -> Array:
        residual = self.legal.residual
        young, old = residual.causes_before_under_10.values(), residual.causes_before_10_to_15.values()
        return np.array([young, young, young, old, residual.causes_before_from_16.values()])

    def _causes_after(self) -> Array:
        residual = self.legal.residual
        young, old = residual.causes_after_under_10.values(), residual.causes_after_10_to_15.values()
        return np.array([young, young, young, old, residual.causes_after_from_16.values()])


def _middle(gained: Array) -> Array:
    """Return what has been gained by the middle of each step."""
    middle: Array = np.cumsum(gained, axis=-1) - gained / 2
    return middle


def _still(gone: Array) -> Array:
    """Return the share to whom it has not yet happened at the start and at the end of each step (first axis)."""
    after = 1.0 - np.cumsum(gone, axis=-1)
    return np.clip(np.stack([after + gone, after]), 0.0, None)
