"""England's shape: how placements turn over and where children leave from, for no such tables of authorities exist.

Official statistics under the Open Government Licence v3.0, from the table of figures: rates are in the order, and under
the words, of the measures with which they are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from math import exp, inf, isnan, log, nan
from types import MappingProxyType

from sim.published.authorities import ENGLAND
from sim.published.table import Figures

CHANGES = "changes of placement by time in placement and reason"
ENDED = "placements ended by duration"
CEASED, LOOKED_AFTER = "ceased by placement in detail", "looked after by placement in detail"
NUMBERS_OF_PLACEMENTS = "looked after by number of placements and unaccompanied"

DISRUPTIVE = (
    "carer asked: behaviour",
    "carer asked: other",
    "child asked",
    "council asked",
    "standards of care",
    "allegation",
    "approval removed",
    "placement closed",
)
"""Reasons for a change of placement that are disruptions; not a change of care plan, of status only, custody, other."""

BANDS = (
    "under 2 weeks",
    "2 to 8 weeks",
    "8 weeks to 6 months",
    "6 months to 1 year",
    "1 to 2 years",
    "2 to 3 years",
    "3 to 5 years",
    "5 to 10 years",
)
"""Times in placement; those of ten years and over are left out, for no child-years of theirs are derived."""

DURATIONS = (
    "0 to 7 days",
    "8 days to 1 month",
    "1 to 3 months",
    "3 to 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 to 5 years",
    "5 years and over",
)

ENDS = (7 / 365.25, 1 / 12, 1 / 4, 1 / 2, 1.0, 2.0, 5.0)
"""Years at which the lengths of placements ended are cut."""

BAND_YEARS = (0.0, 14 / 365.25, 56 / 365.25, 1 / 2, 1.0, 2.0, 3.0, 5.0, 10.0)
"""Years at which the times in placement are cut."""

ENDING_AFTER_5_YEARS = 0.2
"""A year, of placements of five years and more, which no table parts further: a judgement."""

LAST_WITH_LENGTHS = 2023
"""The last year whose lengths of placements ended are used.

Those of the newest year are revised up by about 10,000, and in 2024 some 6,600 ended in name only, when supported
accommodation came to be registered.
"""

FIRST_IN_NEW_KINDS = 2020
"""From this year on secure units and children's homes stand apart from independent and semi-independent living."""

BEFORE_REGISTRATION = 2023
"""The last year in which young people in accommodation not registered yet were not counted under other placements."""


class LivedIn(StrEnum):
    """Kinds of placement of which England's tables in detail tell."""

    CONNECTED = "relatives and friends"
    UNRELATED = "other foster carers"
    CHILDRENS_HOME = "children's homes"
    SECURE = "secure units"
    WITH_PARENTS = "with parents"
    ADOPTION = "placed for adoption"
    SUPPORTED = "supported or independent"
    OTHER_RESIDENTIAL = "other residential"


UNREGISTERED = "8 "
"""How the line of other placements begins."""

IN_BOTH: Mapping[LivedIn, tuple[str, ...]] = MappingProxyType(
    {
        LivedIn.CONNECTED: ("1a.1 ", "1b.1 "),
        LivedIn.UNRELATED: ("1a.2 ", "1b.2 "),
        LivedIn.WITH_PARENTS: ("3 ",),
        LivedIn.ADOPTION: ("2 ",),
        LivedIn.OTHER_RESIDENTIAL: ("6 ", "7 ", UNREGISTERED),
    }
)
"""How the lines of the tables in detail begin that each kind is the sum of, in all years."""

TO_2019: Mapping[LivedIn, tuple[str, ...]] = MappingProxyType(
    {
        **IN_BOTH,
        LivedIn.CHILDRENS_HOME: ("5c Total children's homes",),
        LivedIn.SECURE: ("5a Secure", "5b Secure"),
        LivedIn.SUPPORTED: ("4 ", "5d "),
    }
)
FROM_2020: Mapping[LivedIn, tuple[str, ...]] = MappingProxyType(
    {
        **IN_BOTH,
        LivedIn.CHILDRENS_HOME: ("4c Total children's homes",),
        LivedIn.SECURE: ("4a Secure", "4b Secure"),
        LivedIn.SUPPORTED: ("5 Total independent",),
    }
)


def child_years_in_placement(known: Figures, year: int) -> Mapping[str, float]:
    """Return child-years in placement in a year by `BANDS`, derived from the lengths of placements ended.

    How long placements last is followed as piecewise exponential between the lengths published; child-years to ten
    years are as many as children looked after on 31 March. Raises ValueError when no such lengths were known.
    """
    when = min(year, LAST_WITH_LENGTHS)
    ended = [_value(known, ENDED, when, f"all: {one}") for one in DURATIONS]
    whole = sum(ended)
    if isnan(whole):
        raise ValueError(f"No lengths of placements ended are published for the year to 31 March {when}.")
    left = [1.0]
    for number in ended[:-1]:
        left.append(left[-1] - number / whole)
    cuts = (0.0, *ENDS)
    rates = [log(left[place] / left[place + 1]) / (cuts[place + 1] - cuts[place]) for place in range(len(ENDS))] + [
        ENDING_AFTER_5_YEARS
    ]
    pieces = tuple(zip(cuts, (*ENDS, inf), left, rates, strict=True))
    years = [_survived(pieces, first, last) for first, last in pairwise(BAND_YEARS)]
    scale = _value(known, "looked after", year, "") / sum(years)
    return MappingProxyType({band: scale * number for band, number in zip(BANDS, years, strict=True)})


