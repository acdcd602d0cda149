"""Sobol' indices from a polynomial chaos, of runs that each have luck of their own, with bootstrap intervals.

What luck adds to the square of a weight is taken off, so that no factor has a share for its luck alone. Intervals come
of a wild bootstrap: what the surface misses at each point is given either sign, by lot, and the surface fitted again.
It holds where luck is larger at some points than at others.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan, sqrt

import numpy as np

from sim.experiments.sensitivity.indices import CLEARLY, ROUNDING, Index, Indices
from sim.experiments.sensitivity.polynomial_chaos import Basis, bases, best
from sim.experiments.statistics.difference import CONFIDENCE
from sim.measures.arrays import Numbers

RESAMPLES = 1_000

LEAST_DEFINED = 0.5
"""Share of the points at which a number must be defined: a judgement."""


class PolynomialChaoses:
    """The surfaces that can be fitted at the points of one design."""

    def __init__(self, quantiles: Numbers, seed: int) -> None:
        self._quantiles = quantiles
        """By point and factor."""
        self._seed = seed
        self._known: dict[tuple[int, ...], tuple[Basis, ...]] = {}
        """At all points, by the factors in them."""

    def indices(self, values: Numbers, active: Sequence[int], confidence: float = CONFIDENCE) -> Indices | None:
        """Return the indices of every factor, those not `active` having none; from a value at each point.

        None where nothing changes from point to point but by luck, or the values are undefined at too many.
        """
        there = ~np.isnan(values)
        if not active or there.mean() < LEAST_DEFINED:
            return None
        values = values[there]
        if np.ptp(values) <= ROUNDING * np.abs(values).max():
            return None
        known = self._all(tuple(active)) if there.all() else bases(self._quantiles[there], active)
        return self._explained(best(known, values), values, confidence)

    def _all(self, active: tuple[int, ...]) -> tuple[Basis, ...]:
        if active not in self._known:
            self._known[active] = bases(self._quantiles, active)
        return self._known[active]

    def _explained(self, basis: Basis, values: Numbers, confidence: float) -> Indices:
        factors = self._quantiles.shape[1]
        any_factor = [[bool(one.factors) for one in basis.terms]]
        parts = np.concatenate([basis.alone(factors), basis.inside(factors), any_factor])
        weights, left = basis.weights(values), basis.left(values)
        by_luck = basis.fit**2 @ (left**2 / (1 - basis.leverage))
        *explained, variance = (parts @ (weights**2 - by_luck)).tolist()
        signs = np.random.default_rng([self._seed, len(values)]).choice((-1.0, 1.0), (RESAMPLES, len(values)))
        again = weights + basis.weights(signs * basis.missed(values))
        off = ((again**2 - by_luck) - weights**2) @ parts.T
        told_apart = variance > CLEARLY * float(off[:, -1].std())
        shares = np.array(explained) / variance if told_apart else np.full(len(explained), nan)
        doubt = (off[:, :-1] - shares * off[:, -1:]) / (variance or nan)  # of each share, to first order
        most, least = np.quantile(doubt, ((1 + confidence) / 2, (1 - confidence) / 2), axis=0)
        made = [Index(*one) for one in np.column_stack([shares, shares - most, shares - least]).tolist()]
        luck = float((left**2).sum()) / (len(values) - len(basis.terms))
        return Indices(
            mean=float(weights[0]),
            deviation=sqrt(max(variance, 0.0)),
            luck=luck / (luck + max(variance, 0.0)),
            told_apart=told_apart,
            first=tuple(made[:factors]),
            total=tuple(made[factors:]),
            predicted=float(1 - (basis.missed(values) ** 2).mean() / values.var()),
        )
