"""What a planner asks: a council, strategies and their sizes, own numbers, and how to run it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from sim.scenario.defaults import BASE

REPLICATIONS: Final = 24
SEED: Final = 2018
"""As the command line has them where nothing is said."""


class Mix(Enum):
    """Which combinations of the strategies are run beside the base."""

    ALONE = "alone"
    TOGETHER = "together"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A number of the planner's own, in place of the one in force."""

    path: str
    """As a lever has it: of a number, a category of a table, or the approved places of the council's own carers."""
    value: float
    source: str
    as_of: date
    low: float | None = None
    high: float | None = None
    """Ends of its range; a number without them is held to be known."""

    @property
    def ranged(self) -> bool:
        """Whether it is drawn from a range."""
        return self.low is not None and self.high is not None and self.low < self.high


@dataclass(frozen=True, slots=True)
class AskedStrategy:
    """A strategy that was chosen, and what the planner changed of it."""

    name: str
    levers: tuple[AskedNumber, ...] = ()
    starts: date | None = None
    """On which day it begins; as its file says where None."""
    source: str = ""
    """Whose judgement another beginning is; levers have sources of their own."""

    @property
    def changed(self) -> bool:
        """Whether it is another than its file says."""
        return bool(self.levers) or self.starts is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is asked; the same on every surface, and what the command line would be told."""

    base: str = BASE
    """A base by its name."""
    base_text: str = ""
    """Its TOML text, where it is a base of the planner's own that lies in no folder."""
    parts: tuple[str, ...] = ()
    """What is laid over the base before the strategies, such as `legal_process`."""
    strategies: tuple[AskedStrategy, ...] = ()
    mix: Mix = Mix.BOTH
    numbers: tuple[AskedNumber, ...] = ()
    years: float | None = None
    """As the base says where None."""
    replications: int = REPLICATIONS
    seed: int = SEED
    drawn: bool = True
    """Whether inputs are drawn from their ranges; they stay at central values otherwise."""
    name: str = ""
    """Under which it is saved: what the command line calls its file."""
    title: str = ""

    @property
    def needs_files(self) -> bool:
        """Whether the command line needs files of the planner's own to run it."""
        return bool(self.base_text or self.numbers) or any(one.changed for one in self.strategies)

    @property
    def stem(self) -> str:
        """Return the name of its files."""
        return self.name or f"{self.base}_asked"
