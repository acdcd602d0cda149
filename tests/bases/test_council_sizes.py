"""Sizes of strategies for a council, by hand; and written into its base, which then has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sim.bases.council_sizes import council_sizes
from sim.reports.baseline.scenario_file import scenario_text
from sim.scenario.files import reading
from sim.scenario.scenario import load

BASE = "tower_hamlets_2018"


def test_in_proportion_to_those_whom_each_serves() -> None:
    own = dict(load(BASE).quantities)
    own["demand.entries_per_year"] = replace(own["demand.entries_per_year"], value=12.4)
    own["in_house_fostering.households"] = replace(own["in_house_fostering.households"], value=250.0)
    found = council_sizes(own, date(2024, 4, 1))
    entries = load(BASE).quantities["demand.entries_per_year"].value
    assert isinstance(entries, float)
    assert found["edge_of_care"].value == pytest.approx(12.4 / entries, rel=0.01)
    assert found["out_of_hours"].value == found["carer_development"].value == 2.0
    assert found["ipop"].value == 1.0
    there = f"{entries:,.0f} in Tower Hamlets, 1 January 2018, for which it was written"
    assert found["edge_of_care"].source == f"12 children entering care in a year, {there}"


def test_strategies_of_shares_alone_have_no_size() -> None:
    found = council_sizes(load(BASE).quantities, date(2024, 4, 1))
    assert not {"parallel_planning", "early_permanence", "caseload_transfer"} & found.keys()
    assert len(found) == 25


def test_services_laid_over_a_base_have_a_size_for_each_of_their_parts() -> None:
    own = dict(load(BASE).quantities)
    own["demand.entries_per_year"] = replace(own["demand.entries_per_year"], value=2 * 166.1)
    own["opening.looked_after"] = replace(own["opening.looked_after"], value=3 * 298.0)
    found = {name: size.value for name, size in council_sizes(own, date(2024, 4, 1)).items()}
    assert found["legal_process"] == 3.0
    of_services = {name: value for name, value in found.items() if name.startswith("statutory_services")}
    assert of_services.pop("statutory_services.health_assessments") == 2.0
    assert of_services == {
        f"statutory_services.{part}": 3.0 for part in ("reviews", "social_work", "virtual_school", "life_story")
    }


def test_a_strategy_of_the_council_s_own_is_written_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "scenarios/strategies/our_team.toml"
    own.parent.mkdir(parents=True)
    own.write_text(reading.locate("edge_of_care", strategy=True).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "our_team" in reading.known_names(strategies=True)
    found = council_sizes(load(BASE).quantities, date(2024, 4, 1))
    assert "edge_of_care" in found
    assert "our_team" not in found


def test_what_a_base_has_of_its_own_has_no_size() -> None:
    with_courts = council_sizes(load(BASE, "legal_process").quantities, date(2024, 4, 1))
    assert "legal_process" not in with_courts
    assert "statutory_services.reviews" in with_courts


def test_sizes_are_written_and_read_again(tmp_path: Path) -> None:
    sizes = council_sizes(load(BASE).quantities, date(2024, 4, 1))
    sizes["edge_of_care"] = replace(sizes["edge_of_care"], value=2.84)
    text = scenario_text((), {"title": "A council", "based_on": BASE}, {}, {}, sizes)
    (tmp_path / "council.toml").write_text(text, encoding="utf-8")
    scenario = load(str(tmp_path / "council.toml"), "edge_of_care")
    assert scenario.parameters.edge_of_care is not None
    assert scenario.parameters.edge_of_care.workers == pytest.approx(3 * 2.84)
    assert "times 2.84: " in scenario.quantities["edge_of_care.workers"].note
