"""Small numbers of children hidden in what is published, with others, so that they cannot be worked out.

Numbers of 1 to 5 are hidden. Where the total of a column is shown, more numbers are hidden until none of those that
are hidden follows from the total and the numbers shown, even for a reader who knows this rule and which were hidden
as small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

MOST_HIDDEN: Final = 5
"""Numbers from 1 to this are small: the usual rule of publications on children in care."""

HIDDEN: Final = "[c]"
"""Stands for a number that is hidden: "confidential", as in official statistics."""

NOTE: Final = (
    "[c]: hidden, as 1 to 5 children or a number that would give such a one away; simulated numbers as well, though "
    "they count no real children."
)
"""Under every table in which a number is hidden."""


@dataclass(frozen=True, slots=True)
class HiddenColumn:
    """Which numbers of a column are hidden."""

    parts: tuple[bool, ...]
    total: bool


def small(number: float) -> bool:
    """Whether a number of children is hidden, as it would be shown."""
    return 1 <= round(number) <= MOST_HIDDEN


def hidden_in(parts: Sequence[float], total: float) -> HiddenColumn:
    """Return which numbers of a column are hidden so that its parts do not follow from its total."""
    shown = [round(part) for part in parts]
    first = [place for place, part in enumerate(shown) if small(part)]
    if not first:
        return HiddenColumn((False,) * len(shown), small(total))
    others = sorted((place for place, part in enumerate(shown) if part > MOST_HIDDEN), key=lambda place: shown[place])
    for more in range(len(others) + 1):
        if not _follows(shown, first, others[:more], others[more:]):
            chosen = {*first, *others[:more]}
            return HiddenColumn(tuple(place in chosen for place in range(len(shown))), small(total))
    return HiddenColumn(tuple(part > 0 for part in shown), True)


def _follows(shown: Sequence[int], first: Sequence[int], second: Sequence[int], left: Sequence[int]) -> bool:
    """Whether a hidden number follows: those first hidden are 1 to 5, the others more, and no more than any shown."""
    most = min((shown[place] for place in left), default=inf)
    bounds = [(1.0, float(MOST_HIDDEN))] * len(first) + [(MOST_HIDDEN + 1.0, most)] * len(second)
    in_all = sum(shown[place] for place in (*first, *second))
    for place, (low, high) in enumerate(bounds):
        others = bounds[:place] + bounds[place + 1 :]
        least = max(low, in_all - sum(highest for _, highest in others))
        largest = min(high, in_all - sum(lowest for lowest, _ in others))
        if least >= largest:
            return True
    return False
