"""Figures of the validation: skill by horizon, coverage, and where outcomes fell in their forecasts."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.experiments.backtest.assess import BackTest, Method, summary
from sim.experiments.backtest.scores import COVERAGES
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import ForecastMeasure
from sim.foundations.counted import counted
from sim.reports.chart.chart import (
    BarChart,
    BarPanel,
    BarPart,
    Bins,
    ChartFigure,
    ChartLine,
    LineChart,
    LinePanel,
    MarkedValue,
)
from sim.reports.chart.palette import BLUE, GREEN, GREY, ORANGE, YELLOW
from sim.reports.shared.chart_numbers import known_numbers, shown_numbers

COLOURS: Final = {
    Method.MODEL: BLUE,
    Method.PERSISTENCE: GREY,
    Method.STANDSTILL: GREEN,
    Method.TREND: YELLOW,
    Method.STOCK_AND_FLOW: ORANGE,
}
BINS: Final = 10
AHEAD: Final = tuple(f"{counted(years, 'year')} ahead" for years in HORIZONS)


def skill(tested: BackTest) -> ChartFigure:
    """Return the typical error of every method at every horizon, for children looked after."""
    parts = tuple(
        BarPart(method.value, COLOURS[method], known_numbers([_error(tested, method, years) for years in HORIZONS]))
        for method in tested.methods(ForecastMeasure.LOOKED_AFTER)
    )
    return ChartFigure(
        "validation_skill",
        "How far forecasts of children looked after were out",
        "Smaller is better. Authorities with at least 20 children on every 31 March, origins from 2016.",
        "Bars of the typical error of every way of forecasting, one, two and three years ahead.",
        BarChart(AHEAD, (BarPanel("", parts),), "typical error (CRPS), % of what came", stacked=False),
    )


def _error(tested: BackTest, method: Method, years: int) -> float:
    return summary(tested.of(ForecastMeasure.LOOKED_AFTER, method, years).scores).crps_percent


def coverage(tested: BackTest) -> ChartFigure:
    """Return the share of outcomes that intervals held, beside the share that they ought to hold."""
    panels = tuple(
        _held(tested, measure)
        for measure in (ForecastMeasure.LOOKED_AFTER, ForecastMeasure.STARTED, ForecastMeasure.CEASED)
    )
    return ChartFigure(
        "validation_coverage",
        "Do intervals hold as many outcomes as they say?",
        "Each line ought to lie on its dashed line.",
        "Shares of outcomes inside the model's 50, 80 and 95 percent intervals by years ahead.",
        LineChart(
            panels,
            "% of outcomes held",
            "years ahead",
            from_zero=True,
            least=100.0,
            rules=tuple(MarkedValue(float(level)) for level in COVERAGES),
        ),
    )


def _held(tested: BackTest, measure: ForecastMeasure) -> LinePanel:
    """Return the lines of one measure."""
    title = measure.value.replace("Children ", "").capitalize().split(" on ")[0]
    by_years = [summary(tested.of(measure, Method.MODEL, years).scores).coverage for years in HORIZONS]
    lines = (
        ChartLine(f"{level}% interval", colour, tuple(map(float, HORIZONS)), shown_numbers(found), dotted=True)
        for level, colour, found in zip(COVERAGES, (BLUE, GREEN, ORANGE), zip(*by_years, strict=True), strict=True)
    )
    return LinePanel(title, tuple(lines))


def places(tested: BackTest) -> ChartFigure:
    """Return the histogram of where outcomes fell in the model's forecasts (the probability integral transform)."""
    panels = tuple(LinePanel(title, bins=_fell(tested, years)) for title, years in zip(AHEAD, HORIZONS, strict=True))
    return ChartFigure(
        "validation_places",
        "Where outcomes fell in their forecasts",
        "Even bars, at the dashed line, are right; high ends would mean intervals that are too narrow, a slope a bias.",
        "Three histograms of the share of each forecast that lay below what came.",
        LineChart(
            panels,
            "% of outcomes",
            "Where the outcome fell: % of the forecast below it",
            rules=(MarkedValue(100.0 / BINS),),
        ),
    )


def _fell(tested: BackTest, years: int) -> Bins:
    """Return the share of outcomes in each tenth of their forecasts."""
    pit = tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, years).scores.pit
    heights, edges = np.histogram(pit, bins=BINS, range=(0, 1))
    return Bins(BLUE, shown_numbers(100.0 * edges), shown_numbers(100.0 * heights / len(pit)))
