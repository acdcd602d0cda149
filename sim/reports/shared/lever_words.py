"""What a number that an experiment moves is, and over what range, in a planner's words."""

from __future__ import annotations

from sim.reports.shared.words import MINUS, is_money, unit_in_words
from sim.scenario.levers import PLACES, Lever
from sim.scenario.quantities.meanings import meaning

TIMES = ("factor", "multiplier", "risk ratio")
"""Units that say how many times something is what it was."""


def about(lever: Lever) -> str:
    """Return what a number is, as the scenario's parts say it; empty where its name says it all."""
    if lever.path == PLACES:
        return "approved places, by way of how many households there are"
    return meaning(lever.quantity).partition(": ")[2].rstrip(".")


def span(lever: Lever) -> str:
    """Return the ends of a number's range in words: ``142 to 192 children a year``, ``£1,000 to £8,000 each``."""
    ends = (lever.low, lever.high)
    if is_money(lever.unit.name):
        each = lever.unit.words.removeprefix("£")
        return f"{' to '.join(f'£{end:,.0f}' for end in ends)}{each}"
    figures = " to ".join(f"{end:.3g}".replace("-", MINUS) for end in ends)
    unit = unit_in_words(lever.unit.name)
    return f"{figures} times" if unit in TIMES else f"{figures} {unit}"
