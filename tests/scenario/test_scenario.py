"""Scenario files: loading, overlays, every fault's message, draws, digest, assumptions and the editors' schema."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from itertools import combinations
from math import inf, log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByMonth, Table
from sim.scenario.assumptions import assumptions
from sim.scenario.files.schema import schema
from sim.scenario.quantities.declared import build, declared, names_under, optional_parts, parts
from sim.scenario.quantities.meanings import meaning
from sim.scenario.scenario import BadInput, Scenario, load

PROJECT = Path(__file__).resolve().parents[2]
BASES = ("england", "tower_hamlets_2018")
STRATEGIES = ("edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development", "own_homes")
REST = 'kind = "judgement"\nsource = "a test"\nas_of = 2018-01-01\n'

Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file beside nothing else and return its name; names of shipped scenarios still resolve."""
    monkeypatch.chdir(tmp_path)

    def writes(text: str, name: str = "mine.toml") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return writes


def faults(*names: str) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        load(*names)
    return caught.value.faults


def on_base(text: str) -> str:
    return f'based_on = "tower_hamlets_2018"\n{text}'


def quantity(path: str, text: str) -> str:
    return on_base(f"[{path}]\n{text}\n{REST}")


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
    assert not [path for path in given if own[path].same_numbers(national[path])]


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
    scenario = load("tower_hamlets_2018", "+".join(STRATEGIES))
    assert set(scenario.quantities) == set(declared())
    assert load("tower_hamlets_2018+" + "+".join(STRATEGIES)) == scenario


@pytest.mark.parametrize("base", BASES)
def test_every_number_has_a_source_and_what_is_drawn_has_a_range(base: str) -> None:
    for path, item in load(base, *STRATEGIES).quantities.items():
        assert len(item.source) > 10, path
        if item.kind == "judgement" and not path.endswith((".capacity", ".month_pattern", ".priority_age")):
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
    scenario = load(write(quantity("demand.trend", 'value = 0.01\nunit = "share per year"')))
    item = scenario.quantities["demand.trend"]
    assert (item.value, item.low, item.distribution, item.file) == (0.01, None, "fixed", "mine.toml")


def test_two_strategies_may_agree(write: Write) -> None:
    text = f'[demand.trend]\nvalue = 0.01\nunit = "share per year"\n{REST}'
    scenario = load("england", write(text, "one.toml"), write(text.replace("a test", "another"), "two.toml"))
    assert scenario.parameters.demand.trend == 0.01


