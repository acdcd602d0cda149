"""First days that are being made: which are asked for, and what of each is to be done yet.

Workers do it in parts as soon as a council is chosen, and what they gave is kept by the page. Here is known how far it
is, so that nothing is done twice, and what a stopped worker did not end is done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sim.offline.day_to_make import DayToMake
from sim.offline.known_stays import KnownStays

MOST_KEPT: Final = 3
"""First days that are kept, whatever is asked for: each takes many megabytes."""

POOL: Final = 0
"""In place of the number of a long run: the making of the pool once all long runs are lived."""

STAY: Final = -1
"""In place of the number of a long run: the working out of how long children stay, before any of them is lived."""


class PartOfDay(NamedTuple):
    """Something that one worker does of a first day."""

    digest: str
    number: int
    """Which long run, counted from 1, or `POOL`, or `STAY`."""


@dataclass(slots=True)
class DayUnderWay:
    """One first day, and how far it is."""

    day: DayToMake
    done: set[int] = field(default_factory=set)
    going: set[int] = field(default_factory=set)
    """What is being done by somebody."""
    failed: bool = False
    """Whether a part of it failed since it was last asked for: no other is begun then."""
    told: tuple[str, ...] = ()
    """What of the published first day could not be made."""

    @property
    def made(self) -> bool:
        """Whether all of it is done."""
        return POOL in self.done

    @property
    def lived(self) -> int:
        """Return how many long runs are lived."""
        return len(self.done - {POOL})

    def next(self) -> int | None:
        """Return what can be begun now, which is being done from then on."""
        if self.failed or self.made:
            return None
        number = next((one for one in self._wanted if one not in self.done and one not in self.going), None)
        if number is not None:
            self.going.add(number)
        return number

    @property
    def _wanted(self) -> Iterable[int]:
        """Return what comes next, whether it is done or not."""
        if self.day.entries is None:
            return (STAY,)
        return (POOL,) if self.lived == self.day.long_runs else range(1, self.day.long_runs + 1)


@dataclass(slots=True)
class FirstDays:
    """The first days that are asked for now, and those asked for before that are kept."""

    known: dict[str, DayUnderWay] = field(default_factory=dict)
    """By digest, those that were asked for last at the end."""
    asked: tuple[str, ...] = ()

    def ask(self, days: Iterable[DayToMake], *, again: bool) -> None:
        """Ask for these in place of all others; what failed before is tried `again`, or left."""
        found = {day.digest: day for day in days}
        for digest, day in found.items():
            under_way = self.known.pop(digest, None) or DayUnderWay(day)
            under_way.failed = under_way.failed and not again
            self.known[digest] = under_way
        self.asked = tuple(found)
        for digest in list(self.known)[: -max(MOST_KEPT, len(found))]:
            del self.known[digest]

    def next(self) -> PartOfDay | None:
        """Return what a worker that is free can begin; None where nothing is to be done, or the rest is being done."""
        for digest in self.asked:
            number = self.known[digest].next()
            if number is not None:
                return PartOfDay(digest, number)
        return None

    def done(self, part: PartOfDay, told: Sequence[str] = ()) -> None:
        """Hear that a part is done; of a pool, what is `told` of it."""
        if part.digest in self.known:
            under_way = self.known[part.digest]
            under_way.going.discard(part.number)
            under_way.done.add(part.number)
            under_way.told = tuple(told)

    def stays_known(self, stays: KnownStays) -> None:
        """Hear how long children stay, of one first day more. Raises BadInput where nobody does in one of them."""
        for one in self.known.values():
            one.day = one.day.knowing(stays)
            if one.day.entries is not None:
                one.going.discard(STAY)

    def failed(self, part: PartOfDay) -> None:
        """Hear that a part failed."""
        if part.digest in self.known:
            self.known[part.digest].going.discard(part.number)
            self.known[part.digest].failed = True

    def workers_ended(self) -> None:
        """Hear that all workers ended in the midst of what they did."""
        for one in self.known.values():
            one.going.clear()

    @property
    def made(self) -> bool:
        """Whether all that is asked for is made."""
        return all(one.made for one in self._asked)

    @property
    def lived(self) -> int:
        """Return how many long runs of what is asked for are lived."""
        return sum(one.lived for one in self._asked)

    @property
    def long_runs(self) -> int:
        """Return how many long runs what is asked for takes."""
        return sum(one.day.long_runs for one in self._asked)

    @property
    def told(self) -> list[str]:
        """Return what of the published first days that are asked for could not be made."""
        return list(dict.fromkeys(words for one in self._asked for words in one.told))

    @property
    def _asked(self) -> list[DayUnderWay]:
        return [self.known[digest] for digest in self.asked]
