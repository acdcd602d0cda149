"""Numbers of a profile as they are read: in a table with their signs, in a sentence in whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sim.experiments.profile.item import ProfileNumber, ProfileUnit
from sim.experiments.profile.line import LEAST_FOR_MIDDLE
from sim.experiments.profile.shown import ShownStatus

NOTHING = "\N{EN DASH}"

SIGNS: Mapping[ShownStatus, str] = MappingProxyType(
    {
        ShownStatus.HIDDEN: "hidden",
        ShownStatus.UNLISTED: "0 or hidden",
        ShownStatus.NOBODY: "nobody",
        ShownStatus.NOT_PUBLISHED: NOTHING,
        ShownStatus.TOO_FEW: "too few",
    }
)
"""What stands in a cell without a number."""

MEANINGS: Mapping[ShownStatus, str] = MappingProxyType(
    {
        ShownStatus.HIDDEN: "1 to 5 children, or a number that would give such a one away",
        ShownStatus.UNLISTED: "left out of the publication, which does so with 0 and with hidden numbers",
        ShownStatus.NOBODY: "a share of no children",
        ShownStatus.NOT_PUBLISHED: "not published",
        ShownStatus.TOO_FEW: f"fewer than {LEAST_FOR_MIDDLE} neighbours have a published number",
    }
)
"""What it means."""

POUNDS = (ProfileUnit.POUNDS, ProfileUnit.POUNDS_A_WEEK, ProfileUnit.POUNDS_A_CHILD)

MILLION, SMALLEST_IN_MILLIONS = 1e6, 1e5


def in_table(shown: ProfileNumber, unit: ProfileUnit) -> str:
    """Return a number for a table that names its unit, or why there is none."""
    return number(shown.value, unit) if shown.status is ShownStatus.PUBLISHED else SIGNS[shown.status]


def explained(statuses: Iterable[ShownStatus], signs: Mapping[ShownStatus, str] = SIGNS) -> str:
    """Return what the signs of a table mean that stand in it."""
    found = set(statuses)
    return " ".join(f"{signs[status]}: {meaning}." for status, meaning in MEANINGS.items() if status in found)


def number(value: float, unit: ProfileUnit) -> str:
    """Return a number for a table, with its sign; large sums in millions."""
    if unit is ProfileUnit.POUNDS and value >= SMALLEST_IN_MILLIONS:
        return f"£{value / MILLION:,.1f}m"
    if unit in POUNDS:
        return f"£{value:,.0f}"
    if unit is ProfileUnit.PERCENT:
        return f"{value:.1f}%"
    return f"{value:,.1f}" if unit is ProfileUnit.PER_10_000 else f"{value:,.0f}"


def whole(value: float, unit: ProfileUnit) -> str:
    """Return a number for a sentence."""
    if unit is ProfileUnit.POUNDS and value >= SMALLEST_IN_MILLIONS:
        return f"£{value / MILLION:,.1f} million"
    if unit in POUNDS:
        return f"£{value:,.0f}"
    return f"{value:,.0f}{'%' if unit is ProfileUnit.PERCENT else ''}"


def unit_in_words(unit: ProfileUnit) -> str:
    """Return the unit as the title of a panel says it."""
    signs = {
        ProfileUnit.POUNDS: "£",
        ProfileUnit.POUNDS_A_WEEK: "£",
        ProfileUnit.POUNDS_A_CHILD: "£",
        ProfileUnit.PERCENT: "%",
    }
    return signs.get(unit, unit.title)