def test_the_examples_of_the_readme_load(write: Write) -> None:
    text = (PROJECT / "scenarios/README.md").read_text(encoding="utf-8")
    number, council, strategy = (block.split("```")[0] for block in text.split("```toml\n")[1:])
    assert load(write(on_base(number))).parameters.in_house_fostering
    scenario = load(write(council, "my_council.toml"), write(strategy, "pay_carers_more.toml"))
    assert scenario.title == "My council, 1 April 2019, Higher fees for foster carers"
    assert scenario.parameters.in_house_fostering is not None
    assert scenario.parameters.in_house_fostering.deregistration == 0.09


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
        (0, "tower_hamlets_2018, years: is 0; it must be a number above 0 and at most 30"),
        (-1, "tower_hamlets_2018, years: is -1; it must be a number above 0 and at most 30"),
        (inf, "tower_hamlets_2018, years: is inf; it must be a number above 0 and at most 30"),
        (
            31,
            "tower_hamlets_2018, years: is 31, too long a run; it must be a number above 0 and at most 30, "
            "for the evidence reaches no further",
        ),
    ],
)
def test_years_that_make_no_sense(years: float, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        load("tower_hamlets_2018").with_years(years)
    assert caught.value.faults == (message,)


# --- the digest


def test_the_digest_is_of_numbers_and_not_of_words(write: Write) -> None:
    text = quantity("demand.trend", 'value = 0.01\nunit = "share per year"')
    digest = load(write(text)).digest
    assert len(digest) == 16
    assert load(write(text.replace("a test", "other words").replace("2018-01-01", "2017-01-01"))).digest == digest
    assert load(write(f"# a comment\n{text}", "another_name.toml")).digest == digest
    assert load(write(text.replace("0.01", "0.02"))).digest != digest
    ranged = text + 'low = 0.0\nhigh = 0.02\ndistribution = "normal"\n'
    assert load(write(ranged)).digest not in (digest, load(write(ranged.replace("0.02", "0.03"))).digest)


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
    for part in parts():
        if getattr(base, part) is not None:
            assert getattr(everything, part) == getattr(base, part), part
    assert everything.ipop == load("tower_hamlets_2018", "ipop").draw(3, 11).ipop
    assert base != load("tower_hamlets_2018").draw(3, 12)
    assert base != load("tower_hamlets_2018").draw(4, 11)


@given(seed=st.integers(0, 2**32), replication=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_all_draws_lie_within_the_bounds_of_their_units(seed: int, replication: int) -> None:
    drawn = load("tower_hamlets_2018", *STRATEGIES).draw(seed, replication)
    for what in declared().values():
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


# --- faults of a quantity: the exact words

SECURE = "policy.secure_share"
PROBABILITY = 'unit = "probability"'
PLACES = "in_house_fostering.places_shares"
OFFER = "agency.offer"
HOUSEHOLDS = "in_house_fostering.households"
BY_AGE = "value = { under_1 = 0.5, from_1_to_4 = 0.5, from_5_to_9 = 0.5, from_10_to_15 = 0.5, from_16 = 0.5 }"
IN_HOUSEHOLDS = 'unit = "households"'


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (SECURE, f"value = 1.4\n{PROBABILITY}", ".value: is 1.4; it must be from 0 to 1"),
        (SECURE, f"value = 5\n{PROBABILITY}", ".value: is 5; it must be from 0 to 1 (write 5% as 0.05)"),
        (SECURE, f"value = -0.1\n{PROBABILITY}", ".value: is -0.1; it must be from 0 to 1"),
        (SECURE, f"value = nan\n{PROBABILITY}", ".value: is nan, which is not a number; give a number in probability"),
        (SECURE, f"value = inf\n{PROBABILITY}", ".value: is endless; give a finite number in probability"),
        (SECURE, f'value = "low"\n{PROBABILITY}', '.value: is "low"; it must be a number, in probability'),
        (SECURE, f"value = true\n{PROBABILITY}", ".value: is true; it must be a number, in probability"),
        (SECURE, f"value = [1]\n{PROBABILITY}", ".value: is [1]; it must be a number, in probability"),
        (SECURE, f"value = {{ a = 1 }}\n{PROBABILITY}", ".value: is a table; give one number, in probability"),
        (
            SECURE,
            f"value = 2018-01-01\n{PROBABILITY}",
            ".value: is 2018-01-01, a date; give a number in probability",
        ),
        (SECURE, 'value = 0.5\nunit = "percent"', '.unit: is "percent"; give the number in "probability"'),
        (SECURE, 'value = 0.5\nunit = " "', '.unit: is empty; give "probability"'),
        (SECURE, f"{PROBABILITY}", ": has no value; add value = and the number"),
        (SECURE, "value = 0.5", ': has no unit; add unit = "probability"'),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.6\nhigh = 0.7\ndistribution = 'beta'",
            ".low: is 0.6, above the value, 0.5; give a low end that is not above it",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.1\nhigh = 0.4\ndistribution = 'normal'",
            ".high: is 0.4, below the value, 0.5; give a high end that is not below it",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.1\nhigh = 1.5\ndistribution = 'uniform'",
            ".high: is 1.5; it must be from 0 to 1",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.0\nhigh = 0.9\ndistribution = 'lognormal'",
            ".low: is 0; a lognormal needs a low end above 0",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.5\nhigh = 0.5\ndistribution = 'beta'",
            ": is a beta from 0.5 to 0.5; a beta needs a range within 0 and 1 that is not empty",
        ),
        (
            SECURE,
            f"value = 0\n{PROBABILITY}\nlow = 0\nhigh = 0.5\ndistribution = 'beta'",
            ".value: is 0; a beta needs a value between 0 and 1",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\ndistribution = 'triangular'",
            ': has the distribution "triangular" and no low and high; '
            "add low = and high =, or take the distribution out",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.4\ndistribution = 'triangular'",
            ': has the distribution "triangular" and no high; add high =, or take the distribution out',
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.4\nhigh = 0.6",
            ": has a range and no distribution; "
            "add distribution = and one of fixed, uniform, triangular, normal, lognormal and beta",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\ndistribution = 'gauss'",
            '.distribution: is "gauss"; it must be one of fixed, uniform, triangular, normal, lognormal, beta, '
            "dirichlet, scaled_lognormal and scaled_triangular",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\ndistribution = 'dirichlet'",
            '.distribution: is "dirichlet"; '
            "for a single number give one of fixed, uniform, triangular, normal, lognormal and beta",
        ),
        (SECURE, f'value = 0.5\n{PROBABILITY}\nlow = "0.4"', '.low: is "0.4"; it must be a number'),
        (SECURE, f"value = 0.5\n{PROBABILITY}\nnote = 3", ".note: is 3; it must be text"),
        (
            SECURE,
            f"vlaue = 0.5\nvalue = 0.5\n{PROBABILITY}",
            ".vlaue: is not a known key of a quantity; did you mean value?",
        ),
        (
            SECURE,
            f"zzz = 0.5\nvalue = 0.5\n{PROBABILITY}",
            ".zzz: is not a known key of a quantity; a quantity has value, unit, kind, source, as_of, low, high, "
            "distribution, effective_sample and note",
        ),
        (HOUSEHOLDS, f"value = -3\n{IN_HOUSEHOLDS}", ".value: is -3; it must be 0 or more"),
        (HOUSEHOLDS, f"value = 12.5\n{IN_HOUSEHOLDS}", ".value: is 12.5; it must be a whole number"),
        (
            HOUSEHOLDS,
            f"value = 1_000_000\n{IN_HOUSEHOLDS}",
            ".value: is 1,000,000, an absurd size; give at most 100,000 households",
        ),
        ("agency.capacity", 'value = -1\nunit = "places"', ".value: is -1; it must be 0 or more"),
        (
            "agency.capacity",
            'value = inf\nunit = "places"\nlow = 3\nhigh = 9\ndistribution = "normal"',
            ': is endless with the distribution "normal"; take the range and the distribution out',
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.1 }\nunit = "share"',
            ".value: sums to 0.9; shares must sum to 1: raise them by 0.1 in all",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.3 }\nunit = "share"',
            ".value: sums to 1.1; shares must sum to 1: lower them by 0.1 in all",
        ),
        (PLACES, 'value = 0.5\nunit = "share"', ".value: is 0.5; give a number for each of one, two and three"),
        (
            PLACES,
            'value = { one = 0.5, two = 0.5 }\nunit = "share"',
            ".value: has no three; add three = and its number, in share",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2, tree = 0 }\nunit = "share"',
            ".value.tree: is not a known category; did you mean three?",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = "x", three = 0.2 }\nunit = "share"',
            '.value.two: is "x"; it must be a number, in share',
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 1.5, three = 0.2 }\nunit = "share"',
            ".value.two: is 1.5; it must be from 0 to 1",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2 }\nunit = "share"\ndistribution = "dirichlet"',
            ': has the distribution "dirichlet" and no effective_sample; '
            "add effective_sample = and how many cases the shares rest on",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2 }\nunit = "share"\ndistribution = "dirichlet"\n'
            "effective_sample = 0",
            ".effective_sample: is 0; it must be 1 or more, and finite",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2 }\nunit = "share"\ndistribution = "dirichlet"\n'
            "effective_sample = 9\nlow = 0.1",
            ".low: has no meaning for a dirichlet; take it out",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2 }\nunit = "share"\ndistribution = "normal"',
            '.distribution: is "normal"; for shares give one of fixed and dirichlet',
        ),
        (
            OFFER,
            f"{BY_AGE}\n{PROBABILITY}\nlow = 1.2\nhigh = 1.4\ndistribution = 'scaled_lognormal'",
            ".low: is 1.2, above 1, for they are factors on the table; give a low end that is not above it",
        ),
        (
            OFFER,
            f"{BY_AGE}\n{PROBABILITY}\nlow = 0.5\nhigh = 0.9\ndistribution = 'scaled_triangular'",
            ".high: is 0.9, below 1, for they are factors on the table; give a high end that is not below it",
        ),
        (
            OFFER,
            f"{BY_AGE}\n{PROBABILITY}\nlow = 0.5\nhigh = 1.9\ndistribution = 'beta'",
            '.distribution: is "beta"; for a table give one of fixed, scaled_lognormal and scaled_triangular',
        ),
        (
            "camhs.usual.starts",
            'value = 2017-12-31\nunit = "date"',
            ".value: is 31 December 2017, before the scenario's start on 1 January 2018; "
            "give 1 January 2018 or a later date",
        ),
        (
            "camhs.usual.starts",
            'value = 30\nunit = "date"',
            ".value: is 30; it must be a date without quotation marks, such as 2018-04-01",
        ),
        (
            "camhs.usual.starts",
            'value = 2019-01-01\nunit = "days after start"',
            '.value: is 2019-01-01, a date; set unit = "date"',
        ),
        ("camhs.usual.starts", 'value = -30\nunit = "days after start"', ".value: is -30; it must be 0 or more"),
        (
            "camhs.usual.starts",
            'value = 30\nunit = "weeks"',
            '.unit: is "weeks"; give the number in "days after start" or "date"',
        ),
        (
            "camhs.usual.starts",
            'value = 2019-01-01\nunit = "date"\nlow = 3\nhigh = 9\ndistribution = "normal"',
            ': is a date with the distribution "normal"; take the range and the distribution out',
        ),
        (
            "in_house_fostering.panel_interval",
            'value = 0.001\nunit = "days"',
            ".value: is 0.001; a panel cannot meet more than once a day: give 1 day or more",
        ),
        (
            "stability.moves_to_supported",
            'value = 1000\nunit = "per year"',
            ".value: is 1,000, an absurd size; give at most 366 per year",
        ),
        (
            "demand.entries_per_year",
            'value = 100_000\nunit = "children per year"',
            ": with 3 years means 300,298 children, too many to simulate; "
            "keep those at the start and those entering to 200,000: fewer entries or fewer years",
        ),
        (
            "opening.unaccompanied",
            'value = 300\nunit = "children"',
            ".value: is 300, more than opening.looked_after, 298; give at most the number of children looked after",
        ),
        (
            "leaving.reentry_within_6_years",
            f"value = 0.2\n{PROBABILITY}",
            ": is 0.2, not clearly above leaving.reentry_within_1_year (0.2); "
            "give at least 0.209, for it counts the earlier ones too",
        ),
    ],
)
def test_a_fault_of_a_quantity(write: Write, path: str, text: str, message: str) -> None:
    assert faults(write(quantity(path, text))) == (f"mine.toml, {path}{message}",)


