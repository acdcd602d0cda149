"""How placements end, by time in them, kind and age: delayed entry, then an end or none.

As in `placements.py`, but told apart by age, and by what kind of move it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np

from sim.fitting.breakdowns import Breakdowns, breakdowns_from
from sim.fitting.steps import Array
from sim.foundations.codes import AgeBand, Kind, PlacementEnd
from sim.parameters.tables import DURATION_BAND_STARTS
from sim.returns.estimates.pieces import YEAR, RiskPiece, pieces
from sim.returns.estimates.placements import BROKEN
from sim.returns.estimates.rate import Rate, rate
from sim.returns.lives import CareLives
from sim.returns.reading.dates import birthday_18

LED_ELSEWHERE = (PlacementEnd.TO_ADOPTION, PlacementEnd.TO_PARENTS)
"""Planned moves that other numbers of the model tell of."""
FEWEST = 10
NOT_FROM = (Kind.SUPPORTED, Kind.WITH_PARENTS, Kind.ADOPTION)
"""Kinds from which nobody moves to supported accommodation by that hazard."""


@dataclass(frozen=True, slots=True)
class MoveCounts:
    """By time in the placement, kind and age: ends, and child-years lived there."""

    broken: Array
    """Those whose reason is not known shared out like the others of their kind."""
    planned: Array
    """Likewise; without moves to adopters, to parents, and to supported accommodation."""
    to_supported: Array
    child_years: Array


def move_counts(lives: CareLives) -> MoveCounts:
    """Return how placements of children whose birth is known ended in the window, and how long they lived in them."""
    shape = (len(DURATION_BAND_STARTS), len(Kind), len(AgeBand))
    broken, planned, supported, unknown, days = (np.zeros(shape) for _ in range(5))
    end = lives.window.last + timedelta(days=1)
    for child in lives.children:
        if child.born is None:
            continue
        grown = birthday_18(child.born)
        for period in child.periods:
            for stay, following in pairwise((*period.stays, None)):
                assert stay is not None
                if stay.kind is None or not stay.begin_known:
                    continue
                last: RiskPiece | None = None
                until = min(stay.ends or end, end, grown)
                for piece in pieces(stay.begins, child.born, max(stay.begins, lives.window.first), until):
                    days[piece.band, stay.kind, piece.age] += piece.days
                    last = piece
                if last is None or following is None or not following.moved or stay.ends != until:
                    continue
                table = _table(stay.why_ended, stay.kind, broken, planned, supported, unknown)
                if table is not None:
                    table[last.band, stay.kind, last.age] += 1
    known = (broken + planned + supported).sum(axis=(0, 2))
    for table in (broken, planned, supported):
        share = np.divide(table.sum(axis=(0, 2)), known, out=np.zeros(len(Kind)), where=known > 0)
        table += share[None, :, None] * unknown
    return MoveCounts(broken, planned, supported, days / YEAR)


def _table(
    why: PlacementEnd | None, kind: Kind, broken: Array, planned: Array, supported: Array, unknown: Array
) -> Array | None:
    """Return where a move from a kind is counted; None of one that other numbers tell of."""
    if why is None:
        return unknown
    if why in BROKEN:
        return broken
    if why is PlacementEnd.TO_SUPPORTED and kind is not Kind.SUPPORTED:
        return supported
    return None if why in LED_ELSEWHERE else planned


@dataclass(frozen=True, slots=True)
class MoveEstimate:
    """Rates of ends of placements, each with its range."""

    breakdowns: Breakdowns
    by_time: tuple[Rate, ...]
    """Breakdowns a child-year."""
    by_kind: tuple[Rate, ...]
    """What multiplies them."""
    by_age: tuple[Rate, ...]
    """Likewise."""
    planned: tuple[Rate, ...]
    """Planned moves a child-year, by kind: the returns' alone."""
    to_supported: Rate
    """Likewise, to supported accommodation from 16."""


def move_estimate(counts: MoveCounts, believed: Breakdowns) -> MoveEstimate:
    """Return rates from counts; rows of breakdowns lean on what is believed of how they stand to each other."""
    found = breakdowns_from(counts.broken, counts.child_years, believed)
    parts = (found.by_time, found.by_kind, found.by_age)
    before = (believed.by_time, believed.by_kind, believed.by_age)
    axes = ((1, 2), (0, 2), (0, 1))
    expected = found.rates * counts.child_years
    # of each row, the level of the whole goes with time alone
    level = float(counts.broken.sum() / max(float((believed.rates * counts.child_years).sum()), 1e-12))
    rows = []
    for place, (part, prior, rest) in enumerate(zip(parts, before, axes, strict=True)):
        seen, time = counts.broken.sum(axis=rest), expected.sum(axis=rest) / np.maximum(part, 1e-12)
        usual = prior * (level if place == 0 else 1.0)
        rows.append(
            tuple(
                rate(float(events), float(years), float(middle)) if events >= FEWEST else rate(0.0, 0.0, float(own))
                for events, years, middle, own in zip(seen, time, usual, part, strict=True)
            )
        )
    by_time, by_kind, by_age = rows
    ends, years = counts.planned.sum(axis=(0, 2)), counts.child_years.sum(axis=(0, 2))
    supported, from_16 = supported_of(counts)
    return MoveEstimate(
        found,
        by_time,
        by_kind,
        by_age,
        tuple(rate(float(end), float(year), 0.0) for end, year in zip(ends, years, strict=True)),
        rate(supported, from_16, 0.0),
    )


def supported_of(moves: MoveCounts) -> tuple[float, float]:
    """Return moves to supported accommodation by plan, and the child-years from 16 in which they can happen."""
    able = [kind for kind in Kind if kind not in NOT_FROM]
    return float(moves.to_supported[:, able].sum()), float(moves.child_years[:, able, AgeBand.FROM_16].sum())
