"""Monthly values: counts at the start of the 1st of each month, and what happened in each whole month.

A flow stands at the 1st of its own month. Percentages are of all children, without their categories. Starts and ceases
count every one, so that the numbers looked after add up from month to month.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.foundations.calendar import Calendar
from sim.measures import (
    assessments,
    child_assessments,
    costs,
    fostering,
    health,
    legal_status,
    matching,
    placements,
    stability,
    statutory_costs,
)
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.measures.counting import number_at, number_in
from sim.measures.declaration import Measure
from sim.measures.value import (
    Parts,
    Spans,
    Value,
    spans,
    values,
)
from sim.measures.view import View, view_of
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters


def _looked_after(view: View, at: Numbers) -> Parts:
    yield "", number_at(view.periods.began, view.periods.ended, at)


def _starts(view: View, spans: Spans) -> Parts:
    yield "", number_in(view.periods.began, spans)


def _ceases(view: View, spans: Spans) -> Parts:
    yield "", number_in(view.periods.ended, spans)


AT_THE_FIRST: tuple[tuple[str, Callable[[View, Numbers], Parts]], ...] = (
    ("looked_after", _looked_after),
    ("in_placement", placements.in_placement),
    ("in_residential", placements.in_residential),
    ("in_house_places_filled", fostering.places_filled),
    ("in_house_places_vacant", fostering.places_vacant),
    ("in_house_places_unavailable", fostering.places_unavailable),
)

AT_THE_FIRST_OF_LEGAL_PROCESS: tuple[tuple[str, Callable[[View, Numbers], Parts]], ...] = (
    ("legal_status", legal_status.legal_status),
    ("assessments_waiting", assessments.assessments_waiting),
)

AT_THE_FIRST_OF_SOCIAL_WORK: tuple[tuple[str, Callable[[View, Numbers], Parts]], ...] = (
    ("assessments_out_of_date", child_assessments.out_of_date),
)

PERCENTAGES_AT_THE_FIRST = (
    placements.INSIDE_BOROUGH_PERCENT,
    placements.OVER_20_MILES_PERCENT,
    stability.THREE_OR_MORE_PLACEMENTS_PERCENT,
    stability.LONG_TERM_STABILITY_PERCENT,
)
"""Of all children: without their categories, which are many. Those that look back a year do so from each date."""

PERCENTAGES_IN_THE_MONTH = (matching.FIRST_CHOICE_PERCENT, matching.UNPLANNED_PLACEMENT_PERCENT)
"""Likewise."""

IN_THE_MONTH: tuple[tuple[str, Callable[[View, Spans], Parts]], ...] = (
    ("starts", _starts),
    ("ceases", _ceases),
    ("moves", stability.moves),
    ("disruptions", stability.disruptions),
    ("emergency_placements", matching.emergency_placements),
    ("cost_placements", costs.cost_placements),
    ("cost_strategies", costs.cost_strategies),
    ("cost_total", costs.cost_total),
)

IN_THE_MONTH_OF_STATUTORY: tuple[tuple[str, Callable[[View, Spans], Parts]], ...] = (
    ("cost_statutory", statutory_costs.cost_statutory),
)

IN_THE_MONTH_OF_HEALTH: tuple[tuple[str, Callable[[View, Spans], Parts]], ...] = (("cost_health", health.cost_health),)


def monthly(register: Register, calendar: Calendar, parameters: Parameters) -> list[Value]:
    """Return the monthly values of one replication."""
    return monthly_view(view_of(register, calendar, parameters))


def monthly_view(view: View) -> list[Value]:
    """Return the monthly values, from the view of a register."""
    firsts = list(view.calendar.firsts_of_month(view.since, view.until))
    moments = np.array([day for day, _ in firsts], dtype=np.float64)
    dates = [when for _, when in firsts]
    months = spans(moments[:-1], moments[1:])
    result: list[Value] = []
    legal = AT_THE_FIRST_OF_LEGAL_PROCESS if view.parameters.legal_process else ()
    social_work = AT_THE_FIRST_OF_SOCIAL_WORK if view.parameters.social_work is not None else ()
    for identity, at in (*AT_THE_FIRST, *legal, *social_work):
        unit = by_id(identity).unit
        for category, numbers in at(view, moments):
            result += values(identity, category, unit, dates, numbers)
    for one in PERCENTAGES_AT_THE_FIRST:
        result += values(one.id, "", one.unit, dates, _in_all(one, view, moments))
    statutory = IN_THE_MONTH_OF_STATUTORY if view.parameters.statutory else ()
    nhs = IN_THE_MONTH_OF_HEALTH if view.parameters.health_assessments is not None else ()
    for identity, over in (*IN_THE_MONTH, *statutory, *nhs):
        unit = by_id(identity).unit.replace("per year", "per month")
        for category, numbers in over(view, months):
            result += values(identity, category, unit, dates[:-1], numbers)
    for one in PERCENTAGES_IN_THE_MONTH:
        result += values(one.id, "", one.unit, dates[:-1], _in_all(one, view, months))
    return result


def _in_all(one: Measure, view: View, when: Numbers | Spans) -> Numbers:
    """Return a measure without its categories, at moments or in spans."""
    parts: Parts = ()
    if isinstance(when, Spans):
        parts = one.over(view, when) if one.over is not None else ()
    elif one.at is not None:
        parts = one.at(view, when)
    return next(numbers for category, numbers in parts if not category)
