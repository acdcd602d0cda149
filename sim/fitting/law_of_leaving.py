"""What a law of leaving care tells: who leaves by each cause after how long, of children who entered together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.fitting.steps import Array, Grid


@dataclass(frozen=True, slots=True)
class Leavers:
    """Children as shares of those who entered by each route (r), at each age (a), in each step of time in care (t)."""

    by_cause: Array
    """Who leave before 18, by cause (first axis), r, a and t."""
    for_adoption: Array
    """Who are placed for adoption in the middle of the step, by r, a and t."""


class LawOfLeaving(Protocol):
    """How children leave care before they are 18."""

    def leavers(self, grid: Grid) -> Leavers:
        """Return who leaves in each step, by route and age at entry."""
        ...
