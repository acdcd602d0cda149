"""What is known of an effect, in words: its expected size over the inputs, its direction, and what may happen."""

from __future__ import annotations

from math import isnan

from sim.experiments.asking.headlines import Headline, Verdict
from sim.experiments.statistics.difference import Difference
from sim.experiments.statistics.effect import Effect
from sim.foundations.counted import counted
from sim.reports.shared import words
from sim.reports.shared.words import NO_CHANGE, NOT_KNOWN, between, in_table, is_money, lower_first, number

KNOWN = {
    Verdict.BETTER: "likely better",
    Verdict.WORSE: "likely worse",
    Verdict.CHANGED: "likely to change",
    Verdict.UNCLEAR: "direction not known",
}
"""What a verdict is called where inputs were drawn."""

HOW_TO_READ = (
    "Mean difference from the base; below it the range in which 8 of 10 expected effects lie, by what is not known of "
    "the inputs, which more replications do not take away; and how likely it is that the measure falls"
)
"""Beside every table of such effects."""

CENTRAL = (
    "A quick look: every input at its central value. What is given with a difference is simulation error alone, and "
    "says nothing of how sure inputs and judged effects are: with inputs drawn from their ranges it would."
)
"""On every surface of a comparison at central values."""


def in_cell(difference: Difference, unit: str) -> tuple[str, ...]:
    """Return the lines of a cell: mean, range of the expected effect, and how likely it falls."""
    known = difference.effect
    if difference.unchanged:
        return (NO_CHANGE,)
    if known is None:
        return in_table(difference.difference, unit, sign=True), NOT_KNOWN
    ends = (known.expected.low, known.expected.high)
    mean = in_table(difference.difference, unit, sign=True, beside=ends)
    return mean, between(*ends, unit), falls(known)


def falls(known: Effect) -> str:
    """Return how likely the expected effect is a fall: ``falls 92%``."""
    return f"falls {share(known.falls)}"


def share(probability: float) -> str:
    """Return a probability in whole percent, never as certain: so few draws cannot tell."""
    if isnan(probability):
        return NOT_KNOWN
    percent = round(100 * probability)
    return "over 99%" if percent >= 100 else "under 1%" if percent <= 0 else f"{percent}%"


def future(known: Effect) -> tuple[float, float]:
    """Return the ends of what one run may bring."""
    return known.one_future.low, known.one_future.high


def sentence(headline: Headline, difference: Difference, years: float) -> str:
    """Return what happens to one measure, with what is known of it and what may happen."""
    known, unit, subject = difference.effect, headline.unit, lower_first(headline.subject)
    if difference.unchanged:
        return f"{subject}: {NO_CHANGE}"
    if known is None:
        return f"{subject}: too few draws of the inputs to tell"
    money, a_year = is_money(unit), " a year" if unit.endswith("per year") else ""
    down = known.falls >= 0.5
    chance = share(known.falls if down else 1.0 - known.falls)
    points = unit == "percent"  # a difference of percentages is of points
    size = f"{in_table(abs(known.mean), unit)} percentage points" if points else number(abs(known.mean), unit)
    if (known.mean < 0.0) != down:
        what = f"{subject}: the mean is {number(known.mean, unit, sign=True)}{a_year}, the direction is not known"
    else:
        singular = "s" if money else ""
        verb = f"fall{singular}" if down else f"rise{singular}"
        what = f"{subject} {verb} by {size}{a_year}" + ("" if known.likely else ", but the direction is not known")
    saves = ("that it saves" if down else "that it costs more") if money else ("of a fall" if down else "of a rise")
    low, high = (number(end, unit, sign=True) for end in (known.expected.low, known.expected.high))
    first, last = (number(end, unit, sign=True) for end in future(known))
    run = "one year" if years == 1 else counted(years, "year")
    return (
        f"{what} (by what is not known of the inputs {low} to {high} in 8 of 10; chance {saves} {chance}; "
        f"in a single future of {run} {first} to {last} in 8 of 10)"
    )


def change(difference: Difference, unit: str) -> str:
    """Return a difference with its ranges: ``−3.1 (8 of 10 expected effects −6.0 to −0.2, falls 92%)``."""
    known = difference.effect
    if known is None or difference.unchanged:
        return words.change(difference, unit)
    ends = between(known.expected.low, known.expected.high, unit)
    mean = in_table(known.mean, unit, sign=True, beside=(known.expected.low, known.expected.high))
    return f"{mean} (8 of 10 expected effects {ends}, {falls(known)})"
