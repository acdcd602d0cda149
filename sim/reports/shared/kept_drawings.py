"""The files of a page's figures: each as SVG, and as PNG where that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sim.reports.shared.origin import Origin
from sim.reports.shared.painted import AnyDrawing


def keep_drawings(drawings: Iterable[AnyDrawing], place: Path, origin: Origin) -> Mapping[str, str]:
    """Write the figures into the folder `place`, as was asked for them, and return the SVG of each by its name."""
    vectors = {}
    for one in drawings:
        vectors[one.name] = one.svg()
        (place / f"{one.name}.svg").write_text(vectors[one.name], encoding="utf-8", newline="\n")
        if origin.png:
            (place / f"{one.name}.png").write_bytes(one.png())
    return vectors
