"""What a requirement says in words: its scope, the answer or that there is none, and what to bear in mind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf, isfinite

from sim.experiments.require.answer import RequiredCapacity, SearchOutcome
from sim.experiments.require.requirement import CapacityFound, Requirement
from sim.experiments.require.tried import Stretch
from sim.experiments.statistics.shares import least_replications
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.shared.words import lower_first, number, unit_in_words
from sim.scenario.levers import FACTOR, PLACES, Lever

STILL_GOING = 0.9
"""Part of the range looked at: where the measure levels off only beyond it, it has not levelled off. A judgement."""

ONE_OF_SEVERAL = re.compile(r"(?<=[a-z])s(?= |$)")
"""The letter that the first word of a unit has for several and not for one."""

LIMITLESS = 1e12
"""From where on a capacity is told as being without limit."""


def amount(lever: Lever, value: float) -> str:
    """Return a capacity in words: ``263 places``, ``1.5 times as much``, ``0.3``."""
    if value >= LIMITLESS:
        return "no limit"
    if lever.unit is FACTOR:
        return f"{value:g} times as much"
    figures = f"{round(value, 9):,g}"
    unit = unit_in_words(lever.unit.name)
    if unit in ("share", "probability", "multiplier", "risk ratio"):
        return figures
    return f"{figures} {re.sub(ONE_OF_SEVERAL, '', unit, count=1) if value == 1 else unit}"


def label(found: CapacityFound, requirement: Requirement) -> str:
    """Return what a scenario is called beside the others."""
    base = requirement.found[0].scenario
    if found.scenario is base:
        return "Without these strategies" if len(requirement.found) > 1 else base.title
    return found.scenario.title.removeprefix(f"{base.title}, ")


def percent(share: float) -> str:
    """Return a share of futures in words."""
    return f"{share:.0%}"


def shares_of(answer: RequiredCapacity, step: int) -> str:
    """Return in what share of futures a capacity tried meets the standard, with its interval."""
    place = answer.place(step)
    low, high = answer.tried.intervals[place]
    return f"{percent(answer.tried.shares[place])} ({percent(low)} to {percent(high)})"


def scope(requirement: Requirement) -> str:
    """Return what was asked and how it was searched for, in words."""
    asked = requirement.asked
    base, lever, reach = asked.scenarios[0], asked.levers[0], asked.capacities[0]
    about = f"{' '.join(asked.about.split())} " if asked.about else ""
    measure = asked.standard.wanted
    when = measure.when(base)
    most = max(found.answer.tried.numbers[-1] for found in requirement.found)
    drawn = asked.settings.uncertainty
    inputs = "each with inputs of its own, drawn from their ranges" if drawn else "inputs as they are"
    return (
        f"{about}The standard: {lower_first(measure.title)} ({when}) {asked.standard.aim}, in "
        f"{percent(asked.probability)} of futures. The lever: {lower_first(lever.title)}, from "
        f"{amount(lever, reach.at(reach.first))} to {amount(lever, reach.at(most))}. "
        f"{counted(asked.settings.replications, 'future')} of {counted(base.years, 'year')} from "
        f"{in_words(base.start)}, with the same "
        f"luck at every capacity, {inputs}."
    )


def findings(requirement: Requirement) -> list[str]:
    """Return the answer in each scenario, in sentences."""
    several = len(requirement.found) > 1
    return [
        f"{label(found, requirement)}: {lower_first(sentence)}" if several and first else sentence
        for found in requirement.found
        for first, sentence in ((place == 0, said) for place, said in enumerate(_answer(found)))
    ]


def _answer(found: CapacityFound) -> Iterator[str]:
    answer, lever = found.answer, found.lever
    match answer.outcome:
        case SearchOutcome.FOUND:
            yield from _found(answer, lever)
        case SearchOutcome.ALWAYS:
            yield from _always(answer, lever)
        case SearchOutcome.OUT_OF_REACH:
            yield from _out_of_reach(answer, lever)
        case SearchOutcome.NO_MATTER:
            yield from _no_matter(answer, lever)
        case SearchOutcome.BOTH_WAYS:
            yield from _both_ways(answer, lever)
        case SearchOutcome.UNDEFINED:
            yield "The measure had no value in any run, so that nothing can be said of the standard."


def _found(answer: RequiredCapacity, lever: Lever) -> Iterator[str]:
    step = round(answer.capacity / answer.capacities.step)
    least = "least" if answer.more_helps else "most"
    yield (
        f"The {least} that meets the standard is {amount(lever, answer.capacity)} (95% interval: "
        f"{_interval(answer, lever)}); it is then met in {shares_of(answer, step)} of futures. "
        f"{_beside_present(answer, lever)}"
    )


def _interval(answer: RequiredCapacity, lever: Lever) -> str:
    low, high = sorted((answer.low, answer.high))
    if not isfinite(low) and not isfinite(high):
        return "open: more replications are needed"
    if high == inf:
        return f"{amount(lever, low)} or more"
    if low == -inf:
        return f"{amount(lever, high)} or less"
    return amount(lever, low) if low == high else f"{low:g} to {amount(lever, high)}"


def _beside_present(answer: RequiredCapacity, lever: Lever) -> str:
    present = answer.capacities.present
    if not answer.capacities.first <= present <= answer.capacities.last or present not in answer.tried.numbers:
        return ""
    more = answer.capacity - answer.present
    change = f"{abs(more):g} {'more' if more > 0 else 'less'} than now" if more else "what there is now"
    return f"That is {change}: with {amount(lever, answer.present)} it is met in {shares_of(answer, present)}."


def _always(answer: RequiredCapacity, lever: Lever) -> Iterator[str]:
    end = answer.tried.numbers[0] if answer.more_helps else answer.tried.numbers[-1]
    few = "as little as" if answer.more_helps else "as much as"
    yield (
        f"The standard is met at every capacity looked at: with {few} {amount(lever, answer.capacities.at(end))} in "
        f"{shares_of(answer, end)} of futures."
    )


def _out_of_reach(answer: RequiredCapacity, lever: Lever) -> Iterator[str]:
    standard, tried = answer.standard, answer.tried
    unit = standard.wanted.unit
    best, present = answer.capacities.at(answer.best), answer.capacities.present
    yield (
        f"Not reachable with this lever: even with {amount(lever, best)} the standard is met in "
        f"{shares_of(answer, answer.best)} of futures, not in {percent(answer.probability)}."
    )
    means = tried.means
    side = "or more" if standard.at_least else "or less"
    yield (
        f"What can be had in {percent(answer.probability)} of futures there is {number(answer.reachable, unit)} "
        f"{side}; on average it is {number(means[answer.place(answer.best)], unit)}, against "
        f"{number(means[answer.place(present)], unit)} with {amount(lever, answer.present)}."
    )
    yield _levelling_off(answer, lever)


def _levelling_off(answer: RequiredCapacity, lever: Lever) -> str:
    first, last = answer.tried.numbers[0], answer.tried.numbers[-1]
    ends = (first, last) if answer.more_helps else (last, first)
    least, most = (answer.capacities.at(end) for end in ends)
    more, least_word = ("more", "least") if answer.more_helps else ("less", "most")
    if abs(answer.levels_off - least) > STILL_GOING * abs(most - least):
        return (
            f"It has not levelled off there: {more} may still help a little; the table and the figure show how little."
        )
    return (
        f"From about {amount(lever, answer.levels_off)} on, {more} does next to nothing: nineteen twentieths of what "
        f"the lever does to the measure, from the {least_word} looked at, is done by then."
    )


def _no_matter(answer: RequiredCapacity, lever: Lever) -> Iterator[str]:
    tried, unit = answer.tried, answer.standard.wanted.unit
    means = [number(mean, unit) for mean in tried.means]
    ends = (amount(lever, answer.capacities.at(end)) for end in (tried.numbers[0], tried.numbers[-1]))
    first, last = ends
    yield (
        f"The lever makes no clear difference to the measure: on average {means[0]} with {first}, {means[-1]} with "
        f"{last}. The standard is met in {shares_of(answer, answer.best)} of futures at best, whatever the lever."
    )


def _both_ways(answer: RequiredCapacity, lever: Lever) -> Iterator[str]:
    rise, fall = answer.tried.turns()
    yield (
        "The measure does not go one way as the lever does, so that there is no least capacity to tell: it "
        f"{_stretch(rise, 'rises', answer, lever)} and {_stretch(fall, 'falls', answer, lever)}."
    )
    yield (
        f"Of the capacities looked at, {amount(lever, answer.capacities.at(answer.best))} does best: the standard is "
        f"met in {shares_of(answer, answer.best)} of futures."
    )


def _stretch(stretch: Stretch, verb: str, answer: RequiredCapacity, lever: Lever) -> str:
    unit = answer.standard.wanted.unit
    first, last = (answer.capacities.at(end) for end in (stretch.since, stretch.until))
    return f"{verb} by {number(abs(stretch.change), unit)} on average from {first:g} to {amount(lever, last)}"


def caveats(requirement: Requirement) -> list[str]:
    """Return what to bear in mind."""
    asked = requirement.asked
    replications = asked.settings.replications
    said = [
        f"How sure to be, here in {percent(asked.probability)} of futures, is for the council to judge: no rule says. "
        "A future is one replication: its own luck, and its own inputs where they are drawn.",
        "The interval tells how well so many futures know the answer. What may happen is told by the share of futures.",
    ]
    least = least_replications(asked.probability)
    if replications < least:
        said.append(
            f"{counted(replications, 'future')} are too few to say that any capacity is surely enough for "
            f"{percent(asked.probability)}: it takes {least} or more."
        )
    if requirement.failures:
        said.append(f"{counted(len(requirement.failures), 'run')} failed and are left out of the shares.")
    undefined = sum(found.answer.undefined for found in requirement.found) - len(requirement.failures)
    if undefined > 0:
        said.append(f"In {counted(undefined, 'run')} the measure was undefined; they are left out of the shares.")
    said.extend(_of_lever(asked.levers[0]))
    judged = [found for found in requirement.found if found.lever.source.kind == "judgement"]
    if judged:
        said.append(f"What the scenario itself says of {lower_first(asked.levers[0].title)} is a judgement.")
    return said


def _of_lever(lever: Lever) -> Iterator[str]:
    if lever.path != PLACES:
        return
    yield (
        "Places with the council's own carers are those on the first day, with households like those there are: of the "
        "same sizes, ages, skills and willingness. Households in which children live then are there whatever is set. "
        "Further ones begin empty; recruitment and leaving go on as in the base, so that there are fewer extra places "
        "each year (the table has the average)."
    )
    yield (
        "Places alone do not decide who finds one: carers must be approved for the age, fit with who lives there, have "
        "the skills or be willing without them, and agree. The sufficiency statement says for which children carers "
        "are missing."
    )