@pytest.mark.parametrize(
    ("left_out", "message"),
    [
        ("kind", "has no kind; add kind = and one of published, local, fitted, judgement and policy"),
        ("source", "has no source; add source = and where the number comes from; for a judgement, whose it is and why"),
        ("as_of", "has no as_of; add as_of = and the date for which the number holds, such as 2018-03-31"),
    ],
)
def test_what_is_known_of_a_number_cannot_be_left_out(write: Write, left_out: str, message: str) -> None:
    rest = "\n".join(line for line in REST.splitlines() if not line.startswith(left_out))
    name = write(on_base(f'[demand.trend]\nvalue = 0.01\nunit = "share per year"\n{rest}'))
    assert faults(name) == (f"mine.toml, demand.trend: {message}",)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("kind", '"guess"', 'is "guess"; it must be one of published, local, fitted, judgement and policy'),
        (
            "source",
            '""',
            "is empty; add source = and where the number comes from; for a judgement, whose it is and why",
        ),
        ("source", "3", "is 3; it must be text"),
        ("as_of", '"2018"', 'is "2018"; it must be a date without quotation marks, such as 2018-03-31'),
        (
            "as_of",
            "2018-01-01T00:00:00",
            "is 2018-01-01 00:00:00; it must be a date without quotation marks, such as 2018-03-31",
        ),
    ],
)
def test_what_is_known_of_a_number_must_make_sense(write: Write, key: str, value: str, message: str) -> None:
    rest = [f"{key} = {value}" if line.startswith(key) else line for line in REST.splitlines()]
    name = write(on_base("\n".join(["[demand.trend]", "value = 0.01", 'unit = "share per year"', *rest])))
    assert faults(name) == (f"mine.toml, demand.trend.{key}: {message}",)


