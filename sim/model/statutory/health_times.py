"""How long each step to an initial health assessment takes, where a child is seen, and what strategies change of it."""

from __future__ import annotations

from math import inf
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Location, PracticeProcess
from sim.foundations.distributions import lognormal
from sim.model.core.people import Child, Placement
from sim.model.statutory.practice import Practice
from sim.parameters.statutory.health import HealthAssessments
from sim.parameters.statutory.strategies import HealthPathway

LONGEST_STEP: Final = 250.0
"""Days, working days or not: no step takes longer than about a year."""

ATTEMPT_BITS: Final = 6
"""Which appointment of a period of care it is stands below the number of the period in the names of its chances."""

CAN_REFUSE: Final = 14
"""Years of age from which young people refuse."""


def share_in_force(starts: float, ramp: float, day: float) -> float:
    """Return how far a strategy is in force on a day."""
    if day < starts:
        return 0.0
    return 1.0 if ramp <= 0.0 else min(1.0, (day - starts) / ramp)


class HealthTimes:
    """The chances of one replication about the way to a health assessment."""

    __slots__ = ("_calendar", "_chance", "_parameters", "_pathway", "_practice")

    def __init__(
        self,
        chance: Chance,
        calendar: Calendar,
        parameters: HealthAssessments,
        pathway: HealthPathway | None,
        practice: Practice,
    ) -> None:
        self._chance = chance
        self._calendar = calendar
        self._parameters = parameters
        self._pathway = pathway if pathway is not None and pathway.exists else None
        self._practice = practice

    def until_asked(self, child: Child, entered: float) -> int:
        """Return the working days from coming into care until health has the request, with consent."""
        parameters, pathway, chance = self._parameters, self._pathway, self._chance
        median, missing = parameters.notification_median, parameters.consent_missing[child.route]
        if pathway is not None:
            share = share_in_force(pathway.starts, pathway.ramp, entered)
            median += share * (pathway.notification_median - median)
            missing *= 1.0 + share * (pathway.consent_ratio - 1.0)
        median *= self._practice.of(PracticeProcess.NOTIFICATION)
        u = chance.uniform(decisions.HEALTH_ASKED, child.identity, child.episode)
        days = min(LONGEST_STEP, lognormal(u, median, parameters.notification_spread))
        if chance.happens(min(missing, 1.0), decisions.HEALTH_CONSENT_MISSING, child.identity, child.episode):
            u = chance.uniform(decisions.HEALTH_CONSENT_DAYS, child.identity, child.episode)
            days += min(LONGEST_STEP, lognormal(u, parameters.consent_median, parameters.consent_spread))
        return int(days + 0.5)

    def in_host_area(self, child: Child, placement: Placement) -> bool:
        """Whether a child who lives there is seen in that area, not in the clinic of the council's own."""
        if placement.location is Location.NEAR:
            share = self._parameters.near_at_home
            return not self._chance.happens(share, decisions.HEALTH_NEAR_AT_HOME, child.identity, placement.occasion)
        return placement.location is Location.FAR

    def until_host(self, child: Child, attempt: int, asked: float) -> int:
        """Return the days from asking a host area until the appointment there."""
        parameters, pathway = self._parameters, self._pathway
        median = parameters.host_median
        if pathway is not None:
            median += share_in_force(pathway.starts, pathway.ramp, asked) * (pathway.host_median - median)
        u = self._chance.uniform(decisions.HEALTH_HOST_DAYS, child.identity, _occasion(child, attempt))
        return max(1, int(min(LONGEST_STEP, lognormal(u, median, parameters.host_spread)) + 0.5))

    def not_brought(self, child: Child, attempt: int, day: float) -> bool:
        """Whether the child is not brought to an appointment."""
        return self._chance.happens(
            min(1.0, self._parameters.missed[child.band(day)]),
            decisions.HEALTH_NOT_BROUGHT,
            child.identity,
            _occasion(child, attempt),
        )

    def refuses(self, child: Child, day: float) -> bool:
        """Whether the child is of an age to refuse and does, in all of this period of care."""
        if not self._calendar.has_reached(child.born, CAN_REFUSE, day):
            return False
        return self._chance.happens(self._parameters.refused, decisions.HEALTH_REFUSED, child.identity, child.episode)

    def next_due(self, child: Child, last: float) -> float:
        """Return when the next assessment is due after one: sooner if the child is not five by then."""
        sooner = last + self._parameters.review_under_5
        if self._calendar.has_reached(child.born, 5, sooner):
            return last + self._parameters.review_from_5
        return sooner

    def review_lateness(self, child: Child, number: int) -> float:
        """Return the days from a review assessment's due day until it is done."""
        mean = self._parameters.review_lateness_mean
        if mean == inf:
            return inf
        luck = self._chance.exponential(decisions.HEALTH_REVIEW_LATE, child.identity, _occasion(child, number))
        return mean * luck


def _occasion(child: Child, number: int) -> int:
    return child.episode << ATTEMPT_BITS | number
