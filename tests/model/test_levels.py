"""The levels of a replication: how they are drawn, whose luck they have, and what they make of leaving and entering."""

from __future__ import annotations

from datetime import date
from math import exp, hypot, sqrt

import numpy as np
import pytest
from busy_parameters import busy, busy_strategies
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from quiet_parameters import CALENDAR, YEAR, changed, every, only, outlook, quiet, unaccompanied
from runs_of_model import differing, simulate, small_pool
from scripted_worlds import a_child, lived_by_one, made, threshold

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Route
from sim.model.core.levels import deviations, levels
from sim.parameters.outlook import Outlook
from sim.parameters.tables import ByAge, ByDuration, ByFinancialYear, ByLevel, ByPairOfLevels

SPREADS = (0.15, 0.17, 0.20, 0.20, 0.22, 0.23)
OF_ENGLAND = (0.05, 0.07, 0.09, 0.11, 0.14, 0.17)
OF_REGION = (0.024, 0.024, 0.031, 0.032, 0.032, 0.036)
OWN = ByPairOfLevels(0.65, 0.42, 0.65, 0.5, 0.33, 0.21, 0.33, 0.5, 0.33, 0.65, 0.21, 0.33, 0.5, 0.42, 0.65)
SHARED = ByPairOfLevels(*[0.4] * 15)
LEEDS, BRADFORD, KENT = 8000035.0, 8000032.0, 10000016.0
YORKSHIRE, SOUTH_EAST = 12000003.0, 12000008.0
MANY = 4000


def told(**changes: object) -> Outlook:
    return outlook(
        own_deviation=ByLevel(*SPREADS),
        own_correlation=OWN,
        england_deviation=ByLevel(*OF_ENGLAND),
        region_deviation=ByLevel(*OF_REGION),
        shared_correlation=SHARED,
        **{"authority": LEEDS, "region": YORKSHIRE, **changes},
    )


def drawn(said: Outlook, number: int = MANY) -> np.ndarray:
    """The six deviations of so many replications, one a row."""
    return np.array([deviations(said, Chance(5, replication)) for replication in range(number)])


def covariance(spreads: tuple[float, ...], pairs: ByPairOfLevels) -> np.ndarray:
    correlation = np.eye(6)
    correlation[np.tril_indices(6, -1)] = pairs.values()
    correlation = correlation + np.tril(correlation, -1).T
    return np.outer(spreads, spreads) * correlation


SHARED_BY_ALL = covariance(OF_ENGLAND, SHARED)
SHARED_IN_REGION = SHARED_BY_ALL + covariance(OF_REGION, SHARED)
WHOLE = SHARED_IN_REGION + covariance(SPREADS, OWN)


def assert_recovered(found: np.ndarray, wanted: np.ndarray, one: np.ndarray, other: np.ndarray) -> None:
    """Hold each covariance to four and a half standard errors of that of so many normal pairs; there are 36."""
    error = np.sqrt((wanted**2 + np.outer(np.diag(one), np.diag(other))) / MANY)
    assert (np.abs(found - wanted) <= 4.5 * error).all()


def cross(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one - one.mean(axis=0)).T @ (other - other.mean(axis=0)) / len(one)


# --- the draw


def test_the_covariance_told_is_recovered_and_the_median_of_a_level_is_as_expected():
    found = drawn(told())
    assert_recovered(np.cov(found.T), WHOLE, WHOLE, WHOLE)
    middle = np.median(found, axis=0)
    assert (np.abs(middle) <= 4.5 * 1.2533 * np.sqrt(np.diag(WHOLE) / MANY)).all()


def test_two_authorities_go_together_by_england_and_their_region_and_no_more():
    leeds, bradford = drawn(told()), drawn(told(authority=BRADFORD))
    kent = drawn(told(authority=KENT, region=SOUTH_EAST))
    assert_recovered(cross(leeds, bradford), SHARED_IN_REGION, WHOLE, WHOLE)
    assert_recovered(cross(leeds, kent), SHARED_BY_ALL, WHOLE, WHOLE)


