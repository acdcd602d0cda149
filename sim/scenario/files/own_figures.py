"""A council's own figures beside its base: a table like that of the published ones, which they stand in place of."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sim.foundations.faults import BadInput, fault
from sim.published.table import FigureRow, parse
from sim.scenario.files import reading

KEY = "own_figures"
MEND = "make the base again, or take the line out"
FILES_REMEMBERED = 8


def own_figures(base: Path, name: str, authority: str) -> tuple[FigureRow, ...]:
    """Return the figures in the file that a base names. Raises BadInput when they cannot be used."""
    if Path(name).name != name or "\\" in name:
        raise BadInput([fault(base.name, KEY, "names a file in another folder", "put the file beside the base")])
    return _rows(name, reading.read_text(base.parent / name), authority)


@lru_cache(maxsize=FILES_REMEMBERED)
def _rows(name: str, text: str, authority: str) -> tuple[FigureRow, ...]:
    try:
        table = parse(text)
        rows = tuple(
            row for code in table.codes for categories in table.rows(code).values() for row in categories.values()
        )
        for row in rows:
            for cell in row.cells:
                float(cell.lstrip("~") or 0)
    except ValueError as error:
        raise BadInput([fault(name, "", f"cannot be read ({error})", MEND)]) from None
    if any(row.code != authority for row in rows):
        raise BadInput([fault(name, "", f'is not of authority "{authority}" alone', MEND)])
    return rows
