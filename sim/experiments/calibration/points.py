"""Running points: each is a set of numbers in a scenario, run on luck of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from sim.experiments.running.execution.processes import numbered
from sim.experiments.running.study import opening_pool
from sim.experiments.statistics.sample import NumberKey
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.measures import measure
from sim.measures.arrays import Numbers
from sim.measures.catalogue import MEASURES
from sim.measures.declaration import Measure
from sim.model.model import simulate
from sim.model.opening.pool import Pool
from sim.parameters.parameters import Parameters
from sim.scenario.ensemble_columns import applied
from sim.scenario.files import limits
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.quantities.timing import told
from sim.scenario.scenario import Scenario

SHORTEST_YEAR = 365
"""Days: so many as a part of a year can be taken to have and still be long enough."""


class DesignPoint(NamedTuple):
    """A set of numbers, and on which luck it is run: so many replications from the first on."""

    numbers: tuple[float, ...]
    replications: int
    first: int


class CalibrationProgress(Protocol):
    """What is kept of points that were run, so that a calibration can be resumed."""

    def known(self, wave: int) -> Mapping[int, Numbers]:
        """Return the points of a wave that were run before, by number."""

    def keep(self, wave: int, point: int, numbers: Numbers) -> None:
        """Keep what was measured at a point."""


@dataclass(frozen=True, slots=True)
class PointRunner:
    """All that a process needs to run any point of a scenario."""

    quantities: Mapping[str, Quantity]
    columns: tuple[str, ...]
    keys: tuple[NumberKey, ...]
    """What is measured."""
    measures: tuple[Measure, ...]
    """Of which those are: the others are not worked out."""
    calendar: Calendar
    pool: Pool | None
    years: float
    """Each run goes on so long: until all that is measured has been."""
    seed: int

    def parameters(self, numbers: Sequence[float]) -> Parameters:
        """Return the scenario's central values, but for the numbers of a point."""
        values = {path: quantity.value for path, quantity in self.quantities.items()}
        values.update(applied(self.quantities, self.columns, numbers))
        limits.mend_draw(values)
        return told(self.quantities, values, self.calendar.horizon(self.years))

    def measured(self, point: DesignPoint) -> Numbers:
        """Return what is measured at a point: a row for each key, a column for each replication."""
        parameters = self.parameters(point.numbers)
        lucks = range(point.first, point.first + point.replications)
        return np.column_stack([self._one(parameters, replication) for replication in lucks])

    def _one(self, parameters: Parameters, replication: int) -> Numbers:
        register = simulate(parameters, self.calendar, Chance(self.seed, replication), self.years, self.pool)
        values = {
            (one.measure, one.category, one.date): one.value
            for one in measure(register, self.calendar, parameters, self.measures)
        }
        return np.array([values[key] for key in self.keys], dtype=np.float64)


def runner(scenario: Scenario, columns: tuple[str, ...], keys: tuple[NumberKey, ...], seed: int) -> PointRunner:
    """Return what runs the points of a scenario; the opening cohort is made from its central values, once for all."""
    calendar = scenario.calendar()
    pool = opening_pool(scenario.parameters, calendar, seed)
    wanted = {key.measure for key in keys}
    measures = tuple(one for one in MEASURES if one.id in wanted)
    measured_by = calendar.day_of(max(key.date for key in keys)) + 2  # when that day is over, and a day to spare
    years = min(scenario.years, measured_by / SHORTEST_YEAR)
    return PointRunner(scenario.quantities, columns, keys, measures, calendar, pool, years, seed)


@dataclass(frozen=True, slots=True)
class PointBatch:
    """Points that are still to be run, by their place among them."""

    runner: PointRunner
    points: tuple[DesignPoint, ...]

    def run(self, place: int) -> Numbers:
        """Return what is measured at the point in this place."""
        return self.runner.measured(self.points[place])


RunPoints = Callable[[Sequence[DesignPoint]], Iterator[tuple[int, Numbers]]]
"""Runs points in any order, giving each with its place."""


def on_processes(runner: PointRunner, processes: int) -> RunPoints:
    """Return what runs points on so many processes."""

    def run(points: Sequence[DesignPoint]) -> Iterator[tuple[int, Numbers]]:
        with closing(numbered(PointBatch(runner, tuple(points)).run, len(points), processes)) as answers:
            yield from answers

    return run


def run_wave(
    wave: int,
    points: Sequence[DesignPoint],
    run: RunPoints,
    kept: CalibrationProgress | None,
    tell: Callable[[int], None],
) -> Numbers:
    """Return what was measured at each point of a wave: by point, key and replication; those kept are not run again.

    `tell` is called with how many points of the wave are done.
    """
    found = {} if kept is None else dict(kept.known(wave))
    missing = [place for place in range(len(points)) if place not in found]
    tell(len(found))
    for place, numbers in run([points[place] for place in missing]) if missing else ():
        found[missing[place]] = numbers
        if kept is not None:
            kept.keep(wave, missing[place], numbers)
        tell(len(found))
    return np.stack([found[place] for place in range(len(points))])
