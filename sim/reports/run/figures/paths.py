"""Monthly values of the replications as lines, bands and layers of a chart."""

from __future__ import annotations

import numpy as np

from sim.experiments.statistics.sample import Sample
from sim.measures.arrays import Numbers
from sim.reports.chart.chart import Band, ChartLine
from sim.reports.shared.chart_numbers import shown_numbers

NAMED_BANDS = (95, 80, 50)
"""Percent of replications inside each band of a fan, the widest first."""

USUAL_BAND = 80
"""Percent of replications inside the one band about a mean."""


def fan(series: Sample, measure: str, colour: str) -> ChartLine:
    """Return the middle of the replications with the bands that hold most, more and half of them."""
    path = series.path(measure)
    bands = tuple(_band(path, percent, f"{percent}%") for percent in NAMED_BANDS)
    middle = shown_numbers(np.median(path, axis=1))
    return ChartLine("middle", colour, tuple(series.dates(measure)), middle, bands)


def mean_line(
    series: Sample, measure: str, category: str, name: str, colour: str, *, banded: bool = True, dashed: bool = False
) -> ChartLine:
    """Return the mean of the replications, with a band that holds most of them where one is asked for."""
    path = series.path(measure, category)
    bands = (_band(path, USUAL_BAND, ""),) if banded else ()
    dates = tuple(series.dates(measure, category))
    return ChartLine(name, colour, dates, shown_numbers(path.mean(axis=1)), bands, dashed)


def mean_path(series: Sample, measure: str, category: str = "") -> tuple[float, ...]:
    """Return the mean of the replications at each date."""
    return shown_numbers(series.path(measure, category).mean(axis=1))


def _band(path: Numbers, percent: int, words: str) -> Band:
    low, high = np.percentile(path, [50 - percent / 2, 50 + percent / 2], axis=1)
    return Band(shown_numbers(low), shown_numbers(high), words)
