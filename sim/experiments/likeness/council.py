"""The lines of a base from the published figures of its own council, or of England by authority for England's base."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isnan, nan

from sim.experiments.likeness.council_figures import TOWER_HAMLETS, CouncilFigures, known
from sim.experiments.likeness.target import (
    Aggregation,
    Ends,
    LikenessLine,
    LikenessPart,
    anything,
    around,
    around_by_share,
    within,
    within_share,
)
from sim.published.authorities import ENGLAND
from sim.published.national_shape import BEFORE_REGISTRATION

IN_THE_CASE_STUDY = (2019,)
"""The year to which the new placements of Tower Hamlets as the case study has it are."""

STABILITY_TOLERANCE = 4.0
TWO_YEARS_TOLERANCE = 3.0
THREE_OR_MORE_TOLERANCE = 1.0
WHERE_TOLERANCE = 3.0
"""Points."""
NEW_PLACEMENTS_TOLERANCE = 0.1
A_YEAR_TOLERANCE = 0.08
"""Shares of the figure."""
LEAST_TOGETHER, LEAST_APART, MOST_APART = 80.0, 45.0, 55.0
"""Percent: of in-house pairs of siblings who live together, and of children with a sibling in care who live apart."""

KNOWN_DISTANCES = (
    "inside, 20 miles or less",
    "inside, over 20 miles",
    "outside, 20 miles or less",
    "outside, over 20 miles",
)
RARE = "inside, over 20 miles"
"""Listed of authorities only where it is above 0 and not hidden."""

SIBLINGS: Mapping[str, tuple[str, float]] = {
    ENGLAND: ("10,800 of 12,950 siblings (2017-18)", 100 * 10_800 / 12_950),
    TOWER_HAMLETS: ("45 of 50 siblings (2017-18), 65 of 65 (2018-19)", 100 * 110 / 115),
}
"""Siblings assessed to be placed together, or apart, who were: Ofsted, Fostering in England 2017-18 and 2018-19."""

OFSTED = "Ofsted, Fostering in England 2017-18 and 2018-19"
OC2 = "DfE, Outcomes for children looked after by local authorities in England (OC2), 31 March 2018"
A_YEAR_IN_TOWER_HAMLETS = (211, 286)
"""Children looked after for 12 months or more on 31 March 2018, and all looked after."""


def own_lines(council: CouncilFigures) -> tuple[LikenessLine, ...]:
    """Return the lines that any council's figures allow."""
    return (*_stability(council), *_a_year(council), *_new_placements(council), *_siblings(council), *_numbers(council))


def _line(
    title: str,
    measure: str,
    category: str,
    aggregation: Aggregation,
    found: Mapping[int, float],
    ends: Callable[[list[float]], Ends],
    *,
    source: str,
    group: LikenessPart,
    unit: str = "percent",
    judged: bool = True,
    relative: bool = False,
    against: str = "",
    note: str = "",
) -> Iterator[LikenessLine]:
    """Yield a line, where anything was published."""
    if found:
        digits = 1 if unit == "percent" else 0
        words = ", ".join(f"{value:,.{digits}f} ({year})" for year, value in found.items())
        yield LikenessLine(
            title,
            measure,
            category,
            aggregation,
            unit=unit,
            published=f"{words}, year{'s' if len(found) > 1 else ''} to 31 March{note}",
            source=source if source == OC2 else f"{source}, {_years_in_words(found)}",
            against_measure=against,
            group=group,
            judged=judged,
            relative=relative,
            **ends(list(found.values())),
        )


def _years_in_words(found: Mapping[int, float]) -> str:
    return f"{min(found)} to {max(found)}" if len(found) > 1 else f"{min(found)}"


DFE = "DfE, Children looked after in England"


