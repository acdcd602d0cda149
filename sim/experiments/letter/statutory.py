"""The letter's statutory services replayed: its figures beside the model's, and what each way to mend them would bring.

The figures are read off runs from 1 April 2017, which know the whole year to the visit, and from 1 January 2018, from
which the number in care is the letter's. What would mend them begins on 1 January 2018, alone and together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from sim.experiments.letter import replay as letter
from sim.experiments.letter.dated_number import Dated, DatedNumber
from sim.experiments.letter.statutory_figures import MID_JUNE, OF_THE_LETTER
from sim.experiments.running.progress import TellSteps, runs_alone
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Outcome, Results
from sim.experiments.running.settings import SEED, Settings
from sim.experiments.statistics.difference import Difference, paired
from sim.measures.arrays import Numbers
from sim.measures.reviews import OF_REVIEWS
from sim.scenario.levers import Setting, laid
from sim.scenario.scenario import Scenario, load

BASE = "tower_hamlets_2018"
SERVICES_LAID = "statutory_services"
"""Laid over the bases, which have none of their own."""

YEARS = 3.0
"""Of what would mend them: the extra workers leave after eighteen months."""

FEWER = 4
"""Times fewer replications of what would mend them, of which differences alone are read, on the same luck."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to mend what the letter found, or several together."""

    title: str
    strategies: str


PATHWAY = Remedy("Pathway", "health_assessment_pathway")
CLINIC = Remedy("One more appointment a clinic", "health_assessment_clinic")
PATHWAY_AND_CLINIC = Remedy("Both", f"{PATHWAY.strategies}+{CLINIC.strategies}")
RECOVERY = Remedy("Recovery", "assessment_recovery")
TRANSFER = Remedy("Children in need elsewhere", "caseload_transfer")
RECOVERY_AND_TRANSFER = Remedy("Both", f"{RECOVERY.strategies}+{TRANSFER.strategies}")

OF_HEALTH = (PATHWAY, CLINIC, PATHWAY_AND_CLINIC)
OF_ASSESSMENTS = (RECOVERY, TRANSFER, RECOVERY_AND_TRANSFER)

OFFICERS = (6.0, 4.5, 4.0, 3.5)
"""Reviewing officers tried beside the base's five: some 50, 67, 75 and 86 children each at the start."""

YEARS_TOLD = (
    (date(2018, 1, 1), date(2018, 12, 31)),
    (date(2019, 1, 1), date(2019, 12, 31)),
    (date(2020, 1, 1), date(2020, 12, 30)),
)
"""The years of the run; the last ends with it."""

IN_TIME = tuple(DatedNumber("iha_in_timescale_percent", until, since) for since, until in YEARS_TOLD)
OUT_OF_DATE = tuple(DatedNumber("assessments_out_of_date", until) for _, until in YEARS_TOLD)
IN_CARE = tuple(DatedNumber("looked_after", until) for _, until in YEARS_TOLD)

IN_CARE_IN_JUNE = DatedNumber("looked_after", MID_JUNE)
"""When the council found who was without an assessment."""

SECOND_YEAR = YEARS_TOLD[1]
CHILDREN_AN_OFFICER = DatedNumber("children_per_reviewing_officer", date(2019, 6, 30))
REVIEWS_IN_TIME = DatedNumber("reviews_in_timescale_percent", SECOND_YEAR[1], category=OF_REVIEWS)
LOOKED_AT = DatedNumber("midway_checks_percent", SECOND_YEAR[1], SECOND_YEAR[0])
THIN = DatedNumber("reviews_thin_percent", SECOND_YEAR[1], SECOND_YEAR[0])
OF_OFFICERS = (CHILDREN_AN_OFFICER, REVIEWS_IN_TIME, LOOKED_AT, THIN)

READ = (*IN_TIME, *OUT_OF_DATE, *IN_CARE, *OF_OFFICERS)


@dataclass(frozen=True, slots=True)
class StatutoryReplay:
    """The base of 2017 as the letter has it, and the scenarios from 2018 on the same luck."""

    earlier_results: Results
    """From 1 April 2017 to just after the visit: the base alone."""
    results: Results
    """From 1 January 2018: the base, each remedy, and other numbers of reviewing officers."""

    @property
    def earlier(self) -> Outcome:
        """Return present practice from 1 April 2017."""
        return self.earlier_results.outcomes[0]

    @property
    def base(self) -> Outcome:
        """Return present practice from 1 January 2018."""
        return self.results.outcomes[0]

    def mended(self, remedy: Remedy) -> Outcome:
        """Return what comes of a remedy."""
        return self.results.outcomes[1 + (*OF_HEALTH, *OF_ASSESSMENTS).index(remedy)]

    def with_officers(self, officers: float) -> Outcome:
        """Return what comes of other numbers of reviewing officers."""
        return self.results.outcomes[1 + len(OF_HEALTH) + len(OF_ASSESSMENTS) + OFFICERS.index(officers)]

    @property
    def officers(self) -> float:
        """Return how many reviewing officers the base has."""
        reviews = self.base.scenario.parameters.reviews
        assert reviews is not None
        return reviews.officers

    def of(self, wanted: DatedNumber, outcome: Outcome) -> Numbers:
        """Return a number in each replication of a scenario."""
        return outcome.measures.of(*wanted.key)

    def mean(self, wanted: DatedNumber, outcome: Outcome) -> float:
        """Return its mean over the replications in which it is defined."""
        numbers = self.of(wanted, outcome)
        return paired(numbers, numbers).base_mean

    def change(self, wanted: DatedNumber, outcome: Outcome) -> Difference:
        """Return what a scenario has more of it than the base, replication by replication."""
        return paired(self.of(wanted, self.base), self.of(wanted, outcome))


def statutory_scenarios() -> list[Scenario]:
    """Return the base with statutory services, every remedy laid over it, and other numbers of officers."""
    base = load(BASE, SERVICES_LAID).with_years(YEARS)
    remedies = [
        load(BASE, SERVICES_LAID, remedy.strategies).with_years(YEARS) for remedy in (*OF_HEALTH, *OF_ASSESSMENTS)
    ]
    return [base, *remedies, *(laid(base, [Setting("reviews.officers", number)]) for number in OFFICERS)]


def replay_statutory(settings: Settings | None = None, progress: TellSteps | None = None) -> StatutoryReplay:
    """Replay the letter's statutory services.

    `progress` is called with (replications done, replications in all). Raises `BadInput` for bad scenario files.
    """
    chosen = replace(settings or Settings(letter.REPLICATIONS, SEED), years=None, uncertainty=False)
    earlier, scenarios = load(letter.BASE, SERVICES_LAID).with_years(letter.YEARS), statutory_scenarios()
    fewer = replace(chosen, replications=ceil(chosen.replications / FEWER))
    in_all = chosen.replications + fewer.replications * len(scenarios)

    def run(laid_out: list[Scenario], of_run: Settings, before: int, wanted: tuple[DatedNumber, ...]) -> Results:
        """Run scenarios from one day; `before` replications have been done."""

        tell = runs_alone(progress, before, in_all)
        figures = (figure.on(laid_out[0].start) for figure in OF_THE_LETTER)
        return run_all(laid_out, of_run, tell, Dated((*figures, *wanted)))

    found = run([earlier], chosen, 0, (IN_CARE_IN_JUNE,))
    return StatutoryReplay(found, run(scenarios, fewer, chosen.replications, (IN_CARE_IN_JUNE, *READ)))
