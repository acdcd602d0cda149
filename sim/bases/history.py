"""One authority's published figures with those of the authorities that it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite, nan

from sim.bases.words import in_words
from sim.foundations.faults import listed
from sim.published.authorities import Authority
from sim.published.table import Figure, Figures


@dataclass(frozen=True, slots=True)
class Forerunner:
    """An abolished authority whose figures go on in another's."""

    code: str
    name: str
    last_year: int


BOURNEMOUTH = Forerunner("E06000028", "Bournemouth", 2019)
POOLE = Forerunner("E06000029", "Poole", 2019)
OLD_DORSET = Forerunner("E10000009", "Dorset with Christchurch", 2019)
NORTHAMPTONSHIRE = Forerunner("E10000021", "Northamptonshire", 2021)

CUMBRIA = Forerunner("E10000006", "Cumbria", 2023)

NORTH_NORTHAMPTONSHIRE, WEST_NORTHAMPTONSHIRE = "E06000061", "E06000062"
CUMBERLAND, WESTMORLAND_AND_FURNESS = "E06000063", "E06000064"
HALVES = ((NORTH_NORTHAMPTONSHIRE, WEST_NORTHAMPTONSHIRE), (CUMBERLAND, WESTMORLAND_AND_FURNESS))
"""Pairs of authorities into which one was parted."""

FORERUNNERS: Mapping[str, tuple[Forerunner, ...]] = {
    "E06000058": (BOURNEMOUTH, POOLE),
    "E06000059": (OLD_DORSET,),
    NORTH_NORTHAMPTONSHIRE: (NORTHAMPTONSHIRE,),
    WEST_NORTHAMPTONSHIRE: (NORTHAMPTONSHIRE,),
    CUMBERLAND: (CUMBRIA,),
    WESTMORLAND_AND_FURNESS: (CUMBRIA,),
}
"""Of the authorities made since 2010 of others. Christchurch, which left Dorset, is too small to part out."""

PARTED = " by children living and looked after there"
"""How a forerunner's counts are parted."""

UNSUMMABLE = ("unit cost", "percent", "per 10,000")
"""Words of measures that are not counts: they are averaged over forerunners and never parted."""


@dataclass(frozen=True, slots=True)
class History:
    """The figures of one authority, before it was made those of its forerunners, summed or parted."""

    code: str
    known: Figures
    forerunners: tuple[Forerunner, ...]
    share: float
    """Of the forerunners' counts that are this authority's."""
    name: str = ""

    def before(self, years: Iterable[int], *, parted: bool = True) -> str:
        """Return in words whose figures are taken for some of the years, and how; empty when all are its own.

        Counts are summed or parted, unit costs are not.
        """
        if not any(year <= before.last_year for before in self.forerunners for year in years):
            return ""
        names = listed(f"{before.name}'s" for before in self.forerunners)
        if self.share < 1 and parted:
            return f"a {100 * self.share:.0f}% share of {names}"
        return f"{names} together" if len(self.forerunners) > 1 else names

    def named(self, years: Iterable[int], *, parted: bool = True) -> str:
        """Return the authority's name as sources give it, with whose figures stand in for its own in which years."""
        years = tuple(years)
        words = self.before(years, parted=parted)
        if not words:
            return self.name
        words += PARTED if self.share < 1 and parted else ""
        last = self.forerunners[0].last_year
        return f"{self.name}: {words}" if max(years) <= last else f"{self.name} (to {in_words(last)} {words})"

    def find(self, measure: str, year: int, category: str = "") -> Figure | None:
        """Return a figure; None when there is none."""
        own = self.known.find(self.code, measure, year, category)
        if own is not None or not self.forerunners or year > self.forerunners[0].last_year:
            return own
        found = [self.known.find(before.code, measure, year, category) for before in self.forerunners]
        there = [figure for figure in found if figure is not None]
        if not there:
            return None
        total = sum(figure.value for figure in there)
        whole = not any(word in measure for word in UNSUMMABLE)
        return Figure(total * self.share if whole else total / len(there), any(figure.imputed for figure in there))

    def value(self, measure: str, year: int, category: str = "") -> float:
        """Return a figure's number; nan when there is none."""
        figure = self.find(measure, year, category)
        return nan if figure is None else figure.value

    def total(self, measure: str, year: int, categories: Iterable[str]) -> float:
        """Return some categories of a breakdown together; nan when none of the breakdown is known for the year.

        A category that a breakdown has not is a rare one: none, or too few to be told.
        """
        if not self.has(measure, year):
            return nan
        values = (self.value(measure, year, category) for category in categories)
        return sum(value for value in values if isfinite(value))

    def hidden(self, measure: str, year: int) -> bool:
        """Whether a figure was suppressed and nothing tells of it: it is 1 to 5, or protects such a one."""
        return self.find(measure, year) is None and self.known.suppressed(self.code, measure, year)

    def imputed(self, measure: str, year: int) -> int:
        """Return how many figures of a breakdown were suppressed and filled in."""
        codes = (self.code, *(before.code for before in self.forerunners if year <= before.last_year))
        return sum(figure.imputed for code in codes for figure in self.known.breakdown(code, measure, year).values())

    def has(self, measure: str, year: int) -> bool:
        """Whether any of a breakdown is known for the year."""
        codes = (self.code, *(before.code for before in self.forerunners if year <= before.last_year))
        return any(self.known.breakdown(code, measure, year) for code in codes)


def history(authority: Authority, known: Figures) -> History:
    """Return the figures of an authority with its forerunners'."""
    before = FORERUNNERS.get(authority.code, ())
    return History(authority.code, known, before, _share(authority.code, known) if before else 1.0, authority.name)


def _share(code: str, known: Figures) -> float:
    """Return the share of its forerunners' children that are the authority's: by children looked after when parted."""
    halves = next((pair for pair in HALVES if code in pair), None)
    if halves is None:
        return 1.0
    year = FORERUNNERS[code][0].last_year + 1
    children = [known.value(half, "children aged 0 to 17", year) for half in halves]
    looked_after = [known.value(half, "looked after", year) for half in halves]
    place = halves.index(code)
    by = [numbers[place] / sum(numbers) for numbers in (children, looked_after) if isfinite(sum(numbers))]
    return sum(by) / len(by) if by else 1 / len(halves)
