"""The years before a run: how many children of the authority were looked after on each 31 March, as published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sim.scenario.scenario import Scenario

YEARS_SHOWN: Final = 8
"""Before the first day: enough to see where the number has come from. A judgement."""

NUMBER: Final = "looked after"


@dataclass(frozen=True, slots=True)
class PastNumber:
    """The number published for one day."""

    when: date
    value: float


def past_numbers(scenario: Scenario) -> tuple[PastNumber, ...]:
    """Return what was published for each 31 March before the first day; nothing where no authority is named.

    What was hidden as too small is left out, and nothing estimated stands for it.
    """
    if not scenario.authority:
        return ()
    known = scenario.figures
    marches = [date(year, 3, 31) for year in range(scenario.start.year - YEARS_SHOWN, scenario.start.year + 1)]
    found = ((when, known.find(scenario.authority, NUMBER, when.year)) for when in marches if when < scenario.start)
    return tuple(PastNumber(when, figure.value) for when, figure in found if figure is not None and not figure.imputed)


def in_words(past: tuple[PastNumber, ...]) -> str:
    """Return what a figure says of the years before it."""
    if not past:
        return "The base names no authority, so that no published years stand before the run."
    return "Black dots are the published numbers of 31 March of the years before."
