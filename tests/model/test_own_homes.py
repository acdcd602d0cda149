"""The council's own children's homes: when they open, whom they take, what they cost, what they leave be."""

from __future__ import annotations

from typing import Any

import pytest
from busy_parameters import busy
from handmade_registers import CALENDAR as HAND_CALENDAR
from handmade_registers import parameters, register, value
from quiet_parameters import changed, every, living_alone, market, only, quiet
from quiet_strategies import own_homes
from runs_of_model import differing, rows, simulate
from scripted_worlds import Luck, a_child, comes, made, run, siblings

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, Location
from sim.measures import measure
from sim.model.lives.world import World
from sim.model.placements.own_homes import opening_days
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByLocation, ByNeed
from sim.scenario.scenario import load

PER_YEAR = "whole run, per year"
OUTSIDE = 3000.0


def residential(**changes: Any) -> Parameters:
    """Residential care is sought for everyone; homes of others, far away, take them at once."""
    policy = {"residential_first": every(ByAge, 1.0), "residential_first_other": every(ByAge, 1.0)}
    homes = market(location_shares=ByLocation(0.0, 0.0, 1.0))
    return changed(
        quiet(),
        connected_persons=None,
        policy=policy,
        childrens_homes=homes,
        prices={"weekly": only(ByKind, childrens_home=OUTSIDE)},
        **changes,
    )


def placed(given: Parameters, *children: Any, luck: Luck | None = None) -> tuple[World, list[Any]]:
    """The placements of children who come one day after another."""
    world = made(given, luck, years=1.0)
    for day, child in enumerate(children):
        comes(world, float(day), child)
    return world, rows(run(world).placements)


def inside(found: list[Any]) -> list[bool]:
    """Which of the placements are in the council's own homes: those inside its area."""
    return [row.location == Location.INSIDE for row in found]


def teenagers(number: int, **changes: Any) -> list[Any]:
    return [a_child(age=14.0, family=family, **changes) for family in range(1, number + 1)]


def test_a_home_of_the_councils_own_is_asked_first_until_its_beds_are_filled() -> None:
    world, found = placed(residential(own_homes=own_homes(beds=2.0, weekly_price=200.0)), *teenagers(3))
    assert inside(found) == [True, True, False]
    assert all(row.kind == row.sought == Kind.CHILDRENS_HOME and row.first_choice for row in found)
    assert [row.weekly_price for row in found] == [200.0, 200.0, OUTSIDE]
    assert world.markets[Kind.CHILDRENS_HOME].taken == 1


