"""What services are called: as their strategies' files say, in the forms that a sentence and a column need."""

from __future__ import annotations

from dataclasses import fields

import pytest
from scenario_files import LEGAL, LEGAL_STRATEGIES

from sim.parameters.parameters import Parameters
from sim.scenario.files import reading
from sim.scenario.files.scenario_file import read
from sim.scenario.levers import lever
from sim.scenario.scenario import load
from sim.scenario.titles import JUDGED, JUDGED_IN_STRENGTH, PARTS, SERVICES, STATUTORY_STRATEGIES, in_force, short_title

ALONE_IN_ITS_FILE = ("edge_of_care", "ipop", "out_of_hours", "carer_development", "own_homes", *LEGAL_STRATEGIES)


@pytest.mark.parametrize("name", ALONE_IN_ITS_FILE)
def test_a_service_is_called_as_its_strategy(name: str) -> None:
    assert SERVICES[name].full == read(reading.locate(name, strategy=True), strategy=True).heading["title"]


@pytest.mark.parametrize(("strategy", "part"), STATUTORY_STRATEGIES.items())
def test_a_strategy_for_statutory_services_brings_the_part_by_whose_title_it_goes(strategy: str, part: str) -> None:
    base = load("tower_hamlets_2018", "statutory_services")
    brought = load("tower_hamlets_2018", "statutory_services", strategy).quantities.keys() - base.quantities.keys()
    assert {path.split(".")[0] for path in brought} == {part}
    assert SERVICES[part].full == read(reading.locate(strategy, strategy=True), strategy=True).heading["title"]


def test_titles_are_of_parts_that_there_are_and_every_strategy_has_one() -> None:
    parts = {field.name for field in fields(Parameters)}
    assert {path.split(".")[0] for path in SERVICES} | set(PARTS) <= parts
    assert not SERVICES.keys() & PARTS.keys()
    assert set(JUDGED) | set(JUDGED_IN_STRENGTH) <= set(SERVICES)
    services = ("edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development", "own_homes", *LEGAL_STRATEGIES)
    base = load("tower_hamlets_2018", LEGAL)
    brought = load("tower_hamlets_2018", LEGAL, *services).quantities.keys() - base.quantities.keys()
    assert {path.split(".")[0] for path in brought} <= set(SERVICES)


def test_numbers_and_sizes_of_a_service_go_by_its_short_title() -> None:
    scenario = load("tower_hamlets_2018", "ipop")
    assert lever("ipop.ready", scenario).title == "Placements panel: share of children ready for a family"
    assert lever("size.ipop", scenario).title == "Size: Placements panel"
    assert lever("prices.weekly.agency", scenario).title == "Prices: weekly, agency"
    assert short_title("other_residential") == "Other residential"


def test_what_is_judged_is_said_of_the_services_that_are_there() -> None:
    base, panel = load("tower_hamlets_2018", LEGAL), load("tower_hamlets_2018", LEGAL, "ipop", "plo_tracker")
    assert in_force(JUDGED, [base]) == []
    assert in_force(JUDGED, [base, panel]) == ["the placements panel"]
    assert in_force(JUDGED_IN_STRENGTH, [base, panel]) == ["the tracker of pre-proceedings and proceedings"]
