"""The first years of a base as it opens: which kinds of placement its children live in towards the end of them.

A long run tells what the numbers keep up for ever, with as many households as ever. A base is used for some years, from
its own first day, while households come and go as they do there: this is what it should keep up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from sim.experiments.balance.long_run import unavailable_of_empty
from sim.foundations.calendar import DAYS_PER_YEAR, Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind
from sim.measures.arrays import Numbers
from sim.measures.shared_time import shared_time
from sim.measures.value import spans
from sim.measures.view import view_of
from sim.model.model import simulate
from sim.model.opening.pool import Pool
from sim.model.pool.making import at_present
from sim.parameters.parameters import Parameters

YEARS = 3.0
"""From the first day: the drift that a base is held to is that after three years, and its last year is read."""

CHILDREN = 6000.0
"""On the first days of all replications of one look together: small councils take more."""

FEWEST, MOST = 5, 40
"""Replications of one look."""

LUCK = -2000
"""Number of the first replication: luck that no replication of a study, no pool and no long run has."""


def replications(looked_after: float) -> int:
    """Return how many replications make one look at an authority of so many children."""
    return min(MOST, max(FEWEST, ceil(CHILDREN / max(looked_after, 1.0))))


@dataclass(frozen=True, slots=True)
class ThirdYear:
    """The third year of a base on any day, the mean of several replications."""

    children: Numbers
    """By kind of placement."""
    unavailable: float
    """Of the empty places of in-house households, those that are not available; not a number without any."""


def third_year(
    parameters: Parameters, calendar: Calendar, seed: int, pool: Pool | None, number: int, look: int = 0
) -> ThirdYear:
    """Return what so many replications, with the luck of this look, open with `pool` and come to.

    Levels are the present ones, without an outlook: a base is to stand still as things are.
    """
    days, unavailable, present = np.zeros(len(Kind)), [], at_present(parameters)
    for replication in range(number):
        luck = Chance(seed, LUCK - look * MOST - replication)
        register = simulate(present, calendar, luck, YEARS, pool)
        view, since = view_of(register, calendar, parameters), register.until - DAYS_PER_YEAR
        last = spans(np.array([since]), np.array([register.until]))
        days += shared_time(view.stays.began, view.stays.ended, last).in_each_by(view.stays.kind, len(Kind))[:, 0]
        unavailable.append(unavailable_of_empty(view, since, register.until))
    return ThirdYear(days / (number * DAYS_PER_YEAR), float(np.mean(unavailable)))
