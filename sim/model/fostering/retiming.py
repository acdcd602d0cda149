"""Placements of a household re-timed when its support changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.core.people import Child, Household
from sim.model.engine.life import Wake

if TYPE_CHECKING:
    from sim.model.lives.world import World


def retime_children(world: World, household: Household, but: Child | None = None) -> None:
    """Have the placements in a household re-timed, since its support has changed."""
    for child in list(household.occupants):
        if child is not but and child.life is not None and child.placement is not None:
            world.lives.wake(child.life, Wake.SUPPORT_CHANGED)
