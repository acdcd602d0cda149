"""Figures: each is there with its words, shows what was found, and is the same each time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from charted_words import faults_of_chart
from small_authority import base, comparison

from sim.experiments.comparison.comparison import compared
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from sim.reports.chart.chart import ChartFigure, IntervalChart, LineChart
from sim.reports.chart.palette import BLUE, GREY, ORANGE
from sim.reports.chart.svg import svg
from sim.reports.run.figures import figures
from sim.reports.shared.spread_words import spread_title


@pytest.fixture(scope="module")
def drawings() -> list[ChartFigure]:
    return figures.of_comparison(comparison())


@pytest.fixture(scope="module")
def forest(drawings: list[ChartFigure]) -> IntervalChart:
    chart = next(one.chart for one in drawings if one.name == "difference_by_strategy")
    assert isinstance(chart, IntervalChart)
    return chart


def test_the_figures_of_a_comparison_are_all_there_with_title_caption_and_words(drawings: list[ChartFigure]) -> None:
    assert [one.name for one in drawings] == [
        "looked_after_over_time",
        "children_by_kind_of_placement",
        "difference_by_strategy",
        "cost_against_effect",
        "fostering_places",
    ]
    for one in drawings:
        assert one.title
        assert one.caption.endswith(".")
        assert len(one.alternative) > 80


def test_every_headline_has_its_panel_and_every_strategy_its_row(
    drawings: list[ChartFigure], forest: IntervalChart
) -> None:
    (words,) = (one.alternative for one in drawings if one.chart is forest)
    assert [panel.title for panel in forest.panels] == [one.title for one in comparison().headlines]
    assert forest.rows == tuple(comparison().label(one) for one in comparison().strategies)
    for headline in comparison().headlines:
        assert headline.title in words


def test_the_points_of_the_forest_are_the_differences(forest: IntervalChart) -> None:
    for panel, headline in zip(forest.panels, comparison().headlines, strict=True):
        scale = 1e6 if headline.unit.startswith("GBP") else 1
        drawn = [one.middle * scale for one in panel.intervals if one is not None]
        assert drawn == pytest.approx([one.difference for one in headline.differences], rel=1e-5)


def test_a_colour_says_clearly_better_only_when_the_interval_leaves_out_zero(forest: IntervalChart) -> None:
    seen = set()
    for panel, headline in zip(forest.panels, comparison().headlines, strict=True):
        for point, one in zip(panel.intervals, headline.differences, strict=True):
            assert point is not None
            seen.add(point.colour)
            if not one.low > 0 and not one.high < 0:
                assert point.colour == GREY
            if point.colour in (BLUE, ORANGE):
                assert one.clear
    assert GREY in seen


def test_the_bands_are_nested_and_hold_the_share_that_they_say(drawings: list[ChartFigure]) -> None:
    chart = drawings[0].chart
    assert isinstance(chart, LineChart)
    (line,) = (one for one in chart.panels[0].lines if one.bands)
    path = comparison().base.series.path("looked_after")
    for band, percent in zip(line.bands, (95, 80, 50), strict=True):
        low, high = np.percentile(path, [50 - percent / 2, 50 + percent / 2], axis=1)
        assert band.low == pytest.approx(low, rel=1e-5)
        assert band.high == pytest.approx(high, rel=1e-5)
        assert band.words == f"{percent}%"
    assert line.values == pytest.approx(np.median(path, axis=1), rel=1e-5)


def test_no_words_overlap_in_any_figure_or_leave_it(drawings: list[ChartFigure]) -> None:
    assert [fault for one in drawings for fault in faults_of_chart(one)] == []


def test_axes_of_time_have_dates_in_words_and_the_same_results_the_same_drawing(drawings: list[ChartFigure]) -> None:
    drawn = svg(drawings[0])
    assert ">31 March</text>" in drawn
    assert ">2019</text>" in drawn
    assert svg(figures.of_comparison(comparison())[0]) == drawn


def test_a_run_alone_has_its_figures_and_a_run_of_days_has_none_over_time() -> None:
    assert len(figures.of_run(comparison().results)) == 3
    short = run_all([base(0.08)], Settings(2, processes=1))
    assert figures.of_run(short) == []


def test_one_replication_and_one_strategy_can_be_drawn() -> None:
    scenarios = [outcome.scenario for outcome in comparison().results.outcomes][:2]
    found = figures.of_comparison(compared(run_all(scenarios, Settings(1, processes=1))))
    assert len(found) == 5
    assert [fault for one in found for fault in faults_of_chart(one)] == []


def test_the_caption_says_what_the_bands_hold() -> None:
    outcome = comparison().base
    caption = figures.looked_after([(outcome, "Base", GREY)], False).caption
    assert "The predictive intervals show" in caption
    assert "by how far off entries and leaving may be" in caption
    assert "what the inputs may be" in figures.looked_after([(outcome, "Base", GREY)], True).caption


def test_without_an_outlook_the_bands_are_of_chance_alone() -> None:
    outcome = comparison().base
    scenario = outcome.scenario
    certain = replace(outcome, scenario=replace(scenario, parameters=replace(scenario.parameters, outlook=None)))
    assert "The bands show how far one council's future may lie from the middle by chance alone" in (
        figures.looked_after([(certain, "Base", GREY)], False).caption
    )
    assert spread_title(certain.scenario.parameters) == "95% of replications lie in"
    assert spread_title(scenario.parameters) == "95% predictive interval"
