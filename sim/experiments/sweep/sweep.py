"""A sweep: its sets of numbers run with each base and strategy on the same luck, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from sim.experiments.asking.design import Designed, Row, designed
from sim.experiments.asking.form_of_sweep import FOLDER, SweepFile
from sim.experiments.asking.measure_choice import MeasureChoice, all_wanted
from sim.experiments.experiment import Experiment
from sim.experiments.running.execution.tasks import Failure, Point
from sim.experiments.running.failures import MOST_TOLD
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.progress import Tell
from sim.experiments.running.scenarios_of_form import crossed, settings_for
from sim.experiments.running.settings import MOST_BYTES, Settings
from sim.experiments.statistics.difference import CONFIDENCE, Difference, interval, paired
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, Faults
from sim.measures.arrays import Numbers
from sim.scenario.files.experiment_file import read
from sim.scenario.levers import Setting, laid
from sim.scenario.scenario import Scenario

MOST_CHECKED = 2000
"""Sets of numbers that are each laid over every scenario before anything runs; of more, the ends of each range."""


@dataclass(frozen=True, slots=True)
class SweepQuestion:
    """A sweep as asked for, sound: what is run, and where in it each set of numbers is."""

    title: str
    about: str
    settings: Settings
    scenarios: tuple[Scenario, ...]
    """Each base, followed by its strategies."""
    bases: tuple[int, ...]
    """Of each scenario, the number of the base with which it is compared; a base's is its own."""
    wanted: tuple[MeasureChoice, ...]
    designed: Designed

    def __repr__(self) -> str:
        return (
            f"<SweepQuestion {self.title}: "
            f"{counted(len(self.designed.rows), 'set of numbers', 'sets of numbers')}, "
            f"{counted(len(self.scenarios), 'scenario')}>"
        )

    def point(self, row: Row, number: int) -> Point:
        """Return where a set of numbers is run in a scenario: what the scenario does not have is left out."""
        settings = (
            Setting(one.path, value)
            for one, value in zip(self.designed.levers, row, strict=True)
            if one.quantity in self.scenarios[number].quantities
        )
        return Point(number, tuple(settings))

    @property
    def runs(self) -> int:
        """Return how many runs it takes."""
        return len(dict.fromkeys(self.points)) * self.settings.replications

    @property
    def points(self) -> tuple[Point, ...]:
        """Return every point, row by row, each scenario in its turn; some may be the same."""
        return tuple(self.point(row, number) for row in self.designed.rows for number in range(len(self.scenarios)))


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep that was run."""

    asked: SweepQuestion
    values: Numbers
    """By row, scenario, what is wanted, and replication; not a number where undefined or failed."""
    failures: tuple[Failure, ...]

    def __repr__(self) -> str:
        return (
            f"<Sweep {self.asked.title}: "
            f"{counted(len(self.asked.designed.rows), 'set of numbers', 'sets of numbers')}, "
            f"{counted(len(self.asked.scenarios), 'scenario')}, "
            f"{counted(self.asked.settings.replications, 'replication')}>"
        )

    def mean(self, row: int, scenario: int, one: int) -> tuple[float, float, float, int]:
        """Return the mean of what is wanted, the ends of its interval, and over how many replications."""
        values = self.values[row, scenario, one]
        defined = values[~np.isnan(values)]
        if len(defined) == 0:
            return np.nan, np.nan, np.nan, 0
        low, high, _ = interval(defined, CONFIDENCE)
        return float(defined.mean()), low, high, len(defined)

    def difference(self, row: int, scenario: int, one: int) -> Difference:
        """Return what the scenario changes in what is wanted, beside its base with the same set of numbers."""
        base = self.asked.bases[scenario]
        return paired(self.values[row, base, one], self.values[row, scenario, one])

    def beside(self, row: int, other: int, scenario: int, one: int) -> Difference:
        """Return what going from a set of numbers to another changes in what is wanted, in one scenario."""
        return paired(self.values[row, scenario, one], self.values[other, scenario, one])


def sweep_question(file: SweepFile, name: str, scenarios: Sequence[Scenario], settings: Settings) -> SweepQuestion:
    """Return the sweep that a file asks for, sound. Raises BadInput with every fault; `name` is the file's."""
    faults = Faults()
    wanted: tuple[MeasureChoice, ...] = ()
    found = None
    with faults.gather(f"{name}, "):
        wanted = all_wanted(file.measures, scenarios[0])
    with faults.gather():
        found = designed(file, name, scenarios, settings.seed)
    if faults or found is None:
        raise BadInput(faults)
    firsts = {scenario.base: number for number, scenario in reversed([*enumerate(scenarios)])}
    bases = tuple(firsts[scenario.base] for scenario in scenarios)
    sweep = SweepQuestion(file.title, file.about, settings, tuple(scenarios), bases, wanted, found)
    faults.add(*_of_points(sweep, name), *_of_size(sweep, name))
    if faults:
        raise BadInput(faults)
    return sweep


def run_sweep(sweep: SweepQuestion, laboratory: Laboratory) -> Sweep:
    """Run every set of numbers in every scenario; what fails is left out and named."""
    laboratory.expect(sweep.runs)
    values = laboratory.values(sweep.points, range(sweep.settings.replications))
    rows, scenarios = len(sweep.designed.rows), len(sweep.scenarios)
    return Sweep(sweep, values.reshape(rows, scenarios, *values.shape[1:]), tuple(laboratory.failures))


SWEEP = Experiment(
    "sweep", crossed, sweep_question, run_sweep, points=attrgetter("points"), most_runs=attrgetter("runs")
)
"""How the frame runs a sweep."""


def sweep(
    name: str,
    *,
    replications: int | None = None,
    seed: int | None = None,
    years: float | None = None,
    uncertainty: bool | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    trust_this_machine: bool = False,
    progress: Tell | None = None,
) -> Sweep:
    """Run the sweep of this file, given by name or path; what is given here takes the place of what the file says.

    Raises BadInput with every fault before anything runs.
    """
    file = read(name, SweepFile, FOLDER)
    settings = settings_for(
        file, replications, seed, years, uncertainty, processes, cluster, trust_this_machine=trust_this_machine
    )
    return SWEEP.run(file, name, settings, progress)


def _of_points(sweep: SweepQuestion, name: str) -> Iterator[str]:
    """Yield what is wrong with sets of numbers that no single number shows, such as shares that are more than all."""
    rows = sweep.designed.rows
    if len(rows) * len(sweep.scenarios) > MOST_CHECKED:
        columns = list(zip(*rows, strict=True))
        rows = tuple(dict.fromkeys(rows[column.index(end)] for column in columns for end in (min(column), max(column))))
    told: dict[str, None] = {}
    for row in rows:
        for number, scenario in enumerate(sweep.scenarios):
            try:
                laid(scenario, sweep.point(row, number).settings)
            except BadInput as bad:
                told.update(dict.fromkeys(bad.faults))
    yield from (f"{name}, {message}" for message in list(told)[:MOST_TOLD])


def _of_size(sweep: SweepQuestion, name: str) -> Iterator[str]:
    """Yield that the numbers of the sweep would not fit in memory, if they would not."""
    cells = len(sweep.designed.rows) * len(sweep.scenarios) * len(sweep.wanted)
    if 8 * cells * sweep.settings.replications > MOST_BYTES:
        needed = 8 * cells * sweep.settings.replications / 1e9
        yield f"{name}: would keep {needed:.1f} GB of numbers in memory; vary less, or with fewer replications"
