"""The figures of the letter replayed: its numbers beside the model's intervals, and who was in residential homes."""

from __future__ import annotations

from typing import Final

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
from sim.experiments.statistics.distribution import COVERED, Interval, spread
from sim.experiments.statistics.regression_to_mean import began_at_least
from sim.measures.arrays import Numbers
from sim.reports.chart.chart import (
    BarChart,
    BarMarks,
    BarPanel,
    BarPart,
    ChartFigure,
    KeyEntry,
    Reach,
    SpreadChart,
    SpreadPanel,
    SpreadRow,
)
from sim.reports.chart.palette import BLUE, GREEN, GREY, LIGHT_GREY, MIDDLE_GREY, ORANGE, PURPLE, SKY
from sim.reports.letter.words import value
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.scenario.titles import SERVICES

ALONE: Final = tuple(
    f"{SERVICES[service].short} alone"
    for service in ("edge_of_care", "ipop", "camhs_support", "out_of_hours", "carer_development")
)
"""In the order in which the replay runs them."""

THE_LETTER: Final = "The letter"

PARTS: Final = (
    (STILL_THERE, "There both times", BLUE),
    (CAME_SINCE, "Came since", PURPLE),
    (ELSEWHERE, "Elsewhere in care", MIDDLE_GREY),
    (LEFT_CARE, "Left care", LIGHT_GREY),
)


def letter_figures(replay: Replay) -> tuple[ChartFigure, ChartFigure]:
    """Return the intervals, and who was in residential placements."""
    return _intervals(replay), _turnover(replay.chance)


def _intervals(replay: Replay) -> ChartFigure:
    drawn = replay.uncertain is not None
    panels = (
        SpreadPanel(
            "Three or more placements",
            "% of children, in the year to the date",
            before_and_after(replay, MOVED_BEFORE, MOVED_AFTER),
            MOVED_AFTER.stated,
        ),
        SpreadPanel(
            "In residential placements",
            "children",
            before_and_after(replay, RESIDENTIAL_BEFORE, RESIDENTIAL_AFTER),
            RESIDENTIAL_AFTER.stated,
        ),
        SpreadPanel(SERVICES["edge_of_care"].short, "families or children, to 15 August 2018", _of_the_team(replay)),
    )
    return ChartFigure(
        "letter",
        "The letter replayed",
        "Bars hold 50% (thick), 80% and 95% (thin) of replications (luck and outlook), a white mark is the middle"
        + ("; the thin line beneath holds 95% with every input drawn from its range" if drawn else "")
        + ". Diamonds are the letter's figures.",
        "The letter's figures beside the model's intervals without strategies, with each alone and with all five.",
        SpreadChart(
            panels,
            tuple(f"{percent}% of replications" for percent in reversed(COVERED)),
            KeyEntry(THE_LETTER, ORANGE),
            "95%, every input drawn from its range" if drawn else "",
        ),
    )


def before_and_after(replay: Replay, before: LetterNumber, after: LetterNumber) -> tuple[SpreadRow, ...]:
    """Return the rows of one panel: the first date, then the visit without, with each alone and with all."""
    runs, drawn = replay.chance, replay.uncertain
    assert before.stated is not None

    def row(name: str, figure: LetterNumber, which: int, colour: str) -> SpreadRow:
        """Return the row of a scenario by its place."""
        other = figure.of(drawn.main[which]) if drawn is not None else None
        return _row(name, figure.of(runs.main[which]), colour, figure.stated, other)

    high = began_at_least(before.of(runs.without), before.stated)
    last = len(runs.main) - 1
    least = value(before.stated, before.unit) + ("%" if before.unit.startswith("%") else "")
    return (
        row("January 2018", before, 0, GREY),
        row("August: without strategies", after, 0, GREY),
        _row(f"of these, {least} or more in January", after.of(runs.without)[high], MIDDLE_GREY, after.stated),
        *(row(name, after, 1 + which, SKY) for which, name in enumerate(ALONE)),
        row("All five together", after, last, BLUE),
    )


def _of_the_team(replay: Replay) -> tuple[SpreadRow, ...]:
    """Return the rows of the edge-of-care team."""
    named = (
        ("Families worked with", FAMILIES_HELPED),
        ("Their children not entering", DIVERTED),
        ("Families with no child entering", DIVERTED_FAMILIES),
        ("Entries averted for good", AVERTED_FOR_GOOD),
        ("Returned home", SENT_HOME),
    )

    def of(figure: LetterNumber, runs: ReplayRuns) -> Numbers:
        """Return the values with the team alone."""
        return figure.of(runs.only("edge_of_care"))

    drawn = replay.uncertain
    return tuple(
        _row(name, of(figure, replay.chance), GREEN, figure.stated, None if drawn is None else of(figure, drawn))
        for name, figure in named
    )


def _row(name: str, values: Numbers, colour: str, stated: float | None, drawn: Numbers | None = None) -> SpreadRow:
    """Return one row: where values lie, where they lie with every input drawn, and what the letter states."""
    found = spread(values)
    known = found.replications > 0
    beneath = None if drawn is None else spread(drawn)
    return SpreadRow(
        name,
        colour,
        shown_number(found.median) if known else None,
        tuple(_reach(one) for one in reversed(found.intervals)) if known else (),
        _reach(beneath.interval(95)) if beneath is not None and beneath.replications else None,
        stated,
    )


def _reach(one: Interval) -> Reach:
    return Reach(*shown_numbers([one.low, one.high]))


def _turnover(runs: ReplayRuns) -> ChartFigure:
    """Show who was in residential placements in January and where they were in August, and who came."""
    rows: tuple[tuple[str, Outcome, tuple[str, ...], LetterNumber], ...] = (
        ("January: where by August", runs.without, (STILL_THERE, ELSEWHERE, LEFT_CARE), RESIDENTIAL_BEFORE),
        ("August: without strategies", runs.without, (STILL_THERE, CAME_SINCE), RESIDENTIAL_AFTER),
        (f"{SERVICES['ipop'].short} alone", runs.only("ipop"), (STILL_THERE, CAME_SINCE), RESIDENTIAL_AFTER),
        ("All five together", runs.together, (STILL_THERE, CAME_SINCE), RESIDENTIAL_AFTER),
    )
    parts = tuple(
        BarPart(
            name,
            colour,
            tuple(shown_number(runs.turnover(part, one)) if part in among else None for _, one, among, _ in rows),
        )
        for part, name, colour in PARTS
    )
    marks = BarMarks(THE_LETTER, ORANGE, tuple(figure.stated for *_, figure in rows))
    return ChartFigure(
        "letter_turnover",
        "Residential turnover in the letter replayed",
        "Means of replications, rounded, so that parts may not add up to the number at the end. Diamonds are the "
        "letter's figures.",
        "Children in residential placements in January, by where they were in August, and those there in August, by "
        "whether they were there in January, beside the letter's figures.",
        BarChart(
            tuple(name for name, *_ in rows),
            (BarPanel("", parts, marks),),
            "children in residential placements, on average",
            stacked=True,
            none="nobody",
        ),
    )
