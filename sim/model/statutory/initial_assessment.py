"""The initial health assessment: health is asked, an appointment is booked, the child is seen; a move begins anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from heapq import heappop, heappush
from math import isnan
from typing import Final

from sim.foundations.codes import Kind, Route, WorkTask
from sim.model.core.people import Child
from sim.model.register.columns import NOBODY, OPEN
from sim.model.statutory.appointments import ClinicBook
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.health_times import HealthTimes
from sim.model.statutory.patient import HealthEntry, Patient
from sim.model.statutory.practice import DoneInTime
from sim.parameters.statutory.health import HealthAssessments

ATTEMPTS: Final = 4
"""Appointments to which a child is not brought before no more is booked."""


class InitialAssessments:
    """Sees each child from the request to the appointment; `seen` is told of every one that is made."""

    __slots__ = ("_before", "_book", "_due", "_entered", "_ground", "_parameters", "_seen", "_times")

    def __init__(
        self,
        ground: StatutoryGround,
        parameters: HealthAssessments,
        times: HealthTimes,
        book: ClinicBook,
        seen: Callable[[Patient, int, int], None],
    ) -> None:
        self._ground = ground
        self._parameters = parameters
        self._times = times
        self._book = book
        self._seen = seen
        self._before: list[tuple[int, int, int, Callable[[], None]]] = []
        """What happened before the run, to children who are in care as it begins; a heap as the diary's of a day."""
        self._entered = 0
        self._due: list[Patient] = []
        """Whose assessment falls due in this month or later, where practice clinics ask how many were in time."""

    def begins(self, patient: Patient, entered: float) -> None:
        """Have the assessment of a child fall due who came into care on a day."""
        working, child = self._ground.working, patient.child
        patient.due = working.after(entered, int(self._parameters.initial_due))
        patient.row = open_row(self._ground, patient, True, float(patient.due))
        if self._ground.practice.watched:
            self._due.append(patient)
        asked = working.after(entered, self._times.until_asked(child, entered))
        self._enter(asked, patient.request(), partial(self._asks, patient, patient.turn, asked))

    def made_long_ago(self, patient: Patient, day: float) -> None:
        """Write down the assessment of a child who came long before the run, so that it counts in the year after it.

        When it was due is of no year that a run looks at.
        """
        row = open_row(self._ground, patient, True, day)
        self._ground.run.register.health.done[row] = day

    def moved(self, patient: Patient, day: float) -> None:
        """Think again of where a child is seen who has moved on a day before they were."""
        placement = patient.child.placement
        if patient.row == NOBODY or not patient.asked or placement is None:
            return
        if not patient.host and not self._times.in_host_area(patient.child, placement):
            return  # the appointment in the council's own clinic stays
        self._gives_back(patient, day)
        patient.turn += 1
        self._ground.run.register.health.booked[patient.row] = OPEN
        asked = self._ground.working.after(day, 0)
        self._enter(asked, patient.request(), partial(self._asks, patient, patient.turn, asked))

    def ends(self, patient: Patient, day: float) -> None:
        """Close the assessments of a child who leaves care without them, and give the appointment back."""
        self._gives_back(patient, day)
        patient.row, patient.left = NOBODY, day
        rows = self._ground.run.register.health
        for row in patient.rows:
            if isnan(rows.done[row]):
                rows.ended[row] = day

    def in_time(self, since: int, until: int) -> DoneInTime:
        """Return the assessments due from one day up to another, the child in care on the day, and those in time."""
        part = whole = 0
        later: list[Patient] = []
        for patient in self._due:
            if patient.due >= until:
                later.append(patient)
            elif patient.due >= since and patient.left >= patient.due:
                whole += 1
                part += patient.seen <= patient.due
        self._due = later
        return DoneInTime(part, whole)

    def live_again(self) -> None:
        """Let happen, in order, what was asked and booked before the run."""
        while self._before:
            heappop(self._before)[3]()

    # --- from request to appointment

    def _enter(self, day: int, name: int, act: Callable[[], None]) -> None:
        if day < self._ground.run.register.since:
            self._entered += 1
            heappush(self._before, (day, name, self._entered, act))
        else:
            self._ground.diary.enter(day, Rank.APPOINTMENTS, name, act)

    def _asks(self, patient: Patient, turn: int, day: int) -> None:
        """Let health have the request."""
        if patient.row == NOBODY or patient.turn != turn:
            return
        rows = self._ground.run.register.health
        if not patient.asked:
            patient.asked = True
            rows.asked[patient.row] = float(day)
        if day >= self._ground.run.register.since:
            self._ground.ask(WorkTask.HEALTH)
        self._books(patient, day)

    def _books(self, patient: Patient, day: int) -> None:
        """Book the next appointment, where the child is to be seen who lives where they live now."""
        child, rows, working = patient.child, self._ground.run.register.health, self._ground.working
        assert child.placement is not None
        patient.turn += 1
        patient.host = self._times.in_host_area(child, child.placement)
        rows.host[patient.row] = patient.host
        if patient.host:
            when = working.after(day + self._times.until_host(child, patient.turn, day), 0)
        else:
            patient.clinic = self._book.book(working.after(day, int(self._parameters.invitation)))
            if patient.clinic is None:
                rows.booked[patient.row] = OPEN
                return
            when = patient.clinic.day
        rows.booked[patient.row] = float(when)
        self._enter(when, patient.name(HealthEntry.APPOINTMENT), partial(self._sees, patient, patient.turn, when))

    def _sees(self, patient: Patient, turn: int, day: int) -> None:
        """See the child on the day of the appointment, unless they are not brought or refuse."""
        if patient.row == NOBODY or patient.turn != turn:
            return
        rows, row, patient.clinic = self._ground.run.register.health, patient.row, None
        if self._times.refuses(patient.child, day):
            rows.refused[row] = True
            patient.row = NOBODY
        elif self._times.not_brought(patient.child, patient.attempts, day):
            if patient.attempts == 0:
                rows.first_missed[row] = float(day)
            patient.attempts += 1
            rows.missed[row] = patient.attempts
            if patient.attempts < ATTEMPTS:
                self._books(patient, day)
            else:
                patient.row = NOBODY
        else:
            patient.row, patient.seen = NOBODY, float(day)
            self._seen(patient, row, day)

    def _gives_back(self, patient: Patient, day: float) -> None:
        if patient.clinic is not None:
            self._book.give_back(patient.clinic, day)
            patient.clinic = None


def open_row(ground: StatutoryGround, patient: Patient, initial: bool, due: float) -> int:
    """Write down that a health assessment falls due on a day, and return its row."""
    rows, row = ground.run.register.health, len(ground.run.register.health.due)
    patient.rows.append(row)
    rows.child.append(patient.child.row)
    rows.episode.append(patient.child.episode_row)
    rows.initial.append(initial)
    rows.due.append(due)
    rows.asked.append(OPEN)
    rows.booked.append(OPEN)
    rows.done.append(OPEN)
    rows.reported.append(OPEN)
    rows.host.append(False)
    rows.missed.append(0)
    rows.first_missed.append(OPEN)
    rows.refused.append(False)
    rows.ended.append(OPEN)
    return row


def detained_on_remand(child: Child) -> bool:
    """Whether a child comes into care by remand to detention, whose health its staff arrange for.

    So the detention placement plan has it (Care Planning, Placement and Case Review (England) Regulations 2010,
    regulation 47C and schedule 2A, paragraph 5). That no initial assessment is due besides is not verified.
    """
    placement = child.placement
    return child.route is Route.REMAND and placement is not None and placement.kind is Kind.OTHER_RESIDENTIAL
