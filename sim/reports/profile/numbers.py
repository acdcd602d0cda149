"""Numbers of a profile as they are read: in a table with their signs, in a sentence in whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sim.experiments.profile.item import Shown, Unit
from sim.experiments.profile.line import LEAST_FOR_MIDDLE
from sim.experiments.profile.shown import Status

NOTHING = "\N{EN DASH}"

SIGNS: Mapping[Status, str] = MappingProxyType(
    {
        Status.HIDDEN: "hidden",
        Status.UNLISTED: "0 or hidden",
        Status.NOBODY: "nobody",
        Status.NOT_PUBLISHED: NOTHING,
        Status.TOO_FEW: "too few",
    }
)
"""What stands in a cell without a number."""

MEANINGS: Mapping[Status, str] = MappingProxyType(
    {
        Status.HIDDEN: "1 to 5 children, or a number that would give such a one away",
        Status.UNLISTED: "left out of the publication, which does so with 0 and with hidden numbers",
        Status.NOBODY: "a share of no children",
        Status.NOT_PUBLISHED: "not published",
        Status.TOO_FEW: f"fewer than {LEAST_FOR_MIDDLE} neighbours have a published number",
    }
)
"""What it means."""

POUNDS = (Unit.POUNDS, Unit.POUNDS_A_WEEK, Unit.POUNDS_A_CHILD)

MILLION, SMALLEST_IN_MILLIONS = 1e6, 1e5


def in_table(shown: Shown, unit: Unit) -> str:
    """Return a number for a table that names its unit, or why there is none."""
    return number(shown.value, unit) if shown.status is Status.PUBLISHED else SIGNS[shown.status]


def explained(statuses: Iterable[Status], signs: Mapping[Status, str] = SIGNS) -> str:
    """Return what the signs of a table mean that stand in it."""
    found = set(statuses)
    return " ".join(f"{signs[status]}: {meaning}." for status, meaning in MEANINGS.items() if status in found)


def number(value: float, unit: Unit) -> str:
    """Return a number for a table, with its sign; large sums in millions."""
    if unit is Unit.POUNDS and value >= SMALLEST_IN_MILLIONS:
        return f"£{value / MILLION:,.1f}m"
    if unit in POUNDS:
        return f"£{value:,.0f}"
    if unit is Unit.PERCENT:
        return f"{value:.1f}%"
    return f"{value:,.1f}" if unit is Unit.PER_10_000 else f"{value:,.0f}"


def whole(value: float, unit: Unit) -> str:
    """Return a number for a sentence."""
    if unit is Unit.POUNDS and value >= SMALLEST_IN_MILLIONS:
        return f"£{value / MILLION:,.1f} million"
    if unit in POUNDS:
        return f"£{value:,.0f}"
    return f"{value:,.0f}{'%' if unit is Unit.PERCENT else ''}"


def unit_in_words(unit: Unit) -> str:
    """Return the unit as the title of a panel says it."""
    signs = {Unit.POUNDS: "£", Unit.POUNDS_A_WEEK: "£", Unit.POUNDS_A_CHILD: "£", Unit.PERCENT: "%"}
    return signs.get(unit, unit.title)