def test_a_bed_that_falls_free_is_filled_again() -> None:
    given = residential(own_homes=own_homes(beds=1.0), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    world = made(given, years=3.0)
    comes(world, 0.0, a_child(age=10.0))
    comes(world, 1.0, a_child(age=10.0, family=2))
    comes(world, 800.0, a_child(age=10.0, family=3))
    found = rows(run(world).placements)
    assert inside(found) == [True, False, True]


@pytest.mark.parametrize(("opens", "taken"), [(0.0, True), (0.5, True), (1.0, False)])
def test_a_home_takes_nobody_before_it_opens(opens: float, taken: bool) -> None:
    world = made(residential(own_homes=own_homes(starts=opens)), years=1.0)
    comes(world, 0.75, a_child(age=14.0))
    assert inside(rows(run(world).placements)) == [taken]


def test_homes_open_one_after_another_over_the_ramp() -> None:
    assert opening_days(own_homes(starts=100.0, ramp=90.0, homes=3.0)) == [100.0, 130.0, 160.0]
    assert opening_days(own_homes(homes=0.0)) == []


def test_a_home_takes_children_of_its_ages_who_fit_together_and_to_whom_it_agrees() -> None:
    young = placed(residential(own_homes=own_homes(youngest=12.0)), a_child(age=11.9), a_child(age=12.1, family=2))
    assert inside(young[1]) == [False, True]
    calm = own_homes(behaviour_together=1.0)
    _, found = placed(residential(own_homes=calm), *teenagers(2, behaviour=True), a_child(age=14.0, family=3))
    assert inside(found) == [True, False, True]
    unwilling = own_homes(agreement=ByNeed(0.6, 0.4))
    assert inside(placed(residential(own_homes=unwilling), *teenagers(1))[1]) == [True]
    assert inside(placed(residential(own_homes=unwilling), *teenagers(1, behaviour=True))[1]) == [False]


def test_a_child_who_must_live_alone_has_a_home_alone() -> None:
    given = residential(own_homes=own_homes(), living_alone=living_alone())
    _, found = placed(given, *teenagers(1, behaviour=True), a_child(age=14.0, family=2))
    assert inside(found) == [True, False]
    _, found = placed(given, a_child(age=14.0), a_child(age=14.0, family=2, behaviour=True))
    assert inside(found) == [True, False]


def test_siblings_come_together_or_not_at_all() -> None:
    for beds, together in ((2.0, True), (1.0, False)):
        world = made(residential(own_homes=own_homes(beds=beds)), years=1.0)
        comes(world, 0.0, *siblings(a_child(age=14.0), a_child(age=12.0, which=1)))
        assert inside(rows(run(world).placements)) == [together, together]


def test_where_a_family_is_sought_a_home_takes_the_place_of_anothers_only() -> None:
    given = changed(
        residential(own_homes=own_homes()), policy={"residential_first_other": every(ByAge, 0.0)}, agency=market()
    )
    _, found = placed(given, *teenagers(1))
    assert [row.kind for row in found] == [Kind.AGENCY]
    refused = changed(given, agency=market(offer=every(ByAge, 0.0)))
    _, found = placed(refused, *teenagers(1))
    assert [row.kind for row in found] == [Kind.CHILDRENS_HOME]
    assert inside(found) == [True]


def test_beds_and_money_by_hand() -> None:
    homes = own_homes(starts=100.0, beds=3.0, cost_per_home=DAYS_PER_YEAR * 10, cost_of_opening=700.0)
    r = register(until=200.0)
    for day, beds, filled in ((100.0, 3, 0), (150.0, 3, 2)):
        r.own_homes.day.append(day)
        r.own_homes.beds.append(beds)
        r.own_homes.filled.append(filled)
    values = measure(r, HAND_CALENDAR, parameters(own_homes=homes))
    assert value(values, "own_home_beds_open", "whole run, average") == pytest.approx(1.5)
    assert value(values, "own_home_beds_filled", "whole run, average") == pytest.approx(0.5)
    a_year = DAYS_PER_YEAR / 200
    cost = value(values, "cost_strategies", f"own children's homes; {PER_YEAR}")
    assert cost == pytest.approx((700 + 100 * 10) * a_year)
    assert value(values, "cost_total", PER_YEAR) == pytest.approx(cost)


def test_without_homes_there_are_no_beds_and_no_cost() -> None:
    values = measure(register(until=200.0), HAND_CALENDAR, parameters())
    assert value(values, "own_home_beds_filled", "whole run, average") == 0
    assert not any(one.category.startswith("own children's homes") for one in values)


@pytest.mark.parametrize("changes", [{"homes": 0.0}, {"starts": 800.0}, {"agreement": ByNeed(0.0, 0.0)}])
def test_homes_that_take_nobody_change_nobodys_luck(changes: dict[str, Any]) -> None:
    before = simulate(busy(), 2.0, seed=6)
    after = simulate(changed(busy(), own_homes=own_homes(**changes)), 2.0, seed=6)
    assert [column for column in differing(before, after) if not column.startswith("own_homes")] == []


def test_the_strategy_fills_its_beds_inside_the_area() -> None:
    with_homes = load("england", "own_homes")
    assert with_homes.sizes["own_homes"] == ("own_homes.homes",)
    calendar = with_homes.calendar()
    lived = simulate(with_homes.parameters, 3.0, calendar=calendar)
    values = measure(lived, calendar, with_homes.parameters)
    beds = value(values, "own_home_beds_open", "whole run, average")
    filled = value(values, "own_home_beds_filled", "whole run, average")
    assert 0.4 * beds < filled <= beds
    assert max(lived.own_homes.filled) <= 4
