"""A command tells another program how far it is, and how it ended, in lines of JSON; stopped, it leaves no half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from small_authority import ROOT, file

from sim import cli
from sim.commands.request import without_progress
from sim.experiments.running.pace import LEAST
from sim.experiments.running.progress import Stage
from sim.experiments.running.progress_lines import LinesOfProgress, ProgressLine, RunState, read_line
from sim.reports.run.figures import figures

PROGRAM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from sim.reports.run.figures import figures
figures.of_run = lambda _: []  # they take seconds
from sim.cli import main
sys.exit(main(sys.argv[1:]))
"""
JSON = ["--progress", "json"]


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return file(tmp_path_factory.mktemp("scenario"), 0.3)


@pytest.fixture(autouse=True)
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "of_run", lambda _: [])


def lines(text: str) -> list[ProgressLine]:
    return [line for one in text.splitlines() if (line := read_line(one)) is not None]


# The lines themselves


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (ProgressLine(RunState.OPENING, 3, 172), '{"state": "opening", "done": 3, "all": 172, "seconds_left": null}'),
        (
            ProgressLine(RunState.RUNNING, 31, 96, 40.0),
            '{"state": "running", "done": 31, "all": 96, "seconds_left": 40.0}',
        ),
        (
            ProgressLine(RunState.DONE, folder="results/x"),
            '{"state": "done", "words": [], "folder": "results/x"}',
        ),
        (ProgressLine(RunState.FAULTS, words=("a: b",)), '{"state": "faults", "words": ["a: b"]}'),
    ],
)
def test_what_is_said_is_read_as_it_was_meant(line: ProgressLine, text: str) -> None:
    assert line.text == text
    assert read_line(text) == line


@pytest.mark.parametrize("text", ["", "Mind: a doubt.", "{}", "[]", "3", '{"state": "odd"}', '{"state": ["x"]}'])
def test_other_lines_are_words_for_a_person(text: str) -> None:
    assert read_line(text) is None


def test_no_time_is_told_before_the_first_steps_are_done_nor_from_the_pace_of_another_stage() -> None:
    said: list[str] = []
    tell = LinesOfProgress(said.append)
    for done in range(LEAST + 1):
        tell(Stage.OPENING, done, 100)
    tell(Stage.RUNNING, 0, 10)
    left = [line.seconds_left is None for line in map(read_line, said) if line is not None]
    assert left == [*[True] * LEAST, False, True]


def test_how_progress_is_told_is_no_part_of_what_is_kept_of_a_command() -> None:
    assert without_progress(["run", "a", "--progress", "json", "--seed", "3"]) == ("run", "a", "--seed", "3")
    assert without_progress(["run", "--progress=json", "a"]) == ("run", "a")


# Of a command


def test_every_stage_is_told_and_then_the_folder(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = ["run", str(scenario), "--replications", "3", "--processes", "1", "--out", str(out)]
    assert cli.main([*asked, *JSON]) == 0
    said = lines(capsys.readouterr().err)
    states = list(dict.fromkeys(line.state for line in said))
    assert states == [RunState.LOADING, RunState.OPENING, RunState.RUNNING, RunState.WRITING, RunState.DONE]
    assert [(one.done, one.in_all) for one in said if one.state is RunState.RUNNING] == [(n, 3) for n in range(4)]
    assert [(one.done, one.in_all) for one in said if one.state is RunState.WRITING] == [(0, 1), (1, 1)]
    assert said[-1] == ProgressLine(RunState.DONE, folder=str(out))
    assert "progress" not in (out / "manifest.json").read_text(encoding="utf-8")


def test_faults_are_the_last_line_each_a_word_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "tower_hamlets_2018", "--replications", "0", "--years", "many", *JSON]) == 2
    (last,) = lines(capsys.readouterr().err)
    assert last.state is RunState.FAULTS
    assert [one.partition(":")[0] for one in last.words] == ["years", "replications"]


def test_a_failure_of_the_program_is_told_as_one(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("sim.reports.run.report.keep_run", broken)
    asked = ["run", str(scenario), "--replications", "2", "--processes", "1", "--out", str(tmp_path / "out")]
    assert cli.main([*asked, *JSON]) == 1
    last = lines(capsys.readouterr().err)[-1]
    assert last.state is RunState.FAILED
    assert last.words[0] == "Failed: ZeroDivisionError: division by zero"
    assert any("--resume" in word for word in last.words)


# A request to end


@pytest.fixture
def started(scenario: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A long run on two processes, in a folder `out`, which nothing of outlives its test."""
    asked = ["run", str(scenario), "--replications", "120", "--processes", "2", "--out", str(tmp_path / "out"), *JSON]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(ROOT), *asked], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as one:
        try:
            yield one
        finally:
            one.kill()


ENDS = [signal.SIGTERM, signal.SIGINT] if os.name == "posix" else [signal.SIGTERM]
"""What asks a process to end; on Windows `terminate` alone, which asks nothing and ends it."""


@pytest.mark.parametrize("end", ENDS)
def test_a_run_that_is_asked_to_end_leaves_no_process_nothing_half_written_and_what_was_done(
    started: subprocess.Popen[str], tmp_path: Path, end: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    assert started.stderr is not None
    for text in started.stderr:
        line = read_line(text)
        if line is not None and line.state is RunState.RUNNING and line.done > 0:
            break
    workers = psutil.Process(started.pid).children(recursive=True)
    started.send_signal(end) if os.name == "posix" else started.terminate()
    last = lines(started.stderr.read())
    started.wait()
    assert not psutil.wait_procs(workers, timeout=60)[1]
    out = tmp_path / "out"
    assert not (out / "report.html").exists()
    assert not [one for one in out.iterdir() if one.name.startswith(".results-")]
    if os.name == "posix":
        assert started.returncode == 130
        assert last[-1].state is RunState.STOPPED
        assert last[-1].words[0] == "Stopped."
        assert "--resume" in last[-1].words[1]
    kept = (out / "runs.csv.gz").stat().st_size
    assert kept > 0
    capsys.readouterr()
    assert cli.main(["run", "--resume", str(out), *JSON, "--processes", "1"]) == 0
    told = [one for one in lines(capsys.readouterr().err) if one.state is RunState.RUNNING]
    assert told[0].done > 0  # what had landed was not run again
    assert told[-1].done == told[-1].in_all == 120
