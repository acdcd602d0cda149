"""The monthly performance report in words: its cells, what it finds, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from sim.experiments.performance.line import PERCENT, PerformanceLine
from sim.experiments.performance.months import Counted
from sim.experiments.performance.performance import MonthlyPerformance
from sim.experiments.performance.report import ESCALATED_AFTER, Beyond, LineValue, PerformanceReport, ReportRow
from sim.experiments.performance.targets import Colour, Target
from sim.foundations.calendar import in_words
from sim.reports.run.words.council import of_tower_hamlets
from sim.reports.shared.words import MINUS, NOT_KNOWN, listed, lower_first
from sim.scenario.scenario import Scenario

NOTHING = "–"
"""Where there is nothing to say: nothing published, no target."""

COLOURED = (Colour.GREEN, Colour.AMBER, Colour.RED)

BEYOND = {
    Beyond.MORE: "more than chance",
    Beyond.CHANCE: "could be chance",
    Beyond.RECORDING: "could be late recording",
    Beyond.UNTESTED: "not tested",
    Beyond.UNKNOWN: NOT_KNOWN,
}

SERVICES = "statutory_services"
"""The layer of services that is shipped, with the sizes of one council."""

TESTED = (Beyond.MORE, Beyond.CHANCE, Beyond.RECORDING)

FEW = 30
"""Cases below which a monthly percentage is said to mean little."""


# --- cells


def value_in_words(line: PerformanceLine, value: float) -> str:
    """Return what a line says, with its unit where it is a percentage."""
    if isnan(value):
        return "none due" if not line.tracked else NOT_KNOWN
    if line.unit == PERCENT:
        return f"{value:.1f}%"
    return f"{value:,.0f}" if line.alone else f"{value:.1f}"


def count_in_words(line: PerformanceLine, value: LineValue) -> str:
    """Return the part and the whole behind a line."""
    if line.alone:
        return f"{value.part:,.0f}"
    if isnan(value.part):
        return NOT_KNOWN
    return _unbroken(f"{_plain(value.part)} {_of(line)} {_plain(value.whole)}")


def title_and_whole(line: PerformanceLine) -> str:
    """Return the title, and on a line of its own of what it is."""
    return line.title if line.alone else f"{line.title}\n{_of(line)} {line.of}"


def _of(line: PerformanceLine) -> str:
    return "of" if line.unit == PERCENT else "over"


def _unbroken(text: str) -> str:
    """Return the text so that no line ends in it."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _plain(number: float) -> str:
    """Return a number of children without decimals, of hours or workers with one."""
    return f"{number:,.0f}" if number == int(number) or number >= 100 else f"{number:,.1f}"


def bounds_in_words(line: PerformanceLine, target: Target | None) -> tuple[str, str]:
    """Return from where on a line is green, and beyond where it is red."""
    if target is None:
        return NOTHING, NOTHING
    sign = "%" if line.unit == PERCENT else ""
    at_best, beyond = ("\u2265", "<") if target.green >= target.amber else ("\u2264", ">")
    return _unbroken(f"{at_best} {target.green:g}{sign}"), _unbroken(f"{beyond} {target.amber:g}{sign}")


def change_in_words(row: ReportRow) -> str:
    """Return by how much a line has changed on three months."""
    difference = row.change.difference
    if isnan(difference):
        return NOT_KNOWN
    size = f"{abs(difference):,.0f}" if row.line.alone else f"{abs(difference):.1f}"
    if not any(digit in size for digit in "123456789"):
        return "no change"
    points = " points" if row.line.unit == PERCENT else ""
    return f"{MINUS if difference < 0 else '+'}{size}{points}"


def red_in_words(row: ReportRow) -> str:
    """Return for how many months a line has been red."""
    if row.escalated:
        return f"{ESCALATED_AFTER} months: escalate"
    return NOTHING if row.red_for == 0 else "1 month" if row.red_for == 1 else f"{row.red_for} months"


