"""Councils together as they are kept and shown: a page, and CSV files of each council and of their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sim.experiments.region.councils import CouncilsTogether, council_name
from sim.experiments.region.sums import adds_up, sum_width
from sim.experiments.statistics.sample import NumberKey
from sim.foundations.calendar import in_words
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.reports.region import figures
from sim.reports.region.words import caveats, cell, eight_of_ten, findings, mean, parts, scope
from sim.reports.shared import tables
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.tables import Cells
from sim.reports.shared.words import in_table, kind_in_words, unit_in_words

TOGETHER = "together"
"""What the sums are called in CSV files, where councils are called by their scenarios."""

ALL = "All councils together"

MAIN = (
    "looked_after",
    "starts",
    "ceases",
    "inside_borough_percent",
    "over_20_miles_percent",
    "three_or_more_placements_percent",
    "households",
    "in_house_places_filled",
    "cost_total",
)
"""Measures of which the page has a table, by council and for all of them together."""

BY_KIND = "in_placement"
TABLES_ON_SCREEN = 3

SUMS = (
    *("scenario", "measure", "category", "date", "mean", "percentile_10", "percentile_90"),
    *("width_80_percent", "width_if_independent", "width_if_in_step", "unit", "replications"),
)


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A council, or all of them together, in a table."""

    scenario: str
    name: str
    values: Numbers
    """Of one number, by replication."""


def results(together: CouncilsTogether, unfitted: Sequence[str] = ()) -> KeptResults:
    """Return what is kept; `unfitted` are councils whose bases were made for this run alone, without fit."""
    return KeptResults(page(together, unfitted), contents(together))


def contents(together: CouncilsTogether) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    councils = together.councils
    return {
        "sums.csv": sums(together),
        "measures.csv": _with_sums(tables.measures(councils), tables.measures_of(TOGETHER, together.measures)),
        "series.csv": _with_sums(tables.series(councils), tables.series_of(TOGETHER, together.series)),
        "assumptions.csv": tables.assumptions(together.scenarios),
    }


def _with_sums(of_councils: Iterator[Cells], of_all: Iterator[Cells]) -> Iterator[Cells]:
    yield from of_councils
    yield from of_all


def page(together: CouncilsTogether, unfitted: Sequence[str] = ()) -> Page:
    """Return the page."""
    return Page(
        together.title,
        scope(together),
        findings(together),
        caveats(together, unfitted),
        [*(_by_date(together, measure) for measure in MAIN), *_by_kind(together), _widths(together)],
        figures.of_councils(together),
    )


def shown(whole: Page) -> Page:
    """Return what of the page is shown on a screen."""
    return replace(whole, tables=whole.tables[:TABLES_ON_SCREEN])


def rows(together: CouncilsTogether, key: NumberKey) -> list[CouncilRow]:
    """Return one number of each council, and of all of them together."""
    given = zip(together.scenarios, parts(together, key), strict=True)
    councils = [CouncilRow(one.name, council_name(one), values) for one, values in given]
    return [*councils, CouncilRow(TOGETHER, ALL, together.measures.of(*key))]


def keys(together: CouncilsTogether) -> Iterator[NumberKey]:
    """Yield the numbers of which there are tables."""
    for measure in MAIN:
        yield from (NumberKey(measure, "", when) for when in together.measures.dates(measure))
    for kind in together.measures.categories(BY_KIND):
        if "whole run" not in kind:
            yield from (NumberKey(BY_KIND, kind, when) for when in together.measures.dates(BY_KIND, kind))


def sums(together: CouncilsTogether) -> Iterator[Cells]:
    """Yield the header, and mean and 80% range of each number of each council and of all, with the sum's width."""
    yield SUMS
    number = tables.cell
    for key in keys(together):
        unit, when = by_id(key.measure).unit, key.date.isoformat()
        for row in rows(together, key):
            middle = (number(mean(row.values)), *(number(end) for end in eight_of_ten(row.values)))
            widths = ("", "", "")
            if row.scenario == TOGETHER and adds_up(key.measure):
                found = sum_width(parts(together, key))
                widths = (number(found.width), number(found.independent), number(found.in_step))
            count = together.settings.replications
            yield row.scenario, key.measure, key.category, when, *middle, *widths, unit, count


def _by_date(together: CouncilsTogether, measure: str) -> PageTable:
    """Return the table of a measure: a row a council, and one for all; a column a 31 March."""
    one, dates = by_id(measure), together.measures.dates(measure)
    columns = [rows(together, NumberKey(measure, "", when)) for when in dates]
    names = [row.name for row in columns[0]] if columns else []
    last = "The sum" if adds_up(measure) else "The last row"
    whose = "of all councils, in the same replications" if adds_up(measure) else "is of the children of all councils"
    return PageTable(
        one.title,
        f"{one.definition} In brackets, between what eight of ten replications lie. {last} {whose}.",
        [Column("Council"), *(Column(in_words(when), unit_in_words(one.unit)) for when in dates)],
        [[name, *(cell(column[place].values, one.unit) for column in columns)] for place, name in enumerate(names)],
    )


def _by_kind(together: CouncilsTogether) -> Iterator[PageTable]:
    """Yield the table of children by kind of placement on the last 31 March."""
    kinds = [kind for kind in together.measures.categories(BY_KIND) if "whole run" not in kind]
    for when in together.measures.dates(BY_KIND)[-1:]:
        columns = [rows(together, NumberKey(BY_KIND, kind, when)) for kind in kinds]
        names = [row.name for row in columns[0]]
        yield PageTable(
            f"Children by kind of placement, {in_words(when)}",
            "Mean of the replications; in brackets, between what eight of ten of them lie.",
            [Column("Council"), *(Column(kind_in_words(kind), "children") for kind in kinds)],
            [
                [name, *(cell(column[place].values, "children") for column in columns)]
                for place, name in enumerate(names)
            ],
        )


def _widths(together: CouncilsTogether) -> PageTable:
    """Return the table of how wide the sums are."""
    made = []
    for key in keys(together):
        if adds_up(key.measure) and not key.category:
            one, found = by_id(key.measure), sum_width(parts(together, key))
            widths = (in_table(width, one.unit) for width in (found.width, found.independent, found.in_step))
            made.append([one.title, in_words(key.date), unit_in_words(one.unit), *widths])
    return PageTable(
        "How wide the sums are",
        "The width of the middle 80% of the sum, from its standard deviation over the replications, beside what it "
        "would be if the councils had nothing to do with one another, and if all were high together and low together.",
        [
            Column("Measure"),
            Column("On, or in the year to", words=True),
            Column("Unit", words=True),
            Column("Width"),
            Column("If councils were independent"),
            Column("If all went together"),
        ],
        made,
    )
