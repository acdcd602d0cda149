"""A requirement: how much of a lever it takes to meet a standard, searched for in each scenario on the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice, all_wanted, wanted
from sim.experiments.asking.standard import Standard, is_standard, of_probability, standard
from sim.experiments.experiment import Experiment
from sim.experiments.require.answer import RequiredCapacity
from sim.experiments.require.capacity import Capacities, capacities
from sim.experiments.require.form import FOLDER, RequirementFile
from sim.experiments.require.search import least_capacity
from sim.experiments.running.execution.tasks import Failure, Point
from sim.experiments.running.laboratory import Laboratory, Measures
from sim.experiments.running.progress import Tell
from sim.experiments.running.scenarios_of_form import crossed, settings_for
from sim.experiments.running.settings import Settings
from sim.experiments.sufficiency.statement import REPLICATIONS, Statement, SufficiencyAim, SufficiencyReader, stated
from sim.foundations.faults import BadInput, Faults, fault, listed
from sim.measures.arrays import Numbers
from sim.scenario.files.experiment_file import read
from sim.scenario.levers import PLACES, Lever, Setting, lever
from sim.scenario.scenario import Scenario

BESIDE_PLACES = ("in_house_places_approved", "in_house_places_filled", "in_placement: agency", "cost_total")
"""Told beside the standard's own measure when places with the council's own carers are asked for."""

BESIDE = ("cost_total",)
"""Told beside it otherwise."""


@dataclass(frozen=True, slots=True)
class CapacityQuestion:
    """A requirement as asked for, sound."""

    title: str
    about: str
    settings: Settings
    scenarios: tuple[Scenario, ...]
    standard: Standard
    probability: float
    levers: tuple[Lever, ...]
    """Of each scenario, as are the next."""
    capacities: tuple[Capacities, ...]
    beside: tuple[MeasureChoice, ...]
    """Measures that are told beside the standard's own."""

    def __repr__(self) -> str:
        return (
            f"<CapacityQuestion {self.standard.text} by {self.levers[0].path}, in "
            f"{listed(one.name for one in self.scenarios)}>"
        )

    @property
    def wanted(self) -> tuple[MeasureChoice, ...]:
        """Return what is wanted of each run: the standard's own measure first."""
        return tuple(dict.fromkeys((self.standard.wanted, *self.beside)))


