"""Targets of an authority from its own published figures, for the years that a scenario runs over.

Where figures are published for the dates of the run, those are used, like with like. Otherwise the latest three years
before the start stand in for them, with twice the discrepancy, for the model then runs ahead of what is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from math import isnan, nan, sqrt
from statistics import fmean
from typing import NamedTuple

from sim.experiments.calibration.targets import Part, Target
from sim.inputs.faults import BadInput
from sim.inputs.figures import Figures
from sim.inputs.scenario import Scenario

A_YEAR = 360.0
TWO_YEARS = 725.0
"""Days from the start to the first date that tells of the model and not of the opening count, a few days to spare."""

YEARS_BEFORE = 3
OLDEST_BEFORE = 4
"""Years before the start to which the latest published figure may date back."""

LONGEST_SERIES = 10
SHORTEST_SERIES = 5
"""Years over which the variation of starts is judged."""

BEFORE = 2.0
"""By which the discrepancy is multiplied when the figures are of years before the run."""

ROUNDED_TO = sqrt(1 / 12)
"""Standard deviation of what rounding to whole numbers does."""


class Seen(NamedTuple):
    """A published figure, and the standard deviation of what rounding did to it."""

    value: float
    rounding: float = 0.0


Look = Callable[[Figures, str, int], Seen | None]
"""Returns a figure for an authority and year; None when it is not published, or only imputed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of target."""

    name: str
    title: str
    unit: str
    parts: tuple[Part, ...]
    whole: Part | None
    look: Look
    relative: float
    """Discrepancy as a share of the figure. Judgement."""
    absolute: float = 0.5
    """Discrepancy in the figure's unit, where that is more. Judgement."""
    settled: float = A_YEAR
    """Days after the start from which the model's value counts."""


def _count(measure: str, category: str = "", rounding: float = 0.0) -> Look:
    def look(figures: Figures, code: str, year: int) -> Seen | None:
        found = _published(figures, code, measure, year, category)
        return None if isnan(found) else Seen(found, rounding)

    return look


def _share(part: tuple[str, str], whole: tuple[str, str], percent: tuple[str, str] | None = None) -> Look:
    """Return what looks for a percentage by its counts, else as published in whole percent."""

    def look(figures: Figures, code: str, year: int) -> Seen | None:
        above = _published(figures, code, part[0], year, part[1])
        below = _published(figures, code, whole[0], year, whole[1])
        if above >= 0 and below > 0:
            return Seen(100 * above / below)
        published = nan if percent is None else _published(figures, code, percent[0], year, percent[1])
        return None if isnan(published) else Seen(published, ROUNDED_TO)

    return look


def _homes_and_supported(figures: Figures, code: str, year: int) -> Seen | None:
    """Return the percentage in secure and children's homes, semi-independent and independent: all definitions agree."""
    earlier = (
        "secure, children's homes and semi-independent (definition to 2019)",
        "living independently (definition to 2019)",
    )
    later = (
        "secure and children's homes (definition from 2020)",
        "independent and semi-independent (definition from 2020)",
    )
    looked_after = _published(figures, code, "looked after", year)
    for pair in (earlier, later):
        numbers = [_published(figures, code, "looked after by placement", year, category) for category in pair]
        if not any(isnan(number) for number in numbers) and looked_after > 0:
            return Seen(100 * sum(numbers) / looked_after)
    shares = [_published(figures, code, "looked after by placement, percent", year, category) for category in later]
    return None if any(isnan(share) for share in shares) else Seen(sum(shares), sqrt(2) * ROUNDED_TO)


def _far(figures: Figures, code: str, year: int) -> Seen | None:
    """Return the percentage over 20 miles away, of those for whom the distance is known."""
    far = _published(figures, code, "looked after over 20 miles away", year)
    if isnan(far):
        far = _published(figures, code, "looked after by locality and distance", year, "outside, over 20 miles")
    looked_after = _published(figures, code, "looked after", year)
    places = figures.breakdown(code, "looked after by locality and distance", year)
    unknown = sum(figure.value for category, figure in places.items() if category.endswith("unknown"))
    if far >= 0 and looked_after - unknown > 0:
        return Seen(100 * far / (looked_after - unknown))
    published = _published(figures, code, "looked after outside and over 20 miles away, percent", year)
    return None if isnan(published) else Seen(published, ROUNDED_TO)


