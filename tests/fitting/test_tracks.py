"""The cohort law with tracks: against today's law, closed forms, sums that must hold, and Little's law."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.fitting.case_mix import CaseOutcome
from sim.fitting.case_time import AssessorWait, case_times
from sim.fitting.cohort_law import leavers_of
from sim.fitting.courses import Courses
from sim.fitting.entrants import of_demand
from sim.fitting.hazard_law import by_hazard
from sim.fitting.order_times import COURT_ROUTES, OrderTimes, days_to_match, order_times
from sim.fitting.reference import reference_entries
from sim.fitting.stationary import population
from sim.fitting.steps import Array, Grid
from sim.fitting.tracks import Tracks, court_shares, tracks
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import AgeBand, CourtOrder, LeavingCause, LegalStatus, Route
from sim.parameters.leaving import Leaving
from sim.parameters.legal.legal import Legal
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByOrder, ByRoute
from sim.scenario.scenario import load

GRID = Grid(step=14.0, cell=DAYS_PER_YEAR / 2)
FINE = Grid(step=3.5, cell=DAYS_PER_YEAR)
NOBODY = ByAge(0, 0, 0, 0, 0)
ALL = ByAge(1, 1, 1, 1, 1)
NEVER = ByDuration(0, 0, 0, 0, 0, 0, 0, 0)
EVENLY = ByRoute(1, 1, 1, 1, 1, 1)
RELATIVES = ByCause(0, 0, 1, 0, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def leaving() -> Leaving:
    """Return England's leaving."""
    return load("england").parameters.leaving


@pytest.fixture(scope="module")
def legal() -> Legal:
    """Return England's legal process."""
    found = load("england", "legal_process").parameters.legal
    assert found is not None
    return found


def alone(grid: Grid) -> Array:
    """Return that every child is the youngest of its family."""
    band = np.searchsorted(np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR, grid.ages, side="right") - 1
    return np.eye(len(AgeBand))[band]


def followed(legal: Legal, leaving: Leaving, grid: Grid = GRID) -> Tracks:
    """Return what becomes of children under a legal process."""
    return tracks(legal, leaving, order_times(legal, case_times(legal), grid), alone(grid), grid)


def with_orders(legal: Legal, orders: ByOrder) -> Legal:
    """Return a legal process in which the courts order the same at all ages."""
    return replace(
        legal,
        orders_under_1=orders,
        orders_1_to_4=orders,
        orders_5_to_9=orders,
        orders_10_to_15=orders,
        orders_from_16=orders,
    )


def no_other_ways(legal: Legal) -> Legal:
    """Return a legal process beside which nobody leaves."""
    return replace(legal, residual=replace(legal.residual, hazard_by_time_in_care=NEVER))


def test_without_anybody_at_court_it_is_todays_law(legal: Legal, leaving: Leaving) -> None:
    causes = legal.residual.causes_before_under_10
    middle, old = legal.residual.causes_before_10_to_15, legal.residual.causes_before_from_16
    residual = replace(
        legal.residual,
        hazard_by_time_in_care=leaving.hazard_by_time_in_care,
        age_multiplier=leaving.age_multiplier,
        route_multiplier=leaving.route_multiplier,
    )
    outside = replace(
        legal,
        court_share_voluntary=NOBODY,
        court_share_police=NOBODY,
        court_share_emergency=NOBODY,
        residual=residual,
    )
    same_causes = replace(
        leaving,
        causes_under_1=causes,
        causes_1_to_4=causes,
        causes_5_to_9=causes,
        causes_10_to_15=middle,
        causes_from_16=old,
    )
    found, expected = followed(outside, same_causes).leavers, by_hazard(same_causes, GRID)
    others = [route for route in Route if route is not Route.INTERIM_CARE_ORDER]
    assert np.array_equal(found.by_cause[:, others], expected.by_cause[:, others])
    assert np.array_equal(found.for_adoption[others], expected.for_adoption[others])
    assert np.allclose(found.home.gone[others], expected.home.gone[others], atol=1e-15)
    assert np.array_equal(found.elsewhere[0].gone[others], expected.elsewhere[0].gone[others])


