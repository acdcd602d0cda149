"""Quantities as a file writes them, turned into the text of that file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sim.foundations.plain_text import printable
from sim.scenario.files.toml_value import toml_value


def overlay_text(
    comments: Iterable[str], heading: Mapping[str, object], quantities: Mapping[str, Mapping[str, object]]
) -> str:
    """Return the text of a scenario file: comments, what stands at the top, and a table a quantity by its path."""
    lines = [*(f"# {printable(line, '')}" for line in comments), ""]
    lines += _lines(heading)
    for path, content in quantities.items():
        lines += ["", f"[{path}]", *_lines(content)]
    return "\n".join(lines) + "\n"


def _lines(content: Mapping[str, object]) -> Iterator[str]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from (f"{key}.{name} = {toml_value(number)}" for name, number in value.items())
        else:
            yield f"{key} = {toml_value(value)}"