def _stability(council: CouncilFigures) -> Iterator[LikenessLine]:
    looked_after = ("looked after", "")
    # of most councils the whole percentage is published where the count is, so that the count alone is read
    moved = council.of(council.share(("three or more placements", ""), looked_after))
    yield from _line(
        "Three or more placements in the year (NI62)",
        "three_or_more_placements_percent",
        "",
        Aggregation.AFTER_A_YEAR,
        moved,
        (lambda found: within(found[0], THREE_OR_MORE_TOLERANCE)) if council.england else _mean,
        source=DFE,
        group=LikenessPart.STABILITY,
        judged=council.england,
    )
    settled = council.of(council.share(("long-term stability", ""), ("long-term stability", "denominator")))
    yield from _line(
        "Long-term stability (NI63)",
        "long_term_stability_percent",
        "",
        Aggregation.AFTER_A_YEAR,
        settled,
        lambda found: around(found, STABILITY_TOLERANCE),
        source=DFE,
        group=LikenessPart.STABILITY,
    )
    two_years = "three or more placements in two years"
    yield from _line(
        "Three or more placements in two years",
        "three_or_more_placements_in_two_years_percent",
        "",
        Aggregation.AFTER_TWO_YEARS,
        council.of(council.share((two_years, ""), (two_years, "denominator"))),
        lambda found: around(found, TWO_YEARS_TOLERANCE),
        source=DFE,
        group=LikenessPart.STABILITY,
        judged=_asked(council),
    )


def _a_year(council: CouncilFigures) -> Iterator[LikenessLine]:
    if council.england:
        numbers = "looked after by number of placements and unaccompanied"
        long = council.share((numbers, "looked after for 12 months: all: all"), ("looked after", ""))
        found, source = council.of(long), DFE
    elif council.case_study:
        (year_or_more, everyone), source = A_YEAR_IN_TOWER_HAMLETS, OC2
        found = {2018: 100 * year_or_more / everyone}
    else:
        return
    yield from _line(
        "Looked after for 12 months or more",
        "looked_after_a_year_percent",
        "",
        Aggregation.WHOLE_RUN,
        found,
        lambda values: within_share(values[0], A_YEAR_TOLERANCE),
        source=source,
        group=LikenessPart.NUMBERS,
        relative=True,
    )


def _new_placements(council: CouncilFigures) -> Iterator[LikenessLine]:
    """Yield how many placements begin, and where.

    Of those at a known distance, for the model gives every place one; of Tower Hamlets of all, as its target is set.
    Those which began in name only when supported accommodation came to be registered are taken off the number; where
    that cannot be done the number is shown only. Of those at a known distance they are too few (3% in 2024) to matter.
    """
    where, all_count = "new placements by locality and distance", ("new placements", "")
    own_target = council.case_study

    def published(look: Callable[[int], float]) -> dict[int, float]:
        return known(look, IN_THE_CASE_STUDY) if own_target else council.of(look)

    def begun(year: int) -> float:
        less = council.placed_in_name_only(year)
        return council.part * (council.value(all_count[0], year) - (0.0 if isnan(less) else less))

    def part(*locality: str) -> Callable[[int], float]:
        """Return what gives a percentage by year: of all placements begun, or of those whose distance is known."""

        def look(year: int) -> float:
            cells = {place: _nobody_if_not_listed(council, where, year, place) for place in KNOWN_DISTANCES}
            below = council.value(all_count[0], year) if own_target else sum(cells.values())
            return 100 * sum(cells[place] for place in locality) / below if below else nan

        return look

    numbers = published(begun)
    less = {year: council.placed_in_name_only(year) for year in numbers}
    yield from _line(
        "New placements in a year",
        "new_placements",
        "",
        Aggregation.WHOLE_RUN,
        numbers,
        lambda found: around_by_share(found, NEW_PLACEMENTS_TOLERANCE),
        source=DFE,
        group=LikenessPart.PLACES,
        unit="placements",
        judged=not any(map(isnan, less.values())),
        relative=True,
        note=_less_in_words(less),
    )
    inside, far = KNOWN_DISTANCES[:2], KNOWN_DISTANCES[3:]
    for title, category, look in (
        ("New placements inside the area", "inside the area", part(*inside)),
        ("New placements outside and over 20 miles away", "outside, over 20 miles", part(*far)),
    ):
        yield from _line(
            title,
            "new_placements",
            category,
            Aggregation.RATIO,
            published(look),
            lambda found: around(found, WHERE_TOLERANCE),
            source=DFE,
            group=LikenessPart.PLACES,
            against="new_placements",
        )


