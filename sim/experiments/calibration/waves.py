"""Waves of history matching, and the ensemble that is drawn from what they leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.calibration.emulator import Emulator, fitted
from sim.experiments.calibration.implausibility import (
    CUT_OFF,
    Variances,
    implausibility,
    log_likelihood,
    predictions,
    variances,
)
from sim.experiments.calibration.points import CalibrationProgress, DesignPoint, RunPoints, run_wave
from sim.experiments.calibration.settings import CalibrationSettings
from sim.experiments.calibration.space import Space, candidates
from sim.experiments.calibration.targets import CalibrationTarget, target_values
from sim.experiments.running.progress import TellStage
from sim.foundations import decisions_of_chance as decisions
from sim.foundations.chance import Chance
from sim.measures.arrays import Flags, Integers, Numbers

CANDIDATES = 2**14
"""Points at which the emulators judge what is plausible."""

STILL_SHRINKING = 0.9
"""Another wave is run while the last one left less than this share of what was left before it."""

FIRST = 1_000_000
"""Luck of the first candidate: each has its own, and none that of the runs that show chance."""

ENSEMBLE, CHANCE = -1, -2
"""Numbers under which points of the ensemble, and those that show chance, are kept: they are no wave of the search."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points that were run."""

    scores: Numbers
    """Standard scores, a row for each point."""
    values: Numbers
    """Targets, by point, target and replication."""

    @property
    def means(self) -> Numbers:
        """Return the mean of each target over the replications, a row for each point."""
        means: Numbers = self.values.mean(axis=2)
        return means

    def of(self, chosen: Flags) -> Points:
        """Return some of the points."""
        return Points(self.scores[chosen], self.values[chosen])

    def last(self, count: int) -> Points:
        """Return so many of the points, from the end."""
        return Points(self.scores[-count:], self.values[-count:])


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave of the search."""

    points: Points
    emulators: tuple[Emulator, ...]
    left: float
    """Share of the whole space, as the ranges weigh it, that is not ruled out after the wave."""


@dataclass(frozen=True, slots=True)
class WavesFound:
    """What the waves and the ensemble's own runs gave."""

    waves: tuple[Wave, ...]
    variances: Variances
    members: Points | None
    """Plausible points that were run; None when nothing is plausible."""
    prior: Numbers
    """Scores that the ranges alone would give."""
    weights: Numbers
    """How well each of those fits, in all 1; zero where it is ruled out, and everywhere when nothing is plausible."""
    dropped: int
    """Points drawn for the ensemble whose own runs turned out implausible."""
    nearest: Numbers
    """Implausibility of each target at the candidate that comes nearest to all of them."""

    @property
    def effective(self) -> float:
        """Return how many equally good candidates the weighted ones are worth."""
        total = float((self.weights**2).sum())
        return 1 / total if total else 0.0

    @property
    def width(self) -> Numbers:
        """Return how wide what is plausible is beside the whole range, for each number: a ratio of standard deviations.

        Of the weighted candidates, which are many; the same ratio of sixty members would err by a tenth.
        """
        middle = self.weights @ self.prior
        variance = self.weights @ (self.prior - middle) ** 2
        ratio: Numbers = np.sqrt(variance) / self.prior.std(axis=0)
        return ratio


