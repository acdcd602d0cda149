"""A made-up council of which the truth about every mix of strategies is known, in place of the simulation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from sim.experiments.frontier.aim import MixRuns
from sim.experiments.frontier.mixes import Mixes
from sim.experiments.running.execution.tasks import Point
from sim.measures.arrays import Numbers

EFFECTS = (-0.5, -2.6, 0.2, -0.5, -1.3)
"""Of five strategies on the measure, of which less is better; as large as those of the letter."""

COSTS = (250e3, 180e3, 105e3, 120e3, 95e3)


class Council:
    """Mixes of five strategies at these sizes (all mixes, or a row each), and what they give.

    Effects that level off with size, pairs that work together, and luck that is shared and luck that is not."""

    def __init__(
        self,
        seed: int,
        sizes: Sequence[float] | Numbers = (0, 0.5, 1, 2),
        together: float = 0.0,
        luck: float = 1.0,
        effects: Sequence[float] = EFFECTS,
        costs: Sequence[float] = COSTS,
    ) -> None:
        random = np.random.default_rng(seed)
        self.seed, self.luck = seed, luck
        self.effects, costs = np.array(effects), np.array(costs)
        count = len(self.effects)
        every = sizes if isinstance(sizes, np.ndarray) else list(product(sizes, repeat=count))
        self.sizes = np.array(every, dtype=np.float64)
        self.shape = np.where(self.sizes > 0, self.sizes ** random.uniform(0.4, 1.0, count), 0.0)
        pairs = np.triu(random.normal(0, together, (count, count)), 1)
        self.measure = 30 + self.shape @ self.effects + np.einsum("ij,jk,ik->i", self.shape, pairs, self.shape)
        self.strategies = self.sizes @ costs
        saved = self.shape @ (self.effects * random.uniform(0.5, 2, count) * 1.5e5)
        self.total = 16e6 + self.strategies + saved
        self.own = costs

    def __call__(self, mixes: Sequence[int], replications: range) -> MixRuns:
        """Run mixes: replication r has the same luck in every mix, whatever else is run."""
        rows = np.asarray(mixes)
        parts = [self._future(rows, one) for one in replications]
        return MixRuns(*(np.array([part[place] for part in parts]).T for place in range(3)))

    def _future(self, rows: np.ndarray, replication: int) -> tuple[Numbers, Numbers, Numbers]:
        random, count = np.random.default_rng([self.seed, replication]), len(self.effects)
        shape, luck = self.shape[rows], self.luck
        year, felt = random.normal(0, 4), random.normal(0, 1, count)
        own = random.normal(0, 0.6, len(self.sizes))[rows]
        measure = self.measure[rows] + luck * (year + shape @ (0.8 * np.abs(self.effects) * felt) + own)
        strategies = self.strategies[rows] + luck * self.sizes[rows] @ (0.15 * self.own * random.normal(0, 1, count))
        rest = random.normal(0, 1e6) + shape @ random.normal(0, 2.5e5, count)
        total = self.total[rows] + luck * (rest + random.normal(0, 1.1e5, len(self.sizes))[rows])
        return measure, strategies, total


class Pretended:
    """Measures of real mixes as the made-up council has them, with nothing told beside the measure and the costs."""

    def __init__(self, mixes: Mixes, beside: int = 3, seed: int = 1, **options: float) -> None:
        self.council = Council(seed, mixes.sizes, **options)
        self.numbers = {point: number for number, point in enumerate(mixes.points)}
        self.beside = beside
        self.asked: set[tuple[Point, int]] = set()

    def values(self, points: Sequence[Point], replications: range) -> Numbers:
        """Run points; what was asked for before counts once."""
        self.asked.update((point, one) for point in points for one in replications)
        runs = self.council([self.numbers[point] for point in points], replications)
        return np.stack([runs.measure, runs.strategies, runs.total, *([runs.measure] * self.beside)], axis=1)
