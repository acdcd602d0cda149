"""The summary: what a lead member reads first, each sentence out of a section below."""

from __future__ import annotations

from collections.abc import Iterator

from sim.foundations.calendar import in_words
from sim.papers import suppression
from sim.papers.document.paper import Block, Bullets, Heading, Words
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells, gap, options
from sim.papers.sections.given import Given
from sim.papers.sections.money import pay_back

TITLE = "Summary"


def summary(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    points = tuple(_points(given))
    return (Heading(1, TITLE), *((Bullets(points),) if points else ()), Words(_rests_on(given), (given.source,)))


def _points(given: Given) -> Iterator[str]:
    if given.run is not None:
        yield from _numbers(given.run)
    yield from gap.in_short(given)
    if given.run is not None:
        for strategy in given.run.strategies:
            yield options.in_words(given.run, strategy, money=False)
        for strategy in given.run.strategies:
            yield pay_back(given.run, strategy)


def _numbers(run: KeptRun) -> Iterator[str]:
    base = run.manifest.base.name
    first = run.measures.of(base, "looked_after", "", run.manifest.start)
    marches = [when for when in run.measures.marches(base, "looked_after") if when > run.manifest.start]
    last = run.measures.of(base, "looked_after", "", marches[-1]) if marches else None
    if first is None or last is None or suppression.small(first.mean) or suppression.small(last.mean):
        return
    said = (
        f"On {in_words(run.manifest.start)} the run begins with {cells.whole(first.mean)} children looked after. If "
        f"nothing changes it has {cells.whole(last.mean)} on {in_words(marches[-1])} on average"
    )
    reach = cells.children_range(last).text
    yield f"{said}, {reach} in eight futures of ten." if " to " in reach else f"{said}."


def _rests_on(given: Given) -> str:
    if given.run is None or not given.run.strategies:
        return (
            "How the numbers were made, and what they rest on, is in the section on assumptions; what is not known, in "
            "the last."
        )
    return (
        f"{options.how_sure(given.run)} What the options do rests on judgements as well as on evidence: the section on "
        "assumptions gives each."
    )
