"""Health assessments of children in care: who is told when, where they are seen, and what is recognised there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByRoute
from sim.parameters.units import (
    DAYS,
    POUNDS_EACH,
    PROBABILITY,
    SHARE,
    SLOTS_A_CLINIC,
    SPREAD,
    SWITCH,
    WORKING_DAYS,
    Unit,
)


@dataclass(frozen=True, slots=True)
class HealthAssessments:
    """Initial and review health assessments, and the strengths and difficulties questionnaire."""

    initial_due: Annotated[float, WORKING_DAYS]
    """After coming into care."""
    notification_median: Annotated[float, WORKING_DAYS]
    """From coming into care until the social worker has told health."""
    notification_spread: Annotated[float, SPREAD]
    consent_missing: Annotated[ByRoute, PROBABILITY]
    """That consent is not signed when health is told."""
    consent_median: Annotated[float, WORKING_DAYS]
    """From then until it is."""
    consent_spread: Annotated[float, SPREAD]
    clinics_per_week: Annotated[float, Unit("clinics per week", 0, 5, whole=True)]
    """Of the council's own area."""
    slots_per_clinic: Annotated[float, SLOTS_A_CLINIC]
    clinic_cancelled: Annotated[float, Unit("probability", 0, 0.99)]
    invitation: Annotated[float, WORKING_DAYS]
    """The least from booking to appointment."""
    near_at_home: Annotated[float, SHARE]
    """Of children who live outside the authority within 20 miles, those who are seen in the council's own clinic."""
    host_median: Annotated[float, DAYS]
    """From asking the area where the child lives until the appointment there."""
    host_spread: Annotated[float, SPREAD]
    missed: Annotated[ByAge, PROBABILITY]
    """That a child is not brought to an appointment."""
    refused: Annotated[float, PROBABILITY]
    """By young people of 14 or more: never assessed."""
    review_under_5: Annotated[float, DAYS]
    """From one assessment until the next is due."""
    review_from_5: Annotated[float, DAYS]
    review_lateness_mean: Annotated[float, DAYS]
    """Of review assessments."""
    sdq_completed: Annotated[float, PROBABILITY]
    """Of the questionnaires of a year, of children of 4 to 16 who have been looked after for a year."""
    recognised_at_entry: Annotated[float, PROBABILITY]
    """That a behaviour or mental-health need is known as the child comes into care, or as it begins."""
    assessment_recognises: Annotated[float, PROBABILITY]
    sdq_recognises: Annotated[float, PROBABILITY]
    referral_waits_for_assessment: Annotated[float, SWITCH]
    """1: the referral to CAMHS at entry is made when the assessment's report has come."""
    report_days: Annotated[float, WORKING_DAYS]
    """From the assessment until its report is on the child's file."""
    cost_per_clinic: Annotated[float, POUNDS_EACH]
    """Paid by the NHS, as is the next."""
    cost_per_host_assessment: Annotated[float, POUNDS_EACH]
