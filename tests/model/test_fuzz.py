"""Conservation after every event, with one to five quantities of a small authority at their extremes at once."""

from __future__ import annotations

from functools import cache
from math import inf, isnan
from random import Random

import pytest
from busy_parameters import busy, busy_strategies
from quiet_parameters import CALENDAR, changed
from register_laws import check_conservation
from runs_of_model import small_pool
from test_every_quantity import plain, read_by_the_model, with_value

from sim.foundations.chance import Chance
from sim.foundations.codes import Kind
from sim.model.core.people import Child
from sim.model.lives import looked_after
from sim.model.lives.world import World
from sim.model.model import build, found_households, start
from sim.model.opening import opening
from sim.model.opening.opening import open_world
from sim.model.opening.pool import Pool
from sim.model.placements.recording import enter_child
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.parameters.units import Unit
from sim.scenario.files.ceilings import MOST_A_YEAR, MOST_OF_A_UNIT
from sim.scenario.files.limits import mend_draw
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain

RUNS = 12
YEARS = 0.6
MOST_EVENTS = 60_000
"""Of half a year of a hundred children: more is a run that does not end."""

TIMES = 12.0
"""By which a quantity without a bound of its own is raised."""

LEFT_ALONE = ("opening.", "demand.month_pattern")
"""The opening is shaped to them, and fails where they do not fit together; a pattern must average 1."""


def everything() -> Parameters:
    return changed(busy(), **busy_strategies())


@cache
def pool() -> Pool:
    return small_pool(everything())


def extreme(unit: Unit, value: Plain, random: Random) -> Plain:
    """The least or the most of a number; of a table for each category; of shares, all in one."""
    if isinstance(value, Table):
        number = len(value.values())
        if unit.sums_to_one:
            whole = random.randrange(number)
            return type(value)(*(float(which == whole) for which in range(number)))
        ends = [_end(unit, each, random.random() < 0.5) for each in value.values()]
        return type(value)(*ends)
    return _end(unit, value, random.random() < 0.5)


def _end(unit: Unit, value: float, least: bool) -> float:
    if least:
        return unit.minimum
    most = MOST_A_YEAR if unit.name == "per year" else MOST_OF_A_UNIT.get(unit.name, inf)
    ceiling = min(unit.maximum, most, inf if unit.maximum < inf else max(TIMES * value, 1.0))
    return ceiling if ceiling < inf else value


def fuzzed(seed: int) -> tuple[Parameters, list[str]]:
    """Parameters with a few quantities at their extremes, and which."""
    random, parameters = Random(seed), everything()
    paths = [path for path in read_by_the_model() if not path.startswith(LEFT_ALONE)]
    names = random.sample(paths, random.randint(1, 5))
    values = {path: extreme(declared()[path].unit, plain(parameters, path), random) for path in names}
    pairs = {path: plain(parameters, path) for path in read_by_the_model()} | values
    mend_draw(pairs)
    for path, value in pairs.items():
        if value != plain(parameters, path):
            parameters = with_value(parameters, path, value)
    return parameters, names


def check_world(world: World, seen: list[Child]) -> None:
    """What the services hold agrees with what is: rooms, counts, places of the markets that those `seen` fill."""
    fostering, placements = world.fostering, world.register.placements
    if fostering is not None:
        for household in fostering.households.values():
            here = household.occupants
            assert len(here) + household.staying_put <= household.places
            assert household.free == household.room()
            listed = [
                household.identity in rooms
                for area in fostering._open
                for rooms in area
                if rooms is not area[household.ages] or area is not fostering._open[household.area]
            ]
            assert not any(listed)
            indexed = household.identity in fostering._open[household.area][household.ages]
            assert indexed is (household.free > 0)
            assert sorted(household.families) == sorted(child.family for child in here)
            assert household.with_behaviour == sum(child.behaviour for child in here)
            assert all(child.placement is not None and child.placement.household is household for child in here)
            assert all(child.adult >= world.lives.now for child in here)
    open_rows = [row for row, ended in enumerate(placements.ended) if isnan(ended)]
    lived_in = [child.placement for child in seen if child.placement is not None]
    for kind, market in world.markets.items():
        assert market.taken == sum(placement.places for placement in lived_in if placement.kind is kind)
    assert world.emergency.taken == sum(placement.counted for placement in lived_in)
    assert len(lived_in) == len(open_rows)
    assert sum(placements.kind[row] == Kind.IN_HOUSE for row in open_rows) == (
        sum(len(household.occupants) for household in fostering.households.values()) if fostering is not None else 0
    )


@pytest.mark.parametrize("seed", range(RUNS))
def test_conservation_after_every_event(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Child] = []
    lives = pool()

    def entered(world: World, child: Child) -> None:
        seen.append(child)
        enter_child(world, child)

    for module in (looked_after, opening):
        monkeypatch.setattr(module, "enter_child", entered)
    parameters, names = fuzzed(seed)
    world = build(parameters, CALENDAR, Chance(seed, 0), YEARS)
    if seed % 2:
        open_world(lives, world)
    elif world.fostering.exists:
        found_households(world.fostering, world.chance)
    start(world)
    environment, events = world.lives.environment, 0
    while environment.peek() < world.lives.horizon:
        environment.step()
        events += 1
        assert events < MOST_EVENTS, f"does not end: {names}"
        if events % 5 == 0:
            check_world(world, seen)
    check_world(world, seen)
    check_conservation(world.register, parameters)
