"""Appointments in the council's own health clinic: a book of clinics to come, each with so many places."""

from __future__ import annotations

from bisect import bisect_left
from math import floor
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.working_days import WorkingDays
from sim.model.register.register import Register
from sim.model.statutory.health_times import share_in_force
from sim.parameters.statutory.health import HealthAssessments
from sim.parameters.statutory.strategies import HealthClinic

WEEK: Final = 7

NOTICE: Final = 2
"""Working days before a clinic up to which an appointment that is given back goes to another child."""

CLINICS_IN_NAME: Final = 8
"""More than there are clinics in a week: a clinic is named by its week and which it is."""


class ClinicDay:
    """One clinic: how many can be seen, and how many will be."""

    __slots__ = ("day", "lost", "row", "slots", "used")

    def __init__(self, day: int, slots: int, row: int) -> None:
        self.day = day
        self.slots = slots
        self.used = 0
        self.lost = 0
        self.row = row


class ClinicBook:
    """All clinics from a day on, in order; an appointment is the first that is free, and stays unless given back."""

    __slots__ = ("_calendar", "_chance", "_clinics", "_days", "_more", "_parameters", "_register", "_week", "_working")

    def __init__(
        self,
        working: WorkingDays,
        calendar: Calendar,
        chance: Chance,
        register: Register,
        parameters: HealthAssessments,
        more: HealthClinic | None,
        since: int,
    ) -> None:
        self._working = working
        self._calendar = calendar
        self._chance = chance
        self._register = register
        self._parameters = parameters
        self._more = more if more is not None and more.exists else None
        self._clinics: list[ClinicDay] = []
        self._days: list[int] = []
        self._week = since - calendar.date_of(since).weekday()
        """The Monday of the next week whose clinics are not in the book yet."""
        while self._week < register.until:
            self._add_week()

    def book(self, earliest: int) -> ClinicDay | None:
        """Take a place in the first clinic that has one, on a day or later; `None` when there is none for years."""
        place = bisect_left(self._days, earliest)
        while True:
            while place == len(self._clinics):
                if self._week + 2 * WEEK > self._working.until:
                    return None
                self._add_week()
            clinic = self._clinics[place]
            if clinic.used + clinic.lost < clinic.slots:
                clinic.used += 1
                self._write(clinic)
                return clinic
            place += 1

    def give_back(self, clinic: ClinicDay, today: float) -> None:
        """Give a place back, which is lost when it comes too late."""
        clinic.used -= 1
        if self._working.between(today, clinic.day) < NOTICE:
            clinic.lost += 1
        self._write(clinic)

    def _add_week(self) -> None:
        """Enter the clinics of a week: on its first working day, or on as many as there are clinics."""
        monday = self._week
        self._week += WEEK
        for which in range(int(self._parameters.clinics_per_week)):
            day = self._working.after(monday - 1, which + 1)
            if day < self._week:
                self._add(day, (self._calendar.start.toordinal() + monday) // WEEK * CLINICS_IN_NAME + which)

    def _add(self, day: int, name: int) -> None:
        cancelled = self._chance.happens(self._parameters.clinic_cancelled, decisions.HEALTH_CLINIC_CANCELLED, name)
        extra = 0 if cancelled else self._extra(day)
        slots = 0 if cancelled else int(self._parameters.slots_per_clinic) + extra
        rows, row = self._register.clinics, -1
        if day < self._register.until:
            row = len(rows.day)
            rows.day.append(float(day))
            rows.slots.append(slots)
            rows.extra.append(extra)
            rows.used.append(0)
            rows.lost.append(0)
        self._days.append(day)
        self._clinics.append(ClinicDay(day, slots, row))

    def _extra(self, day: int) -> int:
        """Return how many places a strategy adds to a clinic: whole ones, once they are there."""
        more = self._more
        return 0 if more is None else floor(more.extra_slots * share_in_force(more.starts, more.ramp, day) + 1e-9)

    def _write(self, clinic: ClinicDay) -> None:
        if clinic.row >= 0:
            rows = self._register.clinics
            rows.used[clinic.row], rows.lost[clinic.row] = clinic.used, clinic.lost
