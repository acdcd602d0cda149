"""Piecewise hazards: exposure and time to a threshold, by hand and as each other's inverse."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.hazards import Hazard

RATES = st.lists(st.floats(0, 5), min_size=3, max_size=3)
MULTIPLIERS = st.lists(st.floats(0, 3), min_size=5, max_size=5)
STARTS = (0.0, 100.0, 400.0)
ELAPSED, AGE = st.floats(0, 1000), st.floats(0, 6500)


def test_exposure_adds_up_over_the_bands_by_hand():
    hazard = Hazard((DAYS_PER_YEAR, 2 * DAYS_PER_YEAR), (0.0, 10.0))  # 1 a day, then 2 a day
    assert hazard.exposure(elapsed=4.0, age=3000.0, span=10.0) == pytest.approx(6 * 1 + 4 * 2)


def test_a_birthday_changes_the_multiplier_on_its_day():
    hazard = Hazard((DAYS_PER_YEAR,), (0.0,), (1.0, 1.0, 3.0, 1.0, 1.0))
    a_week_before_five = 5 * DAYS_PER_YEAR - 7
    assert hazard.exposure(0.0, a_week_before_five, 10.0) == pytest.approx(7 * 1 + 3 * 3)
    assert hazard.time_to(10.0, 0.0, a_week_before_five) == pytest.approx(7 + 3 / 3)


def test_two_changes_at_once_are_both_seen():
    hazard = Hazard((DAYS_PER_YEAR, 2 * DAYS_PER_YEAR), (0.0, 7.0), (1.0, 1.0, 3.0, 1.0, 1.0))
    assert hazard.exposure(0.0, 5 * DAYS_PER_YEAR - 7, 9.0) == pytest.approx(7 * 1 + 2 * 6)


def test_a_multiplier_shortens_the_time_in_proportion():
    hazard = Hazard((1.0,), (0.0,))
    assert hazard.time_to(1.0, 0.0, 0.0) == pytest.approx(DAYS_PER_YEAR)
    assert hazard.time_to(1.0, 0.0, 0.0, multiplier=4.0) == pytest.approx(DAYS_PER_YEAR / 4)


def test_a_hazard_of_nothing_never_comes():
    assert Hazard((0.0,), (0.0,)).time_to(0.1, 0.0, 0.0) == inf
    assert Hazard((1.0,), (0.0,)).time_to(0.1, 0.0, 0.0, multiplier=0.0) == inf
    assert Hazard((1.0, 0.0), (0.0, 10.0)).time_to(1.0, 0.0, 0.0) == inf


def test_a_hazard_that_starts_later_is_waited_for():
    hazard = Hazard((0.0, DAYS_PER_YEAR), (0.0, 10.0))
    assert hazard.time_to(2.0, 0.0, 0.0) == pytest.approx(12.0)


def test_an_unborn_child_has_the_hazard_of_the_youngest():
    hazard = Hazard((DAYS_PER_YEAR,), (0.0,), (2.0, 1.0, 1.0, 1.0, 1.0))
    assert hazard.exposure(0.0, -50.0, 10.0) == pytest.approx(20.0)


@given(RATES, MULTIPLIERS, ELAPSED, AGE, st.floats(1e-3, 20), st.floats(0.1, 4))
def test_the_exposure_up_to_the_time_found_is_the_threshold(rates, multipliers, elapsed, age, threshold, multiplier):
    hazard = Hazard(rates, STARTS, multipliers)
    span = hazard.time_to(threshold, elapsed, age, multiplier)
    assume(span < inf)
    assert hazard.exposure(elapsed, age, span) * multiplier == pytest.approx(threshold, rel=1e-6, abs=1e-9)


@given(RATES, MULTIPLIERS, ELAPSED, AGE, st.floats(0, 2000), st.floats(0, 2000))
def test_exposures_of_stretches_add_up(rates, multipliers, elapsed, age, first, second):
    hazard = Hazard(rates, STARTS, multipliers)
    parts = hazard.exposure(elapsed, age, first) + hazard.exposure(elapsed + first, age + first, second)
    assert hazard.exposure(elapsed, age, first + second) == pytest.approx(parts, rel=1e-9, abs=1e-9)


@given(RATES, MULTIPLIERS, ELAPSED, AGE, st.tuples(st.floats(0, 9), st.floats(0, 9)).map(sorted))
def test_a_higher_threshold_is_reached_no_sooner(rates, multipliers, elapsed, age, thresholds):
    hazard = Hazard(rates, STARTS, multipliers)
    low, high = thresholds
    assert hazard.time_to(low, elapsed, age) <= hazard.time_to(high, elapsed, age)
