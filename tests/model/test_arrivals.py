"""Arrivals by one candidate stream: a Poisson process whose thinning removes some and moves nobody."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiet_parameters import YEAR
from scipy import stats
from scripted_worlds import Scripted, on_days

from sim.foundations.chance import Chance
from sim.model.engine.arrivals import arrivals


def at_rate(rate: float, most: float | None = None, seed: int = 1, years: float = 5.0) -> dict[int, float]:
    return dict(arrivals(Chance(seed, 0), "families", lambda _: rate, most or rate, 0.0, years * YEAR))


@settings(max_examples=30)
@given(st.floats(1, 300), st.floats(0, 1), st.integers(0, 1000))
def test_a_lower_rate_takes_some_away_and_moves_nobody(rate: float, share: float, seed: int):
    all_of_them, fewer = at_rate(rate, seed=seed), at_rate(rate * share, most=rate, seed=seed)
    assert fewer.items() <= all_of_them.items()


@given(st.floats(1, 100), st.floats(100, 400))
@settings(max_examples=20)
def test_a_bound_that_is_higher_than_needed_changes_nothing(rate: float, most: float):
    assert at_rate(rate) == at_rate(rate, most=most)


@given(st.floats(1, 10))
@settings(max_examples=20)
def test_a_longer_run_begins_with_the_shorter_one(years: float):
    shorter, longer = at_rate(100.0, years=years), at_rate(100.0, years=years + 2)
    assert shorter == {identity: day for identity, day in longer.items() if day < years * YEAR}


def test_arrivals_are_poisson_in_number_and_uniform_in_time():
    years, rate = 200.0, 150.0  # through three strips
    days = list(at_rate(rate, years=years).values())
    assert abs(len(days) - rate * years) < 4 * sqrt(rate * years)
    assert stats.kstest([day / (years * YEAR) for day in days], "uniform").pvalue > 0.001
    yearly = [0] * int(years)
    for day in days:
        yearly[int(day / YEAR)] += 1
    mean = sum(yearly) / years
    variance = sum((number - mean) ** 2 for number in yearly) / (years - 1)
    assert abs(variance / mean - 1) < 4 * sqrt(2 / years)  # the standard error of a Poisson's variance over mean


def test_a_rate_that_changes_is_followed():
    found = arrivals(Chance(1, 0), "families", lambda day: 50.0 if day < 1000 else 0.0, 50.0, 0.0, 2000.0)
    assert max(day for _, day in found) < 1000


def test_no_two_arrivals_share_a_name():
    found = list(arrivals(Chance(1, 0), "families", lambda _: 200.0, 200.0, 0.0, 20 * YEAR))
    assert len({identity for identity, _ in found}) == len(found)


def test_arrivals_come_on_the_days_that_luck_says():
    found = arrivals(Scripted({"families": on_days(10.0, 35.5)}), "families", lambda _: 5.0, 5.0, 0.0, 1000.0)
    assert [day for _, day in found] == pytest.approx([10.0, 35.5])


def test_nobody_arrives_at_rate_nothing():
    assert at_rate(0.0) == {}
