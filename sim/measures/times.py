"""The time that what a view holds shares with spans, worked out once for all measures that ask for it."""

from __future__ import annotations

from collections.abc import Callable

from sim.measures.shared_time import SharedTime, joined, shared_time, time_from_each
from sim.measures.value import Spans
from sim.measures.view import View


def time_of_periods(view: View, spans: Spans) -> SharedTime:
    """Return the time that periods of care share with spans."""
    return view.once(_in_stretches, _of_periods, spans)


def time_of_stays(view: View, spans: Spans) -> SharedTime:
    """Return the time that placements share with spans."""
    return view.once(_in_stretches, _of_stays, spans)


def time_of_spells(view: View, spans: Spans) -> SharedTime:
    """Return the time that placements, emergencies apart, share with spans."""
    return view.once(_in_stretches, _of_spells, spans)


def time_of_places(view: View, spans: Spans) -> SharedTime:
    """Return the time for which the numbers of in-house households and places stay as they are, in spans."""
    return view.once(_in_stretches, _of_places, spans)


def _in_stretches(view: View, share: Callable[[View, Spans], SharedTime], spans: Spans) -> SharedTime:
    """Return what spells share with spans, stretch by stretch: other spans have some of the stretches too."""
    return joined([view.once(share, stretch) for stretch in spans.stretches])


def _of_periods(view: View, spans: Spans) -> SharedTime:
    return shared_time(view.periods.began, view.periods.ended, spans)


def _of_stays(view: View, spans: Spans) -> SharedTime:
    return shared_time(view.stays.began, view.stays.ended, spans)


def _of_spells(view: View, spans: Spans) -> SharedTime:
    return shared_time(view.spells.began, view.spells.ended, spans)


def _of_places(view: View, spans: Spans) -> SharedTime:
    return time_from_each(view.places.day, spans)
