"""The workplace is the one place that says where things are: names resolve, bases and results go by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.commands import baseline, import_903
from sim.reports.shared import folder
from sim.scenario import ensemble
from sim.scenario.files import reading
from sim.scenario.files.workplace import Workplace


def test_all_of_it_lies_in_its_folder(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    assert {place.scenarios, place.ensembles, place.results} == {
        tmp_path / name for name in ("scenarios", "ensembles", "results")
    }
    assert place.at(Path("results/one")) == place.results / "one"
    assert place.at(tmp_path / "elsewhere") == tmp_path / "elsewhere"


def test_a_base_goes_among_the_scenarios_where_there_are_any(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    assert place.for_bases == tmp_path
    place.scenarios.mkdir()
    assert place.for_bases == tmp_path / "scenarios"


def test_what_the_program_finds_and_writes_is_in_the_workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Workplace()
    here.scenarios.mkdir()
    assert next(reading.scenarios_folders()) == here.scenarios.resolve()
    assert ensemble.own_file("leeds").parent == here.ensembles.resolve()
    assert folder.automatic("run").parent == here.results
    assert {baseline.SCENARIOS, import_903.SCENARIOS} == {here.scenarios}
