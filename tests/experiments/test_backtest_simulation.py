"""The simulation as a forecaster: it follows the law of the cohorts, and what it is told is what was known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from quiet_parameters import CALENDAR

from sim.experiments.backtest.simulated import (
    BALANCED_AT,
    Beliefs,
    base_parameters,
    beliefs,
    simulated,
    yearly,
)
from sim.experiments.backtest.trial import TrialUnit, Work, run_units, sample, trials, units_of
from sim.fitting.cohorts import in_bands
from sim.forecast.ageing import courses, latest_ages
from sim.forecast.forecast import Forecaster, ForecastMeasure
from sim.forecast.record import PublishedRecord, record
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.published.table import figures

ORIGIN = 2016


@pytest.fixture(scope="module")
def known() -> PublishedRecord:
    return record(figures())


@pytest.fixture(scope="module")
def forecaster(known: PublishedRecord) -> Forecaster:
    return Forecaster(known)


def row_of(known: PublishedRecord, name: str) -> int:
    return [authority.name for authority in known.authorities].index(name)


@pytest.fixture(scope="module")
def rutland(known: PublishedRecord, forecaster: Forecaster) -> Beliefs:
    found = beliefs(forecaster, known, row_of(known, "Rutland"), ORIGIN, base_parameters())
    assert found is not None
    return found


def test_beliefs_open_with_what_was_published(known: PublishedRecord, rutland: Beliefs) -> None:
    opening = rutland.parameters.opening
    assert opening is not None
    assert opening.looked_after == known.until(ORIGIN).looked_after[row_of(known, "Rutland"), -1] == 40
    assert sum(opening.age_shares.values()) == pytest.approx(1.0)
    assert sum(opening.kinds.values()) == pytest.approx(40.0)
    assert sum(rutland.parameters.demand.route_shares.values()) == pytest.approx(1.0)


def test_hidden_age_bands_share_what_is_left(known: PublishedRecord) -> None:
    row = row_of(known, "Rutland")
    found = latest_ages(known.until(ORIGIN), row)
    assert found is not None
    ages, years = found
    assert ages.sum() == pytest.approx(40.0)
    assert years == 0


def test_where_ages_are_not_published_children_have_grown_up_since(
    known: PublishedRecord, forecaster: Forecaster
) -> None:
    """At 31 March 2020 no ages were published for authorities: those of 2019 are a year older."""
    row = row_of(known, "Tower Hamlets")
    found = latest_ages(known.until(2020), row)
    assert found is not None
    assert found[1] == 1
    course = forecaster.courses(2020)[row]
    assert course is not None
    assert course.cohort.sum() == pytest.approx(307.0)
    assert in_bands(course.cohort) != pytest.approx(found[0] * 307 / 329, abs=1.0)


def test_draws_spread_evenly_and_their_middle_is_what_is_believed(rutland: Beliefs) -> None:
    entries = np.array([rutland.draw(number, 101).demand.entries_per_year for number in range(101)])
    assert np.median(entries) == pytest.approx(rutland.parameters.demand.entries_per_year)
    assert np.log(entries).std() == pytest.approx(rutland.entries_deviation, rel=0.05)
    hazards = np.array([rutland.draw(number, 101).leaving.hazard_by_time_in_care.second_year for number in range(101)])
    expected = rutland.parameters.leaving.hazard_by_time_in_care.second_year
    assert np.median(hazards) == pytest.approx(expected, rel=0.02)
    if rutland.leaving_deviation > 0:
        assert abs(np.corrcoef(entries, hazards)[0, 1]) < 0.15


def test_a_year_is_counted_by_hand() -> None:
    """Three children: one there throughout, one in and out and in again in year one, one who leaves in year two."""
    register = Register(since=0.0, until=3 * DAYS_PER_YEAR)
    rows = register.episodes
    rows.child = [0, 1, 1, 2]
    rows.began = [-50.0, 20.0, 200.0, -10.0]
    rows.ended = [OPEN, 100.0, OPEN, 500.0]
    found = yearly(register, CALENDAR, 2)
    assert found.tolist() == [[3.0, 1.0, 1.0], [2.0, 0.0, 1.0]]


def test_the_simulation_follows_the_cohorts(known: PublishedRecord, forecaster: Forecaster) -> None:
    """With nothing unknown, the mean of replications is the law's own number two years on, within chance."""
    row = row_of(known, "Tower Hamlets")
    told = beliefs(forecaster, known, row, ORIGIN, base_parameters())
    assert told is not None
    certain = replace(told, entries_deviation=0.0, leaving_deviation=0.0)
    flows = simulated(certain, 16, 5)[:, :, 0]
    law = float(np.exp(forecaster.middle(ORIGIN).looked_after[row, BALANCED_AT - 1]))
    error = flows[:, BALANCED_AT - 1].std(ddof=1) / 4
    assert abs(flows[:, BALANCED_AT - 1].mean() - law) < 3 * error + 0.02 * law


def test_units_that_are_known_are_not_run_again_and_processes_do_not_matter(
    known: PublishedRecord, forecaster: Forecaster
) -> None:
    units = units_of(["E06000017"], (2016, 2019))
    kept: dict[TrialUnit, object] = {}

    def run(processes: int, before: dict) -> dict:
        return run_units(known, forecaster, units, 3, 1, processes, before, kept.__setitem__, lambda _done, _all: None)

    first = run(1, {})
    assert set(kept) == set(units)
    kept.clear()
    again = run(1, {units[0]: first[units[0]]})
    assert list(kept) == [units[1]]
    assert list(again) == list(first)
    for unit in units:
        np.testing.assert_array_equal(first[unit], again[unit])
    found = trials(known, forecaster, first)
    assert {(trial.measure, trial.years) for trial in found} >= {
        (ForecastMeasure.LOOKED_AFTER, 1),
        (ForecastMeasure.CEASED, 3),
    }
    assert all(len(trial.simulation.actual) == 2 for trial in found)


def test_the_sample_spreads_over_sizes_and_has_tower_hamlets(known: PublishedRecord) -> None:
    codes = sample(known, 6)
    assert len(set(codes)) == 6
    assert "E09000030" in codes
    size = {
        authority.code: number for authority, number in zip(known.authorities, known.looked_after[:, -1], strict=True)
    }
    sizes = sorted(size[code] for code in codes)
    assert sizes[0] < 120
    assert sizes[-1] > 1_000


def test_work_is_small_enough_to_send(rutland: Beliefs) -> None:
    import pickle

    assert len(pickle.dumps(Work((rutland,), 3, 1))) < 20_000


def test_courses_are_none_where_nothing_is_known(known: PublishedRecord, forecaster: Forecaster) -> None:
    found = courses(known.until(ORIGIN), forecaster.law(ORIGIN))
    assert found[row_of(known, "North Northamptonshire")] is None
    assert found[row_of(known, "Tower Hamlets")] is not None
