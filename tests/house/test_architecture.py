"""The page on the house: its floors, rooms and arrows are those of the program, and a life goes as it tells."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from quiet_parameters import CALENDAR, changed, every, fostering, only, quiet
from scripted_worlds import Scripted, by_occasion, on_days, threshold
from small_authority import ROOT

from sim.model.core.service import Service, Services
from sim.model.model import build, found_households, start
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByRoute

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SIM = ROOT / "sim"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


@cache
def picture() -> list[tuple[int, str, list[str]]]:
    """The number, name and rooms of each floor, from the top."""
    (drawn,) = re.findall(r"^```\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    joined = re.sub(r"\n {6,}", " ", drawn)
    lines = [line.split() for line in joined.splitlines()]
    return [
        (int(number), name.rstrip("/").removesuffix(".py"), [room.rstrip("/") for room in rooms])
        for number, name, *rooms in lines
    ]


def folders(floor: Path) -> set[str]:
    """The rooms of a floor, by their paths in it."""
    return {
        str(path.relative_to(floor))
        for path in floor.rglob("*")
        if path.is_dir() and "__pycache__" not in path.parts and any(path.iterdir())
    }


def section(heading: str) -> str:
    return PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]


# Floors, rooms, arrows


def test_the_floors_are_those_of_the_contract() -> None:
    (layers,) = (one["layers"] for one in CONTRACTS if one["type"] == "layers")
    drawn = [{name for _, name, _ in floor} for _, floor in groupby(picture(), key=lambda line: line[0])]
    assert drawn == [{name.strip().removeprefix("sim.") for name in layer.split("|")} for layer in layers]
    numbers = [number for number, _, _ in picture()]
    assert sorted(set(numbers), reverse=True) == list(range(len(layers), 0, -1))
    assert numbers == sorted(numbers, reverse=True)


def test_every_folder_is_a_room_of_its_floor_and_every_room_a_folder() -> None:
    drawn = {name: rooms for _, name, rooms in picture() if name != "cli"}
    assert set(drawn) == {path.name for path in SIM.iterdir() if path.is_dir() and path.name != "__pycache__"}
    for floor, rooms in drawn.items():
        assert len(rooms) == len(set(rooms))
        assert set(rooms) == folders(SIM / floor), f"docs/architecture.md: rooms of {floor}"


def test_every_floor_and_every_room_of_the_model_and_of_the_page_of_a_run_is_told() -> None:
    rows = set(re.findall(r"^\| `sim/([\w/.]+?)/?` \|", section("Floors and rooms"), flags=re.MULTILINE))
    floors = {name for _, name, _ in picture()}
    of_model = {f"model/{room}" for room in folders(SIM / "model")}
    of_run = {f"reports/run/{room}" for room in folders(SIM / "reports" / "run")}
    assert rows - {"cli.py"} | {"cli"} == floors | of_model | {"reports/run"} | of_run


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


@pytest.mark.parametrize("floor", ["model", "experiments", "reports", "papers", "scenario"])
def test_a_room_uses_only_rooms_to_its_left(floor: str) -> None:
    (rooms,) = ([room for room in rooms if "/" not in room] for _, name, rooms in picture() if name == floor)
    arrows = set()
    for room in rooms:
        for path in (SIM / floor / room).rglob("*.py"):
            for module in imported(path):
                used = module.removeprefix(f"sim.{floor}.").split(".")[0]
                if module.startswith(f"sim.{floor}.") and used in rooms and used != room:
                    arrows.add((room, used))
    assert arrows
    assert [(room, used) for room, used in sorted(arrows) if rooms.index(used) > rooms.index(room)] == []


def test_every_contract_is_told() -> None:
    told = " ".join(section("Arrows").split())
    assert sorted(re.findall(r"\*\*(.+?)\*\*", told)) == sorted(one["name"] for one in CONTRACTS)


def test_every_path_that_the_page_names_exists() -> None:
    named = set(re.findall(r"`((?:sim|tests|docs|scenarios)/[\w./]+|\w+\.toml)`", PAGE))
    assert len(named) > 40
    for path in named:
        assert (ROOT / path).exists(), path


# The way of a child


def listener(heard: list[str]) -> Service:
    """A service that notes what it hears and is asked, in order; carers ask it for help half way to a breakdown."""

    def hears(name: str) -> Callable[..., Any]:
        def method(self: Service, *told: Any) -> Any:
            heard.append(name)
            return 0.5 if name == "asks_for_help" else getattr(Service, name)(self, *told)

        return method

    made: Service = type("Listener", (Service,), {name: hears(name) for name in names()})()
    return made


def names() -> list[str]:
    """Every moment and every question of a service."""
    return [name for name, method in vars(Service).items() if callable(method) and not name.startswith("_")]


def moments() -> set[str]:
    return {name for name in names() if getattr(Service, name).__annotations__["return"] == "None"}


def parameters() -> Parameters:
    """One child of a voluntary family, with the council's own carers; who goes home comes back with probability."""
    return changed(
        quiet(),
        demand={
            "entries_per_year": 10.0,
            "route_shares": only(ByRoute, voluntary=1.0),
            "age_shares": only(ByAge, from_5_to_9=1.0),
            "warning_median": 60.0,
            "search_notice": 10.0,
        },
        connected_persons=None,
        in_house_fostering=fostering(),
        stability={"hazard_by_time_in_placement": every(ByDuration, 1.0)},
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_5_to_9": only(ByCause, home_planned=1.0),
            "reentry_within_1_year": 0.5,
            "reentry_within_6_years": 0.9,
        },
    )


