"""An installation from a wheel, in an empty folder: it has its scenarios, and keeps what is made where one works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from compiled_installation import PROJECT

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--replications", "2", "--years", "0.5", "--processes", "1")
NO_NETWORK = ("Could not find a version", "No matching distribution", "Temporary failure", "ConnectionError")

Typed: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.slow


def without_the_source() -> dict[str, str]:
    """The environment in which nothing of the project is found but what is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def pip(place: Path, *words: str | Path) -> None:
    asked = [sys.executable, "-m", "pip", *map(str, words)]
    done = subprocess.run(asked, cwd=place, env=without_the_source(), capture_output=True, text=True, timeout=300)
    if done.returncode and any(sign in done.stderr for sign in NO_NETWORK):
        pytest.skip("pip cannot fetch setuptools to build a wheel with: there is no network")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of a fresh environment, in which only the wheel is installed; what it needs lies elsewhere."""
    work = tmp_path_factory.mktemp("installation")
    copy, environment = work / "copy", work / "environment"
    copy.mkdir()
    for name in (*PROJECT, "MANIFEST.in"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, copy)
    pip(work, "wheel", "-q", "--no-deps", "--wheel-dir", work, copy)
    venv.create(environment, symlinks=os.name == "posix")
    scheme = "venv" if "venv" in sysconfig.get_scheme_names() else sysconfig.get_default_scheme()
    base = {"base": str(environment), "platbase": str(environment)}
    packages = Path(sysconfig.get_path("purelib", scheme, base))
    python = Path(sysconfig.get_path("scripts", scheme, base)) / ("python.exe" if os.name == "nt" else "python")
    (wheel,) = work.glob("*.whl")
    pip(work, "--python", python, "install", "-q", "--no-deps", "--no-index", wheel)
    # what the project needs is there already, beside this Python; the line is read as a folder, and no further
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.with_name("placement-sufficiency")


@pytest.fixture
def typed(installation: Path, tmp_path: Path) -> Typed:
    """Return what runs the installed command in an empty folder, with its folder in the search path."""
    environment = without_the_source()
    environment["PATH"] = f"{installation.parent}{os.pathsep}{environment['PATH']}"

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [installation.name, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=280
        )
        assert "run.py" not in done.stdout + done.stderr
        return done

    return run


def made(done: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert done.returncode == 0, done.stderr
    assert (folder / "report.html").is_file() or (folder / "validation.md").is_file()


def test_it_is_the_wheel_that_runs_and_every_scenario_is_in_it(installation: Path, tmp_path: Path) -> None:
    words = "import sim; from sim.scenario.files.reading import shipped; print(sim.__path__[0], shipped(), sep='\\n')"
    python = installation.with_name("python")
    done = subprocess.run(
        [python, "-c", words], cwd=tmp_path, env=without_the_source(), capture_output=True, text=True, check=True
    )
    package, shipped = map(Path, done.stdout.splitlines())
    assert package.is_relative_to(installation.parents[1])
    assert shipped == package / "shipped"
    there = {file.relative_to(ROOT / "scenarios") for file in (ROOT / "scenarios").rglob("*.*")}
    assert {file.relative_to(shipped) for file in shipped.rglob("*.*")} == there


def test_compare_and_its_files_are_those_of_the_source(typed: Typed, tmp_path: Path) -> None:
    words = ("compare", "tower_hamlets_2018", "ipop", *SMALL)
    made(typed(*words, "--out", "installed"), tmp_path / "installed")
    source = [sys.executable, str(ROOT / "run.py"), *words, "--out", str(tmp_path / "source")]
    subprocess.run(source, cwd=ROOT, capture_output=True, check=True, timeout=280)
    for name in ("measures.csv", "comparison.csv", "assumptions.csv", "series.csv"):
        assert (tmp_path / "installed" / name).read_bytes() == (tmp_path / "source" / name).read_bytes(), name


def test_a_base_is_written_where_one_works_and_found_there_by_its_name(typed: Typed, tmp_path: Path) -> None:
    written = typed("baseline", "rutland", "--fast")
    assert written.returncode == 0, written.stderr
    assert "Next: placement-sufficiency compare rutland_2024.toml" in written.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["rutland_2024.toml"]
    again = typed("baseline", "rutland", "--fast")
    assert again.returncode == 0, again.stderr
    made(typed("compare", "rutland_2024", "ipop", *SMALL, "--out", "out"), tmp_path / "out")


def test_sweep(typed: Typed, tmp_path: Path) -> None:
    made(typed("sweep", "edge_of_care_slots", *SMALL, "--out", "out"), tmp_path / "out")


def test_validate(typed: Typed, tmp_path: Path) -> None:
    made(typed("validate", "--fast", "--simulate", "1", "--replications", "2", "--out", "out"), tmp_path / "out")


def test_calibrate_keeps_its_ensemble_where_one_works(typed: Typed, tmp_path: Path) -> None:
    small = ["--points", "24", "--replications", "1", "--waves", "1", "--members", "8", "--chance", "8"]
    done = typed("calibrate", "tower_hamlets_2018", *small, "--out", "out")
    assert done.returncode in (0, 1), done.stderr  # 1: nothing plausible was found, as may be with so few
    kept = tmp_path / "ensembles" / "tower_hamlets_2018.csv"
    assert kept.is_file() == (done.returncode == 0)


def test_a_file_in_the_place_of_a_shipped_one_is_used_and_said(typed: Typed, tmp_path: Path) -> None:
    own = tmp_path / "scenarios" / "strategies" / "ipop.toml"
    own.parent.mkdir(parents=True)
    shipped = (ROOT / "scenarios" / "strategies" / "ipop.toml").read_text(encoding="utf-8")
    own.write_text(shipped, encoding="utf-8")
    assert "of this folder is used" not in typed("check", "ipop").stderr
    own.write_text(f"{shipped}# ours\n", encoding="utf-8")
    said = typed("check", "ipop").stderr
    assert "scenarios/strategies/ipop.toml of this folder is used, not the file of this name that comes" in said
