"""England's shape: how placements turn over and children leave, from its tables of the year to 31 March 2019.

They are targets of a base of England. Beside an authority's base they are shown only: no such tables of authorities are
published.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.likeness.target import Aggregation, Group, Target, within, within_share
from sim.inputs.authorities import ENGLAND
from sim.inputs.figures import figures, publication
from sim.measures.indicators import TIMES_IN_PLACEMENT
from sim.measures.turnover import LENGTHS, NUMBERS, OTHER_FOSTER, SPELLS

YEAR = 2019
TO_MARCH = f"England, year to 31 March {YEAR}"

PLACEMENTS_TOLERANCE = 4.0
LENGTH_TOLERANCE = 2.5
"""Points."""
MOVES_TOLERANCE = 0.2
LEAVING_TOLERANCE = 0.15
"""Shares of the figure."""

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
"""Times in placement as published, in the order of `TIMES_IN_PLACEMENT`."""

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
"""Lengths of placements as published, in the order of `LENGTHS`."""

TIMES_LOOKED_AFTER = ("looked after for under 12 months", "looked after for 12 months")
"""As published, in the order of `SPELLS`."""

LIVED_IN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Relatives and friends", "connected", ("1a.1 ", "1b.1 ")),
    ("Other foster carers", OTHER_FOSTER, ("1a.2 ", "1b.2 ")),
    ("Children's homes", "childrens home", ("5c ",)),
    ("With parents", "with parents", ("3 ",)),
    ("Placed for adoption", "adoption", ("2 ",)),
    ("Supported or independent", "supported", ("4 ", "5d ")),
    ("Other residential", "other residential", ("6 ", "7 ", "8 ")),
)
"""Kinds as titles have them, as the measure has them, and the lines of the published table that they are the sum of."""


def figure(measure: str, category: str = "", year: int = YEAR) -> float:
    """Return a figure of England; it must be published."""
    found = figures().find(ENGLAND, measure, year, category)
    if found is None or found.imputed:
        raise KeyError(f"No published figure for England: {measure}, {category}, year to 31 March {year}.")
    return found.value


def shape(judged: bool) -> tuple[Target, ...]:
    """Return the lines of England's shape, as targets or to be shown only."""
    return (*_placements_in_the_year(judged), *_moves(judged), *_lengths(judged), *_leaving(judged))


def _placements_in_the_year(judged: bool) -> Iterator[Target]:
    measure = "looked after by number of placements and unaccompanied"
    for spell, time in zip(SPELLS, TIMES_LOOKED_AFTER, strict=True):
        children = figure(measure, f"{time}: all: all")
        for number, had in zip(NUMBERS, ("1", "2", "3 or more"), strict=True):
            share = 100 * figure(measure, f"{time}: all: {had}") / children
            yield Target(
                f"{spell[:1].upper()}{spell[1:]}: {number}",
                "placements_in_year_percent",
                f"{spell}: {number}",
                Aggregation.AFTER_A_YEAR,
                unit="percent",
                published=f"{share:.1f} ({TO_MARCH})",
                source=publication(measure, YEAR),
                group=Group.STABILITY,
                judged=judged,
                **within(share, PLACEMENTS_TOLERANCE),
            )


def moves_per_child_year() -> tuple[float, ...]:
    """Return England's changes of placement, but for those of legal status alone, per child-year by time in placement.

    Child-years by time in placement are derived from the lengths of placements ended (`sim/inputs/data/README.md`).
    """
    changes = "changes of placement by time in placement and reason"
    return tuple(
        (figure(changes, f"{band}: all") - figure(changes, f"{band}: change of status only"))
        / figure("child-years in placement by time in placement", band)
        for band in BANDS
    )


def _moves(judged: bool) -> Iterator[Target]:
    for category, rate in zip(TIMES_IN_PLACEMENT, moves_per_child_year(), strict=True):
        yield Target(
            f"Moves, {category.removeprefix('time in placement: ')}",
            "move_rate",
            category,
            Aggregation.WHOLE_RUN,
            unit="per child-year",
            published=f"{rate:.2f} ({TO_MARCH}; changes of legal status alone left out)",
            source=f"Derived from {publication('changes of placement by time in placement and reason', YEAR)}",
            group=Group.MOVES,
            relative=True,
            judged=judged,
            **within_share(rate, MOVES_TOLERANCE),
        )


def lengths_of_placements_ended() -> tuple[float, ...]:
    """Return the percentages of England's placements ended that had lasted so long, in the order of `LENGTHS`."""
    numbers = [figure("placements ended by duration", f"all: {duration}") for duration in DURATIONS]
    return tuple(100 * number / sum(numbers) for number in numbers)


def _lengths(judged: bool) -> Iterator[Target]:
    for category, share in zip(LENGTHS, lengths_of_placements_ended(), strict=True):
        yield Target(
            f"Ended after {category.removeprefix('length: ')}",
            "placements_ended_percent",
            category,
            Aggregation.WHOLE_RUN,
            unit="percent",
            published=f"{share:.1f} ({TO_MARCH})",
            source=publication("placements ended by duration", YEAR),
            group=Group.MOVES,
            judged=judged,
            **within(share, LENGTH_TOLERANCE),
        )


def leaving_per_child_year() -> dict[str, float]:
    """Return England's children ceasing over children looked after by kind of placement, under the measure's words."""
    return {kind: _of_detail("ceased", lines) / _of_detail("looked after", lines) for _, kind, lines in LIVED_IN}


def _of_detail(who: str, lines: tuple[str, ...]) -> float:
    """Return the sum of lines of a table of placements in detail, named by how they begin, full stops left out."""
    table = figures().breakdown(ENGLAND, f"{who} by placement in detail", YEAR)
    found = [[one.value for name, one in table.items() if _plain(name).startswith(line)] for line in lines]
    if any(len(one) != 1 for one in found):
        raise KeyError(f"{who} by placement in detail: not one line each that begins with {', '.join(lines)}")
    return sum(number for one in found for number in one)


def _plain(line: str) -> str:
    head, _, rest = line.partition(" ")
    return f"{head.rstrip('.')} {rest}"


def _leaving(judged: bool) -> Iterator[Target]:
    rates = leaving_per_child_year()
    for title, kind, _ in LIVED_IN:
        yield Target(
            title,
            "leaving_rate",
            kind,
            Aggregation.WHOLE_RUN,
            unit="per child-year",
            published=f"{rates[kind]:.2f} ({TO_MARCH}: ceasing over looked after)",
            source=f"Derived from {publication('ceased by placement in detail', YEAR)}",
            group=Group.LEAVING,
            relative=True,
            judged=judged,
            **within_share(rates[kind], LEAVING_TOLERANCE),
        )
