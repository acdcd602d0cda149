"""Tables as frames of pandas, which is an extra: numbers as numbers, dates as dates, all else as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sim.foundations.faults import BadInput

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.reports.shared.tables import Cells

NO_PANDAS = (
    "frame: pandas, which makes frames, is not installed; pip install 'placement-sufficiency[notebook]', or write the "
    "tables as CSV files with write"
)

DATES = frozenset({"date", "as_of", "from", "to"})

WORDS = frozenset(
    {
        *(
            "scenario",
            "base",
            "measure",
            "category",
            "of_scenario",
            "of_measure",
            "of_category",
            "group",
            "kind",
            "unit",
        ),
        *("distribution", "source", "note", "link", "table", "file", "change", "council", "name", "what"),
    }
)
"""Columns of text, even where all that stands in them could be read as numbers, or nothing does."""


def frame(rows: Iterable[Cells]) -> DataFrame:
    """Return a table, its header first, as a frame. Raises BadInput when pandas is not installed."""
    if find_spec("pandas") is None:
        raise BadInput([NO_PANDAS])
    from pandas import DataFrame

    header, *body = rows
    columns = zip(*body, strict=True) if body else [()] * len(header)
    return DataFrame({str(name): _column(str(name), cells) for name, cells in zip(header, columns, strict=True)})


def _column(name: str, cells: Sequence[object]) -> Sequence[object]:
    """Return the cells of a column as what they are; an empty cell of numbers or dates is a missing one."""
    import pandas

    if name in DATES:
        return list(pandas.to_datetime([None if cell == "" else cell for cell in cells]))
    filled = [cell for cell in cells if cell != ""]
    if name in WORDS or not all(map(_is_number, filled)):
        return list(cells)
    numbers = [float("nan") if cell == "" else float(str(cell)) for cell in cells]
    whole = filled and len(filled) == len(cells) and all(str(cell).lstrip("-").isdecimal() for cell in cells)
    return [int(number) for number in numbers] if whole else numbers


def _is_number(cell: object) -> bool:
    if isinstance(cell, bool):
        return False
    try:
        float(str(cell))
    except ValueError:
        return False
    return True
