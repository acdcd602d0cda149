"""Replications: scenarios run again and again on the same luck, and what was measured in each.

The registers stay in the processes that made them; only numbers come back. The results are the same, byte for byte,
on any number of processes, and replication 7 is the same whether it runs alone or among a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.processes import numbered
from sim.experiments.settings import REPLICATIONS, SEED, Settings, too_large
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.inputs.faults import BadInput
from sim.inputs.kept import kept
from sim.inputs.parameters import Parameters
from sim.inputs.scenario import Scenario, load, with_ensembles
from sim.measures import measure, monthly
from sim.measures.value import Value
from sim.model.model import simulate
from sim.model.opening_cohort import in_balance, make_pool
from sim.model.pool import Pool
from sim.model.register import Register

Numbers = NDArray[np.float64]


class Key(NamedTuple):
    """What a number is of; the category is empty for a total."""

    measure: str
    category: str
    date: date


class Measured(NamedTuple):
    """What one replication of one scenario gives: numbers, and what each is of."""

    keys: tuple[tuple[str, str, date], ...]
    values: Numbers


@dataclass(frozen=True, slots=True)
class Sample:
    """Numbers over replications: one row for each key, one column for each replication."""

    rows: Mapping[Key, int]
    values: Numbers

    @property
    def last_date(self) -> date:
        """Return the last date of any number."""
        return max(key.date for key in self.rows)

    def of(self, measure: str, category: str, when: date) -> Numbers:
        """Return one number's values over the replications; all undefined when it was never measured."""
        row = self.rows.get(Key(measure, category, when))
        return self.values[row] if row is not None else np.full(self.values.shape[1], np.nan)

    def dates(self, measure: str, category: str = "") -> tuple[date, ...]:
        """Return the dates for which the measure was taken, in order."""
        return tuple(sorted(key.date for key in self.rows if key[:2] == (measure, category)))

    def categories(self, measure: str) -> tuple[str, ...]:
        """Return the categories of the measure in their own order, the total left out."""
        return tuple(dict.fromkeys(key.category for key in self.rows if key.measure == measure and key.category))

    def path(self, measure: str, category: str = "") -> Numbers:
        """Return the measure over time: one row for each of its dates, one column for each replication."""
        rows = [self.rows[Key(measure, category, when)] for when in self.dates(measure, category)]
        return self.values[rows]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scenario and what was measured in its replications."""

    scenario: Scenario
    measures: Sample
    series: Sample


@dataclass(frozen=True, slots=True)
class Results:
    """Scenarios that were run on the same luck; in a comparison the first is the base."""

    outcomes: tuple[Outcome, ...]
    seed: int
    replications: int
    uncertainty: bool

    def __getitem__(self, name: str) -> Outcome:
        """Return the outcome of the scenario of this name."""
        for outcome in self.outcomes:
            if outcome.scenario.name == name:
                return outcome
        raise KeyError(name)


Reading = Callable[[Register, Calendar, Parameters], tuple[Sequence[Value], Sequence[Value]]]
"""How a replication is read: its measures, and its series over time. Sent to other processes, so picklable."""


def usual(register: Register, calendar: Calendar, parameters: Parameters) -> tuple[Sequence[Value], Sequence[Value]]:
    """Read every measure of the catalogue, and the monthly values."""
    return measure(register, calendar, parameters), monthly(register, calendar, parameters)


@dataclass(frozen=True, slots=True)
class Experiment:
    """All that a process needs to make any replication of the scenarios."""

    scenarios: tuple[Scenario, ...]
    calendars: tuple[Calendar, ...]
    pool: Pool | None
    seed: int
    uncertainty: bool
    reading: Reading = usual

    def replicate(self, replication: int) -> list[tuple[Measured, Measured]]:
        """Return the measures and monthly series of each scenario in this replication."""
        return [
            self._one(scenario, calendar, replication)
            for scenario, calendar in zip(self.scenarios, self.calendars, strict=True)
        ]

    def _one(self, scenario: Scenario, calendar: Calendar, replication: int) -> tuple[Measured, Measured]:
        parameters = scenario.draw(self.seed, replication) if self.uncertainty else scenario.parameters
        chance = Chance(self.seed, replication)
        register = simulate(parameters, calendar, chance, scenario.years, self.pool)
        measures, series = self.reading(register, calendar, parameters)
        return measured(measures), measured(series)


def measured(values: Sequence[Value]) -> Measured:
    """Return the values as an array with their keys."""
    numbers = {(value.measure, value.category, value.date): value.value for value in values}
    return Measured(tuple(numbers), np.array(list(numbers.values()), dtype=np.float64))


@dataclass(slots=True)
class Collection:
    """Numbers collected replication by replication, in any order; a column is filled as it arrives."""

    replications: int
    rows: dict[Key, int] = field(default_factory=dict)
    values: Numbers = field(init=False)
    first: tuple[tuple[str, str, date], ...] = ()
    """The keys of the first to arrive; the others nearly always measure the same things in the same order."""
    ragged: bool = False
    """Whether some replication measured something that another did not."""

    def __post_init__(self) -> None:
        """Start with no rows."""
        self.values = np.empty((0, self.replications))

    def add(self, replication: int, one: Measured) -> None:
        """Put the numbers of `replication` in its column."""
        if one.keys == self.first:
            self.values[: len(self.first), replication] = one.values
            return
        for key in one.keys:
            self.rows.setdefault(Key(*key), len(self.rows))
        fresh = len(self.rows) - len(self.values)
        self.values = np.vstack([self.values, np.full((fresh, self.replications), np.nan)])
        self.values[[self.rows[Key(*key)] for key in one.keys], replication] = one.values
        if self.first:
            self.ragged = True
        else:
            self.first = one.keys

    def sample(self) -> Sample:
        """Return what was collected, in an order that does not depend on that of arrival."""
        if not self.ragged:
            return Sample(self.rows, self.values)
        order = sorted(self.rows)
        return Sample({key: row for row, key in enumerate(order)}, self.values[[self.rows[key] for key in order]])


def opening_pool(parameters: Parameters, calendar: Calendar, seed: int) -> Pool | None:
    """Return the opening pool for the inputs, made once and kept on disk by their digest; `None` without an opening."""
    if parameters.opening is None:
        return None
    inputs = (in_balance(parameters), parameters.opening, calendar.start, seed)
    return kept("opening-pool", inputs, lambda: make_pool(parameters, calendar, seed))


def run_all(
    scenarios: Sequence[Scenario],
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
    reading: Reading = usual,
) -> Results:
    """Run every scenario in every replication, sharing luck and an opening cohort made from the first scenario.

    `progress` is called with (replications done, replications in all), first with none done when the opening cohort has
    been made. `reading` is what is read off each register. Raises `BadInput` when the results would not fit in memory.
    """
    if faults := too_large(settings, scenarios):
        raise BadInput(faults)
    base = scenarios[0]
    calendars = tuple(scenario.calendar() for scenario in scenarios)
    pool = opening_pool(base.parameters, calendars[0], settings.seed)
    experiment = Experiment(tuple(scenarios), calendars, pool, settings.seed, settings.uncertainty, reading)
    in_all = settings.replications
    tell = progress or _tell_nobody
    tell(0, in_all)
    collected = [(Collection(in_all), Collection(in_all)) for _ in scenarios]
    answers = numbered(experiment.replicate, in_all, settings.processes_used)
    with closing(answers):
        for done, (replication, answer) in enumerate(answers, start=1):
            for (measures, series), (one, month_by_month) in zip(collected, answer, strict=True):
                measures.add(replication, one)
                series.add(replication, month_by_month)
            tell(done, in_all)
    outcomes = tuple(
        Outcome(scenario, measures.sample(), series.sample())
        for scenario, (measures, series) in zip(scenarios, collected, strict=True)
    )
    return Results(outcomes, settings.seed, in_all, settings.uncertainty)


def _tell_nobody(_done: int, _in_all: int) -> None:
    """Take the place of a progress that nobody follows."""


def run(
    scenario: Scenario | str,
    *,
    years: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    processes: int | None = None,
    uncertainty: bool = False,
    ensemble: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Results:
    """Run one scenario, given by name, path or as loaded. Raises `BadInput` for what makes no sense.

    With `uncertainty`, calibrated numbers come from the `ensemble` at that path; by default from the one kept for the
    base, if any; with "none" from their ranges.
    """
    settings = Settings(replications, seed, uncertainty, processes, years)
    chosen = load(scenario) if isinstance(scenario, str) else scenario
    if years is not None:
        chosen = chosen.with_years(years)
    return run_all(with_ensembles([chosen], ensemble) if uncertainty else [chosen], settings, progress)
