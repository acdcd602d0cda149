"""What a council's own returns tell of ways between placements: goals of the fit, for the model's rates are others.

A return tells when a placement ended and where a child first lived; the model's numbers are of what was looked for, of
what was decided before notice ran out, and of children with needs that no return shows. So own figures are not put in
the place of the model's, but at the end of what it runs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.fitting.breakdowns import Breakdowns
from sim.fitting.steps import Array


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """One quantity that the fit turns until the model comes to the council's own figures."""

    path: str
    title: str
    told: str
    """In words, what it comes to."""
    low: float
    """Ends of the central 90% range, times the value."""
    high: float


@dataclass(frozen=True, slots=True)
class OwnGoals:
    """Rates of ten ends or more, and rounded counts: nothing that may not leave the council."""

    source: str
    as_of: date
    told: tuple[OwnGoal, ...]
    """In the place of what published figures would give."""
    breakdowns: Breakdowns | None
    """Rates a child-year; None where fewer than ten broke down."""
    planned: Array
    """Planned moves a child-year, by kind; not a number where fewer than ten tell of it."""
    planned_ends: Array
    """Of how many each is, rounded."""
    to_supported: float
    """Planned moves to supported accommodation a child-year from 16; not a number likewise."""
    first: Array
    """Children by first kind and age when they came, rounded; not a number where the number is small."""
    first_of: Array
    """Those who came at each age, rounded; not a number where fewer than ten did."""
    alone_supported: float
    """Unaccompanied children of 16 and over who first lived in supported accommodation, rounded."""
    alone: float
    """Unaccompanied children of 16 and over who came, rounded; not a number where fewer than ten did."""

    @property
    def paths(self) -> frozenset[str]:
        """Return the quantities that are turned to these goals."""
        return frozenset(one.path for one in self.told)
