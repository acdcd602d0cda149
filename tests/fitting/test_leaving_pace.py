"""The pace of leaving in runs against cohorts: found again where it is planted, and within limits."""

from __future__ import annotations

import pytest

from sim.fitting.leaving_pace import FASTEST, SLOWEST, leaving_pace
from sim.fitting.years_ahead import YearsAhead
from sim.scenario.scenario import load


@pytest.fixture(scope="module")
def ahead() -> YearsAhead:
    return YearsAhead(load("england_2024").parameters)


def held_at(ahead: YearsAhead, pace: float) -> float:
    """Children in the mean of the third year when all leave at a pace."""
    years = ahead.years((1.0, 1.0, 1.0), (pace, pace, pace))
    return (years[1].looked_after + years[2].looked_after) / 2


@pytest.mark.parametrize("pace", [0.85, 1.0, 1.15])
def test_a_pace_is_found_from_the_children_that_it_leaves(ahead: YearsAhead, pace: float) -> None:
    assert leaving_pace(ahead, held_at(ahead, pace)) == pytest.approx(pace, abs=1e-3)


def test_more_children_mean_a_slower_pace_and_limits_hold(ahead: YearsAhead) -> None:
    usual = held_at(ahead, 1.0)
    assert leaving_pace(ahead, 1.02 * usual) < 1.0 < leaving_pace(ahead, 0.98 * usual)
    assert leaving_pace(ahead, 2.0 * usual) == SLOWEST
    assert leaving_pace(ahead, 0.5 * usual) == FASTEST
