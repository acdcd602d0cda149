"""The files of a page's figures: each as SVG, and as PNG where that is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sim.reports.shared.origin import Origin
from sim.reports.shared.painted import ChartDrawing


def keep_drawings(drawings: Iterable[ChartDrawing], place: Path, origin: Origin) -> None:
    """Write the figures into the folder `place`, as was asked for them."""
    for one in drawings:
        (place / f"{one.name}.svg").write_text(one.svg(), encoding="utf-8", newline="\n")
        if origin.png:
            (place / f"{one.name}.png").write_bytes(one.png())
