"""Numbers, differences and names in the words of a strategy paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf, isfinite, isnan
from textwrap import fill

from sim.experiments.asking.headlines import Headline, Verdict
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, Difference

MINUS = "\N{MINUS SIGN}"
NOT_KNOWN = "not known"
NO_CHANGE = "no change"

SMALL_SUM = 10_000.0
"""Pounds below which a sum is written out: of millions with two decimals it would be a hundredth at most."""

MILLION = 1e6

WIDEST_OF_PERCENT = 100.0
"""Half-width in points of a percentage beyond which nothing is known of it."""

KINDS = {
    "in house": "In-house foster",
    "connected": "Connected persons",
    "agency": "Independent agency foster",
    "childrens home": "Children's home",
    "secure": "Secure home",
    "other residential": "Other residential",
    "supported": "Supported accommodation",
    "with parents": "With parents",
    "adoption": "Placed for adoption",
    "emergency places": "Emergency places",
}


def plain(text: str) -> str:
    """Return the text with hyphens for minus signs, as a terminal and a spreadsheet like them."""
    return text.replace(MINUS, "-")


def kind_in_words(kind: str) -> str:
    """Return a kind of placement as planners call it."""
    return KINDS.get(kind, kind.capitalize())


def wrapped(text: str, width: int) -> str:
    """Return the text broken into lines of at most `width` characters."""
    parted = re.sub(rf"\S{{{LONGEST_WORD}}}(?=\S)", r"\g<0> ", text)
    return fill(parted, width, break_long_words=False, break_on_hyphens=False)


LONGEST_WORD = 40
"""Characters of what is no word any more, and is broken so that a figure has room for its panels."""


def lower_first(text: str) -> str:
    """Return the text with a small first letter, unless its first word is a name in capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def capitalised(text: str) -> str:
    """Return the text with a large first letter, others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def is_money(unit: str) -> bool:
    """Whether the unit is pounds."""
    return unit.startswith("GBP")


def number(value: float, unit: str, *, sign: bool = False) -> str:
    """Return a value as a sentence says it: ``12.3``, ``14.1%``, ``£1.23m``, ``£4,300``, ``+4.0``."""
    figures = in_table(value, unit, sign=sign)
    if isnan(value) or "£" in figures:
        return figures
    if is_money(unit):
        mark = figures[: len(figures) - len(figures.lstrip(f"+{MINUS}"))]
        return f"{mark}£{figures[len(mark) :]}m"
    return f"{figures}%" if unit == "percent" and not sign else figures


def in_table(value: float, unit: str, *, sign: bool = False, beside: Sequence[float] = ()) -> str:
    """Return a value's figures alone, for a table that gives the unit beside it; money in millions.

    Small sums, which would be nothing in millions, are written out in pounds: ``£4,300``. Numbers that stand `beside`
    it in one cell are written like it.
    """
    if isnan(value):
        return NOT_KNOWN
    if is_money(unit) and _written_out(value, *beside):
        text = f"£{_to_hundreds(abs(value)):,.0f}"
    else:
        size = abs(value) / scale(unit)
        text = f"{size:,.2f}" if is_money(unit) else f"{size:,.0f}" if size >= 1000 else f"{size:.1f}"
    if not any(digit in text for digit in "123456789") or (value > 0 and not sign):
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def _written_out(*sums: float) -> bool:
    """Whether sums of money are written out in pounds: one of them is small, and none is a million or more."""
    sizes = [abs(one) for one in sums if isfinite(one)]
    return any(0.0 < size < SMALL_SUM for size in sizes) and max(sizes) < MILLION


def _to_hundreds(size: float) -> float:
    """Return pounds to the nearest hundred, those below a thousand to two figures."""
    return round(size, -2) if size >= 1000.0 else float(f"{size:.2g}")


def plus_or_minus(difference: Difference, unit: str) -> str:
    """Return a difference with its half-width, for a table: ``−7.8 ± 2.6``, ``+£4,300 ± £900``."""
    mean = in_table(difference.difference, unit, sign=True, beside=(difference.half_width,))
    if difference.unchanged:
        return NO_CHANGE
    if difference.replications < LEAST_FOR_CLEAR:
        return mean
    if too_wide(difference.low, difference.high, unit):
        return NOT_KNOWN
    return f"{mean} ± {in_table(difference.half_width, unit, beside=(difference.difference,))}"


def too_wide(low: float, high: float, unit: str) -> bool:
    """Whether an interval of a percentage is so wide that it says nothing; one that is not defined is not."""
    return unit == "percent" and (high - low) / 2 > WIDEST_OF_PERCENT


def between(low: float, high: float, unit: str) -> str:
    """Return an interval of a difference, for a table: ``−3.1 to +0.4``."""
    if isnan(low) or isnan(high) or too_wide(low, high, unit):
        return NOT_KNOWN
    return f"{in_table(low, unit, sign=True, beside=(high,))} to {in_table(high, unit, sign=True, beside=(low,))}"


def range_of(low: float, high: float, unit: str) -> str:
    """Return a range of values, none below nought, and no percentage above 100: ``297.2 to 312.0``."""
    if isnan(low) or isnan(high) or too_wide(low, high, unit):
        return NOT_KNOWN
    most = 100.0 if unit == "percent" else inf
    low, high = (min(max(end, 0.0), most) for end in (low, high))
    return f"{in_table(low, unit, beside=(high,))} to {in_table(high, unit, beside=(low,))}"


def unit_in_words(unit: str) -> str:
    """Return a unit in plain words; money in the millions in which tables and figures give it."""
    if is_money(unit):
        return unit.replace("GBP", "£ million").replace("per year", "a year")
    return unit.replace("per year", "a year")


def scale(unit: str) -> float:
    """Return what a value is divided by in a figure, so that its axis reads in the unit in words."""
    return MILLION if is_money(unit) else 1.0


def unit_and_when(headline: Headline, *, of_difference: bool = False) -> str:
    """Return what the numbers are: ``children, 31 December 2020``; differences of a percent are points of it."""
    points = of_difference and headline.unit == "percent"
    unit = "% points" if points else unit_in_words(headline.unit)
    return ", ".join(part for part in (unit, headline.when) if part)


def signed(value: float, _position: float = 0) -> str:
    """Return an axis label with its sign."""
    text = f"{abs(value):g}"
    return text if value == 0 else f"{MINUS if value < 0 else '+'}{text}"


def change(difference: Difference, unit: str) -> str:
    """Return a difference with its interval and what it is out of: ``−3.1 children a year (−4.0 to −2.2)``."""
    if difference.replications == 0:
        return "not defined"
    mean = in_table(difference.difference, unit, sign=True, beside=(difference.low, difference.high))
    if difference.replications < LEAST_FOR_CLEAR:
        return f"{mean} (too few replications for an interval)"
    if difference.unchanged:
        return NO_CHANGE
    return f"{mean} ({between(difference.low, difference.high, unit)})"


def beside_sum(extra: Difference, more: bool) -> str:
    """Return how what two bring together stands to the sum of what each brings alone, by what it is beyond that."""
    if not extra.enough:
        return "too few replications to tell it from the sum of each alone"
    if not extra.clear:
        return "not clearly other than the sum of each alone"
    return f"{'more' if more else 'less'} than the sum of each alone"


VERDICTS = {
    Verdict.BETTER: "clearly better",
    Verdict.WORSE: "clearly worse",
    Verdict.CHANGED: "clearly different",
    Verdict.UNCLEAR: "not clear",
}


def listed(parts: list[str]) -> str:
    """Return parts as a list in words: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
