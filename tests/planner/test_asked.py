"""What a planner asks is the same as fields, as files, as scenarios and as a command."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tomllib import loads as load_text

import pytest

from sim.foundations.faults import BadInput
from sim.planner.asked import Asked, AskedNumber, AskedStrategy, Mix
from sim.planner.checked import checked
from sim.planner.command import command, command_line
from sim.planner.faults_by_field import FieldFaults
from sim.planner.fields import from_fields, to_fields
from sim.planner.files import toml
from sim.planner.parts import base_under, laid_over
from sim.planner.read_back import read_back
from sim.planner.runs import scenarios
from sim.scenario.scenario import load

DAY = date(2026, 10, 31)

WORKERS = AskedNumber("edge_of_care.workers", 7.0, "Our judgement", DAY, 5.0, 9.0)

PLACES = AskedNumber("in_house_fostering.places", 200.0, "Fostering service", DAY, 190.0, 210.0)

PRICE = AskedNumber("prices.weekly.agency", 1_000.0, "Our ledger", DAY)

ASSESSORS = AskedNumber("legal.connected.assessors", 5.0, "Head of service", DAY, 4.0, 6.0)

CONSENT = AskedNumber("health_assessments.consent_missing.voluntary", 0.2, "Health team", DAY)

OFFICERS = AskedNumber("reviews.officers", 8.0, "Head of service", DAY)

LATER = AskedStrategy("edge_of_care", (WORKERS,), date(2018, 4, 1), "Our judgement")

IPOP = AskedStrategy("ipop")

QUESTIONS = {
    "nothing": Asked(),
    "one strategy": Asked(strategies=(IPOP,)),
    "two together": Asked(strategies=(IPOP, AskedStrategy("camhs")), mix=Mix.TOGETHER, drawn=False),
    "two alone": Asked(strategies=(IPOP, AskedStrategy("camhs")), mix=Mix.ALONE, replications=8, seed=7),
    "services": Asked(parts=("statutory_services",), strategies=(IPOP,), years=2.0),
    "own numbers": Asked(numbers=(PLACES, PRICE), name="ours", strategies=(IPOP,)),
    "own numbers of services": Asked(
        parts=("statutory_services",), numbers=(CONSENT, OFFICERS), name="ours", strategies=(IPOP,)
    ),
    "own numbers of all": Asked(
        parts=("legal_process", "statutory_services"),
        numbers=(PRICE, ASSESSORS, OFFICERS),
        strategies=(AskedStrategy("connected_carers"), LATER),
        name="ours",
    ),
    "courts of its own": Asked(
        base="england_2024", parts=("legal_process", "statutory_services"), numbers=(ASSESSORS, OFFICERS), name="ours"
    ),
    "all": Asked(
        parts=("legal_process",), numbers=(PRICE, PLACES), strategies=(IPOP, LATER), years=1.5, name="panel_2027"
    ),
}


@pytest.fixture(params=QUESTIONS)
def asked(request: pytest.FixtureRequest) -> Asked:
    return QUESTIONS[request.param]


def test_fields_ask_the_same(asked: Asked) -> None:
    assert from_fields(to_fields(asked)) == asked


def test_files_are_read_back_as_they_were_asked(asked: Asked) -> None:
    named = replace(asked, name="panel_2027")
    files = toml(named)
    found = read_back(files, "panel_2027")
    assert found == named
    assert toml(found) == files
    assert from_fields(to_fields(found)) == found


def test_what_is_saved_runs_by_its_command_as_it_was_asked(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = replace(asked, name="panel_2027")
    here = scenarios(named)
    for path, text in toml(named).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    _, base, *rest = command(named)
    mix = [word for word in rest if not word.startswith("--")][: len(rest) - rest[::-1].index("--replications") - 1]
    names = [word for word in mix if not word.replace(".", "").isdecimal()]
    there = [load(base), *(load(base, *one.split("+")) for one in names)]
    there = there if named.years is None else [one.with_years(named.years) for one in there]
    assert [one.digest for one in there] == [one.digest for one in here[: len(there)]]


def test_own_numbers_are_in_force_with_their_source_and_range() -> None:
    base, *_ = scenarios(QUESTIONS["own numbers"])
    prices = base.quantities["prices.weekly"]
    assert prices.value.agency == 1_000
    assert (prices.source, prices.as_of) == ("Our ledger", DAY)
    households = base.quantities["in_house_fostering.households"]
    assert households.low < households.value < households.high


def test_own_numbers_of_what_is_laid_over_a_base_are_in_force_and_its_base_stays_as_it_is() -> None:
    asked = QUESTIONS["own numbers of all"]
    base, *_ = scenarios(asked)
    assessors, officers = (base.quantities[one.path] for one in (ASSESSORS, OFFICERS))
    assert (assessors.value, assessors.low, assessors.high, assessors.source) == (5.0, 4.0, 6.0, "Head of service")
    assert (officers.value, officers.kind, officers.as_of) == (8.0, "local", DAY)
    plain, *_ = scenarios(replace(asked, numbers=()))
    ours = {one.path for one in asked.numbers if one is not PRICE} | {"prices.weekly"}
    assert {path for path, one in plain.quantities.items() if not one.same_numbers(base.quantities[path])} == ours


def test_where_a_base_with_courts_of_its_own_is_there_letting_courts_decide_means_that_one() -> None:
    asked = Asked(base="england_2024", parts=("legal_process", "statutory_services"))
    assert command(asked)[1] == "england_2024_with_courts+statutory_services"
    (found,) = scenarios(asked)
    assert found.digest == load("england_2024_with_courts", "statutory_services").with_ensemble(None).digest
    own = replace(asked, numbers=(ASSESSORS,), name="ours")
    assert load_text(toml(own)["scenarios/ours.toml"])["based_on"] == "england_2024_with_courts"
    assert list(toml(own)) == ["scenarios/ours.toml"], "its numbers are of the base itself"
    assert command(Asked(parts=("legal_process",)))[1] == "tower_hamlets_2018+legal_process", "of which there is none"
    of_our_own = replace(asked, base_text='title = "Ours"\nbased_on = "england_2024"\n')
    assert base_under(of_our_own) == "england_2024", "a base of our own has its name by chance"
    assert laid_over(of_our_own) == asked.parts


def test_own_numbers_leave_the_size_of_all_else_as_the_council_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 'value = 4.0\nunit = "times the strategy\'s file"\nsource = "a test"\nas_of = 2018-01-01\n'
    tables = "".join(
        f"[sizes.statutory_services.{part}]\n{size}" for part in ("health_assessments", "reviews", "social_work")
    )
    (tmp_path / "scenarios").mkdir()
    text = f'title = "A council"\nbased_on = "tower_hamlets_2018"\n{tables}'
    (tmp_path / "scenarios/council.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked = Asked(base="council", parts=("statutory_services",), numbers=(OFFICERS,), name="ours")
    base, plain = scenarios(asked)[0], scenarios(replace(asked, numbers=()))[0]
    assert plain.quantities["reviews.officers"].value == 20.0
    assert {path for path, one in plain.quantities.items() if not one.same_numbers(base.quantities[path])} == {
        "reviews.officers"
    }
    found = read_back(toml(asked), "ours")
    assert found == asked


def test_a_strategys_size_and_first_day_are_in_force() -> None:
    laid = next(one for one in scenarios(QUESTIONS["all"]) if any("edge_of_care" in name for name in one.strategies))
    workers = laid.quantities["edge_of_care.workers"]
    assert (workers.value, workers.low, workers.high) == (7.0, 5.0, 9.0)
    assert laid.quantities["edge_of_care.starts"].value == (date(2018, 4, 1) - laid.start).days


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nothing", "run tower_hamlets_2018 --replications 24 --seed 2018 --uncertainty"),
        ("one strategy", "compare tower_hamlets_2018 ipop --replications 24 --seed 2018"),
        ("two together", "compare tower_hamlets_2018 ipop+camhs --replications 24 --seed 2018 --central"),
        ("two alone", "compare tower_hamlets_2018 ipop camhs --replications 8 --seed 7"),
        (
            "all",
            "compare panel_2027+legal_process ipop panel_2027_edge_of_care ipop+panel_2027_edge_of_care "
            "--replications 24 --seed 2018 --years 1.5",
        ),
    ],
)
def test_the_command_is_the_one_that_does_the_same(name: str, words: str) -> None:
    assert command_line(QUESTIONS[name]).partition(" ")[2] == words


FORMS = {
    "number": ({"own.prices.weekly.agency.value": "dear"}, "own.prices.weekly.agency.value", "not a number"),
    "no source": ({"own.prices.weekly.agency.value": "9"}, "own.prices.weekly.agency.source", "has no source"),
    "no date": ({"own.prices.weekly.agency.value": "9"}, "own.prices.weekly.agency.as_of", "has no date"),
    "one end": ({"own.prices.weekly.agency.low": "9"}, "own.prices.weekly.agency.high", "has no high end"),
    "unknown": (
        {"own.prices.weekly.agenzy.value": "9", "own.prices.weekly.agenzy.source": "a"}
        | {"own.prices.weekly.agenzy.as_of": "2026-10-31"},
        "own.prices.weekly.agenzy.value",
        "did you mean",
    ),
    "no strategy": ({"strategy.ipob": "on"}, "strategy.ipob", "no strategy of this name"),
    "no base": ({"base": "nowhere"}, "base", "no base of this name"),
    "a path as base": ({"base": "../tower_hamlets_2018.toml"}, "base", "no base of this name"),
    "years": ({"years": "0"}, "years", "years"),
    "replications": ({"replications": "1.5"}, "replications", "replications"),
    "name": ({"name": "../evil"}, "name", "small letters"),
    "mix": ({"mix": "some"}, "mix", "alone, together or both"),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_wrong_is_told_at_its_field(form: str) -> None:
    fields, field, said = FORMS[form]
    with pytest.raises(FieldFaults) as wrong:
        from_fields(fields)
    assert said in {one.field: one.message for one in wrong.value.found}[field]


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(FieldFaults) as wrong:
        from_fields(FORMS["years"][0] | FORMS["name"][0] | FORMS["number"][0])
    assert {"years", "name", "own.prices.weekly.agency.value"} <= {one.field for one in wrong.value.found}


def test_what_files_would_refuse_stands_at_its_field() -> None:
    late = AskedStrategy("edge_of_care", (), date(1990, 4, 1), "Our judgement")
    with pytest.raises(FieldFaults) as wrong:
        checked(Asked(strategies=(late,), name="late"))
    assert [one.field for one in wrong.value.found] == ["strategy.edge_of_care.starts"]


@pytest.mark.parametrize("text", ["1,000", "£1,000", " 1000 ", "1000.0"])
def test_numbers_are_taken_as_people_type_them(text: str) -> None:
    fields = to_fields(Asked(numbers=(PRICE,))) | {"own.prices.weekly.agency.value": text}
    assert from_fields(fields).numbers == (PRICE,)


@pytest.mark.parametrize("text", ["31/10/2026", "31 October 2026", "31 Oct 2026", "2026-10-31", "31.10.2026"])
def test_days_are_taken_as_people_type_them(text: str) -> None:
    fields = to_fields(Asked(numbers=(PRICE,))) | {"own.prices.weekly.agency.as_of": text}
    assert from_fields(fields).numbers == (PRICE,)


def test_a_whole_base_is_no_saved_question() -> None:
    with pytest.raises(BadInput, match="is a whole base"):
        read_back({"scenarios/whole.toml": 'title = "Whole"\nstart = 2018-04-01\n'}, "whole")
