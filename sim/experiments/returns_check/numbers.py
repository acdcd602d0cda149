"""The numbers of a year by which lives are held against lives, each counted by the same rule on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sim.foundations.codes import Kind, LeavingCause, readable
from sim.parameters.tables import DURATION_BAND_STARTS
from sim.returns.estimates.coming_back import HOME
from sim.returns.estimates.first_placements import first_placements
from sim.returns.estimates.moves import move_counts
from sim.returns.estimates.pieces import band_of
from sim.returns.lives import CareLives, Window
from sim.returns.own_figures import figure_rows

FIGURES = (
    ("looked after", "Looked after on the last day"),
    ("looked after by age", "Looked after by age"),
    ("looked after by kind", "Looked after by kind of placement"),
    ("looked after by locality and distance", "Looked after by place"),
    ("unaccompanied", "Unaccompanied on the last day"),
    ("started", "Children starting"),
    ("started by age", "Children starting by age"),
    ("started by legal status", "Children starting by how they came"),
    ("ceased", "Children ceasing"),
    ("ceased by age", "Children ceasing by age"),
    ("ceased by reason", "Children ceasing before 18 by reason"),
    ("three or more placements", "With three or more placements in the year"),
)
"""Those of the table of published figures, and their titles."""
BANDS = (
    *("under 2 weeks", "2 to 8 weeks", "8 weeks to 6 months", "6 months to 1 year", "1 to 2 years", "2 to 3 years"),
    *("3 to 5 years", "over 5 years"),
)


@dataclass(frozen=True, slots=True)
class YearNumber:
    """One number of a year."""

    title: str
    category: str
    number: int

    @property
    def of(self) -> tuple[str, str]:
        """Return what it is of."""
        return (self.title, self.category)


def year_numbers(lives: CareLives, year: Window, since: Window) -> tuple[YearNumber, ...]:
    """Return the numbers of a year; leavers by time in care are of those who came since the returns begin."""
    within = replace(lives, window=year)
    assert len(BANDS) == len(DURATION_BAND_STARTS)
    return tuple(_numbers(within, since))


def _numbers(lives: CareLives, since: Window) -> Iterator[YearNumber]:
    titles = dict(FIGURES)
    for row in figure_rows(lives, ""):
        if row.measure in titles:
            yield YearNumber(titles[row.measure], row.category, round(float(row.cells[-1])))
    left, back = _left(lives, since), _back(lives)
    first, moves = first_placements(lives), move_counts(lives)
    for band, name in enumerate(BANDS):
        yield YearNumber("Leaving before 18 by time in care", name, left[band])
    yield YearNumber("Going home and coming back in the year", "", back)
    for title, table in (
        ("Breakdowns by kind of placement", moves.broken),
        ("Planned moves by kind of placement", moves.planned + moves.to_supported),
    ):
        for kind in Kind:
            yield YearNumber(title, readable(kind), round(float(table[:, kind].sum())))
    for kind in Kind:
        number = float(first.by_age[kind].sum() + first.remanded[kind] + first.alone[kind])
        yield YearNumber("First placements by kind", readable(kind), round(number))


def _left(lives: CareLives, since: Window) -> Counter[int]:
    """Count who left in the year before 18, by the band of their time in care."""
    found: Counter[int] = Counter()
    for child in lives.children:
        for one in child.periods:
            if one.ends is None or not lives.window.first <= one.ends <= lives.window.last:
                continue
            if one.entry_known and one.begins >= since.first and not one.censored:
                found[band_of((one.ends - one.begins).days - 1)] += one.cause is not LeavingCause.EIGHTEENTH_BIRTHDAY
    return found


def _back(lives: CareLives) -> int:
    """Count who went home in the year and came back in it."""
    return sum(
        one.cause in HOME and one.ends is not None and one.ends >= lives.window.first
        for child in lives.children
        for one, following in pairwise(child.periods)
        if following.begins <= lives.window.last
    )
