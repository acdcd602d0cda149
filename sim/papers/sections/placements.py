"""Where children live: by kind of placement on the first day and each 31 March, and how far from home."""

from __future__ import annotations

from collections.abc import Iterator

from sim.foundations.calendar import in_words
from sim.papers import suppression
from sim.papers.document.paper import Block, Heading, PaperCell, PaperTable, Picture, Words
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells, missing
from sim.papers.sections.given import Given
from sim.papers.sections.kinds import ChildrenByKind, KindRow, children_by_kind
from sim.reports.paper_figures.kinds import KindBar, kinds_figure
from sim.reports.shared.words import kind_in_words, listed, lower_first

TITLE = "Where children live"

PLACES = (
    ("Inside the council's area", "inside_borough_percent"),
    ("Outside it, within 20 miles of home", "outside_within_20_miles_percent"),
    ("Outside it, over 20 miles from home", "over_20_miles_percent"),
)

MEANS = (
    "Later numbers are the average of the simulated futures, if the council goes on as it does. The range is that in "
    "which eight futures in ten lie."
)


def placements(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    if given.run is None:
        return (Heading(1, TITLE), missing.run("where children live, now and at each 31 March"))
    found = children_by_kind(given.run)
    return (
        Heading(1, TITLE),
        Words(_sentence(found), (given.source,)),
        _table(given, found),
        *_picture(given, found),
        Words(
            "How many live in each kind on the first day is taken from published figures or the council's own, brought "
            "to that day. How far from home children live is not told by kind of placement."
        ),
        *_places(given, given.run),
    )


def _sentence(found: ChildrenByKind) -> str:
    """Return where most children live on the first day, and what changes most."""
    shown = [row for row in found.rows if not row.hidden[0] and row.spreads[0].mean >= 1]
    largest = sorted(shown, key=lambda row: -row.spreads[0].mean)[:3]
    parts = [f"{_named(row)} ({cells.whole(row.spreads[0].mean)})" for row in largest]
    said = [f"On {in_words(found.dates[0])} most children lived in these kinds: {listed(parts)}." if parts else ""]
    last = len(found.dates) - 1
    moving = [row for row in found.rows if not row.hidden[0] and not row.hidden[last]]
    if moving and last:
        row = max(moving, key=lambda one: abs(one.spreads[last].mean - one.spreads[0].mean))
        first, then = (cells.whole(row.spreads[place].mean) for place in (0, last))
        said.append(
            f"By {in_words(found.dates[last])} the kind that moves most is {_named(row)}: from {first} to "
            f"{then} on average."
        )
    return " ".join(part for part in said if part)


def _named(row: KindRow) -> str:
    return lower_first(kind_in_words(row.kind))


def _table(given: Given, found: ChildrenByKind) -> PaperTable:
    rows = [
        (
            PaperCell(kind_in_words(row.kind)),
            *(cells.children(one.mean, hide=hide) for one, hide in zip(row.spreads, row.hidden, strict=True)),
            cells.children_range(row.spreads[-1], hide=row.hidden[-1]),
        )
        for row in found.rows
    ]
    total = (
        PaperCell("All children looked after"),
        *(cells.children(one.mean, hide=hide) for one, hide in zip(found.totals, found.hidden_totals, strict=True)),
        cells.children_range(found.totals[-1], hide=found.hidden_totals[-1]),
    )
    return PaperTable(
        "children_by_kind",
        "Children looked after by kind of placement",
        ("Kind of placement", *map(in_words, found.dates), f"Range, {in_words(found.dates[-1])}"),
        (*rows, total),
        (MEANS, *((suppression.NOTE,) if found.any_hidden else ())),
        (given.source,),
    )


def _picture(given: Given, found: ChildrenByKind) -> Iterator[Picture]:
    bars = [
        KindBar(kind_in_words(row.kind), round(row.spreads[0].mean), round(row.spreads[-1].mean))
        for row in found.rows
        if row.kind not in found.hidden
    ]
    if not bars:
        return
    first, last = in_words(found.dates[0]), in_words(found.dates[-1])
    drawn = kinds_figure(bars, first, last, missing.origin(given))
    said = "; ".join(f"{bar.kind} {bar.first:,} and {bar.last:,}" for bar in bars)
    hidden = " Kinds with a hidden number are not drawn." if found.hidden else ""
    yield Picture(
        "children_by_kind",
        f"Children by kind of placement, {first} and {last}.{hidden}",
        f"Bars of children by kind of placement on {first} and, on average of the futures, on {last}: {said}.",
        drawn.svg,
        drawn.png,
        "children_by_kind",
        (given.source,),
    )


def _places(given: Given, run: KeptRun) -> Iterator[Block]:
    base = run.manifest.base.name
    dates = run.measures.marches(base, PLACES[0][1])
    if not dates:
        return
    rows: list[tuple[PaperCell, ...]] = []
    for title, measure in PLACES:
        found = [run.measures.of(base, measure, "", when) for when in dates]
        rows.append((PaperCell(title), *(cells.percent(one.mean) if one else cells.NONE for one in found)))
    yield Heading(2, "How far from home")
    yield PaperTable(
        "distance",
        "Children looked after by distance from home",
        ("Placed", *map(in_words, dates)),
        tuple(rows),
        ("Per cent of children, on average of the futures.",),
        (given.source,),
    )
