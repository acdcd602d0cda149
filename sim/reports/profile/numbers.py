"""Numbers of a profile as they are read: in a table with their signs, in a sentence in whole."""

from __future__ import annotations

from sim.experiments.profile.item import Shown, Unit
from sim.experiments.profile.shown import Status

HIDDEN, UNLISTED, NOT_PUBLISHED, NOBODY = "hidden", "0 or hidden", "\N{EN DASH}", "nobody"

SIGNS = (
    f'"{HIDDEN}": 1 to 5 children, or a number that would give such a one away. "{UNLISTED}": left out of the publication, '
    f'which does so with 0 and with hidden numbers. "{NOT_PUBLISHED}": not published, or of too few neighbours to have a '
    f'middle. "{NOBODY}": a share of no children.'
)
"""What stands in cells without a number."""

_SIGNS = {
    Status.HIDDEN: HIDDEN,
    Status.UNLISTED: UNLISTED,
    Status.NOT_PUBLISHED: NOT_PUBLISHED,
    Status.NOBODY: NOBODY,
}

POUNDS = (Unit.POUNDS_A_WEEK, Unit.POUNDS_A_CHILD)

MILLION = 1e6


def in_table(shown: Shown, unit: Unit) -> str:
    """Return a number for a table that names its unit, or why there is none."""
    return number(shown.value, unit) if shown.status is Status.PUBLISHED else _SIGNS[shown.status]


def number(value: float, unit: Unit) -> str:
    """Return a number for a table, with its sign; large sums in millions."""
    if unit is Unit.POUNDS:
        return f"£{value / MILLION:,.1f}m"
    if unit in POUNDS:
        return f"£{value:,.0f}"
    if unit is Unit.PERCENT:
        return f"{value:.1f}%"
    return f"{value:,.1f}" if unit is Unit.PER_10_000 else f"{value:,.0f}"


def whole(value: float, unit: Unit) -> str:
    """Return a number for a sentence."""
    if unit is Unit.POUNDS:
        return f"£{value / MILLION:,.1f} million"
    if unit in POUNDS:
        return f"£{value:,.0f}"
    return f"{value:,.0f}{'%' if unit is Unit.PERCENT else ''}"


def unit_in_words(unit: Unit) -> str:
    """Return the unit as a table of it says: of large sums in millions."""
    return {Unit.POUNDS: "£ million", Unit.POUNDS_A_WEEK: "£ a week", Unit.POUNDS_A_CHILD: "£", Unit.PERCENT: "%"}.get(
        unit, unit.title
    )