def test_the_parts_are_shared_exactly_by_name():
    certain = every(ByLevel, 0.0)
    for replication in range(5):
        chance = Chance(5, replication)
        england, region, own = (
            {name: certain for name in ("own_deviation", "england_deviation", "region_deviation") if name != kept}
            for kept in ("england_deviation", "region_deviation", "own_deviation")
        )
        places = ((LEEDS, YORKSHIRE), (BRADFORD, YORKSHIRE), (KENT, SOUTH_EAST), (0.0, 0.0))
        of_england, of_region, of_own = (
            [deviations(changed_outlook(part, *place), chance) for place in places] for part in (england, region, own)
        )
        assert len(set(of_england)) == 1
        assert of_region[0] == of_region[1]
        assert len(set(of_region)) == 3
        assert len(set(of_own)) == 4
        whole = deviations(told(), chance)
        assert whole == pytest.approx([sum(each) for each in zip(of_england[0], of_region[0], of_own[0], strict=True)])


def changed_outlook(part: dict[str, ByLevel], authority: float, region: float) -> Outlook:
    values = {"own_deviation": ByLevel(*SPREADS), "england_deviation": ByLevel(*OF_ENGLAND)}
    values |= {"region_deviation": ByLevel(*OF_REGION), **part}
    return outlook(own_correlation=OWN, shared_correlation=SHARED, authority=authority, region=region, **values)


def test_an_authority_without_a_region_has_one_of_its_own():
    certain = {"own_deviation": every(ByLevel, 0.0), "england_deviation": every(ByLevel, 0.0)}
    one, other = (deviations(changed_outlook(certain, place, 0.0), Chance(5, 1)) for place in (LEEDS, BRADFORD))
    assert one != other


def test_numbers_that_move_together_wholly_do():
    said = outlook(own_deviation=every(ByLevel, 0.2), own_correlation=every(ByPairOfLevels, 1.0), authority=LEEDS)
    found = deviations(said, Chance(5, 1))
    assert found == pytest.approx([found[0]] * 6)


def test_what_is_expected_is_multiplied():
    parameters = changed(
        quiet(),
        demand={"yearly_level": ByFinancialYear(1.0, 1.1, 1.2)},
        leaving={"yearly_level": ByFinancialYear(0.9, 0.8, 0.7)},
        outlook=told(),
    )
    off, found = deviations(told(), Chance(5, 3)), levels(parameters, CALENDAR, Chance(5, 3))
    assert found.entries == pytest.approx([level * exp(by) for level, by in zip((1.0, 1.1, 1.2), off[:3], strict=True)])
    assert found.leaving == pytest.approx([level * exp(by) for level, by in zip((0.9, 0.8, 0.7), off[3:], strict=True)])


def test_unaccompanied_children_have_a_number_of_englands_and_one_of_their_own():
    stream = unaccompanied(
        arrivals=ByFinancialYear(20.0, 30.0, 40.0),
        england_deviation=every(ByFinancialYear, 0.3),
        own_deviation=ByFinancialYear(0.0, 0.4, 0.4),
    )
    logs = np.array(
        [
            [
                np.log(
                    levels(
                        changed(quiet(), outlook=told(authority=place, unaccompanied=stream)), CALENDAR, chance
                    ).unaccompanied
                )
                for place in (LEEDS, KENT)
            ]
            for chance in (Chance(5, replication) for replication in range(MANY))
        ]
    )
    leeds, kent = logs[:, 0], logs[:, 1]
    assert (leeds[:, 0] == kent[:, 0]).all()  # England's alone
    assert np.cov(leeds[:, 1], kent[:, 1])[0, 1] == pytest.approx(0.3**2, abs=4.5 * 0.5**2 / sqrt(MANY))
    assert leeds[:, 2].std() == pytest.approx(hypot(0.3, 0.4), rel=4.5 / sqrt(2 * MANY))
    assert leeds[:, 2] - leeds[:, 1] == pytest.approx(np.log(40 / 30))  # a year that is high is followed by one that is


# --- whose luck it is


