"""The stationary population against closed forms and single lives; the fit against planted rates and the scenarios."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.fitting.entrants import (
    age_shares_of_first,
    family_sizes,
    group_ages,
    into_age_bands,
    mean_size,
    of_demand,
    published_ages,
    route_shares_of_children,
    sibling_ages,
)
from sim.fitting.leaving_fit import demand_per_entrant, residual_table, snippets
from sim.fitting.leaving_goals import causes_before_18, even_growth, local_goals, national_goals
from sim.fitting.leaving_rates import Goal, LeavingRates, Prior, fit, local_rates, starting_rates
from sim.fitting.stationary import stationary
from sim.fitting.steps import Array, Grid, entrants_by_age
from sim.foundations.calendar import ADULT, AGE_BAND_STARTS, DAYS_PER_YEAR, age_band
from sim.foundations.codes import LeavingCause, Route
from sim.foundations.distributions import index, lognormal
from sim.foundations.hazards import Hazard
from sim.parameters.entry_ages import BAND_ENDS, LEANS, age_at_entry
from sim.parameters.leaving import Leaving
from sim.parameters.tables import DURATION_BAND_STARTS, ByAge, ByCause, ByDuration, ByRoute
from sim.published.base_figures import published
from sim.scenario.scenario import load

GRID = Grid()
COARSE = Grid(step=14.0, cell=DAYS_PER_YEAR / 2)
RELATIVES = ByCause(0, 0, 1, 0, 0, 0, 0, 0)
PLANNED = ByCause(1, 0, 0, 0, 0, 0, 0, 0)
UNPLANNED = ByCause(0, 1, 0, 0, 0, 0, 0, 0)
ADOPTED = ByCause(0, 0, 0, 0, 1, 0, 0, 0)
GUARDIANS = ByCause(0, 0, 0, 1, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def base() -> Leaving:
    """Return the base's parameters of leaving."""
    return load("tower_hamlets_2018").parameters.leaving


def simple(base: Leaving, hazard: float, causes: ByCause, **changes: float) -> Leaving:
    """Return leaving at one constant rate by one mix of causes, with nobody coming back unless `changes` say so."""
    leaving = replace(
        base,
        hazard_by_time_in_care=ByDuration(*[hazard] * 8),
        age_multiplier=ByAge(1, 1, 1, 1, 1),
        route_multiplier=ByRoute(1, 1, 1, 1, 1, 1),
        causes_under_1=causes,
        causes_1_to_4=causes,
        causes_5_to_9=causes,
        causes_10_to_15=causes,
        causes_from_16=causes,
        reentry_within_1_year=0.0,
        reentry_within_6_years=0.0,
        guardianship_return_within_5_years=0.0,
    )
    return replace(leaving, **changes)  # type: ignore[arg-type]  # a mapping of plain numbers


def entering(grid: Grid, number: float, cell: int, route: Route = Route.VOLUNTARY) -> Array:
    """Return entrants who are all of one cell of age."""
    entrants = np.zeros((len(Route), len(grid.ages)))
    entrants[route, cell] = number
    return entrants


def test_constant_hazard_gives_an_exponential_stay_cut_at_18_and_stock_of_rate_times_mean(base: Leaving) -> None:
    for cell, hazard in ((0, 2.0), (0, 0.3), (40, 0.5), (68, 2.0)):
        years = 18 - GRID.ages[cell] / DAYS_PER_YEAR
        mean = (1 - exp(-hazard * years)) / hazard
        found = stationary(simple(base, hazard, RELATIVES), entering(GRID, 100, cell))
        assert found.mean_stay == pytest.approx(mean, rel=2e-3)
        assert found.looked_after == pytest.approx(100 * mean, rel=2e-3)
        assert found.leaving_by_age[-1] == pytest.approx(100 * exp(-hazard * years), rel=2e-3, abs=1e-9)
        assert found.leaving_by_cause[LeavingCause.RELATIVES] == pytest.approx(
            100 * (1 - exp(-hazard * years)), rel=2e-3
        )


def test_nobody_decides_to_leave_so_all_stay_to_18(base: Leaving) -> None:
    found = stationary(simple(base, 0.0, RELATIVES), entering(GRID, 10, 36))
    assert found.looked_after == pytest.approx(10 * (18 - GRID.ages[36] / DAYS_PER_YEAR))
    assert found.leaving_by_cause.tolist() == pytest.approx([0] * 8 + [10])


