"""Options compared: what each is expected to change, how likely it is, what one future may bring, and which is better."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sim.foundations.counted import counted
from sim.papers import suppression
from sim.papers.document.paper import Block, Bullets, Cell, Heading, Picture, Table, Words
from sim.papers.kept.differences import KeptDifference
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells, missing
from sim.papers.sections.changes import AVERAGE, COST, RESIDENTIAL, Change, changes, difference
from sim.papers.sections.given import Given
from sim.reports.paper_figures.effects import Effect, EffectPanel, effects_figure
from sim.reports.shared.words import NO_CHANGE, listed, lower_first, scale, unit_in_words

TITLE = "Options compared"

FEW_DRAWS = 50
"""Draws of the inputs below which ranges are said to be wide: a judgement, the same as on the page of results."""

SIDE_BY_SIDE = (AVERAGE, RESIDENTIAL, COST)


def options(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    run = given.run
    if run is None or not run.strategies:
        return (Heading(1, TITLE), missing.run("what options change, cost and save"))
    return (
        Heading(1, TITLE),
        Words(how_sure(run)),
        Bullets(tuple(in_words(run, name) for name in run.strategies)),
        *_picture(given, run),
        *(block for place, name in enumerate(run.strategies, start=1) for block in _option(given, run, place, name)),
        *_side_by_side(given, run),
    )


def how_sure(run: KeptRun) -> str:
    """Return what ranges and chances mean here, or why there are none."""
    futures = counted(run.manifest.replications, "future")
    draws = max((row.known.draws for row in run.differences.rows if row.known), default=0)
    if not run.manifest.uncertainty:
        return (
            f"Every input was held at its central value, in {futures}. Differences then vary by luck alone, which says "
            "nothing of how sure inputs and effects are: no ranges and no chances are given. Leave --central out for them."
        )
    if not draws:
        return (
            f"{futures} are too few to tell what is not known of an effect from luck: no ranges and no chances are "
            "given. Run more replications for them."
        )
    wide = " So few draws make ranges wide and chances near to even." if draws < FEW_DRAWS else ""
    return (
        f"Each option was run on the same {futures} as the base, with {counted(draws, 'draw')} of the inputs from their "
        "ranges. The expected range holds eight in ten of the effects expected over what is not known of the inputs; "
        "more runs do not narrow that. One future is what a single run of the years may bring, luck included." + wide
    )


def in_words(run: KeptRun, strategy: str) -> str:
    """Return what an option is likely to change, and no more than that."""
    found = changes(run, strategy)
    label = run.manifest.label(strategy)
    said = []
    for falls, verb in ((True, "lower"), (False, "raise")):
        told = [one for one in found if one.told and one.falls is falls]
        if told:
            said.append(f"it is likely to {verb} {listed([_size(one) for one in told])}")
    unchanged = bool(found) and all(one.found.unchanged for one in found)
    if unchanged:
        return f"{label}: nothing in the table changes."
    if not said:
        return f"{label}: of no measure in the table is it known in which direction it goes."
    return f"{label}: {'; '.join(said)}. Of all else in its table the direction is not known, or nothing changes."


def _size(one: Change) -> str:
    unit = one.found.unit
    return f"{lower_first(one.subject)} ({cells.amount(one.found.difference, unit, sign=True).text} {_unit(unit)})"


def _unit(unit: str) -> str:
    return "points" if unit == "percent" else unit_in_words(unit)


def _option(given: Given, run: KeptRun, place: int, strategy: str) -> Iterator[Block]:
    label = run.manifest.label(strategy)
    rows = [(Cell(one.choice.title), *_row(one)) for one in changes(run, strategy)]
    hidden = any(cell.text == suppression.HIDDEN for row in rows for cell in row)
    yield Heading(2, label)
    yield Table(
        f"option_{place}",
        f"{label}: what it changes",
        ("", "Unit", "Without", "Change", "Expected range", "One future", "Chance that it falls", "Said of it"),
        tuple(rows),
        (
            "Averages of the run, or at its end. Differences of a percentage are in points of it; of money, in millions "
            "of pounds a year.",
            *((suppression.NOTE,) if hidden else ()),
        ),
        (given.source,),
    )


def _row(one: Change) -> tuple[Cell, ...]:
    found = one.found
    counts_children = found.unit.startswith("children")
    without = (
        Cell(suppression.HIDDEN)
        if counts_children and suppression.small(found.base_mean)
        else cells.amount(found.base_mean, found.unit)
    )
    return (Cell(_unit(found.unit)), without, *_change(found), Cell(one.verdict))


def _change(found: KeptDifference) -> tuple[Cell, ...]:
    if found.unchanged:
        return (Cell(NO_CHANGE, 0.0), cells.NONE, cells.NONE, cells.NONE)
    return (
        cells.amount(found.difference, found.unit, sign=True),
        cells.expected(found.known, found.unit),
        cells.future(found.known, found.unit),
        cells.chance(found.known),
    )


def _picture(given: Given, run: KeptRun) -> Iterator[Block]:
    panels = []
    for choice in SIDE_BY_SIDE:
        effects = []
        for strategy in run.strategies:
            found = difference(run, strategy, run.manifest.base.name, choice)
            if found is not None:
                by = scale(found.unit)
                ends = (found.known.expected_low, found.known.expected_high) if found.known else None
                reach = None if ends is None else (ends[0] / by, ends[1] / by)
                effects.append(Effect(run.manifest.label(strategy), found.difference / by, reach))
        if effects:
            unit = found.unit if found else ""
            panels.append(EffectPanel(choice.title, unit_in_words(unit), tuple(effects)))
    if not panels:
        return
    drawn = effects_figure(panels, missing.origin(given))
    said = []
    for panel, choice in zip(panels, SIDE_BY_SIDE, strict=False):
        told = []
        for strategy in run.strategies:
            found = difference(run, strategy, run.manifest.base.name, choice)
            if found is not None:
                changed = cells.amount(found.difference, found.unit, sign=True).text
                told.append(f"{run.manifest.label(strategy)} {NO_CHANGE if found.unchanged else changed}")
        said.append(f"{panel.title}, {panel.unit}: {'; '.join(told)}.")
    yield Picture(
        "effects",
        "What options are expected to change: mean, and where eight in ten expected effects lie",
        "Points with ranges for each option. " + " ".join(said),
        drawn.svg,
        drawn.png,
        "option_1",
        (given.source,),
    )


def _side_by_side(given: Given, run: KeptRun) -> Iterator[Block]:
    rows = []
    said = []
    for first, second in combinations(run.strategies, 2):
        for choice in SIDE_BY_SIDE:
            found = difference(run, second, first, choice)
            if found is None:
                continue
            one, other = run.manifest.label(first), run.manifest.label(second)
            rows.append((Cell(f"{other}, less {lower_first(one)}"), Cell(choice.title), *_change(found)))
            told = Change(choice, found)
            if told.told:
                less = other if told.falls else one
                said.append(f"{choice.title}: {less} is likely to have the less.")
    if not rows:
        return
    yield Heading(2, "Which is better")
    if said:
        yield Bullets(tuple(said))
    else:
        yield Words("Of no two options is it known which has the less of these.")
    yield Table(
        "options_side_by_side",
        "Options held against one another",
        ("", "Of", "Difference", "Expected range", "One future", "Chance that the first has less"),
        tuple(rows),
        ("Children on average of the run; money in millions of pounds a year.",),
        (given.source,),
    )
