"""Small legal processes in which everything is certain and takes exactly as long as written, for tests by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

from busy_parameters import busy
from quiet_parameters import doors, every, market, only, quiet

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
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCarersNamed, ByCause, ByDuration, ByOrder, ByPermanencePlan, ByRoute


def legal(**changes: Any) -> Legal:
    """Everybody comes to court, one day after entry; it makes a care order after 100 days; nothing lies idle.

    Parents are assessed in 70 days; no relatives are named and adoption is not considered.
    """
    care = only(ByOrder, care=1.0)
    process = Legal(
        generates=1.0,
        court_share_voluntary=every(ByAge, 1.0),
        court_share_police=every(ByAge, 1.0),
        court_share_emergency=every(ByAge, 1.0),
        enters_at_issue=1.0,
        enters_until=0.5,
        issue_median_voluntary=1.0,
        issue_spread=0.0,
        issue_median_emergency=1.0,
        court_median=100.0,
        court_spread=0.0,
        work_factor=1.0,
        case_management=15.0,
        final_evidence=21.0,
        limit=182.0,
        parent_assessment_median=70.0,
        parent_assessment_spread=0.0,
        carers_wanted=0.0,
        carers_named=only(ByCarersNamed, one=1.0),
        named_early=1.0,
        viability_median=14.0,
        viable=0.0,
        carer_assessment_median=50.0,
        carer_assessment_spread=0.0,
        redone=0.0,
        redone_work=0.4,
        approved=0.0,
        adoption_papers_median=42.0,
        decision_maker_interval=1.0,
        placement_application=21.0,
        parallel=1.0,
        adoption_considered=every(ByAge, 0.0),
        idle=0.0,
        orders_under_1=care,
        orders_1_to_4=care,
        orders_5_to_9=care,
        orders_10_to_15=care,
        orders_from_16=care,
        same_order_for_siblings=1.0,
        connected_odds=1.0,
        lived_with_guardian_before=0.0,
        home_after_court_return_5_years=0.0,
        discharge_median=300.0,
        discharge_spread=0.0,
        residual=residual(),
        adoption=adoption(),
        permanence=permanence(),
        connected=connected(),
        planning=PlanningBeforeCourt(
            interval=14.0, urgent=1.0, letter=10.0, work_weeks=16.0, idle=0.0, review_interval=42.0
        ),
        costs=LegalCosts(
            court_fee=0.0,
            per_application=0.0,
            interagency_fee=0.0,
            interagency_share=0.0,
            guardianship_allowance=0.0,
            guardianship_allowance_share=0.0,
        ),
    )
    return replace(process, **changes)


def residual(**changes: Any) -> ResidualLeaving:
    """Nobody leaves by another way than an order, before 18."""
    relatives = only(ByCause, relatives=1.0)
    home = only(ByCause, home_unplanned=1.0)
    other_ways = ResidualLeaving(
        pending_multiplier=0.0,
        after_order_multiplier=0.0,
        hazard_by_time_in_care=every(ByDuration, 0.0),
        age_multiplier=every(ByAge, 1.0),
        route_multiplier=every(ByRoute, 1.0),
        causes_before_under_10=relatives,
        causes_before_10_to_15=relatives,
        causes_before_from_16=relatives,
        causes_after_under_10=home,
        causes_after_10_to_15=home,
        causes_after_from_16=home,
    )
    return replace(other_ways, **changes)


def adoption(**changes: Any) -> AdoptionProcess:
    """A family is found 60 days after the placement order, and adopts 100 days after the child has come to them."""
    process = AdoptionProcess(
        finding_median=60.0,
        finding_spread=0.0,
        hard_share=0.0,
        hard_multiplier=1.0,
        finding_multiplier=every(ByAge, 1.0),
        sibling_multiplier=1.0,
        disability_multiplier=1.0,
        idle=0.0,
        starts_at_decision=0.0,
        panel_interval=1.0,
        introductions=30.0,
        order_median=100.0,
        order_spread=0.0,
        least_before_application=70.0,
        reversed=0.0,
        early_share=every(ByAge, 0.0),
        early_order_median=50.0,
        early_returns=0.0,
        finders=inf,
        cases_per_finder=10.0,
    )
    return replace(process, **changes)


def permanence(**changes: Any) -> PermanencePlanning:
    """Permanence is decided at the second review; a home for good is found at once, where the child lives."""
    planning = PermanencePlanning(
        second_review=119.0,
        decided_by_second_review=1.0,
        idle=0.0,
        match_median=1.0,
        in_place=1.0,
        panel_interval=1.0,
        moves_multiplier=1.0,
        disruption_multiplier=1.0,
    )
    return replace(planning, **changes)


def connected(**changes: Any) -> ConnectedApproval:
    """As many assessors as are needed; all carers are approved, with one assessment for both."""
    approval = ConnectedApproval(
        temporary=112.0,
        extension=56.0,
        ends_at_expiry=0.0,
        assessors=inf,
        cases_per_assessor=1.0,
        other_assessments=0.0,
        unified=1.0,
        not_approved=0.0,
        return_after_child_arrangements_5_years=0.0,
    )
    return replace(approval, **changes)


def in_court(**changes: Any) -> Parameters:
    """Quiet parameters with a legal process: children live with agency carers, who take everyone."""
    return replace(quiet(), connected_persons=None, agency=market(), doors=doors(), legal=legal(**changes))


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


def busy_in_law(**changes: Any) -> Parameters:
    """The small busy authority with every order, idle steps, relatives and assessors who are few."""
    orders = ByOrder(0.2, 0.1, 0.1, 0.1, 0.2, 0.3)
    process = legal(
        orders_under_1=orders,
        orders_1_to_4=orders,
        orders_5_to_9=orders,
        orders_10_to_15=orders,
        issue_spread=0.5,
        court_spread=0.5,
        carers_wanted=0.7,
        viable=0.5,
        approved=0.5,
        parallel=0.4,
        idle=14.0,
        adoption_considered=every(ByAge, 0.5),
        lived_with_guardian_before=0.5,
        connected=connected(assessors=16.0, other_assessments=5.0, unified=0.5, not_approved=0.1),
        **changes,
    )
    return replace(busy(), legal=process)
