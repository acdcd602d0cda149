"""The sufficiency statement: places needed of each kind to meet a standard, beside places there are, by year and need.

Each replication is a possible future. Places needed are so many that, with the probability asked for, the share asked
for of the children for whom a kind is sought first could have one on the date; in-house, more are needed by those that
cannot be used. As many places as children is the least that is needed: it does not say that each child's carers agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.asking.standard import of_probability
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.failures import RunError, failures_in_words
from sim.experiments.running.laboratory import Laboratory, RunDone
from sim.experiments.running.progress import Tell
from sim.experiments.running.settings import SEED, Settings
from sim.experiments.running.study import study
from sim.experiments.statistics.difference import interval
from sim.experiments.statistics.sample import (
    Collection,
    Sample,
)
from sim.experiments.statistics.shares import quantile_interval
from sim.foundations.calendar import Calendar
from sim.foundations.codes import Kind
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, fault
from sim.measures.arrays import Numbers
from sim.measures.catalogue import MEASURES
from sim.measures.sufficiency import (
    COMMISSIONED,
    EVERYONE,
    GROUPS,
    Count,
    NeedGroup,
    capacity_of,
    category,
    sufficiency_of,
)
from sim.measures.value import Value
from sim.measures.view import view_of
from sim.measures.yearly import measure_view
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.scenario.scenario import Scenario, load, with_ensembles

PROBABILITY = 0.8
"""How sure a council wants to be that there are places enough, when it does not say: a judgement."""

SHARE = 1.0
"""Of the children for whom a kind is sought first, those who are to have one, when nothing is said: all."""

REPLICATIONS = 40
"""Futures when nobody says how many: of so many, 0.8 is told apart from 0.62 and from 0.93."""

MAY_BE = (10.0, 90.0)
"""Percentiles of the futures between which a number may well be."""

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class SufficiencyAim:
    """What places are to be enough for. Raises BadInput when it makes no sense."""

    probability: float = PROBABILITY
    """In what share of futures they are to be enough."""
    share: float = SHARE
    """Of the children for whom a kind is sought first, those who are to have it."""

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        faults = of_probability(self.probability)
        if not 0 < self.share <= 1:
            mend = "give one above 0 and at most 1, such as 0.9, or 90%"
            faults.append(fault(f"share {self.share:g}", "", "is no share of the children", mend))
        if faults:
            raise BadInput(faults)


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the futures."""

    mean: float
    mean_low: float
    mean_high: float
    """The 95% interval of the mean: how well so many replications know it."""
    low: float
    high: float
    """Eight futures in ten lie between these: what may happen."""


@dataclass(frozen=True, slots=True)
class Enough:
    """A number that is enough with the probability asked for."""

    value: float
    low: float
    high: float
    """The 95% interval, by order statistics; infinite where so few replications cannot tell."""
    may_be_low: float
    may_be_high: float
    """Eight futures in ten need something between these."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One kind of placement on one date, for all children or those of one need or age."""

    kind: Kind
    group: NeedGroup
    when: date
    sought: Number
    """Children for whom the kind was sought first."""
    have_it: float
    """Of these, children who have it, on average."""
    instead: float
    """Children who have it instead of another kind, on average; not a number for a group."""
    emergency: float
    """Children in an emergency place of the kind, likewise."""
    needed: Enough
    there_are: Number
    unusable: float
    """Of the places there are, those that cannot be used, on average; of in-house places alone."""
    short: Enough
    """Places needed less places there are, future by future; negative when there are more than needed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The sufficiency statement of a scenario."""

    scenario: Scenario
    aim: SufficiencyAim
    replications: int
    lines: tuple[StatementLine, ...]

    def __repr__(self) -> str:
        return (
            f"<Statement of {self.scenario.name}: {counted(len(self.lines), 'line')}, "
            f"{counted(self.replications, 'replication')}>"
        )

    @property
    def dates(self) -> tuple[date, ...]:
        """Return its dates: the start, each 31 March and the end."""
        return tuple(dict.fromkeys(line.when for line in self.lines))

    @property
    def marches(self) -> tuple[date, ...]:
        """Return each 31 March; the last date in a run that has none."""
        return tuple(when for when in self.dates[1:] if (when.month, when.day) == (3, 31)) or self.dates[-1:]

    def of(self, when: date, kind: Kind, group: NeedGroup = EVERYONE) -> StatementLine:
        """Return the line of a kind on a date, for all children or a group."""
        return next(line for line in self.lines if (line.when, line.kind, line.group) == (when, kind, group))

    def unlimited(self, kind: Kind) -> bool:
        """Whether the places that there are of a kind are only those in use, since the scenario sets no limit."""
        return kind is not Kind.IN_HOUSE and capacity_of(self.scenario.parameters, kind) == inf


