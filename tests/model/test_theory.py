"""The model against theory: each test compares it with a closed form, within a bound computed from the theory.

`WIDE` standard errors is a two-sided chance of 6 in 100,000; Kolmogorov-Smirnov critical values are at the same level.
The seeds are fixed, so a test that passes keeps passing; the bounds say that it was no luck of the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import exp, inf, isnan, log, sqrt

import numpy as np
import pytest
from quiet_parameters import (
    CALENDAR,
    YEAR,
    camhs,
    camhs_team,
    carer_development,
    changed,
    edge_of_care,
    every,
    fostering,
    in_care,
    market,
    only,
    out_of_hours,
    outlook,
    panel,
    quiet,
    rows,
    simulate,
)
from scipy.linalg import solve
from scipy.stats import kstwo, norm, t

from sim.foundations.codes import Kind, PlacementEnd
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import (
    DURATION_BAND_STARTS,
    ByAge,
    ByCause,
    ByDuration,
    ByFinancialYear,
    ByKind,
    ByLevel,
    ByPlaces,
    ByRoute,
)

WIDE = 4.0
LEVEL = 2 * norm.sf(WIDE)

STEADY = every(ByDuration, 2.0)
"""Leaving at a constant hazard of 2 a year: exponential stays with a mean of half a year."""

SHORT_OR_LONG = ByDuration(40.0, 6.0, 1.0, 0.2, 0.2, 4.0, 4.0, 4.0)
"""Leaving early or very late: far from exponential."""

IN_BURSTS = ByDuration(0.0, 20.0, 0.0, 3.0, 0.0, 1.0, 0.0, 0.0)
"""Nobody leaves in every second band, so that a day's error at a band's edge shows."""


# --- closed forms, written out again rather than taken from the model


def bands(per_year: ByDuration) -> list[tuple[float, float, float]]:
    """(from day, to day, hazard a day) of each band."""
    ends = (*DURATION_BAND_STARTS[1:], inf)
    return [
        (start, end, rate / YEAR)
        for start, end, rate in zip(DURATION_BAND_STARTS, ends, per_year.values(), strict=True)
    ]


def integrated(per_year: ByDuration, days: float) -> float:
    """The hazard integrated from 0 to a number of days."""
    return sum(rate * (min(days, end) - start) for start, end, rate in bands(per_year) if days > start)


def mean_stay(per_year: ByDuration, until: float = inf) -> float:
    """The mean in days of the stay, cut off at `until`: its survival integrated."""
    total = 0.0
    for start, end, rate in bands(per_year):
        if start < until:
            survives, span = exp(-integrated(per_year, start)), min(end, until) - start
            total += survives * (-np.expm1(-rate * span) / rate if rate > 0 else span)
    return total


def erlang_b(servers: int, load: float) -> float:
    """The share of arrivals that a loss system of so many servers turns away."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def uniform_distance(sample: Sequence[float]) -> tuple[float, float]:
    """Kolmogorov and Smirnov's distance of a sample from the uniform distribution, and its critical value."""
    ordered, n = np.sort(sample), len(sample)
    distance = max((np.arange(1, n + 1) / n - ordered).max(), (ordered - np.arange(n) / n).max())
    return float(distance), float(kstwo.ppf(1 - LEVEL, n))


def assert_uniform(sample: Sequence[float], at_least: int) -> None:
    """Fail if the sample is too small to show anything, or not uniform between 0 and 1."""
    assert len(sample) >= at_least
    distance, critical = uniform_distance(sample)
    assert distance <= critical


def assert_share(count: int, of: int, expected: float) -> None:
    """Fail if a binomial share is off by more than its standard errors allow."""
    assert abs(count / of - expected) <= WIDE * sqrt(expected * (1 - expected) / of)


def assert_mean(batches: Sequence[float], expected: float) -> None:
    """Fail if the mean of independent (or long) batches is off by more than Student's t allows."""
    values = np.array(batches)
    error = values.std(ddof=1) / sqrt(len(values))
    assert abs(values.mean() - expected) <= t.ppf(1 - LEVEL / 2, len(values) - 1) * error


# --- who is in care: an M/G/infinity queue


