"""A sensitivity analysis as asked for: what is run, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim.experiments.asking.design import evenly
from sim.experiments.asking.measure_choice import MeasureChoice, all_wanted
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.settings import Settings
from sim.experiments.sensitivity.checks import most_together, of_design, of_paths, of_within, within
from sim.experiments.sensitivity.design import Factor, factors_of, moved_alone, of_opening, saltelli, together
from sim.experiments.sensitivity.form import SensitivityFile
from sim.experiments.sensitivity.screening import WORTH_IT, levels, points_for, screened
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, Faults, fault, listed
from sim.measures.arrays import Numbers
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
    """Points of the design in which they are."""
    saltelli: bool
    """Whether that is Saltelli's, every point in all replications on shared luck; otherwise each is run once, on its
    own."""
    screening: int
    """Points at which all numbers are moved at once before any is moved alone; 0 when all are moved alone."""

    def __repr__(self) -> str:
        return (
            f"<SensitivityQuestion {self.title}: {counted(len(self.factors), 'number')} moved in "
            f"{listed(one.name for one in self.scenarios)}>"
        )

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Return every measure in the base, each followed by what the strategies change in it."""
        return tuple(
            Output(which, scenario) for which in range(len(self.wanted)) for scenario in range(len(self.scenarios))
        )

    @property
    def runs(self) -> int:
        """Return how many replications are run, at most: when no number is spared by the screening."""
        return self.runs_of(range(len(self.factors)))

    def runs_of(self, numbers: Sequence[int]) -> int:
        """Return how many replications are run when these of the factors are moved alone."""
        each = self.rows * (self.count + 2) * self.settings.replications if self.saltelli else self.rows
        design = each if self.count else 0
        alone = len(dict.fromkeys(self.alone(numbers))) * self.settings.replications
        return alone + (self.screening + design) * len(self.scenarios)

    @property
    def levels(self) -> Numbers:
        """Return where each factor is at each point of the screening."""
        return levels(self.factors, self.screening, self.settings.seed)

    def at_once(self) -> list[Point]:
        """Return the points of the screening, one scenario after another."""
        where = self.levels
        return [point for one in range(len(self.scenarios)) for point in screened(self.factors, one, where)]

    def alone(self, numbers: Sequence[int]) -> list[Point]:
        """Return the points of the tornado of these factors, one scenario after another."""
        factors = [self.factors[number] for number in numbers]
        return [point for scenario in range(len(self.scenarios)) for point in moved_alone(factors, scenario)]

    @property
    def quantiles(self) -> Numbers:
        """Return the design in which factors are moved together, by row and factor; Saltelli's in blocks of rows."""
        if self.saltelli:
            return saltelli(self.count, self.rows, self.settings.seed)
        return evenly("sobol", self.count, self.rows, self.settings.seed)

    def design(self, chosen: Sequence[int]) -> list[Point]:
        """Return the points at which the chosen factors are moved together, one scenario after another."""
        factors, rows = [self.factors[number] for number in chosen], self.quantiles
        return [point for scenario in range(len(self.scenarios)) for point in together(factors, scenario, rows)]

    def active(self, output: Output, chosen: Sequence[int]) -> tuple[int, ...]:
        """Return the places of the chosen factors that an output can hang on: those that its scenarios have."""
        levers = [self.factors[number].levers for number in chosen]
        there = [one[0] is not None or one[output.scenario] is not None for one in levers]
        return tuple(place for place, is_there in enumerate(there) if is_there)


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
    question = SensitivityQuestion(
        title=file.title,
        about=file.about,
        settings=settings,
        scenarios=tuple(scenarios),
        wanted=wanted,
        factors=factors,
        held=of_opening(scenarios),
        named=tuple(places[path] for path in file.named),
        count=0 if file.tornado_only else file.count(most_together(factors)),
        rows=file.rows,
        saltelli=file.saltelli,
        screening=0,
    )
    points = points_for(factors)
    alone = len(dict.fromkeys(question.alone(range(len(factors))))) * settings.replications
    if file.screening and alone >= WORTH_IT * points * len(scenarios):
        return replace(question, screening=points)
    return question
