"""What replications of several scenarios gave: their measures, and how precise they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.experiments.statistics.sample import Sample
from sim.foundations.counted import counted
from sim.foundations.faults import listed
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.experiments.running.precision_reached import Precision


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scenario and what was measured in its replications."""

    scenario: Scenario
    measures: Sample
    series: Sample

    def __repr__(self) -> str:
        return f"<Outcome of {self.scenario.name}: {counted(self.measures.values.shape[1], 'replication')}>"


@dataclass(frozen=True, slots=True)
class Results:
    """Scenarios that were run on the same luck; in a comparison the first is the base."""

    outcomes: tuple[Outcome, ...]
    seed: int
    replications: int
    uncertainty: bool
    turns: int = 1
    """Replications, one after another, that share a draw of the inputs."""
    precision: Precision | None = None
    """What was asked for and reached, where replications went on until a precision was."""

    def __repr__(self) -> str:
        return (
            f"<Results of {listed(one.scenario.name for one in self.outcomes)}: "
            f"{counted(self.replications, 'replication')}, seed {self.seed}>"
        )

    def __getitem__(self, name: str) -> Outcome:
        """Return the outcome of the scenario of this name."""
        for outcome in self.outcomes:
            if outcome.scenario.name == name:
                return outcome
        raise KeyError(name)
