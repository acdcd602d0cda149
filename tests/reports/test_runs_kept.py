"""Runs that are kept on disk are found by what their folders hold, finished or not; nothing else is taken for one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from filelock import FileLock
from small_authority import comparison

from sim.reports.run import report
from sim.reports.shared import kept_runs
from sim.reports.shared.origin import Origin
from sim.reports.shared.runs_kept import run_in, runs_in


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("work") / "results"
    report.keep_comparison(comparison(), place / "compared", Origin(("run.py", "compare"), 1, 0.0))
    return place


def begun(place: Path) -> None:
    kept_runs.begin(place, ["compare", "leeds", "ipop"], "digest").lock.release()


def test_a_finished_run_is_told_by_its_scenarios(results: Path) -> None:
    run = run_in(results / "compared")
    assert run is not None
    assert (run.name, run.state) == ("compared", "done")
    titles = [outcome.scenario.title for outcome in comparison().outcomes]
    assert run.title == "; ".join(one.removeprefix(f"{titles[0]}, ") for one in titles)


def test_a_run_that_was_interrupted_is_told_by_its_command(tmp_path: Path) -> None:
    begun(tmp_path / "cut_off")
    run = run_in(tmp_path / "cut_off")
    assert run is not None
    assert (run.title, run.state) == ("compare leeds ipop", "interrupted")


def test_a_run_that_another_program_holds_goes_on(tmp_path: Path) -> None:
    begun(tmp_path / "held")
    with FileLock(tmp_path / "held" / kept_runs.LOCK):
        run = run_in(tmp_path / "held")
        assert run is not None
        assert run.state == "going on"


def test_experiments_and_what_was_never_run_are_named(tmp_path: Path) -> None:
    scenarios = [{"title": title} for title in ("Leeds", "Leeds, A", "Leeds, B", "Leeds, C", "Leeds, D")]
    for name, told in (
        ("sweep", {"experiment": "sweep", "scenarios": scenarios}),
        ("profile", {"command": "run.py profile leeds"}),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    titles = {run.name: run.title for run in runs_in(tmp_path)}
    assert titles == {"sweep": "Sweep: Leeds; A; B; and 2 more", "profile": "run.py profile leeds"}


def test_the_latest_is_first(tmp_path: Path) -> None:
    for name, when in (("old", 0), ("new", 7200), ("middle", 3600)):
        (tmp_path / name).mkdir()
        manifest = tmp_path / name / "manifest.json"
        manifest.write_text('{"command": "run.py profile"}', encoding="utf-8")
        os.utime(manifest, (when, when))
    assert [run.name for run in runs_in(tmp_path)] == ["new", "middle", "old"]


@pytest.mark.parametrize(
    "content", ["", "[]", "3", "{}", '{"scenarios": [{}]}', '{"scenarios": 3}', "[" * 100_000, "\udcff"]
)
def test_what_is_no_run_is_left_out(tmp_path: Path, content: str) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "manifest.json").write_bytes(content.encode(errors="surrogateescape"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / kept_runs.FILE).write_bytes(b"broken")
    (tmp_path / "file").write_text("")
    assert runs_in(tmp_path) == []


def test_what_is_hidden_or_a_link_is_left_out(results: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(results / "compared", target_is_directory=True)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "manifest.json").write_text('{"command": "run.py profile"}', encoding="utf-8")
    assert runs_in(tmp_path) == []
    assert runs_in(tmp_path / "nowhere") == []
