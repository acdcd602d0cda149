"""The findings and the page of an import, in a data officer's words: counts rounded, small ones hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.bases.own.of_returns import ReturnsBase
from sim.experiments.returns_check.check import ReturnsCheck
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.published.authorities import Authority
from sim.reports.returns import check as of_check
from sim.reports.returns import import_tables
from sim.reports.returns import moves as of_moves
from sim.reports.returns import time_in_care as of_time
from sim.reports.shared.page import KeptResults, Page
from sim.reports.shared.tables import Cells
from sim.returns.counts import YearCounts, counts
from sim.returns.findings import ImportNotes, Treatment
from sim.returns.lives import CareLives
from sim.returns.own_figures import figure_rows, places_are_known
from sim.returns.privacy import rounded
from sim.returns.published_form import published_form
from sim.returns.reconcile import Reconciled

COLUMNS = ("year", "measure", "category", "unit", "count")
HIDING = (
    "Counts are rounded to the nearest 5. 1 to 5 is shown as c, and with it another of its row or column, so that "
    "neither can be worked out."
)
OLD = 18
"""Months after which returns are old news."""


def results(
    lives: CareLives,
    notes: ImportNotes,
    beside: Sequence[Reconciled],
    whose: Authority,
    made: ReturnsBase | None,
    check: ReturnsCheck | str = "",
) -> KeptResults:
    """Return what is kept of an import: counts that may leave the council, and the page.

    `check` says how the base lives the last year again, or why nobody looked.
    """
    found = counts(lives)
    tables = [
        *import_tables.reconciled(beside),
        import_tables.years(found),
        import_tables.findings(notes),
        import_tables.steps(notes),
        *import_tables.where(lives, found[-1]),
        *((*of_time.tables_of(made), *of_moves.tables_of(made.moves)) if made else (import_tables.placements(lives),)),
        *(() if isinstance(check, str) else [of_check.table_of(check)]),
    ]
    page = Page(
        title=f"SSDA903 returns of {whose.name}, {_span(found)}",
        scope=_scope(lives, notes),
        findings=[*_lead(notes, beside, whose), *_held_against(check)],
        caveats=[HIDING, *_places_not_known(found[-1], whose), *notes.sources, *_not_used(notes)],
        tables=tables,
    )
    return KeptResults(page, {"returns.csv": _rows(lives)})


def _span(found: tuple[YearCounts, ...]) -> str:
    first, last = found[0].year, found[-1].year
    return f"year to 31 March {last}" if first == last else f"years to 31 March {first} to {last}"


def _scope(lives: CareLives, notes: ImportNotes) -> str:
    first, last = notes.steps[0], notes.steps[-1]
    return (
        f"1 April {lives.window.first.year} to {in_words(lives.window.last)}. Of about "
        f"{counted(rounded(first.children_in) or 0, 'child', 'children')} in the tables, about "
        f"{rounded(last.children_out) or 0:,} are in what follows."
    )


def _lead(notes: ImportNotes, beside: Sequence[Reconciled], whose: Authority) -> Iterator[str]:
    left_out = sum(one.count for one in notes.findings if one.treatment is Treatment.LEFT_OUT)
    mended = sum(one.count for one in notes.findings if one.treatment is Treatment.MENDED)
    yield f"{_about(mended)} mended, {_about(left_out)} left out; the tables say which, and how to put each right."
    if not whose.code:
        yield (
            "Nothing was held against publication, neither the children looked after nor who started or ceased: the "
            "council was not named, or nothing is published of it."
        )
    elif not any(one.published == one.published for one in beside):
        yield f"Nothing is published of {whose.name} in these years, so nothing was held against it."
    else:
        apart = [one for one in beside if one.apart]
        yield (
            f"{len(apart)} of {len(beside)} numbers are further from the published than corrections make them."
            if apart
            else f"All numbers agree with what was published of {whose.name}, within 3% or 5 children."
        )


def _held_against(check: ReturnsCheck | str) -> Iterator[str]:
    if isinstance(check, ReturnsCheck):
        yield of_check.in_words(check)
    elif check:
        yield check


def _about(number: int) -> str:
    found = rounded(number)
    return "1 to 5 things were" if found is None else f"{'About ' if found else ''}{found:,} things were"


def _places_not_known(last: YearCounts, whose: Authority) -> Iterator[str]:
    """Yield whose shares by place stand in the base where too few placements say where they are."""
    if not places_are_known(last.by_location.total() - last.by_location[None], last.looked_after):
        instead = "those published" if whose.code else "England's"
        yield (
            f"Of half the placements or more it is not known where they are: the base has {instead} in their place. "
            "Give PL_LOCATION and PL_DISTANCE, or a list of where postcodes lie."
        )


def _not_used(notes: ImportNotes) -> Iterator[str]:
    if notes.not_used:
        yield f"Recognised or unknown, and not used: {', '.join(notes.not_used)}."


def _rows(lives: CareLives) -> Iterator[Cells]:
    """Yield what may leave the council, in the shape of published figures; c for what is hidden."""
    yield COLUMNS
    for row in published_form(figure_rows(lives, "")):
        for place, cell in enumerate(row.cells):
            count = "c" if cell.startswith("~") else cell
            yield (str(row.first_year + place), row.measure, row.category, row.unit, count)
