"""Strategies that do nothing until a test gives them something to do."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

from quiet_parameters import every

from sim.parameters.camhs import Camhs, CamhsSupport, CamhsTeam, CarerConsultation
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.out_of_hours import OutOfHours
from sim.parameters.own_homes import OwnHomes
from sim.parameters.panel import PlacementsPanel
from sim.parameters.tables import (
    ByNeed,
)


def own_homes(**changes: Any) -> OwnHomes:
    """One home of the council's own with four beds, open from the start to everyone, for nothing."""
    homes = OwnHomes(
        starts=0.0,
        ramp=0.0,
        homes=1.0,
        beds=4.0,
        youngest=0.0,
        agreement=every(ByNeed, 1.0),
        behaviour_together=4.0,
        matched=1.0,
        weekly_price=0.0,
        cost_per_home=0.0,
        cost_of_opening=0.0,
    )
    return replace(homes, **changes)


def camhs_team(**changes: Any) -> CamhsTeam:
    """One clinician for ten children from the start, at once, each seen for 26 weeks, with no effect."""
    team = CamhsTeam(
        starts=0.0,
        ramp=0.0,
        clinicians=1.0,
        caseload=10.0,
        access_median=0.0,
        access_spread=0.0,
        accepted=1.0,
        weeks_seen_median=26.0,
        weeks_seen_spread=0.0,
        hazard_multiplier=1.0,
        cost_per_clinician=0.0,
    )
    return replace(team, **changes)


def camhs(**changes: Any) -> Camhs:
    """A usual route to which nobody is referred."""
    service = Camhs(
        referral_at_entry=0.0,
        referral_after_disruption=0.0,
        referral_at_strain=0.0,
        strain=0.5,
        usual=camhs_team(),
    )
    return replace(service, **changes)


def consultation(**changes: Any) -> CarerConsultation:
    """A psychologist with no hours and no effect."""
    psychologist = CarerConsultation(
        starts=0.0,
        ramp=0.0,
        hours=0.0,
        hours_per_household=1.0,
        weeks=12.0,
        hazard_multiplier=1.0,
        unskilled_agreement=0.0,
        cost_per_hour=0.0,
    )
    return replace(psychologist, **changes)


def camhs_support(**changes: Any) -> CamhsSupport:
    """A co-located team of nobody, and a psychologist with no hours."""
    support = CamhsSupport(colocated=camhs_team(clinicians=0.0), consultation=consultation())
    return replace(support, **changes)


def edge_of_care(**changes: Any) -> EdgeOfCare:
    """One worker with five families from the start, eight weeks each, with no effect."""
    team = EdgeOfCare(
        starts=0.0,
        ramp=0.0,
        workers=1.0,
        families_per_worker=5.0,
        weeks_median=8.0,
        weeks_spread=0.0,
        entry_risk_ratio=1.0,
        weeks_to_full_effect=0.0,
        postponed_share=0.0,
        postponed_within=365.0,
        priority_age=18.0,
        return_support_share=0.0,
        return_sooner=0.0,
        return_extra=0.0,
        return_extra_within=365.0,
        reentry_risk_ratio=1.0,
        cost_per_worker=0.0,
        cost_per_family=0.0,
    )
    return replace(team, **changes)


def panel(**changes: Any) -> PlacementsPanel:
    """A weekly panel that hears everything from the start and changes nothing."""
    meetings = PlacementsPanel(
        starts=0.0,
        interval=7.0,
        agenda=inf,
        redirected=0.0,
        stabilised=0.0,
        stabilised_multiplier=1.0,
        stabilised_weeks=0.0,
        review_after=90.0,
        ready=0.0,
        redirected_multiplier=1.0,
        transition_weeks=4.0,
        breakdown_within_14_weeks=0.25,
        breakdown_within_52_weeks=0.36,
        cost_per_year=0.0,
        support_per_child=0.0,
    )
    return replace(meetings, **changes)


def out_of_hours(**changes: Any) -> OutOfHours:
    """A line for every household from the start, with no effect."""
    line = OutOfHours(
        starts=0.0,
        ramp=0.0,
        coverage=1.0,
        hazard_multiplier=1.0,
        deregistration_multiplier=1.0,
        cost_per_year=0.0,
    )
    return replace(line, **changes)


def carer_development(**changes: Any) -> CarerDevelopment:
    """No training places and no recruitment."""
    programme = CarerDevelopment(
        starts=0.0,
        training_places=0.0,
        course_days=60.0,
        adolescents_share=0.5,
        completed=1.0,
        hazard_multiplier=1.0,
        extra_enquiries=0.0,
        cost_per_training_place=0.0,
        cost_of_recruitment=0.0,
    )
    return replace(programme, **changes)
