"""Calibration of a tiny authority from end to end: planted numbers, processes, a kill and a resumption, the command."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from charted_words import faults_of_chart
from rutland_sized import TEXT, file, synthetic, tiny
from small_authority import ROOT
from small_authority import file as small_file
from typed_words import options_told

from sim.cli import main
from sim.experiments.calibration.calibration import Calibration, CalibrationTask, task
from sim.experiments.calibration.observed import targets_of
from sim.experiments.calibration.points import DesignPoint, runner
from sim.experiments.calibration.settings import CalibrationSettings
from sim.experiments.calibration.space import space_of
from sim.experiments.calibration.targets import keys_of
from sim.experiments.running.run import run
from sim.foundations.faults import BadInput
from sim.published.table import figures
from sim.reports.calibration import figures as calibration_figures
from sim.reports.calibration import words as calibration_words
from sim.reports.chart.chart import IntervalChart, LineChart
from sim.scenario import ensemble as ensembles
from sim.scenario.scenario import Scenario, load

SETTINGS = CalibrationSettings(points=54, replications=1, waves=1, members=12, chance=24, seed=4)
QUICK = ("--points", 14, "--replications", 2, "--waves", 1, "--members", 4, "--chance", 10)


def command(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=1800
    )


@pytest.fixture(scope="module")
def found(scenario: Scenario) -> list[tuple[np.ndarray, Calibration]]:
    return [recovered(scenario, seed) for seed in (1, 2, 3)]


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """A tiny authority of which hardly anything is known of how many children enter."""
    return tiny(tmp_path_factory.mktemp("tiny"), entries=24, low=6, high=42)


def recovered(scenario: Scenario, number: int) -> tuple[np.ndarray, Calibration]:
    """Planted standard scores, and the calibration to what an authority that lives once through them would publish."""
    space = space_of(scenario)
    planted = np.clip(np.random.default_rng([7, number]).normal(size=len(space.dimensions)), -1.5, 1.5)
    targets = synthetic(scenario, targets_of(scenario, figures()), planted, SETTINGS.seed, luck=1000 + number)
    return planted, CalibrationTask(scenario, targets, space, SETTINGS).run()


@pytest.mark.slow
def test_planted_numbers_are_recovered_within_their_intervals(found: list[tuple[np.ndarray, Calibration]]) -> None:
    inside, widths = [], []
    for planted, one in found:
        members = one.search.members
        assert members is not None, one.clashing
        # of twelve members, the lowest and highest hold 85% or so; a fifth of their spread is added to hold about 95%
        low, high = members.scores.min(axis=0), members.scores.max(axis=0)
        room = 0.2 * (high - low)
        inside.append((low - room <= planted) & (planted <= high + room))
        widths.append(one.found()[0].width)
        entries = one.found()[0]
        assert entries.column == "demand.entries_per_year"
    covered = np.array(inside)
    assert covered[:, 0].all()
    assert covered.mean() > 0.85
    assert np.mean(widths) < 0.8  # children entering: the one number that a single year tells much of


@pytest.mark.slow
def test_what_is_told_of_a_calibration_agrees_with_its_members(found: list[tuple[np.ndarray, Calibration]]) -> None:
    _, calibration = found[0]
    ensemble, members = calibration.ensemble(), calibration.search.members
    assert ensemble is not None
    assert members is not None
    assert len(ensemble.members) == len(members.scores)
    told = [one for one in calibration.found() if one.column in ensemble.columns]
    assert len(told) == len(ensemble.columns) == len(calibration.found()) - 1  # leaving is the outlook's
    for one, column in zip(told, np.array(ensemble.members).T, strict=True):
        low, middle, high = one.after  # of all that is plausible, of which the members are a small sample
        assert low <= middle <= high
        assert low <= np.median(column) <= high
        assert ((low <= column) & (column <= high)).mean() >= 0.7
    for line, means in zip(calibration_words.target_lines(calibration), members.means.T, strict=True):
        assert line.after is not None
        assert means.min() <= line.after[0] <= line.after[2] <= means.max()
        assert 0 <= line.inside <= 1
    said = " ".join(calibration_words.findings(calibration))
    for one in calibration.found():
        assert one.title[1:] in said
    shown = calibration_figures.of_calibration(calibration)
    assert [fault for one in shown for fault in faults_of_chart(one)] == []
    first, second, *pairs, last = shown
    assert (first.name, second.name, last.name) == ("calibration_targets", "calibration_ranges", "calibration_waves")
    assert len(pairs) == len(calibration.pairs())
    assert isinstance(first.chart, IntervalChart)
    assert first.chart.rows == ("Published", "Ranges alone", "Ensemble")
    for panel, line in zip(first.chart.panels, calibration_words.target_lines(calibration), strict=True):
        middles = [one.middle for one in panel.intervals if one is not None]
        assert line.after is not None
        assert middles == pytest.approx([line.observed, line.before[1], line.after[1]], rel=1e-5)
    assert isinstance(second.chart, LineChart)
    for histogram in second.chart.panels:
        (line_of_members,) = histogram.lines
        assert sum(line_of_members.values) / 2 <= 100.1  # each bin has two ends
        assert histogram.stack is not None
        assert sum(histogram.stack.areas[0].values) / 2 == pytest.approx(100.0, abs=0.1)


@pytest.mark.slow
def test_the_same_bytes_on_one_and_on_two_processes(scenario: Scenario) -> None:
    settings = CalibrationSettings(points=14, replications=2, waves=1, members=4, chance=8, seed=2)
    one, two = (task(scenario, settings).run(processes).search for processes in (1, 2))
    assert one.waves[0].points.values.tobytes() == two.waves[0].points.values.tobytes()
    assert one.waves[0].left == two.waves[0].left
    assert (one.members is None) == (two.members is None)
    if one.members is not None and two.members is not None:
        assert one.members.scores.tobytes() == two.members.scores.tobytes()
        assert one.members.values.tobytes() == two.members.values.tobytes()


def test_runs_end_when_all_that_is_measured_has_been_and_measure_the_same(scenario: Scenario) -> None:
    """Of 2.9 years from 1 April, the last eleven months come after the last 31 March."""
    long = scenario.with_years(2.9)
    space, keys = space_of(long), keys_of(targets_of(long, figures()))
    short = runner(long, space.columns, keys, SETTINGS.seed)
    assert short.years == pytest.approx(2, abs=0.01)
    point = DesignPoint(space.numbers(np.zeros(len(space.dimensions))), 2, first=0)
    assert short.measured(point) == pytest.approx(replace(short, years=long.years).measured(point), rel=1e-9)
    brief = scenario.with_years(1.0)
    assert runner(brief, space.columns, keys_of(targets_of(brief, figures())), SETTINGS.seed).years == brief.years


def test_only_a_base_with_enough_points_can_be_calibrated() -> None:
    with pytest.raises(BadInput, match="only a base can be calibrated"):
        task(load("tower_hamlets_2018", "ipop"), CalibrationSettings())
    with pytest.raises(BadInput, match="too few for 7 numbers"):
        task(load("tower_hamlets_2018"), CalibrationSettings(points=10))


# The command


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}


def begun(folder: Path, out: str, lines: int) -> subprocess.Popen[str]:
    """A calibration, running, that has kept at least so many lines."""
    words = [sys.executable, str(ROOT / "run.py"), "calibrate", "tiny.toml", *map(str, QUICK), "--no-save"]
    # on one process, so that the kill reaches all of it
    running = subprocess.Popen(
        [*words, "--processes", "1", "--out", out], cwd=folder, stderr=subprocess.PIPE, text=True
    )
    kept = folder / out / "progress.jsonl"
    for _ in range(36_000):
        if kept.exists() and kept.read_bytes().count(b"\n") >= lines:
            return running
        assert running.poll() is None, running.stderr and running.stderr.read()
        time.sleep(0.05)
    raise AssertionError("it kept nothing in half an hour")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the tiny authority, its calibration in `whole`, and what the command said."""
    folder = tmp_path_factory.mktemp("command")
    file(folder)
    done = command("calibrate", "tiny.toml", *QUICK, "--processes", 1, "--out", "whole", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout + done.stderr


def test_a_calibration_keeps_its_tables_figures_page_and_manifest(whole: tuple[Path, str]) -> None:
    folder, said = whole
    names = {path.name for path in (folder / "whole").iterdir()}
    assert {"ensemble.csv", "targets.csv", "numbers.csv", "points.csv", "calibration.html", "manifest.json"} <= names
    assert not [name for name in names if "progress" in name or name.startswith(".")]
    assert "plausible sets of numbers were found" in said
    record = json.loads((folder / "whole" / "manifest.json").read_text(encoding="utf-8"))
    assert record["authority"] == "E06000017"
    assert record["settings"]["points"] == 14
    assert set(record["sha256"]) == {"ensemble.csv", "targets.csv", "numbers.csv", "points.csv"}
    page = (folder / "whole" / "calibration.html").read_text(encoding="utf-8")
    assert str(folder) not in page
    assert "not identified" in page
    assert not re.search(r"(src|href)=\"(?!#)", page)  # it stands on its own


def test_the_ensemble_is_kept_for_the_base_and_drawn_from(
    whole: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, said = whole
    kept = folder / "ensembles" / "tiny.csv"
    assert kept.read_bytes() == (folder / "whole" / "ensemble.csv").read_bytes()
    assert "ensembles/tiny.csv" in said
    words = ("run", "tiny.toml", "--replications", 2, "--processes", 1, "--uncertainty")
    drawn = command(*words, "--out", "drawn", cwd=folder)
    assert drawn.returncode == 0, drawn.stderr
    assert "6 calibrated numbers come from ensembles/tiny.csv" in drawn.stderr
    assert "calibrated together" in (folder / "drawn" / "report.html").read_text(encoding="utf-8")
    record = json.loads((folder / "drawn" / "manifest.json").read_text(encoding="utf-8"))
    assert record["ensemble"].startswith("ensembles/tiny.csv, ")
    monkeypatch.chdir(folder)
    with_it, without = (
        run("tiny.toml", replications=2, processes=1, uncertainty=True, ensemble=asked) for asked in (None, "none")
    )
    assert with_it.outcomes[0].scenario.ensemble is not None
    assert without.outcomes[0].scenario.ensemble is None
    assert not np.array_equal(*(one.outcomes[0].measures.values for one in (with_it, without)), equal_nan=True)
    changed = TEXT.format(entries=16, low=9, high=22)
    (folder / "tiny.toml").write_text(changed, encoding="utf-8")
    refused = command(*words, "--out", "never", cwd=folder)
    file(folder)
    assert refused.returncode == 2
    assert "ensembles/tiny.csv: you have changed numbers in tiny since it was calibrated; " in refused.stderr
    assert "calibrate tiny again, leave the ensemble out, or take central values" in refused.stderr
    assert not (folder / "never").exists()


def test_after_a_kill_it_is_resumed_to_the_same_bytes(whole: tuple[Path, str]) -> None:
    folder, _ = whole
    running = begun(folder, "killed", lines=5)
    running.kill()
    running.communicate()
    kept = folder / "killed" / "progress.jsonl"
    content = kept.read_bytes()
    assert not (folder / "killed" / "ensemble.csv").exists()
    # the last line as a crash leaves it: cut short, and one before it damaged
    lines = content.splitlines(keepends=True)
    lines[3] = lines[3].replace(b"0", b"1", 1)
    kept.write_bytes(b"".join(lines)[:-9])
    again = command("calibrate", "--resume", "killed", "--processes", 2, cwd=folder)
    assert again.returncode == 0, again.stderr
    assert tables(folder / "killed") == tables(folder / "whole")
    assert "The ensemble is kept" not in again.stderr  # as it was not to be kept from the first


def test_stopped_politely_it_says_how_to_go_on(whole: tuple[Path, str]) -> None:
    folder, _ = whole
    running = begun(folder, "stopped", lines=2)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=1800)
    assert running.returncode == 130
    assert f"{ROOT / 'run.py'} calibrate --resume stopped" in said.partition("go on with: ")[2]
    # another seed is another calibration
    other = command("calibrate", "--resume", "stopped", "--seed", 5, cwd=folder)
    assert other.returncode == 2
    assert "leave out --seed" in other.stderr
    (folder / "tiny.toml").write_text(TEXT.format(entries=16, low=9, high=22), encoding="utf-8")
    changed = command("calibrate", "--resume", "stopped", cwd=folder)
    file(folder)
    assert changed.returncode == 2
    assert "was begun with other numbers or targets of its scenario" in changed.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a base"),
        (("tiny.toml",), "ensembles/tiny.csv: is there already; add --force"),
        (("tiny.toml", "--out", "whole"), "already there"),
        (("tiny.toml", "--points", "x", "--waves", "0"), '--points: "x" is not a whole number'),
        (("--resume", "whole"), "the calibration in it is finished"),
        (("--resume", "nowhere"), "there is no calibration in it"),
        (("england",), "names no authority"),
        (("tiny.toml", "--years", "0.5"), "no published number"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    whole: tuple[Path, str],
    words: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, _ = whole
    before = sorted(folder.iterdir())
    monkeypatch.chdir(folder)
    assert main(["calibrate", *words]) == 2
    assert said in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before


def test_when_nothing_is_plausible_the_page_says_what_clashes_and_nothing_is_kept(tmp_path: Path) -> None:
    """Nobody in care at the start, held against Tower Hamlets' 329."""
    path = small_file(tmp_path, years=1.1)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"^start = ", 'authority = "E09000030"\nstart = ', text, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    done = command("calibrate", "small.toml", *QUICK, "--out", "out", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "Nothing within the documented ranges is plausible" in done.stdout
    assert "children looked after (published 329" in done.stdout
    assert not (tmp_path / "out" / "ensemble.csv").exists()
    assert not (tmp_path / "ensembles").exists()
    page = (tmp_path / "out" / "calibration.html").read_text(encoding="utf-8")
    assert "still misses children looked after" in page
    assert "too small for calibration to tell" not in page  # of Tower Hamlets' hundreds


@pytest.mark.parametrize(("children", "small"), [(49.0, True), (50.0, False)])
def test_when_nothing_is_plausible_a_small_authority_is_said_to_be_too_small(
    found: list[tuple[np.ndarray, Calibration]], children: float, small: bool
) -> None:
    _, calibration = found[0]
    targets = tuple(
        replace(one, observed=children) if one.name == "looked_after" else one for one in calibration.targets
    )
    scores = np.full(len(targets), 9.0)
    for nearest in (scores, np.zeros(len(targets))):  # something clashes; nothing does
        empty = replace(calibration.search, members=None, nearest=nearest)
        (said,) = calibration_words.findings(replace(calibration, targets=targets, search=empty))
        assert "so there is no ensemble" in said
        assert ("With 49.0 children looked after the authority is also too small" in said) is small
        assert options_told(said) == []


def test_an_emulator_that_predicts_worse_than_the_mean_explains_none() -> None:
    assert [calibration_words.explained(share) for share in (-0.09, 0.0, 0.09)] == ["none", "none", "9%"]


def test_the_shipped_ensemble_is_of_the_shipped_numbers() -> None:
    scenario = load("tower_hamlets_2018")
    found = ensembles.kept_for("tower_hamlets_2018")
    assert found is not None
    ensemble = ensembles.read(found)
    assert ensemble.numbers == scenario.base_numbers
    assert len(ensemble.members) >= 30
    assert ensembles.is_shipped(found)
