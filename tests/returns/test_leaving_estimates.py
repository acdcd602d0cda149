"""Rates of leaving from returns: ranges hold the truth as often as they say, and closed periods alone mislead."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from invented_returns import TRUTH, invented, write

from sim.returns.estimates.leaving import bands_known, leaving_counts, leaving_estimate
from sim.returns.estimates.rate import rate
from sim.returns.importing import read_returns
from sim.returns.lives import CareLives

TRUE = (*(rate_a_year for _, rate_a_year in TRUTH.leaving), TRUTH.leaving[-1][1])
"""By band of the model, whose last two share the last true rate."""
MISLED = tuple(1.5 * each for each in TRUE)
"""What is believed beforehand, half as much again as true in every band."""
AGES = (1.0,) * 5
COUNCILS = 24


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> list[CareLives]:
    """Nine returns of each of some councils with the same truth."""
    folder = tmp_path_factory.mktemp("councils")
    return [
        read_returns(write(invented(seed, 2018, 2026), folder / str(seed), range(2018, 2027)))[0]
        for seed in range(COUNCILS)
    ]


def estimates(lives: CareLives) -> tuple[tuple[float, float], ...]:
    found = leaving_estimate(leaving_counts(lives), MISLED, AGES, len(TRUE), own_ages=False)
    return tuple((one.low, one.high) for one in found.by_time)


def holding(ranges: list[tuple[tuple[float, float], ...]]) -> float:
    return float(
        np.mean([low <= true <= high for each in ranges for (low, high), true in zip(each, TRUE, strict=True)])
    )


def closed_only(lives: CareLives) -> tuple[tuple[float, float], ...]:
    """Return the ranges that come of counting only periods that ended, from their entry on."""
    from dataclasses import replace

    ended = [
        replace(child, periods=tuple(period for period in child.periods if period.ends)) for child in lives.children
    ]
    wide = replace(lives.window, first=lives.window.first.replace(year=1990))
    return estimates(replace(lives, window=wide, children=tuple(ended)))


def test_ranges_hold_the_truth_about_nine_times_in_ten(councils: list[CareLives]) -> None:
    held = holding([estimates(lives) for lives in councils])
    assert 0.83 <= held <= 0.96, held


def test_counting_closed_periods_alone_fails_the_same_test(councils: list[CareLives]) -> None:
    assert holding([closed_only(lives) for lives in councils]) < 0.75


def test_rates_are_not_biased(councils: list[CareLives]) -> None:
    together = sum(leaving_counts(lives).events.sum(axis=1) for lives in councils)
    years = sum(leaving_counts(lives).child_years.sum(axis=1) for lives in councils)
    assert together / years == pytest.approx(TRUE, rel=0.12)


def test_few_returns_tell_of_the_first_bands_only(councils: list[CareLives]) -> None:
    assert [bands_known(returns) for returns in (1, 2, 3, 4, 5, 9)] == [4, 4, 6, 6, 8, 8]
    counts = leaving_counts(councils[0])
    found = leaving_estimate(counts, TRUE, AGES, bands_known(1), own_ages=False)
    assert [one.own > 0 for one in found.by_time] == [True] * 4 + [False] * 4
    assert [one.value for one in found.by_time[4:]] == pytest.approx(TRUE[4:])


def test_a_rate_by_hand() -> None:
    alone = rate(20, 10.0, 0.0)
    assert (alone.value, alone.own) == (2.0, 1.0)
    assert alone.low < 2.0 < alone.high
    leaning = rate(20, 10.0, 0.5)
    assert leaning.value == pytest.approx(24 / 18)
    assert leaning.own == pytest.approx(10 / 18)
    nothing = rate(0, 0.0, 0.5)
    assert nothing.value == pytest.approx(0.5)


def test_ages_come_back(tmp_path: Path) -> None:
    """Leaving does not follow age here, so the multipliers stay near one, found from own events."""
    lives, _ = read_returns(write(invented(5, 2015, 2026), tmp_path, range(2015, 2027)))
    found = leaving_estimate(leaving_counts(lives), TRUE, (1.0, 1.0, 1.0, 1.0, 3.0), len(TRUE), own_ages=True)
    assert [one.value for one in found.by_age] == pytest.approx([1.0] * 5, abs=0.45)
