"""What pages and terminals say of the base's numbers that strategies change, and of those that go another way."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from sim.experiments.comparison.comparison import Comparison
from sim.reports.run.terminal.movement_list import show_movements
from sim.reports.run.words import council
from sim.scenario.scenario import Scenario, load

BASE = "tower_hamlets_2018"

MORE_LEAVE = """title = "Fewer carers leave"
[in_house_fostering.deregistration]
value = 0.19
meant = "lower"
unit = "per year"
kind = "judgement"
source = "a test"
as_of = 2018-01-01
"""

SAID = "is meant to be lower than the base's, but was 0.1, is 0.19 (higher)"


@pytest.fixture
def scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Scenario, Scenario]:
    (tmp_path / "fees.toml").write_text(MORE_LEAVE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return load(BASE), load(BASE, "fees.toml")


def test_the_page_says_what_goes_another_way(scenarios: tuple[Scenario, Scenario]) -> None:
    outcomes = [SimpleNamespace(scenario=one) for one in scenarios]
    made = SimpleNamespace(base=outcomes[0], results=SimpleNamespace(outcomes=outcomes))
    assert SAID in council.caveats(cast(Comparison, made))[0]
    alone = SimpleNamespace(base=outcomes[0], results=SimpleNamespace(outcomes=outcomes[:1]))
    assert not [said for said in council.caveats(cast(Comparison, alone)) if "is meant to be" in said]


def test_the_terminal_says_each_once(scenarios: tuple[Scenario, Scenario], capsys: pytest.CaptureFixture[str]) -> None:
    show_movements([scenarios, scenarios])
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("in_house_fostering.deregistration, per year: was 0.1, is 0.19 (higher)") == 1
    assert said.count(SAID) == 1
    show_movements([(scenarios[0], scenarios[0])])
    assert capsys.readouterr().out == ""


def test_the_page_says_how_large_strategies_are_here(tmp_path: Path) -> None:
    sizes = 'value = 2.5\nunit = "times the strategy\'s file"\nsource = "a test"\nas_of = 2018-01-01\n'
    path = tmp_path / "council.toml"
    path.write_text(f'based_on = "{BASE}"\n[sizes.edge_of_care]\n{sizes}', encoding="utf-8")
    given = load(str(path)), load(str(path), "edge_of_care"), load(str(path), "ipop")
    assert not given[0].fitted
    outcomes = [SimpleNamespace(scenario=one) for one in given]
    made = SimpleNamespace(base=outcomes[0], results=SimpleNamespace(outcomes=outcomes))
    (said,) = [one for one in council.caveats(cast(Comparison, made)) if "sized to it" in one]
    assert "edge-of-care team 2.5 times what its file says" in said
