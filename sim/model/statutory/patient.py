"""A child in care as health knows them, and what entries of theirs in the diary are called."""

from __future__ import annotations

from enum import IntEnum
from math import inf
from typing import Final

from sim.model.core.people import Child
from sim.model.register.columns import NOBODY
from sim.model.statutory.appointments import ClinicDay
from sim.model.statutory.ground import DAYS_BEFORE

ENTRY_BITS: Final = 3
"""Which entry it is stands below the child's identity."""

REQUEST_BITS: Final = 64
"""A request's due day stands above the child's identity: of those of one day, what is due first is booked first."""


class HealthEntry(IntEnum):
    """What of a child's health is entered in the diary."""

    APPOINTMENT = 0
    REVIEW = 1
    NO_ASSESSMENT_YET = 2
    QUESTIONNAIRE = 3
    REPORT = 4


class Patient:
    """Of one child in one period of care: what is due, and what has come of it."""

    __slots__ = (
        "asked",
        "attempts",
        "child",
        "clinic",
        "due",
        "gone",
        "host",
        "left",
        "reviewing",
        "reviews",
        "row",
        "rows",
        "seen",
        "turn",
    )

    def __init__(self, child: Child) -> None:
        self.child = child
        self.gone = False
        """Has left care."""
        self.left = inf
        """When they did."""
        self.seen = inf
        """The day of the initial assessment."""
        self.row = NOBODY
        """Of the initial assessment, while it is to be made."""
        self.due = 0
        self.asked = False
        """Health has the request for it."""
        self.turn = 0
        """How often it has been booked or asked anew: an entry of an earlier turn means nothing."""
        self.attempts = 0
        """Appointments to which the child was not brought."""
        self.host = False
        self.clinic: ClinicDay | None = None
        """In which the child has a place, of the council's own."""
        self.rows: list[int] = []
        """Of all assessments of the period of care."""
        self.reviewing = False
        """Review assessments have begun to fall due."""
        self.reviews = 0

    def name(self, entry: HealthEntry) -> int:
        """Return the name of an entry in the diary."""
        return self.child.identity << ENTRY_BITS | entry

    def request(self) -> int:
        """Return the name of the request: after all appointments of the day, by due day, then by child."""
        return (self.due + 2 * DAYS_BEFORE) << REQUEST_BITS | self.child.identity