def test_a_strategy_changes_nobodys_outlook():
    base = changed(busy(), opening=None)
    helped = changed(base, **busy_strategies())
    for replication in range(3):
        one, other = (levels(each, CALENDAR, Chance(5, replication)) for each in (base, helped))
        assert one == other


def test_no_deviation_is_no_outlook_column_for_column():
    base = changed(busy(), opening=None)
    certain = outlook(authority=LEEDS, region=YORKSHIRE)
    for parts in ({}, busy_strategies()):
        without, neutral = (simulate(changed(base, outlook=each, **parts), 3.0) for each in (None, certain))
        assert differing(without, neutral) == []


def test_levels_of_one_are_the_register_of_no_levels_and_equal_ones_nearly():
    # the hazard by year is another sum: with all years alike it comes to the same, but for rounding
    base = changed(busy(), opening=None, outlook=None, demand={"yearly_level": every(ByFinancialYear, 1.0)})
    ones = changed(base, leaving={"yearly_level": every(ByFinancialYear, 1.0)})
    hazard = base.leaving.hazard_by_time_in_care.values()
    twice = changed(base, leaving={"yearly_level": every(ByFinancialYear, 2.0)})
    halved = changed(twice, leaving={"hazard_by_time_in_care": ByDuration(*(rate / 2 for rate in hazard))})
    unaccompanied_none = {"route_shares": type(base.demand.route_shares)(0.4, 0.2, 0.2, 0.1, 0.1, 0.0)}
    one, other = (simulate(changed(each, demand=unaccompanied_none), 3.0) for each in (ones, halved))
    assert one.children.identity == other.children.identity
    assert one.episodes.ended == pytest.approx(other.episodes.ended, nan_ok=True, abs=1e-6)


# --- leaving by year

RATES = st.lists(st.floats(0.0, 4.0), min_size=8, max_size=8)
MULTIPLIERS = st.lists(st.floats(0.1, 3.0), min_size=5, max_size=5)
FACTORS = st.lists(st.floats(0.1, 3.0), min_size=3, max_size=3)


def stepwise(parameters, child, since: float, span: float) -> float:
    """The hazard of leaving integrated day by day, in small steps that end where anything changes."""
    care = parameters.leaving
    starts = np.array([0.0, 14.0, 56.0, 182.0, 365.0, 730.5, 1095.75, 1826.25])
    ages = np.array([0.0, 1.0, 5.0, 10.0, 16.0]) * YEAR
    years = np.array([CALENDAR.day_of(date(year, 4, 1)) for year in (2018, 2019)], dtype=float)
    marks = np.concatenate([child.entered + starts, child.born + ages, years, since + np.linspace(0.0, span, 50)])
    edges = np.unique(marks[(marks >= since) & (marks <= since + span)])
    middles = (edges[1:] + edges[:-1]) / 2
    rate = np.array(care.hazard_by_time_in_care.values())[np.searchsorted(starts, middles - child.entered, "right") - 1]
    rate = rate * np.array(care.age_multiplier.values())[np.searchsorted(ages, middles - child.born, "right") - 1]
    rate = rate * np.array(care.yearly_level.values())[np.searchsorted(years, middles, "right")]
    return float(np.sum(rate * np.diff(edges)) / YEAR)


@given(RATES, MULTIPLIERS, FACTORS, st.floats(0, 900), st.floats(0, 900), st.floats(0, 15), st.floats(1, 1500))
@settings(deadline=None)
def test_the_hazard_of_leaving_by_year_is_the_one_integrated_day_by_day(
    rates, multipliers, factors, entered, waited, age, span
):
    parameters = changed(
        quiet(),
        leaving={
            "hazard_by_time_in_care": ByDuration(*rates),
            "age_multiplier": ByAge(*multipliers),
            "yearly_level": ByFinancialYear(*factors),
        },
    )
    world, child = made(parameters, {}, 9.0), a_child(age=age, day=entered, entered=entered)
    used = world.leaving._exposure(child, entered + waited, span)
    assert used == pytest.approx(stepwise(parameters, child, entered + waited, span), rel=1e-9, abs=1e-12)


