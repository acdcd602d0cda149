"""Moves: planned ones that get rarer, breakdowns while one waits, emergency places kept, plans that fail, siblings."""

from __future__ import annotations

from functools import partial
from math import isnan
from typing import Any

import pytest
from quiet_parameters import YEAR, changed, doors, every, fostering, living_alone, market, only, quiet
from quiet_strategies import panel
from runs_of_model import rows
from scripted_worlds import (
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

from sim.foundations.codes import Kind, LeavingCause, PlacementEnd
from sim.model.core.people import UNREGISTERED, Child
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByKind, ByNeed, ByRoute

NEVER = threshold(700)
ELDER, YOUNGER = 8, 9
"""Names of the two siblings of `pair`."""


def moving(parts: dict[str, Any] | None = None, **stability: Any) -> Parameters:
    """Agencies for everyone; placements end as `stability` says."""
    return changed(quiet(), connected_persons=None, agency=market(), stability=stability, **(parts or {}))


lived = partial(lived_by_one, years=4.0)


def pair(**changes: Any) -> list[Child]:
    return siblings(a_child(**changes), a_child(age=6.0, which=1, **changes))


# --- planned moves


def test_planned_moves_get_rarer_with_time_in_the_placement():
    parameters = moving(
        planned_moves=only(ByKind, agency=1.0),
        planned_by_time_in_placement=ByDuration(3.0, 1.0, *[0.5] * 6),
        planned_notice=20.0,
    )
    register = lived(parameters, {"planned move": by_occasion(threshold(0.5), NEVER)})
    ends = 56 + (0.5 * YEAR - 3 * 14 - 42) / 0.5
    assert register.placements.ended[0] == pytest.approx(ends)
    assert register.placements.notice[0] == pytest.approx(ends - 20)


def test_notice_of_a_planned_move_that_is_near_is_given_on_the_first_day():
    parameters = moving(planned_moves=only(ByKind, agency=1.0), planned_notice=28.0)
    register = lived(parameters, {"planned move": by_occasion(threshold(10 / YEAR), NEVER)})
    assert (register.placements.notice[0], register.placements.ended[0]) == pytest.approx((0.0, 10.0))


def test_a_placement_can_break_down_while_a_planned_move_waits_for_a_place():
    parameters = moving(
        {"in_house_fostering": fostering(households=0.0)},
        hazard_by_time_in_placement=every(ByDuration, 1.0),
        planned_moves=only(ByKind, in_house=1.0),
        planned_notice=28.0,
        notice=28.0,
    )
    parameters = changed(parameters, agency={"offer": every(ByAge, 0.0)})
    luck = {"planned move": threshold(50 / YEAR), "disruption": by_occasion(threshold(120 / YEAR), NEVER)}
    world = made(parameters, luck, years=1.0)
    a_household(world)  # which is not asked again
    comes(world, 0.0, a_child())
    first, second = rows(run(world).placements)
    assert (first.notice, first.ended, first.why) == (pytest.approx(92.0), pytest.approx(120.0), PlacementEnd.DISRUPTED)
    assert second.emergency


def test_a_breakdown_while_a_step_down_is_prepared_leads_into_the_home_that_was_kept():
    parameters = moving(
        {
            "childrens_homes": market(),
            "in_house_fostering": fostering(households=0.0),
            "policy": {"residential_first_other": every(ByAge, 1.0)},
            "ipop": panel(ready=1.0, review_after=90.0, transition_weeks=4.0),
        },
        hazard_by_time_in_placement=every(ByDuration, 1.0),
        immediate_share=1.0,
    )
    world = made(parameters, {"disruption": by_occasion(threshold(110 / YEAR), NEVER)}, years=1.0)
    comes(world, 0.0, a_child(age=12.0))
    world.lives.at(1.0, lambda: a_household(world))
    run(world)
    first, second = rows(world.register.placements)
    # stepping down was decided on day 91 for day 119
    assert (first.ended, first.why) == (pytest.approx(110.0), PlacementEnd.DISRUPTED)
    assert (second.kind, second.step_down, second.household) == (Kind.IN_HOUSE, True, 0)
    (household,) = world.fostering.households.values()
    assert (household.reserved, len(household.occupants)) == (0, 1)


def test_a_stabilised_placement_stays_fragile():
    parameters = moving(
        {"ipop": panel(stabilised=0.6, stabilised_weeks=0.0)},
        hazard_by_time_in_placement=every(ByDuration, 1.0),
        fragile_multiplier=2.0,
        notice=28.0,
    )
    luck = {
        "disruption": by_occasion(threshold(100 / YEAR), threshold(0.5)),
        "panel stabilises": by_occasion(0.5, 0.5, 0.7),
    }
    register = lived(parameters, luck)
    # noticed on day 72 and heard on day 77: a new threshold of a half, at two a year
    assert register.placements.ended[0] == pytest.approx(77 + 0.25 * YEAR)


# --- emergency places that are kept


def waiting(**parts: Any) -> Parameters:
    """Agencies offer a place after ten days, and until then there is an emergency place; of those, 60% are kept."""
    return changed(
        quiet(),
        connected_persons=None,
        agency=market(delay_median=10.0),
        emergency={"kept": 0.6, "hazard_multiplier": 3.0},
        prices={"weekly": every(ByKind, 1000.0), "emergency_uplift": 1.5},
        **parts,
    )


def test_an_emergency_place_that_is_kept_becomes_the_home_at_an_ordinary_price():
    world = made(waiting(), {"emergency place kept": 0.59}, years=1.0)
    comes(world, 0.0, a_child())
    run(world, 5.0)
    assert (world.emergency.taken, world.markets[Kind.AGENCY].taken) == (1, 0)
    run(world)
    (placed,) = rows(world.register.placements)
    assert (placed.emergency, placed.kept) == (True, pytest.approx(10.0))
    assert (placed.weekly_price, placed.kept_price) == (1500.0, 1000.0)
    assert (world.emergency.taken, world.markets[Kind.AGENCY].taken) == (0, 1)


def test_an_emergency_place_that_is_not_kept_is_left_for_what_was_found():
    register = lived(waiting(), {"emergency place kept": 0.61})
    assert [row[1] for row in homes(register)] == pytest.approx([0.0, 10.0])
    assert register.placements.why[0] == PlacementEnd.FOUND_BETTER
    assert all(isnan(day) for day in register.placements.kept)


def test_a_kept_place_goes_on_as_others_do():
    parameters = waiting(
        stability={
            "hazard_by_time_in_placement": every(ByDuration, 1.0),
            "notice": 0.0,
            "planned_moves": only(ByKind, agency=1.0),
        }
    )
    luck = {"disruption": by_occasion(threshold(0.5), NEVER), "planned move": NEVER}
    # three times the hazard for ten days only
    assert lived(parameters, luck).placements.ended[0] == pytest.approx(0.5 * YEAR - 20)
    # the care plan moves nobody on from an emergency place: from day 10 it may
    luck = {"disruption": NEVER, "planned move": by_occasion(threshold(0.2), NEVER)}
    register = lived(parameters, luck)
    assert (register.placements.ended[0], register.placements.why[0]) == (
        pytest.approx(10 + 0.2 * YEAR),
        PlacementEnd.PLANNED,
    )


def test_siblings_keep_an_emergency_place_alike_and_go_on_living_there_together():
    for luck, number in ((0.59, 2), (0.61, 4)):
        world = made(waiting(), {"emergency place kept": luck}, years=1.0)
        comes(world, 0.0, *pair())
        placed = rows(run(world).placements)
        assert len(placed) == number
        assert placed[0].home == placed[1].home
        assert [isnan(row.kept) for row in placed[:2]] == [number == 4] * 2
        assert [row.split for row in placed] == [False] * number


def test_whether_a_place_is_kept_is_the_luck_of_the_family_and_of_the_search():
    asked: list[tuple[int, int]] = []
    parameters = waiting(stability={"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 0.0})
    luck = {
        "emergency place kept": lambda *name: asked.append(name) or 0.1,
        "disruption": lambda child, which: threshold(0.2) if child == ELDER and which in (0, 1) else NEVER,
    }
    world = made(parameters, luck, years=1.0)
    comes(world, 0.0, *pair())
    run(world)
    assert {family for family, _ in asked} == {1}
    assert len({search for _, search in asked}) > 1  # drawn anew for the next search


def test_a_place_that_is_not_registered_is_never_kept():
    parameters = waiting(
        childrens_homes=market(delay_median=10.0), policy={"residential_first_other": every(ByAge, 1.0)}
    )
    parameters = changed(parameters, emergency={"kept": 1.0, "unregistered_share": ByNeed(1.0, 1.0)})
    register = lived(parameters, age=12.0)
    assert register.placements.kind == [UNREGISTERED, Kind.CHILDRENS_HOME]
    assert all(isnan(day) for day in register.placements.kept)


def test_a_kept_place_in_a_home_counts_the_places_that_a_child_who_lives_alone_blocks():
    parameters = waiting(
        childrens_homes=market(delay_median=10.0),
        policy={"residential_first": every(ByAge, 1.0)},
        living_alone=living_alone(share=1.0, blocks=2.0),
    )
    world = made(changed(parameters, emergency={"kept": 1.0, "in_home": 1.0}), years=1.0)
    comes(world, 0.0, a_child(age=12.0, behaviour=True))
    run(world)
    assert world.register.placements.kind == [Kind.CHILDRENS_HOME]
    assert world.markets[Kind.CHILDRENS_HOME].taken == 3


# --- plans that fail


def leaving(causes: ByCause, parts: dict[str, Any] | None = None, **changes: Any) -> Parameters:
    """Leaving decided at one a year for `causes`; a placement for adoption or with parents breaks down by the clock."""
    return moving(
        {
            "leaving": {"hazard_by_time_in_care": every(ByDuration, 1.0), "causes_5_to_9": causes, **changes},
            "doors": doors(),
            **(parts or {}),
        },
        hazard_by_time_in_placement=every(ByDuration, 1.0),
        kind_multiplier=only(ByKind, adoption=1.0, with_parents=1.0),
        notice=0.0,
    )


def plans(*days: float) -> Any:
    """Luck of the decision: of the plans of a period of care in turn, so many days each."""
    return lambda _, name: threshold(days[name >> 16] / YEAR) if name >> 16 < len(days) else NEVER


def test_an_adoption_that_breaks_down_comes_to_nothing_and_another_plan_is_made():
    parameters = leaving(only(ByCause, adopted=1.0), adoption_median=365.0)
    luck = {"leaving": plans(50, 200), "disruption": by_occasion(NEVER, threshold(100 / YEAR), NEVER, NEVER)}
    world = made(parameters, luck, years=1.0)
    comes(world, 0.0, a_child())
    register = run(world)
    # placed for adoption on day 50, which ends on day 150; the next decision is 200 days off
    assert homes(register)[:3] == [
        (Kind.AGENCY, 0.0, pytest.approx(50.0)),
        (Kind.ADOPTION, pytest.approx(50.0), pytest.approx(150.0)),
        (Kind.AGENCY, pytest.approx(150.0), pytest.approx(350.0)),
    ]
    assert register.placements.why[1] == PlacementEnd.DISRUPTED
    assert register.placements.kind[3] == Kind.ADOPTION
    assert register.episodes.decided == pytest.approx([350.0])

    earlier = made(parameters, luck, years=1.0)
    comes(earlier, 0.0, a_child())
    run(earlier, 300.0)  # meanwhile nothing is decided
    assert isnan(earlier.register.episodes.decided[0])
    assert earlier.register.episodes.cause[0] not in list(LeavingCause)


def test_a_return_from_parents_that_breaks_down_comes_to_nothing():
    parameters = leaving(only(ByCause, home_planned=1.0), planned_return_median=200.0)
    parameters = changed(parameters, doors={"parents_at_entry": every(ByRoute, 1.0)})
    luck = {"leaving": plans(50, 80), "disruption": by_occasion(threshold(100 / YEAR), NEVER)}
    register = lived(parameters, luck)
    # decided on day 50 for day 250; broken down on day 100; decided anew on day 180
    assert homes(register) == [
        (Kind.WITH_PARENTS, 0.0, pytest.approx(100.0)),
        (Kind.AGENCY, pytest.approx(100.0), pytest.approx(380.0)),
    ]
    assert (register.episodes.decided[0], register.episodes.ended[0]) == pytest.approx((180.0, 380.0))


def test_a_breakdown_elsewhere_leaves_the_plan_as_it_is():
    parameters = leaving(only(ByCause, home_planned=1.0), planned_return_median=200.0)
    parameters = changed(parameters, stability={"kind_multiplier": every(ByKind, 1.0)})
    luck = {"leaving": plans(50, 80), "disruption": by_occasion(threshold(100 / YEAR), NEVER)}
    register = lived(parameters, luck)
    assert [row[0] for row in homes(register)] == [Kind.AGENCY, Kind.AGENCY]
    assert (register.episodes.decided[0], register.episodes.ended[0]) == pytest.approx((50.0, 250.0))


def test_the_first_plan_of_a_later_period_of_care_is_a_first_plan():
    parameters = leaving(only(ByCause, home_unplanned=1.0), reentry_within_1_year=0.2, reentry_within_6_years=0.35)
    names: list[int] = []
    luck = {
        "leaving": lambda _, name: names.append(name) or threshold(50 / YEAR),
        "coming back": by_occasion(0.5, 0.2, 0.99),
    }
    lived(parameters, luck, years=3.0)
    assert names == [1, 2]


# --- siblings, over periods of care


def returning(parts: dict[str, Any] | None = None, **changes: Any) -> Parameters:
    """All go home unplanned; at luck of 0.2 they come back after a year to the day."""
    parameters = leaving(
        only(ByCause, home_unplanned=1.0),
        {"demand": {"search_notice": 21.0}, **(parts or {})},
        reentry_within_1_year=0.2,
        reentry_within_6_years=0.35,
        **changes,
    )
    return changed(parameters, agency={"delay_median": 10.0, "delay_spread": 0.0})


def test_siblings_come_back_together_to_a_place_that_was_looked_for_before():
    luck = {
        "leaving": lambda child, number: threshold((60 if child == ELDER else 90) / YEAR) if number == 1 else NEVER,
        "coming back": by_occasion(0.5, 0.2, 0.99),
    }
    world = made(returning(), luck, years=2.0)
    comes(world, 0.0, *pair())
    placed = rows(run(world).placements)
    back = [row for row in placed if row.began > 300.0]
    # the elder is due a year after day 60, the younger a month later: they come with the first of them
    assert [row.began for row in back] == pytest.approx([60 + YEAR] * 2)
    assert [(row.emergency, row.split, row.days_searched) for row in back] == [(False, False, 10.0)] * 2
    assert back[0].home == back[1].home


def test_whether_they_come_back_is_the_familys_luck():
    asked: list[tuple[int, int]] = []
    luck = {"leaving": threshold(60 / YEAR), "coming back": lambda *name: asked.append(name) or 0.99}
    world = made(returning(), luck, years=1.0)
    comes(world, 0.0, *pair())
    run(world)
    assert asked == [(1, 1), (1, 1)]


def test_a_child_who_comes_back_finds_the_sibling_who_stayed():
    luck = {
        "leaving": lambda child, number: threshold(60 / YEAR) if (child, number) == (ELDER, 1) else NEVER,
        "coming back": by_occasion(0.5, 0.2, 0.99),
        "door to sibling": threshold(0.1),
    }
    world = made(returning({"doors": doors(to_sibling=1.0)}), luck, years=2.0)
    comes(world, 0.0, *pair())
    placed = rows(run(world).placements)
    back = [row for row in placed if row.began > 300.0]
    assert (back[0].began, back[0].split) == (pytest.approx(60 + YEAR), True)
    # and joins the other a tenth of a year later
    assert (back[1].began, back[1].split) == (pytest.approx(60 + 1.1 * YEAR), False)
    (stayed,) = [row for row in placed if row.began < 300.0 and isnan(row.ended)]
    assert back[1].home == stayed.home


def test_siblings_never_forget_one_another_though_neither_is_in_care_for_a_time():
    luck = {
        "leaving": lambda child, number: threshold((60 if child == ELDER else 90) / YEAR) if number < 3 else NEVER,
        "coming back": by_occasion(0.5, 0.2, 0.2, 0.99),
    }
    world = made(returning(), luck, years=4.0)
    children = pair()
    comes(world, 0.0, *children)
    register = run(world)
    for child in children:
        assert child.siblings == [other for other in children if other is not child]
    back = [row for row in rows(register.episodes) if row.number == 3]
    assert len(back) == 2
    assert back[0].began == back[1].began
    together = [row for row in rows(register.placements) if row.episode in {row.row for row in back}]
    assert together[0].home == together[1].home


# --- homes


def test_siblings_with_parents_live_together_and_others_of_a_kind_do_not():
    parameters = changed(moving(), doors=doors(parents_at_entry=every(ByRoute, 1.0)))
    world = made(parameters, years=0.5)
    comes(world, 0.0, *pair())
    comes(world, 1.0, a_child(family=2))
    placed = rows(run(world).placements)
    assert placed[0].home == placed[1].home != placed[2].home
