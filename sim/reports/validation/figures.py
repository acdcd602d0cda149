"""Figures of the validation: skill by horizon, coverage, and where outcomes fell in their forecasts."""

from __future__ import annotations

import numpy as np

from sim.experiments.backtest.assess import BackTest, Method, summary
from sim.experiments.backtest.scores import COVERAGES
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import ForecastMeasure
from sim.foundations.counted import counted
from sim.reports.chart.palette import BLACK, BLUE, GREEN, GREY, LIGHT_GREY, ORANGE, YELLOW
from sim.reports.shared.drawing import Drawing, blank, styled

COLOURS = {
    Method.MODEL: BLUE,
    Method.PERSISTENCE: GREY,
    Method.STANDSTILL: GREEN,
    Method.TREND: YELLOW,
    Method.STOCK_AND_FLOW: ORANGE,
}
BINS = 10


def skill(tested: BackTest) -> Drawing:
    """Return the typical error of every method at every horizon, for children looked after."""
    with styled():
        figure, (axes,) = blank(4.2)
        methods = tested.methods(ForecastMeasure.LOOKED_AFTER)
        width = 0.8 / len(methods)
        for place, method in enumerate(methods):
            values = [
                summary(tested.of(ForecastMeasure.LOOKED_AFTER, method, years).scores).crps_percent
                for years in HORIZONS
            ]
            at = np.arange(len(HORIZONS)) + (place - (len(methods) - 1) / 2) * width
            axes.bar(at, values, width * 0.92, color=COLOURS[method], label=method.value)
            for where, value in zip(at, values, strict=True):
                axes.annotate(
                    f"{value:.1f}", (where, value), (0, 2), textcoords="offset points", ha="center", fontsize=9
                )
        axes.set_xticks(np.arange(len(HORIZONS)), ["1 year ahead", "2 years ahead", "3 years ahead"])
        axes.set_ylabel("typical error (CRPS), % of what came")
        axes.grid(axis="x", visible=False)
        axes.legend(frameon=False, loc="upper left")
        return Drawing(
            "validation_skill",
            "How far forecasts of children looked after were out",
            "Smaller is better. Authorities with at least 20 children on every 31 March, origins from 2016.",
            "Bars of the typical error of five ways of forecasting, one, two and three years ahead.",
            figure,
        ).laid_out()


def coverage(tested: BackTest) -> Drawing:
    """Return the share of outcomes that intervals held, beside the share that they ought to hold."""
    with styled():
        figure, panels = blank(3.9, 1, 3, sharey=True)
        marks = dict(zip(COVERAGES, (BLUE, GREEN, ORANGE), strict=True))
        for axes, measure in zip(
            panels, (ForecastMeasure.LOOKED_AFTER, ForecastMeasure.STARTED, ForecastMeasure.CEASED), strict=True
        ):
            for place, level in enumerate(COVERAGES):
                axes.axhline(level, color=LIGHT_GREY, linestyle="--", linewidth=1.2)
                found = [summary(tested.of(measure, Method.MODEL, years).scores).coverage[place] for years in HORIZONS]
                axes.plot(HORIZONS, found, "o-", color=marks[level], label=f"{level}% interval")
            axes.set_title(measure.value.replace("Children ", "").capitalize().split(" on ")[0])
            axes.set_xticks(HORIZONS)
            axes.set_xlabel("years ahead")
            axes.set_ylim(0, 100)
        panels[0].set_ylabel("% of outcomes held")
        panels[0].legend(frameon=False, loc="lower left")
        return Drawing(
            "validation_coverage",
            "Do intervals hold as many outcomes as they say?",
            "Each line ought to lie on its dashed line.",
            "Shares of outcomes inside the model's 50, 80 and 95 percent intervals by years ahead.",
            figure,
        ).laid_out()


def places(tested: BackTest) -> Drawing:
    """Return the histogram of where outcomes fell in the model's forecasts (the probability integral transform)."""
    with styled():
        figure, panels = blank(3.6, 1, 3, sharey=True)
        for axes, years in zip(panels, HORIZONS, strict=True):
            pit = tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, years).scores.pit
            heights, _ = np.histogram(pit, bins=BINS, range=(0, 1))
            axes.bar((np.arange(BINS) + 0.5) * 10, 100 * heights / len(pit), 9.2, color=BLUE)
            axes.axhline(100 / BINS, color=BLACK, linestyle="--", linewidth=1.2)
            axes.set_title(f"{counted(years, 'year')} ahead")
            axes.grid(axis="x", visible=False)
        figure.supxlabel("Where the outcome fell: % of the forecast below it", fontsize=10)
        panels[0].set_ylabel("% of outcomes")
        return Drawing(
            "validation_places",
            "Where outcomes fell in their forecasts",
            "Even bars are right; high ends would mean intervals that are too narrow, a slope a bias.",
            "Three histograms of the share of each forecast that lay below what came.",
            figure,
        ).laid_out()
