"""The simulation on trial: fresh bases that carry their forecast, luck of their own, and one England for their sums."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from quiet_parameters import CALENDAR

from sim.bases.outlook import learned
from sim.experiments.backtest.simulated import TrialUnit, fresh_base, simulated, yearly
from sim.experiments.backtest.trial import SIMULATED, Work, run_units, sample, sums, trials, units_of
from sim.fitting.cohorts import in_bands
from sim.fitting.years_ahead import YearsAhead
from sim.forecasting.ageing import courses, latest_ages
from sim.forecasting.forecast import Forecaster, ForecastMeasure
from sim.forecasting.record import PublishedRecord, record
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.model.core.levels import deviations
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.published.table import figures

ORIGIN = 2019
RUTLAND, TOWER_HAMLETS = TrialUnit("E06000017", ORIGIN), TrialUnit("E09000030", ORIGIN)


@pytest.fixture(scope="module")
def known() -> PublishedRecord:
    return record(figures())


@pytest.fixture(scope="module")
def forecaster(known: PublishedRecord) -> Forecaster:
    return Forecaster(known)


def test_a_fresh_base_carries_the_forecast_of_its_origin(known: PublishedRecord) -> None:
    parameters = fresh_base(RUTLAND)
    row = [authority.code for authority in known.authorities].index(RUTLAND.authority)
    assert parameters.opening is not None
    assert parameters.opening.looked_after == known.until(ORIGIN).looked_after[row, -1]
    assert sum(parameters.opening.kinds.values()) == pytest.approx(parameters.opening.looked_after)
    assert parameters.outlook is not None
    years = YearsAhead(parameters, parameters.outlook.unaccompanied).years(
        parameters.demand.yearly_level.values(), parameters.leaving.yearly_level.values()
    )
    medians = learned(figures(), ORIGIN).medians[0, row]
    assert [year.looked_after for year in years] == pytest.approx(
        medians, rel=0.015
    )  # arrivals are written by their middle


def test_a_replication_has_one_england_and_every_authority_luck_of_its_own() -> None:
    here, there = fresh_base(RUTLAND).outlook, fresh_base(TOWER_HAMLETS).outlook
    assert here is not None
    assert there is not None
    assert here.authority != there.authority
    assert here.region != there.region
    plain = replace(
        here, own_deviation=replace(here.own_deviation, **dict.fromkeys(here.own_deviation.__match_args__, 0.0))
    )
    calm = replace(plain, region_deviation=plain.own_deviation)
    elsewhere = replace(calm, authority=there.authority, region=there.region)
    for replication in range(3):
        mine, other = RUTLAND.chance(1, replication), TOWER_HAMLETS.chance(1, replication)
        assert deviations(calm, mine) == deviations(elsewhere, other)
        assert deviations(here, mine) != deviations(there, other)
        assert mine.uniform(next(iter(_decisions())), 7) != other.uniform(next(iter(_decisions())), 7)
    assert RUTLAND.seed(1) != TOWER_HAMLETS.seed(1)


def _decisions() -> list:
    from sim.foundations import decisions_of_chance

    return [decisions_of_chance.LEAVING]


def test_a_year_is_counted_by_hand() -> None:
    """Three children: one there throughout, one in and out and in again in year one, one who leaves in year two."""
    register = Register(since=0.0, until=3 * DAYS_PER_YEAR)
    rows = register.episodes
    rows.child = [0, 1, 1, 2]
    rows.began = [-50.0, 20.0, 200.0, -10.0]
    rows.ended = [OPEN, 100.0, OPEN, 500.0]
    found = yearly(register, CALENDAR, 2)
    assert found.tolist() == [[3.0, 1.0, 1.0], [2.0, 0.0, 1.0]]


def test_the_middle_of_the_simulation_is_the_forecast() -> None:
    """Within four times what 24 replications leave open."""
    flows = simulated(TOWER_HAMLETS, 24, 5)
    found = learned(figures(), ORIGIN)
    medians = found.medians[:, found.codes.index(TOWER_HAMLETS.authority)].T
    logs = np.log(flows)
    error = logs.std(axis=0, ddof=1) / np.sqrt(len(flows))
    assert (np.abs(logs.mean(axis=0) - np.log(medians)) < 4 * error).all()


def test_units_that_are_known_are_not_run_again_and_processes_do_not_matter(
    known: PublishedRecord, forecaster: Forecaster
) -> None:
    units = units_of([RUTLAND.authority], (2018, 2019))
    kept: dict[TrialUnit, object] = {}

    def run(processes: int, before: dict) -> dict:
        return run_units(known, units, 3, 1, processes, before, kept.__setitem__, lambda _done, _all: None)

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
    assert sums(known, first) == ()


def test_sums_are_of_the_same_replications_of_all_and_of_regions(known: PublishedRecord) -> None:
    """Two of Inner London that are high and low in turn sum to the same each time; one alone has no region's sum."""
    up = np.linspace(100.0, 200.0, 9)[:, None, None] * np.ones((9, 3, 3))
    found = {TOWER_HAMLETS: up, TrialUnit("E09000012", ORIGIN): 300.0 - up, RUTLAND: 10.0 + 0 * up}
    told = [one for one in sums(known, found) if one.measure is SIMULATED[0] and one.years == 1]
    assert [(one.region, one.authorities, one.low, one.high) for one in told] == [
        ("", 3, 310.0, 310.0),
        ("Inner London", 2, 300.0, 300.0),
    ]


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


def test_work_is_small_enough_to_send() -> None:
    assert len(pickle.dumps(Work((RUTLAND,), 3, 1))) < 2_000


def test_hidden_age_bands_share_what_is_left(known: PublishedRecord) -> None:
    row = [authority.name for authority in known.authorities].index("Rutland")
    found = latest_ages(known.until(2016), row)
    assert found is not None
    ages, years = found
    assert ages.sum() == pytest.approx(40.0)
    assert years == 0


def test_where_ages_are_not_published_children_have_grown_up_since(
    known: PublishedRecord, forecaster: Forecaster
) -> None:
    """At 31 March 2020 no ages were published for authorities: those of 2019 are a year older."""
    row = [authority.name for authority in known.authorities].index("Tower Hamlets")
    found = latest_ages(known.until(2020), row)
    assert found is not None
    assert found[1] == 1
    course = forecaster.courses(2020)[row]
    assert course is not None
    assert course.cohort.sum() == pytest.approx(307.0)
    assert in_bands(course.cohort) != pytest.approx(found[0] * 307 / 329, abs=1.0)


def test_courses_are_none_where_nothing_is_known(known: PublishedRecord, forecaster: Forecaster) -> None:
    found = courses(known.until(2016), forecaster.law(2016))
    names = [authority.name for authority in known.authorities]
    assert found[names.index("North Northamptonshire")] is None
    assert found[names.index("Tower Hamlets")] is not None
