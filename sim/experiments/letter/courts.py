"""The letter's systems of law and permanence replayed: present practice, what was in place, what the visit asked for.

From 1 January 2018, over Tower Hamlets with courts and the practice that the letter describes. Three services begin on
the letter's dates; the three that the visit did not find begin, where they are tried, on the first day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.letter.practice import as_found
from sim.experiments.running.progress import TellSteps, runs_alone
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Outcome, Results
from sim.experiments.running.settings import SEED, Settings
from sim.experiments.running.study import Chosen
from sim.experiments.statistics.difference import Difference, paired
from sim.measures.arrays import Numbers
from sim.scenario.defaults import LEGAL_STRATEGIES
from sim.scenario.levers import Setting, laid
from sim.scenario.scenario import Scenario, load
from sim.scenario.timetable import Timetable, timetable

BASE = "tower_hamlets_2018"
COURTS = "legal_process"
"""Laid over the base as long as that has no courts of its own."""

DATES = "letter"
YEARS = 3.0
"""Of the run: children who are adopted in it have mostly come into care in it or not long before."""

REPLICATIONS = 100

IN_PLACE = ("legal_planning", "plo_tracker", "adoption_summit")
"""That the visit found, the last of them just begun."""

ASKED_FOR = ("parallel_planning", "family_finding", "connected_carers")
"""That the visit found missing."""


SHORTER_COURT = 0.5
"""Of the court's own timetable, in the scenario that asks what shorter cases do to the time from order to match."""


@dataclass(frozen=True, slots=True)
class CourtReplay:
    """The scenarios of the replay on the same luck: without, in place, all six, each alone, and a shorter court."""

    results: Results
    dates: Timetable

    @property
    def without(self) -> Outcome:
        """Return present practice without any of the six."""
        return self.results.outcomes[0]

    @property
    def in_place(self) -> Outcome:
        """Return what the visit found in place."""
        return self.results.outcomes[1]

    @property
    def all_six(self) -> Outcome:
        """Return what was in place with what the visit asked for."""
        return self.results.outcomes[2]

    def alone(self, strategy: str) -> Outcome:
        """Return one of the six alone."""
        return self.results.outcomes[3 + LEGAL_STRATEGIES.index(strategy)]

    @property
    def shorter_court(self) -> Outcome:
        """Return earlier family finding where the court's own timetable takes half the time."""
        return self.results.outcomes[-1]

    def of(self, wanted: MeasureChoice, outcome: Outcome) -> Numbers:
        """Return a number in each replication of a scenario."""
        return outcome.measures.of(*wanted.key(outcome.scenario))

    def mean(self, wanted: MeasureChoice, outcome: Outcome) -> float:
        """Return its mean over the replications in which it is defined."""
        numbers = self.of(wanted, outcome)
        return paired(numbers, numbers).base_mean

    def change(self, wanted: MeasureChoice, before: Outcome, after: Outcome) -> Difference:
        """Return what one scenario has more of it than another, replication by replication."""
        return paired(self.of(wanted, before), self.of(wanted, after))


def base_with_courts(*strategies: str) -> Scenario:
    """Return Tower Hamlets with courts and with the practice that the visit found, and the strategies over it."""
    bare = load(BASE)
    courts = () if bare.parameters.legal_process else (COURTS,)
    return as_found(load(BASE, *courts, *strategies)).with_years(YEARS)


def court_scenarios(dates: Timetable) -> list[Scenario]:
    """Return present practice, what was in place, all six, each alone, and earlier finding with a shorter court."""
    chosen = ((), IN_PLACE, LEGAL_STRATEGIES, *((name,) for name in LEGAL_STRATEGIES))
    finding = base_with_courts("family_finding")
    court = finding.parameters.legal
    assert court is not None
    shorter = laid(finding, [Setting("legal.court_median", SHORTER_COURT * court.court_median)])
    return [*(dates.over(base_with_courts(*names)) for names in chosen), shorter]


def replay_courts(
    wanted: tuple[MeasureChoice, ...],
    settings: Settings | None = None,
    progress: TellSteps | None = None,
) -> CourtReplay:
    """Replay the letter's systems of law and permanence, and read these numbers of every replication.

    `progress` is called with (replications done, replications in all). Raises `BadInput` for bad scenario files.
    """
    chosen = replace(settings or Settings(REPLICATIONS, SEED), years=None, uncertainty=False)
    dates = timetable(DATES).within(base_with_courts(*LEGAL_STRATEGIES))
    return CourtReplay(run_all(court_scenarios(dates), chosen, runs_alone(progress), Chosen(wanted)), dates)
