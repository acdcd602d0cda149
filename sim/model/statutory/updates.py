"""Assessments brought up to date: due a year after the last, begun when practice has it, done when hours are there."""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import PracticeProcess, WorkTask
from sim.model.core.service import Services
from sim.model.register.columns import NOBODY, OPEN
from sim.model.statutory.begun import Beginnings
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.social_work_case import SocialWorkCase
from sim.parameters.statutory.social_work import SocialWork
from sim.parameters.statutory.strategies import AssessmentRecovery

AT_ENTRY: Final = 45.0
"""Days after coming into care by which a child without an assessment is to have one."""

YEAR: Final = 365.0
"""Days for which an assessment counts as up to date, whatever a council's own rule."""

TAKES: Final = 10
"""Working days that an assessment takes at least."""

TOOK: Final = 14.0
"""The same in days, of those made before the run."""

UPDATE_BITS: Final = 8
"""Which update of a period of care it is stands below the number of the period in the names of its chances."""


class UpdateBegun:
    """An assessment that is being brought up to date: what is still to be paid of it."""

    __slots__ = ("begun", "case", "left", "row")

    def __init__(self, case: SocialWorkCase, row: int, begun: float, left: float) -> None:
        self.case = case
        self.row = row
        self.begun = begun
        self.left = left
        """Hours."""


class AssessmentUpdates:
    """Follows the assessments of children in care; hours go to what was begun first."""

    __slots__ = ("_beginnings", "_entered", "_ground", "_line", "_parameters", "_services")

    def __init__(
        self,
        ground: StatutoryGround,
        services: Services,
        parameters: SocialWork,
        recovery: AssessmentRecovery | None,
    ) -> None:
        self._ground = ground
        self._services = services
        self._parameters = parameters
        self._beginnings = Beginnings(parameters.begun_mean, recovery)
        self._line: list[tuple[float, int, int, UpdateBegun]] = []
        """By the day on which they were begun, the child's identity, and a number that no other has."""
        self._entered = 0

    # --- a child

    def came(self, case: SocialWorkCase) -> None:
        """Follow a child who has come into care, now or before the run, with an assessment or without."""
        child, entered = case.child, case.child.entered
        assessed = self._ground.run.chance.happens(
            self._parameters.entry_assessed, decisions.CHILD_ASSESSMENT_AT_ENTRY, child.identity, child.episode
        )
        due = entered + AT_ENTRY
        if assessed:
            self._writes(case, entered, at_entry=True)
            rows = self._ground.run.register.updates
            rows.begun[case.update] = rows.done[case.update] = case.assessed = entered
            due = entered + self._parameters.update_after
        self._waits(case, due)

    def left(self, case: SocialWorkCase) -> None:
        """Let go a child who leaves care."""
        self._ground.run.register.updates.ended[case.update] = self._ground.run.lives.now
        case.update = NOBODY

    def pay(self, hours: float) -> float:
        """Spend hours on what has been begun, the earliest first; return how many were spent."""
        left = hours
        while self._line and left > 0.0:
            update = self._line[0][3]
            if update.case.update != update.row:
                heappop(self._line)
                continue
            if update.left > left:
                update.left -= left
                return hours
            left -= update.left
            update.left = 0.0
            heappop(self._line)
            ready = self._ground.working.after(update.begun, TAKES)
            act = partial(self._is_done, update.case, update.row)
            self._ground.diary.enter(ready, Rank.HOURS, update.case.child.identity << 2 | 2, act)
        return hours - left

    def is_up_to_date(self, case: SocialWorkCase, today: int) -> bool:
        """Whether a case has an assessment of the last year."""
        return case.assessed >= today - YEAR

    def practice_changed(self, case: SocialWorkCase, before: float) -> None:
        """Have a case that waits begun sooner: what is left of its wait goes by as practice is now."""
        now = self._ground.run.lives.now
        if case.update == NOBODY or case.begins <= self._ground.today:
            return  # it has been begun, or is today
        if case.waits_since < now:
            passed = self._beginnings.passed(case.waits_since, now) / before
            case.threshold, case.waits_since = max(0.0, case.threshold - passed), now
        begun = self._begins_on(case)
        if int(-(-begun // 1)) != case.begins:
            self._expects(case, begun)

    # --- an assessment

    def _waits(self, case: SocialWorkCase, due: float) -> None:
        """Expect the next assessment to be begun; of one who was in care before the run, what came of it by then."""
        now = self._ground.run.lives.now
        while True:
            self._writes(case, due, at_entry=False)
            begun = self._begins(case, due)
            rows = self._ground.run.register.updates
            if begun >= now:
                self._expects(case, begun)
                return
            rows.begun[case.update] = begun
            if begun + TOOK >= now:
                self._joins_line(case, begun)
                return
            rows.done[case.update] = case.assessed = begun + TOOK
            due = begun + TOOK + self._parameters.update_after

    def _begins(self, case: SocialWorkCase, due: float) -> float:
        """Return the day on which an assessment will have been begun that is due on a day."""
        child = case.child
        occasion = child.episode << UPDATE_BITS | case.updates
        case.updates += 1
        case.waits_since = due
        case.threshold = self._ground.run.chance.exponential(decisions.CHILD_ASSESSMENT_BEGUN, child.identity, occasion)
        return self._begins_on(case)

    def _begins_on(self, case: SocialWorkCase) -> float:
        ratio = self._ground.practice.of(PracticeProcess.BEGUN)
        return self._beginnings.day(case.waits_since, case.threshold * ratio)

    def _expects(self, case: SocialWorkCase, begun: float) -> None:
        """Have an assessment begun on a day, unless practice changes before."""
        case.begins = int(-(-begun // 1))
        act = partial(self._is_begun, case, case.update)
        self._ground.diary.enter(case.begins, Rank.HOURS, case.child.identity << 2 | 1, act)

    def _writes(self, case: SocialWorkCase, due: float, at_entry: bool) -> None:
        rows = self._ground.run.register.updates
        case.update = len(rows.child)
        rows.child.append(case.child.row)
        rows.episode.append(case.child.episode_row)
        rows.due.append(due)
        rows.begun.append(OPEN)
        rows.done.append(OPEN)
        rows.ended.append(OPEN)
        rows.at_entry.append(at_entry)

    def _is_begun(self, case: SocialWorkCase, row: int) -> None:
        if case.update == row and case.begins == self._ground.today:
            now, case.begins = self._ground.run.lives.now, NOBODY
            self._ground.run.register.updates.begun[row] = now
            self._joins_line(case, now)

    def _joins_line(self, case: SocialWorkCase, begun: float) -> None:
        self._entered += 1
        update = UpdateBegun(case, case.update, begun, self._parameters.hours[WorkTask.UPDATE])
        heappush(self._line, (begun, case.child.identity, self._entered, update))
        self._ground.ask(WorkTask.UPDATE)

    def _is_done(self, case: SocialWorkCase, row: int) -> None:
        if case.update != row:
            return
        now = self._ground.run.lives.now
        self._ground.run.register.updates.done[row] = case.assessed = now
        self._services.assessment_updated(case.child)
        self._waits(case, now + self._parameters.update_after)
