"""Approval of relatives and friends: temporary under regulation 24, and the assessors who decide for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.units import DAYS, PER_YEAR, POSITIVE_DAYS, PROBABILITY, SHARE, Unit


@dataclass(frozen=True, slots=True)
class ConnectedApproval:
    """One line of assessments, for foster carers who are relatives or friends and for special guardians."""

    temporary: Annotated[float, POSITIVE_DAYS]
    """For which a relative or friend may foster before approval."""
    extension: Annotated[float, DAYS]
    """By which that may be extended, once."""
    ends_at_expiry: Annotated[float, PROBABILITY]
    """That the placement ends when that time is over; else the child stays, and is counted as overdue."""
    assessors: Annotated[float, Unit("workers (whole time)", 0, endless=True)]
    """`inf` when no assessment waits for one."""
    cases_per_assessor: Annotated[float, Unit("assessments per worker", 1e-6)]
    other_assessments: Annotated[float, PER_YEAR]
    """For children who are not in care, in the same line."""
    unified: Annotated[float, SHARE]
    """Of carers, those for whom one assessment serves both fostering and guardianship; for the others a part of the
    work is done again."""
    not_approved: Annotated[float, PROBABILITY]
    """That a carer who was approved for the time being is refused in the end, so that the placement ends."""
    return_after_child_arrangements_5_years: Annotated[float, Unit("probability", 0, 0.95)]
    """Of children who leave under a child arrangements order, those who are in care again within five years."""
