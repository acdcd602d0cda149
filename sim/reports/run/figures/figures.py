"""The figures of a run and of a comparison over time, each with its caption and what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

import numpy as np

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.leading_changes import shown_beside
from sim.experiments.running.results import Outcome, Results
from sim.foundations.calendar import in_words
from sim.measures.arrays import Numbers
from sim.reports.chart.chart import Area, ChartFigure, ChartLine, LineChart, LinePanel, Stack
from sim.reports.chart.palette import BLACK, BLUE, GREY, MIDDLE_GREY, ORANGE, SKY
from sim.reports.run.figures import history as years_before
from sim.reports.run.figures.effect_figures import cost_against_effect, differences
from sim.reports.run.figures.history import PastNumber, past_numbers
from sim.reports.run.figures.paths import fan, mean_line, mean_path
from sim.reports.shared.chart_numbers import shown_numbers
from sim.reports.shared.spread_words import is_predictive, why_apart
from sim.reports.shared.words import kind_in_words, lower_first

BASE_COLOUR = GREY
STRATEGY_COLOUR = BLUE


def of_comparison(comparison: Comparison) -> list[ChartFigure]:
    """Return the figures of a comparison; those over time need a run of two months."""
    base, beside = comparison.base, shown_beside(comparison)
    shown = [(base, comparison.label(base), BASE_COLOUR), (beside, comparison.label(beside), STRATEGY_COLOUR)]
    found = [differences(comparison), cost_against_effect(comparison)]
    if has_time(base):
        first, second, last = _over_time(shown, comparison.results.uncertainty)
        found = [first, second, *found, last]
    return found


def of_run(results: Results) -> list[ChartFigure]:
    """Return the figures of scenarios that are not compared: of the first."""
    first = results.outcomes[0]
    return _over_time([(first, first.scenario.title, STRATEGY_COLOUR)], results.uncertainty) if has_time(first) else []


def _over_time(shown: Sequence[Shown], varied: bool) -> list[ChartFigure]:
    past = past_numbers(shown[0][0].scenario)
    return [looked_after(shown, varied, past), placement_kinds(shown), fostering_places(shown)]


def has_time(outcome: Outcome) -> bool:
    """Whether there are at least two months to draw a line between."""
    return len(outcome.series.dates("looked_after")) > 1


Shown: TypeAlias = tuple[Outcome, str, str]
"""A scenario's outcome, what it is called and its colour."""


def looked_after(shown: Sequence[Shown], varied: bool, past: tuple[PastNumber, ...] = ()) -> ChartFigure:
    """Show children looked after over time, with the range of the replications, one panel for each scenario.

    `varied` says that the inputs were drawn from their ranges; the `past` was published and is joined to the run.
    """
    panels = []
    for outcome, name, colour in shown:
        line = fan(outcome.series, "looked_after", colour)
        first = outcome.series.dates("looked_after")[0]
        panels.append(LinePanel(name, (*_joined(past, first, line.values[0]), line)))
    ends = [_middle_and_range(outcome.series.path("looked_after")[-1]) for outcome, _, _ in shown]
    parameters = shown[0][0].scenario.parameters
    why, called = why_apart(parameters, varied), "predictive intervals" if is_predictive(parameters) else "bands"
    last = in_words(shown[0][0].series.dates("looked_after")[-1])
    said = "; ".join(
        f"{name}: on {last} the middle of the replications is {middle:.0f} children and 95% of them lie between "
        f"{low:.0f} and {high:.0f}"
        for (_, name, _), (middle, low, high) in zip(shown, ends, strict=True)
    )
    return ChartFigure(
        "looked_after_over_time",
        "Children looked after",
        "The line is the middle of the replications; half of them lie inside the darkest band, 80% inside the next and "
        f"95% inside the lightest. The {called} show how far one council's future may lie from the middle {why}: "
        "they are not the uncertainty of the average. The vertical scale does not start at zero. "
        f"{years_before.in_words(past)}",
        said + "." + _past_in_words(past),
        LineChart(tuple(panels), "Children looked after"),
    )


