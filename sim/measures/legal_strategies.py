"""What each strategy of legal process and permanence costs, by the year or by the case; nothing without capacity.

Where a strategy makes more of what happens without it too, only what is more is paid for. Which cases these are nobody
knows: of those that happen, it is the share by which the strategy makes them more frequent.
"""

from __future__ import annotations

import numpy as np

from sim.foundations.calendar import age_band
from sim.measures.arrays import Numbers
from sim.measures.spending import Spending, paid_events, years_in_force
from sim.measures.value import Spans
from sim.measures.view import View
from sim.model.legal.practice import CourtPractice
from sim.parameters.legal.strategies import AdoptionSummit, CaseTracker, WeeklyLegalPlanning


def legal_planning(view: View, spans: Spans) -> Numbers | None:
    """The year of legal planning meetings beside those held before."""
    return _meeting(view, spans, view.parameters.legal_planning)


def case_tracker(view: View, spans: Spans) -> Numbers | None:
    """The year of the tracker."""
    return _meeting(view, spans, view.parameters.plo_tracker)


def adoption_summit(view: View, spans: Spans) -> Numbers | None:
    """The year of the summit."""
    return _meeting(view, spans, view.parameters.adoption_summit)


def _meeting(
    view: View, spans: Spans, meeting: WeeklyLegalPlanning | CaseTracker | AdoptionSummit | None
) -> Numbers | None:
    """Return the yearly cost of a meeting, unless it never meets."""
    if meeting is None:
        return None
    a_year = meeting.cost_per_year if meeting.exists else 0.0
    return a_year * years_in_force(view, meeting.starts, 0.0, spans)


def parallel_planning(view: View, spans: Spans) -> Numbers | None:
    """Assessments that turn out not to be needed, in each case that is planned in parallel because of the strategy."""
    parallel, legal = view.parameters.parallel_planning, view.parameters.legal
    if parallel is None or legal is None:
        return None
    cases, practice = view.legal.cases, CourtPractice(legal, parallel)
    planned = cases.issued[cases.planned & cases.parallel] + legal.case_management
    more = np.array([_more(practice.parallel(day), legal.parallel) for day in planned.tolist()])
    return parallel.cost_per_case * paid_events(view, planned, spans, more if parallel.exists else 0.0)


def _more(share: float, before: float) -> float:
    """Return the part of what happens with a share that would not have happened with the share before."""
    return 1.0 - before / share if share > before else 0.0


def family_finding(view: View, spans: Spans) -> Numbers | None:
    """Family finders beside those in post."""
    finding = view.parameters.family_finding
    if finding is None:
        return None
    return finding.finders_added * finding.cost_per_finder * years_in_force(view, finding.starts, 0.0, spans)


def connected_carers(view: View, spans: Spans) -> Numbers | None:
    """Assessors of relatives and friends beside those in post."""
    team = view.parameters.connected_carers
    if team is None:
        return None
    return team.assessors_added * team.cost_per_assessor * years_in_force(view, team.starts, 0.0, spans)


def early_permanence(view: View, spans: Spans) -> Numbers | None:
    """Carers who are prepared for a child who moves to them, because of the strategy, before the court allows it."""
    early, legal = view.parameters.early_permanence, view.parameters.legal
    if early is None or legal is None:
        return None
    rows = view.legal.permanence
    placed = (rows.early >= early.starts) & np.isfinite(rows.early)
    bands = [age_band(age) for age in (rows.early - rows.born)[placed].tolist()]
    more = np.array([_more(early.share[band], legal.adoption.early_share[band]) for band in bands])
    return early.cost_per_placement * paid_events(view, rows.early[placed], spans, more if early.exists else 0.0)


SPENDING = (
    Spending("legal planning meeting", legal_planning),
    Spending("case tracker", case_tracker),
    Spending("planning in parallel", parallel_planning),
    Spending("earlier family finding", family_finding),
    Spending("connected carers team", connected_carers),
    Spending("adoption summit", adoption_summit),
    Spending("early permanence", early_permanence),
)
"""In the order in which tables show them."""
