"""The measures of legal status: under which law children are looked after, and how long under interim care orders."""

from __future__ import annotations

from typing import Final

from sim.foundations.codes import LegalStatus
from sim.measures.arrays import Numbers
from sim.measures.counting import average_number, number_at_by, number_in, ratio
from sim.measures.declaration import DFE, OWN, Better, rate, stock
from sim.measures.shared_time import shared_time
from sim.measures.value import Parts, Spans
from sim.measures.view import View

STATUSES: Final = {
    LegalStatus.ACCOMMODATED: "accommodated under section 20",
    LegalStatus.INTERIM_CARE_ORDER: "interim care order",
    LegalStatus.CARE_ORDER: "care order",
    LegalStatus.PLACEMENT_ORDER: "placement order",
    LegalStatus.POLICE_PROTECTION: "police protection",
    LegalStatus.EMERGENCY_PROTECTION: "emergency protection order",
    LegalStatus.ON_REMAND: "on remand",
}


def legal_status(view: View, at: Numbers) -> Parts:
    """Children at each moment by legal status."""
    spells = view.legal.statuses
    numbers = number_at_by(spells.status, len(STATUSES), spells.since, spells.until, at)
    yield from zip(STATUSES.values(), numbers, strict=True)


def legal_status_on_average(view: View, spans: Spans) -> Parts:
    """Children on any day of each span by legal status."""
    spells = view.legal.statuses
    for status, words in STATUSES.items():
        these = spells.status == status
        yield words, average_number(spells.since[these], spells.until[these], spans)


LEGAL_STATUS = stock(
    "legal_status",
    "Children looked after, by legal status",
    "children",
    Better.NEITHER,
    "Children whom the council looks after at the close of the date, by the law under which it does.",
    f"{DFE}: legal status at 31 March (V2, C1, C2, E1, L1, L2 and J1).",
    "Legal statuses begun by the close of the date and not ended by it. Average: child-days over days.",
    legal_status,
    legal_status_on_average,
    categories="by legal status",
)


def interim_order_weeks(view: View, spans: Spans) -> Parts:
    """Weeks that a child is under an interim care order: child-days over children who cease to be, in each span."""
    spells = view.legal.statuses
    interim = spells.status == LegalStatus.INTERIM_CARE_ORDER
    since, until = spells.since[interim], spells.until[interim]
    yield "", ratio(shared_time(since, until, spans).in_each(), number_in(until, spans)) / 7


INTERIM_ORDER_WEEKS = rate(
    "interim_order_weeks",
    "Time under an interim care order",
    "weeks",
    Better.LOWER,
    "Days of all children under interim care orders in the year, for each child who ceased to be under one. With "
    "steady numbers it is the mean time under the order: the rule by which it can be had from published figures, as "
    "children under interim orders over children who come to court in a year.",
    f"{OWN}: Little's law.",
    "Child-days under interim care orders over children who ceased to be under one, over 7.",
    interim_order_weeks,
)
