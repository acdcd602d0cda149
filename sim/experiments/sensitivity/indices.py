"""Sobol' indices of a model with luck in it: which share of a number's spread each factor explains, with intervals.

A factor's first-order index is the share of the variance that it explains alone, on average over the others; its total
index adds all that it explains together with others. With luck shared by all points, the average over the replications
is one function of the factors, and its indices are those of that function, with the luck that is left in it. What is
estimated here are the indices of the expected value: luck is taken out (`luck.py`), and so is what error a smooth
surface shows (`surface.py`). What `scipy.stats.sobol_indices` makes of the averages as they are stands beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from sim.experiments.sensitivity.surface import ResponseSurface, surface
from sim.experiments.statistics.difference import CONFIDENCE
from sim.experiments.statistics.luck_removed import error, leaving_each_out, without_luck
from sim.measures.arrays import Numbers

ROUNDING = 1e-9
"""Of the values' size: a spread below it is that of sums in another order, and none."""

CLEARLY = 2.0
"""Standard errors by which a variance must be above nothing for shares of it to mean anything: a judgement."""


@dataclass(frozen=True, slots=True)
class Index:
    """A share of the variance; estimates and intervals may reach a little below 0 or above 1.

    Not a number where the variance is not told apart from luck's.
    """

    value: float
    low: float
    high: float
    as_scipy: float = nan
    """As `scipy.stats.sobol_indices` gives it for the average over the replications, with the luck that is left; not a
    number but in Saltelli's design."""

    @property
    def clear(self) -> bool:
        """Whether it is clearly more than nothing."""
        return self.low > 0


@dataclass(frozen=True, slots=True)
class Indices:
    """What explains the spread of one number over the factors' ranges."""

    mean: float
    deviation: float
    """Standard deviation of its expected value over the ranges."""
    luck: float
    """Share of the variance that is luck: of that between averages in Saltelli's design, which more replications would
    take away; otherwise of that between single runs, and what a surface misses is in it."""
    told_apart: bool
    """Whether the spread is clearly more than luck's; without that no share of it is given."""
    first: tuple[Index, ...]
    total: tuple[Index, ...]
    predicted: float = nan
    """Share of the variance between single runs, luck included, that a surface predicts of points left out."""

    @property
    def order(self) -> tuple[int, ...]:
        """Return the factors' numbers, the one with the largest total index first; in their own order if untold."""
        return tuple(sorted(range(len(self.total)), key=lambda factor: -np.nan_to_num(self.total[factor].value)))


def indices(values: Numbers, quantiles: Numbers, confidence: float = CONFIDENCE) -> Indices | None:
    """Return the indices of every factor; None where nothing changes from point to point.

    `values` is by replication, by block of the design (A, B, and A with each factor's column from B), and by row; all
    are defined. `quantiles` is the design, by block, row and factor.
    """
    average = values.mean(axis=0)
    if np.ptp(values, axis=(1, 2)).max() <= ROUNDING * np.abs(values).max():
        return None
    inert = np.array([np.array_equal(values[:, 0], block) for block in values[:, 2:].swapaxes(0, 1)])
    smooth = surface(quantiles, inert)
    of_average, *of_each = variances(np.concatenate([average[np.newaxis], values]), smooth)
    *explained, variance = without_luck(of_average, np.array(of_each)).tolist()
    said = _said(values, smooth)
    told_apart = variance > CLEARLY * float(error(said[:, -1:]).deviation[0])
    shares = np.array(explained) / variance if told_apart else np.full(len(explained), nan)
    off = (said[:, :-1] - shares[:, np.newaxis] * said[:, -1:]) / (variance or nan)  # of each share, to first order
    half_widths = error(off, confidence).half_width
    *plain, plain_variance = variances(average[np.newaxis])[0].tolist()
    made = [
        Index(share, share - half_width, share + half_width, part / plain_variance if plain_variance else 0.0)
        for share, half_width, part in zip(shares.tolist(), half_widths.tolist(), plain, strict=True)
    ]
    factors = len(made) // 2
    return Indices(
        mean=float(average[:2].mean()),
        deviation=sqrt(max(variance, 0.0)),
        luck=_luck(average[:2], values[:, :2]),
        told_apart=told_apart,
        first=tuple(made[:factors]),
        total=tuple(made[factors:]),
    )


def _luck(average: Numbers, values: Numbers) -> float:
    """Return which share of the variance of an average is luck, by what its replications vary."""
    variance = average.var()
    left = 1 - without_luck(variance, values.var(axis=(1, 2))) / variance if variance > 0 else 1.0
    return float(left)


def variances(outputs: Numbers, smooth: ResponseSurface | None = None) -> Numbers:
    """Return what each factor explains of the variance of each output: alone, then in all, and last the variance.

    `outputs` is by output, block and row. What the design's estimates of the smooth surface are off by is taken off.
    """
    found = _by_scipy(outputs)
    return found if smooth is None else found - _by_scipy(smooth.heights(outputs)) + smooth.variances(outputs)


def contributions(outputs: Numbers, smooth: ResponseSurface | None = None) -> Numbers:
    """Return what each row of the design says of the `variances`, whose mean over the rows they are.

    `outputs` ends in blocks and rows; so does what is returned, with the parts of the variance in place of the blocks.
    """
    found = _by_row(outputs)
    if smooth is None:
        return found
    return found - _by_row(smooth.heights(outputs)) + smooth.variances(outputs)[..., np.newaxis]


def _by_scipy(outputs: Numbers) -> Numbers:
    from scipy.stats import sobol_indices  # takes most of a second to import

    of_a, of_b, of_ab = outputs[:, 0], outputs[:, 1], outputs[:, 2:].swapaxes(0, 1)
    found = sobol_indices(func={"f_A": of_a, "f_B": of_b, "f_AB": of_ab}, n=outputs.shape[-1])
    variance = outputs[:, :2].var(axis=(1, 2))[:, np.newaxis]
    shape = (len(outputs), -1)  # scipy drops axes of one
    shares = [found.first_order.reshape(shape) * variance, found.total_order.reshape(shape) * variance, variance]
    return np.concatenate(shares, axis=1)


def _by_row(outputs: Numbers) -> Numbers:
    """Return the same row by row, as scipy has it before it takes means."""
    centred = outputs - outputs[..., :2, :].mean(axis=(-2, -1), keepdims=True)
    of_a, of_b, of_ab = centred[..., :1, :], centred[..., 1:2, :], centred[..., 2:, :]
    alone = of_b * (of_ab - of_a)
    in_all = (of_a - of_ab) ** 2 / 2
    return np.concatenate([alone, in_all, (of_a**2 + of_b**2) / 2], axis=-2)


def _said(values: Numbers, smooth: ResponseSurface | None) -> Numbers:
    """Return what each replication and row says of the variances, luck taken out: by replication, part and row."""
    of_each = contributions(values, smooth)
    of_all = without_luck(contributions(values.mean(axis=0), smooth), of_each)
    others = [
        without_luck(contributions(left.mean(axis=0), smooth), np.delete(of_each, one, axis=0))
        for one in range(len(values))
        for left in (np.delete(values, one, axis=0),)
    ]
    return leaving_each_out(of_all, np.array(others))
