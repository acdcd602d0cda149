"""The results of a sensitivity analysis: the tornado, the indices, figures and page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.experiments.sensitivity.screening import Screening
from sim.experiments.sensitivity.sensitivity import Explained, Sensitivity
from sim.reports.sensitivity import figures as sensitivity_figures
from sim.reports.sensitivity import words as words
from sim.reports.shared import lever_words
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells, cell
from sim.reports.shared.words import in_table

BARS = 5
"""Of each tornado in the page's table; tornado.csv has them all."""

DRIVERS = 3
"""Named for each number in the page's first table; indices.csv has them all."""

OF = ("scenario", "base", "measure", "category", "date")
LEVER = ("path", "title", "unit", "value", "low", "high", "kind")
TORNADO = (
    *(*OF, "rank", *LEVER, "centre"),
    *("at_low", "at_low_low", "at_low_high", "at_high", "at_high_low", "at_high_high"),
    *("swing", "swing_low", "swing_high", "clear", "variance_share", "replications", "measure_unit"),
)
INDICES = (
    *(*OF, "rank", *LEVER),
    *("first_order", "first_order_low", "first_order_high", "total", "total_low", "total_high"),
    *("first_order_as_scipy", "total_as_scipy", "told_apart", "mean", "deviation", "luck_share", "predicted_share"),
    *("held_share", "undefined_share", "design", "points", "replications", "measure_unit"),
)
SCREENING = ("rank", *LEVER, "strength", "of_scenario", "of_measure", "of_category", "moved_alone", "points")
"""The strength is in standard errors, of the measure on which it is greatest; of a strategy, of what it changes."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, for the manifest."""

    moved_at_once: int
    """Numbers that were screened."""
    moved_alone: int
    moved_together: tuple[str, ...]
    design: str
    points: int
    """Of the design in which numbers were moved together."""
    measures: tuple[str, ...]
    held: tuple[str, ...]


def results(found: Sensitivity) -> KeptResults:
    """Return what is kept of a sensitivity analysis."""
    asked = found.asked
    moved = Moved(
        0 if found.screening is None else len(asked.factors),
        len(found.alone),
        tuple(asked.factors[number].lever.path for number in found.chosen),
        _design(found) if found.chosen else "",
        asked.rows if found.chosen else 0,
        tuple(one.text for one in asked.wanted),
        asked.held,
    )
    return KeptResults(page(found), contents(found), (moved,))


def contents(found: Sensitivity) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    tables: dict[str, Iterable[Cells]] = {"tornado.csv": tornado(found)}
    if found.screening is not None:
        tables["screening.csv"] = screening(found, found.screening)
    if found.chosen:
        tables["indices.csv"] = indices(found)
    return tables


def page(found: Sensitivity) -> Page:
    """Return what the page of a sensitivity analysis says."""
    tables = [drivers(found), together(found)] if found.chosen else []
    return Page(
        title=found.asked.title,
        scope=words.scope(found),
        findings=words.findings(found),
        caveats=words.caveats(found),
        tables=[*tables, bars(found)],
        drawings=[ChartDrawing(one) for one in sensitivity_figures.of_sensitivity(found)],
    )


def drivers(found: Sensitivity) -> PageTable:
    """Return, for people, what drives each number when several are moved together."""
    luck, means = (
        ("Luck left", "is in the averages, and is taken out of the shares")
        if found.asked.saltelli
        else ("Luck", "is a share of the variance between single runs, with what the surface misses; it is in no share")
    )
    columns = [
        *(Column("Number asked about"), Column("On average"), Column("Spread")),
        *(Column("Driven by", words=True), Column(luck), Column("Held still")),
    ]
    note = (
        "When numbers move together: the average, its standard deviation, and of the variance the share that each "
        f"explains alone or with others (total index, 95% interval). {luck} {means}. Held still: about which share of "
        "the variance lies with all other numbers, as the tornado has it; empty where luck hides it."
    )
    rows = [_driven(found, one) for one in found.explained if one.tornado.moved]
    return PageTable("What drives each number", note, columns, rows)


def _driven(found: Sensitivity, one: Explained) -> list[str]:
    what = f"{words.title(found, one.output)} ({words.unit(found, one.output)})"
    if one.indices is None:
        why = "undefined in too many runs" if one.undefined else "nothing of what was moved together"
        return [what, "", "", why, "", words.part(one.held)]
    indices, plain = one.indices, words.measure_of(found, one.output).unit
    drivers = ";\n".join(words.driven_by(found, one, DRIVERS)) if indices.told_apart else "not told apart from luck"
    mean = in_table(indices.mean, plain, sign=bool(one.output.scenario))
    return [what, mean, in_table(indices.deviation, plain), drivers, words.part(indices.luck), words.part(one.held)]


