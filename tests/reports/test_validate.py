"""`run.py validate` as its user meets it: refusals, a stop that loses nothing, and the page that it writes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from small_authority import ROOT

from sim.cli import main
from sim.commands.request import BAD_INPUT
from sim.experiments.backtest.scores import scored
from sim.experiments.backtest.settings import FAST, ValidationSettings, from_text
from sim.experiments.backtest.simulated import TrialUnit
from sim.experiments.backtest.trial import Trial, TrialSum
from sim.experiments.backtest.validation import Validation
from sim.forecasting.forecast import ForecastMeasure
from sim.foundations.faults import BadInput
from sim.reports.validation import (
    pages as validation,
)
from sim.reports.validation import (
    progress as validation_progress,
)
from sim.reports.validation import (
    words as validation_words,
)

SMALL = ("--fast", "--only", "back-test", "--simulate", "1", "--replications", "16", "--processes", "1")
"""Tower Hamlets from two origins, four replications each."""


def command(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "validate", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=1800,
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that nobody stopped."""
    into = tmp_path_factory.mktemp("validate") / "whole"
    done = command(*SMALL, "--out", into)
    assert done.returncode == 0, done.stderr
    assert "Typical error" in done.stdout
    return into


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_and_gives_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    into = tmp_path / "killed"
    words = [sys.executable, str(ROOT / "run.py"), "validate", *SMALL, "--out", str(into)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    progress = into / validation_progress.FILE
    deadline = time.monotonic() + 1800
    while time.monotonic() < deadline and (not progress.exists() or progress.read_bytes().count(b"\n") < 2):
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert not (into / "validation.md").exists()
    with progress.open("ab") as file:
        file.write(b"0123456789abcdef {half a li")  # as a stop in the middle of writing leaves it
    done = command("--resume", into)
    assert done.returncode == 0, done.stderr
    for name in ("scores.csv", "simulated.csv", "validation_skill.svg", "validation_places.png"):
        assert (into / name).read_bytes() == (whole / name).read_bytes(), name
    assert not progress.exists()
    assert "finished" in command("--resume", into).stderr


@pytest.mark.slow
def test_the_folder_has_every_part(whole: Path) -> None:
    text = (whole / "validation.md").read_text(encoding="utf-8")
    for heading in (
        "In short",
        "How it was done",
        "Which goals were reached",
        "Between authorities",
        "By size, region and origin",
        "Tower Hamlets",
        "England",
        "on trial",
        "Runs",
    ):
        assert heading in text
    record = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    assert record["units_simulated"] == 2
    assert record["settings"]["replications"] == 4
    assert set(record["sha256"]) == {"scores.csv", "simulated.csv"}


@pytest.mark.slow
def test_the_page_tells_both_no_changes_and_which_goals_were_missed(whole: Path) -> None:
    text = (whole / "validation.md").read_text(encoding="utf-8")
    assert "| 1 year ahead (248 forecasts) |" in text
    assert "No change at all" in text
    table = text.partition("## Which goals were reached")[2].partition("\n## ")[0]
    verdicts = re.findall(r": (reached|\*\*missed\*\*) \|", table)
    assert len(verdicts) == 4 * 4 * 3
    assert f"Of 48 goals (four, for four measures, one, two and three years ahead) {verdicts.count('reached')}" in text
    assert "chosen with the outcomes in reach" in text
    assert "Figures of 2025 are\nnot in the project" in text


def test_a_document_keeps_the_dated_lines_of_earlier_runs(tmp_path: Path) -> None:
    nothing = Validation(ValidationSettings(back_test=False, letter=False), None, (), (), (), None)
    document = tmp_path / "page.md"
    for day in (date(2024, 5, 1), date(2025, 6, 2)):
        validation.write(nothing, document, validation.ValidationRun(day, 12.0))
    found = validation.RUNS.search(document.read_text(encoding="utf-8"))
    assert found is not None
    lines = found.group(1).splitlines()
    assert len(lines) == 4  # headings, their rule and two runs
    assert lines[2].startswith("| 1 May 2024 |")
    assert lines[3].startswith("| 2 June 2025 |")


def test_what_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refused(*words: object) -> str:
        assert main(["validate", *map(str, words)]) == BAD_INPUT
        return capsys.readouterr().err

    several = refused("--replications", "many", "--seed", "-1", "--simulate", "1.5")
    assert [line.split(":")[0] for line in several.splitlines()] == ["--replications", "--simulate", "--seed"]
    (tmp_path / "there").mkdir()
    assert "already there" in refused("--fast", "--out", tmp_path / "there")
    assert "there is no validation in it" in refused("--resume", tmp_path / "there")
    assert "leave out --fast" in refused("--fast", "--resume", tmp_path / "there")
    assert "not a folder" in refused("--write", tmp_path / "none" / "page.md")
    several = refused("--only", "letter", "--simulate", "2", "--write", tmp_path / "page.md")
    assert [line.split(":")[0] for line in several.splitlines()] == ["--write", "--simulate"]
    assert not list(tmp_path.glob("*/*"))


@pytest.mark.parametrize(
    "words", [("--fast",), ("--only", "letter"), ("--simulate", 2), ("--replications", 9), ("--seed", 0), ("--write",)]
)
def test_a_choice_of_the_start_is_not_made_again_on_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[object, ...]
) -> None:
    asked = (*words, tmp_path / "page.md") if words == ("--write",) else words
    assert main(["validate", "--resume", str(tmp_path), *map(str, asked)]) == BAD_INPUT
    assert f"--resume: leave out {words[0]}: it goes on as it was begun" in capsys.readouterr().err