def test_a_route_and_an_age_multiply_the_hazard(base: Leaving) -> None:
    leaving = simple(base, 1.0, RELATIVES)
    slow = replace(leaving, route_multiplier=ByRoute(1, 1, 1, 1, 1, 0.25))
    found = stationary(slow, entering(GRID, 100, 4, Route.UNACCOMPANIED))
    assert found.mean_stay == pytest.approx((1 - exp(-0.25 * 16.875)) / 0.25, rel=2e-3)
    until_16 = replace(leaving, age_multiplier=ByAge(1, 1, 1, 1, 0))
    found = stationary(until_16, entering(GRID, 100, 56))  # enters at 14.125, 1.875 years before 16
    assert found.leaving_by_age[-1] == pytest.approx(100 * exp(-1.875), rel=2e-3)


def test_preparation_delays_leaving_and_18_may_come_first(base: Leaving) -> None:
    at_once = stationary(simple(base, 1.0, RELATIVES), entering(GRID, 100, 20))
    prepared = simple(base, 1.0, PLANNED, planned_return_median=100.0, planned_return_spread=0.0)
    later = stationary(prepared, entering(GRID, 100, 20))
    assert later.looked_after - at_once.looked_after == pytest.approx(100 * 100 / DAYS_PER_YEAR, rel=5e-3)
    never = simple(base, 1.0, PLANNED, planned_return_median=1e5, planned_return_spread=0.0)
    assert stationary(never, entering(GRID, 100, 20)).leaving_by_age[-1] == pytest.approx(100)


def test_children_wait_for_adoption_for_the_time_it_takes(base: Leaving) -> None:
    adoption = simple(base, 1.0, ADOPTED, adoption_median=220.0, adoption_spread=0.5)
    found = stationary(adoption, entering(GRID, 100, 0))
    assert found.stock_placed_for_adoption == pytest.approx(100 * 220 * exp(0.125) / DAYS_PER_YEAR, rel=5e-3)


def test_those_who_come_back_are_as_many_as_the_weibull_says(base: Leaving) -> None:
    leaving = simple(base, 20.0, UNPLANNED, reentry_within_1_year=0.2, reentry_within_6_years=0.35)
    shape = log(log(0.65) / log(0.8)) / log(6)
    share = 1 - exp(log(0.8) * 17.8**shape)  # by 18, when leaving near the start at 0.125 years or soon after
    found = stationary(leaving, entering(GRID, 100, 0))
    first_return = 100 * share
    assert found.reentries > first_return * 0.98  # some come back a second time
    assert found.reentries == pytest.approx(first_return / (1 - share) - 0.12 * first_return, rel=0.12)
    assert found.started < found.entries + found.reentries
    assert found.leaving == pytest.approx(found.entries + found.reentries)


def test_guardianship_breaks_down_at_its_own_rate(base: Leaving) -> None:
    leaving = simple(base, 50.0, GUARDIANS, guardianship_return_within_5_years=0.057)
    found = stationary(leaving, entering(GRID, 1000, 0))
    assert found.reentries == pytest.approx(1000 * (1 - 0.943 ** (17.8 / 5)), rel=0.12)


def test_growth_makes_starts_exceed_ceases_by_the_growth_of_the_stock(base: Leaving) -> None:
    found = stationary(simple(base, 0.4, RELATIVES), entering(GRID, 100, 10), growth=0.03)
    assert found.entries - found.leaving == pytest.approx(0.03 * found.looked_after, rel=2e-3)


@settings(max_examples=15, deadline=None)
@given(
    hazards=st.lists(st.floats(0.01, 5.0), min_size=8, max_size=8),
    ages=st.lists(st.floats(0.2, 4.0), min_size=5, max_size=5),
    reentry=st.integers(0, 50).map(lambda percent: percent / 100),
)
def test_the_population_is_conserved_and_obeys_littles_law(
    hazards: list[float], ages: list[float], reentry: float
) -> None:
    leaving = replace(
        load("tower_hamlets_2018").parameters.leaving,
        hazard_by_time_in_care=ByDuration(*hazards),
        age_multiplier=ByAge(*ages),
        reentry_within_1_year=reentry,
        reentry_within_6_years=reentry * 1.5,
    )
    entrants = np.zeros((len(Route), len(COARSE.ages)))
    entrants[:] = entrants_by_age(np.full(5, 0.2), COARSE)
    found = stationary(leaving, entrants, grid=COARSE)
    assert found.leaving == pytest.approx(found.entries + found.reentries)
    assert found.looked_after == pytest.approx(found.leaving * found.mean_stay, rel=3e-3)
    for parts in (found.leaving_by_age, found.leaving_by_cause, found.leaving_by_duration):
        assert parts.min() >= 0
        assert parts.sum() == pytest.approx(found.leaving)
    assert found.stock_by_age.sum() == pytest.approx(found.looked_after)
    assert found.stock_by_route.sum() == pytest.approx(found.looked_after)