def test_everybody_ends_and_every_child_in_care_has_one_status(legal: Legal, leaving: Leaving) -> None:
    found = followed(legal, leaving)
    courses = Courses(found.leavers, GRID, 0.0)
    whole = np.broadcast_to(GRID.share_before_adult == 1.0, courses.in_care.shape)
    assert found.by_status.sum(axis=0)[whole] == pytest.approx(courses.in_care[whole], abs=1e-9)
    assert found.by_status.min() > -1e-9
    assert found.leavers.by_cause.min() >= -1e-12
    ended = found.leavers.by_cause.sum(axis=(0, 3))
    assert ended.max() <= 1.0 + 1e-9
    assert ended + courses.at_eighteen == pytest.approx(np.ones_like(ended))
    assert (found.at_home <= found.by_status[LegalStatus.CARE_ORDER] + 1e-12).all()
    assert (found.leavers.for_adoption <= found.by_status[LegalStatus.PLACEMENT_ORDER] + 1e-9).all()


def test_orders_are_made_in_their_shares_when_nobody_leaves_before(legal: Legal, leaving: Leaving) -> None:
    found = followed(no_other_ways(legal), leaving)
    youngest = found.by_order[:, Route.INTERIM_CARE_ORDER, 1]
    assert youngest.sum(axis=1) == pytest.approx(legal.orders_under_1.values(), abs=1e-6)
    at_17 = found.by_order[:, :, GRID.ages >= 17 * DAYS_PER_YEAR]
    assert at_17.sum() == 0.0


def test_who_leaves_at_an_order_leaves_by_its_cause(legal: Legal, leaving: Leaving) -> None:
    for order, cause in (
        (CourtOrder.SPECIAL_GUARDIANSHIP, LeavingCause.SPECIAL_GUARDIANSHIP),
        (CourtOrder.CHILD_ARRANGEMENTS, LeavingCause.CHILD_ARRANGEMENTS),
        (CourtOrder.HOME, LeavingCause.HOME_PLANNED),
        (CourtOrder.CARE_AT_HOME, LeavingCause.HOME_PLANNED),
        (CourtOrder.PLACEMENT, LeavingCause.ADOPTED),
    ):
        only = ByOrder(*np.eye(len(CourtOrder))[order].tolist())
        adoption = replace(legal.adoption, reversed=0.0)
        found = followed(replace(with_orders(no_other_ways(legal), only), adoption=adoption), leaving)
        entered = found.leavers.by_cause[:, Route.INTERIM_CARE_ORDER, 2].sum(axis=1)
        assert entered[cause] == pytest.approx(1.0, abs=2e-3)


def test_interim_orders_follow_littles_law(legal: Legal, leaving: Leaving) -> None:
    process = with_orders(no_other_ways(legal), ByOrder(0, 0, 0, 0, 0, 1))
    cases = case_times(process)
    considered = process.adoption_considered.under_1
    of_case = np.array([1 - considered, considered]) @ cases.days[CaseOutcome.OTHER].mean(axis=1)
    in_case = of_case * (process.enters_at_issue + (1 - process.enters_at_issue) * (1 - process.enters_until / 2))
    found = followed(process, leaving)
    stock = found.by_status[LegalStatus.INTERIM_CARE_ORDER, Route.INTERIM_CARE_ORDER, 1].sum() * GRID.step
    assert stock == pytest.approx(in_case, rel=2e-3)
    found = followed(process, leaving, FINE)
    emergency = found.by_status[:, Route.EMERGENCY_PROTECTION, 0].sum(axis=1) * FINE.step
    share = process.court_share_emergency.under_1
    assert emergency[LegalStatus.INTERIM_CARE_ORDER] == pytest.approx(share * of_case, rel=2e-3)
    before_issue = process.issue_median_emergency * np.exp(process.issue_spread**2 / 2)
    assert emergency[LegalStatus.EMERGENCY_PROTECTION] == pytest.approx(share * before_issue, rel=1e-2)


