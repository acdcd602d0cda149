"""What can be chosen for a base: its strategies by subject, each with the few numbers that a planner sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sim.foundations.faults import BadInput
from sim.scenario.defaults import LEGAL_STRATEGIES, STRATEGIES
from sim.scenario.files import reading, scenario_file
from sim.scenario.levers import lever
from sim.scenario.quantities.bounds import bounds_in_words
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import Scenario, load
from sim.scenario.titles import JUDGED_IN_STRENGTH, STATUTORY_STRATEGIES

PLACES_AND_SUPPORT: Final = (*STRATEGIES, "own_homes")
COURTS: Final = tuple(dict.fromkeys((*LEGAL_STRATEGIES, *JUDGED_IN_STRENGTH)))


@dataclass(frozen=True, slots=True)
class LeverChoice:
    """A number of a strategy that a planner may set."""

    path: str
    title: str
    unit: str
    bounds: str
    """In words."""
    now: str
    """What it is when nobody sets it, with its range."""
    proportion: str
    """How that came from the strategy's file; empty where it is as written there."""


@dataclass(frozen=True, slots=True)
class StrategyChoice:
    """A strategy that can be chosen."""

    name: str
    title: str
    about: str
    levers: tuple[LeverChoice, ...]
    begins: bool
    """Whether it has a first day that can be set."""


@dataclass(frozen=True, slots=True)
class StrategyGroup:
    """Strategies on one subject, and the part of a scenario without which they do nothing."""

    title: str
    part: str
    """What is laid over a base for them; empty where every base, or this one, has it."""
    part_words: str
    strategies: tuple[StrategyChoice, ...]


def strategy_groups(base: str) -> tuple[StrategyGroup, ...]:
    """Return the strategies that can be laid over a base, by subject. Raises BadInput when there is no such base."""
    quantities = load(base).quantities
    courts = "" if any(path.startswith("legal.") for path in quantities) else "legal_process"
    services = "" if any(path.startswith("reviews.") for path in quantities) else "statutory_services"
    ours = [name for name in _own_names() if reading.locate(name, strategy=True).parent.name != reading.VARIANTS]
    groups = (
        ("Placements and support", "", "", PLACES_AND_SUPPORT),
        ("Courts and permanence", courts, "Let courts decide when children leave care", COURTS),
        ("Statutory services", services, "Add reviews, health, social workers and school", tuple(STATUTORY_STRATEGIES)),
        ("Your own files", "", "", tuple(ours)),
    )
    return tuple(
        StrategyGroup(title, part, words if part else "", tuple(_choices(base, part, names)))
        for title, part, words, names in groups
        if names
    )


def _own_names() -> Iterator[str]:
    """Yield the strategies that the planner has made, but not those that belong to a saved scenario."""
    known = {*PLACES_AND_SUPPORT, *COURTS, *STATUTORY_STRATEGIES}
    saved = reading.known_names(strategies=False)
    for name in reading.known_names(strategies=True):
        if name not in known and not any(name.startswith(f"{one}_") for one in saved):
            yield name


def _choices(base: str, part: str, names: Sequence[str]) -> Iterator[StrategyChoice]:
    whole = f"{base}+{part}" if part else base
    try:
        together: Scenario | None = load(whole, *names)  # much quicker than one after the other
    except BadInput:
        together = None
    for name in names:
        try:
            laid = together or load(whole, name)
        except BadInput:
            continue  # it cannot be laid over this base
        yield strategy_choice(laid, name)


def strategy_choice(laid: Scenario, name: str) -> StrategyChoice:
    """Return a strategy as it can be chosen, by a scenario that has it."""
    said = next(one for one in laid.described if one.name == name)
    return StrategyChoice(
        name,
        said.title,
        said.about,
        tuple(_lever(laid, name, path) for path in said.scales if not laid.quantities[path].is_table),
        any(path.endswith(".starts") for path in said.gives),
    )


def _lever(laid: Scenario, strategy: str, path: str) -> LeverChoice:
    quantity, unit = laid.quantities[path], declared()[path].unit
    ranged = quantity.low is not None and quantity.high is not None
    now = f"{quantity.value:,.6g}" + (f" ({quantity.low:,.6g} to {quantity.high:,.6g})" if ranged else "")
    size = laid.fitted.get(strategy)
    proportion = ""
    if size is not None:
        file = scenario_file.read(reading.locate(strategy, strategy=True), strategy=True)
        proportion = f"{file.quantities[path]['value']:,.6g} in the strategy's file; {size.value:g} times that here"
    return LeverChoice(path, lever(path, laid).title, unit.words, bounds_in_words(unit), now, proportion)
