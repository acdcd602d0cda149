"""School: where children in care go to school, and when a change of placement changes that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from operator import itemgetter

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.school_days import (
    KEY_STAGE_4,
    age_of_year,
    at_school_age,
    end_of_year_11,
    next_school_year,
    starts_school,
)
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Placement
from sim.model.core.service import Service
from sim.model.register.columns import NOBODY
from sim.model.statutory.changes_of_school import ChangesOfSchool
from sim.model.statutory.education_plans import EducationPlanning
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.practice import DoneInTime
from sim.model.statutory.pupil import Pupil
from sim.model.statutory.school_rules import OCCASION_BITS
from sim.parameters.statutory.strategies import SchoolReach
from sim.parameters.statutory.virtual_school import VirtualSchool

FIRST_NOT_KNOWN = -1000
"""Names the chance of a change of school with the first placement of a child of whom only later ones are known.

Of what is longer ago than a year no placements are known: one is taken each year, about as many as there are (257 moves
a year of 301 children in Tower Hamlets), where the first one is that is known.
"""


class Schooling(Service):
    """Follows every child in care as a pupil."""

    __slots__ = ("_changes", "_ground", "_parameters", "_plans", "_pupils", "_reach")

    def __init__(self, ground: StatutoryGround, parameters: VirtualSchool, reach: SchoolReach | None) -> None:
        self._ground = ground
        self._parameters = parameters
        self._reach = reach if reach is not None and reach.exists else None
        self._pupils: dict[int, Pupil] = {}
        self._plans = EducationPlanning(ground, parameters)
        self._changes = ChangesOfSchool(ground, parameters, self._reach, self._plans)
        self._expect_year()
        self._expect_term(ground.school.next_term(ground.run.lives.now - 1))

    # --- moments

    def entered_care(self, child: Child) -> None:
        """Take up a child who has come into care: their school, then what the first placement makes of it."""
        placement = child.placement
        assert placement is not None
        pupil = self._taken_up(child, self._now)
        self._expect_other_move(pupil, self._next_other_move(pupil, self._now))
        if pupil.of_age:
            self._changes.at_entry(pupil, child.entered)
            self._plans.first(pupil, child.entered)
        self._lives_in(pupil, placement)

    def placed(self, child: Child, placement: Placement) -> None:
        """Think of another school for a child who has moved."""
        pupil = self._pupils.get(child.identity)
        if pupil is not None:
            self._lives_in(pupil, placement)

    def left_care(self, child: Child) -> None:
        """Let a child go who leaves care."""
        pupil = self._pupils.pop(child.identity)
        pupil.left = self._now
        self._changes.left_care(pupil)

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Take up a child who is in care when the run begins: their schools so far, by the chances of their moves."""
        pupil = self._taken_up(child, child.entered)
        if pupil.of_age:
            self._changes.at_entry(pupil, child.entered)
            self._plans.first_if_due(pupil, child.entered)
        happened: list[tuple[float, Callable[[], None]]] = []
        first, began, occasion = kept.placements[0], child.entered, FIRST_NOT_KNOWN
        while began < first.began:
            moved = partial(self._changes.moves, pupil, first.location, first.kind, occasion, began)
            happened.append((began, moved))
            began, occasion = began + DAYS_PER_YEAR, occasion - 1
        for occasion, past in enumerate(kept.placements, -len(kept.placements)):
            if not past.emergency or min(past.ended, 0.0) - past.began >= self._parameters.after_emergency:
                moved = partial(self._changes.moves, pupil, past.location, past.kind, occasion, past.began)
                happened.append((past.began, moved))
        started = float(starts_school(self._ground.run.calendar, child.born))
        if child.entered < started <= self._now:
            happened.append((started, partial(self._changes.comes_of_age, pupil, True, started)))
        other = self._next_other_move(pupil, child.entered)
        while other <= self._now:
            happened.append((other, partial(self._changes.moves_otherwise, pupil, other)))
            other = self._next_other_move(pupil, other)
        for day, act in sorted(happened, key=itemgetter(0)):
            self._changes.starts_by(pupil, day)
            act()
        self._changes.starts_by(pupil, self._now)
        self._expect_other_move(pupil, other)

    def all_opened(self, children: Sequence[Child]) -> None:
        """Have the plans of the term that is under way made by those who were in care as it began."""
        begins = self._ground.school.term_of(self._now)
        pupils = [self._pupils[child.identity] for child in children if child.entered < begins]
        self._plans.of_term(
            [pupil for pupil in pupils if pupil.of_age], begins, self._ground.school.next_term(self._now)
        )

    # --- questions

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier, with what being out of school makes of it in a foster family."""
        if self._parameters.out_of_school_multiplier == 1.0:
            return multiplier
        pupil = self._pupils.get(child.identity)
        if pupil is None or pupil.wanted == NOBODY or not placement.kind.foster:
            return multiplier
        return multiplier * self._parameters.out_of_school_multiplier

    def planned_move_waits_until(self, child: Child, placement: Placement) -> float:
        """Return the end of year 11 for some of those whose planned move would come in year 10 or 11."""
        now = self._now
        if age_of_year(self._ground.run.calendar, child.born, now) not in KEY_STAGE_4:
            return -inf
        reach = self._reach
        protects = self._parameters.protects_key_stage_4
        if reach is not None and now >= reach.starts:
            protects = max(protects, reach.protects_key_stage_4)
        chance = self._ground.run.chance
        if not chance.happens(protects, decisions.KEY_STAGE_4_PROTECTED, child.identity, placement.occasion):
            return -inf
        return float(end_of_year_11(self._ground.run.calendar, child.born))

    # --- what clinics ask

    def plans_in_time(self, since: int, until: int) -> DoneInTime:
        """Return the education plans due from one day up to another, and those made in time."""
        return self._plans.in_time(since, until)

    def on_a_roll(self, since: int, until: int) -> DoneInTime:
        """Return the children of school age as a month has ended, and those on the roll of a school."""
        part = whole = 0
        for pupil in self._pupils.values():
            if pupil.period != NOBODY:
                whole += 1
                part += pupil.at_school
        return DoneInTime(part, whole)

    # --- a pupil

    @property
    def _now(self) -> float:
        return self._ground.run.lives.now

    def _taken_up(self, child: Child, entered: float) -> Pupil:
        pupil = self._pupils[child.identity] = Pupil(child)
        pupil.of_age = at_school_age(self._ground.run.calendar, child.born, entered)
        return pupil

    def _lives_in(self, pupil: Pupil, placement: Placement) -> None:
        """Think of another school, at once or, in an emergency place, if the child is still there after some weeks."""
        if not placement.emergency:
            self._changes.moves(pupil, placement.location, placement.kind, placement.occasion, self._now)
            return
        day = int(self._now + self._parameters.after_emergency) + 1
        act = partial(self._still_there, pupil, placement)
        self._ground.diary.enter(day, Rank.SCHOOL, pupil.child.identity << 1, act)

    def _still_there(self, pupil: Pupil, placement: Placement) -> None:
        if pupil.child.placement is placement and self._pupils.get(pupil.child.identity) is pupil:
            self._changes.moves(pupil, placement.location, placement.kind, placement.occasion, self._now)

    def _next_other_move(self, pupil: Pupil, since: float) -> float:
        """Return when a pupil next changes school without a change of placement, if they are at one then."""
        rate, child = self._parameters.other_moves, pupil.child
        if rate <= 0.0:
            return inf
        occasion = child.episode << OCCASION_BITS | pupil.other_moves
        pupil.other_moves += 1
        wait = self._ground.run.chance.exponential(decisions.SCHOOL_MOVE_OTHERWISE, child.identity, occasion)
        return float((since + wait / rate * DAYS_PER_YEAR) // 1 + 1)

    def _expect_other_move(self, pupil: Pupil, day: float) -> None:
        if day < self._ground.run.lives.horizon:
            act = partial(self._other_move, pupil)
            self._ground.diary.enter(int(day), Rank.SCHOOL, pupil.child.identity << 1, act)

    def _other_move(self, pupil: Pupil) -> None:
        if self._pupils.get(pupil.child.identity) is pupil:
            self._changes.moves_otherwise(pupil, self._now)
            self._expect_other_move(pupil, self._next_other_move(pupil, self._now))

    # --- years and terms

    def _expect_year(self) -> None:
        day = next_school_year(self._ground.run.calendar, self._now)
        self._ground.diary.enter(day, Rank.SCHOOL, -1, self._new_year)

    def _new_year(self) -> None:
        """Have children start school, by their age at the start of the school year."""
        calendar = self._ground.run.calendar
        for identity in sorted(self._pupils):
            pupil = self._pupils[identity]
            self._changes.comes_of_age(pupil, at_school_age(calendar, pupil.child.born, self._now), self._now)
        self._expect_year()

    def _expect_term(self, begins: int) -> None:
        self._ground.diary.enter(begins, Rank.SCHOOL, -2, partial(self._new_term, begins))

    def _new_term(self, begins: int) -> None:
        """Have a plan made for everybody of age."""
        ends = self._ground.school.next_term(begins)
        pupils = [self._pupils[identity] for identity in sorted(self._pupils)]
        self._plans.of_term([pupil for pupil in pupils if pupil.of_age], begins, ends)
        self._expect_term(ends)
