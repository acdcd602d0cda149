"""Doors between kinds of placement: when each opens, for whom, who goes along, and who is there from the start."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from quiet_parameters import YEAR, changed, connected_persons, doors, every, fostering, market, only, quiet
from runs_of_model import rows
from scripted_worlds import (
    HALF,
    a_child,
    a_household,
    by_occasion,
    by_subject,
    comes,
    homes,
    lived_by_one,
    made,
    run,
    siblings,
    threshold,
)

from sim.foundations.codes import Kind, LeavingCause, PlacementEnd, Route
from sim.model.core.people import Child, PlacementSearch
from sim.model.lives.looked_after import enter_care
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByRoute

NEVER = threshold(700)
ELDER, YOUNGER = 8, 9
"""Names of the two siblings of `pair`."""


def opening(parts: dict[str, Any] | None = None, **rates: Any) -> Parameters:
    """Everybody is with an agency until a door opens; relatives are found in the course of care only."""
    return changed(
        quiet(),
        connected_persons=connected_persons(available=every(ByAge, 0.0)),
        agency=market(),
        other_residential=market(),
        secure=market(),
        doors=doors(**rates),
        **(parts or {}),
    )


lived = partial(lived_by_one, years=4.0)


def pair(**changes: Any) -> list[Child]:
    return siblings(a_child(**changes), a_child(age=6.0, which=1, **changes))


def ends(register: Register) -> list[tuple[float, PlacementEnd]]:
    return [(row.ended, PlacementEnd(row.why)) for row in rows(register.placements) if row.ended == row.ended]


# --- when a door opens

DOORS = {
    "to_parents": (PlacementEnd.TO_PARENTS, Kind.WITH_PARENTS),
    "to_connected": (PlacementEnd.TO_CONNECTED, Kind.CONNECTED),
    "to_other_residential": (PlacementEnd.TO_OTHER_RESIDENTIAL, Kind.OTHER_RESIDENTIAL),
    "to_secure": (PlacementEnd.TO_SECURE, Kind.SECURE),
}


@pytest.mark.parametrize("name", DOORS)
def test_each_door_opens_when_its_hazard_has_used_up_the_threshold(name: str):
    why, kind = DOORS[name]
    register = lived(opening(**{name: 2.0}), age=12.0, behaviour=True)
    assert homes(register)[:2] == [
        (Kind.AGENCY, 0.0, pytest.approx(HALF * YEAR / 2)),
        (kind, pytest.approx(HALF * YEAR / 2), pytest.approx(float("nan"), nan_ok=True)),
    ]
    assert register.placements.why[0] == why
    assert register.placements.notice[0] != register.placements.notice[0]  # nobody is given notice


def test_the_first_door_to_open_is_taken_and_the_luck_of_the_others_is_drawn_anew_behind_it():
    luck = {
        "door to parents": by_occasion(threshold(0.4), 0.5, NEVER),
        "door to connected persons": by_occasion(threshold(0.3), threshold(0.3), NEVER),
    }
    register = lived(opening(to_parents=1.0, to_connected=1.0), luck)
    # to relatives after 0.3 years; there the threshold of the door to parents is a half of one anew
    assert ends(register)[:2] == [
        (pytest.approx(0.3 * YEAR), PlacementEnd.TO_CONNECTED),
        (pytest.approx((0.3 + HALF) * YEAR), PlacementEnd.TO_PARENTS),
    ]


def test_time_in_care_and_time_in_the_placement_multiply_the_hazard():
    parameters = opening(
        {"stability": {"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 0.0}},
        to_parents=1.0,
        to_parents_by_time_in_care=ByDuration(2.0, 2.0, *[0.5] * 6),
        by_time_in_placement=ByDuration(3.0, *[1.0] * 7),
    )
    luck = {
        "disruption": by_occasion(threshold(30 / YEAR), NEVER, NEVER),
        "door to parents": by_occasion(NEVER, threshold(0.4)),
    }
    # from day 30 a second placement: six a year until day 44, two until day 56, and a half from then
    used = 6 * 14 + 2 * 12
    opens = 56 + (0.4 * YEAR - used) / 0.5
    assert ends(lived(parameters, luck))[:2] == [
        (pytest.approx(30.0), PlacementEnd.DISRUPTED),
        (pytest.approx(opens), PlacementEnd.TO_PARENTS),
    ]


def test_time_in_care_and_age_multiply_the_hazard_of_relatives_found():
    parameters = opening(
        to_connected=1.0,
        to_connected_by_time_in_care=ByDuration(1.0, 3.0, *[1.0] * 6),
        to_connected_by_age=only(ByAge, from_5_to_9=1.0, from_10_to_15=4.0),
    )
    born = 10 * YEAR - 100.0  # ten years old on day 100
    # 14 days at one a year, 42 at three, 44 at one, and four a year from the tenth birthday
    used = 14 + 3 * 42 + 44
    register = lived(parameters, {"door to connected persons": threshold(0.6)}, age=born / YEAR)
    assert ends(register) == [(pytest.approx(100 + (0.6 * YEAR - used) / 4), PlacementEnd.TO_CONNECTED)]


def test_age_and_time_in_the_placement_multiply_the_hazard_of_hospital_and_custody():
    parameters = opening(
        to_other_residential=1.0,
        to_other_residential_by_age=only(ByAge, from_10_to_15=2.0),
        by_time_in_placement=ByDuration(5.0, *[1.0] * 7),
    )
    register = lived(parameters, {"door to other residential": threshold(0.5)}, age=12.0)
    assert ends(register) == [(pytest.approx(14 + (0.5 * YEAR - 140) / 2), PlacementEnd.TO_OTHER_RESIDENTIAL)]
    assert lived(parameters, years=1.0, age=8.0).placements.kind == [Kind.AGENCY]


def test_secure_units_are_for_those_from_10_with_the_need():
    parameters = opening(to_secure=1.0)
    born = 10 * YEAR - 100.0
    register = lived(parameters, {"door to secure": threshold(0.1)}, age=born / YEAR, behaviour=True)
    assert ends(register) == [(pytest.approx(100 + 0.1 * YEAR), PlacementEnd.TO_SECURE)]
    assert lived(parameters, age=12.0).placements.kind == [Kind.AGENCY]


@pytest.mark.parametrize("route", [Route.REMAND, Route.UNACCOMPANIED])
def test_children_without_a_family_here_have_no_door_to_it(route: Route):
    assert lived(opening(to_parents=5.0, to_connected=5.0), age=15.0, route=route).placements.kind == [Kind.AGENCY]


def test_a_door_leads_nowhere_without_its_kind():
    rates = {"to_connected": 5.0, "to_other_residential": 5.0, "to_secure": 5.0}
    without = changed(opening(**rates), connected_persons=None, other_residential=None, secure=None)
    assert lived(without, age=12.0, behaviour=True).placements.kind == [Kind.AGENCY]


def test_doors_that_are_shut_are_no_doors():
    shut, none = (lived(changed(opening(), doors=given)) for given in (doors(), None))
    assert homes(shut)[0][:2] == homes(none)[0][:2]
    assert len(shut.placements.kind) == len(none.placements.kind) == 1


# --- who goes along


def test_siblings_go_to_their_parents_together_and_live_in_one_home():
    world = made(opening(to_parents=1.0), {"door to parents": by_subject({ELDER: threshold(0.1)}, NEVER)})
    comes(world, 0.0, *pair())
    register = run(world)
    placed = rows(register.placements)
    moves = 0.2 * YEAR  # at half the rate each, since one of them takes both
    assert [row.ended for row in placed[:2]] == pytest.approx([moves, moves])
    assert [row.why for row in placed[:2]] == [PlacementEnd.TO_PARENTS] * 2
    assert [row.kind for row in placed[2:]] == [Kind.WITH_PARENTS] * 2
    assert placed[2].home == placed[3].home
    assert [row.split for row in placed] == [False] * 4


def test_siblings_who_live_apart_are_together_with_relatives():
    world = made(opening(to_connected=1.0), {"door to connected persons": by_subject({ELDER: threshold(0.3)}, NEVER)})
    first, second = pair()
    comes(world, 0.0, first)
    comes(world, 50.0, second)
    placed = rows(run(world).placements)
    assert [row.split for row in placed] == [False, True, False, False]
    assert [(row.kind, row.began) for row in placed[2:]] == [(Kind.CONNECTED, pytest.approx(0.3 * YEAR))] * 2
    assert placed[2].home == placed[3].home


def test_a_sibling_whose_leaving_is_prepared_does_not_go_along():
    parameters = changed(
        opening(to_parents=1.0),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_5_to_9": only(ByCause, home_planned=1.0),
            "planned_return_median": 200.0,
        },
    )
    luck = {
        "door to parents": by_subject({ELDER: threshold(0.1)}, NEVER),
        "leaving": by_subject({YOUNGER: threshold(20 / YEAR)}, NEVER),
    }
    world = made(parameters, luck)
    comes(world, 0.0, *pair())
    placed = rows(run(world).placements)
    assert [row.kind for row in placed] == [Kind.AGENCY, Kind.AGENCY, Kind.WITH_PARENTS]
    assert placed[1].ended == pytest.approx(220.0)
    assert placed[2].split


# --- nobody takes a door once leaving is decided


@pytest.mark.parametrize("name", DOORS)
def test_a_door_is_shut_once_leaving_is_decided(name: str):
    parameters = changed(
        opening(**{name: 2.0}),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_10_to_15": only(ByCause, home_planned=1.0),
            "planned_return_median": 200.0,
        },
    )
    register = lived(parameters, {"leaving": threshold(50 / YEAR)}, age=12.0, behaviour=True)
    assert homes(register) == [(Kind.AGENCY, 0.0, pytest.approx(250.0))]


def test_a_placement_begun_while_leaving_is_prepared_has_no_doors():
    parameters = changed(
        opening({"stability": {"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 0.0}}, to_parents=2.0),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_5_to_9": only(ByCause, home_planned=1.0),
            "planned_return_median": 300.0,
        },
    )
    luck = {"leaving": threshold(50 / YEAR), "disruption": by_occasion(threshold(60 / YEAR), NEVER)}
    register = lived(parameters, luck)
    assert homes(register) == [(Kind.AGENCY, 0.0, pytest.approx(60.0)), (Kind.AGENCY, pytest.approx(60.0), 350.0)]


# --- to a sibling's home


def test_a_child_joins_a_sibling_with_foster_carers_who_have_room():
    parameters = changed(
        opening({"stability": {"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 0.0}}, to_sibling=1.0),
        in_house_fostering=fostering(households=0.0),
        agency={"sibling_multiplier": 0.0},
    )
    luck = {
        "disruption": lambda child, which: threshold(50 / YEAR) if (child, which) == (ELDER, 0) else NEVER,
        "door to sibling": by_subject({ELDER: threshold(0.2)}, NEVER),
    }
    world = made(parameters, luck)
    a_household(world, 900, places=2)
    comes(world, 0.0, *pair())  # together
    placed = rows(run(world).placements)
    # the elder's placement breaks down: the household that is left is not asked again, and the agency takes the child;
    # later there is a way back to the brother
    assert [(row.kind, row.split) for row in placed] == [
        (Kind.IN_HOUSE, False),
        (Kind.IN_HOUSE, False),
        (Kind.AGENCY, True),
        (Kind.IN_HOUSE, False),
    ]
    assert placed[3].began == pytest.approx(50 + 0.2 * YEAR)
    assert placed[3].household == placed[1].household


def test_a_child_who_comes_apart_from_siblings_looks_for_a_place_with_them():
    parameters = changed(opening(to_sibling=1.0), in_house_fostering=fostering(households=0.0))
    world = made(parameters, {"door to sibling": by_occasion(threshold(0.2), NEVER)})
    first, second = pair()
    world.lives.at(0.0, lambda: a_household(world, 900, places=1, ages=4))
    comes(world, 10.0, first)  # to the agency: the household takes those from ten only
    comes(world, 20.0, second)
    placed = rows(run(world).placements)
    assert [row.kind for row in placed] == [Kind.AGENCY] * 3
    assert (placed[1].ended, placed[1].why) == (pytest.approx(20 + 0.2 * YEAR), PlacementEnd.TO_SIBLING)
    assert placed[2].home == placed[0].home
    assert not placed[2].split


def test_relatives_who_have_one_of_the_siblings_take_the_other():
    parameters = changed(opening(to_sibling=1.0), connected_persons={"available": every(ByAge, 0.6)})
    luck = {
        "connected person": lambda _, episode: 0.5,
        "door to sibling": by_occasion(threshold(0.2), NEVER),
    }
    world = made(parameters, luck)
    first, second = pair()
    comes(world, 0.0, first)
    second.route = Route.REMAND  # who is not placed with relatives at entry
    comes(world, 30.0, second)
    placed = rows(run(world).placements)
    assert [row.kind for row in placed] == [Kind.CONNECTED, Kind.AGENCY, Kind.CONNECTED]
    assert placed[2].began == pytest.approx(30 + 0.2 * YEAR)
    assert placed[2].home == placed[0].home


def test_where_neither_home_has_room_both_move_to_one_that_has():
    # households of one place each; a third with two places joins later, and takes both
    parameters = changed(opening(to_sibling=1.0), agency=None, in_house_fostering=fostering(households=0.0))
    world = made(parameters, {"door to sibling": by_subject({ELDER: NEVER, YOUNGER: threshold(0.2)})}, years=2.0)
    first, second = pair()
    world.lives.at(0.0, lambda: [a_household(world, name) for name in (900, 901)])
    comes(world, 1.0, first)
    comes(world, 2.0, second)
    world.lives.at(50.0, lambda: a_household(world, 902, places=2))
    placed = rows(run(world).placements)
    moves = 2 + 0.2 * YEAR
    assert [row.household for row in placed] == [1, 0, 2, 2]
    assert [row.began for row in placed[2:]] == pytest.approx([moves, moves])
    assert [row.split for row in placed] == [False, True, False, False]
    assert sorted(row.why for row in placed[:2]) == [PlacementEnd.PLANNED, PlacementEnd.TO_SIBLING]


def test_where_there_is_no_home_for_both_it_is_tried_again():
    parameters = changed(opening(to_sibling=1.0), agency=None, in_house_fostering=fostering(households=0.0))
    turns: list[int] = []

    def tried(child: int, occasion: int) -> float:
        if child != YOUNGER:
            return NEVER
        turns.append(occasion >> 16)
        return threshold(0.2)

    world = made(parameters, {"door to sibling": tried}, years=2.0)
    first, second = pair()
    world.lives.at(0.0, lambda: [a_household(world, name) for name in (900, 901)])
    comes(world, 1.0, first)
    comes(world, 2.0, second)
    world.lives.at(2 + 0.5 * YEAR, lambda: a_household(world, 902, places=2))
    placed = rows(run(world).placements)
    # tried in vain after 0.2 and 0.4 years, and then found
    assert [row.began for row in placed[2:]] == pytest.approx([2 + 0.6 * YEAR] * 2)
    assert turns[:3] == [0, 1, 2]


# --- there from the start


def test_children_are_with_their_parents_from_the_start_by_route_and_siblings_in_one_home():
    shares = only(ByRoute, police_protection=0.3, voluntary=0.6)
    world = made(opening(parents_at_entry=shares))
    comes(world, 0.0, *pair(route=Route.VOLUNTARY))
    comes(world, 1.0, a_child(family=2))
    placed = rows(run(world).placements)
    assert [row.kind for row in placed] == [Kind.WITH_PARENTS, Kind.WITH_PARENTS, Kind.AGENCY]
    assert placed[0].home == placed[1].home
    assert [row.split for row in placed] == [False] * 3
    assert all(row.first_choice and not row.emergency for row in placed[:2])


def test_who_is_in_hospital_at_entry_stays_there_and_siblings_are_searched_apart():
    parameters = changed(
        opening(), policy={"other_residential_at_entry": every(ByAge, 0.5)}, agency={"offer": every(ByAge, 0.0)}
    )
    world = made(parameters, {"other residential first": by_subject({ELDER: 0.4, YOUNGER: 0.6})}, years=0.1)
    comes(world, 0.0, *pair())
    first, second = rows(run(world).placements)
    assert (first.kind, first.sought, first.emergency) == (Kind.OTHER_RESIDENTIAL, Kind.OTHER_RESIDENTIAL, False)
    assert (first.days_searched, first.first_choice) == (0.0, True)
    assert (second.kind, second.emergency) == (Kind.AGENCY, True)  # for whom nothing is found
    assert [first.split, second.split] == [True, True]


def test_without_such_places_nobody_is_in_hospital():
    parameters = changed(opening(), other_residential=None, policy={"other_residential_at_entry": every(ByAge, 1.0)})
    assert lived(parameters).placements.kind == [Kind.AGENCY]


def test_with_parents_a_child_goes_home_by_the_plan_and_is_not_moved():
    parameters = changed(
        opening(parents_at_entry=every(ByRoute, 1.0)),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_5_to_9": only(ByCause, home_unplanned=1.0),
        },
    )
    register = lived(parameters)
    assert homes(register) == [(Kind.WITH_PARENTS, 0.0, pytest.approx(HALF * YEAR))]
    assert register.episodes.cause == [LeavingCause.HOME_UNPLANNED]


def test_nobody_looks_for_a_sibling_once_leaving_is_decided():
    parameters = changed(
        opening(to_sibling=1.0),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_5_to_9": only(ByCause, home_planned=1.0),
            "planned_return_median": 300.0,
        },
    )
    luck = {
        "leaving": by_subject({YOUNGER: threshold(50 / YEAR)}, NEVER),
        "door to sibling": by_subject({YOUNGER: threshold(100 / YEAR)}, NEVER),
    }
    world = made(parameters, luck)
    first, second = pair()
    comes(world, 0.0, first)
    comes(world, 10.0, second)  # apart; it is decided on day 60 that the child goes home on day 360
    placed = rows(run(world).placements)
    assert [(row.kind, row.began) for row in placed] == [(Kind.AGENCY, 0.0), (Kind.AGENCY, 10.0)]
    assert placed[1].ended == pytest.approx(360.0)


def test_the_search_begun_before_for_siblings_goes_by_those_who_are_not_in_hospital():
    parameters = changed(
        opening(),
        policy={"other_residential_at_entry": every(ByAge, 0.5)},
        agency={"sibling_multiplier": 0.0},  # who take one child and no more
    )
    world = made(parameters, {"other residential first": by_subject({ELDER: 0.4, YOUNGER: 0.6})}, years=0.2)
    children = pair()
    requests: list[PlacementSearch] = []
    world.lives.at(1.0, lambda: requests.append(world.matching.request(children)))
    world.lives.at(20.0, lambda: enter_care(world, children, requests[0]))
    placed = rows(run(world).placements)
    assert [(row.kind, row.emergency) for row in placed] == [(Kind.OTHER_RESIDENTIAL, False), (Kind.AGENCY, False)]
