"""Figures of an authority or England as published: nothing imputed stands for a number.

Official statistics under the Open Government Licence v3.0; publications, breaks and suppression are told in
`data/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sim.published.authorities import ENGLAND, authority
from sim.published.table import SUPPRESSED, UNLISTED, FigureRow, figures, publication

AGES = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
"""Bands of age, as the table has them."""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure; `year` is the year ending 31 March, `value` is None when suppressed (1 to 5)."""

    geography: str
    year: int
    measure: str
    category: str
    value: float | None
    unit: str
    publication: str


class Published:
    """The published figures of one geography."""

    __slots__ = ("_figures", "geography")

    def __init__(self, geography: str, figures: Iterable[PublishedFigure]) -> None:
        """Take all figures of `geography`, each (measure, category, year) once."""
        self.geography = geography
        self._figures: dict[tuple[str, str, int], PublishedFigure] = {}
        for figure in figures:
            key = (figure.measure, figure.category, figure.year)
            if key in self._figures:
                raise ValueError(f"{geography}: {figure.measure}, {figure.category}, {figure.year} is given twice")
            self._figures[key] = figure

    def __iter__(self) -> Iterator[PublishedFigure]:
        """Iterate over the figures in the order of the table."""
        return iter(self._figures.values())

    def __len__(self) -> int:
        """Return the number of figures."""
        return len(self._figures)

    def figure(self, measure: str, year: int, category: str = "") -> PublishedFigure:
        """Return a figure, suppressed or not; KeyError in plain words when the table has none."""
        try:
            return self._figures[measure, category, year]
        except KeyError:
            wanted = f"{measure}, {category}" if category else measure
            raise KeyError(f"No published figure for {self.geography}: {wanted}, year to 31 March {year}.") from None

    def value(self, measure: str, year: int, category: str = "") -> float:
        """Return a figure's number; ValueError when it is suppressed."""
        figure = self.figure(measure, year, category)
        if figure.value is None:
            raise ValueError(f"Suppressed (1 to 5) for {self.geography}: {measure}, {category}, {year}.")
        return figure.value

    def known(self, measure: str, year: int) -> Mapping[str, float]:
        """Return the numbers published for each category of a breakdown; suppressed categories are left out."""
        return {
            category: figure.value
            for (name, category, when), figure in self._figures.items()
            if name == measure and when == year and figure.value is not None
        }

    def over(self, measure: str, years: Iterable[int], category: str = "") -> tuple[float, ...]:
        """Return a figure's numbers in each of the `years`."""
        return tuple(self.value(measure, year, category) for year in years)


@cache
def published(table: str = "tower_hamlets") -> Published:
    """Return the figures of ``england`` or of an authority, as published: nothing imputed stands for a number."""
    if table == "england":
        return Published("England", _as_published("England", figures().rows(ENGLAND)))
    one = authority(table.replace("_", " "))
    return Published(one.name, _as_published(one.name, figures().rows(one.code)))


def _as_published(geography: str, rows: Iterable[FigureRow]) -> Iterator[PublishedFigure]:
    """Yield the published figures of rows; None for a suppressed one. What a publication does not list is left out."""
    for row in rows:
        for year, cell in enumerate(row.cells, start=row.first_year):
            if cell and not cell.startswith(UNLISTED):
                value = None if cell.startswith(SUPPRESSED) else float(cell)
                source = publication(row.measure, year)
                yield PublishedFigure(geography, year, row.measure, row.category, value, row.unit, source)
