"""The figure of the letter replayed: each of the letter's figures beside the model's intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.experiments.letter.reading import CAME_SINCE, ELSEWHERE, LEFT_CARE, STILL_THERE
from sim.experiments.letter.replay import (
    AVERTED_FOR_GOOD,
    DIVERTED,
    DIVERTED_FAMILIES,
    FAMILIES_HELPED,
    MOVED_AFTER,
    MOVED_BEFORE,
    RESIDENTIAL_AFTER,
    RESIDENTIAL_BEFORE,
    SENT_HOME,
    LetterNumber,
    Replay,
    ReplayRuns,
)
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.distribution import Spread, spread
from sim.experiments.statistics.regression_to_mean import began_at_least
from sim.measures.arrays import Numbers
from sim.reports.chart.palette import BLACK, BLUE, GREEN, GREY, LIGHT_GREY, MIDDLE_GREY, ORANGE, PURPLE, SKY, ink_on
from sim.reports.letter.words import value
from sim.reports.shared.drawing import Drawing, blank, styled
from sim.scenario.titles import SERVICES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

HEIGHTS = {95: 0.2, 80: 0.4, 50: 0.62}
"""Of the bar for each interval, in rows."""
STRENGTHS = {95: 0.3, 80: 0.5, 50: 0.75}

ALONE = tuple(
    f"{SERVICES[service].short} alone"
    for service in ("edge_of_care", "ipop", "camhs_support", "out_of_hours", "carer_development")
)
"""In the order in which the replay runs them."""


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One row of a panel: the spread of a number, and the letter's where it has one for it."""

    name: str
    values: Numbers
    colour: str
    stated: float | None = None
    drawn: Numbers | None = None
    """With every input drawn from its range."""


def letter_drawing(replay: Replay) -> Drawing:
    """Return the figure with its caption."""
    with styled():
        figure, panels = blank(9.6, 2, 2, gridspec_kw={"height_ratios": [9, 6]})
        _rows(panels[0], before_and_after(replay, MOVED_BEFORE, MOVED_AFTER), MOVED_AFTER.stated)
        panels[0].set_title("Three or more placements")
        panels[0].set_xlabel("% of children, in the year to the date")
        _rows(panels[1], before_and_after(replay, RESIDENTIAL_BEFORE, RESIDENTIAL_AFTER), RESIDENTIAL_AFTER.stated)
        panels[1].set_title("In residential placements")
        panels[1].set_xlabel("children")
        _rows(panels[2], of_the_team(replay), None)
        panels[2].set_title(SERVICES["edge_of_care"].short)
        panels[2].set_xlabel("families or children, to 15 August 2018")
        _turnover(panels[3], replay.chance)
        _key(figure, replay.uncertain is not None)
        drawing = Drawing(
            "letter",
            "The letter replayed",
            "Bars hold 50% (thick), 80% and 95% (thin) of replications (luck and outlook), a white mark is the middle"
            + ("; the thin line beneath holds 95% with every input drawn from its range" if replay.uncertain else "")
            + ". Diamonds are the letter's figures. The last panel shows means.",
            "The letter's figures beside the model's intervals without strategies, with each alone and with all five.",
            figure,
        )
        return drawing.laid_out()


def before_and_after(replay: Replay, before: LetterNumber, after: LetterNumber) -> list[SpreadRow]:
    """Return the rows of one panel: the first date, then the visit without, with each alone and with all."""
    runs, drawn = replay.chance, replay.uncertain
    assert before.stated is not None

    def row(name: str, figure: LetterNumber, which: int, colour: str, stated: float | None = None) -> SpreadRow:
        """Return the row of a scenario by its place."""
        other = figure.of(drawn.main[which]) if drawn is not None else None
        return SpreadRow(name, figure.of(runs.main[which]), colour, stated, other)

    high = began_at_least(before.of(runs.without), before.stated)
    last = len(runs.main) - 1
    least = value(before.stated, before.unit) + ("%" if before.unit.startswith("%") else "")
    return [
        row("January 2018", before, 0, GREY, before.stated),
        row("August: without strategies", after, 0, GREY, after.stated),
        SpreadRow(f"of these, {least} or more in January", after.of(runs.without)[high], MIDDLE_GREY, after.stated),
        *(row(name, after, 1 + which, SKY, after.stated) for which, name in enumerate(ALONE)),
        row("All five together", after, last, BLUE, after.stated),
    ]


def of_the_team(replay: Replay) -> list[SpreadRow]:
    """Return the rows of the edge-of-care team."""
    named = (
        ("Families worked with", FAMILIES_HELPED),
        ("Their children not entering", DIVERTED),
        ("Families with no child entering", DIVERTED_FAMILIES),
        ("Entries averted for good", AVERTED_FOR_GOOD),
        ("Returned home", SENT_HOME),
    )

    def of(figure: LetterNumber, runs: ReplayRuns | None) -> Numbers | None:
        """Return the values with the team alone."""
        return figure.of(runs.only("edge_of_care")) if runs is not None else None

    return [
        SpreadRow(
            name, figure.of(replay.chance.only("edge_of_care")), GREEN, figure.stated, of(figure, replay.uncertain)
        )
        for name, figure in named
    ]


