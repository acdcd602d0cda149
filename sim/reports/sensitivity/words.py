"""What a sensitivity analysis says in words: its scope, what drives each number, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from sim.experiments.asking.measure_choice import MeasureChoice, last_date
from sim.experiments.comparison.comparison import label
from sim.experiments.sensitivity.indices import Index
from sim.experiments.sensitivity.question import Output
from sim.experiments.sensitivity.sensitivity import Explained, Sensitivity
from sim.experiments.sensitivity.tornado import Bar
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.sensitivity.turn_words import is_clear, turn_in_words, turning
from sim.reports.shared.words import between, in_table, listed, lower_first, number, plus_or_minus, unit_in_words

MUCH_LUCK = 0.5
"""Share of the variance between averages from which a caveat names the luck in it: a judgement."""

MUCH_HELD = 0.25
"""Share of the tornado's variance with numbers held still from which a caveat says so: a judgement."""

LEAST_SHARE = 0.01
"""Below which a share is not worth naming: a judgement."""

NAMED = 3
"""Numbers that a sentence names."""


def measure_of(found: Sensitivity, output: Output) -> MeasureChoice:
    """Return the measure that an output is of."""
    return found.asked.wanted[output.which]


def strategy_of(found: Sensitivity, output: Output) -> str:
    """Return what the strategy of an output is called; empty for the base."""
    scenarios = found.asked.scenarios
    return label(scenarios[0], scenarios[output.scenario]) if output.scenario else ""


def title(found: Sensitivity, output: Output) -> str:
    """Return what an output is called: a measure, or what a strategy changes in it."""
    measure, strategy = measure_of(found, output).title, strategy_of(found, output)
    return f"{measure}, change with {strategy}" if strategy else measure


def unit(found: Sensitivity, output: Output) -> str:
    """Return the unit of an output in words; of changes of a percentage, points of it."""
    plain = measure_of(found, output).unit
    return "% points" if plain == "percent" and output.scenario else unit_in_words(plain)


def factor(found: Sensitivity, number: int) -> str:
    """Return what one of all the numbers is called."""
    return found.asked.factors[number].lever.title


def chosen(found: Sensitivity, place: int) -> str:
    """Return what one of the numbers that were moved together is called."""
    return factor(found, found.chosen[place])


def share(index: Index) -> str:
    """Return a share of the variance with its interval: ``62% (50 to 74)``."""
    value, low, high = (100 * min(1.0, max(0.0, one)) for one in (index.value, index.low, index.high))
    if index.low == index.high:
        return f"{value:.0f}%"
    return f"{value:.0f}% ({low:.0f} to {high:.0f})"


def amount(found: Sensitivity, output: Output, value: float) -> str:
    """Return an amount of an output as a sentence says it: ``£1.23m``, of changes with their sign ``+0.4 points``."""
    plain = measure_of(found, output).unit
    points = " points" if plain == "percent" and output.scenario else ""
    return f"{number(value, plain, sign=bool(output.scenario))}{points}"


def driven_by(found: Sensitivity, one: Explained, most: int) -> list[str]:
    """Return what explains most of an output's spread, each with its share; of what is not told apart, nothing."""
    if one.indices is None or not one.indices.told_apart:
        return []
    totals = one.indices.total
    places = [place for place in one.indices.order[:most] if totals[place].value >= LEAST_SHARE]
    return [f"{chosen(found, place)} {share(totals[place])}" for place in places]


def moved(found: Sensitivity, one: Explained, bar: Bar) -> str:
    """Return what moving a number to the ends of its range makes of an output: ``from 280.1 to 319.6``."""
    ends = (amount(found, one.output, one.tornado.centre + end.difference) for end in (bar.at_low, bar.at_high))
    return f"from {' to '.join(ends)}"


def scope(found: Sensitivity) -> str:
    """Return what was run, in words."""
    asked = found.asked
    base = asked.scenarios[0]
    others = f", and with {listed([label(base, one) for one in asked.scenarios[1:]])}" if asked.scenarios[1:] else ""
    times = f"{counted(asked.settings.replications, 'replication')} of each on the same luck"
    alone = f"each moved alone to its low and its high end, in {times}."
    about = f"{' '.join(asked.about.split())} " if asked.about else ""
    inputs = ", what is not moved drawn from its range" if asked.settings.uncertainty else ""
    return (
        f"{about}{base.title}{others}, from {in_words(base.start)} to {in_words(last_date(base))}. "
        f"{_moved_alone(found, alone)}{_moved_together(found, times)} Seed {asked.settings.seed}{inputs}."
    )


def _moved_alone(found: Sensitivity, how: str) -> str:
    """Return which numbers were moved alone, in words."""
    every = f"{len(found.asked.factors):,} numbers with a range of their own were"
    if found.screening is None:
        return f"{every} {how}"
    return (
        f"{every} first all moved at once, each by lot to an end of its range or left at its centre, in "
        f"{counted(found.screening.points, 'run')} with luck of their own. Those {len(found.alone):,} that seemed to "
        "do "
        f"something were then {how}"
    )


def _moved_together(found: Sensitivity, times: str) -> str:
    """Return which numbers were moved together, in words; empty when none were."""
    asked = found.asked
    if not found.chosen:
        return ""
    many = f" Then {len(found.chosen)} of them were moved together over"
    if asked.saltelli:
        sets = counted(asked.rows * (asked.count + 2), "set of numbers", "sets of numbers")
        return f"{many} {sets}, the others at their centre, in {times}."
    return (
        f"{many} {counted(asked.rows, 'set of numbers', 'sets of numbers')}, the others at their centre, each run "
        "once with luck of its own, and a "
        "curved surface was fitted to what came of them."
    )


