"""The inspection letter replayed: from 1 April 2017, each strategy from the date that the letter gives or implies.

Runs without strategies, with each alone, with all, and with all three months earlier and later, on the same luck. No
effect is fitted to what the letter reports; what would have happened anyway is the finding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sim.experiments.letter.reading import (
    AT_THE_CRISIS,
    AVERTED,
    FAMILIES,
    FAMILIES_NOT_ENTERING,
    IN_RESIDENTIAL,
    NOT_ENTERING,
    NOT_IN_CARE,
    PANEL_DECISIONS,
    RESIDENTIAL_TURNOVER,
    RETURNED,
    THREE_OR_MORE,
    LetterReading,
)
from sim.experiments.running.progress import TellSteps, runs_alone
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Outcome, Results
from sim.experiments.running.settings import SEED, Settings
from sim.experiments.statistics.difference import (
    Difference,
    paired,
)
from sim.experiments.statistics.regression_to_mean import Afterwards, RegressionLine, afterwards, began_at_least, line
from sim.foundations.codes import readable
from sim.measures.arrays import Numbers
from sim.model.register.services import PanelDecision
from sim.scenario.defaults import STRATEGIES, TOGETHER
from sim.scenario.scenario import Scenario, load
from sim.scenario.timetable import Timetable, timetable

BASE = "tower_hamlets_2017"
DATES = "letter"
YEARS = 1.4
"""Of the run: to just after the inspectors' visit."""

REPLICATIONS = 200

PANEL_BEGINS = date(2018, 1, 1)
JANUARY = date(2018, 1, 31)
YEAR_END = date(2018, 3, 31)
VISIT = date(2018, 8, 15)
"""The inspectors' first day."""

QUARTER = 91
"""Days by which the judged dates may lie earlier or later."""


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """A number that the letter gives, or could have given, and where the model's is found."""

    title: str
    unit: str
    stated: float | None
    """What the letter says; None where it is silent."""
    measure: str
    when: date
    since: date | None = None
    """For a change: from when."""
    category: str = ""

    def of(self, outcome: Outcome) -> Numbers:
        """Return the model's number in each replication."""
        values = outcome.measures.of(self.measure, self.category, self.when)
        return values if self.since is None else values - outcome.measures.of(self.measure, self.category, self.since)


MOVED_BEFORE = LetterNumber(
    "Three or more placements in the year to 31 January 2018", "% of children", 14.2, THREE_OR_MORE, JANUARY
)
MOVED_AFTER = LetterNumber(
    "Three or more placements in the year to 15 August 2018", "% of children", 11.5, THREE_OR_MORE, VISIT
)
MOVED_CHANGE = LetterNumber(
    "Change in three or more placements, January to August 2018", "% points", -2.7, THREE_OR_MORE, VISIT, JANUARY
)
RESIDENTIAL_BEFORE = LetterNumber(
    "In residential placements on 1 January 2018", "children", 30.0, IN_RESIDENTIAL, PANEL_BEGINS
)
RESIDENTIAL_AFTER = LetterNumber("In residential placements on 15 August 2018", "children", 16.0, IN_RESIDENTIAL, VISIT)
RESIDENTIAL_CHANGE = LetterNumber(
    "Change in residential placements, January to August 2018", "children", -14.0, IN_RESIDENTIAL, VISIT, PANEL_BEGINS
)
FAMILIES_HELPED = LetterNumber("Families the edge-of-care team worked with", "families", 43.0, FAMILIES, VISIT)
DIVERTED = LetterNumber("Their children who did not enter care at the crisis", "children", 33.0, NOT_ENTERING, VISIT)
DIVERTED_SO_FAR = LetterNumber(
    "The same, with children whose crisis was still to come", "children", 33.0, NOT_IN_CARE, VISIT
)
DIVERTED_FAMILIES = LetterNumber(
    "Families past their crisis of whom no child had entered", "families", 33.0, FAMILIES_NOT_ENTERING, VISIT
)
AVERTED_THEN = LetterNumber(
    "Entries averted at the crisis, against no help", "children", None, AVERTED, VISIT, category=AT_THE_CRISIS
)
AVERTED_FOR_GOOD = LetterNumber("Entries averted for good, against no help", "children", None, AVERTED, VISIT)
SENT_HOME = LetterNumber("Children who returned home with the team's support", "children", 6.0, RETURNED, VISIT)

OF_EVERY_SCENARIO = (
    MOVED_BEFORE,
    MOVED_AFTER,
    MOVED_CHANGE,
    RESIDENTIAL_BEFORE,
    RESIDENTIAL_AFTER,
    RESIDENTIAL_CHANGE,
)
OF_THE_TEAM = (
    FAMILIES_HELPED,
    DIVERTED,
    DIVERTED_SO_FAR,
    DIVERTED_FAMILIES,
    AVERTED_THEN,
    AVERTED_FOR_GOOD,
    SENT_HOME,
)
"""Nothing but nought without an edge-of-care team."""


