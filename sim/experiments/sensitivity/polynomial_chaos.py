"""A response surface of a design whose points each have luck of their own: a polynomial chaos, chosen by prediction.

Polynomials of one factor or of two, each with mean 0 and variance 1 over the factors' ranges and unlike the others, are
fitted to single runs by least squares: their squared weights are what the factors explain (Sudret 2008). Several sets
of polynomials are tried, from none to curved ones with products, and the one that best predicts each point from all the
others is taken. What is left is luck, for every point has its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from math import factorial, sqrt
from typing import NamedTuple

import numpy as np

from sim.measures.arrays import Flags, Numbers

POINTS_PER_TERM = 2
"""Of the design, at least, for a term of a polynomial to be fitted: a judgement."""

RANK = 1e-9
"""Below which a term adds nothing to those before it."""


class PolynomialKind(Enum):
    """What the polynomials are of."""

    LEGENDRE = "of the share of the range below"
    HERMITE = "of the standard score"


class Degrees(NamedTuple):
    """Up to which degree there are polynomials."""

    alone: int
    """Of one factor."""
    both: int
    """Of two factors together; 0 for none."""


LADDER = tuple(
    Degrees(*one) for one in ((1, 0), (2, 0), (1, 2), (2, 2), (3, 2), (3, 3), (4, 4), (6, 4), (6, 6), (8, 6), (8, 8))
)
"""Tried after no polynomial at all, the simpler ones first."""


class Term(NamedTuple):
    """A product of polynomials, one for each of its factors."""

    factors: tuple[int, ...]
    degrees: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """Terms and their least squares at the points of a design."""

    terms: tuple[Term, ...]
    """The first is the constant."""
    fit: Numbers
    """What gives the terms' weights from values at the points, by term and point."""
    heights: Numbers
    """Of the terms, by point and term."""
    leverage: Numbers
    """How much each point's own value decides the surface there."""

    def alone(self, factors: int) -> Flags:
        """Return by factor and term whether the term is of the factor alone."""
        return np.array([[term.factors == (factor,) for term in self.terms] for factor in range(factors)])

    def inside(self, factors: int) -> Flags:
        """Return by factor and term whether the factor is in the term."""
        return np.array([[factor in term.factors for term in self.terms] for factor in range(factors)])

    def weights(self, values: Numbers) -> Numbers:
        """Return the terms' weights, for values that end in points."""
        weights: Numbers = values @ self.fit.T
        return weights

    def left(self, values: Numbers) -> Numbers:
        """Return what the surface misses at each point."""
        left: Numbers = values - self.weights(values) @ self.heights.T
        return left

    def missed(self, values: Numbers) -> Numbers:
        """Return by what each point is missed when it is predicted from all the others."""
        missed: Numbers = self.left(values) / (1 - self.leverage)
        return missed


def bases(quantiles: Numbers, active: Sequence[int]) -> tuple[Basis, ...]:
    """Return the bases that there are points enough for, the simplest first; `quantiles` are by point and factor.

    Only the factors that are `active` are in them.
    """
    points = len(quantiles)
    made = [_basis(np.ones((points, 1)), (Term((), ()),))]
    heights = {family: _alone(quantiles, family, LADDER[-1].alone) for family in PolynomialKind}
    for degrees in LADDER:
        terms = tuple(_terms(active, degrees))
        if len(terms) < 2 or POINTS_PER_TERM * len(terms) > points:
            continue
        for family in PolynomialKind:
            columns = [_height(term, heights[family], points) for term in terms]
            made.append(_basis(np.stack(columns, axis=-1), terms))
    return tuple(one for one in made if one is not None)


def best(known: Sequence[Basis], values: Numbers) -> Basis:
    """Return the basis that best predicts the value at each point from the others; simpler ones go first of equals."""
    return min(known, key=lambda one: float((one.missed(values) ** 2).mean()))


def _terms(active: Sequence[int], degrees: Degrees) -> Iterator[Term]:
    yield Term((), ())
    for factor in active:
        yield from (Term((factor,), (degree,)) for degree in range(1, degrees.alone + 1))
    for pair in combinations(active, 2):
        for one in range(1, degrees.both):
            yield from (Term(pair, (one, other)) for other in range(1, degrees.both - one + 1))


def _height(term: Term, alone: Numbers, points: int) -> Numbers:
    height = np.ones(points)
    for factor, degree in zip(term.factors, term.degrees, strict=True):
        height = height * alone[degree, :, factor]
    return height


def _alone(quantiles: Numbers, family: PolynomialKind, most: int) -> Numbers:
    """Return the polynomials of each factor alone, by degree, point and factor."""
    from scipy.special import eval_hermitenorm, eval_legendre, ndtri  # heavy: loaded when the first analysis asks

    degrees = range(most + 1)
    if family is PolynomialKind.LEGENDRE:
        even = 2 * quantiles - 1
        return np.array([sqrt(2 * degree + 1) * eval_legendre(degree, even) for degree in degrees])
    scores = ndtri(quantiles)
    return np.array([eval_hermitenorm(degree, scores) / sqrt(factorial(degree)) for degree in degrees])


def _basis(heights: Numbers, terms: tuple[Term, ...]) -> Basis | None:
    """Return a basis with its least squares; None where the points do not tell its terms apart."""
    orthogonal, triangle = np.linalg.qr(heights)
    size = np.abs(np.diag(triangle))
    leverage = (orthogonal**2).sum(axis=1)
    if size.min() < RANK * size.max() or leverage.max() > 1 - RANK:
        return None
    return Basis(terms, np.linalg.solve(triangle, orthogonal.T), heights, leverage)