def test_placement_orders_follow_littles_law(legal: Legal, leaving: Leaving) -> None:
    adoption = replace(legal.adoption, reversed=0.0, early_share=NOBODY)
    process = replace(with_orders(no_other_ways(legal), ByOrder(0, 0, 0, 0, 1, 0)), adoption=adoption)
    cases, age = case_times(process), AgeBand.FROM_1_TO_4
    considered = process.adoption_considered[age]
    to_match = sum(
        weight * days_to_match(process, cases, age, 0.0, considered=which).mean()
        for which, weight in ((False, 1 - considered), (True, considered))
    )
    introduced = adoption.introductions * np.exp(0.4**2 / 2)
    to_order = adoption.order_median * np.exp(adoption.order_spread**2 / 2)
    found = followed(process, leaving)
    cell = 4
    stock = found.by_status[LegalStatus.PLACEMENT_ORDER, Route.INTERIM_CARE_ORDER, cell].sum() * GRID.step
    assert stock == pytest.approx(to_match + introduced + to_order, rel=3e-3)
    with_adopters = found.leavers.for_adoption[Route.INTERIM_CARE_ORDER, cell].sum() * GRID.step
    assert with_adopters == pytest.approx(to_order, rel=3e-3)


def test_reversed_plans_end_under_a_care_order(legal: Legal, leaving: Leaving) -> None:
    adoption = replace(legal.adoption, reversed=1.0)
    process = replace(with_orders(no_other_ways(legal), ByOrder(0, 0, 0, 0, 1, 0)), adoption=adoption)
    found = followed(process, leaving)
    assert found.leavers.by_cause.sum() == 0.0
    assert found.by_status[LegalStatus.CARE_ORDER, Route.INTERIM_CARE_ORDER, 2, -100] == pytest.approx(1.0, abs=1e-6)


def test_survivors_of_a_care_order_are_the_double_integral(legal: Legal, leaving: Leaving) -> None:
    hazard, pending, after, median, spread = 0.9, 0.3, 0.6, 200.0, 0.5
    residual = replace(
        legal.residual,
        hazard_by_time_in_care=ByDuration(*[hazard] * 8),
        age_multiplier=ALL,
        route_multiplier=EVENLY,
        pending_multiplier=pending,
        after_order_multiplier=after,
        causes_before_under_10=RELATIVES,
        causes_after_under_10=RELATIVES,
        causes_after_10_to_15=RELATIVES,
        causes_after_from_16=RELATIVES,
    )
    process = replace(with_orders(legal, ByOrder(0.25, 0, 0, 0, 0, 0.75)), residual=residual)
    days = np.arange(0.0, 2000.0, 0.25) + 0.125
    density = np.exp(-(np.log(days / median) ** 2) / (2 * spread**2)) / (days * spread * np.sqrt(2 * np.pi))
    ordered = np.histogram(days, bins=FINE.times, weights=density * 0.25)[0]
    plain = np.broadcast_to(ordered, (len(COURT_ROUTES), len(CaseOutcome), 2, len(ordered)))
    at_once = np.eye(1, len(ordered))[0]
    times = OrderTimes(np.stack([at_once] * 4), plain, np.stack([at_once] * len(AgeBand)), np.zeros(2))
    found = tracks(process, leaving, times, alone(FINE), FINE)
    rate = hazard / DAYS_PER_YEAR
    for day in (100.0, 300.0, 900.0):
        step = int(day / FINE.step)
        now = FINE.middle[step]
        before = days < now
        kept = density[before] * np.exp(-pending * rate * days[before] - after * rate * (now - days[before]))
        held = 0.75 * kept.sum() * 0.25
        there = found.by_status[LegalStatus.CARE_ORDER, Route.INTERIM_CARE_ORDER, 3, step]
        assert there == pytest.approx(held, rel=2e-3)
        waiting = (1 - density[before].sum() * 0.25) * np.exp(-pending * rate * now)
        still = found.by_status[LegalStatus.INTERIM_CARE_ORDER, Route.INTERIM_CARE_ORDER, 3, step]
        assert still == pytest.approx(waiting, rel=2e-3)
    gone = found.leavers.by_cause[:, Route.INTERIM_CARE_ORDER, 3].sum(axis=1)
    guardians = 0.25 * (density * np.exp(-pending * rate * days)).sum() * 0.25
    assert gone[LeavingCause.SPECIAL_GUARDIANSHIP] == pytest.approx(guardians, rel=2e-3)