def search(
    space: Space,
    targets: Sequence[CalibrationTarget],
    settings: CalibrationSettings,
    run: RunPoints,
    kept: CalibrationProgress | None = None,
    tell: TellStage | None = None,
) -> WavesFound:
    """Return the plausible points of the space; the same for any number of processes, and however often resumed."""
    told = tell or _tell_nobody
    prior = candidates(space, CANDIDATES, settings.seed)
    alive = np.ones(len(prior), dtype=np.bool_)
    fresh = np.ones(len(prior), dtype=np.bool_)
    known: list[Integers] = []
    numbers: list[Numbers] = []
    waves: list[Wave] = []
    nearest = np.zeros(len(targets))

    def measured(scores: Numbers, first: Integers, wave: int, what: str) -> Numbers:
        """Run a point for each row of scores, on luck from its first on."""
        before = (wave != CHANCE) * settings.chance_points + sum(len(one) for one in known)

        def tell_points(done: int) -> None:
            told(before + done, settings.most_points, what)

        lucks = zip(scores, first.tolist(), strict=True)
        points = [DesignPoint(space.numbers(row), settings.replications, luck) for row, luck in lucks]
        return run_wave(wave, points, run, kept, tell_points)

    def with_all_before(chosen: Integers, wave: int, what: str) -> Points:
        """Run candidates and return every one that has been run, these last: what one tells depends on the others."""
        numbers.append(measured(prior[chosen], FIRST + chosen * settings.replications, wave, what))
        known.append(chosen)
        scores = prior[np.concatenate(known)]
        return Points(scores, target_values(targets, scores, np.concatenate(numbers)))

    # the middle of all ranges, on luck that no other point has
    middle = np.zeros((settings.chance_points, len(space.dimensions)))
    turns = measured(middle, np.arange(len(middle)) * settings.replications, CHANCE, "What chance does")
    spread = variances(targets, target_values(targets, middle, turns))
    while alive.any() and len(waves) < settings.waves:
        number = len(waves)
        chosen = np.flatnonzero(alive & fresh)[: settings.points]
        every = with_all_before(chosen, number, f"Wave {number + 1} of at most {settings.waves}")
        fresh[chosen] = False
        before = alive.mean()
        points = every.of(alive[np.concatenate(known)])
        emulators = tuple(
            fitted(points.scores, means, chance) for means, chance in zip(points.means.T, spread.mean, strict=True)
        )
        scores = _scores(prior[alive], emulators, targets, spread)
        nearest = scores[scores.max(axis=1).argmin()]
        alive[alive] = scores.max(axis=1) <= CUT_OFF
        waves.append(Wave(every.last(len(chosen)), emulators, float(alive.mean())))
        if alive.mean() > STILL_SHRINKING * before:
            break
    if not alive.any():
        return WavesFound(tuple(waves), spread, None, prior, np.zeros(len(prior)), 0, nearest)
    chosen, weights = _drawn(prior, alive, waves[-1].emulators, spread, targets, settings)
    points = with_all_before(chosen, ENSEMBLE, "The ensemble").last(len(chosen))
    far = implausibility(points.means, targets, spread.of_a_run_point).max(axis=1) > CUT_OFF
    members = points.of(~far) if not far.all() else None
    return WavesFound(tuple(waves), spread, members, prior, weights, int(far.sum()), nearest)


def _scores(
    scores: Numbers, emulators: Sequence[Emulator], targets: Sequence[CalibrationTarget], spread: Variances
) -> Numbers:
    """Return the implausibility of points that were not run, by target."""
    wrong = np.array([emulator.error for emulator in emulators])
    return implausibility(predictions(emulators, scores), targets, spread.of_the_truth + wrong)


def _drawn(
    prior: Numbers,
    alive: Flags,
    emulators: Sequence[Emulator],
    spread: Variances,
    targets: Sequence[CalibrationTarget],
    settings: CalibrationSettings,
) -> tuple[Integers, Numbers]:
    """Return candidates drawn for the ensemble, none twice, by how well they fit; and the weight of every one.

    Each has an exponential clock that runs as fast as its weight; the first to ring are drawn (Efraimidis, Spirakis).
    """
    left = np.flatnonzero(alive)
    covariance = spread.covariance + np.diag([emulator.error for emulator in emulators])
    fit = log_likelihood(predictions(emulators, prior[left]), targets, covariance)
    weights = np.exp(fit - fit.max())
    chance = Chance(settings.seed, 0)
    clocks = np.array([chance.exponential(decisions.DRAWN_FOR_THE_ENSEMBLE, int(candidate)) for candidate in left])
    with np.errstate(divide="ignore"):
        rings = np.where(weights > 0, clocks / weights, np.inf)
    first = np.argsort(rings, kind="stable")[: settings.members]
    drawn = left[first[np.isfinite(rings[first])]]
    of_all = np.zeros(len(prior))
    of_all[left] = weights / weights.sum()
    return drawn, of_all


def _tell_nobody(_done: int, _in_all: int, _what: str) -> None:
    """Take the place of a progress that nobody follows."""
