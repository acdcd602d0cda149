"""Who comes into care, stays, leaves and comes back, against closed forms: endless queues and mixed Poisson numbers."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import exp, inf, sqrt

import numpy as np
import pytest
from closed_forms import IN_BURSTS, SHORT_OR_LONG, STEADY, WIDE, assert_share, assert_uniform, integrated, mean_stay
from quiet_parameters import CALENDAR, YEAR, arriving, changed, every, only, outlook, quiet
from quiet_strategies import edge_of_care
from runs_of_model import in_care, rows, simulate

from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByFinancialYear, ByLevel, ByRoute

# --- who is in care: an M/G/infinity queue


@pytest.mark.parametrize("leaving", [STEADY, SHORT_OR_LONG], ids=["exponential stays", "short or long stays"])
def test_the_number_in_care_is_poisson_with_the_mean_of_an_infinite_server_queue(leaving: ByDuration) -> None:
    per_year, days, replications = 40.0, (0.25 * YEAR, 3 * YEAR), 80
    parameters = arriving(per_year, leaving)
    runs = [simulate(parameters, 3.01, seed=11, replication=number) for number in range(replications)]
    for day in days:
        # from nobody at the start, the number in care on a day is Poisson, whatever the distribution of stays
        mean = per_year / YEAR * mean_stay(leaving, until=day)
        stock = np.array([in_care(run, day) for run in runs])
        assert abs(stock.mean() - mean) <= WIDE * sqrt(mean / replications)
        fourth = mean + 3 * mean**2
        error = sqrt((fourth - mean**2 * (replications - 3) / (replications - 1)) / replications)
        assert abs(stock.var(ddof=1) - mean) <= WIDE * error


def test_children_in_care_are_spread_over_time_in_care_as_their_survival_says() -> None:
    day = 6 * YEAR
    run = simulate(arriving(1200.0, SHORT_OR_LONG), 6.01, seed=12)
    whole = mean_stay(SHORT_OR_LONG, until=day)
    elapsed = [day - row.began for row in rows(run.episodes) if not row.ended <= day and row.began <= day]
    assert_uniform([mean_stay(SHORT_OR_LONG, until=days) / whole for days in elapsed], at_least=150)


@pytest.mark.parametrize("leaving", [SHORT_OR_LONG, IN_BURSTS], ids=["short or long stays", "in bursts"])
def test_time_in_care_follows_the_piecewise_hazard(leaving: ByDuration) -> None:
    # every child is followed for at least `followed` days: of those who leave within them, survival is known exactly
    followed = 3 * YEAR
    run = simulate(arriving(800.0, leaving), 6.0, seed=13)
    within = -np.expm1(-integrated(leaving, followed))
    stays = [row.ended - row.began for row in rows(run.episodes) if row.began <= 3 * YEAR]
    assert_uniform(
        [-np.expm1(-integrated(leaving, stay)) / within for stay in stays if stay <= followed], at_least=2000
    )


def test_leaving_depends_on_age_and_route_as_multipliers() -> None:
    ages = ByAge(1.0, 3.0, 0.5, 2.0, 1.0)
    routes = only(ByRoute, police_protection=1.0, emergency_protection=2.5)
    parameters = changed(
        quiet(),
        demand={
            "entries_per_year": 500.0,
            "age_shares": ByAge(0.3, 0.2, 0.3, 0.2, 0.0),
            "route_shares": only(ByRoute, police_protection=0.5, emergency_protection=0.5),
        },
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 0.6),
            "age_multiplier": ages,
            "route_multiplier": routes,
        },
    )
    run = simulate(parameters, 6.0, seed=14)

    def used(age: float, days: float, route: int) -> float:
        """The hazard that a child of an age (in days) has met after some days in care."""
        edges = [0.0, 1 * YEAR, 5 * YEAR, 10 * YEAR, 16 * YEAR, inf]
        return routes[route] * sum(
            0.6 / YEAR * ages[band] * max(0.0, min(age + days, end) - max(age, start))
            for band, (start, end) in enumerate(pairwise(edges))
        )

    sample = []
    for row in rows(run.episodes):
        age = row.began - run.children.born[row.child]
        seen_for = min(run.until - row.began, 18 * YEAR - age)
        if row.ended - row.began < seen_for:
            reached = -np.expm1(-used(age, row.ended - row.began, row.route))
            sample.append(reached / -np.expm1(-used(age, seen_for, row.route)))
    assert_uniform(sample, at_least=1500)


# --- demand


def test_the_variance_of_yearly_starts_is_that_of_a_log_normal_mixed_poisson_of_sibling_groups() -> None:
    mean_children, spread, mean_size, replications = 25.0, 0.4, 1.8, 400
    mean_one = exp(-(spread**2) / 2)  # a log-normal of this median has the mean 1
    parameters = changed(
        quiet(),
        demand={
            "entries_per_year": mean_children,
            "yearly_level": every(ByFinancialYear, mean_one),
            "children_per_family": mean_size,
        },
        leaving={"hazard_by_time_in_care": every(ByDuration, 50.0)},
        outlook=outlook(own_deviation=every(ByLevel, spread)),
    )
    quarters = np.zeros((replications, 4))  # from July 2018 to June 2019
    counts = np.zeros(replications)
    for replication in range(replications):
        for row in rows(simulate(parameters, 1.5, seed=15, replication=replication).episodes):
            when = CALENDAR.date_of(row.began)
            counts[replication] += date(2018, 4, 1) <= when < date(2019, 4, 1)
            quarter = (when.year - 2018) * 4 + (when.month - 1) // 3 - 2
            if 0 <= quarter < 4:
                quarters[replication, quarter] += 1

    check_quarters(quarters)

    again = 1 - 1 / mean_size
    sizes = {size: (1 - again) * again ** (size - 1) for size in range(1, 6)} | {6: again**5}
    powers = [sum(size**power * share for size, share in sizes.items()) for power in range(5)]
    families = mean_children / powers[1]
    # given the year's factor g the count is compound Poisson: its cumulants are g times these
    k1, k2, k3, k4 = (families * powers[power] for power in range(1, 5))
    g2 = exp(spread**2)
    g3, g4 = g2**3, g2**6
    raw2 = k2 + k1**2 * g2
    raw3 = k3 + 3 * k2 * k1 * g2 + k1**3 * g3
    raw4 = k4 + (4 * k3 * k1 + 3 * k2**2) * g2 + 6 * k2 * k1**2 * g3 + k1**4 * g4
    variance = raw2 - k1**2
    fourth = raw4 - 4 * raw3 * k1 + 6 * raw2 * k1**2 - 3 * k1**4

    assert variance / k1 == pytest.approx(powers[2] / powers[1] + mean_children * (g2 - 1))
    assert abs(counts.mean() - mean_children) <= WIDE * sqrt(variance / replications)
    error = sqrt((fourth - variance**2 * (replications - 3) / (replications - 1)) / replications)
    assert abs(counts.var(ddof=1) - variance) <= WIDE * error


def check_quarters(quarters: np.ndarray) -> None:
    """Starts before and after a New Year go together (one financial year); before and after a 31 March they do not."""
    _, autumns, winters, springs = quarters.T

    def covariance(one: np.ndarray, other: np.ndarray) -> float:
        return float(np.cov(one, other)[0, 1] / sqrt(one.var(ddof=1) * other.var(ddof=1) / len(one)))

    assert covariance(autumns, winters) > WIDE
    assert abs(covariance(winters, springs)) <= WIDE


def test_levels_and_months_shape_the_day_of_entry() -> None:
    pattern = {"january": 2.0, "february": 0.5, "march": 0.5}
    months = [pattern.get(item, 1.0) for item in quiet().demand.month_pattern.__match_args__]
    parameters = changed(
        quiet(),
        demand={
            "entries_per_year": 400.0,
            "yearly_level": ByFinancialYear(0.7, 1.3, 1.0),
            "month_pattern": type(quiet().demand.month_pattern)(*months),
        },
    )
    run = simulate(parameters, 4.0, seed=16)
    # the rate integrated day by day turns the days of entry into a uniform sample
    edges = np.arange(0, int(run.until) + 1)
    dates = [CALENDAR.date_of(day) for day in edges]
    daily = [
        months[when.month - 1] * (0.7 if when < date(2018, 4, 1) else 1.3 if when < date(2019, 4, 1) else 1.0)
        for when in dates
    ]
    total = np.concatenate([[0.0], np.cumsum(daily)])
    reached = np.interp([row.began for row in rows(run.episodes)], np.arange(len(total)), total)
    expected = 400.0 / YEAR * np.interp(run.until, np.arange(len(total)), total)
    assert abs(len(reached) - expected) <= WIDE * sqrt(expected)
    assert_uniform(reached / np.interp(run.until, np.arange(len(total)), total), at_least=1000)


# --- coming back


def coming_back(**leaving: object) -> Parameters:
    return changed(
        arriving(1000.0, every(ByDuration, 60.0)),
        leaving={
            "causes_under_1": only(ByCause, home_planned=1.0),
            "planned_return_median": 1.0,
            "reentry_within_1_year": 0.2,
            "reentry_within_6_years": 0.35,
            **leaving,
        },
    )


def back_within(run: Register, followed: float) -> list[float]:
    """Days from a child's first return home until they came back, infinite if not; for those followed long enough."""
    second = {row.child: row.began for row in rows(run.episodes) if row.number == 2}
    return [
        second.get(row.child, inf) - row.ended
        for row in rows(run.episodes)
        if row.number == 1 and row.ended <= run.until - followed
    ]


