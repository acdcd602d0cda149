"""Returns of a replication as files, a folder a year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.reports.shared import folder
from sim.returns.writing.out_rows import OutReturn


def write(made: Sequence[OutReturn], into: Path) -> None:
    """Write the tables of each return into a folder of its year. Raises BadInput when they cannot be written."""
    with folder.filling(into) as place:
        for one in made:
            (place / str(one.year)).mkdir()
            for name, text in one.tables().items():
                (place / str(one.year) / name).write_text(text, encoding="utf-8", newline="")
