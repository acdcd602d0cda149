"""The files that a planner's question needs: a base with their own numbers, and strategies of their own sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sim.foundations.faults import BadInput, fault
from sim.parameters.tables import Table
from sim.planner.asked import Asked, AskedNumber, AskedStrategy
from sim.planner.command import command_line, part_name, strategy_name
from sim.planner.number_faults import RANGE
from sim.planner.parts import base_under, laid_over, numbers_of, numbers_of_base, with_parts
from sim.planner.toml_text import overlay_text
from sim.reports.shared.laid_down import lay_down
from sim.scenario import levers
from sim.scenario.files import reading, scenario_file
from sim.scenario.files.strategy_sizes import is_sized
from sim.scenario.files.workplace import SCENARIOS
from sim.scenario.levers import PLACES, Setting
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.quantities.written import DATE
from sim.scenario.scenario import Scenario, load

STRATEGIES: Final = f"{SCENARIOS}/{reading.OVERLAYS[0]}"

OURS: Final = ", as we would run it"
"""Ends the title of a strategy that was changed."""

WITH_OURS: Final = ", with our figures"
"""Ends the title of a base, or of what is laid over one, with numbers of the planner's own."""

APPROVED: Final = "approved places in all"
"""What the note of a number of households says, where places were asked for."""

COPY: Final = "A copy of "
"""Begins the comment of a file laid over a base that was changed."""

ASKED: Final = "Asked on the page of planners. The same by command: "
"""Begins the comment from which the rest of what was asked is read back."""


def toml(asked: Asked) -> dict[str, str]:
    """Return the text of each file by its path, such as `scenarios/panel_2027.toml`, that the command line takes.

    The first is the scenario itself, based on its council's base. Raises BadInput where a number has no place in it.
    """
    with base_found(asked) as base:
        found = {f"{SCENARIOS}/{asked.stem}.toml": _scenario_text(asked, load(base))}
        for part in laid_over(asked):
            if numbers := numbers_of(asked, part):
                found[f"{STRATEGIES}/{part_name(asked, part)}.toml"] = part_text(part, numbers, with_parts(asked, base))
        for one in asked.strategies:
            if one.changed:
                laid = load("+".join((base, *laid_over(asked))), one.name)
                found[f"{STRATEGIES}/{strategy_name(asked, one)}.toml"] = strategy_text(one, laid)
    if asked.base_text:
        found[f"{SCENARIOS}/{asked.base}.toml"] = asked.base_text
    return found


@contextmanager
def base_found(asked: Asked) -> Iterator[str]:
    """Give the name of the base, or the path at which its text lies for the moment."""
    if not asked.base_text:
        yield base_under(asked)
        return
    with TemporaryDirectory() as folder:
        name = f"{asked.base}.toml"
        lay_down(Path(folder), {name: asked.base_text})
        yield str(Path(folder) / name)


@contextmanager
def laid_down(asked: Asked) -> Iterator[Path]:
    """Give a folder in which the files of what was asked lie for the moment, as the command line would find them."""
    with TemporaryDirectory() as folder:
        lay_down(Path(folder), toml(asked))
        yield Path(folder)


def _scenario_text(asked: Asked, base: Scenario) -> str:
    numbers = numbers_of_base(asked)
    heading = {"title": asked.title or usual_title(base, numbers), "based_on": base_under(asked)}
    return overlay_text([f"{ASKED}{command_line(asked)}"], heading, _own_quantities(numbers, base))


def usual_title(base: Scenario, numbers: tuple[AskedNumber, ...]) -> str:
    """Return what a scenario is called that was given no title."""
    return f"{base.title}{WITH_OURS if numbers else ''}"


def _own_quantities(numbers: tuple[AskedNumber, ...], base: Scenario) -> dict[str, Mapping[str, object]]:
    """Return what the file says of each quantity that the planner's numbers change."""
    for one in numbers:
        levers.lever(one.path, base)  # which says what is meant where there is none
    changed = levers.changed(base, [Setting(one.path, one.value) for one in numbers])
    found: dict[str, Mapping[str, object]] = {}
    for one in numbers:
        path = levers.lever(one.path, base).quantity
        value, before = changed[path].value, found.get(path)
        ends = None if isinstance(value, Table) else _ends(one, base)
        note = _in_places(one) if one.path == PLACES else ""
        content = _written(_as_written(value), base.quantities[path].unit, one, ends, note)
        if before is not None and before["source"] != one.source:
            content["source"] = f"{before['source']}; {one.source}"
        found[path] = content
    return found


