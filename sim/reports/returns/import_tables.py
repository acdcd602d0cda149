"""The tables of an import: what was read, step by step, and what it comes to beside what was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.bases.own.of_returns import FEWEST_EVENTS
from sim.experiments.returns_check.numbers import BANDS
from sim.foundations.calendar import in_words
from sim.foundations.codes import Kind, Location, readable
from sim.reports.shared.page import Column, PageTable
from sim.returns.counts import YearCounts
from sim.returns.estimates.placements import placement_counts
from sim.returns.findings import ImportNotes, Treatment
from sim.returns.lives import CareLives
from sim.returns.privacy import rounded, said, shown
from sim.returns.reconcile import Reconciled


def reconciled(beside: Sequence[Reconciled]) -> Iterator[PageTable]:
    """Yield the returns beside what was published; nothing where nothing was."""
    known = [one for one in beside if one.published == one.published]
    if not known:
        return
    yield PageTable(
        "Beside what was published",
        "Children counted once a year, as the Department for Education counts. Returns are corrected after "
        "publication.",
        [Column("Year to 31 March"), Column("What", words=True), Column("Returns"), Column("Published"), Column("")],
        [
            [
                str(one.year),
                one.what,
                said(rounded(one.returned)),
                f"{one.published:,.0f}",
                "apart by over 3%" if one.apart else "",
            ]
            for one in known
        ],
    )


def years(found: tuple[YearCounts, ...]) -> PageTable:
    """Return what the returns come to, year by year."""
    names = ("Looked after", "Started", "Ceased", "At 18", "Moves", "Breakdowns", "Unaccompanied")
    numbers = [
        [
            one.looked_after,
            one.children_started,
            one.children_ceased,
            one.aged_out,
            one.moves,
            one.disruptive_moves,
            one.unaccompanied,
        ]
        for one in found
    ]
    return PageTable(
        "What the returns come to",
        "Looked after and unaccompanied on 31 March; the others in the year up to it. Children who started or ceased "
        "are counted once a year; moves are of placement, not of status.",
        [Column("Year to 31 March"), *map(Column, names)],
        [[str(one.year), *(said(rounded(number)) for number in row)] for one, row in zip(found, numbers, strict=True)],
    )


def findings(notes: ImportNotes) -> PageTable:
    """Return what was met in the returns, and what was done with it."""
    order = (Treatment.LEFT_OUT, Treatment.MENDED, Treatment.SAID)
    return PageTable(
        "What was met, and what was done with it",
        "Rule: the number of the published check of the return that finds it. Mend: how to put it right at its source.",
        [
            Column("What"),
            Column("Done", words=True),
            Column("How often"),
            Column("Rule", words=True),
            Column("Mend", words=True),
        ],
        [
            [one.what, one.treatment.value, f"{said(rounded(one.count))} {one.of}", one.rule, one.mend]
            for treatment in order
            for one in notes.findings
            if one.treatment is treatment
        ],
    )


def steps(notes: ImportNotes) -> PageTable:
    """Return what went in and came out of each step; what was left out is the difference."""
    return PageTable(
        "From rows to lives, step by step",
        "What goes in comes out, or is counted in the table above.",
        [Column("Step"), Column("Rows in"), Column("Rows out"), Column("Children in"), Column("Children out")],
        [
            [
                step.name,
                *(
                    said(rounded(number))
                    for number in (step.episodes_in, step.episodes_out, step.children_in, step.children_out)
                ),
            ]
            for step in notes.steps
        ],
    )


def where(lives: CareLives, last: YearCounts) -> Iterator[PageTable]:
    """Yield where children of each kind of placement live on the last day."""
    places = (Location.INSIDE, Location.NEAR, Location.FAR, None)
    known = {(kind, place): 0 for kind in Kind for place in places}
    for child in lives.children:
        for period in child.periods:
            if period.ends is None:
                stay = period.stays[-1]
                if stay.kind is not None:
                    known[stay.kind, stay.location] += 1
    kinds = [kind for kind in Kind if any(known[kind, place] for place in places)]
    table = shown([[known[kind, place] for place in places] for kind in kinds])
    yield PageTable(
        f"Where they live, {in_words(lives.window.last)}",
        f"By kind of placement; {said(rounded(last.looked_after))} children.",
        [
            Column("Kind"),
            Column("Inside the council"),
            Column("Outside, within 20 miles"),
            Column("Over 20 miles"),
            Column("Not known"),
        ],
        [[readable(kind).capitalize(), *map(said, row)] for kind, row in zip(kinds, table, strict=True)],
    )


def placements(lives: CareLives) -> PageTable:
    """Return how long placements last: breakdowns for each year lived in one, by how long it has lasted."""
    found = placement_counts(lives)
    moved = (found.broken + found.planned + found.unknown).sum(axis=1)
    return PageTable(
        "Breakdowns of placements, by how long they have lasted",
        "For each year that a child lives in one; only days within these years count, and moves whose reason is not "
        f"known are shared out. Told where {FEWEST_EVENTS} moves or more tell it.",
        [Column("Time in the placement"), Column("Breakdowns a year")],
        [
            [band, f"{rate:.2f}" if moves >= FEWEST_EVENTS else "too few to tell"]
            for band, rate, moves in zip(BANDS, found.broken_a_year(), moved, strict=True)
        ],
    )
