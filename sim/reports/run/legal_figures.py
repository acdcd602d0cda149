"""The figures of courts and permanence, each with its caption and what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.experiments.comparison.comparison import Comparison
from sim.foundations.calendar import in_words
from sim.measures.adoption import STAGES
from sim.measures.arrays import Numbers
from sim.measures.children import AGES
from sim.measures.court import LENGTHS
from sim.measures.idle_steps import STEPS
from sim.measures.legal_status import STATUSES
from sim.reports.run.figures import BASE_COLOUR, NO_RUNS, STRATEGY_COLOUR, Shown, has_time, in_lines
from sim.reports.run.means import Means, means, sketch
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREEN,
    MIDDLE_GREY,
    ORANGE,
    PURPLE,
    SKY,
    YELLOW,
    Drawing,
    blank,
    dates_along,
    days_of,
    key_in_words,
)
from sim.reports.shared.side_by_side import Sketch
from sim.reports.shared.words import lower_first, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def of_courts(comparison: Comparison) -> list[Sketch]:
    """Return the figures of a run or comparison with legal process; none without. Those over time need two months."""
    base = comparison.base
    if not base.scenario.parameters.legal_process:
        return []
    shown = [(base, comparison.label(base), BASE_COLOUR if comparison.strategies else STRATEGY_COLOUR)]
    if comparison.strategies:
        shown.append((comparison.fullest, comparison.label(comparison.fullest), STRATEGY_COLOUR))
    sketches = [
        sketch(case_lengths, means(shown, "proceedings_by_length_percent", LENGTHS, "care_applications")),
        sketch(adoption_stages, means(shown, "adoption_stage_months", _stages_by_age(), "ceases", "adopted")),
        sketch(idle_steps, means(shown, "idle_days_per_child", tuple(STEPS.values()))),
    ]
    if has_time(base):
        over_time = [(replace(outcome, measures=NO_RUNS), name, colour) for outcome, name, colour in shown]
        sketches += [sketch(assessors_queue, over_time), sketch(legal_statuses, over_time)]
    return sketches


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


def case_lengths(shown: Sequence[Means]) -> Drawing:
    """Draw how long care proceedings last, against 26 weeks."""
    figure, (axes,) = blank(4.6)
    width = 0.8 / len(shown)
    for place, one in enumerate(shown):
        left = np.arange(len(LENGTHS)) - 0.4 + width * (place + 0.5)
        axes.bar(left, np.nan_to_num(one.values), width * 0.94, color=one.colour)
        for x, value in zip(left, one.values, strict=True):
            axes.annotate(
                f"{value:.0f}", (x, np.nan_to_num(value)), (0, 3), textcoords="offset points", ha="center", fontsize=9
            )
    axes.axvline(WITHIN - 0.5, color=BLACK, linewidth=1.5, linestyle="--")
    axes.margins(y=0.22)
    axes.annotate(
        "26 weeks: within the limit on the left",
        (WITHIN - 0.5, 1.0),
        (-6, -4),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=9.5,
    )
    axes.set_xticks(range(len(LENGTHS)), [wrapped(words, 12) for words in LENGTHS])
    axes.set_ylabel("Percent of cases")
    axes.grid(axis="x", visible=False)
    key_in_words(figure, [(in_lines(one.name), one.colour) for one in shown])
    parts = [
        f"{one.name}: {sum(one.values[:WITHIN]):.0f}% of cases within 26 weeks and {one.values[-1]:.0f}% over 52 weeks"
        for one in shown
    ]
    return Drawing(
        "length_of_care_proceedings",
        "How long care proceedings last, against 26 weeks",
        "Cases that ended with a final hearing during the run, by the time from the application; means over the "
        "replications. How much of this time is the court's own and how much the council's is not known from published "
        "figures: services here change only the council's part." + _if_few(shown, "such cases"),
        ". ".join(parts) + ".",
        figure,
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


def adoption_stages(shown: Sequence[Means]) -> Drawing:
    """Draw the months of each stage of adoption, in turn, by age when entering care."""
    figure, panels = blank(3.4, 1, len(shown), sharex=True, sharey=True)
    parts = []
    for axes, one in zip(panels, shown, strict=True):
        table = np.array(one.values).reshape(len(ROWS), len(STAGES_IN_TURN))
        _stage_bars(axes, table)
        axes.set_title(in_lines(one.name))
        axes.set_xlabel("Months since entering care")
        said = ", ".join(
            f"{lower_first(words)} {_said(value)}"
            for (_, words, _), value in zip(STAGES_IN_TURN, table[0], strict=True)
        )
        parts.append(f"{one.name}, months, all ages: {said}")
    panels[0].set_yticks(range(len(ROWS)), [words for _, words in ROWS])
    panels[0].set_ylim(len(ROWS) - 0.45, -0.55)
    panels[0].set_ylabel("Age entering care")
    key_in_words(figure, [(words, colour) for _, words, colour in STAGES_IN_TURN])
    return Drawing(
        "stages_of_adoption",
        "Stages on the way to adoption",
        "Mean months of each stage, of children adopted during the run. Shorter court cases leave more of the search "
        "for a family to be done after the placement order, so that the time from order to match can grow while the "
        "whole way gets shorter. Children who still wait are not in it." + _if_few(shown, "such children"),
        ". ".join(parts) + ".",
        figure,
    )


def _stage_bars(axes: Axes, table: Numbers) -> None:
    """Draw one bar a row, its stages end to end with their months; none where nobody was adopted."""
    ends = np.nan_to_num(table).cumsum(axis=1)
    for stage, (_, _, colour) in enumerate(STAGES_IN_TURN):
        lengths = np.nan_to_num(table[:, stage])
        axes.barh(range(len(ROWS)), lengths, left=ends[:, stage] - lengths, height=0.62, color=colour)
    for row, total in enumerate(ends[:, -1]):
        words = f"{total:.0f}" if total > 0 else "nobody adopted"
        axes.annotate(words, (total, row), (4, 0), textcoords="offset points", va="center", fontsize=9.5)
    axes.margins(x=0.12)
    axes.grid(axis="y", visible=False)


def idle_steps(shown: Sequence[Means]) -> Drawing:
    """Draw for how many days each step lies idle, for each child in care."""
    figure, (axes,) = blank(1.4 + 0.5 * len(STEPS))
    height = 0.8 / len(shown)
    for place, one in enumerate(shown):
        middle = np.arange(len(STEPS)) - 0.4 + height * (place + 0.5)
        axes.barh(middle, np.nan_to_num(one.values), height * 0.92, color=one.colour)
        for y, value in zip(middle, one.values, strict=True):
            axes.annotate(
                f"{value:.1f}", (np.nan_to_num(value), y), (4, 0), textcoords="offset points", va="center", fontsize=9
            )
    axes.set_yticks(range(len(STEPS)), [words.capitalize() for words in STEPS.values()])
    axes.set_ylim(len(STEPS) - 0.4, -0.6)
    axes.set_xlabel("Days a year for each child in care")
    axes.margins(x=0.08)
    axes.grid(axis="y", visible=False)
    key_in_words(figure, [(in_lines(one.name), one.colour) for one in shown])
    parts = [
        f"{one.name}: "
        + ", ".join(f"{words} {_said(value)}" for words, value in zip(STEPS.values(), one.values, strict=True))
        for one in shown
    ]
    return Drawing(
        "where_children_wait",
        "Where children wait though the next step could be taken",
        "Days for which a step could have been taken and lay idle, of steps taken during the run, a year and for each "
        "child in care; means over the replications. Waiting for a meeting, a panel, an assessor or the court is not "
        "in it. How long steps lie idle is a judgement: nobody publishes it.",
        "Days a year for each child in care. " + ". ".join(parts) + ".",
        figure,
    )


def assessors_queue(shown: Sequence[Shown]) -> Drawing:
    """Draw how many assessments of relatives and friends wait for an assessor over time."""
    figure, (axes,) = blank(3.8)
    parts = []
    for outcome, name, colour in shown:
        dates, path = outcome.series.dates("assessments_waiting"), outcome.series.path("assessments_waiting")
        low, high = np.percentile(path, [10, 90], axis=1)
        axes.fill_between(days_of(dates), low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(days_of(dates), path.mean(axis=1), color=colour, clip_on=False)
        dates_along(axes, dates[0], dates[-1])
        parts.append(f"{name}: {path.mean():.1f} on average and {path[-1].mean():.1f} on {in_words(dates[-1])}")
    axes.set_ylim(0, max(2.0, axes.get_ylim()[1]))
    axes.locator_params(axis="y", integer=True)
    axes.set_ylabel("Assessments waiting")
    key_in_words(figure, [(in_lines(name), colour) for _, name, colour in shown])
    return Drawing(
        "queue_for_assessors",
        "Assessments of relatives and friends that wait for an assessor",
        "Lines are means over the replications; 80% of the replications lie inside the bands. Looking at all options "
        "at once asks for more assessments, some for nothing: without more assessors their queue grows.",
        "Assessments waiting. " + ". ".join(parts) + ".",
        figure,
    )


STATUS_COLOURS: Final = (SKY, ORANGE, BLUE, GREEN, YELLOW, PURPLE, MIDDLE_GREY)
"""In the order of `STATUSES`."""


def legal_statuses(shown: Sequence[Shown]) -> Drawing:
    """Draw how many children are looked after under which law over time, one panel for each scenario."""
    figure, panels = blank(4.6, 1, len(shown), sharey=True)
    parts = []
    for axes, (outcome, name, _) in zip(panels, shown, strict=True):
        dates = outcome.series.dates("legal_status", "care order")
        stacks = [outcome.series.path("legal_status", status).mean(axis=1) for status in STATUSES.values()]
        axes.stackplot(days_of(dates), stacks, colors=STATUS_COLOURS, alpha=0.85)
        axes.set_title(in_lines(name))
        dates_along(axes, dates[0], dates[-1])
        said = ", ".join(f"{status} {stack[-1]:.0f}" for status, stack in zip(STATUSES.values(), stacks, strict=True))
        parts.append(f"{name}, children on {in_words(dates[-1])}: {said}")
    panels[0].set_ylabel("Children looked after")
    names = [status[:1].upper() + status[1:] for status in STATUSES.values()]
    key_in_words(figure, list(zip(names, STATUS_COLOURS, strict=True)))
    return Drawing(
        "legal_status_over_time",
        "Under which law children are looked after",
        "Means over the replications, on the first day of each month.",
        ". ".join(parts) + ".",
        figure,
    )


def _said(value: float) -> str:
    """Return a number in words: nothing may have happened of which it is a mean."""
    return "not known" if np.isnan(value) else f"{value:.1f}"
