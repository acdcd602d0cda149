"""A quantity of England's file made of another year: its number and source are new, its range goes along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sim.bases.entries import plain
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import EvidenceKind, Plain, Quantity

MOST_OF_A_SHARE = 0.97
"""Above which the end of a range of a share makes no sense."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a year's tables say of one quantity."""

    path: str
    value: Plain
    source: str
    kind: EvidenceKind = "published"
    year: int = 0
    """31 March of which year it is of; 0 is the year of the base."""
    note: str = ""
    ends: tuple[float, float] | None = None
    """Of its range; None where those of England's file move with the value."""


def renewed(usual: Quantity, told: Renewed, when: date) -> Quantity:
    """Return the quantity of England's file with the year's value; ends of a range that are numbers move with it."""
    low, high = usual.low, usual.high
    if isinstance(told.value, (int, float)) and isinstance(usual.value, (int, float)) and usual.value:
        low, high = (None if end is None else plain(end * told.value / usual.value) for end in (low, high))
        if high is not None and usual.distribution == "beta":
            high = min(high, MOST_OF_A_SHARE)
        elif high is not None:
            high = min(high, declared()[told.path].unit.maximum)
    if told.ends is not None:
        low, high = told.ends
    return replace(
        usual,
        value=told.value,
        source=told.source,
        kind=told.kind,
        as_of=date(told.year, 3, 31) if told.year else when,
        low=low,
        high=high,
        note=told.note,
        file="",
    )