def _survived(pieces: Iterable[tuple[float, float, float, float]], first: float, last: float) -> float:
    """Return the integral of the share that has not ended over years from `first` to `last`."""
    total = 0.0
    for begins, ends, left, rate in pieces:
        since, until = max(first, begins), min(last, ends)
        if until > since:
            total += left * (exp(-rate * (since - begins)) - exp(-rate * (until - begins))) / rate
    return total


def moves_per_child_year(known: Figures, year: int, band: str) -> float:
    """Return changes of placement, those of legal status alone left out, over child-years in placement of a band."""
    changes = _value(known, CHANGES, year, f"{band}: all") - _value(
        known, CHANGES, year, f"{band}: change of status only"
    )
    return changes / child_years_in_placement(known, year)[band]


def disruptions_per_child_year(known: Figures, year: int, band: str) -> float:
    """Return disruptive changes of placement over child-years in placement of a band."""
    return disruptive(known, CHANGES, year, band) / child_years_in_placement(known, year)[band]


def disruptive(known: Figures, measure: str, year: int, group: str) -> float:
    """Return the changes of placement of a group that were disruptive; a hidden number of a reason counts as none."""
    return sum(_or_none(_value(known, measure, year, f"{group}: {reason}")) for reason in DISRUPTIVE)


def ended_percent(known: Figures, year: int, duration: str) -> float:
    """Return the percentage of placements ended in the year that had lasted so long."""
    everyone = sum(_value(known, ENDED, year, f"all: {one}") for one in DURATIONS)
    return 100 * _value(known, ENDED, year, f"all: {duration}") / everyone


def leaving_per_child_year(known: Figures, year: int, kind: LivedIn) -> float:
    """Return children ceasing to be looked after in the year over children looked after at its end, of a kind."""
    return in_detail(known, CEASED, year, kind) / in_detail(known, LOOKED_AFTER, year, kind)


def in_detail(known: Figures, measure: str, year: int, kind: LivedIn) -> float:
    """Return the children of a kind in one of the tables of placements in detail.

    From 2024 on other placements are counted as supported accommodation as far as `newly_unregistered` says.
    """
    lines = (TO_2019 if year < FIRST_IN_NEW_KINDS else FROM_2020)[kind]
    number = _of_detail(known, measure, year, lines)
    if year <= BEFORE_REGISTRATION or kind not in (LivedIn.SUPPORTED, LivedIn.OTHER_RESIDENTIAL):
        return number
    before, now = (_of_detail(known, measure, when, (UNREGISTERED,)) for when in (BEFORE_REGISTRATION, year))
    moved = max(0.0, now - before)
    return number + moved if kind is LivedIn.SUPPORTED else number - moved


def newly_unregistered(known: Figures, year: int) -> float:
    """Return the share of children in other placements who until 2023 would have been counted in supported ones.

    Supported accommodation has had to be registered since October 2023, and what was not yet is counted under other
    placements: in England 4,020 on 31 March 2024 after 1,180, while supported accommodation fell by 2,540. All beyond
    the number of 2023 is taken to be it: a judgement.
    """
    if year <= BEFORE_REGISTRATION:
        return 0.0
    before, now = (_value(known, "looked after by placement", when, "other") for when in (BEFORE_REGISTRATION, year))
    return max(0.0, 1.0 - before / now)


def placements_percent(known: Figures, year: int, time: str, number: str) -> float:
    """Return the percentage of children looked after for a `time` with a `number` of placements in the year."""
    children = _value(known, NUMBERS_OF_PLACEMENTS, year, f"{time}: all: all")
    return 100 * _value(known, NUMBERS_OF_PLACEMENTS, year, f"{time}: all: {number}") / children


def _value(known: Figures, measure: str, year: int, category: str) -> float:
    found = known.find(ENGLAND, measure, year, category)
    return nan if found is None or found.imputed else found.value


def _or_none(number: float) -> float:
    return 0.0 if isnan(number) else number


def _of_detail(known: Figures, measure: str, year: int, lines: tuple[str, ...]) -> float:
    """Return the sum of lines of a table of placements in detail; not a number where one is not there just once."""
    table = {_plain(name): figure.value for name, figure in known.breakdown(ENGLAND, measure, year).items()}
    found = [[value for name, value in table.items() if name.startswith(line)] for line in lines]
    total = sum(one[0] if len(one) == 1 else nan for one in found)
    return nan if isnan(total) else total


def _plain(line: str) -> str:
    """Return a line of a table whose number ends without a full stop, which some years have and others not."""
    number, _, words = line.partition(" ")
    return f"{number.rstrip('.')} {words}"
