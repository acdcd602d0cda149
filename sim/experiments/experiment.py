"""What all experiments have in common: a form, the question that it asks of scenarios, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.laboratory import Keeper, Laboratory
from sim.experiments.running.progress import Tell
from sim.experiments.running.settings import REPLICATIONS, Settings
from sim.experiments.running.study import Chosen, RegisterReader, study
from sim.scenario.files.experiment_file import ExperimentHeading
from sim.scenario.scenario import Scenario, with_ensembles


class Question(Protocol):
    """What an experiment is asked, sound: nothing in it is refused when it is run."""

    @property
    def settings(self) -> Settings:
        """Return how it is run."""

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Return what is run."""

    @property
    def wanted(self) -> tuple[MeasureChoice, ...]:
        """Return the measures that are wanted of each run."""


FormType = TypeVar("FormType", bound=ExperimentHeading)
QuestionType = TypeVar("QuestionType", bound=Question)
AnswerType = TypeVar("AnswerType")


def _no_points(_question: Question) -> Sequence[Point]:
    return ()


@dataclass(frozen=True, slots=True)
class Experiment(Generic[FormType, QuestionType, AnswerType]):
    """One kind of experiment, as the frame runs it: a form is made a question, and the question answered."""

    name: str
    """In manifests."""
    scenarios: Callable[[FormType, float | None], list[Scenario]]
    """Those that a form names, for so many years; raises BadInput with every fault."""
    question: Callable[[FormType, str, Sequence[Scenario], Settings], QuestionType]
    """What a form, from a file of this name, asks of the scenarios; raises BadInput with every fault."""
    answer: Callable[[QuestionType, Laboratory], AnswerType]
    replications: int = REPLICATIONS
    """Unless somebody says otherwise."""
    tolerant: bool = True
    """Whether there is an answer without the replications that failed."""
    reader: Callable[[tuple[MeasureChoice, ...]], RegisterReader] = Chosen
    """How a replication is read of which these measures are wanted."""
    most_runs: Callable[[QuestionType], int] | None = None
    """How many runs a question takes at most, where that is to be said before it is answered."""
    points: Callable[[QuestionType], Sequence[Point]] = _no_points
    """Points that set something of the opening cohort, if any do."""

    def laboratory(self, question: QuestionType, keeper: Keeper | None = None, tell: Tell | None = None) -> Laboratory:
        """Return the laboratory in which a question is answered. Raises BadInput for too many opening cohorts."""
        settings, reader = question.settings, self.reader(question.wanted)
        made = study(question.scenarios, settings.seed, settings.uncertainty, reader, self.points(question), tell=tell)
        return Laboratory(made, settings.machines, question.wanted, keeper, tell, tolerant=self.tolerant)

    def run(self, form: FormType, name: str, settings: Settings, tell: Tell | None = None) -> AnswerType:
        """Return the answer to what a form, from a file of this name, asks.

        Raises BadInput with every fault before anything runs.
        """
        scenarios = self.scenarios(form, settings.years)
        if settings.uncertainty:
            scenarios = with_ensembles(scenarios, None)
        question = self.question(form, name, scenarios, settings)
        with self.laboratory(question, tell=tell) as laboratory:
            return self.answer(question, laboratory)
