"""What a sufficiency statement is asked for: its form, and the sound question of one scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.experiment import Experiment
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.scenarios_of_form import crossed
from sim.experiments.running.settings import Settings
from sim.experiments.sufficiency.statement import REPLICATIONS, Statement, SufficiencyAim, SufficiencyReader, stated
from sim.scenario.files.experiment_file import ExperimentHeading
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class SufficiencyForm(ExperimentHeading):
    """What is asked for on the command line; there are no files of sufficiency statements."""

    title: str = "Sufficiency statement"
    aim: SufficiencyAim


@dataclass(frozen=True, slots=True)
class SufficiencyQuestion:
    """A statement as asked for, sound."""

    settings: Settings
    scenarios: tuple[Scenario, ...]
    """The one that it is of."""
    aim: SufficiencyAim

    @property
    def wanted(self) -> tuple[MeasureChoice, ...]:
        """Return none: what the statement counts is no measure."""
        return ()


def sufficiency_question(
    form: SufficiencyForm, _name: str, scenarios: Sequence[Scenario], settings: Settings
) -> SufficiencyQuestion:
    """Return what a form asks for: an aim is sound by itself."""
    return SufficiencyQuestion(settings, tuple(scenarios), form.aim)


def run_sufficiency(question: SufficiencyQuestion, laboratory: Laboratory) -> Statement:
    """Make the statement in a laboratory; what fails is left out. Raises RunError when every replication failed."""
    return stated(laboratory, 0, question.aim, question.settings.replications)


SUFFICIENCY = Experiment(
    "sufficiency",
    crossed,
    sufficiency_question,
    run_sufficiency,
    replications=REPLICATIONS,
    reader=SufficiencyReader,
    most_runs=lambda question: question.settings.replications,
)
"""How the frame makes a sufficiency statement."""
