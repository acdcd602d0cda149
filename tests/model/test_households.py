"""In-house households: who they are, their places, rests, closing, and the pipeline of new ones."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiet_parameters import CALENDAR, YEAR, changed, every, fostering, market, only, quiet
from runs_of_model import rows, simulate
from scripted_worlds import HALF, Luck, Scripted, a_child, a_household, comes, homes, made, on_days, run, threshold

from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location, PlacementEnd, Skill
from sim.model.core.people import Household
from sim.model.fostering.households import draw_household
from sim.model.fostering.recruitment import recruit
from sim.model.lives.world import World
from sim.model.model import found_households, start
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByLocation, ByPlaces


def drawn(luck: Luck | None = None, areas: int = 1, **changes: Any) -> Household:
    return draw_household(Scripted(luck or {}), fostering(**changes), 5, areas)


def in_house(**changes: Any) -> Parameters:
    """Only in-house households; none at the start."""
    return changed(quiet(), connected_persons=None, in_house_fostering=fostering(households=0.0, **changes))


# --- who they are


def test_places_location_and_agreement_are_drawn_with_their_shares():
    household = drawn(
        {"household places": 0.65, "household location": 0.35},
        places_shares=ByPlaces(0.6, 0.3, 0.1),
        location_shares=ByLocation(0.3, 0.4, 0.3),
        agreement=0.4,
    )
    assert (household.places, household.location, household.agreement) == (2, Location.NEAR, 0.4)


def test_ages_are_accepted_with_their_shares_and_never_none():
    shares = {"accepts_under_5": 0.7, "accepts_5_to_9": 0.4, "accepts_from_10": 0.6}
    assert drawn(**shares).ages == 1 + 4
    assert drawn({"household accepts": 0.9}, **shares).ages == 1  # the age nearest to being accepted
    assert drawn({"household accepts": 0.1}, **shares).ages == 7


def test_skills_are_drawn_each_with_its_share():
    only_even = {"household skill": lambda _, which: 0.5}
    shares = {"skilled_adolescents": 0.6, "skilled_disability": 0.4, "skilled_behaviour": 0.6, "skilled_siblings": 0.4}
    household = drawn(only_even, **shares)
    assert household.skills == Skill.ADOLESCENTS | Skill.BEHAVIOUR


def test_some_households_agree_often_and_some_hardly_ever():
    values = [
        draw_household(Chance(1, 0), fostering(agreement=0.2, agreement_variation=1.0), name, 1).agreement
        for name in range(4000)
    ]
    # an exponential of mean 0.2: 4 standard errors of the mean are 0.013; the cut at 1 takes off exp(-5) of it
    assert sum(values) / 4000 == pytest.approx(0.2, abs=0.015)
    assert sum(value < 0.05 for value in values) / 4000 == pytest.approx(1 - 0.7788, abs=0.03)
    assert max(values) <= 1.0


def test_a_large_authority_has_areas():
    assert made(in_house(), {}).fostering.areas == 1
    parameters = changed(in_house(), in_house_fostering={"households": 450.0, "households_per_area": 150.0})
    assert made(parameters).fostering.areas == 3
    assert drawn({"household area": 0.99}, areas=3).area == 2


# --- places


def counts(register: Register) -> tuple[int, int, int, int]:
    """Households, places approved, filled and unavailable, as they stand."""
    rows = register.capacity
    return rows.households[-1], rows.approved[-1], rows.filled[-1], rows.unavailable[-1]


def test_a_household_has_room_for_as_many_as_it_has_places():
    world = made(in_house())
    household = a_household(world, places=2)
    assert household.room() == 2
    comes(world, 10.0, a_child())
    comes(world, 20.0, a_child(family=2))
    comes(world, 30.0, a_child(family=3))
    register = run(world)
    assert [row.emergency for row in rows(register.placements)] == [False, False, True]
    assert household.room() == 0
    assert counts(register) == (1, 2, 2, 0)


def test_a_reserved_place_is_for_nobody_else():
    world = made(in_house())
    household = a_household(world)
    world.fostering.reserve(household)
    assert household not in world.fostering.with_room(0)
    world.fostering.unreserve(household)
    assert household in world.fostering.with_room(0)


def test_a_household_takes_no_new_child_in_a_spell_but_keeps_those_it_has():
    # works for 90 days, rests for 30: unavailable a quarter of the time
    parameters = in_house(unavailable_share=0.25, unavailable_mean=30.0)
    luck = {"household rests": threshold(1.0)}
    world = made(parameters, luck, years=0.5)
    a_household(world, places=2)
    comes(world, 10.0, a_child())
    comes(world, 100.0, a_child(family=2))
    register = run(world)
    assert [(row.began, row.ended) for row in rows(register.spells)] == [(90.0, 120.0)]
    first, emergency, second = rows(register.placements)
    assert first.ended != first.ended  # not a number: it goes on
    assert emergency.emergency
    assert second.began == 121.0  # looked for in-house every week: 100, 107, 114, 121
    assert list(zip(register.capacity.day, register.capacity.unavailable, strict=True)) == [
        (0.0, 0),
        (10.0, 0),
        (90.0, 1),
        (120.0, 0),
        (121.0, 0),
    ]


def test_the_share_of_time_unavailable_is_the_share_asked_for():
    parameters = in_house(unavailable_share=0.3, unavailable_mean=30.0)
    parameters = changed(parameters, in_house_fostering={"households": 40.0})
    register = simulate(parameters, years=10)
    resting = sum(min(row.ended, register.until) - row.began for row in rows(register.spells)) / (40 * register.until)
    # 40 households with some 36 spells each: the standard error is about 0.3 * 0.7 * sqrt(2 / 1461) = 0.008
    assert resting == pytest.approx(0.3, abs=0.032)


# --- deregistration


def test_a_household_leaves_when_its_threshold_is_used_up():
    world = made(in_house(deregistration=0.5))
    a_household(world)
    register = run(world)
    assert register.households.left == [pytest.approx(HALF * 2 * YEAR)]
    assert counts(register) == (0, 0, 0, 0)


def test_children_in_a_household_that_closes_have_notice_and_move_and_then_it_leaves():
    parameters = changed(in_house(deregistration=1.0), agency=market(), stability={"planned_notice": 28.0})
    world = made(parameters, {"household leaves": threshold(0.5)})
    a_household(world, places=2)
    comes(world, 0.0, a_child())
    comes(world, 0.0, a_child(family=2))
    comes(world, 0.5 * YEAR + 5, a_child(family=3))  # while it closes: not placed there
    register = run(world)
    closes = 0.5 * YEAR
    for row in rows(register.placements)[:2]:
        assert (row.kind, row.notice, row.ended, row.why) == (
            Kind.IN_HOUSE,
            pytest.approx(closes),
            pytest.approx(closes + 28),
            PlacementEnd.HOUSEHOLD_CLOSED,
        )
    assert register.households.left == [pytest.approx(closes + 28)]
    assert [row.kind for row in rows(register.placements)[2:]] == [Kind.AGENCY] * 3
    between = register.capacity.day.index(closes) if closes in register.capacity.day else None
    assert between is not None
    assert register.capacity.unavailable[between] == 0
    assert counts(register) == (0, 0, 0, 0)


def test_an_empty_place_of_a_closing_household_is_unavailable():
    parameters = changed(in_house(deregistration=1.0), agency=market(), stability={"planned_notice": 28.0})
    world = made(parameters, {"household leaves": threshold(0.5)}, years=0.52)  # ends a week into the notice
    a_household(world, places=3)
    comes(world, 0.0, a_child())
    assert counts(run(world)) == (1, 3, 1, 2)


def test_children_whose_household_closes_are_never_left_without_a_place():
    parameters = changed(in_house(deregistration=1.0), stability={"planned_notice": 28.0})
    world = made(parameters, {"household leaves": threshold(0.5)})
    a_household(world)
    comes(world, 0.0, a_child())
    register = run(world)
    (_, _, ended), (kind, began, _) = homes(register)
    assert began == ended == pytest.approx(0.5 * YEAR + 28)
    assert (kind, register.placements.emergency[1]) == (Kind.AGENCY, True)


def test_a_child_who_waits_for_a_planned_move_goes_when_the_household_closes():
    parameters = changed(
        in_house(deregistration=1.0),
        stability={"planned_moves": only(ByKind, in_house=1.0), "planned_notice": 28.0},
    )
    luck = {"household leaves": threshold(0.5), "planned move": threshold(0.25)}
    world = made(parameters, luck)
    a_household(world)
    comes(world, 0.0, a_child())
    register = run(world)
    closes = 0.5 * YEAR
    # the planned move is due after a quarter, but nothing is found: there is nowhere else to go
    assert register.placements.notice[0] == pytest.approx(closes / 2 - 28)
    assert register.placements.ended[0] == register.households.left[0] == pytest.approx(closes + 28)
    assert register.placements.emergency == [False, True]


def test_a_young_person_who_leaves_a_closing_household_at_18_does_not_stay_put():
    parameters = changed(
        in_house(deregistration=1.0),
        stability={"planned_notice": 60.0},
        leaving={"staying_put_share": 1.0, "staying_put_mean": 300.0},
    )
    world = made(parameters, {"household leaves": threshold(0.5)})
    a_household(world)
    comes(world, 0.0, a_child(age=17.45))  # 18 some 18 days into the notice
    register = run(world)
    assert register.spells.household == []
    assert register.households.left == register.episodes.ended == pytest.approx([CALENDAR.birthday(-17.45 * YEAR, 18)])


def test_a_household_leaves_with_a_young_person_staying_put():
    parameters = changed(in_house(deregistration=1.0), leaving={"staying_put_share": 1.0, "staying_put_mean": 3000.0})
    world = made(parameters, {"household leaves": threshold(2.0)})
    a_household(world)
    comes(world, 0.0, a_child(age=17.0))
    register = run(world)
    assert register.households.left == [pytest.approx(2 * YEAR)]
    assert counts(register) == (0, 0, 0, 0)


# --- recruitment


def recruiting(luck: Luck, **changes: Any) -> Register:
    parameters = in_house(enquiries=10.0, enquiry_days=30.0, assessment_median=150.0, panel_interval=28.0, **changes)
    world = made(parameters, luck)
    recruit(world, world.fostering, world.services)
    return run(world)


def test_an_enquiry_leads_to_approval_at_the_next_fostering_panel():
    # the stream begins 1500 days before the start: an enquiry on day 20, ready on day 200, panel on day 224
    register = recruiting({"enquiries": on_days(1520.0)})
    assert register.enquiries == pytest.approx([20.0])
    assert register.households.approved == pytest.approx([224.0])
    assert counts(register)[:2] == (1, 1)


def test_enquiries_before_the_start_are_in_the_pipeline():
    register = recruiting({"enquiries": on_days(1400.0)})
    assert register.enquiries == []
    assert register.households.approved == pytest.approx([84.0])  # ready on day 80


def test_not_every_assessment_ends_in_approval():
    luck = {"enquiries": on_days(1520.0, 1530.0), "assessment approved": lambda name, _: (0.3, 0.7)[name]}
    assert len(recruiting(luck, assessments_approved=0.5).households.approved) == 1


def test_only_enquiries_that_are_assessed_count():
    luck = {"enquiries": on_days(1520.0, mark=1.5)}
    assert len(recruiting(luck, enquiries_assessed=0.2).enquiries) == 1  # two a year are assessed
    assert len(recruiting(luck, enquiries_assessed=0.1).enquiries) == 0


def test_without_enquiries_nobody_is_recruited():
    register = simulate(in_house(), years=3)
    assert register.households.identity == []


# --- all together


def busy(unavailable: float, deregistration: float, enquiries: float, disruption: float, notice: float) -> Parameters:
    """Fifteen households, agencies with three places, and children of all ages who come, move, leave and stay put."""
    parameters = in_house(unavailable_share=unavailable, deregistration=deregistration, enquiries=enquiries)
    return changed(
        parameters,
        in_house_fostering={"households": 15.0, "places_shares": ByPlaces(0.5, 0.3, 0.2)},
        demand={"entries_per_year": 30.0, "children_per_family": 1.5, "age_shares": ByAge(0.2, 0.2, 0.2, 0.2, 0.2)},
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 0.7),
            "staying_put_share": 0.5,
            "staying_put_mean": 100.0,
        },
        stability={
            "hazard_by_time_in_placement": every(ByDuration, disruption),
            "planned_moves": every(ByKind, 0.5),
            "notice": notice,
        },
        agency=market(capacity=3.0, delay_median=4.0, delay_spread=1.0),
    )


def check_places(world: World) -> None:
    """Households, their index of rooms, the register's counts and the children's placements tell the same."""
    service, register = world.fostering, world.register
    assert service is not None
    approved = list(service.households.values())
    for household in approved:
        assert len(household.occupants) + household.staying_put <= household.places
        assert household.reserved == 0
        assert household.free == household.room()
        assert (household in service.with_room(household.area)) == (household.room() > 0)
        for child in household.occupants:
            assert child.placement is not None
            assert child.placement.household is household
    for ages in range(8):
        suitable = {one.identity for one in approved if one.area == 0 and one.room() > 0 and one.ages & ages == ages}
        assert {one.identity for one in service.with_room(0, ages)} == suitable
    filled = sum(len(household.occupants) for household in approved)
    assert counts(register) == (
        len(approved),
        sum(household.places for household in approved),
        filled,
        sum(household.unavailable for household in approved),
    )
    going_on = [row for row in rows(register.placements) if row.ended != row.ended]
    assert sum(row.kind is Kind.IN_HOUSE for row in going_on) == filled
    agencies = sum(row.kind is Kind.AGENCY and not row.emergency for row in going_on)
    assert agencies <= world.markets[Kind.AGENCY].taken <= 3  # an emergency place takes one, if there is one


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 0.6), st.floats(0, 1.5), st.floats(0, 80), st.floats(0, 2), st.floats(0, 60), st.integers(0, 1000))
def test_places_are_never_lost_or_counted_twice(
    unavailable: float, deregistration: float, enquiries: float, disruption: float, notice: float, seed: int
):
    chance = Chance(seed, 0)
    world = made(busy(unavailable, deregistration, enquiries, disruption, notice), chance)
    found_households(world.fostering, chance)
    start(world)
    for day in range(50, 1096, 50):
        run(world, float(day))
        check_places(world)
