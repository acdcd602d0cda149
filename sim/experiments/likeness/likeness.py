"""The likeness of a base to what was published: each target with the mean of the replications and its interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from sim.experiments.likeness.council import own_lines
from sim.experiments.likeness.council_figures import council_of
from sim.experiments.likeness.england import shape
from sim.experiments.likeness.first_day import drift, first_day
from sim.experiments.likeness.legal import legal_lines
from sim.experiments.likeness.reading import AVERAGE_BY_KIND
from sim.experiments.likeness.statutory import statutory_lines
from sim.experiments.likeness.target import Aggregation, LikenessLine, LikenessPart
from sim.experiments.likeness.tower_hamlets import likeness_targets
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.estimate import Estimate, jackknife, mean_defined
from sim.experiments.statistics.sample import Sample
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.measures.declaration import WholeRun, whole_run_category
from sim.scenario.scenario import Scenario

SETTLED = {Aggregation.AFTER_A_YEAR: 360, Aggregation.AFTER_TWO_YEARS: 725}
"""Days from the start to the first date that counts, a few days to spare."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """One target and what the model gives; two estimates where the target is of a lowest and a highest."""

    target: LikenessLine
    estimates: tuple[Estimate, ...]

    @property
    def accepted(self) -> bool:
        """Whether every estimate lies in the accepted range."""
        return all(self.target.accepts(estimate.value) for estimate in self.estimates)

    @property
    def missed(self) -> bool:
        """Whether it is asked for and not accepted."""
        return self.target.judged and not self.accepted

    @property
    def miss(self) -> float:
        """Return how far the estimate is from figure or range (`LikenessLine.miss`), the farthest of several."""
        return max((self.target.miss(estimate.value) for estimate in self.estimates), key=_size)


def _size(number: float) -> float:
    return nan if isnan(number) else abs(number)


def likeness(outcome: Outcome) -> tuple[Likeness, ...]:
    """Return every target with what the outcome gives for it, in the order of the groups.

    The outcome must have been read with `likened`; where it was not, lines of the first day and drift are left out.
    """
    opening = outcome.scenario.parameters.opening
    found = [Likeness(target, estimates_of(target, outcome)) for target in targets_of(outcome.scenario)]
    if opening is not None:
        for lines in (first_day(opening, outcome.measures), drift(opening, outcome.measures)):
            found.extend(Likeness(target, estimates) for target, estimates in lines)
    order = list(LikenessPart)
    return tuple(sorted(found, key=lambda one: order.index(one.target.group)))


def targets_of(scenario: Scenario) -> tuple[LikenessLine, ...]:
    """Return what a base is held against, but for the lines of its own first day."""
    council = council_of(scenario)
    own = likeness_targets() if council.case_study else ()
    england = shape(council.year_of_england, judged=council.england)
    in_law = scenario.parameters.legal_process
    law = legal_lines(council.year_of_england, judged=council.england) if in_law else ()
    services = statutory_lines(council, scenario.parameters)
    return (*_without(own_lines(council), own), *england, *law, *services, *own)


def _without(lines: Iterable[LikenessLine], own: Iterable[LikenessLine]) -> tuple[LikenessLine, ...]:
    """Return the lines that none of `own` reads already."""
    read = {(one.measure, one.category, one.against_measure) for one in own}
    return tuple(line for line in lines if (line.measure, line.category, line.against_measure) not in read)


def estimates_of(target: LikenessLine, outcome: Outcome) -> tuple[Estimate, ...]:
    """Return what an outcome gives for a target: one estimate, or two where it is of a lowest and a highest."""
    measures = outcome.measures
    match target.aggregation:
        case Aggregation.LOWEST_AND_HIGHEST_MONTH:
            path = outcome.series.path(target.measure, target.category)
            means = path.mean(axis=1)
            return tuple(jackknife(path[[row]], mean_defined) for row in (int(means.argmin()), int(means.argmax())))
        case Aggregation.WHOLE_RUN:
            return (jackknife(_whole_run(measures, target.measure, target.category), mean_defined),)
        case Aggregation.AFTER_A_YEAR | Aggregation.AFTER_TWO_YEARS:
            return (jackknife(_settled(outcome, target), mean_defined),)
        case Aggregation.RATIO:
            above = _whole_run(measures, target.measure, target.category)
            below = _whole_run(measures, target.against_measure, target.against_category)
            scale = 100.0 if target.unit == "percent" else 1.0
            return (jackknife(np.vstack([above, below]), lambda both: scale * _ratio(both)),)
        case Aggregation.VARIANCE_TO_MEAN:
            years = [
                measures.of(target.measure, target.category, when)
                for when in measures.dates(target.measure, target.category)
            ]
            return (jackknife(np.vstack(years), _dispersion),) if years else (Estimate(nan, nan, nan),)
        case Aggregation.ON_A_DAY:
            assert target.when is not None, f"{target.title} is of no day"
            return (jackknife(measures.of(target.measure, target.category, target.when)[np.newaxis, :], mean_defined),)
        case Aggregation.FIRST_DAY | Aggregation.ANNIVERSARY:
            raise ValueError(f"{target.title}: lines of the first day are made with their targets")


def _settled(outcome: Outcome, target: LikenessLine) -> Numbers:
    """Return the mean of a measure's dates from so long after the start: one row, a column for each replication."""
    start, measures = outcome.scenario.start, outcome.measures
    dates = [
        when
        for when in measures.dates(target.measure, target.category)
        if (when - start).days >= SETTLED[target.aggregation]
    ]
    if not dates:
        return np.full((1, measures.values.shape[1]), nan)
    rows = np.vstack([measures.of(target.measure, target.category, when) for when in dates])
    known = ~np.isnan(rows)
    sums = np.where(known.any(axis=0), np.where(known, rows, 0.0).sum(axis=0), nan)
    values: Numbers = (sums / np.maximum(known.sum(axis=0), 1))[np.newaxis, :]
    return values


def _whole_run(measures: Sample, measure: str, category: str) -> Numbers:
    """Return the value for the whole run, or the mean of its dates if it has none: a column for each replication."""
    if measure == AVERAGE_BY_KIND:
        return measures.of(measure, category, measures.last_date)[np.newaxis, :]
    known = by_id(measure)
    if known.whole_run is WholeRun.NONE:
        values: Numbers = measures.path(measure, category).mean(axis=0, keepdims=True)
        return values
    return measures.of(measure, whole_run_category(known, category), measures.last_date)[np.newaxis, :]


def _ratio(both: Numbers) -> float:
    below = mean_defined(both[1])
    return mean_defined(both[0]) / below if below else nan


def _dispersion(years: Numbers) -> float:
    if years.size < 2 or not years.mean():
        return nan
    return float(years.var(ddof=1) / years.mean())
