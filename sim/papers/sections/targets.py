"""Targets and monitoring: in how many futures each target is met, and what to watch against what the run expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.measures.catalogue import by_id
from sim.papers import suppression
from sim.papers.document.paper import Block, Heading, PaperCell, PaperTable, Words
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells, missing
from sim.papers.sections.given import Given
from sim.papers.sections.kinds import children_by_kind

TITLE = "Targets and monitoring"


@dataclass(frozen=True, slots=True)
class Watched:
    """A measure to watch."""

    measure: str
    category: str = ""
    name: str = ""
    """In place of the measure's own title."""


WATCHED = (
    Watched("looked_after"),
    Watched("starts"),
    Watched("ceases"),
    Watched("in_placement", "in house", "Children with our own carers"),
    Watched("in_placement", "agency", "Children with agency carers"),
    Watched("in_placement", "childrens home", "Children in children's homes"),
    Watched("in_house_places_approved"),
    Watched("inside_borough_percent"),
    Watched("three_or_more_placements_percent"),
)
"""What councils report each quarter or year, and the run has."""


def targets(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    if given.run is None:
        return (Heading(1, TITLE), missing.run("in how many futures targets are met, and what to watch"))
    return (Heading(1, TITLE), *_targets(given, given.run), Heading(2, "What to watch"), *_watched(given, given.run))


def _targets(given: Given, run: KeptRun) -> Iterator[Block]:
    if not run.targets:
        yield Words(
            "No targets were set. Targets in a file, such as those of the folder scenarios/targets, are laid over the "
            "base; in how many futures each is met, with every option and without, is then told here."
        )
        return
    rows = [
        (
            PaperCell(one.title),
            PaperCell(run.manifest.label(one.scenario) if one.scenario != run.manifest.base.name else "As things are"),
            PaperCell(in_words(one.when)),
            PaperCell(f"{one.met} of {one.futures}"),
            cells.UNKNOWN if suppression.small(one.middle) else cells.amount(one.middle, one.unit),
        )
        for one in run.targets
    ]
    yield PaperTable(
        "targets",
        "Targets, and in how many futures each is met",
        ("Target", "With", "By", "Futures in which it is met", "Middle of the futures"),
        tuple(rows),
        (f"Of {counted(run.manifest.replications, 'future')}: the fewer they are, the rougher is the share.",),
        (given.source,),
    )


def _watched(given: Given, run: KeptRun) -> Iterator[Block]:
    base, hidden = run.manifest.base.name, children_by_kind(run).hidden
    rows: list[tuple[PaperCell, ...]] = []
    for one in WATCHED:
        measure, category = one.measure, one.category
        later = [when for when in run.measures.marches(base, measure, category) if when > run.manifest.start]
        found = run.measures.of(base, measure, category, later[0]) if later else None
        if found is None:
            continue
        title = one.name or by_id(measure).title
        unit = by_id(measure).unit
        if unit == "percent":
            mean = cells.percent(found.mean)
            reach = cells.amount_range(found.low, found.high, unit) if found.has_range else cells.UNKNOWN
        else:
            mean = cells.children(found.mean, hide=category in hidden)
            reach = cells.children_range(found, hide=category in hidden)
        rows.append((PaperCell(title), PaperCell(in_words(later[0])), mean, reach))
    if not rows:
        yield Words("The run has no 31 March against which to watch.")
        return
    yield Words(
        "What is counted on the next 31 March may be held against the range below. A number outside it, in more than "
        "the two in ten of the measures that luck alone would put there, says that the base no longer fits: make it "
        "anew before the options are judged again."
    )
    yield PaperTable(
        "monitoring",
        "What the run expects on the next 31 March if nothing changes",
        ("What", "On, or in the year to", "On average", "Range"),
        tuple(rows),
        ("The range is that in which eight futures in ten lie.", *cells.hidden_note(rows)),
        (given.source,),
    )
