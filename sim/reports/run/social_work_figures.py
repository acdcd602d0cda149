"""The figures of social work: assessments out of date over time, hours by task, and changes of social worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from sim.experiments.running.results import Outcome
from sim.foundations.calendar import in_words
from sim.measures.child_assessments import OVER_TWO_YEARS
from sim.measures.work_hours import TASKS, THERE_WERE
from sim.reports.run import bars
from sim.reports.run.bars import Segment
from sim.reports.run.figures import NO_RUNS, Shown, has_time, in_lines
from sim.reports.run.means import Means, mean, means, sketch
from sim.reports.shared.drawing import (
    BLUE,
    LIGHT_GREY,
    SKY,
    Drawing,
    blank,
    dates_along,
    days_of,
    key_in_words,
)
from sim.reports.shared.side_by_side import Sketch

OUT_OF_DATE: Final = "assessments_out_of_date"
CHANGES: Final = (
    Segment("passed to another team", SKY),
    Segment("the worker left", BLUE),
)


def of_social_work(shown: Sequence[Shown]) -> list[Sketch]:
    """Return the figures of social work in these scenarios; that over time needs two months."""
    found = [
        sketch(hours, [_hours(*one) for one in (shown[0], *_fullest(shown[1:]))]),
        sketch(worker_changes, means(shown, "social_worker_changes", [part.words for part in CHANGES])),
    ]
    if has_time(shown[0][0]):
        over_time = [(replace(outcome, measures=NO_RUNS), name, colour) for outcome, name, colour in shown]
        found.insert(0, sketch(out_of_date, over_time))
    return found


def _fullest(strategies: Sequence[Shown]) -> Sequence[Shown]:
    """Return of the strategies that which combines the most, if there are any; of equals the first."""
    return sorted(strategies, key=lambda one: -len(one[0].scenario.strategies))[:1]


def out_of_date(shown: Sequence[Shown]) -> Drawing:
    """Draw how many children have no assessment of the last year, and of the last two, over time."""
    figure, panels = blank(4.4, 1, 2, sharex=True, sharey=True)
    parts = []
    for axes, category, title in zip(
        panels, ("", OVER_TWO_YEARS), ("No assessment of the last year", "None of the last two years"), strict=True
    ):
        for place, (outcome, _, colour) in enumerate(shown):
            dates, path = outcome.series.dates(OUT_OF_DATE, category), outcome.series.path(OUT_OF_DATE, category)
            if place == 0 or len(shown) == 2:
                low, high = np.percentile(path, [10, 90], axis=1)
                axes.fill_between(days_of(dates), low, high, color=colour, alpha=0.2, linewidth=0)
            line = "--" if place == 0 and len(shown) > 1 else "-"  # a strategy that changes nothing shows through
            on_top = 3 if place == 0 else 2
            axes.plot(days_of(dates), path.mean(axis=1), line, color=colour, clip_on=False, zorder=on_top)
            dates_along(axes, dates[0], dates[-1])
        axes.set_title(title)
    panels[0].set_ylim(0, max(5.0, panels[0].get_ylim()[1]))
    panels[0].locator_params(axis="y", integer=True)
    panels[0].set_ylabel("Children")
    for outcome, name, _ in shown:
        dates, path = outcome.series.dates(OUT_OF_DATE), outcome.series.path(OUT_OF_DATE).mean(axis=1)
        lowest = int(path.argmin())
        parts.append(
            f"{name}: {path[0]:.0f} on {in_words(dates[0])}, {path[-1]:.0f} on {in_words(dates[-1])}, fewest on "
            f"{in_words(dates[lowest])} with {path[lowest]:.0f}"
        )
    if len(shown) > 1:
        key_in_words(figure, [(in_lines(name), colour) for _, name, colour in shown])
    bands = "the band" if len(shown) == 1 or len(shown) > 2 else "the bands"
    return Drawing(
        "assessments_out_of_date",
        "Children whose assessment is out of date",
        "Lines are means over the replications, on the first day of each month; 80% of the replications lie inside "
        f"{bands}{' of the base' if len(shown) > 2 else ''}. Of children looked after for 45 days or more.",
        "Children without an assessment of the last year. " + ". ".join(parts) + ".",
        figure,
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


def hours(shown: Sequence[WorkedHours]) -> Drawing:
    """Draw the hours a year that each task asks, and that were spent on it, one panel for each scenario."""
    tasks = [place for place in range(len(TASKS)) if any(one.asked[place] > 0 for one in shown)]
    figure, panels = blank(1.5 + 0.42 * len(tasks), 1, len(shown), sharex=True, sharey=True)
    parts = []
    for axes, one in zip(panels, shown, strict=True):
        asked, done = (np.array(these)[tasks] for these in (one.asked, one.done))
        axes.barh(range(len(tasks)), asked, 0.72, color=LIGHT_GREY)
        axes.barh(range(len(tasks)), done, 0.36, color=BLUE)
        for row, pair in enumerate(zip(asked, done, strict=True)):
            words = " / ".join(f"{number:,.0f}" for number in (pair[1], pair[0]))
            axes.annotate(words, (max(pair), row), (4, 0), textcoords="offset points", va="center", fontsize=9)
        total = f"{sum(one.asked):,.0f} hours asked of {one.there_were:,.0f} that there are"
        axes.set_title(f"{in_lines(one.name)}\n{total}" if len(shown) > 1 else total)
        axes.set_xlabel("Hours a year")
        axes.grid(axis="y", visible=False)
        axes.margins(x=0.28)
        axes.xaxis.set_major_formatter("{x:,.0f}")
        said = ", ".join(f"{TASKS[place][0]} {one.done[place]:,.0f} of {one.asked[place]:,.0f}" for place in tasks)
        parts.append(f"{one.name}: {total}; spent of asked: {said}")
    names = [TASKS[place][0] for place in tasks]
    panels[0].set_yticks(range(len(tasks)), [name[:1].upper() + name[1:] for name in names])
    panels[0].set_ylim(len(tasks) - 0.45, -0.55)
    key_in_words(figure, [("Spent", BLUE), ("Asked", LIGHT_GREY)])
    return Drawing(
        "hours_of_social_workers",
        "What social workers' hours are asked for, and what they are spent on",
        "Means over the replications. Moves, entries and visits come first, then reviews, children in need and papers, "
        "updated assessments last; what is left is for direct work with children. Papers that find no hours in their "
        "week are not made up for, so that some of theirs are missing even where hours suffice over the year. An "
        "update is asked for when it is begun, not when it falls due: few hours asked for updates can mean that few "
        "are begun. Hours for each task are a judgement.",
        ". ".join(parts) + ".",
        figure,
    )


def worker_changes(shown: Sequence[Means]) -> Drawing:
    """Draw changes of social worker a year by why, a bar for each scenario."""
    figure, (axes,) = blank(bars.height_of(shown))
    bars.segments(axes, shown, CHANGES)
    axes.set_xlabel("Changes of a child's social worker a year")
    bars.key(figure, CHANGES)
    return Drawing(
        "changes_of_social_worker",
        "Changes of social worker",
        "Changes a year of all children looked after, means over the replications. No effect of a change on the "
        "placement is assumed unless the scenario says so.",
        "Changes a year. " + bars.in_words(shown, CHANGES),
        figure,
    )
