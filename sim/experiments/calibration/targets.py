"""A target: a published figure, and what of the model's runs it is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.experiments.calibration.emulator import fitted, squares_of_chance
from sim.experiments.statistics.sample import NumberKey
from sim.measures.arrays import Numbers

MeasurePart = tuple[str, str]
"""A measure and a category of it."""

FEWEST_EXPECTED = 1.0
"""Of a yearly count, below which it is taken for this when its variance is set over its mean."""


@dataclass(frozen=True, slots=True)
class CalibrationTarget:
    """One figure that plausible runs come near: a mean over the dates, or the variation of yearly starts."""

    name: str
    title: str
    unit: str
    observed: float
    published: str
    """The figures behind it with their years, in words."""
    parts: tuple[MeasurePart, ...]
    """Measures that are added up."""
    whole: MeasurePart | None
    """What they are a percentage of; None when they are not."""
    dates: tuple[date, ...]
    """On which the runs are measured."""
    same_years: bool
    """Whether the published figures are of those same dates; else they are of years before the start."""
    rounding: float
    """Standard deviation of what rounding did to the observed figure."""
    discrepancy: float
    """Standard deviation of what the model may be wrong by: a judgement."""
    spread: float | None = None
    """Standard deviation of the observed figure's chance; None when the model's own runs show it."""
    variation: bool = False
    """Whether it is of the variance over the mean of the dates' values."""

    @property
    def keys(self) -> tuple[NumberKey, ...]:
        """Return the numbers of a run that it is made from."""
        parts = (*self.parts, self.whole) if self.whole else self.parts
        return tuple(NumberKey(*part, when) for part in parts for when in self.dates)

    def values(self, numbers: Mapping[NumberKey, Numbers], scores: Numbers) -> Numbers:
        """Return the target in each run; `numbers` has a row of runs for each key, `scores` a row for each run."""
        total = sum(_rows(numbers, part, self.dates) for part in self.parts)
        assert isinstance(total, np.ndarray)
        if self.variation:
            return variation(total, scores)
        if self.whole is not None:
            below = _rows(numbers, self.whole, self.dates)
            total = 100.0 * np.divide(total, below, out=np.full_like(total, np.nan), where=below > 0)
        values: Numbers = total.mean(axis=0)
        return values


def _rows(numbers: Mapping[NumberKey, Numbers], part: MeasurePart, dates: Sequence[date]) -> Numbers:
    return np.vstack([numbers[NumberKey(*part, when)] for when in dates])


def variation(years: Numbers, scores: Numbers) -> Numbers:
    """Return what each run adds to the variance over the mean of a yearly count: their mean is that ratio.

    `years` has a row for each year and a column for each run. Each count is set against what all the runs together
    expect of its year at the run's numbers, so that neither these nor growth over the years count.
    """
    if years.shape[1] < 2 or not years.any():
        return np.full(years.shape[1], np.nan)
    emulators = [fitted(scores, year) for year in years]
    expected = np.mean([one.predict(scores) for one in emulators], axis=0)
    squares = [squares_of_chance(one.form, scores, year) for one, year in zip(emulators, years, strict=True)]
    values: Numbers = np.mean(squares, axis=0) / np.maximum(expected, FEWEST_EXPECTED)
    return values


def keys_of(targets: Sequence[CalibrationTarget]) -> tuple[NumberKey, ...]:
    """Return every number that the targets are made from, each once."""
    return tuple(dict.fromkeys(key for target in targets for key in target.keys))


def target_values(targets: Sequence[CalibrationTarget], scores: Numbers, numbers: Numbers) -> Numbers:
    """Return the targets by point, target and replication, from numbers by point, key of `keys_of` and replication.

    `scores` has a row for each point. What is not defined in a run, as a percentage of nobody is, takes the mean of the
    other runs.
    """
    points, _, replications = numbers.shape
    runs = np.moveaxis(numbers, 1, 0).reshape(-1, points * replications)
    rows = dict(zip(keys_of(targets), runs, strict=True))
    of_runs = np.repeat(scores, replications, axis=0)
    values = np.vstack([target.values(rows, of_runs) for target in targets])
    for row in values:
        lost = np.isnan(row)
        if lost.any() and not lost.all():
            row[lost] = row[~lost].mean()
    return np.moveaxis(values.reshape(-1, points, replications), 0, 1)
