"""Writing a value as TOML has it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from math import inf


def toml_value(value: object) -> str:
    """Return a value as TOML writes it. Raises TypeError for what does not stand in a scenario file."""
    if isinstance(value, str):
        # a text of JSON is one of TOML, but for one letter
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
