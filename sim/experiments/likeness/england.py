"""England's shape: how placements turn over and children leave, from its tables of the year to 31 March 2019.

They are targets of a base of England. Beside an authority's base they are shown only: no such tables of authorities are
published.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.likeness.target import Aggregation, LikenessLine, LikenessPart, within, within_share
from sim.measures.stability import TIMES_IN_PLACEMENT
from sim.measures.turnover import LENGTHS, NUMBERS, OTHER_FOSTER, SPELLS
from sim.published import national_shape as national
from sim.published.table import figures, publication

YEAR = 2019
TO_MARCH = f"England, year to 31 March {YEAR}"

PLACEMENTS_TOLERANCE = 4.0
LENGTH_TOLERANCE = 2.5
"""Points."""
MOVES_TOLERANCE = 0.2
LEAVING_TOLERANCE = 0.15
"""Shares of the figure."""

TIMES_LOOKED_AFTER = ("looked after for under 12 months", "looked after for 12 months")
"""As published, in the order of `SPELLS`."""

KINDS_LIVED_IN = (
    "connected",
    OTHER_FOSTER,
    "childrens home",
    "with parents",
    "adoption",
    "supported",
    "other residential",
)
"""As the measure has them, in the order of the published `LIVED_IN`."""


def shape(judged: bool) -> tuple[LikenessLine, ...]:
    """Return the lines of England's shape, as targets or to be shown only."""
    return (*_placements_in_the_year(judged), *_moves(judged), *_lengths(judged), *_leaving(judged))


def _placements_in_the_year(judged: bool) -> Iterator[LikenessLine]:
    for spell, time in zip(SPELLS, TIMES_LOOKED_AFTER, strict=True):
        for number, had in zip(NUMBERS, ("1", "2", "3 or more"), strict=True):
            share = national.placements_percent(figures(), YEAR, time, had)
            yield LikenessLine(
                f"{spell[:1].upper()}{spell[1:]}: {number}",
                "placements_in_year_percent",
                f"{spell}: {number}",
                Aggregation.AFTER_A_YEAR,
                unit="percent",
                published=f"{share:.1f} ({TO_MARCH})",
                source=publication(national.NUMBERS_OF_PLACEMENTS, YEAR),
                group=LikenessPart.STABILITY,
                judged=judged,
                **within(share, PLACEMENTS_TOLERANCE),
            )


def _moves(judged: bool) -> Iterator[LikenessLine]:
    for category, band in zip(TIMES_IN_PLACEMENT, national.BANDS, strict=True):
        rate = national.moves_per_child_year(figures(), YEAR, band)
        yield LikenessLine(
            f"Moves, {category.removeprefix('time in placement: ')}",
            "move_rate",
            category,
            Aggregation.WHOLE_RUN,
            unit="per child-year",
            published=f"{rate:.2f} ({TO_MARCH}; changes of legal status alone left out)",
            source=f"Derived from {publication(national.CHANGES, YEAR)}",
            group=LikenessPart.MOVES,
            relative=True,
            judged=judged,
            **within_share(rate, MOVES_TOLERANCE),
        )


def _lengths(judged: bool) -> Iterator[LikenessLine]:
    for category, duration in zip(LENGTHS, national.DURATIONS, strict=True):
        share = national.ended_percent(figures(), YEAR, duration)
        yield LikenessLine(
            f"Ended after {duration}",
            "placements_ended_percent",
            category,
            Aggregation.WHOLE_RUN,
            unit="percent",
            published=f"{share:.1f} ({TO_MARCH})",
            source=publication(national.ENDED, YEAR),
            group=LikenessPart.MOVES,
            judged=judged,
            **within(share, LENGTH_TOLERANCE),
        )


def _leaving(judged: bool) -> Iterator[LikenessLine]:
    for category, kind in zip(KINDS_LIVED_IN, LIVED_IN, strict=True):
        rate = national.leaving_per_child_year(figures(), YEAR, kind)
        yield LikenessLine(
            f"{kind[:1].upper()}{kind[1:]}",
            "leaving_rate",
            category,
            Aggregation.WHOLE_RUN,
            unit="per child-year",
            published=f"{rate:.2f} ({TO_MARCH}: ceasing over looked after)",
            source=f"Derived from {publication(national.CEASED, YEAR)}",
            group=LikenessPart.LEAVING,
            relative=True,
            judged=judged,
            **within_share(rate, LEAVING_TOLERANCE),
        )
