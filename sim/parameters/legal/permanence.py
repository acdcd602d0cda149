"""Plans of permanence: when they are decided, and how a foster home for the long term is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.units import DAYS, MULTIPLIER, POSITIVE_DAYS, PROBABILITY


@dataclass(frozen=True, slots=True)
class PermanencePlanning:
    """The decision at the second review, and what follows for children who stay in care until they are grown up."""

    second_review: Annotated[float, POSITIVE_DAYS]
    """From entering care to the review at which permanence should be decided."""
    decided_by_second_review: Annotated[float, PROBABILITY]
    """That it is; else at a later review, half a year apart."""
    idle: Annotated[float, DAYS]
    """Mean time before looking for a foster home for the long term is taken up."""
    match_median: Annotated[float, POSITIVE_DAYS]
    """From then to the match."""
    in_place: Annotated[float, PROBABILITY]
    """That the carers with whom the child lives become the carers for the long term."""
    panel_interval: Annotated[float, POSITIVE_DAYS]
    """Between panels that match children with foster carers for the long term."""
    moves_multiplier: Annotated[float, MULTIPLIER]
    """On planned moves of a child matched for the long term."""
    disruption_multiplier: Annotated[float, MULTIPLIER]
    """On breakdowns of such a placement."""
