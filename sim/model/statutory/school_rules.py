"""Rules about schools: how far a move takes a child, whether it changes their school, and when the new one begins."""

from __future__ import annotations

from math import log
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Distance, Location
from sim.foundations.distributions import lognormal
from sim.foundations.school_days import FIRST_OF_YEAR, LAST_OF_YEAR, SchoolDays
from sim.parameters.statutory.virtual_school import VirtualSchool

LONGEST_WAIT: Final = 300.0
"""School days: longer than any wait for a school that is known of, which is 11 months."""

OCCASION_BITS: Final = 8
"""Which school of a period of care it is stands below the number of the period in the names of its chances."""


def distance_of_move(left: Location, joined: Location) -> Distance:
    """Return how far a move takes a child from where they lived to where they live."""
    if left is Location.FAR or joined is Location.FAR:
        return Distance.FAR
    return Distance.WITHIN if left is joined else Distance.ACROSS


def outside(location: Location) -> bool:
    """Whether children who live there are, with others, at schools outside the authority."""
    return location is not Location.INSIDE


def asked_in_summer(calendar: Calendar, day: float) -> bool:
    """Whether a school is asked for in the summer holidays, so that the new one begins with the school year."""
    when = calendar.date_of(day)
    return LAST_OF_YEAR < (when.month, when.day) < FIRST_OF_YEAR


def first_day(
    parameters: VirtualSchool,
    school: SchoolDays,
    chance: Chance,
    calendar: Calendar,
    asked: float,
    away: bool,
    late_ratio: float,
    child: int,
    occasion: int,
) -> int:
    """Return the first day at a school that is asked for on day `asked`, `away` outside the authority.

    `late_ratio` multiplies the share of offers that come late. Over the summer a school is found by the first day of
    the year, unless it comes late.
    """
    days = 0.0
    if not asked_in_summer(calendar, asked):
        u = chance.uniform(decisions.SCHOOL_OFFER, child, occasion)
        days = max(1.0, lognormal(u, parameters.offer_median, parameters.offer_spread))
    late = parameters.late_share * late_ratio * (parameters.late_multiplier_outside if away else 1.0)
    if chance.happens(min(late, 1.0), decisions.SCHOOL_OFFER_LATE, child, occasion):
        days += -log(chance.uniform(decisions.SCHOOL_OFFER_WAITED, child, occasion)) * parameters.late_mean
    return school.after(asked, int(min(days, LONGEST_WAIT) + 0.5))
