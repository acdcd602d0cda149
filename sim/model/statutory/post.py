"""A social worker's post: how much of a whole one it is, who holds it, and whose cases go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.statutory.case import Case


class Post:
    """One post, held by an employee or an agency worker, or empty between two of them."""

    __slots__ = ("agency", "cases", "filled", "fills", "left_to_serve", "number", "size", "spells")

    def __init__(self, number: int, size: float, agency: bool) -> None:
        self.number = number
        self.size = size
        """Of a whole-time post: 1, but for the last."""
        self.agency = agency
        self.filled = True
        self.fills = 0
        """The day on which an empty post is filled."""
        self.spells = 0
        """How many have held it before; names the chances of who does now."""
        self.left_to_serve = 0.0
        """What is left of the unit-exponential threshold to leaving."""
        self.cases: dict[int, Case] = {}
        """By identity of the child."""

    @property
    def load(self) -> float:
        """Return the cases for a whole-time worker."""
        return len(self.cases) / self.size
