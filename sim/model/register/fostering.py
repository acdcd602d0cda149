"""Columns of the register: households, their spells, places, training and the council's own homes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Households:
    """One row an in-house foster household."""

    identity: list[int] = field(default_factory=list)
    approved: list[float] = field(default_factory=list)
    closing: list[float] = field(default_factory=list)
    """When it stopped taking children for good; OPEN until then."""
    left: list[float] = field(default_factory=list)
    """When deregistered; OPEN while approved."""
    places: list[int] = field(default_factory=list)
    location: list[int] = field(default_factory=list)
    ages: list[int] = field(default_factory=list)
    """Ages accepted: 1 for under 5, 2 for 5 to 9, 4 for 10 and over, added."""
    skills: list[int] = field(default_factory=list)
    """`Skill` flags at approval."""
    agreement: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Spells:
    """One row a spell in which a household takes no new child, or a young person staying put keeps a place."""

    household: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    staying_put: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class Capacity:
    """In-house places over time: one row each time the numbers change, with the numbers from then on."""

    day: list[float] = field(default_factory=list)
    households: list[int] = field(default_factory=list)
    approved: list[int] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)
    """By looked-after children."""
    unavailable: list[int] = field(default_factory=list)
    """Empty in a household that takes nobody just now, or kept by a young person staying put.

    Vacant places are approved less filled less unavailable.
    """


@dataclass(slots=True)
class OwnHomeBeds:
    """Beds in the council's own children's homes: one row each time the numbers change, with those from then on."""

    day: list[float] = field(default_factory=list)
    beds: list[int] = field(default_factory=list)
    """In homes that have opened."""
    filled: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Training:
    """One row a training place taken."""

    household: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    completed: list[float] = field(default_factory=list)
    """OPEN when not (yet) completed."""
    skill: list[int] = field(default_factory=list)