def _joined(past: tuple[PastNumber, ...], first: date, begins: float) -> tuple[ChartLine, ...]:
    """Return what was published before as dots, and a line through them to where the run begins."""
    if not past:
        return ()
    days, values = tuple(one.when for one in past), shown_numbers([one.value for one in past])
    joined = ChartLine("", BLACK, (*days, first), (*values, begins), thin=True)
    return joined, ChartLine("", BLACK, days, values, dotted=True, thin=True)


def _past_in_words(past: tuple[PastNumber, ...]) -> str:
    if not past:
        return ""
    return f" Published before: {', '.join(f'{one.value:.0f} on {in_words(one.when)}' for one in past)}."


def placement_kinds(shown: Sequence[Shown]) -> ChartFigure:
    """Show the number of children in each kind of placement over time, one panel a kind."""
    kinds = shown[0][0].series.categories("in_placement")
    panels = tuple(
        LinePanel(
            kind_in_words(kind),
            tuple(
                mean_line(outcome.series, "in_placement", kind, name, colour, dashed=colour == BASE_COLOUR)
                for outcome, name, colour in shown
            ),
        )
        for kind in kinds
    )
    return ChartFigure(
        "children_by_kind_of_placement",
        "Children in each kind of placement",
        "Lines are means over the replications; 80% of the replications lie inside the bands. Each panel has its own "
        "vertical scale, from zero.",
        _kinds_in_words(shown, kinds),
        LineChart(panels, "Children", one_scale=False, from_zero=True, least=5.0),
    )


def _kinds_in_words(shown: Sequence[Shown], kinds: Sequence[str]) -> str:
    last = in_words(shown[0][0].series.dates("looked_after")[-1])
    parts = []
    for kind in kinds:
        ends = [
            f"{outcome.series.path('in_placement', kind)[-1].mean():.0f}"
            + (f" ({lower_first(name)})" if len(shown) > 1 else "")
            for outcome, name, _ in shown
        ]
        parts.append(f"{kind_in_words(kind)} {', '.join(ends)}")
    return f"Mean number of children on {last}: {'; '.join(parts)}."


PLACES = (
    ("in_house_places_filled", "filled", BLUE),
    ("in_house_places_unavailable", "not available", MIDDLE_GREY),
    ("in_house_places_vacant", "vacant", SKY),
)
LAYERS = ("In-house places filled", "Not available", "Vacant")
"""The same, as a key names them."""


def fostering_places(shown: Sequence[Shown]) -> ChartFigure:
    """Show in-house places filled, not available and vacant over time, and children with agencies beside them."""
    panels, parts = [], []
    for outcome, name, _ in shown:
        series = outcome.series
        dates = series.dates("in_house_places_filled")
        areas = tuple(
            Area(layer, colour, mean_path(series, measure))
            for layer, (measure, _, colour) in zip(LAYERS, PLACES, strict=True)
        )
        agency = mean_line(series, "in_placement", "agency", "Children with independent agencies", ORANGE, banded=False)
        panels.append(LinePanel(name, (agency,), Stack(dates, areas)))
        said = ", ".join(f"{area.values[-1]:.0f} {words}" for area, (_, words, _) in zip(areas, PLACES, strict=True))
        parts.append(f"{name}: {said} and {agency.values[-1]:.0f} children with agencies on {in_words(dates[-1])}.")
    return ChartFigure(
        "fostering_places",
        "The council's own foster places, and children with agencies",
        "Means over the replications. Vacant places stand beside children with agencies because matching binds: a "
        "vacancy helps only a child whose age, needs and siblings the carers can take.",
        " ".join(parts),
        LineChart(tuple(panels), "Places; children"),
    )


def _middle_and_range(values: Numbers) -> tuple[float, float, float]:
    middle, low, high = np.percentile(values, [50, 2.5, 97.5])
    return float(middle), float(low), float(high)
