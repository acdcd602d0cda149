"""`run.py replicate`: the same as among many, and the whole error of one that fails."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from small_authority import file

from sim import cli
from sim.experiments.asking.measure_choice import USUAL
from sim.experiments.running.execution.machines import Machines
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.failures import RunError
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.study import Chosen, study
from sim.model.register.register import Register
from sim.reports.shared.words import in_table, plain
from sim.scenario.levers import Setting
from sim.scenario.scenario import Scenario, load

SETTINGS = (Setting("demand.entries_per_year", 150.0),)


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    (tmp_path / "my own").mkdir()
    return load(str(file(tmp_path / "my own", 0.5)), "ipop")


def said(capsys: pytest.CaptureFixture[str], words: list[str]) -> dict[str, str]:
    """What the command shows, by measure."""
    assert cli.main(words) == 0, capsys.readouterr().err
    lines = capsys.readouterr().out.splitlines()
    return {line[:34].strip(): line.split()[-1] for line in lines if len(line.split()) > 2}


def expected(scenario: Scenario, point: Point, number: int, uncertainty: bool = False) -> dict[str, str]:
    """The same, from the replication among many."""
    made = study([scenario], 7, uncertainty, Chosen(USUAL))
    with Laboratory(made, Machines(1), USUAL) as laboratory:
        values = laboratory.values([point], range(number + 1))[0, :, number]
    return {one.title: plain(in_table(value, one.unit)) for one, value in zip(USUAL, values, strict=True)}


@pytest.mark.parametrize("uncertainty", [False, True])
def test_a_replication_alone_shows_what_it_gave_among_many(
    scenario: Scenario, capsys: pytest.CaptureFixture[str], uncertainty: bool
) -> None:
    words = ["replicate", scenario.asked, "3", "--seed", "7", "--years", "0.4"]
    words += ["--uncertainty"] if uncertainty else []
    found = said(capsys, [*words, "--set", "demand.entries_per_year=150"])
    among = expected(scenario.with_years(0.4), Point(0, SETTINGS), 3, uncertainty)
    assert among.items() <= found.items()
    assert not among.items() <= said(capsys, words).items()


class Broken:
    """A reading that fails."""

    def __call__(self, register: Register, *_: object) -> object:
        raise ZeroDivisionError(f"{len(register.children.identity)} children")


def test_the_command_that_a_failure_names_tells_its_whole_error(
    scenario: Scenario, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = study([scenario], 7, False, Broken())
    with Laboratory(made, Machines(1), USUAL) as laboratory, pytest.raises(RunError) as raised:
        laboratory.values([Point(0, SETTINGS)], range(3, 4))
    first, command = str(raised.value).splitlines()[1:]
    children = first.rpartition(": ")[2]
    monkeypatch.setattr("sim.experiments.running.study.usual", Broken())
    others = study.__defaults__ or ()
    monkeypatch.setattr("sim.experiments.running.study.study.__defaults__", (Broken(), *others[1:]))
    words = shlex.split(command.partition("alone: ")[2])
    assert words[:2] == ["run.py", "replicate"]
    assert cli.main(words[1:]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "Replication 3 failed:\nTraceback" in output.err
    assert f"ZeroDivisionError: {children}" in output.err


def test_it_opens_with_the_children_of_another_scenario_where_that_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(
        "sim.experiments.running.study.opening_pool", lambda parameters, *_: opened.append(parameters.ipop is not None)
    )
    words = ["replicate", "tower_hamlets_2018+ipop", "0", "--years", "0.1"]
    assert cli.main(words) == 0
    assert cli.main([*words, "--opening-of", "tower_hamlets_2018"]) == 0
    assert opened == [True, False]
    assert "Placements overview panel" in capsys.readouterr().out


def test_every_fault_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["replicate", "tower_hamlets_2018", "1x", "--seed", "no", "--years", "99"]
    sets = ["--set", "demand.entries_per_yaer=3", "--set", "demand", "--set", "demand.male_share=x"]
    assert cli.main([*words, *sets]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 6
    for told in ("seed: ", "years: ", "NUMBER: ", "entries_per_yaer", '"demand": does not say', '"x" is not a number'):
        assert sum(told in line for line in lines) == 1, told
