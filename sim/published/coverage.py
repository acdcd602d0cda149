"""What is known of an authority in the table of published figures: which years, which kinds, how much is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

from sim.published.authorities import Authority
from sim.published.table import SUPPRESSED, UNLISTED, Figures

FLOWS = ("started", "ceased")
DETAIL = (
    "looked after by age",
    "looked after by sex",
    "looked after by legal status",
    "looked after by need",
    "looked after by placement",
    "looked after by provider",
    "looked after by locality",
    "looked after by locality and distance",
    "started by age",
    "started by legal status",
    "started by need",
    "ceased by age",
    "ceased by reason",
    "changes of placement by reason",
    "new placements by locality and distance",
)
"""Breakdowns in which cells may be hidden."""
FOSTERING = (
    ("own fostering service", "places approved"),
    ("own fostering service, mainstream carers", "places approved"),
)


@dataclass(frozen=True, slots=True)
class HiddenCells:
    """How many cells of a breakdown were published, hidden, or left out as 0 or hidden; over all years."""

    measure: str
    published: int
    suppressed: int
    unlisted: int
    unknown: int
    """Of the suppressed: those that could not be imputed."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known of one authority; years are those ending 31 March."""

    authority: Authority
    latest: int | None
    """Latest year with a number looked after."""
    looked_after: float
    flow_years: tuple[int, ...]
    """With children starting and ceasing."""
    detail_years: tuple[int, ...]
    """With children looked after by age and placement."""
    fostering_years: tuple[int, ...]
    """With the places of its own fostering service."""
    cost_years: tuple[int, ...]
    hidden: tuple[HiddenCells, ...]

    @property
    def suppressed_share(self) -> float:
        """Share of the cells of breakdowns that were marked as suppressed; nan without any breakdown."""
        marked = sum(one.suppressed for one in self.hidden)
        cells = marked + sum(one.published for one in self.hidden)
        return marked / cells if cells else float("nan")


def known(authority: Authority, figures: Figures) -> Coverage:
    """Return what `figures` know of an authority."""
    code, years = authority.code, range(authority.first_year, min(authority.last_year, figures.known_until) + 1)

    def with_any(*measures: tuple[str, str]) -> tuple[int, ...]:
        return tuple(year for year in years if any(figures.find(code, name, year, part) for name, part in measures))

    stocks = [year for year in years if not isnan(figures.value(code, "looked after", year))]
    latest = stocks[-1] if stocks else None
    return Coverage(
        authority,
        latest,
        figures.value(code, "looked after", latest) if latest else float("nan"),
        tuple(year for year in years if all(figures.find(code, flow, year) for flow in FLOWS)),
        with_any(("looked after by age", "10 to 15"), ("looked after by placement", "foster")),
        with_any(*FOSTERING),
        with_any(("unit cost", "residential"), ("unit cost", "fostering")),
        tuple(_hidden(code, figures)),
    )


def _hidden(code: str, figures: Figures) -> Iterable[HiddenCells]:
    cells: dict[str, list[str]] = {measure: [] for measure in DETAIL}
    for row in figures.rows(code):
        if row.measure in cells:
            cells[row.measure].extend(cell for cell in row.cells if cell)
    for measure, found in cells.items():
        suppressed = sum(cell.startswith(SUPPRESSED) for cell in found)
        unlisted = sum(cell.startswith(UNLISTED) for cell in found)
        if found:
            yield HiddenCells(
                measure, len(found) - suppressed - unlisted, suppressed, unlisted, found.count(SUPPRESSED)
            )
