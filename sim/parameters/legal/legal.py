"""Legal process: who comes to court, how long a case takes, and what is ordered at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.legal.adoption import AdoptionProcess
from sim.parameters.legal.connected import ConnectedApproval
from sim.parameters.legal.costs import LegalCosts
from sim.parameters.legal.permanence import PermanencePlanning
from sim.parameters.legal.planning import PlanningBeforeCourt
from sim.parameters.legal.residual import ResidualLeaving
from sim.parameters.tables import ByAge, ByCarersNamed, ByOrder
from sim.parameters.units import (
    DAYS,
    MULTIPLIER,
    ODDS_RATIO,
    POSITIVE_DAYS,
    PROBABILITY,
    SHARE,
    SHARES,
    SPREAD,
    SWITCH,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Legal:
    """Care proceedings and what comes of them, and how children leave care in other ways."""

    generates: Annotated[float, SWITCH]
    """1: courts and plans of permanence decide when children leave; 0: children leave as they would without this
    part."""
    court_share_voluntary: Annotated[ByAge, SHARE]
    """Of families with children accommodated under section 20, by the age of the youngest child, those who come to
    court."""
    court_share_police: Annotated[ByAge, SHARE]
    """The same, after police protection."""
    court_share_emergency: Annotated[ByAge, SHARE]
    """The same, after an emergency protection order. On an interim care order all come to court; on remand and
    unaccompanied nobody does."""
    enters_at_issue: Annotated[float, SHARE]
    """Of children who enter on an interim care order, those who enter when the application is made."""
    enters_until: Annotated[float, Unit("share of the case", 0, 1)]
    """The others enter evenly over this first part of the case."""
    issue_median_voluntary: Annotated[float, POSITIVE_DAYS]
    """From section 20 accommodation to the application to court, for those who come to court."""
    issue_spread: Annotated[float, SPREAD]
    """Of the time from entry to application, on all routes."""
    issue_median_emergency: Annotated[float, POSITIVE_DAYS]
    """From police protection or an emergency order to the application."""
    court_median: Annotated[float, POSITIVE_DAYS]
    """The court's own timetable for a case; the final hearing is held when both this and the evidence are ready."""
    court_spread: Annotated[float, SPREAD]
    work_factor: Annotated[float, MULTIPLIER]
    """On the days of every assessment and idle time of a case, so that cases last as long as published."""
    case_management: Annotated[float, DAYS]
    """From application to case management hearing."""
    final_evidence: Annotated[float, DAYS]
    """From the last assessment to the final hearing."""
    limit: Annotated[float, POSITIVE_DAYS]
    """In which a case should end by law; measured, never enforced."""
    parent_assessment_median: Annotated[float, POSITIVE_DAYS]
    parent_assessment_spread: Annotated[float, SPREAD]
    carers_wanted: Annotated[float, SHARE]
    """Of cases, those in which relatives or friends are put forward to care for the children."""
    carers_named: Annotated[ByCarersNamed, SHARES]
    """How many are named in those cases."""
    named_early: Annotated[float, SHARE]
    """Of those named, by the case management hearing; the others later in the case."""
    viability_median: Annotated[float, POSITIVE_DAYS]
    """Of the initial assessment of a relative or friend."""
    viable: Annotated[float, PROBABILITY]
    """That a full assessment follows it."""
    carer_assessment_median: Annotated[float, POSITIVE_DAYS]
    """Of the full assessment."""
    carer_assessment_spread: Annotated[float, SPREAD]
    redone: Annotated[float, PROBABILITY]
    """That a full assessment is partly done again."""
    redone_work: Annotated[float, SHARE]
    """Of the first assessment's days."""
    approved: Annotated[float, PROBABILITY]
    """That a full assessment ends in approval."""
    adoption_papers_median: Annotated[float, POSITIVE_DAYS]
    """Of the papers on which it is decided that a child should be placed for adoption."""
    decision_maker_interval: Annotated[float, POSITIVE_DAYS]
    """Between the days on which that is decided."""
    placement_application: Annotated[float, DAYS]
    """From that decision to the final hearing, for which the council then applies for a placement order. The decision
    is made on the whole evidence, and only as early as the court's timetable asks for it."""
    parallel: Annotated[float, SHARE]
    """Of cases, those in which all options are looked into at once; in the others one after another."""
    adoption_considered: Annotated[ByAge, SHARE]
    """Of children in proceedings, those for whom adoption is among the options from the start."""
    idle: Annotated[float, DAYS]
    """Mean time for which a step of a case that could begin waits to be taken up."""
    orders_under_1: Annotated[ByOrder, SHARES]
    """What is ordered at the end, for children of this age when they came into care; the next likewise."""
    orders_1_to_4: Annotated[ByOrder, SHARES]
    orders_5_to_9: Annotated[ByOrder, SHARES]
    orders_10_to_15: Annotated[ByOrder, SHARES]
    orders_from_16: Annotated[ByOrder, SHARES]
    same_order_for_siblings: Annotated[float, PROBABILITY]
    """That the children of a case share one draw of the order; else each has a draw of their own."""
    connected_odds: Annotated[float, ODDS_RATIO]
    """Of a special guardianship order, for a child who lives with relatives or friends over one who does not."""
    lived_with_guardian_before: Annotated[float, SHARE]
    """Of children under special guardianship orders, those who lived with the guardian as foster carer before."""
    home_after_court_return_5_years: Annotated[float, Unit("probability", 0, 0.95)]
    """Of children who go home at the end of a case, those who are in care again within five years."""
    discharge_median: Annotated[float, POSITIVE_DAYS]
    """From a care order under which the child lives at home to its discharge."""
    discharge_spread: Annotated[float, SPREAD]
    residual: ResidualLeaving
    adoption: AdoptionProcess
    permanence: PermanencePlanning
    connected: ConnectedApproval
    planning: PlanningBeforeCourt
    costs: LegalCosts
