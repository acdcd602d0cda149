"""Scenarios: the shipped files, how they are named and laid over one another, their digest and draws."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from itertools import combinations
from math import inf, log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_files import (
    LEGAL,
    LEGAL_STRATEGIES,
    PROJECT,
    REST,
    SERVICE_STRATEGIES,
    SERVICES,
    STRATEGIES,
    Write,
    faults,
    on_base,
    quantity,
)

from sim.parameters.tables import Table
from sim.scenario.assumptions import assumptions
from sim.scenario.quantities.declared import declared, names_under
from sim.scenario.scenario import BadInput, load

BASES = ("england", "tower_hamlets_2018")


# --- the shipped files


def test_tower_hamlets_by_hand() -> None:
    scenario = load("tower_hamlets_2018")
    assert scenario.name == "tower_hamlets_2018"
    assert scenario.title == "Tower Hamlets, 1 January 2018"
    assert (scenario.start, scenario.years) == (date(2018, 1, 1), 3.0)
    assert scenario.files == ("scenarios/england.toml", "scenarios/tower_hamlets_2018.toml")
    assert scenario.strategies == ()
    parameters = scenario.parameters
    assert parameters.in_house_fostering is not None
    assert parameters.in_house_fostering.households == 125.0
    places = parameters.in_house_fostering.places_shares
    assert 125 * (places.one + 2 * places.two + 3 * places.three) == pytest.approx(185, abs=2)
    assert parameters.agency is not None
    assert parameters.agency.capacity == inf
    assert parameters.camhs is not None
    assert parameters.camhs.usual.clinicians == 2.0
    assert parameters.edge_of_care is None
    assert parameters.camhs_support is None
    households = scenario.quantities["in_house_fostering.households"]
    assert households.file == "scenarios/tower_hamlets_2018.toml"
    assert households.kind == "published"
    assert households.as_of == date(2018, 3, 31)


def test_a_base_holds_only_what_differs() -> None:
    own = load("tower_hamlets_2018").quantities
    national = load("england").quantities
    for path, item in own.items():
        if item.file == "scenarios/england.toml":
            assert item == national[path]
    given = [path for path, item in own.items() if item.file == "scenarios/tower_hamlets_2018.toml"]
    assert not [path for path in given if path in national and own[path].same_numbers(national[path])]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", STRATEGIES)
def test_every_strategy_works_on_every_base(base: str, name: str) -> None:
    before, after = load(base), load(base, name)
    assert after.name == f"{base}+{name}"
    assert after.strategies == (name,)
    assert after.files == (*before.files, f"scenarios/strategies/{name}.toml")
    assert after.title.startswith(f"{before.title}, ")
    added = [path for path in after.quantities if path not in before.quantities]
    assert added
    part = {path.split(".")[0] for path in added}
    assert part == {{"camhs": "camhs_support"}.get(name, name)}
    assert {path: after.quantities[path] for path in before.quantities} == before.quantities


@pytest.mark.parametrize("pair", list(combinations(STRATEGIES, 2)))
def test_strategies_combine_in_pairs(pair: tuple[str, str]) -> None:
    together = load("tower_hamlets_2018", "+".join(pair))
    assert together.strategies == pair
    assert together.digest == load("tower_hamlets_2018", *pair).digest


def test_all_strategies_combine() -> None:
    names = (*STRATEGIES, LEGAL, *LEGAL_STRATEGIES, SERVICES, *SERVICE_STRATEGIES)
    scenario = load("tower_hamlets_2018", "+".join(names))
    # parts that an authority's own base has, or one with courts, or one from returns
    own = ("outlook.unaccompanied.", "opening.law.", "opening.time_in_care.")
    assert set(scenario.quantities) == {path for path in declared() if not path.startswith(own)}
    assert load("tower_hamlets_2018+" + "+".join(scenario.strategies)) == scenario


@pytest.mark.parametrize("base", BASES)
def test_every_number_has_a_source_and_what_is_drawn_has_a_range(base: str) -> None:
    for path, item in load(base, *STRATEGIES).quantities.items():
        assert len(item.source) > 10, path
        of_levels = path.startswith("outlook.") or path.endswith(".yearly_level")  # themselves say what is drawn
        certain = path.endswith((".capacity", ".month_pattern", ".priority_age"))
        if item.kind == "judgement" and not of_levels and not certain:
            assert item.distribution != "fixed", path
        if item.kind == "fitted":
            assert "see docs/decisions" in item.source, path


@pytest.mark.parametrize(
    "path",
    [
        "camhs.usual.hazard_multiplier",
        "camhs_support.colocated.hazard_multiplier",
        "camhs_support.consultation.hazard_multiplier",
        "out_of_hours.hazard_multiplier",
        "out_of_hours.deregistration_multiplier",
        "ipop.stabilised_multiplier",
        "ipop.redirected_multiplier",
        "carer_development.hazard_multiplier",
        "edge_of_care.entry_risk_ratio",
        "edge_of_care.reentry_risk_ratio",
    ],
)
def test_ranges_of_effects_reach_no_effect(path: str) -> None:
    item = load("tower_hamlets_2018", *STRATEGIES).quantities[path]
    assert item.low is not None
    assert item.high is not None
    assert item.low < 1.0 <= item.high


def test_effects_without_controlled_evidence_are_called_judgements() -> None:
    quantities = load("tower_hamlets_2018", *STRATEGIES).quantities
    for path in ("camhs_support.colocated", "camhs_support.consultation", "out_of_hours"):
        assert quantities[f"{path}.hazard_multiplier"].kind == "judgement"
    for path in ("redirected", "stabilised", "stabilised_multiplier", "ready"):
        assert quantities[f"ipop.{path}"].kind == "judgement"


# --- names, paths, combinations


def test_names_resolve_from_any_directory(write: Write) -> None:
    assert load("tower_hamlets_2018", "ipop").files[-1] == "scenarios/strategies/ipop.toml"


def test_a_path_in_another_folder_shows_no_folder_of_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(on_base('title = "Mine"'), encoding="utf-8")
    scenario = load(str(path))
    assert scenario.files == ("scenarios/england.toml", "scenarios/tower_hamlets_2018.toml", "mine.toml")
    assert (scenario.name, scenario.title) == ("mine", "Mine")
    assert str(tmp_path) not in repr(scenario)


def test_a_base_is_found_beside_the_file_that_names_it(write: Write) -> None:
    write('based_on = "england"\nyears = 2', "ours.toml")
    assert load(write('based_on = "ours.toml"')).years == 2.0
    assert load(write('based_on = "ours"')).years == 2.0


def test_a_file_may_have_a_plus_in_its_name(write: Write) -> None:
    assert load(write(on_base(""), "a+b.toml")).name == "a+b"


def test_a_windows_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + on_base("years = 1\r\n").encode())
    assert load(str(path)).years == 1.0


def test_a_strategy_can_begin_on_a_date(write: Write) -> None:
    name = write(f'[out_of_hours.starts]\nvalue = 2018-04-01\nunit = "date"\n{REST}')
    on_its_own = faults("tower_hamlets_2018", name)
    assert on_its_own == (
        "mine.toml, out_of_hours: is a part that the base scenarios/tower_hamlets_2018.toml lacks, and the strategy "
        "gives only some of it; use a base that has out_of_hours, or give also out_of_hours.ramp, "
        "out_of_hours.coverage, out_of_hours.hazard_multiplier, out_of_hours.deregistration_multiplier and "
        "out_of_hours.cost_per_year",
    )
    shipped = (PROJECT / "scenarios/strategies/out_of_hours.toml").read_text(encoding="utf-8")
    later = shipped.replace('value = 0\nunit = "days after start"', 'value = 2018-04-01\nunit = "date"')
    scenario = load("tower_hamlets_2018", write(later))
    assert scenario.parameters.out_of_hours is not None
    assert scenario.parameters.out_of_hours.starts == 90.0
    assert scenario.quantities["out_of_hours.starts"].unit == "days after start"
    rows = {row.path: row for row in assumptions(scenario)}
    assert rows["out_of_hours.starts"].value == "90 (1 April 2018)"
    on_the_day = load("tower_hamlets_2018", write(later.replace("2018-04-01", "2018-01-01")))
    assert on_the_day.parameters.out_of_hours is not None
    assert on_the_day.parameters.out_of_hours.starts == 0.0


def test_a_later_file_takes_the_place_of_the_whole_quantity(write: Write) -> None:
    scenario = load(write(quantity("demand.disability_share", 'value = 0.01\nunit = "share"')))
    item = scenario.quantities["demand.disability_share"]
    assert (item.value, item.low, item.distribution, item.file) == (0.01, None, "fixed", "mine.toml")


def test_two_strategies_may_agree(write: Write) -> None:
    text = f'[demand.disability_share]\nvalue = 0.01\nunit = "share"\n{REST}'
    more = f'[demand.children_per_family]\nvalue = 1.5\nunit = "children"\n{REST}'
    scenario = load("england", write(text, "one.toml"), write(text + more, "two.toml"))
    assert scenario.parameters.demand.disability_share == 0.01


def test_the_examples_of_the_readme_load(write: Write) -> None:
    text = (PROJECT / "scenarios/README.md").read_text(encoding="utf-8")
    number, council, strategy = (block.split("```")[0] for block in text.split("```toml\n")[1:])
    assert load(write(on_base(number))).parameters.in_house_fostering
    scenario = load(write(council, "my_council.toml"), write(strategy, "pay_carers_more.toml"))
    assert scenario.title == "My council, 1 April 2019, Higher fees for foster carers"
    assert scenario.parameters.in_house_fostering is not None
    assert scenario.parameters.in_house_fostering.deregistration == pytest.approx(0.9 * 0.12)


def test_the_readme_states_the_judgements_as_the_files_do() -> None:
    quantities = load("tower_hamlets_2018", *STRATEGIES).quantities
    text = (PROJECT / "scenarios/README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in text.split("## The judgements")[1].splitlines() if line.startswith("| `")]
    checked = 0
    for name, stated in rows:
        item = quantities.get(name.split("`")[1])
        if item is not None and item.low is not None and item.high is not None and not isinstance(item.value, Table):
            checked += 1
            assert f"{item.value:.6g}" in stated.replace("0.10", "0.1"), name
            assert f"({item.low:.6g} to {item.high:.6g})" in stated.replace("1.0)", "1)"), name
    assert checked >= 9


def test_scenarios_go_to_other_processes() -> None:
    scenario = load("tower_hamlets_2018", "camhs")
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    bad = BadInput(["one", "two"])
    assert pickle.loads(pickle.dumps(bad)).faults == bad.faults


def test_the_calendar_knows_the_bank_holidays_of_england() -> None:
    calendar = load("tower_hamlets_2018").calendar()
    assert calendar.start == date(2018, 1, 1)
    for holiday in (date(2018, 1, 1), date(2018, 3, 30), date(2018, 8, 27), date(2020, 12, 28), date(2016, 12, 27)):
        assert holiday in calendar.bank_holidays
    assert date(2018, 8, 6) not in calendar.bank_holidays  # Scotland's
    assert not calendar.is_working_day(calendar.day_of(date(2018, 5, 7)))


def test_years_can_be_changed() -> None:
    scenario = load("tower_hamlets_2018")
    longer = scenario.with_years(5)
    assert longer.years == 5.0
    assert longer.parameters == scenario.parameters
    assert longer.digest != scenario.digest
    assert longer.with_years(3) == scenario


@pytest.mark.parametrize(
    ("years", "message"),
    [
        (0, "tower_hamlets_2018, years: is 0; it must be a number of at least 0.08 (a month) and at most 30"),
        (-1, "tower_hamlets_2018, years: is -1; it must be a number of at least 0.08 (a month) and at most 30"),
        (inf, "tower_hamlets_2018, years: is inf; it must be a number of at least 0.08 (a month) and at most 30"),
        (
            31,
            "tower_hamlets_2018, years: is 31, too long a run; it must be a number of at least 0.08 (a month) and at "
            "most 30, for the evidence reaches no further",
        ),
    ],
)
def test_years_that_make_no_sense(years: float, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        load("tower_hamlets_2018").with_years(years)
    assert caught.value.faults == (message,)


# --- the digest


def test_the_digest_is_of_numbers_and_not_of_words(write: Write) -> None:
    text = quantity("demand.disability_share", 'value = 0.01\nunit = "share"')
    digest = load(write(text)).digest
    assert len(digest) == 16
    assert load(write(text.replace("a test", "other words").replace("2018-01-01", "2017-01-01"))).digest == digest
    assert load(write(f"# a comment\n{text}", "another_name.toml")).digest == digest
    assert load(write(text.replace("0.01", "0.02"))).digest != digest
    ranged = text + 'low = 0.005\nhigh = 0.02\ndistribution = "normal"\n'
    assert load(write(ranged)).digest not in (digest, load(write(ranged.replace("high = 0.02", "high = 0.03"))).digest)


def test_the_digest_changes_with_start_and_strategies(write: Write) -> None:
    digests = [
        load("tower_hamlets_2018").digest,
        load(write(on_base("start = 2018-01-02"))).digest,
        load("tower_hamlets_2018", "ipop").digest,
        load("tower_hamlets_2018", "camhs").digest,
    ]
    assert len(set(digests)) == len(digests)


def test_the_digest_is_the_same_in_another_process() -> None:
    command = "from sim.scenario.scenario import load; print(load('tower_hamlets_2018', 'ipop+camhs').digest)"
    environment = {"PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", command], env=environment, cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == load("tower_hamlets_2018", "ipop+camhs").digest


# --- draws


def test_base_and_strategies_share_their_draws() -> None:
    base = load("tower_hamlets_2018").draw(3, 11)
    everything = load("tower_hamlets_2018", *STRATEGIES).draw(3, 11)
    for part in names_under(""):
        if getattr(base, part) is not None:
            assert getattr(everything, part) == getattr(base, part), part
    assert everything.ipop == load("tower_hamlets_2018", "ipop").draw(3, 11).ipop
    assert base != load("tower_hamlets_2018").draw(3, 12)
    assert base != load("tower_hamlets_2018").draw(4, 11)


@given(seed=st.integers(0, 2**32), replication=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_all_draws_lie_within_the_bounds_of_their_units(seed: int, replication: int) -> None:
    scenario = load("tower_hamlets_2018", *STRATEGIES)
    drawn = scenario.draw(seed, replication)
    for what in [one for path, one in declared().items() if path in scenario.quantities]:
        value: Any = drawn
        for name in what.path.split("."):
            value = getattr(value, name)
        numbers = value.values() if what.table else (value,)
        assert all(what.unit.minimum <= number <= what.unit.maximum for number in numbers), what.path
        if what.unit.sums_to_one:
            assert sum(numbers) == pytest.approx(1.0), what.path
        if what.unit.whole:
            assert value == round(value), what.path
    assert drawn.ipop is not None
    for earlier, later in (
        (drawn.leaving.reentry_within_1_year, drawn.leaving.reentry_within_6_years),
        (drawn.ipop.breakdown_within_14_weeks, drawn.ipop.breakdown_within_52_weeks),
    ):
        assert log(1 - later) <= 1.0499 * log(1 - earlier)


def test_fixed_quantities_keep_their_value_in_every_draw() -> None:
    scenario = load("tower_hamlets_2018")
    drawn = scenario.draw(1, 1)
    assert drawn.opening == scenario.parameters.opening
    assert drawn.stability.age_multiplier == scenario.parameters.stability.age_multiplier
    assert drawn.stability.behaviour_multiplier != scenario.parameters.stability.behaviour_multiplier
