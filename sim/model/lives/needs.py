"""Needs that begin in care: from then on the child's carers feel it, and so does the search for others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sim.model.core.people import Child
from sim.model.engine.life import Wake

if TYPE_CHECKING:
    from sim.model.lives.world import World


def expect_need(world: World, child: Child) -> None:
    """See to it that a behaviour or mental-health need begins on its day; when that has passed the child has it."""
    if child.behaviour:
        return
    if child.need_begins <= world.lives.now:
        child.behaviour = True
    elif child.need_begins < child.adult:
        world.lives.at(child.need_begins, partial(_begins, world, child))


def _begins(world: World, child: Child) -> None:
    """Let the need begin now. The placement's match and price stay as they were when it began."""
    child.behaviour = True
    world.register.children.behaviour_since[child.row] = world.lives.now
    if child.placement is None:
        return  # out of care; when the child comes back it is with the need
    if child.placement.household is not None:
        world.fostering.need_begins(child.placement.household)
    if child.life is not None:
        world.lives.wake(child.life, Wake.SUPPORT_CHANGED)
