"""Figures of the validation: each number is that of the back test, where it stands, and no words overlap."""

from __future__ import annotations

import numpy as np
import pytest
from charted_words import faults_of_chart

from sim.experiments.backtest.assess import BackTest, Method, back_test, summary
from sim.forecasting.forecast import Forecaster, ForecastMeasure
from sim.forecasting.record import record
from sim.published.table import figures
from sim.reports.chart.chart import BarChart, LineChart
from sim.reports.validation.figures import coverage, places, skill

LOOKED_AFTER = ForecastMeasure.LOOKED_AFTER


@pytest.fixture(scope="module")
def tested() -> BackTest:
    known = record(figures())
    return back_test(known, Forecaster(known), origins=(2016, 2017))


def test_no_words_overlap_are_cut_off_or_pale(tested: BackTest) -> None:
    assert [fault for one in (skill, coverage, places) for fault in faults_of_chart(one(tested))] == []


def test_bars_of_skill_are_the_typical_errors_of_every_method(tested: BackTest) -> None:
    chart = skill(tested).chart
    assert isinstance(chart, BarChart)
    assert chart.rows == ("1 year ahead", "2 years ahead", "3 years ahead")
    (panel,) = chart.panels
    assert [part.name for part in panel.parts] == [method.value for method in tested.methods(LOOKED_AFTER)]
    expected = [summary(tested.of(LOOKED_AFTER, Method.MODEL, years).scores).crps_percent for years in (1, 2, 3)]
    assert panel.parts[0].values == pytest.approx(expected, rel=1e-5)
    assert len({part.colour for part in panel.parts}) == len(panel.parts)


def test_each_line_of_coverage_stands_beside_the_level_that_it_ought_to_reach(tested: BackTest) -> None:
    chart = coverage(tested).chart
    assert isinstance(chart, LineChart)
    assert [panel.title for panel in chart.panels] == ["Looked after", "Starting in the year", "Ceasing in the year"]
    assert [rule.value for rule in chart.rules] == [50, 80, 95]
    for panel, measure in zip(
        chart.panels, (LOOKED_AFTER, ForecastMeasure.STARTED, ForecastMeasure.CEASED), strict=True
    ):
        assert [line.name for line in panel.lines] == ["50% interval", "80% interval", "95% interval"]
        for place, line in enumerate(panel.lines):
            found = [summary(tested.of(measure, Method.MODEL, int(years)).scores) for years in line.where]
            assert line.values == pytest.approx([one.coverage[place] for one in found], rel=1e-5)


def test_bins_hold_all_outcomes_and_the_level_is_where_even_ones_would_end(tested: BackTest) -> None:
    chart = places(tested).chart
    assert isinstance(chart, LineChart)
    (level,) = chart.rules
    for panel, years in zip(chart.panels, (1, 2, 3), strict=True):
        assert panel.bins is not None
        assert panel.bins.edges == pytest.approx(np.arange(0, 101, 10))
        assert sum(panel.bins.values) == pytest.approx(100.0, abs=0.01)
        assert np.mean(panel.bins.values) == pytest.approx(level.value, abs=0.01)
        below = tested.of(LOOKED_AFTER, Method.MODEL, years).scores.pit < 0.1
        assert panel.bins.values[0] == pytest.approx(100 * below.mean(), abs=0.01)
