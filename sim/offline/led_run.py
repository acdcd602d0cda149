"""A run as the worker that leads it sees it: what is to be done in parts, by any worker, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.running.execution.tasks import Batch, Failure, Point, Task, batch_size, parted
from sim.experiments.running.failures import RunError, failures_in_words
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.replications import collected
from sim.experiments.running.settings import Settings, too_large
from sim.experiments.running.study import OpeningKey, openings, study
from sim.experiments.statistics.effect import TURNS_OF_LUCK
from sim.foundations.faults import BadInput
from sim.offline.day_to_make import DayToMake
from sim.offline.known_stays import KnownStays
from sim.offline.shared_work import done_of
from sim.offline.study_to_take import StudyToTake
from sim.planner.asked import Asked
from sim.planner.checked import checked
from sim.planner.command import mixed
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class LedRun:
    """One run, from what was asked to what it gave."""

    scenarios: Sequence[Scenario]
    settings: Settings
    days: Mapping[OpeningKey, DayToMake | None]
    """The first day of every scenario that has one of its own; None where nobody is in care on it."""
    taken: StudyToTake
    began: float = field(default_factory=monotonic)

    @classmethod
    def of(cls, asked: Asked, stays: KnownStays) -> LedRun:
        """Return the run that was asked for, as the command line would run it; `stays` are known.

        Raises BadInput where it cannot be run.
        """
        scenarios = checked(asked)
        turns = TURNS_OF_LUCK if asked.drawn and mixed(asked) else 1
        settings = Settings(asked.replications, asked.seed, asked.drawn, 1, turns=turns)
        if faults := too_large(settings, scenarios):
            raise BadInput(faults)
        wanted, seed = openings(scenarios), settings.seed
        made = study(scenarios, seed, asked.drawn, turns=turns, pools=dict.fromkeys(wanted.scenarios))
        days = {key: DayToMake.of(one, made.calendars[key[0]], seed, stays) for key, one in wanted.scenarios.items()}
        digests = {key: None if day is None else day.digest for key, day in days.items()}
        opens = {key: digests[opener] for key, opener in wanted.openers.items()}
        return cls(scenarios, settings, days, StudyToTake(made, opens))

    @classmethod
    def of_first_day(cls, asked: Asked, stays: KnownStays) -> LedRun:
        """Return the run of the base alone, which opens as every run of what was asked does."""
        return cls.of(replace(asked, strategies=()), stays)

    @property
    def first_days(self) -> list[DayToMake]:
        """Return the first days that have to be made for it."""
        return [day for day in self.days.values() if day is not None]

    def tasks(self) -> list[Task]:
        """Return what is to be run, in parts: every scenario of a replication before the next replication."""
        replications = range(self.settings.replications)
        every = [(Point(number), one) for number in range(len(self.scenarios)) for one in replications]
        tasks = parted(every, batch_size(len(every)))
        return sorted(tasks, key=lambda task: (task.first, task.point.scenario))

    def finished(self, packed: Sequence[bytes]) -> Comparison:
        """Return what was found, put together as every run is. Raises RunError where a replication failed."""
        done = [done_of(one) for one in packed]
        failures = [one for _, batch in done for one in batch if isinstance(one, Failure)]
        if failures:
            raise RunError(failures_in_words(self.taken.study, failures))
        with Laboratory(self.taken.study, self.settings.machines, keeper=DoneElsewhere(done)) as laboratory:
            return compared(collected(laboratory, self.settings.replications))


@dataclass(frozen=True, slots=True)
class DoneElsewhere:
    """Hands over what other workers have done; nothing is left to do."""

    done: Sequence[tuple[Task, Batch]]

    def known(self) -> Iterator[tuple[Task, Batch]]:
        """Yield it all."""
        return iter(self.done)

    def lacks(self, runs: int) -> None:
        """Hear what does not happen: this worker has no first day from which anything could be run."""
        raise AssertionError(f"{runs} replications are lacking")

    def keep(self, task: Task, batch: Batch) -> None:
        """Keep nothing: nothing is run here."""
