"""Tables alone in a folder of their own, for what has no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sim.reports.shared import folder, tables
from sim.reports.shared.tables import Cells


def keep_tables(contents: Mapping[str, Iterable[Cells]], into: Path) -> None:
    """Write tables, by the names of their files, into a new folder. Raises BadInput when they cannot be written."""
    with folder.new(into) as place:
        for name, rows in contents.items():
            tables.write(place / name, rows)
