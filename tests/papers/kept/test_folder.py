"""Results are read back as they were written; what was changed since, or is no such results, is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from kept_folder import BASE, OPTION, refreshed, run_folder, statement_folder

from sim.foundations.faults import BadInput
from sim.papers.kept.folder import KeptRun, KeptStatement, kept

MARCH = date(2019, 3, 31)


def told(folder: Path) -> str:
    with pytest.raises(BadInput) as raised:
        kept(folder)
    (fault,) = raised.value.faults
    return fault


def test_a_comparison_is_read_back(tmp_path: Path) -> None:
    found = kept(run_folder(tmp_path / "run"))
    assert isinstance(found, KeptRun)
    assert found.strategies == (OPTION,)
    assert found.manifest.label(OPTION) == "Placements panel"
    spread = found.measures.of(BASE, "households", "", MARCH)
    assert spread is not None
    assert (spread.mean, spread.futures) == (pytest.approx(50.0), 10)
    assert (spread.low, spread.high) == (pytest.approx(41.0), pytest.approx(59.0))
    first = found.measures.of(BASE, "in_placement", "agency", date(2018, 4, 1))
    assert first is not None
    assert first.mean == 40.0
    (so_far, later) = found.money.of(OPTION, "net so far")
    assert (so_far.difference, later.difference, later.year) == (-200_000.0, -400_000.0, "2019-20")
    assert later.known is not None
    assert later.known.likely


def test_a_statement_is_read_back(tmp_path: Path) -> None:
    found = kept(statement_folder(tmp_path / "statement"))
    assert isinstance(found, KeptStatement)
    line = found.lines[0]
    assert (line.kind, line.group, line.needed.value, line.places, line.short.value) == ("in house", "", 100, 90, 12)


def test_what_is_known_is_empty_at_central_values(tmp_path: Path) -> None:
    found = kept(run_folder(tmp_path / "run", drawn=False))
    assert isinstance(found, KeptRun)
    assert {row.known for row in found.differences.rows} == {None}


def test_a_changed_table_is_refused_with_its_name_and_the_command(tmp_path: Path) -> None:
    folder = run_folder(tmp_path / "run")
    with (folder / "measures.csv").open("a", encoding="utf-8") as file:
        file.write(f"{BASE},10,households,,2019-03-31,999,households\n")
    message = told(folder)
    assert message.startswith(str(folder / "measures.csv"))
    assert "changed" in message
    assert "run.py compare base ipop" in message


def test_a_table_that_is_gone_is_refused(tmp_path: Path) -> None:
    folder = run_folder(tmp_path / "run")
    (folder / "series.csv").unlink()
    assert told(folder).startswith(f"{folder / 'series.csv'}: is gone")


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_what_is_no_results_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert "run.py run, compare or sufficiency" in told(tmp_path / name)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"scenarios": [], "sha256": {}}'])
def test_a_manifest_that_does_not_tell_is_refused(tmp_path: Path, text: str) -> None:
    folder = run_folder(tmp_path / "run")
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert told(folder).startswith(str(folder / "manifest.json"))


def test_results_of_another_command_are_refused(tmp_path: Path) -> None:
    folder = run_folder(tmp_path / "run")
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    said |= {"command": "run.py sweep base", "sha256": {"sweep.csv": "0"}}
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    assert 'holds what "run.py sweep base" made' in told(folder)


def test_a_table_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = run_folder(tmp_path / "run")
    path = folder / "measures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("replication,measure", "replication,what"), "utf-8")
    refreshed(folder)
    assert "has no column measure" in told(folder)
