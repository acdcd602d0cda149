"""The categories of publications as the model sees them: published words grouped by route, cause, age and kind."""

from __future__ import annotations

AGES = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
EACH_AGE = tuple((age,) for age in AGES)
CEASING = (("under 1",), ("1 to 4",), ("5 to 9",), ("10 to 15",), ("16", "17"))
"""Ages of children ceasing before 18, as `AGES` of those looked after."""

VOLUNTARY = "voluntary agreement (section 20)"
STARTING_ROUTES = (
    (VOLUNTARY,),
    ("interim care order", "full care order", "placement order", "child assessment order"),
    ("police protection", "police or emergency protection"),
    ("emergency protection order",),
    ("remand", "detained under PACE", "youth rehabilitation order"),
)
"""Legal status at the start, by the first five of `Route`; unaccompanied children are taken out of the first."""

REASONS = (
    ("home, planned",),
    ("home, unplanned",),
    ("relatives or others without parental responsibility",),
    ("special guardianship",),
    ("adopted",),
    ("child arrangements order",),
    ("custody",),
)
"""Reasons for ceasing, by all of `LeavingCause` before 18 but the last, which is what remains."""

IN_PARTS = (
    ("special guardianship", ("special guardianship, former foster carers", "special guardianship, other carers")),
    ("adopted", ("adopted, unopposed", "adopted, consent dispensed with")),
)
"""Reasons that were published in parts to 2017."""

ADULTS = "18 and over"

STATUSES, APPLICATIONS = "looked after by legal status", "care applications"
INTERIM = "interim care order"
UNDER = (VOLUNTARY, INTERIM, "full care order", "placement order")
"""Legal status on 31 March, by the first four of `LegalStatus`."""

DFE = "DfE, Children looked after in England including adoption"
OFSTED = "Ofsted, Fostering in England"
SECTION_251 = "DfE, Section 251 outturn"
CAFCASS = "Cafcass, care applications per 10,000 children"
POPULATION = "ONS, mid-year population estimates"


def span(years: range | tuple[int, ...]) -> str:
    """Return the years ending 31 March in words: ``2019-20 to 2021-22``."""
    first, last = min(years), max(years)
    return in_words(last) if first == last else f"{in_words(first)} to {in_words(last)}"


def in_words(year: int) -> str:
    """Return the year ending 31 March in words: ``2021-22``."""
    return f"{year - 1}-{year % 100:02}"
