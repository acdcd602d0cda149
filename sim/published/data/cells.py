"""The cells of the derived table: a number as published, suppressed, or imputed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Status(Enum):
    """What is known of a cell; the value is the mark it is written with."""

    PUBLISHED = ""
    SUPPRESSED = "~"
    """Hidden in the publication: 1 to 5, or more where it protects such a count. With a number, imputed."""
    UNLISTED = "?"
    """Left out of the publication as read: 0 or suppressed. The number is imputed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and what is known of it; the number of a suppressed cell that is not imputed is nan."""

    value: float
    status: Status

    @property
    def written(self) -> str:
        """The cell as text: `12`, `~2.4`, `?0.3`, or `~` when suppressed and not imputed."""
        number = "" if self.value != self.value else f"{round(self.value, 4):.10g}"
        return f"{self.status.value}{number}"


class RowKey(NamedTuple):
    """A row of the table."""

    code: str
    measure: str
    category: str


class CellTable:
    """Cells by row and year; rows keep the order in which they first came."""

    __slots__ = ("_rows", "_units")

    def __init__(self) -> None:
        self._rows: dict[RowKey, dict[int, Cell]] = {}
        self._units: dict[RowKey, str] = {}

    def put(self, key: RowKey, year: int, cell: Cell, unit: str) -> None:
        """Set a cell, and the unit of its row."""
        self._rows.setdefault(key, {})[year] = cell
        self._units.setdefault(key, unit)

    def cell(self, key: RowKey, year: int) -> Cell | None:
        """Return a cell, or None when there is nothing."""
        return self._rows.get(key, {}).get(year)

    def first_year(self, key: RowKey) -> int:
        """Return the first year in which a row has a cell."""
        return min(self._rows[key])

    def __iter__(self) -> Iterator[RowKey]:
        """Iterate over the rows."""
        return iter(self._rows)

    def unit(self, key: RowKey) -> str:
        """Return the unit of a row."""
        return self._units[key]

    def copy(self) -> CellTable:
        """Return a table with the same cells that can be added to apart."""
        other = CellTable()
        other._rows = {key: dict(cells) for key, cells in self._rows.items()}
        other._units = dict(self._units)
        return other
