"""Small legal process in which nobody comes to court and nothing waits, so that each test switches on its subject."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

from quiet_parameters import every

from sim.parameters.legal.adoption import AdoptionProcess
from sim.parameters.legal.connected import ConnectedApproval
from sim.parameters.legal.costs import LegalCosts
from sim.parameters.legal.legal import Legal
from sim.parameters.legal.permanence import PermanencePlanning
from sim.parameters.legal.planning import PlanningBeforeCourt
from sim.parameters.legal.residual import ResidualLeaving
from sim.parameters.legal.strategies import (
    AdoptionSummit,
    CaseTracker,
    ConnectedCarersTeam,
    EarlierFamilyFinding,
    EarlyPermanence,
    ParallelPlanning,
    WeeklyLegalPlanning,
)
from sim.parameters.tables import ByAge, ByCarersNamed, ByCause, ByDuration, ByOrder, ByPermanencePlan, ByRoute

TO_CARE = ByOrder(0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
HOME = ByCause(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def legal(**changes: Any) -> Legal:
    """Courts make care orders alone, and nobody comes before them but on an interim care order."""
    neutral = Legal(
        generates=1.0,
        court_share_voluntary=every(ByAge, 0.0),
        court_share_police=every(ByAge, 0.0),
        court_share_emergency=every(ByAge, 0.0),
        enters_at_issue=1.0,
        enters_until=0.5,
        issue_median_voluntary=28.0,
        issue_spread=0.0,
        issue_median_emergency=10.0,
        court_median=100.0,
        court_spread=0.0,
        work_factor=1.0,
        case_management=15.0,
        final_evidence=21.0,
        limit=182.0,
        parent_assessment_median=70.0,
        parent_assessment_spread=0.0,
        carers_wanted=0.0,
        carers_named=ByCarersNamed(1.0, 0.0, 0.0, 0.0),
        named_early=1.0,
        viability_median=14.0,
        viable=1.0,
        carer_assessment_median=70.0,
        carer_assessment_spread=0.0,
        redone=0.0,
        redone_work=0.4,
        approved=1.0,
        adoption_papers_median=42.0,
        decision_maker_interval=14.0,
        parallel=1.0,
        adoption_considered=every(ByAge, 0.0),
        idle=0.0,
        orders_under_1=TO_CARE,
        orders_1_to_4=TO_CARE,
        orders_5_to_9=TO_CARE,
        orders_10_to_15=TO_CARE,
        orders_from_16=TO_CARE,
        same_order_for_siblings=1.0,
        connected_odds=1.0,
        lived_with_guardian_before=0.0,
        home_after_court_return_5_years=0.0,
        discharge_median=540.0,
        discharge_spread=0.0,
        residual=residual(),
        adoption=adoption(),
        permanence=permanence(),
        connected=connected(),
        planning=planning(),
        costs=LegalCosts(0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    )
    return replace(neutral, **changes)


def residual(**changes: Any) -> ResidualLeaving:
    """Nobody leaves in other ways; who did would go home."""
    neutral = ResidualLeaving(
        pending_multiplier=1.0,
        after_order_multiplier=1.0,
        hazard_by_time_in_care=every(ByDuration, 0.0),
        age_multiplier=every(ByAge, 1.0),
        route_multiplier=every(ByRoute, 1.0),
        causes_before_under_10=HOME,
        causes_before_10_to_15=HOME,
        causes_before_from_16=HOME,
        causes_after_under_10=HOME,
        causes_after_10_to_15=HOME,
        causes_after_from_16=HOME,
    )
    return replace(neutral, **changes)


def adoption(**changes: Any) -> AdoptionProcess:
    """A search takes three months and finds; no step waits but for the panel."""
    neutral = AdoptionProcess(
        finding_median=90.0,
        finding_spread=0.0,
        hard_share=0.0,
        hard_multiplier=1.0,
        finding_multiplier=every(ByAge, 1.0),
        sibling_multiplier=1.0,
        disability_multiplier=1.0,
        idle=0.0,
        starts_at_decision=0.0,
        panel_interval=28.0,
        introductions=30.0,
        order_median=240.0,
        order_spread=0.0,
        least_before_application=70.0,
        reversed=0.0,
        disrupted=0.0,
        early_share=every(ByAge, 0.0),
        early_order_median=130.0,
        early_returns=0.0,
        finders=inf,
        cases_per_finder=15.0,
    )
    return replace(neutral, **changes)


def permanence(**changes: Any) -> PermanencePlanning:
    """Permanence is decided at the second review, and carers match in place; a match changes nothing else."""
    neutral = PermanencePlanning(
        second_review=119.0,
        decided_by_second_review=1.0,
        idle=0.0,
        match_median=150.0,
        in_place=1.0,
        panel_interval=28.0,
        moves_multiplier=1.0,
        disruption_multiplier=1.0,
    )
    return replace(neutral, **changes)


def connected(**changes: Any) -> ConnectedApproval:
    """Everybody is approved, and nobody waits for an assessor."""
    neutral = ConnectedApproval(
        temporary=112.0,
        extension=56.0,
        ends_at_expiry=0.0,
        assessors=inf,
        cases_per_assessor=4.0,
        other_assessments=0.0,
        unified=1.0,
        not_approved=0.0,
        return_after_child_arrangements_5_years=0.0,
    )
    return replace(neutral, **changes)


def planning(**changes: Any) -> PlanningBeforeCourt:
    """Every case goes straight to court."""
    neutral = PlanningBeforeCourt(
        interval=14.0, urgent=1.0, letter=10.0, work_weeks=16.0, idle=0.0, review_interval=42.0
    )
    return replace(neutral, **changes)


def legal_strategies() -> dict[str, Any]:
    """Each of the seven strategies by its part of the parameters, at full strength and for nothing."""
    return {
        "legal_planning": WeeklyLegalPlanning(0.0, interval=7.0, agenda=inf, entry_risk_ratio=1.0, cost_per_year=0.0),
        "plo_tracker": CaseTracker(0.0, interval=14.0, covers=1.0, agenda=inf, taken_up=1.0, cost_per_year=0.0),
        "parallel_planning": ParallelPlanning(
            starts=0.0,
            ramp=0.0,
            share=1.0,
            adoption_considered=every(ByAge, 1.0),
            named_early=1.0,
            order_odds=1.0,
            cost_per_case=0.0,
        ),
        "family_finding": EarlierFamilyFinding(
            starts=0.0, at_decision=1.0, decided_by_second_review=1.0, finders_added=1.0, cost_per_finder=0.0
        ),
        "connected_carers": ConnectedCarersTeam(
            starts=0.0, assessors_added=1.0, work=0.85, redone=0.0, unified=1.0, cost_per_assessor=0.0
        ),
        "adoption_summit": AdoptionSummit(
            starts=0.0,
            interval=28.0,
            covers=every(ByPermanencePlan, 1.0),
            agenda=inf,
            taken_up=1.0,
            cost_per_year=0.0,
        ),
        "early_permanence": EarlyPermanence(starts=0.0, share=every(ByAge, 1.0), cost_per_placement=0.0),
    }