# --- faults of names and tables


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("demnd = 3", "demnd: is not a known part or key; did you mean demand?"),
        (
            "[demand.entries_per_yaer]",
            "demand.entries_per_yaer: is not a known quantity; did you mean entries_per_year?",
        ),
        (
            "[camhs.usual.zzz]",
            "camhs.usual.zzz: is not a known quantity; camhs.usual has starts, ramp, clinicians, caseload, "
            "access_median, access_spread, accepted, weeks_seen_median, weeks_seen_spread, hazard_multiplier and "
            "cost_per_clinician",
        ),
        (
            "[demand]\ntrend = 0.5",
            "demand.trend: is a bare number; "
            'write it as a table with value, unit (here "share per year"), kind, source and as_of',
        ),
        (
            '[demand]\ntrend = "up"',
            'demand.trend: is "up", not a quantity; '
            'write it as a table with value, unit (here "share per year"), kind, source and as_of',
        ),
        (
            "camhs = 3",
            "camhs: is 3, but it is a part made of quantities; "
            "write [camhs.referral_at_entry] and so on for each of its quantities",
        ),
        (
            "[camhs]\nusual = 3",
            "camhs.usual: is 3, but it is a part made of quantities; "
            "write [camhs.usual.starts] and so on for each of its quantities",
        ),
        ("title = 3", "title: is 3; it must be text"),
        ('title = ""', "title: is empty; give the scenario a title in plain words"),
        ("years = 0", "years: is 0; it must be a number above 0 and at most 30"),
        ('years = "3"', 'years: is "3"; it must be a number above 0 and at most 30'),
        (
            'start = "2018"',
            'start: is "2018"; it must be a date without quotation marks, such as 2018-01-01',
        ),
        (
            "start = 0001-01-01",
            "start: is 1 January 1; it must lie between 1 January 1990 and 1 January 2100",
        ),
        ('requires = ["camhs"]', "requires: belongs in a strategy, not in a base; take it out"),
    ],
)
def test_a_fault_of_a_name(write: Write, text: str, message: str) -> None:
    assert faults(write(on_base(text))) == (f"mine.toml, {message}",)


