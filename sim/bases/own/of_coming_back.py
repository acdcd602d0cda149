"""Quantities that returns tell outright: coming back after going home, remanded children in custody, and who enters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isfinite

from sim.bases.entries import Entry, entry, plain
from sim.foundations.codes import Kind
from sim.parameters.parameters import Parameters
from sim.returns.estimates.coming_back import (
    RETURNS_FOR_SIX_YEARS,
    SIX_YEARS,
    YEAR,
    after_home,
    coming_back,
)
from sim.returns.estimates.first_placements import FirstPlacements
from sim.returns.estimates.share import ShareEstimate, share
from sim.returns.lives import CareLives
from sim.returns.privacy import FEWEST_FOR_SHARES, rounded

FEWEST_BACK = 10
LEAST_LATER = 0.01
"""Of those who have not come back within a year, the fewest who do within six, so that the two can be told apart."""
FIRST, SIXTH = "leaving.reentry_within_1_year", "leaving.reentry_within_6_years"
CUSTODY = "policy.remand_custody_share"


def of_coming_back(lives: CareLives, before: Parameters, source: str, as_of: date) -> Iterator[Entry]:
    """Yield how many come back after going home, within a year and, where the returns reach, within six.

    Where they do not, as many of those still at home after a year come back later as is believed of others.
    """
    spells = after_home(lives)
    believed, later = before.leaving.reentry_within_1_year, before.leaving.reentry_within_6_years
    first = coming_back(spells, YEAR, believed)
    if first.events < FEWEST_BACK or not 0 < believed < later:
        return
    yield _entry(FIRST, "Coming back into care within a year of going home", first, source, as_of, _of(len(spells)))
    sixth = coming_back(spells, SIX_YEARS, later)
    if len(lives.window.years) >= RETURNS_FOR_SIX_YEARS and sixth.value > first.value + LEAST_LATER:
        yield _entry(SIXTH, "Coming back within six years", sixth, source, as_of, _of(len(spells)))
        return
    after = max((later - believed) / (1.0 - believed), LEAST_LATER)

    def with_later(one: float) -> float:
        return one + (1.0 - one) * after

    yield entry(
        SIXTH,
        plain(with_later(first.value)),
        "Coming back within six years",
        "fitted",
        f"{source}, of the first year; then England's {100 * after:.0f}% of those still at home within six years, for "
        "fewer than seven returns tell of it",
        as_of,
        low=with_later(first.low),
        high=with_later(first.high),
        distribution="beta",
    )


def of_remands(first: FirstPlacements, before: Parameters, source: str, as_of: date) -> Iterator[Entry]:
    """Yield the share of remanded children who are in custody, from rounded counts of ten or more."""
    number, there = rounded(round(first.remanded.sum())), rounded(round(first.remanded[Kind.OTHER_RESIDENTIAL]))
    if number is None or there is None or number < FEWEST_FOR_SHARES:
        return
    found = share(float(there), float(number), before.policy.remand_custody_share)
    yield _entry(CUSTODY, "Remanded children in youth detention", found, source, as_of, f"of about {number} remanded")


def _entry(path: str, title: str, found: ShareEstimate, source: str, as_of: date, of: str) -> Entry:
    assert isfinite(found.value)
    return entry(
        path,
        plain(found.value),
        title,
        "local",
        f"{source}: {of}; {100 * found.own:.0f}% own, the rest England's",
        as_of,
        low=found.low,
        high=found.high,
        distribution="beta",
    )


def _of(number: int) -> str:
    shown = rounded(number)
    return f"of {'under 6' if shown is None else f'about {shown}'} who went home, each for as long as it was seen"
