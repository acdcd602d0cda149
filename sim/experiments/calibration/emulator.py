"""An emulator: what a target would be at a point that was not run, from points that were.

A polynomial in the standard scores by least squares: flat, plain, with squares, or with products too, whichever best
predicts each point from all the others. How wrong it is of the truth behind a point, which is the mean of very many
runs, is told by those same predictions, less the chance that is in the few runs of the points predicted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import combinations

import numpy as np

from sim.experiments.calibration.space import FURTHEST
from sim.measures.arrays import Numbers

SPARE = 4
"""Points that there must be beyond the terms of a polynomial."""


class Form(Enum):
    """Which terms a polynomial has."""

    FLAT = "flat"
    PLAIN = "straight lines"
    SQUARES = "with squares"
    PRODUCTS = "with squares and products"


@dataclass(frozen=True, slots=True)
class Emulator:
    """A polynomial for one target."""

    form: Form
    coefficients: Numbers
    variance: float
    """Of the error of predicting what a point gave that was not used to fit."""
    error: float
    """Variance of the error of predicting the mean of very many runs of it."""
    explained: float
    """Share of the variance between points, but for chance, that it predicts of points left out; can be negative."""

    def predict(self, scores: Numbers) -> Numbers:
        """Return the target at each point, given by standard scores, one a row."""
        values: Numbers = terms(self.form, scores) @ self.coefficients
        return values


def terms(form: Form, scores: Numbers) -> Numbers:
    """Return the terms of the polynomial at each point, one point a row."""
    scaled = scores / FURTHEST
    columns = [np.ones(len(scaled))]
    if form is not Form.FLAT:
        columns += list(scaled.T)
    if form in (Form.SQUARES, Form.PRODUCTS):
        columns += list((scaled**2).T)
    if form is Form.PRODUCTS:
        columns += [scaled[:, one] * scaled[:, other] for one, other in combinations(range(scaled.shape[1]), 2)]
    return np.column_stack(columns)


def squares_of_chance(form: Form, scores: Numbers, values: Numbers) -> Numbers:
    """Return the square of what chance did at each point: its distance from the polynomial, freed of its pull on that.

    Where the form is right and chance as strong at all points, each is expected to be the variance of chance.
    """
    orthogonal, _ = np.linalg.qr(terms(form, scores))
    squares: Numbers = (values - orthogonal @ (orthogonal.T @ values)) ** 2 / _freedom(orthogonal)
    return squares


def fitted(scores: Numbers, values: Numbers, chance: float = 0.0) -> Emulator:
    """Return the emulator that best predicts each point from the others; simpler ones go first among equals.

    `chance` is the variance that chance makes of the value at one point.
    """
    found = [one for form in Form if (one := _of_form(form, scores, values, chance)) is not None]
    return min(found, key=lambda one: one.variance)


def _of_form(form: Form, scores: Numbers, values: Numbers, chance: float) -> Emulator | None:
    """Return the emulator of this form; None when there are too few points for it."""
    matrix = terms(form, scores)
    if form is not Form.FLAT and len(matrix) < matrix.shape[1] + SPARE:
        return None
    orthogonal, triangle = np.linalg.qr(matrix)
    if np.abs(np.diag(triangle)).min() < 1e-9 * np.abs(np.diag(triangle)).max():
        return None  # two terms cannot be told apart at these points
    coefficients = np.linalg.solve(triangle, orthogonal.T @ values)
    left_out = (values - matrix @ coefficients) / _freedom(orthogonal)
    variance = float((left_out**2).mean())
    least = variance * matrix.shape[1] / len(matrix)  # of the coefficients alone, were the form right
    error, spread = max(variance - chance, least), float(values.var()) - chance
    return Emulator(form, coefficients, variance, error, 1.0 - error / spread if spread > 0 else 0.0)


def _freedom(orthogonal: Numbers) -> Numbers:
    """Return the share of its own chance that is left between each point and the polynomial that is fitted to it."""
    free: Numbers = np.maximum(1.0 - (orthogonal**2).sum(axis=1), 1e-6)
    return free
