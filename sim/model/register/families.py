"""Columns of the register: families at risk, and work on returns home."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Families:
    """One row a family at risk referred with warning."""

    identity: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    """How many."""
    referred: list[float] = field(default_factory=list)
    crisis: list[float] = field(default_factory=list)
    started: list[float] = field(default_factory=list)
    """When the edge-of-care team began with the family; OPEN if never."""
    finished: list[float] = field(default_factory=list)
    would_enter: list[bool] = field(default_factory=list)
    """Without help: the counterfactual."""
    entered: list[bool] = field(default_factory=list)
    """At the crisis. False before it."""
    postponed_until: list[float] = field(default_factory=list)
    """When an averted entry happens after all; OPEN if it does not."""


@dataclass(slots=True)
class Returns:
    """One row a planned return home supported by the edge-of-care team."""

    episode: list[int] = field(default_factory=list)
    extra: list[bool] = field(default_factory=list)
    """The team brought the decision about; without it nothing was decided then."""
    started: list[float] = field(default_factory=list)
    returned: list[float] = field(default_factory=list)
    finished: list[float] = field(default_factory=list)
