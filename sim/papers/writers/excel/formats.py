"""The numbers of a paper as Excel holds them: no more exact than the paper says, and shown as the paper shows them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sim.papers.document.paper import PaperCell

WRITTEN = re.compile(r"([-−+]?)\s*(£?)\s*([0-9][0-9,]*)(?:\.([0-9]+))?\s*(%|m?)")
"""A number as papers write it: 1,204 or −12.5% or £450 or £64.0m."""

MILLION = 1_000_000
POUNDS = '"£"'


class ExcelNumber(NamedTuple):
    """A number and the format in which Excel shows it."""

    value: float
    shape: str


def excel_number(cell: PaperCell) -> ExcelNumber | None:
    """Return the number of a cell, rounded as it is read, with its decimals, thousands, pounds and percent.

    None where the cell holds none, or its text is more than a number: such a cell stays words.
    """
    found = WRITTEN.fullmatch(cell.text)
    if found is None or cell.value is None:
        return None
    sign, pounds, whole, decimals, unit = found.groups()
    shown = float(f"{whole.replace(',', '')}.{decimals or 0}")
    scale, mark = _unit(abs(cell.value), shown, unit)
    places = f".{'0' * len(decimals)}" if decimals else ""
    thousands = "#,##0" if "," in whole or pounds or len(whole) < len("1000") else "0"
    shape = f"{POUNDS if pounds else ''}{thousands}{places}{mark}"
    value = shown * scale * (-1 if sign in ("-", "−") else 1)
    digits = len(decimals or "") + (2 if scale < 1 else 0)
    return ExcelNumber(round(value, digits), f'+{shape};"−"{shape};{shape}' if sign == "+" else f'{shape};"−"{shape}')


def _unit(value: float, shown: float, unit: str) -> tuple[float, str]:
    """Return what to multiply the shown number by to have the number itself, and the mark of its unit in a format.

    The number behind 12.3% may be 12.3 or 0.123, that behind £64.0m 64 or 64,000,000: the nearer one it is.
    """
    scale, scaled, mark = {"%": (0.01, "%", '"%"'), "m": (MILLION, ',,"m"', '"m"'), "": (1, "", "")}[unit]
    return (scale, scaled) if abs(value - shown * scale) < abs(value - shown) else (1, mark)