def test_all_faults_of_all_files_at_once(write: Write) -> None:
    base = write(on_base("demnd = 3\n[demand]\ntrend = 0.5\nmale_share = 2"), "base.toml")
    strategy = write("[ipop]\nagenda = 3", "strategy.toml")
    assert faults(base, strategy, "iopp") == (
        "iopp: there is no strategy of this name; did you mean ipop?",
        "base.toml, demnd: is not a known part or key; did you mean demand?",
        "base.toml, demand.trend: is a bare number; "
        'write it as a table with value, unit (here "share per year"), kind, source and as_of',
        "base.toml, demand.male_share: is a bare number; "
        'write it as a table with value, unit (here "share"), kind, source and as_of',
        "strategy.toml, ipop.agenda: is a bare number; "
        'write it as a table with value, unit (here "cases per meeting"), kind, source and as_of',
        *(item for item in faults(base, strategy) if item.startswith("strategy.toml, ipop: ")),
    )
    with pytest.raises(BadInput) as caught:
        load(base, strategy)
    assert str(caught.value) == "\n".join(caught.value.faults)


# --- faults between files


def test_contradictory_strategies_are_both_named(write: Write) -> None:
    text = f'[demand.trend]\nvalue = 0.01\nunit = "share per year"\n{REST}'
    one, two = write(text, "one.toml"), write(text.replace("0.01", "0.02"), "two.toml")
    assert faults("england", one, two) == (
        "two.toml, demand.trend: gives another number than one.toml, and both are in force; "
        "leave one of the two strategies out, or let them agree",
    )


def without(part: str) -> str:
    """Return England's file without one part or quantity."""
    text = (PROJECT / "scenarios/england.toml").read_text(encoding="utf-8")
    head, *tables = text.split("\n[")
    return "\n[".join([head, *(table for table in tables if not table.startswith((f"{part}.", f"{part}]")))])


def test_a_strategy_for_a_part_that_the_base_lacks(write: Write) -> None:
    assert faults(write(without("in_house_fostering"), "no_carers.toml"), "ipop") == (
        'scenarios/strategies/ipop.toml, requires: "in_house_fostering" is a part that the base no_carers.toml lacks; '
        "use a base that has in_house_fostering, or leave the strategy out",
    )


def test_a_base_may_lack_an_optional_part_and_no_other(write: Write) -> None:
    for part in sorted(optional_parts()):
        assert getattr(load(write(without(part))).parameters, part) is None
    assert faults(write(without("leaving"))) == (
        "mine.toml, leaving: is missing; add the part, or base the scenario on one that has it",
    )


def test_a_missing_quantity(write: Write) -> None:
    assert faults(write(without("demand.trend"))) == (
        'mine.toml, demand.trend: is missing; add it, in "share per year", with its source',
    )


def test_a_base_without_start_and_years(write: Write) -> None:
    text = without("nothing").replace("start = 2018-04-01\n", "")
    assert faults(write(text)) == ("mine.toml, start: is missing; add start = 2018-01-01 at the top of the file",)
    text = without("nothing").replace("years = 3\n", "")
    assert faults(write(text)) == ("mine.toml, years: is missing; add years = 3 at the top of the file",)