@dataclass(frozen=True, slots=True)
class CapacityFound:
    """What was found in one scenario."""

    scenario: Scenario
    lever: Lever
    answer: RequiredCapacity
    beside: Numbers
    """By capacity tried and by measure beside: the mean over the futures."""
    statement: Statement
    """Of the scenario as it is."""

    def __repr__(self) -> str:
        return f"<CapacityFound in {self.scenario.name}: {self.lever.path}, {self.answer.outcome.value}>"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement that was searched for."""

    asked: CapacityQuestion
    found: tuple[CapacityFound, ...]
    """In each scenario."""
    failures: tuple[Failure, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<Requirement {self.asked.standard.text} by {self.asked.levers[0].path}: "
            f"{listed(one.answer.outcome.value for one in self.found)}>"
        )


def capacity_question(
    file: RequirementFile, name: str, scenarios: Sequence[Scenario], settings: Settings
) -> CapacityQuestion:
    """Return the requirement that a file asks for, sound; `name` is the file's, empty without one.

    Raises BadInput with every fault.
    """
    faults = Faults()
    base = scenarios[0]
    aim: Standard | None = None
    beside: tuple[MeasureChoice, ...] = ()
    levers: list[Lever] = []
    reach: list[Capacities] = []
    with faults.gather():
        aim = standard(file.standard, base)
    faults.add(*of_probability(file.probability))
    usual = BESIDE_PLACES if file.by == PLACES else BESIDE
    with faults.gather():
        beside = all_wanted(file.measures, base) if file.measures else tuple(wanted(text, base) for text in usual)
    for scenario in scenarios:
        with faults.gather():
            levers.append(lever(file.by, scenario))
            reach.append(capacities(levers[-1], file.low, file.high, file.step))
    if faults or aim is None:
        raise BadInput(f"{name}, {message}" if name else message for message in faults)
    beside = tuple(one for one in beside if one != aim.wanted)
    return CapacityQuestion(
        file.title,
        file.about,
        settings,
        tuple(scenarios),
        aim,
        file.probability,
        tuple(levers),
        tuple(reach),
        beside,
    )


def run_requirement(sought: CapacityQuestion, laboratory: Laboratory) -> Requirement:
    """Search in each scenario, and make its sufficiency statement; what fails is left out and named."""
    replications = sought.settings.replications
    found = []
    for number, scenario in enumerate(sought.scenarios):
        statement = stated(laboratory, number, SufficiencyAim(sought.probability), replications)
        answer = searched(sought, number, laboratory)
        found.append(
            CapacityFound(
                scenario,
                sought.levers[number],
                answer,
                _beside(sought, number, answer, laboratory),
                statement,
            )
        )
    return Requirement(sought, tuple(found), tuple(laboratory.failures))


def searched(sought: CapacityQuestion, number: int, measures: Measures) -> RequiredCapacity:
    """Return the answer in the scenario of this number."""
    replications = range(sought.settings.replications)

    def runs(steps: Sequence[int]) -> Numbers:
        return np.asarray(measures.values(_points(sought, number, steps), replications)[:, 0, :])

    reach = sought.capacities[number]
    return least_capacity(runs, reach, sought.standard, sought.probability, len(replications))


def _points(sought: CapacityQuestion, number: int, steps: Sequence[int]) -> list[Point]:
    path, reach = sought.levers[number].path, sought.capacities[number]
    return [Point(number, (Setting(path, reach.at(step)),)) for step in steps]


def _beside(sought: CapacityQuestion, number: int, answer: RequiredCapacity, measures: Measures) -> Numbers:
    """Return the means of the measures beside, at the capacities tried; they have been run, so nothing is run again."""
    steps = answer.tried.numbers
    values = measures.values(_points(sought, number, steps), range(sought.settings.replications))[:, 1:, :]
    defined = ~np.isnan(values)
    counts = defined.sum(axis=2)
    totals = np.where(defined, values, 0.0).sum(axis=2)
    means: Numbers = np.divide(totals, counts, out=np.full(totals.shape, np.nan), where=counts > 0)
    return means


REQUIREMENT = Experiment(
    "requirement",
    crossed,
    capacity_question,
    run_requirement,
    replications=REPLICATIONS,
    reader=SufficiencyReader,
)
"""How the frame runs a requirement."""


def file_for(
    what: str,
    by: str | None = None,
    scenario: str | None = None,
    probability: float | None = None,
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
) -> RequirementFile:
    """Return what a requirement's file says, or would say of a standard, with what is given in place of what it says.

    Raises BadInput with every fault.
    """
    if is_standard(what):
        if by is None:
            mend = f"name the quantity that may change, such as --by {PLACES}"
            raise BadInput([fault("--by", "", "is missing", mend)])
        file = RequirementFile(title="Required capacity", standard=what, by=by)
    else:
        file = read(what, RequirementFile, FOLDER)
    if scenario is not None:
        file = replace(file, base=scenario, strategies=())
    return replace(
        file,
        by=file.by if by is None else by,
        probability=file.probability if probability is None else probability,
        low=file.low if low is None else low,
        high=file.high if high is None else high,
        step=file.step if step is None else step,
    )


def require(
    what: str,
    *,
    by: str | None = None,
    scenario: str | None = None,
    probability: float | None = None,
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    replications: int | None = None,
    seed: int | None = None,
    years: float | None = None,
    uncertainty: bool | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    trust_this_machine: bool = False,
    progress: Tell | None = None,
) -> Requirement:
    """Return the least of the lever `by` that meets a standard, ``require("first_choice_percent>=80", by=...)``.

    `what` may be a requirement's file instead, by name or path; what is given here takes the place of what that says.
    Raises BadInput with every fault before anything runs.
    """
    file = file_for(what, by, scenario, probability, low, high, step)
    name = "" if is_standard(what) else what
    settings = settings_for(
        file,
        replications,
        seed,
        years,
        uncertainty,
        processes,
        cluster,
        usual=REPLICATIONS,
        trust_this_machine=trust_this_machine,
    )
    return REQUIREMENT.run(file, name, settings, progress)
