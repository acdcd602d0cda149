"""Limits of legal process in scenarios: each number that misfits is refused, with its place and the mend."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

import pytest
from quiet_legal import legal, legal_strategies
from scenario_files import LEGAL, LEGAL_STRATEGIES, PROJECT, REST, Write, faults, tables_of

from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.scenario.files import legal_limits
from sim.scenario.levers import Setting, laid
from sim.scenario.quantities.bounds import of_bounds
from sim.scenario.quantities.declared import declared, part_of
from sim.scenario.quantities.quantity import Plain
from sim.scenario.scenario import BadInput, load


def plain(parameters: Parameters, path: str) -> Plain:
    found: Any = parameters
    for name in path.split("."):
        found = getattr(found, name)
    return found


def over(path: str, value: str, unit: str) -> str:
    return f'[{path}]\nvalue = {value}\nunit = "{unit}"\n{REST}'


def own_base(write: Write, changed: str, path: str) -> str:
    """Write a base that carries legal process, with one quantity of it in other words."""
    tables = tables_of(LEGAL).removeprefix("[").split("\n[")
    kept = [table for table in tables if not table.startswith(f"{path}]")]
    assert len(kept) == len(tables) - 1
    return write("\n[".join(['based_on = "england"', *kept]) + "\n" + changed)


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
            ".value: is 2,000,000, an absurd size; give at most 200,000 per year",
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
