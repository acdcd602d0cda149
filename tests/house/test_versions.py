"""The lowest versions: each that is declared has one, and each that is printed for pip is one of them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from runpy import run_path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOWEST = ROOT / ".ci" / "lowest.py"


def test_every_requirement_is_constrained_to_the_lowest_version_that_it_declares() -> None:
    printed = subprocess.run([sys.executable, LOWEST], capture_output=True, text=True, check=True).stdout.splitlines()
    own = f"{PROJECT['name']}["
    extras = (one for extra in PROJECT["optional-dependencies"].values() for one in extra if not one.startswith(own))
    declared = {one.partition(",")[0].replace(">=", "==") for one in (*PROJECT["dependencies"], *extras)}
    assert set(printed) == declared
    assert len(printed) == len(declared)


@pytest.mark.parametrize(
    ("requirements", "reason"),
    [(["numpy"], "has no lowest version"), (["numpy<3"], "has no"), (["numpy>=1,<3", "numpy>=2"], "two lowest")],
)
def test_a_requirement_without_a_lowest_version_is_refused(requirements: list[str], reason: str) -> None:
    with pytest.raises(SystemExit, match=reason):
        run_path(str(LOWEST))["lowest"](requirements, "own")


def test_no_library_is_declared_lower_than_it_runs() -> None:
    """Found by trying: below these the program does not run."""
    found = run_path(str(LOWEST))["lowest"](PROJECT["dependencies"], "own")
    least = {"pydantic": (2, 7), "scipy": (1, 15)}
    for name, version in least.items():
        assert tuple(map(int, found[name].split("."))) >= version
