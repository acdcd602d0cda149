"""The measures of assessments of relatives and friends: waits, the queue, temporary approvals, special guardians."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from sim.foundations.codes import FOSTER, CourtOrder, Kind, LeavingCause
from sim.measures.arrays import Flags, Numbers
from sim.measures.averages import mean_in
from sim.measures.counting import average_number, number_at, number_in
from sim.measures.declaration import OWN, Better, count, rate, stock
from sim.measures.value import Parts, Spans
from sim.measures.view import View

TEMPORARY, OTHERS = "carers approved for a time", "all others"
OF_CASES, APPROVED, NOT_APPROVED = "for a case before a court", "approved", "not approved"


def _by_kind(view: View) -> Iterator[tuple[str, Flags]]:
    temporary = view.legal.assessments.temporary
    yield "", np.ones_like(temporary)
    yield TEMPORARY, temporary
    yield OTHERS, ~temporary


def assessment_wait(view: View, spans: Spans) -> Parts:
    """Mean days waited for an assessor, of assessments begun in each span."""
    rows = view.legal.assessments
    for category, which in _by_kind(view):
        yield category, mean_in(rows.begun[which], (rows.begun - rows.asked)[which], spans)


KINDS_OF_ASSESSMENT: Final = (
    "'carers approved for a time', with whom the child lives already (regulation 24); 'all others': "
    "for care proceedings and for children who are not in care"
)

ASSESSMENT_WAIT_DAYS_MEAN = rate(
    "assessment_wait_days_mean",
    "Mean wait for an assessor of relatives and friends",
    "days",
    Better.LOWER,
    "Mean days from when a full assessment of relatives or friends was asked for until an assessor was free, of "
    "assessments begun in the year.",
    OWN,
    "Begun less asked for; mean of assessments.",
    assessment_wait,
    categories=KINDS_OF_ASSESSMENT,
)


def assessments_waiting(view: View, at: Numbers) -> Parts:
    """Assessments that wait for an assessor at each moment."""
    rows = view.legal.assessments
    for category, which in _by_kind(view):
        yield category, number_at(rows.asked[which], rows.waited_until[which], at)


def assessments_waiting_on_average(view: View, spans: Spans) -> Parts:
    """Assessments that wait for an assessor on any day of each span."""
    rows = view.legal.assessments
    for category, which in _by_kind(view):
        yield category, average_number(rows.asked[which], rows.waited_until[which], spans)


ASSESSMENTS_WAITING = stock(
    "assessments_waiting",
    "Assessments of relatives and friends that wait for an assessor",
    "assessments",
    Better.LOWER,
    "Full assessments of relatives and friends that have been asked for and that no assessor has begun.",
    OWN,
    "Assessments asked for by the close of the date, neither begun nor given up by it. Average: days over days.",
    assessments_waiting,
    assessments_waiting_on_average,
    categories=KINDS_OF_ASSESSMENT,
)


def assessment_weeks(view: View, spans: Spans) -> Parts:
    """Mean weeks from when an assessment was asked for until it was done, of those done in each span."""
    rows = view.legal.assessments
    for category, which in _by_kind(view):
        yield category, mean_in(rows.done[which], (rows.done - rows.asked)[which] / 7, spans)


ASSESSMENT_WEEKS_MEAN = rate(
    "assessment_weeks_mean",
    "Mean time for an assessment of relatives and friends",
    "weeks",
    Better.LOWER,
    "Mean weeks from when a full assessment of relatives or friends was asked for until it was done, the wait for an "
    "assessor and what was done again included, of assessments done in the year.",
    OWN,
    "Done less asked for, in days over 7; mean of assessments.",
    assessment_weeks,
    categories=KINDS_OF_ASSESSMENT,
)


def assessments_done(view: View, spans: Spans) -> Parts:
    """Assessments done in each span, in all, and by what was decided about carers of children in the model."""
    rows = view.legal.assessments
    yield "", number_in(rows.done, spans)
    for whose, these in ((TEMPORARY, rows.temporary), (OF_CASES, rows.of_case & ~rows.temporary)):
        for decision, which in ((APPROVED, rows.approved), (NOT_APPROVED, ~rows.approved)):
            yield f"{whose}; {decision}", number_in(rows.done[these & which], spans)


ASSESSMENTS_DONE = count(
    "assessments_done",
    "Assessments of relatives and friends that were done",
    "assessments",
    Better.NEITHER,
    "Full assessments of relatives or friends done in the year, and what was decided: about carers with whom a child "
    "lives already under a temporary approval, of whom those not approved lose the child; and about those put forward "
    "in a case before a court. The total has assessments for children who are not in care as well. A shorter wait "
    "changes when this is decided, not what.",
    OWN,
    "Assessments done in the year.",
    assessments_done,
    categories=f"'{TEMPORARY}' and '{OF_CASES}', each '{APPROVED}' or '{NOT_APPROVED}'",
)


def temporary_approvals_overdue(view: View, at: Numbers) -> Parts:
    """Homes of relatives and friends at each moment whose approval is overdue."""
    rows = view.legal.approvals
    yield "", number_at(rows.due, np.maximum(rows.ended, rows.due), at)


def temporary_approvals_overdue_on_average(view: View, spans: Spans) -> Parts:
    """Homes of relatives and friends on any day of each span whose approval is overdue."""
    rows = view.legal.approvals
    yield "", average_number(rows.due, rows.ended, spans)


TEMPORARY_APPROVALS_OVERDUE = stock(
    "temporary_approvals_overdue",
    "Homes with relatives or friends whose temporary approval is overdue",
    "homes",
    Better.LOWER,
    "Homes of relatives or friends in which children live under a temporary approval that has run out: 16 weeks, or 24 "
    "where it was extended, have passed and the carers have been neither approved nor refused.",
    "Care Planning, Placement and Case Review (England) Regulations 2010, regulations 24 and 25; own count",
    "Temporary approvals due before the close of the date and not ended by it. Average: days over days.",
    temporary_approvals_overdue,
    temporary_approvals_overdue_on_average,
)

FORMER_RELATIVE, FORMER_OTHER, NOT_FORMER = (
    "former foster carers, relatives or friends",
    "former foster carers, others",
    "not former foster carers",
)


def guardianship_by_carer(view: View, spans: Spans) -> Parts:
    """Children who left to special guardians in each span, by whether these were their foster carers."""
    periods, stays = view.periods, view.stays
    last_kind = np.full(len(periods.child), -1)
    in_order = np.argsort(stays.began, kind="stable")
    last_kind[stays.episode[in_order]] = stays.kind[in_order]
    by_court = np.zeros(len(periods.child), dtype=np.bool_)
    children = view.legal.children
    ordered = np.isfinite(children.made) & (children.destined == CourtOrder.SPECIAL_GUARDIANSHIP)
    by_court[children.episode[ordered]] = True
    guardian = periods.cause == LeavingCause.SPECIAL_GUARDIANSHIP
    relative = guardian & (last_kind == Kind.CONNECTED)
    other = guardian & ~relative & ~by_court & np.isin(last_kind, FOSTER)
    for category, which in (
        ("", guardian),
        (FORMER_RELATIVE, relative),
        (FORMER_OTHER, other),
        (NOT_FORMER, guardian & ~relative & ~other),
    ):
        yield category, number_in(periods.ended[which], spans)


GUARDIANSHIP_BY_CARER = count(
    "guardianship_by_carer",
    "Children who left to special guardians, by whether these had fostered them",
    "children",
    Better.NEITHER,
    "Children who ceased to be looked after because of a special guardianship order, by who the guardian is. A child "
    "who lived with relatives or friends as foster carers to the end left to these; one about whom a court made the "
    "order at the end of care proceedings while the child lived elsewhere, to a relative or friend who had not "
    "fostered them; one in another foster home, to those carers.",
    "Department for Education, Children looked after in England including adoptions: special guardianship orders by "
    "relationship with carer",
    "Children who left by a special guardianship order in the year.",
    guardianship_by_carer,
    categories=f"'{FORMER_RELATIVE}', '{FORMER_OTHER}', '{NOT_FORMER}'",
)
