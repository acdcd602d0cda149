"""Where a sensitivity analysis runs the scenarios: each number moved alone, and several moved together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from sim.experiments.asking.design import evenly, plain
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.study import OPENING
from sim.measures.arrays import Numbers
from sim.scenario.levers import Lever, Setting, levers
from sim.scenario.scenario import Scenario


class End(Enum):
    """An end of a range."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Factor:
    """A number that is moved over its own range in every scenario that has it."""

    levers: tuple[Lever | None, ...]
    """In each scenario, whose strategies may change what it is; None where it has no range."""

    @property
    def lever(self) -> Lever:
        """Return it as the first scenario that has it has it."""
        return next(one for one in self.levers if one is not None)

    def settings(self, scenario: int, number: float) -> tuple[Setting, ...]:
        """Return what sets it in a scenario; nothing where it is what it is anyway."""
        lever = self.levers[scenario]
        return () if lever is None or number == lever.value else (Setting(lever.path, number),)

    def at_end(self, scenario: int, end: End) -> tuple[Setting, ...]:
        """Return what sets it to an end of its range in a scenario."""
        lever = self.levers[scenario]
        if lever is None:
            return ()
        return self.settings(scenario, plain(lever.low if end is End.LOW else lever.high))

    def at_quantile(self, scenario: int, u: float) -> tuple[Setting, ...]:
        """Return what sets it to the u-quantile of its range in a scenario."""
        lever = self.levers[scenario]
        return () if lever is None else self.settings(scenario, plain(lever.quantile(u)))


def factors_of(scenarios: Sequence[Scenario]) -> tuple[Factor, ...]:
    """Return every number that has a range of its own in any of the scenarios, those of the opening apart.

    For each value of those another opening cohort would have to be made.
    """
    found = [{one.path: one for one in levers(scenario) if not one.path.startswith(OPENING)} for scenario in scenarios]
    paths = dict.fromkeys(path for known in found for path in known)
    return tuple(Factor(tuple(known.get(path) for known in found)) for path in paths)


def of_opening(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Return the paths of the numbers with ranges that take effect through the opening cohort alone."""
    paths = (one.quantity for scenario in scenarios for one in levers(scenario) if one.path.startswith(OPENING))
    return tuple(dict.fromkeys(paths))


def moved_alone(factors: Sequence[Factor], scenario: int) -> Iterator[Point]:
    """Yield a scenario with nothing set, then with each number alone at its low and at its high end."""
    yield Point(scenario)
    for factor in factors:
        for end in End:
            yield Point(scenario, factor.at_end(scenario, end))


def together(factors: Sequence[Factor], scenario: int, quantiles: Numbers) -> Iterator[Point]:
    """Yield a scenario with all the numbers set as each row of a design, or of each of its blocks, says."""
    for row in quantiles.reshape(-1, len(factors)):
        settings = (
            one for factor, u in zip(factors, row.tolist(), strict=True) for one in factor.at_quantile(scenario, u)
        )
        yield Point(scenario, tuple(settings))


def saltelli(factors: int, rows: int, seed: int) -> Numbers:
    """Return Saltelli's design, as quantiles: by block, row and factor.

    The blocks are A, B, and A with each factor's column in turn from B. A and B are the halves of one scrambled Sobol'
    sequence of twice as many dimensions.
    """
    even = evenly("sobol", 2 * factors, rows, seed)
    of_a, of_b = even[:, :factors], even[:, factors:]
    mixed = np.repeat(of_a[np.newaxis], factors, axis=0)
    for factor in range(factors):
        mixed[factor, :, factor] = of_b[:, factor]
    return np.concatenate([of_a[np.newaxis], of_b[np.newaxis], mixed])