def _less_in_words(less: Mapping[int, float]) -> str:
    """Return what was done, by year, about placements that began in name only."""
    taken = ", ".join(str(year) for year, number in less.items() if number > 0)
    unknown = ", ".join(str(year) for year, number in less.items() if isnan(number))
    beyond = f"changes of legal status alone beyond those of {BEFORE_REGISTRATION}"
    off = f"; {taken} without {beyond}" if taken else ""
    return f"{off}; {unknown} with {beyond}, which are not published: shown only" if unknown else off


def _nobody_if_not_listed(council: CouncilFigures, where: str, year: int, place: str) -> float:
    """Return a cell as published; 0 for what is not listed, which is 0 or hidden, of a council with few or none."""
    value = council.value(where, year, place)
    hidden = council.hidden(where, year, place)
    return 0.0 if isnan(value) and not hidden and place == RARE else value


def _siblings(council: CouncilFigures) -> Iterator[LikenessLine]:
    words, together = SIBLINGS.get(council.code, SIBLINGS[ENGLAND])
    whose = "" if council.code in SIBLINGS else "England: "
    yield LikenessLine(
        "In-house pairs of siblings who live together",
        "in_house_siblings_together_percent",
        "",
        Aggregation.WHOLE_RUN,
        LEAST_TOGETHER,
        100.0,
        "percent",
        f"{whose}{words} were placed as their assessment planned, together as a rule",
        OFSTED,
        group=LikenessPart.PLACES,
        figure=together,
        judged=_asked(council),
    )
    yield LikenessLine(
        "Siblings in care who live apart",
        "siblings_split_percent",
        "",
        Aggregation.WHOLE_RUN,
        LEAST_APART,
        MOST_APART,
        "percent",
        "England 2014: 49.5 percent of groups of siblings are split",
        "Family Rights Group, freedom of information requests to councils, 2014",
        group=LikenessPart.PLACES,
        judged=_asked(council),
    )


def _numbers(council: CouncilFigures) -> Iterator[LikenessLine]:
    """Yield numbers and places that are shown only: a year's chance is in them, or the opening has them already."""
    if council.case_study:
        return

    def count(name: str) -> Callable[[int], float]:
        return lambda year: council.part * council.value(name, year)

    for title, measure, name in (
        ("Children looked after, mean of the run", "looked_after", "looked after"),
        ("Children starting in a year", "starts", "started"),
        ("Children ceasing in a year", "ceases", "ceased"),
    ):
        yield from _line(
            title,
            measure,
            "",
            Aggregation.WHOLE_RUN,
            council.of(count(name)),
            _mean,
            source=DFE,
            group=LikenessPart.NUMBERS,
            unit="children",
            judged=False,
            relative=True,
        )
    for title, measure, part in (
        ("Placed inside the area", "inside_borough_percent", ("looked after by locality", "inside")),
        (
            "Placed outside and over 20 miles from home",
            "over_20_miles_percent",
            ("looked after by locality and distance", "outside, over 20 miles"),
        ),
    ):
        yield from _line(
            title,
            measure,
            "",
            Aggregation.WHOLE_RUN,
            council.of(council.share(part, ("looked after", ""))),
            _mean,
            source=DFE,
            group=LikenessPart.NUMBERS,
            judged=False,
        )


def _mean(found: list[float]) -> Ends:
    return anything(sum(found) / len(found))


def _asked(council: CouncilFigures) -> bool:
    """Whether the line is asked for of this council: of England and of Tower Hamlets as the case study has it."""
    return council.england or council.case_study
