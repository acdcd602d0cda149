"""Authorities as a tidy table, and as a page of one table: what is published of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.foundations.counted import counted
from sim.published.coverage import Coverage
from sim.reports.baseline.authorities import KEY, cells
from sim.reports.shared.page import Column, Page, PageTable
from sim.reports.shared.tables import Cells, cell

COLUMNS = (
    *("code", "name", "kind", "region", "looked_after", "year", "first_year", "last_year"),
    *("years_with_flows", "years_with_detail", "years_with_fostering", "years_with_costs", "hidden_share"),
)


def rows(found: Sequence[Coverage]) -> Iterator[Cells]:
    """Yield the header, and a row for each authority."""
    yield COLUMNS
    for one in found:
        about = one.authority
        years = (one.flow_years, one.detail_years, one.fostering_years, one.cost_years)
        yield (
            *(about.code, about.name, about.kind, about.region),
            *(cell(one.looked_after), "" if one.latest is None else one.latest, about.first_year, about.last_year),
            *map(len, years),
            cell(one.suppressed_share),
        )


def page(found: Sequence[Coverage], known_until: int) -> Page:
    """Return the page."""
    titles = ("Authority", "Region", "Looked after", "Flows", "Detail", "Fostering", "Costs", "Hidden")
    table = PageTable("What is published", KEY, list(map(Column, titles)), list(map(cells, found)))
    scope = f"{counted(len(found), 'authority', 'authorities')}, and what is published to 31 March {known_until}."
    return Page("English authorities", scope, (), tables=[table])
