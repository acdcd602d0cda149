"""The measures of work before court: the legal planning meeting, the letter to the family, and how long all takes."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.measures.arrays import Numbers
from sim.measures.averages import mean_in, percent_in
from sim.measures.declaration import OWN, Better, rate
from sim.measures.value import Parts, Spans
from sim.measures.view import View

LONG: Final = 16 * 7.0
"""Days of work before court that count as long: the Public Law Outline expects an end within 16 weeks."""


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
    """Return the weeks from the letter to the application; infinite where either has not come."""
    before = view.legal.before_court
    with np.errstate(invalid="ignore"):
        weeks: Numbers = (before.issued - before.letter) / 7
    return np.where(np.isfinite(before.letter), weeks, np.inf)


def pre_proceedings_weeks(view: View, spans: Spans) -> Parts:
    """Mean weeks from the letter to the application, of families whose case was issued in each span."""
    yield "", mean_in(view.legal.before_court.issued, _weeks(view), spans)


PRE_PROCEEDINGS_WEEKS_MEAN = rate(
    "pre_proceedings_weeks_mean",
    "Mean length of work before proceedings",
    "weeks",
    Better.LOWER,
    "Mean weeks from the letter before proceedings to the application, of families whose case was issued in the year. "
    "Urgent cases have no letter.",
    OWN,
    "Application less letter, in days over 7; mean of families.",
    pre_proceedings_weeks,
)


def over_16_weeks(view: View, spans: Spans) -> Parts:
    """Percentage of families with a letter whose case was issued in each span more than 16 weeks after it."""
    weeks = _weeks(view)
    with_letter = np.isfinite(weeks)
    yield "", percent_in(view.legal.before_court.issued[with_letter], weeks[with_letter] * 7 > LONG, spans)


PRE_PROCEEDINGS_OVER_16_WEEKS_PERCENT = rate(
    "pre_proceedings_over_16_weeks_percent",
    "Work before proceedings that took over 16 weeks",
    "percent",
    Better.LOWER,
    "Of families with a letter before proceedings whose case was issued in the year, those for whom it took more than "
    "16 weeks from the letter.",
    OWN,
    "Families with more than 112 days from letter to application over families.",
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
    "Of families to whom a letter before proceedings went twelve months before a day of the year, those without an "
    "application in these twelve months. It is a share that a council can observe, not an effect of the letter.",
    f"{OWN}, after the study Partnership by Law? (about a quarter).",
    "Families without an application within 365.25 days of the letter over families, counted at the end of these.",
    not_issued,
)
