"""Social work with children in care: posts, hours, children in need, and assessments that are brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByTask
from sim.parameters.units import (
    CASES,
    DAYS,
    HOURS_A_WEEK,
    HOURS_A_YEAR,
    HOURS_EACH,
    MULTIPLIER,
    PER_YEAR,
    POUNDS_A_YEAR,
    PROBABILITY,
    SHARE,
    WORKERS,
    WORKING_DAYS,
    Unit,
)


@dataclass(frozen=True, slots=True)
class SocialWork:
    """The teams of social workers of children in care, and what asks for their hours."""

    workers: Annotated[float, WORKERS]
    """Posts, filled or not."""
    hours_per_week: Annotated[float, HOURS_A_WEEK]
    """Of a worker, for the work that is counted here."""
    cin_cases: Annotated[float, CASES]
    """Children in need and unborn babies whose cases these teams hold as well."""
    cin_hours: Annotated[float, HOURS_A_YEAR]
    """For each of them."""
    hours: Annotated[ByTask, HOURS_EACH]
    long_term_share: Annotated[float, SHARE]
    """Of foster placements in their second year and later, those meant to last to 18, which are visited less often."""
    visit_kept: Annotated[float, PROBABILITY]
    """That a visit for which there are hours happens in time."""
    cin_untrained: Annotated[float, MULTIPLIER]
    """On the hours of children in need, with workers not trained for them."""
    update_after: Annotated[float, DAYS]
    """From one assessment until the next is due."""
    entry_assessed: Annotated[float, PROBABILITY]
    """That a child has an assessment when they come into care."""
    begun_mean: Annotated[float, DAYS]
    """From falling due until an update is begun: practice, not want of hours."""
    vacancy: Annotated[float, SHARE]
    """Of posts, those without an employee."""
    agency: Annotated[float, SHARE]
    """Of posts, those held by agency workers."""
    turnover: Annotated[float, PER_YEAR]
    """Of employees, those who leave."""
    agency_leaves: Annotated[float, PER_YEAR]
    handover: Annotated[float, WORKING_DAYS]
    """For which a post stands empty when a worker has left."""
    team_transfer: Annotated[float, PER_YEAR]
    """Of children in care: passed from one team to another."""
    stretch: Annotated[float, Unit("elasticity", 0, 5)]
    """By how much moves and returns that are planned take longer, for each share of hours asked beyond those there."""
    change_multiplier: Annotated[float, MULTIPLIER]
    """On the hazard of disruption, for some weeks after a change of social worker."""
    assessment_recognises: Annotated[float, PROBABILITY]
    """That an updated assessment recognises a need that was not known."""
    cost_per_worker: Annotated[float, POUNDS_A_YEAR]
    agency_premium: Annotated[float, MULTIPLIER]
    """What an agency worker costs, over an employee."""
