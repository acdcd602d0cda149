"""Forecasts from the past beside simple ones: nothing later is seen, scores add up, goals are told as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from later_figures import shuffled_after

from sim.experiments.backtest.assess import BENCHMARKS, UNCHANGED, Method, back_test, summary
from sim.experiments.backtest.benchmarks import Benchmark, persistence, stock_and_flow, trend
from sim.experiments.backtest.between import of_model, of_no_change
from sim.experiments.backtest.goals import GoalRow, goal_rows, ratio
from sim.forecasting.forecast import Forecaster, ForecastMeasure, outcome
from sim.forecasting.record import PublishedRecord, record
from sim.published.table import figures

ORIGIN = 2016
LOOKED_AFTER = ForecastMeasure.LOOKED_AFTER


@pytest.fixture(scope="module")
def known() -> PublishedRecord:
    return record(figures())


@pytest.fixture(scope="module")
def forecaster(known: PublishedRecord) -> Forecaster:
    return Forecaster(known)


def row_of(known: PublishedRecord, name: str) -> int:
    return [authority.name for authority in known.authorities].index(name)


# Leakage


@pytest.mark.parametrize("method", BENCHMARKS)
def test_no_simple_forecast_changes_when_figures_after_its_origin_do(known: PublishedRecord, method: Method) -> None:
    other = record(shuffled_after(figures(), ORIGIN))
    assert not np.array_equal(other.looked_after[:, -1], known.looked_after[:, -1])
    mine, theirs = (BENCHMARKS[method].forecast(one, LOOKED_AFTER, ORIGIN).values for one in (known, other))
    np.testing.assert_array_equal(mine, theirs)


# Simple forecasts


def test_simple_forecasts_by_hand(known: PublishedRecord) -> None:
    row, made = row_of(known, "Tower Hamlets"), known.until(2019)
    assert persistence(made, ForecastMeasure.LOOKED_AFTER)[row].tolist() == [329, 329, 329]
    # 333, 286, 329: slope -2 a year through their mean at 2018
    middle = (333 + 286 + 329) / 3
    assert trend(made, ForecastMeasure.LOOKED_AFTER)[row] == pytest.approx([middle - 4, middle - 6, middle - 8])
    rate, starts = 168 / ((286 + 329) / 2), (137 + 208) / 2
    next_year = 329 * (1 - rate) + starts
    assert stock_and_flow(made, ForecastMeasure.LOOKED_AFTER)[row, 0] == pytest.approx(next_year)
    assert stock_and_flow(made, ForecastMeasure.LOOKED_AFTER)[row, 1] == pytest.approx(next_year * (1 - rate) + starts)
    assert stock_and_flow(made, ForecastMeasure.CEASED)[row, 0] == pytest.approx(329 * rate)
    assert stock_and_flow(made, ForecastMeasure.STARTED)[row].tolist() == [starts] * 3


def test_simple_intervals_hold_what_their_earlier_errors_did(known: PublishedRecord) -> None:
    """Of earlier one-year changes, stretched by size, eight in ten lie inside; smaller authorities have wider ones."""
    values = Benchmark(persistence).forecast(known, LOOKED_AFTER, 2018).values[:, 0]
    earlier = known.until(2018).looked_after
    with np.errstate(divide="ignore", invalid="ignore"):
        changes = np.log(earlier[:, 1:] / earlier[:, :-1])
        low, high = np.log(np.quantile(values, [0.1, 0.9], axis=1) / earlier[:, -1])
    inside = (low[:, None] <= changes) & (changes <= high[:, None])
    assert inside[np.isfinite(changes) & np.isfinite(low[:, None])].mean() == pytest.approx(0.8, abs=0.02)
    assert (high - low)[row_of(known, "Rutland")] > 1.3 * (high - low)[row_of(known, "Kent")]


def test_no_change_grows_as_before_and_no_change_at_all_does_not(known: PublishedRecord) -> None:
    held = known.until(2018).looked_after[:, -1]
    with_mean, centred = (
        np.median(BENCHMARKS[method].forecast(known, LOOKED_AFTER, 2018).values, axis=2)[held > 0]
        / held[held > 0, None]
        for method in UNCHANGED
    )
    assert centred == pytest.approx(np.ones_like(centred), abs=1e-4)
    assert (with_mean > 1).all()  # England's number grew in these years
    assert (np.diff(with_mean, axis=1) > 0).all()


def test_all_together_come_to_what_came_when_englands_growth_is_given(
    known: PublishedRecord, forecaster: Forecaster
) -> None:
    came = outcome(known, LOOKED_AFTER, 2018)
    for values in (of_model(known, forecaster, LOOKED_AFTER, ORIGIN), of_no_change(known, LOOKED_AFTER, ORIGIN)):
        middle = np.median(values[:, 1], axis=1)
        both = np.isfinite(middle) & np.isfinite(came)
        assert middle[both].sum() == pytest.approx(came[both].sum(), rel=0.005)
    # where every authority's number halves, the given growth leaves nothing to be surprised by
    half = replace(known, looked_after=np.column_stack([known.looked_after[:, :8], 0.5 * known.looked_after[:, 7:8]]))
    half = replace(half, origin=2018)
    held = half.looked_after[:, -1]
    given = np.median(of_no_change(half, LOOKED_AFTER, 2017)[:, 0], axis=1)
    assert np.median(given[held > 0] / held[held > 0]) == pytest.approx(1.0, abs=0.01)


# The whole


@pytest.fixture(scope="module")
def tested(known: PublishedRecord, forecaster: Forecaster):
    return back_test(known, forecaster, origins=(2016, 2017))


def test_every_method_is_scored_on_the_same_cases(tested) -> None:
    for measure in ForecastMeasure:
        for years in (1, 2, 3):
            cases = [tested.of(measure, method, years) for method in tested.methods(measure)]
            for one in cases[1:]:
                np.testing.assert_array_equal(one.scores.actual, cases[0].scores.actual)
                np.testing.assert_array_equal(one.authority, cases[0].authority)


def test_groups_are_all_there_is(tested) -> None:
    cases = tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, 1)
    for groups in (tested.sizes(cases), tested.regions(cases)):
        assert sum(chosen.sum() for _, chosen in groups) == len(cases.authority)
    one = tested.authority(cases, "E09000030")
    assert one.sum() == 2
    assert cases.size[one].tolist() == [304, 333]
    assert cases.scores.actual[one].tolist() == [333, 286]
    assert summary(cases.scores, one).number == 2


def test_the_smallest_are_left_out(tested, known: PublishedRecord) -> None:
    names = {known.authorities[row].name for row in tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, 1).authority}
    assert "City of London" not in names
    assert "Isles of Scilly" not in names
    assert "Rutland" in names


def test_outcomes_are_what_was_published(known: PublishedRecord) -> None:
    row = row_of(known, "Tower Hamlets")
    assert outcome(known, ForecastMeasure.CEASED, 2018)[row] == 186
    assert outcome(known, ForecastMeasure.MOVED, 2018)[row] == pytest.approx(100 * 43 / 286)


def test_the_record_is_at_least_not_worse_than_no_change(tested) -> None:
    """A wide guard, not the goal: the model's typical error at two years is below that of no change."""
    model, unchanged = (
        summary(tested.of(ForecastMeasure.LOOKED_AFTER, method, 2).scores)
        for method in (Method.MODEL, Method.PERSISTENCE)
    )
    assert model.crps_percent < unchanged.crps_percent
    assert 70 <= model.coverage[1] <= 90


