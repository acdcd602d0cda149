"""Siblings: who lives with whom, and who lives apart."""

from __future__ import annotations

from collections.abc import Sequence

from sim.foundations.codes import Kind
from sim.model.core.people import Child, Placement


def apart_from_sibling(child: Child, along: Sequence[Child] = ()) -> bool:
    """Whether `child` lives apart from a sibling who is in care and does not move `along`."""
    here = child.placement
    if here is None:
        return False
    for sibling in child.siblings:
        there = sibling.placement
        if there is not None and sibling not in along and not lives_with(here, there):
            return True
    return False


def could_join(here: Placement, sibling: Child) -> bool:
    """Whether `sibling` lives with unrelated foster carers elsewhere, and nothing else is under way for them."""
    there, plan = sibling.placement, sibling.plan
    if there is None or sibling.life is None or plan is None or plan.decided or lives_with(here, there):
        return False
    return there.kind in (Kind.IN_HOUSE, Kind.AGENCY) and there.search is None and not there.noticed


def lives_with(here: Placement, there: Placement) -> bool:
    """Whether two siblings' placements are one home: the same household, or elsewhere the same home."""
    if here.household is not None or there.household is not None:
        return here.household is there.household
    return here.home == there.home


def siblings_here(child: Child) -> list[Child]:
    """Return the siblings who live in the same placement as `child`."""
    here = child.placement
    if here is None:
        return []
    return [other for other in child.siblings if other.placement is not None and lives_with(here, other.placement)]
