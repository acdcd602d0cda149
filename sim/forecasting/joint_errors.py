"""How far out forecasts of children looked after, starting and ceasing have been together, by size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.steps import Array
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.error_spread import LARGEST_ERROR, SIZES
from sim.forecasting.forecast import FIRST_FORECAST, Forecaster, ForecastMeasure

TOGETHER = (ForecastMeasure.LOOKED_AFTER, ForecastMeasure.STARTED, ForecastMeasure.CEASED)
"""In this order, each one to three years ahead, the nine numbers stand."""

NUMBERS = len(TOGETHER) * len(HORIZONS)


@dataclass(frozen=True, slots=True)
class JointErrors:
    """A covariance of logarithms of nine numbers: a part that is the same everywhere and a part that falls with size.

    England's own errors, which all authorities share, are in it.
    """

    everywhere: Array
    by_size: Array

    def covariance(self, size: float) -> Array:
        """Return the covariance for an authority that looks after so many children."""
        found: Array = self.everywhere + self.by_size / size
        return found


def joint_errors(forecaster: Forecaster, origin: int) -> JointErrors:
    """Return how far out earlier forecasts were together, by what came up to an origin.

    Each two of the nine numbers are looked at in all authorities at all origins for which both have come: products of
    their errors, as a part that is the same everywhere and one by size.
    """
    errors, sizes = [], []
    for earlier in range(FIRST_FORECAST, origin):
        size = forecaster.sizes(ForecastMeasure.LOOKED_AFTER, earlier)
        nothing = np.full_like(size, np.nan)
        errors.append(
            [
                forecaster.errors(measure, earlier, years) if earlier + years <= origin else nothing
                for measure in TOGETHER
                for years in HORIZONS
            ]
        )
        sizes.append(size)
    return fitted_parts(np.concatenate([np.array(each) for each in errors], axis=1), np.concatenate(sizes))


def fitted_parts(errors: Array, sizes: Array) -> JointErrors:
    """Return the two parts that fit the products of errors (numbers, cases) at their sizes, large sizes counting more.

    Neither part of a variance is negative.
    """
    from scipy.optimize import nnls

    errors = np.clip(errors, -LARGEST_ERROR, LARGEST_ERROR)
    everywhere, by_size = np.zeros((NUMBERS, NUMBERS)), np.zeros((NUMBERS, NUMBERS))
    for one in range(NUMBERS):
        for other in range(one + 1):
            product = errors[one] * errors[other]
            usable = np.isfinite(product) & np.isfinite(sizes) & (sizes > 0)
            weight = np.sqrt(np.clip(sizes[usable], *SIZES))
            columns = np.column_stack([weight, weight / sizes[usable]])
            goal = product[usable] * weight
            parts = nnls(columns, goal)[0] if one == other else np.linalg.lstsq(columns, goal)[0]
            everywhere[one, other] = everywhere[other, one] = parts[0]
            by_size[one, other] = by_size[other, one] = parts[1]
    return JointErrors(everywhere, by_size)
