"""Life-story work: books for children who will not go home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.units import MULTIPLIER, POSITIVE_DAYS, POUNDS_A_YEAR, SHARE, WORKERS, Unit


@dataclass(frozen=True, slots=True)
class LifeStory:
    """Who makes life-story books, how many, and when one is due."""

    workers: Annotated[float, WORKERS]
    books_per_worker: Annotated[float, Unit("books a year per worker", 0)]
    due_after: Annotated[float, POSITIVE_DAYS]
    """After it is known that the child will not go home."""
    has_at_start: Annotated[float, SHARE]
    """Of children in care on the first day for whom a book is due, those who have one."""
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On the hazard of disruption, once the child has a book."""
    cost_per_worker: Annotated[float, POUNDS_A_YEAR]