def test_single_lives_give_the_same_population(base: Leaving) -> None:
    """Follow 4,000 children one by one by the model's own hazards, and compare within four standard errors."""
    generator = np.random.default_rng(20180331)
    leaving = replace(base, reentry_within_1_year=0.0, guardianship_return_within_5_years=0.0)
    shares = np.array([0.2, 0.1, 0.2, 0.3, 0.2])
    hazard = Hazard(leaving.hazard_by_time_in_care.values(), DURATION_BAND_STARTS, leaving.age_multiplier.values())
    causes = (
        leaving.causes_under_1,
        leaving.causes_1_to_4,
        leaving.causes_5_to_9,
        leaving.causes_10_to_15,
        leaving.causes_from_16,
    )
    stays, eighteen, early = [], 0, 0
    number = 4000
    for u in generator.random((number, 5)).tolist():
        age = age_at_entry(u[1], index(u[0], shares.tolist()))
        decided = hazard.time_to(-log(1 - u[2]), 0.0, age)
        stay = decided
        if age + decided < ADULT:
            cause = LeavingCause(index(u[3], causes[age_band(age + decided)].values()))
            if cause is LeavingCause.ADOPTED:
                stay += lognormal(u[4], leaving.adoption_median, leaving.adoption_spread)
            elif cause is LeavingCause.HOME_PLANNED:
                stay += lognormal(u[4], leaving.planned_return_median, leaving.planned_return_spread)
        eighteen += age + stay >= ADULT
        stays.append(min(stay, ADULT - age) / DAYS_PER_YEAR)
        early += stays[-1] * DAYS_PER_YEAR < 56
    entrants = np.zeros((len(Route), len(GRID.ages)))
    entrants[Route.VOLUNTARY] = entrants_by_age(shares, GRID)
    found = stationary(leaving, entrants)

    def error(share: float) -> float:
        return 4 * sqrt(share * (1 - share) / number)

    assert found.mean_stay == pytest.approx(np.mean(stays), abs=4 * np.std(stays) / sqrt(number))
    assert found.leaving_by_age[-1] == pytest.approx(eighteen / number, abs=error(eighteen / number))
    assert found.leaving_by_duration[:2].sum() == pytest.approx(early / number, abs=error(early / number))


def test_ages_at_entry_fill_their_bands_and_lean_as_told() -> None:
    spread = entrants_by_age(np.array([0.1, 0.2, 0.3, 0.25, 0.15]), GRID)
    years = GRID.ages / DAYS_PER_YEAR
    for start, end, share in zip(AGE_BAND_STARTS, BAND_ENDS, (0.1, 0.2, 0.3, 0.25, 0.15), strict=True):
        assert spread[(years >= start) & (years < max(end, 18 * (start == 16)))].sum() == pytest.approx(share)
    for band, lean in enumerate(LEANS):
        start, end = AGE_BAND_STARTS[band], BAND_ENDS[band]
        ages = np.array([age_at_entry(u, band) for u in (np.arange(2000) + 0.5) / 2000]) / DAYS_PER_YEAR
        assert start <= ages.min() < ages.max() <= end
        assert ages.mean() == pytest.approx(start + (end - start) / (1 + lean), abs=1e-3 * (end - start))


def test_family_sizes_and_routes_of_children() -> None:
    assert family_sizes(1.5).tolist() == pytest.approx([2 / 3, 2 / 9, 2 / 27, 2 / 81, 2 / 243, 1 / 243])
    assert mean_size(1.0) == 1
    children = route_shares_of_children(ByRoute(0.5, 0, 0, 0, 0, 0.5), 1.5)
    size = mean_size(1.5)
    assert children[Route.VOLUNTARY] == pytest.approx(size / (1 + size))


def test_the_first_childs_ages_bring_back_the_published_ages_of_all_children() -> None:
    wanted = np.array([0.15, 0.15, 0.2, 0.33, 0.17])
    first = age_shares_of_first(wanted, 1.5, 2.8)
    assert np.array(first.values()) @ sibling_ages(1.5, 2.8) == pytest.approx(wanted, abs=1e-3)
    assert sibling_ages(1.0, 2.8) == pytest.approx(np.eye(5))


def test_ages_of_families_leave_out_the_unaccompanied_and_remanded() -> None:
    routes = np.array([0.5, 0.1, 0, 0, 0.1, 0.3])
    ages = np.array([0.1, 0.1, 0.1, 0.3, 0.4])
    rest = group_ages(ages, routes, ByAge(0, 0, 0, 0.5, 0.5), ByAge(0, 0, 0, 0.1, 0.9))
    assert rest == pytest.approx(np.array([0.1, 0.1, 0.1, 0.3 - 0.08, 0.4 - 0.32]) / 0.6)


