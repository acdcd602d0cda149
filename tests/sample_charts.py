"""A chart of every kind, of any size, with names as long as anybody gives."""

from __future__ import annotations

from datetime import date, timedelta

from sim.reports.chart.chart import (
    Area,
    Band,
    BarChart,
    BarMarks,
    BarPanel,
    BarPart,
    Bins,
    Chart,
    ChartFigure,
    ChartLine,
    Cloud,
    HeatChart,
    HeatPanel,
    IntervalChart,
    IntervalPanel,
    KeyEntry,
    LineChart,
    LinePanel,
    Mark,
    MarkedValue,
    Reach,
    RowInterval,
    ScatterChart,
    ScatterPanel,
    ScatterPoint,
    SpreadChart,
    SpreadPanel,
    SpreadRow,
    Stack,
    Tile,
)
from sim.reports.chart.palette import BLUE, GREEN, GREY, ORANGE, SKY, YELLOW

COLOURS = (BLUE, ORANGE, GREEN, YELLOW, SKY, GREY)

KINDS = ("lines", "bins", "intervals", "spreads", "bars end to end", "bars side by side", "scatter", "heat")


def sample(kind: str, count: int = 2, size: float = 100.0, name: str = "Placements overview panel") -> ChartFigure:
    """A figure of a kind with so many panels and rows, values up to about `size`, and names that begin so."""
    return ChartFigure(
        f"sample_{len(kind)}", name, "How to read it.", f"In words: {name}.", _chart(kind, count, size, name)
    )


def _chart(kind: str, count: int, size: float, name: str) -> Chart:
    names = tuple(f"{name} {place}" for place in range(count))
    few = [size * part for part in (0.1, 0.5, 0.9)]
    match kind:
        case "lines":
            days = tuple(date(2019, 1, 31) + timedelta(31 * month) for month in range(3))
            values = tuple(few)
            bands = (Band(tuple(one * 0.8 for one in few), tuple(one * 1.2 for one in few), "95%"),)
            lines = (
                ChartLine(name, BLUE, days, values, bands),
                ChartLine("Other", GREY, days, values[::-1], dashed=True),
            )
            stack = Stack(days, (Area("Below", SKY, values), Area("Above", ORANGE, values)))
            return LineChart(tuple(LinePanel(one, lines, stack) for one in names), "Children, a year")
        case "bins":
            bins = Bins(BLUE, (0.0, size, 2 * size, 3 * size), (few[0], 0.0, few[2]))
            histograms = tuple(LinePanel(one, bins=bins) for one in names)
            return LineChart(histograms, "% of outcomes", "Children", rules=(MarkedValue(few[1]),))
        case "intervals":
            rows = tuple(
                RowInterval(few[1] - size * place / 3, BLUE, Reach(-few[0], few[1]), Reach(-few[1], few[2]))
                for place in range(count)
            )
            panels = tuple(IntervalPanel(one, "children a year, run average", (*rows[:-1], None)) for one in names)
            return IntervalChart(names, panels, (KeyEntry("Likely better", BLUE), KeyEntry("Not known", GREY)))
        case "spreads":
            reaches = (Reach(-few[0], few[2]), Reach(few[0], few[1]))
            spread_rows = (
                *(
                    SpreadRow(one, COLOURS[place % 6], few[1], reaches, reaches[0], few[0])
                    for place, one in enumerate(names)
                ),
                SpreadRow("Nobody", BLUE, None, (), marked=few[0]),
            )
            spread_panels = tuple(SpreadPanel(one, "children", spread_rows, few[0]) for one in names)
            return SpreadChart(spread_panels, ("95%", "80%"), KeyEntry(name, ORANGE), "95%, drawn")
        case "bars end to end" | "bars side by side":
            parts = tuple(
                BarPart(f"Part {place} of it", COLOURS[place], (*(few[place] for _ in names[1:]), None))
                for place in range(3)
            )
            marks = BarMarks("Another value", ORANGE, (None, *(few[2] for _ in names[1:])))
            panels = tuple(BarPanel(one, parts, marks) for one in names)
            rules = (MarkedValue(few[1], "half of it"),)
            return BarChart(names, panels, "Children a year", stacked=kind == "bars end to end", rules=rules)
        case "scatter":
            clouds = tuple(
                Cloud(
                    one,
                    COLOURS[place % 6],
                    list(Mark)[place % 7],
                    (ScatterPoint(few[0], -few[2], Reach(-few[1], few[2])),),
                )
                for place, one in enumerate(names)
            )
            return ScatterChart(tuple(ScatterPanel(one, "children", clouds) for one in names), "Cost", signed=True)
    tiles = tuple(tuple(Tile(f"{one:,.0f}", BLUE) for one in few) for _ in range(3))
    panels_of_tiles = tuple(HeatPanel(one, tiles) for one in names)
    return HeatChart(("1", "2", "3"), ("10", "20", "30"), panels_of_tiles, name, "Workers")
