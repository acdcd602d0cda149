"""Fill in the suppressed cells of the table, so that every breakdown adds up to its total.

Expectations for a year come from the same year's region and England and from the authority's own earlier years, never
from a later year: a forecast made at some date must not learn through an imputed cell what came after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf, isnan, nan
from typing import TypeAlias

from sim.published.authorities import ENGLAND
from sim.published.data.cells import Cell, CellTable, RowKey, Status
from sim.published.data.impute import pooled_share, settled, spread
from sim.published.data.margins import (
    FAR,
    HOMES,
    HOMES_TOGETHER,
    IN_PARTS,
    INSIDE_FAR,
    KINDS_OF_HOMES,
    LOCALITY,
    MARGINS,
    OUTSIDE_FAR,
    PARENTS,
    PARTS_OF,
    REASON,
    REGIONAL,
    RELEASED,
    RELEASES,
    Breakdown,
)
from sim.published.data.parts import FIRST_YEAR, LAST_YEAR

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
EARLIER_YEARS = 3
"""Own earlier years with figures that are drawn on."""
STRENGTH = 50.0
"""Children as if by whom own shares are drawn to the region's: a judgement."""
ROUNDS = 3
"""Times that all is imputed, each time with expectations corrected by what England has of a category."""
LARGEST_CORRECTION = 10.0
ORDERED_BY = 2022
"""Categories stand in the order of the rows that reach back to this year; then come those that are only later.

Tenths left over go by that order, so a row that is only of later years must not move what is imputed of earlier ones.
"""
SUPPRESSED_SOMEWHERE = 3.0
"""What stands in expectations for a region's or England's own suppressed 1 to 5, and for a count never published."""

Place: TypeAlias = tuple[str, str, int]
"""Measure, category and year."""


def imputed(table: CellTable, regions: Mapping[str, str]) -> CellTable:
    """Return the table with its hidden cells imputed; `regions` gives the region's code of each authority."""
    work = Filling(table, regions, {})
    for _ in range(ROUNDS):
        work = Filling(table, regions, work.corrections())
        work.fill_in()
    for measure in REGIONAL:
        for year in YEARS:
            work.spread(measure, year)
    work.put_together()
    return work.table


