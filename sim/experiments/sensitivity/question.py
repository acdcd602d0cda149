"""A sensitivity analysis as asked for: what is run, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.asking.measure_choice import MeasureChoice, all_wanted
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.settings import Settings
from sim.experiments.sensitivity.checks import most_together, of_design, of_paths, of_within, within
from sim.experiments.sensitivity.design import Factor, factors_of, moved_alone, of_opening, saltelli, together
from sim.experiments.sensitivity.form import SensitivityFile
from sim.experiments.statistics.sample import Numbers
from sim.foundations.faults import BadInput, Faults, fault
from sim.scenario.scenario import Scenario

MEASURES = (
    "looked_after",
    "in_residential",
    "in_placement: agency",
    "first_choice_percent",
    "disruptions",
    "cost_total",
)
"""What is asked about unless something else is: few enough for a planner to read, each moved by other numbers."""


@dataclass(frozen=True, slots=True)
class Output:
    """A number that is asked about: a measure in the base, or what a strategy changes in it."""

    which: int
    """Of what is wanted."""
    scenario: int
    """0 is the base; of another, its difference from the base is meant."""

    def of(self, values: Numbers) -> Numbers:
        """Return it from values by scenario, point, what is wanted, and replication: by point and replication."""
        own: Numbers = values[self.scenario, :, self.which]
        return own - values[0, :, self.which] if self.scenario else own


@dataclass(frozen=True, slots=True)
class SensitivityQuestion:
    """A sensitivity analysis as asked for, sound."""

    title: str
    about: str
    settings: Settings
    scenarios: tuple[Scenario, ...]
    """The base, then its strategies."""
    wanted: tuple[MeasureChoice, ...]
    factors: tuple[Factor, ...]
    """Every number with a range of its own, within what is asked for."""
    held: tuple[str, ...]
    """Paths of quantities with ranges that are not moved: they take effect through the opening cohort alone."""
    named: tuple[int, ...]
    """Of the factors, those that were named to be moved together; empty when the tornado chooses."""
    count: int
    """How many are moved together; 0 for the tornado alone."""
    rows: int
    """Of the design in which they are."""

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Return every measure in the base, each followed by what the strategies change in it."""
        return tuple(
            Output(which, scenario) for which in range(len(self.wanted)) for scenario in range(len(self.scenarios))
        )

    @property
    def runs(self) -> int:
        """Return how many replications are run, at most."""
        design = self.rows * (self.count + 2) * len(self.scenarios) if self.count else 0
        return (len(dict.fromkeys(self.alone)) + design) * self.settings.replications

    @property
    def alone(self) -> list[Point]:
        """Return the points of the tornado, one scenario after another."""
        return [point for scenario in range(len(self.scenarios)) for point in moved_alone(self.factors, scenario)]

    @property
    def quantiles(self) -> Numbers:
        """Return the design in which factors are moved together, by block, row and factor."""
        return saltelli(self.count, self.rows, self.settings.seed)

    def design(self, chosen: Sequence[int]) -> list[Point]:
        """Return the points at which the chosen factors are moved together, one scenario after another."""
        factors, blocks = [self.factors[number] for number in chosen], self.quantiles
        return [point for scenario in range(len(self.scenarios)) for point in together(factors, scenario, blocks)]


def sensitivity_question(
    file: SensitivityFile, name: str, scenarios: Sequence[Scenario], settings: Settings
) -> SensitivityQuestion:
    """Return the analysis that a file asks for, sound. Raises BadInput with every fault; `name` is where it stands."""
    every = factors_of(scenarios)
    factors = tuple(one for one in every if within(one.lever.path, file.within))
    problems = (*of_within(file, every), *of_design(file, factors, settings), *of_paths(file, factors, scenarios))
    faults = Faults()
    faults.add(*(fault(name, *problem) for problem in problems))
    wanted: tuple[MeasureChoice, ...] = ()
    with faults.gather(f"{name}, "):
        wanted = all_wanted(file.measures or MEASURES, scenarios[0])
    if faults:
        raise BadInput(faults)
    places = {factor.lever.path: number for number, factor in enumerate(factors)}
    return SensitivityQuestion(
        title=file.title,
        about=file.about,
        settings=settings,
        scenarios=tuple(scenarios),
        wanted=wanted,
        factors=factors,
        held=of_opening(scenarios),
        named=tuple(places[path] for path in file.named),
        count=0 if file.tornado_only else file.count(most_together(factors)),
        rows=file.points,
    )
