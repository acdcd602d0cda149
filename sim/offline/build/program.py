"""The program as the offline file holds it: its own code, what it stands on, scenarios and bases, as one archive."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from sim.foundations.program import PACKAGE
from sim.offline import known_stays
from sim.offline.build.bases import ShippedBase, stay
from sim.offline.build.vendor import Vendor
from sim.offline.stand_ins import HOLIDAYS
from sim.scenario.files.reading import shipped
from sim.scenario.scenario import Scenario

LEFT_OUT = {"commands", "notebook", "papers", "returns", "bases", "fitting", "forecasting", "page", "shipped"}
"""Floors of the program that nothing in the browser uses; what they made is in the file."""

BUILDS = {"sim/offline/build", "sim/offline/page"}
"""Rooms that make the file, and are not in it."""

SCENARIO_FOLDERS = ("", "strategies", "variants", "dates", "ensembles", "targets")

NOT_OF_PYTHON = {".so", ".pyd", ".pyi", ".typed", ".pyc"}
"""Ends of files in packages that are left out; compiled for the browser, a library ends on `wasm32-emscripten.so`."""

FOR_THE_BROWSER = "wasm32-emscripten.so"

FIRST_HOLIDAY, LAST_HOLIDAY = 2005, 2060


def program(vendor: Vendor, scenarios: Iterable[Scenario], bases: Iterable[ShippedBase]) -> bytes:
    """Return the archive. `scenarios` are all from which a run can open: how long children stay is worked out of each."""
    contents = {
        **dict(own_code()),
        **dict(packages(vendor.wheels)),
        **dict(shipped_scenarios()),
        **{f"scenarios/{base.file}": base.text.encode() for base in bases},
        f"offline/{HOLIDAYS}": "\n".join(map(str, bank_holidays())).encode(),
        f"offline/{known_stays.FILE}": known_stays.text(dict(map(stay, scenarios))).encode(),
    }
    return archive(contents)


def archive(contents: Mapping[str, bytes]) -> bytes:
    """Return files by name as an archive that is the same whenever it is made."""
    whole = BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in sorted(contents.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, BytesIO(content))
    return whole.getvalue()


def own_code() -> Iterator[tuple[str, bytes]]:
    """Yield the program's own files, those of floors that the browser does not need left out but for their names."""
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE.parent).as_posix()
        parts = path.relative_to(PACKAGE).parts
        if not path.is_file() or "__pycache__" in parts or path.suffix in NOT_OF_PYTHON:
            continue
        if any(name.startswith(f"{room}/") for room in BUILDS):
            continue
        if parts[0] not in LEFT_OUT or (len(parts) == 2 and parts[1] == "__init__.py"):
            yield name, path.read_bytes().replace(b"\r\n", b"\n")


def packages(wheels: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of Python packages, with their licences."""
    for wheel in wheels:
        with ZipFile(wheel) as opened:
            for name in sorted(opened.namelist()):
                if not name.endswith("/") and (name.endswith(FOR_THE_BROWSER) or Path(name).suffix not in NOT_OF_PYTHON):
                    yield name, opened.read(name)


def shipped_scenarios() -> Iterator[tuple[str, bytes]]:
    """Yield the scenarios that come with the program, but for those of commands that the file has not."""
    for folder in SCENARIO_FOLDERS:
        for path in sorted((shipped() / folder).glob("*.*")):
            if path.suffix in {".toml", ".csv"}:
                yield f"sim/shipped/{folder}/{path.name}".replace("//", "/"), path.read_bytes().replace(b"\r\n", b"\n")


def bank_holidays() -> list[date]:
    """Return England's bank holidays, for as long as anyone may keep the file."""
    from holidays import country_holidays

    return sorted(country_holidays("GB", subdiv="ENG", years=range(FIRST_HOLIDAY, LAST_HOLIDAY)))


