"""Leaving care by the kind of placement lived in: off it changes nothing; on, the decision is timed anew at a move."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import sqrt
from typing import Any

import numpy as np
import pytest
from busy_parameters import busy
from quiet_parameters import YEAR, by_kind, changed, connected_persons, doors, every, fostering, market, only, quiet
from quiet_strategies import panel
from runs_of_model import differing, rows, simulate
from scripted_worlds import a_child, a_household, by_occasion, comes, lived_by_one, made, run, threshold

from sim.experiments.balance.kept import with_kinds
from sim.experiments.balance.long_run import _exposure
from sim.foundations.codes import Kind, LeavingCause, PlacementEnd, Route
from sim.measures.view import view_of
from sim.model.lives.looked_after import enter_care
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByKind, ByRoute
from sim.scenario.scenario import load

NEVER = threshold(700)


# --- off


@pytest.mark.parametrize(
    "off",
    [
        {"strength": 0.0},
        {
            "multiplier": every(ByKind, 1.0),
            "causes_residential": every(ByCause, 1.0),
            "causes_with_parents": every(ByCause, 1.0),
        },
        {"multiplier": every(ByKind, 1.0)},
    ],
    ids=["strength 0", "all ones", "no multiplier, whatever the factors"],
)
def test_off_it_changes_nothing_whatever_its_numbers(off: dict[str, Any]):
    parameters = changed(busy(), opening=None)
    follows = parameters.leaving.by_kind
    without = changed(parameters, leaving={"by_kind": by_kind()})
    switched = changed(parameters, leaving={"by_kind": replace(follows, **off)})
    before, after = (simulate(given, 2.0, seed=4) for given in (without, switched))
    assert differing(before, after) == []
    assert before.events == after.events
    assert differing(before, simulate(parameters, 2.0, seed=4))  # on, it does


# --- on


def leaving(multiplier: ByKind, parts: dict[str, Any] | None = None, **factors: Any) -> Parameters:
    """Decisions at one a year, times what the kind says; everyone is with an agency at first, whose places end."""
    return changed(
        quiet(),
        connected_persons=connected_persons(available=every(ByAge, 0.0)),
        agency=market(),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "by_kind": by_kind(strength=1.0, multiplier=multiplier, **factors),
        },
        **(parts or {}),
    )


lived = partial(lived_by_one, years=5.0)


MULTIPLIER = ByKind(1.0, 3.0, 0.5, 0.25, 1.0, 1.0, 1.0, 4.0, 1.0)


def test_the_kind_lived_in_multiplies_the_hazard_from_the_first_day():
    register = lived(leaving(MULTIPLIER), {"leaving": threshold(0.4)})
    assert register.episodes.decided == pytest.approx([0.4 / 0.5 * YEAR])


def test_a_move_times_the_decision_anew_and_keeps_what_was_used_up():
    parameters = leaving(MULTIPLIER, {"doors": doors(to_connected=1.0)})
    luck = {"leaving": threshold(0.4), "door to connected persons": threshold(0.2)}
    register = lived(parameters, luck)
    # 0.2 years at a half a year use up 0.1; the 0.3 left last a tenth of a year with relatives, at three
    assert register.placements.kind == [Kind.AGENCY, Kind.CONNECTED]
    assert register.episodes.decided == pytest.approx([(0.2 + 0.1) * YEAR])


def test_a_move_within_a_kind_changes_nothing():
    parameters = leaving(
        MULTIPLIER, {"stability": {"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 0.0}}
    )
    register = lived(parameters, {"leaving": threshold(0.4), "disruption": by_occasion(*[threshold(0.1)] * 9)})
    assert len(register.placements.kind) == 8
    assert register.episodes.decided == pytest.approx([0.8 * YEAR])


def test_two_moves_are_worked_out_by_time_in_care_and_age():
    parameters = changed(
        leaving(MULTIPLIER, {"doors": doors(to_connected=1.0, to_parents=1.0)}),
        leaving={
            "hazard_by_time_in_care": ByDuration(1.0, 1.0, 2.0, *[4.0] * 5),
            "age_multiplier": only(ByAge, from_5_to_9=1.0, from_10_to_15=0.5),
        },
    )
    luck = {
        "leaving": threshold(3.0),
        "door to connected persons": by_occasion(threshold(100 / YEAR), NEVER, NEVER),
        "door to parents": by_occasion(NEVER, threshold(100 / YEAR), NEVER),
    }
    register = lived(parameters, luck, age=10 - 150 / YEAR)  # ten on day 150
    assert register.placements.kind == [Kind.AGENCY, Kind.CONNECTED, Kind.WITH_PARENTS]
    agency = 0.5 * (56 * 1 + 44 * 2)
    relatives = 3.0 * (50 * 2 + 32 * 2 * 0.5 + 18 * 4 * 0.5)
    assert register.episodes.decided == pytest.approx([200 + (3 * YEAR - agency - relatives) / (4.0 * 4 * 0.5)])


def test_the_strength_is_a_power_of_the_factors():
    half = changed(
        leaving(only(ByKind, agency=0.25)), leaving={"by_kind": by_kind(strength=0.5, multiplier=every(ByKind, 0.25))}
    )
    assert lived(half, {"leaving": threshold(0.4)}).episodes.decided == pytest.approx([0.8 * YEAR])


def test_time_age_and_route_have_factors_that_keep_leaving_in_all():
    factors = {
        "time_in_care": ByDuration(2.0, *[1.0] * 7),
        "age": only(ByAge, from_5_to_9=1.5),
        "route": only(ByRoute, police_protection=2.0),
    }
    register = lived(leaving(every(ByKind, 0.5), **factors), {"leaving": threshold(0.4)})
    # 14 days at three, then at one and a half
    assert register.episodes.decided == pytest.approx([14 + (0.4 * YEAR - 42) / 1.5])


def test_the_cause_goes_by_the_kind_lived_in_at_the_decision():
    parameters = leaving(
        MULTIPLIER,
        {"doors": doors(to_parents=1.0)},
        causes_with_parents=only(ByCause, relatives=1.0, home_unplanned=3.0),
    )
    parameters = changed(parameters, leaving={"causes_5_to_9": only(ByCause, home_unplanned=0.2, relatives=0.8)})
    # weighted by three, a share of 0.2 is 0.6 / 1.4
    for u, at_home in ((0.19, (True, True)), (0.4, (False, True)), (0.44, (False, False))):
        luck = {"leaving cause": u, "leaving": threshold(0.5), "door to parents": NEVER}
        stays, moves = lived(parameters, luck), lived(parameters, {**luck, "door to parents": threshold(0.1)})
        assert moves.placements.kind == [Kind.AGENCY, Kind.WITH_PARENTS]
        found = (stays.episodes.cause[0], moves.episodes.cause[0])
        assert found == tuple(LeavingCause.HOME_UNPLANNED if home else LeavingCause.RELATIVES for home in at_home)


# --- what a strategy moves leaves as before

HOMES = {"residential_first_other": every(ByAge, 1.0)}


def residential(**parts: Any) -> Parameters:
    """Children's homes for all; a household where one suits; residential leaving at a quarter, in-house at four."""
    multiplier = ByKind(4.0, 1.0, 1.0, 0.25, 1.0, 1.0, 1.0, 1.0, 1.0)
    return leaving(
        multiplier,
        {
            "policy": HOMES,
            "childrens_homes": market(),
            "in_house_fostering": fostering(households=0.0),
            **parts,
        },
    )


