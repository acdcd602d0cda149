"""How long children of each age had been in care on the first day, from a council's returns, as it may leave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.bases.entries import Entry, entry, table
from sim.fitting.courses import Courses
from sim.fitting.hazard_law import by_hazard
from sim.fitting.steps import Array, Grid, age_bands
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import AgeBand
from sim.parameters.leaving import Leaving
from sim.parameters.tables import DURATION_BAND_STARTS, ByAge, ByDuration
from sim.published.own import OwnFigures
from sim.returns.own_figures import AGES
from sim.returns.privacy import FEWEST_FOR_SHARES, ShownCounts, rounded, shown
from sim.returns.time_in_care import TimesInCare

BORN_LATER = frozenset(
    (age, band)
    for age, end in enumerate((*AGE_BAND_STARTS[1:], 18.0))
    for band, start in enumerate(DURATION_BAND_STARTS)
    if start >= end * DAYS_PER_YEAR - 1
)
"""Cells in which nobody can be: longer in care than alive."""
MOST_NOT_SEEN = 0.67
"""Share of the children of whom no return shows the entry, above which nothing is told: a judgement."""


@dataclass(frozen=True, slots=True)
class ShownTimes:
    """Children of the first day by age and time in care, as they may leave the council."""

    shown: ShownCounts
    """None where a number is hidden; nothing at all of an age with too few children."""
    filled_in: Array
    """The same, with what is hidden filled in from the rounded number of its age."""
    not_seen: float
    """Share of the children of whom no return shows the entry."""


def by_age_and_time(leaving: Leaving, entrants: Array, grid: Grid) -> Array:
    """Return children by age (rows) and time in care (columns) in the population that rates of leaving keep up."""
    courses = Courses(by_hazard(leaving, grid), grid, 0.0)
    here = (courses.in_care * (entrants + courses.reentrants(entrants))[:, :, None]).sum(axis=0)
    times = np.searchsorted(np.array(DURATION_BAND_STARTS), courses.middle, side="right") - 1
    found = np.zeros((len(AgeBand), len(DURATION_BAND_STARTS)))
    np.add.at(found, (np.minimum(age_bands(grid), len(AgeBand) - 1), np.broadcast_to(times, here.shape)), here)
    return found


def shown_times(seen: TimesInCare, believed: Array) -> ShownTimes:
    """Return the children of the last day as they may leave the council.

    Those whose entry no return shows are shared out as is `believed`, over the times that they can have been in care.
    """
    numbers = np.rint(seen.shared_out(believed)).astype(int)
    if seen.not_seen > MOST_NOT_SEEN:
        numbers[:] = 0
    numbers[numbers.sum(axis=1) < FEWEST_FOR_SHARES] = 0
    told = tuple(_hidden(age, row) for age, row in enumerate(numbers.tolist()))
    whole = [rounded(int(number)) or 0 for number in numbers.sum(axis=1)]
    filled = [_filled(row, number, believed[age]) for age, (row, number) in enumerate(zip(told, whole, strict=True))]
    return ShownTimes(told, np.array(filled), seen.not_seen)


def _hidden(age: int, row: Sequence[int]) -> tuple[int | None, ...]:
    """Return an age's numbers with small ones hidden: its whole is told elsewhere, that of a time in care is not."""
    (told,) = shown([row], [(0, band) for older, band in BORN_LATER if older == age])
    return told


def _filled(row: Sequence[int | None], whole: int, believed: Array) -> list[float]:
    """Return a row with what is left of its rounded number shared out over what is hidden, one child each at least."""
    hidden = [place for place, cell in enumerate(row) if cell is None]
    left = max(whole - sum(cell or 0 for cell in row), len(hidden))
    shares = np.array([believed[place] for place in hidden])
    shares = shares / shares.sum() if shares.sum() > 0 else np.full(len(hidden), 1 / max(1, len(hidden)))
    spare = left - len(hidden)
    parts = dict(zip(hidden, (1.0 + spare * shares).tolist(), strict=True))
    return [parts[place] if cell is None else float(cell) for place, cell in enumerate(row)]


def of_time_in_care(times: ShownTimes, own: OwnFigures) -> Iterator[Entry]:
    """Yield the time in care of the children of the first day by age; nothing where too little is known of it."""
    if not times.filled_in.any():
        return
    hidden = any(cell is None for row in times.shown for cell in row)
    filled = "; small numbers are hidden and filled in from what is left of their age" if hidden else ""
    not_seen = (
        f"; of about {5 * round(20 * times.not_seen)}% no return shows the entry, and they are shared out over longer "
        "times as this base's rates have it"
        if times.not_seen > 0
        else ""
    )
    few = f"; an age with fewer than {FEWEST_FOR_SHARES} children has none, and is left as the model makes it"
    for name, words, row in zip(ByAge.__match_args__, AGES, times.filled_in, strict=True):
        yield entry(
            f"opening.time_in_care.{name}",
            table(ByDuration, row),
            f"How long those aged {words} had been in care",
            "local",
            f"{own.source}, of the last day{filled}{not_seen}{few}",
            own.as_of,
        )
