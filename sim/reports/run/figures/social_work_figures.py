"""The figures of social work: assessments out of date over time, hours by task, and changes of social worker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.experiments.running.results import Outcome
from sim.foundations.calendar import in_words
from sim.measures.child_assessments import OVER_TWO_YEARS
from sim.measures.work_hours import TASKS, THERE_WERE
from sim.reports.chart.chart import BarChart, BarPanel, BarPart, ChartFigure, LineChart, LinePanel
from sim.reports.chart.palette import BLUE, LIGHT_GREY, SKY
from sim.reports.run.figures import bars
from sim.reports.run.figures.bars import Segment
from sim.reports.run.figures.figures import Shown, has_time
from sim.reports.run.figures.means import Means, mean, means
from sim.reports.run.figures.paths import mean_line
from sim.reports.shared.chart_numbers import known_numbers
from sim.reports.shared.words import capitalised

OUT_OF_DATE: Final = "assessments_out_of_date"
CHANGES: Final = (
    Segment("passed to another team", SKY),
    Segment("the worker left", BLUE),
)


def of_social_work(shown: Sequence[Shown]) -> list[ChartFigure]:
    """Return the figures of social work in these scenarios; that over time needs two months."""
    found = [
        hours([_hours(*one) for one in (shown[0], *_fullest(shown[1:]))]),
        worker_changes(means(shown, "social_worker_changes", [part.words for part in CHANGES])),
    ]
    return [out_of_date(shown), *found] if has_time(shown[0][0]) else found


def _fullest(strategies: Sequence[Shown]) -> Sequence[Shown]:
    """Return of the strategies that which combines the most, if there are any; of equals the first."""
    return sorted(strategies, key=lambda one: -len(one[0].scenario.strategies))[:1]


def out_of_date(shown: Sequence[Shown]) -> ChartFigure:
    """Show how many children have no assessment of the last year, and of the last two, over time."""
    few = len(shown) <= 2
    panels = tuple(
        LinePanel(
            title,
            tuple(
                mean_line(
                    outcome.series,
                    OUT_OF_DATE,
                    category,
                    name if len(shown) > 1 else "",
                    colour,
                    banded=few or place == 0,
                    dashed=place == 0 and len(shown) > 1,
                )
                for place, (outcome, name, colour) in enumerate(shown)
            ),
        )
        for category, title in (("", "No assessment of the last year"), (OVER_TWO_YEARS, "None of the last two years"))
    )
    parts = []
    for outcome, name, _ in shown:
        dates, path = outcome.series.dates(OUT_OF_DATE), outcome.series.path(OUT_OF_DATE).mean(axis=1)
        lowest = int(path.argmin())
        parts.append(
            f"{name}: {path[0]:.0f} on {in_words(dates[0])}, {path[-1]:.0f} on {in_words(dates[-1])}, fewest on "
            f"{in_words(dates[lowest])} with {path[lowest]:.0f}"
        )
    bands = "the band" if len(shown) == 1 or not few else "the bands"
    return ChartFigure(
        "assessments_out_of_date",
        "Children whose assessment is out of date",
        "Lines are means over the replications, on the first day of each month; 80% of the replications lie inside "
        f"{bands}{'' if few else ' of the base'}. Of children looked after for 45 days or more.",
        "Children without an assessment of the last year. " + ". ".join(parts) + ".",
        LineChart(panels, "Children", from_zero=True, least=5.0),
    )


class WorkedHours(NamedTuple):
    """Hours a year of one scenario, by task in the order of `TASKS`, and how many there were."""

    name: str
    colour: str
    asked: tuple[float, ...]
    done: tuple[float, ...]
    there_were: float


def _hours(outcome: Outcome, name: str, colour: str) -> WorkedHours:
    asked, done = (
        tuple(mean(outcome, measure, task) for task, _ in TASKS)
        for measure in ("social_work_hours_asked", "social_work_hours_done")
    )
    return WorkedHours(name, colour, asked, done, mean(outcome, "social_work_hours_asked", THERE_WERE))


def hours(shown: Sequence[WorkedHours]) -> ChartFigure:
    """Show the hours a year that each task asks, and that were spent on it, one panel for each scenario."""
    tasks = [place for place in range(len(TASKS)) if any(one.asked[place] > 0 for one in shown)]
    panels, parts = [], []
    for one in shown:
        total = f"{sum(one.asked):,.0f} hours asked of {one.there_were:,.0f} that there are"
        spent, asked = (known_numbers([these[place] for place in tasks]) for these in (one.done, one.asked))
        title = f"{one.name}: {total}" if len(shown) > 1 else total
        panels.append(BarPanel(title, (BarPart("Spent", BLUE, spent), BarPart("Asked", LIGHT_GREY, asked))))
        said = ", ".join(f"{TASKS[place][0]} {one.done[place]:,.0f} of {one.asked[place]:,.0f}" for place in tasks)
        parts.append(f"{one.name}: {total}; spent of asked: {said}")
    return ChartFigure(
        "hours_of_social_workers",
        "What social workers' hours are asked for, and what they are spent on",
        "Means over the replications. Moves, entries and visits come first, then reviews, children in need and papers, "
        "updated assessments last; what is left is for direct work with children. Papers that find no hours in their "
        "week are not made up for, so that some of theirs are missing even where hours suffice over the year. An "
        "update is asked for when it is begun, not when it falls due: few hours asked for updates can mean that few "
        "are begun. Hours for each task are a judgement.",
        ". ".join(parts) + ".",
        BarChart(tuple(capitalised(TASKS[place][0]) for place in tasks), tuple(panels), "Hours a year", stacked=False),
    )


def worker_changes(shown: Sequence[Means]) -> ChartFigure:
    """Show changes of social worker a year by why, a bar for each scenario."""
    return ChartFigure(
        "changes_of_social_worker",
        "Changes of social worker",
        "Changes a year of all children looked after, means over the replications. No effect of a change on the "
        "placement is assumed unless the scenario says so.",
        "Changes a year. " + bars.in_words(shown, CHANGES),
        bars.segments(shown, CHANGES, "Changes of a child's social worker a year"),
    )
