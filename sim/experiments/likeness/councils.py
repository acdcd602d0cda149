"""Bases of many councils of all sizes: how far each drifts, how its NI62 fits, and whether its first day is exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan, nan
from statistics import median
from typing import NamedTuple

import numpy as np

from sim.bases.base import baseline
from sim.experiments.balance.base import scenario_of, stood
from sim.experiments.likeness.first_day import first_day, largest_change
from sim.experiments.likeness.likeness import Likeness, likeness
from sim.experiments.likeness.reading import likened
from sim.experiments.running.execution.machines import hired
from sim.experiments.running.execution.tasks import Failure, Point, Task
from sim.experiments.running.execution.workers import Lost
from sim.experiments.running.failures import RunError
from sim.experiments.running.results import Outcome
from sim.experiments.running.settings import Settings
from sim.experiments.running.study import study
from sim.experiments.statistics.sample import Collection
from sim.foundations.faults import BadInput
from sim.published.authorities import Authority, authorities
from sim.published.table import Figures, figures
from sim.scenario.scenario import Scenario

YEARS_ON = 3
FEWEST_OF_A_KIND = 15
"""Children of a kind on the first day for whom its change tells of drift and not of one child."""

SMALLEST = 25
"""Children looked after by the smallest council that is chosen."""

LARGE_FOR_DRIFT, LARGE_FOR_PLACEMENTS = 150, 200
"""Children looked after from which a council counts in the median of drift, and above which in that of NI62."""

MOST_DRIFT, MOST_MISS = 0.15, 2.0
"""Bounds of the medians: a share, and points."""


class Change(NamedTuple):
    """The kind whose share of all changed most, the change as a share of it, and half its 95% interval."""

    kind: str = ""
    share: float = nan
    half_width: float = nan


UNKNOWN = Change()


@dataclass(frozen=True, slots=True)
class CouncilLikeness:
    """One council's base, held against what was published; or why it could not be."""

    authority: Authority
    year: int
    looked_after: float
    exact: bool = False
    """Whether the first day of every replication is the published one, in number, kinds, ages and places."""
    change: Change = UNKNOWN
    three_or_more: float = nan
    published: float = nan
    """NI62 as the model has it and as published, the mean of the run's years or else of the latest three; percent."""
    fault: str = ""

    @property
    def miss(self) -> float:
        """Return by how many points NI62 is missed."""
        return self.three_or_more - self.published


@dataclass(frozen=True, slots=True)
class CouncilsSummary:
    """What all councils come to, against the bounds."""

    drift: float
    """Median of the largest change of a kind, whichever way, as a share."""
    drifting: int
    """Councils in it."""
    miss: float
    """Median miss of NI62, whichever way, in points."""
    missing: int
    exact: int
    made: int
    """Councils whose first day is exact, of how many."""


def made(authority: Authority, year: int) -> Scenario:
    """Return the base of a council that starts the day after 31 March `year`, as its scenario file would have it."""
    return scenario_of(stood(baseline(authority, year, figures())))


def chosen(number: int, known: Figures, year: int) -> tuple[Authority, ...]:
    """Return so many councils of all sizes: at even ranks of their number looked after, smallest and largest too."""
    sizes = {
        one.code: size
        for one in authorities()
        if one.first_year <= year <= one.last_year and (size := known.value(one.code, "looked after", year)) >= SMALLEST
    }
    ordered = sorted((one for one in authorities() if one.code in sizes), key=lambda one: (sizes[one.code], one.code))
    ranks = np.linspace(0, len(ordered) - 1, min(number, len(ordered))).round().astype(int)
    return tuple(ordered[rank] for rank in dict.fromkeys(ranks.tolist()))


@dataclass(frozen=True, slots=True)
class Holding:
    """Makes a council's base, runs it and holds it against what was published; sent to other processes."""

    year: int
    replications: int
    seed: int
    years: float | None = None

    def __call__(self, authority: Authority) -> CouncilLikeness:
        """Return what one council's base gives."""
        size = figures().value(authority.code, "looked after", self.year)
        try:
            scenario = made(authority, self.year)
            if self.years is not None:
                scenario = scenario.with_years(self.years)
            return held(authority, self.year, self._outcome(scenario))
        except BadInput as bad:
            return CouncilLikeness(authority, self.year, size, fault="; ".join(bad.faults))
        except RunError as failed:
            return CouncilLikeness(authority, self.year, size, fault=str(failed))

    def _outcome(self, scenario: Scenario) -> Outcome:
        """Return the replications of a base, all made in this process."""
        work = study([scenario], self.seed, False, likened)
        measures, series = Collection(self.replications), Collection(self.replications)
        for replication, one in enumerate(work.perform(Task(Point(0), 0, self.replications))):
            if isinstance(one, Failure):
                raise RunError(f"seed {self.seed}, replication {replication}: {one.error.splitlines()[0]}")
            measures.add(replication, one.measures)
            series.add(replication, one.series)
        return Outcome(scenario, measures.sample(), series.sample())


def held(authority: Authority, year: int, outcome: Outcome) -> CouncilLikeness:
    """Return how a council's base, as it ran, is held against what was published."""
    opening = outcome.scenario.parameters.opening
    assert opening is not None
    exact = all(Likeness(*line).accepted for line in first_day(opening, outcome.measures))
    moved = _line(likeness(outcome), "three_or_more_placements_percent")
    return CouncilLikeness(
        authority,
        year,
        opening.looked_after,
        exact,
        Change(*largest_change(opening, outcome.measures, YEARS_ON, FEWEST_OF_A_KIND)),
        moved.estimates[0].value if moved else nan,
        moved.target.figure if moved else nan,
    )


def _line(table: Sequence[Likeness], measure: str) -> Likeness | None:
    return next((one for one in table if (one.target.measure, one.target.category) == (measure, "")), None)


def all_of(number: int, settings: Settings) -> Iterator[CouncilLikeness]:
    """Yield so many councils with bases of the latest 31 March, each as it is done, in any order."""
    year = figures().known_until
    work = Holding(year, settings.replications, settings.seed, settings.years)
    wanted = chosen(number, figures(), year)
    with hired(work, settings.machines, len(wanted)) as workers:
        for authority, answer in workers.answers(wanted):
            if isinstance(answer, Lost):
                size = figures().value(authority.code, "looked after", year)
                last = answer.reason.strip().splitlines()[-1]
                yield CouncilLikeness(authority, year, size, fault=last)
            else:
                yield answer


def summary(councils: Sequence[CouncilLikeness]) -> CouncilsSummary:
    """Return what all councils come to."""
    made_ones = [one for one in councils if not one.fault]
    drifts = [
        abs(one.change.share)
        for one in made_ones
        if one.looked_after >= LARGE_FOR_DRIFT and not isnan(one.change.share)
    ]
    misses = [abs(one.miss) for one in made_ones if one.looked_after > LARGE_FOR_PLACEMENTS and not isnan(one.miss)]
    return CouncilsSummary(
        median(drifts) if drifts else nan,
        len(drifts),
        median(misses) if misses else nan,
        len(misses),
        sum(one.exact for one in made_ones),
        len(made_ones),
    )
