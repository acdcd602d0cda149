"""How placements break down, and how they are moved by plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByDuration, ByKind
from sim.parameters.units import DAYS, MULTIPLIER, PER_YEAR, SHARE


@dataclass(frozen=True, slots=True)
class Stability:
    """How placements end before care does."""

    hazard_by_time_in_placement: Annotated[ByDuration, PER_YEAR]
    """Of disruption, before the multipliers."""
    scale: Annotated[float, MULTIPLIER]
    """The authority against England."""
    age_multiplier: Annotated[ByAge, MULTIPLIER]
    kind_multiplier: Annotated[ByKind, MULTIPLIER]
    behaviour_multiplier: Annotated[float, MULTIPLIER]
    split_multiplier: Annotated[float, MULTIPLIER]
    """Placed apart from a sibling in care."""
    poor_match_multiplier: Annotated[float, MULTIPLIER]
    """The placement lacks a skill that the child needs."""
    immediate_share: Annotated[float, SHARE]
    """Of disruptions, those that end the same day; the rest give notice."""
    notice: Annotated[float, DAYS]
    """Given by carers and providers for a disruption with notice."""
    fragile_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, once notice of it has been given and the placement goes on after all."""
    planned_moves: Annotated[ByKind, PER_YEAR]
    """Hazard of a move by change of care plan, by the kind the child is in, before time in placement."""
    planned_by_time_in_placement: Annotated[ByDuration, MULTIPLIER]
    planned_notice: Annotated[float, DAYS]
    moves_to_supported: Annotated[float, PER_YEAR]
    """Hazard from 16 of a planned move to supported accommodation, from foster care or residential."""
