"""Targets of scenarios: what each wants of a number that its runs give, and in how many futures it is met."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice, known_numbers, last_date
from sim.experiments.asking.standard import Standard
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.foundations.calendar import in_words
from sim.foundations.faults import BadInput, Faults, did_you_mean, fault, listed
from sim.measures.catalogue import MEASURES, by_id
from sim.measures.declaration import WholeRun, whole_run_category
from sim.scenario.files.targets_asked import TargetAsked
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ScenarioTarget:
    """What a number of each run is to be."""

    name: str
    title: str
    standard: Standard
    key: NumberKey
    """Under which runs give the number."""
    when: str
    """The day, or that it is of the whole run, in plain words."""


@dataclass(frozen=True, slots=True)
class TargetMet:
    """In how many futures of one scenario a target is met."""

    met: int
    of: int
    """Replications in which the number is defined."""
    middle: float
    """Of the number over the replications; not a number where it is defined in none."""

    @property
    def share(self) -> float:
        """Return the share of futures in which it is met; not a number where it is defined in none."""
        return self.met / self.of if self.of else float("nan")


def targets_of(scenarios: Sequence[Scenario]) -> tuple[ScenarioTarget, ...]:
    """Return the targets of all scenarios, each once by its name, the first to give it before others.

    Raises BadInput with every target that runs of its scenario have no number for.
    """
    found: dict[str, ScenarioTarget] = {}
    faults = Faults()
    for scenario in scenarios:
        fresh = [one for one in scenario.targets if one.name not in found]
        known = known_numbers(scenario) if fresh else set()
        for one in fresh:
            with faults.gather():
                found[one.name] = _target(one, scenario, known)
    if faults:
        raise BadInput(faults)
    return tuple(found.values())


def is_met(target: ScenarioTarget, measures: Sample) -> TargetMet:
    """Return in how many replications a target is met."""
    values = measures.of(*target.key)
    known = values[~np.isnan(values)]
    middle = float(np.median(known)) if len(known) else float("nan")
    return TargetMet(int(target.standard.met(known).sum()), len(known), middle)


def _target(one: TargetAsked, scenario: Scenario, known: Collection[NumberKey]) -> ScenarioTarget:
    place = one.file, one.path
    ids = [measure.id for measure in MEASURES]
    if one.measure not in ids:
        mend = did_you_mean(one.measure, ids, "docs/measures.md lists the measures")
        raise BadInput([fault(place[0], f"{place[1]}.measure", f'"{one.measure}" is not a known measure', mend)])
    last = last_date(scenario)
    by = last if one.by is None and by_id(one.measure).whole_run is WholeRun.NONE else one.by
    wanted = MeasureChoice(one.measure, one.category, at_end=by is not None)
    category = one.category if by is not None else whole_run_category(wanted.declared, one.category)
    key = NumberKey(one.measure, category, by or last)
    if key not in known:
        raise BadInput([fault(place[0], *_why_not(one, known, last))])
    when = f"by {in_words(by)}" if by is not None else "over the whole run"
    standard = Standard(wanted, one.at_least, one.number)
    return ScenarioTarget(one.name, one.title or _title(standard, when), standard, key, when)


def _title(standard: Standard, when: str) -> str:
    name = MeasureChoice(standard.wanted.measure, standard.wanted.category).title
    return f"{name}: {standard.aim} {when}"


def _why_not(one: TargetAsked, known: Collection[NumberKey], last: date) -> tuple[str, str, str]:
    """Return why runs have no number for a target, and how to mend it."""
    of_measure = [other for other in known if other.measure == one.measure]
    categories = sorted(
        {other.category for other in of_measure if other.category and "whole run" not in other.category}
    )
    if one.category and one.category not in categories:
        offer = f"give one of: {listed(categories)}" if categories else "it has none"
        problem = f'{one.measure} has no category "{one.category}"'
        return f"{one.path}.category", problem, did_you_mean(one.category, categories, offer)
    if not of_measure:
        return f"{one.path}.measure", f"runs of this scenario do not give {one.measure}", "docs/measures.md says why"
    days = sorted({other.date for other in of_measure if other.category == one.category})
    assert one.by is not None, "every measure has a number of the whole run, or of its last day"
    if one.by > last:
        mend = f"run for more years, or give a day up to {in_words(last)}"
        return f"{one.path}.by", f"is {in_words(one.by)}, after the run ends", mend
    offer = listed([in_words(day) for day in days])
    mend = f"give one of: {offer}" if days else "leave it out, for the whole run"
    return f"{one.path}.by", f"is {in_words(one.by)}, for which there is no {one.measure}", mend