@given(RATES, MULTIPLIERS, FACTORS, st.floats(0, 900), st.floats(0, 900), st.floats(0, 10), st.floats(1e-3, 3.0))
@settings(deadline=None)
def test_the_time_found_uses_the_threshold_up(rates, multipliers, factors, entered, waited, age, threshold):
    parameters = changed(
        quiet(),
        leaving={
            "hazard_by_time_in_care": ByDuration(*rates),
            "age_multiplier": ByAge(*multipliers),
            "yearly_level": ByFinancialYear(*factors),
        },
    )
    world, child = made(parameters, {}, 9.0), a_child(age=age, day=entered, entered=entered)
    now = entered + waited
    span = world.leaving._time_to(child, threshold, 1.7, now)
    until = child.adult - now
    whole = 1.7 * world.leaving._exposure(child, now, until)
    if span > until:
        assert whole <= threshold * (1 + 1e-9)
    else:
        assert 1.7 * world.leaving._exposure(child, now, span) == pytest.approx(threshold, rel=1e-9)
    assume(span <= until)


def test_what_is_used_up_is_kept_over_a_financial_year_and_a_move():
    # 1 a year, from 1 April 2018 twice as fast: a threshold of 0.5, of which 90 days use up a part
    parameters = changed(
        quiet(),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "yearly_level": ByFinancialYear(1.0, 2.0, 3.0),
        },
    )
    register = lived_by_one(parameters, {"leaving": threshold(0.5)}, years=20.0)
    assert register.episodes.ended == [pytest.approx(90 + (0.5 * YEAR - 90) / 2)]
    later = lived_by_one(parameters, {"leaving": threshold(5.0)}, years=20.0)
    assert later.episodes.ended == [pytest.approx(455 + (5.0 * YEAR - 90 - 2 * 365) / 3)]


def test_unaccompanied_children_leave_at_one_rate_whatever_the_level():
    parameters = changed(
        quiet(),
        leaving={"hazard_by_time_in_care": every(ByDuration, 1.0), "yearly_level": every(ByFinancialYear, 3.0)},
    )
    alone = lived_by_one(parameters, {"leaving": threshold(0.5)}, years=20.0, route=Route.UNACCOMPANIED)
    other = lived_by_one(parameters, {"leaving": threshold(0.5)}, years=20.0)
    assert alone.episodes.ended == [pytest.approx(0.5 * YEAR)]
    assert other.episodes.ended == [pytest.approx(0.5 * YEAR / 3)]


def test_mean_starts_and_mean_number_in_care_are_those_of_the_levels():
    # nobody at first; entries e(t), leaving h(t) a year: dn/dt = e - h n, solved year by year
    entries, rates = (1.2, 0.8, 1.1), (0.8, 1.3, 1.0)
    parameters = changed(
        quiet(),
        demand={"entries_per_year": 150.0, "yearly_level": ByFinancialYear(*entries)},
        leaving={"hazard_by_time_in_care": every(ByDuration, 0.7), "yearly_level": ByFinancialYear(*rates)},
    )
    calendar = Calendar(date(2018, 4, 1))
    looks, number, starts = [calendar.horizon(year) for year in range(4)], 0.0, 60
    runs = [simulate(parameters, 3.0, replication=replication, calendar=calendar) for replication in range(starts)]
    for year, (entry, rate) in enumerate(zip(entries, rates, strict=True)):
        since, until = looks[year], looks[year + 1]
        length, coming, leaving = (until - since) / YEAR, 150.0 * entry, 0.7 * rate
        number = coming / leaving + (number - coming / leaving) * exp(-leaving * length)
        began = [sum(since < day <= until for day in run.episodes.began) for run in runs]
        there = [
            sum(
                first <= until and not last <= until
                for first, last in zip(run.episodes.began, run.episodes.ended, strict=True)
            )
            for run in runs
        ]
        assert abs(np.mean(began) - coming * length) <= 4 * sqrt(coming * length / starts)
        assert abs(np.mean(there) - number) <= 4 * sqrt(number / starts)  # a Poisson number, for nobody has any memory


# --- unaccompanied children


