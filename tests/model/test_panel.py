"""IPOP, the placements overview panel: its calendar, its agenda, and its three powers."""

from __future__ import annotations

from datetime import date
from functools import partial
from math import exp
from typing import Any

import pytest
from quiet_parameters import CALENDAR, YEAR, changed, every, fostering, market, only, quiet
from quiet_strategies import edge_of_care, panel
from runs_of_model import rows
from scripted_worlds import (
    HALF,
    Luck,
    a_child,
    a_household,
    by_occasion,
    by_subject,
    comes,
    lived_by_one,
    made,
    on_days,
    run,
    threshold,
)

from sim.foundations.calendar import Calendar
from sim.foundations.codes import Kind, PlacementEnd, Route
from sim.model.lives.world import World
from sim.model.model import start
from sim.model.register.register import Register
from sim.model.register.services import PanelDecision
from sim.model.services.panel import step_down_hazard
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByRoute


def overseen(meetings: Any = None, **parts: Any) -> Parameters:
    """In-house households, agencies and children's homes; nothing ends by itself."""
    parameters = changed(
        quiet(),
        connected_persons=None,
        in_house_fostering=fostering(households=0.0),
        agency=market(),
        childrens_homes=market(),
        ipop=meetings,
    )
    return changed(parameters, **parts)


RESIDENTIAL = {"residential_first_other": every(ByAge, 1.0)}


def decisions(register: Register) -> list[tuple[float, PanelDecision]]:
    return [(row.day, PanelDecision(row.decision)) for row in rows(register.panel)]


# --- the calendar


def meetings_of(parameters: Parameters, calendar: Calendar = CALENDAR, years: float = 0.2) -> list[float]:
    """The days on which the panel reviews one child, in a children's home for a year before the first meeting."""
    world = made(changed(parameters, policy=RESIDENTIAL, ipop={"review_after": 0.0}), years=years, calendar=calendar)
    comes(world, 0.0, a_child())
    return [day for day, _ in decisions(run(world))]


def test_the_panel_meets_at_its_interval_from_its_start():
    assert meetings_of(overseen(panel(starts=7.0, interval=14.0))) == [7.0, 21.0, 35.0, 49.0, 63.0]


def test_a_meeting_that_falls_on_a_day_off_is_held_on_the_next_working_day_and_the_next_is_not_moved():
    monday = Calendar(date(2018, 1, 1), frozenset({date(2018, 1, 22)}))
    assert meetings_of(overseen(panel(starts=7.0, interval=14.0)), monday)[:3] == [7.0, 22.0, 35.0]
    saturdays = meetings_of(overseen(panel(starts=5.0, interval=7.0)))
    assert saturdays[:3] == [7.0, 14.0, 21.0]


def test_a_panel_more_often_than_days_are_worked_meets_once_a_working_day():
    days = meetings_of(overseen(panel(starts=1.0, interval=1.0)))
    assert days[:6] == [1.0, 2.0, 3.0, 4.0, 7.0, 8.0]


def test_a_panel_without_an_agenda_never_meets():
    assert meetings_of(overseen(panel(agenda=0.0))) == []


# --- (a) requests for a children's home or an agency


def foreseen(**demand: Any) -> dict[str, Any]:
    """Children of twelve whose entry is foreseen three weeks ahead."""
    return {
        "entries_per_year": 10.0,
        "route_shares": only(ByRoute, voluntary=1.0),
        "age_shares": only(ByAge, from_10_to_15=1.0),
        "warning_median": 60.0,
        "search_notice": 21.0,
        **demand,
    }


def entering(parameters: Parameters, luck: Luck, households: int = 0, skills: int = 0) -> Register:
    world = made(parameters, {**luck}, years=1.0)
    for which in range(households):
        a_household(world, 900 + which, skills=skills)
    start(world)
    return run(world)


def test_a_request_for_a_childrens_home_is_redirected_to_a_household_where_one_suits():
    parameters = overseen(panel(redirected=0.6), policy=RESIDENTIAL, demand=foreseen())
    luck = {"families": on_days(100.0)}
    register = entering(parameters, luck, households=1)
    # the search opens on day 79, the panel meets on day 84
    assert decisions(register) == [(84.0, PanelDecision.REQUEST_REDIRECTED)]
    assert register.placements.kind == [Kind.IN_HOUSE]
    assert register.placements.first_choice == [True]
    assert register.placements.sought == [Kind.IN_HOUSE]  # what the panel made of the request


