"""The fit of a legal process: goals as published, a planted process found again, the youngest of a family."""

from __future__ import annotations

from dataclasses import fields, replace
from math import log

import numpy as np
import pytest

from sim.fitting.case_mix import case_mix
from sim.fitting.case_solved import SolvedCase, solved
from sim.fitting.case_time import case_times
from sim.fitting.entrants import youngest_bands
from sim.fitting.leaving_fit import AUTHORITIES, demand_per_entrant
from sim.fitting.leaving_goals import even_growth
from sim.fitting.legal_fit import AGES_BEFOREHAND, FIT_GRID, Entering, entering, fit_legal, followed, residual_table
from sim.fitting.legal_goals import LegalGoal, children_in_court, legal_goals
from sim.fitting.legal_rates import MIDDLE, SPREAD, LegalRates
from sim.fitting.steps import Grid
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import AgeBand, LegalStatus
from sim.parameters.legal.legal import Legal
from sim.parameters.parameters import Parameters
from sim.published.base_figures import published
from sim.published.case_times import published_case_times
from sim.scenario.scenario import load

COARSE = Grid(step=28.0, cell=DAYS_PER_YEAR)


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    """Return England's parameters with a legal process."""
    return load("england", "legal_process").parameters


@pytest.fixture(scope="module")
def legal(parameters: Parameters) -> Legal:
    """Return England's legal process."""
    assert parameters.legal is not None
    return parameters.legal


@pytest.fixture(scope="module")
def who(parameters: Parameters, legal: Legal) -> Entering:
    """Return who enters in England."""
    england = published("england")
    demand = demand_per_entrant(parameters.demand, england, (2019,))
    return entering(demand, 31780.0, 0.02, COARSE, legal.same_order_for_siblings)


def goal(goals: tuple[LegalGoal, ...], title: str) -> LegalGoal:
    """Return the goal of a title."""
    (found,) = [each for each in goals if each.title == title]
    return found


def test_goals_are_the_published_figures() -> None:
    england = published("england")
    goals = legal_goals(england, 2019)
    interim = (11750 / england.value("looked after", 2018) + 12420 / england.value("looked after", 2019)) / 2
    assert goal(goals, "legal status: interim care order").published == pytest.approx(interim)
    assert goal(goals, "months from entry to adoption of the adopted").published == 24
    assert goal(goals, "adopted by time in care: under 1 year").published == pytest.approx(270 / 3590)
    assert goal(goals, "months from entry to placement: 1 to 4 at entry").published == pytest.approx(
        (400 * 17 + 340 * 18 + 230 * 18) / 970
    )
    assert children_in_court(england, 2019) == pytest.approx(11.3 * 1195.462 * 1.72 * 0.8)
    assert not [each for each in goals if each.title.startswith("share of looked after: section 20 (at entry")]
    assert len({each.title for each in goals}) == len(goals)
    assert all(each.deviation > 0 for each in goals)


def test_every_year_from_2019_with_detail_has_its_goals() -> None:
    england = published("england")
    for year in range(2019, 2025):
        assert len(legal_goals(england, year)) == len(legal_goals(england, 2019))


def test_interim_orders_are_read_with_their_own_growth(parameters: Parameters, legal: Legal, who: Entering) -> None:
    case = solved(legal, case_mix(legal, AGES_BEFOREHAND), published_case_times()[2019])
    found = followed(case.legal, parameters.leaving, case, who, 100.0, COARSE)
    read = goal(legal_goals(published("england"), 2019), "legal status: interim care order").fitted(found)
    longer = 1 + log(34.5 / 30.75) * 30.75 * 7 / DAYS_PER_YEAR
    assert read == pytest.approx(longer * found.status[LegalStatus.INTERIM_CARE_ORDER])
    # the last year, and one after which nothing may be seen, have grown as from the year before
    last = goal(legal_goals(published("england"), 2024), "legal status: interim care order").fitted(found)
    shorter = 1 + log(43.5 / 45.25) * 43.5 * 7 / DAYS_PER_YEAR
    assert last == pytest.approx(shorter * found.status[LegalStatus.INTERIM_CARE_ORDER])
    blind = goal(legal_goals(published("england"), 2019, until=2019), "legal status: interim care order").fitted(found)
    longer = 1 + log(30.75 / 28.5) * 30.75 * 7 / DAYS_PER_YEAR
    assert blind == pytest.approx(longer * found.status[LegalStatus.INTERIM_CARE_ORDER])


def test_where_a_31_march_does_not_tell_a_status_the_other_one_does() -> None:
    """31 March 2020 has no interim care orders: those of 2019 stand alone, in both years about it."""
    england = published("england")
    before = 12420 / england.value("looked after", 2019)
    assert goal(legal_goals(england, 2020), "legal status: interim care order").published == pytest.approx(before)
    after = 15100 / england.value("looked after", 2021)
    assert goal(legal_goals(england, 2021), "legal status: interim care order").published == pytest.approx(after)
    both = (5590 / england.value("looked after", 2019) + 5040 / england.value("looked after", 2020)) / 2
    assert goal(legal_goals(england, 2020), "legal status: placement order").published == pytest.approx(both)


