"""The likeness of a base to what was published: each target with the mean of the replications and its interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from sim.experiments.difference import CONFIDENCE, Numbers, student
from sim.experiments.replications import Outcome
from sim.experiments.sample import Sample
from sim.inputs.faults import BadInput, fault
from sim.inputs.published import Aggregation, Target, likeness_targets
from sim.inputs.scenario import Scenario
from sim.measures.catalogue import WholeRun, by_id, whole_run_category

TOWER_HAMLETS = "E09000030"
"""The authority whose published figures the targets are."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number made from all replications, with its interval; the ends are not a number with one replication."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """One target and what the model gives; two estimates where the target is of a lowest and a highest."""

    target: Target
    estimates: tuple[Estimate, ...]

    @property
    def accepted(self) -> bool:
        """Whether every estimate lies in the accepted range."""
        return all(self.target.accepts(estimate.value) for estimate in self.estimates)


def check(scenario: Scenario) -> None:
    """Raise BadInput unless the scenario is of the council whose figures the targets are."""
    if scenario.authority != TOWER_HAMLETS:
        problem = "is no base of Tower Hamlets, and likeness holds a base against Tower Hamlets' published figures only"
        mend = "to hold a base against its own council's figures, use run.py calibrate"
        raise BadInput([fault(scenario.name, "", problem, mend)])


def likeness(outcome: Outcome) -> tuple[Likeness, ...]:
    """Return every target with what the outcome gives for it."""
    return tuple(Likeness(target, _estimates(target, outcome)) for target in likeness_targets())


def _estimates(target: Target, outcome: Outcome) -> tuple[Estimate, ...]:
    measures = outcome.measures
    match target.aggregation:
        case Aggregation.LOWEST_AND_HIGHEST_MONTH:
            path = outcome.series.path(target.measure, target.category)
            means = path.mean(axis=1)
            return tuple(jackknife(path[[row]], _mean) for row in (int(means.argmin()), int(means.argmax())))
        case Aggregation.WHOLE_RUN:
            return (jackknife(_whole_run(measures, target.measure, target.category), _mean),)
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


def _whole_run(sample: Sample, measure: str, category: str) -> Numbers:
    """Return the value for the whole run, or the mean of its dates if it has none: a column for each replication."""
    known = by_id(measure)
    if known.whole_run is WholeRun.NONE:
        values: Numbers = sample.path(measure, category).mean(axis=0, keepdims=True)
        return values
    return sample.of(measure, whole_run_category(known, category), sample.last_date)[np.newaxis, :]


def _mean(values: Numbers) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else nan


def _ratio(both: Numbers) -> float:
    below = _mean(both[1])
    return _mean(both[0]) / below if below else nan


def _dispersion(years: Numbers) -> float:
    if years.size < 2 or not years.mean():
        return nan
    return float(years.var(ddof=1) / years.mean())


def jackknife(columns: Numbers, statistic: Callable[[Numbers], float], confidence: float = CONFIDENCE) -> Estimate:
    """Return a statistic of all columns, with the interval that leaving out each column in turn gives it.

    For a mean this is Student's interval exactly.
    """
    n = columns.shape[1]
    value = statistic(columns)
    if n < 2:
        return Estimate(value, nan, nan)
    without = np.array([statistic(np.delete(columns, column, axis=1)) for column in range(n)])
    error = sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum()))
    half_width = student(confidence, n - 1) * error
    return Estimate(value, value - half_width, value + half_width)
