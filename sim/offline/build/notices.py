"""The licences of all that the file holds, in the words of those who gave them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

from sim.foundations.program import PACKAGE

NOTICES = Path(str(files("sim.offline.build"))) / "notices"
"""Licences of what comes without the text of its own."""

LICENCE = ".dist-info/licenses/"

OURS = """Placement sufficiency
Figures published by the Department for Education, Ofsted and others: contains public sector information licensed under
the Open Government Licence v3.0, https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"""


def notices(wheels: Iterable[Path]) -> str:
    """Return them all as one text."""
    return "\n\n".join([OURS, *_own(), *_others(), *_packages(wheels)])


def _own() -> Iterator[str]:
    path = PACKAGE.parent / "LICENSE"
    if path.is_file():
        yield path.read_text(encoding="utf-8").strip()


def _others() -> Iterator[str]:
    for path in sorted(NOTICES.glob("*.txt")):
        yield path.read_text(encoding="utf-8").strip()


def _packages(wheels: Iterable[Path]) -> Iterator[str]:
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        with ZipFile(wheel) as opened:
            for inside in sorted(opened.namelist()):
                if LICENCE in inside and not inside.endswith("/"):
                    yield f"{name} {version}\n{opened.read(inside).decode().strip()}"
