"""A run as the worker that leads it sees it: what is to be done in parts, by any worker, and what comes of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.running.execution.tasks import Batch, Point, Task, batch_size, parted
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.replications import collected
from sim.experiments.running.settings import Settings, too_large
from sim.experiments.running.study import OpeningKey, Openings, Study, opening_inputs, openings, study
from sim.experiments.statistics.effect import TURNS_OF_LUCK
from sim.fitting.reference import reference_entries
from sim.foundations.calendar import Calendar
from sim.foundations.faults import BadInput
from sim.model.opening.pool import Pool
from sim.model.pool.making import in_balance, make_pool, runs
from sim.offline.shared_work import RunToLive, done_of, lives_of
from sim.parameters.parameters import Parameters
from sim.planner.asked import Asked
from sim.planner.checked import checked
from sim.planner.command import mixed
from sim.scenario.scenario import Scenario


@dataclass(slots=True)
class PoolsMade:
    """The children of first days that were made last, so that the next run of the same council need not make them."""

    by_digest: dict[str, Pool | None] = field(default_factory=dict)

    def keep(self, found: Mapping[str, Pool | None]) -> None:
        """Keep these and no others: each takes many megabytes."""
        self.by_digest = dict(found)


@dataclass(slots=True)
class LedRun:
    """One run, from what was asked to what it gave."""

    scenarios: Sequence[Scenario]
    settings: Settings
    wanted: Openings
    calendars: Sequence[Calendar]
    began: float = field(default_factory=monotonic)
    study: Study | None = None

    @classmethod
    def of(cls, asked: Asked) -> LedRun:
        """Return the run that was asked for, as the command line would run it. Raises BadInput where it cannot be."""
        scenarios = checked(asked)
        turns = TURNS_OF_LUCK if asked.drawn and mixed(asked) else 1
        settings = Settings(asked.replications, asked.seed, asked.drawn, 1, turns=turns)
        if faults := too_large(settings, scenarios):
            raise BadInput(faults)
        return cls(scenarios, settings, openings(scenarios), tuple(one.calendar() for one in scenarios))

    def long_runs(self, made: PoolsMade) -> list[RunToLive]:
        """Return the long runs that have yet to be lived."""
        return [one for key in self.wanted.scenarios for one in self._long_runs(key, made)]

    def _long_runs(self, key: OpeningKey, made: PoolsMade) -> Iterator[RunToLive]:
        """Yield those of one first day; none where it was made before, or opens with nobody."""
        parameters = self.wanted.scenarios[key].parameters
        opening = parameters.opening
        if self._digest(key) in made.by_digest or opening is None or round(opening.looked_after) == 0:
            return
        balanced = in_balance(parameters, reference_entries(parameters))
        for number in range(1, runs(opening.looked_after) + 1):
            yield RunToLive(balanced, self.calendars[key[0]], self.settings.seed, number)

    def open(self, packed: Sequence[bytes], made: PoolsMade) -> bytes:
        """Return the study, packed for the other workers, once all long runs are lived."""
        lived = iter(packed)
        pools: dict[OpeningKey, Pool | None] = {}
        for key, opening in self.wanted.scenarios.items():
            digest = self._digest(key)
            if digest in made.by_digest:
                pools[key] = made.by_digest[digest]
            else:
                pools[key] = self._pool(key, opening.parameters, [next(lived) for _ in self._long_runs(key, made)])
        made.keep({self._digest(key): pool for key, pool in pools.items()})
        settings = self.settings
        self.study = study(self.scenarios, settings.seed, settings.uncertainty, turns=settings.turns, pools=pools)
        return pickle.dumps(self.study)

    def _pool(self, key: OpeningKey, parameters: Parameters, lived: Sequence[bytes]) -> Pool | None:
        if not lived:
            return None
        entries = reference_entries(parameters)
        lives = [lives_of(one) for one in lived]
        return make_pool(parameters, self.calendars[key[0]], self.settings.seed, entries, lived=lives)

    def doubts(self) -> list[str]:
        """Return what of the published first day could not be made."""
        pools = self.study.pools.values() if self.study is not None else ()
        return list(dict.fromkeys(words for pool in pools if pool is not None for words in pool.told))

    def tasks(self) -> list[Task]:
        """Return what is to be run, in parts: every scenario of a replication before the next replication."""
        replications = range(self.settings.replications)
        every = [(Point(number), one) for number in range(len(self.scenarios)) for one in replications]
        tasks = parted(every, batch_size(len(every)))
        return sorted(tasks, key=lambda task: (task.first, task.point.scenario))

    def finished(self, packed: Sequence[bytes]) -> Comparison:
        """Return what was found, put together as every run is. Raises RunError where a replication failed."""
        assert self.study is not None
        with Laboratory(self.study, self.settings.machines, keeper=DoneElsewhere(packed)) as laboratory:
            return compared(collected(laboratory, self.settings.replications))

    def _digest(self, key: OpeningKey) -> str:
        """Return a digest of all that decides a first day."""
        inputs = (
            opening_inputs(self.wanted.scenarios[key].parameters),
            self.calendars[key[0]].start,
            self.settings.seed,
        )
        return sha256(repr(inputs).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class DoneElsewhere:
    """Hands over what other workers have done; nothing is left to do."""

    packed: Sequence[bytes]

    def known(self) -> Iterator[tuple[Task, Batch]]:
        """Yield it all."""
        return (done_of(one) for one in self.packed)

    def lacks(self, runs: int) -> None:
        """Hear of what failed, which fails in the same way again."""

    def keep(self, task: Task, batch: Batch) -> None:
        """Let go what was tried again."""