def test_bases_that_cannot_be_laid(write: Write) -> None:
    assert faults(write('based_on = "englnd"')) == (
        "mine.toml, based_on: englnd: there is no base of this name; did you mean england?",
    )
    assert faults(write('based_on = "mine.toml"')) == (
        "mine.toml, based_on: mine.toml: is based on itself in the end; let one of the files stand on its own",
    )
    assert faults("ipop") == (
        "scenarios/strategies/ipop.toml: is a strategy, not a base; "
        "name a base first and the strategy after it, or add based_on = to make it a base",
    )
    assert faults("england", "tower_hamlets_2018") == (
        "scenarios/tower_hamlets_2018.toml, based_on: belongs in a base, not in a strategy; take it out",
        "scenarios/tower_hamlets_2018.toml, authority: belongs in a base, not in a strategy; take it out",
        "scenarios/tower_hamlets_2018.toml, start: belongs in a base, not in a strategy; take it out",
        "scenarios/tower_hamlets_2018.toml, years: belongs in a base, not in a strategy; take it out",
    )


def test_strategies_that_cannot_be_laid(write: Write) -> None:
    assert faults("england", "ipop+camhs", "ipop") == (
        "scenarios/strategies/ipop.toml: is given twice; name each strategy once",
    )
    assert faults("england", write('requires = ["cahms"]')) == (
        'mine.toml, requires: names "cahms", which is not a known part; did you mean camhs?',
    )


def test_margins_of_the_opening_count_must_fit(write: Write) -> None:
    (message,) = faults(write(quantity("opening.looked_after", 'value = 400\nunit = "children"')))
    assert message == (
        "scenarios/tower_hamlets_2018.toml, opening.kinds.value: sums to 298, but opening.looked_after is 400; "
        "let the children in all kinds of placement be all the children"
    )


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "in_house_fostering.households",
            'value = 60\nunit = "households"',
            "in_house is 118, but in_house_fostering.households have 88 places; "
            "give more households or larger ones, or fewer children in them",
        ),
        (
            "opening.age_shares",
            "value = { under_1 = 0.05, from_1_to_4 = 0.08, from_5_to_9 = 0.14, from_10_to_15 = 0.63, from_16 = 0.10 }\n"
            'unit = "share"',
            "supported is 38, but 30 children are 16 or 17 by opening.age_shares; "
            "nobody younger lives in supported accommodation: give fewer",
        ),
    ],
)
def test_children_who_cannot_be_where_they_are_counted_are_refused(
    write: Write, path: str, text: str, message: str
) -> None:
    assert faults(write(quantity(path, text))) == (
        f"scenarios/tower_hamlets_2018.toml, opening.kinds.value: {message}",
    )


def months(*numbers: float) -> str:
    values = ", ".join(f"{name} = {number}" for name, number in zip(ByMonth.__match_args__, numbers, strict=True))
    return quantity("demand.month_pattern", f'value = {{ {values} }}\nunit = "multiplier"')


def test_the_pattern_over_the_months_must_average_1(write: Write) -> None:
    assert faults(write(months(*[2.0] * 12))) == (
        "mine.toml, demand.month_pattern.value: averages 2 over the year, so that entries would be 2 times "
        "demand.entries_per_year; divide each month by 2, so that they average 1, and change entries_per_year if that "
        "is meant",
    )
    assert faults(write(months(*[0.0] * 12))) == (
        "mine.toml, demand.month_pattern.value: averages 0 over the year, so that entries would be 0 times "
        "demand.entries_per_year; let the twelve months average 1",
    )
    assert load(write(months(1.1, *[1.0] * 11))).parameters.demand.month_pattern.january == 1.1  # within 1%
    assert "averages 1.011 over the year" in faults(write(months(1.13, *[1.0] * 11)))[0]


def test_growth_counts_towards_absurd_sizes(write: Write) -> None:
    # growth of half a year over three years: entries times the integral of 1.5 ** t, (1.5 ** 3 - 1) / log(1.5)
    text = quantity("demand.entries_per_year", 'value = {}\nunit = "children per year"')
    text += f'[demand.trend]\nvalue = 0.5\nunit = "share per year"\n{REST}'
    assert load(write(text.replace("{}", "34_000"))).parameters.demand.entries_per_year == 34_000
    (message,) = faults(write(text.replace("{}", "35_000")))
    assert f"means {35_000 * (1.5**3 - 1) / log(1.5) + 298:,.0f} children" in message


def test_absurd_numbers_of_families_at_risk(write: Write) -> None:
    text = (
        quantity("demand.entries_per_year", 'value = 50_000\nunit = "children per year"')
        + f"[demand.entry_probability]\nvalue = 0.01\n{PROBABILITY}\n{REST}"
    )
    assert faults(write(text)) == (
        "mine.toml, demand.entry_probability: with 3 years and this many entries means 15,000,000 children in "
        "families at risk; keep them to 1,000,000: a higher probability or fewer entries",
    )


# --- faults of files


