"""Kinds of target of England's shape, which stands for every authority's that is not too small for it.

How placements turn over and where children leave from is published of England alone: a few of its lines are targets of
every authority, with a discrepancy for how far authorities differ from it.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan

from sim.experiments.calibration.target_kind import Lookup, Seen, TargetKind, published_figure
from sim.published import national_shape
from sim.published.authorities import ENGLAND
from sim.published.national_shape import LAST_WITH_LENGTHS, LivedIn
from sim.published.table import Figures

FEWEST_FOR_SHAPE = 150
"""Children looked after from which England's shape is a target: of fewer, a band or a kind holds a child or two."""

BREAKDOWNS = "stability.scale"
"""The council's own where its returns tell how placements end."""

MOVES_DIFFER, LEAVING_DIFFERS = 0.25, 0.3
LENGTHS_DIFFER = 3.0
"""Discrepancies of England's shape: shares of the figure, and points.

Judgement: how far authorities differ in these is not published. In all changes of placement per child looked after, but
for those of legal status alone, they do by 24% (standard deviation of 144 authorities with 150 children or more, in the
year to 31 March 2019).
"""


def _of_england(rate: Callable[[Figures, int], float]) -> Lookup:
    """Return what looks for a figure of England's shape, for any authority that is not too small for it."""

    def look(figures: Figures, code: str, year: int) -> Seen | None:
        found = rate(figures, year)
        large = figures.value(code, "looked after", year) >= FEWEST_FOR_SHAPE
        return Seen(found) if large and not isnan(found) else None

    return look


def _moves_of_england(figures: Figures, year: int, band: str) -> float:
    """Return England's moves per child-year; not a number in years of which no lengths of placements are known."""
    try:
        return national_shape.moves_per_child_year(figures, year, band)
    except ValueError:
        return nan


def _ended_in_england(figures: Figures, year: int, duration: str) -> float:
    """Return England's percentage of placements ended; not a number in years whose lengths are not used."""
    return nan if year > LAST_WITH_LENGTHS else national_shape.ended_percent(figures, year, duration)


def moves(band: str, category: str) -> TargetKind:
    """Return the kind of moves per child-year in a band of time in placement."""
    return TargetKind(
        f"moves_{band.replace(' ', '_')}",
        f"Moves per child-year, {band} in placement (England)",
        "per child-year",
        (("move_rate", category),),
        None,
        _of_england(lambda figures, year: _moves_of_england(figures, year, band)),
        MOVES_DIFFER,
        0.0,
        # a second year would tell little more, and ensembles were made with one: child-years were known of 2019 alone
        first_only=True,
        told_by=BREAKDOWNS,
    )


def length(duration: str, category: str) -> TargetKind:
    """Return the kind of placements ended that had lasted so long."""
    return TargetKind(
        f"ended_{duration.replace(' ', '_')}",
        f"Placements ended after {duration} (England)",
        "percent",
        (("placements_ended_percent", category),),
        None,
        _of_england(lambda figures, year: _ended_in_england(figures, year, duration)),
        0.0,
        LENGTHS_DIFFER,
        told_by=BREAKDOWNS,
    )


def _leaving_as_here(kind: LivedIn) -> Lookup:
    """Return what looks for England's leaving from a kind, times what leaving in all is here of England's."""
    england = _of_england(lambda figures, year: national_shape.leaving_per_child_year(figures, year, kind))

    def look(figures: Figures, code: str, year: int) -> Seen | None:
        found = england(figures, code, year)
        pace = leaving_in_all(figures, code, year) / leaving_in_all(figures, ENGLAND, year)
        return Seen(found.value * pace) if found is not None and not isnan(pace) else None

    return look


def leaving_in_all(figures: Figures, code: str, year: int) -> float:
    """Return children ceasing in the three years to `year` over children looked after at their ends."""
    years = range(year - 2, year + 1)
    ceased = sum(published_figure(figures, code, "ceased", one) for one in years)
    return ceased / sum(published_figure(figures, code, "looked after", one) for one in years)


def leaving(kind: LivedIn, category: str) -> TargetKind:
    """Return the kind of children leaving care from where they lived."""
    return TargetKind(
        f"leaving_{category.replace(' ', '_')}",
        f"Leaving care per child-year: {kind} (England, at this council's pace)",
        "per child-year",
        (("leaving_rate", category),),
        None,
        _leaving_as_here(kind),
        LEAVING_DIFFERS,
        0.0,
    )