def lived() -> list[str]:
    """What services heard of the life of one child: a breakdown, a return home, and into care again."""
    luck = {
        "families": on_days(100.0),
        "enters care": 0.1,
        "disruption": by_occasion(threshold(0.3), threshold(700)),
        "leaving": threshold(0.6),
    }
    heard: list[str] = []
    world = build(parameters(), CALENDAR, Scripted(luck), 2.0)
    found_households(world.fostering, world.chance)
    world.services.begin([listener(heard)])
    start(world)
    world.lives.run()
    return heard


def test_a_service_that_does_not_exist_hears_nothing_and_is_not_asked() -> None:
    heard: list[str] = []
    there = listener(heard)
    absent: Service = type("Absent", (type(there),), {"exists": False})()
    services = Services()
    services.begin([absent])
    services.works_with_families()
    assert heard == []
    services.begin([absent, there])
    services.works_with_families()
    assert heard == ["works_with_families"]


def test_a_service_is_told_and_asked_only_what_it_has_a_way_of_its_own_with() -> None:
    heard: list[str] = []

    class Deaf(Service):
        """Hears of nothing but extra enquiries, of which it has none."""

        def extra_enquiries(self, day: float) -> float:
            heard.append("extra_enquiries")
            return 0.0

        def __getattribute__(self, name: str) -> object:
            if name != "exists":
                heard.append(f"looked for {name}")
            return super().__getattribute__(name)

    services = Services()
    services.begin([Deaf()])
    assert not services.works_with_families()
    assert services.plans_take() == 1.0
    assert heard == []
    assert services.extra_enquiries(0.0) == 0.0
    assert heard == ["looked for extra_enquiries", "extra_enquiries"]


def told(column: int) -> list[list[str]]:
    """The names in a column of the table of the way of a child, row by row."""
    rows = [line.split("|")[1:-1] for line in section("The way of a child").splitlines() if line.startswith("| ")]
    return [re.findall(r"`(\w+)`", row[column]) for row in rows[2:]]


def test_a_child_goes_the_way_that_the_page_tells() -> None:
    assert [name for name in lived() if name in moments()] == [name for row in told(2) for name in row]


def test_services_are_asked_where_the_page_says() -> None:
    asked = {name for row in told(3) for name in row}
    assert not asked & moments()
    # of these, carers are asked where they lack a skill, and a postponement where help averted an entry
    # and before there is any child, how many more enquiries about fostering there will be
    assert set(lived()) - moments() - {"extra_enquiries"} == asked - {"agreement", "postponed_until"}


def test_every_moment_and_every_question_is_told() -> None:
    said = set(re.findall(r"`(\w+)`", section("The way of a child")))
    assert set(names()) <= said
