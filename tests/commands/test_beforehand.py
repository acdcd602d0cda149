"""What is said before long work begins: how many runs, about how long here, and what makes it shorter."""

from __future__ import annotations

from pathlib import Path

import pytest
from rutland_sized import file as tiny_file

from sim.cli import main
from sim.commands import beforehand
from sim.commands.beforehand import in_words
from sim.experiments.running.settings import Settings

SHORT = ["--replications", "4", "--years", "0.25", "--processes", "1"]


@pytest.mark.parametrize(
    ("runs", "seconds", "processes", "words"),
    [
        (7_658, 0.13, 2, "At most 7,658 runs, about 8 minutes on 2 processes. Less."),
        (100, 0.1, 1, "At most 100 runs, about 10 seconds on 1 process. Less."),
        (2, 3.0, 4, "At most 2 runs, about 3 seconds on 2 processes. Less."),
    ],
)
def test_runs_and_their_time_in_words(runs: int, seconds: float, processes: int, words: str) -> None:
    assert in_words(runs, seconds, Settings(processes=processes), "Less.") == words


def test_what_is_done_already_is_told_to_be_none_of_it() -> None:
    said = in_words(100, 0.1, Settings(processes=1), "Less.", resumed=True)
    assert said == "At most 100 runs, about 10 seconds on 1 process, less what is done already."


def test_of_a_cluster_whose_pace_is_not_known_no_time_is_told() -> None:
    said = in_words(7_658, 0.0, Settings(cluster="local"), "Less.")
    assert said == "At most 7,658 runs, shared on the cluster. Less."


@pytest.mark.parametrize("words", [["run"], ["compare", "ipop", "--central"]])
def test_many_replications_are_told_beforehand_and_few_are_not(
    words: list[str], base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(beforehand, "seconds_a_run", lambda _: 60.0)
    command, *strategies = words
    runs = 4 if command == "run" else 8
    asked = [command, str(base), *strategies, *SHORT]
    assert main([*asked, "--out", str(tmp_path / "few")]) == 0
    assert "minutes on 1 process" not in capsys.readouterr().err
    monkeypatch.setattr(beforehand, "MANY_RUNS", runs)
    assert main([*asked, "--out", str(tmp_path / "many")]) == 0
    told = capsys.readouterr().err
    said = f"{runs} runs, about {runs} minutes on 1 process. Fewer --replications or --years make it shorter."
    assert said in told
    assert told.index(said) < told.index("Results are in")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_file(tmp_path_factory.mktemp("beforehand"))


def test_sensitivity_says_beforehand(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.commands.experiment.seconds_a_run", lambda _: 60.0)
    only = ["--within", "demand.entries_per_year,stability.scale", "--points", "8", *SHORT]
    assert main(["sensitivity", str(base), *only, "--out", str(tmp_path / "said")]) == 0
    told = capsys.readouterr().err
    assert "At most 28 runs, about 28 minutes on 1 process. Numbers that seem to do nothing are spared." in told
    assert "--within" in told
    assert told.index("At most 28 runs") < told.index("Results are in")


def test_frontier_says_beforehand(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.commands.experiment.seconds_a_run", lambda _: 60.0)
    asked = ["frontier", str(base), "ipop", "--central", "--scales", "1", *SHORT, "--out", str(tmp_path / "said")]
    assert main(asked) == 0
    told = capsys.readouterr().err
    assert "At most 8 runs, about 8 minutes on 1 process. Shorter: fewer --runs" in told


@pytest.mark.parametrize(
    ("words", "runs"),
    [(["sufficiency"], 4), (["luck", "ipop"], 8)],
)
def test_others_say_beforehand(
    words: list[str],
    runs: int,
    base: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sim.commands.experiment.seconds_a_run", lambda _: 60.0)
    command, *strategies = words
    assert main([command, str(base), *strategies, *SHORT, "--out", str(tmp_path / "said")]) == 0
    told = capsys.readouterr().err
    assert f"At most {runs} runs, about {runs} minutes on 1 process. Shorter: fewer --replications." in told


class Watched:
    """A study that takes no time, and remembers what was run."""

    def __init__(self, scenarios: int) -> None:
        self.scenarios = range(scenarios)
        self.ran: list[int] = []

    def replicate(self, point: tuple[int, tuple[()]], replication: int) -> None:
        assert replication == 0
        self.ran.append(point[0])


def test_the_pace_is_that_of_the_first_and_the_last_scenario_after_a_first_run_of_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, 9.0, 10.0, 19.0, 20.0, 21.0, 30.0, 33.0])
    monkeypatch.setattr(beforehand, "monotonic", lambda: next(clock))
    study = Watched(3)
    assert beforehand.seconds_a_run(study) == 2.0  # type: ignore[arg-type]
    assert study.ran == [0, 2, 0, 2]
