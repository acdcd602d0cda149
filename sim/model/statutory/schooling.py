"""School: where children in care go to school, and when a change of placement changes that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from operator import itemgetter

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Distance, Kind, Location, PracticeProcess, Route
from sim.foundations.school_days import (
    KEY_STAGE_4,
    age_of_year,
    at_school_age,
    end_of_year_11,
    is_mid_year,
    next_school_year,
    starts_school,
)
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Placement
from sim.model.core.service import Service
from sim.model.engine.life import Wake
from sim.model.register.columns import NOBODY, OPEN
from sim.model.statutory.education_plans import EducationPlanning
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.practice import DoneInTime
from sim.model.statutory.pupil import Pupil
from sim.model.statutory.school_rules import OCCASION_BITS, distance_of_move, first_day, outside
from sim.parameters.statutory.strategies import SchoolReach
from sim.parameters.statutory.virtual_school import VirtualSchool

FIRST_NOT_KNOWN = -1000
"""Names the chance of a change of school with the first placement of a child of whom only later ones are known.

Of what is longer ago than a year no placements are known: one is taken each year, about as many as there are (257 moves
a year of 301 children in Tower Hamlets), where the first one is that is known.
"""


class Schooling(Service):
    """Follows every child in care as a pupil."""

    __slots__ = ("_ground", "_parameters", "_plans", "_pupils", "_reach")

    def __init__(self, ground: StatutoryGround, parameters: VirtualSchool, reach: SchoolReach | None) -> None:
        self._ground = ground
        self._parameters = parameters
        self._reach = reach if reach is not None and reach.exists else None
        self._pupils: dict[int, Pupil] = {}
        self._plans = EducationPlanning(ground, parameters)
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
            self._at_entry(pupil, child.entered)
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
        self._ends_period(pupil)
        self._ends_kept(pupil)
        if pupil.wanted != NOBODY:
            self._ground.run.register.school_moves.ended[pupil.wanted] = self._now

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Take up a child who is in care when the run begins: their schools so far, by the chances of their moves."""
        pupil = self._taken_up(child, child.entered)
        if pupil.of_age:
            self._at_entry(pupil, child.entered)
            self._plans.first_if_due(pupil, child.entered)
        happened: list[tuple[float, Callable[[], None]]] = []
        first, began, occasion = kept.placements[0], child.entered, FIRST_NOT_KNOWN
        while began < first.began:
            moved = partial(self._moves, pupil, first.location, first.kind, occasion, began)
            happened.append((began, moved))
            began, occasion = began + DAYS_PER_YEAR, occasion - 1
        for number, past in enumerate(kept.placements):
            if not past.emergency or min(past.ended, 0.0) - past.began >= self._parameters.after_emergency:
                moved = partial(self._moves, pupil, past.location, past.kind, number - len(kept.placements), past.began)
                happened.append((past.began, moved))
        started = float(starts_school(self._ground.run.calendar, child.born))
        if child.entered < started <= self._now:
            happened.append((started, partial(self._comes_of_age, pupil, True, started)))
        other = self._next_other_move(pupil, child.entered)
        while other <= self._now:
            happened.append((other, partial(self._moves_otherwise, pupil, other)))
            other = self._next_other_move(pupil, other)
        for day, act in sorted(happened, key=itemgetter(0)):
            self._starts_by(pupil, day)
            act()
        self._starts_by(pupil, self._now)
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

    def _at_entry(self, pupil: Pupil, entered: float) -> None:
        """Find the school to which the child went at home, if to one."""
        child, chance = pupil.child, self._ground.run.chance
        enrolled = child.route is not Route.UNACCOMPANIED and chance.happens(
            self._parameters.enrolled_at_entry, decisions.SCHOOL_AT_ENTRY, child.identity, child.episode
        )
        self._begins_period(pupil, entered, enrolled)

    def _lives_in(self, pupil: Pupil, placement: Placement) -> None:
        """Think of another school, at once or, in an emergency place, if the child is still there after some weeks."""
        if not placement.emergency:
            self._moves(pupil, placement.location, placement.kind, placement.occasion, self._now)
            return
        day = int(self._now + self._parameters.after_emergency) + 1
        act = partial(self._still_there, pupil, placement)
        self._ground.diary.enter(day, Rank.SCHOOL, pupil.child.identity << 1, act)

    def _still_there(self, pupil: Pupil, placement: Placement) -> None:
        if pupil.child.placement is placement and self._pupils.get(pupil.child.identity) is pupil:
            self._moves(pupil, placement.location, placement.kind, placement.occasion, self._now)

    def _moves(self, pupil: Pupil, joined: Location, kind: Kind, occasion: int, moved: float) -> None:
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

    def _starts_by(self, pupil: Pupil, day: float) -> None:
        """Begin before the run, and before a day of it, at the school that is asked for, if that had come by then."""
        if pupil.wanted != NOBODY and pupil.starts < day:
            self._starts(pupil, pupil.wanted, pupil.starts)

    def _starts(self, pupil: Pupil, row: int, day: int) -> None:
        """Begin at the school that was asked for, if it is still wanted."""
        if pupil.wanted != row or self._pupils.get(pupil.child.identity) is not pupil:
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
            self._moves_otherwise(pupil, self._now)
            self._expect_other_move(pupil, self._next_other_move(pupil, self._now))

    def _moves_otherwise(self, pupil: Pupil, day: float) -> None:
        if pupil.at_school:
            self._asks(pupil, day, False)

    def _strain_changes(self, pupil: Pupil) -> None:
        """Have the life of a child look again at what strains the placement, where being out of school does.

        Not before what happens now is over: it may be the child's own life that tells of it.
        """
        if self._parameters.out_of_school_multiplier != 1.0:
            self._ground.run.lives.at(self._now, partial(self._looks_again, pupil.child))

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
            self._ground.run.register.school_periods.ended[pupil.period] = min(day, self._now)
            pupil.period, pupil.at_school = NOBODY, False

    def _ends_kept(self, pupil: Pupil) -> None:
        """Stop paying for a school that was kept: the child moves again, or leaves care."""
        if pupil.kept != NOBODY:
            ended = self._ground.run.register.kept_schools.ended
            ended[pupil.kept] = min(ended[pupil.kept], self._now)
            pupil.kept = NOBODY

    # --- years and terms

    def _expect_year(self) -> None:
        day = next_school_year(self._ground.run.calendar, self._now)
        self._ground.diary.enter(day, Rank.SCHOOL, -1, self._new_year)

    def _new_year(self) -> None:
        """Have children start school, by their age at the start of the school year."""
        calendar = self._ground.run.calendar
        for identity in sorted(self._pupils):
            pupil = self._pupils[identity]
            self._comes_of_age(pupil, at_school_age(calendar, pupil.child.born, self._now), self._now)
        self._expect_year()

    def _comes_of_age(self, pupil: Pupil, of_age: bool, day: float) -> None:
        """Have a child start school on day `day`, if that is what their age now is; they leave care before school."""
        if of_age and pupil.period == NOBODY:
            self._begins_period(pupil, max(day, pupil.child.entered), True)
        pupil.of_age = of_age

    def _expect_term(self, begins: int) -> None:
        self._ground.diary.enter(begins, Rank.SCHOOL, -2, partial(self._new_term, begins))

    def _new_term(self, begins: int) -> None:
        """Have a plan made for everybody of age."""
        ends = self._ground.school.next_term(begins)
        pupils = [self._pupils[identity] for identity in sorted(self._pupils)]
        self._plans.of_term([pupil for pupil in pupils if pupil.of_age], begins, ends)
        self._expect_term(ends)
