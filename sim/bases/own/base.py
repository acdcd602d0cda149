"""A base for a council from its own figures, which may be of a later year than any that was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sim.bases.base import EARLIEST, Baseline, baseline, latest_year
from sim.bases.national.base import national_file
from sim.bases.own.sources import with_own_sources
from sim.bases.own.unnamed import WARNING, with_children_living_there
from sim.foundations.calendar import in_words
from sim.foundations.faults import BadInput
from sim.published.authorities import Authority
from sim.published.own import OwnFigures
from sim.published.table import Figures

MOST_AHEAD = 3
"""Years that own figures may be later than others': beyond it neighbours and England tell too little of them."""


def own_base(authority: Authority, own: OwnFigures, known: Figures, *, courts: bool = False) -> Baseline:
    """Return the base that begins the day after the council's own figures end, fitted to them as to published ones.

    Where they are later than what was published, neighbours and England stand beside them as of the last year that
    was, and the base says so. Raises BadInput for a day that is no 31 March, or too far from what was published.
    """
    if (own.as_of.month, own.as_of.day) != (3, 31):
        raise BadInput([f"{in_words(own.as_of)}: own figures are of a 31 March, the day before a base begins"])
    last = min(own.as_of.year, latest_year(authority, known))
    ahead = own.as_of.year - last
    if ahead > MOST_AHEAD or own.as_of.year < EARLIEST:
        raise BadInput(
            [
                f"{authority.name}: own figures of {in_words(own.as_of)} are too far from what was published of other "
                f"councils, which ends on 31 March {last}; a base can be made for 31 March {EARLIEST} to "
                f"{last + MOST_AHEAD}"
            ]
        )
    beside = own.moved(-ahead)
    figures = known.with_own(beside.rows)
    figures = figures if authority.code else with_children_living_there(figures, last)
    found = baseline(authority, last, figures, national_file(last, courts=courts))
    warnings = found.warnings if authority.code else (WARNING, *found.warnings)
    told = replace(with_own_sources(found, beside), own=own, warnings=warnings, about=_about(authority, own, last))
    return _begun_on(told, own, ahead) if ahead else told


def _about(authority: Authority, own: OwnFigures, last: int) -> str:
    if not authority.code:
        return f"A base made from {own.source[0].lower()}{own.source[1:]}; all else is England's."
    return (
        f"A base made from published figures up to {in_words(date(last, 3, 31))}; {own.source} stand in their place "
        "where there are any; all else is England's."
    )


def _begun_on(base: Baseline, own: OwnFigures, ahead: int) -> Baseline:
    """Return a base begun later than what was published of others."""
    start = own.as_of + timedelta(days=1)
    others = in_words(date(base.year, 3, 31))
    warning = (
        f"Its own figures are of {in_words(own.as_of)}; statistical neighbours, region and England stand beside them "
        f"as of {others}, the last that the program has: what changed everywhere in {_years(ahead)} since is in its "
        "own figures alone. Prices that it does not give are those of that year, and grow from there."
    )
    return replace(
        base,
        start=start,
        title=f"{base.authority.name}, {in_words(start)}",
        warnings=(warning, *base.warnings),
    )


def _years(number: int) -> str:
    return "the year" if number == 1 else f"the {number} years"
