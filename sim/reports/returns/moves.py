"""What returns tell of moves, coming back and first placements, as tables of the page: rates with their ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.bases.own.of_moves import OwnMoves
from sim.experiments.returns_check.numbers import BANDS
from sim.foundations.codes import AgeBand, Kind, readable
from sim.reports.shared.page import Column, PageTable
from sim.returns.estimates.moves import FEWEST
from sim.returns.estimates.rate import Rate
from sim.returns.privacy import said, shown

TOO_FEW = "too few to tell"
AGES = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17")


def tables_of(moves: OwnMoves) -> Iterator[PageTable]:
    """Yield breakdowns by time, kind and age, planned moves by kind, and first placements by kind and age."""
    estimate = moves.estimate
    yield PageTable(
        "Breakdowns by time in the placement, kind and age",
        "By time: breakdowns for each year that a child lives in a placement. By kind and age: what multiplies them. "
        "In brackets the range that holds each nine times in ten. Told where "
        f"{FEWEST} breakdowns or more tell it; the rest is believed as in the base from published figures.",
        [Column("Of"), Column("Rate or multiplier"), Column("Own")],
        [
            ["By time in the placement"],
            *_rates(BANDS, estimate.by_time),
            ["By kind of placement"],
            *_rates([readable(kind).capitalize() for kind in Kind], estimate.by_kind),
            ["By age"],
            *_rates(AGES, estimate.by_age),
        ],
    )
    planned = [readable(kind).capitalize() for kind in Kind]
    yield PageTable(
        "Planned moves by kind of placement",
        "For each year that a child lives there; without moves to adopters, to parents, and from other kinds to "
        "supported accommodation, which are told from 16.",
        [Column("From"), Column("Planned moves a year"), Column("Own")],
        [
            *_rates(planned, estimate.planned),
            *_rates(["To supported accommodation, from 16"], [estimate.to_supported]),
        ],
    )
    assert len(AGES) == len(AgeBand)
    table = shown([[round(number) for number in row] for row in moves.first.by_age.tolist()])
    yield PageTable(
        "First placements by kind and age",
        "Of children whose coming the returns show, remanded and unaccompanied children left out.",
        [Column("Kind"), *map(Column, AGES)],
        [[readable(kind).capitalize(), *map(said, row)] for kind, row in zip(Kind, table, strict=True)],
    )


def _rates(names: Sequence[str], rates: Sequence[Rate]) -> Iterator[list[str]]:
    for name, one in zip(names, rates, strict=True):
        told = one.events >= FEWEST
        yield [
            name,
            f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})" if told else TOO_FEW,
            f"{100 * one.own:.0f}%" if told else "0%",
        ]
