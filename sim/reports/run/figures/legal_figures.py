"""The figures of courts and permanence, each with its caption and what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sim.experiments.comparison.comparison import Comparison
from sim.foundations.calendar import in_words
from sim.measures.adoption import STAGES
from sim.measures.children import AGES
from sim.measures.court import LENGTHS
from sim.measures.idle_steps import STEPS
from sim.measures.legal_status import STATUSES
from sim.reports.chart.chart import (
    Area,
    BarChart,
    BarPanel,
    BarPart,
    ChartFigure,
    LineChart,
    LinePanel,
    Stack,
)
from sim.reports.chart.palette import BLUE, GREEN, MIDDLE_GREY, ORANGE, PURPLE, SKY, YELLOW
from sim.reports.run.figures import bars
from sim.reports.run.figures.bars import said
from sim.reports.run.figures.figures import BASE_COLOUR, STRATEGY_COLOUR, Shown, has_time
from sim.reports.run.figures.means import Means, means
from sim.reports.run.figures.paths import mean_line, mean_path
from sim.reports.shared.chart_numbers import known_numbers
from sim.reports.shared.words import capitalised, lower_first


def of_courts(comparison: Comparison) -> list[ChartFigure]:
    """Return the figures of a run or comparison with legal process; none without. Those over time need two months."""
    base = comparison.base
    if not base.scenario.parameters.legal_process:
        return []
    shown = [(base, comparison.label(base), BASE_COLOUR if comparison.strategies else STRATEGY_COLOUR)]
    if comparison.strategies:
        shown.append((comparison.fullest, comparison.label(comparison.fullest), STRATEGY_COLOUR))
    found = [
        case_lengths(means(shown, "proceedings_by_length_percent", LENGTHS, "care_applications")),
        adoption_stages(means(shown, "adoption_stage_months", _stages_by_age(), "ceases", "adopted")),
        idle_steps(means(shown, "idle_days_per_child", tuple(STEPS.values()))),
    ]
    return [*found, assessors_queue(shown), legal_statuses(shown)] if has_time(base) else found


FEW: Final = 12
"""A year: with fewer the shares and means of one year say little."""


def _if_few(shown: Sequence[Means], who: str) -> str:
    """Return a warning, after a space, where a year holds few of them; nothing where there are enough."""
    fewest = min(one.a_year for one in shown)
    if fewest >= FEW:
        return ""
    return f" There are about {fewest:.0f} {who} a year: those of one year can look quite different from these means."


WITHIN: Final = LENGTHS.index("26 to 32 weeks")
"""The first of the lengths that is over the limit."""


def case_lengths(shown: Sequence[Means]) -> ChartFigure:
    """Show how long care proceedings last, against 26 weeks."""
    chart = bars.beside([capitalised(words) for words in LENGTHS], shown, "Percent of cases")
    parts = [
        f"{one.name}: {sum(one.values[:WITHIN]):.0f}% of cases within 26 weeks and {one.values[-1]:.0f}% over 52 weeks"
        for one in shown
    ]
    return ChartFigure(
        "length_of_care_proceedings",
        "How long care proceedings last, against 26 weeks",
        "Cases that ended with a final hearing during the run, by the time from the application; means over the "
        "replications. How much of this time is the court's own and how much the council's is not known from published "
        "figures: services here change only the council's part." + _if_few(shown, "such cases"),
        ". ".join(parts) + ".",
        replace(chart, parted=WITHIN, parted_words="Above this line: within the limit of 26 weeks"),
    )


STAGES_IN_TURN: Final = (
    ("entry to decision", "Entering care to decision", SKY),
    ("decision to match", "Decision to match", BLUE),
    ("match to placed", "Match to placed", ORANGE),
    ("placed to adopted", "Placed to adoption order", GREEN),
)
ROWS: Final = (("", "All"), *((age, age.removeprefix("age: ").capitalize()) for age in AGES[:3]))
"""Whose stages are drawn: of all, and by age when entering care (of older children too few are adopted)."""


def _stages_by_age() -> tuple[str, ...]:
    assert all(stage in STAGES for stage, _, _ in STAGES_IN_TURN)
    return tuple("; ".join(part for part in (stage, age) if part) for age, _ in ROWS for stage, _, _ in STAGES_IN_TURN)


def adoption_stages(shown: Sequence[Means]) -> ChartFigure:
    """Show the months of each stage of adoption, in turn, by age when entering care."""
    parts = []
    for one in shown:
        in_all = zip(STAGES_IN_TURN, one.values, strict=False)
        parts.append(
            f"{one.name}, months, all ages: "
            + ", ".join(f"{lower_first(words)} {said(value)}" for (_, words, _), value in in_all)
        )
    return ChartFigure(
        "stages_of_adoption",
        "Stages on the way to adoption",
        "Mean months of each stage, of children adopted during the run. Shorter court cases leave more of the search "
        "for a family to be done after the placement order, so that the time from order to match can grow while the "
        "whole way gets shorter. Children who still wait are not in it. Where decisions came before children "
        "entered care, that stage is not drawn." + _if_few(shown, "such children"),
        ". ".join(parts) + ".",
        BarChart(
            tuple(words for _, words in ROWS),
            tuple(map(_stage_bars, shown)),
            "Months since entering care",
            stacked=True,
            none="nobody adopted",
        ),
    )


def _stage_bars(shown: Means) -> BarPanel:
    """Return one bar a row, its stages end to end."""
    stages = len(STAGES_IN_TURN)
    values = known_numbers(shown.values)
    return BarPanel(
        shown.name,
        tuple(BarPart(words, colour, values[place::stages]) for place, (_, words, colour) in enumerate(STAGES_IN_TURN)),
    )


def idle_steps(shown: Sequence[Means]) -> ChartFigure:
    """Show for how many days each step lies idle, for each child in care."""
    rows = [words.capitalize() for words in STEPS.values()]
    parts = [
        f"{one.name}: "
        + ", ".join(f"{words} {said(value)}" for words, value in zip(STEPS.values(), one.values, strict=True))
        for one in shown
    ]
    return ChartFigure(
        "where_children_wait",
        "Where children wait though the next step could be taken",
        "Days for which a step could have been taken and lay idle, of steps taken during the run, a year and for each "
        "child in care; means over the replications. Waiting for a meeting, a panel, an assessor or the court is not "
        "in it. How long steps lie idle is a judgement: nobody publishes it.",
        "Days a year for each child in care. " + ". ".join(parts) + ".",
        bars.beside(rows, shown, "Days a year for each child in care"),
    )


def assessors_queue(shown: Sequence[Shown]) -> ChartFigure:
    """Show how many assessments of relatives and friends wait for an assessor over time."""
    lines, parts = [], []
    for outcome, name, colour in shown:
        dates, path = outcome.series.dates("assessments_waiting"), outcome.series.path("assessments_waiting")
        dashed = colour == BASE_COLOUR
        lines.append(mean_line(outcome.series, "assessments_waiting", "", name, colour, dashed=dashed))
        parts.append(f"{name}: {path.mean():.1f} on average and {path[-1].mean():.1f} on {in_words(dates[-1])}")
    return ChartFigure(
        "queue_for_assessors",
        "Assessments of relatives and friends that wait for an assessor",
        "Lines are means over the replications; 80% of the replications lie inside the bands. Looking at all options "
        "at once asks for more assessments, some for nothing: without more assessors their queue grows.",
        "Assessments waiting. " + ". ".join(parts) + ".",
        LineChart((LinePanel("", tuple(lines)),), "Assessments waiting", from_zero=True, least=2.0),
    )


STATUS_COLOURS: Final = (SKY, ORANGE, BLUE, GREEN, YELLOW, PURPLE, MIDDLE_GREY)
"""In the order of `STATUSES`."""


def legal_statuses(shown: Sequence[Shown]) -> ChartFigure:
    """Show how many children are looked after under which law over time, one panel for each scenario."""
    panels, parts = [], []
    for outcome, name, _ in shown:
        dates = outcome.series.dates("legal_status", "care order")
        areas = tuple(
            Area(capitalised(status), colour, mean_path(outcome.series, "legal_status", status))
            for status, colour in zip(STATUSES.values(), STATUS_COLOURS, strict=True)
        )
        panels.append(LinePanel(name, (), Stack(dates, areas)))
        told = zip(STATUSES.values(), areas, strict=True)
        ends = ", ".join(f"{status} {area.values[-1]:.0f}" for status, area in told)
        parts.append(f"{name}, children on {in_words(dates[-1])}: {ends}")
    return ChartFigure(
        "legal_status_over_time",
        "Under which law children are looked after",
        "Means over the replications, on the first day of each month.",
        ". ".join(parts) + ".",
        LineChart(tuple(panels), "Children looked after"),
    )
