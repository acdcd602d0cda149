"""The record that forecasts are made from: as published, as known on the day, councils made and ended among them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.forecasting.forecast import Forecaster, ForecastMeasure
from sim.forecasting.record import PublishedRecord, record
from sim.published.authorities import authority
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


def test_the_record_has_what_was_published(known: PublishedRecord) -> None:
    tower_hamlets = row_of(known, "Tower Hamlets")
    assert known.looked_after[tower_hamlets, 6:13].tolist() == [304, 333, 286, 329, 307, 305, 332]  # 2016 to 2022
    assert known.started[tower_hamlets, 6:12].tolist() == [231, 222, 137, 208, 146, 131]
    assert known.england_looked_after[0] == 47_590  # 31 March 1994
    assert known.origin == 2024
    assert known.england_looked_after[-1] == 83_530
    assert len(known.england_looked_after) == 2024 - 1994 + 1


def test_until_cuts_every_table(known: PublishedRecord) -> None:
    earlier = known.until(ORIGIN)
    assert earlier.origin == ORIGIN
    assert earlier.looked_after.shape[1] == ORIGIN - 2010 + 1
    assert earlier.ages.shape[1] == earlier.started_ages.shape[1] == ORIGIN - 2010 + 1
    assert earlier.england_ages.shape[0] == ORIGIN - 2010 + 1
    assert len(earlier.england_looked_after) == ORIGIN - 1994 + 1
    np.testing.assert_array_equal(earlier.looked_after, record(figures().until(ORIGIN)).looked_after)


def test_an_origin_sees_the_population_that_was_known_then(known: PublishedRecord) -> None:
    row = row_of(known, "Tower Hamlets")
    assert known.until(2019).population[row, -1] == 70_973  # mid-2018 as first published; 63,673 since it was rebased
    assert known.until(2022).population[row, -1] == 70_973  # carried on: none later is known as first published
    rebased = figures().value("E09000030", "children aged 0 to 17", 2023)
    assert known.until(2023).population[row, -1] == rebased < 66_000


def test_neighbours_of_2025_are_not_known_before(known: PublishedRecord) -> None:
    leeds = authority("Leeds")
    rows = known.neighbours[row_of(known, "Leeds")]
    assert tuple(known.authorities[row].code for row in rows) == leeds.neighbours_2021 != leeds.neighbours_2025


def test_councils_that_have_ended_are_not_forecast_and_new_ones_are(known: PublishedRecord) -> None:
    """Cumbria ended on 31 March 2023; Cumberland's figures begin a year later; Dorset's anew in 2020."""
    made = Forecaster(known)
    before, after = (np.isfinite(made.middle(origin).looked_after).all(axis=1) for origin in (2023, 2024))
    cumbria, cumberland = row_of(known, "Cumbria"), row_of(known, "Cumberland")
    assert before[cumbria]
    assert not after[cumbria]
    assert after[cumberland]
    assert not before[cumberland]
    dorset = [row for row, one in enumerate(known.authorities) if one.name.startswith("Dorset")]
    forecast = [np.isfinite(made.middle(origin).looked_after[dorset, 0]).sum() for origin in (2018, 2021)]
    assert forecast == [1, 1]  # the old one, then the smaller one
    assert np.isfinite(made.forecast(ForecastMeasure.STARTED, 2024).values[cumberland]).all()
