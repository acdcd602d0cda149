"""The figure of reviews: what officers do as each has more children, year by year and replication by replication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.experiments.running.results import Outcome
from sim.measures.arrays import Numbers
from sim.measures.reviews import OF_REVIEWS
from sim.reports.chart.chart import ChartFigure, Cloud, Mark, Reach, ScatterChart, ScatterPanel, ScatterPoint
from sim.reports.run.figures.bars import said
from sim.reports.run.figures.figures import Shown
from sim.reports.shared.chart_numbers import shown_number

HANDBOOK: Final = Reach(50.0, 70.0)
"""Children for each officer: IRO Handbook (2010)."""


class Years(NamedTuple):
    """What one scenario has in each year of each replication."""

    name: str
    colour: str
    caseload: Numbers
    in_time: Numbers
    between: Numbers


def of_reviews(shown: Sequence[Shown]) -> list[ChartFigure]:
    """Return the figure of reviews by caseload; none of a run without a whole year."""
    if not shown[0][0].measures.dates("midway_checks_percent"):
        return []
    return [by_caseload([_years(*one) for one in shown])]


def _years(outcome: Outcome, name: str, colour: str) -> Years:
    sample = outcome.measures
    dates = sample.dates("midway_checks_percent")

    def of(measure: str, category: str = "") -> Numbers:
        return np.concatenate([sample.of(measure, category, when) for when in dates])

    return Years(
        name,
        colour,
        of("children_per_reviewing_officer"),
        of("reviews_in_timescale_percent", OF_REVIEWS),
        of("midway_checks_percent"),
    )


def by_caseload(shown: Sequence[Years]) -> ChartFigure:
    """Show reviews in time, and cases looked at between reviews, over children for each officer."""
    along = "Children for each reviewing officer at the end of the year"
    panels = (
        ScatterPanel("Reviews held in time", along, _clouds(shown, [one.in_time for one in shown])),
        ScatterPanel("Cases looked at between reviews", along, _clouds(shown, [one.between for one in shown])),
    )
    parts = []
    for one in shown:
        numbers = [_mean(these) for these in (one.caseload, one.in_time, one.between)]
        parts.append(
            f"{one.name}: {said(numbers[0])} children for each officer, {said(numbers[1])}% of reviews in time, "
            f"{said(numbers[2])}% of cases looked at between reviews"
        )
    return ChartFigure(
        "reviews_by_caseload",
        "Reviews, and looks between them, by children for each reviewing officer",
        "A point is one year of one replication, a larger mark their mean. The grey band is the 50 to 70 children that "
        "the handbook for reviewing officers (2010) asks for. When time is short, looks between reviews go first, then "
        "reviews are cut short, and only then are they late: how many hours each takes is a judgement.",
        ". ".join(parts) + ".",
        ScatterChart(
            panels,
            "Percent",
            across=Reach(0.0, LEAST_SHOWN),
            up_range=Reach(0.0, 100.0),
            shaded=HANDBOOK,
        ),
    )


LEAST_SHOWN: Final = 80.0
"""Children for each officer, to which the axis reaches at least."""

MEANS: Final = (Mark.SQUARE, Mark.DIAMOND, Mark.TRIANGLE, Mark.TRIANGLE_DOWN, Mark.PLUS, Mark.CROSS, Mark.DOT)


def _clouds(shown: Sequence[Years], values: Sequence[Numbers]) -> tuple[Cloud, ...]:
    """Return the years of each scenario, and on top of all their means."""
    years = [
        Cloud("", one.colour, Mark.DOT, _points(one.caseload, these), faint=True)
        for one, these in zip(shown, values, strict=True)
    ]
    means = [
        Cloud(
            one.name if len(shown) > 1 else "",
            one.colour,
            MEANS[place % len(MEANS)],
            _points(np.array([_mean(one.caseload)]), np.array([_mean(these)])),
        )
        for place, (one, these) in enumerate(zip(shown, values, strict=True))
    ]
    return (*years, *means)


def _points(across: Numbers, up: Numbers) -> tuple[ScatterPoint, ...]:
    """Return the points of which both numbers are known."""
    known = ~(np.isnan(across) | np.isnan(up))
    pairs = zip(across[known], up[known], strict=True)
    return tuple(ScatterPoint(shown_number(float(one)), shown_number(float(other))) for one, other in pairs)


def _mean(values: Numbers) -> float:
    return float(np.nanmean(values)) if not np.isnan(values).all() else float("nan")
