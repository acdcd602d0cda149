"""Leaving care: when it is decided, by which cause, how it is prepared, and who comes back."""

from __future__ import annotations

from functools import partial
from math import exp, inf
from typing import Any

import pytest
from quiet_parameters import CALENDAR, YEAR, changed, doors, every, fostering, market, only, quiet
from runs_of_model import rows
from scripted_worlds import (
    HALF,
    a_child,
    a_household,
    by_occasion,
    comes,
    homes,
    lived_by_one,
    made,
    run,
    threshold,
)

from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd, Route
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByLocation, ByRoute

HOME = only(ByCause, home_planned=1.0)


def leaving(**changes: Any) -> Parameters:
    """The decision to leave comes at one a year unless said otherwise: median after 253 days."""
    return changed(quiet(), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0), **changes})


lived = partial(lived_by_one, years=20.0)


def left(register: Register) -> list[tuple[float, LeavingCause]]:
    rows = register.episodes
    return [(ended, LeavingCause(cause)) for ended, cause in zip(rows.ended, rows.cause, strict=True)]


def test_leaving_comes_when_the_hazard_has_used_up_the_threshold():
    # 1 a year for 56 days, then 3 a year: a threshold of 0.5
    hazard = ByDuration(1.0, 1.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0)
    register = lived(leaving(hazard_by_time_in_care=hazard), {"leaving": threshold(0.5)})
    assert left(register) == [(pytest.approx(56 + (0.5 - 56 / YEAR) / 3 * YEAR), LeavingCause.RELATIVES)]


def test_age_and_route_multiply_the_hazard_of_leaving():
    parameters = leaving(
        age_multiplier=ByAge(1.0, 1.0, 2.0, 1.0, 1.0), route_multiplier=only(ByRoute, police_protection=3.0)
    )
    assert left(lived(parameters, age=6.0))[0][0] == pytest.approx(HALF * YEAR / 6)
    assert left(lived(parameters, age=12.0))[0][0] == pytest.approx(HALF * YEAR / 3)
    assert left(lived(parameters, age=6.0, route=Route.VOLUNTARY))[0][1] is LeavingCause.EIGHTEENTH_BIRTHDAY


def test_who_has_not_left_before_leaves_on_the_18th_birthday():
    register = lived(quiet(), age=17.0)
    assert left(register) == [(pytest.approx(364.75), LeavingCause.EIGHTEENTH_BIRTHDAY)]
    assert register.placements.why == [PlacementEnd.LEFT_CARE]


@pytest.mark.parametrize("cause", [cause for cause in LeavingCause if cause is not LeavingCause.EIGHTEENTH_BIRTHDAY])
def test_children_leave_by_each_cause(cause: LeavingCause):
    shares = only(ByCause, **{cause.name.lower(): 1.0})
    register = lived(leaving(causes_5_to_9=shares))
    assert left(register)[0][1] is cause


@pytest.mark.parametrize("band", range(5))
def test_the_causes_are_those_of_the_age_at_the_decision(band: int):
    names = ("causes_under_1", "causes_1_to_4", "causes_5_to_9", "causes_10_to_15", "causes_from_16")
    ages = (0.1, 2.0, 6.0, 12.0, 16.5)
    parameters = leaving(**{name: only(ByCause, relatives=1.0) for name in names})
    parameters = changed(parameters, leaving={names[band]: only(ByCause, custody=1.0)})
    found = [left(lived(parameters, age=age))[0][1] for age in ages]
    assert found == [LeavingCause.CUSTODY if which == band else LeavingCause.RELATIVES for which in range(5)]


def test_a_planned_return_is_prepared_and_an_unplanned_one_happens_at_once():
    decided = HALF * YEAR
    register = lived(leaving(causes_5_to_9=HOME, planned_return_median=40.0))
    assert register.episodes.decided == pytest.approx([decided])
    assert register.episodes.ended == pytest.approx([decided + 40.0])
    register = lived(leaving(causes_5_to_9=only(ByCause, home_unplanned=1.0)))
    assert register.episodes.decided == register.episodes.ended == pytest.approx([decided])


def test_a_child_placed_with_parents_leaves_care_from_there_as_from_elsewhere():
    parameters = changed(
        leaving(causes_5_to_9=HOME, with_parents_location_shares=only(ByLocation, near=1.0)),
        doors=doors(parents_at_entry=only(ByRoute, police_protection=0.6)),
    )
    decided = HALF * YEAR
    register = lived(parameters)
    assert homes(register) == [(Kind.WITH_PARENTS, 0.0, pytest.approx(decided + 28.0))]
    assert register.placements.why == [PlacementEnd.LEFT_CARE]
    assert register.placements.location == [Location.NEAR]
    assert lived(parameters, {"with parents at entry": 0.7}).placements.kind == [Kind.CONNECTED]


def test_an_adopted_child_is_placed_for_adoption_first():
    parameters = leaving(
        causes_5_to_9=only(ByCause, adopted=1.0),
        adoption_median=200.0,
        adoption_location_shares=only(ByLocation, far=1.0),
    )
    decided = HALF * YEAR
    register = lived(parameters)
    assert homes(register)[1] == (Kind.ADOPTION, pytest.approx(decided), pytest.approx(decided + 200.0))
    assert register.placements.why == [PlacementEnd.TO_ADOPTION, PlacementEnd.LEFT_CARE]
    assert register.placements.location[1] == Location.FAR
    assert left(register)[0][1] is LeavingCause.ADOPTED


