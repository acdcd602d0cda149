"""A calibration: the targets, the search, and what it found of each number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.calibration.implausibility import CUT_OFF
from sim.experiments.calibration.observed import targets_of, years_in_words
from sim.experiments.calibration.points import CalibrationProgress, on_processes, runner
from sim.experiments.calibration.settings import CalibrationSettings
from sim.experiments.calibration.space import Dimension, Space, space_of
from sim.experiments.calibration.targets import CalibrationTarget, keys_of
from sim.experiments.calibration.waves import WavesFound, search
from sim.experiments.running.progress import TellStage
from sim.foundations.counted import counted
from sim.foundations.distributions import STANDARD_NORMAL
from sim.foundations.faults import BadInput
from sim.measures.arrays import Numbers
from sim.scenario.ensemble import Ensemble
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.published.table import Figures


NOT_IDENTIFIED = 0.8
"""Share of its range's width above which the ensemble tells hardly more of a number than the range did."""

OUTER_TENTH = STANDARD_NORMAL.inv_cdf(0.9)

CORRELATED = 0.3
"""Correlation, either way, from which two numbers of the ensemble go together. Below it 60 members show little."""


SMALL = 50
"""Children looked after, below which chance hides most of what calibration looks for. Judgement."""


@dataclass(frozen=True, slots=True)
class NumberCalibrated:
    """What is plausible of one number that was searched for; the ensemble is a sample of it."""

    column: str
    title: str
    unit: str
    before: tuple[float, float, float]
    """The 2.5th, 50th and 97.5th percentile over its range, as far as it was searched."""
    after: tuple[float, float, float]
    """The same of what is plausible, the better fitting more."""
    width: float
    """Of what is plausible over that of the range, as standard deviations of the standard scores."""
    middle: float
    """Standard score, in the range, of the median of what is plausible."""

    @property
    def identified(self) -> bool:
        """Whether the published figures told clearly more than the range."""
        return self.width <= NOT_IDENTIFIED

    @property
    def pressed(self) -> bool:
        """Whether the middle of the ensemble lies in an outer tenth of the range."""
        return not -OUTER_TENTH <= self.middle <= OUTER_TENTH


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that go together in the ensemble."""

    one: int
    other: int
    correlation: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A scenario, what it was held against, and which of its numbers are plausible."""

    scenario: Scenario
    targets: tuple[CalibrationTarget, ...]
    space: Space
    settings: CalibrationSettings
    search: WavesFound

    def __repr__(self) -> str:
        return (
            f"<Calibration of {self.scenario.name}: {counted(len(self.targets), 'target')}, "
            f"{counted(len(self.space.dimensions), 'number')}>"
        )

    @property
    def years_fitted(self) -> str:
        """Return the years of the published figures, in words."""
        return years_in_words(self.targets)

    @property
    def clashing(self) -> tuple[CalibrationTarget, ...]:
        """Return the targets that even the nearest point misses; none when something is plausible."""
        if self.search.members is not None:
            return ()
        scores = self.search.nearest
        return tuple(target for target, score in zip(self.targets, scores, strict=True) if score > CUT_OFF)

    @property
    def small(self) -> float | None:
        """Return how many children are looked after when they are too few for calibration to tell; None otherwise."""
        counts = [target.observed for target in self.targets if target.name == "looked_after"]
        return next((count for count in counts if count < SMALL), None)

    def numbers(self, scores: Numbers) -> Numbers:
        """Return the numbers at points given by standard scores, a row for each."""
        return np.array([self.space.numbers(row) for row in scores])

    @property
    def kept(self) -> tuple[Dimension, ...]:
        """The numbers of the ensemble: all that were searched for but levels, which the outlook draws."""
        return tuple(one for one in self.space.dimensions if not one.of_outlook)

    def ensemble(self) -> Ensemble | None:
        """Return the ensemble, None when nothing is plausible or nothing is left to draw from it."""
        members = self.search.members
        if members is None or not self.kept:
            return None
        return Ensemble(
            file="",
            scenario=self.scenario.name,
            numbers=self.scenario.base_numbers,
            seed=self.settings.seed,
            replications=self.settings.replications,
            waves=len(self.search.waves),
            years_fitted=self.years_fitted,
            columns=tuple(one.column for one in self.kept),
            members=tuple(
                tuple(
                    one.number(float(score))
                    for one, score in zip(self.space.dimensions, row, strict=True)
                    if not one.of_outlook
                )
                for row in members.scores
            ),
        )

    def found(self) -> tuple[NumberCalibrated, ...]:
        """Return what the ensemble says of each number."""
        if self.search.members is None:
            return ()
        prior, weights, width = self.search.prior, self.search.weights, self.search.width
        even = np.full(len(prior), 1 / len(prior))
        return tuple(
            NumberCalibrated(
                one.column,
                one.title,
                one.unit,
                _percentiles(one.number, prior[:, place], even),
                _percentiles(one.number, prior[:, place], weights),
                float(width[place]),
                _percentiles(float, prior[:, place], weights)[1],
            )
            for place, one in enumerate(self.space.dimensions)
        )

    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs of numbers that go together, closest first, three at most."""
        members = self.search.members
        if members is None or len(members.scores) < 3 or len(self.space.dimensions) < 2:
            return ()
        table = np.atleast_2d(np.corrcoef(members.scores, rowvar=False))
        found = [Pair(one, other, float(table[one, other])) for one, other in combinations(range(len(table)), 2)]
        close = [pair for pair in found if abs(pair.correlation) >= CORRELATED]
        return tuple(sorted(close, key=lambda pair: -abs(pair.correlation))[:3])


def _percentiles(number: Callable[[float], float], scores: Numbers, weights: Numbers) -> tuple[float, float, float]:
    """Return the 2.5th, 50th and 97.5th percentile of weighted scores, as numbers."""
    order = np.argsort(scores)
    at = np.cumsum(weights[order]) - weights[order] / 2
    low, middle, high = np.interp((0.025, 0.5, 0.975), at, scores[order])
    return number(float(low)), number(float(middle)), number(float(high))


@dataclass(frozen=True, slots=True)
class CalibrationTask:
    """A calibration about to be run, checked."""

    scenario: Scenario
    targets: tuple[CalibrationTarget, ...]
    space: Space
    settings: CalibrationSettings

    def __repr__(self) -> str:
        return (
            f"<CalibrationTask of {self.scenario.name}: {counted(len(self.targets), 'target')}, "
            f"{counted(len(self.space.dimensions), 'number')}>"
        )

    def run(
        self, processes: int = 1, kept: CalibrationProgress | None = None, tell: TellStage | None = None
    ) -> Calibration:
        """Run it, or what is not yet kept of it."""
        one = runner(self.scenario, self.space.columns, keys_of(self.targets), self.settings.seed)
        found = search(self.space, self.targets, self.settings, on_processes(one, processes), kept, tell)
        return Calibration(self.scenario, self.targets, self.space, self.settings, found)


def task(scenario: Scenario, settings: CalibrationSettings, figures: Figures | None = None) -> CalibrationTask:
    """Return the calibration of a scenario to its authority's figures: published, or its own, unless others are given.

    None of a year after the run is looked at. Raises BadInput with every fault.
    """
    if scenario.strategies:
        problem = f"{scenario.name}: has strategies, but only a base can be calibrated"
        raise BadInput([f"{problem}; calibrate {scenario.base}: strategies are laid over its ensemble afterwards"])
    space = space_of(scenario)
    least = len(space.dimensions) + 5
    if settings.points < least:
        raise BadInput(
            [f"--points: {settings.points} is too few for {len(space.dimensions)} numbers; give {least} or more"]
        )
    return CalibrationTask(
        scenario, targets_of(scenario, scenario.figures if figures is None else figures), space, settings
    )
