"""What the replay of the letter reads off one replication: counts on its dates, and what the services had done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.foundations.calendar import Calendar
from sim.foundations.codes import readable
from sim.measures import children, edge_of_care, placements, stability
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.value import (
    Parts,
    Spans,
    Value,
    spans,
)
from sim.measures.view import View, view_of
from sim.model.register.register import Register
from sim.model.register.services import PanelDecision
from sim.parameters.parameters import Parameters

THREE_OR_MORE = "three_or_more_placements_percent"
IN_RESIDENTIAL = "in_residential"
LOOKED_AFTER = "looked_after"
RESIDENTIAL_TURNOVER = "residential_turnover"
PANEL_DECISIONS = "panel_decisions"
NOT_IN_CARE = "children_not_in_care"
FAMILIES_PAST_CRISIS = "families_past_their_crisis"
FAMILIES_NOT_ENTERING = "families_not_entering"
FAMILIES = "families_worked_with"
CHILDREN = "children_worked_with"
NOT_ENTERING = "children_not_entering"
AVERTED = "entries_averted"
AT_THE_CRISIS = "averted at the crisis"
RETURNED = "returned_home_with_support"

STILL_THERE = "still there"
LEFT_CARE = "left care"
ELSEWHERE = "in another placement"
CAME_SINCE = "came since"

ON_A_DATE: tuple[tuple[str, Callable[[View, Numbers], Parts]], ...] = (
    (LOOKED_AFTER, children.looked_after),
    (THREE_OR_MORE, stability.three_or_more_placements),
    (IN_RESIDENTIAL, placements.in_residential),
)

SO_FAR: tuple[tuple[str, Callable[[View, Spans], Parts]], ...] = (
    (FAMILIES, edge_of_care.families_worked_with),
    (CHILDREN, edge_of_care.children_worked_with),
    (NOT_ENTERING, edge_of_care.children_not_entering),
    (AVERTED, edge_of_care.entries_averted),
    (RETURNED, edge_of_care.returned_home_with_support),
)


@dataclass(frozen=True, slots=True)
class LetterReading:
    """Reads counts at the close of each of the dates, and from the start to the close of the last."""

    dates: tuple[date, ...]
    first: date
    """From which the turnover of residential placements is followed to the last date."""

    def __call__(
        self, register: Register, calendar: Calendar, parameters: Parameters
    ) -> tuple[list[Value], list[Value]]:
        """Return the values of one replication; there is no series over time."""
        view = view_of(register, calendar, parameters)
        return [*self._on_dates(view), *self._so_far(view)], []

    def _on_dates(self, view: View) -> Iterator[Value]:
        at = np.array([close_of(view, when) for when in self.dates])
        for identity, measured in ON_A_DATE:
            for category, numbers in measured(view, at):
                for when, number in zip(self.dates, numbers.tolist(), strict=True):
                    yield Value(identity, category, when, number, "")

    def _so_far(self, view: View) -> Iterator[Value]:
        last = max(self.dates)
        until = close_of(view, last)
        whole = spans(np.array([view.since]), np.array([until]))
        for identity, measured in SO_FAR:
            for category, numbers in measured(view, whole):
                yield Value(identity, category, last, float(numbers[0]), "")
        for identity, number in families_so_far(view, until):
            yield Value(identity, "", last, number, "")
        for decision in PanelDecision:
            heard = (view.panel.decision == decision) & (view.panel.day < until)
            yield Value(PANEL_DECISIONS, readable(decision), last, float(heard.sum()), "")
        for category, number in residential_turnover(view, close_of(view, self.first), until):
            yield Value(RESIDENTIAL_TURNOVER, category, last, number, "")


def close_of(view: View, when: date) -> float:
    """Return the moment at which the day `when` ends."""
    return float(view.calendar.day_of(when) + 1)


def families_so_far(view: View, until: float) -> Iterator[tuple[str, float]]:
    """Yield what had become, until then, of the families that the team worked with, by family and by child.

    A family whose entry was only postponed counts as entered from the day on which it enters.
    """
    families = view.families
    helped = families.started < until
    past = helped & (families.crisis < until)
    entered = helped & ((families.entered & (families.crisis < until)) | (families.postponed_until < until))
    yield FAMILIES_PAST_CRISIS, float(past.sum())
    yield FAMILIES_NOT_ENTERING, float((past & ~entered).sum())
    yield NOT_IN_CARE, float(families.children[helped & ~entered].sum())


def residential_turnover(view: View, first: float, last: float) -> Iterator[tuple[str, float]]:
    """Yield how many of the children in residential placements at `first` are where at `last`, and who came since."""
    there, here = (_residential_at(view, moment) for moment in (first, last))
    stays = view.stays
    in_placement = _children(view, stays.child[(stays.began < last) & (stays.ended >= last)])
    yield STILL_THERE, float((there & here).sum())
    yield LEFT_CARE, float((there & ~in_placement).sum())
    yield ELSEWHERE, float((there & in_placement & ~here).sum())
    yield CAME_SINCE, float((here & ~there).sum())


def _residential_at(view: View, moment: float) -> Flags:
    """Return of each child whether they are in a residential placement at the moment."""
    stays = view.stays
    residential = np.array(placements.RESIDENTIAL)[stays.kind]
    return _children(view, stays.child[residential & (stays.began < moment) & (stays.ended >= moment)])


def _children(view: View, rows: Integers) -> Flags:
    """Return of each child whether their row is among `rows`."""
    flags = np.zeros(len(view.born), dtype=np.bool_)
    flags[rows] = True
    return flags
