"""Small health assessments in which everything is certain and takes exactly as long as written, for tests by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

from quiet_parameters import every

from sim.parameters.statutory.health import HealthAssessments
from sim.parameters.statutory.strategies import HealthClinic, HealthPathway
from sim.parameters.tables import ByAge, ByRoute


def health_assessments(**changes: Any) -> HealthAssessments:
    """Health is told after ten working days; one clinic a week with three places; everybody is brought."""
    health = HealthAssessments(
        initial_due=20.0,
        notification_median=10.0,
        notification_spread=0.0,
        consent_missing=every(ByRoute, 0.0),
        consent_median=10.0,
        consent_spread=0.0,
        clinics_per_week=1.0,
        slots_per_clinic=3.0,
        clinic_cancelled=0.0,
        invitation=5.0,
        near_at_home=1.0,
        host_median=30.0,
        host_spread=0.0,
        missed=every(ByAge, 0.0),
        refused=0.0,
        review_under_5=182.5,
        review_from_5=365.0,
        review_lateness_mean=0.0,
        sdq_completed=1.0,
        recognised_at_entry=1.0,
        assessment_recognises=1.0,
        sdq_recognises=1.0,
        referral_waits_for_assessment=0.0,
        report_days=5.0,
        cost_per_clinic=600.0,
        cost_per_host_assessment=350.0,
    )
    return replace(health, **changes)


def health_pathway(**changes: Any) -> HealthPathway:
    """One coordinator, in force at once."""
    pathway = HealthPathway(
        starts=-inf,
        ramp=0.0,
        coordinators=1.0,
        notification_median=4.0,
        consent_ratio=0.25,
        host_median=18.0,
        cost_per_coordinator=45_000.0,
    )
    return replace(pathway, **changes)


def health_clinic(**changes: Any) -> HealthClinic:
    """One more place in each clinic, at once."""
    clinic = HealthClinic(starts=-inf, ramp=0.0, extra_slots=1.0, cost_per_slot=200.0)
    return replace(clinic, **changes)


def busy_health(**changes: Any) -> HealthAssessments:
    """Health assessments in which much happens."""
    busy = health_assessments(
        notification_spread=0.7,
        consent_missing=every(ByRoute, 0.3),
        consent_spread=0.6,
        slots_per_clinic=2.0,
        clinic_cancelled=0.1,
        near_at_home=0.7,
        host_spread=0.5,
        missed=every(ByAge, 0.15),
        refused=0.1,
        review_lateness_mean=50.0,
        sdq_completed=0.5,
        assessment_recognises=0.7,
        sdq_recognises=0.6,
    )
    return replace(busy, **changes)