def test_a_home_under_an_order_lasts_until_its_discharge(legal: Legal, leaving: Leaving) -> None:
    process = with_orders(no_other_ways(legal), ByOrder(0, 0, 0, 1, 0, 0))
    found = followed(process, leaving)
    mean = process.discharge_median * np.exp(process.discharge_spread**2 / 2)
    assert found.at_home[Route.INTERIM_CARE_ORDER, 2].sum() * GRID.step == pytest.approx(mean, rel=1e-2)


def test_family_finding_begun_at_the_decision_only_gains_what_lies_before_the_order(legal: Legal) -> None:
    cases, age = case_times(legal, AssessorWait(0.0, 0.0)), AgeBand.UNDER_1

    def at(share: float) -> Array:
        started = replace(legal, adoption=replace(legal.adoption, starts_at_decision=share))
        return days_to_match(started, cases, age, 0.0, considered=True)

    late, some, early = at(0.0), at(0.4), at(1.0)
    assert (early <= some).all()
    assert (some <= late).all()
    assert early.mean() < late.mean() - 15
    assert early.min() >= 0.0


def test_delays_to_an_order_have_the_means_of_their_cases(legal: Legal) -> None:
    cases = case_times(legal)
    times = order_times(legal, cases, FINE)
    means = times.ordered @ FINE.middle
    of_case = cases.days.mean(axis=2)
    first = COURT_ROUTES.index(Route.INTERIM_CARE_ORDER)
    share = legal.enters_at_issue + (1 - legal.enters_at_issue) * (1 - legal.enters_until / 2)
    assert means[first] == pytest.approx(of_case * share, rel=3e-3)
    voluntary = COURT_ROUTES.index(Route.VOLUNTARY)
    to_issue = legal.issue_median_voluntary * np.exp(legal.issue_spread**2 / 2) + legal.planning.interval / 2
    assert times.issued[voluntary] @ FINE.middle == pytest.approx(to_issue, rel=1e-2)
    assert means[voluntary] == pytest.approx(of_case + to_issue, rel=5e-3)
    assert times.ordered.sum(axis=-1) == pytest.approx(1.0, abs=1e-4)


def test_brothers_and_sisters_come_to_court_with_the_youngest(legal: Legal) -> None:
    with_a_baby = np.zeros((len(GRID.ages), len(AgeBand)))
    with_a_baby[:, AgeBand.UNDER_1] = 1.0
    shares = court_shares(legal, with_a_baby, GRID)
    minor = GRID.ages < 17 * DAYS_PER_YEAR
    assert (shares[Route.VOLUNTARY, minor] == legal.court_share_voluntary.under_1).all()
    assert (shares[Route.INTERIM_CARE_ORDER, minor] == 1.0).all()
    assert shares[Route.REMAND].sum() == shares[Route.UNACCOMPANIED].sum() == 0.0


def test_steps_do_not_decide(legal: Legal, leaving: Leaving) -> None:
    entrants = {grid: np.zeros((len(Route), len(grid.ages))) for grid in (GRID, FINE)}
    for grid, found in entrants.items():
        found[:4, grid.ages < 10 * DAYS_PER_YEAR] = grid.cell / DAYS_PER_YEAR
    coarse, fine = (
        population(Courses(followed(legal, leaving, grid).leavers, grid, 0.0), entrants[grid]) for grid in (GRID, FINE)
    )
    assert coarse.looked_after == pytest.approx(fine.looked_after, rel=0.01)
    assert coarse.leaving_by_cause[:-1] == pytest.approx(fine.leaving_by_cause[:-1], rel=0.02)


def test_where_legal_process_generates_leaving_its_tracks_keep_up_the_opening(legal: Legal) -> None:
    without, on = load("tower_hamlets_2018").parameters, load("tower_hamlets_2018", "legal_process").parameters
    off = replace(on, legal=replace(legal, generates=0.0))
    assert reference_entries(off) == reference_entries(without)
    demand = replace(on.demand, entries_per_year=reference_entries(on))
    courses = Courses(leavers_of(on, Grid()), Grid(), 0.0)
    kept_up = population(courses, of_demand(demand, Grid())).looked_after
    assert courses.looked_after(of_demand(demand, Grid())) == pytest.approx(kept_up, rel=1e-13)
    assert on.opening is not None
    assert kept_up == pytest.approx(on.opening.looked_after, rel=1e-4)
    assert reference_entries(on) != pytest.approx(reference_entries(without), rel=1e-3)
