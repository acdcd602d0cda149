"""The measures of work before court: the legal planning meeting, the letter to the family, and how long all takes."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.measures.arrays import Numbers
from sim.measures.averages import days_between, mean_in, percent_in
from sim.measures.declaration import OWN, Better, rate
from sim.measures.value import Parts, Spans
from sim.measures.view import View

LONG: Final = 16.0
"""Weeks of work before court that count as long: the Public Law Outline expects an end within 16 weeks."""


def planning_wait(view: View, spans: Spans) -> Parts:
    """Mean days from the threshold to the legal planning meeting, of families heard in each span."""
    before = view.legal.before_court
    yield "", mean_in(before.heard, before.heard - before.threshold, spans)


PLANNING_WAIT_DAYS_MEAN = rate(
    "planning_wait_days_mean",
    "Mean wait for the legal planning meeting",
    "days",
    Better.LOWER,
    "Mean days from the day on which the threshold for court was thought to be reached to the legal planning meeting "
    "that decided, of families at risk heard in the year before their children came into care.",
    OWN,
    "Meeting less threshold; mean of families.",
    planning_wait,
)


def _weeks(view: View) -> Numbers:
    """Return the weeks of work under a letter; infinite where it has not come to an end, or there is no letter."""
    return days_between(view.legal.before_court.letter, view.legal.before_court.ended) / 7


def pre_proceedings_weeks(view: View, spans: Spans) -> Parts:
    """Mean weeks of work under a letter, of families for whom it came to an end in each span."""
    yield "", mean_in(view.legal.before_court.ended, _weeks(view), spans)


PRE_PROCEEDINGS_WEEKS_MEAN = rate(
    "pre_proceedings_weeks_mean",
    "Mean length of work before proceedings",
    "weeks",
    Better.LOWER,
    "Mean weeks from the meeting to which a letter before proceedings calls the parents until the council applied to "
    "court, the children came into care or there was no need for either, of families for whom that was in the year. "
    "Urgent cases have no letter.",
    OWN,
    "End of the work less the meeting with the parents, in days over 7; mean of families.",
    pre_proceedings_weeks,
)


def over_16_weeks(view: View, spans: Spans) -> Parts:
    """Percentage of families for whom work under a letter came to an end in each span that took over 16 weeks."""
    weeks = _weeks(view)
    known = np.isfinite(weeks)
    yield "", percent_in(view.legal.before_court.ended[known], weeks[known] > LONG, spans)


PRE_PROCEEDINGS_OVER_16_WEEKS_PERCENT = rate(
    "pre_proceedings_over_16_weeks_percent",
    "Work before proceedings that took over 16 weeks",
    "percent",
    Better.LOWER,
    "Of families for whom work under a letter before proceedings came to an end in the year, those for whom it had "
    "taken more than 16 weeks.",
    OWN,
    "Families with more than 112 days from the meeting with the parents to the end of the work over families.",
    over_16_weeks,
)


def days_at_risk(view: View, spans: Spans) -> Parts:
    """Mean days from the threshold to entry, of families whose children came into care in each span."""
    before = view.legal.before_court
    yield "", mean_in(before.entered, before.entered - before.threshold, spans)


DAYS_AT_RISK_BEFORE_ENTRY_MEAN = rate(
    "days_at_risk_before_entry_mean",
    "Mean time at risk before children come into care",
    "days",
    Better.LOWER,
    "Mean days from the day on which the threshold for court was thought to be reached to the children's entry to "
    "care, of families who came to the legal planning meeting and whose children came into care in the year. Fewer "
    "days at risk mean children who come into care sooner, and so more children in care.",
    f"{OWN}, after Ofsted's letter of August 2018 (children who remained vulnerable for too long).",
    "Entry less threshold; mean of families.",
    days_at_risk,
)


def not_issued(view: View, spans: Spans) -> Parts:
    """Percentage of families with a letter a year before that have had no case since."""
    before = view.legal.before_court
    with_letter = np.isfinite(before.letter)
    letter, issued = before.letter[with_letter], before.issued[with_letter]
    a_year_on = letter + DAYS_PER_YEAR
    yield "", percent_in(a_year_on, issued > a_year_on, spans)


NOT_ISSUED_PERCENT = rate(
    "not_issued_percent",
    "Families with a letter whose case did not come to court (observed)",
    "percent",
    Better.NEITHER,
    "Of families whom a letter before proceedings had called to a meeting twelve months before a day of the year, "
    "those without an application in these twelve months. It is a share that a council can observe, not an effect of "
    "the letter.",
    f"{OWN}, after the study Partnership by Law? (about a quarter).",
    "Families without an application within 365.25 days of that meeting over families, counted at the end of these.",
    not_issued,
)
