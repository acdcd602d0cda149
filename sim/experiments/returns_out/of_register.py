"""A replication's register as the return of a year: each child's episodes, in the order in which they happened.

The model has fewer words than the return. Where a base has no courts, legal statuses after the first are invented: an
interim care order becomes a care order after half a year, police protection an interim care order after 3 days and
emergency protection after 8. Whatever is under a day goes with what comes next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor, isnan

from sim.foundations.codes import Kind, LeavingCause, LegalStatus, PlacementEnd, Route, Sex
from sim.model.register.register import Register
from sim.returns.reading.dates import birthday_18
from sim.returns.writing.out_rows import OutChild, OutEpisode, OutReturn

LAWS = {
    LegalStatus.ACCOMMODATED: "V2",
    LegalStatus.INTERIM_CARE_ORDER: "C1",
    LegalStatus.CARE_ORDER: "C2",
    LegalStatus.PLACEMENT_ORDER: "E1",
    LegalStatus.POLICE_PROTECTION: "L1",
    LegalStatus.EMERGENCY_PROTECTION: "L2",
    LegalStatus.ON_REMAND: "J1",
}
INVENTED = {
    Route.VOLUNTARY: ((0, "V2"),),
    Route.UNACCOMPANIED: ((0, "V2"),),
    Route.INTERIM_CARE_ORDER: ((0, "C1"), (182, "C2")),
    Route.POLICE_PROTECTION: ((0, "L1"), (3, "C1"), (182, "C2")),
    Route.EMERGENCY_PROTECTION: ((0, "L2"), (8, "C1"), (182, "C2")),
    Route.REMAND: ((0, "J1"),),
}
"""Days after care began, and the status from then on; police protection lasts 72 hours, emergency protection 8 days."""
UNDER_ORDERS = ("C1", "C2")
"""Under which alone a child is placed with parents."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A day on which a child's placement or legal status becomes another."""

    day: date
    place: int
    """Of the placement among the period's."""
    law: str


def returned(register: Register, start: date, year: int, *, reviewed: bool = False) -> OutReturn:
    """Return what a council returns of the year ending 31 March: every episode that was open at some time in it.

    `reviewed` says whether the model held reviews; where it did not, the return has no table of them.
    """
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    rows = _Reader(register, start)
    episodes: list[OutEpisode] = []
    children: dict[int, OutChild] = {}
    for period in range(len(register.episodes.child)):
        child = register.episodes.child[period]
        for one in rows.episodes(period):
            if one.begins > last or (one.ends is not None and one.ends < first):
                continue
            children.setdefault(child, rows.child(child, first, last))
            episodes.append(_until(one, last))
    return OutReturn(year, tuple(children[child] for child in sorted(children)), tuple(episodes), reviewed)


def _until(one: OutEpisode, last: date) -> OutEpisode:
    """Return an episode as it stood at the end of the year."""
    if one.ends is None or one.ends <= last:
        return one
    return OutEpisode(
        one.child, one.begins, one.why_begun, one.law, one.need, one.kind, one.remanded, None, None, False,
        None,
    )  # fmt: skip


