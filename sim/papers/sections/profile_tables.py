"""The tables of a council's profile for a paper."""

from __future__ import annotations

from math import isnan

from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item
from sim.experiments.profile.line import Role
from sim.experiments.profile.subject import Subject
from sim.papers.document.paper import Cell, Source, Table
from sim.published.table import publication
from sim.reports.profile.numbers import HIDDEN, NOT_PUBLISHED, SIGNS, UNLISTED
from sim.reports.profile.tables import ReadCell, ReadTable, over_years, place_by_place, subject_table

HIDDEN_CELLS = {HIDDEN: "[c]", UNLISTED: "[c] or 0"}
"""What papers write for a number that is hidden, or left out as 0 or hidden."""

IN_PAPERS = (
    "[c]: 1 to 5 children, or a number that would give such a one away. [c] or 0: left out of the publication. "
    f"{NOT_PUBLISHED}: not published, or of too few neighbours to have a middle."
)
"""What stands in cells without a number, for notes."""

LICENCE = "Open Government Licence v3.0"


def years_table(found: CouncilProfile) -> Table:
    """Return what is told of the council year by year."""
    return _in_paper(found, over_years(found))


def rates_table(found: CouncilProfile) -> Table:
    """Return the rate of children looked after of the council and each place beside it, year by year."""
    return _in_paper(found, place_by_place(found))


def profile_table(found: CouncilProfile, subject: Subject) -> Table | None:
    """Return the numbers of a subject beside neighbours, region and England; None where nothing is known."""
    table = subject_table(found, subject)
    return None if table is None else _in_paper(found, table)


def profile_tables(found: CouncilProfile) -> tuple[Table, ...]:
    """Return every table of the profile."""
    each = (profile_table(found, subject) for subject in Subject)
    return (years_table(found), rates_table(found), *(one for one in each if one is not None))


def profile_sources(found: CouncilProfile, items: tuple[Item, ...]) -> tuple[Source, ...]:
    """Return the publications that give most of the numbers of the last year, or of the latest that has any."""
    named: dict[str, int] = {}
    for item in items:
        years = [
            year for line in found.lines(item).lines if line.place.role is not Role.MIDDLE for year, _ in line.published
        ]
        for way in (*item.counted, *item.over) if years else ():
            title, year = _publication(way.measure, max(years))
            if title:
                named.setdefault(title, year)
    return tuple(_source(title, year) for title, year in named.items())


def _publication(measure: str, year: int) -> tuple[str, int]:
    for when in range(year, year - 10, -1):
        try:
            return publication(measure, when), when
        except KeyError:
            continue
    return "", year


def _source(title: str, year: int) -> Source:
    publisher, _, rest = title.partition(", ")
    return Source(rest or title, publisher if rest else "", f"figures to 31 March {year}", licence=LICENCE)


def _in_paper(found: CouncilProfile, table: ReadTable) -> Table:
    return Table(
        name=table.name,
        caption=f"{found.authority.name}: {table.title[:1].lower()}{table.title[1:]}"
        if not table.title.startswith(found.authority.name)
        else table.title,
        columns=table.columns,
        rows=tuple(tuple(map(_cell, row)) for row in table.rows),
        notes=(table.note.replace(SIGNS, IN_PAPERS),),
        sources=profile_sources(found, table.items),
    )


def _cell(cell: ReadCell) -> Cell:
    text = HIDDEN_CELLS.get(cell.text, cell.text)
    return Cell(text, None if isnan(cell.value) else cell.value)
