"""Search and matching: best kind first, the household that suits best, and never nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from quiet_parameters import changed, every, fostering, market, only, quiet
from quiet_strategies import camhs_support, consultation
from runs_of_model import rows
from scripted_worlds import HALF, Luck, a_child, a_household, by_occasion, comes, homes, made, run, siblings, threshold

from sim.foundations.codes import Kind, Location, PlacementEnd, Route, Skill
from sim.model.core.people import Child, Household
from sim.model.lives.looked_after import enter_care
from sim.model.lives.world import World
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByLocation


def searching(**in_house: Any) -> Parameters:
    """No relatives; in-house households and nothing else."""
    return changed(quiet(), connected_persons=None, in_house_fostering=fostering(households=0.0, **in_house))


def asked(world: World, *children: Child) -> Household | None:
    return world.carers.household_for(list(children) or [a_child()])


# --- which households can


def test_a_household_takes_only_the_ages_it_accepts():
    world = made(searching())
    a_household(world, ages=1 + 4)
    assert asked(world, a_child(age=3.0)) is not None
    assert asked(world, a_child(age=7.0)) is None
    assert asked(world, a_child(age=16.5)) is not None
    assert asked(world, *siblings(a_child(age=3.0), a_child(age=7.0, which=1))) is None


def test_a_sibling_group_needs_a_place_for_each():
    world = made(searching())
    a_household(world, places=2)
    pair = siblings(a_child(), a_child(age=6.0, which=1))
    assert asked(world, *pair) is not None
    assert asked(world, *siblings(*pair, a_child(age=4.0, which=2))) is None


def test_unrelated_children_share_with_a_behaviour_need_only_where_carers_have_the_skill():
    world = made(searching(), {"carers agree": 0.1})
    plain, skilled = a_household(world, 900, places=2), a_household(world, 901, places=2, skills=int(Skill.BEHAVIOUR))
    there = a_child(behaviour=True, family=2)
    world.fostering.settle(plain, there)
    assert asked(world) is skilled
    world.fostering.settle(skilled, a_child(family=3))
    assert asked(world, a_child(behaviour=True)) is skilled
    world.fostering.settle(skilled, a_child(family=4))
    assert asked(world, a_child()) is None
    assert asked(world, a_child(family=2, which=1)) is plain  # but siblings may live together


def test_carers_agree_with_their_own_probability_and_less_without_the_skill():
    def answer(u: float, skills: int = 0, **child: Any) -> bool:
        world = made(searching(unskilled_agreement=0.5), {"carers agree": u})
        a_household(world, agreement=0.6, skills=skills)
        return asked(world, a_child(**child)) is not None

    assert answer(0.59)
    assert not answer(0.61)
    assert not answer(0.31, behaviour=True)
    assert answer(0.29, behaviour=True)
    assert answer(0.59, skills=int(Skill.BEHAVIOUR), behaviour=True)
    assert not answer(0.31, age=15.0)  # 14 and over asks for the skill with adolescents
    assert not answer(0.31, disability=True)


def test_carers_are_asked_about_siblings_together_and_their_answer_goes_by_the_need_they_can_least_meet():
    luck = {"carers agree": lambda child, _: 0.5 if child % 8 == 0 else 0.7}

    def answer(*needs: bool) -> bool:
        world = made(searching(unskilled_agreement=0.8), luck)
        a_household(world, places=3, agreement=0.6)
        group = [a_child(which=which, disability=need) for which, need in enumerate(needs)]
        return asked(world, *siblings(*group)) is not None

    assert answer(False)
    assert answer(False, False)  # one answer, that to the first
    assert not answer(True)
    assert not answer(False, True)
    assert not answer(True, True, True)


def test_asked_again_the_carers_give_the_same_answer():
    asked_for = []
    world = made(searching(), {"carers agree": lambda child, household: asked_for.append((child, household)) or 0.7})
    a_household(world, agreement=0.6)
    child = a_child()
    assert [asked(world, child) for _ in range(3)] == [None] * 3
    assert len(set(asked_for)) == 1


def test_a_search_looks_among_the_households_of_its_area():
    parameters = searching()
    world = made(changed(parameters, in_house_fostering={"households": 2.0, "households_per_area": 1.0}))
    a_household(world, area=1)
    assert asked(world, a_child(area=0)) is None
    assert asked(world, a_child(area=1)) is not None


def test_advice_from_a_psychologist_widens_what_carers_agree_to():
    def answer(hours: float, occupied: int = 0, **child: Any) -> bool:
        support = camhs_support(consultation=consultation(hours=hours, unskilled_agreement=0.8))
        parameters = changed(searching(unskilled_agreement=0.5), camhs_support=support)
        world = made(parameters, {"carers agree": 0.7})
        for which in range(occupied):
            comes(world, 0.0, a_child(behaviour=True, family=10 + which))
            a_household(world, 800 + which, skills=int(Skill.BEHAVIOUR))
        run(world, 1.0)
        a_household(world, 900)
        return asked(world, a_child(behaviour=True, **child)) is not None

    assert not answer(hours=0.0)
    assert answer(hours=1.0)
    assert not answer(hours=1.0, occupied=1)  # the psychologist has no hour left
    assert answer(hours=2.0, occupied=1)
    assert not answer(hours=1.0, disability=True)  # advice is no training in disability


# --- which household suits best


@pytest.mark.parametrize(
    ("better", "worse", "child"),
    [
        ({"location": Location.INSIDE}, {"location": Location.NEAR}, {}),
        ({"location": Location.NEAR}, {"location": Location.FAR}, {}),
        ({"places": 1}, {"places": 2}, {}),  # keeps the room for two together
        ({"skills": 4, "location": Location.NEAR}, {}, {"behaviour": True}),
        ({"skills": 2, "location": Location.NEAR}, {}, {"disability": True}),
        ({"skills": 1, "location": Location.NEAR}, {}, {"age": 15.0}),
    ],
)
@pytest.mark.parametrize("order", [(900, 901), (901, 900)])
def test_the_household_that_suits_best_is_chosen(better: dict, worse: dict, child: dict, order: tuple[int, int]):
    world = made(searching())
    best = a_household(world, order[0], **better)
    a_household(world, order[1], **worse)
    assert asked(world, a_child(**child)) is best


def test_a_household_with_a_sibling_comes_before_skills_and_distance():
    world = made(searching())
    a_household(world, 900)
    with_sibling = a_household(world, 901, places=2, location=Location.NEAR)
    world.fostering.settle(with_sibling, a_child(which=1))
    assert asked(world, a_child()) is with_sibling


def test_carers_skilled_with_siblings_come_first_for_a_group():
    world = made(searching())
    skilled = a_household(world, 900, places=2, skills=int(Skill.SIBLINGS), location=Location.NEAR)
    plain = a_household(world, 901, places=2)
    pair = siblings(a_child(), a_child(age=6.0, which=1))
    assert asked(world, *pair) is skilled
    assert asked(world, pair[0]) is plain


def test_the_household_being_left_is_not_asked():
    parameters = changed(searching(), agency=market(), stability={"planned_moves": only(ByKind, in_house=1.0)})
    world = made(parameters)
    a_household(world, places=2)
    comes(world, 0.0, a_child())
    assert [kind for kind, _, _ in homes(run(world))][:2] == [Kind.IN_HOUSE, Kind.AGENCY]


# --- the kinds in their order


def elsewhere(**changes: Any) -> Parameters:
    return changed(changed(searching(), agency=market(), childrens_homes=market(), supported=market()), **changes)


def first_home(parameters: Parameters, luck: Luck | None = None, household: bool = False, **child: Any) -> Any:
    world = made(parameters, luck, years=0.5)
    if household:
        a_household(world)
    comes(world, 0.0, a_child(**child))
    return rows(run(world).placements)[0]


def test_the_first_choice_is_taken_where_there_is_one_and_said_so():
    found = first_home(elsewhere(), household=True)
    assert (found.kind, found.first_choice, found.household) == (Kind.IN_HOUSE, True, 0)
    assert found.sought is Kind.IN_HOUSE
    found = first_home(elsewhere())
    assert (found.kind, found.first_choice, found.sought) == (Kind.AGENCY, False, Kind.IN_HOUSE)


def test_where_nothing_is_searched_for_what_is_found_is_what_was_sought():
    found = first_home(changed(elsewhere(), connected_persons=quiet().connected_persons))
    assert (found.kind, found.sought, found.first_choice) == (Kind.CONNECTED, Kind.CONNECTED, True)


def test_each_kind_that_fails_gives_way_to_the_next():
    nothing = {"offer": every(ByAge, 0.0)}
    assert first_home(elsewhere(agency=nothing), age=12.0).kind is Kind.CHILDRENS_HOME
    assert first_home(elsewhere(agency=nothing), age=16.5).kind is Kind.SUPPORTED
    residential = {"residential_first_other": every(ByAge, 1.0)}
    assert first_home(elsewhere(policy=residential), household=True).kind is Kind.CHILDRENS_HOME


def test_a_kind_without_a_market_is_not_sought():
    parameters = elsewhere(policy={"residential_first_other": every(ByAge, 1.0), "secure_share": 1.0})
    assert first_home(parameters, age=12.0).kind is Kind.CHILDRENS_HOME


def test_with_nothing_to_be_had_there_is_an_emergency_place():
    nothing = {"offer": every(ByAge, 0.0)}
    parameters = elsewhere(agency=nothing, supported=nothing, emergency={"location_shares": only(ByLocation, far=1.0)})
    found = first_home(parameters)
    assert (found.kind, found.emergency, found.first_choice, found.location) == (
        Kind.AGENCY,
        True,
        False,
        Location.FAR,
    )
    parameters = changed(parameters, childrens_homes=None, policy={"supported_first": 1.0})
    assert first_home(parameters, age=16.5).kind is Kind.SUPPORTED


def test_an_emergency_place_remembers_what_was_sought():
    nothing = {"offer": every(ByAge, 0.0)}
    parameters = elsewhere(
        childrens_homes=nothing, agency=nothing, policy={"residential_first_other": every(ByAge, 1.0)}
    )
    found = first_home(parameters, age=12.0)
    assert (found.kind, found.emergency, found.sought) == (Kind.AGENCY, True, Kind.CHILDRENS_HOME)


def test_the_search_goes_on_behind_an_emergency_place_until_an_offer_comes():
    # ten days a round; no, no, yes
    offers = {"agency offers": lambda _, which: (0.9, 0.9, 0.1)[which]}
    parameters = elsewhere(agency={"offer": every(ByAge, 0.5), "delay_median": 10.0})
    world = made(parameters, offers)
    comes(world, 5.0, a_child())
    register = run(world)
    assert [row[1] for row in homes(register)] == pytest.approx([5.0, 35.0])
    assert register.placements.why[0] == PlacementEnd.FOUND_BETTER
    assert register.placements.days_searched == pytest.approx([0.0, 30.0])
    assert register.placements.first_choice == [False, False]


def test_an_in_house_place_that_falls_free_is_found_at_the_next_look():
    world = made(searching())
    comes(world, 0.0, a_child())
    world.lives.at(10.0, lambda: a_household(world))
    register = run(world)
    assert [row[1] for row in homes(register)] == [0.0, 14.0]  # it looks again each week


def test_the_better_kind_is_taken_even_when_a_worse_one_answered_first():
    parameters = elsewhere(
        agency={"delay_median": 20.0},
        policy={"residential_first_other": every(ByAge, 1.0)},
        childrens_homes={"delay_median": 40.0},
        demand={"search_notice": 60.0},
    )
    world = made(parameters)
    child = a_child(age=12.0)
    requests: list[Any] = []
    world.lives.at(0.0, lambda: requests.append(world.matching.request([child])))
    world.lives.at(30.0, lambda: requests.append(world.matching.found(requests[0]) and requests[0].result.kind))
    world.lives.at(50.0, lambda: requests.append(world.matching.found(requests[0]) and requests[0].result.kind))
    run(world)
    assert requests[1:] == [Kind.AGENCY, Kind.CHILDRENS_HOME]


# --- relatives and friends


def test_a_relative_is_asked_before_any_search_and_takes_all_siblings():
    parameters = changed(
        elsewhere(), connected_persons=quiet().connected_persons, policy={"residential_first_other": every(ByAge, 1.0)}
    )
    parameters = changed(
        parameters,
        connected_persons={"available": every(ByAge, 0.6), "location_shares": only(ByLocation, near=1.0)},
    )
    world = made(parameters, {"connected person": lambda family, _: {1: 0.5, 2: 0.7}[family]})
    comes(world, 0.0, *siblings(a_child(), a_child(age=4.0, which=1)))
    comes(world, 0.0, a_child(family=2))
    found = rows(run(world).placements)
    assert [row.kind for row in found] == [Kind.CONNECTED, Kind.CONNECTED, Kind.CHILDRENS_HOME]
    assert [row.location for row in found[:2]] == [Location.NEAR] * 2
    assert [row.split for row in found] == [False] * 3


@pytest.mark.parametrize("route", [Route.REMAND, Route.UNACCOMPANIED])
def test_remanded_and_unaccompanied_children_have_no_relative_to_go_to(route: Route):
    parameters = changed(elsewhere(), connected_persons=quiet().connected_persons)
    assert first_home(parameters, age=15.0, route=route).kind is Kind.AGENCY


# --- siblings


def pair_in(world: World, *days: float) -> list[Child]:
    """Two siblings, who come together or on two days."""
    pair = siblings(a_child(), a_child(age=6.0, which=1))
    if len(days) == 1:
        comes(world, days[0], *pair)
    else:
        for day, child in zip(days, pair, strict=True):
            comes(world, day, child)
    return pair


def test_siblings_are_placed_together_where_there_is_room():
    world = made(searching())
    a_household(world, 900)
    a_household(world, 901, places=2)
    pair_in(world, 0.0)
    register = run(world, 100.0)
    assert register.placements.household == [1, 1]
    assert register.placements.split == [False, False]


def test_siblings_with_one_provider_live_together():
    world = made(elsewhere())
    pair_in(world, 0.0)
    assert run(world, 100.0).placements.split == [False, False]


def test_a_sibling_who_comes_later_joins_where_there_is_room():
    world = made(searching())
    a_household(world, 900, places=2, location=Location.FAR)
    a_household(world, 901, places=1)
    first, second = siblings(a_child(), a_child(age=6.0, which=1))
    world.lives.at(0.0, lambda: world.fostering.households[901].resting or enter_care(world, [first]))
    comes(world, 50.0, second)
    register = run(world, 100.0)
    assert register.placements.household == [1, 0]  # 901 is nearer, and full when the second comes
    assert register.placements.split == [False, True]


def test_siblings_for_whom_no_place_together_is_found_are_split_in_the_end():
    world = made(searching())
    a_household(world, 900)
    a_household(world, 901)
    pair_in(world, 0.0)
    register = run(world, 100.0)
    placed = [row for row in rows(register.placements) if not row.emergency]
    assert len(placed) == 2
    assert [row.split for row in placed] == [True, True]
    assert {row.household for row in placed} == {0, 1}


def test_siblings_move_together_out_of_an_emergency_place():
    offers = {"agency offers": lambda _, which: (0.9, 0.1)[which]}
    world = made(elsewhere(agency={"offer": every(ByAge, 0.5), "delay_median": 10.0}), offers)
    pair_in(world, 0.0)
    placed = rows(run(world, 100.0).placements)
    assert [(row.began, row.emergency) for row in placed] == [(0.0, True), (0.0, True), (20.0, False), (20.0, False)]
    assert [row.split for row in placed] == [False] * 4


def test_siblings_move_together_when_the_plan_of_one_changes():
    parameters = changed(searching(), stability={"planned_moves": only(ByKind, in_house=1.0), "planned_notice": 28.0})
    luck = {"planned move": lambda child, occasion: threshold(0.25) if (child, occasion) == (8, 0) else 1e-9}
    world = made(parameters, luck)
    a_household(world, 901, places=2)
    a_household(world, 900, places=2)
    pair_in(world, 0.0)
    placed = rows(run(world).placements)
    moves = 0.5 * 365.25  # at half the rate each, since one move moves both
    assert [row.household for row in placed] == [0, 0, 1, 1]
    assert [row.began for row in placed] == pytest.approx([0.0, 0.0, moves, moves])
    assert [row.split for row in placed] == [False] * 4


def test_siblings_whose_household_closes_move_together():
    parameters = searching(deregistration=1.0)
    world = made(parameters, {"household leaves": lambda name, _: threshold(0.25 if name == 901 else 50.0)})
    a_household(world, 901, places=2)
    a_household(world, 900, places=2)
    pair_in(world, 0.0)
    placed = rows(run(world).placements)
    assert [row.household for row in placed] == [0, 0, 1, 1]
    assert placed[2].began == placed[3].began
    assert [row.split for row in placed] == [False] * 4


def test_a_sibling_moved_along_is_free_of_the_extra_hazard_of_separation():
    parameters = changed(
        searching(),
        stability={
            "planned_moves": only(ByKind, in_house=1.0),
            "hazard_by_time_in_placement": every(ByDuration, 1.0),
            "split_multiplier": 4.0,
            "notice": 0.0,
        },
    )
    luck = {
        "planned move": lambda child, occasion: threshold(0.05) if (child, occasion) == (8, 0) else 1e-9,
        "disruption": by_occasion(1e-9, 0.5),
    }
    world = made(parameters, luck)
    a_household(world, 901, places=2)
    a_household(world, 900, places=2)
    pair_in(world, 0.0)
    together = rows(run(world).placements)[2:4]
    assert [row.ended - row.began for row in together] == pytest.approx([HALF * 365.25] * 2)


def test_siblings_apart_stay_counted_apart_from_one_who_has_left_care_no_more():
    parameters = changed(searching(), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    luck = {"leaving": lambda child, _: threshold(0.1) if child == 8 else 1e-9}
    world = made(parameters, luck)
    a_household(world, 900)
    first, second = siblings(a_child(), a_child(age=6.0, which=1))
    comes(world, 0.0, first)
    comes(world, 100.0, second)  # when the first has gone
    assert run(world).placements.split == [False, False]


# --- supported accommodation is for those from 16


@pytest.mark.parametrize("offer", [0.0, 1.0])
def test_a_younger_sibling_keeps_a_group_out_of_supported_accommodation_in_an_emergency_too(offer: float):
    parameters = changed(
        quiet(),
        policy={"supported_first": 1.0},
        connected_persons=None,
        agency=market(offer=every(ByAge, offer)),
        supported=market(offer=every(ByAge, offer)),
    )
    for ages, kinds in (((16.5, 16.5), {Kind.SUPPORTED}), ((16.5, 12.0), {Kind.AGENCY})):
        world = made(parameters, years=0.2)
        comes(world, 10.0, *siblings(a_child(age=ages[0]), a_child(age=ages[1], which=1)))
        placements = rows(run(world).placements)
        assert {Kind(row.kind) for row in placements} == kinds
        assert placements[0].emergency == (offer == 0.0)
