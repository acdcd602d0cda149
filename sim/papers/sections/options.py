"""Options compared: what each is expected to change, how likely that is, and which is better."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sim.experiments.asking.headlines import Choice
from sim.foundations.counted import counted
from sim.papers import suppression
from sim.papers.document.paper import Block, Bullets, Heading, PaperCell, PaperTable, Picture, Words
from sim.papers.kept.differences import KeptDifference
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells, missing
from sim.papers.sections.changes import AVERAGE, COST, RESIDENTIAL, DirectionSaid, OptionChange, changes, difference
from sim.papers.sections.given import Given
from sim.papers.sections.kinds import children_by_kind
from sim.papers.sections.sweeps import of_sweep
from sim.reports.paper_figures.effects import EffectPanel, ShownEffect, effects_figure
from sim.reports.shared.words import NO_CHANGE, is_money, listed, lower_first, scale, unit_in_words

TITLE = "Options compared"

FEW_DRAWS = 50
"""Draws of the inputs below which ranges are said to be wide: a judgement, the same as on the page of results."""

IN_HOUSE, FILLED = "in house", "in_house_places_filled"

MOST_LISTED = 5
"""Measures of one direction in a sentence, but for those that get worse: a judgement."""

VERDICTS = (
    DirectionSaid.BETTER,
    DirectionSaid.LOWER,
    DirectionSaid.HIGHER,
    DirectionSaid.WORSE,
    DirectionSaid.BETTER_BEYOND_LUCK,
    DirectionSaid.LOWER_BEYOND_LUCK,
    DirectionSaid.HIGHER_BEYOND_LUCK,
    DirectionSaid.WORSE_BEYOND_LUCK,
)
"""In the order in which a sentence tells them."""

CHANGE = ("Change", "Expected range", "One future", "Chance that it falls")
"""Columns of a change."""

SIDE_BY_SIDE = (AVERAGE, RESIDENTIAL, COST)


def options(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    run = given.run
    if run is None or not run.strategies:
        return (Heading(1, TITLE), missing.run("what options change, cost and save"), *of_sweep(given))
    return (
        Heading(1, TITLE),
        Words(how_sure(run)),
        Bullets(tuple(in_words(run, name) for name in run.strategies)),
        *_in_short(given, run),
        *(block for place, name in enumerate(run.strategies, start=1) for block in _option(given, run, place, name)),
        *_side_by_side(given, run),
        *of_sweep(given),
    )


def how_sure(run: KeptRun) -> str:
    """Return what ranges and chances mean here, or why there are none."""
    futures = counted(run.manifest.replications, "future")
    draws = max((row.known.draws for row in run.differences.rows if row.known), default=0)
    if not run.manifest.uncertainty:
        return (
            f"Every input was held at its central value, in {futures}. Differences then vary by luck alone, which says "
            "nothing of how sure inputs and effects are: no ranges and no chances are given. Inputs "
            "that are drawn from their ranges give them."
        )
    if not draws:
        return (
            f"{futures} are too few to tell what is not known of an effect from luck: no ranges and no chances are "
            "given. Run more replications for them."
        )
    wide = (
        " So few draws make ranges wide and chances near to even, and of so many measures some are called likely by "
        "luck alone: run more before anything is decided."
        if draws < FEW_DRAWS
        else ""
    )
    return (
        f"Each option was run on the same {futures} as the base, with {counted(draws, 'draw')} of the inputs from "
        "their ranges. The expected range holds eight in ten of the effects expected over what is not known of the "
        "inputs; more runs do not narrow that. One future is what a single run of the years may bring, luck included."
        + wide
    )


def in_words(run: KeptRun, strategy: str, *, money: bool = True) -> str:
    """Return what an option is likely to change, and no more than that; with or without what it costs."""
    found = [one for one in changes(run, strategy) if money or not is_money(one.found.unit)]
    label = run.manifest.label(strategy)
    if found and all(one.found.unchanged for one in found):
        return f"{label}: nothing in the table changes."
    said = [_listed(verdict, [one for one in found if one.verdict == verdict]) for verdict in VERDICTS]
    if not any(said):
        return f"{label}: of no measure in the table is it known in which direction it goes."
    told = "; ".join(part for part in said if part)
    return f"{label}: {told}. Of what its table does not call so, the direction is not known."


def _listed(verdict: DirectionSaid, told: list[OptionChange]) -> str:
    """Return what goes one way: all that is worse, of the rest what is read first."""
    shown = told if verdict.is_worse else told[:MOST_LISTED]
    more = ", and others in its table" if len(told) > len(shown) else ""
    return f"{verdict.value}: {listed([_size(one) for one in shown])}{more}" if told else ""


def _size(one: OptionChange) -> str:
    return f"{lower_first(one.subject)} ({cells.said(one.found.difference, one.found.unit, sign=True)})"


def _option(given: Given, run: KeptRun, place: int, strategy: str) -> Iterator[Block]:
    label = run.manifest.label(strategy)
    of_kinds = children_by_kind(run).hidden
    rows = [(PaperCell(_named(one.choice, one.found)), *_row(one, of_kinds)) for one in changes(run, strategy)]
    yield Heading(2, label)
    yield PaperTable(
        f"option_{place}",
        f"{label}: what it changes",
        *cells.told(("What", "Without", *CHANGE, "Said of it"), rows),
        (
            "Averages of the run, or at its end. Changes of a percentage are in points of it.",
            *cells.hidden_note(rows),
        ),
        (given.source,),
    )


def _named(choice: Choice, found: KeptDifference) -> str:
    return f"{choice.title}, {cells.unit_in_words(found.unit)}"


def _is_of(one: OptionChange, hidden: frozenset[str]) -> bool:
    """Whether it counts children of a kind that is hidden elsewhere."""
    return one.choice.category in hidden or (one.choice.measure == FILLED and IN_HOUSE in hidden)


def _row(one: OptionChange, hidden: frozenset[str]) -> tuple[PaperCell, ...]:
    found = one.found
    small = found.unit.startswith("children") and suppression.small(found.base_mean)
    hide = small or _is_of(one, hidden)
    without = PaperCell(suppression.HIDDEN) if hide else cells.amount(found.base_mean, found.unit)
    return (without, *_change(found), PaperCell(one.verdict.value))


def _change(found: KeptDifference) -> tuple[PaperCell, ...]:
    if found.unchanged:
        return (PaperCell(NO_CHANGE, 0.0), cells.NONE, cells.NONE, cells.NONE)
    return (
        cells.amount(found.difference, found.unit, sign=True),
        cells.expected(found.known, found.unit),
        cells.future(found.known, found.unit),
        cells.chance(found.known),
    )


def _in_short(given: Given, run: KeptRun) -> Iterator[Block]:
    """Yield the three changes that are asked for first, of all options, as a figure and a table."""
    rows: list[tuple[PaperCell, ...]] = []
    for choice in SIDE_BY_SIDE:
        for strategy in run.strategies:
            found = difference(run, strategy, run.manifest.base.name, choice)
            if found is not None:
                rows.append(
                    (PaperCell(run.manifest.label(strategy)), PaperCell(_named(choice, found)), *_change(found))
                )
    panels = [panel for panel in (_panel(run, choice) for choice in SIDE_BY_SIDE) if panel.effects]
    if not panels:
        return
    drawn = effects_figure(panels, missing.origin(given))
    said = "; ".join(f"{row[0].text}, {lower_first(row[1].text)}: {row[2].text}" for row in rows)
    yield Picture(
        "effects",
        "What options are expected to change: mean, and where eight in ten expected effects lie",
        f"Points with ranges for each option. {said}.",
        drawn.svg,
        drawn.png,
        "options_in_short",
        (given.source,),
    )
    yield PaperTable(
        "options_in_short",
        "All options in short: what each changes",
        *cells.told(("Option", "Of", *CHANGE), rows),
        (),
        (given.source,),
    )


def _panel(run: KeptRun, choice: Choice) -> EffectPanel:
    effects, unit = [], ""
    for strategy in run.strategies:
        found = difference(run, strategy, run.manifest.base.name, choice)
        if found is not None:
            unit = found.unit
            by = scale(unit)
            ends = (found.known.expected_low / by, found.known.expected_high / by) if found.known else None
            effects.append(ShownEffect(run.manifest.label(strategy), found.difference / by, ends))
    return EffectPanel(choice.title, unit_in_words(unit), tuple(effects))


def _side_by_side(given: Given, run: KeptRun) -> Iterator[Block]:
    rows: list[tuple[PaperCell, ...]] = []
    said = []
    for first, second in combinations(run.strategies, 2):
        for choice in SIDE_BY_SIDE:
            found = difference(run, second, first, choice)
            if found is None:
                continue
            one, other = run.manifest.label(first), run.manifest.label(second)
            rows.append((PaperCell(f"{other}, less {lower_first(one)}"), PaperCell(choice.title), *_change(found)))
            told = OptionChange(choice, found)
            if told.told:
                less = other if told.falls else one
                sure = "is likely to have" if found.known else "has, by more than luck,"
                said.append(f"{choice.title}: {less} {sure} the less.")
    if not rows:
        return
    yield Heading(2, "Which is better")
    if said:
        yield Bullets(tuple(said))
    else:
        yield Words("Of no two options is it known which has the less of these.")
    yield PaperTable(
        "options_side_by_side",
        "Options held against one another",
        *cells.told(("Options", "Of", *CHANGE[:-1], "Chance that the first has less"), rows),
        ("Children on average of the run; cost in £ thousand a year.",),
        (given.source,),
    )
