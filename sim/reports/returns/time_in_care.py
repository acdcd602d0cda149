"""How long children have been in care, and how soon they leave by it, as tables of the page."""

from __future__ import annotations

from collections.abc import Iterator

from sim.bases.own.of_returns import FEWEST_EVENTS, ReturnsBase
from sim.experiments.returns_check.numbers import BANDS
from sim.reports.shared.page import Column, PageTable
from sim.returns.own_figures import AGES
from sim.returns.privacy import FEWEST_FOR_SHARES, rounded, said


def tables_of(made: ReturnsBase) -> Iterator[PageTable]:
    """Yield how long the children of the last day have been in care, and rates of leaving by that."""
    yield from _times_in_care(made)
    yield from _leaving(made)


def _times_in_care(made: ReturnsBase) -> Iterator[PageTable]:
    """Yield how long the children of the last day had been in care, by age, where enough is known."""
    if not made.times.filled_in.any():
        return
    yield PageTable(
        "How long they have been in care, by age",
        "The base opens with children who have been in care for as long. Of an age with fewer than "
        f"{FEWEST_FOR_SHARES} children nothing is told. Of about {5 * round(20 * made.times.not_seen)}% no return "
        "shows when care began: they are shared out over the longer times as the base has them.",
        [Column("Time in care"), *(Column(age.capitalize()) for age in AGES)],
        [
            [band, *("" if not any(row) else said(row[place]) for row in made.times.shown)]
            for place, band in enumerate(BANDS)
        ],
    )


def _leaving(made: ReturnsBase) -> Iterator[PageTable]:
    estimate = made.leaving
    events = estimate.counts.events.sum(axis=1)
    rows = []
    for band, one in enumerate(estimate.by_time):
        enough = one.own > 0 and events[band] >= FEWEST_EVENTS
        numbers = f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})" if enough else "too few to tell"
        rows.append([BANDS[band], numbers, f"{100 * one.own:.0f}%" if enough else "0%"])
    yield PageTable(
        "Leaving care before 18, by time in care",
        "Exits for each year that a child is in care; in brackets the range that holds the rate nine times in ten. "
        f"{said(rounded(estimate.counts.used))} periods of care tell; of "
        f"{said(rounded(estimate.counts.entry_not_seen))} no return shows the entry, so they tell nothing of time in "
        "care. Where few leave, the base from published figures says the rest.",
        [Column("Time in care"), Column("Exits a year"), Column("Own")],
        rows,
    )
