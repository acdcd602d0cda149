"""The measures of social workers' assessments of children in care: up to date, long out of date, how long they take."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.measures.arrays import Integers, Numbers
from sim.measures.averages import percent_in
from sim.measures.columns import codes, days, flags, numbers
from sim.measures.counting import number_in
from sim.measures.declaration import OWN, Better, count, rate, stock
from sim.measures.value import Parts, Share, Spans
from sim.measures.view import View

YEAR: Final = 365.0
"""Days after which an assessment is out of date, whatever a council's own rule."""

AT_LEAST: Final = 45.0
"""Days in care before which none is looked for."""

LATEST: Final = 45
"""Working days within which an assessment is to be made."""

OVER_TWO_YEARS = "over two years"
WORKING_TOGETHER = "Department for Education, Working Together to Safeguard Children (2018)"


def _counted(view: View, moment: float) -> tuple[Integers, Numbers]:
    """Return the periods of care that are looked at, and the day of the last assessment in each; -inf for none."""
    rows, periods = view.register.updates, view.periods
    done = days(rows.done)
    made = done < moment
    last = np.full(len(periods.began), -np.inf)
    np.maximum.at(last, codes(rows.episode)[made], done[made])
    here = np.flatnonzero((periods.began <= moment - AT_LEAST) & (periods.ended >= moment))
    return here, last[here]


def with_recent_assessment(view: View, at: Numbers) -> Share:
    """Return the children at each moment, and of them those with an assessment of the last year."""
    part, whole = np.zeros(len(at)), np.zeros(len(at))
    for index, moment in enumerate(at.tolist()):
        here, last = _counted(view, moment)
        part[index], whole[index] = np.sum(last >= moment - YEAR), len(here)
    return Share(part, whole)


def up_to_date(view: View, at: Numbers) -> Parts:
    """Percentage of children at each moment with an assessment of the last year."""
    yield "", with_recent_assessment(view, at).percent


ASSESSMENTS_UP_TO_DATE_PERCENT = stock(
    "assessments_up_to_date_percent",
    "Children with an assessment of the last year",
    "percent",
    Better.HIGHER,
    "Of children looked after for 45 days or more, those whose social worker has completed an assessment of them in "
    "the last 365 days, or who came into care with one then.",
    f"{OWN}; no regulation sets a year. Ofsted, monitoring visit to Tower Hamlets, August 2018, looks for it.",
    "Children with an assessment within 365 days over children looked after for 45 days.",
    up_to_date,
)


def out_of_date(view: View, at: Numbers) -> Parts:
    """Children at each moment without an assessment of the last year, and without one of the last two."""
    values = np.zeros((2, len(at)))
    for index, moment in enumerate(at.tolist()):
        _, last = _counted(view, moment)
        values[0, index] = np.sum(last < moment - YEAR)
        values[1, index] = np.sum(last < moment - 2.0 * YEAR)
    yield "", values[0]
    yield OVER_TWO_YEARS, values[1]


ASSESSMENTS_OUT_OF_DATE = stock(
    "assessments_out_of_date",
    "Children without an assessment of the last year",
    "children",
    Better.LOWER,
    "Children looked after for 45 days or more whose last assessment was completed over 365 days ago, or who have had "
    "none; of them, those whose last one was over two years ago or who have had none.",
    f"{OWN}; Ofsted, monitoring visit to Tower Hamlets, August 2018: about 160 in mid-June 2018.",
    "Children looked after for 45 days, less those with an assessment of the last 365 days.",
    out_of_date,
    categories=f"'{OVER_TWO_YEARS}'",
)


def assessments_updated(view: View, spans: Spans) -> Parts:
    """Assessments completed in each span by the teams of children in care."""
    rows = view.register.updates
    done = days(rows.done)[~flags(rows.at_entry)]
    yield "", number_in(done[np.isfinite(done)], spans)


ASSESSMENTS_UPDATED = count(
    "assessments_updated",
    "Assessments brought up to date",
    "assessments",
    Better.HIGHER,
    "Assessments of children looked after that were completed in the year, without those with which children came into "
    "care.",
    OWN,
    "Assessments completed in the year.",
    assessments_updated,
)


def in_45_days(view: View, spans: Spans) -> Parts:
    """Percentage of assessments completed in each span that took 45 working days or fewer."""
    rows = view.register.updates
    done, begun = days(rows.done), numbers(rows.begun)
    which = np.isfinite(done) & ~flags(rows.at_entry) & (done >= 0.0)
    done, begun = done[which], begun[which]
    taken = np.array([_working_days(view, *pair) for pair in zip(begun.tolist(), done.tolist(), strict=True)])
    yield "", percent_in(done, taken <= LATEST, spans)


def _working_days(view: View, begun: float, done: float) -> int:
    return sum(view.calendar.is_working_day(day) for day in range(int(begun // 1) + 1, int(done // 1) + 1))


ASSESSMENTS_IN_45_DAYS_PERCENT = rate(
    "assessments_in_45_days_percent",
    "Assessments completed within 45 working days",
    "percent",
    Better.HIGHER,
    "Of assessments of children looked after that were completed in the year, those completed within 45 working days "
    "of being begun.",
    f"{WORKING_TOGETHER}: the longest that an assessment may take.",
    "Assessments completed within 45 working days over assessments completed.",
    in_45_days,
)
