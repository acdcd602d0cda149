"""Personal education plans: the first after coming into care, one each term, and another after a change of school."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import PracticeProcess, WorkTask
from sim.foundations.distributions import lognormal
from sim.model.register.columns import OPEN
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.practice import DoneInTime
from sim.model.statutory.pupil import Pupil
from sim.model.statutory.school_rules import LONGEST_WAIT
from sim.parameters.statutory.virtual_school import VirtualSchool

TERM: Final = -3
"""The name of plans of a term in the diary: before those of single pupils."""

EducationPlan = tuple[Pupil, int, int]
"""Whose a plan is, the period of care in which it fell due, and its row."""

AFTER_MOVE = 20
"""School days after starting at a new school, by which the plan is to be made anew."""


class PlanDue:
    """A plan that falls due, where practice clinics ask how many were in time."""

    __slots__ = ("due", "made", "pupil")

    def __init__(self, pupil: Pupil, due: int, made: int | None) -> None:
        self.pupil = pupil
        self.due = due
        self.made = made


class EducationPlanning:
    """Sees that each pupil in care has a plan, and writes down which were made in time."""

    __slots__ = ("_due", "_ground", "_parameters")

    def __init__(self, ground: StatutoryGround, parameters: VirtualSchool) -> None:
        self._ground = ground
        self._parameters = parameters
        self._due: list[PlanDue] = []

    def first(self, pupil: Pupil, entered: float) -> None:
        """Have the first plan made, of a pupil who came into care on day `entered`."""
        ground, parameters, child = self._ground, self._parameters, pupil.child
        u = ground.run.chance.uniform(decisions.SCHOOL_PLAN_FIRST, child.identity, child.episode)
        median = parameters.pep_first_median * ground.practice.of(PracticeProcess.EDUCATION_PLANS)
        days = min(LONGEST_WAIT, lognormal(u, median, parameters.pep_first_spread))
        takes = max(1, int(days + 0.5))
        due = ground.school.after(entered, int(parameters.pep_first_due))
        self._write(pupil, due, ground.school.after(entered, takes), True)

    def first_if_due(self, pupil: Pupil, entered: float) -> None:
        """Have the first plan made of a pupil who came before the run, where it was not due before it."""
        school, due = self._ground.school, int(self._parameters.pep_first_due)
        if entered >= school.since and school.after(entered, due) >= self._ground.run.register.since:
            self.first(pupil, entered)

    def of_term(self, pupils: Sequence[Pupil], begins: int, ends: int) -> None:
        """Have plans made in the term that begins on day `begins`, due before the day on which the next one does.

        Each is made at a meeting of its own: they are spread over the school days of the term. As the run begins that
        of the term under way is done in part.
        """
        ground, chance, termly = self._ground, self._ground.run.chance, self._share_made()
        school_days = ground.school.days(begins, ends - 1)
        meetings: dict[int, list[EducationPlan]] = {}
        for pupil in pupils:
            identity = pupil.child.identity
            if not chance.happens(termly, decisions.SCHOOL_PLAN_TERM, identity, begins):
                self._falls_due(pupil, ends - 1, None, False)
                continue
            day = school_days[int(chance.uniform(decisions.SCHOOL_PLAN_DAY, identity, begins) * len(school_days))]
            row = self._falls_due(pupil, ends - 1, day, False)
            meetings.setdefault(day, []).append((pupil, pupil.child.episode, row))
        for day, plans in meetings.items():
            self._make_on(day, TERM, plans)

    def after_move(self, pupil: Pupil, started: int) -> None:
        """Have the plan made anew of a pupil who has started at another school, where it was not due before the run."""
        chance, child = self._ground.run.chance, pupil.child
        due = self._ground.school.after(started, AFTER_MOVE)
        if due < self._ground.run.register.since:
            return
        made = chance.happens(self._share_made(), decisions.SCHOOL_PLAN_AFTER_MOVE, child.identity, pupil.occasion())
        self._write(pupil, due, due if made else None, False)

    def in_time(self, since: int, until: int) -> DoneInTime:
        """Return the plans due from one day up to another, the child in care past the day, and those made by then."""
        part = whole = 0
        later: list[PlanDue] = []
        for plan in self._due:
            if plan.due >= until:
                later.append(plan)
            elif plan.due >= since and plan.pupil.left > plan.due:
                whole += 1
                part += plan.made is not None and plan.made <= plan.due
        self._due = later
        return DoneInTime(part, whole)

    def _share_made(self) -> float:
        """Return the share of plans that are brought up to date: of those that are not, practice leaves a part."""
        ratio = self._ground.practice.of(PracticeProcess.EDUCATION_PLANS)
        termly = self._parameters.pep_termly
        return termly if ratio == 1.0 else 1.0 - (1.0 - termly) * ratio

    def _write(self, pupil: Pupil, due: int, made: int | None, first: bool) -> None:
        """Write down a plan that falls due, and have it made on its day."""
        row, child = self._falls_due(pupil, due, made, first), pupil.child
        if made is not None:
            self._make_on(made, child.identity << 1, [(pupil, child.episode, row)])

    def _falls_due(self, pupil: Pupil, due: int, made: int | None, first: bool) -> int:
        """Write down a plan that falls due, and return its row."""
        rows, child = self._ground.run.register.education_plans, pupil.child
        row = len(rows.due)
        rows.child.append(child.row)
        rows.episode.append(child.episode_row)
        rows.due.append(float(due))
        rows.done.append(OPEN)
        rows.first.append(first)
        if self._ground.practice.watched:
            self._due.append(PlanDue(pupil, due, made))
        return row

    def _make_on(self, day: int, name: int, plans: list[EducationPlan]) -> None:
        """Have plans made on a day; what was made before the run asks no hours of it."""
        run = self._ground.run
        if day >= run.register.since:
            self._ground.diary.enter(day, Rank.SCHOOL, name, partial(self._make, plans, day))
            return
        for _, _, row in plans:
            run.register.education_plans.done[row] = float(day)

    def _make(self, plans: list[EducationPlan], made: int) -> None:
        """Make the plans of those who are in the same period of care still."""
        done = self._ground.run.register.education_plans.done
        for pupil, episode, row in plans:
            if pupil.child.episode == episode and pupil.child.looked_after:
                done[row] = float(made)
                self._ground.ask(WorkTask.EDUCATION_PLAN)