def test_a_redirected_request_without_a_household_stands():
    parameters = overseen(panel(redirected=0.6), policy=RESIDENTIAL, demand=foreseen())
    register = entering(parameters, {"families": on_days(100.0)})
    assert decisions(register)[0][1] is PanelDecision.REQUEST_REDIRECTED
    assert register.placements.kind == [Kind.CHILDRENS_HOME]


def test_a_request_that_is_upheld_goes_where_it_went():
    parameters = overseen(panel(redirected=0.6), policy=RESIDENTIAL, demand=foreseen())
    register = entering(parameters, {"families": on_days(100.0), "panel redirects": 0.7}, households=1)
    assert decisions(register)[0][1] is PanelDecision.REQUEST_UPHELD
    assert register.placements.kind == [Kind.CHILDRENS_HOME]


def test_a_request_that_would_end_with_an_agency_is_asked_in_house_with_support():
    # unskilled carers would say no to the need; with the panel's support they agree
    parameters = overseen(
        panel(redirected=1.0),
        demand=foreseen(behaviour_share=every(ByAge, 1.0)),
        in_house_fostering={"unskilled_agreement": 0.2},
    )
    register = entering(parameters, {"families": on_days(100.0)}, households=1)
    assert decisions(register)[0][1] is PanelDecision.REQUEST_REDIRECTED
    assert register.placements.kind == [Kind.IN_HOUSE]
    without = entering(changed(parameters, ipop=None), {"families": on_days(100.0)}, households=1)
    assert without.placements.kind == [Kind.AGENCY]


def test_a_request_that_finds_a_household_is_not_the_panels_business():
    parameters = overseen(panel(redirected=1.0), demand=foreseen())
    assert decisions(entering(parameters, {"families": on_days(100.0)}, households=1)) == []


def test_without_childrens_homes_a_request_for_an_agency_first_is_heard():
    parameters = overseen(panel(redirected=1.0), childrens_homes=None, policy=RESIDENTIAL, demand=foreseen())
    register = entering(parameters, {"families": on_days(100.0)}, households=1)
    assert register.placements.kind == [Kind.IN_HOUSE]


def test_a_request_that_cannot_wait_for_a_meeting_is_not_heard():
    parameters = overseen(panel(redirected=1.0, interval=90.0), policy=RESIDENTIAL, demand=foreseen())
    luck = {"families": on_days(100.0)}  # searched for from day 79; the panel meets on day 91, a Monday
    assert decisions(entering(parameters, luck, households=1)) == [(91.0, PanelDecision.REQUEST_REDIRECTED)]
    unforeseen = changed(parameters, demand={"route_shares": only(ByRoute, police_protection=1.0)})
    assert PanelDecision.REQUEST_REDIRECTED not in entering(unforeseen, luck, households=1).panel.decision


def test_the_support_after_redirection_multiplies_the_hazard():
    parameters = overseen(
        panel(redirected=1.0, redirected_multiplier=0.5),
        policy=RESIDENTIAL,
        demand=foreseen(),
        stability={"hazard_by_time_in_placement": every(ByDuration, 2.0), "notice": 0.0},
    )
    register = entering(parameters, {"families": on_days(100.0)}, households=1)
    assert register.placements.ended[0] == pytest.approx(100.0 + HALF * YEAR)


# --- (b) requests to move


