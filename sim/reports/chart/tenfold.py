"""Intervals on a scale on which each step is ten times the one before."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor, log10

from sim.reports.chart.chart import IntervalChart, Reach, RowInterval
from sim.reports.chart.ticks import Ticks


def in_tenfolds(chart: IntervalChart) -> IntervalChart:
    """Return the chart with the powers of ten of its values in their place."""
    panels = (
        replace(panel, intervals=tuple(one and _powers(one) for one in panel.intervals)) for panel in chart.panels
    )
    return replace(chart, panels=tuple(panels), signed=False)


def _powers(one: RowInterval) -> RowInterval:
    thick, thin = (reach and Reach(log10(reach.low), log10(reach.high)) for reach in (one.thick, one.thin))
    beside = tuple(replace(mark, value=log10(mark.value)) for mark in one.beside)
    return replace(one, middle=log10(one.middle), thick=thick, thin=thin, beside=beside)


def whole_tenfolds(low: float, high: float) -> Ticks:
    """Return the whole powers of ten that hold everything from low to high, and one, between them."""
    first, last = min(floor(low), 0), max(ceil(high), 1)
    return Ticks(tuple(float(power) for power in range(first, last + 1)), 0)


def tenfold_words(ticks: Ticks) -> tuple[str, ...]:
    """Return powers of ten as the numbers that they are: ``0.1``, ``1``, ``1,000``."""
    return tuple(f"{10.0**power:,.{max(0, round(-power))}f}" for power in ticks.values)
