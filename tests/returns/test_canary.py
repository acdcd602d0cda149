"""Nothing of a child leaves: a marked child is in no byte of any output, whatever goes well, is refused or crashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from invented_returns import TRUTH, invented, write

ROOT = Path(__file__).resolve().parents[2]
CHILD, BIRTH, POSTCODE = "CANARY4711", "29/02/2012", "ZZ9 9ZZ"
MARKS = (CHILD, BIRTH, POSTCODE, "2012-02-29")


def marked(folder: Path) -> Path:
    """Write two returns in which one child bears the marks."""
    write(invented(4, 2025, 2026, TRUTH), folder, (2025, 2026))
    row = f"{CHILD},05/05/2024,S,C1,N1,U6,PR1,,,,{POSTCODE},{POSTCODE},SC400001"
    for year in (2025, 2026):
        with (folder / str(year) / "episodes.csv").open("a", newline="") as file:
            file.write(row + "\r\n")
        with (folder / str(year) / "header.csv").open("a", newline="") as file:
            file.write(f"{CHILD},M,{BIRTH},WBRI,UN1,,\r\n")
    return folder


def clean(place: Path, said: str) -> None:
    assert not any(mark in said for mark in MARKS)
    for path in place.rglob("*"):
        assert not any(mark in path.name for mark in MARKS)
        if path.is_file():
            data = path.read_bytes()
            assert not any(mark.encode() in data for mark in MARKS), path


def imported(place: Path, *words: str, **environment: str) -> tuple[int, str]:
    place.mkdir(exist_ok=True)
    known = {**os.environ, "PLACEMENT_SUFFICIENCY_CACHE": str(place / "cache"), "SIM_TRACEBACK": "1", **environment}
    known["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "import-903", *words],
        cwd=place,
        env=known,
        capture_output=True,
        text=True,
        timeout=1800,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_base_and_its_page_hold_nothing_of_the_child(tmp_path: Path) -> None:
    returns = marked(tmp_path / "in")
    code, said = imported(tmp_path / "out", str(returns), "--authority", "bracknell", "--fast", "--page", "page")
    assert code == 0, said
    assert (tmp_path / "out" / "page" / "report.html").is_file()
    assert list((tmp_path / "out").glob("*.toml"))
    clean(tmp_path / "out", said)


@pytest.mark.slow
def test_the_fit_and_the_check_hold_nothing_of_the_child(tmp_path: Path) -> None:
    returns = marked(tmp_path / "in")
    code, said = imported(tmp_path / "out", str(returns), "--authority", "bracknell", "--page", "page")
    assert code == 0, said
    assert "lived again by the base" in (tmp_path / "out" / "page" / "report.html").read_text(encoding="utf-8")
    assert list((tmp_path / "out" / "cache").rglob("*.kept"))
    clean(tmp_path / "out", said)


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("header.csv", BIRTH, "29/02/12"),
        ("header.csv", BIRTH, "30/02/2012"),
        ("header.csv", BIRTH, f"{BIRTH} or so"),
        ("episodes.csv", f"{CHILD},05/05/2024", f"{CHILD},05/05/24"),
        ("episodes.csv", f"{CHILD},05/05/2024", f'{CHILD},"05/05/2024'),
        ("episodes.csv", f"{CHILD},05/05/2024", f"{CHILD},a,b,05/05/2024"),
        ("episodes.csv", "REC", "RECC"),
    ],
)
def test_no_refusal_tells_of_the_child(table: str, old: str, new: str, tmp_path: Path) -> None:
    returns = marked(tmp_path / "in")
    path = returns / "2026" / table
    path.write_text(path.read_text().replace(old, new))
    code, said = imported(tmp_path / "out", str(returns), "--page", "page")
    assert code == 2, said
    assert not any(mark in said for mark in (CHILD, BIRTH, POSTCODE))
    clean(tmp_path / "out", said)


CRASHES = """
import importlib, sys
def broken(*told, **more):
    raise ZeroDivisionError("CANARY4711 born 29/02/2012, 2012-02-29, at ZZ9 9ZZ")
setattr(importlib.import_module(sys.argv[2]), sys.argv[3], broken)
from sim import cli
sys.exit(cli.main(["import-903", sys.argv[1], "--page", "page", "--fast", "--private", "ours.private"]))
"""


@pytest.mark.parametrize("traceback", ["", "1"])
@pytest.mark.parametrize(
    ("room", "function"),
    [
        ("sim.returns.reading.returns", "csv_table"),
        ("sim.returns.mending.periods", "placements"),
        ("sim.returns.counts", "period_on"),
        ("sim.returns.first_day", "_birth"),
        ("sim.bases.own.of_returns", "times_in_care"),
        ("sim.bases.own.of_moves", "move_counts"),
        ("sim.reports.returns.pages", "counts"),
    ],
)
def test_a_crash_tells_nothing_of_the_child(room: str, function: str, traceback: str, tmp_path: Path) -> None:
    returns = marked(tmp_path / "in")
    (tmp_path / "out").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", CRASHES, str(returns), room, function],
        cwd=tmp_path / "out",
        env={**os.environ, "PYTHONPATH": str(ROOT), "SIM_TRACEBACK": traceback},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    clean(tmp_path / "out", done.stdout + done.stderr)
