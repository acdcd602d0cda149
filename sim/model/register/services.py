"""Columns of the register: what services did."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class PanelDecision(IntEnum):
    """What the placements panel decided on one case."""

    REQUEST_UPHELD = 0
    REQUEST_REDIRECTED = 1
    MOVE_UPHELD = 2
    MOVE_STABILISED = 3
    REVIEWED_STAYS = 4
    REVIEWED_NO_HOUSEHOLD = 5
    STEPPED_DOWN = 6


@dataclass(slots=True)
class Referrals:
    """One row a referral to CAMHS that was accepted."""

    child: list[int] = field(default_factory=list)
    colocated: list[bool] = field(default_factory=list)
    referred: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    """First appointment; OPEN while waiting, or when the child left first."""
    ended: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Consultations:
    """One row a household advised by the psychologist around a child."""

    household: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)


@dataclass(slots=True)
class PanelCases:
    """One row a case heard by the placements panel."""

    day: list[float] = field(default_factory=list)
    child: list[int] = field(default_factory=list)
    decision: list[int] = field(default_factory=list)