def test_a_page_that_was_asked_for_is_written_when_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though it goes on from another folder."""
    document = tmp_path / "start" / "page.md"
    document.parent.mkdir()
    monkeypatch.chdir(document.parent)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.experiments.backtest.validation.validate", stopped)
    assert main(["validate", "--write", "page.md", "--out", str(tmp_path / "run")]) == 130
    monkeypatch.chdir(tmp_path)
    written = []
    monkeypatch.setattr("sim.experiments.backtest.validation.validate", lambda *_: "what was found")
    monkeypatch.setattr(validation, "keep", lambda *_: None)
    monkeypatch.setattr(validation, "show", lambda _: "shown")
    monkeypatch.setattr(validation, "write", lambda found, into, _: written.append((found, into)))
    assert main(["validate", "--resume", str(tmp_path / "run")]) == 0
    assert written == [("what was found", document)]
    assert "start/page.md was written." in capsys.readouterr().err


def test_settings_from_words() -> None:
    assert from_text(ValidationSettings(), None, None, None) == ValidationSettings()
    few = from_text(FAST, "0", "40", "3")
    assert (few.simulated, few.letter_replications, few.replications, few.seed, few.fast) == (0, 40, 5, 3, True)
    with pytest.raises(BadInput) as refused:
        from_text(FAST, "201", "1", "x")
    assert len(refused.value.faults) == 3


def test_progress_with_other_numbers_or_damaged_is_not_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = validation_progress.ValidationBegun(FAST, str(tmp_path / "page.md"))
    path = validation_progress.begin(tmp_path / "run", asked).path
    assert validation_progress.resume(path.parent).begun == asked
    with monkeypatch.context() as patch:
        patch.setattr(validation_progress, "england_digest", lambda: "of other numbers")
        with pytest.raises(BadInput, match="was begun with other numbers of England, so that"):
            validation_progress.resume(path.parent)
    path.write_bytes(path.read_bytes()[:-5] + b"\n")
    with pytest.raises(BadInput, match="damaged"):
        validation_progress.resume(path.parent)


def test_the_page_says_which_intervals_of_the_simulation_are_too_wide_or_narrow() -> None:
    """Of two outcomes, 80% intervals that hold both are too wide, those that hold one too narrow."""
    wide = scored(np.tile(np.arange(40.0), (2, 1)), np.array([19.0, 20.0]), fair=True)
    narrow = scored(np.tile(np.arange(40.0), (2, 1)), np.array([19.0, 80.0]), fair=True)
    trials = [
        Trial(ForecastMeasure.LOOKED_AFTER, 1, wide, wide, wide, 0.0),
        Trial(ForecastMeasure.CEASED, 1, narrow, narrow, narrow, 0.0),
    ]
    said = validation_words.simulation(trials, [TrialUnit("E09000030", 2016)], 24)
    assert "children looked after on 31 March 100% to 100% (too wide)" in said
    assert "children ceasing in the year 50% to 50% (too narrow)" in said


def test_sums_over_regions_are_counted_and_those_over_all_are_listed() -> None:
    def one(region: str, actual: float) -> TrialSum:
        return TrialSum(ForecastMeasure.LOOKED_AFTER, 1, 2018, region, 4, 900.0, 1000.0, 1100.0, actual)

    said = validation_words.sums([one("", 1200.0), one("London", 1000.0), one("South West", 800.0)])
    assert "in 1 of 2 cases" in said
    assert "| 900 to 1,100 | 1,200 | no |" in said
    assert "London" not in said