@dataclass(frozen=True, slots=True)
class SufficiencyReader:
    """Reads what the statement counts, and a few measures besides."""

    wanted: tuple[MeasureChoice, ...] = ()

    def __call__(
        self, register: Register, calendar: Calendar, parameters: Parameters
    ) -> tuple[Sequence[Value], Sequence[Value]]:
        """Read both from a register."""
        view = view_of(register, calendar, parameters)
        ids = {one.measure for one in self.wanted}
        values = measure_view(view, [one for one in MEASURES if one.id in ids]) if ids else []
        last = max((value.date for value in values), default=None)
        return [*(value for value in values if value.date == last), *sufficiency_of(view)], ()


def collected(runs: Iterable[RunDone], replications: int) -> Sample:
    """Return what was read of each replication of one point, put together."""
    collection = Collection(replications)
    for run in runs:
        collection.add(run.replication, run.made.measures)
    return collection.sample()


def statement(sample: Sample, scenario: Scenario, aim: SufficiencyAim) -> Statement:
    """Return the statement from the counts of each replication of a scenario."""
    dates = sample.dates(Count.SOUGHT, category(Kind.IN_HOUSE))
    lines = tuple(_line(sample, kind, group, when, aim) for when in dates for kind in COMMISSIONED for group in GROUPS)
    defined = sample.of(Count.SOUGHT, category(Kind.IN_HOUSE), dates[0])
    return Statement(scenario, aim, int((~np.isnan(defined)).sum()), lines)


def _line(sample: Sample, kind: Kind, group: NeedGroup, when: date, aim: SufficiencyAim) -> StatementLine:
    def counts(count: Count, of: NeedGroup = group) -> Numbers:
        return sample.of(count, category(kind, of), when)

    sought, places = counts(Count.SOUGHT), counts(Count.PLACES)
    approved, unusable = counts(Count.PLACES, EVERYONE), counts(Count.UNUSABLE, EVERYONE)
    enough_for = sought * aim.share
    needed = places_needed(enough_for, unusable, approved) if kind is Kind.IN_HOUSE else _whole(enough_for)
    return StatementLine(
        kind,
        group,
        when,
        sought=_number(sought),
        have_it=_mean(counts(Count.THERE)),
        instead=_mean(counts(Count.INSTEAD)),
        emergency=_mean(counts(Count.EMERGENCY)),
        needed=_enough(needed, aim.probability),
        there_are=_number(places),
        unusable=_mean(unusable) if group is EVERYONE else np.nan,
        short=_enough(needed - places, aim.probability),
    )


def places_needed(children: Numbers, unusable: Numbers, approved: Numbers) -> Numbers:
    """Return how many approved places it takes that so many can be used, of which some share cannot be.

    The share is that of the same future on the same date; where all places are out of use it tells nothing.
    """
    usable = np.where((approved > 0) & (unusable < approved), 1 - unusable / np.where(approved > 0, approved, 1), 1.0)
    return _whole(children / usable)


def _whole(places: Numbers) -> Numbers:
    return np.asarray(np.ceil(places - ROUNDING), dtype=np.float64) + 0.0


def _mean(values: Numbers) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else np.nan


def _number(values: Numbers) -> Number:
    defined = values[~np.isnan(values)]
    mean_low, mean_high, _ = interval(defined)
    low, high = np.percentile(defined, MAY_BE) if len(defined) else (np.nan, np.nan)
    return Number(_mean(defined), mean_low, mean_high, float(low), float(high))


def _enough(values: Numbers, probability: float) -> Enough:
    defined = values[~np.isnan(values)]
    value, low, high = quantile_interval(defined, probability)
    may_be_low, may_be_high = np.percentile(defined, MAY_BE) if len(defined) else (np.nan, np.nan)
    return Enough(value, low, high, float(may_be_low), float(may_be_high))


def sufficiency(
    scenario: Scenario | str,
    *,
    probability: float = PROBABILITY,
    share: float = SHARE,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    years: float | None = None,
    uncertainty: bool = False,
    ensemble: str | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    trust_this_machine: bool = False,
    progress: Tell | None = None,
) -> Statement:
    """Return the sufficiency statement of a scenario, given by name, path or as loaded.

    Raises BadInput for what makes no sense, and RunError when replications fail.
    """
    aim = SufficiencyAim(probability, share)
    settings = Settings(
        replications, seed, uncertainty, processes, years, cluster, trust_this_machine=trust_this_machine
    )
    chosen = load(scenario) if isinstance(scenario, str) else scenario
    if years is not None:
        chosen = chosen.with_years(years)
    if uncertainty:
        (chosen,) = with_ensembles([chosen], ensemble)
    with Laboratory(
        study([chosen], seed, uncertainty, SufficiencyReader(), tell=progress), settings.machines, tell=progress
    ) as laboratory:
        return stated(laboratory, 0, aim, replications)


def stated(laboratory: Laboratory, number: int, aim: SufficiencyAim, replications: int) -> Statement:
    """Return the statement of the scenario of this number of a laboratory whose reading counts for it.

    Raises RunError when every replication failed.
    """
    sample = collected(laboratory.runs([Point(number)], range(replications)), replications)
    if not sample.rows:
        raise RunError(failures_in_words(laboratory.study, laboratory.failures))
    return statement(sample, laboratory.study.scenarios[number], aim)
