"""Shares by age and kind of placement: closed forms, planted movements found again, and nothing later seen."""

from __future__ import annotations

import numpy as np
import pytest
from later_figures import shuffled_after

from sim.forecasting.error_spread import ErrorSpread, beyond
from sim.forecasting.forecast import Forecaster, ForecastMeasure
from sim.forecasting.kinds import PlacementKind, kinds_now, kinds_table, together_table
from sim.forecasting.record import PublishedRecord, record
from sim.forecasting.shares import by_age, held
from sim.published.table import Figures, figures

LEEDS = "E08000035"
ORIGIN = 2019
SEED = 7


@pytest.fixture(scope="module")
def known() -> PublishedRecord:
    return record(figures())


def leeds(known: PublishedRecord) -> int:
    return [one.code for one in known.authorities].index(LEEDS)


# Further ahead than was learned


def test_a_spread_goes_on_along_the_line_of_its_first_years() -> None:
    spreads = [ErrorSpread(0.01, 1.0), ErrorSpread(0.05, 1.1), ErrorSpread(0.03, 1.4)]
    assert beyond(spreads, 4).everywhere == pytest.approx(0.04)
    assert beyond(spreads, 5).everywhere == pytest.approx(0.05)
    assert beyond(spreads, 5).by_size == pytest.approx(1.8)


def test_a_spread_does_not_become_less_further_ahead() -> None:
    found = beyond([ErrorSpread(0.03, 1.0), ErrorSpread(0.02, 1.0), ErrorSpread(0.01, 0.9)], 5)
    assert (found.everywhere, found.by_size) == (0.01, 0.9)


def test_a_forecast_beyond_three_years_is_wider_year_by_year(known: PublishedRecord) -> None:
    forecaster = Forecaster(known, years=5)
    row = leeds(known)
    values = forecaster.forecast(ForecastMeasure.LOOKED_AFTER, 2024).values[row]
    wide = np.diff(np.log(np.quantile(values, [0.1, 0.9], axis=1)), axis=0)[0]
    assert (np.diff(wide) > 0).all()
    spreads = [forecaster.spread(ForecastMeasure.LOOKED_AFTER, 2024, years) for years in (1, 3, 5)]
    assert spreads[2].everywhere == pytest.approx(2 * spreads[1].everywhere - spreads[0].everywhere)


# Kinds of placement


def test_kinds_are_all_children(known: PublishedRecord) -> None:
    now = kinds_now(figures(), LEEDS, 2024)
    assert now[:5].tolist() == [1074, 115, 39, 154, 78]
    assert now.sum() == pytest.approx(1546)
    table = kinds_table(figures(), known)[leeds(known)]
    assert table[-1] == pytest.approx([1074, 115, 39, 154, 78, 1546 - 1460])
    assert together_table(figures(), known)[leeds(known), -1].tolist() == [232, 1546 - 232]


def test_nothing_that_was_imputed_tells_of_movement(known: PublishedRecord) -> None:
    """Tower Hamlets' children placed for adoption were hidden on 31 March 2024."""
    row = [one.code for one in known.authorities].index("E09000030")
    found = kinds_table(figures(), known)[row, -1]
    place = list(PlacementKind).index(PlacementKind.ADOPTION)
    assert np.isnan(found[place])
    assert np.isnan(found[-1])  # what is left cannot be told either
    assert found[0] == 187


def test_shares_are_held_as_unsure_as_planted_movements() -> None:
    """Of 4,000 councils with 400 children each, half in either kind: a random walk of 0.05 of a logarithm a year."""
    generator = np.random.default_rng(SEED)
    steps = 0.05 * generator.normal(size=(4_000, 6)).cumsum(axis=1)
    first = 200 * np.exp(steps - steps[:, :1])
    table = np.stack([first, 400 - first], axis=2)
    found = held(table, np.array([200.0, 200.0]), 5)
    assert found.shares == pytest.approx(np.full((5, 2), 0.5))
    assert found.deviation[:3, 0] == pytest.approx(0.05 * np.sqrt([1, 2, 3]), rel=0.05)
    # then on along the line of the variance, which a random walk keeps to
    assert found.deviation[3:, 0] == pytest.approx(0.05 * np.sqrt([4, 5]), rel=0.06)


# Ages


def test_shares_of_ages_are_whole_and_older_children_leave(known: PublishedRecord) -> None:
    found = by_age(known, Forecaster(known), leeds(known), 3)
    assert found is not None
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(3))
    now = known.ages[leeds(known), -1] / known.looked_after[leeds(known), -1]
    assert found.shares[0] == pytest.approx(now, abs=0.03)
    assert (np.diff(found.deviation, axis=0) >= 0).all()


def test_no_share_changes_when_figures_after_its_origin_do() -> None:
    def at_origin(table: Figures) -> tuple[np.ndarray, np.ndarray]:
        seen = record(table).until(ORIGIN)
        found = by_age(seen, Forecaster(seen), leeds(seen), 3)
        assert found is not None
        return found.shares, found.deviation

    for mine, theirs in zip(at_origin(figures()), at_origin(shuffled_after(figures(), ORIGIN)), strict=True):
        np.testing.assert_array_equal(mine, theirs)
