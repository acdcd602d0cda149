"""Writing a scenario file: quantities as TOML in the style of the hand-made files, and never over one of those."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sim.foundations.called import in_pages
from sim.foundations.faults import BadInput
from sim.foundations.where import told_here
from sim.parameters.tables import Table
from sim.reports.shared.folder import replace_file
from sim.reports.shared.windows_names import odd_names
from sim.scenario.files.strategy_sizes import SIZES, UNIT, StrategySize
from sim.scenario.files.toml_value import toml_value
from sim.scenario.quantities.quantity import Plain, Quantity

MADE = re.compile(r"# Made by `[^`]*\b(?:baseline|import-903) ")
"""How the first line of a file that this program has made begins, whatever the program was called as."""

LINE = 110
"""Longest line of a table of numbers that stands on one line."""

OF_SIZES = "How large the strategies are here: times what their files say; take one out, and it is as written"

NONE: Mapping[str, StrategySize] = MappingProxyType({})


def made_by(words: str, command: str = "baseline") -> str:
    """Return how the first comment of a file begins that a command with these words makes."""
    return f"Made by `{in_pages()} {command} {words}`"


def scenario_text(
    comments: Iterable[str],
    heading: Mapping[str, str | date | float],
    quantities: Mapping[str, Quantity],
    sections: Mapping[str, str],
    sizes: Mapping[str, StrategySize] = NONE,
) -> str:
    """Return the text of a scenario file.

    `sections` gives, for the first part of a path, the title of the section that begins with it; `sizes` those of
    strategies on this base.
    """
    lines = [*(f"# {line}".rstrip() for line in comments), ""]
    lines += [f"{key} = {toml_value(value)}" for key, value in heading.items()]
    begun: set[str] = set()
    for path, quantity in quantities.items():
        part = path.split(".")[0]
        if part not in begun:
            begun.add(part)
            lines += ["", f"# ---- {sections.get(part, part.replace('_', ' ').capitalize())}"]
        lines += ["", f"[{path}]", *_quantity(quantity)]
    if sizes:
        lines += ["", f"# ---- {OF_SIZES}"]
    for name, size in sizes.items():
        lines += ["", f"[{SIZES}.{name}]", f"value = {toml_value(size.value)}", f"unit = {toml_value(UNIT)}"]
        lines += [f"source = {toml_value(size.source)}", f"as_of = {toml_value(size.as_of)}"]
    return "\n".join(lines) + "\n"


def _quantity(quantity: Quantity) -> Iterator[str]:
    yield from _plain(quantity.value)
    yield f"unit = {toml_value(quantity.unit)}"
    yield f"kind = {toml_value(quantity.kind)}"
    yield f"source = {toml_value(quantity.source)}"
    yield f"as_of = {toml_value(quantity.as_of)}"
    for key in ("low", "high", "effective_sample"):
        number = getattr(quantity, key)
        if number is not None:
            yield f"{key} = {toml_value(number)}"
    if quantity.distribution != "fixed" or quantity.low is not None:
        yield f"distribution = {toml_value(quantity.distribution)}"
    for key, said in (("note", quantity.note), ("link", quantity.link), ("table", quantity.table)):
        if said:
            yield f"{key} = {toml_value(said)}"


def _plain(value: Plain) -> Iterator[str]:
    """Yield a number as one line, a table as one when it is short."""
    if not isinstance(value, Table):
        yield f"value = {toml_value(value)}"
        return
    parts = {item.name: toml_value(getattr(value, item.name)) for item in fields(value)}
    inline = ", ".join(f"{name} = {number}" for name, number in parts.items())
    if len(parts) <= 3 and len(inline) < LINE:
        yield f"value = {{ {inline} }}"
    else:
        yield from (f"value.{name} = {number}" for name, number in parts.items())


def file_name(name: str, year: int) -> str:
    """Return the name of the file for an authority: ``st_helens_2022.toml``."""
    letters = "".join(letter for letter in name.casefold() if letter not in "'’.")
    return f"{re.sub(r'[^a-z0-9]+', '_', letters).strip('_')}_{year}.toml"


def check(path: Path, force: bool) -> None:
    """Raise BadInput when a file cannot be written at `path`, or is there and was not made by this program."""
    if path.suffix != ".toml":
        raise BadInput([f"{path}: a scenario file's name ends in .toml; give another name"])
    if odd := odd_names(path):
        raise BadInput([f"{path}: {odd}; give another name"])
    if not path.parent.is_dir():
        raise BadInput([f"{path}: there is no folder {path.parent}; make it, or give another place"])
    if not path.exists():
        return
    if not path.is_file():
        raise BadInput([f"{path}: is not an ordinary file; move it away, or give another name"])
    if force:
        return
    try:
        ours = MADE.match(path.read_text(encoding="utf-8")) is not None
    except (OSError, UnicodeDecodeError):
        ours = False
    if not ours:
        mend = told_here("give --out another name, or --force to replace it", "move it away, or give it another name")
        raise BadInput([f"{path}: is there already and was not made by this command, so it is left alone; {mend}"])


def write(path: Path, text: str) -> None:
    """Write the file whole or not at all. Raises BadInput when it cannot be written."""
    try:
        replace_file(path, text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput([f"{path}: cannot be written ({reason}); change that, or give another place"]) from error
