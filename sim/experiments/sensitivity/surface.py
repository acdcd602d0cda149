"""A smooth surface through the points of a design, of which it is known exactly what each factor explains.

A second-degree polynomial in the factors' standard scores is fitted to the values at all points. What the design
estimates of it errs much as what it estimates of the model does, and by how much is known, because the answer is: that
is taken off (a control variate). Where the model is nearly such a surface little error is left; where it is not,
nothing is lost, for whatever the surface misses is still estimated as it is. The fit is linear in the values, so that
what is quadratic in them stays so, and luck can be taken out of it all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np

from sim.measures.arrays import Flags, Numbers

POINTS_PER_TERM = 4
"""Of the design, at least, for a term of the polynomial to be fitted: a judgement."""


@dataclass(frozen=True, slots=True)
class ResponseSurface:
    """The terms of the polynomial, each with mean 0 and variance 1 over the factors' ranges, and unlike the others."""

    terms: Numbers
    """By point, in the order of blocks and rows, and term; the first is the constant."""
    fit: Numbers
    """What gives the terms' weights from values at the points (least squares)."""
    alone: Flags
    """By factor and term: whether the term is of the factor alone."""
    inside: Flags
    """By factor and term: whether the factor is in the term."""

    def heights(self, outputs: Numbers) -> Numbers:
        """Return the surface's height at every point, for outputs by block and row."""
        heights: Numbers = (self._weights(outputs) @ self.terms.T).reshape(outputs.shape)
        return heights

    def variances(self, outputs: Numbers) -> Numbers:
        """Return what each factor explains of the surface's variance: alone, then in all, and last the variance."""
        squares = self._weights(outputs) ** 2
        whole = squares[..., 1:].sum(axis=-1, keepdims=True)
        return np.concatenate([squares @ self.alone.T, squares @ self.inside.T, whole], axis=-1)

    def _weights(self, outputs: Numbers) -> Numbers:
        weights: Numbers = outputs.reshape(*outputs.shape[:-2], -1) @ self.fit.T
        return weights


def surface(quantiles: Numbers, inert: Flags) -> ResponseSurface | None:
    """Return the surface for a design by block, row and factor; None when there are too few points for one.

    Factors that are `inert`, and change nothing at any point, are left out of it.
    """
    from scipy.special import ndtri  # heavy: loaded when the first analysis asks for it

    factors = quantiles.shape[-1]
    scores: Numbers = ndtri(quantiles.reshape(-1, factors))
    active = np.flatnonzero(~inert).tolist()
    columns = [np.ones(len(scores))]
    members: list[tuple[int, ...]] = [()]
    for factor in active:
        columns += [scores[:, factor], (scores[:, factor] ** 2 - 1) / sqrt(2)]
        members += [(factor,), (factor,)]
    pairs = list(combinations(active, 2))
    if POINTS_PER_TERM * (len(members) + len(pairs)) <= len(scores):
        columns += [scores[:, one] * scores[:, other] for one, other in pairs]
        members += pairs
    if POINTS_PER_TERM * len(members) > len(scores):
        return None
    terms = np.stack(columns, axis=-1)
    return ResponseSurface(
        terms=terms,
        fit=np.linalg.pinv(terms).astype(np.float64),
        alone=np.array([[inside == (factor,) for inside in members] for factor in range(factors)]),
        inside=np.array([[factor in inside for inside in members] for factor in range(factors)]),
    )
