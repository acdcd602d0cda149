"""What a base of Tower Hamlets must look like in numbers, places and ages: ranges chosen around its figures."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import inf
from statistics import mean, variance

from sim.experiments.likeness.reading import AVERAGE_BY_KIND
from sim.experiments.likeness.target import Aggregation, LikenessLine, LikenessPart
from sim.published.base_figures import AGES, Published, published

DFE = "DfE, Children looked after in England, 2017 to 2019"
OFSTED = "Ofsted, Fostering in England 2017-18 and 2018-19"
LETTER = "Ofsted, monitoring visit of 15 August 2018"
DERIVED = "Derived from DfE, Children looked after in England, year to 31 March 2019"
YEARS = (2017, 2018, 2019)
AGE_TOLERANCE = 4.0
"""Points by which the share of an age band may differ from the published one."""


def likeness_targets() -> tuple[LikenessLine, ...]:
    """Return what the base without strategies must look like: Tower Hamlets, three years from 1 January 2018."""
    local, england = published(), published("england")
    numbers = (*_numbers(local), *_stay(local))
    return (*numbers, *_places(local), *_where(local), *_stability(local, england), *_ages(local))


def _numbers(local: Published) -> tuple[LikenessLine, ...]:
    """Return the targets for how many children come, are there and leave."""
    starts = local.over("started", range(2010, 2020))
    whole, months = Aggregation.WHOLE_RUN, Aggregation.LOWEST_AND_HIGHEST_MONTH
    looked_after = _dated(local, "looked after")
    started, ceased = _yearly(local, "started"), _yearly(local, "ceased")
    dispersion = f"{variance(starts) / mean(starts):.1f} over the ten years to 31 March 2019"
    return (
        LikenessLine("Children looked after", "looked_after", "", months, 285, 335, "children", looked_after, DFE),
        LikenessLine("Children starting in a year", "starts", "", whole, 170, 205, "children", started, DFE),
        LikenessLine("Children ceasing in a year", "ceases", "", whole, 160, 205, "children", ceased, DFE),
        LikenessLine(
            "Yearly starts, variance over mean",
            "starts",
            "",
            Aggregation.VARIANCE_TO_MEAN,
            4,
            inf,
            "ratio",
            dispersion,
            "DfE, Children looked after in England, 2010 to 2019",
        ),
    )


def _stay(local: Published) -> tuple[LikenessLine, ...]:
    """Return the targets for how long children stay: of those who left, and by Little's law."""
    stocks, ceased = local.over("looked after", (2016, *YEARS)), mean(local.over("ceased", YEARS))
    held = sum((before + after) / 2 for before, after in pairwise(stocks)) / len(YEARS)
    figures = f"{held / ceased:.2f} (2016-17 to 2018-19: {held:.0f} looked after, {ceased:.0f} ceasing a year)"
    return (
        LikenessLine(
            "Mean stay of those who left", "mean_stay_years", "", Aggregation.WHOLE_RUN, 1.5, 1.9, "years", figures, DFE
        ),
        LikenessLine(
            "Mean stay by Little's law: looked after over ceasing in a year",
            "looked_after",
            "",
            Aggregation.RATIO,
            1.5,
            1.9,
            "years",
            figures,
            DFE,
            against_measure="ceases",
            against_category="every cease",
        ),
    )


def _places(local: Published) -> tuple[LikenessLine, ...]:
    """Return the targets for where children are placed and the places there are."""
    own, placed, whole = "own fostering service", "looked after by placement", Aggregation.WHOLE_RUN
    foster = {year: local.value(placed, year, "foster") for year in (2018, 2019)}
    others = {year: foster[year] - local.value(own, year, "places filled") for year in (2018, 2019)}
    agency = ", ".join(f"{number:.0f} (31 March {year})" for year, number in others.items())
    homes = _dated(local, placed, "secure, children's homes and semi-independent (definition to 2019)")
    independent = _dated(local, placed, "living independently (definition to 2019)")
    places = [
        LikenessLine(title, measure, "", whole, low, high, "places", _dated(local, own, category, (2018, 2019)), OFSTED)
        for title, measure, category, low, high in (
            ("In-house foster places approved", "in_house_places_approved", "places approved", 175, 195),
            ("In-house foster places filled", "in_house_places_filled", "places filled", 105, 125),
            ("In-house foster places vacant", "in_house_places_vacant", "places vacant", 35, 60),
        )
    ]
    return (
        *places,
        LikenessLine(
            "Children with independent fostering agencies",
            AVERAGE_BY_KIND,
            "agency",
            whole,
            60,
            110,
            "children",
            f"{agency}: in foster care less in-house places filled",
            f"{DFE}; {OFSTED}",
        ),
        LikenessLine(
            "Children in residential placements",
            "in_residential",
            "",
            whole,
            24,
            37,
            "children",
            f"{homes}, semi-independent included; 30, then 16, in the letter",
            f"{DFE}; {LETTER}",
        ),
        LikenessLine(
            "Young people in supported accommodation or independent",
            AVERAGE_BY_KIND,
            "supported",
            whole,
            30,
            48,
            "children",
            independent,
            DFE,
        ),
    )