def arriving(entries_per_year: float, leaving: ByDuration) -> Parameters:
    """Children arrive and leave; each lives with a relative."""
    return changed(quiet(), demand={"entries_per_year": entries_per_year}, leaving={"hazard_by_time_in_care": leaving})


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


# --- in-house places: Erlang's loss system


def overflow_from_in_house(households: float, per_year: float, leaving: ByDuration) -> Parameters:
    """So many places in-house, all carers agree to everyone; who finds none goes at once to an agency for good."""
    return changed(
        arriving(per_year, leaving),
        connected_persons=None,
        in_house_fostering=fostering(households=households),
        agency=market(),
    )


def overflow_variance(servers: int, per_day: float, leaves_per_day: float) -> float:
    """The variance a day of the number of overflows: they are a renewal process, with phase-type gaps."""
    states = np.arange(servers + 1)
    generator = np.diag(np.full(servers, per_day), 1) + np.diag(states[1:] * leaves_per_day, -1)
    generator -= np.diag(generator.sum(axis=1))
    generator[servers, servers] -= per_day  # an arrival that finds all places full is an overflow
    first = solve(-generator, np.ones(servers + 1))
    second = 2 * solve(-generator, first)
    mean, variance = first[servers], second[servers] - first[servers] ** 2
    return float(variance / mean**3)


@pytest.mark.parametrize("kind", [Kind.IN_HOUSE, Kind.CHILDRENS_HOME])
def test_overflow_is_erlangs_with_its_own_variance(kind: Kind) -> None:
    places, per_year, leaves, years, warm = 6, 30.0, 5.0, 120, 3
    parameters = overflow_from_in_house(places, per_year, every(ByDuration, leaves))
    if kind is Kind.CHILDRENS_HOME:  # providers with so many places, the first choice of all
        parameters = changed(
            parameters,
            in_house_fostering=None,
            childrens_homes=market(capacity=places),
            policy={"residential_first_other": every(ByAge, 1.0)},
        )
    run = simulate(parameters, years, seed=17)
    counted = [row for row in rows(run.placements) if row.began >= warm * YEAR]  # 15 mean stays to balance
    overflows = sum(row.kind != kind for row in counted)
    days = (years - warm) * YEAR
    expected = per_year / YEAR * days * erlang_b(places, per_year / leaves)
    error = sqrt(days * overflow_variance(places, per_year / YEAR, leaves / YEAR))
    assert abs(overflows - expected) <= WIDE * error
    assert all(row.emergency is False and row.first_choice is (row.kind == kind) for row in counted)