def _in_places(number: AskedNumber) -> str:
    """Return what was asked of the places that a number of households stands for."""
    ends = f", {number.low:.15g} to {number.high:.15g}" if number.ranged else ""
    return f"{number.value:.15g} {APPROVED}{ends}"


def _ends(number: AskedNumber, base: Scenario) -> tuple[float, float] | None:
    """Return the ends of the range of what a number sets, None where it is held to be known."""
    if number.low is None or number.high is None or not number.ranged:
        return None
    if number.path != PLACES:
        return number.low, number.high
    low, high = (levers.households_for(base.quantities, end) for end in (number.low, number.high))
    return low, high


def _as_written(value: float | Table) -> object:
    if isinstance(value, Table):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    return value


def _written(
    value: object, unit: str, number: AskedNumber, ends: tuple[float, float] | None, note: str, kind: str = "local"
) -> dict[str, object]:
    ranged: dict[str, object] = {} if ends is None else {"low": ends[0], "high": ends[1], "distribution": RANGE}
    told = {"note": note} if note else {}
    return {"value": value, "unit": unit, "kind": kind, "source": number.source, "as_of": number.as_of} | ranged | told


def strategy_text(strategy: AskedStrategy, scenario: Scenario) -> str:
    """Return a copy of a strategy's file at the size of the council, with what was changed of it."""
    heading, quantities = _copied(strategy.name, scenario, OURS)
    for number in strategy.levers:
        content = quantities.get(number.path)
        if content is None or isinstance(content.get("value"), dict):
            mend = "change one of the numbers that it gives"
            raise BadInput([fault(strategy.name, number.path, "is not a number of this strategy", mend)])
        ends = (number.low, number.high) if number.low is not None and number.high is not None else None
        unit = scenario.quantities[number.path].unit
        quantities[number.path] = _written(
            number.value, unit, number, ends if number.ranged else None, "", kind="judgement"
        )
    if strategy.starts is not None:
        for path in [path for path in quantities if path.endswith(".starts")]:
            content = {key: value for key, value in quantities[path].items() if key not in ("low", "high", "note")}
            told = {"value": strategy.starts, "unit": DATE, "kind": "policy", "distribution": "fixed"}
            source = {"source": strategy.source} if strategy.source else {}
            quantities[path] = content | told | source
    return overlay_text([f"{COPY}{strategy.name}, with numbers of our own"], heading, quantities)


def part_text(part: str, numbers: tuple[AskedNumber, ...], scenario: Scenario) -> str:
    """Return a copy of the file of what is laid over a base, at the size of the council, with these numbers in it."""
    heading, quantities = _copied(part, scenario, WITH_OURS)
    return overlay_text(
        [f"{COPY}{part}, with numbers of our own"], heading, {**quantities, **_own_quantities(numbers, scenario)}
    )


def _copied(name: str, scenario: Scenario, called: str) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """Return the heading and the quantities of a file laid over a base, at the size of the council."""
    file = scenario_file.read(reading.locate(name, strategy=True), strategy=True)
    if file.faults:
        raise BadInput(file.faults)
    # whom it serves decides the size that it was written for, and it is written for this council now
    heading = {key: said for key, said in file.heading.items() if key != "serves"}
    heading["title"] = f"{file.heading.get('title', name)}{called}"
    quantities: dict[str, dict[str, object]] = {path: {**content} for path, content in file.quantities.items()}
    for path in quantities:
        if is_sized(scenario.quantities[path]):
            quantities[path] |= _sized(scenario.quantities[path])
    return heading, quantities


def _sized(quantity: Quantity) -> dict[str, object]:
    """Return what the base's size of a strategy makes of one of its numbers."""
    ends = {"low": quantity.low, "high": quantity.high}
    kept = {key: end for key, end in ends.items() if end is not None}
    return {"value": _as_written(quantity.value), "note": quantity.note, **kept}
