"""Needs that begin in care: the day, the hazard of the placement, the household, those who come back, the opening."""

from __future__ import annotations

from math import exp, isnan
from statistics import mean

import pytest
from quiet_parameters import YEAR, changed, every, fostering, market, only, quiet
from runs_of_model import rows, simulate
from scripted_worlds import HALF, a_child, a_household, comes, made, run

from sim.foundations.calendar import age_band
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByKind


def disrupting(**parts: object) -> Parameters:
    """One breakdown a year with an agency, of twice the hazard with a behaviour need; it ends the same day."""
    return changed(
        quiet(),
        connected_persons=None,
        agency=market(),
        stability={
            "hazard_by_time_in_placement": every(ByDuration, 1.0),
            "kind_multiplier": only(ByKind, agency=1.0, in_house=1.0),
            "behaviour_multiplier": 2.0,
            "immediate_share": 1.0,
        },
        **parts,
    )


def test_a_need_that_begins_shortens_what_is_left_of_the_placement():
    world = made(disrupting())
    comes(world, 0.0, a_child(need_begins=100.0))
    register = run(world)
    assert register.children.behaviour_since == [100.0]
    assert register.placements.ended[0] == pytest.approx(100.0 + (HALF * YEAR - 100.0) / 2)
    assert register.placements.ended[1] - register.placements.began[1] == pytest.approx(HALF * YEAR / 2)


def test_before_it_begins_the_need_is_not_there_and_after_18_it_never_is():
    for begins, since in ((2000.0, None), (1e9, None), (900.0, 900.0)):
        world = made(disrupting())
        child = a_child(age=16.0, need_begins=begins)
        comes(world, 0.0, child)
        register = run(world)
        (found,) = register.children.behaviour_since
        assert (None if isnan(found) else found) == (since if since is not None and since < child.adult else None)


def test_the_household_counts_a_need_that_begins_and_gives_it_back():
    parameters = changed(quiet(), connected_persons=None, in_house_fostering=fostering(households=0.0))
    world = made(parameters)
    household = a_household(world)
    comes(world, 0.0, a_child(age=17.0, need_begins=100.0))
    run(world, 99.0)
    assert household.with_behaviour == 0
    run(world, 101.0)
    assert household.with_behaviour == 1
    run(world, 400.0)
    assert (household.occupants, household.with_behaviour) == ([], 0)


def test_a_child_who_comes_later_than_thought_comes_with_the_need():
    world = made(quiet())
    comes(world, 200.0, a_child(need_begins=100.0))
    register = run(world)
    assert register.children.behaviour_since == register.children.born  # it was there before


def test_a_need_may_begin_out_of_care_and_does_not_bring_the_child_back():
    parameters = changed(
        quiet(),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 10.0),
            "causes_5_to_9": only(ByCause, home_unplanned=1.0),
            "reentry_within_1_year": 0.2,
            "reentry_within_6_years": 0.3,
        },
    )
    world = made(parameters, {"coming back": 0.2})
    comes(world, 0.0, a_child(need_begins=100.0))
    register = run(world)
    without = made(parameters, {"coming back": 0.2})
    comes(without, 0.0, a_child())
    assert register.episodes.began == run(without).episodes.began
    assert len(register.episodes.began) > 1
    assert register.episodes.ended[0] < 100.0 < register.episodes.began[1]
    assert register.children.behaviour_since == [100.0]


def test_the_share_with_a_need_follows_the_hazard():
    # children enter under 1 without needs and stay; a tenth a year has the need from 1 to 4
    parameters = changed(quiet(), demand={"entries_per_year": 300.0, "behaviour_onset": only(ByAge, from_1_to_4=0.1)})
    register = simulate(parameters, 6.0)
    old = [row for row in rows(register.children) if age_band(register.until - row.born) > 1]
    share = mean(not isnan(row.behaviour_since) for row in old)
    expected = 1 - exp(-0.4)
    assert len(old) > 200
    assert share == pytest.approx(expected, abs=4 * (expected * (1 - expected) / len(old)) ** 0.5)
