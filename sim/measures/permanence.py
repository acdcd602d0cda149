"""The measures of plans of permanence: when they are decided, homes for good, care orders at home."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, LeavingCause, LegalStatus
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.averages import median_in, percent_in
from sim.measures.counting import average_number, number_at, number_in, percent
from sim.measures.declaration import DFE, OWN, Better, count, rate, stock
from sim.measures.pairs import pairs_of_equal
from sim.measures.value import Parts, Spans
from sim.measures.view import View

FOUR_MONTHS: Final = DAYS_PER_YEAR / 3
SIXTEEN: Final = 16 * DAYS_PER_YEAR


def decided_by_second_review(view: View, spans: Spans) -> Parts:
    """Percentage of children whose second review was in each span, with a plan decided by it."""
    rows = view.legal.permanence
    here = rows.left > rows.second_review
    yield "", percent_in(rows.second_review[here], (rows.decided <= rows.second_review)[here], spans)


PERMANENCE_DECIDED_BY_SECOND_REVIEW_PERCENT = rate(
    "permanence_decided_by_second_review_percent",
    "Plans of permanence decided by the second review",
    "percent",
    Better.HIGHER,
    "Of children whose second review was due in the year and who were still in care on its day, those about whom a "
    "plan of permanence (where the child is to grow up) had been decided by the end of that day.",
    "Department for Education, The Children Act 1989 guidance and regulations, volume 2: a plan of permanence by the "
    "second review; own formula",
    "Children with a plan decided by the day of the second review over children with a second review.",
    decided_by_second_review,
)


MADE, NOT_MADE = "made", "not made"


def plans_not_known(view: View, spans: Spans) -> Parts:
    """Percentage of second reviews in each span of which managers do not know if a plan was made, and of others."""
    rows = view.legal.permanence
    here = rows.left > rows.second_review
    review, made = rows.second_review[here], (rows.decided <= rows.second_review)[here]
    known = _known_to_managers(view, review)
    everybody = number_in(review, spans)
    yield "", percent(number_in(review, spans, 1.0 - known), everybody)
    yield MADE, percent(number_in(review, spans, known * made), everybody)
    yield NOT_MADE, percent(number_in(review, spans, known * ~made), everybody)


def _known_to_managers(view: View, review: Numbers) -> Numbers:
    """Return of each review the share of such children whose plans a meeting of managers tracks by its day."""
    summit = view.parameters.adoption_summit
    if summit is None or not summit.exists:
        return np.zeros(len(review))
    return np.where(review >= summit.starts, max(summit.covers.values()), 0.0)


PERMANENCE_PLANS_NOT_KNOWN_PERCENT = rate(
    "permanence_plans_not_known_percent",
    "Second reviews of which managers do not know whether a plan of permanence was made",
    "percent",
    Better.LOWER,
    "Of children whose second review was due in the year and who were still in care on its day, those of whom a report "
    "could not say whether a plan of permanence had been made by then, because no meeting tracks it; beside them those "
    "whom it would show with a plan made, and not made. The adoption summit tracks plans from its first day, for "
    "children within its widest remit; without it nobody does. It is a matter of the report: children's plans are made "
    "or not made all the same, as the measure of plans decided by the second review has it.",
    f"{OWN}; Ofsted, monitoring visit to Tower Hamlets, August 2018: managers do not track whether permanence planning "
    "meetings are held in time.",
    "Children whose plans are not tracked over children with a second review; the rest by whether a plan was decided.",
    plans_not_known,
    categories=f"'{MADE}', '{NOT_MADE}'",
)


def days_to_decision(view: View, spans: Spans) -> Parts:
    """Median days from entry to a plan of permanence, of plans decided in each span."""
    rows = view.legal.permanence
    yield "", median_in(rows.decided, rows.decided - rows.entered, spans)


DAYS_TO_PERMANENCE_DECISION_MEDIAN = rate(
    "days_to_permanence_decision_median",
    "Median time from entering care to a plan of permanence",
    "days",
    Better.LOWER,
    "Half of the children about whom a plan of permanence was decided in the year had been in care for so many days or "
    "fewer. Children who leave care before have no decision to make.",
    OWN,
    "Decision less entry; median of children.",
    days_to_decision,
)


def without_plan(view: View, at: Numbers) -> Parts:
    """Children at each moment who have been in care for over four months without a plan of permanence."""
    rows = view.legal.permanence
    since = rows.entered + FOUR_MONTHS
    yield "", number_at(since, np.maximum(since, np.minimum(rows.decided, rows.left)), at)


def without_plan_on_average(view: View, spans: Spans) -> Parts:
    """Children on any day of each span who have been in care for over four months without a plan of permanence."""
    rows = view.legal.permanence
    yield "", average_number(rows.entered + FOUR_MONTHS, np.minimum(rows.decided, rows.left), spans)


WITHOUT_PERMANENCE_PLAN = stock(
    "without_permanence_plan",
    "Children in care over four months without a plan of permanence",
    "children",
    Better.LOWER,
    "Children who came into care more than four months before the date and about whom no plan of permanence has been "
    "decided.",
    OWN,
    "Periods of care begun more than 121.75 days before the close of the date, not ended and without a plan by it. "
    "Average: child-days over days.",
    without_plan,
    without_plan_on_average,
)


def contingency_planned(view: View, spans: Spans) -> Parts:
    """Percentage of children in proceedings at their second review in each span with a second plan beside the first."""
    rows, children = view.legal.permanence, view.legal.children
    issued, ended = np.full(len(view.periods.child), np.inf), np.full(len(view.periods.child), -np.inf)
    issued[children.episode], ended[children.episode] = children.issued, children.case_ended
    review = rows.second_review
    pending = (issued[rows.episode] <= review) & (review < ended[rows.episode]) & (review < rows.left)
    yield "", percent_in(review[pending], rows.contingency[pending], spans)


CONTINGENCY_PLANNED_PERCENT = rate(
    "contingency_planned_percent",
    "Children before a court with a second plan beside the first",
    "percent",
    Better.HIGHER,
    "Of children in care proceedings on the day of their second review, those for whom another plan was being prepared "
    "beside the first.",
    f"{OWN}, after Ofsted's letter of August 2018 (parallel plans, followed up by reviewing officers).",
    "Children with a second option begun or planned at the second review over children in proceedings then.",
    contingency_planned,
)


def long_term_matched(view: View, at: Numbers) -> Parts:
    """Percentage of children under 16 on care orders for a year or more who are matched for the long term."""
    rows, (row, since, until) = view.legal.permanence, _care_orders(view)
    since = since + DAYS_PER_YEAR
    until = np.maximum(since, np.minimum(until, rows.born[row] + SIXTEEN))
    matches = view.legal.matches
    order, match = pairs_of_equal(rows.episode[row], matches.episode)
    matched = np.maximum(since[order], matches.since[match])
    ended = np.maximum(matched, np.minimum(until[order], matches.until[match]))
    yield "", percent(number_at(matched, ended, at), number_at(since, until, at))


LONG_TERM_MATCHED_PERCENT = stock(
    "long_term_matched_percent",
    "Children on care orders matched with a foster home for the long term",
    "percent",
    Better.HIGHER,
    "Of children under 16 who have been under care orders for a year or more, wherever they live, those matched with "
    "foster carers with whom they are to grow up.",
    f"{OWN}; the SSDA903 return has such placements as U1 and U4.",
    "Children matched by the close of the date over children under care orders since 365.25 days before it.",
    long_term_matched,
)


def _care_orders(view: View) -> tuple[Integers, Numbers, Numbers]:
    """Return the spells under care orders: the row of the plans of the same period of care, since when and until."""
    spells, rows = view.legal.statuses, view.legal.permanence
    row_of = np.full(len(view.periods.child), -1)
    row_of[rows.episode] = np.arange(len(rows.episode))
    row = row_of[spells.episode]
    these = (spells.status == LegalStatus.CARE_ORDER) & (row >= 0)
    return row[these], spells.since[these], spells.until[these]


def at_home_on_care_order(view: View, at: Numbers) -> Parts:
    """Children at each moment who live with parents under a care order."""
    spells, stays = view.legal.statuses, view.stays
    orders = np.flatnonzero(spells.status == LegalStatus.CARE_ORDER)
    home = np.flatnonzero(stays.kind == Kind.WITH_PARENTS)
    order, stay = pairs_of_equal(spells.episode[orders], stays.episode[home])
    order, stay = orders[order], home[stay]
    since = np.maximum(spells.since[order], stays.began[stay])
    until = np.maximum(since, np.minimum(spells.until[order], stays.ended[stay]))
    yield "", number_at(since, until, at)


AT_HOME_ON_CARE_ORDER = stock(
    "at_home_on_care_order",
    "Children who live with parents under a care order",
    "children",
    Better.NEITHER,
    "Children under care orders who are placed with their parents.",
    f"{DFE}: placed with own parents or other person with parental responsibility, by legal status.",
    "Children with such a placement and a care order at the close of the date.",
    at_home_on_care_order,
)


def care_orders_discharged(view: View, spans: Spans) -> Parts:
    """Children who left care for home from a care order in each span, and those of them who lived there already."""
    spells, stays, periods = view.legal.statuses, view.stays, view.periods
    under_order = np.zeros(len(periods.child), dtype=np.bool_)
    under_order[spells.episode[spells.last & (spells.status == LegalStatus.CARE_ORDER)]] = True
    discharged: Flags = under_order & (periods.cause == LeavingCause.HOME_PLANNED)
    at_home = np.zeros(len(periods.child), dtype=np.bool_)
    last = stays.ended == periods.ended[stays.episode]
    at_home[stays.episode[last & (stays.kind == Kind.WITH_PARENTS)]] = True
    yield "", number_in(periods.ended[discharged], spans)
    yield "lived at home already", number_in(periods.ended[discharged & at_home], spans)


CARE_ORDERS_DISCHARGED = count(
    "care_orders_discharged",
    "Care orders discharged so that the child is at home for good",
    "children",
    Better.HIGHER,
    "Children under care orders who ceased to be looked after by a planned return home, for which the order must be "
    "discharged.",
    f"{DFE}: children who ceased to be looked after, by reason; own count by legal status.",
    "Children who left for home as planned in the year and whose last legal status was a care order.",
    care_orders_discharged,
    categories="'lived at home already': placed with parents to the end",
)
