"""Legal process in scenarios: a variant that brings it to any base, strategies that need it, and what is refused."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from math import inf
from pathlib import Path

import pytest
from scenario_files import LEGAL, LEGAL_STRATEGIES, PROJECT, REST, STRATEGIES, Write, faults, tables_of

from sim.experiments.comparison.checking import checked
from sim.parameters.legal.strategies import (
    AdoptionSummit,
    CaseTracker,
    ConnectedCarersTeam,
    EarlierFamilyFinding,
    EarlyPermanence,
    ParallelPlanning,
    WeeklyLegalPlanning,
)
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByPermanencePlan
from sim.scenario.assumptions import assumptions
from sim.scenario.levers import Setting, laid, lever
from sim.scenario.quantities.declared import build, declared, part_of
from sim.scenario.quantities.meanings import meaning
from sim.scenario.scenario import Scenario, load
from sim.scenario.timetable import timetable

BASES = sorted(path.stem for path in (PROJECT / "scenarios").glob("*.toml") if "courts" not in path.stem)


def of_legal(path: str) -> bool:
    return part_of(path) == "legal"


# --- the variant


@pytest.mark.parametrize("base", BASES)
def test_the_variant_brings_legal_process_to_any_base_and_changes_nothing_else(base: str) -> None:
    before, after = load(base), load(base, LEGAL)
    assert before.parameters.legal is None
    assert after.parameters == replace(before.parameters, legal=after.parameters.legal)
    assert {path for path in after.quantities if path not in before.quantities} == set(filter(of_legal, declared()))
    assert after.name == f"{base}+{LEGAL}"
    assert load(f"{base}+{LEGAL}") == after


def test_all_of_it_goes_on_any_base_and_comes_back_as_it_was_read() -> None:
    scenario = load("tower_hamlets_2018", LEGAL, *STRATEGIES, *LEGAL_STRATEGIES)
    assert build({path: item.value for path, item in scenario.quantities.items()}) == scenario.parameters
    bare = scenario.parameters.without_strategies()
    assert bare == load("tower_hamlets_2018", LEGAL).parameters
    assert bare.legal is not None, "legal process is no strategy"


def test_the_variant_may_be_named_after_what_needs_it() -> None:
    assert load("england", "plo_tracker", LEGAL).parameters == load("england", LEGAL, "plo_tracker").parameters


def test_draws_build_parameters_with_legal_process_and_keep_what_must_fit_together() -> None:
    scenario = load("england", LEGAL, *LEGAL_STRATEGIES)
    given = scenario.parameters.legal
    assert given is not None
    for replication in range(5):
        legal = scenario.draw(1, replication).legal
        assert legal is not None
        assert sum(legal.orders_under_1.values()) == pytest.approx(1)
        assert sum(legal.residual.causes_after_from_16.values()) == pytest.approx(1)
        assert legal.connected.assessors * legal.connected.cases_per_assessor >= 1
        assert (legal.court_median, legal.work_factor) == (given.court_median, given.work_factor), (
            "solved anew for each draw, not drawn"
        )


def of_legal_files() -> Scenario:
    return load("england", LEGAL, *LEGAL_STRATEGIES)


def test_every_judgement_says_that_it_is_one_and_no_other_number_does() -> None:
    paths = ("legal", *LEGAL_STRATEGIES)
    for path, item in of_legal_files().quantities.items():
        if part_of(path) in paths:
            assert item.source.startswith("Judgement of the modellers: ") is (item.kind == "judgement"), path


def test_no_number_rests_on_what_came_after_march_2022_without_saying_so() -> None:
    for path, item in of_legal_files().quantities.items():
        if part_of(path) == "legal" and item.as_of.year > 2022:
            assert "later than 31 March 2022" in item.note, path


def test_what_the_numbers_mean_is_said_in_the_room_of_legal_process() -> None:
    assert meaning("legal.planning.interval") == "interval: Between legal planning meetings."
    assert meaning("plo_tracker.taken_up") == "taken up: That an idle case which is chased is taken up."
    words = {row.path: row.value for row in assumptions(load("england", LEGAL, "adoption_summit"))}
    assert words["adoption_summit.covers"] == "adoption: 1; guardianship: 1; fostering: 1; discharge: 0.5"
    assert lever("legal.residual.pending_multiplier", load("england", LEGAL)).title == (
        "Legal process: leaving in other ways, how much more often before a final order"
    )


# --- strategies on a base with and without


@pytest.mark.parametrize("name", LEGAL_STRATEGIES)
def test_on_a_base_without_legal_process_a_strategy_says_in_one_fault_what_to_lay_under_it(name: str) -> None:
    assert faults("england", name) == (
        f'scenarios/strategies/{name}.toml, requires: "legal" is a part that the base scenarios/england.toml lacks; '
        f"lay {LEGAL} over it (england+{LEGAL}), use a base that has legal, or leave the strategy out",
    )


@pytest.mark.parametrize("name", LEGAL_STRATEGIES)
def test_on_a_base_with_it_a_strategy_brings_its_own_part_alone(name: str) -> None:
    before, after = load("england", LEGAL), load("england", LEGAL, name)
    assert {part_of(path) for path in after.quantities.keys() - before.quantities.keys()} == {name}
    assert after.parameters == replace(before.parameters, **{name: getattr(after.parameters, name)})


def test_a_base_may_carry_legal_process_itself(write: Write) -> None:
    own = write(f'based_on = "england"\n{tables_of(LEGAL)}', "own.toml")
    assert load(own).parameters == load("england", LEGAL).parameters
    assert load(own, "family_finding").parameters == load("england", LEGAL, "family_finding").parameters


def test_a_part_of_legal_process_is_not_enough(write: Write) -> None:
    some = write(f'[legal.parallel]\nvalue = 0.8\nunit = "share"\n{REST}', "some.toml")
    told = faults("england", some, "plo_tracker")
    assert len(told) == 1
    assert told[0].startswith('scenarios/strategies/plo_tracker.toml, requires: "legal" is a part that the base')


@pytest.mark.parametrize("name", LEGAL_STRATEGIES)
def test_a_strategy_of_no_size_does_not_exist(name: str) -> None:
    scenario = load("england", LEGAL, name)
    assert getattr(scenario.parameters, name).exists
    nothing = laid(scenario, [Setting(f"size.{name}", 0.0)])
    assert not getattr(nothing.parameters, name).exists


def test_a_strategy_without_reach_does_not_exist_whatever_its_capacity() -> None:
    tracker = CaseTracker(starts=0, interval=14, covers=0, agenda=inf, taken_up=1, cost_per_year=0)
    assert not tracker.exists
    assert replace(tracker, covers=0.1).exists
    nobody, all_plans = ByPermanencePlan(0, 0, 0, 0), ByPermanencePlan(0, 0, 0, 1)
    summit = AdoptionSummit(starts=0, interval=28, covers=nobody, agenda=inf, taken_up=1, cost_per_year=0)
    assert not summit.exists
    assert replace(summit, covers=all_plans).exists
    finding = EarlierFamilyFinding(0, at_decision=0, decided_by_second_review=1, finders_added=0, cost_per_finder=0)
    assert not finding.exists
    assert replace(finding, at_decision=0.1).exists
    assert replace(finding, finders_added=0.5).exists
    assert not EarlyPermanence(0, ByAge(0, 0, 0, 0, 0), 0).exists
    assert not ConnectedCarersTeam(0, 0, work=0.5, redone=0, unified=1, cost_per_assessor=0).exists
    assert not ParallelPlanning(0, 0, 0, ByAge(1, 1, 1, 1, 1), 1, 1, 0).exists
    assert not WeeklyLegalPlanning(0, interval=7, agenda=0, entry_risk_ratio=1, cost_per_year=0).exists


@pytest.mark.parametrize("name", LEGAL_STRATEGIES)
def test_a_strategy_is_checked_with_what_it_requires_under_it(name: str) -> None:
    scenario, own = checked(name)
    assert scenario.strategies == (LEGAL, name)
    assert {part_of(path) for path in own} == {name}


def test_a_variant_is_checked_by_itself() -> None:
    scenario, own = checked(LEGAL)
    assert scenario.strategies == (LEGAL,)
    assert set(own) == set(filter(of_legal, declared()))


# --- dates, and what the parts are


def test_the_letters_dates_hold_for_the_strategies_that_it_found_and_no_base_need_have_them() -> None:
    without = load("tower_hamlets_2018")
    assert timetable("letter").within(without).beginnings == {}
    together = load("tower_hamlets_2018", LEGAL, *LEGAL_STRATEGIES)
    dated = timetable("letter").over(together).parameters
    assert dated.adoption_summit is not None
    assert dated.adoption_summit.starts == 212  # 1 August 2018
    begun = {path.partition(".")[0] for path in timetable("letter").within(together).beginnings}
    assert begun == {"legal_planning", "plo_tracker", "adoption_summit"}


def test_each_strategy_of_a_file_is_a_part_of_the_parameters() -> None:
    parts = {field.name for field in fields(Parameters)}
    files = Path(PROJECT / "scenarios/strategies").glob("*.toml")
    legal = {file.stem for file in files if tomllib.loads(file.read_text("utf-8")).get("requires") == ["legal"]}
    assert legal == set(LEGAL_STRATEGIES)
    assert legal < parts