class Filling:
    """The table while it is filled in, with its categories by measure."""

    def __init__(self, table: CellTable, regions: Mapping[str, str], factors: Mapping[Place, float]) -> None:
        self.table = table.copy()
        self.regions = regions
        self.factors = factors
        self.categories: dict[str, dict[str, None]] = {}
        for key in sorted(table, key=lambda key: table.first_year(key) > ORDERED_BY):
            self.categories.setdefault(key.measure, {}).setdefault(key.category)

    def fill_in(self) -> None:
        """Impute the hidden cells of every breakdown, year by year."""
        for code in self.regions:
            for year in YEARS:
                self.note_releases(code, year)
                self.settle_far(code, year)
                for margin in MARGINS:
                    if margin.measure == PARENTS[1][0]:
                        self.copy(code, year, *PARENTS)
                    self.settle(code, year, margin)
                self.add_up_far(code, year)

    def corrections(self) -> dict[Place, float]:
        """Return what expectations are to be multiplied by, so that what is imputed adds up to what England has."""
        found = dict(self.factors)
        for margin in MARGINS:
            for year in YEARS:
                names = self.names(margin, year)
                hidden = {place: self._imputed_sum(*place, year) for place in names}
                given = {place: self._sum_of_all(*place, year) for place in names}
                england = {place: self.known(ENGLAND, place[0], year, place[1]) or 0.0 for place in names}
                covered = sum(given.values()) / (sum(england.values()) or 1.0)
                for place in names:
                    if hidden[place]:
                        wanted = england[place] * covered - (given[place] - hidden[place])
                        factor = found.get((*place, year), 1.0) * max(0.0, wanted) / hidden[place]
                        found[*place, year] = min(LARGEST_CORRECTION, max(1 / LARGEST_CORRECTION, factor))
        return found

    def _sum_of_all(self, measure: str, category: str, year: int) -> float:
        """Return a category over all authorities, published and imputed."""
        return sum(self.known(code, measure, year, category) or 0.0 for code in self.regions)

    def _imputed_sum(self, measure: str, category: str, year: int) -> float:
        cells = [self.cell(code, measure, year, category) for code in self.regions]
        return sum(
            cell.value for cell in cells if cell and cell.status is not Status.PUBLISHED and not isnan(cell.value)
        )

    def cell(self, code: str, measure: str, year: int, category: str = "") -> Cell | None:
        """Return a cell as it is now."""
        return self.table.cell(RowKey(code, measure, category), year)

    def known(self, code: str, measure: str, year: int, category: str = "") -> float | None:
        """Return a number, published or imputed."""
        cell = self.cell(code, measure, year, category)
        return None if cell is None or isnan(cell.value) else cell.value

    def put(self, code: str, measure: str, year: int, category: str, cell: Cell, unit: str = "") -> None:
        """Set a cell; its unit is England's unless given."""
        key = RowKey(code, measure, category)
        self.table.put(key, year, cell, unit or self.table.unit(RowKey(ENGLAND, measure, category)))

    def note_releases(self, code: str, year: int) -> None:
        """Note the number that the year's breakdowns add up to: of their release if one is whole, else the latest."""
        for measure, breakdowns in RELEASES.items():
            held = [
                [cell for name in self.categories.get(each, ()) if (cell := self.cell(code, each, year, name))]
                for each in breakdowns
            ]
            if not any(held):
                continue
            whole = [row for row in held if row and all(cell.status is Status.PUBLISHED for cell in row)]
            number = sum(cell.value for cell in whole[0]) if whole else self.known(code, measure, year)
            if number is not None:
                self.put(code, RELEASED.format(measure), year, "", Cell(number, Status.PUBLISHED), "children")

    def names(self, margin: Breakdown, year: int) -> list[tuple[str, str]]:
        """Return measure and category of the cells of a breakdown that England has in a year."""
        return [
            (measure, name)
            for measure in (margin.measure, margin.also)
            for name in self.categories.get(measure, ())
            if name.startswith(margin.starts_with) and self.cell(ENGLAND, measure, year, name)
        ]

    def settle(self, code: str, year: int, margin: Breakdown) -> None:
        """Impute the hidden cells of one breakdown, if its total is known and any of its cells is there."""
        total = self.known(code, margin.total[0], year, margin.total[1])
        measure_of = {name: measure for measure, name in self.names(margin, year)}
        cells = {name: self._given(self.cell(code, measure, year, name)) for name, measure in measure_of.items()}
        if total is None or not any(cells.values()):
            return
        expected = {
            name: total * self.share(code, measure, year, name) * self.factors.get((measure, name, year), 1.0)
            for name, measure in measure_of.items()
        }
        for name, cell in settled(total, cells, expected, margin.free).items():
            self.put(code, measure_of[name], year, name, cell)

    @staticmethod
    def _given(cell: Cell | None) -> Cell | None:
        """Return a cell as something given: what is imputed already stands as a number."""
        return cell if cell is None or isnan(cell.value) else Cell(cell.value, Status.PUBLISHED)

    def share(self, code: str, measure: str, year: int, category: str) -> float:
        """Return the share of a category to expect, from own earlier years and from the region or England."""
        own = own_total = 0.0
        held = 0
        for earlier in range(year - 1, FIRST_YEAR - 1, -1):
            number = self.known(code, measure, earlier, category)
            if number is not None and held < EARLIER_YEARS:
                own += number
                own_total += self._sum(code, measure, earlier)
                held += 1
        wider = next(
            (
                found
                for place in (self.regions[code], ENGLAND)
                if (found := self._wider(place, measure, year, category)) is not None
            ),
            0.0,
        )
        return pooled_share(own, own_total, wider, STRENGTH)

    def _wider(self, place: str, measure: str, year: int, category: str) -> float | None:
        cell, total = self.cell(place, measure, year, category), self._sum(place, measure, year)
        if cell is None or not total:
            return None
        return (SUPPRESSED_SOMEWHERE if isnan(cell.value) else cell.value) / total

    def _sum(self, code: str, measure: str, year: int) -> float:
        return sum(self.known(code, measure, year, name) or 0.0 for name in self.categories[measure])

    def copy(self, code: str, year: int, source: tuple[str, str], target: tuple[str, str]) -> None:
        """Fill in a cell that stands in two breakdowns, where the second is there; what is hidden stays hidden."""
        cell = self.cell(code, source[0], year, source[1])
        if cell and any(self.cell(code, target[0], year, name) for name in self.categories.get(target[0], ())):
            published = cell.status is Status.PUBLISHED
            self.put(code, target[0], year, target[1], cell if published else Cell(nan, cell.status))

    def settle_far(self, code: str, year: int) -> None:
        """Impute who is over 20 miles away inside or outside, where their sum is published."""
        total = self.cell(code, FAR, year)
        cells = {name: self.cell(code, LOCALITY, year, name) for name in (OUTSIDE_FAR, INSIDE_FAR)}
        if total is None or total.status is not Status.PUBLISHED or not any(cells.values()):
            return
        expected = {name: total.value * self.share(code, LOCALITY, year, name) for name in cells}
        ranges = {name: self._left_to(code, year, name) for name in cells}
        for name, cell in settled(total.value, cells, expected, ranges=ranges).items():
            self.put(code, LOCALITY, year, name, cell)

    def _left_to(self, code: str, year: int, far: str) -> tuple[float, float]:
        """Return the least and most that may be over 20 miles away on one side, from that side's other cells."""
        side = far.split(",")[0]
        total = self.known(code, "looked after by locality", year, side)
        others = [
            self.known(code, measure, year, name)
            for measure, name in self.names(Breakdown(LOCALITY, ("", ""), side), year)
            if name != far
        ]
        if total is None:
            return 0.0, inf
        most = max(0.0, total - sum(number or 0.0 for number in others))
        return (0.0 if None in others else most), most

    def add_up_far(self, code: str, year: int) -> None:
        """Impute who is over 20 miles away where it is suppressed, from inside and outside."""
        total = self.cell(code, FAR, year)
        if total and total.status is Status.SUPPRESSED:
            parts = [self.known(code, LOCALITY, year, name) for name in (OUTSIDE_FAR, INSIDE_FAR)]
            if None not in parts:
                number = sum(part for part in parts if part is not None)
                self.put(code, FAR, year, "", Cell(round(number, 1), Status.SUPPRESSED))

    def spread(self, measure: str, year: int) -> None:
        """Impute suppressed counts of a region's authorities from what its rounded total leaves them."""
        for region in dict.fromkeys(self.regions.values()):
            codes = [code for code, place in self.regions.items() if place == region]
            hidden = [code for code in codes if self._hidden(code, measure, year)]
            total = self.known(region, measure, year)
            if total is None or not hidden:
                continue
            left = total - sum(self.known(code, measure, year) or 0.0 for code in codes)
            expected = [self._latest(code, measure, year) for code in hidden]
            for code, value in zip(hidden, spread(left, expected), strict=True):
                self.put(code, measure, year, "", Cell(value, Status.SUPPRESSED))

    def _hidden(self, code: str, measure: str, year: int) -> bool:
        cell = self.cell(code, measure, year)
        return cell is not None and cell.status is Status.SUPPRESSED

    def _latest(self, code: str, measure: str, year: int) -> float:
        """Return the latest earlier number of a count, 1 to 5; in the middle when there is none."""
        for earlier in range(year - 1, FIRST_YEAR - 1, -1):
            number = self.known(code, measure, earlier)
            if number is not None:
                return min(5.0, max(1.0, number))
        return SUPPRESSED_SOMEWHERE

    def put_together(self) -> None:
        """Add up parts to what goes on over all years: reasons published in parts, homes of both definitions."""
        for code in dict.fromkeys(key.code for key in list(self.table)):
            for year in YEARS:
                for name, parts in PARTS_OF.items():
                    self._add_up(code, year, [(IN_PARTS, part) for part in parts], (REASON, name))
                for parts in KINDS_OF_HOMES:
                    self._add_up(code, year, [(HOMES, part) for part in parts], (HOMES_TOGETHER, ""))

    def _add_up(self, code: str, year: int, parts: Iterable[tuple[str, str]], into: tuple[str, str]) -> None:
        cells = [self.cell(code, measure, year, name) for measure, name in parts]
        held = [cell for cell in cells if cell]
        if len(held) < len(cells):
            return
        published = all(cell.status is Status.PUBLISHED for cell in held)
        number = round(sum(cell.value for cell in held), 1)
        self.put(
            code, into[0], year, into[1], Cell(number, Status.PUBLISHED if published else Status.SUPPRESSED), "children"
        )
