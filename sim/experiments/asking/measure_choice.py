"""A measure that is wanted of each run, as people write it: "looked_after", "in_placement: agency at end"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from sim.experiments.asking.headlines import HEADLINES
from sim.experiments.statistics.sample import NumberKey
from sim.foundations.calendar import Calendar, in_words
from sim.foundations.faults import BadInput, Faults, did_you_mean, fault, listed
from sim.measures import measure
from sim.measures.catalogue import MEASURES, by_id
from sim.measures.declaration import Better, Measure, WholeRun, whole_run_category
from sim.model.register.register import Register
from sim.scenario.scenario import Scenario

AT_END = " at end"


@dataclass(frozen=True, slots=True)
class MeasureChoice:
    """One number of each run: a measure over the whole run, or as it stands on the last day."""

    measure: str
    category: str = ""
    at_end: bool = False

    @property
    def text(self) -> str:
        """Return it as people write it."""
        return f"{self.measure}{f': {self.category}' if self.category else ''}{AT_END if self.at_end else ''}"

    @property
    def declared(self) -> Measure:
        """Return the measure as the catalogue declares it."""
        return by_id(self.measure)

    @property
    def title(self) -> str:
        """Return what it is called in tables and figures: as a headline where it is one."""
        for choice in HEADLINES:
            if (choice.measure, choice.category, choice.at_end) == (self.measure, self.category, self.at_end):
                return choice.title
        title = self.declared.title
        return f"{title}{f', {self.category}' if self.category else ''}{' at the end' if self.at_end else ''}"

    @property
    def unit(self) -> str:
        """Return its unit."""
        return self.declared.unit

    @property
    def better(self) -> Better:
        """Return which way it should go."""
        return self.declared.better

    def key(self, scenario: Scenario) -> NumberKey:
        """Return under which key the runs of the scenario give it."""
        category = self.category if self.at_end else whole_run_category(self.declared, self.category)
        return NumberKey(self.measure, category, last_date(scenario))

    def when(self, scenario: Scenario) -> str:
        """Return when the number is of, in plain words."""
        if self.at_end or self.declared.whole_run is WholeRun.NONE:
            return in_words(last_date(scenario))
        return {WholeRun.PER_YEAR: "a year", WholeRun.AVERAGE: "run average"}.get(self.declared.whole_run, "whole run")


USUAL = tuple(MeasureChoice(choice.measure, choice.category, choice.at_end) for choice in HEADLINES)
"""The headline measures, as wanted of each run when nothing else is asked for."""


def last_date(scenario: Scenario) -> date:
    """Return the last date that runs of the scenario reach into."""
    return scenario.start + timedelta(days=ceil(Calendar(scenario.start).horizon(scenario.years)) - 1)


def wanted(text: str, scenario: Scenario) -> MeasureChoice:
    """Return what is wanted of runs of the scenario. Raises BadInput, with the nearest known name."""
    body = text.strip()
    at_end = body.endswith(AT_END)
    name, _, category = (part.strip() for part in body.removesuffix(AT_END).partition(":"))
    ids = [one.id for one in MEASURES]
    if name not in ids:
        mend = did_you_mean(name, ids, "docs/measures.md lists the measures")
        raise BadInput([fault(f'measure "{text}"', "", "is not a known measure", mend)])
    found = MeasureChoice(name, category, at_end)
    known = known_numbers(scenario)
    if found.key(scenario) in known:
        return found
    if MeasureChoice(name, category, not at_end).key(scenario) in known:
        mend = 'take out "at end": it is counted over the run' if at_end else f'write "{found.text}{AT_END}"'
        raise BadInput([fault(f'measure "{text}"', "", "is not counted so", mend)])
    categories = _categories(found.declared, known)
    mend = did_you_mean(category, categories, f"give one of: {listed(categories)}" if categories else "it has none")
    raise BadInput([fault(f'measure "{text}"', "", f'has no category "{category}"', mend)])


def all_wanted(texts: Sequence[str], scenario: Scenario) -> tuple[MeasureChoice, ...]:
    """Return each that is wanted, once; the headlines when nothing is. Raises BadInput with every fault."""
    found: dict[MeasureChoice, None] = {}
    faults = Faults()
    for text in texts:
        with faults.gather():
            found[wanted(text, scenario)] = None
    if faults:
        raise BadInput(faults)
    return tuple(found) or USUAL


def known_numbers(scenario: Scenario) -> set[NumberKey]:
    """Return the keys under which runs of the scenario give numbers: those of a run in which nothing happened."""
    nothing = Register(since=0.0, until=scenario.calendar().horizon(scenario.years))
    values = measure(nothing, scenario.calendar(), scenario.parameters)
    return {NumberKey(value.measure, value.category, value.date) for value in values}


def _categories(one: Measure, known: Iterable[NumberKey]) -> list[str]:
    """Return the categories of a measure without what sums up the whole run."""
    suffix = whole_run_category(one)
    found = (key.category.removesuffix(suffix).removesuffix("; ") for key in known if key.measure == one.id)
    return sorted({category for category in found if category})
