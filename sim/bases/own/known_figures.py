"""Every figure that a council can give on its sheet: what it is called, its categories, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sim.bases.opening import BY_KIND, EACH_KIND
from sim.bases.words import ADULTS, AGES, STATUSES

CHILDREN, PLACES, HOUSEHOLDS, POUNDS_A_WEEK = "children", "places", "households", "GBP per week"


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure by its name on the sheet, which is that of the published table."""

    name: str
    unit: str
    means: str
    categories: tuple[str, ...] = ("",)
    whole: str = ""
    """The figure of which the categories are parts, so that all of them or none are needed; empty where they are not
    parts."""
    flow: bool = False
    """Whether it is of the year up to the day, not of the day itself."""


KNOWN_FIGURES: Final = (
    KnownFigure("looked after", CHILDREN, "Children looked after on the day, without series of short breaks"),
    KnownFigure("looked after by age", CHILDREN, "Of them, by age on the day", AGES, "looked after"),
    KnownFigure(
        BY_KIND,
        CHILDREN,
        "Of them, by where they live; publication does not tell the council's own carers from an agency's",
        tuple(kind for (kind,) in EACH_KIND),
        "looked after",
    ),
    KnownFigure(
        "looked after by locality and distance",
        CHILDREN,
        "Of them, inside the council's area or outside, and how far from home",
        (
            "inside, 20 miles or less",
            "inside, over 20 miles",
            "outside, 20 miles or less",
            "outside, over 20 miles",
            "inside, distance unknown",
            "outside, distance unknown",
        ),
        "looked after",
    ),
    KnownFigure(
        STATUSES,
        CHILDREN,
        "Of them, by the law under which they are looked after",
        (
            "full care order",
            "interim care order",
            "placement order",
            "voluntary agreement (section 20)",
            "youth justice",
            "police or emergency protection",
        ),
        "looked after",
    ),
    KnownFigure("unaccompanied", CHILDREN, "Of them, unaccompanied children seeking asylum"),
    KnownFigure("started", CHILDREN, "Children who came into care in the year, each once", flow=True),
    KnownFigure("started by age", CHILDREN, "Of them, by age when they came", AGES, "started", flow=True),
    KnownFigure(
        "started by legal status",
        CHILDREN,
        "Of them, by the law under which they came",
        (
            "full care order",
            "interim care order",
            "placement order",
            "voluntary agreement (section 20)",
            "police protection",
            "emergency protection order",
            "remand",
            "detained under PACE",
            "youth rehabilitation order",
            "child assessment order",
        ),
        "started",
        flow=True,
    ),
    KnownFigure("unaccompanied started", CHILDREN, "Of them, unaccompanied children", flow=True),
    KnownFigure("ceased", CHILDREN, "Children who left care in the year, each once", flow=True),
    KnownFigure(
        "ceased by age",
        CHILDREN,
        "Of them, by age when they left",
        ("under 1", "1 to 4", "5 to 9", "10 to 15", "16", "17", ADULTS),
        "ceased",
        flow=True,
    ),
    KnownFigure(
        "ceased by reason",
        CHILDREN,
        "Of them, by reason; those who turned 18 may be left out",
        (
            "home, planned",
            "home, unplanned",
            "relatives or others without parental responsibility",
            "special guardianship",
            "adopted",
            "child arrangements order",
            "custody",
            "any other reason",
        ),
        flow=True,
    ),
    KnownFigure(
        "three or more placements", CHILDREN, "Of those looked after, with three or more placements in the year"
    ),
    KnownFigure(
        "long-term stability",
        CHILDREN,
        "Under 16s looked after for two and a half years who have lived in one placement for two; and of how many",
        ("", "denominator"),
    ),
    KnownFigure(
        "own fostering service, mainstream carers",
        PLACES,
        "Of the council's own carers, relatives and friends left out: places approved, and filled",
        ("places approved", "places filled"),
    ),
    KnownFigure(
        "own fostering service",
        PLACES,
        "Of the council's own carers together: places approved, filled, vacant, not available",
        ("places approved", "places filled", "places vacant", "places not available"),
    ),
    KnownFigure(
        "own fostering households",
        HOUSEHOLDS,
        "Of the council's own foster households: approved, of family and friends, approved and lost in the year",
        (
            "households approved",
            "households of family and friends",
            "households approved in the year",
            "households deregistered in the year",
        ),
    ),
    KnownFigure("own fostering enquiries", "enquiries", "Enquiries to foster in the year", ("enquiries",), flow=True),
    KnownFigure(
        "unit cost",
        POUNDS_A_WEEK,
        "What a place costs a week on average, as in the Section 251 return",
        ("residential", "fostering"),
        flow=True,
    ),
    KnownFigure(
        "own children's homes",
        "beds",
        "Beds in the council's own children's homes: told beside the base, which counts who lives in them now among "
        "children's homes",
    ),
)

AS_PUBLISHED: Final = MappingProxyType(
    {"own fostering households": "own fostering service", "own fostering enquiries": "own fostering service"}
)
"""Names of the published table, where a sheet's name is another so that each has one unit."""

TOLD_ONLY: Final = ("own children's homes",)
"""Figures that no base uses."""
