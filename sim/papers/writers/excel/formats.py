"""How Excel is to show a number so that it is read as in the paper."""

from __future__ import annotations

import re

from sim.papers.document.paper import Cell

WRITTEN = re.compile(r"([-−+]?)\s*(£?)\s*([0-9][0-9,]*)(?:\.([0-9]+))?\s*(%?)")
"""A number as papers write it: 1,204 or −12.5% or £450."""


def number_format(cell: Cell) -> str:
    """Return Excel's format of a cell's number: its decimals, thousands, pounds and percent; "General" of others."""
    found = WRITTEN.fullmatch(cell.text.strip())
    if found is None or cell.value is None:
        return "General"
    sign, pounds, whole, decimals, percent = found.groups()
    shape = "#,##0" if "," in whole or pounds or len(whole) < 4 else "0"
    shape += f".{'0' * len(decimals)}" if decimals else ""
    if percent:
        shape += "%" if _is_share(cell.value, whole, decimals) else '"%"'
    shape = f'"£"{shape}' if pounds else shape
    return f'+{shape};"−"{shape};{shape}' if sign == "+" else f'{shape};"−"{shape}'


def _is_share(value: float, whole: str, decimals: str | None) -> bool:
    """Whether the number behind a percentage is a share of one, 0.123 for 12.3%, and not 12.3 itself."""
    shown = float(f"{whole.replace(',', '')}.{decimals or 0}")
    return abs(abs(value) * 100 - shown) < abs(abs(value) - shown)
