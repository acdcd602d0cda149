"""Every quantity acts: moved alone, the register or a measure moves with it, and no other luck does.

The small authority of `parts.busy` with all its strategies has every part and meets every mechanism; for what acts only
in rare circumstances, a circumstance is made.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from busy_parameters import busy, busy_strategies
from moved_quantities import moved, plain, with_value
from quiet_parameters import CALENDAR, changed
from quiet_statutory import busy_services, service_strategies
from runs_of_model import differing, rows, simulate, small_pool
from scenario_files import LEGAL_STRATEGIES

from sim.foundations.codes import Route
from sim.measures.yearly import measure
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.scenario.quantities.declared import build, declared

YEARS = 2.0
SEED = 11

NOTES = ("households.skills", "households.agreement", "households.ages", "children.sex")
"""Columns that say only what a quantity drew: that these move is not enough."""

CIRCUMSTANCES: dict[str, dict[str, Any]] = {
    "in_house_fostering.households_per_area": {"in_house_fostering": {"households_per_area": 10.0}},
}
"""What is changed first in the small authority, for quantities that act only then."""


OF_REPORTS = ("performance", "practice_clinics")
"""The performance report, and practice clinics, which have tests of their own (test_practice.py)."""

OF_MONEY = ("price_growth", "in_house_costs")
"""What only measures of money read: tests/measures/test_budget.py."""

UNREAD = tuple(
    f"{part}."
    for part in (
        *("legal", "opening.law", "opening.time_in_care", *LEGAL_STRATEGIES),
        *(*busy_services(), *service_strategies(), *OF_REPORTS, *OF_MONEY),
    )
)
"""Begin the paths of what is read only with a legal process, statutory services or a council's own returns, which have
tests of their own: of times in care on the first day test_opening_time_in_care.py."""


def read_by_the_model() -> list[str]:
    return [path for path in declared() if not path.startswith(UNREAD)]


def everything() -> Parameters:
    return changed(busy(), **busy_strategies())


@cache
def lived(opened: bool = False) -> Register:
    parameters = everything()
    return simulate(parameters, YEARS, seed=SEED, pool=small_pool(parameters) if opened else None)


def who_entered(register: Register) -> dict[int, tuple[object, ...]]:
    """The day, route and person of each child's first period of care.

    Unaccompanied children are left out: whether one who arrives is passed on depends on how many are in care.
    """
    children = rows(register.children)
    return {
        children[row.child].identity: (row.began, row.route, children[row.child].family, children[row.child].born)
        for row in rows(register.episodes)
        if row.number == 1 and row.began > 0 and row.route != Route.UNACCOMPANIED
    }


def test_the_small_authority_has_every_quantity() -> None:
    parameters = everything()
    values = {path: plain(parameters, path) for path in read_by_the_model()}
    assert build(values) == parameters


@pytest.mark.parametrize("path", read_by_the_model())
def test_a_quantity_that_moves_moves_something(path: str) -> None:
    item, opened = declared()[path], path.startswith("opening.")
    first = changed(everything(), **CIRCUMSTANCES.get(path, {}))
    then = with_value(first, path, moved(item, plain(first, path)))
    assert then != first
    before = lived(opened) if path not in CIRCUMSTANCES else simulate(first, YEARS, seed=SEED)
    after = simulate(then, YEARS, seed=SEED, pool=small_pool(then) if opened else None)
    felt = [column for column in differing(before, after) if column not in NOTES]
    assert felt or measure(before, CALENDAR, first) != measure(after, CALENDAR, then)
    if not path.startswith(("demand.", "edge_of_care.", "opening.", "outlook.")):
        # nobody comes on another day; a few do or do not, for whom the team had a slot free or had not
        one, other = who_entered(before), who_entered(after)
        assert all(one[child] == other[child] for child in one.keys() & other.keys())
        assert len(one.keys() ^ other.keys()) <= 4


# --- the levers of demand: what each may change of the families, and nothing else

RATES = ("entries_per_year", "yearly_level", "month_pattern", "children_per_family", "route_shares")
"""How many come: some families more or fewer, the others as they were."""

DESCRIBES = {
    "route_shares": "route",
    "age_shares": "born",
    "remand_age_shares": "born",
    "unaccompanied_age_shares": "born",
    "sibling_age_gap": "born",
    "children_per_family": "size",
    "male_share": "sex",
    "unaccompanied_male_share": "sex",
    "behaviour_share": "need",
    "behaviour_onset": "need",
    "disability_share": "disability",
    "warning_median": "",
    "warning_spread": "",
    "search_notice": "",
    "entries_per_year": "",
    "yearly_level": "",
    "month_pattern": "",
    "entry_probability": "",
}
"""What a quantity of demand may change of those who enter."""


def families(parameters: Parameters) -> dict[int, dict[str, Any]]:
    """Each family that entered, as it was; but for unaccompanied children, who may be passed on."""
    register = simulate(parameters, 3.0, seed=SEED)
    children = rows(register.children)
    found: dict[int, dict[str, Any]] = {}
    for row in rows(register.episodes):
        if row.number > 1 or row.route == Route.UNACCOMPANIED:
            continue
        child = children[row.child]
        told = found.setdefault(child.family, {"day": row.began, "route": row.route, "children": {}})
        told["children"][child.identity] = {
            "born": child.born,
            "sex": child.sex,
            "need": child.behaviour_since,
            "disability": child.disability,
        }
    return found


@cache
def as_they_were() -> dict[int, dict[str, Any]]:
    return families(changed(busy(), opening=None))


@pytest.mark.parametrize("name", DESCRIBES)
def test_a_quantity_of_demand_changes_what_it_is_about_and_nobody_elses_luck(name: str) -> None:
    path = f"demand.{name}"
    first = changed(busy(), opening=None)
    then = with_value(first, path, moved(declared()[path], plain(first, path), by=1.05))
    before, after, about = as_they_were(), families(then), DESCRIBES[name]
    come, gone = after.keys() - before.keys(), before.keys() - after.keys()
    if name in RATES:
        assert len(come) + len(gone) <= 0.2 * len(before)
    else:
        assert not come
        assert not gone
    other_route = 0
    for family in before.keys() & after.keys():
        one, other = before[family], after[family]
        assert one["day"] == other["day"]
        if one["route"] != other["route"]:
            assert about == "route"
            other_route += 1
            continue
        fewer = one["children"].keys() & other["children"].keys()
        assert about == "size" or one["children"].keys() == other["children"].keys()
        for child in fewer:
            for what, value in one["children"][child].items():
                now = other["children"][child][what]
                assert (
                    value == now
                    or (value != value and now != now)
                    or about in (what, "born")
                    or (about == "size" and what == "need")
                ), f"{what} of a child is {now} and was {value}"
    assert other_route <= 0.05 * len(before)


@pytest.mark.parametrize("probability", [0.45, 0.55, 0.9])
def test_with_a_team_the_probability_of_entry_only_adds_or_takes_away_those_who_stay_out(probability: float) -> None:
    team = replace(busy_strategies()["edge_of_care"], entry_risk_ratio=1.0)
    first = changed(busy(), opening=None, edge_of_care=team)
    before, after = (
        simulate(each, 2.0, seed=SEED) for each in (first, with_value(first, "demand.entry_probability", probability))
    )
    assert who_entered(after) == who_entered(before)
    out = [
        {row.identity: (row.children, row.referred, row.crisis) for row in rows(run.families) if not row.would_enter}
        for run in (before, after)
    ]
    fewer, more = sorted(out, key=len)
    assert fewer.items() < more.items()