def published_in_words(row: ReportRow) -> tuple[str, str]:
    """Return the published values of England and of neighbours; of a number alone, what their rates would give here."""
    if row.beside is None:
        return NOTHING, NOTHING
    england, neighbours = (
        NOTHING if isnan(one) else value_in_words(row.line, one) for one in (row.beside.england, row.beside.neighbours)
    )
    return england, neighbours


def published_when(rows: Sequence[ReportRow]) -> str:
    """Return of which days the published values are, and which lines have which."""
    lines: dict[str, list[str]] = {}
    for row in rows:
        if row.beside is not None:
            lines.setdefault(in_words(row.beside.when), []).append(lower_first(row.line.title))
    if not lines:
        return ""
    most = max(lines, key=lambda when: len(lines[when]))
    others = [f"{when} ({listed(names)})" for when, names in lines.items() if when != most]
    return (
        f"Published figures are of {'; of '.join((most, *others))}. Of children looked after, starting and ceasing "
        "they are as many as those rates would give here."
    )


def was_in_words(row: ReportRow) -> str:
    """Return what a line came to when everything had been recorded, with its colour where that is another."""
    value = value_in_words(row.line, row.was.value)
    return value if row.was.colour is row.recorded.colour else f"{value} ({row.was.colour})"


def by_chance_in_words(row: ReportRow) -> str:
    """Return between what values a line may lie by chance alone."""
    if row.by_chance is None:
        return NOTHING
    low, high = row.by_chance
    return f"{low:.0f} to {high:.0f}%"


# --- sentences


def title(found: MonthlyPerformance) -> str:
    """Return the title of the page."""
    return f"Performance report, {found.report.month.words}"


def scope(found: MonthlyPerformance) -> str:
    """Return of what the report is."""
    asked = found.question
    return (
        f"{asked.scenario.title}. Replication {asked.replication} of {found.settings.replications:,}, as recorded by "
        f"{in_words(found.report.month.last)}, beside what it was when everything had been recorded. A run of the "
        "model, not the council's own return."
    )


def findings(found: MonthlyPerformance) -> list[str]:
    """Return what leaders should see first."""
    report = found.report
    return [
        _colours(report),
        *_escalated(report),
        *_changes(report),
        *_small(report),
        *_recorded_later(report),
        *_audits(report),
    ]


def _colours(report: PerformanceReport) -> str:
    aimed = [row for row in report.rows if row.target is not None]
    if not aimed:
        return f"{report.month.words}: no line has a target."
    counts = [(colour, sum(row.recorded.colour is colour for row in aimed)) for colour in (*COLOURED, Colour.NONE_DUE)]
    said = [f"{number} {colour}" for colour, number in counts if number or colour in COLOURED]
    return f"{report.month.words}: of {len(aimed)} lines with a target {listed(said)}."


def _escalated(report: PerformanceReport) -> Iterator[str]:
    named = [lower_first(row.line.title) for row in report.rows if row.escalated]
    if named:
        yield f"To be escalated, red for {ESCALATED_AFTER} months in a row: {listed_by_semicolon(named)}."


def _changes(report: PerformanceReport) -> Iterator[str]:
    tested = [
        row for row in report.rows if row.change.beyond in TESTED and row.line.counted is not Counted.YEAR_TO_DATE
    ]
    if not tested:
        yield "No change on three months can be told yet: the run does not reach back so far."
        return
    named = [
        f"{lower_first(row.line.title)} ({change_in_words(row)})" for row in tested if row.change.beyond is Beyond.MORE
    ]
    said = f"of {len(tested)} changes on three months"
    if not named:
        yield f"{said.capitalize()} none is more than chance alone would make."
        return
    yield (
        f"{said.capitalize()} {len(named)} {'is' if len(named) == 1 else 'are'} more than chance alone would make one "
        f"time in twenty: {listed_by_semicolon(named)}. Of twenty lines in which nothing changes, one would look so."
    )


