"""Places and households against closed forms: Erlang's loss system, Little's law, and how long households are there."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from closed_forms import SHORT_OR_LONG, STEADY, WIDE, assert_mean, assert_uniform, erlang_b, mean_stay
from quiet_parameters import YEAR, arriving, changed, every, fostering, market, only, quiet
from quiet_strategies import carer_development, out_of_hours
from runs_of_model import rows, simulate
from scipy.linalg import solve

from sim.foundations.codes import Kind
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByPlaces

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
