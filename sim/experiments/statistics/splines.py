"""Smooth regression on a few numbers: natural cubic splines of each, added up.

How smooth, generalised cross-validation chooses, so that a number which tells nothing gives a flat line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.measures.arrays import Numbers

KNOTS_ALONE, KNOTS_TOGETHER = 5, 3
"""Of the spline of a number that stands alone, and of each of several."""

OUTER_KNOTS = (0.05, 0.95)
"""Between which quantiles the knots lie."""

STRENGTHS = (*np.logspace(-3, 4, 15).tolist(), np.inf)
"""Of the penalty, over the number of observations: from hardly any to a flat line."""

NEGLIGIBLE = 1e-10
"""Share of the largest square below which another is only rounding."""


def basis(known: Numbers) -> Numbers:
    """Return splines of the known numbers (one column each), as columns; a number that never varies has none."""
    knots = KNOTS_ALONE if known.shape[1] == 1 else KNOTS_TOGETHER
    parts = [_spline(column, knots) for column in known.T if np.ptp(column) > 0]
    return np.column_stack(parts) if parts else np.empty((len(known), 0))


def _spline(x: Numbers, knots: int) -> Numbers:
    """Return the columns of a natural cubic spline of one number: itself, and a bend for each inner knot."""
    z = (x - x.mean()) / x.std()
    at = np.unique(np.quantile(z, np.linspace(*OUTER_KNOTS, knots)))
    if len(at) < 3:
        return np.column_stack([z])
    last, before = at[-1], at[-2]

    def cube(knot: float) -> Numbers:
        return np.asarray(np.maximum(z - knot, 0.0) ** 3, dtype=np.float64)

    bends = [
        cube(knot) - cube(before) * (last - knot) / (last - before) + cube(last) * (before - knot) / (last - before)
        for knot in at[:-2]
    ]
    return np.column_stack([z, *bends])


@dataclass(frozen=True, slots=True)
class Smoother:
    """Directions in which a fit may go, and how far the data speak along each."""

    directions: Numbers
    sizes: Numbers

    def fit(self, outcomes: Numbers) -> Numbers:
        """Return the fitted values of each outcome (column), each as smooth as its own cross-validation chooses."""
        n = len(outcomes)
        means = outcomes.mean(axis=0)
        along = self.directions.T @ (outcomes - means)
        left_over = ((outcomes - means) ** 2).sum(axis=0) - (along**2).sum(axis=0)
        best, kept = np.full(outcomes.shape[1], np.inf), np.zeros_like(along)
        for strength in reversed(STRENGTHS):  # of equally good ones the smoothest
            shrunk = self.sizes**2 / (self.sizes**2 + n * strength) if np.isfinite(strength) else 0 * self.sizes
            spare = n - 1 - shrunk.sum()
            misfit = left_over + (((1 - shrunk)[:, None] * along) ** 2).sum(axis=0)
            score = n * np.maximum(misfit, 0.0) / spare**2
            better = score < best * (1 - 1e-9)
            best = np.where(better, score, best)
            kept = np.where(better, shrunk[:, None] * along, kept)
        return np.asarray(means + self.directions @ kept)


def smoother(splines: Numbers) -> Smoother:
    """Return what fits outcomes to columns of `basis`, each given the same weight: one row an observation."""
    made = splines - splines.mean(axis=0)
    size = made.std(axis=0)
    varies = size**2 > NEGLIGIBLE * (made**2).max(initial=0.0)
    if not varies.any():
        return Smoother(np.empty((len(made), 0)), np.empty(0))
    made = made[:, varies] / size[varies]
    # the directions of the observations by way of those of the far fewer columns
    squares, turned = np.linalg.eigh(made.T @ made)
    kept = squares > NEGLIGIBLE * squares[-1]
    sizes = np.sqrt(squares[kept])
    return Smoother(made @ turned[:, kept] / sizes, sizes)
