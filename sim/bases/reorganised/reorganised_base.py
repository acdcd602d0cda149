"""A base made of others: what it holds, and what its parts must have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from sim.foundations.calendar import in_words
from sim.foundations.called import called
from sim.foundations.faults import fault
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.whose import AUTHORITY


@dataclass(frozen=True, slots=True)
class ReorganisedBase:
    """A base of a council that is not in the published figures yet, made of bases of those that are."""

    name: str
    made_of: tuple[str, ...]
    """Names of the scenarios that it is made of."""
    based_on: str
    """The scenario over which it is laid; empty when it stands on its own."""
    start: date
    years: float
    about: str
    quantities: Mapping[str, Quantity]
    """What is its own, by path, in the order of the parameters."""

    @property
    def title(self) -> str:
        """Return what it is called."""
        return f"{self.name}, {in_words(self.start)}"


def based_on(scenario: Scenario) -> str:
    """Return the scenario over which a base is laid; empty when it stands on its own."""
    return PurePosixPath(scenario.files[-2]).stem if len(scenario.files) > 1 else ""


def own_paths(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Yield the paths of what is given by the files of the scenarios themselves, and not by what they stand on."""
    for path in scenarios[0].quantities:
        own = any(one.quantities[path].file == one.files[-1] for one in scenarios)
        if own and path != AUTHORITY:
            yield path


def misfits(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Yield why bases cannot be parts of one: strategies, other dates, other grounds, other quantities."""
    first, *others = scenarios
    for one in scenarios:
        if one.strategies:
            yield fault(one.name, "", "has strategies laid over it", "give the base, and lay them over what is made")
    for one in others:
        if one.start != first.start:
            problem = f"starts on {in_words(one.start)}, but {first.name} on {in_words(first.start)}"
            yield fault(one.name, "", problem, "make bases of one year")
        elif based_on(one) != based_on(first):
            problem = f"stands on {based_on(one) or 'nothing'}, but {first.name} on {based_on(first) or 'nothing'}"
            yield fault(one.name, "", problem, "make bases of one year")
        elif odd := sorted(one.quantities.keys() ^ first.quantities.keys()):
            problem = f"and {first.name} do not hold the same quantities: {odd[0]} is in one of them alone"
            yield fault(one.name, "", problem, f"make both again with {called()} baseline")
