"""Kinds of target: what each is in the model, and where its published figure stands, like with like."""

from __future__ import annotations

from math import isnan, nan, sqrt

from sim.experiments.calibration.national_kinds import leaving, length, moves
from sim.experiments.calibration.target_kind import ROUNDED_TO, TWO_YEARS, Lookup, Seen, TargetKind, published_figure
from sim.measures.turnover import OTHER_FOSTER
from sim.published import national_shape
from sim.published.national_shape import LivedIn
from sim.published.table import Figures

OLDEST_PLACES = 3
"""As `OLDEST_BEFORE`, for places of the council's own carers: 31 March just before the start and of two years before.

Judgement: households come and go faster than that, and Ofsted's counts of 2018 and 2019 are of before the pandemic.
"""

FEWEST = 20
"""Children of whom a percentage tells anything: of fewer, one child is more than five points."""

FEW_RELATIVES = 0.05
"""Share of foster households that may be family and friends for a count of all to stand for mainstream carers'."""


def _count(measure: str) -> Lookup:
    def look(figures: Figures, code: str, year: int) -> Seen | None:
        found = published_figure(figures, code, measure, year)
        return None if isnan(found) else Seen(found)

    return look


def _share(part: tuple[str, str], whole: tuple[str, str], percent: tuple[str, str] | None = None) -> Lookup:
    """Return what looks for a percentage by its counts, else as published in whole percent; not of a few children."""

    def look(figures: Figures, code: str, year: int) -> Seen | None:
        if _too_few(figures, code, year, *whole):
            return None
        above = published_figure(figures, code, part[0], year, part[1])
        below = published_figure(figures, code, whole[0], year, whole[1])
        if above >= 0 and below > 0:
            return Seen(100 * above / below)
        published = nan if percent is None else published_figure(figures, code, percent[0], year, percent[1])
        return None if isnan(published) else Seen(published, ROUNDED_TO)

    return look


def _homes_and_supported(figures: Figures, code: str, year: int) -> Seen | None:
    """Return the percentage in secure and children's homes, semi-independent and independent: all definitions agree.

    In accommodation not registered yet, counted under other placements from 2024 on, as many are as in England.
    """
    earlier = (
        "secure, children's homes and semi-independent (definition to 2019)",
        "living independently (definition to 2019)",
    )
    later = (
        "secure and children's homes (definition from 2020)",
        "independent and semi-independent (definition from 2020)",
    )
    if _too_few(figures, code, year, *LOOKED_AFTER):
        return None
    looked_after = published_figure(figures, code, "looked after", year)
    for pair in (earlier, later):
        numbers = [published_figure(figures, code, "looked after by placement", year, category) for category in pair]
        if not any(isnan(number) for number in numbers) and looked_after > 0:
            everyone = sum(numbers) + _unregistered(figures, code, year)
            return None if isnan(everyone) else Seen(100 * everyone / looked_after)
    shares = [
        published_figure(figures, code, "looked after by placement, percent", year, category) for category in later
    ]
    return None if any(isnan(share) for share in shares) else Seen(sum(shares), sqrt(2) * ROUNDED_TO)


def _unregistered(figures: Figures, code: str, year: int) -> float:
    """Return the children in other placements who until 2023 would have been counted in supported ones.

    An imputed number of other placements is good enough, for it is small; not a number where there is none.
    """
    share = national_shape.newly_unregistered(figures, year)
    return share * figures.value(code, "looked after by placement", year, "other") if share > 0 else 0.0


def _far(figures: Figures, code: str, year: int) -> Seen | None:
    """Return the percentage outside and over 20 miles away, of those for whom the distance is known.

    Not those as far away inside a large county: the model's market "far" is beyond the boundary.
    """
    if _too_few(figures, code, year, *LOOKED_AFTER):
        return None
    places = figures.breakdown(code, "looked after by locality and distance", year)
    known = sum(figure.value for category, figure in places.items() if not category.endswith("unknown"))
    far = published_figure(figures, code, "looked after by locality and distance", year, "outside, over 20 miles")
    if far >= 0 and known > 0:
        return Seen(100 * far / known) if known >= FEWEST else None
    published = published_figure(figures, code, "looked after outside and over 20 miles away, percent", year)
    return None if isnan(published) else Seen(published, ROUNDED_TO)


