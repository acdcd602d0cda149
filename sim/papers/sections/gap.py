"""The gap between need and supply: places by kind, by need and age, and what children get instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import isnan

from sim.foundations.calendar import in_words
from sim.measures.sufficiency import AGES, NEEDS, NeedGroup
from sim.papers import suppression
from sim.papers.document.paper import Block, Heading, PaperCell, PaperTable, Picture, Words
from sim.papers.kept.folder import KeptStatement
from sim.papers.kept.statement import KeptEnough, KeptNeed
from sim.papers.sections import cells, missing
from sim.papers.sections.given import Given
from sim.papers.sections.kinds import children_by_kind
from sim.papers.sections.received import from_sixteen, what_children_get
from sim.papers.sections.unit_costs import UnitCost, unit_costs
from sim.papers.suppression import hidden_in
from sim.reports.paper_figures.gap import GapBar, gap_figure
from sim.reports.shared.words import MINUS, kind_in_words, lower_first

TITLE = "The gap between need and supply"

IN_HOUSE = "in house"

IN_USE = "in use"
"""Places of a kind that has no limit: there are those in which children are."""


def gap(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    blocks: list[Block] = [Heading(1, TITLE)]
    if given.statement is None:
        blocks.append(missing.statement("places needed of each kind beside places there are"))
    else:
        blocks += _places(given, given.statement)
    if given.run is not None:
        blocks += what_children_get(given, given.run)
        blocks += from_sixteen(given, given.run)
    return tuple(blocks)


def _places(given: Given, statement: KeptStatement) -> Iterator[Block]:
    last = _last(statement)
    hidden = children_by_kind(given.run).hidden if given.run else frozenset()
    of_all = [line for line in statement.lines if line.when == last and not line.group and _plays_a_part(line)]
    costs = unit_costs(given.run) if given.run else ()
    for sentence in in_short(given):
        yield Words(sentence, (given.source_of_statement,))
    shown = [line for line in of_all if not _is_hidden(line, hidden)]
    if not shown:
        yield Words("So few children are in each kind of placement that places needed and places there are are hidden.")
        return
    yield _by_kind(given, of_all, hidden, costs)
    drawn = gap_figure(
        [GapBar(kind_in_words(line.kind), round(line.needed.value), round(line.places)) for line in shown],
        missing.origin_of_statement(given),
    )
    said = "; ".join(
        f"{kind_in_words(line.kind)}: {cells.whole(line.needed.value)} needed, {cells.whole(line.places)} there"
        for line in shown
    )
    yield Picture(
        "gap_by_kind",
        f"Places needed and places there are, {in_words(last)}",
        f"Bars of places needed and places there are on {in_words(last)}. {said}.",
        drawn.svg,
        drawn.png,
        "gap_by_kind",
        (given.source_of_statement,),
    )
    yield _by_need(given, statement, last, hide_all=IN_HOUSE in hidden)
    yield Words(
        "Rows by need and age overlap, and must not be added up: a place with carers for several needs counts in each. "
        "As many places as children is the least that is needed: carers must also fit, and agree."
    )


def in_short(given: Given) -> Iterator[str]:
    """Yield the gap of places with the council's own carers in a sentence; nothing without a statement."""
    if given.statement is None:
        return
    last, costs = _last(given.statement), unit_costs(given.run) if given.run else ()
    hidden = children_by_kind(given.run).hidden if given.run else frozenset()
    lines = [one for one in given.statement.lines if one.when == last and not one.group and not _is_hidden(one, hidden)]
    for line in lines:
        if line.kind == IN_HOUSE:
            yield _sentence(line, costs)
    others = [line for line in lines if line.kind != IN_HOUSE and line.short.value > 0]
    if others:
        most = max(others, key=lambda line: line.short.value)
        there = "in use" if most.places_are == IN_USE else "there"
        yield (
            f"Of the kinds that are bought, most is short of this: {lower_first(kind_in_words(most.kind))}, with "
            f"{cells.whole(most.needed.value)} places needed on {in_words(last)}, {cells.whole(most.places)} {there} "
            f"on average, and {cells.whole(most.short.value)} short in each future by itself."
        )


def _last(statement: KeptStatement) -> date:
    dates = {line.when for line in statement.lines}
    return max({when for when in dates if (when.month, when.day) == (3, 31)} or dates)


def _plays_a_part(line: KeptNeed) -> bool:
    return line.sought >= 1 or line.places >= 1


def _is_hidden(line: KeptNeed, hidden: frozenset[str]) -> bool:
    """Whether a row is hidden: its kind is elsewhere, or one of its numbers of children is small."""
    counts = (line.sought, line.have_it, line.sought_low, line.sought_high)
    in_use = () if line.kind == IN_HOUSE else (line.places,)
    return line.kind in hidden or any(map(suppression.small, (*counts, *in_use)))


