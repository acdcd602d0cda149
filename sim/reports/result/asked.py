"""What was asked of a run or a comparison: scenarios with their numbers, years, replications and luck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ScenarioNamed:
    """A scenario that was run."""

    name: str
    title: str
    digest: str
    """The same for the same numbers."""


@dataclass(frozen=True, slots=True)
class AskedQuantity:
    """One number that a scenario rests on, as a planner reads it."""

    path: str
    """As scenario files call it."""
    meaning: str
    value: str
    """In words: one number, or one for each category."""
    unit: str
    range: str
    kind: str
    """What it rests on: published, local, fitted, judgement or policy."""
    source: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedScenario:
    """One scenario of those asked for."""

    name: str
    title: str
    label: str
    """What it is called beside the others."""
    digest: str
    """The same for the same numbers."""
    authority: str
    """Code of the council whose published figures it is held against; empty for none."""
    strategies: tuple[str, ...]
    """Names of what is laid over its base, in order."""
    files: tuple[str, ...]
    quantities: tuple[AskedQuantity, ...]
    """Of the base all; of a strategy those that it brings or changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAsked:
    """What was asked."""

    base: AskedScenario
    strategies: tuple[AskedScenario, ...]
    """Compared with the base; none in a run of one scenario."""
    ran: tuple[ScenarioNamed, ...]
    """Every scenario that was run, those under other assumptions last."""
    start: date
    until: date
    """The last day that is measured."""
    years: float
    replications: int
    turns: int
    """Replications, one after another, that share a draw of the inputs."""
    seed: int
    inputs_drawn: bool
    """Whether inputs were drawn from their ranges, or stood at central values."""
    ensemble: str
    """What calibrated numbers were drawn from; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HowMade:
    """By what results were made."""

    command: str
    """That gives them again."""
    program: str
    """Its version."""
    commit: str
    """Of the program's own repository; empty outside one."""
    python: str
    system: str
    processor: str
    cores: int
    seconds: float
