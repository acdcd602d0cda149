"""Stability and permanence: moves, breakdowns, and how children leave care, at each 31 March of the run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.foundations.calendar import in_words
from sim.papers.document.paper import Block, Heading, PaperCell, PaperTable, Words
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells, missing
from sim.papers.sections.given import Given
from sim.papers.suppression import HiddenColumn, hidden_in

TITLE = "Stability and permanence"

SHARES = (
    ("Three or more placements in the year (per cent)", "three_or_more_placements_percent"),
    ("Long-term stability (per cent)", "long_term_stability_percent"),
)
COUNTS = (
    ("Moves in the year", "moves"),
    ("Placements broken down in the year", "disruptions"),
)

REASONS = (
    ("Home, as planned", "home planned"),
    ("Home, not as planned", "home unplanned"),
    ("Adopted", "adopted"),
    ("Special guardianship", "special guardianship"),
    ("Child arrangements order", "child arrangements"),
    ("To relatives", "relatives"),
    ("Eighteenth birthday", "eighteenth birthday"),
    ("Custody", "custody"),
    ("Other", "other"),
)


def stability(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    if given.run is None:
        return (Heading(1, TITLE), missing.run("moves, breakdowns and how children leave care"))
    run = given.run
    return (
        Heading(1, TITLE),
        Words(
            "What the run has if nothing changes. Long-term stability is of children under 16 in care for two and a "
            "half years or more: early in a run it rests on how the first day was made, and is to be read with care."
        ),
        *_moves(given, run),
        Heading(2, "How children leave care"),
        *_leaving(given, run),
    )


def _moves(given: Given, run: KeptRun) -> Iterator[Block]:
    base = run.manifest.base.name
    dates = run.measures.marches(base, "three_or_more_placements_percent")
    if not dates:
        yield Words("The run has no 31 March at which these are counted.")
        return
    rows = [_row(run, title, measure, dates, percent=True) for title, measure in SHARES]
    rows += [_row(run, title, measure, dates, percent=False) for title, measure in COUNTS]
    yield PaperTable(
        "stability",
        "Moves and stability if nothing changes",
        ("What", *map(in_words, dates)),
        tuple(rows),
        (
            "Averages of the futures; in the year to the date where a whole year is run.",
            *cells.hidden_note(rows),
        ),
        (given.source,),
    )


def _row(run: KeptRun, title: str, measure: str, dates: tuple[date, ...], *, percent: bool) -> tuple[PaperCell, ...]:
    found = [run.measures.of(run.manifest.base.name, measure, "", when) for when in dates]
    show = cells.percent if percent else cells.children
    return (PaperCell(title), *(show(one.mean) if one else PaperCell("not counted") for one in found))


def _leaving(given: Given, run: KeptRun) -> Iterator[Block]:
    base = run.manifest.base.name
    dates = run.measures.marches(base, "ceases")
    if not dates:
        yield Words("The run has no whole year to a 31 March in which leaving is counted.")
        return
    means = [[_mean(run, "ceases", reason, when) for when in dates] for _, reason in REASONS]
    totals = [_mean(run, "ceases", "", when) for when in dates]
    columns = [hidden_in([row[place] for row in means], total) for place, total in enumerate(totals)]
    rows = [
        (PaperCell(title), *_counts(row, columns, number))
        for number, ((title, _), row) in enumerate(zip(REASONS, means, strict=True))
        if any(row)
    ]
    in_all = (cells.children(total, hide=column.total) for total, column in zip(totals, columns, strict=True))
    rows.append((PaperCell("All who leave"), *in_all))
    for title, measure in (("Children who come into care", "starts"), ("Of them, coming back", "reentries")):
        rows.append((PaperCell(title), *(cells.children(_mean(run, measure, "", when)) for when in dates)))
    yield PaperTable(
        "leaving",
        "Children who leave care in the year, by reason, if nothing changes",
        ("What", *map(in_words, dates)),
        tuple(rows),
        ("Averages of the futures, in the year to the date.", *cells.hidden_note(rows)),
        (given.source,),
    )


def _counts(means: list[float], columns: list[HiddenColumn], number: int) -> Iterator[PaperCell]:
    return (cells.children(mean, hide=one.parts[number]) for mean, one in zip(means, columns, strict=True))


def _mean(run: KeptRun, measure: str, category: str, when: date) -> float:
    found = run.measures.of(run.manifest.base.name, measure, category, when)
    return found.mean if found else 0.0
