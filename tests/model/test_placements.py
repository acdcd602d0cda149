"""Placements: the clock of disruption, each multiplier of its hazard, notice, and the planned moves."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from quiet_parameters import CALENDAR, YEAR, changed, every, fostering, market, only, quiet
from runs_of_model import rows
from scripted_worlds import (
    HALF,
    Luck,
    a_child,
    a_household,
    by_occasion,
    comes,
    homes,
    lived_by_one,
    made,
    run,
    siblings,
    threshold,
)

from sim.foundations.codes import Kind, PlacementEnd, Skill
from sim.foundations.hazards import Hazard
from sim.model.core.clock import DisruptionClock
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByKind

RATES = ByDuration(2.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25)
STARTS = (0.0, 14.0, 56.0)


# --- the clock


def test_the_clock_ends_where_the_hazard_has_used_up_the_threshold():
    clock = DisruptionClock(
        Hazard((YEAR, 2 * YEAR), (0.0, 10.0)), 16.0, began=100.0, now=100.0, age=3000.0, multiplier=1.0
    )
    assert clock.ends == pytest.approx(100 + 10 + 6 / 2)


def test_a_change_of_multiplier_half_way_keeps_what_is_used_up():
    # a hazard of one a day: 4 of the 10 are used up when it is halved, so that 6 more last 12 days
    clock = DisruptionClock(Hazard((YEAR,), (0.0,)), 10.0, began=0.0, now=0.0, age=3000.0, multiplier=1.0)
    clock.retime(4.0, 0.5)
    assert clock.ends == pytest.approx(16.0)
    clock.retime(8.0, 2.0)  # 4 left of the threshold, at two a day
    assert clock.ends == pytest.approx(10.0)


def test_a_clock_that_is_taken_up_in_mid_placement_has_the_hazard_of_its_time():
    hazard = Hazard((YEAR, 2 * YEAR), (0.0, 10.0))
    clock = DisruptionClock(hazard, 16.0, began=-4.0, now=0.0, age=3000.0, multiplier=1.0)
    assert clock.ends == pytest.approx(6 + 10 / 2)


def test_the_clock_says_when_it_is_a_share_of_the_way():
    clock = DisruptionClock(Hazard((YEAR,), (0.0,)), 10.0, began=0.0, now=0.0, age=3000.0, multiplier=1.0)
    assert clock.reaches(0.5) == pytest.approx(5.0)
    clock.retime(2.0, 0.5)
    assert clock.reaches(0.5) == pytest.approx(8.0)
    assert clock.reaches(0.1) == pytest.approx(2.0)  # long past: now
    assert clock.reaches(1.0) == pytest.approx(clock.ends)


def test_a_hazard_that_stops_never_ends():
    clock = DisruptionClock(Hazard((YEAR,), (0.0,)), 10.0, began=0.0, now=0.0, age=3000.0, multiplier=1.0)
    clock.retime(4.0, 0.0)
    assert clock.ends == inf
    clock.retime(100.0, 1.0)
    assert clock.ends == pytest.approx(106.0)


@given(
    st.lists(st.tuples(st.floats(0.1, 300), st.floats(0.1, 3)), min_size=1, max_size=6),
    st.floats(0.1, 5),
    st.floats(0, 6000),
)
def test_retimed_often_the_clock_ends_at_the_closed_form(changes: list[tuple[float, float]], size: float, age: float):
    hazard = Hazard((2.0, 1.0, 0.5), STARTS, (1.0, 0.8, 0.9, 1.3, 1.5))
    clock = DisruptionClock(hazard, size, began=0.0, now=0.0, age=age, multiplier=1.0)
    now, multiplier, used = 0.0, 1.0, 0.0
    for span, following in changes:
        if now + span >= clock.ends:
            break
        used += multiplier * hazard.exposure(now, age + now, span)
        now, multiplier = now + span, following
        clock.retime(now, multiplier)
    assume(clock.ends < inf)
    used += multiplier * hazard.exposure(now, age + now, clock.ends - now)
    assert used == pytest.approx(size, rel=1e-6)


@given(st.floats(0, 500), st.floats(0.1, 3))
def test_retimed_to_the_same_the_clock_stays(when: float, multiplier: float):
    clock = DisruptionClock(Hazard((0.5,), (0.0,)), 1.0, began=0.0, now=0.0, age=0.0, multiplier=multiplier)
    before = clock.ends
    clock.retime(min(when, before), multiplier)
    assert clock.ends == before


# --- disruption in a life


def unstable(rate: float = 1.0, **changes: Any) -> Parameters:
    """With agencies for everyone, from which each disruption gives no notice."""
    return changed(
        quiet(),
        connected_persons=None,
        agency=market(),
        stability={"hazard_by_time_in_placement": every(ByDuration, rate), "notice": 0.0, **changes},
    )


def first_end(parameters: Parameters, luck: Luck | None = None, before: Any = None, **child: Any) -> float:
    """The day on which the first placement of a child who came on day 0 ended; one comes of luck after 253 days."""
    world = made(parameters, luck, years=10)
    if before is not None:
        before(world)
    comes(world, 0.0, a_child(**child))
    return run(world).placements.ended[0]


AS_IT_IS = HALF * YEAR


def test_disruption_follows_the_hazard_by_time_in_placement():
    parameters = unstable(hazard_by_time_in_placement=RATES)
    # 14 days at 2 a year, 42 at 1, the rest of a half at 0.5
    used = (14 * 2 + 42 * 1) / YEAR
    assert first_end(parameters, {"disruption": threshold(0.5)}) == pytest.approx(56 + (0.5 - used) / 0.5 * YEAR)


def test_without_a_hazard_nothing_breaks_down():
    world = made(unstable(rate=0.0), years=5)
    comes(world, 0.0, a_child())
    assert homes(run(world)) == [(Kind.AGENCY, 0.0, pytest.approx(float("nan"), nan_ok=True))]


def test_the_scale_and_the_age_multiply_the_hazard():
    assert first_end(unstable()) == pytest.approx(AS_IT_IS)
    assert first_end(unstable(scale=2.0)) == pytest.approx(AS_IT_IS / 2)
    older = ByAge(1.0, 1.0, 1.0, 4.0, 1.0)
    assert first_end(unstable(age_multiplier=older), age=12.0) == pytest.approx(AS_IT_IS / 4)


@pytest.mark.parametrize(
    "kind", [Kind.AGENCY, Kind.CHILDRENS_HOME, Kind.SECURE, Kind.OTHER_RESIDENTIAL, Kind.SUPPORTED]
)
def test_the_kind_of_placement_multiplies_the_hazard(kind: Kind):
    parts = {
        Kind.CHILDRENS_HOME: {"residential_first_other": every(ByAge, 1.0)},
        Kind.SECURE: {"residential_first_other": every(ByAge, 1.0), "secure_share": 1.0},
        Kind.OTHER_RESIDENTIAL: {"other_residential_at_entry": every(ByAge, 1.0)},
        Kind.SUPPORTED: {"supported_first": 1.0},
    }
    parameters = changed(
        unstable(kind_multiplier=only(ByKind, **{kind.name.lower(): 5.0})),
        childrens_homes=market(),
        secure=market(),
        other_residential=market(),
        supported=market(),
        policy=parts.get(kind, {}),
    )
    world = made(parameters)
    comes(world, 0.0, a_child(age=16.5))
    register = run(world)
    assert register.placements.kind[0] is kind
    assert register.placements.ended[0] == pytest.approx(AS_IT_IS / 5)


def test_placements_with_family_have_multipliers_of_their_own():
    parameters = changed(
        unstable(kind_multiplier=only(ByKind, connected=2.0)), connected_persons=quiet().connected_persons
    )
    assert first_end(parameters) == pytest.approx(AS_IT_IS / 2)


def test_need_and_a_poor_match_multiply_the_hazard():
    parameters = changed(unstable(behaviour_multiplier=2.0, poor_match_multiplier=3.0), agency={"matched": 0.6})
    assert first_end(parameters, {"agency matched": 0.7}) == pytest.approx(AS_IT_IS)  # no need, so no match to miss
    assert first_end(parameters, {"agency matched": 0.5}, behaviour=True) == pytest.approx(AS_IT_IS / 2)
    assert first_end(parameters, {"agency matched": 0.7}, behaviour=True) == pytest.approx(AS_IT_IS / 6)
    assert first_end(parameters, {"agency matched": 0.7}, disability=True) == pytest.approx(AS_IT_IS / 3)


@pytest.mark.parametrize(("places", "multiplier"), [(1, 2.0), (2, 1.0)])
def test_siblings_placed_apart_have_a_higher_hazard(places: int, multiplier: float):
    parameters = changed(unstable(split_multiplier=2.0), agency=None, in_house_fostering=fostering(households=2.0))
    world = made(parameters)
    for identity in (900, 901):
        a_household(world, identity, places=places)
    comes(world, 0.0, *siblings(a_child(), a_child(age=6.0, which=1)))
    register = run(world)
    # with no household for both, they wait in emergency places together, and after a while are looked for apart
    first = [row for row in rows(register.placements) if row.kind is Kind.IN_HOUSE][:2]
    assert [row.split for row in first] == [places == 1] * 2
    assert [row.ended - row.began for row in first] == pytest.approx([AS_IT_IS / multiplier] * 2)


def test_an_emergency_place_has_a_higher_hazard():
    parameters = changed(unstable(), agency={"offer": every(ByAge, 0.0)}, emergency={"hazard_multiplier": 3.0})
    assert first_end(parameters) == pytest.approx(AS_IT_IS / 3)


def test_each_placement_has_a_threshold_of_its_own():
    register = lived(unstable(), {"disruption": by_occasion(threshold(0.5), threshold(1.5), threshold(100.0))})
    assert homes(register)[:2] == [
        (Kind.AGENCY, 0.0, pytest.approx(0.5 * YEAR)),
        (Kind.AGENCY, pytest.approx(0.5 * YEAR), pytest.approx(2.0 * YEAR)),
    ]
    assert register.placements.why[:2] == [PlacementEnd.DISRUPTED] * 2


lived = partial(lived_by_one, years=10.0)


def test_some_disruptions_end_the_same_day_and_the_others_after_notice():
    parameters = unstable(immediate_share=0.3, notice=28.0)
    register = lived(parameters, {"ends the same day": by_occasion(0.2, 0.4)})
    assert register.placements.ended[:2] == pytest.approx([AS_IT_IS, 2 * AS_IT_IS])
    assert register.placements.notice[:2] == pytest.approx([AS_IT_IS, 2 * AS_IT_IS - 28])


def test_notice_of_an_early_disruption_is_given_on_the_first_day():
    register = lived(unstable(notice=28.0), {"disruption": by_occasion(threshold(10 / YEAR), threshold(100.0))})
    assert (register.placements.notice[0], register.placements.ended[0]) == pytest.approx((0.0, 10.0))


def test_a_child_who_leaves_during_notice_does_not_move():
    parameters = changed(unstable(notice=28.0), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    register = lived(parameters, {"leaving": threshold(HALF - 10 / YEAR)})
    assert homes(register) == [(Kind.AGENCY, 0.0, pytest.approx(AS_IT_IS - 10))]
    assert register.placements.notice == pytest.approx([AS_IT_IS - 28])
    assert register.placements.why == [PlacementEnd.LEFT_CARE]


# --- planned moves


def moving(**changes: Any) -> Parameters:
    return changed(
        quiet(),
        connected_persons=None,
        agency=market(),
        supported=market(),
        stability={"planned_notice": 28.0, **changes},
    )


def test_a_change_of_care_plan_moves_a_child_when_the_hazard_says_and_notice_comes_before():
    register = lived(moving(planned_moves=only(ByKind, agency=1.0)), {"planned move": by_occasion(0.5, 1e-6)})
    assert register.placements.notice[0] == pytest.approx(AS_IT_IS - 28)
    assert homes(register)[0] == (Kind.AGENCY, 0.0, pytest.approx(AS_IT_IS))
    assert register.placements.why[0] == PlacementEnd.PLANNED


def test_a_planned_move_waits_until_a_place_is_found():
    parameters = changed(
        moving(planned_moves=only(ByKind, agency=1.0)), agency={"offer": every(ByAge, 0.5), "delay_median": 40.0}
    )
    # two rounds of asking, of 40 days each, until an offer comes; entry at once for the first child
    offers = {
        "agency offers": lambda _, which: {0: 0.1, 64: 0.9}.get(which, 0.1),
        "planned move": by_occasion(1e-9, 0.5, 1e-9),
    }
    register = lived(parameters, offers)
    assert [row[1] for row in homes(register)[:2]] == pytest.approx([0.0, 40.0])  # emergency, then found
    # due after a half, and searched for from 28 days before: the offer comes twelve days late
    assert register.placements.notice[1] == pytest.approx(40 + AS_IT_IS - 28)
    assert register.placements.ended[1] == pytest.approx(40 + AS_IT_IS - 28 + 40)
    assert register.placements.emergency[:3] == [True, False, False]


def test_young_people_move_to_supported_accommodation_from_16():
    register = lived(moving(moves_to_supported=1.0), age=15.5)
    noticed = 0.5 * YEAR + AS_IT_IS
    assert homes(register)[:2] == [
        (Kind.AGENCY, 0.0, pytest.approx(noticed + 28)),
        (Kind.SUPPORTED, pytest.approx(noticed + 28), pytest.approx(CALENDAR.birthday(-15.5 * YEAR, 18))),
    ]
    assert register.placements.why == [PlacementEnd.TO_SUPPORTED, PlacementEnd.LEFT_CARE]


def test_from_an_emergency_place_too_the_move_to_supported_accommodation_is_searched_for():
    parameters = changed(moving(moves_to_supported=1.0), agency={"offer": every(ByAge, 0.0)})
    register = lived(parameters, age=15.5)  # agencies have nothing, and nothing else is sought before 16
    assert [row.kind for row in rows(register.placements)] == [Kind.AGENCY, Kind.SUPPORTED]
    assert register.placements.began[1] == pytest.approx(0.5 * YEAR + AS_IT_IS + 28)
    assert not register.placements.first_choice[1]  # who has waited in an emergency place was not placed first choice
    assert register.placements.sought == [Kind.IN_HOUSE, Kind.SUPPORTED]


@pytest.mark.parametrize("skills", [0, Skill.BEHAVIOUR])
def test_a_household_with_the_skill_is_a_match(skills: int):
    parameters = changed(unstable(poor_match_multiplier=2.0), agency=None, in_house_fostering=fostering(households=1.0))
    ended = first_end(parameters, before=lambda world: a_household(world, skills=int(skills)), behaviour=True)
    assert ended == pytest.approx(AS_IT_IS if skills else AS_IT_IS / 2)
