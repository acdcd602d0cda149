"""The sequences of evenly spread points that the file brings along."""

from __future__ import annotations

from sim.fitting import entrants, spread_points
from sim.offline import plain_points
from sim.offline.plain_points import EvenPoints, name_of


def even_points() -> str:
    """Return the content of their file."""
    from scipy.stats import qmc

    plain = qmc.Sobol(entrants.DIMENSIONS, scramble=False).random(entrants.DRAWS)
    scrambled = qmc.Sobol(spread_points.COLUMNS, scramble=True, seed=spread_points.SEED).random(spread_points.POINTS)
    return plain_points.text(
        {
            name_of(entrants.DIMENSIONS, False, None): EvenPoints.of(plain.tolist()),
            name_of(spread_points.COLUMNS, True, spread_points.SEED): EvenPoints.of(scrambled.tolist()),
        }
    )