# Goals


def test_a_goal_is_reached_at_its_bound_and_missed_beyond() -> None:
    row = GoalRow(LOOKED_AFTER, 2, 0.92, 0.95, Method.PERSISTENCE, 83.0, (75.0, 80.0, 80.0, 85.0))
    assert row.reached == (True, True, True, True)
    assert replace(row, against_no_change=0.921).reached == (False, True, True, True)
    assert replace(row, against_better=0.951).reached == (True, False, True, True)
    assert replace(row, held=76.9).reached == (True, True, False, True)
    assert replace(row, held_by_size=(75.0, 80.0, 80.0, 85.1)).reached == (True, True, True, False)


def test_goals_are_held_against_the_harder_no_change(tested) -> None:
    rows = list(goal_rows(tested))
    assert [(row.measure, row.years) for row in rows] == [(m, years) for m in ForecastMeasure for years in (1, 2, 3)]
    for row in rows:
        model = summary(tested.of(row.measure, Method.MODEL, row.years).scores).crps_percent
        others = [summary(tested.of(row.measure, method, row.years).scores).crps_percent for method in UNCHANGED]
        assert row.against_better == pytest.approx(model / min(others))
        assert row.against_no_change == pytest.approx(model / others[0])
    cases = tested.of(LOOKED_AFTER, Method.MODEL, 1)
    assert ratio(cases, cases) == 1.0
    assert [name for name, _ in tested.origins(cases)] == ["31 March 2016", "31 March 2017"]