def test_names_that_mean_no_file(write: Write) -> None:
    known = "give the path of a TOML file or one of: england, tower_hamlets_2017, tower_hamlets_2018"
    assert faults("nowhere") == (f"nowhere: there is no base of this name; {known}",)
    assert faults("tower_hamlet") == ("tower_hamlet: there is no base of this name; did you mean tower_hamlets_2018?",)
    assert faults("") == (f'"": is no name of a base; {known}',)
    assert faults("x/y.toml") == (f"x/y.toml: there is no such file; {known}",)
    assert faults("england", "camsh") == ("camsh: there is no strategy of this name; did you mean camhs?",)
    assert faults("england", "ipop+") == (
        '"": is no name of a strategy; give the path of a TOML file or one of: '
        "camhs, carer_development, edge_of_care, ipop, leaving_apart, leaving_follows, out_of_hours, own_homes",
    )
    assert len(faults("a\0b")) == 1
    assert len(faults("x" * 5000)) == 1


def test_a_file_that_is_not_toml(write: Write) -> None:
    (message,) = faults(write("years = 3\nx = = 3\n"))
    assert message.startswith("mine.toml: is not TOML: ")
    assert "line 2" in message


def test_a_file_with_the_same_table_twice(write: Write) -> None:
    (message,) = faults(write(on_base("[demand.trend]\n[demand.trend]\n")))
    assert message.startswith("mine.toml: is not TOML: ")
    assert "line 3" in message


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b'years = 3\ntitle = "caf\xe9"\n')
    assert faults(str(path)) == ("mine.toml: is not UTF-8 text (line 2); save it again with the encoding UTF-8",)


def test_a_folder(tmp_path: Path) -> None:
    assert faults(str(tmp_path)) == (
        f"{tmp_path.name}: is a folder, not a scenario file; give the path of a TOML file in it",
    )


def test_a_device() -> None:
    assert faults("/dev/zero") == ("zero: is not an ordinary file; give the path of a TOML file",)


def test_a_file_that_cannot_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write(on_base(""))

    def refuses(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuses)
    assert faults(name) == ("mine.toml: cannot be read (Permission denied); make it readable or give another file",)


def test_a_file_that_is_too_large(write: Write) -> None:
    assert faults(write("#" * 1_000_001)) == (
        "mine.toml: has 1,000,001 bytes, too many for a scenario; give a file of at most 1,000,000 bytes",
    )


def test_a_file_that_is_nested_too_deeply(write: Write) -> None:
    (message,) = faults(write("x = " + "[" * 50_000 + "]" * 50_000))
    assert message.startswith("mine.toml: is ")


def test_an_empty_file(write: Write) -> None:
    assert faults(write("")) == (
        "mine.toml: is a strategy, not a base; "
        "name a base first and the strategy after it, or add based_on = to make it a base",
    )
    assert load("england", write("")).name == "england+mine"


