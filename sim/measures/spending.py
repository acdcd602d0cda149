"""What is paid over time: by the day, at an event, and for as long as a service is in force; at its present value.

When the scenario has a discount rate, a pound spent t years after the start counts (1 + rate) ** -t, continuously.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log1p
from typing import NamedTuple

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.measures.arrays import Numbers
from sim.measures.counting import number_in
from sim.measures.shared_time import SharedTime, shared_time
from sim.measures.value import Spans
from sim.measures.view import View
from sim.parameters.camhs import CamhsTeam


class Spending(NamedTuple):
    """What a strategy costs, under the name that tables have for it."""

    name: str
    cost: Callable[[View, Spans], Numbers | None]
    """Pounds in each span; None where the strategy is not in force."""
    paid_once: Callable[[View, Spans], Numbers] | None = None
    """The pounds of them that are paid once, for what then lasts; None where all is paid as time goes on."""


def paid_days(view: View, shared: SharedTime) -> Numbers:
    """Return the days that each pair of a spell and a span shares, at their present value."""
    force = _force(view)
    if force == 0:
        return shared.days
    return _discounted(shared.until, force) - _discounted(shared.since, force)


def days_paid(view: View, began: Numbers, ended: Numbers, spans: Spans) -> Numbers:
    """Return the days of all spells in each span, at their present value."""
    shared = shared_time(began, ended, spans)
    return shared.in_each(paid_days(view, shared))


def paid_events(view: View, day: Numbers, spans: Spans, weights: Numbers | float = 1.0) -> Numbers:
    """Return how many of the days (or the sum of their weights) fall in each span, each at its present value."""
    come = np.isfinite(day)
    return number_in(day[come], spans, np.broadcast_to(weights, day.shape)[come] * np.exp(-_force(view) * day[come]))


def years_in_force(view: View, starts: float, ramp: float, spans: Spans) -> Numbers:
    """Return the years in each span for which a service is paid, at their present value.

    It grows evenly from nothing at the day `starts` to its full size `ramp` days later.
    """
    force = _force(view)
    total = _paid_until(spans.until, starts, ramp, force) - _paid_until(spans.since, starts, ramp, force)
    return total / DAYS_PER_YEAR


def clinicians(view: View, team: CamhsTeam, spans: Spans) -> Numbers:
    """Return what CAMHS clinicians in post cost in each span."""
    return team.clinicians * team.cost_per_clinician * years_in_force(view, team.starts, team.ramp, spans)


def _paid_until(day: Numbers, starts: float, ramp: float, force: float) -> Numbers:
    """Return the full-size days of a growing service from its start to each `day`, at their present value."""
    full = starts + ramp
    at_full_size = _discounted(np.maximum(day, full), force) - _discounted(np.array(full), force)
    if ramp == 0:
        return at_full_size
    growing = np.clip(day - starts, 0.0, ramp)
    total: Numbers = np.exp(-force * starts) * _growth(growing, force) / ramp + at_full_size
    return total


def _growth(length: Numbers, force: float) -> Numbers:
    """Return the integral of x * exp(-force * x) for x from 0 to each `length`."""
    z = force * length
    if force * np.max(length, initial=0.0) < 1e-3:
        # The closed form would subtract nearly equal numbers; its series does not.
        return length**2 * (1 / 2 - z / 3 + z**2 / 8)
    result: Numbers = (-np.expm1(-z) - z * np.exp(-z)) / force**2
    return result


def _force(view: View) -> float:
    """Return the force of discount a day: the logarithm of (1 + rate), over the days of a year."""
    return log1p(view.parameters.prices.discount_rate) / DAYS_PER_YEAR


def _discounted(day: Numbers, force: float) -> Numbers:
    """Return the days from the start to `day`, each counted at its present value."""
    return -np.expm1(-force * day) / force if force > 0 else day