def test_who_has_stepped_down_goes_on_to_leave_as_from_residential_care():
    parameters = residential(ipop=panel(ready=1.0, review_after=90.0, transition_weeks=4.0))
    world = made(parameters, {"leaving": threshold(0.4), "disruption": NEVER}, years=4.0)
    comes(world, 0.0, a_child(age=11.0))
    world.lives.at(1.0, lambda: a_household(world))
    register = run(world)
    assert register.placements.kind == [Kind.CHILDRENS_HOME, Kind.IN_HOUSE]
    assert register.placements.step_down == [False, True]
    assert register.episodes.decided == pytest.approx([1.6 * YEAR])


@pytest.mark.parametrize("redirected", [1.0, 0.0])
def test_who_was_redirected_goes_on_to_leave_as_from_what_was_sought(redirected: float):
    parameters = residential(ipop=panel(redirected=redirected), demand={"search_notice": 21.0})
    world = made(parameters, {"leaving": threshold(0.4)}, years=4.0)
    child = a_child(age=11.0)
    a_household(world)
    request = []

    def asks() -> None:
        request.append(world.matching.request([child]))
        world.services.asked_for_place(child, request[0], 20.0)

    world.lives.at(1.0, asks)
    world.lives.at(20.0, lambda: enter_care(world, [child], request[0]))
    register = run(world)
    assert register.placements.kind == [Kind.IN_HOUSE if redirected else Kind.CHILDRENS_HOME]
    assert register.episodes.decided == pytest.approx([20.0 + 1.6 * YEAR])


