"""What was asked in short: a line for each answer, with the screen on which it can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.planner.asked import Asked, AskedNumber, AskedStrategy, Mix
from sim.planner.command import mixed
from sim.planner.parts import PARTS
from sim.planner.screen_names import COUNCIL, FIGURES, HOW, STRATEGIES
from sim.scenario.levers import lever
from sim.scenario.scenario import Scenario

MIXES: Mapping[Mix, str] = {
    Mix.ALONE: "each alone",
    Mix.TOGETHER: "all together",
    Mix.BOTH: "each alone, and all together",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the planner."""

    question: str
    said: tuple[str, ...]
    """Lines."""
    screen: str
    """On which it can be changed."""


def answers(asked: Asked, base: Scenario, whole: Scenario, titles: Mapping[str, str]) -> tuple[Answer, ...]:
    """Return every answer in the order of the screens.

    `whole` is the base with what is laid over it; `titles` are those of strategies, and of their numbers.
    """
    years = base.years if asked.years is None else asked.years
    parts = [PARTS.get(name, name) for name in asked.parts]
    return (
        Answer("Council and first day", (f"{base.title}", *(f"With {one}" for one in parts)), COUNCIL),
        Answer("Your own figures", tuple(_numbers(asked, whole)), FIGURES),
        Answer("Strategies", tuple(_strategies(asked, titles)), STRATEGIES),
        Answer(
            "How to run",
            (
                f"{counted(years, 'year')}, {counted(asked.replications, 'replication')}, seed {asked.seed}",
                "Inputs drawn from their ranges" if asked.drawn else "Inputs at central values: a quick look",
            ),
            HOW,
        ),
    )


def runs_in_all(asked: Asked) -> int:
    """Return how many times the model runs, its neutral runs not counted."""
    return asked.replications * (1 + len(mixed(asked)))


def _numbers(asked: Asked, whole: Scenario) -> Iterator[str]:
    if not asked.numbers:
        yield "None: all as published, fitted or judged"
    for one in asked.numbers:
        yield f"{lever(one.path, whole).title}: {_said(one)} ({one.source}, {in_words(one.as_of)})"


def _strategies(asked: Asked, titles: Mapping[str, str]) -> Iterator[str]:
    if not asked.strategies:
        yield "None: the council as it is"
    for one in asked.strategies:
        yield f"{titles.get(one.name, one.name)}{_changes(one, titles)}"
    if len(asked.strategies) > 1:
        yield f"Run {MIXES[asked.mix]}"


def _changes(strategy: AskedStrategy, titles: Mapping[str, str]) -> str:
    said = [f"{titles.get(one.path, one.path)}: {_said(one)}" for one in strategy.levers]
    said += [f"from {in_words(strategy.starts)}"] if strategy.starts is not None else []
    return f" ({'; '.join(said)})" if said else ""


def _said(number: AskedNumber) -> str:
    ends = f", {number.low:,.6g} to {number.high:,.6g}" if number.ranged else ""
    return f"{number.value:,.6g}{ends}"