def _published(figures: Figures, code: str, measure: str, year: int, category: str = "") -> float:
    """Return a number as published, nan when there is none or it was imputed."""
    figure = figures.find(code, measure, year, category)
    return nan if figure is None or figure.imputed else figure.value


LOOKED_AFTER = ("looked after", "")
EVERYONE = ("in_placement", "")
FOSTERED = tuple(("in_placement", kind) for kind in ("in house", "connected", "agency"))
HOMES_AND_SUPPORTED = tuple(("in_placement", kind) for kind in ("childrens home", "secure", "supported"))
TO_FIVE = 5 * ROUNDED_TO

KINDS = (
    Kind(
        "looked_after", "Children looked after", "children", (("looked_after", ""),), None, _count("looked after"), 0.03
    ),
    Kind("starts", "Starting in a year", "children", (("starts", ""),), None, _count("started"), 0.03),
    Kind("ceases", "Ceasing in a year", "children", (("ceases", ""),), None, _count("ceased"), 0.03),
    Kind(
        "three_or_more_placements",
        "Three or more placements in the year (NI62)",
        "percent",
        (("three_or_more_placements_percent", ""),),
        None,
        _share(("three or more placements", ""), LOOKED_AFTER, ("three or more placements, percent", "")),
        0.0,
        1.5,
    ),
    Kind(
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
    Kind(
        "fostered",
        "In foster care, of those looked after",
        "percent",
        FOSTERED,
        EVERYONE,
        _share(("looked after by placement", "foster"), LOOKED_AFTER, ("looked after by placement, percent", "foster")),
        0.0,
        3.0,
    ),
    Kind(
        "homes_and_supported",
        "In homes, supported or independent, of those looked after",
        "percent",
        HOMES_AND_SUPPORTED,
        EVERYONE,
        _homes_and_supported,
        0.0,
        3.0,
    ),
    Kind(
        "inside",
        "Placed inside the authority",
        "percent",
        (("inside_borough_percent", ""),),
        None,
        _share(("looked after by locality", "inside"), LOOKED_AFTER),
        0.0,
        1.5,
    ),
    Kind(
        "over_20_miles",
        "Placed over 20 miles away",
        "percent",
        (("over_20_miles_percent", ""),),
        None,
        _far,
        0.0,
        1.5,
    ),
    Kind(
        "places_filled",
        "In-house places filled",
        "places",
        (("in_house_places_filled", ""),),
        None,
        _count("own fostering service", "places filled", TO_FIVE),
        0.05,
        settled=0.0,
    ),
    Kind(
        "places_vacant",
        "In-house places vacant",
        "places",
        (("in_house_places_vacant", ""),),
        None,
        _count("own fostering service", "places vacant", TO_FIVE),
        0.1,
        settled=0.0,
    ),
)
"""In the order in which tables show them. NI62 in a run of less than two years counts placements before the start."""

VARIATION_DISCREPANCY = 0.25
"""Of the variance over the mean of yearly starts, as a share. Judgement."""

LEAST_VARIATION = 0.5
"""Below which that ratio says nothing: a Poisson count has 1."""


def targets_of(scenario: Scenario, figures: Figures) -> tuple[Target, ...]:
    """Return the targets of a scenario. Raises BadInput when it names no authority or nothing can be compared."""
    if not scenario.authority:
        problem = f"{scenario.files[-1]}: names no authority, so there is nothing published to calibrate to"
        raise BadInput(
            [f'{problem}; add authority = and its code (run.py authorities lists them), such as "E09000030"']
        )
    known = (_target(kind, scenario, figures) for kind in KINDS)
    found = [target for target in known if target is not None]
    if not any(target.name in ("looked_after", "starts") for target in found):
        problem = f"{scenario.name}: no published number of children looked after or starting fits its dates"
        raise BadInput(
            [f"{problem}; run it for two years or more, from a start between 2013 and {figures.known_until}"]
        )
    varied = _variation(scenario, figures)
    return (*found, *([varied] if varied else []))


def _target(kind: Kind, scenario: Scenario, figures: Figures) -> Target | None:
    """Return the target of a kind, None when nothing was published or the run is too short."""
    look = partial(kind.look, figures, scenario.authority)
    dates = tuple(_dates(scenario, kind.settled))
    seen = {when: one for when in dates if (one := look(when.year)) is not None}
    same = bool(seen)
    if same:
        dates, figures_used = tuple(seen), {when.year: one for when, one in seen.items()}
    else:
        figures_used = dict(_before(look, scenario.start))
    if not dates or not figures_used:
        return None
    observed = fmean(one.value for one in figures_used.values())
    rounding = sqrt(fmean(one.rounding**2 for one in figures_used.values()) / len(figures_used))
    wrong = max(kind.relative * abs(observed), kind.absolute)
    return Target(
        kind.name,
        kind.title,
        kind.unit,
        observed,
        _in_words({year: one.value for year, one in figures_used.items()}, kind.unit),
        kind.parts,
        kind.whole,
        dates,
        same,
        rounding,
        wrong if same else BEFORE * wrong,
    )


def _dates(scenario: Scenario, settled: float) -> Iterator[date]:
    """Yield each 31 March of the run from so many days after the start."""
    last = scenario.start + timedelta(days=scenario.years * 365.25)
    for year in range(scenario.start.year, last.year + 1):
        march = date(year, 3, 31)
        if scenario.start + timedelta(days=settled) <= march < last:
            yield march


def _before(look: Callable[[int], Seen | None], start: date) -> Iterator[tuple[int, Seen]]:
    """Yield the latest published figures of years that ended before the start, the first of them first."""
    latest = start.year if start > date(start.year, 3, 31) else start.year - 1
    if start == date(start.year, 3, 31):
        latest = start.year
    known = [(year, one) for year in range(latest, latest - OLDEST_BEFORE, -1) if (one := look(year)) is not None]
    yield from reversed(known[:YEARS_BEFORE])


def _variation(scenario: Scenario, figures: Figures) -> Target | None:
    """Return the target for how much yearly starts vary, from year to year so that slow drift does not count."""
    dates = tuple(_dates(scenario, A_YEAR))
    if not dates:
        return None
    last = min(figures.known_until, dates[-1].year)
    years = range(last - LONGEST_SERIES + 1, last + 1)
    numbers = {year: _published(figures, scenario.authority, "started", year) for year in years}
    known = {year: number for year, number in numbers.items() if not isnan(number)}
    if len(known) < SHORTEST_SERIES or not sum(known.values()) > 0:
        return None
    observed = successive_variation(list(known.values()))
    count = len(known)
    return Target(
        "variation_of_starts",
        "Yearly starts, variance over mean",
        "ratio",
        observed,
        f"from one year to the next, {min(known)} to {max(known)}",
        (("starts", ""),),
        None,
        dates,
        any(when.year in known for when in dates),
        0.0,
        max(VARIATION_DISCREPANCY * observed, LEAST_VARIATION),
        spread=max(observed, LEAST_VARIATION) * sqrt(3 * count - 4) / (count - 1),
        variation=True,
    )


def successive_variation(numbers: list[float]) -> float:
    """Return the variance over the mean by the differences of neighbours, half their mean square (von Neumann)."""
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return fmean(step**2 for step in steps) / 2 / fmean(numbers)


def _in_words(values: dict[int, float], unit: str) -> str:
    percent = unit == "percent"
    return ", ".join(f"{value:.1f} ({year})" if percent else f"{value:.0f} ({year})" for year, value in values.items())


def years_in_words(targets: Iterable[Target]) -> str:
    """Return which years the figures are of, in words."""
    dates = sorted({when for target in targets if target.same_years for when in target.dates})
    if not dates:
        return "years before the start"
    span = f"{dates[0].year} to {dates[-1].year}" if dates[0].year < dates[-1].year else f"{dates[0].year}"
    before = [target.title for target in targets if not target.same_years]
    return f"years to 31 March {span}" + (
        f"; before the start: {', '.join(title[:1].lower() + title[1:] for title in before)}" if before else ""
    )
