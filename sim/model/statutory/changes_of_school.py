"""Changes of school: what asks for one, the wait for it, and the schools at which a pupil in care has been."""

from __future__ import annotations

from functools import partial
from math import inf

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Distance, Kind, Location, PracticeProcess, Route
from sim.foundations.school_days import KEY_STAGE_4, age_of_year, is_mid_year, next_school_year
from sim.model.core.people import Child
from sim.model.engine.life import Wake
from sim.model.register.columns import NOBODY, OPEN
from sim.model.statutory.education_plans import EducationPlanning
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.pupil import Pupil
from sim.model.statutory.school_rules import distance_of_move, first_day, outside
from sim.parameters.statutory.strategies import SchoolReach
from sim.parameters.statutory.virtual_school import VirtualSchool


class ChangesOfSchool:
    """Has pupils change school, and writes down where they were."""

    __slots__ = ("_ground", "_parameters", "_plans", "_reach")

    def __init__(
        self,
        ground: StatutoryGround,
        parameters: VirtualSchool,
        reach: SchoolReach | None,
        plans: EducationPlanning,
    ) -> None:
        self._ground = ground
        self._parameters = parameters
        self._reach = reach
        self._plans = plans

    def at_entry(self, pupil: Pupil, entered: float) -> None:
        """Find the school to which the child went at home, if to one."""
        child, chance = pupil.child, self._ground.run.chance
        enrolled = child.route is not Route.UNACCOMPANIED and chance.happens(
            self._parameters.enrolled_at_entry, decisions.SCHOOL_AT_ENTRY, child.identity, child.episode
        )
        self._begins_period(pupil, entered, enrolled)

    def comes_of_age(self, pupil: Pupil, of_age: bool, day: float) -> None:
        """Have a child start school on day `day`, if that is what their age now is; they leave care before school."""
        if of_age and pupil.period == NOBODY:
            self._begins_period(pupil, max(day, pupil.child.entered), True)
        pupil.of_age = of_age

    def moves(self, pupil: Pupil, joined: Location, kind: Kind, occasion: int, moved: float) -> None:
        """Have a pupil who lives in another place since day `moved` change school, by chance and how far it is."""
        distance, pupil.lives = distance_of_move(pupil.lives, joined), joined
        if not pupil.of_age:
            return
        self._ends_kept(pupil)
        if pupil.wanted != NOBODY:
            if distance is not Distance.WITHIN:
                self._lapses(pupil, moved)
                self._asks(pupil, moved, True)
        elif not pupil.at_school:
            self._asks(pupil, moved, True)
        else:
            self._changes(pupil, distance, kind, occasion, moved)

    def _changes(self, pupil: Pupil, distance: Distance, kind: Kind, occasion: int, moved: float) -> None:
        parameters, child = self._parameters, pupil.child
        probability = parameters.moves_with_placement[distance]
        if kind is Kind.CHILDRENS_HOME:
            probability *= parameters.home_ratio
        u = self._ground.run.chance.uniform(decisions.SCHOOL_MOVE, child.identity, occasion)
        if u < probability * self._towards(1.0 if self._reach is None else self._reach.moves_ratio, moved):
            self._asks(pupil, moved, True)
        elif u < probability:
            kept = self._ground.run.register.kept_schools
            pupil.kept = len(kept.child)
            kept.child.append(child.row)
            kept.began.append(moved)
            kept.ended.append(float(next_school_year(self._ground.run.calendar, moved)))

    def _towards(self, ratio: float, day: float) -> float:
        """Return a ratio of the virtual school's reach as far as it is in force on a day."""
        reach = self._reach
        if reach is None or day < reach.starts:
            return 1.0
        share = 1.0 if reach.ramp <= 0.0 else min(1.0, (day - reach.starts) / reach.ramp)
        return 1.0 + share * (ratio - 1.0)

    def moves_otherwise(self, pupil: Pupil, day: float) -> None:
        """Have a pupil who is at a school change it without a change of placement."""
        if pupil.at_school:
            self._asks(pupil, day, False)

    def left_care(self, pupil: Pupil) -> None:
        """End what is written down of a pupil who leaves care."""
        self._ends_period(pupil)
        self._ends_kept(pupil)
        if pupil.wanted != NOBODY:
            self._ground.run.register.school_moves.ended[pupil.wanted] = self._ground.run.lives.now

    # --- a change of school

    def _asks(self, pupil: Pupil, asked: float, with_placement: bool) -> None:
        """Ask for a school where the child lives now; until it begins they are at none."""
        run, child = self._ground.run, pupil.child
        pupil.schools += 1
        rows = run.register.school_moves
        pupil.wanted = row = len(rows.child)
        had = run.register.school_periods
        rows.child.append(child.row)
        rows.asked.append(asked)
        rows.started.append(OPEN)
        rows.from_outside.append(pupil.at_school and had.outside[pupil.period])
        rows.had_none.append(not pupil.at_school)
        rows.outside.append(outside(pupil.lives))
        rows.good.append(False)
        rows.mid_year.append(False)
        rows.with_placement.append(with_placement)
        rows.key_stage_4.append(age_of_year(run.calendar, child.born, asked) in KEY_STAGE_4)
        rows.ended.append(OPEN)
        if pupil.at_school:
            self._ends_period(pupil, asked)
            self._begins_period(pupil, asked, False)
        ratio = self._towards(1.0 if self._reach is None else self._reach.late_ratio, asked)
        ratio *= self._ground.practice.of(PracticeProcess.SCHOOL_OFFERS)
        away = outside(pupil.lives)
        starts = int(asked)  # long before the first day it does not matter when
        if asked >= self._ground.school.since:
            starts = first_day(
                self._parameters,
                self._ground.school,
                run.chance,
                run.calendar,
                asked,
                away,
                ratio,
                child.identity,
                pupil.occasion(),
            )
        pupil.starts = starts
        if starts >= run.lives.now:
            act = partial(self._starts, pupil, row, starts)
            self._ground.diary.enter(starts, Rank.SCHOOL, child.identity << 1 | 1, act)
            self._strain_changes(pupil)

    def starts_by(self, pupil: Pupil, day: float) -> None:
        """Begin before the run, and before a day of it, at the school that is asked for, if that had come by then."""
        if pupil.wanted != NOBODY and pupil.starts < day:
            self._starts(pupil, pupil.wanted, pupil.starts)

    def _starts(self, pupil: Pupil, row: int, day: int) -> None:
        """Begin at the school that was asked for, if it is still wanted."""
        if pupil.wanted != row or pupil.left < inf:
            return
        pupil.wanted = NOBODY
        self._ends_period(pupil, day)
        self._begins_period(pupil, day, True)
        run = self._ground.run
        rows = run.register.school_moves
        rows.started[row] = float(day)
        rows.good[row] = run.register.school_periods.good[pupil.period]
        rows.mid_year[row] = is_mid_year(run.calendar, day)
        if day >= self._ground.school.since:
            self._plans.after_move(pupil, day)
        if day >= run.lives.now:
            self._strain_changes(pupil)

    def _lapses(self, pupil: Pupil, day: float) -> None:
        """Let go the school that was asked for: the child has moved on before it began."""
        self._ground.run.register.school_moves.ended[pupil.wanted] = day
        pupil.wanted = NOBODY

    def _strain_changes(self, pupil: Pupil) -> None:
        """Have the life of a child look again at what strains the placement, where being out of school does.

        Not before what happens now is over: it may be the child's own life that tells of it.
        """
        if self._parameters.out_of_school_multiplier != 1.0:
            self._ground.run.lives.at(self._ground.run.lives.now, partial(self._looks_again, pupil.child))

    def _looks_again(self, child: Child) -> None:
        if child.life is not None and child.looked_after:
            self._ground.run.lives.wake(child.life, Wake.SUPPORT_CHANGED)

    # --- periods

    def _begins_period(self, pupil: Pupil, day: float, at_school: bool) -> None:
        run, child = self._ground.run, pupil.child
        rows, away = run.register.school_periods, outside(pupil.lives)
        share = self._parameters.good_outside if away else self._parameters.good_inside
        pupil.at_school, pupil.period = at_school, len(rows.child)
        rows.child.append(child.row)
        rows.episode.append(child.episode_row)
        rows.began.append(day)
        rows.ended.append(OPEN)
        rows.enrolled.append(at_school)
        rows.outside.append(away)
        rows.good.append(
            at_school and run.chance.happens(share, decisions.SCHOOL_GOOD, child.identity, pupil.occasion())
        )

    def _ends_period(self, pupil: Pupil, day: float = inf) -> None:
        if pupil.period != NOBODY:
            self._ground.run.register.school_periods.ended[pupil.period] = min(day, self._ground.run.lives.now)
            pupil.period, pupil.at_school = NOBODY, False

    def _ends_kept(self, pupil: Pupil) -> None:
        """Stop paying for a school that was kept: the child moves again, or leaves care."""
        if pupil.kept != NOBODY:
            ended = self._ground.run.register.kept_schools.ended
            ended[pupil.kept] = min(ended[pupil.kept], self._ground.run.lives.now)
            pupil.kept = NOBODY