def _rows(axes: Axes, rows: Sequence[SpreadRow], level: float | None) -> None:
    """Draw the rows from the top down, with a line at the letter's figure for August if all rows but one share it."""
    heights = range(len(rows), 0, -1)
    if level is not None:
        axes.plot([level, level], [0.5, len(rows) - 0.5], color=ORANGE, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    for height, row in zip(heights, rows, strict=True):
        _bar(axes, spread(row.values), height, row.colour)
        if row.drawn is not None:
            whole = spread(row.drawn).interval(95)
            axes.plot([whole.low, whole.high], [height - 0.4] * 2, color=BLACK, linewidth=1, zorder=2)
        if row.stated is not None:
            axes.plot(row.stated, height, marker="D", color=ORANGE, markersize=6, zorder=5)
    axes.set_yticks(list(heights), [row.name for row in rows])
    axes.set_ylim(0.4, len(rows) + 0.6)
    axes.grid(axis="y", visible=False)
    axes.set_xlim(*_ends(rows))


def _ends(rows: Sequence[SpreadRow]) -> tuple[float, float]:
    """Return where the axis begins and ends: room for every interval and every figure of the letter."""
    spreads = [spread(values) for row in rows for values in (row.values, row.drawn) if values is not None]
    outer = [one.interval(95) for one in spreads if one.replications]
    stated = [row.stated for row in rows if row.stated is not None]
    low = min(*stated, *(one.low for one in outer))
    high = max(*stated, *(one.high for one in outer))
    room = 0.05 * (high - low) or 1.0
    # counts near nothing are shown from nothing
    return (0.0 if 0 <= low < (high - low) / 2 else low - room), high + room


def _bar(axes: Axes, found: Spread, height: float, colour: str) -> None:
    """Draw the three intervals over one another, the widest thinnest, and the middle."""
    if not found.replications:
        return
    for one in reversed(found.intervals):
        axes.barh(
            height,
            one.high - one.low,
            HEIGHTS[one.percent],
            one.low,
            color=colour,
            alpha=STRENGTHS[one.percent],
            linewidth=0,
            zorder=3,
        )
    half = HEIGHTS[50] / 2
    axes.plot([found.median] * 2, [height - half, height + half], color="white", linewidth=1.8, zorder=4)


PARTS = (
    (STILL_THERE, "there both times", BLUE),
    (CAME_SINCE, "came since", PURPLE),
    (ELSEWHERE, "elsewhere in care", MIDDLE_GREY),
    (LEFT_CARE, "left care", LIGHT_GREY),
)


def _turnover(axes: Axes, runs: ReplayRuns) -> None:
    """Draw who was in residential placements in January and where they were in August, and who came."""
    from matplotlib.patches import Patch

    rows: tuple[tuple[str, Outcome, tuple[str, ...]], ...] = (
        ("January: where by August", runs.without, (STILL_THERE, ELSEWHERE, LEFT_CARE)),
        ("August: without strategies", runs.without, (STILL_THERE, CAME_SINCE)),
        (f"{SERVICES['ipop'].short} alone", runs.only("ipop"), (STILL_THERE, CAME_SINCE)),
        ("All five together", runs.together, (STILL_THERE, CAME_SINCE)),
    )
    heights = range(len(rows), 0, -1)
    colours = {part: colour for part, _, colour in PARTS}
    for height, (_, outcome, parts) in zip(heights, rows, strict=True):
        left = 0.0
        for part in parts:
            width = runs.turnover(part, outcome)
            axes.barh(height, width, 0.6, left, color=colours[part], linewidth=0, zorder=3)
            if width >= 1:
                axes.text(
                    left + width / 2,
                    height,
                    f"{width:.0f}",
                    ha="center",
                    va="center",
                    color=ink_on(colours[part]),
                    fontsize=9.5,
                    zorder=4,
                )
            left += width
        stated = RESIDENTIAL_AFTER.stated if CAME_SINCE in parts else RESIDENTIAL_BEFORE.stated
        assert stated is not None
        axes.plot(stated, height, marker="D", color=ORANGE, markersize=6, zorder=5)
    axes.set_yticks(list(heights), [name for name, _, _ in rows])
    axes.set_ylim(0.4, len(rows) + 0.6)
    axes.grid(axis="y", visible=False)
    axes.set_title("Residential turnover")
    axes.set_xlabel("children, on average")
    handles = [Patch(color=colour, label=name) for _, name, colour in PARTS]
    axes.legend(handles=handles, loc="upper right", bbox_to_anchor=(1.0, -0.18), ncols=2, frameon=False, fontsize=9)


def _key(sheet: Sheet, drawn: bool) -> None:
    """Write along the top what the marks mean."""
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=ORANGE, marker="D", linestyle="", markersize=6),
        Line2D([], [], color=GREY, linewidth=8, alpha=0.9),
        Line2D([], [], color=GREY, linewidth=3, alpha=0.4),
    ]
    names = ["the letter", "50% and 80% of replications", "95%"]
    if drawn:
        marks.append(Line2D([], [], color=BLACK, linewidth=1))
        names.append("95%, every input drawn from its range")
    sheet.legend(marks, names, loc="outside upper left", ncols=len(names), frameon=False, fontsize=10.5)
