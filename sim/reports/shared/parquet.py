"""Parquet: tables as columns in one compact file, by a library that is an extra."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from sim.foundations.faults import BadInput
from sim.reports.shared.tables import Cells

ROWS_AT_ONCE = 100_000
"""So that memory does not grow with the table."""

NUMBERS = frozenset({"value"})
WHOLE = frozenset({"point", "replication"})
"""Columns that hold numbers and whole numbers; the others hold text."""


def check() -> None:
    """Raise BadInput when the library is not installed."""
    if find_spec("pyarrow") is None:
        mend = "pip install 'placement-sufficiency[parquet]', or leave --parquet out"
        raise BadInput([f"--parquet: the library that writes it is not installed; {mend}"])


def write(path: Path, rows: Iterable[Cells]) -> None:
    """Write rows, the header first, as a Parquet file."""
    import pyarrow
    import pyarrow.parquet

    each = iter(rows)
    names = [str(name) for name in next(each)]
    schema = pyarrow.schema([(name, _kind(name)) for name in names])
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for some in _groups(each):
            columns = [[_value(name, one[place]) for one in some] for place, name in enumerate(names)]
            file.write_table(pyarrow.table(columns, schema=schema))


def _kind(name: str) -> str:
    """Return the type of a column as the library names it."""
    return "float64" if name in NUMBERS else "int64" if name in WHOLE else "string"


def _value(name: str, cell: object) -> object:
    """Return a cell as its column holds it; an empty number is a missing one."""
    if name in NUMBERS:
        return float(str(cell)) if cell != "" else None
    return int(str(cell)) if name in WHOLE else str(cell)


def _groups(rows: Iterator[Cells]) -> Iterator[Sequence[Cells]]:
    """Yield the rows some at a time."""
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some