def _small(report: PerformanceReport) -> Iterator[str]:
    """Yield how little a month with few cases says."""
    rows = [
        row
        for row in report.rows
        if row.line.counted is Counted.IN_MONTH and row.by_chance is not None and 0 < row.recorded.whole < FEW
    ]
    for row in rows[:1]:
        yield (
            f"{row.line.title}: {count_in_words(row.line, row.recorded)}. With so few, chance alone puts it anywhere "
            f"from {by_chance_in_words(row)} where nothing has changed at all: most arrows from month to month mean "
            "nothing. Look at three months, or at the year to date."
        )


def _recorded_later(report: PerformanceReport) -> Iterator[str]:
    named = [
        f"{lower_first(row.line.title)} ({row.recorded.colour} as recorded, {row.was.colour} as it was)"
        for row in report.rows
        if row.recorded.colour is not row.was.colour
    ]
    if named:
        yield f"When everything had been recorded, other colours: {listed_by_semicolon(named)}."


def _audits(report: PerformanceReport) -> Iterator[str]:
    law = report.audits
    if law is None:
        return
    low, high = law.usual
    cases = f"{law.cases} {'case' if law.cases == 1 else 'cases'}"
    yield (
        f"{law.wanting} of {law.all} children have no assessment of the last year ({law.wanting / law.all:.0%}). Nine "
        f"in ten audits of {cases} drawn at random find {low} to {high} of them so "
        f"({low / law.cases:.0%} to {high / law.cases:.0%}): two audits that differ need not mean a change."
    )


def caveats(found: MonthlyPerformance) -> list[str]:
    """Return what a reader must know beside the numbers."""
    report, scenario = found.report, found.question.scenario
    return [
        *_left_out(report),
        *_of_another_council(scenario),
        _lag(report),
        f"Targets: {lower_first(found.question.targets.title)}. Whose they are and why is in the file.",
        "A change is of what there is on the last day against three months before, or of what happened in the last "
        "three months against the three before, by an exact test. What is counted on a day is mostly of the same "
        "children as three months before, whom the test takes for others: it says 'more than chance' too seldom there. "
        "Hours, cases and workers are not tested.",
        *_published(report.rows),
    ]


def _left_out(report: PerformanceReport) -> Iterator[str]:
    if report.left_out:
        parts = [f"{part} ({number} {'line' if number == 1 else 'lines'})" for part, number in report.left_out.items()]
        yield f"Left out, since the scenario has no such part: {listed(parts)}."


def _of_another_council(scenario: Scenario) -> Iterator[str]:
    if SERVICES in scenario.strategies and not of_tower_hamlets(scenario):
        yield (
            "Staff, clinics and cases of these services are Tower Hamlets' of August 2018, laid over another council: "
            "for a larger one far too few, for a smaller one too many. Set your own before reading colours."
        )


def _lag(report: PerformanceReport) -> str:
    if report.recording_lag is None:
        return "The scenario says nothing of how late things are recorded: all is taken as recorded at once."
    return (
        f"Half of what happens is recorded within {report.recording_lag:g} days, the rest later: so the last month "
        "always looks worse than it was. Social workers' hours, cases and posts are counted as each week ends."
    )


def _published(rows: Sequence[ReportRow]) -> Iterator[str]:
    if all(row.beside is None for row in rows):
        yield "Nothing published stands beside the lines for this scenario."
        return
    yield (
        "England and statistical neighbours are as last published by then (Department for Education; all ten "
        "neighbours together, of cases and agency workers the middle one). Cases and agency workers are published of "
        "all children's social workers, not of the teams of children in care. Where a line has none, none is published."
    )


def listed_by_semicolon(parts: Sequence[str]) -> str:
    """Return parts that may hold commas as a list."""
    return "; ".join(parts)
