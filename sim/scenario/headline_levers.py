"""Headline levers: the few numbers of a strategy that a planner sets, as its file names them, for one council."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.parameters.units import Unit
from sim.scenario.files.strategy_sizes import StrategySize
from sim.scenario.quantities.quantity import Quantity


@dataclass(frozen=True, slots=True)
class HeadlineLever:
    """A number of a strategy that a planner sets."""

    path: str
    title: str
    """In plain words, as the strategy's file calls it."""
    unit: Unit
    """With the bounds of its numbers."""
    quantity: Quantity
    """As it is for this council: value, low, high, source and date."""
    written: float
    """As the strategy's file has it, whatever the council."""
    size: StrategySize | None
    """By how much it is larger on this council than its file says; None where it is as written."""

    @property
    def value(self) -> float:
        raise NotImplementedError

    @property
    def proportion(self) -> str:
        """Return in words how it is in proportion to the council; empty where it is as written."""
        raise NotImplementedError

    def set_to(self, value: float, low: float | None, high: float | None, source: str) -> Quantity:
        raise NotImplementedError


def headline_levers(base: str, strategy: str) -> tuple[HeadlineLever, ...]:
    """Return the headline levers of a strategy laid over a base, in the order of its file."""
    raise NotImplementedError


def overlay_of(title: str, changed: Mapping[str, Quantity]) -> str:
    """Return these quantities as the TOML text of a strategy's file, to be laid over the strategies they change."""
    raise NotImplementedError
