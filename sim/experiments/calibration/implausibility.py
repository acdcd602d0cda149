"""How implausible a point is: how far its targets lie from the published figures, in standard deviations.

What a published figure may differ by from the mean of many runs: it is one turn of events, of which the model's own
replications show the chance; it is rounded; the mean of a few runs has chance of its own; the emulator errs; and
the model is not the world (the discrepancy, a judgement). Published counts are whole counts, not samples: Poisson
chance is part of what the replications show, and is not added a second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.calibration.emulator import Emulator
from sim.experiments.calibration.targets import CalibrationTarget
from sim.measures.arrays import Numbers

CUT_OFF = 3.0
"""Standard deviations beyond which a point is ruled out, for any target (Pukelsheim's three-sigma rule)."""


@dataclass(frozen=True, slots=True)
class Variances:
    """Of the difference between each published figure and the mean of a point's runs, part by part."""

    world: Numbers
    """Chance: what happened might have gone otherwise."""
    rounding: Numbers
    discrepancy: Numbers
    mean: Numbers
    """Chance left in the mean of a point's replications."""
    correlations: Numbers
    """Of chance between the targets."""

    @property
    def of_the_truth(self) -> Numbers:
        """Return the variance where the mean of very many runs is known."""
        total: Numbers = self.world + self.rounding + self.discrepancy
        return total

    @property
    def of_a_run_point(self) -> Numbers:
        """Return the variance where the point itself was run."""
        total: Numbers = self.of_the_truth + self.mean
        return total

    @property
    def covariance(self) -> Numbers:
        """Return the covariance between the targets where the mean of very many runs is known."""
        chance = np.sqrt(self.world)
        total: Numbers = self.correlations * np.outer(chance, chance) + np.diag(self.rounding + self.discrepancy)
        return total


def variances(targets: Sequence[CalibrationTarget], points: Numbers) -> Variances:
    """Return the variances, with chance as points of one set of numbers show it, by point, target and replication.

    Correlations are shrunk, the more the fewer the runs are beside the targets, for many seen in few runs are chance
    themselves.
    """
    turns = np.concatenate(list(points), axis=1)
    covariance = np.atleast_2d(np.cov(turns))
    chance = np.diag(covariance).copy()
    scale = np.sqrt(np.where(chance > 0, chance, 1.0))
    correlations = covariance / np.outer(scale, scale) * turns.shape[1] / (turns.shape[1] + len(targets))
    own = np.array([target.spread is not None for target in targets])
    correlations[own, :] = correlations[:, own] = 0.0
    np.fill_diagonal(correlations, 1.0)
    known = np.array([0.0 if target.spread is None else target.spread**2 for target in targets])
    return Variances(
        world=np.where(own, known, chance),
        rounding=np.array([target.rounding**2 for target in targets]),
        discrepancy=np.array([target.discrepancy**2 for target in targets]),
        mean=chance / points.shape[2],
        correlations=correlations,
    )


def implausibility(means: Numbers, targets: Sequence[CalibrationTarget], variance: Numbers) -> Numbers:
    """Return how implausible each target makes each point: a row for each point, a column for each target."""
    observed = np.array([target.observed for target in targets])
    scores: Numbers = np.abs(means - observed) / np.sqrt(variance)
    return scores


def log_likelihood(means: Numbers, targets: Sequence[CalibrationTarget], covariance: Numbers) -> Numbers:
    """Return how well each point fits all targets together: the log of a normal density, but for a constant."""
    observed = np.array([target.observed for target in targets])
    away = np.linalg.solve(np.linalg.cholesky(covariance), (means - observed).T)
    values: Numbers = -0.5 * (away**2).sum(axis=0)
    return values


def predictions(emulators: Sequence[Emulator], scores: Numbers) -> Numbers:
    """Return every emulator's prediction at each point: a row for each point, a column for each target."""
    return np.column_stack([emulator.predict(scores) for emulator in emulators])
