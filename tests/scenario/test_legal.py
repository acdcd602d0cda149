"""Legal process in scenarios: a variant that brings it to any base, strategies that need it, and what is refused."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from math import inf
from pathlib import Path
from typing import Any

import pytest
from quiet_legal import legal, legal_strategies
from scenario_files import LEGAL, LEGAL_STRATEGIES, PROJECT, REST, STRATEGIES, Write, faults

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
from sim.parameters.tables import ByAge, ByPermanencePlan, Table
from sim.scenario.assumptions import assumptions
from sim.scenario.files import legal_limits
from sim.scenario.levers import Setting, laid, lever
from sim.scenario.quantities.bounds import of_bounds
from sim.scenario.quantities.declared import build, declared, part_of
from sim.scenario.quantities.meanings import meaning
from sim.scenario.quantities.quantity import Plain
from sim.scenario.scenario import BadInput, Scenario, load
from sim.scenario.timetable import timetable

BASES = sorted(path.stem for path in (PROJECT / "scenarios").glob("*.toml"))


def of_legal(path: str) -> bool:
    return part_of(path) == "legal"


def plain(parameters: Parameters, path: str) -> Plain:
    found: Any = parameters
    for name in path.split("."):
        found = getattr(found, name)
    return found


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
    for replication in range(5):
        legal = scenario.draw(1, replication).legal
        assert legal is not None
        assert sum(legal.orders_under_1.values()) == pytest.approx(1)
        assert sum(legal.residual.causes_after_from_16.values()) == pytest.approx(1)
        assert legal.connected.assessors * legal.connected.cases_per_assessor >= 1
        assert (legal.court_median, legal.work_factor) == (107, 1), "solved anew for each draw, not drawn"


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
        "Legal process: leaving in other ways, pending multiplier"
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
    text = (PROJECT / "scenarios/variants/legal_process.toml").read_text(encoding="utf-8")
    own = write(f'based_on = "england"\n{text}', "own.toml")
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


# --- limits: the exact words


def over(path: str, value: str, unit: str) -> str:
    return f'[{path}]\nvalue = {value}\nunit = "{unit}"\n{REST}'


def own_base(write: Write, changed: str, path: str) -> str:
    """Write a base that carries legal process, with one quantity of it in other words."""
    text = (PROJECT / "scenarios/variants/legal_process.toml").read_text(encoding="utf-8")
    head, *tables = text.split("\n[")
    kept = [table for table in tables if not table.startswith(f"{path}]")]
    assert len(kept) == len(tables) - 1
    return write("\n[".join(['based_on = "england"\n' + head, *kept]) + "\n" + changed)


MORE = "cannot meet more than once a day: give 1 day or more"
ORDERS = "special_guardianship = 0.2, child_arrangements = 0.1, home = 0.1, care_at_home = 0.1, placement = 0.3"


@pytest.mark.parametrize(
    ("path", "value", "unit", "message"),
    [
        ("legal.generates", "0.5", "switch", ".value: is 0.5; it must be a whole number"),
        ("legal.generates", "2", "switch", ".value: is 2; it must be from 0 to 1"),
        ("legal.court_median", "0", "days", ".value: is 0; it must be at least 1e-06"),
        ("legal.court_spread", "4", "standard deviation of the logarithm", ".value: is 4; it must be from 0 to 3"),
        ("legal.enters_until", "1.2", "share of the case", ".value: is 1.2; it must be from 0 to 1"),
        ("legal.connected_odds", "-1", "odds ratio", ".value: is -1; it must be 0 or more"),
        ("legal.parallel", "60", "share", ".value: is 60; it must be from 0 to 1 (write 60% as 0.6)"),
        (
            "legal.orders_under_1",
            f"{{ {ORDERS}, care = 0.3 }}",
            "share",
            ".value: sums to 1.1; shares must sum to 1: lower them by 0.1 in all",
        ),
        (
            "legal.orders_under_1",
            f"{{ {ORDERS} }}",
            "share",
            ".value: has no care; add care = and its number, in share",
        ),
        (
            "legal.carers_named",
            "{ none = 0.5, one = 0.2, two = 0.1, three = 0.1 }",
            "share",
            ".value: sums to 0.9; shares must sum to 1: raise them by 0.1 in all",
        ),
        (
            "legal.residual.causes_after_from_16",
            "{ home_planned = 1, home_unplanned = 1, relatives = 0, special_guardianship = 0, adopted = 0, "
            "child_arrangements = 0, custody = 0, other = 0 }",
            "share",
            ".value: sums to 2; shares must sum to 1: lower them by 1 in all",
        ),
        ("legal.decision_maker_interval", "0.5", "days", f".value: is 0.5; those who decide on adoption {MORE}"),
        ("legal.planning.interval", "0.5", "days", f".value: is 0.5; those who plan a case {MORE}"),
        ("legal.planning.review_interval", "0.5", "days", f".value: is 0.5; those who review a case {MORE}"),
        ("legal.adoption.panel_interval", "0.5", "days", f".value: is 0.5; a panel {MORE}"),
        ("legal.permanence.panel_interval", "0.5", "days", f".value: is 0.5; a panel {MORE}"),
        (
            "legal.connected.extension",
            "0",
            "days",
            ".value: is 0, so that an approval which is extended ends on the day on which it ended before; "
            "give the days by which it is extended; by regulation 25, 56",
        ),
        (
            "legal.connected.assessors",
            "0",
            "workers (whole time)",
            ".value: is 0, with 4 cases each, room for 0 at once, so that no assessment would ever begin; "
            "give at least 0.25, or inf if none ever waits",
        ),
        (
            "legal.adoption.finders",
            "0.05",
            "workers (whole time)",
            ".value: is 0.05, with 15 cases each, room for 0.75 at once, so that no search for a family would ever "
            "begin; give at least 0.0667, or inf if none ever waits",
        ),
        (
            "legal.connected.cases_per_assessor",
            "0",
            "assessments per worker",
            ".value: is 0; it must be at least 1e-06",
        ),
        (
            "legal.connected.other_assessments",
            "2_000_000",
            "per year",
            ".value: is 2,000,000, an absurd size; give at most 1,000,000 per year",
        ),
    ],
)
def test_a_number_of_legal_process_that_misfits_is_refused(
    path: str, value: str, unit: str, message: str, write: Write
) -> None:
    assert faults(own_base(write, over(path, value, unit), path)) == (f"mine.toml, {path}{message}",)


@pytest.mark.parametrize(
    ("strategy", "name", "who"),
    [
        ("legal_planning", "interval", "those who plan a case"),
        ("plo_tracker", "interval", "those who read the tracker"),
        ("adoption_summit", "interval", "the summit"),
    ],
)
def test_a_meeting_more_than_once_a_day_is_refused(strategy: str, name: str, who: str) -> None:
    with pytest.raises(BadInput) as caught:
        laid(load("england", LEGAL, strategy), [Setting(f"{strategy}.{name}", 0.5)])
    assert caught.value.faults == (
        f"england+{LEGAL}+{strategy}, {strategy}.{name}.value: is 0.5; {who} cannot meet more than once a day: "
        "give 1 day or more",
    )


def test_the_quiet_legal_process_of_the_tests_is_within_all_limits_and_bounds() -> None:
    parameters = replace(load("england").parameters, legal=legal(), **legal_strategies())
    values = {path: plain(parameters, path) for path in declared() if part_of(path) in ("legal", *LEGAL_STRATEGIES)}
    for path, value in values.items():
        for number in value.values() if isinstance(value, Table) else (value,):
            assert not [*of_bounds(declared()[path].unit, path, number)], path
    assert not [*legal_limits.problems(legal())]
    assert len(values) == 142, "what this design has: 104 of legal process, 38 of its strategies"


@pytest.mark.parametrize("path", ["legal.connected.assessors", "legal.adoption.finders"])
def test_a_team_for_whom_nothing_waits_is_endless(path: str, write: Write) -> None:
    legal = load(own_base(write, over(path, "inf", "workers (whole time)"), path)).parameters.legal
    assert legal is not None
    assert inf in (legal.connected.assessors, legal.adoption.finders)


@pytest.mark.parametrize("path", ["edge_of_care.workers", "family_finding.finders_added"])
def test_other_teams_are_not_endless(path: str, write: Write) -> None:
    strategy = path.partition(".")[0]
    text = (PROJECT / f"scenarios/strategies/{strategy}.toml").read_text(encoding="utf-8")
    head, *tables = text.split("\n[")
    kept = [table for table in tables if not table.startswith(f"{path}]")]
    mine = write("\n[".join([head, *kept]) + "\n" + over(path, "inf", "workers (whole time)"))
    assert faults("england", LEGAL, mine) == (
        f"mine.toml, {path}.value: is endless; give a finite number in workers (whole time)",
    )


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
