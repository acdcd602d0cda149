"""The measures of the council's own fostering: households and places, by the register's count of them over time."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Numbers
from sim.measures.columns import days
from sim.measures.counting import number_in
from sim.measures.declaration import OFSTED, Better, count, stock
from sim.measures.times import time_of_places
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View


def _in_house(view: View, numbers: Numbers, at: Numbers) -> Parts:
    opening = np.searchsorted(view.places.day, view.since, "right")
    latest = np.maximum(np.searchsorted(view.places.day, at, "left"), opening)
    yield "", np.append(0.0, numbers)[latest]


def _in_house_on_average(view: View, numbers: Numbers, spans: Spans) -> Parts:
    shared = time_of_places(view, spans)
    yield "", shared.in_each(shared.days * numbers[shared.spell]) / spans.days


def _vacant(view: View) -> Numbers:
    return view.places.approved - view.places.filled - view.places.unavailable


def households(view: View, at: Numbers) -> Parts:
    """Approved in-house foster households at each moment."""
    return _in_house(view, view.places.households, at)


def households_on_average(view: View, spans: Spans) -> Parts:
    """Approved in-house foster households on any day of each span."""
    return _in_house_on_average(view, view.places.households, spans)


HOUSEHOLDS = stock(
    "households",
    "In-house foster households",
    "households",
    Better.HIGHER,
    "Approved foster households of the council.",
    f"{OFSTED}: approved households at 31 March.",
    "Households approved and not deregistered at the close of the date. Average: household-days over days.",
    households,
    households_on_average,
)


def places_approved(view: View, at: Numbers) -> Parts:
    """Approved in-house places at each moment."""
    return _in_house(view, view.places.approved, at)


def places_approved_on_average(view: View, spans: Spans) -> Parts:
    """Approved in-house places on any day of each span."""
    return _in_house_on_average(view, view.places.approved, spans)


IN_HOUSE_PLACES_APPROVED = stock(
    "in_house_places_approved",
    "In-house places: approved",
    "places",
    Better.NEITHER,
    "Places for which the council's own foster households are approved.",
    f"{OFSTED}: approved places at 31 March.",
    "Sum over households approved at the close of the date. Average: place-days over days.",
    places_approved,
    places_approved_on_average,
)


def places_filled(view: View, at: Numbers) -> Parts:
    """In-house places filled by children looked after at each moment."""
    return _in_house(view, view.places.filled, at)


def places_filled_on_average(view: View, spans: Spans) -> Parts:
    """In-house places filled by children looked after on any day of each span."""
    return _in_house_on_average(view, view.places.filled, spans)


IN_HOUSE_PLACES_FILLED = stock(
    "in_house_places_filled",
    "In-house places: filled",
    "places",
    Better.NEITHER,
    "In-house places in which a child looked after lives.",
    f"{OFSTED}: filled places at 31 March.",
    "Places filled at the close of the date. Average: place-days over days.",
    places_filled,
    places_filled_on_average,
    headline=True,
)


def places_vacant(view: View, at: Numbers) -> Parts:
    """In-house places open to a child at each moment."""
    return _in_house(view, _vacant(view), at)


def places_vacant_on_average(view: View, spans: Spans) -> Parts:
    """In-house places open to a child on any day of each span."""
    return _in_house_on_average(view, _vacant(view), spans)


IN_HOUSE_PLACES_VACANT = stock(
    "in_house_places_vacant",
    "In-house places: vacant",
    "places",
    Better.LOWER,
    "In-house places that are empty and open to a child.",
    f"{OFSTED}: vacant places at 31 March.",
    "Approved less filled less unavailable. Average: place-days over days.",
    places_vacant,
    places_vacant_on_average,
)


def places_unavailable(view: View, at: Numbers) -> Parts:
    """In-house places empty but not open to a child at each moment."""
    return _in_house(view, view.places.unavailable, at)


def places_unavailable_on_average(view: View, spans: Spans) -> Parts:
    """In-house places empty but not open to a child on any day of each span."""
    return _in_house_on_average(view, view.places.unavailable, spans)


IN_HOUSE_PLACES_UNAVAILABLE = stock(
    "in_house_places_unavailable",
    "In-house places: not available",
    "places",
    Better.LOWER,
    "In-house places that are empty but take nobody just now: the household takes a break or is "
    "being looked into, or a young person stays put after 18.",
    f"{OFSTED}: places not available at 31 March.",
    "Places unavailable at the close of the date. Average: place-days over days.",
    places_unavailable,
    places_unavailable_on_average,
)


def households_approved(view: View, spans: Spans) -> Parts:
    """In-house households newly approved; those there when the run starts are not new."""
    approved = days(view.register.households.approved)
    yield "", number_in(approved[approved > view.since], spans)


HOUSEHOLDS_APPROVED = count(
    "households_approved",
    "Foster households approved",
    "households",
    Better.HIGHER,
    "In-house foster households newly approved in the year.",
    f"{OFSTED}: households approved in the year.",
    "Households approved in the year; those there when the run starts are not new.",
    households_approved,
)


def households_left(view: View, spans: Spans) -> Parts:
    """In-house households that stopped fostering."""
    yield "", number_in(days(view.register.households.left), spans)


HOUSEHOLDS_LEFT = count(
    "households_left",
    "Foster households that stopped",
    "households",
    Better.LOWER,
    "In-house foster households that were deregistered in the year.",
    f"{OFSTED}: households deregistered in the year.",
    "Households that left in the year.",
    households_left,
)
