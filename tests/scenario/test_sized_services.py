"""Courts and statutory services at the size of a council: by hand, and laid over bases of any size."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_files import LEGAL, REST, SERVICES, Write, on_base

from sim.scenario.assessor_queue import assessment_work, mean_wait, most_a_year
from sim.scenario.files.sized_services import ASSESSORS, CLINICS, PLACES, sized_services, week_of_clinics
from sim.scenario.files.strategy_sizes import StrategySize
from sim.scenario.scenario import Scenario, load

BASE = "tower_hamlets_2018"
FINDERS = "legal.adoption.finders"
PARTS = ("health_assessments", "reviews", "social_work", "virtual_school", "life_story")


def size(name: str, value: float) -> str:
    return (
        f'[sizes.{name}]\nvalue = {value}\nunit = "times the strategy\'s file"\nsource = "a test"\nas_of = 2018-01-01\n'
    )


def sized(write: Write, value: float) -> Scenario:
    text = "".join(size(name, value) for name in (LEGAL, *(f"{SERVICES}.{part}" for part in PARTS)))
    return load(write(on_base(text)), LEGAL, SERVICES)


def number(scenario: Scenario, path: str) -> float:
    value = scenario.quantities[path].value
    assert isinstance(value, float)
    return value


def differs(one: Scenario, other: Scenario) -> set[str]:
    return {path for path, quantity in one.quantities.items() if not quantity.same_numbers(other.quantities[path])}


def test_as_large_a_council_has_what_the_files_say(write: Write) -> None:
    assert not differs(sized(write, 1.0), load(BASE, LEGAL, SERVICES))


def test_teams_grow_and_nothing_else_does(write: Write) -> None:
    large, plain = sized(write, 4.0), load(BASE, LEGAL, SERVICES)
    proportional = {
        "legal.connected.other_assessments",
        FINDERS,
        "reviews.officers",
        "social_work.workers",
        "social_work.cin_cases",
        "virtual_school.officers",
        "life_story.workers",
    }
    assert differs(large, plain) == proportional | {ASSESSORS, CLINICS}  # four clinics, each as large as the one was
    for path in proportional:
        assert number(large, path) == pytest.approx(4 * number(plain, path))
        low, high = plain.quantities[path].low, plain.quantities[path].high
        assert (low is None) == (large.quantities[path].low is None)
        if low is not None and high is not None:
            assert (large.quantities[path].low, large.quantities[path].high) == pytest.approx((4 * low, 4 * high))
    assert number(large, CLINICS) * number(large, PLACES) == 4 * number(plain, CLINICS) * number(plain, PLACES)


@pytest.mark.parametrize("value", [0.02, 0.09, 0.5, 2.0, 6.56, 25.0])
def test_nobody_waits_longer_for_an_assessor_than_with_the_file_s(write: Write, value: float) -> None:
    plain, here = load(BASE, LEGAL), sized(write, value)
    assert plain.parameters.legal is not None
    assert here.parameters.legal is not None
    work, each = assessment_work(plain.parameters.legal), plain.parameters.legal.connected.cases_per_assessor
    most = most_a_year(round(plain.parameters.legal.connected.assessors * each), work)
    slots = round(here.parameters.legal.connected.assessors * each)
    assert mean_wait(slots, value * most, work) <= 14.0 + 1e-9
    assert slots == 1 or mean_wait(slots - 1, value * most, work) > 14.0
    if value > 1:
        assert slots < value * 12


def test_the_smallest_council_can_have_one_case_in_hand_in_any_draw(write: Write) -> None:
    small = sized(write, 0.01)
    assert number(small, FINDERS) == pytest.approx(1 / 15)
    assert number(small, ASSESSORS) == 0.25
    assert (number(small, CLINICS), number(small, PLACES)) == (1.0, 1.0)
    for path, cases in ((FINDERS, 15), (ASSESSORS, 4)):
        low = small.quantities[path].low
        assert low is not None
        assert low * cases >= 1 - 1e-9


def test_each_says_what_it_was_in_the_file(write: Write) -> None:
    large = sized(write, 4.0)
    for path, before in ((ASSESSORS, "3"), (FINDERS, "1.5"), (CLINICS, "1"), ("social_work.workers", "22.3")):
        said = f"{before} in the strategy's file, for this council times 4: a test"
        assert large.quantities[path].note.startswith(said)


def test_a_part_has_its_own_size(write: Write) -> None:
    scenario = load(write(on_base(size(f"{SERVICES}.reviews", 3.0))), SERVICES)
    assert differs(scenario, load(BASE, SERVICES)) == {"reviews.officers"}
    assert {name: one.value for name, one in scenario.fitted.items()} == {f"{SERVICES}.reviews": 3.0}


def test_a_size_of_the_whole_is_of_each_part_without_one(write: Write) -> None:
    scenario = load(write(on_base(size(SERVICES, 2.0))), SERVICES)
    assert number(scenario, "reviews.officers") == 2 * number(load(BASE, SERVICES), "reviews.officers")
    assert number(scenario, CLINICS) == 2.0


def test_a_file_that_gives_a_team_alone_has_it_in_proportion(write: Write) -> None:
    """How long its work takes is not said there, so nobody can tell how long cases would wait."""
    base = write(f'based_on = "england_with_courts"\n{size(LEGAL, 2.0)}', "base.toml")
    team = f'[{ASSESSORS}]\nvalue = 3\nunit = "workers (whole time)"\n{REST}'
    scenario = load(base, write(f'scales = ["{ASSESSORS}"]\n{team}', f"{LEGAL}.toml"))
    assert number(scenario, ASSESSORS) == 6.0


@given(st.floats(0, 1000))
def test_clinics_hold_what_is_asked_and_not_a_clinic_more(appointments: float) -> None:
    week = week_of_clinics(appointments)
    assert 1 <= week.clinics <= 5
    assert week.clinics * week.places >= appointments
    assert week.clinics == 1 or (week.clinics - 1) * 3 < appointments
    assert week.places == 1 or week.clinics * (week.places - 1) < appointments


def test_nothing_is_made_of_a_team_that_is_endless() -> None:
    quantities = load(BASE, LEGAL).quantities
    endless = {path: one for path, one in quantities.items() if path.startswith("legal.") and not one.is_table}
    endless[ASSESSORS] = endless[ASSESSORS].fixed(float("inf"), "a test")
    found = dict(sized_services(endless, {ASSESSORS: StrategySize(2.0, "a test", date(2018, 1, 1))}))
    assert not found
