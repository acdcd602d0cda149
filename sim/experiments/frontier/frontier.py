"""The best mix for the money: every mix of strategies searched, the frontier, and what knowing more would be worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np

from sim.experiments.experiment import Experiment
from sim.experiments.frontier.aim import MixRuns, Yardstick
from sim.experiments.frontier.choices import choices_of
from sim.experiments.frontier.dominance import best_of
from sim.experiments.frontier.form import FrontierFile
from sim.experiments.frontier.given import base_of, file_for, strategies_of
from sim.experiments.frontier.knowing import WorthOfKnowing, known_numbers, subjects, worth_knowing
from sim.experiments.frontier.mixes import Mixes, sets_of
from sim.experiments.frontier.question import REPLICATIONS, MixQuestion, mix_question
from sim.experiments.frontier.record import NONE, SearchRecord
from sim.experiments.frontier.search import search
from sim.experiments.frontier.standings import MixStanding, standings_of
from sim.experiments.running.execution.tasks import Failure
from sim.experiments.running.laboratory import Laboratory, Measures
from sim.experiments.running.progress import Tell
from sim.experiments.running.scenarios_of_form import settings_for
from sim.foundations.counted import counted
from sim.measures.arrays import Numbers
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Frontier:
    """What was found."""

    asked: MixQuestion
    search: SearchRecord
    runs: MixRuns
    """Of the mixes that stayed to the end, in the order of their standings."""
    standings: tuple[MixStanding, ...]
    """The mixes that stayed to the end, the cheapest first."""
    choices: tuple[int, ...]
    """Numbers of the mixes between which knowing more could change the choice."""
    known: tuple[WorthOfKnowing, ...]
    """Empty when inputs were not drawn, or too few futures were."""
    runs_in_all: int
    failures: tuple[Failure, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<Frontier {self.asked.title}: {len(self.on_frontier())} of "
            f"{counted(len(self.asked.mixes), 'mix', 'mixes')} on it, {counted(self.runs_in_all, 'run')}>"
        )

    def best(self, yardstick: Yardstick) -> MixStanding:
        """Return the mix with the best mean by a yardstick; of equals the cheapest."""
        return self.standings[best_of(self.asked.aim.loss(self.runs, yardstick), self.runs.strategies)]

    def on_frontier(self) -> tuple[MixStanding, ...]:
        """Return the mixes that are on the frontier on means, the cheapest first."""
        return tuple(one for one in self.standings if one.frontier)


@dataclass(frozen=True, slots=True)
class MixRunner:
    """Runs mixes at their points, and asks for none of their replications twice."""

    mixes: Mixes
    measures: Measures
    had: dict[int, Numbers] = field(default_factory=dict)
    """By mix: what was wanted of it, and replication."""

    def __call__(self, mixes: Sequence[int], replications: range) -> MixRuns:
        """Return what the mixes gave in the replications."""
        return _runs(self.values(mixes, replications))

    def values(self, mixes: Sequence[int], replications: range) -> Numbers:
        """Return all that was wanted of the mixes, by mix, what is wanted, and replication; from the first on."""
        by_seen: dict[int, list[int]] = {}
        for mix in mixes:
            by_seen.setdefault(self.had[mix].shape[1] if mix in self.had else 0, []).append(mix)
        for seen, some in sorted(by_seen.items()):
            fresh = range(seen, replications.stop)
            if len(fresh) > 0:
                values = self.measures.values([self.mixes.points[mix] for mix in some], fresh)
                for mix, own in zip(some, values, strict=True):
                    self.had[mix] = np.hstack([self.had[mix], own]) if mix in self.had else own
        return np.array([self.had[mix][:, : replications.stop] for mix in mixes])


def _runs(values: Numbers) -> MixRuns:
    return MixRuns(values[:, 0], values[:, 1], values[:, 2])


def explored(sought: MixQuestion, measures: Measures) -> Frontier:
    """Search, see how the mixes that stay stand, and find what knowing more would be worth."""
    run = MixRunner(sought.mixes, measures)
    found = search(run, sought.mixes.sizes, sought.aim, sought.effort)
    order = np.argsort(found.changes[found.stayed, 1], kind="stable")
    stayed = found.stayed[order]
    values = run.values(stayed.tolist(), range(sought.effort.last))
    values = values[:, :, ~np.isnan(values[:, 0]).any(axis=0)]
    runs = _runs(values)
    standings = standings_of(stayed, runs, values, sought.aim, sought.settings.seed)
    choices: tuple[int, ...] = ()
    known: tuple[WorthOfKnowing, ...] = ()
    if sought.futures:
        choices = choices_of(sought.mixes, found, standings, sought.aim)
        choices, known = _known(sought, run, choices)
    return Frontier(sought, found, runs, standings, choices, known, sum(one.shape[1] for one in run.had.values()))


def _known(
    sought: MixQuestion, run: MixRunner, choices: Sequence[int]
) -> tuple[tuple[int, ...], tuple[WorthOfKnowing, ...]]:
    """Return the choices that are within the budget when they have been run, and what knowing more is worth."""
    runs = run(choices, range(sought.futures))
    budget = inf if sought.aim.budget is None else sought.aim.budget
    inside = [row for row, mix in enumerate(choices) if mix == NONE or runs.strategies[row].mean() <= budget]
    defined = ~np.isnan(runs.measure).any(axis=0)
    about = subjects(sought.mixes)
    paths = list(dict.fromkeys(path for one in about for path in one.paths))
    drawn = known_numbers(sought.mixes, paths, sought.settings.seed, sought.futures)
    known = worth_knowing(
        about,
        {path: one[defined] for path, one in drawn.items()},
        runs.of(np.array(inside)).defined(),
        sought.aim,
        sought.settings.seed,
    )
    return tuple(choices[row] for row in inside), known


def run_frontier(sought: MixQuestion, laboratory: Laboratory) -> Frontier:
    """Run all that is asked for in a laboratory; what fails is left out and named."""
    laboratory.expect(sought.most_runs)
    found = explored(sought, laboratory)
    return replace(found, failures=tuple(laboratory.failures))


def sets_for(file: FrontierFile, years: float | None) -> list[Scenario]:
    """Return the base of a file with every set of its strategies laid over it. Raises BadInput."""
    return sets_of(base_of(file), strategies_of(file), years)


FRONTIER = Experiment(
    "frontier",
    sets_for,
    mix_question,
    run_frontier,
    replications=REPLICATIONS,
    most_runs=lambda sought: sought.most_runs,
)
"""How the frame runs a frontier."""


def frontier(
    what: str | None = None,
    *,
    base: str | None = None,
    strategies: Sequence[str] | None = None,
    budget: str | float | None = None,
    measure: str | None = None,
    want: str | None = None,
    against: str | None = None,
    worth: str | float | None = None,
    scales: Sequence[float] | None = None,
    runs: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    years: float | None = None,
    uncertainty: bool | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    trust_this_machine: bool = False,
    progress: Tell | None = None,
) -> Frontier:
    """Return which mixes of strategies are best for the money, ``frontier(budget="2m")``.

    `what` is the file of a frontier, by name or path; what is given besides takes the place of what that says. Raises
    BadInput with every fault before anything runs.
    """
    given = {
        "base": base,
        "strategies": None if strategies is None else tuple(strategies),
        "budget": budget,
        "measure": measure,
        "want": want,
        "against": against,
        "worth": worth,
        "scales": None if scales is None else tuple(scales),
        "runs": runs,
    }
    file = file_for(what, given)
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
    return FRONTIER.run(file, what or "", settings, progress)