def test_children_come_back_through_both_published_points() -> None:
    back = back_within(simulate(coming_back(), 8.0, seed=25), 6 * YEAR)
    assert len(back) > 1500
    assert_share(sum(days <= YEAR for days in back), len(back), 0.20)
    assert_share(sum(days <= 6 * YEAR for days in back), len(back), 0.35)


def test_support_for_a_return_home_multiplies_the_hazard_of_coming_back() -> None:
    team = edge_of_care(workers=1e4, return_support_share=1.0, reentry_risk_ratio=0.5)
    run = simulate(changed(coming_back(), edge_of_care=team), 3.0, seed=26)
    back = back_within(run, YEAR)
    assert len(run.returns.episode) >= len(back) > 1500
    assert_share(sum(days <= YEAR for days in back), len(back), 1 - (1 - 0.2) ** 0.5)


def test_coming_back_from_guardianship_is_exponential() -> None:
    parameters = coming_back(
        causes_under_1=only(ByCause, special_guardianship=1.0), guardianship_return_within_5_years=0.3
    )
    back = back_within(simulate(parameters, 7.0, seed=27), 5 * YEAR)
    assert_share(sum(days <= 5 * YEAR for days in back), len(back), 0.3)
    assert_share(sum(days <= 2 * YEAR for days in back), len(back), 1 - 0.7 ** (2 / 5))
