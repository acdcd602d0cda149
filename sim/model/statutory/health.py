"""Health of children in care: an initial assessment, review assessments and questionnaires, of each who comes."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Final

from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Placement
from sim.model.core.service import Service
from sim.model.statutory.appointments import ClinicBook
from sim.model.statutory.ground import StatutoryGround
from sim.model.statutory.health_times import HealthTimes
from sim.model.statutory.initial_assessment import InitialAssessments, detained_on_remand
from sim.model.statutory.known_needs import KnownNeeds
from sim.model.statutory.later_health import HealthReviews, YearlyQuestionnaires
from sim.model.statutory.patient import Patient
from sim.model.statutory.practice import DoneInTime
from sim.parameters.statutory.health import HealthAssessments
from sim.parameters.statutory.strategies import HealthClinic, HealthPathway

LIVED_AGAIN: Final = 240.0
"""Days before the run within which children's initial assessments are asked and booked anew, as they were."""

LONG_AGO: Final = 40.0
"""Days from coming into care to an initial assessment made before that."""

RECENT: Final = 91.0
"""Days for which an assessment is not made again when a child comes back into care (Kent's rule)."""


class ChildrensHealth(Service):
    """Follows the health assessments of every child in care; as a service of its own, it changes no placement."""

    __slots__ = ("_ground", "_initial", "_last", "_patients", "_questionnaires", "_reviews")

    def __init__(
        self,
        ground: StatutoryGround,
        parameters: HealthAssessments,
        pathway: HealthPathway | None,
        clinic: HealthClinic | None,
        known: KnownNeeds,
    ) -> None:
        run = ground.run
        times = HealthTimes(run.chance, run.calendar, parameters, pathway, ground.practice)
        since = int(run.lives.now - LIVED_AGAIN)
        book = ClinicBook(ground.working, run.calendar, run.chance, run.register, parameters, clinic, since)
        self._ground = ground
        self._initial = InitialAssessments(ground, parameters, times, book, self._assessed)
        self._reviews = HealthReviews(ground, parameters, times, known)
        self._questionnaires = YearlyQuestionnaires(ground, parameters, known)
        self._patients: dict[int, Patient] = {}
        self._last: dict[int, float] = {}
        """When children had their last initial assessment who came into care lately; it holds when they come back."""

    # --- moments

    def entered_care(self, child: Child) -> None:
        """Take up a child who has come into care."""
        patient = self._patients[child.identity] = Patient(child)
        last = self._last.get(child.identity, -inf)
        if child.entered - last < RECENT:
            self._reviews.begin(patient, last)
        elif detained_on_remand(child):
            self._reviews.begin_without(patient, child.entered)
        else:
            self._initial.begins(patient, child.entered)
            self._reviews.begin_without(patient, child.entered)
        self._questionnaires.expect(patient, 1)

    def placed(self, child: Child, placement: Placement) -> None:
        """Think again of where a child is seen who has moved; of one who comes into care, `entered_care` tells."""
        patient = self._patients.get(child.identity)
        if patient is not None:
            self._initial.moved(patient, self._ground.run.lives.now)

    def left_care(self, child: Child) -> None:
        """Let a child go who leaves care, and close what was due."""
        patient, now = self._patients.pop(child.identity), self._ground.run.lives.now
        patient.gone = True
        self._initial.ends(patient, now)
        if now - self._last.get(child.identity, now) > RECENT:
            del self._last[child.identity]

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Take up a child who is in care when the run begins, with what was done before."""
        patient = self._patients[child.identity] = Patient(child)
        if child.entered <= -LIVED_AGAIN:
            if not detained_on_remand(child):
                self._initial.made_long_ago(patient, child.entered + LONG_AGO)
            self._reviews.begin(patient, child.entered + LONG_AGO)
        elif not detained_on_remand(child):
            self._initial.begins(patient, child.entered)
        self._questionnaires.expect(patient, 1)

    def all_opened(self, children: Sequence[Child]) -> None:
        """Let what was asked and booked before the run have happened; appointments to come are in the diary."""
        self._initial.live_again()
        for child in children:
            patient = self._patients.get(child.identity)
            if patient is not None and not patient.reviewing:
                self._reviews.begin_without(patient, child.entered)

    # --- what clinics ask

    def in_time(self, since: int, until: int) -> DoneInTime:
        """Return the initial assessments due from one day up to another, and those made in time."""
        return self._initial.in_time(since, until)

    # --- an assessment

    def _assessed(self, patient: Patient, row: int, day: int) -> None:
        """Write down that an initial assessment has been made; its report comes, and reviews fall due."""
        child = patient.child
        self._ground.run.register.health.done[row] = float(day)
        self._last[child.identity] = float(day)
        self._reviews.report(patient, row, day, child.episode, True)
        self._reviews.begin(patient, float(day))
