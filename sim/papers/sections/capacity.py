"""The council's own carers and homes: places, vacancies, carers needed a year, beds, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isfinite

from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.papers import suppression
from sim.papers.document.paper import Block, Heading, PaperCell, PaperSource, PaperTable, Words
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells, missing
from sim.papers.sections.carers import CarersNeeded, carers_needed
from sim.papers.sections.given import Given
from sim.papers.sections.kinds import children_by_kind

TITLE = "Our own carers and homes"

PLACES = (
    ("Foster households", "households"),
    ("Places approved", "in_house_places_approved"),
    ("Places filled", "in_house_places_filled"),
    ("Places vacant", "in_house_places_vacant"),
    ("Places out of use", "in_house_places_unavailable"),
)

CHILDREN = ("in_house_places_filled", "in_house_places_vacant")
"""Hidden where the children in these places are: from vacant places, those filled could be worked out."""

IN_HOUSE = "in house"

COMING_AND_GOING = (
    ("Households approved in a year", "households_approved"),
    ("Households that leave in a year", "households_left"),
)

PER_YEAR = "whole run, per year"

OPEN, FILLED = "own_home_beds_open", "own_home_beds_filled"


def capacity(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    if given.run is None:
        return (Heading(1, TITLE), missing.run("places with the council's own carers, vacancies and own homes"))
    run = given.run
    dates = run.measures.marches(run.manifest.base.name, "households")
    return (
        Heading(1, TITLE),
        *_households(given, run, dates),
        Heading(2, "Carers needed"),
        *_needed(given, run),
        Heading(2, "Agency carers"),
        *_agency(given, run),
        Heading(2, "Homes of our own"),
        *_homes(given, run, dates),
    )


def _households(given: Given, run: KeptRun, dates: tuple[date, ...]) -> Iterator[Block]:
    base, last = run.manifest.base.name, dates[-1:]
    hide = IN_HOUSE in children_by_kind(run).hidden
    rows = [
        (PaperCell(title), *_numbers(run, measure, dates, hide=hide and measure in CHILDREN))
        for title, measure in PLACES
    ]
    if last and not hide:
        vacant, out = (run.measures.of(base, measure, "", last[0]) for measure in (PLACES[3][1], PLACES[4][1]))
        approved = run.measures.of(base, PLACES[1][1], "", last[0])
        if vacant and out and approved:
            yield Words(
                f"On {in_words(last[0])} the council's own carers are approved for {cells.whole(approved.mean)} places "
                f"on average; {cells.whole(vacant.mean)} are vacant and {cells.whole(out.mean)} more are out of use. "
                "A vacant place is no place for every child: carers are approved for some ages, have some skills, and "
                "may say no.",
                (given.source,),
            )
    yield PaperTable(
        "own_carers",
        "The council's own foster carers and their places",
        ("What", *map(in_words, dates), *(f"Range, {in_words(when)}" for when in last)),
        tuple(rows),
        (
            "Averages of the futures. The range is that in which eight futures in ten lie.",
            *((suppression.NOTE,) if hide else ()),
        ),
        (given.source,),
    )


def _numbers(run: KeptRun, measure: str, dates: tuple[date, ...], *, hide: bool) -> Iterator[PaperCell]:
    """Yield a measure at each date, and its range at the last."""
    base = run.manifest.base.name
    if hide:
        yield from [PaperCell(suppression.HIDDEN)] * (len(dates) + len(dates[-1:]))
    else:
        yield from (_mean(run, base, measure, when) for when in dates)
        yield from (_range(run, base, measure, when) for when in dates[-1:])


def _mean(run: KeptRun, base: str, measure: str, when: date) -> PaperCell:
    found = run.measures.of(base, measure, "", when)
    return cells.number(found.mean) if found else cells.NONE


def _range(run: KeptRun, base: str, measure: str, when: date) -> PaperCell:
    found = run.measures.of(base, measure, "", when)
    if found is None or not found.has_range:
        return cells.UNKNOWN
    return PaperCell(f"{cells.whole(found.low)} to {cells.whole(found.high)}")


def _needed(given: Given, run: KeptRun) -> Iterator[Block]:
    base = run.manifest.base.name
    last = max(run.measures.dates(base, "households"))
    found = [(title, run.measures.of(base, measure, PER_YEAR, last)) for title, measure in COMING_AND_GOING]
    rows = [(PaperCell(title), cells.amount(one.mean, "households")) for title, one in found if one]
    needed = None if IN_HOUSE in children_by_kind(run).hidden else carers_needed(given)
    sources: tuple[PaperSource, ...] = (given.source,)
    if needed is None and given.statement is not None:
        yield Words("So few children live with the council's own carers that how many more are needed is hidden.")
    elif needed is None:
        yield missing.statement("how many more places with the council's own carers are needed")
    else:
        sources = (given.source, given.source_of_statement)
        rows += [
            (PaperCell(f"Places short on {in_words(needed.when)}"), cells.number(needed.short)),
            (PaperCell("Places in a household"), _places_each(needed)),
            (PaperCell("Years from the start to then"), cells.amount(needed.years, "years")),
            (PaperCell("More households needed in all"), cells.number(needed.households)),
            (PaperCell("Households to approve in a year, with those who leave replaced"), cells.number(needed.a_year)),
        ]
        yield Words(_in_words(needed), sources)
    yield PaperTable(
        "carers_needed",
        "Carers who come, leave and are needed",
        ("What", "Households or places"),
        tuple(rows),
        ("Averages of the run and of the futures. Places short are those of the gap between need and supply, below.",),
        sources,
    )


def _places_each(needed: CarersNeeded) -> PaperCell:
    return PaperCell(f"{needed.places_each:.2f}", needed.places_each)


def _in_words(needed: CarersNeeded) -> str:
    if needed.short <= 0:
        return (
            f"By {in_words(needed.when)} no more places with the council's own carers are needed in number than there "
            "are. Whether they are places for the children who need them is another question: see the gap by need."
        )
    return (
        f"By {in_words(needed.when)} {counted(round(needed.short), 'place')} with the council's own carers are short. "
        f"At {_places_each(needed).text} places in a household that is "
        f"{counted(round(needed.households), 'more household')}; with those who leave replaced, "
        f"{counted(round(needed.a_year), 'household')} to approve in a year. It is the least that is needed: places "
        "must also fit."
    )


def _agency(given: Given, run: KeptRun) -> Iterator[Block]:
    row = children_by_kind(run).of("agency")
    base = run.manifest.base.name
    limits = (one for one in run.assumptions if (one.scenario, one.quantity) == (base, "agency.capacity"))
    limited = [one for one in limits if isfinite(one.value)]
    if limited:
        yield Words(f"The base has {counted(limited[0].value, 'place')} of agencies in reach of the council.")
    else:
        yield Words(
            "The base sets no limit on the places of agencies: an agency offers a place or does not, case by case. So "
            "what agencies have vacant is not known, and the number of children with them is how many places are used."
        )
    if row is None or any(row.hidden):
        return
    found = children_by_kind(run)
    yield Words(
        f"Children with agency carers: {cells.whole(row.spreads[0].mean)} on {in_words(found.dates[0])} and "
        f"{cells.whole(row.spreads[-1].mean)} on average on {in_words(found.dates[-1])}.",
        (given.source,),
    )


def _homes(given: Given, run: KeptRun, dates: tuple[date, ...]) -> Iterator[Block]:
    names = [
        name
        for name in (run.manifest.base.name, *run.strategies)
        if any((one := run.measures.of(name, OPEN, "", when)) and one.mean > 0 for when in dates)
    ]
    if not names:
        yield Words(
            "No home of the council's own is in this run, in the base or in an option. Homes that the council runs "
            "already are among all children's homes. The option own_homes opens one: beds, occupancy and cost are then "
            "told here."
        )
        return
    rows: list[tuple[PaperCell, ...]] = []
    for name in names:
        for title, measure in (("beds open", OPEN), ("beds filled", FILLED)):
            found = [run.measures.of(name, measure, "", when) for when in dates]
            shown = cells.children if measure == FILLED else cells.number
            label = run.manifest.label(name)
            rows.append((PaperCell(f"{label}: {title}"), *(shown(one.mean) if one else cells.NONE for one in found)))
    yield PaperTable(
        "own_homes",
        "Homes of the council's own: beds and occupancy",
        ("What", *map(in_words, dates)),
        tuple(rows),
        ("Averages of the futures.", *cells.hidden_note(rows)),
        (given.source,),
    )
    yield Words(
        "What a bed of the council's own costs beside a bought place is in the tables of money: the option's own cost "
        "is paid for every bed, filled or not, and what is no longer bought is in other spending."
    )