class _Reader:
    """Reads the tables of a register by period of care."""

    __slots__ = ("placements", "register", "reviews", "start", "statuses", "unaccompanied")

    def __init__(self, register: Register, start: date) -> None:
        self.register, self.start = register, start
        self.placements: dict[int, list[int]] = defaultdict(list)
        for row, period in enumerate(register.placements.episode):
            self.placements[period].append(row)
        self.statuses: dict[int, list[int]] = defaultdict(list)
        for row, period in enumerate(register.legal_statuses.episode):
            self.statuses[period].append(row)
        self.reviews: dict[int, list[float]] = defaultdict(list)
        for child, held in zip(register.reviews.child, register.reviews.held, strict=True):
            if not isnan(held):
                self.reviews[child].append(held)
        routes = zip(register.episodes.child, register.episodes.route, strict=True)
        self.unaccompanied = frozenset(child for child, route in routes if route == Route.UNACCOMPANIED)

    def day(self, when: float) -> date:
        """Return the calendar day of a time of the run."""
        return self.start + timedelta(days=floor(when))

    def child(self, row: int, first: date, last: date) -> OutChild:
        """Return a child under an invented name, with the reviews held from the first day to the last."""
        children = self.register.children
        born = self.day(children.born[row])
        held = sorted({day for when in self.reviews[row] if first <= (day := self.day(when)) <= last})
        sex, alone = Sex(children.sex[row]), row in self.unaccompanied
        return OutChild(_name(row), born, sex, alone, birthday_18(born), tuple(held))

    def episodes(self, period: int) -> Iterator[OutEpisode]:
        """Yield the episodes of a period of care."""
        table, children = self.register.episodes, self.register.children
        child, route = table.child[period], Route(table.route[period])
        ends = self._end(period)
        turns = list(self._turns(period, route, ends))
        rows = self.placements[period]
        for turn, following in pairwise((*turns, None)):
            assert turn is not None
            kind = Kind(self.register.placements.kind[rows[turn.place]])
            moves = following is not None and following.place != turn.place
            why = PlacementEnd(self.register.placements.why[rows[turn.place]]) if moves else None
            until = following.day if following else ends
            yield OutEpisode(
                child=_name(child),
                begins=turn.day,
                why_begun=_why_begun(turn, turns),
                law=turn.law,
                need=_need(route, children.disability[child], children.behaviour_since[child] <= table.began[period]),
                kind=kind,
                remanded=route is Route.REMAND,
                ends=until,
                cause=LeavingCause(table.cause[period]) if until is not None and following is None else None,
                stays_put=False,
                why_moved=why,
            )

    def _end(self, period: int) -> date | None:
        ended = self.register.episodes.ended[period]
        if isnan(ended) or ended > self.register.until:
            return None
        born = self.day(self.register.children.born[self.register.episodes.child[period]])
        if self.register.episodes.cause[period] == LeavingCause.EIGHTEENTH_BIRTHDAY:
            return birthday_18(born)
        # the return has no episode of less than a day
        return max(self.day(ended), self.day(self.register.episodes.began[period]) + timedelta(days=1))

    def _turns(self, period: int, route: Route, ends: date | None) -> Iterator[_Turn]:
        """Yield the days on which something changes, each once: the last word of a day holds."""
        began = self.day(self.register.episodes.began[period])
        found: dict[date, tuple[int, str]] = {}
        moves = [(self.day(self.register.placements.began[row]), at) for at, row in enumerate(self.placements[period])]
        laws = list(self._laws(period, route, began))
        for day in sorted({began, *(day for day, _ in moves), *(day for day, _ in laws)}):
            if ends is not None and day >= ends and day > began:
                continue
            place = max(at for when, at in moves if when <= day or at == 0)
            law = [law for when, law in laws if when <= day or when == laws[0][0]][-1]
            kind = Kind(self.register.placements.kind[self.placements[period][place]])
            if kind is Kind.ADOPTION:
                law = "E1"
            elif kind is Kind.WITH_PARENTS and law not in UNDER_ORDERS:
                law = "C2"
            if (place, law) != next(reversed(found.values()), None):
                found[day] = (place, law)
        yield from (_Turn(day, place, law) for day, (place, law) in found.items())

    def _laws(self, period: int, route: Route, began: date) -> Iterator[tuple[date, str]]:
        """Yield the legal statuses from the day on which each begins."""
        rows = self.statuses[period]
        if rows:
            table = self.register.legal_statuses
            yield from ((self.day(table.since[row]), LAWS[LegalStatus(table.status[row])]) for row in rows)
        else:
            yield from ((began + timedelta(days=after), law) for after, law in INVENTED[route])


def _name(row: int) -> str:
    return f"S{row + 1:06d}"


def _need(route: Route, disabled: bool, behaviour: bool) -> str:
    """Return the main need, of which the return has one."""
    if route is Route.UNACCOMPANIED:
        return "N8"
    if disabled:
        return "N2"
    return "N6" if behaviour else "N1"


def _why_begun(turn: _Turn, turns: list[_Turn]) -> str:
    """Return RNE: S at first, L for a new legal status, P for a new placement, B for both."""
    at = turns.index(turn)
    if not at:
        return "S"
    before = turns[at - 1]
    if turn.place == before.place:
        return "L"
    return "B" if turn.law != before.law else "P"
