"""Headline measures: the few that a planner reads first, each once for the run, with what every strategy changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import islice
from math import isnan, nan

from sim.experiments.statistics.difference import (
    Difference,
    paired,
)
from sim.experiments.statistics.many import clear_together
from sim.experiments.statistics.sample import Sample
from sim.foundations.calendar import in_words
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.measures.declaration import Better, Measure, WholeRun, whole_run_category


class Verdict(Enum):
    """What is said of a difference: by its interval, or where inputs were drawn by how likely its direction is."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    """Clearly different, of a measure with no better or worse."""
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Choice:
    """A headline measure, and whether it is read at the end of the run or over the whole of it."""

    title: str
    """Short, for tables and figures."""
    measure: str
    category: str = ""
    at_end: bool = False
    subject: str = ""
    """In sentences, in place of the measure's own title."""


HEADLINES = (
    Choice("Looked after at the end", "looked_after", at_end=True),
    Choice("Looked after on average", "looked_after", subject="Children looked after on average"),
    Choice("Coming into care", "starts"),
    Choice("Entries to care averted", "entries_averted", subject="Entries to care averted"),
    Choice("In residential care", "in_residential"),
    Choice("With fostering agencies", "in_placement", "agency", subject="Children with fostering agencies"),
    Choice("In-house places filled", "in_house_places_filled", subject="In-house places that are filled"),
    Choice("Placed inside the council's area", "inside_borough_percent"),
    Choice("Placed as first choice", "first_choice_percent"),
    Choice("Three or more placements", "three_or_more_placements_percent", at_end=True),
    Choice("Placements broken down", "disruptions"),
    Choice("Emergency placements", "emergency_placements"),
    Choice("Began in an emergency place", "unplanned_placement_percent"),
    Choice("Days in emergency places", "days_in_emergency_places"),
    Choice("Without what was needed", "needs_unmet_percent"),
    Choice("Cost of strategies", "cost_strategies"),
    Choice("Total cost", "cost_total"),
)
"""In the order in which tables and figures show them."""

RELATIVE_PRECISION = 0.05
"""Share of a measure's size within which a difference is precise enough to plan on."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline measure in the base, and the difference that each strategy makes to it."""

    measure: str
    category: str
    title: str
    subject: str
    """What sentences call it."""
    unit: str
    when: str
    """The date, in plain words, or that it is an average of the run; empty for what is counted by the year."""
    at_end: bool
    better: Better
    without: Numbers
    """The base's value in each replication."""
    differences: tuple[Difference, ...]
    """One for each strategy, in the comparison's order."""
    clear: tuple[bool, ...]
    """Which of them are clear when all headline differences are looked at together."""

    def verdict(self, place: int) -> Verdict:
        """Return what the difference of the strategy at this place says."""
        difference = self.differences[place]
        if not (self.clear[place] if difference.effect is None else difference.effect.likely):
            return Verdict.UNCLEAR
        if self.better is Better.NEITHER:
            return Verdict.CHANGED
        return Verdict.BETTER if (difference.difference < 0) == (self.better is Better.LOWER) else Verdict.WORSE

    @property
    def base_mean(self) -> float:
        """Return the mean of the base over the replications in which it is defined."""
        return paired(self.without, self.without).base_mean

    @property
    def target(self) -> float:
        """Return the half-width that is precise enough: a share of the largest mean, with or without a strategy."""
        means = [self.base_mean, *(difference.scenario_mean for difference in self.differences)]
        return RELATIVE_PRECISION * max((abs(mean) for mean in means if not isnan(mean)), default=nan)


def headlines(
    base: Sample,
    others: Sequence[Sample],
    confidence: float,
    choices: Sequence[Choice] = HEADLINES,
    *,
    turns: int = 1,
) -> tuple[Headline, ...]:
    """Return every headline measure, or those of the choices, and the difference that each of the others makes."""
    last = base.last_date
    every = [_differences(base, others, confidence, choice, turns) for choice in choices]
    clear = iter(clear_together([difference for differences in every for difference in differences], confidence))
    found = []
    for choice, differences in zip(choices, every, strict=True):
        measure = by_id(choice.measure)
        category = _category(choice)
        found.append(
            Headline(
                measure.id,
                category,
                choice.title,
                choice.subject or measure.title,
                measure.unit,
                _when(choice, measure, last),
                choice.at_end,
                measure.better,
                base.of(measure.id, category, last),
                differences,
                tuple(islice(clear, len(differences))),
            )
        )
    return tuple(found)


def _differences(
    base: Sample, others: Sequence[Sample], confidence: float, choice: Choice, turns: int
) -> tuple[Difference, ...]:
    key = (choice.measure, _category(choice), base.last_date)
    return tuple(paired(base.of(*key), other.of(*key), confidence, turns) for other in others)


def _category(choice: Choice) -> str:
    return choice.category if choice.at_end else whole_run_category(by_id(choice.measure), choice.category)


def _when(choice: Choice, measure: Measure, last: date) -> str:
    """Return when the number is of, in plain words."""
    if choice.at_end:
        return in_words(last)
    return "" if measure.whole_run is WholeRun.PER_YEAR else "run average"
