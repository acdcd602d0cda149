"""The week's hours of social workers: what was asked for is paid for in order, and some waits for weeks to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.foundations.codes import WorkTask

IN_NEED: Final = len(WorkTask)
"""Where work for children in need stands in the lists of hours, after the tasks for children in care."""

WEEKS_OWED: Final = 4
"""Weeks for which work that was not done is still to be; then it lapses."""

WEEKS_OF_OVERLOAD: Final = 13
"""The weeks over which hours asked for are compared with those there were."""

MOST: Final = 2.0
"""Hours asked for over those there were, beyond which plans are not stretched further: nothing is known of it."""


class Ledger:
    """Pays for each week's work by class: one class in full before the next has anything.

    First what a child's coming, a move or a court sets the day of, then visits, reviews, children in need: what is not
    paid of these waits, the oldest first, for four weeks. Then papers for school and health. What is left is for
    assessments that are brought up to date, and after them for direct work.
    """

    __slots__ = ("_asked", "_available", "_carried", "_once", "_owed", "prompt_visits")

    def __init__(self) -> None:
        self._carried: list[list[int]] = [
            [WorkTask.ENTRY, WorkTask.MOVE, WorkTask.COURT],
            [WorkTask.VISIT, WorkTask.VISIT_FAR],
            [WorkTask.REVIEW],
            [IN_NEED],
        ]
        self._once: list[int] = [WorkTask.EDUCATION_PLAN, WorkTask.HEALTH]
        self._owed: list[list[float]] = []
        """Hours by task of this week and of those before that are still owed, the oldest first."""
        self._asked: list[float] = []
        self._available: list[float] = []
        """Of the last weeks."""
        self.prompt_visits = 0.0
        """Hours of the week's visits that were paid in the week."""

    @property
    def overload(self) -> float:
        """Return the hours asked for in the last quarter of a year over those there were, less 1; never below 0."""
        asked, available = sum(self._asked), sum(self._available)
        if asked <= available:
            return 0.0
        return min(MOST, asked / available) - 1.0 if available > 0.0 else MOST - 1.0

    def close(self, hours: float, asked: Sequence[float]) -> list[float]:
        """Pay for what was `asked` in a week of so many hours, and return the hours paid by task; some may be left."""
        self._remember(hours, asked)
        paid = [0.0] * len(asked)
        self._owed.append(list(asked))
        left = hours
        for tasks in self._carried:
            for owed in self._owed:
                left -= _pay(left, tasks, owed, paid)
        this_week = self._owed[-1]
        left -= _pay(left, self._once, this_week, paid)
        for task in self._once:
            this_week[task] = 0.0
        for task in self._carried[1]:
            self.prompt_visits += asked[task] - this_week[task]
        if len(self._owed) > WEEKS_OWED:
            del self._owed[0]
        return paid

    def _remember(self, hours: float, asked: Sequence[float]) -> None:
        self._asked.append(sum(asked) - asked[WorkTask.UPDATE])
        self._available.append(hours)
        if len(self._asked) > WEEKS_OF_OVERLOAD:
            del self._asked[0], self._available[0]
        self.prompt_visits = 0.0


def _pay(left: float, tasks: list[int], owed: list[float], paid: list[float]) -> float:
    """Pay for what is owed of these tasks, of each the same share where not all can be, and return the hours used."""
    if left <= 0.0:
        return 0.0
    wanted = 0.0
    for task in tasks:
        wanted += owed[task]
    if wanted <= 0.0:
        return 0.0
    whole = wanted <= left
    for task in tasks:
        hours = owed[task] if whole else owed[task] * left / wanted
        paid[task] += hours
        owed[task] -= hours
    return wanted if whole else left
