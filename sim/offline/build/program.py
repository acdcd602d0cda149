"""The program as the offline file holds it: its own code, what it stands on, scenarios and bases, as one archive."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from sim.foundations.program import PACKAGE
from sim.offline import known_stays, plain_points
from sim.offline.build.bases import ShippedBase, stay
from sim.offline.build.points import even_points
from sim.offline.build.vendor import Vendor
from sim.offline.built import FILE, Built
from sim.offline.stand_ins import HOLIDAYS
from sim.scenario.files.reading import shipped
from sim.scenario.scenario import Scenario

LEFT_OUT = (
    *(
        "cli.py",
        "__main__.py",
        "shipped/",
        "commands/",
        "notebook/",
        "papers/",
        "returns/",
        "bases/",
        "page/",
    ),
    *(f"fitting/{name}" for name in ("breakdowns", "case_solved", "cohorts", "deviations")),
    *(f"fitting/{name}" for name in ("leaving_", "legal_", "passing_on", "putting_off", "stationary")),
    *("fitting/yearly_", "fitting/years_", "forecasting/", "offline/build/", "offline/static/", "published/data/"),
    *(f"experiments/{room}/" for room in ("backtest", "balance", "calibration", "forecast", "frontier", "letter")),
    *(f"experiments/{room}/" for room in ("performance", "profile", "region", "require", "returns_out", "sensitivity")),
    *(f"experiments/{room}/" for room in ("sufficiency", "sweep")),
    *(f"reports/{room}/" for room in ("baseline", "calibration", "forecast", "frontier", "letter", "likeness", "luck")),
    *(f"reports/{room}/" for room in ("paper_figures", "performance", "profile", "region", "require", "returns")),
    *(f"reports/{room}/" for room in ("sensitivity", "sufficiency", "sweep", "validation")),
)
"""Begins the names of what nothing in the browser uses; what was made with it is in the file. Rooms stay as names."""

FIGURES = ("authorities.csv", "figures.csv.gz", "former_names.csv", "england_before_2009.csv", "publications.csv")
"""Of what was published, what a run is held against."""

NOT_OF_PACKAGES = ("pydantic/v1/", "pydantic/mypy")

SCENARIO_FOLDERS = ("", "strategies", "variants", "dates", "ensembles", "targets")

NOT_OF_PYTHON = {".so", ".pyd", ".pyi", ".typed", ".pyc"}
"""Ends of files in packages that are left out; compiled for the browser, a library ends on `wasm32-emscripten.so`."""

FOR_THE_BROWSER = "wasm32-emscripten.so"

FIRST_HOLIDAY, LAST_HOLIDAY = 2005, 2060


def program(vendor: Vendor, scenarios: Iterable[Scenario], bases: Iterable[ShippedBase], built: Built) -> bytes:
    """Return the archive. `scenarios` are all from which a run can open: of each it holds how long children stay."""
    contents = {
        **dict(own_code()),
        **dict(packages(vendor.wheels)),
        **dict(shipped_scenarios()),
        **{f"scenarios/{base.file}": base.text.encode() for base in bases},
        f"offline/{HOLIDAYS}": "\n".join(map(str, bank_holidays())).encode(),
        f"offline/{FILE}": built.text().encode(),
        f"offline/{plain_points.FILE}": even_points().encode(),
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
    """Yield the program's own files that the browser needs."""
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        kept = not name.startswith(LEFT_OUT) or name.endswith("/__init__.py") or path.name in FIGURES
        if path.is_file() and kept and "__pycache__" not in name and path.suffix not in NOT_OF_PYTHON:
            body = path.read_bytes()
            yield f"sim/{name}", body if path.suffix == ".gz" else body.replace(b"\r\n", b"\n")


def packages(wheels: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of Python packages."""
    for wheel in wheels:
        with ZipFile(wheel) as opened:
            for name in sorted(opened.namelist()):
                kept = name.endswith(FOR_THE_BROWSER) or Path(name).suffix not in NOT_OF_PYTHON
                kept &= ".dist-info/" not in name
                if kept and not name.endswith("/") and not name.startswith(NOT_OF_PACKAGES):
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
