"""Assessors by load: Erlang's formula by hand, real work times, and the fewest with whom nobody waits too long."""

from __future__ import annotations

import pytest

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.scenario.assessor_queue import (
    LONGEST_MEAN_WAIT,
    AssessmentWork,
    assessment_work,
    chance_of_waiting,
    fewest_slots,
    mean_wait,
    most_a_year,
)
from sim.scenario.scenario import load

EXPONENTIAL = 1.0


def a_year(load_: float, mean: float) -> float:
    """Return the assessments a year that keep so many under way."""
    return load_ * DAYS_PER_YEAR / mean


def test_one_assessor_is_taken_as_often_as_there_is_work() -> None:
    assert chance_of_waiting(1, 0.6) == pytest.approx(0.6)


def test_eleven_slots_at_a_load_of_9_14_wait_as_erlang_has_it() -> None:
    """The figures of the design: P(wait) 0.461 and a mean of 19.2 days with exponential work."""
    assert chance_of_waiting(11, 9.14) == pytest.approx(0.461, abs=0.001)
    work = AssessmentWork(77.4, EXPONENTIAL)
    assert mean_wait(11, a_year(9.14, 77.4), work) == pytest.approx(19.2, abs=0.1)


def test_even_work_halves_the_wait_and_too_much_of_it_never_ends() -> None:
    work, even = AssessmentWork(77.4, EXPONENTIAL), AssessmentWork(77.4, 0.0)
    assert mean_wait(11, a_year(9.14, 77.4), even) == pytest.approx(mean_wait(11, a_year(9.14, 77.4), work) / 2)
    assert mean_wait(9, a_year(9.14, 77.4), work) == float("inf")


@pytest.mark.parametrize("number", [0.5, 6.0, 48.0, 300.0])
def test_one_slot_fewer_would_wait_longer_than_it_should(number: float) -> None:
    work = AssessmentWork(78.0, 0.2)
    slots = fewest_slots(number, work)
    assert mean_wait(slots, number, work) <= 14.0
    assert slots == 1 or mean_wait(slots - 1, number, work) > 14.0


@pytest.mark.parametrize("slots", [1, 2, 12, 80])
def test_a_team_takes_on_as_much_as_it_can_without_too_long_a_wait(slots: int) -> None:
    work = AssessmentWork(54.8, 0.11)
    most = most_a_year(slots, work)
    assert mean_wait(slots, most, work) == pytest.approx(LONGEST_MEAN_WAIT)
    assert fewest_slots(most, work) == slots
    assert fewest_slots(1.001 * most, work) == slots + 1


def test_work_that_is_done_again_is_longer_and_spreads_more() -> None:
    legal = load("england", "legal_process").parameters.legal
    assert legal is not None
    work = assessment_work(legal)
    again = 1 + legal.redone * legal.redone_work
    assert work.mean > legal.work_factor * legal.carer_assessment_median * again
    assert 0.0 < work.squared_variation < 1.0