def test_overflow_from_in_house_does_not_depend_on_the_distribution_of_stays() -> None:
    places, per_year = 6, 30.0
    load = per_year / YEAR * mean_stay(SHORT_OR_LONG)
    batch_years, batches, warm = 5, 28, 8
    run = simulate(overflow_from_in_house(places, per_year, SHORT_OR_LONG), warm + batches * batch_years, seed=18)
    entered, overflowed = np.zeros(batches), np.zeros(batches)
    for row in rows(run.placements):
        batch = int((row.began / YEAR - warm) // batch_years)
        if row.began >= warm * YEAR:
            entered[batch] += 1
            overflowed[batch] += row.kind != Kind.IN_HOUSE
    blocked = erlang_b(places, load)
    assert_mean(overflowed - blocked * entered, 0.0)
    assert 0.1 < blocked < 0.9


def test_filled_places_are_distributed_as_erlangs_loss_system() -> None:
    places, per_year, leaves, years, warm = 4, 20.0, 5.0, 150, 3
    run = simulate(overflow_from_in_house(places, per_year, every(ByDuration, leaves)), years, seed=19)
    load = per_year / leaves
    weights = np.array([load**number / np.prod(range(1, number + 1)) for number in range(places + 1)])
    shares = weights / weights.sum()
    # the time average of filled = k over a stretch of so many days, batch by batch
    batch = 5 * YEAR
    batches = [
        time_shares(run, warm * YEAR + number * batch, warm * YEAR + (number + 1) * batch, places)
        for number in range(int((years - warm) * YEAR // batch))
    ]
    for number in range(places + 1):
        assert_mean([found[number] for found in batches], shares[number])


def time_shares(run: Register, since: float, until: float, most: int) -> list[float]:
    """The share of time for which each number of places was filled."""
    days = [0.0] * (most + 1)
    capacity = rows(run.capacity)
    for row, following in zip(capacity, [*(later.day for later in capacity[1:]), run.until], strict=True):
        days[row.filled] += max(0.0, min(until, following) - max(since, row.day))
    return [day / (until - since) for day in days]


# --- Little's law


def mixed_market() -> Parameters:
    """Children of five ages in four kinds of placement, with breakdowns, planned moves and every kind of ending."""
    return changed(
        quiet(),
        demand={
            "entries_per_year": 120.0,
            "age_shares": ByAge(0.2, 0.2, 0.2, 0.3, 0.1),
            "behaviour_share": every(ByAge, 0.4),
            "children_per_family": 1.4,
        },
        leaving={"hazard_by_time_in_care": SHORT_OR_LONG},
        stability={"hazard_by_time_in_placement": every(ByDuration, 1.0), "immediate_share": 0.5},
        policy={"residential_first": every(ByAge, 0.3)},
        connected_persons=None,
        in_house_fostering=fostering(households=12.0, places_shares=only(ByPlaces, two=1.0), agreement=0.5),
        agency=market(offer=every(ByAge, 0.5), delay_median=2.0, delay_spread=1.0),
        childrens_homes=market(capacity=12.0),
    )


def test_littles_law_holds_exactly_on_the_path_for_each_kind() -> None:
    run = simulate(mixed_market(), 8.0, seed=20)
    since, until = 2 * YEAR, run.until
    for kind in (Kind.IN_HOUSE, Kind.AGENCY, Kind.CHILDRENS_HOME):
        stays = [
            (row.began, row.ended if row.ended == row.ended else until)
            for row in rows(run.placements)
            if row.kind == kind
        ]
        assert len(stays) > 100
        # the number placed integrated over the window, change by change ...
        changes = sorted([(began, 1) for began, _ in stays] + [(ended, -1) for _, ended in stays])
        area, number, last = 0.0, 0, 0.0
        for day, change in changes:
            area += number * max(0.0, min(day, until) - max(last, since))
            number, last = number + change, day
        # ... is what the placements that began in it add, with those carried in and less what they spend after it
        arrived = [ended - began for began, ended in stays if began >= since]
        carried = sum(ended - since for began, ended in stays if began < since < ended)
        rate, stay = len(arrived) / (until - since), float(np.mean(arrived))
        assert area / (until - since) == pytest.approx(rate * stay + carried / (until - since), rel=1e-9)
        if kind is Kind.IN_HOUSE:  # the service's own count of its places agrees, though kept apart from placements
            shares = time_shares(run, since, until, 24)
            filled = sum(count * share for count, share in enumerate(shares))
            assert filled == pytest.approx(area / (until - since), rel=1e-9)


def test_the_mean_number_in_each_kind_is_its_arrival_rate_times_the_mean_stay() -> None:
    # each child's first choice lasts: the kinds split the arrivals, and breakdowns move children within their kind
    per_year, share, replications, day = 60.0, 0.3, 100, 3 * YEAR
    parameters = changed(
        arriving(per_year, STEADY),
        connected_persons=None,
        agency=market(),
        childrens_homes=market(),
        policy={"residential_first_other": every(ByAge, share)},
        stability={"hazard_by_time_in_placement": every(ByDuration, 1.0), "immediate_share": 1.0},
    )
    found: dict[Kind, list[int]] = {Kind.AGENCY: [], Kind.CHILDRENS_HOME: []}
    for number in range(replications):
        placements = rows(simulate(parameters, 3.01, seed=21, replication=number).placements)
        present = [row.kind for row in placements if row.began <= day and not row.ended <= day]
        for kind, stocks in found.items():
            stocks.append(present.count(kind))
    for kind, part in ((Kind.AGENCY, 1 - share), (Kind.CHILDRENS_HOME, share)):
        mean = part * per_year / YEAR * mean_stay(STEADY, until=day)
        assert abs(np.mean(found[kind]) - mean) <= WIDE * sqrt(mean / replications)


# --- disruption


def disrupting(**stability: object) -> Parameters:
    """Children of all ages with agencies without limit; placements break down and end the same day."""
    return changed(
        quiet(),
        demand={
            "entries_per_year": 500.0,
            "age_shares": ByAge(0.2, 0.2, 0.2, 0.2, 0.2),
            "behaviour_share": every(ByAge, 0.5),
        },
        stability={"hazard_by_time_in_placement": PUBLISHED_SHAPE, "immediate_share": 1.0, **stability},
        connected_persons=None,
        agency=market(),
    )


PUBLISHED_SHAPE = ByDuration(3.0, 1.5, 1.0, 0.6, 0.4, 0.3, 0.2, 0.1)


def disruption_sample(run: Register, multiplier: object) -> list[float]:
    """For each placement that broke down, how far its survival had gone of what could be seen: uniform if right.

    `multiplier(age in days, child's row)` multiplies the published hazard.
    """
    assert callable(multiplier)
    edges = sorted({*DURATION_BAND_STARTS})
    ages = [years * YEAR for years in (1, 5, 10, 16)]
    sample = []

    def used(row: object, days: float) -> float:
        child = run.episodes.child[row.episode]  # type: ignore[attr-defined]
        age = row.began - run.children.born[child]  # type: ignore[attr-defined]
        cuts = sorted({0.0, days} | {c for c in [*edges, *(a - age for a in ages)] if 0 < c < days})
        return sum(
            (integrated(PUBLISHED_SHAPE, end) - integrated(PUBLISHED_SHAPE, start))
            * multiplier(age + (start + end) / 2, child)
            for start, end in pairwise(cuts)
        )

    for row in rows(run.placements):
        if row.why == PlacementEnd.DISRUPTED:
            child = run.episodes.child[row.episode]
            could = min(run.until, run.children.born[child] + 18 * YEAR) - row.began
            sample.append(-np.expm1(-used(row, row.ended - row.began)) / -np.expm1(-used(row, could)))
    return sample


@pytest.mark.parametrize("immediate", [1.0, 0.3], ids=["without notice", "most with notice"])
def test_placements_break_down_by_the_published_hazard_times_age_kind_and_need(immediate: float) -> None:
    ages = ByAge(0.6, 0.5, 0.7, 1.2, 1.5)
    parameters = disrupting(
        scale=0.9,
        age_multiplier=ages,
        behaviour_multiplier=2.0,
        kind_multiplier=only(ByKind, agency=1.3),
        immediate_share=immediate,
    )
    run = simulate(parameters, 3.0, seed=22)

    def multiplier(age: float, child: int) -> float:
        band = sum(age >= years * YEAR for years in (1, 5, 10, 16))
        return 0.9 * 1.3 * ages[band] * (1.0 if isnan(run.children.behaviour_since[child]) else 2.0)

    # notice is given so long before the move that the move comes when the hazard says
    assert_uniform(disruption_sample(run, multiplier), at_least=1000)
    gave_notice = [row.notice < row.ended for row in rows(run.placements) if row.why == PlacementEnd.DISRUPTED]
    assert any(gave_notice) is (immediate < 1.0)


def test_retiming_by_camhs_gives_the_hazard_with_and_without_support_in_turn() -> None:
    # all are seen from day 0 of care for 13 weeks; the end is re-timed twice, never drawn again
    factor, seen = 0.2, 91.0
    parameters = changed(
        disrupting(),
        demand={"entries_per_year": 900.0, "behaviour_share": every(ByAge, 1.0)},
        camhs=camhs(
            referral_at_entry=1.0,
            usual=camhs_team(clinicians=1000.0, weeks_seen_median=13.0, hazard_multiplier=factor),
        ),
    )
    run = simulate(parameters, 3.0, seed=23)

    def used(days: float) -> float:
        return integrated(PUBLISHED_SHAPE, days) - (1 - factor) * integrated(PUBLISHED_SHAPE, min(days, seen))

    sample = []
    for row in rows(run.placements):
        # only first placements: seen from their first day
        if row.why == PlacementEnd.DISRUPTED and row.began == run.episodes.began[row.episode]:
            born = run.children.born[run.episodes.child[row.episode]]
            could = min(run.until, born + 18 * YEAR) - row.began
            sample.append(-np.expm1(-used(row.ended - row.began)) / -np.expm1(-used(could)))
    assert_uniform(sample, at_least=800)


def test_step_down_breaks_down_as_published_by_14_and_52_weeks() -> None:
    parameters = changed(
        arriving(40.0, every(ByDuration, 0.0)),
        policy={"residential_first_other": every(ByAge, 1.0)},
        stability={"immediate_share": 1.0},
        connected_persons=None,
        in_house_fostering=fostering(households=30.0, places_shares=only(ByPlaces, three=1.0)),
        childrens_homes=market(),
        ipop=panel(ready=1.0, review_after=0.0, transition_weeks=0.0),
    )
    days = []
    for replication in range(40):
        run = simulate(parameters, 2.5, seed=24, replication=replication)
        days.extend(
            row.ended - row.began if row.ended == row.ended else inf
            for row in rows(run.placements)
            if row.step_down and row.began <= run.until - 52 * 7
        )
    assert len(days) > 2400
    assert_share(sum(day <= 14 * 7 for day in days), len(days), 0.25)
    assert_share(sum(day <= 52 * 7 for day in days), len(days), 0.36)
    # between the two points the hazard is constant in each stretch: the whole curve, cut off at a year
    early, late = -log(1 - 0.25) / 98, (log(1 - 0.25) - log(1 - 0.36)) / 266
    assert_uniform(
        [-np.expm1(-early * min(day, 98) - late * max(0.0, day - 98)) / 0.36 for day in days if day <= 364],
        at_least=800,
    )


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


# --- edge of care


def referred(per_year: float, warning: float, entry_probability: float = 1.0, **team: object) -> Parameters:
    """Families with the same warning; `per_year` of them are referred. Those helped never enter, unless said."""
    return changed(
        quiet(),
        demand={
            "entries_per_year": per_year * entry_probability,
            "entry_probability": entry_probability,
            "route_shares": only(ByRoute, voluntary=1.0),
            "warning_median": warning,
        },
        leaving={"hazard_by_time_in_care": every(ByDuration, 50.0)},
        edge_of_care=edge_of_care(**{"entry_risk_ratio": 0.0, **team}),
    )


@pytest.mark.parametrize("spread", [0.0, 1.0], ids=["fixed weeks", "variable weeks"])
def test_a_team_that_nobody_can_wait_for_is_erlangs_loss_system(spread: float) -> None:
    slots, per_year, median = 5, 60.0, 5.0
    load = per_year / YEAR * 7 * median * exp(spread**2 / 2)
    batch_years, batches = 5, 25
    parameters = referred(
        per_year, warning=1e-6, workers=1.0, families_per_worker=slots, weeks_median=median, weeks_spread=spread
    )
    run = simulate(parameters, 1 + batch_years * batches, seed=28)
    came, turned_away = np.zeros(batches + 1), np.zeros(batches + 1)
    for row in rows(run.families):
        if row.referred >= YEAR:
            batch = int((row.referred / YEAR - 1) // batch_years)
            came[batch] += 1
            turned_away[batch] += row.started != row.started
        assert row.entered is (row.started != row.started)
    blocked = erlang_b(slots, load)
    assert 0.1 < blocked < 0.6
    assert_mean((turned_away - blocked * came)[:batches], 0.0)


@pytest.mark.parametrize("spread", [0.0, 0.7], ids=["fixed weeks", "variable weeks"])
def test_the_wait_for_a_single_slot_is_pollaczek_and_khinchines(spread: float) -> None:
    # the warning is the longest there is, a year: nobody's crisis comes before the slot
    per_year, median, warning = 10.0, 2.0, 365.0
    first = 7 * median * exp(spread**2 / 2)
    second = (7 * median) ** 2 * exp(2 * spread**2)
    rate = per_year / YEAR
    wait = rate * second / (2 * (1 - rate * first))
    batch_years, batches, warm = 6, 30, 6
    parameters = referred(
        per_year, warning, workers=1.0, families_per_worker=1.0, weeks_median=median, weeks_spread=spread
    )
    run = simulate(parameters, warm + batch_years * batches + 1, seed=29)
    waits: list[list[float]] = [[] for _ in range(batches + 1)]
    for row in rows(run.families):
        if warm * YEAR <= row.referred < (warm + batch_years * batches) * YEAR:
            assert row.started < row.crisis
            waits[int((row.referred / YEAR - warm) // batch_years)].append(row.started - row.referred)
    # batches of unequal size: a ratio, whose residuals have mean 0 under the theory
    assert_mean([sum(batch) - wait * len(batch) for batch in waits[:batches]], 0.0)


def test_entries_averted_are_the_difference_in_probability() -> None:
    without, ratio = 0.45, 0.6
    parameters = referred(1200.0, 28.0, without, workers=1e4, entry_risk_ratio=ratio, postponed_share=0.3)
    run = simulate(parameters, 3.0, seed=30)
    families = [row for row in rows(run.families) if row.crisis < run.until and row.referred >= 0]
    number = len(families)
    assert number > 2500
    assert all(row.started == row.referred for row in families)  # there are slots for all
    assert all(row.would_enter or not row.entered for row in families)  # help never brings a child into care
    averted = [row for row in families if row.would_enter and not row.entered]
    assert_share(sum(row.would_enter for row in families), number, without)
    assert_share(sum(row.entered for row in families), number, without * ratio)
    assert_share(len(averted), number, without * (1 - ratio))
    # the observed share that does not enter is far more than the team averted
    assert_share(sum(not row.entered for row in families), number, 1 - without * ratio)
    postponed = [row for row in averted if row.postponed_until == row.postponed_until]
    assert_share(len(postponed), len(averted), 0.3)
    assert_uniform([(row.postponed_until - row.crisis) / 365.0 for row in postponed], at_least=100)
    assert all(row.postponed_until != row.postponed_until for row in families if row not in averted)


# --- households


def test_households_rest_for_their_share_of_the_time() -> None:
    share, mean, households, years = 0.25, 40.0, 200, 3
    parameters = changed(
        quiet(),
        in_house_fostering=fostering(households=households, unavailable_share=share, unavailable_mean=mean),
    )
    run = simulate(parameters, years, seed=31)
    rested = sum(min(row.ended, run.until) - row.began for row in rows(run.spells))
    # an alternating process of exponential spells, none resting on day 0: its mean, and a time average's variance
    relaxes = mean * (1 - share)
    expected = share * (run.until - relaxes * -np.expm1(-run.until / relaxes))
    error = sqrt(households * 2 * share * (1 - share) * relaxes * run.until)
    assert abs(rested - households * expected) <= WIDE * error
    unavailable = sum(count * part for count, part in enumerate(unavailable_shares(run, households)))
    assert unavailable == pytest.approx(rested / run.until, rel=1e-9)


def unavailable_shares(run: Register, most: int) -> list[float]:
    """The share of time for which each number of places was unavailable."""
    days = [0.0] * (most + 1)
    capacity = rows(run.capacity)
    for row, following in zip(capacity, [*(later.day for later in capacity[1:]), run.until], strict=True):
        days[row.unavailable] += following - row.day
    return [day / run.until for day in days]


def test_approvals_are_poisson_and_households_leave_exponentially() -> None:
    enquiries, assessed, approved, leaves, years = 300.0, 0.5, 0.4, 0.5, 8.0
    parameters = changed(
        quiet(),
        in_house_fostering=fostering(
            households=100.0,
            enquiries=enquiries,
            enquiries_assessed=assessed,
            assessments_approved=approved,
            enquiry_days=30.0,
            assessment_spread=0.5,
            deregistration=leaves,
            unavailable_share=0.25,
            unavailable_mean=40.0,
        ),
        # without effect, and there all the same
        out_of_hours=out_of_hours(coverage=0.5),
        carer_development=carer_development(training_places=1.0, completed=0.0),
    )
    run = simulate(parameters, years, seed=32)
    households = rows(run.households)
    new = [row for row in households if row.row >= 100]
    # the panels of the run approve who was ready since the panel before the start
    expected = enquiries * assessed * approved * years
    assert abs(len(new) - expected) <= WIDE * sqrt(expected) + enquiries * assessed * approved * 28 / YEAR
    assert all(row.approved % 28 == 0 for row in new)
    rate = leaves / YEAR
    assert_uniform(
        [
            np.expm1(-rate * (row.left - row.approved)) / np.expm1(-rate * (run.until - row.approved))
            for row in households
            if row.left == row.left
        ],
        at_least=300,
    )
