"""What a sensitivity analysis found of one number, in plain words: what turns it, and what is within chance."""

from __future__ import annotations

from sim.experiments.sensitivity.sensitivity import Explained
from sim.reports.shared.words import in_table, is_money, listed

NAMED = 3
"""Ends of ranges that a sentence names."""

FIGURES = "123456789"


def is_clear(one: Explained) -> bool:
    """Whether any number, moved alone, clearly moves this one."""
    return any(bar.clear for bar in one.tornado.bars)


def turning(one: Explained) -> list[tuple[int, bool, bool]]:
    """Return the numbers that turn the sign of what a strategy changes, at which end, and whether that is clear.

    The number as its place among all, whether at the high end, and whether that end is clearly other than the centre.
    """
    centre = one.tornado.centre
    return [
        (bar.factor, high, end.clear)
        for bar in one.tornado.bars
        for high, end in ((False, bar.at_low), (True, bar.at_high))
        if (centre + end.difference) * centre < 0
    ]


def turn_in_words(one: Explained, names: dict[int, str], unit: str) -> str:
    """Return whether any number, moved alone, turns what a strategy changes into its opposite; empty of a base's own.

    Empty too where it changes nothing to speak of: there is nothing to turn.
    """
    centre = in_table(one.tornado.centre, unit, sign=True)
    if not one.output.scenario or not any(figure in centre for figure in FIGURES):
        return ""
    found = turning(one)
    way = ("a rise", "a fall") if one.tornado.centre > 0 else ("a fall", "a rise")
    if is_money(unit):
        way = ("a cost", "a saving") if one.tornado.centre > 0 else ("a saving", "a cost")
    if not found:
        return f" It stays {way[0]}, whichever number is moved alone."
    named = [f"the {'high' if high else 'low'} end of {names[factor]}" for factor, high, _ in found[:NAMED]]
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    sure = "" if any(clear for _, _, clear in found) else ", though within the simulation's error"
    return f" From {way[0]} it turns into {way[1]} at {listed(named)}{more}{sure}."
