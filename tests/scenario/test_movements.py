"""Which way strategies move a base's numbers: what each was and is, and a warning where it is not what is meant."""

from __future__ import annotations

import pytest
from scenario_files import LEGAL, LEGAL_STRATEGIES, REST, SERVICE_STRATEGIES, SERVICES, Write

from sim.scenario.movements import movements, warnings
from sim.scenario.scenario import load

BASE = "tower_hamlets_2018"
LEAVE = "in_house_fostering.deregistration"
RELATIVES = "connected_persons.available"


def said(*names: str) -> list[str]:
    return [one.sentence for one in movements(load(BASE), load(BASE, *names))]


def test_what_was_and_is_by_hand(write: Write) -> None:
    fewer = write(f'[{LEAVE}]\ntimes = 0.5\nunit = "per year"\n{REST}')
    assert said(fewer) == [f"{LEAVE}, per year: was 0.1, is 0.05 (lower)"]


def test_of_a_table_what_changes_is_named(write: Write) -> None:
    more = write(f'[{RELATIVES}]\ntimes = {{ under_1 = 2, from_16 = 0.5 }}\nunit = "probability"\n{REST}')
    assert said(more) == [
        f"{RELATIVES}, probability: under 1 was 0.126, is 0.252 (higher); 16 and over was 0.0509, is 0.02545 (lower)"
    ]


def test_new_parts_and_the_same_numbers_are_no_movement(write: Write) -> None:
    same = write(f'[{LEAVE}]\ntimes = 1\nunit = "per year"\n{REST}')
    assert said("ipop", same) == []


@pytest.mark.parametrize(("base", "meant", "warned"), [("0.07", "lower", True), ("0.2", "lower", False)])
def test_a_number_that_reverses_what_is_meant_is_told(write: Write, base: str, meant: str, warned: bool) -> None:
    text = f'[{LEAVE}]\nvalue = 0.09\nmeant = "{meant}"\nunit = "per year"\n{REST}'
    write(f'based_on = "{BASE}"\n[{LEAVE}]\nvalue = {base}\nunit = "per year"\n{REST}', "council.toml")
    fees = write(text, "fees.toml")
    found = warnings(load("council.toml"), load("council.toml", fees))
    expected = [
        f"fees.toml, {LEAVE}: is meant to be lower than the base's, but was 0.07, is 0.09 (higher): give a change "
        "(times or plus), or a number that fits this base."
    ]
    assert found == (expected if warned else [])


def test_what_changes_nothing_is_not_what_is_meant(write: Write) -> None:
    same = write(f'[{LEAVE}]\nvalue = 0.1\nmeant = "lower"\nunit = "per year"\n{REST}')
    (warning,) = warnings(load(BASE), load(BASE, same))
    assert "was 0.1, is 0.1 (as before)" in warning


def test_a_strategy_s_number_in_place_of_the_base_s_is_told() -> None:
    base = f"{BASE}+{SERVICES}"
    found = [one.sentence for one in movements(load(base), load(f"{base}+social_work_stability"))]
    assert "permanent_staff.turnover (in place of social_work.turnover), per year: was 0.149, is 0.13 (lower)" in found


@pytest.mark.parametrize("name", [*LEGAL_STRATEGIES, *SERVICE_STRATEGIES])
def test_no_shipped_strategy_goes_another_way_on_the_base_it_was_written_for(name: str) -> None:
    base = f"{BASE}+{LEGAL}+{SERVICES}"
    assert warnings(load(base), load(f"{base}+{name}")) == []