def test_causes_before_18_add_up_with_suppressed_as_three() -> None:
    counts = causes_before_18(published(), (2017, 2018, 2019))
    assert counts[LeavingCause.HOME_PLANNED] == 66 + 46 + 27
    assert counts[LeavingCause.SPECIAL_GUARDIANSHIP] == 13 + 13 + 21 + 11
    assert counts[LeavingCause.ADOPTED] == 8 + 3 + 8 + 16
    assert counts[LeavingCause.RELATIVES] == 13 + 13 + 3
    assert counts[LeavingCause.CUSTODY] == 10
    assert sum(counts.values()) == 557 - 205


def test_england_has_grown_by_two_and_a_half_percent_a_year() -> None:
    assert even_growth(published("england"), 2009, 2019) == pytest.approx(log(78140 / 60920) / 10)


def test_rates_survive_packing() -> None:
    vector = starting_rates(100.0).mean + np.arange(26) / 10
    assert LeavingRates.unpack(vector).pack().tolist() == vector.tolist()


def test_a_free_level_costs_the_prior_nothing_and_a_changed_shape_does() -> None:
    prior = local_rates(LeavingRates.unpack(starting_rates(100.0).mean), 100.0)
    shifted = prior.mean.copy()
    shifted[:8] += 0.7
    assert prior.residuals(shifted) == pytest.approx(0)
    shifted[0] += 0.3
    assert abs(prior.residuals(shifted)).max() > 0.5
    assert Prior(prior.mean, prior.deviation).residuals(shifted) != pytest.approx(0)


def test_the_fit_recovers_planted_rates(base: Leaving) -> None:
    """Figures made from known rates give the rates back where figures tell them: all but the routes are let free."""
    one = np.zeros((len(Route), len(COARSE.ages)))
    one[Route.VOLUNTARY] = 0.9 * entrants_by_age(np.array([0.2, 0.15, 0.2, 0.3, 0.15]), COARSE)
    one[Route.UNACCOMPANIED] = 0.1 * entrants_by_age(np.array([0, 0, 0, 0.1, 0.9]), COARSE)
    prior = starting_rates(150.0)
    planted = LeavingRates.unpack(prior.mean)
    planted = replace(
        planted,
        hazards=np.log([3.0, 1.5, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1]),
        ages=np.log([1.5, 2.0, 1.3, 0.8]),
        entries=np.log(180.0),
    )
    truth = stationary(planted.leaving(base), one * 180.0, grid=COARSE)
    goals = [
        Goal("looked after", truth.looked_after, 0.002 * truth.looked_after, lambda found: found.looked_after),
        Goal("started", truth.started, 0.002 * truth.started, lambda found: found.started),
    ]
    for name, number in (("stock_by_age", 5), ("leaving_by_age", 7), ("leaving_by_duration", 9)):
        for place in range(number):

            def read(found: object, name: str = name, place: int = place) -> float:
                return float(getattr(found, name)[place] / getattr(found, name).sum())

            goals.append(Goal(f"{name} {place}", read(truth), 0.0005, read))
    found = fit(base, one, goals, prior, grid=COARSE)
    assert found.entries_per_year == pytest.approx(180.0, rel=0.01)
    assert np.exp(found.rates.hazards) == pytest.approx(np.exp(planted.hazards), rel=0.1)
    assert np.exp(found.rates.ages) == pytest.approx(np.exp(planted.ages), rel=0.1)
    assert max(abs(found.score(goal)) for goal in goals) < 3
    lines = list(residual_table(found))
    assert any(line.startswith("looked after") for line in lines)
    values = "\n".join(snippets(found, demand_per_entrant(load("england").parameters.demand, published(), (2018,)), 1))
    assert "[leaving.hazard_by_time_in_care]\nvalue.under_2_weeks = " in values


@pytest.mark.parametrize(
    ("name", "years", "growth"), [("england", (2019,), True), ("tower_hamlets_2018", (2017, 2018, 2019), False)]
)
def test_the_scenarios_keep_up_the_published_population(name: str, years: tuple[int, ...], growth: bool) -> None:
    """The values in the scenario files are the fitted ones: none of the figures is missed by more than they were."""
    figures = published("england" if growth else "tower_hamlets")
    parameters = load(name).parameters
    scale = 152 if growth else 1
    yearly = even_growth(figures, 2009, 2019) if growth else 0.0
    entrants = scale * of_demand(parameters.demand, GRID)
    started_by_age = published_ages(figures, years)
    found = stationary(parameters.leaving, entrants, yearly)
    goals = national_goals(figures, 2019) if growth else local_goals(figures)
    missed = {goal.title: (goal.fitted(found) - goal.published) / goal.deviation for goal in goals}
    assert {title: score for title, score in missed.items() if abs(score) > 3} == {}
    entering = into_age_bands(entrants.sum(axis=0), GRID) / entrants.sum()
    assert entering == pytest.approx(started_by_age, abs=0.012)
