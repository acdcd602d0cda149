"""How a measure is declared, once: id, plain title, unit, definition, whose definition it is, how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sim.measures.arrays import Numbers
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View


class Nature(StrEnum):
    """Whether a measure is taken at a date or counts what happened over a time."""

    POINT = "point"
    FLOW = "flow"


class Better(StrEnum):
    """Which way a measure should go."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class WholeRun(StrEnum):
    """How a measure sums up the whole run: the category, or the end of it, under which that value stands."""

    AVERAGE = "whole run, average"
    PER_YEAR = "whole run, per year"
    OVERALL = "whole run"
    SUM = "whole run, in all"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    `at` gives its values at moments (of a point measure); `over` gives them in spans of time (of a flow, or
    of the average of a point measure).
    """

    id: str
    title: str
    unit: str
    nature: Nature
    whole_run: WholeRun
    better: Better
    headline: bool
    definition: str
    source: str
    formula: str
    categories: str = ""
    at: Callable[[View, Numbers], Parts] | None = None
    over: Callable[[View, Spans], Parts] | None = None
    part_years: bool = False
    """Whether it is given for financial years of which only a part is in the run as well."""


def whole_run_category(one: Measure, category: str = "") -> str:
    """Return the category under which the whole-run value of one of a measure's categories stands."""
    return "; ".join(part for part in (category, str(one.whole_run)) if part)


def parted_category(one: Measure, category: str) -> tuple[str, bool]:
    """Return the category alone, and whether the value is of the whole run: what `whole_run_category` put together."""
    whole = str(one.whole_run)
    if not whole or not (category == whole or category.endswith(f"; {whole}")):
        return category, False
    return category.removesuffix(whole).removesuffix("; "), True


DFE = "Department for Education, Children looked after in England including adoptions (SSDA903 return)"
NATIONAL_INDICATORS = (
    "Department for Communities and Local Government, National Indicators for Local Authorities and Local "
    "Authority Partnerships: Handbook of Definitions (2008)"
)
OFSTED = "Ofsted, Fostering in England"
OWN = "This project's own: no official definition"

BY_KIND = "by kind of placement"
BY_KIND_AND_EMERGENCY = "by kind of placement, 'emergency places' a kind of their own"


def count(
    identity: str,
    title: str,
    unit: str,
    better: Better,
    definition: str,
    source: str,
    formula: str,
    over: Callable[[View, Spans], Parts],
    *,
    categories: str = "",
    headline: bool = False,
) -> Measure:
    """Declare a count of what happened, given for each year."""
    return Measure(
        identity,
        title,
        f"{unit} per year",
        Nature.FLOW,
        WholeRun.PER_YEAR,
        better,
        headline,
        definition,
        source,
        formula,
        categories,
        over=over,
    )


def by_financial_year(
    identity: str,
    title: str,
    unit: str,
    better: Better,
    definition: str,
    source: str,
    formula: str,
    over: Callable[[View, Spans], Parts],
    *,
    categories: str = "",
) -> Measure:
    """Declare a sum that is given for each financial year, also where only a part of it is in the run."""
    return Measure(
        identity,
        title,
        unit,
        Nature.FLOW,
        WholeRun.SUM,
        better,
        False,
        definition,
        source,
        formula,
        categories,
        over=over,
        part_years=True,
    )


def rate(
    identity: str,
    title: str,
    unit: str,
    better: Better,
    definition: str,
    source: str,
    formula: str,
    over: Callable[[View, Spans], Parts],
    *,
    categories: str = "",
    headline: bool = False,
) -> Measure:
    """Declare a mean, share or rate of what happened over a time."""
    return Measure(
        identity,
        title,
        unit,
        Nature.FLOW,
        WholeRun.OVERALL,
        better,
        headline,
        definition,
        source,
        formula,
        categories,
        over=over,
    )


def stock(
    identity: str,
    title: str,
    unit: str,
    better: Better,
    definition: str,
    source: str,
    formula: str,
    at: Callable[[View, Numbers], Parts],
    on_average: Callable[[View, Spans], Parts] | None = None,
    *,
    categories: str = "",
    headline: bool = False,
) -> Measure:
    """Declare what is taken at dates, and on average over the run if a function says how."""
    return Measure(
        identity,
        title,
        unit,
        Nature.POINT,
        WholeRun.NONE if on_average is None else WholeRun.AVERAGE,
        better,
        headline,
        definition,
        source,
        formula,
        categories,
        at,
        on_average,
    )
