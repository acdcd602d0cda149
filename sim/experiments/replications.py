"""Replications: scenarios run again and again on the same luck, and what was measured in each.

The registers stay with the workers that made them; only numbers come back. The results are the same, byte for byte,
on any number of workers, and replication 7 is the same whether it runs alone or among a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.experiments.execution.tasks import Point
from sim.experiments.laboratory import Keeper, Laboratory, Tell
from sim.experiments.sample import Collection, Sample
from sim.experiments.settings import REPLICATIONS, SEED, Settings, too_large
from sim.experiments.study import Reading, study, usual
from sim.foundations.faults import BadInput
from sim.scenario.scenario import Scenario, load, with_ensembles

if TYPE_CHECKING:
    from sim.experiments.reached import Precision


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
    precision: Precision | None = None
    """What was asked for and reached, where replications went on until a precision was."""

    def __getitem__(self, name: str) -> Outcome:
        """Return the outcome of the scenario of this name."""
        for outcome in self.outcomes:
            if outcome.scenario.name == name:
                return outcome
        raise KeyError(name)


def run_all(
    scenarios: Sequence[Scenario],
    settings: Settings,
    progress: Tell | None = None,
    reading: Reading = usual,
    keeper: Keeper | None = None,
) -> Results:
    """Run every scenario in every replication, sharing luck and an opening cohort made from the first scenario.

    `progress` is called with (replications done, replications in all, those of every scenario counted), first when the
    opening cohort has been made. `reading` is what is read off each register; `keeper` keeps what is done. Raises
    BadInput when the results would not fit in memory, and RunError when a replication failed, after all others.
    """
    if faults := too_large(settings, scenarios):
        raise BadInput(faults)
    made = study(scenarios, settings.seed, settings.uncertainty, reading)
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
        return Results(outcomes, study.seed, replications, study.uncertainty)


def run(
    scenario: Scenario | str,
    *,
    years: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    processes: int | None = None,
    uncertainty: bool = False,
    ensemble: str | None = None,
    precision: str | Sequence[str] = (),
    most: int | None = None,
    progress: Tell | None = None,
) -> Results:
    """Run one scenario, given by name, path or as loaded. Raises `BadInput` for what makes no sense.

    With `uncertainty`, calibrated numbers come from the `ensemble` at that path; by default from the one kept for the
    base, if any; with "none" from their ranges. With a `precision`, such as "looked_after=3", there are as many
    replications as it takes, but not more than `most`, whatever `replications` says.
    """
    from sim.experiments.precision import asked_in_python
    from sim.experiments.reached import run_as_asked

    settings = Settings(replications, seed, uncertainty, processes, years)
    chosen = load(scenario) if isinstance(scenario, str) else scenario
    if years is not None:
        chosen = chosen.with_years(years)
    scenarios = with_ensembles([chosen], ensemble) if uncertainty else [chosen]
    return run_as_asked(scenarios, settings, asked_in_python(precision, most, chosen), progress)