def _where(local: Published) -> tuple[LikenessLine, ...]:
    """Return the targets for where placements are."""
    totals = dict(zip(YEARS, local.over("looked after", YEARS), strict=True))
    inside = dict(zip(YEARS, local.over("looked after by locality", YEARS, "inside"), strict=True))
    far = dict(
        zip(YEARS, local.over("looked after by locality and distance", YEARS, "outside, over 20 miles"), strict=True)
    )
    return tuple(
        LikenessLine(
            title,
            measure,
            "",
            Aggregation.WHOLE_RUN,
            low,
            high,
            "percent",
            ", ".join(f"{100 * counts[year] / totals[year]:.0f} (31 March {year})" for year in YEARS),
            DFE,
        )
        for title, measure, counts, low, high in (
            ("Placed inside the borough", "inside_borough_percent", inside, 14, 22),
            ("Placed over 20 miles from home", "over_20_miles_percent", far, 14, 21),
        )
    )


def _stability(local: Published, england: Published) -> tuple[LikenessLine, ...]:
    """Return the targets for how stable placements are, and that disruption falls with time in placement."""
    moved = _dated(local, "three or more placements, percent")
    bands = england.known("disruption by time in placement", 2019)
    rates = ", ".join(f"{rate:.2f} {band}" for band, rate in bands.items())
    falls = (
        ("26 to 52 weeks", "under 2 weeks", bands["6 months to 1 year"] / bands["under 2 weeks"]),
        ("3 to 5 years", "26 to 52 weeks", bands["3 to 5 years"] / bands["6 months to 1 year"]),
    )
    return (
        LikenessLine(
            "Three or more placements in the year (NI62)",
            "three_or_more_placements_percent",
            "",
            Aggregation.AFTER_A_YEAR,
            11,
            14,
            "percent",
            f"{moved}; 14.2 in January 2018, then 11.5, in the letter",
            f"{DFE}; {LETTER}",
            group=LikenessPart.STABILITY,
        ),
        LikenessLine(
            "Disruptions per child-year",
            "disruption_rate",
            "",
            Aggregation.WHOLE_RUN,
            0.15,
            0.30,
            "per child-year",
            f"England by time in placement, 2018-19: {rates}",
            DERIVED,
            group=LikenessPart.MOVES,
        ),
        *(
            LikenessLine(
                f"Disruption falls with time in placement: at {later} against {earlier}",
                "disruption_rate",
                f"time in placement: {later}",
                Aggregation.RATIO,
                0,
                0.8,
                "ratio",
                f"{ratio:.2f} (England, 2018-19)",
                DERIVED,
                against_measure="disruption_rate",
                against_category=f"time in placement: {earlier}",
                group=LikenessPart.MOVES,
            )
            for later, earlier, ratio in falls
        ),
    )


def _ages(local: Published) -> tuple[LikenessLine, ...]:
    """Return the targets for the ages of children looked after, each within some points of the pooled share."""
    total = sum(local.over("looked after", YEARS))
    shares = {age: 100 * sum(local.over("looked after by age", YEARS, age)) / total for age in AGES}
    return tuple(
        LikenessLine(
            f"Of children looked after, {age}",
            "looked_after",
            f"age: {age}",
            Aggregation.RATIO,
            max(0.0, share - AGE_TOLERANCE),
            share + AGE_TOLERANCE,
            "percent",
            f"{share:.1f} (31 March 2017 to 2019 together)",
            DFE,
            against_measure="looked_after",
        )
        for age, share in shares.items()
    )


def _dated(local: Published, measure: str, category: str = "", years: Iterable[int] = YEARS) -> str:
    """Return a stock's published numbers with their dates."""
    return ", ".join(f"{local.value(measure, year, category):.0f} (31 March {year})" for year in years)


def _yearly(local: Published, measure: str) -> str:
    """Return a flow's published numbers with their years."""
    return ", ".join(f"{local.value(measure, year):.0f} ({year - 1}-{year % 100})" for year in YEARS)
