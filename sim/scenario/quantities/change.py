"""A change that a file makes of what the files below it give: a factor, a sum added, or growth, with its own range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import Literal, TypeAlias

from sim.parameters.tables import Table
from sim.parameters.units import Unit
from sim.scenario.quantities.bounds import within
from sim.scenario.quantities.drawing import Distribution, quantile

How: TypeAlias = Literal["times", "plus", "grows"]

ByName: TypeAlias = tuple[tuple[str, float], ...]
"""Amounts for the categories that are named; the others stay."""


@dataclass(frozen=True, slots=True)
class RelativeChange:
    """What is done to a number, or to all or some of the numbers of a table."""

    how: How
    amount: float | ByName
    """A factor; what is added; of growth the share that is added each year."""
    luck: str
    """Names what it is drawn with: the file and the quantity."""
    low: float | None = None
    high: float | None = None
    distribution: Distribution = "fixed"

    @property
    def drawn(self) -> bool:
        """Whether it has a range to be drawn from."""
        return self.distribution != "fixed"

    def numbers(self) -> tuple[object, ...]:
        """Return all that the model can feel."""
        return self.how, self.amount, self.distribution, self.low, self.high, self.luck if self.drawn else ""

    def sized(self, size: float) -> RelativeChange:
        """Return the change at another size: none of it at 0, as it is at 1."""
        nothing = 1.0 if self.how == "times" else 0.0
        if not isinstance(self.amount, float):
            amounts = tuple((name, nothing + size * (one - nothing)) for name, one in self.amount)
            return replace(self, amount=amounts)
        ends = (None if end is None else nothing + size * (end - nothing) for end in (self.low, self.high))
        low, high = ends
        return replace(self, amount=nothing + size * (self.amount - nothing), low=low, high=high)

    def at(self, u: float) -> RelativeChange:
        """Return the change at the u-quantile of its range, which is no longer drawn."""
        low, high = (1.0 if end is None else end for end in (self.low, self.high))
        if isinstance(self.amount, float):
            amount: float | ByName = quantile(self.distribution, u, low, self.amount, high)
        else:
            factor = quantile(self.distribution, u, low, 1.0, high)
            amount = tuple((name, factor * one) for name, one in self.amount)
        return replace(self, amount=amount, low=None, high=None, distribution="fixed")

    def end(self, high: bool) -> RelativeChange:
        """Return the change at an end of its range."""
        end = self.high if high else self.low
        if not self.drawn or end is None or not isinstance(self.amount, float):
            return self
        return replace(self, amount=end, low=None, high=None, distribution="fixed")

    def of(self, value: float | Table, unit: Unit, years: float = 0.0) -> float | Table:
        """Return what it makes of a value within the bounds of its unit; `years` is for how long it has grown."""
        if not isinstance(value, Table):
            assert isinstance(self.amount, float)
            return within(unit, self._of_number(value, self.amount, years))
        amounts = self._by_name(value)
        names: tuple[str, ...] = value.__match_args__
        made: dict[str, float] = {
            name: within(unit, self._of_number(one, amounts[name], years)) if name in amounts else one
            for name, one in zip(names, value.values(), strict=True)
        }
        return type(value)(**(_shares(made, amounts) if unit.sums_to_one else made))

    def exact(self, value: float | Table, years: float = 0.0) -> tuple[float, ...]:
        """Return the numbers that it makes of a value, be they within bounds or not."""
        if not isinstance(value, Table):
            assert isinstance(self.amount, float)
            return (self._of_number(value, self.amount, years),)
        amounts = self._by_name(value)
        names: tuple[str, ...] = value.__match_args__
        numbers = zip(names, value.values(), strict=True)
        return tuple(self._of_number(one, amounts[name], years) if name in amounts else one for name, one in numbers)

    def _by_name(self, table: Table) -> dict[str, float]:
        if isinstance(self.amount, float):
            return dict.fromkeys(table.__match_args__, self.amount)
        return dict(self.amount)

    def _of_number(self, value: float, amount: float, years: float) -> float:
        match self.how:
            case "times":
                return value * amount
            case "plus":
                return value + amount
            case "grows":
                return float(value * (1.0 + amount) ** years)


def _shares(made: dict[str, float], amounts: dict[str, float]) -> dict[str, float]:
    """Return shares that sum to 1: those that are changed as they are, the others making way in proportion."""
    named = fsum(one for name, one in made.items() if name in amounts)
    others = fsum(one for name, one in made.items() if name not in amounts)
    if named >= 1.0 or others == 0.0:
        return {name: one / named if name in amounts else 0.0 for name, one in made.items()}
    scale = (1.0 - named) / others
    return {name: one if name in amounts else one * scale for name, one in made.items()}