def arriving(**changes: object):
    """Twenty a year arrive, under one year old, so that nobody turns 18."""
    babies = {"unaccompanied_age_shares": only(ByAge, under_1=1.0)}
    return changed(quiet(), demand=babies, outlook=outlook(unaccompanied=unaccompanied(**changes)))


def test_further_children_are_passed_on_at_the_threshold_and_counted():
    # 0.1% of 10,000 children is ten: all who arrive after the tenth are passed on, for nobody leaves
    stays = arriving(passed_on=1.0)
    taken, everyone = simulate(stays, 1.0), simulate(arriving(passed_on=0.0), 1.0)
    assert len(everyone.episodes.began) > 12
    assert taken.episodes.began == everyone.episodes.began[:10]
    assert taken.passed_on == everyone.episodes.began[10:]
    assert everyone.passed_on == []


def test_one_who_leaves_makes_room_for_one_who_arrives():
    leaves = changed(arriving(passed_on=1.0), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    register = simulate(leaves, 4.0)
    assert register.passed_on
    events = [(day, 1) for day in register.episodes.began]
    events += [(day, -1) for day in register.episodes.ended if day == day]
    counted, there = {}, 0
    for day, by in sorted(events):
        there += by
        counted[day] = there
    assert max(counted.values()) == 10
    for day in register.passed_on:
        assert max((when, number) for when, number in counted.items() if when < day)[1] == 10


def test_nobody_is_passed_on_below_the_threshold_and_a_share_of_them_at_it():
    assert simulate(arriving(passed_on=1.0, threshold=0.01), 1.0).passed_on == []
    some = simulate(arriving(passed_on=0.5, arrivals=every(ByFinancialYear, 400.0)), 1.0)
    passed, taken = len(some.passed_on), len(some.episodes.began) - 10
    assert passed / (passed + taken) == pytest.approx(0.5, abs=4 * 0.5 / sqrt(passed + taken))


def test_a_stream_of_their_own_takes_the_place_of_their_share_and_leaves_all_others_as_they_were():
    shares = {"route_shares": type(quiet().demand.route_shares)(0.0, 0.0, 0.5, 0.0, 0.1, 0.4)}
    without = changed(quiet(), demand={"entries_per_year": 100.0, **shares})
    apart = changed(
        without, outlook=outlook(unaccompanied=unaccompanied(passed_on=0.0, arrivals=ByFinancialYear(30, 60, 90)))
    )
    before, after = (simulate(each, 3.0) for each in (without, apart))

    def others(register) -> dict[int, float]:
        return {
            register.children.identity[child]: began
            for child, route, began in zip(
                register.episodes.child, register.episodes.route, register.episodes.began, strict=True
            )
            if route != Route.UNACCOMPANIED
        }

    assert others(before) == others(after)
    alone = [
        CALENDAR.date_of(began).year - (CALENDAR.date_of(began).month < 4)
        for route, began in zip(after.episodes.route, after.episodes.began, strict=True)
        if route == Route.UNACCOMPANIED
    ]
    for year, expected in ((2018, 60), (2019, 90)):
        assert abs(alone.count(year) - expected) <= 4 * sqrt(expected)


def test_children_there_on_the_first_day_count_towards_the_threshold():
    parameters = changed(busy(), outlook=outlook(unaccompanied=unaccompanied(passed_on=1.0, threshold=0.0008)))
    register = simulate(parameters, 0.5, pool=small_pool(parameters))
    there = sum(
        route == Route.UNACCOMPANIED and began <= 0.0
        for route, began in zip(register.episodes.route, register.episodes.began, strict=True)
    )
    assert there == 8  # as many as the opening count says: at the threshold from the first day on
    came = [
        began
        for route, began, number in zip(
            register.episodes.route, register.episodes.began, register.episodes.number, strict=True
        )
        if route == Route.UNACCOMPANIED and began > 0.0 and number == 1
    ]
    left = [
        ended
        for route, ended in zip(register.episodes.route, register.episodes.ended, strict=True)
        if route == Route.UNACCOMPANIED and ended == ended
    ]
    assert register.passed_on
    assert len(came) <= len(left)  # one who leaves, or turns 18, makes room for one
