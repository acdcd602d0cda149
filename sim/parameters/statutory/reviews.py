"""Reviews of care plans, and the independent reviewing officers who chair them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.units import (
    DAYS,
    HOURS_A_WEEK,
    HOURS_EACH,
    MONTHS,
    MULTIPLIER,
    OFFICERS,
    POUNDS_A_YEAR,
    PROBABILITY,
    SHARE,
    WORKING_DAYS,
)


@dataclass(frozen=True, slots=True)
class Reviews:
    """When children in care are reviewed, by how many officers, and what officers do beside."""

    first_due: Annotated[float, WORKING_DAYS]
    """After coming into care."""
    second_after: Annotated[float, MONTHS]
    """After the first was held."""
    later_after: Annotated[float, MONTHS]
    """After the one before was held."""
    officers: Annotated[float, OFFICERS]
    hours_per_week: Annotated[float, HOURS_A_WEEK]
    """Of an officer, for reviews and midway checks."""
    hours_per_review: Annotated[float, HOURS_EACH]
    least_hours: Annotated[float, HOURS_EACH]
    """For a review when time is short."""
    hours_midway: Annotated[float, HOURS_EACH]
    """For looking at a case between two reviews."""
    booked_ahead: Annotated[float, DAYS]
    """Before a review is due, its day is set."""
    postponed: Annotated[float, PROBABILITY]
    postponement: Annotated[float, DAYS]
    decision_done: Annotated[float, PROBABILITY]
    """That what a review decided has been done by the next one."""
    challenge: Annotated[float, PROBABILITY]
    """That an officer challenges what has not been done."""
    challenge_thin: Annotated[float, MULTIPLIER]
    """On the challenge, at a review for which there was too little time."""
    challenge_midway: Annotated[float, MULTIPLIER]
    """On the challenge, where the case was looked at since the last review."""
    drift_shortened: Annotated[float, SHARE]
    """What a challenge takes off the rest of a decided preparation to leave care, or of a planned move's."""
    considers_move: Annotated[float, PROBABILITY]
    """That a planned move is reviewed before it happens."""
    cost_per_officer: Annotated[float, POUNDS_A_YEAR]
