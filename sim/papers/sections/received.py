"""What children get beside what was sought: first choice, siblings together, near home; and young people from 16 on."""

from __future__ import annotations

from collections.abc import Iterator

from sim.foundations.calendar import in_words
from sim.papers.document.paper import Block, Heading, PaperCell, PaperTable, Words
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells
from sim.papers.sections.given import Given
from sim.papers.sections.kinds import children_by_kind

GOT = (
    ("Placed as first choice, in the run", "first_choice_percent", "whole run"),
    ("Without what was needed, in the run", "needs_unmet_percent", "whole run"),
    ("Placed apart from a sibling in care", "siblings_split_percent", ""),
    ("Siblings together, of those with our own carers", "in_house_siblings_together_percent", ""),
    ("Placed inside the council's area", "inside_borough_percent", ""),
    ("Placed over 20 miles from home", "over_20_miles_percent", ""),
    ("Began in an emergency place, in the run", "unplanned_placement_percent", "whole run"),
)
"""What children get, as per cent: title, measure and category."""


def what_children_get(given: Given, run: KeptRun) -> Iterator[Block]:
    """Yield in how many cases children get what was sought, with siblings and near home."""
    base = run.manifest.base.name
    rows: list[tuple[PaperCell, ...]] = []
    for title, measure, category in GOT:
        dates = run.measures.dates(base, measure, category)
        dates = dates if category else run.measures.marches(base, measure) or dates
        found = run.measures.of(base, measure, category, dates[-1]) if dates else None
        if found:
            reach = cells.amount_range(found.low, found.high, "percent") if found.has_range else cells.UNKNOWN
            when = "over the run" if category else in_words(dates[-1])
            rows.append((PaperCell(title), PaperCell(when), cells.percent(found.mean), reach))
    yield Heading(2, "What children get: choice, siblings, locality")
    yield PaperTable(
        "what_children_get",
        "First choice, siblings and locality if nothing changes",
        ("What", "When", "Per cent", "Range"),
        tuple(rows),
        (
            "Averages of the futures; the range is that in which eight futures in ten lie. How many sibling groups "
            "will come is not forecast apart.",
        ),
        (given.source,),
    )


def from_sixteen(given: Given, run: KeptRun) -> Iterator[Block]:
    """Yield young people of 16 and over, and where they live."""
    base = run.manifest.base.name
    dates = run.measures.marches(base, "looked_after", "age: 16 and over")
    supported = children_by_kind(run).of("supported")
    share = next((one for one in run.assumptions if one.quantity == "leaving.staying_put_share"), None)
    rows = [
        (
            PaperCell(title),
            *(
                cells.children(one.mean, hide=hide)
                if (one := run.measures.of(base, measure, category, when))
                else cells.NONE
                for when in dates
            ),
        )
        for title, measure, category, hide in (
            ("Children of 16 and over", "looked_after", "age: 16 and over", False),
            ("In supported accommodation", "in_placement", "supported", bool(supported and any(supported.hidden))),
        )
    ]
    if dates:
        yield Heading(2, "From 16 on")
        if share is not None:
            rows.append(
                (
                    PaperCell("Staying put at 18, of those fostered (per cent)"),
                    *[cells.percent(100 * share.value)] * len(dates),
                )
            )
        yield PaperTable(
            "from_sixteen",
            "Young people of 16 and over",
            ("What", *map(in_words, dates)),
            tuple(rows),
            (
                "Averages of the futures. A young person who stays put after 18 keeps the place with the council's own "
                "carers filled; how many do is an assumption of the base, the same in every year.",
                *cells.hidden_note(rows),
            ),
            (given.source,),
        )
    yield Words("Housing and support of care leavers after 18, up to 25, is not modelled.")