def together(found: Sensitivity) -> PageTable:
    """Return the numbers that were moved together, with their ranges."""
    columns = [Column("Number"), Column("What it is", words=True), Column("Range"), Column("Rests on", words=True)]
    levers = [found.asked.factors[number].lever for number in found.chosen]
    rows = [[one.title, lever_words.about(one), lever_words.span(one), one.source.kind] for one in levers]
    how = (
        "named by who asked"
        if found.asked.named
        else "those that the tornado ranks highest over all numbers asked about"
    )
    return PageTable("Numbers that were moved together", f"{how.capitalize()}; each over its own range.", columns, rows)


def bars(found: Sensitivity) -> PageTable:
    """Return the longest bars of each tornado, for people."""
    columns = [
        Column("Number asked about"),
        *(Column("Number that is moved", words=True), Column("Range")),
        *(Column("At the low end"), Column("At the high end"), Column("From low to high")),
        Column("About", "of the variance"),
    ]
    rows = []
    for one in found.explained:
        title = f"{words.title(found, one.output)} ({words.unit(found, one.output)})"
        for bar in one.tornado.bars[:BARS] if one.tornado.moved else ():
            lever = found.asked.factors[bar.factor].lever
            ends = (words.at_end(found, one, bar, high=False), words.at_end(found, one, bar, high=True))
            share = words.part(one.tornado.share(bar))
            swing = words.swing(found, one, bar)
            rows.append([title, lever.title, lever_words.span(lever), *ends, swing, share])
    note = (
        f"The {BARS} that reach furthest, each moved alone with the others at their centre; changes are paired on the "
        "same luck (95% intervals). About how much of the variance each would make is judged from three points of its "
        "range."
    )
    return PageTable("One number at a time", note, columns, rows)


def tornado(found: Sensitivity) -> Iterator[Cells]:
    """Yield the header and every bar of every tornado, the longest first."""
    yield TORNADO
    for one in found.explained:
        unit = words.measure_of(found, one.output).unit
        for rank, bar in enumerate(one.tornado.bars, start=1):
            changes = (bar.at_low, bar.at_high, bar.swing)
            numbers = [cell(end) for change in changes for end in (change.difference, change.low, change.high)]
            share = cell(one.tornado.share(bar)) if one.tornado.moved else cell(0.0)
            yield (
                *(*_of(found, one), rank, *_lever(found, bar.factor), cell(one.tornado.centre), *numbers),
                *(str(bar.clear).lower(), share, bar.swing.replications, unit),
            )


def indices(found: Sensitivity) -> Iterator[Cells]:
    """Yield the header and the indices of every number that was moved together, the most powerful first."""
    yield INDICES
    asked = found.asked
    for one in found.explained:
        if one.indices is None:
            continue
        of_all = one.indices
        for rank, place in enumerate(of_all.order, start=1):
            first, total = of_all.first[place], of_all.total[place]
            shares = (first.value, first.low, first.high, total.value, total.low, total.high)
            rest = (of_all.mean, of_all.deviation, of_all.luck, of_all.predicted, one.held, one.undefined)
            yield (
                *(*_of(found, one), rank, *_lever(found, found.chosen[place]), *map(cell, shares)),
                *(cell(first.as_scipy), cell(total.as_scipy), str(of_all.told_apart).lower(), *map(cell, rest)),
                *(_design(found), asked.rows, asked.settings.replications if asked.saltelli else 1),
                words.measure_of(found, one.output).unit,
            )


def screening(found: Sensitivity, screening: Screening) -> Iterator[Cells]:
    """Yield the header and what moving all numbers at once told of each, the strongest first."""
    yield SCREENING
    greatest, which = screening.strengths.max(axis=1), screening.strengths.argmax(axis=1)
    for rank, number in enumerate(np.argsort(-greatest, kind="stable").tolist(), start=1):
        output = found.asked.outputs[which[number]]
        key = words.measure_of(found, output).key(found.asked.scenarios[output.scenario])
        of = (found.asked.scenarios[output.scenario].name, key.measure, key.category)
        stays = str(number in found.alone).lower()
        yield rank, *_lever(found, number), cell(greatest[number]), *of, stays, screening.points


def _design(found: Sensitivity) -> str:
    return "saltelli" if found.asked.saltelli else "surface"


def _of(found: Sensitivity, one: Explained) -> tuple[object, ...]:
    """Return which number is asked about; of the base's own the base is empty."""
    asked = found.asked
    scenario = asked.scenarios[one.output.scenario]
    key = words.measure_of(found, one.output).key(scenario)
    base = asked.scenarios[0].name if one.output.scenario else ""
    return scenario.name, base, key.measure, key.category, key.date.isoformat()


def _lever(found: Sensitivity, number: int) -> tuple[object, ...]:
    lever = found.asked.factors[number].lever
    ends = (lever.value, lever.low, lever.high)
    return lever.path, lever.title, lever.unit.name, *map(cell, ends), lever.source.kind
