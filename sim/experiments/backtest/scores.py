"""How good a forecast was: rules for equally likely values beside what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.measures.arrays import Flags, Numbers

COVERAGES = (50, 80, 95)
"""Percent of outcomes that central intervals ought to cover."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of single forecasts, one for each outcome."""

    actual: Numbers
    crps: Numbers
    """Continuous ranked probability score, in the outcome's unit; smaller is better."""
    median: Numbers
    pit: Numbers
    """Probability integral transform: the share of the forecast below the outcome."""
    covered: Flags
    """Whether each central interval of `COVERAGES` (second axis) held the outcome."""

    @property
    def crps_percent(self) -> Numbers:
        """CRPS as a percentage of the outcome."""
        return 100 * self.crps / self.actual

    @property
    def absolute_percent(self) -> Numbers:
        """Absolute error of the median as a percentage of the outcome."""
        result: Numbers = 100 * np.abs(self.median - self.actual) / self.actual
        return result

    @property
    def error_percent(self) -> Numbers:
        """Error of the median (forecast less outcome) as a percentage of the outcome."""
        return 100 * (self.median - self.actual) / self.actual


def crps(values: Numbers, actual: Numbers) -> Numbers:
    """Return the continuous ranked probability score of equally likely values (last axis) for each outcome.

    The mean distance from the outcome less half the mean distance between two values (Gneiting and Raftery 2007).
    """
    ordered = np.sort(values, axis=-1)
    number = ordered.shape[-1]
    weights = 2 * np.arange(1, number + 1) - number - 1
    apart = (ordered * weights).sum(axis=-1) / number**2
    result: Numbers = np.abs(values - actual[..., None]).mean(axis=-1) - apart
    return result


def fair_crps(values: Numbers, actual: Numbers) -> Numbers:
    """Return the score that a few values drawn at random would have if they were infinitely many (Ferro 2014)."""
    ordered = np.sort(values, axis=-1)
    number = ordered.shape[-1]
    weights = 2 * np.arange(1, number + 1) - number - 1
    apart = (ordered * weights).sum(axis=-1) / (number * (number - 1))
    result: Numbers = np.abs(values - actual[..., None]).mean(axis=-1) - apart
    return result


def scored(values: Numbers, actual: Numbers, fair: bool = False) -> Scores:
    """Return the scores of forecasts (outcomes, values) for what came; `fair` for values drawn at random."""
    tails = [(50 - percent / 2) / 100 for percent in COVERAGES]
    # unbiased for values drawn at random; exact for `LEVELS`
    ends: Literal["weibull", "hazen"] = "weibull" if fair else "hazen"
    low = np.quantile(values, tails, axis=-1, method=ends)
    high = np.quantile(values, [1 - tail for tail in tails], axis=-1, method=ends)
    below = (values < actual[:, None]).mean(axis=-1)
    at = (values == actual[:, None]).mean(axis=-1)
    return Scores(
        actual=actual,
        crps=(fair_crps if fair else crps)(values, actual),
        median=np.median(values, axis=-1),
        pit=below + at / 2,
        covered=((low <= actual) & (actual <= high)).T,
    )
