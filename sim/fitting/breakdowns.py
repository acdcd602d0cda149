"""How often placements break down, by time in them, kind and age: each multiplies the others, as in the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.steps import Array

WORTH = 4.0
"""Breakdowns that what is believed beforehand is worth, in each row of each table: a judgement."""
FEWEST = 10.0
"""Breakdowns in a row below which it stays as it is believed, beside the others."""
ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """Rates a child-year by time in placement, and what multiplies them by kind and by age."""

    by_time: Array
    by_kind: Array
    by_age: Array

    @property
    def rates(self) -> Array:
        """Return the rate of each time, kind and age."""
        result: Array = self.by_time[:, None, None] * self.by_kind[None, :, None] * self.by_age[None, None, :]
        return result


def breakdowns_from(
    events: Array, child_years: Array, believed: Breakdowns, worth: float = WORTH, fewest: float = FEWEST
) -> Breakdowns:
    """Return the rates that events (time, kind, age) in so many child-years tell, found in turns until they agree.

    The level is the events' own, where there are `fewest`; rows by time, kind and age stand to each other as believed
    where they have fewer, and lean on it by `worth` events where they have more.
    """
    if events.sum() < fewest:
        return believed
    axes = ((1, 2), (0, 2), (0, 1))
    turns = [np.ones(len(each)) for each in (believed.by_time, believed.by_kind, believed.by_age)]
    level = 1.0
    for _ in range(ROUNDS):
        expected = _turned(believed, level, turns).rates * child_years
        level *= float(events.sum() / max(float(expected.sum()), 1e-12))
        for place, rest in enumerate(axes):
            expected = _turned(believed, level, turns).rates * child_years
            seen, without = events.sum(axis=rest), expected.sum(axis=rest) / turns[place]
            turns[place] = np.where(seen >= fewest, (seen + worth) / (without + worth), 1.0)
    return _turned(believed, level, turns)


def _turned(believed: Breakdowns, level: float, turns: list[Array]) -> Breakdowns:
    by_time, by_kind, by_age = turns
    return Breakdowns(level * believed.by_time * by_time, believed.by_kind * by_kind, believed.by_age * by_age)