def test_numbers_are_in_proportion_to_entries_and_shares_are_whole(
    parameters: Parameters, legal: Legal, who: Entering
) -> None:
    case = solved(legal, case_mix(legal, AGES_BEFOREHAND), published_case_times()[2019])
    one, ten = (followed(case.legal, parameters.leaving, case, who, number, COARSE) for number in (1.0, 10.0))
    assert ten.population.looked_after == pytest.approx(10 * one.population.looked_after)
    assert ten.final_orders == pytest.approx(10 * one.final_orders)
    assert one.status.sum() == pytest.approx(1.0, abs=2e-3)  # the step of the 18th birthday
    assert one.orders.sum() == pytest.approx(one.final_orders)
    assert one.entry_to_placed + one.placed_to_adopted == pytest.approx(one.entry_to_adopted)


@pytest.mark.slow
def test_a_planted_process_is_found_again(parameters: Parameters, legal: Legal, who: Entering) -> None:
    length = published_case_times()[2018]
    move = np.random.default_rng(8).uniform(-0.25, 0.25, len(MIDDLE.pack())) * np.minimum(SPREAD.pack(), 1.0)
    planted = LegalRates.unpack(MIDDLE.pack() + move)
    process = planted.legal(legal)
    case = solved(process, case_mix(process, AGES_BEFOREHAND), length)
    entries = who.started * float(np.exp(planted.entries[0]))
    truth = followed(case.legal, parameters.leaving, case, who, entries, COARSE)
    goals = tuple(
        LegalGoal(each.title, each.fitted(truth), each.deviation / 30, each.fitted)
        for each in legal_goals(published("england"), 2019)
    )
    found = fit_legal(legal, parameters.leaving, who, goals, length, COARSE)
    scores = np.array([each.score(found.population) / 30 for each in goals])
    assert np.abs(scores).max() < 0.25
    assert found.case.met
    assert found.entries_per_year == pytest.approx(entries, rel=0.01)
    residual = found.legal.residual
    assert residual.hazard_by_time_in_care.second_year == pytest.approx(
        process.residual.hazard_by_time_in_care.second_year, rel=0.25
    )
    for order in fields(process.orders_1_to_4):
        assert getattr(found.legal.orders_1_to_4, order.name) == pytest.approx(
            getattr(process.orders_1_to_4, order.name), abs=0.03
        )
    assert len(list(residual_table(found.population, goals))) == len(goals) + 1


def test_rates_come_back_from_their_vector(legal: Legal) -> None:
    vector = np.arange(float(len(MIDDLE.pack())))
    assert np.array_equal(LegalRates.unpack(vector).pack(), vector)
    process = MIDDLE.legal(legal)
    for table in (process.orders_under_1, process.orders_from_16, process.residual.causes_after_under_10):
        assert sum(table.values()) == pytest.approx(1.0)
    assert process.adoption.hard_multiplier == pytest.approx(3.0)


def test_a_fit_does_not_stand_on_an_earlier_one(legal: Legal) -> None:
    earlier = LegalRates.unpack(MIDDLE.pack() + 0.1).legal(legal)
    assert earlier != MIDDLE.legal(legal)
    assert MIDDLE.legal(earlier) == MIDDLE.legal(legal)


def test_the_scenarios_numbers_are_those_of_the_fit(parameters: Parameters, legal: Legal) -> None:
    england = published("england")
    demand = demand_per_entrant(parameters.demand, england, (2019,))
    growth = even_growth(england, 2009, 2019)
    who = entering(demand, england.value("started", 2019), growth, FIT_GRID, legal.same_order_for_siblings)
    case = SolvedCase(legal, True, case_times(legal))
    entries = AUTHORITIES * parameters.demand.entries_per_year
    found = followed(legal, parameters.leaving, case, who, entries, FIT_GRID)
    mix = case_mix(legal, found.in_court_by_age)
    assert case.times.mean(mix) / 7 == pytest.approx(published_case_times()[2019].mean_weeks, abs=0.05)
    assert case.times.share_within(182.0, mix) == pytest.approx(published_case_times()[2019].within_26_weeks, abs=0.003)
    scores = {each.title: each.score(found) for each in legal_goals(england, 2019)}
    assert max(abs(score) for score in scores.values()) < 3.3
    assert np.mean(np.square(list(scores.values()))) < 1.3
    missed = {title for title, score in scores.items() if abs(score) > 2.0}
    assert missed == {
        "looked after by age: under 1",
        "adopted by age: under 1",
        "share of looked after: unaccompanied",
    }
    causes = [score for title, score in scores.items() if "by cause" in title]
    assert max(map(abs, causes)) < 0.6


def test_the_youngest_of_a_family_is_no_older_than_any_child(parameters: Parameters) -> None:
    grid = Grid(step=28.0, cell=DAYS_PER_YEAR / 2)
    found = youngest_bands(parameters.demand, grid)
    own = np.searchsorted(np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR, grid.ages, side="right") - 1
    assert found.sum(axis=1) == pytest.approx(np.ones(len(grid.ages)))
    older = np.arange(len(AgeBand))[None, :] > own[:, None]
    assert found[older].max() == 0.0
    teenager = found[own == AgeBand.FROM_10_TO_15].mean(axis=0)
    assert 0.05 < teenager[: AgeBand.FROM_10_TO_15].sum() < 0.6
    only = youngest_bands(replace(parameters.demand, children_per_family=1.0), grid)
    assert np.array_equal(only, np.eye(len(AgeBand))[own])
