"""The measures of care proceedings: applications, how long cases last, what is looked at in them, what is ordered."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import CourtOrder
from sim.measures.arrays import Numbers
from sim.measures.averages import mean_in, median_in, percent_in
from sim.measures.counting import number_in
from sim.measures.declaration import OWN, Better, count, rate
from sim.measures.value import Parts, Spans
from sim.measures.view import View

CAFCASS = "Cafcass, care demand statistics"
MINISTRY_OF_JUSTICE = "Ministry of Justice, Family Court Statistics Quarterly"

LIMIT: Final = 182.0
"""Days in which a court should end a case: 26 weeks, Children Act 1989, section 32(1)(a)."""

ORDERS: Final = {
    CourtOrder.SPECIAL_GUARDIANSHIP: "special guardianship order",
    CourtOrder.CHILD_ARRANGEMENTS: "child arrangements order",
    CourtOrder.HOME: "home under a supervision order or none",
    CourtOrder.CARE_AT_HOME: "care order, at home",
    CourtOrder.PLACEMENT: "placement order",
    CourtOrder.CARE: "care order",
}

YOUNG: Final = 2 * DAYS_PER_YEAR
"""Age in days below which the letter's question is asked: was adoption considered?"""


def care_applications(view: View, spans: Spans) -> Parts:
    """Cases issued in each span."""
    yield "", number_in(view.legal.cases.issued, spans)


CARE_APPLICATIONS = count(
    "care_applications",
    "Applications to court for care orders",
    "applications",
    Better.NEITHER,
    "Care proceedings issued about children who are in care or come into care in the course of them: one application "
    "for brothers and sisters who came into care together. Proceedings about children who never come into care, about "
    "a fifth of all, are not in the model.",
    f"{CAFCASS}: applications, not children.",
    "Cases issued in the year.",
    care_applications,
)


def children_in_applications(view: View, spans: Spans) -> Parts:
    """Children of cases issued in each span."""
    yield "", number_in(view.legal.children.issued, spans)


CHILDREN_IN_APPLICATIONS = count(
    "children_in_applications",
    "Children in these applications",
    "children",
    Better.NEITHER,
    "Children of cases issued in the year who are in care, or come into care in the course of the case.",
    f"{OWN}; the {MINISTRY_OF_JUSTICE} counts all children of a case.",
    "Children of cases issued in the year.",
    children_in_applications,
)


def _heard(view: View) -> tuple[Numbers, Numbers]:
    """Return the days of the final hearings, and how long the cases had lasted."""
    cases = view.legal.cases
    ended = cases.ended[cases.heard]
    return ended, ended - cases.issued[cases.heard]


def proceedings_weeks_mean(view: View, spans: Spans) -> Parts:
    """Mean weeks from issue to the final hearing, of cases heard for the last time in each span."""
    ended, lasted = _heard(view)
    yield "", mean_in(ended, lasted / 7, spans)


PROCEEDINGS_WEEKS_MEAN = rate(
    "proceedings_weeks_mean",
    "Mean length of care proceedings",
    "weeks",
    Better.LOWER,
    "Mean weeks from the application to the final hearing, of cases that ended with one in the year. A case that ends "
    "because all its children have left care before has none.",
    f"{MINISTRY_OF_JUSTICE}: mean time from application to first definitive disposal, for each case.",
    "Final hearing less issue, in days over 7; mean of cases.",
    proceedings_weeks_mean,
)


def proceedings_weeks_median(view: View, spans: Spans) -> Parts:
    """Median weeks from issue to the final hearing, of cases heard for the last time in each span."""
    ended, lasted = _heard(view)
    yield "", median_in(ended, lasted / 7, spans)


PROCEEDINGS_WEEKS_MEDIAN = rate(
    "proceedings_weeks_median",
    "Median length of care proceedings",
    "weeks",
    Better.LOWER,
    "Half of the cases that ended with a final hearing in the year had lasted so many weeks or less.",
    f"{MINISTRY_OF_JUSTICE}: time from application to first definitive disposal, for each case.",
    "Final hearing less issue, in days over 7; median of cases.",
    proceedings_weeks_median,
)


def within_26_weeks(view: View, spans: Spans) -> Parts:
    """Percentage of cases heard for the last time in each span that took 26 weeks or less."""
    ended, lasted = _heard(view)
    yield "", percent_in(ended, lasted <= LIMIT, spans)


