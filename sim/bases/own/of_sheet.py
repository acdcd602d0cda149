"""Own figures from a council's sheet: what it says otherwise than publication, each breakdown whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.bases.own.known_figures import AS_PUBLISHED, KNOWN_FIGURES
from sim.bases.own.sheet import Sheet, SheetRow
from sim.foundations.faults import BadInput, Faults, listed
from sim.published.authorities import Authority
from sim.published.own import OwnFigures
from sim.published.table import Figures


def own_figures(sheet: Sheet, authority: Authority, known: Figures, day: str | None) -> OwnFigures:
    """Return the figures of a sheet up to a day, written as 2026-03-31; the last on the sheet where none is given.

    Figures that are as published are no own ones. Raises BadInput when the day is no 31 March, when there is no number
    looked after of it, and for breakdowns of which parts are missing.
    """
    last = max(one.year for one in sheet.rows) if day is None else _year(day)
    here = sheet.value("looked after", last)
    if here is None and not known.value(authority.code, "looked after", last) >= 0:
        raise BadInput(
            [
                f"{sheet.name}: gives no looked after of 31 March {last}, the day before the base begins; give it, or "
                "figures up to another 31 March"
            ]
        )
    rows = [one for one in sheet.rows if one.year <= last]
    whole = [*rows, *_filled(sheet.name, rows, authority, known)]
    own = Sheet(sheet.name, tuple(one for one in whole if not _as_published(one, authority, known)))
    return OwnFigures(own.figures(authority.code), date(last, 3, 31), f"Own figures of {authority.name}")


def _as_published(one: SheetRow, authority: Authority, known: Figures) -> bool:
    name = AS_PUBLISHED.get(one.figure.name, one.figure.name)
    found = known.find(authority.code, name, one.year, one.category)
    return found is not None and not found.imputed and found.value == one.value


def _filled(name: str, rows: list[SheetRow], authority: Authority, known: Figures) -> Iterator[SheetRow]:
    """Yield what breakdowns of years without publication lack: the one category that is missing, or none at all.

    Raises BadInput for a breakdown that lacks more, which would else be taken for nobody.
    """
    told = {(one.figure.name, one.category, one.year): one for one in rows}
    faults = Faults()
    for figure in KNOWN_FIGURES:
        if not figure.whole:
            continue
        for year in sorted({one.year for one in rows if one.figure is figure}):
            there = [told[figure.name, each, year] for each in figure.categories if (figure.name, each, year) in told]
            missing = [each for each in figure.categories if (figure.name, each, year) not in told]
            if not missing or known.breakdown(authority.code, figure.name, year):
                continue
            whole = told.get((figure.whole, "", year))
            left = whole.value - sum(one.value for one in there) if whole else -1.0
            if left == 0 or (len(missing) == 1 and left > 0):
                for each in missing:
                    yield SheetRow(there[0].number, figure, each, year, left, f"{figure.whole} less the others")
            else:
                faults.add(
                    f"{name}: {figure.name} of 31 March {year} lacks {listed(missing)}; give all of its categories (0 "
                    "for none), or none of them"
                )
    if faults:
        raise BadInput(faults)


def _year(day: str) -> int:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise BadInput([f'--date "{day}": give a day such as 2026-03-31']) from None
    if (found.month, found.day) != (3, 31):
        raise BadInput([f"--date {day}: own figures are of a 31 March; give {found.year}-03-31"])
    return found.year