def unstable(meetings: Any, **stability: Any) -> Parameters:
    values = {"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 28.0, **stability}
    return overseen(meetings, stability=values)


lived = partial(lived_by_one, years=2.0)


def test_notice_may_become_a_plan_that_keeps_the_placement():
    stabilised = panel(stabilised=0.6, stabilised_multiplier=0.5, stabilised_weeks=10.0)
    luck = {
        "disruption": by_occasion(threshold(100 / YEAR), threshold(0.5)),
        "panel stabilises": by_occasion(0.5, 0.5, 0.7),  # asked again, the panel would uphold the move
    }
    register = lived(unstable(stabilised), luck)
    # notice on day 72, the panel meets on day 77 and keeps the placement: a new threshold of half a year,
    # of which the 70 days of the plan use up 35
    assert decisions(register)[0] == (77.0, PanelDecision.MOVE_STABILISED)
    assert register.placements.ended[0] == pytest.approx(77 + 70 + (0.5 * YEAR - 35))
    assert register.placements.notice[0] == pytest.approx(register.placements.ended[0] - 28)


def test_a_move_that_is_upheld_happens_on_its_day():
    luck = {"disruption": by_occasion(threshold(100 / YEAR), 1e-9), "panel stabilises": 0.7}
    register = lived(unstable(panel(stabilised=0.6)), luck)
    assert decisions(register)[0] == (77.0, PanelDecision.MOVE_UPHELD)
    assert register.placements.ended[0] == pytest.approx(100.0)


def test_a_breakdown_on_the_same_day_is_not_heard():
    luck = {"disruption": by_occasion(threshold(100 / YEAR), 1e-9)}
    register = lived(unstable(panel(stabilised=1.0), immediate_share=1.0), luck)
    assert decisions(register) == []


def test_an_emergency_place_is_not_stabilised():
    parameters = changed(unstable(panel(stabilised=1.0)), agency={"offer": every(ByAge, 0.0)})
    register = lived(parameters, {"disruption": by_occasion(threshold(100 / YEAR), 1e-9)})
    assert PanelDecision.MOVE_STABILISED not in [decision for _, decision in decisions(register)]


def test_a_placement_in_a_household_that_closes_is_not_stabilised():
    parameters = changed(unstable(panel(stabilised=1.0)), in_house_fostering={"deregistration": 1.0})
    luck = {"disruption": by_occasion(threshold(100 / YEAR), 1e-9), "household leaves": threshold(74 / YEAR)}
    world = made(parameters, luck)
    a_household(world)
    comes(world, 0.0, a_child())
    register = run(world)
    assert register.placements.ended[0] == pytest.approx(100.0)
    assert register.households.left == pytest.approx([100.0])


def test_what_the_care_plan_moves_on_is_not_stabilised_and_moves_to_supported_accommodation_are_not_heard():
    stability = {"planned_moves": only(ByKind, agency=1.0), "hazard_by_time_in_placement": every(ByDuration, 0.0)}
    luck = {"planned move": by_occasion(threshold(0.2), 1e-9)}
    register = lived(unstable(panel(stabilised=1.0), **stability), luck)
    # notice on day 45, heard on day 49 as a request for an agency, which is upheld
    assert decisions(register)[0] == (49.0, PanelDecision.REQUEST_UPHELD)
    assert register.placements.ended[0] == pytest.approx(0.2 * YEAR)
    assert register.placements.why[0] == PlacementEnd.PLANNED
    parameters = changed(
        unstable(panel(stabilised=1.0), hazard_by_time_in_placement=every(ByDuration, 0.0), moves_to_supported=5.0),
        supported=market(),
    )
    assert lived(parameters, years=1.0, age=16.5).placements.kind == [Kind.AGENCY, Kind.SUPPORTED]


def test_the_search_of_a_stabilised_placement_is_given_up():
    world = made(unstable(panel(stabilised=1.0)), {"disruption": by_occasion(threshold(100 / YEAR), 1e-9)}, years=0.5)
    child = a_child()
    comes(world, 0.0, child)
    run(world)
    assert child.placement is not None
    assert child.placement.search is None


# --- (c) reviews and stepping down


def reviewed(**changes: Any) -> Parameters:
    return overseen(
        panel(**{"ready": 0.6, "review_after": 90.0, "transition_weeks": 4.0, **changes}), policy=RESIDENTIAL
    )


def stepping(
    parameters: Parameters, luck: Luck | None = None, households: int = 1, years: float = 1.0, **child: Any
) -> World:
    world = made(parameters, luck, years)
    comes(world, 0.0, a_child(**{"age": 12.0, **child}))
    world.lives.at(1.0, lambda: [a_household(world, 900 + which) for which in range(households)])
    run(world)
    return world


def test_a_child_ready_to_step_down_moves_to_a_kept_place_after_the_transition():
    world = stepping(reviewed())
    register = world.register
    assert decisions(register) == [(91.0, PanelDecision.STEPPED_DOWN)]  # the first weekly meeting after 90 days
    first, second = rows(register.placements)
    assert (first.kind, first.notice, first.ended, first.why) == (
        Kind.CHILDRENS_HOME,
        91.0,
        pytest.approx(119.0),
        PlacementEnd.STEPPED_DOWN,
    )
    assert (second.kind, second.began, second.step_down) == (Kind.IN_HOUSE, pytest.approx(119.0), True)


def test_the_place_is_kept_during_the_transition():
    world = made(reviewed(), years=1.0)
    comes(world, 0.0, a_child(age=12.0))
    world.lives.at(1.0, lambda: a_household(world))
    run(world, 100.0)
    (household,) = world.fostering.households.values()
    assert household.reserved == 1
    assert household.room() == 0
    run(world, 130.0)
    assert household.reserved == 0
    assert len(household.occupants) == 1


def test_nobody_steps_down_where_no_household_can():
    register = stepping(reviewed(), households=0).register
    assert {decision for _, decision in decisions(register)} == {PanelDecision.REVIEWED_NO_HOUSEHOLD}
    assert [day for day, _ in decisions(register)] == [91.0, 182.0, 273.0, 364.0]


def test_not_everyone_is_ready():
    register = stepping(reviewed(), {"ready to step down": 0.7}).register
    assert {decision for _, decision in decisions(register)} == {PanelDecision.REVIEWED_STAYS}


@pytest.mark.parametrize(
    ("parameters", "child"),
    [
        (reviewed(), {"age": 17.3}),  # 17 and a half by the meeting
        (
            changed(
                reviewed(),
                leaving={
                    "hazard_by_time_in_care": every(ByDuration, 10.0),
                    "planned_return_median": 300.0,
                    "causes_10_to_15": type(quiet().leaving.causes_10_to_15)(1.0, *[0.0] * 7),
                },
            ),
            {},
        ),
        (changed(reviewed(), childrens_homes={"offer": every(ByAge, 0.0)}, agency={"offer": every(ByAge, 0.0)}), {}),
    ],
    ids=["nearly of age", "going home", "in an emergency place"],
)
def test_some_are_not_stepped_down(parameters: Parameters, child: dict):
    register = stepping(parameters, **child).register
    assert PlacementEnd.STEPPED_DOWN not in register.placements.why


@pytest.mark.parametrize(("route", "steps"), [(Route.REMAND, False), (Route.VOLUNTARY, True)])
def test_nobody_steps_down_from_detention_on_remand(route: Route, steps: bool):
    detained = changed(
        reviewed(),
        other_residential=market(),
        policy={"remand_custody_share": 1.0, "other_residential_at_entry": every(ByAge, 1.0)},
    )
    register = stepping(detained, route=route).register
    assert register.placements.kind[0] == Kind.OTHER_RESIDENTIAL
    assert (PlacementEnd.STEPPED_DOWN in register.placements.why) == steps


def test_no_second_place_is_kept_for_a_child_in_transition():
    world = stepping(reviewed(review_after=7.0, transition_weeks=8.0), households=2, years=0.1)
    assert sum(household.reserved for household in world.fostering.households.values()) == 1
    assert [decision for _, decision in decisions(world.register)] == [PanelDecision.STEPPED_DOWN]


def test_a_kept_place_is_given_up_when_the_household_closes():
    parameters = changed(reviewed(), in_house_fostering={"deregistration": 1.0})
    world = stepping(parameters, {"household leaves": threshold(99 / YEAR)}, years=0.4)
    assert [row.kind for row in rows(world.register.placements)] == [Kind.CHILDRENS_HOME]
    assert world.register.placements.notice[0] != world.register.placements.notice[0]
    assert world.register.households.left == [pytest.approx(100.0)]


def test_a_kept_place_is_given_up_when_the_child_leaves_care():
    parameters = changed(reviewed(), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    world = stepping(parameters, {"leaving": threshold(100 / YEAR)})
    (household,) = world.fostering.households.values()
    assert (household.reserved, household.free) == (0, 1)
    assert world.register.placements.why == [PlacementEnd.LEFT_CARE]


def test_step_down_carers_agree_as_if_they_had_the_skills():
    parameters = changed(
        reviewed(), in_house_fostering={"unskilled_agreement": 0.0}, policy={"residential_first": every(ByAge, 1.0)}
    )
    register = stepping(parameters, behaviour=True).register
    assert register.placements.step_down == [False, True]


def test_after_a_step_down_residential_care_is_what_is_sought_no_more():
    parameters = changed(overseen(panel(ready=1.0)), stability={"notice": 0.0})
    world = made(parameters, {"disruption": lambda _, occasion: 0.75 if occasion == 1 else 1e-9}, years=3.0)
    child = a_child(age=12.0)
    child.residential_plan = True  # since foster care broke down before
    comes(world, 0.0, child)
    world.lives.at(1.0, lambda: a_household(world))
    kinds = [row.kind for row in rows(run(world).placements)]
    assert kinds == [Kind.CHILDRENS_HOME, Kind.IN_HOUSE, Kind.AGENCY]


@pytest.mark.parametrize(("weeks", "within"), [(14, 0.25), (52, 0.36)])
def test_step_down_placements_break_down_at_the_published_shares(weeks: int, within: float):
    hazard = step_down_hazard(0.25, 0.36)
    assert 1 - exp(-hazard.exposure(0.0, 4000.0, weeks * 7.0)) == pytest.approx(within)
    parameters = changed(reviewed(), stability={"notice": 0.0})
    luck = {"disruption": lambda _, occasion: 1.0 - within if occasion == 1 else 1e-9}
    register = stepping(parameters, luck, years=3.0).register
    assert register.placements.ended[1] - register.placements.began[1] == pytest.approx(weeks * 7.0)


def test_the_step_down_hazard_takes_no_multiplier_but_support():
    parameters = changed(
        reviewed(),
        stability={"notice": 0.0, "kind_multiplier": every(ByKind, 0.0), "age_multiplier": every(ByAge, 5.0)},
    )
    register = stepping(
        parameters, {"disruption": lambda _, occasion: 0.75 if occasion == 1 else 1e-9}, years=3.0
    ).register
    assert register.placements.ended[1] - register.placements.began[1] == pytest.approx(98.0)


def test_reviews_go_by_the_longest_unreviewed_and_the_agenda_is_limited():
    world = made(reviewed(agenda=1.0, ready=0.0), years=0.4)
    comes(world, 0.0, a_child(age=12.0, family=1))
    comes(world, 1.0, a_child(age=12.0, family=2))
    comes(world, 2.0, a_child(age=12.0, family=3))
    register = run(world)
    assert [(row.day, row.child) for row in rows(register.panel)] == [(91.0, 0), (98.0, 1), (105.0, 2)]


def test_requests_are_heard_before_reviews():
    parameters = changed(
        reviewed(agenda=1.0, ready=0.0),
        demand=foreseen(),
    )
    world = made(parameters, {"families": on_days(107.0), "residential first": 0.5}, years=0.4)
    comes(world, 0.0, a_child(age=12.0, family=50))
    start(world)
    register = run(world)
    # the request of the family that comes on day 107 is listed on day 86 and takes the agenda of day 91
    assert decisions(register)[:2] == [(91.0, PanelDecision.REQUEST_UPHELD), (98.0, PanelDecision.REVIEWED_STAYS)]


def test_only_residential_placements_are_reviewed():
    world = made(overseen(panel(ready=1.0)), years=1.0)
    comes(world, 0.0, a_child(age=12.0, route=Route.VOLUNTARY))
    assert decisions(run(world)) == []


def test_a_request_is_taken_off_the_list_when_the_family_does_not_enter():
    helped = changed(
        overseen(panel(redirected=1.0, starts=95.0), policy=RESIDENTIAL, demand=foreseen(entry_probability=0.9)),
        edge_of_care=edge_of_care(entry_risk_ratio=0.1, starts=90.0, families_per_worker=1.0),
    )
    # searched for from day 79 since it would enter; helped from day 90, so that it does not
    luck = {"families": on_days(92.0), "enters care": by_subject({0: 0.5})}
    register = entering(helped, luck, households=1)
    assert register.families.started == pytest.approx([90.0])
    assert register.episodes.child == []
    assert decisions(register) == []
