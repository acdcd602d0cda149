"""Review health assessments and the yearly strengths and difficulties questionnaires."""

from __future__ import annotations

from functools import partial
from math import ceil, inf
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import WorkTask
from sim.model.register.columns import OPEN
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.health_times import HealthTimes
from sim.model.statutory.initial_assessment import open_row
from sim.model.statutory.known_needs import KnownNeeds, Source
from sim.model.statutory.patient import HealthEntry, Patient
from sim.parameters.statutory.health import HealthAssessments

KEPT: Final = 400.0
"""Days before the run of which what was done is written down: measures of a year ask for it."""

REVIEWS_IN_NAME: Final = 63
"""Reviews of a period of care that have a chance of their own; later ones share it."""

FROM_AGE, BELOW_AGE = 4, 17
"""Years of age for which questionnaires are asked for."""

YEAR_BITS: Final = 8


class HealthReviews:
    """Has review assessments made, one after another, and their reports recognise needs."""

    __slots__ = ("_ground", "_known", "_parameters", "_times")

    def __init__(
        self, ground: StatutoryGround, parameters: HealthAssessments, times: HealthTimes, known: KnownNeeds
    ) -> None:
        self._ground = ground
        self._parameters = parameters
        self._times = times
        self._known = known

    def begin(self, patient: Patient, last: float) -> None:
        """Have review assessments fall due after one on day `last`, if they do not already."""
        if not patient.reviewing and not patient.gone:
            patient.reviewing = True
            self._expect(patient, last)

    def begin_without(self, patient: Patient, entered: float) -> None:
        """Have the first review assessment fall due as if an initial one had been made, where none has by then."""
        day = ceil(self._times.next_due(patient.child, entered))
        act = partial(self.begin, patient, entered)
        self._ground.diary.enter(day, Rank.APPOINTMENTS, patient.name(HealthEntry.NO_ASSESSMENT_YET), act)

    def _expect(self, patient: Patient, last: float) -> None:
        """Enter the next review; those that were made before the run are made at once."""
        run, child = self._ground.run, patient.child
        while True:
            patient.reviews += 1
            due = self._times.next_due(child, last)
            if due >= min(run.lives.horizon, child.adult):
                return
            number = min(patient.reviews, REVIEWS_IN_NAME)
            refused = self._times.refuses(child, due)
            day = due if refused else due + self._times.review_lateness(child, number)
            if day >= run.register.since:
                row = open_row(self._ground, patient, False, due)
                if day < inf:
                    act = partial(self._made, patient, row, ceil(day), refused)
                    self._ground.diary.enter(ceil(day), Rank.APPOINTMENTS, patient.name(HealthEntry.REVIEW), act)
                return
            if day >= run.register.since - KEPT:
                self._write(open_row(self._ground, patient, False, due), ceil(day), refused)
            if not refused:
                occasion = child.episode << YEAR_BITS | patient.reviews
                probability = self._parameters.assessment_recognises
                self._known.may_recognise(child, probability, Source.HEALTH_ASSESSMENT, occasion, day)
            last = day

    def _made(self, patient: Patient, row: int, day: int, refused: bool) -> None:
        if patient.gone:
            return
        self._write(row, day, refused)
        if not refused:
            self._ground.ask(WorkTask.HEALTH)
            occasion = patient.child.episode << YEAR_BITS | patient.reviews
            self.report(patient, row, day, occasion, False)
        self._expect(patient, day)

    def _write(self, row: int, day: int, refused: bool) -> None:
        rows = self._ground.run.register.health
        rows.booked[row] = float(day)
        rows.refused[row] = refused
        if not refused:
            rows.done[row] = float(day)

    def report(self, patient: Patient, row: int, day: int, occasion: int, initial: bool) -> None:
        """Have the report of an assessment come to the child's file, which may recognise a need."""
        comes = self._ground.working.after(day, int(self._parameters.report_days + 0.5))
        act = partial(self._reported, patient, row, comes, occasion, initial)
        if comes < self._ground.run.register.since:
            act()
        else:
            self._ground.diary.enter(comes, Rank.NEEDS, patient.name(HealthEntry.REPORT), act)

    def _reported(self, patient: Patient, row: int, day: int, occasion: int, initial: bool) -> None:
        if patient.gone:
            return
        run, child = self._ground.run, patient.child
        run.register.health.reported[row] = float(day)
        probability = self._parameters.assessment_recognises
        self._known.may_recognise(child, probability, Source.HEALTH_ASSESSMENT, occasion, float(day))
        if initial and day >= run.register.since:
            self._ground.services.health_reported(child)


class YearlyQuestionnaires:
    """Asks for a questionnaire on each anniversary of coming into care; some are completed, and recognise needs."""

    __slots__ = ("_ground", "_known", "_parameters")

    def __init__(self, ground: StatutoryGround, parameters: HealthAssessments, known: KnownNeeds) -> None:
        self._ground = ground
        self._parameters = parameters
        self._known = known

    def expect(self, patient: Patient, year: int) -> None:
        """Enter the next questionnaire in the diary; those that fell due before the run are answered at once."""
        run, child = self._ground.run, patient.child
        calendar = run.calendar
        if not calendar.has_reached(child.born, FROM_AGE, child.entered):
            year = max(year, ceil((calendar.birthday(child.born, FROM_AGE) - child.entered) / DAYS_PER_YEAR) - 1)
        while True:
            due = ceil(calendar.birthday(child.entered, year))
            if calendar.has_reached(child.born, BELOW_AGE, due) or due >= child.adult:
                return
            if due >= run.register.since:
                act = partial(self._falls_due, patient, year, due)
                self._ground.diary.enter(due, Rank.APPOINTMENTS, patient.name(HealthEntry.QUESTIONNAIRE), act)
                return
            self._answer(patient, year, due)
            year += 1

    def _falls_due(self, patient: Patient, year: int, due: int) -> None:
        if not patient.gone:
            self._answer(patient, year, due)
            self.expect(patient, year + 1)

    def _answer(self, patient: Patient, year: int, due: int) -> None:
        """Write down a questionnaire of a child of four or more, and let it recognise a need if it is completed."""
        run, child = self._ground.run, patient.child
        if not run.calendar.has_reached(child.born, FROM_AGE, due):
            return
        occasion = child.episode << YEAR_BITS | year
        completed = run.chance.happens(
            self._parameters.sdq_completed, decisions.QUESTIONNAIRE, child.identity, occasion
        )
        if due >= run.register.since - KEPT:
            rows = run.register.questionnaires
            rows.child.append(child.row)
            rows.due.append(float(due))
            rows.done.append(float(due) if completed else OPEN)
        if completed:
            probability = self._parameters.sdq_recognises
            self._known.may_recognise(child, probability, Source.QUESTIONNAIRE, occasion, float(due))
