"""The measures of where initial health assessments are delayed: the days of each stage, and what made them late."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.measures.averages import median_in
from sim.measures.counting import number_in
from sim.measures.declaration import OWN, Better, count, rate
from sim.measures.health import HOME_CLINIC, HOST_AREA, initial_rows, working_days
from sim.measures.value import Parts, Spans
from sim.measures.view import View

LATE_WHEN_ASKED, NOT_BROUGHT, NEVER = "late when asked", "not brought in time", "refused or never brought"

CAUSES: Final = (LATE_WHEN_ASKED, HOST_AREA, HOME_CLINIC, NOT_BROUGHT, NEVER)
"""Of an assessment that is not in time, as tables and figures show them."""


def late_by_cause(view: View, spans: Spans) -> Parts:
    """Initial assessments due in each span and not made in time, in all and by where the delay arose."""
    rows = initial_rows(view)
    late = ~rows.in_time
    left = late.copy()
    yield "", number_in(rows.due[late], spans)
    for category, here in (
        (LATE_WHEN_ASKED, rows.asked > rows.due),
        (NEVER, rows.never),
        (NOT_BROUGHT, rows.first_missed <= rows.due),
        (HOST_AREA, rows.host),
        (HOME_CLINIC, ~rows.host),
    ):
        yield category, number_in(rows.due[left & here], spans)
        left &= ~here


IHA_LATE_BY_CAUSE = count(
    "iha_late_by_stage",
    "Initial health assessments not in time, by where the delay arose",
    "assessments",
    Better.LOWER,
    "Initial health assessments due in the year and not made in time. 'Late when asked': health had the request, with "
    "consent, only after the due day, or never. Else the young person refused, or was not brought to any appointment; "
    "or was not brought to one that would have been in time; or it was made, or is waited for, in the area where the "
    "child lives, or in the council's own clinic.",
    OWN,
    "Due in the year, child still looked after on the day, not made by it; the first of these that holds.",
    late_by_cause,
    categories=f"'{LATE_WHEN_ASKED}', '{HOST_AREA}', '{HOME_CLINIC}', '{NOT_BROUGHT}', '{NEVER}'",
)

UNTIL_ASKED, BROUGHT_LATER = "until health is asked", "not brought at first"

STAGES: Final = (UNTIL_ASKED, HOME_CLINIC, HOST_AREA, BROUGHT_LATER)
"""On the way to an initial assessment."""


def stage_days(view: View, spans: Spans) -> Parts:
    """Median working days of each stage on the way to an initial assessment, of stages that end in each span."""
    rows = initial_rows(view, still_looked_after=False)
    yield UNTIL_ASKED, median_in(rows.asked, working_days(view, rows.began, rows.asked), spans)
    waited, done = working_days(view, rows.asked, rows.done), np.isfinite(rows.done)
    brought = done & np.isinf(rows.first_missed)
    for category, here in ((HOME_CLINIC, brought & ~rows.host), (HOST_AREA, brought & rows.host)):
        yield category, median_in(rows.done[here], waited[here], spans)
    later = done & ~np.isinf(rows.first_missed)
    again = working_days(view, rows.first_missed, rows.done)
    yield BROUGHT_LATER, median_in(rows.done[later], again[later], spans)


IHA_STAGE_DAYS_MEDIAN = rate(
    "iha_stage_working_days_median",
    "Working days of each stage to the initial health assessment, median",
    "working days",
    Better.LOWER,
    "From coming into care until health has the request with consent; from then until the child is seen, in the "
    "council's own clinic or in the area where they live, of children who are brought to their first appointment; and "
    "for those who are not, the further wait from that appointment until they are seen.",
    OWN,
    "Median of working days, of stages that end in the year.",
    stage_days,
    categories=f"'{UNTIL_ASKED}', '{HOME_CLINIC}', '{HOST_AREA}', '{BROUGHT_LATER}'",
)
