"""The measure of drift: how many days steps lay idle that could have been taken."""

from __future__ import annotations

from typing import Final

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import IdleStep
from sim.measures.counting import number_in, ratio
from sim.measures.declaration import OWN, Better, rate
from sim.measures.times import time_of_periods
from sim.measures.value import Parts, Spans
from sim.measures.view import View

STEPS: Final = {
    IdleStep.PRE_PROCEEDINGS: "work with the family before court",
    IdleStep.PARENTS: "assessment of the parents",
    IdleStep.RELATIVES: "assessment of a relative or friend",
    IdleStep.ADOPTION: "papers for a decision on adoption",
    IdleStep.FAMILY_FINDING: "looking for an adoptive family",
    IdleStep.LONG_TERM_MATCH: "looking for a foster home for good",
    IdleStep.DISCHARGE: "discharge of a care order at home",
}


def idle_days_per_child(view: View, spans: Spans) -> Parts:
    """Days for which steps lay idle that were taken in each span, for each child-year in care, in all and by step."""
    idle = view.legal.idle
    child_years = time_of_periods(view, spans).in_each() / DAYS_PER_YEAR
    taken = idle.ended - idle.began
    yield "", ratio(number_in(idle.ended, spans, taken), child_years)
    for step, words in STEPS.items():
        these = idle.step == step
        yield words, ratio(number_in(idle.ended[these], spans, taken[these]), child_years)


IDLE_DAYS_PER_CHILD = rate(
    "idle_days_per_child",
    "Days a year for which steps lay idle, for each child in care",
    "days per child-year",
    Better.LOWER,
    "Days for which the next step of a case or a plan could have been taken and was not, of steps taken in the year, "
    "for each year that a child is in care: drift. Waits for a meeting, a panel, an assessor or the court are "
    "not idle days.",
    OWN,
    "Sum of days from when a step could be taken until it was, over child-days in care over 365.25.",
    idle_days_per_child,
    categories="by step",
)
