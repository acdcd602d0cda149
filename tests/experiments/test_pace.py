"""The pace of long work in words: nothing before it can be told, and only what was done here counts."""

from __future__ import annotations

import pytest

from sim.experiments.running.pace import LEAST, Pace


def pace(at_first: int = 0) -> Pace:
    one = Pace()
    assert one.words(at_first, 1000, now=100.0) == ""
    return one


def test_nothing_is_told_before_a_few_steps_are_done() -> None:
    assert pace().words(LEAST - 1, 1000, now=110.0) == ""
    assert pace().words(LEAST, 1000, now=110.0) != ""


def test_nothing_is_told_while_no_time_has_passed() -> None:
    assert pace().words(500, 1000, now=100.0) == ""


def test_what_was_done_before_a_resume_does_not_make_it_faster() -> None:
    # 100 in 50 seconds here, 800 before: 2 a second, so the last 100 take 50 seconds
    assert pace(at_first=800).words(900, 1000, now=150.0) == "2.0 a second, about 50 seconds left"


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [
        (100, 10.0, "10 a second, about 2 minutes left"),
        (200, 20.0, "10 a second, about 80 seconds left"),
        (500, 5000.0, "6.0 a minute, about 83 minutes left"),
        (100, 1000.0, "6.0 a minute, about 2.5 hours left"),
        (992, 99.2, "10 a second, about 1 second left"),
    ],
)
def test_rate_and_time_left_in_units_that_suit(done: int, seconds: float, words: str) -> None:
    assert pace().words(done, 1000, now=100.0 + seconds) == words