def _sentence(line: KeptNeed, costs: tuple[UnitCost, ...]) -> str:
    short = line.short.value
    said = (
        f"On {in_words(line.when)} it takes {cells.whole(line.needed.value)} places approved with the council's own "
        f"carers to have enough in {line.probability:.0%} of futures; there are {cells.whole(line.places)} on average. "
    )
    if short > 0:
        said += f"The gap, counted in each future by itself, is {cells.whole(short)} places"
        dearer = next((one for one in costs if one.kind == "agency"), None)
        own = next((one for one in costs if one.kind == IN_HOUSE), None)
        if dearer and own and dearer.a_year > own.a_year:
            extra = cells.pounds(dearer.a_year - own.a_year).text
            said += f"; each child who goes to an agency instead costs {extra} more a year"
    else:
        said += "In number there is no gap; whether the places fit is told by need and age"
    return f"{said}."


def _by_kind(given: Given, lines: list[KeptNeed], hidden: frozenset[str], costs: tuple[UnitCost, ...]) -> PaperTable:
    rows = [
        _row(PaperCell(kind_in_words(line.kind)), line, _is_hidden(line, hidden), _cost(line, costs)) for line in lines
    ]
    notes = (
        *_notes(lines),
        "Where the base sets no limit, the places there are are only those in use, and more could be bought. What a "
        "place costs is the average of the run, in a child's year.",
        *cells.hidden_note(rows),
    )
    return PaperTable(
        "gap_by_kind",
        f"Places needed and places there are, {in_words(lines[0].when)}",
        ("Kind", "Children, sought first", "Range", "Have it", "Needed", "There are", "Short", "A place costs a year"),
        tuple(rows),
        notes,
        (given.source_of_statement, *((given.source,) if given.run else ())),
    )


def _cost(line: KeptNeed, costs: tuple[UnitCost, ...]) -> tuple[PaperCell, ...]:
    found = next((one for one in costs if one.kind == line.kind), None)
    return (cells.pounds(found.a_year) if found else cells.UNKNOWN,)


def _row(name: PaperCell, line: KeptNeed, hide: bool, more: tuple[PaperCell, ...] = ()) -> tuple[PaperCell, ...]:
    if hide:
        return (name, *[PaperCell(suppression.HIDDEN)] * 6, *more)
    return (
        name,
        cells.children(line.sought),
        PaperCell(f"{cells.whole(line.sought_low)} to {cells.whole(line.sought_high)}"),
        cells.children(line.have_it),
        _known(line.needed),
        cells.number(line.places),
        _known(line.short),
        *more,
    )


def _known(one: KeptEnough) -> PaperCell:
    """Return a number of places; with its interval where so many futures can tell it."""
    if isnan(one.low) or isnan(one.high):
        return PaperCell(cells.whole(one.value), float(round(one.value)))
    return PaperCell(f"{cells.whole(one.value)} ({cells.whole(one.low)} to {cells.whole(one.high)})")


def _by_need(given: Given, statement: KeptStatement, last: date, *, hide_all: bool) -> PaperTable:
    lines = [one for one in statement.lines if one.when == last and one.kind == IN_HOUSE and one.group]
    hidden = {line.group for part in (NEEDS, AGES) for line in _hidden_of(lines, part)}
    shown = [line for line in lines if line.sought >= 1]
    rows = [_row(PaperCell(_capitalised(line.group)), line, hide_all or line.group in hidden) for line in shown]
    return PaperTable(
        "gap_by_need",
        f"Places with our own carers by need and age, {in_words(last)}",
        ("Need or age", "Children, sought first", "Range", "Have it", "Needed", "There are", "Short"),
        tuple(rows),
        (
            *_notes(lines),
            "There are: places with carers approved for the age or skilled for the need.",
            *cells.hidden_note(rows),
        ),
        (given.source_of_statement,),
    )


def _hidden_of(lines: list[KeptNeed], part: Sequence[NeedGroup]) -> list[KeptNeed]:
    """Return the lines that are hidden of needs, or of ages, which add up to all children."""
    of_part = [line for line in lines if line.group in {group.title for group in part}]
    counts = ([line.sought for line in of_part], [line.have_it for line in of_part])
    columns = [hidden_in(numbers, sum(numbers)) for numbers in counts]
    return [
        line
        for place, line in enumerate(of_part)
        if _is_hidden(line, frozenset()) or any(column.parts[place] for column in columns)
    ]


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _notes(lines: list[KeptNeed]) -> tuple[str, ...]:
    if not lines:
        return ()
    told = not any(isnan(end) for line in lines for end in (line.needed.low, line.needed.high))
    bounds = (
        "In brackets the interval of 95%."
        if told
        else "Where no interval stands in brackets, so few futures cannot tell how sure the number is."
    )
    return (
        f"Needed: enough in {lines[0].probability:.0%} of futures for {lines[0].share:.0%} of the children. Short is "
        f"counted in each future by itself, and need not be needed less there are; a minus "
        f"({MINUS}) says that there are more than needed. {bounds}",
    )