@dataclass(frozen=True, slots=True)
class ReplayRuns:
    """The scenarios of the replay on the same luck."""

    results: Results

    @property
    def without(self) -> Outcome:
        """Return the base without any strategy."""
        return self.results.outcomes[0]

    @property
    def alone(self) -> tuple[Outcome, ...]:
        """Return each strategy alone."""
        return self.results.outcomes[1 : 1 + len(STRATEGIES)]

    @property
    def together(self) -> Outcome:
        """Return all strategies at once."""
        return self.results.outcomes[1 + len(STRATEGIES)]

    @property
    def main(self) -> tuple[Outcome, ...]:
        """Return without, each alone and all together."""
        return self.results.outcomes[: 2 + len(STRATEGIES)]

    @property
    def moved(self) -> tuple[Outcome, ...]:
        """Return all together with the judged dates a quarter earlier, then later; empty where that was not run."""
        return self.results.outcomes[2 + len(STRATEGIES) :]

    def only(self, strategy: str) -> Outcome:
        """Return one strategy alone."""
        return self.alone[STRATEGIES.index(strategy)]

    def label(self, outcome: Outcome) -> str:
        """Return what a scenario is called beside the others."""
        if outcome is self.without:
            return "Without these strategies"
        if outcome is self.together:
            return "All five together"
        return outcome.scenario.title.removeprefix(f"{self.without.scenario.title}, ")

    def difference(self, figure: LetterNumber, outcome: Outcome) -> Difference:
        """Return what the scenario changes in a figure against the base, replication by replication."""
        return paired(figure.of(self.without), figure.of(outcome))

    def mean(self, measure: str, category: str, outcome: Outcome) -> float:
        """Return the mean of a number counted up to the visit."""
        return float(outcome.measures.of(measure, category, VISIT).mean())

    def turnover(self, category: str, outcome: Outcome) -> float:
        """Return the mean of one part of the turnover of residential placements."""
        return self.mean(RESIDENTIAL_TURNOVER, category, outcome)

    def heard(self, decision: PanelDecision, outcome: Outcome) -> float:
        """Return the mean number of cases that the panel had decided so by the visit."""
        return self.mean(PANEL_DECISIONS, readable(decision), outcome)

    def line(self, before: LetterNumber, after: LetterNumber) -> RegressionLine:
        """Return what is expected after for what was before, without any strategy."""
        return line(before.of(self.without), after.of(self.without))

    def afterwards(
        self, before: LetterNumber, after: LetterNumber, change: LetterNumber, outcome: Outcome
    ) -> Afterwards:
        """Return how the replications that began at least as high without strategies went on in a scenario."""
        assert before.stated is not None
        assert change.stated is not None
        picked = began_at_least(before.of(self.without), before.stated)
        return afterwards(before.of(outcome), after.of(outcome), picked, change.stated)


@dataclass(frozen=True, slots=True)
class Replay:
    """The letter replayed: by chance alone and, when asked for, with every input drawn from its range too."""

    chance: ReplayRuns
    uncertain: ReplayRuns | None
    dates: Timetable


def scenarios(dates: Timetable) -> list[Scenario]:
    """Return the base, each strategy alone and all together on their dates, and all together a quarter either side."""
    base = load(BASE).with_years(YEARS)
    alone = [dates.over(load(BASE, name).with_years(YEARS)) for name in STRATEGIES]
    together = load(BASE, TOGETHER).with_years(YEARS)
    return [base, *alone, *(dates.moved(days).over(together) for days in (0, -QUARTER, QUARTER))]


def replay(settings: Settings | None = None, progress: TellSteps | None = None) -> Replay:
    """Replay the letter; with uncertainty asked for, run it a second time with every input drawn from its range.

    `progress` is called with (replications done, replications in all), those of every scenario counted. Raises
    `BadInput` for bad scenario files.
    """
    settings = settings or Settings(REPLICATIONS, SEED)
    dates = timetable(DATES).within(load(BASE, TOGETHER))
    laid = scenarios(dates)
    reading = LetterReading(tuple(sorted(reading_dates())), PANEL_BEGINS)
    drawn_too = laid[: 2 + len(STRATEGIES)] if settings.uncertainty else []
    in_all = settings.replications * (len(laid) + len(drawn_too))

    def run(drawn: bool, before: int) -> ReplayRuns:
        """Run one of the two; `before` replications have been done."""

        tell = runs_alone(progress, before, in_all)
        chosen = replace(settings, uncertainty=drawn, years=None)
        return ReplayRuns(run_all(drawn_too if drawn else laid, chosen, tell, reading))

    chance = run(drawn=False, before=0)
    return Replay(
        chance, run(drawn=True, before=settings.replications * len(laid)) if settings.uncertainty else None, dates
    )


def reading_dates() -> set[date]:
    """Return every date on which something is counted."""
    return {PANEL_BEGINS, JANUARY, YEAR_END, VISIT}
