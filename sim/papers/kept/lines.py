"""Lines of a kept table, and their cells as what they mean."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from math import nan
from pathlib import Path

from sim.foundations.faults import BadInput, fault

KeptLine = Mapping[str, str]
"""A line's cells by the heading of their columns."""


def lines(path: Path, *needed: str) -> Iterator[KeptLine]:
    """Yield the lines of a table. Raises BadInput when it has not the columns that are needed."""
    with path.open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file)
        missing = [name for name in needed if name not in (read.fieldnames or ())]
        if missing:
            problem = f"has no column {missing[0]}: another version of the program wrote it"
            raise BadInput([fault(str(path), "", problem, "make the results again")])
        yield from read


def number(text: str) -> float:
    """Return a cell's number; an empty cell is not a number."""
    return float(text) if text else nan
