"""Children looked after in England before the table of figures begins, for what a long series can tell of growth."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def national_history() -> tuple[tuple[int, float], ...]:
    """Return (year, children looked after on 31 March) from 1994 to 2008, in order; official statistics, OGL v3.0."""
    text = (files("sim.published") / "data" / "england_before_2009.csv").read_text(encoding="utf-8")
    lines = csv.DictReader(text.splitlines())
    return tuple((int(line["year"]), float(line["looked after"])) for line in lines)
