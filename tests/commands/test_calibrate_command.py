"""`run.py calibrate` keeps to what it was asked: where the ensemble goes, what it replaces, and all of it on resume."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from rutland_sized import file

from sim.cli import main, parser
from sim.commands.request import BAD_INPUT, DONE, INTERRUPTED
from sim.experiments.calibration.calibration import CalibrationTask
from sim.experiments.calibration.settings import CalibrationSettings
from sim.reports.calibration import pages, progress
from sim.scenario.ensemble import kept_for
from sim.scenario.files.reading import shipped

WHERE = {"--processes", "--out", "--resume", "--help", "-h"}
"""Options that say where it is done, and nothing of what comes of it."""


@dataclass
class Runs:
    """Calibrations that find an ensemble at once, and the tasks that they were given; the first may be stopped."""

    stopped: bool = False
    tasks: list[CalibrationTask] = field(default_factory=list)

    def run(self, task: CalibrationTask, *_: object) -> object:
        self.tasks.append(task)
        if self.stopped:
            raise KeyboardInterrupt
        found = SimpleNamespace(text=lambda: "a new ensemble")
        return SimpleNamespace(scenario=task.scenario, ensemble=lambda: found, search=SimpleNamespace(members=[1]))


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    made = Runs()
    file(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(CalibrationTask, "run", lambda task, *rest: made.run(task, *rest))
    monkeypatch.setattr(pages, "keep", lambda _, into, __: progress.finish(into))
    monkeypatch.setattr("sim.reports.calibration.words.findings", lambda _: [])
    return made


@pytest.fixture
def goes_on(runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Begins a calibration with these words, stops it, goes on from another folder; gives the exit code."""

    def go(*words: str, meanwhile: Callable[[], object] = lambda: None) -> int:
        runs.stopped = True
        assert main(["calibrate", "tiny.toml", *words, "--out", "out"]) == INTERRUPTED
        meanwhile()
        runs.stopped = False
        return main(["calibrate", "--resume", "out"])

    return go


def kept() -> Path:
    return Path("ensembles") / "tiny.csv"


def earlier() -> None:
    kept().parent.mkdir(exist_ok=True)
    kept().write_text("an earlier ensemble", encoding="utf-8")


def test_the_ensemble_goes_beside_the_users_scenarios_and_not_among_them(
    runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("scenarios").mkdir()
    assert main(["calibrate", "tiny.toml", "--out", "out"]) == DONE
    assert kept().read_text(encoding="utf-8") == "a new ensemble"
    assert "The ensemble is kept in ensembles/tiny.csv" in capsys.readouterr().err
    assert not list(Path("scenarios").iterdir())
    assert kept_for("tiny") == kept().resolve()


def test_an_ensemble_that_is_there_is_refused_before_anything_runs(
    runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier()
    assert main(["calibrate", "tiny.toml", "--out", "out"]) == BAD_INPUT
    said = capsys.readouterr().err
    assert said == "ensembles/tiny.csv: is there already; add --force to replace it, or --no-save to leave it\n"
    assert kept().read_text(encoding="utf-8") == "an earlier ensemble"
    assert not Path("out").exists()
    assert not runs.tasks


def test_it_is_replaced_when_that_is_asked_for(runs: Runs) -> None:
    earlier()
    assert main(["calibrate", "tiny.toml", "--out", "out", "--force"]) == DONE
    assert kept().read_text(encoding="utf-8") == "a new ensemble"


def test_both_to_replace_and_not_to_keep_makes_no_sense(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "tiny.toml", "--force", "--no-save"]) == BAD_INPUT
    assert capsys.readouterr().err.startswith("--force: ")


@pytest.mark.parametrize("words", [(), ("--force",)])
def test_what_is_shipped_is_never_replaced(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str]
) -> None:
    theirs = shipped() / "ensembles" / "tower_hamlets_2018.csv"
    before = theirs.read_bytes()
    link = tmp_path / "elsewhere"
    link.mkdir()
    (link / "ensembles").symlink_to(theirs.parent, target_is_directory=True)
    for folder in (shipped(), link):
        monkeypatch.chdir(folder)
        out = str(tmp_path / "out")
        assert main(["calibrate", "tower_hamlets_2018", "--points", "30", "--out", out, *words]) == BAD_INPUT
        assert "is where the program's own ensembles are, and nothing is written" in capsys.readouterr().err
    assert theirs.read_bytes() == before
    assert not runs.tasks


def test_from_the_projects_own_folder_it_goes_beside_what_is_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.scenario.ensemble import is_shipped, own_file

    monkeypatch.chdir(shipped().parent)
    found = kept_for("tower_hamlets_2018")
    assert found is not None
    assert is_shipped(found)
    assert not is_shipped(own_file("tower_hamlets_2018"))
    assert own_file("tower_hamlets_2018") != found


# On resume


@pytest.mark.parametrize(
    ("name", "value"),
    [("points", 30), ("replications", 3), ("waves", 2), ("members", 7), ("chance", 9), ("seed", 11)],
)
def test_settings_hold(goes_on: Callable[..., int], runs: Runs, name: str, value: int) -> None:
    assert goes_on(f"--{name}", str(value)) == DONE
    first, second = runs.tasks
    assert first.settings == second.settings == CalibrationSettings(**{name: value})


def test_years_hold(goes_on: Callable[..., int], runs: Runs) -> None:
    assert goes_on("--years", "2.5") == DONE
    assert [task.scenario.years for task in runs.tasks] == [2.5, 2.5]


def test_that_the_ensemble_is_not_to_be_kept_holds(goes_on: Callable[..., int]) -> None:
    earlier()
    assert goes_on("--no-save") == DONE
    assert kept().read_text(encoding="utf-8") == "an earlier ensemble"
    kept().unlink()
    assert not list(kept().parent.iterdir())


def test_that_the_ensemble_is_to_be_replaced_holds(goes_on: Callable[..., int]) -> None:
    earlier()
    assert goes_on("--force") == DONE
    assert kept().read_text(encoding="utf-8") == "a new ensemble"


def test_that_nothing_is_to_be_replaced_holds_for_what_came_meanwhile(
    goes_on: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert goes_on(meanwhile=earlier) == BAD_INPUT
    assert kept().read_text(encoding="utf-8") == "an earlier ensemble"
    said = capsys.readouterr().err
    assert "ensembles/tiny.csv: has come there meanwhile and is not replaced" in said
    assert "Results are in out" in said


def test_where_the_ensemble_goes_holds_from_another_folder(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs.stopped = True
    asked = ["calibrate", str(tmp_path / "tiny.toml"), "--out", str(tmp_path / "out")]
    assert main(asked) == INTERRUPTED
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    runs.stopped = False
    assert main(["calibrate", "--resume", str(tmp_path / "out")]) == DONE
    assert (tmp_path / kept()).read_text(encoding="utf-8") == "a new ensemble"
    assert not list((tmp_path / "other").iterdir())


def options() -> list[argparse.Action]:
    """Every option of the command that is a choice of what is done."""
    (commands,) = (one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    every = commands.choices["calibrate"]._actions
    return [one for one in every if one.option_strings and not WHERE & set(one.option_strings)]


@pytest.mark.parametrize("option", options(), ids=lambda option: option.option_strings[0])
def test_no_choice_is_made_again_on_the_way(
    runs: Runs, option: argparse.Action, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever options there are now or will be."""
    name = option.option_strings[0]
    given = [name] if option.nargs == 0 else [name, "5"]
    assert main(["calibrate", "--resume", "out", *given]) == BAD_INPUT
    assert f"--resume: leave out {name}: it goes on as it was begun" in capsys.readouterr().err
