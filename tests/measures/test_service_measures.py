"""The measures of what services did: answers worked by hand."""

from __future__ import annotations

import pytest
from handmade_registers import (
    LAST,
    MARCH_2019,
    day,
    measured,
    register,
    stay,
    value,
)

from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.model.register.services import PanelDecision


def family(
    r: Register,
    children: int,
    crisis: float,
    *,
    helped: bool = True,
    would: bool,
    entered: bool,
    postponed: float = OPEN,
) -> None:
    table = r.families
    table.identity.append(len(table.identity))
    table.children.append(children)
    table.referred.append(crisis - 30)
    table.crisis.append(crisis)
    table.started.append(crisis - 20 if helped else OPEN)
    table.finished.append(OPEN)
    table.would_enter.append(would)
    table.entered.append(entered)
    table.postponed_until.append(postponed)


def test_diverted_is_observed_and_averted_is_against_the_counterfactual() -> None:
    r = register()
    crisis = day(2018, 6, 1)
    family(r, 2, crisis, would=True, entered=False)  # averted: 2 children
    family(r, 1, crisis, would=True, entered=False, postponed=crisis + 200)  # only postponed
    family(r, 3, crisis, would=False, entered=False)  # would never have entered
    family(r, 1, crisis, would=True, entered=True)  # helped in vain
    family(r, 4, crisis, would=False, entered=True)  # entered only because of the help
    family(r, 5, crisis, helped=False, would=False, entered=False)  # not worked with
    family(r, 6, day(2021, 6, 1), would=True, entered=False)  # the crisis is after the run
    values = measured(r)
    assert value(values, "families_worked_with", when=MARCH_2019) == 5
    assert value(values, "children_worked_with", when=MARCH_2019) == 11
    assert value(values, "children_not_entering", when=MARCH_2019) == 6
    assert value(values, "entries_averted", "averted at the crisis", MARCH_2019) == 3
    assert value(values, "entries_averted", "only postponed", MARCH_2019) == 1
    assert value(values, "entries_averted", "added by the help", MARCH_2019) == 4
    assert value(values, "entries_averted", when=MARCH_2019) == 3 - 1 - 4
    assert value(values, "children_not_entering", "whole run, per year") == pytest.approx(6 / 3)


def test_returns_home_count_when_made_with_support() -> None:
    r = register()
    for extra, returned in ((False, 200.0), (True, 210.0), (True, OPEN)):
        r.returns.episode.append(0)
        r.returns.extra.append(extra)
        r.returns.started.append(100.0)
        r.returns.returned.append(returned)
        r.returns.finished.append(OPEN)
    assert value(measured(r), "returned_home_with_support", when=MARCH_2019) == 2
    assert value(measured(r), "returned_home_with_support", "brought about by the team", when=MARCH_2019) == 1


def test_waits_for_camhs_are_medians_of_children_seen_and_those_who_left_wait_no_more() -> None:
    r = register()
    seen_in = day(2018, 6, 1)
    rows = [
        (False, seen_in - 60, seen_in, OPEN),
        (False, seen_in - 50, seen_in, OPEN),
        (True, seen_in - 10, seen_in, OPEN),
        (True, seen_in - 14, seen_in, OPEN),
        (False, seen_in, OPEN, OPEN),  # waits to the end of the run
        (False, seen_in, OPEN, seen_in + 20),  # left care before being seen
        (True, day(2019, 3, 1), day(2019, 4, 1), OPEN),  # waits at 31 March 2019
    ]
    for colocated, referred, seen, ended in rows:
        r.referrals.child.append(0)
        r.referrals.colocated.append(colocated)
        r.referrals.referred.append(referred)
        r.referrals.seen.append(seen)
        r.referrals.ended.append(ended)
    values = measured(r)
    assert value(values, "camhs_wait_days_median", when=MARCH_2019) == 32.0
    assert value(values, "camhs_wait_days_median", "usual route", MARCH_2019) == 55.0
    assert value(values, "camhs_wait_days_median", "co-located", MARCH_2019) == 12.0
    assert value(values, "camhs_wait_days_median", "co-located; whole run") == 14.0
    assert value(values, "camhs_seen", when=MARCH_2019) == 4
    assert value(values, "camhs_waiting", when=MARCH_2019) == 2
    assert value(values, "camhs_waiting", "co-located", MARCH_2019) == 1
    assert value(values, "camhs_waiting", when=LAST) == 1


def test_the_panel_and_training_are_counted_by_what_came_of_them() -> None:
    r = register()
    for decision in PanelDecision:
        r.panel.day.append(day(2018, 6, 1))
        r.panel.child.append(0)
        r.panel.decision.append(decision)
    stay(r, day(2018, 7, 1), step_down=True)
    for completed in (day(2018, 9, 1), OPEN):
        r.training.household.append(0)
        r.training.began.append(day(2018, 7, 1))
        r.training.completed.append(completed)
        r.training.skill.append(1)
    values = measured(r)
    assert value(values, "redirected", when=MARCH_2019) == 1
    assert value(values, "stabilised", when=MARCH_2019) == 1
    assert value(values, "residential_stepped_down", when=MARCH_2019) == 1
    assert value(values, "trained", when=MARCH_2019) == 1