TABLES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "unit", "kind", "source", "as_of", "low", "demand", "trend", "camhs", "usual", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    tables=st.dictionaries(
        st.sampled_from(["demand", "camhs", "years", "start", "title", "requires", "x", "opening", "policy"]),
        TABLES,
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_holds_the_answer_is_a_scenario_or_faults(
    tables: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.toml"
    path.write_text("", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        real = tomllib.loads
        patch.setattr(tomllib, "loads", lambda text: real(text) if text else {"based_on": "england", **tables})
        try:
            messages = () if isinstance(load(str(path)), Scenario) else ("no scenario",)
        except BadInput as bad:
            messages = bad.faults or ("no message",)
    assert all(message.startswith(("any.toml", "scenarios/england.toml")) for message in messages)
    assert all("; " in message for message in messages)


# --- what is declared, and the editors' schema


def test_building_gives_back_what_was_read() -> None:
    scenario = load("tower_hamlets_2018", *STRATEGIES)
    values = {path: item.value for path, item in scenario.quantities.items()}
    assert build(values) == scenario.parameters
    assert isinstance(scenario.parameters, Parameters)
    assert isinstance(values["demand.behaviour_share"], ByAge)


def test_declarations_by_hand() -> None:
    assert declared()["demand.age_shares"].unit.sums_to_one
    assert declared()["demand.age_shares"].categories[0] == "under_1"
    assert declared()["camhs.usual.starts"].unit.name == "days after start"
    assert names_under("camhs_support") == ("colocated", "consultation")
    assert "demand" not in optional_parts()
    assert meaning("demand.yearly_variation") == (
        "yearly variation: Of the gamma-distributed yearly rate; adds to the Poisson's own variation."
    )
    assert meaning("demand.trend") == "trend"


def test_assumptions_in_words() -> None:
    rows = {row.path: row for row in assumptions(load("tower_hamlets_2018", "edge_of_care"))}
    assert list(rows) == list(load("tower_hamlets_2018", "edge_of_care").quantities)
    households = rows["in_house_fostering.households"]
    assert (households.value, households.unit, households.kind) == ("125", "households", "published")
    assert households.range == "120 to 130 (triangular)"
    assert households.source.startswith("Ofsted, Fostering in England 1 April 2017 to 31 March 2018, Tower Hamlets")
    assert households.as_of == date(2018, 3, 31)
    assert households.file == "scenarios/tower_hamlets_2018.toml"
    assert rows["in_house_fostering.places_shares"].value == "one: 0.62; two: 0.29; three: 0.09"
    assert rows["in_house_fostering.places_shares"].range == "as shares counted on 125 cases (dirichlet)"
    assert rows["agency.capacity"].value == "no limit"
    assert rows["agency.capacity"].range == "not varied"
    assert rows["edge_of_care.starts"].value == "0 (1 January 2018)"
    assert rows["edge_of_care.entry_risk_ratio"].range == "0.55 to 1.1, nine times in ten (lognormal)"
    assert rows["edge_of_care.cost_per_worker"].value == "68,000"
    assert rows["stability.hazard_by_time_in_placement"].range == "all times 0.6 to 1.4, nine times in ten (lognormal)"
    assert rows["opening.looked_after"].range == "290 to 310; not varied"
    assert rows["opening.age_shares"].value.endswith("16 and over: 0.36")


def accepts(rule: dict[str, Any], value: object) -> bool:
    """Whether a JSON Schema that uses only the words below accepts `value` (TOML dates count as texts)."""
    if "anyOf" in rule:
        return any(accepts(one, value) for one in rule["anyOf"])
    if "enum" in rule:
        return value in rule["enum"]
    kind = rule.get("type")
    if kind == "object":
        known = rule["properties"]
        return (
            isinstance(value, dict)
            and all(name in known and accepts(known[name], content) for name, content in value.items())
            and all(name in value for name in rule.get("required", []))
        )
    if kind == "array":
        return isinstance(value, list) and all(accepts(rule["items"], item) for item in value)
    if kind == "string":
        return isinstance(value, date if rule.get("format") == "date" else str)
    assert kind in ("number", "integer"), rule
    return (
        isinstance(value, int | float)
        and rule.get("minimum", -inf) <= value <= rule.get("maximum", inf)
        and value > rule.get("exclusiveMinimum", -inf)
        and (kind == "number" or value == round(value))
    )


EXPERIMENTS = ("sweeps", "sensitivity", "requirements", "frontiers")
"""Folders of files that say what is tried, which are no scenarios: tests of each experiment read them."""

SHIPPED = sorted(path for path in (PROJECT / "scenarios").glob("**/*.toml") if path.parent.name not in EXPERIMENTS)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_schema_accepts_the_shipped_files(path: Path) -> None:
    assert accepts(schema(), tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "demnd = 3",
        "[demand]\ntrend = 0.5",
        f'[demand.trend]\nvalue = 0.5\nunit = "percent"\n{REST}',
        f"[policy.secure_share]\nvalue = 1.5\n{PROBABILITY}\n{REST}",
        f"[policy.secure_share]\nvalue = 0.5\n{PROBABILITY}\nvlaue = 3\n{REST}",
        f'[policy.secure_share]\nvalue = 0.5\n{PROBABILITY}\ndistribution = "dirichlet"\n{REST}',
        f'[in_house_fostering.places_shares]\nvalue = {{ one = 1.0 }}\nunit = "share"\n{REST}',
        f"[in_house_fostering.households]\nvalue = 1.5\n{IN_HOUSEHOLDS}\n{REST}",
        "years = 0",
        'requires = ["zzz"]',
    ],
)
def test_the_schema_refuses_what_loading_refuses(text: str) -> None:
    assert not accepts(schema(), tomllib.loads(text))


def test_the_schema_can_be_written_and_says_what_each_quantity_means() -> None:
    trend = schema()["properties"]["demand"]["properties"]["trend"]
    assert trend["description"] == "trend (share per year, from -0.5 to 0.5)"
    assert trend["required"] == ["value", "unit", "kind", "source", "as_of"]
    assert trend["properties"]["unit"] == {"enum": ["share per year"]}
    starts = schema()["properties"]["ipop"]["properties"]["starts"]["properties"]
    assert starts["unit"] == {"enum": ["days after start", "date"]}
