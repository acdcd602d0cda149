"""What each quantity means, in the words that `sim/parameters` says under its field."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import sim.parameters
from sim.scenario.quantities.declared import declared


def meaning(path: str) -> str:
    """Return the meaning of the quantity at `path`: its name in words and what its declaration adds."""
    name = path.split(".")[-1].replace("_", " ")
    added = _said().get((declared()[path].part, path.split(".")[-1]), "")
    return f"{name}: {added}" if added else name


def instead_of(path: str) -> str:
    """Return the path of the base's quantity in whose place a strategy's stands; empty where it says of none."""
    found = re.search(r"in place of ([a-z0-9_]+(?:\.[a-z0-9_]+)+)", meaning(path), flags=re.IGNORECASE)
    return found[1] if found is not None and found[1] in declared() else ""


@cache
def _said() -> Mapping[tuple[str, str], str]:
    """Return the text under each field by (class, field)."""
    sources = _sources(files(sim.parameters))
    return {
        (part.name, name): text
        for source in sources
        for part in ast.parse(source.read_text(encoding="utf-8")).body
        if isinstance(part, ast.ClassDef)
        for name, text in _texts(part)
    }


def _sources(folder: Traversable) -> Iterator[Traversable]:
    """Yield the files of Python in a folder and in those within it."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(".py"):
            yield entry


def _texts(part: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, after in zip(part.body, part.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            yield field.target.id, " ".join(str(after.value.value).split()).replace("`", "")
