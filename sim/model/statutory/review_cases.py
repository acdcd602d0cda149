"""A child in care as a case that is reviewed: when the next review is due, and what has been done about it."""

from __future__ import annotations

from math import inf

from sim.foundations.calendar import Calendar
from sim.foundations.working_days import WorkingDays, months_after
from sim.model.core.people import Child, Placement
from sim.model.register.columns import NOBODY
from sim.parameters.statutory.reviews import Reviews


class ReviewCase:
    """The reviews of one period of care."""

    __slots__ = (
        "arrangement",
        "child",
        "due",
        "midway",
        "move",
        "move_needed",
        "move_reviewed",
        "moving_from",
        "number",
        "row",
        "target",
    )

    def __init__(self, child: Child) -> None:
        self.child = child
        self.number = 1
        """Of the next review; the first is 1."""
        self.due = inf
        self.target = inf
        """The day for which it is arranged: when it is due, later when put off, sooner when brought forward."""
        self.row = NOBODY
        self.midway = False
        """An officer has looked at the case since the last review."""
        self.moving_from: Placement | None = None
        """The placement of which notice has been given that the child is moved on from it, as planned."""
        self.move = NOBODY
        """The row of that move."""
        self.move_needed = inf
        """The day for which it is planned."""
        self.move_reviewed = False
        """There has been a review since the notice."""
        self.arrangement = NOBODY
        """What was arranged last of the next review, a number that no other has: what was before no longer holds."""

    def moves_no_more(self) -> None:
        """Forget a planned move that has happened, or does not."""
        self.moving_from, self.move, self.move_needed, self.move_reviewed = None, NOBODY, inf, False


def first_due(parameters: Reviews, working: WorkingDays, entered: float) -> float:
    """Return the day on which the first review of a child who came into care on day `entered` is due."""
    if entered < working.since:  # long past, when it does not matter to the day
        return entered + 1.4 * parameters.first_due
    return float(working.after(entered, int(parameters.first_due)))


def next_due(parameters: Reviews, calendar: Calendar, held: float, number: int) -> float:
    """Return the day on which review `number`, the second or a later one, is due after one that was `held`."""
    months = parameters.second_after if number == 2 else parameters.later_after
    return float(months_after(calendar, held, int(months)))
