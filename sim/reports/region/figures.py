"""The figures of councils together: their sum with its band, and each council in a panel of its own."""

from __future__ import annotations

from dataclasses import replace

from sim.experiments.region.councils import CouncilsTogether, council_name
from sim.foundations.calendar import in_words
from sim.reports.chart.chart import ChartFigure, LineChart, LinePanel
from sim.reports.chart.palette import BLUE, GREEN
from sim.reports.region.words import eight_of_ten, mean
from sim.reports.run.figures.paths import fan
from sim.reports.shared.painted import ChartDrawing

NUMBER = "looked_after"


def of_councils(together: CouncilsTogether) -> list[ChartDrawing]:
    """Return the figures; a line needs a run of two months."""
    if len(together.series.dates(NUMBER)) < 2:
        return []
    return [ChartDrawing(_sum(together)), ChartDrawing(_each(together))]


def _sum(together: CouncilsTogether) -> ChartFigure:
    """Show the children looked after by all councils together."""
    dates, path = together.series.dates(NUMBER), together.series.path(NUMBER)
    ends = eight_of_ten(path[-1])
    return ChartFigure(
        "looked_after_together",
        "Children looked after, all councils together",
        "The line is the middle of the replications; half of them lie inside the darkest band, 80% inside the next and "
        "95% inside the lightest. What all councils live through together does not even out in the sum, so the band is "
        "wider than that of independent councils. The vertical scale does not start at zero.",
        f"On {in_words(dates[-1])} the mean is {mean(path[-1]):,.0f} children, and eight of ten replications lie "
        f"between {ends[0]:,.0f} and {ends[1]:,.0f}.",
        LineChart((LinePanel("", (fan(together.series, NUMBER, BLUE),)),), "Children looked after"),
    )


def _each(together: CouncilsTogether) -> ChartFigure:
    """Show the children looked after by each council, a panel a council."""
    panels, said = [], []
    for one in together.councils:
        dates, path = one.series.dates(NUMBER), one.series.path(NUMBER)
        name = council_name(one.scenario)
        line = fan(one.series, NUMBER, GREEN)
        unnamed = tuple(replace(band, words="") for band in line.bands)
        panels.append(LinePanel(name, (replace(line, name="", bands=unnamed),)))
        low, high = eight_of_ten(path[-1])
        said.append(f"{name} {mean(path[-1]):,.0f} ({low:,.0f} to {high:,.0f})")
    return ChartFigure(
        "looked_after_by_council",
        "Children looked after, council by council",
        "The line is the middle of the replications; half of them lie inside the darkest band, 80% inside the next and "
        "95% inside the lightest. Each panel has its own vertical scale, from zero.",
        f"Mean of the replications on {in_words(dates[-1])}, and between what eight of ten lie: {'; '.join(said)}.",
        LineChart(tuple(panels), "Children looked after", one_scale=False, from_zero=True, least=5.0),
    )
