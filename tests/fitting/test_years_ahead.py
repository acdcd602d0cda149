"""Years ahead by cohorts: against closed forms, against the model itself, and the levels that lead to a forecast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from quiet_parameters import every, only, quiet

from sim.experiments.backtest.simulated import who_is_in_care, yearly
from sim.fitting.deviations import LEVELS, NUMBERS, chance, fitted_deviations, numbers, prospect, responses
from sim.fitting.reference import reference_entries
from sim.fitting.steps import Array
from sim.fitting.yearly_levels import MOST, fitted_levels
from sim.fitting.years_ahead import YearsAhead
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Route
from sim.model.model import simulate
from sim.model.pool.making import make_pool
from sim.parameters.opening import Opening
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByFinancialYear, ByKind, ByLocation, ByRoute
from sim.scenario.scenario import load

RATE, NUMBER, ENTRIES = 0.7, 200.0, 130.0
PRESENT = (1.0, 1.0, 1.0)
COMING, GOING = (1.1, 0.9, 1.2), (0.9, 1.1, 1.0)


def small_children(**demand: object) -> Parameters:
    """Children under 5 who leave at a constant rate and never come back: nobody is 18 for years."""
    plain = quiet()
    return replace(
        plain,
        demand=replace(plain.demand, entries_per_year=ENTRIES, **demand),
        leaving=replace(plain.leaving, hazard_by_time_in_care=every(ByDuration, RATE)),
        opening=Opening(
            looked_after=NUMBER,
            age_shares=ByAge(0.4, 0.6, 0.0, 0.0, 0.0),
            kinds=only(ByKind, connected=NUMBER),
            location_shares=only(ByLocation, inside=1.0),
            unaccompanied=0.0,
        ),
    )


def by_hand(entries: tuple[float, ...], leaving: tuple[float, ...]) -> Array:
    """Children there, starting and ceasing of dN/dt = entries - rate x N, year by year."""
    found, number = [], NUMBER
    for more, faster in zip(entries, leaving, strict=True):
        rest = ENTRIES * more / (RATE * faster)
        end = rest + (number - rest) * np.exp(-RATE * faster)
        found.append((end, ENTRIES * more, ENTRIES * more - (end - number)))
        number = end
    return np.array(found).T.ravel()


@pytest.mark.parametrize(("entries", "leaving"), [(PRESENT, PRESENT), (COMING, GOING)])
def test_at_a_constant_rate_the_number_goes_as_worked_out_by_hand(
    entries: tuple[float, ...], leaving: tuple[float, ...]
) -> None:
    found = numbers(YearsAhead(small_children()).years(entries, leaving))
    assert found == pytest.approx(by_hand(entries, leaving), rel=2e-3)


def test_no_level_moves_unaccompanied_children_or_an_18th_birthday() -> None:
    alone = small_children(route_shares=only(ByRoute, unaccompanied=1.0))
    assert alone.opening is not None
    opening = replace(alone.opening, age_shares=only(ByAge, from_16=1.0), unaccompanied=NUMBER)
    ahead = YearsAhead(replace(alone, opening=opening))
    assert numbers(ahead.years(PRESENT, GOING)) == pytest.approx(numbers(ahead.years(PRESENT, PRESENT)))
    old = small_children(age_shares=only(ByAge, from_16=1.0))
    staying = replace(old, leaving=quiet().leaving, opening=replace(opening, unaccompanied=0.0))
    ahead = YearsAhead(staying)
    ceased = numbers(ahead.years(PRESENT, GOING))[-3:]
    assert ceased == pytest.approx(numbers(ahead.years(PRESENT, PRESENT))[-3:])
    assert (ceased > 50).all()


def test_the_first_day_has_the_published_ages_and_who_came_alone() -> None:
    parameters = load("england").parameters
    opening = parameters.opening
    assert opening is not None
    present = YearsAhead(parameters).opening
    assert present.looked_after == pytest.approx(round(opening.looked_after), rel=1e-6)
    assert present.by_birth[Route.UNACCOMPANIED].sum() == pytest.approx(round(opening.unaccompanied), rel=1e-3)
    under_1 = present.by_birth[:, 6:8].sum() / present.looked_after
    assert under_1 == pytest.approx(opening.age_shares.under_1, rel=1e-3)


def test_the_population_that_is_kept_up_stays(england_without_kinds: Parameters) -> None:
    """With the entries that keep up the first day, and its own ages, stock and flows hardly move."""
    entries = reference_entries(england_without_kinds)
    parameters = replace(england_without_kinds, demand=replace(england_without_kinds.demand, entries_per_year=entries))
    years = YearsAhead(parameters).years(PRESENT, PRESENT)
    assert parameters.opening is not None
    for year in years:
        assert year.looked_after == pytest.approx(parameters.opening.looked_after, rel=0.02)
        assert year.started == pytest.approx(years[0].started, rel=0.02)


@pytest.fixture(scope="module")
def england_without_kinds() -> Parameters:
    """England's children, who leave alike wherever they live: quick to simulate."""
    plain = who_is_in_care(load("england").parameters)
    assert plain.opening is not None
    number = 300.0
    share = number / plain.opening.looked_after
    return replace(
        plain,
        outlook=None,
        demand=replace(plain.demand, entries_per_year=120.0),
        opening=replace(
            plain.opening,
            looked_after=number,
            kinds=ByKind(*(share * kind for kind in plain.opening.kinds.values())),
            unaccompanied=round(share * plain.opening.unaccompanied),
        ),
    )


