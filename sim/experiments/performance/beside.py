"""What stands beside the lines of the performance report: England and statistical neighbours, as last published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan, nan
from statistics import median
from types import MappingProxyType
from typing import Final

from sim.experiments.performance.months import ReportMonth
from sim.published.authorities import ENGLAND, authorities
from sim.published.health_of_children import published_health
from sim.published.table import figures

OUT_IN: Final = 12
"""The month in which the figures of a 31 March are out: England's come in November, authorities' in December."""

WORKFORCE_OUT_IN: Final = 2
"""The month in which those of social workers on the 30 September before are out."""

OLDEST: Final = 4
"""Years for which a figure may be old and is still shown, with its year."""

MONTHS: Final = 12

CHILDREN = "children aged 0 to 17"
AS_FIRST_PUBLISHED = "children aged 0 to 17, as first published"
"""What was known at the time; the other series was made after the census of 2021, and they must not be mixed."""


@dataclass(frozen=True, slots=True)
class BesideLine:
    """What was published that a line can be held against; not a number where nothing was."""

    england: float
    neighbours: float
    """All ten together, as far as they are published."""
    when: date
    """Of which day the figures are, or of the year that ends on it."""


@dataclass(frozen=True, slots=True)
class PublishedPair:
    """A part and a whole of one authority and year, of which a line's published value is made."""

    part: float
    whole: float

    @property
    def known(self) -> bool:
        """Whether both are published."""
        return not isnan(self.part) and self.whole > 0.0


Reading = Callable[[str, int], PublishedPair]


def _of(part: str, whole: str, part_category: str = "", whole_category: str = "") -> Reading:
    def read(code: str, year: int) -> PublishedPair:
        table = figures()
        return PublishedPair(
            table.value(code, part, year, part_category), table.value(code, whole, year, whole_category)
        )

    return read


def _assessed(code: str, year: int) -> PublishedPair:
    found = published_health().get((code, year))
    return PublishedPair(nan, nan) if found is None else PublishedPair(found.assessed, found.looked_after)


def _with_questionnaire(code: str, year: int) -> PublishedPair:
    found = published_health().get((code, year))
    return PublishedPair(nan, nan) if found is None else PublishedPair(found.questionnaires, found.of_school_age)


SHARES: Mapping[str, Reading] = MappingProxyType(
    {
        "three_or_more_placements": _of("three or more placements", "looked after"),
        "long_term_stability": _of("long-term stability", "long-term stability", "", "denominator"),
        "inside_borough": _of("looked after by locality", "looked after", "inside"),
        "health_in_year": _assessed,
        "questionnaires": _with_questionnaire,
        "school_moves": _of("moved school", "moved school", "", "denominator"),
    }
)
"""Lines that are percentages."""

PER_CHILD: Mapping[str, tuple[str, float]] = MappingProxyType(
    {"looked_after": ("looked after", 1.0), "starts": ("started", 1.0 / MONTHS), "ceases": ("ceased", 1.0 / MONTHS)}
)
"""Lines that are numbers: as many as there would be at another rate for each child of the area, in a month."""

OF_ALL_TEAMS: Mapping[str, str] = MappingProxyType(
    {"caseload": "social workers' caseload", "agency": "social workers' agency rate"}
)
"""Lines published of all children's social workers: of neighbours the middle one stands."""


def beside(line: str, authority: str, month: ReportMonth) -> BesideLine | None:
    """Return what was last published by the end of a month of England and the authority's neighbours; None if nothing.

    `authority` is a code, empty where the scenario is of none.
    """
    out_in = WORKFORCE_OUT_IN if line in OF_ALL_TEAMS else OUT_IN
    latest = month.last.year if month.last.month >= out_in else month.last.year - 1
    for year in range(latest, latest - OLDEST, -1):
        near = next((one.neighbours(year) for one in authorities() if one.code == authority), ())
        found = _found(line, authority, near, year)
        if found is not None and not (isnan(found.england) and isnan(found.neighbours)):
            return found
    return None


def _found(line: str, authority: str, near: Sequence[str], year: int) -> BesideLine | None:
    march = date(year, 3, 31)
    if line in SHARES:
        read = SHARES[line]
        return BesideLine(100.0 * _together(read, [ENGLAND], year), 100.0 * _together(read, near, year), march)
    if line in PER_CHILD:
        measure, share = PER_CHILD[line]
        children = AS_FIRST_PUBLISHED if figures().find(authority, AS_FIRST_PUBLISHED, year) else CHILDREN
        read, own = _of(measure, children), share * figures().value(authority, children, year)
        return BesideLine(own * _together(read, [ENGLAND], year), own * _together(read, near, year), march)
    if line in OF_ALL_TEAMS:
        measure = OF_ALL_TEAMS[line]
        known = [one for code in near if not isnan(one := figures().value(code, measure, year))]
        middle = median(known) if known else nan
        return BesideLine(figures().value(ENGLAND, measure, year), middle, date(year - 1, 9, 30))
    return None


def _together(read: Reading, codes: Sequence[str], year: int) -> float:
    """Return the parts of authorities, as far as they are published, over their wholes."""
    known = [pair for code in codes if (pair := read(code, year)).known]
    whole = sum(pair.whole for pair in known)
    return sum(pair.part for pair in known) / whole if whole > 0.0 else nan