def _own_places(category: str) -> Lookup:
    """Return what looks for places with the council's own mainstream carers, whom the model's in-house fostering holds.

    For 2018 and 2019 Ofsted counted family and friends in with them, and published no places of theirs alone to take
    off; the count is used only where hardly any household is theirs.
    """

    def look(figures: Figures, code: str, year: int) -> Seen | None:
        places = published_figure(figures, code, "own fostering service, mainstream carers", year, category)
        if isnan(places):
            households = published_figure(figures, code, "own fostering service", year, "households approved")
            relatives = published_figure(
                figures, code, "own fostering service", year, "households of family and friends"
            )
            if relatives <= FEW_RELATIVES * households:
                places = published_figure(figures, code, "own fostering service", year, category)
        return None if isnan(places) else Seen(places, TO_FIVE)

    return look


def _too_few(figures: Figures, code: str, year: int, measure: str, category: str) -> bool:
    """Return whether a percentage of these children tells nothing; an imputed count is good enough to know."""
    return figures.value(code, measure, year, category) < FEWEST


LOOKED_AFTER = ("looked after", "")
EVERYONE = ("in_placement_recorded", "")
FOSTERED = tuple(("in_placement_recorded", kind) for kind in ("in house", "connected", "agency"))
HOMES_AND_SUPPORTED = tuple(("in_placement_recorded", kind) for kind in ("childrens home", "secure", "supported"))
TO_FIVE = 5 * ROUNDED_TO

KINDS = (
    TargetKind(
        "looked_after", "Children looked after", "children", (("looked_after", ""),), None, _count("looked after"), 0.03
    ),
    TargetKind("starts", "Starting in a year", "children", (("starts", ""),), None, _count("started"), 0.03),
    TargetKind("ceases", "Ceasing in a year", "children", (("ceases", ""),), None, _count("ceased"), 0.03),
    TargetKind(
        "three_or_more_placements",
        "Three or more placements in the year (NI62)",
        "percent",
        (("three_or_more_placements_percent", ""),),
        None,
        _share(("three or more placements", ""), LOOKED_AFTER, ("three or more placements, percent", "")),
        0.0,
        1.5,
    ),
    TargetKind(
        "long_term_stability",
        "Long-term stability (NI63)",
        "percent",
        (("long_term_stability_percent", ""),),
        None,
        _share(
            ("long-term stability", ""),
            ("long-term stability", "denominator"),
            ("long-term stability, percent", ""),
        ),
        0.0,
        5.0,
        TWO_YEARS,
    ),
    TargetKind(
        "fostered",
        "In foster care, of those looked after",
        "percent",
        FOSTERED,
        EVERYONE,
        _share(("looked after by placement", "foster"), LOOKED_AFTER, ("looked after by placement, percent", "foster")),
        0.0,
        3.0,
    ),
    TargetKind(
        "homes_and_supported",
        "In homes, supported or independent, of those looked after",
        "percent",
        HOMES_AND_SUPPORTED,
        EVERYONE,
        _homes_and_supported,
        0.0,
        3.0,
    ),
    TargetKind(
        "inside",
        "Placed inside the authority",
        "percent",
        (("inside_borough_percent", ""),),
        None,
        _share(("looked after by locality", "inside"), LOOKED_AFTER),
        0.0,
        1.5,
    ),
    TargetKind(
        "over_20_miles",
        "Placed over 20 miles away",
        "percent",
        (("over_20_miles_percent", ""),),
        None,
        _far,
        0.0,
        1.5,
    ),
    TargetKind(
        "places_filled",
        "In-house places filled",
        "places",
        (("in_house_places_filled", ""),),
        None,
        _own_places("places filled"),
        0.05,
        settled=0.0,
        oldest=OLDEST_PLACES,
    ),
    TargetKind(
        "places_vacant",
        "In-house places vacant",
        "places",
        (("in_house_places_vacant", ""),),
        None,
        _own_places("places vacant"),
        0.1,
        settled=0.0,
        oldest=OLDEST_PLACES,
    ),
    moves("under 2 weeks", "time in placement: under 2 weeks"),
    moves("6 months to 1 year", "time in placement: 26 to 52 weeks"),
    moves("3 to 5 years", "time in placement: 3 to 5 years"),
    length("0 to 7 days", "length: 0 to 7 days"),
    length("3 to 6 months", "length: 3 to 6 months"),
    length("1 to 2 years", "length: 1 to 2 years"),
    leaving(LivedIn.CONNECTED, "connected"),
    leaving(LivedIn.UNRELATED, OTHER_FOSTER),
    leaving(LivedIn.CHILDRENS_HOME, "childrens home"),
)
"""In the order in which tables show them. NI62 in a run of less than two years counts placements before the start."""
