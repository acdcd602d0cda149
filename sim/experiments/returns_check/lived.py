"""A replication as lives in care: told as a return would tell it, so that both are counted by the same hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from math import floor, isnan

from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd, Route, Sex
from sim.model.register.register import Register
from sim.returns.lives import CareLives, Period, ReturnedChild, Stay, Window
from sim.returns.mending.placements import BY_NEXT_KIND
from sim.returns.reading.dates import birthday_18


def lived(register: Register, start: date, window: Window) -> CareLives:
    """Return the children of a replication that began on a day, as they stood at the end of the window."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, period in enumerate(register.placements.episode):
        rows[period].append(row)
    own: dict[int, list[Period]] = defaultdict(list)
    alone = set()
    reader = _LifeReader(register, start, window.last)
    for number, child in enumerate(register.episodes.child):
        if reader.day(register.episodes.began[number]) <= window.last:
            own[child].append(reader.period(number, rows[number]))
        if register.episodes.route[number] == Route.UNACCOMPANIED:
            alone.add(child)
    children = register.children
    return CareLives(
        window,
        tuple(
            ReturnedChild(
                born=reader.day(children.born[child]),
                sex=Sex(children.sex[child]),
                unaccompanied=child in alone,
                disabled=children.disability[child],
                behaviour=False,
                strengths_and_difficulties=None,
                periods=tuple(sorted(periods, key=lambda one: one.begins)),
            )
            for child, periods in own.items()
        ),
    )


class _LifeReader:
    """Reads periods of care from a register, up to a day."""

    __slots__ = ("last", "register", "start")

    def __init__(self, register: Register, start: date, last: date) -> None:
        self.register, self.start, self.last = register, start, last

    def day(self, when: float) -> date:
        """Return the calendar day of a time of the run."""
        return self.start + timedelta(days=floor(when))

    def period(self, number: int, rows: list[int]) -> Period:
        """Return a period of care with its placements."""
        table = self.register.episodes
        begins, ends = self.day(table.began[number]), self._end(number)
        cause = LeavingCause(table.cause[number]) if ends is not None else None
        route = Route(table.route[number])
        return Period(begins, True, ends, cause, False, route, tuple(self._stays(rows, begins, ends)), ())

    def _end(self, number: int) -> date | None:
        table, children = self.register.episodes, self.register.children
        ended = table.ended[number]
        if isnan(ended):
            return None
        # a return has no episode of less than a day, and the birthday is a day of the calendar
        day = max(self.day(ended), self.day(table.began[number]) + timedelta(days=1))
        if table.cause[number] == LeavingCause.EIGHTEENTH_BIRTHDAY:
            day = birthday_18(self.day(children.born[table.child[number]]))
        return day if day <= self.last else None

    def _stays(self, rows: list[int], begins: date, ends: date | None) -> Iterator[Stay]:
        """Yield the placements; the last of a day is the one that a return has."""
        table = self.register.placements
        began = {max(self.day(table.began[row]), begins): row for row in rows}
        days = [day for day in sorted(began) if day <= self.last and (ends is None or day < ends or day == begins)]
        for day, following in pairwise((*days, None)):
            assert day is not None
            row, until = began[day], ends if following is None else following
            why = None if following is None else self._why(row, began[following])
            yield Stay(day, until, Kind(table.kind[row]), Location(table.location[row]), why)

    def _why(self, row: int, following: int) -> PlacementEnd:
        """Return why a placement was left for another, by what a return tells of it."""
        why = PlacementEnd(self.register.placements.why[row])
        if why in (PlacementEnd.DISRUPTED, PlacementEnd.HOUSEHOLD_CLOSED):
            return why
        return BY_NEXT_KIND.get(Kind(self.register.placements.kind[following]), PlacementEnd.PLANNED)
