"""Replications: scenarios run again and again on the same luck, and what was measured in each.

The registers stay with the workers that made them; only numbers come back. The results are the same, byte for byte,
on any number of workers, and replication 7 is the same whether it runs alone or among a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.laboratory import Keeper, Laboratory
from sim.experiments.running.progress import Tell
from sim.experiments.running.results import Outcome, Results
from sim.experiments.running.settings import Settings, too_large
from sim.experiments.running.study import RegisterReader, study, usual
from sim.experiments.statistics.sample import Collection
from sim.foundations.faults import BadInput
from sim.scenario.scenario import Scenario


def run_all(
    scenarios: Sequence[Scenario],
    settings: Settings,
    progress: Tell | None = None,
    reading: RegisterReader = usual,
    keeper: Keeper | None = None,
    lucks: Sequence[str] = (),
) -> Results:
    """Run every scenario in every replication, sharing luck and an opening cohort made from the first scenario.

    `progress` is told of the making of the opening cohort, and of the replications, those of every scenario counted.
    `reading` is what is read off each register; `keeper` keeps what is done; `lucks` say whose luck each scenario has,
    where they are of several councils. Raises BadInput when the results would not fit in memory, and RunError when a
    replication failed, after all others.
    """
    if faults := too_large(settings, scenarios):
        raise BadInput(faults)
    seed, uncertainty, turns = settings.seed, settings.uncertainty, settings.turns
    made = study(scenarios, seed, uncertainty, reading, lucks=lucks, turns=turns, tell=progress)
    with Laboratory(made, settings.machines, keeper=keeper, tell=progress) as laboratory:
        return collected(laboratory, settings.replications)


def collected(laboratory: Laboratory, replications: int) -> Results:
    """Return so many replications of every scenario of the laboratory's study."""
    return Gathering(laboratory).up_to(replications)


class Gathering:
    """The replications of every scenario of a laboratory's study, gathered so far; more can be added."""

    def __init__(self, laboratory: Laboratory) -> None:
        self._laboratory = laboratory
        self._collections = [(Collection(0), Collection(0)) for _ in laboratory.study.scenarios]
        self._replications = 0

    def up_to(self, replications: int) -> Results:
        """Return so many replications of every scenario; those gathered before are not run again."""
        study, scenarios = self._laboratory.study, self._laboratory.study.scenarios
        for both in self._collections:
            for collection in both:
                collection.grow(replications)
        self._laboratory.expect(replications * len(scenarios))
        points = [Point(number) for number in range(len(scenarios))]
        for run in self._laboratory.runs(points, range(self._replications, replications)):
            measures, series = self._collections[run.point.scenario]
            measures.add(run.replication, run.made.measures)
            series.add(run.replication, run.made.series)
        self._replications = replications
        outcomes = tuple(
            Outcome(scenario, measures.sample(), series.sample())
            for scenario, (measures, series) in zip(scenarios, self._collections, strict=True)
        )
        return Results(outcomes, study.seed, replications, study.uncertainty, study.turns)
