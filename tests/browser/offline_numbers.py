"""What the offline file found, held against what the command line found: words alike, numbers to nine digits."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

CLOSE = 1e-9

TABLES = ("comparison.csv", "measures.csv", "series.csv", "money.csv", "assumptions.csv")


def unlike(ours: Path, theirs: Path) -> list[str]:
    """Return what of two folders of results is not alike, but for how they were made."""
    return [*_tables(ours, theirs), *_pages(ours, theirs)]


def _tables(ours: Path, theirs: Path) -> Iterator[str]:
    for name in TABLES:
        rows = (list(csv.reader((folder / name).open(encoding="utf-8"))) for folder in (ours, theirs))
        for place, (one, other) in enumerate(zip_longest(*rows, fillvalue=())):
            level = max((abs(number) for number in map(_number, other) if number is not None), default=0.0)
            if len(one) != len(other) or not all(_alike(*both, level) for both in zip(one, other, strict=True)):
                yield f"{name}, line {place + 1}: {one} and by command {other}"


def _alike(one: str, other: str, level: float) -> bool:
    if one == other:
        return True
    first, second = _number(one), _number(other)
    return first is not None and second is not None and abs(first - second) <= CLOSE * level


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _pages(ours: Path, theirs: Path) -> Iterator[str]:
    pages = (json.loads((folder / "results.json").read_text(encoding="utf-8")) for folder in (ours, theirs))
    one, other = ({key: said for key, said in page.items() if key != "made"} for page in pages)
    yield from _said(one, other, "results.json", _largest(other))


def _largest(said: Any) -> float:
    if isinstance(said, dict):
        return max(map(_largest, said.values()), default=0.0)
    if isinstance(said, list):
        return max(map(_largest, said), default=0.0)
    return abs(said) if isinstance(said, float) else 0.0


def _said(one: Any, other: Any, place: str, level: float) -> Iterator[str]:
    """Yield what is said otherwise: every printed word and number must be the same."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        here = _largest(other)
        for key in one:
            yield from _said(one[key], other[key], f"{place}/{key}", here)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, both in enumerate(zip(one, other, strict=True)):
            yield from _said(*both, f"{place}/{number}", max(level, _largest(other)))
    elif isinstance(one, float) and isinstance(other, float):
        if abs(one - other) > CLOSE * max(level, abs(other)):
            yield f"{place}: {one!r} and by command {other!r}"
    elif one != other:
        yield f"{place}: {str(one)[:200]} and by command {str(other)[:200]}"
