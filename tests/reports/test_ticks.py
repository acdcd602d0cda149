"""Marks of axes: round numbers that hold what is shown, and the 31 Marches of years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from sim.reports.chart.letters import broken, spread_out, width_of
from sim.reports.chart.ticks import in_figures, marches, round_numbers

NUMBERS = some.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-9)


@given(low=NUMBERS, high=NUMBERS, most=some.integers(3, 8))
def test_round_numbers_hold_what_is_shown_and_are_evenly_apart(low: float, high: float, most: int) -> None:
    assume(low <= high)
    ticks = round_numbers(low, high, most)
    size = max(abs(low), abs(high))
    assert ticks.values[0] <= low + 1e-6 * size
    assert ticks.values[-1] >= high - 1e-6 * size
    assert 2 <= len(ticks.values) <= most
    steps = [later - sooner for sooner, later in zip(ticks.values, ticks.values[1:], strict=False)]
    assert steps == pytest.approx([steps[0]] * len(steps), rel=1e-6)
    assert steps[0] > 0
    assert len(set(ticks.words())) == len(ticks.values), "no two marks say the same"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 37, ("0", "10", "20", "30", "40")),
        (0.2, 0.9, ("0.2", "0.4", "0.6", "0.8", "1.0")),
        (-3, 8, ("\N{MINUS SIGN}5", "0", "5", "10")),
    ],
)
def test_they_are_those_that_anybody_would_write(low: float, high: float, words: tuple[str, ...]) -> None:
    assert round_numbers(low, high, 5).words() == words


def test_numbers_are_written_with_signs_and_thousands() -> None:
    assert in_figures(1250, 0) == "1,250"
    assert in_figures(3, 0, signed=True) == "+3"
    assert in_figures(-0.5, 1, signed=True) == "\N{MINUS SIGN}0.5"
    assert in_figures(-0.01, 1, signed=True) == "0"


@given(some.dates(date(1990, 1, 1), date(2050, 1, 1)), some.integers(0, 9000), some.integers(1, 9))
def test_days_are_within_what_is_shown_and_no_more_than_there_is_room_for(since: date, days: int, most: int) -> None:
    until = date.fromordinal(since.toordinal() + days)
    found = marches(since, until, most).days
    assert 1 <= len(found) <= most
    assert all(since <= day <= until for day in found)
    assert list(found) == sorted(set(found))


def test_each_31_march_and_30_september_where_there_is_room() -> None:
    since, until = date(2018, 1, 1), date(2019, 12, 31)
    assert marches(since, until, 4).words()[1] == ("30 September", "2018")
    assert marches(since, until, 2).days == (date(2018, 3, 31), date(2019, 3, 31))


@given(some.text(), some.floats(20, 400))
def test_words_are_broken_into_lines_that_fit_and_none_is_lost(text: str, width: float) -> None:
    lines = broken(text, width, 13.0)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(width_of(line, 13.0) <= width for line in lines)


def test_labels_are_pushed_apart_only_as_far_as_they_must_and_stay_within() -> None:
    assert spread_out([0.0, 1.0, 5.0], 2.0, 0.0, 10.0) == [0.0, 2.0, 5.0]
    assert spread_out([8.0, 9.0, 10.0], 2.0, 0.0, 10.0) == [6.0, 8.0, 10.0]
    assert spread_out([], 2.0, 0.0, 10.0) == []
