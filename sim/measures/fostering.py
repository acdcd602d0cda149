"""The measures of the council's own fostering: households and places, by the register's count of them over time."""

from __future__ import annotations

from math import inf

import numpy as np

from sim.measures.counting import number_in, overlap, total
from sim.measures.value import Floats, Parts, Spans
from sim.measures.view import View, days


def _in_house(view: View, numbers: Floats, at: Floats) -> Parts:
    opening = np.searchsorted(view.places.day, view.since, "right")
    latest = np.maximum(np.searchsorted(view.places.day, at, "left"), opening)
    yield "", np.append(0.0, numbers)[latest]


def _in_house_on_average(view: View, numbers: Floats, spans: Spans) -> Parts:
    until = np.append(view.places.day[1:], inf)[: len(numbers)]
    yield "", total(overlap(view.places.day, until, spans) * numbers) / spans.days


def _vacant(view: View) -> Floats:
    return view.places.approved - view.places.filled - view.places.unavailable


def households(view: View, at: Floats) -> Parts:
    """Approved in-house foster households at each moment."""
    return _in_house(view, view.places.households, at)


def households_on_average(view: View, spans: Spans) -> Parts:
    """Approved in-house foster households on any day of each span."""
    return _in_house_on_average(view, view.places.households, spans)


def places_approved(view: View, at: Floats) -> Parts:
    """Approved in-house places at each moment."""
    return _in_house(view, view.places.approved, at)


def places_approved_on_average(view: View, spans: Spans) -> Parts:
    """Approved in-house places on any day of each span."""
    return _in_house_on_average(view, view.places.approved, spans)


def places_filled(view: View, at: Floats) -> Parts:
    """In-house places filled by children looked after at each moment."""
    return _in_house(view, view.places.filled, at)


def places_filled_on_average(view: View, spans: Spans) -> Parts:
    """In-house places filled by children looked after on any day of each span."""
    return _in_house_on_average(view, view.places.filled, spans)


def places_vacant(view: View, at: Floats) -> Parts:
    """In-house places open to a child at each moment."""
    return _in_house(view, _vacant(view), at)


def places_vacant_on_average(view: View, spans: Spans) -> Parts:
    """In-house places open to a child on any day of each span."""
    return _in_house_on_average(view, _vacant(view), spans)


def places_unavailable(view: View, at: Floats) -> Parts:
    """In-house places empty but not open to a child at each moment."""
    return _in_house(view, view.places.unavailable, at)


def places_unavailable_on_average(view: View, spans: Spans) -> Parts:
    """In-house places empty but not open to a child on any day of each span."""
    return _in_house_on_average(view, view.places.unavailable, spans)


def households_approved(view: View, spans: Spans) -> Parts:
    """In-house households newly approved; those there when the run starts are not new."""
    approved = days(view.register.households.approved)
    yield "", number_in(approved[approved > view.since], spans)


def households_left(view: View, spans: Spans) -> Parts:
    """In-house households that stopped fostering."""
    yield "", number_in(days(view.register.households.left), spans)
