"""The section on the letter replayed: the dates, the findings, and every figure beside the model's intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from sim.experiments.letter.replay import (
    MOVED_AFTER,
    OF_EVERY_SCENARIO,
    OF_THE_TEAM,
    PANEL_BEGINS,
    RESIDENTIAL_AFTER,
    VISIT,
    LetterNumber,
    Replay,
    ReplayRuns,
)
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import Difference
from sim.experiments.statistics.distribution import COVERED, Interval, percentile, spread
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.letter.findings import residential, three_or_more
from sim.reports.letter.services import LIMITS, edge, panel, turnover
from sim.reports.letter.words import change_of, count, value
from sim.reports.shared.spread_words import why_apart
from sim.scenario.timetable import BEGINS, Timetable
from sim.scenario.titles import SERVICES

SPREADS = tuple(f"{percent}%" for percent in COVERED)


def letter_section(replay: Replay, pictures: str | None = None) -> str:
    """Return the section in Markdown; `pictures` is what the paths of figures begin with, as seen from the document."""
    parts = [
        "## The letter replayed",
        introduction(replay),
        "### What is found",
        three_or_more(replay),
        residential(replay),
        turnover(replay.chance),
        panel(replay.chance),
        edge(replay.chance),
        *(shown(pictures) if pictures is not None else ()),
        "### From which day each service works",
        dates(replay.dates),
        "### Each figure of the letter beside the model",
        how_to_read(replay),
        *(
            f"**{figure.title}** ({stated(figure)})\n\n{of_every_scenario(replay, figure)}"
            for figure in OF_EVERY_SCENARIO
        ),
        "**The edge-of-care team, up to 15 August 2018** (the team alone; with all five the luck of these families "
        "is the "
        "same)",
        of_the_team(replay),
        "### If the judged dates were three months earlier or later",
        sensitivity(replay.chance),
        "### What this replay is not",
        LIMITS,
    ]
    return "\n\n".join(parts) + "\n"


def introduction(replay: Replay) -> str:
    """Return what was run."""
    runs = replay.chance
    base = runs.without.scenario
    results = runs.results
    drawn = (
        f" A second time, {counted(replay.uncertain.results.replications, 'replication')} were run with every input "
        "drawn "
        "from "
        "its range as well."
        if replay.uncertain is not None
        else ""
    )
    return (
        "Ofsted's letter on its visit of 15 and 16 August 2018 says that in Tower Hamlets children with three or "
        "more "
        "placements went from 14.2% to 11.5% since January 2018, children in residential placements from 30 to 16, "
        "and "
        "that the edge-of-care team worked with 43 families, diverted 33 children from care and helped six to return "
        f"home. The model starts on {in_words(base.start)} with the children and placements of 31 March 2017 and "
        f"lets each service begin on its day. {counted(results.replications, 'replication')} (seed {results.seed}) "
        "were run "
        "without any of the five services, with each alone and with all, on the same luck: the intervals hold 50, 80 "
        f"and 95 of 100 replications, which differ {why_apart(base.parameters, False)}.{drawn} No effect was fitted "
        "to the letter for this replay; "
        "where an input had been taken from the letter before, it is said below. Counts are at the close of the day."
    )


def dates(table: Timetable) -> str:
    """Return the table of the days on which services begin."""
    rows = [
        (service(path), in_words(one.when), "judged" if one.judged else "given", one.source)
        for path, one in table.beginnings.items()
    ]
    return markdown(("Service", "Begins", "Date", "Why"), rows)


def service(starts: str) -> str:
    """Return what the service is called that begins on the day at this path."""
    part = starts.removesuffix(BEGINS)
    return SERVICES[part].full if part in SERVICES else starts


def how_to_read(replay: Replay) -> str:
    """Return what the columns mean."""
    drawn = (
        ' "Drawn" is with every input drawn from its range too: the wider interval is the one to hold a council\'s '
        "figure "
        "against."
        if replay.uncertain is not None
        else ""
    )
    return (
        'The middle is the median of the replications. "Below the letter" is the share of replications with a lower '
        "number than the letter's (equal ones count half): near 50% the letter is what the model expects, below "
        "2.5% or "
        f"above 97.5% it lies outside the 95% interval.{drawn} The last column is what the strategies change on the "
        "same luck: the mean difference, with the 95% interval of that mean."
    )


def stated(figure: LetterNumber) -> str:
    """Return what the letter says of a figure, with its unit."""
    if figure.stated is None:
        return "the letter is silent"
    number = change_of(figure.stated, figure.unit) if figure.since is not None else value(figure.stated, figure.unit)
    unit = figure.unit.removeprefix("% ") if figure.since is not None else figure.unit
    return f"the letter: {number}{'' if unit.startswith('%') else ' '}{unit}"


def of_every_scenario(replay: Replay, figure: LetterNumber) -> str:
    """Return the table of one figure: a row for each scenario."""
    runs, drawn = replay.chance, replay.uncertain
    headings = ["Scenario", "Middle", *SPREADS, "Below the letter"]
    if drawn is not None:
        headings += [*(f"{one}, drawn" for one in SPREADS), "Below the letter, drawn"]
    rows = []
    for which, outcome in enumerate(runs.main):
        row = [runs.label(outcome), *spread_cells(figure, outcome)]
        if drawn is not None:
            row += spread_cells(figure, drawn.main[which])[1:]
        rows.append([*row, difference(runs, figure, outcome)])
    return markdown([*headings, "Change made"], rows)


def of_the_team(replay: Replay) -> str:
    """Return the table of what the edge-of-care team did: a row for each figure."""
    headings = ["Figure", "Letter", "Middle", *SPREADS, "Below the letter"]
    if replay.uncertain is not None:
        headings += [*(f"{one}, drawn" for one in SPREADS), "Below the letter, drawn"]
    rows = []
    for figure in OF_THE_TEAM:
        said = "not given" if figure.stated is None else value(figure.stated, figure.unit)
        row = [figure.title, said, *spread_cells(figure, replay.chance.only("edge_of_care"))]
        if replay.uncertain is not None:
            row += spread_cells(figure, replay.uncertain.only("edge_of_care"))[1:]
        rows.append(row)
    return markdown(headings, rows)


def spread_cells(figure: LetterNumber, outcome: Outcome) -> list[str]:
    """Return the middle, the intervals, and how many replications lie below the letter."""
    values = figure.of(outcome)
    found = spread(values)
    middle = change_of(found.median, figure.unit) if figure.since is not None else value(found.median, figure.unit)
    below = "" if figure.stated is None else f"{count(percentile(values, figure.stated))}%"
    return [middle, *(interval(one, figure) for one in found.intervals), below]


def interval(one: Interval, figure: LetterNumber) -> str:
    """Return an interval in words."""
    say = change_of if figure.since is not None else value
    return f"{say(one.low, figure.unit)} to {say(one.high, figure.unit)}"


def difference(runs: ReplayRuns, figure: LetterNumber, outcome: Outcome) -> str:
    """Return what a scenario changes in a figure; nothing to say of the base itself."""
    return "" if outcome is runs.without else in_numbers(runs.difference(figure, outcome))


def in_numbers(made: Difference) -> str:
    """Return a mean difference with its interval."""
    if made.replications >= 2 and made.deviation == 0 and made.difference == 0:
        return "none"
    mean = change_of(made.difference)
    return mean if isnan(made.low) else f"{mean} ({change_of(made.low)} to {change_of(made.high)})"


def sensitivity(runs: ReplayRuns) -> str:
    """Return how the figures of August depend on the judged dates, with all five strategies."""
    earlier, later = runs.moved
    rows = []
    for name, outcome in (
        ("Three months earlier", earlier),
        ("As judged", runs.together),
        ("Three months later", later),
    ):
        row = [name]
        for figure in (MOVED_AFTER, RESIDENTIAL_AFTER):
            found = spread(figure.of(outcome))
            row += [
                f"{value(found.median, figure.unit)} ({interval(found.interval(80), figure)})",
                in_numbers(runs.difference(figure, outcome)),
            ]
        rows.append(row)
    headings = (
        "Judged dates, all five together",
        "Three or more placements, 15 August 2018, % (80% interval)",
        "Change made",
        "In residential placements, 15 August 2018 (80% interval)",
        "Change made",
    )
    return (
        "Dates that the letter gives stay as they are. The letter's figures are 11.5% and 16.\n\n"
        f"{markdown(headings, rows)}"
    )


def shown(pictures: str) -> tuple[str, str]:
    """Return the figures in Markdown, each with what a reader who cannot see it needs to know."""
    intervals = (
        f"The letter's figures beside the model's intervals, {in_words(PANEL_BEGINS)} to {in_words(VISIT)}: without "
        "strategies, with each alone, and with all five together; the tables below hold the numbers"
    )
    residents = (
        f"Who was in residential placements on {in_words(PANEL_BEGINS)} and on {in_words(VISIT)}, on average, beside "
        "the letter's figures: who stayed, who went and who came"
    )
    return f"![{intervals}]({pictures}letter.png)", f"![{residents}]({pictures}letter_turnover.png)"


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown; the first column is words, the others are numbers or words as they come."""
    return "\n".join(_lines(headings, rows))


def _lines(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"| {' | '.join('---' for _ in headings)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