def test_without_a_strategy_the_household_has_its_own_way_of_leaving():
    world = made(
        changed(residential(), policy={"residential_first_other": every(ByAge, 0.0)}),
        {"leaving": threshold(0.4)},
        years=4.0,
    )
    a_household(world)
    comes(world, 0.0, a_child(age=11.0))
    assert run(world).episodes.decided == pytest.approx([0.1 * YEAR])


# --- leaving in all is kept


def test_leaving_in_all_by_time_age_and_route_is_as_without():
    """England's numbers for a large authority: who decides to leave, with the kinds and without, in six years.

    The factors are found from the child-years of another run; what the two runs may differ by is four standard errors.
    """
    england = load("england")
    parameters = changed(
        england.parameters,
        opening=None,
        demand={"entries_per_year": 900.0},
        in_house_fostering={"households": 800.0},
    )
    calendar = england.calendar()
    trial = simulate(parameters, 6.0, seed=31, calendar=calendar)
    exposure = _exposure(view_of(trial, calendar, parameters), 0.0, trial.until)
    kept = with_kinds(parameters.leaving, exposure, np.array(parameters.leaving.by_kind.multiplier.values()))
    assert kept.by_kind.strength > 0.0
    neutral = replace(kept, by_kind=replace(kept.by_kind, strength=0.0))
    with_kind, without = (
        simulate(replace(parameters, leaving=given), 6.0, seed=seed, calendar=calendar)
        for given, seed in ((kept, 32), (neutral, 33))
    )
    for count in (_by_time, _by_age, _by_route):
        one, other = count(with_kind), count(without)
        assert one.sum() > 2000
        assert (np.abs(one - other) <= 4 * np.sqrt(np.maximum(one + other, 1.0))).all(), count.__name__
    one, other = _by_time(with_kind).sum(), _by_time(without).sum()
    assert abs(one - other) <= 4 * sqrt(one + other)
    # and it does something: of those with their parents more decide, of those in children's homes fewer
    for kind, more in ((Kind.WITH_PARENTS, True), (Kind.CHILDRENS_HOME, False)):
        rates = [_rate(run, kind) for run in (with_kind, without)]
        assert rates[0] > 1.2 * rates[1] if more else rates[0] < 0.8 * rates[1]


def _rate(register: Register, kind: Kind) -> float:
    """Periods of care that end from a kind of placement before 18, for each placement that began there."""
    placed = [row for row in rows(register.placements) if row.kind == kind]
    left = [
        row
        for row in placed
        if row.why == PlacementEnd.LEFT_CARE
        and register.episodes.cause[row.episode] != LeavingCause.EIGHTEENTH_BIRTHDAY
    ]
    return len(left) / len(placed)


def _decisions(register: Register) -> list[Any]:
    decided = [row for row in rows(register.episodes) if row.decided == row.decided]
    return [row for row in decided if row.cause != LeavingCause.EIGHTEENTH_BIRTHDAY]


def _by_time(register: Register) -> np.ndarray:
    edges = [0.0, 14.0, 56.0, 182.0, 365.0, 730.5, 1095.75, np.inf]
    return np.histogram([row.decided - row.began for row in _decisions(register)], edges)[0]


def _by_age(register: Register) -> np.ndarray:
    born = register.children.born
    years = [(row.decided - born[row.child]) / YEAR for row in _decisions(register)]
    return np.histogram(years, [-1.0, 1.0, 5.0, 10.0, 16.0, 19.0])[0]


def _by_route(register: Register) -> np.ndarray:
    return np.bincount([row.route for row in _decisions(register)], minlength=len(Route))
