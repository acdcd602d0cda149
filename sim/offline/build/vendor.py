"""What others made and the offline file holds: Python as WebAssembly from npm, and packages from the Python index.

All of it is pinned by digest in `locks/`, fetched once, and kept in the user's cache.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from sim.foundations.cache import cache_folder
from sim.foundations.faults import BadInput

LOCKS = Path(str(files("sim.offline.build"))) / "locks"
PACKAGES = ("package.json", "package-lock.json")
WHEELS = "wheels.txt"

FOR_THE_BROWSER = (
    *("--platform", "pyemscripten_2026_0_wasm32"),
    *("--platform", "manylinux2014_x86_64"),
    *("--platform", "manylinux_2_17_x86_64"),
    *("--python-version", "314", "--implementation", "cp"),
)
"""Of a package that has plain Python for Linux alone, that is taken; what is compiled for Linux is left out."""

MOST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Vendor:
    """Where what was fetched lies."""

    folder: Path

    @property
    def pyodide(self) -> Path:
        """Return the folder of Python as WebAssembly."""
        return self.folder / "node_modules" / "pyodide"

    @property
    def wheels(self) -> tuple[Path, ...]:
        """Return the Python packages, in order."""
        return tuple(sorted((self.folder / "wheels").glob("*.whl")))


def vendor() -> Vendor:
    """Return what is pinned, from the cache or fetched. Raises BadInput where it cannot be had."""
    digest = sha256(b"".join((LOCKS / name).read_bytes() for name in (*PACKAGES, WHEELS))).hexdigest()
    into = cache_folder() / "offline" / digest[:16]
    if not into.is_dir():
        into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=into.parent) as name:
            fetched = Path(name) / "fetched"
            _fetch(fetched)
            fetched.replace(into)
    return Vendor(into)


def node() -> str:
    """Return the program that runs JavaScript. Raises BadInput where there is none."""
    return _program("node", "runs Python as WebAssembly while the file is built")


def _fetch(into: Path) -> None:
    """Fetch everything into a new folder."""
    npm = _program("npm", "fetches Python as WebAssembly")
    node()
    into.mkdir()
    for name in PACKAGES:
        shutil.copyfile(LOCKS / name, into / name)
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], into, "Python as WebAssembly, from npm's registry")
    wanted = ["download", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:", *FOR_THE_BROWSER]
    pip = [sys.executable, "-m", "pip", *wanted, "--requirement", str(LOCKS / WHEELS), "--dest", str(into / "wheels")]
    _run(pip, into, "the Python packages, from the Python index")


def _program(name: str, purpose: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BadInput(
            [
                f"offline: there is no {name}, which {purpose}; install Node.js 18 or later with npm (Debian, Ubuntu: "
                "apt install nodejs npm), or take a file that was built elsewhere: it needs neither"
            ]
        )
    return found


def _run(command: Sequence[str], within: Path, what: str) -> None:
    """Run a program that fetches something. Raises BadInput with the last that it said where it fails."""
    try:
        done = subprocess.run(command, cwd=within, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise BadInput([f"offline: {what} did not come within {MOST_SECONDS // 60} minutes; try again"]) from None
    if done.returncode:
        said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        reason = next(
            (line for line in said if "error" in line.casefold()), said[-1] if said else "no reason was given"
        )
        raise BadInput(
            [
                f"offline: {what} could not be fetched ({reason[:300]}); check that this machine reaches the network, "
                "and try again. What was fetched once is kept, and needs no network again"
            ]
        )
