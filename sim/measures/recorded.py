"""What was recorded by a day: the register as those saw it who looked at the council's own system then.

What happens to a child on one day is entered at once, some days later; what happened before the run is there already.
Weeks of social workers' hours are counted as they end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.chance import Chance
from sim.foundations.distributions import lognormal
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

SPREAD: Final = 0.7
"""Of the lag's logarithm: two thirds are entered within half to twice the median; a judgement of the modellers."""


class RecordedDays:
    """Says what of each child had been entered by the start of a day."""

    __slots__ = ("_by", "_chance", "_child", "_identity", "_known", "_median", "_since")

    def __init__(self, register: Register, chance: Chance, median: float, by: float) -> None:
        self._identity = register.children.identity
        self._child = register.episodes.child
        self._since = register.since
        self._chance = chance
        self._median = median
        self._by = by
        self._known: dict[tuple[int, int], bool] = {}

    def of_children(self, child: Sequence[int], days: Sequence[float]) -> list[float]:
        """Return days on which something happened to children; those that had not been entered are open."""
        return [day if self._knows(row, day) else OPEN for row, day in zip(child, days, strict=True)]

    def of_periods(self, period: Sequence[int], days: Sequence[float]) -> list[float]:
        """Return the same for days within periods of care."""
        return self.of_children([self._child[row] for row in period], days)

    def _knows(self, child: int, day: float) -> bool:
        if isnan(day) or day < self._since:
            return True
        if day >= self._by:
            return False
        key = (child, int(day))
        if key not in self._known:
            u = self._chance.uniform(decisions.RECORDED_AFTER, self._identity[child], key[1])
            self._known[key] = key[1] + lognormal(u, self._median, SPREAD) < self._by
        return self._known[key]


def recorded_by(register: Register, chance: Chance, median: float, by: float) -> Register:
    """Return what of the register was recorded by the start of a day, half of it within `median` days.

    Of a period of care that had not been entered nothing else had been.
    """
    days = RecordedDays(register, chance, median, by)
    began = days.of_children(register.episodes.child, register.episodes.began)

    def if_there(period: Sequence[int], column: Sequence[float]) -> list[float]:
        return [OPEN if isnan(began[row]) else day for row, day in zip(period, column, strict=True)]

    placements, health, reviews, updates = (register.placements, register.health, register.reviews, register.updates)
    questionnaires, stories = register.questionnaires, register.life_stories
    plans, schools, moves = register.education_plans, register.school_periods, register.school_moves
    return replace(
        register,
        episodes=replace(
            register.episodes,
            began=began,
            ended=if_there(range(len(began)), days.of_children(register.episodes.child, register.episodes.ended)),
        ),
        placements=replace(
            placements,
            began=if_there(placements.episode, days.of_periods(placements.episode, placements.began)),
            ended=days.of_periods(placements.episode, placements.ended),
        ),
        health=replace(
            health,
            due=if_there(health.episode, health.due),
            done=days.of_periods(health.episode, health.done),
        ),
        questionnaires=replace(questionnaires, done=days.of_children(questionnaires.child, questionnaires.done)),
        reviews=replace(
            reviews,
            due=if_there(reviews.episode, reviews.due),
            held=days.of_periods(reviews.episode, reviews.held),
            midway=days.of_periods(reviews.episode, reviews.midway),
        ),
        updates=replace(updates, done=days.of_periods(updates.episode, updates.done)),
        education_plans=replace(
            plans,
            due=if_there(plans.episode, plans.due),
            done=days.of_periods(plans.episode, plans.done),
        ),
        school_periods=replace(
            schools,
            began=if_there(schools.episode, days.of_periods(schools.episode, schools.began)),
            ended=days.of_periods(schools.episode, schools.ended),
        ),
        school_moves=replace(moves, started=days.of_children(moves.child, moves.started)),
        life_stories=replace(
            stories,
            due=if_there(stories.episode, stories.due),
            done=days.of_periods(stories.episode, stories.done),
        ),
    )