@pytest.mark.slow
def test_the_model_comes_to_the_same_numbers(england_without_kinds: Parameters) -> None:
    """The mean of replications is within 1.5% of children looked after, and 3% of starts and ceases, beside chance."""
    calendar = Calendar(date(2019, 4, 1))
    told = england_without_kinds
    pool = make_pool(told, calendar, 5, reference_entries(told), long_runs=4)
    ahead = YearsAhead(told)
    for entries, leaving in ((PRESENT, PRESENT), (COMING, GOING)):
        moved = replace(
            told,
            demand=replace(told.demand, yearly_level=ByFinancialYear(*entries)),
            leaving=replace(told.leaving, yearly_level=ByFinancialYear(*leaving)),
        )
        runs = [simulate(moved, calendar, Chance(3, number), 3, pool) for number in range(48)]
        found = np.array([yearly(run, calendar, 3).T.ravel() for run in runs])
        error = found.std(axis=0, ddof=1) / np.sqrt(len(found)) / found.mean(axis=0)
        off = np.abs(numbers(ahead.years(entries, leaving)) / found.mean(axis=0) - 1)
        assert (off < np.repeat([0.015, 0.03, 0.03], 3) + 2 * error).all(), (off, error)


def test_levels_lead_to_the_forecast(england_without_kinds: Parameters) -> None:
    ahead = YearsAhead(england_without_kinds)
    levels = fitted_levels(ahead, (310.0, 290.0, 300.0), (150.0, 120.0, 140.0))
    found = ahead.years(levels.entries, levels.leaving)
    assert [year.looked_after for year in found] == pytest.approx([310.0, 290.0, 300.0], rel=1e-3)
    assert [year.started for year in found] == pytest.approx([150.0, 120.0, 140.0], rel=1e-3)
    assert not levels.at_a_limit


def test_what_no_level_can_reach_lies_at_a_limit() -> None:
    levels = fitted_levels(YearsAhead(small_children()), (20.0, 20.0, 20.0), (130.0, 130.0, 130.0))
    assert levels.leaving[0] == MOST
    assert levels.at_a_limit


def test_chance_alone_is_as_worked_out_by_hand() -> None:
    """Each child of the first day stays by chance exp(-rate); those who come, one by one, are a Poisson number."""
    parameters = small_children()
    found = chance(prospect(YearsAhead(parameters), PRESENT, PRESENT), parameters.demand)
    stay = np.exp(-RATE)
    new = ENTRIES * (1 - stay) / RATE
    end = by_hand(PRESENT, PRESENT)[0]
    assert found[0, 0] == pytest.approx((NUMBER * stay * (1 - stay) + new) / end**2, rel=0.01)
    assert found[3, 3] == pytest.approx(1 / ENTRIES, rel=0.01)
    assert found[0, 3] == pytest.approx(new / end / ENTRIES, rel=0.01)
    assert np.linalg.eigvalsh(found).min() > -1e-9


def test_deviations_that_gave_a_covariance_are_found_again() -> None:
    response = responses(prospect(YearsAhead(small_children()), PRESENT, PRESENT))
    assert response[:3, 3:].max() <= 1e-9  # faster leaving never leaves more
    assert np.diag(response[3:6, :3]) == pytest.approx(np.ones(3), rel=1e-6)
    root = np.tril(np.full((LEVELS, LEVELS), 0.05)) + 0.1 * np.eye(LEVELS)
    shared = 0.01 * np.eye(LEVELS)
    wanted = response @ (root @ root.T + shared) @ response.T
    own = fitted_deviations(wanted, response, shared)
    implied = response @ (own.covariance + shared) @ response.T
    assert np.sqrt(np.diag(implied)) == pytest.approx(np.sqrt(np.diag(wanted)), rel=0.03)


def test_where_others_share_more_than_is_wanted_nothing_is_left_of_ones_own() -> None:
    response = responses(prospect(YearsAhead(small_children()), PRESENT, PRESENT))
    shared = 0.01 * np.eye(LEVELS)
    own = fitted_deviations(0.5 * response @ shared @ response.T - 1e-4 * np.eye(NUMBERS), response, shared)
    assert own.deviation.max() < 0.01
    assert np.linalg.eigvalsh(own.covariance).min() >= -1e-12
