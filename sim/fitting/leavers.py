"""Who leaves care by each cause after how long, of children who entered together: what a law of leaving tells.

There are two: one hazard (`hazard_law.py`), and tracks through the courts beside it (`tracks.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.fitting.coming_back import ComingBack
from sim.fitting.steps import Array


@dataclass(frozen=True, slots=True)
class Away:
    """Children who left for a place from which some come back."""

    gone: Array
    """By route, age at entry and step of time in care."""
    back: ComingBack


@dataclass(frozen=True, slots=True)
class Leavers:
    """Children as shares of those who entered by each route (r), at each age (a), in each step of time in care (t)."""

    by_cause: Array
    """Who leave before 18, by cause (first axis), r, a and t."""
    for_adoption: Array
    """Who are placed for adoption in the middle of the step, by r, a and t."""
    home: Away
    """Who went home, otherwise than by a court's order: the only ones who may be back in the same year."""
    elsewhere: tuple[Away, ...]
    """Others some of whom come back."""