def findings(found: Sensitivity) -> list[str]:
    """Return what drives each number, in sentences: what is clearly driven first, and of it what turns."""
    explained = sorted(found.explained, key=lambda one: (not is_clear(one), not (one.output.scenario and turning(one))))
    said = [sentence for one in explained for sentence in _of_one(found, one)]
    still = [title(found, one.output) for one in found.explained if not one.tornado.moved]
    if still:
        said.append(f"Nothing that was moved changes these: {listed(still)}.")
    return said


def _of_one(found: Sensitivity, one: Explained) -> Iterator[str]:
    if not one.tornado.moved:
        return
    first = one.tornado.bars[0]
    within = "" if first.clear else ", within the simulation's error"
    name = lower_first(factor(found, first.factor))
    alone = f"Moved alone, {name} takes it furthest, {moved(found, one, first)}{within}."
    names = {bar.factor: lower_first(factor(found, bar.factor)) for bar in one.tornado.bars}
    turn = turn_in_words(one, names, measure_of(found, one.output).unit)
    together = ""
    if one.indices is not None and (drivers := driven_by(found, one, NAMED)):
        spread = amount(found, one.output, one.indices.deviation).lstrip("+")
        together = (
            f" Moved together, {len(found.chosen)} numbers give it a standard deviation of {spread}; of the variance, "
            f"{listed([lower_first(driver) for driver in drivers])}."
        )
    yield f"{title(found, one.output)} ({amount(found, one.output, one.tornado.centre)}). {alone}{turn}{together}"


def caveats(found: Sensitivity) -> list[str]:
    """Return what to bear in mind."""
    asked = found.asked
    by_chance = 0.05 * len(found.alone)
    said = [
        "A range says how far a number may be off by what is known of it, and many ranges are judgements: a number "
        "matters here when it is uncertain and has much effect, not when it could be changed most easily.",
        f"Of {len(found.alone):,} numbers about {by_chance:.0f} would seem to change a measure by chance alone, at "
        "95% confidence each, if none did.",
    ]
    if found.screening is not None:
        said.append(
            f"The {len(asked.factors) - len(found.alone):,} numbers that were not moved alone seemed to do nothing "
            "when all were moved at once. One of them may still make as much as "
            f"{100 * found.screening.missed:.0f}% of the variance between single runs. To leave none out, run it "
            "again with every number moved alone."
        )
    if asked.settings.replications < LEAST_FOR_CLEAR:
        said.append(f"With fewer than {LEAST_FOR_CLEAR} replications no change is called clear, and every bar is pale.")
    if found.chosen:
        said.append(
            "Shares of the spread are of the numbers that were moved together, as if each could be anywhere in its "
            "range whatever the others are; intervals hold "
            + (
                "the luck of the draw of sets and that of the replications."
                if asked.saltelli
                else "luck, but not what bends too sharply for the surface."
            )
        )
        said.extend(_held(found))
    said.extend(_luck(found))
    if asked.held:
        said.append(f"Not moved, for they take effect through the opening cohort alone: {listed(list(asked.held))}.")
    mended = "where the average of the others stands in" if asked.saltelli else "which the shares leave out"
    undefined = [title(found, one.output) for one in found.explained if one.undefined]
    if undefined:
        said.append(f"Undefined in some runs, {mended}: {listed(undefined)}. Where too few are left no share is given.")
    return said


def _held(found: Sensitivity) -> Iterator[str]:
    much = [one for one in found.explained if one.tornado.moved and one.held >= MUCH_HELD]
    if much:
        named = [f"{lower_first(title(found, one.output))} ({100 * one.held:.0f}%)" for one in much]
        yield (
            "With the numbers that were held at their centre lies much of what the tornado shows of "
            f"{listed(named)}: move more together, or name others, to see them."
        )


def _luck(found: Sensitivity) -> Iterator[str]:
    known = [(one, one.indices) for one in found.explained if one.indices is not None]
    lost = [title(found, one.output) for one, indices in known if not indices.told_apart]
    if lost:
        yield (
            f"Not told apart from luck, so that no shares are given: {listed([lower_first(one) for one in lost])}. "
            f"More {'replications' if found.asked.saltelli else 'points'} would help."
        )
    much = [
        f"{lower_first(title(found, one.output))} ({100 * indices.luck:.0f}%)"
        for one, indices in known
        if indices.told_apart and indices.luck >= MUCH_LUCK
    ]
    if much:
        yield (
            f"Much of the spread between {'the averages' if found.asked.saltelli else 'single runs'} is luck, which is "
            f"taken out of the shares but widens their intervals: {listed(much)}."
        )


def at_end(found: Sensitivity, one: Explained, bar: Bar, *, high: bool) -> str:
    """Return what an end of a range changes, for a table: ``−7.8 ± 2.6``."""
    return plus_or_minus(bar.at_high if high else bar.at_low, measure_of(found, one.output).unit)


def swing(found: Sensitivity, one: Explained, bar: Bar) -> str:
    """Return what going from the low to the high end changes, with its interval, for a table."""
    plain = measure_of(found, one.output).unit
    return f"{in_table(bar.swing.difference, plain, sign=True)} ({between(bar.swing.low, bar.swing.high, plain)})"


def part(value: float) -> str:
    """Return a share without an interval: ``12%``."""
    return "" if isnan(value) else f"{100 * min(1.0, max(0.0, value)):.0f}%"
