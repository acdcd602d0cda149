"""Ways between kinds of placement that need no search for carers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByDuration, ByRoute
from sim.parameters.units import MULTIPLIER, PER_YEAR, PROBABILITY


@dataclass(frozen=True, slots=True)
class Doors:
    """Moves between kinds of placement that need no search: home to parents, to kin, to hospital, custody or secure."""

    parents_at_entry: Annotated[ByRoute, PROBABILITY]
    """That children who come into care are placed with their parents from the first day."""
    to_parents: Annotated[float, PER_YEAR]
    """Hazard in care of being placed with parents, before what multiplies it by time in care and in placement."""
    to_parents_by_time_in_care: Annotated[ByDuration, MULTIPLIER]
    to_connected: Annotated[float, PER_YEAR]
    """Hazard in care of moving to relatives or friends found since entry, before what multiplies it."""
    to_connected_by_time_in_care: Annotated[ByDuration, MULTIPLIER]
    to_connected_by_age: Annotated[ByAge, MULTIPLIER]
    to_other_residential: Annotated[float, PER_YEAR]
    """Hazard in care of going to hospital, a family centre, custody or a care home, before what multiplies it."""
    to_other_residential_by_age: Annotated[ByAge, MULTIPLIER]
    to_secure: Annotated[float, PER_YEAR]
    """Hazard of a secure placement, from 10, with a behaviour or mental-health need, before the time in placement."""
    to_sibling: Annotated[float, PER_YEAR]
    """Hazard that a child apart from a sibling in care has a place looked for in the sibling's home."""
    by_time_in_placement: Annotated[ByDuration, MULTIPLIER]
    """On all of these but the way to relatives, and on the move to supported accommodation."""
