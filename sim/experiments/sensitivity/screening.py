"""Screening: which of many numbers do anything at all, from runs in which all of them are moved at once.

At each point every number is, by lot, at either end of its range or at its centre; of shares, which make way for one
another, one category at a time. Every run tells something of every number, so that a few hundred tell more of each than
moving them one by one does. Each point has luck of its own. What a number does is told by least squares: in going from
one end to the other, and in leaving its centre for either end. A number of which neither is told from luck, in anything
that is asked, is not worth moving alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.asking.design import evenly
from sim.experiments.running.execution.tasks import Point
from sim.experiments.sensitivity.design import End, Factor
from sim.measures.arrays import Numbers

POINTS = 512
"""At least; twice as many as there are numbers, if that is more."""

WORTH_IT = 2
"""Times as many runs as the screening that moving all numbers alone must take, for the screening to be made."""

AT_AN_END = 3 / 8
"""Share of the points at which a number is at its low end, and at its high end: a judgement."""

TOLD = 2.5
"""Standard errors from which an effect counts as told from luck: a judgement, low so that little is lost. By luck alone
one effect in eighty is so far off."""

ALMOST_SURE = 1.0
"""Standard errors by which an effect must be beyond that to be told in five cases of six."""

RANGE_TO_ENDS = 2.0
"""Times the variance of a number over its range that it has when moved to the ends as here, at least."""

ROUNDING = 1e-9
"""Of the values' size: an effect below it is that of sums in another order, and none."""


@dataclass(frozen=True, slots=True)
class Screening:
    """What moving all numbers at once told."""

    strengths: Numbers
    """By factor and output: the larger of both effects, in standard errors."""
    stay: tuple[int, ...]
    """The factors that are worth moving alone, in their order."""
    points: int

    @property
    def missed(self) -> float:
        """Return which share of the variance of single runs, luck included, a factor may make and be overlooked."""
        return float((TOLD + ALMOST_SURE) ** 2 / RANGE_TO_ENDS / (self.points - len(self.strengths)))


def points_for(factors: Sequence[Factor]) -> int:
    """Return how many points it takes to screen the factors."""
    return max(POINTS, 2 * len(factors))


def levels(factors: Sequence[Factor], points: int, seed: int) -> Numbers:
    """Return by point and factor -1 at the low end, 1 at the high end, and 0 where it is not moved."""
    tables: dict[str, list[int]] = {}
    for number, factor in enumerate(factors):
        tables.setdefault(factor.lever.quantity, []).append(number)
    even = evenly("latin hypercube", len(factors) + len(tables), points, seed)
    found: Numbers = np.select([even < AT_AN_END, even > 1 - AT_AN_END], [-1.0, 1.0], 0.0)[:, : len(factors)]
    for lot, numbers in zip(even[:, len(factors) :].T, tables.values(), strict=True):
        moved = np.array(numbers)[(lot * len(numbers)).astype(np.intp)]
        found[:, numbers] *= moved[:, np.newaxis] == numbers
    return found


def screened(factors: Sequence[Factor], scenario: int, levels: Numbers) -> Iterator[Point]:
    """Yield a scenario with each factor where each row of the levels has it."""
    for row in levels.tolist():
        moved = ((factor, level) for factor, level in zip(factors, row, strict=True) if level)
        ends = (factor.at_end(scenario, End.LOW if level < 0 else End.HIGH) for factor, level in moved)
        yield Point(scenario, tuple(setting for settings in ends for setting in settings))


def strengths(levels: Numbers, values: Numbers) -> Numbers:
    """Return by factor how strong the larger of both its effects on a value is, in standard errors.

    Where the value is undefined, as a percentage of nobody is, its average stands in.
    """
    factors = levels.shape[1]
    if np.isnan(values).all():
        return np.zeros(factors)
    values = np.where(np.isnan(values), np.nanmean(values), values)
    moved = np.flatnonzero(levels.any(axis=0))
    straight = np.column_stack([np.ones(len(levels)), levels[:, moved]])
    bent = levels[:, moved] ** 2
    orthogonal, triangle = np.linalg.qr(straight)
    left = values - orthogonal @ (orthogonal.T @ values)
    luck = np.sqrt(float((left**2).sum()) / (len(left) - straight.shape[1]))
    luck = max(float(luck), ROUNDING * float(np.abs(values).max()))
    if luck == 0:
        return np.zeros(factors)
    inverse = np.linalg.inv(triangle)
    effects = (inverse @ (orthogonal.T @ values))[1:] / (luck * np.sqrt((inverse**2).sum(axis=1))[1:])
    apart = bent - orthogonal @ (orthogonal.T @ bent)
    curved = (apart.T @ values) / (luck * np.maximum(np.sqrt((apart**2).sum(axis=0)), ROUNDING))
    found = np.zeros(factors)
    found[moved] = np.maximum(np.abs(effects), np.abs(curved))
    return found


def worth_moving(factors: Sequence[Factor], strengths: Numbers, least: int, named: Sequence[int]) -> tuple[int, ...]:
    """Return the factors of which an effect on any output is told, those that are named, and at least so many.

    Of the categories of one table one counts; `strengths` are by factor and output.
    """
    strongest = strengths.max(axis=1)
    found = [number for number in range(len(factors)) if strongest[number] >= TOLD or number in named]
    for number in np.argsort(-strongest, kind="stable").tolist():
        if len({factors[one].lever.quantity for one in found}) >= least:
            break
        if number not in found:
            found.append(number)
    return tuple(sorted(found))
