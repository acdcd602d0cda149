"""What services are called: as their strategies' files say, in the forms that a sentence and a column need."""

from __future__ import annotations

from dataclasses import fields

import pytest

from sim.parameters.parameters import Parameters
from sim.scenario.files import reading
from sim.scenario.files.scenario_file import read
from sim.scenario.levers import lever
from sim.scenario.scenario import load
from sim.scenario.titles import JUDGED, PARTS, SERVICES, short_title


@pytest.mark.parametrize("name", ["edge_of_care", "ipop", "out_of_hours", "carer_development", "own_homes"])
def test_a_service_is_called_as_its_strategy(name: str) -> None:
    assert SERVICES[name].full == read(reading.locate(name, strategy=True), strategy=True).heading["title"]


def test_titles_are_of_parts_that_there_are_and_every_strategy_has_one() -> None:
    parts = {field.name for field in fields(Parameters)}
    assert {path.split(".")[0] for path in SERVICES} | set(PARTS) <= parts
    assert not SERVICES.keys() & PARTS.keys()
    assert set(JUDGED) <= set(SERVICES)
    services = ("edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development", "own_homes")
    brought = load("tower_hamlets_2018", *services).quantities.keys() - load("tower_hamlets_2018").quantities.keys()
    assert {path.split(".")[0] for path in brought} <= set(SERVICES)


def test_numbers_and_sizes_of_a_service_go_by_its_short_title() -> None:
    scenario = load("tower_hamlets_2018", "ipop")
    assert lever("ipop.ready", scenario).title == "Placements panel: ready"
    assert lever("size.ipop", scenario).title == "Size: Placements panel"
    assert lever("prices.weekly.agency", scenario).title == "Prices: weekly, agency"
    assert short_title("other_residential") == "Other residential"
