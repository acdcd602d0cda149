"""England's shape: how placements turn over and children leave, from its tables of the year before a base starts.

They are targets of a base of England. Beside an authority's base they are shown only: no such tables of authorities are
published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from sim.experiments.likeness.target import Aggregation, LikenessLine, LikenessPart, within, within_share
from sim.measures.stability import TIMES_IN_PLACEMENT
from sim.measures.turnover import LENGTHS, NUMBERS, OTHER_FOSTER, SPELLS
from sim.published import national_shape as national
from sim.published.national_shape import BEFORE_REGISTRATION, LAST_WITH_LENGTHS, LivedIn
from sim.published.table import figures, publication

FIRST_YEAR = 2019
"""The first year of these tables: it also stands beside bases that start before its end."""

PLACEMENTS_TOLERANCE = 4.0
LENGTH_TOLERANCE = 2.5
"""Points."""
MOVES_TOLERANCE = 0.2
LEAVING_TOLERANCE = 0.15
"""Shares of the figure."""

TIMES_LOOKED_AFTER = ("looked after for under 12 months", "looked after for 12 months")
"""As published, in the order of `SPELLS`."""

KINDS_LIVED_IN: Mapping[LivedIn, str] = MappingProxyType(
    {
        LivedIn.CONNECTED: "connected",
        LivedIn.UNRELATED: OTHER_FOSTER,
        LivedIn.CHILDRENS_HOME: "childrens home",
        LivedIn.WITH_PARENTS: "with parents",
        LivedIn.ADOPTION: "adoption",
        LivedIn.SUPPORTED: "supported",
        LivedIn.OTHER_RESIDENTIAL: "other residential",
    }
)
"""The measure's name of each kind; secure units are left out, whose few leavers are lost in rounding to 10."""

RECOUNTED = (LivedIn.SUPPORTED, LivedIn.OTHER_RESIDENTIAL)
"""Kinds between which children are counted anew from 2024 on, as `national_shape` does."""


def year_of_shape(start: date) -> int:
    """Return the year to 31 March whose tables stand beside a base: the latest that had ended, 2019 at the earliest."""
    ended = start.year if start >= date(start.year, 3, 31) else start.year - 1
    return max(FIRST_YEAR, min(ended, figures().known_until))


def shape(year: int, judged: bool) -> tuple[LikenessLine, ...]:
    """Return the lines of England's shape in a year, as targets or to be shown only."""
    return (
        *_placements_in_the_year(year, judged),
        *_moves(year, judged),
        *_lengths(year, judged),
        *_leaving(year, judged),
    )


def _to_march(year: int) -> str:
    return f"England, year to 31 March {year}"


def _placements_in_the_year(year: int, judged: bool) -> Iterator[LikenessLine]:
    for spell, time in zip(SPELLS, TIMES_LOOKED_AFTER, strict=True):
        for number, had in zip(NUMBERS, ("1", "2", "3 or more"), strict=True):
            share = national.placements_percent(figures(), year, time, had)
            yield LikenessLine(
                f"{spell[:1].upper()}{spell[1:]}: {number}",
                "placements_in_year_percent",
                f"{spell}: {number}",
                Aggregation.AFTER_A_YEAR,
                unit="percent",
                published=f"{share:.1f} ({_to_march(year)})",
                source=publication(national.NUMBERS_OF_PLACEMENTS, year),
                group=LikenessPart.STABILITY,
                judged=judged,
                **within(share, PLACEMENTS_TOLERANCE),
            )


def _moves(year: int, judged: bool) -> Iterator[LikenessLine]:
    lengths = f"; child-years from lengths of {LAST_WITH_LENGTHS}" if year > LAST_WITH_LENGTHS else ""
    for category, band in zip(TIMES_IN_PLACEMENT, national.BANDS, strict=True):
        rate = national.moves_per_child_year(figures(), year, band)
        yield LikenessLine(
            f"Moves, {category.removeprefix('time in placement: ')}",
            "move_rate",
            category,
            Aggregation.WHOLE_RUN,
            unit="per child-year",
            published=f"{rate:.2f} ({_to_march(year)}; changes of legal status alone left out{lengths})",
            source=f"Derived from {publication(national.CHANGES, year)}",
            group=LikenessPart.MOVES,
            relative=True,
            judged=judged,
            **within_share(rate, MOVES_TOLERANCE),
        )


def _lengths(year: int, judged: bool) -> Iterator[LikenessLine]:
    when = min(year, LAST_WITH_LENGTHS)
    later = f"; those of {year} will be revised and hold endings in name only" if when < year else ""
    for category, duration in zip(LENGTHS, national.DURATIONS, strict=True):
        share = national.ended_percent(figures(), when, duration)
        yield LikenessLine(
            f"Ended after {duration}",
            "placements_ended_percent",
            category,
            Aggregation.WHOLE_RUN,
            unit="percent",
            published=f"{share:.1f} ({_to_march(when)}{later})",
            source=publication(national.ENDED, when),
            group=LikenessPart.MOVES,
            judged=judged,
            **within(share, LENGTH_TOLERANCE),
        )


def _leaving(year: int, judged: bool) -> Iterator[LikenessLine]:
    for kind, category in KINDS_LIVED_IN.items():
        recounted = kind in RECOUNTED and year > BEFORE_REGISTRATION
        words = "; accommodation not registered yet counted as supported" if recounted else ""
        rate = national.leaving_per_child_year(figures(), year, kind)
        yield LikenessLine(
            f"{kind[:1].upper()}{kind[1:]}",
            "leaving_rate",
            category,
            Aggregation.WHOLE_RUN,
            unit="per child-year",
            published=f"{rate:.2f} ({_to_march(year)}: ceasing over looked after{words})",
            source=f"Derived from {publication(national.CEASED, year)}",
            group=LikenessPart.LEAVING,
            relative=True,
            judged=judged,
            **within_share(rate, LEAVING_TOLERANCE),
        )
