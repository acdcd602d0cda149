"""The tables of a council's profile for a paper."""

from __future__ import annotations

from math import isnan

from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item
from sim.experiments.profile.shown import ShownStatus
from sim.experiments.profile.subject import ProfileSubject
from sim.papers.document.paper import PaperCell, PaperSource, PaperTable
from sim.reports.profile.numbers import SIGNS, explained
from sim.reports.profile.sources import publications
from sim.reports.profile.tables import ReadCell, ReadTable, over_years, place_by_place, subject_table
from sim.reports.shared.words import capitalised, lower_first

IN_PAPERS = {**SIGNS, ShownStatus.HIDDEN: "[c]", ShownStatus.UNLISTED: "[c] or 0"}
"""What stands in cells without a number: in papers a hidden one is `[c]`."""

LICENCE = "Open Government Licence v3.0"


def years_table(found: CouncilProfile) -> PaperTable:
    """Return what is told of the council year by year."""
    return _in_paper(found, over_years(found))


def rates_table(found: CouncilProfile) -> PaperTable:
    """Return the rate of children looked after of the council and each place beside it, year by year."""
    return _in_paper(found, place_by_place(found))


def profile_table(found: CouncilProfile, subject: ProfileSubject) -> PaperTable | None:
    """Return the numbers of a subject beside neighbours, region and England; None where nothing is known."""
    table = subject_table(found, subject)
    return None if table is None else _in_paper(found, table)


def profile_sources(found: CouncilProfile, items: tuple[Item, ...]) -> tuple[PaperSource, ...]:
    """Return the publications that numbers of the profile are from."""
    return tuple(_source(title, year) for title, year in publications(found, items).items())


def _source(title: str, year: int) -> PaperSource:
    publisher, _, rest = title.partition(", ")
    return PaperSource(
        capitalised(rest or title), publisher if rest else "", f"figures to 31 March {year}", licence=LICENCE
    )


def _in_paper(found: CouncilProfile, table: ReadTable) -> PaperTable:
    name = found.authority.name
    return PaperTable(
        name=table.name,
        caption=table.title if table.title.startswith(name) else f"{name}: {lower_first(table.title)}",
        columns=table.columns,
        rows=tuple(tuple(map(_cell, row)) for row in table.rows),
        notes=tuple(note for note in (table.note, explained(table.statuses, IN_PAPERS)) if note),
        sources=profile_sources(found, table.items),
    )


def _cell(cell: ReadCell) -> PaperCell:
    text = IN_PAPERS.get(cell.status, cell.text)
    return PaperCell(text, None if isnan(cell.value) else cell.value)
