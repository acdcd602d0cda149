"""Development of carers: training, recruitment and what they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.strategy import Strategy
from sim.parameters.units import (
    DAYS,
    DAYS_AFTER_START,
    MULTIPLIER,
    PER_YEAR,
    POUNDS_A_YEAR,
    POUNDS_EACH,
    PROBABILITY,
    SHARE,
    Unit,
)


@dataclass(frozen=True, slots=True)
class CarerDevelopment(Strategy):
    """Training of in-house carers, and recruitment."""

    starts: Annotated[float, DAYS_AFTER_START]
    training_places: Annotated[float, Unit("households per month", 0)]
    course_days: Annotated[float, DAYS]
    adolescents_share: Annotated[float, SHARE]
    """Of training places, for older adolescents; the rest for disability."""
    completed: Annotated[float, PROBABILITY]
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, in trained households."""
    extra_enquiries: Annotated[float, PER_YEAR]
    cost_per_training_place: Annotated[float, POUNDS_EACH]
    cost_of_recruitment: Annotated[float, POUNDS_A_YEAR]
