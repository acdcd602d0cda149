"""Assessors of relatives and friends: the fewest with whom a full assessment waits no longer than it should."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.parameters.legal.legal import Legal

LONGEST_MEAN_WAIT = 14.0
"""Days: judgement. No wait for an assessor is published."""


HALVINGS = 60
"""Of the span in which the most assessments a year lie: none finer can be told apart."""


@dataclass(frozen=True, slots=True)
class AssessmentWork:
    """What one full assessment takes of an assessor's slot."""

    mean: float
    """Days, with what is done again."""
    squared_variation: float
    """Square of the coefficient of variation."""


def assessment_work(legal: Legal) -> AssessmentWork:
    """Return the days of a full assessment: lognormal, times what is done again of some."""
    median = legal.work_factor * legal.carer_assessment_median
    return work_of(median, legal.carer_assessment_spread, legal.redone, legal.redone_work)


def work_of(median: float, spread: float, again: float, more: float) -> AssessmentWork:
    """Return the days of lognormal work of which a share `again` is done again, `more` of its days each time."""
    first, second = 1 + again * more, 1 + again * (2 * more + more**2)
    return AssessmentWork(median * exp(spread**2 / 2) * first, exp(spread**2) * second / first**2 - 1)


def chance_of_waiting(slots: int, load: float) -> float:
    """Return the chance that all slots are taken when `load` are under way on average: Erlang's C."""
    if load >= slots:
        return 1.0
    lost = 1.0
    for number in range(1, slots + 1):
        lost = load * lost / (number + load * lost)
    return lost / (1 - load / slots * (1 - lost))


def mean_wait(slots: int, a_year: float, work: AssessmentWork) -> float:
    """Return the mean wait in days, of all, of a first-come queue (M/G/c, by Lee and Longton); infinite if it grows."""
    load = a_year * work.mean / DAYS_PER_YEAR
    if load >= slots:
        return float("inf")
    exponential = chance_of_waiting(slots, load) * work.mean / (slots - load)
    return exponential * (1 + work.squared_variation) / 2


def fewest_slots(a_year: float, work: AssessmentWork, longest: float = LONGEST_MEAN_WAIT) -> int:
    """Return the fewest slots with which so many assessments a year wait no longer than this on average."""
    slots = max(1, ceil(a_year * work.mean / DAYS_PER_YEAR))
    while mean_wait(slots, a_year, work) > longest:
        slots += 1
    return slots


def most_a_year(slots: int, work: AssessmentWork, longest: float = LONGEST_MEAN_WAIT) -> float:
    """Return the most assessments a year that so many slots take on with no longer a wait than this on average."""
    low, high = 0.0, slots * DAYS_PER_YEAR / work.mean
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if mean_wait(slots, middle, work) <= longest else (low, middle)
    return low