PROCEEDINGS_WITHIN_26_WEEKS_PERCENT = rate(
    "proceedings_within_26_weeks_percent",
    "Care proceedings ended within 26 weeks",
    "percent",
    Better.HIGHER,
    "Of cases that ended with a final hearing in the year, those in which it was held at most 182 days after the "
    "application: the limit that the law sets.",
    f"{MINISTRY_OF_JUSTICE}; Children Act 1989, section 32(1)(a).",
    "Cases of at most 182 days over cases.",
    within_26_weeks,
)


LENGTHS: Final = (
    "13 weeks or less",
    "13 to 20 weeks",
    "20 to 26 weeks",
    "26 to 32 weeks",
    "32 to 39 weeks",
    "39 to 52 weeks",
    "over 52 weeks",
)
LENGTH_ENDS: Final = (13 * 7.0, 20 * 7.0, LIMIT, 32 * 7.0, 39 * 7.0, 52 * 7.0)
"""Longest days of each of `LENGTHS` but the last."""


def proceedings_by_length(view: View, spans: Spans) -> Parts:
    """Percentage of cases heard for the last time in each span, by how long they had lasted."""
    ended, lasted = _heard(view)
    length = np.searchsorted(np.array(LENGTH_ENDS), lasted, "left")
    for index, words in enumerate(LENGTHS):
        yield words, percent_in(ended, length == index, spans)


PROCEEDINGS_BY_LENGTH_PERCENT = rate(
    "proceedings_by_length_percent",
    "Care proceedings, by how long they lasted",
    "percent",
    Better.NEITHER,
    "Of cases that ended with a final hearing in the year, those that had lasted so long from the application. A case "
    "of exactly 26 weeks is within 26 weeks.",
    OWN,
    "Cases of that length over cases.",
    proceedings_by_length,
    categories="by length",
)


def orders_made(view: View, spans: Spans) -> Parts:
    """Children about whom a final order was made in each span, in all and by order."""
    children = view.legal.children
    yield "", number_in(children.made, spans)
    for order, words in ORDERS.items():
        yield words, number_in(children.made[children.destined == order], spans)


ORDERS_MADE = count(
    "orders_made",
    "Children for whom a court made its final order",
    "children",
    Better.NEITHER,
    "Children about whom a court made its final order in care proceedings while they were in care. Strategies change "
    "when orders are made, not which.",
    f"{OWN}; near the table of orders of the {MINISTRY_OF_JUSTICE}.",
    "Children of cases heard for the last time in the year, who had not left care and were not about to.",
    orders_made,
    categories="by order",
)


def considered_together(view: View, spans: Spans) -> Parts:
    """Percentage of cases heard for the last time in each span that began two options or more together."""
    cases = view.legal.cases
    yield "", percent_in(cases.ended[cases.heard], cases.considered[cases.heard] >= 2, spans)


CONSIDERED_TOGETHER_PERCENT = rate(
    "considered_together_percent",
    "Cases in which options were looked at together",
    "percent",
    Better.HIGHER,
    "Of cases that ended with a final hearing in the year, those in which somebody had begun to look at two or more of "
    "these within 28 days of the case management hearing: the parents, each relative or friend, adoption.",
    f"{OWN}, after Ofsted's letter of August 2018 (options considered at the same time, not one after another).",
    "Cases with two or more options begun within 28 days of the case management hearing over cases.",
    considered_together,
)


def young_without_adoption_considered(view: View, spans: Spans) -> Parts:
    """Children under 2 in cases issued in each span for whom adoption was no option from the start."""
    children = view.legal.children
    known = view.legal.cases.planned[children.case] & (children.age_at_issue < YOUNG)
    without = known & ~children.adoption_considered
    later = without & (children.destined == CourtOrder.PLACEMENT) & np.isfinite(children.made)
    yield "", number_in(children.issued[without], spans)
    yield "later placed under a placement order", number_in(children.issued[later], spans)
    yield "adoption considered", number_in(children.issued[known & children.adoption_considered], spans)


YOUNG_WITHOUT_ADOPTION_CONSIDERED = count(
    "young_without_adoption_considered",
    "Young children for whom adoption was not considered from the start",
    "children",
    Better.LOWER,
    "Children under 2 at the application, of cases issued in the year, for whom adoption was not among the options at "
    "the case management hearing; and of them those about whom the court made a placement order by the end of the run. "
    "Beside them, not among them, those for whom adoption was considered.",
    f"{OWN}, after Ofsted's letter of August 2018 (babies for whom adoption had not been considered).",
    "Children under 2 at issue without adoption as an option; cases without a case management hearing so far left out.",
    young_without_adoption_considered,
    categories="'later placed under a placement order', a part of the total; 'adoption considered', beside it",
)
