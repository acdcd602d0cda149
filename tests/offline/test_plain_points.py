"""Points spread evenly are scipy's own, every one of them, for every sequence that the program asks for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from sim.fitting import entrants, spread_points
from sim.offline.build.points import even_points
from sim.offline.plain_points import EvenPoints, KnownSequences


@pytest.fixture(name="known", scope="module")
def known_sequences() -> KnownSequences:
    return KnownSequences.of(even_points())


def test_points_of_the_file_are_scipys(known: KnownSequences) -> None:
    plain = known(entrants.DIMENSIONS, scramble=False).random(entrants.DRAWS)
    assert plain.tolist() == qmc.Sobol(entrants.DIMENSIONS, scramble=False).random(entrants.DRAWS).tolist()
    seed, columns, number = spread_points.SEED, spread_points.COLUMNS, spread_points.POINTS
    scrambled = known(columns, scramble=True, seed=seed).random(number)
    assert scrambled.tolist() == qmc.Sobol(columns, scramble=True, seed=seed).random(number).tolist()


def test_a_sequence_is_told_in_few_numbers(known: KnownSequences) -> None:
    assert len(even_points()) < 10_000
    first = known(entrants.DIMENSIONS, scramble=False).random(3)
    assert first.shape == (3, entrants.DIMENSIONS)
    assert np.array_equal(first[0].tolist(), [0.0] * entrants.DIMENSIONS)


def test_more_points_than_are_known_are_refused(known: KnownSequences) -> None:
    with pytest.raises(ValueError, match="8 are known"):
        EvenPoints.of(qmc.Sobol(2, scramble=False).random(8).tolist()).random(9)
    with pytest.raises(KeyError):
        known(3, scramble=False)