def test_what_cannot_be_prepared_by_18_ends_at_18():
    age = 18 - HALF - 30 / YEAR  # the decision comes 30 days before the birthday
    parameters = leaving(causes_from_16=HOME, planned_return_median=40.0)
    register = lived(parameters, age=age)
    assert left(register) == [(pytest.approx(CALENDAR.birthday(-age * YEAR, 18)), LeavingCause.EIGHTEENTH_BIRTHDAY)]


def returning(**changes: Any) -> Parameters:
    return leaving(
        causes_5_to_9=only(ByCause, home_unplanned=1.0),
        reentry_within_1_year=0.2,
        reentry_within_6_years=0.35,
        **changes,
    )


@pytest.mark.parametrize(("years", "share"), [(1, 0.2), (6, 0.35)])
def test_who_has_gone_home_comes_back_at_the_published_times(years: int, share: float):
    register = lived(returning(), {"coming back": by_occasion(0.0, share)})
    assert register.episodes.number[:2] == [1, 2]
    assert register.episodes.began[1] == pytest.approx(register.episodes.ended[0] + years * YEAR)
    assert register.episodes.child == [0, 0]


def test_some_never_come_back():
    register = lived(returning(), {"coming back": 0.95})
    assert register.episodes.number == [1]


def test_after_guardianship_fewer_come_back():
    parameters = leaving(causes_5_to_9=only(ByCause, special_guardianship=1.0), guardianship_return_within_5_years=0.04)
    register = lived(parameters, {"coming back": by_occasion(0.0, 0.04)})
    assert register.episodes.began[1] == pytest.approx(register.episodes.ended[0] + 5 * YEAR)


@pytest.mark.parametrize("cause", ["relatives", "adopted", "child_arrangements", "custody", "other"])
def test_from_elsewhere_nobody_comes_back(cause: str):
    parameters = changed(returning(), leaving={"causes_5_to_9": only(ByCause, **{cause: 1.0})})
    assert lived(parameters, {"coming back": 1e-6}).episodes.number == [1]


def test_re_entry_is_switched_off_by_nought():
    parameters = leaving(causes_5_to_9=only(ByCause, home_unplanned=1.0))
    assert lived(parameters, {"coming back": 1e-6}).episodes.number == [1]


def test_a_risk_ratio_multiplies_the_hazard_of_coming_back():
    world = made(returning(), {"coming back": 0.2})
    child = a_child()
    assert world.leaving.comes_back(child, LeavingCause.HOME_PLANNED, 100.0) == pytest.approx(100.0 + YEAR)
    # with half the hazard, the chance of being back by then is 1 - sqrt(0.8)
    halved = made(returning(), {"coming back": 1 - 0.8**0.5})
    assert halved.leaving.comes_back(child, LeavingCause.HOME_PLANNED, 100.0, 0.5) == pytest.approx(100.0 + YEAR)
    assert world.leaving.comes_back(child, LeavingCause.HOME_PLANNED, 100.0, 0.0) == inf


def test_nobody_comes_back_at_18_or_later():
    world = made(returning(), {"coming back": 0.2})
    assert world.leaving.comes_back(a_child(age=16.9), LeavingCause.HOME_PLANNED, 0.0) < inf
    assert world.leaving.comes_back(a_child(age=17.1), LeavingCause.HOME_PLANNED, 0.0) == inf


def test_a_second_period_of_care_has_a_plan_and_a_search_of_its_own():
    parameters = changed(returning(), connected_persons={"available": every(ByAge, 0.5)}, agency=market(), leaving={})
    luck = {"coming back": by_occasion(0.0, 0.2, 0.99), "connected person": by_occasion(0.0, 0.4, 0.6)}
    register = lived(parameters, luck, age=5.1)
    assert [row.kind for row in rows(register.placements)] == [Kind.CONNECTED, Kind.AGENCY]
    assert register.episodes.ended[1] == pytest.approx(register.episodes.began[1] + HALF * YEAR)


def test_some_stay_put_at_18_and_keep_the_place():
    parameters = changed(
        quiet(),
        connected_persons=None,
        in_house_fostering=fostering(households=1.0),
        leaving={"staying_put_share": 0.6, "staying_put_mean": 300.0},
    )
    world = made(parameters, {"staying put": 0.59, "staying put days": 1 - exp(-1.0)})
    a_household(world)
    comes(world, 0.0, a_child(age=17.0))
    register = run(world)
    (spell,) = rows(register.spells)
    assert (spell.began, spell.ended, spell.staying_put) == (pytest.approx(364.75), pytest.approx(664.75), True)
    # the place is unavailable meanwhile, and vacant after
    assert register.capacity.unavailable == [0, 1, 0]
    assert register.capacity.filled == [1, 0, 0]


def test_staying_put_is_only_for_those_who_turn_18_in_house():
    parameters = changed(quiet(), leaving={"staying_put_share": 1.0, "staying_put_mean": 300.0})
    assert lived(parameters, age=17.0).spells.household == []


def test_nobody_is_back_before_the_next_day():
    parameters = leaving(causes_from_16=HOME, reentry_within_1_year=0.9, reentry_within_6_years=0.96)
    register = lived(parameters, {"coming back": by_occasion(0.5, 1e-9, otherwise=0.999)}, age=16.1)
    assert register.episodes.began[1] == pytest.approx(register.episodes.ended[0] + 1.0)
