"""The simulation on trial: units of one authority and one origin, run on every core, kept as they are done.

In one replication every authority has the same England, and those of a region the same region, so that replications are
summed over authorities number by number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.backtest.assess import BENCHMARKS, Method
from sim.experiments.backtest.scores import Scores, scored
from sim.experiments.backtest.simulated import TrialUnit, simulated
from sim.experiments.running.execution.processes import numbered
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import Forecaster, ForecastMeasure, outcome
from sim.forecasting.record import PublishedRecord
from sim.measures.arrays import Numbers

TOWER_HAMLETS = "E09000030"

LEAST_SUMMED = 2
"""Authorities that have a sum."""

SIMULATED = (ForecastMeasure.LOOKED_AFTER, ForecastMeasure.STARTED, ForecastMeasure.CEASED)
"""In the order in which the simulation's numbers stand."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a process does: unit by unit, by its number."""

    units: tuple[TrialUnit, ...]
    replications: int
    seed: int

    def __call__(self, number: int) -> Numbers:
        """Return what the simulation gives for one unit."""
        return simulated(self.units[number], self.replications, self.seed)


@dataclass(frozen=True, slots=True)
class Trial:
    """Scores of the simulation, and of others in the same cases, some years ahead."""

    measure: ForecastMeasure
    years: int
    simulation: Scores
    forecast: Scores
    """The forecast that each base was made to carry."""
    persistence: Scores
    apart_percent: float
    """Mean difference of the simulation's median from the forecast's median."""


@dataclass(frozen=True, slots=True)
class TrialSum:
    """The sum over the authorities of a region that are on trial, or over all of them, beside what came."""

    measure: ForecastMeasure
    years: int
    origin: int
    region: str
    """Empty for all."""
    authorities: int
    low: float
    """Of the central 80% of replications; `high` likewise."""
    median: float
    high: float
    actual: float

    @property
    def held(self) -> bool:
        """Whether the 80% interval held what came."""
        return self.low <= self.actual <= self.high


def sums(record: PublishedRecord, found: Mapping[TrialUnit, Numbers]) -> tuple[TrialSum, ...]:
    """Return the sums over all authorities on trial, and over each region's where there are two or more."""
    whose = {authority.code: authority.region for authority in record.authorities}
    rows = {authority.code: row for row, authority in enumerate(record.authorities)}
    result = []
    for column, measure in enumerate(SIMULATED):
        for years in HORIZONS:
            for origin in sorted({unit.origin for unit in found if unit.origin + years <= record.origin}):
                came = outcome(record, measure, origin + years)
                units = [unit for unit in found if unit.origin == origin and np.isfinite(came[rows[unit.authority]])]
                for region in ("", *sorted({whose[unit.authority] for unit in units})):
                    chosen = [unit for unit in units if region in {"", whose[unit.authority]}]
                    if len(chosen) < LEAST_SUMMED:
                        continue
                    values = np.sum([found[unit][:, years - 1, column] for unit in chosen], axis=0)
                    low, median, high = np.quantile(values, (0.1, 0.5, 0.9), method="weibull").tolist()
                    actual = float(sum(came[rows[unit.authority]] for unit in chosen))
                    result.append(TrialSum(measure, years, origin, region, len(chosen), low, median, high, actual))
    return tuple(result)


def sample(record: PublishedRecord, number: int, always: str = TOWER_HAMLETS) -> tuple[str, ...]:
    """Return codes of authorities spread evenly over all sizes in the record's last year, one of them as named."""
    size = record.looked_after[:, -1]
    usable = [row for row in np.argsort(size) if np.isfinite(record.looked_after[row, -7:]).all() and size[row] >= 60]
    places = np.linspace(0, len(usable) - 1, min(number, len(usable))).round().astype(int)
    codes = [record.authorities[usable[place]].code for place in places]
    if always not in codes:
        rank = [record.authorities[row].code for row in usable].index(always)
        codes[int(np.abs(places - rank).argmin())] = always
    return tuple(codes)


def units_of(codes: Sequence[str], origins: Sequence[int]) -> tuple[TrialUnit, ...]:
    """Return every authority at every origin, origins last."""
    return tuple(TrialUnit(code, origin) for code in codes for origin in origins)


def run_units(
    record: PublishedRecord,
    units: Sequence[TrialUnit],
    replications: int,
    seed: int,
    processes: int,
    known: Mapping[TrialUnit, Numbers],
    keep: Callable[[TrialUnit, Numbers], None],
    progress: Callable[[int, int], None],
) -> dict[TrialUnit, Numbers]:
    """Return what the simulation gives for each unit; those `known` are not run again, others are kept when done."""
    rows = {authority.code: row for row, authority in enumerate(record.authorities)}

    def size(unit: TrialUnit) -> float:
        return float(record.until(unit.origin).looked_after[rows[unit.authority], -1])

    # the largest first, so that no process is left alone with one at the end
    left = sorted((unit for unit in units if unit not in known), key=lambda unit: -size(unit))
    done = {unit: known[unit] for unit in units if unit in known}
    total = len(done) + len(left)
    progress(len(done), total)
    for number, flows in numbered(Work(tuple(left), replications, seed), len(left), processes):
        keep(left[number], flows)
        done[left[number]] = flows
        progress(len(done), total)
    return {unit: done[unit] for unit in units if unit in done}


def trials(record: PublishedRecord, forecaster: Forecaster, found: Mapping[TrialUnit, Numbers]) -> tuple[Trial, ...]:
    """Return the scores of simulated units beside the same cases by cohorts and by no change."""
    unchanged = BENCHMARKS[Method.PERSISTENCE]
    simple = {
        (measure, origin): unchanged.forecast(record, measure, origin).values
        for measure in SIMULATED
        for origin in sorted({unit.origin for unit in found})
    }
    return tuple(
        _trial(record, forecaster, found, simple, measure, years)
        for measure in SIMULATED
        for years in HORIZONS
        if any(unit.origin + years <= record.origin for unit in found)
    )


def _trial(
    record: PublishedRecord,
    forecaster: Forecaster,
    found: Mapping[TrialUnit, Numbers],
    simple: Mapping[tuple[ForecastMeasure, int], Numbers],
    measure: ForecastMeasure,
    years: int,
) -> Trial:
    rows = {authority.code: row for row, authority in enumerate(record.authorities)}
    column, place = SIMULATED.index(measure), years - 1
    values, law, persistence, actual = [], [], [], []
    for unit, flows in found.items():
        if unit.origin + years > record.origin:
            continue
        row = rows[unit.authority]
        came = outcome(record, measure, unit.origin + years)[row]
        if not np.isfinite(came) or came <= 0:
            continue
        values.append(flows[:, place, column])
        law.append(forecaster.forecast(measure, unit.origin).values[row, place])
        persistence.append(simple[measure, unit.origin][row, place])
        actual.append(came)
    outcomes: Numbers = np.array(actual)
    simulation, forecast = scored(np.array(values), outcomes, fair=True), scored(np.array(law), outcomes)
    apart = float(100 * (simulation.median / forecast.median - 1).mean())
    return Trial(measure, years, simulation, forecast, scored(np.array(persistence), outcomes), apart)
