"""One council's profile: every number over ten years, beside its statistical neighbours, its region and England."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.experiments.profile.chance import Beside, Stray, stray
from sim.experiments.profile.item import Item
from sim.experiments.profile.line import ItemLines, PlaceLine, ProfilePlace, Role
from sim.experiments.profile.shown import ShownStatus
from sim.experiments.profile.subject import ProfileSubject
from sim.published.authorities import ENGLAND, REGIONS, Authority, authorities
from sim.published.table import Figures

YEARS = 10
"""31 Marches that are shown."""


@dataclass(frozen=True, slots=True)
class CouncilProfile:
    """A council's profile."""

    authority: Authority
    neighbours: tuple[Authority, ...]
    """Those that have figures in its last year, nearest first."""
    ended: tuple[Authority, ...]
    """Statistical neighbours that have none any more."""
    first: int
    last: int
    """Of the years ending 31 March."""
    subjects: Mapping[ProfileSubject, tuple[ItemLines, ...]]
    known: Figures

    def __repr__(self) -> str:
        return f"<CouncilProfile of {self.authority.name}: 31 March {self.first} to {self.last}>"

    def lines(self, item: Item) -> ItemLines:
        """Return a number in every place."""
        found = next((one for lines in self.subjects.values() for one in lines if one.item == item), None)
        if found is None:
            raise KeyError(f"{item.title} is not in the profile")
        return found

    def known_items(self, subject: ProfileSubject) -> tuple[ItemLines, ...]:
        """Return the numbers of a subject of which the council or its neighbours have one in some year."""
        return tuple(
            one for one in self.subjects[subject] if any(line.published for line in (one.own, *one.neighbours))
        )

    def stray(self, item: Item) -> Stray:
        """Return how far chance alone may take a share or rate of a council of this size."""
        return stray(self.known, item, self.lines(item).own)

    def beside(self, item: Item) -> tuple[Beside, Beside]:
        """Return how the council stands to the middle of its neighbours, and to England, in the last year."""
        one = self.lines(item)
        width = self.stray(item)
        middle, england = (width.beside(item.unit, one.own.last, other.last) for other in (one.middle, one.england))
        return middle, england

    def rank(self, item: Item) -> tuple[int, int] | None:
        """Return the council's place from the highest among it and its neighbours, and of how many; None if unknown."""
        one = self.lines(item)
        if one.own.last.status is not ShownStatus.PUBLISHED or not one.known_neighbours:
            return None
        higher = sum(line.last.value > one.own.last.value for line in one.known_neighbours)
        return higher + 1, len(one.known_neighbours) + 1


def council_profile(known: Figures, one: Authority) -> CouncilProfile:
    """Return the profile of a council to the last 31 March of which it has figures."""
    last = min(one.last_year, known.known_until)
    first = last - YEARS + 1
    by_code = {other.code: other for other in authorities()}
    near = [by_code[code] for code in one.neighbours(last) if code in by_code]
    now = tuple(other for other in near if other.first_year <= last <= other.last_year)
    places = (
        ProfilePlace(Role.COUNCIL, one.name, one.code),
        *(ProfilePlace(Role.NEIGHBOUR, other.name, other.code) for other in now),
        ProfilePlace(Role.REGION, one.region, REGIONS[one.region]),
        ProfilePlace(Role.ENGLAND, "England", ENGLAND),
    )

    def lines(item: Item) -> ItemLines:
        found = [
            PlaceLine(place, first, tuple(item.read(known, place.code, year) for year in range(first, last + 1)))
            for place in places
        ]
        own, *neighbours, region, england = found
        return ItemLines(item, own, tuple(neighbours), region, england)

    return CouncilProfile(
        authority=one,
        neighbours=now,
        ended=tuple(other for other in near if other not in now),
        first=first,
        last=last,
        subjects={subject: tuple(lines(item) for item in subject.items) for subject in ProfileSubject},
        known=known,
    )
