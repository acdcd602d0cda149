"""Placements of a household re-timed when its support changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.core.people import Child, Household
from sim.model.engine.life import Wake

if TYPE_CHECKING:
    from sim.model.core.run import Run


def retime_children(run: Run, household: Household, but: Child | None = None) -> None:
    """Have the placements in a household re-timed, since its support has changed."""
    for child in list(household.occupants):
        if child is not but and child.life is not None and child.placement is not None:
            run.lives.wake(child.life, Wake.SUPPORT_CHANGED)
