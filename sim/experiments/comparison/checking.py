"""Checking one file: the scenario it makes, and which quantities of it are its own."""

from __future__ import annotations

from sim.foundations.called import called
from sim.scenario.defaults import BASE
from sim.scenario.files import reading
from sim.scenario.files.overlay import bringer
from sim.scenario.files.scenario_file import read
from sim.scenario.quantities.declared import part_of
from sim.scenario.scenario import Scenario, load


def checked(name: str) -> tuple[Scenario, list[str]]:
    """Return the scenario that a base makes, or a strategy laid over the usual base, and the paths of its quantities.

    Of a strategy only those that it gives itself. Raises `BadInput` with every fault.
    """
    if "+" in name or not is_strategy(name):
        scenario = _with_targets(load(name))
        return scenario, list(scenario.quantities)
    scenario = _with_targets(load(BASE, *_under(name), name))
    own = scenario.files[-1]
    return scenario, [path for path, quantity in scenario.quantities.items() if quantity.file == own]


def laid_over(name: str, scenario: Scenario) -> str:
    """Return in words which base a file that names none was laid over; empty for any other."""
    if "+" in name or not is_strategy(name):
        return ""
    over = "+".join((scenario.base, *scenario.strategies[:-1]))
    return f"The file names no base: it was laid over {over}. Over another: {called()} check BASE+{name}"


def _with_targets(scenario: Scenario) -> Scenario:
    """Return the scenario. Raises `BadInput` where runs have no number for one of its targets."""
    if scenario.targets:
        # measures bring numpy, which a file without targets is checked without
        from sim.experiments.asking.scenario_targets import targets_of

        targets_of([scenario])
    return scenario


def under(scenario: Scenario) -> Scenario:
    """Return the base that the strategies of a loaded scenario are laid over: itself where it has none."""
    return load(scenario.asked.split("+")[0]) if scenario.strategies else scenario


def _under(name: str) -> list[str]:
    """Return the variants that bring what a strategy requires and the usual base lacks."""
    had = {part_of(path) for path in load(BASE).quantities}
    required = read(reading.locate(name, strategy=True), strategy=True).heading.get("requires", [])
    bringers = (bringer(part) for part in required if part not in had)
    return [variant for variant in bringers if variant is not None]


def is_strategy(name: str) -> bool:
    """Whether the file is laid over a base: kept among what is, or without what only a base has at its top."""
    path = reading.locate(name, strategy=False)
    if path.parent.name in reading.OVERLAYS:
        return True
    return not {"based_on", "start", "years"} & reading.read_tables(path).keys()
