"""The measures of social workers' hours by task: what was asked for, and what was done."""

from __future__ import annotations

from typing import Final

from sim.foundations.codes import WorkTask
from sim.measures.columns import numbers
from sim.measures.counting import number_in
from sim.measures.declaration import OWN, Better, count
from sim.measures.social_work import hours_by_task
from sim.measures.value import Parts, Spans
from sim.measures.view import View

THERE_WERE = "there were"
"""Hours of the workers in post."""

CHILDREN_IN_NEED = "children in need"

TASKS: Final = (
    ("visits", (WorkTask.VISIT, WorkTask.VISIT_FAR)),
    ("reviews", (WorkTask.REVIEW,)),
    ("moves", (WorkTask.MOVE,)),
    ("coming into care", (WorkTask.ENTRY,)),
    ("health papers", (WorkTask.HEALTH,)),
    ("education plans", (WorkTask.EDUCATION_PLAN,)),
    ("court", (WorkTask.COURT,)),
    ("updated assessments", (WorkTask.UPDATE,)),
    (CHILDREN_IN_NEED, (len(WorkTask),)),
)
"""What the hours are for, and of which columns of the register's weeks each is the sum."""


def _hours(view: View, spans: Spans, column: list[float]) -> Parts:
    """Hours of the weeks that begin in each span, in all and by task."""
    day, hours = numbers(view.register.work.day), hours_by_task(column)
    yield "", number_in(day, spans, hours.sum(axis=1))
    for task, columns in TASKS:
        yield task, number_in(day, spans, hours[:, list(columns)].sum(axis=1))


def hours_asked(view: View, spans: Spans) -> Parts:
    """Hours asked of social workers in each span, by task, and the hours there were."""
    yield from _hours(view, spans, view.register.work_hours.asked)
    work = view.register.work
    yield THERE_WERE, number_in(numbers(work.day), spans, numbers(work.hours) + numbers(work.recovery))


def hours_done(view: View, spans: Spans) -> Parts:
    """Hours spent by social workers in each span on what was asked of them then or before, by task."""
    yield from _hours(view, spans, view.register.work_hours.paid)


_BY_TASK = ", ".join(f"'{task}'" for task, _ in TASKS)

HOURS_ASKED = count(
    "social_work_hours_asked",
    "Hours asked of social workers",
    "hours",
    Better.NEITHER,
    "Hours that what fell due in the year takes: visits, reviews, moves, papers, updated assessments that were begun, "
    f"and children in need. '{THERE_WERE}': the hours of the workers in post.",
    OWN,
    "What fell due times the hours that each takes.",
    hours_asked,
    categories=f"by task: {_BY_TASK}; '{THERE_WERE}'",
)

HOURS_DONE = count(
    "social_work_hours_done",
    "Hours that social workers spent on what was asked",
    "hours",
    Better.NEITHER,
    "Hours spent in the year on what was asked of social workers in it or in weeks before.",
    OWN,
    "Hours spent, by task.",
    hours_done,
    categories=f"by task: {_BY_TASK}",
)
