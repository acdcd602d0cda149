"""Which model runs: the plain one, or the one compiled from the same source; and that it is compiled from this source.

All compiled files lie in one library, whose name carries a digest of the sources it was made from.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Literal

PARTS = ("foundations", "parameters", "model")
"""Folders whose sources decide what the library does: those compiled, and what they were checked against."""

WITNESS = "sim.foundations.codes"
"""A small file that is compiled whenever any is."""


def engine() -> Literal["plain", "compiled"]:
    """Return which model an import gets."""
    return "plain" if str(import_module(WITNESS).__file__).endswith((".py", ".pyc")) else "compiled"


def check() -> None:
    """Raise ImportError when the compiled model was made from other sources than those that lie beside it."""
    package = Path(__file__).parents[1]
    if engine() == "compiled" and f"{library_of(package)}__mypyc" not in sys.modules:
        raise ImportError(
            f"The compiled model in {package} was made from other sources than those that now lie beside it."
            " Install it again, or take the compiled files away (those that end in .so or .pyd)."
        )


def library_of(package: Path) -> str:
    """Return the name of the library that the sources in this folder of the program are compiled to."""
    sources = sha256()
    for file in sorted(file for part in PARTS for file in (package / part).rglob("*.py")):
        sources.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return f"placement_sufficiency_{sources.hexdigest()[:16]}"
