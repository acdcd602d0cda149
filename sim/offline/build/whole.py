"""The building of the file from beginning to end."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sim.foundations.faults import BadInput
from sim.offline.build.bases import ShippedBase
from sim.offline.build.page import Compiled, page
from sim.offline.build.program import program
from sim.offline.build.vendor import LOCKS, Vendor, node
from sim.offline.built import Built
from sim.planner.parts import COURTS
from sim.published.table import figures
from sim.reports.shared.laid_down import lay_down
from sim.reports.shared.manifest import commit
from sim.scenario.defaults import BASE
from sim.scenario.files.workplace import SCENARIOS
from sim.scenario.scenario import load


def whole(vendor: Vendor, bases: Sequence[ShippedBase]) -> str:
    """Return the file that holds these councils' bases beside the case study's."""
    councils = 1 + sum(not base.courts for base in bases)
    built = Built(_today(), date(figures().known_until, 3, 31), _version(), commit() or "", councils)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [_laid_down(folder, base) for base in bases]
        openings = (BASE, f"{BASE}+{COURTS}", *paths)  # councils' bases with courts are among those
        archive = program(vendor, map(load, openings), bases, built)
        return page(vendor, _compiled(vendor, folder, archive), built)


def _laid_down(folder: Path, base: ShippedBase) -> str:
    lay_down(folder, {f"{SCENARIOS}/{base.file}": base.text})
    return str(folder / SCENARIOS / base.file)


def _compiled(vendor: Vendor, folder: Path, archive: bytes) -> Compiled:
    """Return the program compiled in the Python that will read it."""
    given, library, made = (folder / name for name in ("program.tar", "library.zip", "compiled.tar"))
    given.write_bytes(archive)
    room = LOCKS.parent
    paths = (room / "compile.mjs", vendor.pyodide, room / "compiling.py", given, library, made)
    done = subprocess.run([node(), *map(str, paths)], capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason was given"]
        raise BadInput([f"offline: the program could not be compiled ({said[-1][:300]}); use Node.js 18 or later"])
    return Compiled(library.read_bytes(), made.read_bytes())


def _today() -> date:
    """Return today; SOURCE_DATE_EPOCH sets another day, so that a file can be made again as it was."""
    set_to = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(set_to), UTC).date() if set_to else date.today()


def _version() -> str:
    try:
        return version("placement-sufficiency")
    except PackageNotFoundError:
        return "not installed"
