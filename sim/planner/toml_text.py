"""Quantities as a file writes them, turned into the text of that file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf

from sim.foundations.plain_text import printable


def overlay_text(
    comments: Iterable[str], heading: Mapping[str, object], quantities: Mapping[str, Mapping[str, object]]
) -> str:
    """Return the text of a scenario file: comments, what stands at the top, and a table a quantity by its path."""
    lines = [*(f"# {printable(line, '')}" for line in comments), ""]
    lines += [f"{key} = {toml_value(value)}" for key, value in heading.items()]
    for path, content in quantities.items():
        lines += ["", f"[{path}]", *_lines(content)]
    return "\n".join(lines) + "\n"


def _lines(content: Mapping[str, object]) -> Iterator[str]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from (f"{key}.{name} = {toml_value(number)}" for name, number in value.items())
        else:
            yield f"{key} = {toml_value(value)}"


def toml_value(value: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(float(value))
    if isinstance(value, Sequence):
        return f"[{', '.join(map(toml_value, value))}]"
    raise TypeError(f"{type(value).__name__} does not stand in a scenario file")


def _number(number: float) -> str:
    if abs(number) == inf:
        return "inf" if number > 0 else "-inf"
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
