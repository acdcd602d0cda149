"""Lives as a pool keeps them, for tests by hand: children in care on the first day, and their placements so far."""

from __future__ import annotations

from math import inf
from typing import Any

from sim.foundations.codes import Kind, Location, Route, Sex
from sim.model.core.kept import PastPlacement, PoolChild
from sim.model.register.columns import NOBODY


def past(**changes: Any) -> PastPlacement:
    """A placement in the cluster's first household for the last hundred days."""
    values: dict[str, Any] = {
        "kind": Kind.IN_HOUSE,
        "sought": Kind.IN_HOUSE,
        "location": Location.INSIDE,
        "household": 0,
        "began": -100.0,
        "notice": inf,
        "ended": inf,
        "why": NOBODY,
        "first_choice": True,
        "emergency": False,
        "matched": True,
        "split": False,
        "step_down": False,
        "days_searched": 0.0,
        "home": 0,
        "kept": inf,
    }
    return PastPlacement(**{**values, **changes})


def kept(*placements: PastPlacement, **changes: Any) -> PoolChild:
    """A child of eight, in care since the first of these placements began."""
    values: dict[str, Any] = {
        "family": 1,
        "born": -8 * 365.25,
        "sex": Sex.FEMALE,
        "behaviour": False,
        "disability": False,
        "route": Route.VOLUNTARY,
        "episode": 1,
        "entered": placements[0].began if placements else 0.0,
        "decided": inf,
        "cause": NOBODY,
        "placements": placements,
        "camhs_referred": inf,
        "camhs_seen": inf,
    }
    return PoolChild(**{**values, **changes})
