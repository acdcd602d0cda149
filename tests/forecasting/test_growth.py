"""What earlier years teach of growth: closed forms, planted lessons found again, and the evidence for the drift."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest

from sim.forecasting.ageing import ageing, courses
from sim.forecasting.forecast import Forecaster
from sim.forecasting.growth import (
    BELIEVED,
    Lessons,
    drift,
    expected_drift,
    expected_growth,
    gap_to_neighbours,
    gap_to_region,
    lessons,
    own_growth,
)
from sim.forecasting.record import PublishedRecord, record
from sim.published.table import figures

ORIGIN = 2016
SEED = 7


@pytest.fixture(scope="module")
def known() -> PublishedRecord:
    return record(figures())


@pytest.fixture(scope="module")
def forecaster(known: PublishedRecord) -> Forecaster:
    return Forecaster(known)


def row_of(known: PublishedRecord, name: str) -> int:
    return [authority.name for authority in known.authorities].index(name)


def test_drift_of_steady_growth_goes_on_as_it_was() -> None:
    found = drift(100 * 1.03 ** np.arange(20) * np.where(np.arange(20) % 2, 1.0001, 1.0))
    assert found.path == pytest.approx(np.log(1.03) * np.arange(1, 4), abs=3e-4)


def test_drift_recovers_a_planted_autoregression() -> None:
    generator = np.random.default_rng(SEED)
    growth = [0.02]
    for _ in range(4000):
        growth.append(0.02 + 0.6 * (growth[-1] - 0.02) + 0.01 * generator.normal())
    found = drift(np.exp(np.concatenate([[0.0], np.cumsum(growth)])))
    assert found.persistence == pytest.approx(0.6, abs=0.04)
    assert found.mean == pytest.approx(0.02, abs=0.002)
    assert found.deviation[0] == pytest.approx(0.01, rel=0.05)
    # two years on: the second year's own innovation, and 1.6 times the first's
    assert found.deviation[1] == pytest.approx(0.01 * np.sqrt(1 + 1.6**2), rel=0.05)


def test_lessons_recover_planted_ones() -> None:
    generator = np.random.default_rng(SEED)
    causes = generator.normal(size=(20_000, 3)) * [0.07, 0.3, 0.2]
    growth = causes @ [0.2, 0.03, 0.05] + 0.05 * generator.normal(size=len(causes))
    found = lessons([(causes, growth, np.ones(len(causes)))])
    assert found.momentum == pytest.approx(0.2 / 1.1, abs=0.01)  # a tenth is held back by the ridge
    assert found.to_region == pytest.approx(0.03 / 1.1, abs=0.003)
    assert found.to_neighbours == pytest.approx(0.05 / 1.1, abs=0.004)


def test_lessons_of_nothing_are_none() -> None:
    found = lessons([(np.zeros((50, 3)), np.linspace(-0.1, 0.1, 50), np.ones(50))])
    assert found == Lessons(0.0, 0.0, 0.0)


def test_england_was_least_missed_when_three_quarters_of_its_drift_were_believed(known: PublishedRecord) -> None:
    """Root of the mean square of misses from 2000 to 2018, in percent, as the constant's evidence tells."""
    numbers = known.england_looked_after

    def missed(believed: float, years: int) -> float:
        errors = [
            log(numbers[last + years] / numbers[last]) - believed * drift(numbers[: last + 1]).path[years - 1]
            for last in range(2000 - 1994, 2018 - 1994 + 1)
        ]
        return 100 * float(np.sqrt(np.mean(np.square(errors))))

    assert [round(missed(BELIEVED, years), 2) for years in (1, 2, 3)] == [1.59, 3.22, 4.73]
    assert [round(missed(1.0, years), 2) for years in (1, 2, 3)] == [1.69, 3.52, 5.28]
    together = {share: sum(missed(share, years) for years in (1, 2, 3)) for share in (0.25, 0.5, BELIEVED, 1.0)}
    assert min(together, key=lambda share: together[share]) == BELIEVED


def test_growth_and_gap_are_against_the_others(known: PublishedRecord) -> None:
    assert np.median(own_growth(known)) == pytest.approx(0.0, abs=1e-3)
    gap = gap_to_region(known)
    region = np.array(known.regions) == "Inner London"
    assert gap[region].sum() == pytest.approx(0.0, abs=1e-9)
    higher = known.looked_after[:, -1] / known.population[:, -1]
    assert gap[np.nanargmax(higher)] < 0


def test_the_gap_to_neighbours_by_hand(known: PublishedRecord) -> None:
    """Rutland, of whose neighbours the numbers and children are as published for 31 March 2019."""
    made = known.until(2019)
    row = row_of(known, "Rutland")
    rates = []
    for code in known.authorities[row].neighbours_2021:
        held = figures().value(code, "looked after", 2019)
        rates.append(log(held / figures().value(code, "children aged 0 to 17, as first published", 2019)))
    assert len(rates) == 10
    own = log(made.looked_after[row, -1] / made.population[row, -1])
    assert gap_to_neighbours(made)[row] == pytest.approx(np.mean(rates) - own)
    assert gap_to_neighbours(made)[row] != pytest.approx(gap_to_region(made)[row])


def test_without_lessons_growth_is_the_drift_believed_and_ageing(known: PublishedRecord) -> None:
    age = np.full((len(known.authorities), 3), 0.01)
    found = expected_growth(known, age, Lessons(0.0, 0.0, 0.0))
    path = 0.75 * drift(known.england_looked_after).path
    assert found == pytest.approx(np.broadcast_to(path + 0.01, found.shape))


def test_momentum_fades_and_gaps_close_by_their_share_of_what_is_left(known: PublishedRecord) -> None:
    row = row_of(known, "Tower Hamlets")
    nothing = np.zeros((len(known.authorities), 3))
    path = expected_drift(known.england_looked_after)
    moved_on = expected_growth(known, nothing, Lessons(0.2, 0.0, 0.0))[row] - path
    assert moved_on == pytest.approx(own_growth(known)[row] * np.array([0.2, 0.24, 0.248]))
    closed = expected_growth(known, nothing, Lessons(0.0, 0.1, 0.0))[row] - path
    assert closed == pytest.approx(gap_to_region(known)[row] * np.array([0.1, 0.19, 0.271]))
    closed = expected_growth(known, nothing, Lessons(0.0, 0.0, 0.1))[row] - path
    assert closed == pytest.approx(gap_to_neighbours(known)[row] * np.array([0.1, 0.19, 0.271]))


def test_older_children_in_care_mean_fewer_later(known: PublishedRecord, forecaster: Forecaster) -> None:
    """The same authority, once with all its children 16 or over, once with none."""
    law, row = forecaster.law(ORIGIN), row_of(known, "Tower Hamlets")
    found = []
    for ages in ([0.0, 10.0, 10.0, 20.0, 264.0], [60.0, 60.0, 84.0, 100.0, 0.0]):
        changed = known.until(ORIGIN).ages.copy()
        changed[row, -1] = ages
        other = replace(known.until(ORIGIN), ages=changed)
        found.append(ageing(other, law, courses(other, law))[row])
    older, younger = found
    assert (older < younger - 0.05).all()
