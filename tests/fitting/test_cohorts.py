"""Cohorts followed forward: against closed forms, against the model itself, and margins kept."""

from __future__ import annotations

import numpy as np
import pytest

from sim.fitting.cohorts import (
    GRID,
    OTHERS,
    STEPS_A_YEAR,
    UNACCOMPANIED,
    YEARS_A_STEP,
    Law,
    after,
    bands_now,
    curves,
    grown,
    in_bands,
    mean_stay,
    newcomers,
    opening,
)
from sim.fitting.steps import entrants_by_age
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.parameters.tables import ByAge, ByDuration

EVEN = ByAge(1.0, 1.0, 1.0, 1.0, 1.0)
TEN_YEAR_OLDS = entrants_by_age(np.array([0.0, 0.0, 0.0, 1.0, 0.0]), GRID)
BABIES = entrants_by_age(np.array([1.0, 0.0, 0.0, 0.0, 0.0]), GRID)


def constant(rate: float) -> Law:
    return Law(ByDuration(*[rate] * 8), EVEN, 0.5)


def test_a_constant_hazard_leaves_an_exponential() -> None:
    """Babies are nowhere near 18, so that after t years exp(-rate t) are there."""
    in_care = curves(constant(0.7)).at(0.0)[OTHERS]
    for years in (1, 2, 5):
        share = BABIES @ in_care[:, years * STEPS_A_YEAR]
        assert share == pytest.approx(np.exp(-0.7 * (years + YEARS_A_STEP / 2)), rel=1e-6)


def test_the_level_multiplies_the_hazard_and_the_unaccompanied_leave_at_their_own() -> None:
    law = curves(constant(0.7))
    at_twice = law.at(float(np.log(2.0)))
    stay = (1 - np.exp(-1.4 * 17.5)) / 1.4
    assert mean_stay(at_twice[OTHERS], BABIES) == pytest.approx(stay, rel=0.02)
    assert mean_stay(at_twice[UNACCOMPANIED], BABIES) == pytest.approx(1 / 0.35, rel=0.01)


@pytest.mark.parametrize("stay", [0.8, 1.5, 2.5])
def test_the_level_for_a_stay_gives_that_stay(stay: float) -> None:
    law = curves(constant(0.6))
    level = law.level_for(BABIES, stay)
    assert mean_stay(law.at(level)[OTHERS], BABIES) == pytest.approx(stay, rel=0.01)


def test_everybody_is_out_at_18() -> None:
    in_care = curves(constant(0.0001)).at(0.0)[OTHERS]
    assert (in_care[bands_now() < 0] < 0.5).all()
    assert TEN_YEAR_OLDS @ in_care[:, 9 * STEPS_A_YEAR] == pytest.approx(0.0, abs=1e-9)


def test_what_entrants_keep_up_stays_as_it_is() -> None:
    """In balance the survivors of a year and the newcomers of a year are again what there was."""
    in_care = curves(constant(0.4)).at(0.0)
    entrants = np.stack([100 * BABIES, 20 * TEN_YEAR_OLDS])
    cohort = entrants[:, :, None] * in_care * YEARS_A_STEP
    for years in (1, 2, 3):
        assert after(cohort, in_care, years) + newcomers(in_care, entrants, years) == pytest.approx(cohort.sum())


def test_what_entrants_keep_up_is_the_same_cohort_years_on() -> None:
    in_care = curves(constant(0.4)).at(0.0)
    entrants = np.stack([100 * BABIES, 20 * TEN_YEAR_OLDS])
    cohort = entrants[:, :, None] * in_care * YEARS_A_STEP
    np.testing.assert_allclose(grown(cohort, in_care, entrants, 2), cohort, atol=1e-9)
    assert in_bands(cohort).sum() == pytest.approx(cohort.sum(), rel=0.01)


def test_nobody_new_leaves_those_who_stay_and_they_are_older() -> None:
    in_care = curves(constant(0.4)).at(0.0)
    entrants = np.stack([100 * BABIES, 0 * BABIES])
    cohort = entrants[:, :, None] * in_care * YEARS_A_STEP
    later = grown(cohort, in_care, 0 * entrants, 3)
    assert later.sum() == pytest.approx(after(cohort, in_care, 3))
    assert in_bands(later)[0] == pytest.approx(0.0)


def test_the_opening_meets_its_margins() -> None:
    in_care = curves(constant(0.4)).at(0.0)
    mix = entrants_by_age(np.array([0.2, 0.2, 0.2, 0.3, 0.1]), GRID)
    entrants = np.stack([100 * mix, 20 * TEN_YEAR_OLDS])
    ages = np.array([20.0, 50.0, 60.0, 110.0, 60.0])
    cohort = opening(in_care, entrants, 300.0, ages, 30.0)
    band = bands_now()
    assert cohort.sum() == pytest.approx(300.0)
    assert cohort[UNACCOMPANIED].sum() == pytest.approx(30.0, rel=1e-4)
    found = np.bincount(band[band >= 0], weights=cohort.sum(axis=0)[band >= 0])
    assert found == pytest.approx(ages, rel=1e-4)


def test_a_year_at_a_constant_rate_hand_worked() -> None:
    in_care = curves(constant(0.7)).at(0.0)
    stays = float(in_care[OTHERS, 0, STEPS_A_YEAR] / in_care[OTHERS, 0, 0])
    assert stays == pytest.approx(np.exp(-0.7), rel=1e-6)
    assert GRID.step * STEPS_A_YEAR == pytest.approx(DAYS_PER_YEAR)
