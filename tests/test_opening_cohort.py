"""The opening cohort: shaped to the margins, each child of a piece, and lives that go on without a jump."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

import pytest
from parts import CALENDAR, YEAR, changed, every, fostering, market, quiet, rows
from scripted import HALF, Scripted, made

from sim.foundations.codes import Kind, Location, PlacementEnd, Route, Sex
from sim.inputs.parameters import ByDuration, ByKind
from sim.model.model import simulate
from sim.model.opening_cohort import Cluster, PastPlacement, Pool, PoolChild, PoolHousehold
from sim.model.register import NOBODY


def past(**changes: Any) -> PastPlacement:
    """A placement in the cluster's first household for the last hundred days."""
    values: dict[str, Any] = {
        "kind": Kind.IN_HOUSE,
        "location": Location.INSIDE,
        "household": 0,
        "began": -100.0,
        "notice": inf,
        "ended": inf,
        "why": NOBODY,
        "first_choice": True,
        "emergency": False,
        "matched": True,
        "split": False,
        "step_down": False,
        "days_searched": 0.0,
        "weekly_price": 0.0,
    }
    return PastPlacement(**{**values, **changes})


def kept(*placements: PastPlacement, **changes: Any) -> PoolChild:
    """A child of eight, in care since the first of these placements began."""
    values: dict[str, Any] = {
        "family": 1,
        "born": -8 * 365.25,
        "sex": Sex.FEMALE,
        "behaviour": False,
        "disability": False,
        "route": Route.VOLUNTARY,
        "episode": 1,
        "entered": placements[0].began if placements else 0.0,
        "decided": inf,
        "cause": NOBODY,
        "placements": placements,
        "camhs_referred": inf,
        "camhs_seen": inf,
    }
    return PoolChild(**{**values, **changes})


HOME = PoolHousehold(
    approved=-1000.0,
    places=2,
    location=Location.INSIDE,
    ages=7,
    skills=0,
    agreement=1.0,
    resting=False,
    staying_put=(),
)


def pool(*clusters: Cluster) -> Pool:
    return Pool(clusters, (1.0,) * len(clusters), (), (), 1)


def opened(parameters, kept_pool, luck=None, years=3.0):
    return simulate(parameters, CALENDAR, Scripted(luck or {}), years, kept_pool)


AGENCY = past(kind=Kind.AGENCY, household=NOBODY)
IN_HOUSE = changed(quiet(), in_house_fostering=fostering(households=1.0), agency=market())


def test_a_household_that_had_given_notice_closes_once_and_when_its_children_have_moved():
    noticed = past(notice=-8.0, ended=20.0, why=PlacementEnd.HOUSEHOLD_CLOSED)
    parameters = changed(IN_HOUSE, in_house_fostering={"deregistration": 0.5, "households": 0.0})
    register = opened(parameters, pool(Cluster((kept(noticed),), (HOME,))))
    assert register.households.left == [20.0]
    ended = rows(register.placements)[0]
    assert (ended.ended, ended.why) == (20.0, PlacementEnd.HOUSEHOLD_CLOSED)
    assert register.capacity.approved[-1] == register.capacity.unavailable[-1] == 0


def test_a_household_that_had_given_notice_takes_nobody_new():
    noticed = past(notice=-8.0, ended=20.0, why=PlacementEnd.HOUSEHOLD_CLOSED)
    world = made(IN_HOUSE)
    pool(Cluster((kept(noticed),), (HOME,))).open(world)
    assert world.fostering is not None
    (household,) = (home for home in world.fostering.households.values() if home.occupants)
    assert household.closing
    assert household not in world.fostering.with_room(0)
    assert world.register.capacity.unavailable[-1] == 1  # the empty place beside the child's


def test_the_others_in_a_household_that_is_closing_have_notice_too():
    noticed = past(notice=-8.0, ended=20.0, why=PlacementEnd.HOUSEHOLD_CLOSED)
    cluster = Cluster((kept(noticed), kept(past(), family=2)), (HOME,))
    register = opened(changed(IN_HOUSE, in_house_fostering={"households": 0.0}), pool(cluster))
    assert [row.why for row in rows(register.placements)[:2]] == [PlacementEnd.HOUSEHOLD_CLOSED] * 2
    assert register.placements.ended[:2] == [20.0, 28.0]
    assert register.households.left == [28.0]


def test_placements_that_go_on_are_paid_at_the_prices_of_this_run():
    agency = past(kind=Kind.AGENCY, household=NOBODY, weekly_price=100.0)
    dearer = changed(quiet(), agency=market(), prices={"weekly": every(ByKind, 900.0)})
    register = opened(dearer, pool(Cluster((kept(agency),), ())))
    assert register.placements.weekly_price == [900.0]


def test_a_search_under_way_has_gone_on_since_notice_was_given():
    noticed = replace(AGENCY, notice=-20.0, ended=8.0, why=PlacementEnd.DISRUPTED)
    parameters = changed(quiet(), agency=market(delay_median=15.0))
    register = opened(parameters, pool(Cluster((kept(noticed),), ())))
    first, second = rows(register.placements)
    assert (first.notice, first.ended, first.why) == (-20.0, 8.0, PlacementEnd.DISRUPTED)
    assert (second.began, second.emergency, second.days_searched) == (8.0, False, 15.0)


@pytest.mark.parametrize(("immediate", "ends"), [(0.4, 28.0), (0.6, 0.0)])
def test_a_placement_without_notice_cannot_end_before_the_notice_that_would_be_given(immediate: float, ends: float):
    # at a half a year from one, the breakdown comes a half threshold after the days that notice would have taken
    parameters = changed(
        quiet(),
        agency=market(),
        stability={"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 28.0, "immediate_share": immediate},
    )
    register = opened(parameters, pool(Cluster((kept(AGENCY),), ())))
    assert register.placements.ended[0] == pytest.approx(ends + HALF * YEAR)
