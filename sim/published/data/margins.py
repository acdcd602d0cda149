"""Which breakdowns add up to which totals, and which measures are sums of others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

RELEASED = "{}, as broken down"
"""A number as it was in the release that broke it down; the latest number may be revised."""
RELEASES = {
    "looked after": ("looked after by sex", "looked after by age", "looked after by locality"),
    "started": ("started by age",),
    "ceased": ("ceased by age",),
}
"""Breakdowns that, where whole, tell the number of the release that gave all breakdowns of the year."""
PARENTS = ("looked after by placement", "with parents"), ("looked after by provider", "parents")
"""A cell that stands in two breakdowns; the second is left out for authorities."""
INSIDE_FAR, OUTSIDE_FAR = "inside, over 20 miles", "outside, over 20 miles"
LOCALITY, FAR = "looked after by locality and distance", "looked after over 20 miles away"
REASON, IN_PARTS = "ceased by reason", "ceased by reason, in parts"
PARTS_OF = {
    "special guardianship": ("special guardianship, former foster carers", "special guardianship, other carers"),
    "adopted": ("adopted, unopposed", "adopted, consent dispensed with"),
}
HOMES = "looked after by placement"
HOMES_TOGETHER = "looked after in homes, semi-independent or independent"
KINDS_OF_HOMES = (
    (
        "secure, children's homes and semi-independent (definition to 2019)",
        "living independently (definition to 2019)",
    ),
    ("secure and children's homes (definition from 2020)", "independent and semi-independent (definition from 2020)"),
)
ADDED_UP = {
    "looked after by sex": (RELEASED.format("looked after"),),
    "started by age": (RELEASED.format("started"),),
    "ceased by age": (RELEASED.format("ceased"),),
    HOMES: (HOMES_TOGETHER,),
}
"""Measures that are sums made here, by the measure whose publication they are of."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A breakdown whose categories, or those that begin alike, add up to a total."""

    measure: str
    total: tuple[str, str]
    """Measure and category."""
    starts_with: str = ""
    also: str = ""
    """Another measure with categories of the same breakdown."""
    free: Collection[str] = ()
    """Categories that are left out for authorities whatever their size."""


def _released(measure: str) -> tuple[str, str]:
    return RELEASED.format(measure), ""


MARGINS = (
    *(
        Breakdown(f"looked after by {breakdown}", _released("looked after"))
        for breakdown in ("age", "sex", "legal status", "need", "placement", "provider", "locality")
    ),
    *(Breakdown(LOCALITY, ("looked after by locality", side), side) for side in ("inside", "outside")),
    *(Breakdown(f"started by {breakdown}", _released("started")) for breakdown in ("age", "legal status", "need")),
    Breakdown("ceased by age", _released("ceased")),
    Breakdown(REASON, _released("ceased"), also=IN_PARTS),
    Breakdown("changes of placement by reason", ("changes of placement", "")),
    Breakdown("new placements by locality and distance", ("new placements", ""), free=("distance unknown",)),
)
REGIONAL = (
    "unaccompanied",
    "unaccompanied started",
    "unaccompanied ceased",
    "children of other councils placed here",
    "three or more placements",
    "three or more placements in two years",
    "adopted",
    "special guardianship orders",
)
"""Counts whose suppressed cells are what a region's total leaves to its authorities."""
