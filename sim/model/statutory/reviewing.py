"""Reviewing: independent reviewing officers hold the reviews of children in care, week by week, as hours allow.

The earliest due goes first. When a week is too short for what presses, nobody looks at cases between reviews; then
reviews are shortened, to the least that they need; then they are held late.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from heapq import heappop, heappush
from math import inf

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import PlacementEnd, WorkTask
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Placement
from sim.model.core.service import Service
from sim.model.register.columns import NOBODY, OPEN
from sim.model.statutory.challenge import shorten_drift
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.review_cases import ReviewCase, first_due, next_due
from sim.parameters.statutory.reviews import Reviews
from sim.parameters.statutory.strategies import MoreReviewing

WEEK = 7
DAYS_OF_WORK = 5

CHECK_STANDS = 28
"""Days after half way between two reviews, after which a check between them is no longer made."""

ALMOST = 1e-9


class Reviewing(Service):
    """The officers, their weeks, and the case of every child in care."""

    __slots__ = (
        "_arrangements",
        "_begun",
        "_cases",
        "_checks",
        "_coming",
        "_ground",
        "_more",
        "_parameters",
        "_waiting",
    )

    def __init__(self, ground: StatutoryGround, parameters: Reviews, more: MoreReviewing | None) -> None:
        self._ground = ground
        self._parameters = parameters
        self._more = more if more is not None and more.exists else None
        self._cases: dict[int, ReviewCase] = {}
        self._coming: list[tuple[float, int, int]] = []
        """By the day on which it is to be arranged: whose review, and which arrangement of it."""
        self._arrangements = 0
        self._waiting: list[ReviewCase] = []
        """Reviews that are arranged and have no day yet."""
        self._checks: list[tuple[float, int, int]] = []
        """By the day half way between two reviews: whose case, and the row of the next review."""
        self._begun = 0.0
        """Hours that a week had left and that were too few for one more of the reviews that wait."""
        monday = -ground.run.calendar.date_of(0.0).weekday()
        ground.diary.enter(ground.working.after(0.0, 0), Rank.REVIEWS, -1, partial(self._week, monday))

    # --- moments

    def entered_care(self, child: Child) -> None:
        """Have the first review of a child who has come into care."""
        case = self._cases[child.identity] = ReviewCase(child)
        self._falls_due(case, first_due(self._parameters, self._ground.working, child.entered))

    def gave_notice(self, child: Child, placement: Placement, why: PlacementEnd, needed: float) -> None:
        """Bring the review forward before a planned move, where officers come to consider it."""
        case = self._cases.get(child.identity)
        if case is None or not why.planned:
            return
        run = self._ground.run
        rows = run.register.move_reviews
        case.moving_from, case.move, case.move_needed = placement, len(rows.child), needed
        case.move_reviewed = False
        rows.child.append(child.row)
        rows.noticed.append(run.lives.now)
        rows.before.append(False)
        if run.chance.happens(
            self._parameters.considers_move, decisions.REVIEW_BEFORE_MOVE, child.identity, placement.occasion
        ):
            self._brings_forward(case, needed)

    def lives_in(self, child: Child, placement: Placement) -> None:
        """Forget a planned move that does not happen after all."""
        case = self._cases.get(child.identity)
        if case is not None:
            case.moves_no_more()

    def moved_on(self, child: Child, after: PlacementEnd) -> None:
        """Have a review soon after a move, unless there was one before it."""
        case = self._cases.get(child.identity)
        if case is None:
            return
        if not case.move_reviewed:
            self._brings_forward(case, self._soon_after(self._now))
        case.moves_no_more()

    def left_care(self, child: Child) -> None:
        """Close the case of a child who leaves care."""
        case = self._cases.pop(child.identity)
        if case.row != NOBODY:
            self._ground.run.register.reviews.ended[case.row] = self._now

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Go on with a child in care: the first two reviews as they fall, a later one by chance within its interval."""
        case = self._cases[child.identity] = ReviewCase(child)
        calendar, parameters = self._ground.run.calendar, self._parameters
        due = first_due(parameters, self._ground.working, child.entered)
        if due < 0.0:
            case.number, second = 2, next_due(parameters, calendar, due, 2)
            if second < 0.0:
                months = parameters.later_after * DAYS_PER_YEAR / 12
                case.number = 3 + int(-second / months)
                second = months * self._ground.run.chance.uniform(decisions.REVIEW_NEXT_AT_START, child.identity)
            due = second
        self._falls_due(case, due)
        if case.number > 1 and case.row != NOBODY:
            months = parameters.second_after if case.number == 2 else parameters.later_after
            half_way = due - months * DAYS_PER_YEAR / 24
            if half_way >= 0.0:
                heappush(self._checks, (half_way, child.identity, case.row))
            else:  # what officers did before the run is not known: as they should
                case.midway = True
                self._ground.run.register.reviews.midway[case.row] = half_way

    # --- what is due

    @property
    def _now(self) -> float:
        return self._ground.run.lives.now

    def _soon_after(self, day: float) -> float:
        return float(self._ground.working.after(day, int(self._parameters.first_due)))

    def _falls_due(self, case: ReviewCase, due: float) -> None:
        """Note the next review of a case, unless the child will be an adult by then."""
        run, child = self._ground.run, case.child
        if due >= child.adult:
            case.row, case.due, case.target = NOBODY, inf, inf
            case.arrangement = NOBODY
            return
        rows = run.register.reviews
        case.row = len(rows.child)
        rows.child.append(child.row)
        rows.episode.append(child.episode_row)
        rows.number.append(case.number)
        rows.due.append(due)
        rows.held.append(OPEN)
        rows.thin.append(False)
        rows.midway.append(OPEN)
        rows.forward.append(False)
        rows.outstanding.append(False)
        rows.challenged.append(False)
        rows.ended.append(OPEN)
        put_off = run.chance.happens(
            self._parameters.postponed, decisions.REVIEW_PUT_OFF, child.identity, self._name(case)
        )
        case.due = due
        self._arrange(case, due + (self._parameters.postponement if put_off else 0.0))

    def _arrange(self, case: ReviewCase, target: float) -> None:
        case.target = target
        self._arrangements += 1
        case.arrangement = self._arrangements
        booked = target - self._parameters.booked_ahead
        heappush(self._coming, (booked, case.child.identity, case.arrangement))

    def _brings_forward(self, case: ReviewCase, day: float) -> None:
        """Arrange the next review for an earlier day; the day by which it is due stays what it was."""
        if case.row != NOBODY and day < case.target:
            self._ground.run.register.reviews.forward[case.row] = True
            self._arrange(case, day)

    def _name(self, case: ReviewCase) -> int:
        return case.child.episode << 8 | case.number

    # --- a week

    def _week(self, monday: int) -> None:
        """Hold what presses, then what would be too much for the weeks ahead; then look at cases between reviews."""
        ground, parameters = self._ground, self._parameters
        today, ends = int(self._now), monday + WEEK
        self._take_up(ends)
        days = ground.working.days(today, ends - 1)
        hours = self._hours(len(days)) + self._begun
        self._waiting.sort(key=_earliest_due)
        pressing = len([case for case in self._waiting if case.target < ends])
        each = parameters.hours_per_review
        if pressing * each > hours:
            each = min(each, max(parameters.least_hours, hours / pressing))
        early = self._too_many(ends)
        used, left_over = 0.0, list[ReviewCase]()
        to_hold: dict[int, list[tuple[ReviewCase, int, bool]]] = {day: [] for day in days}
        for case in self._waiting:
            presses = case.target < ends
            takes = each if presses else parameters.hours_per_review
            if used + takes > hours + ALMOST or not (presses or early > 0):
                left_over.append(case)
                continue
            early -= not presses
            thin = takes < parameters.hours_per_review
            share = used / hours if hours > 0.0 else 0.0
            to_hold[_day_of(days, share, case.target)].append((case, case.number, thin))
            used += takes
        for day, reviews in to_hold.items():
            if reviews:
                ground.diary.enter(day, Rank.REVIEWS, 0, partial(self._hold_all, reviews))
        self._waiting = left_over
        late = bool(left_over) and left_over[0].target < ends
        self._begun = max(0.0, hours - used) if late else 0.0
        if not late:
            self._look_between(hours - used, today)
        follows = ground.working.after(ends, 0)
        ground.diary.enter(follows, Rank.REVIEWS, -1, partial(self._week, ends))

    def _hours(self, days: int) -> float:
        """Return the officers' hours for reviews on so many working days."""
        return self._officers(self._now) * self._parameters.hours_per_week * days / DAYS_OF_WORK

    def _too_many(self, since: int) -> int:
        """Return how many of the reviews arranged for days from `since` on there will be no hours for by then."""
        targets = [case.target for case in self._waiting if case.target >= since]
        whole, most, end, asked, number = self._parameters.hours_per_review, 0, since, 0, len(targets)
        while asked < number:
            end += WEEK
            while asked < number and targets[asked] < end:
                asked += 1
            hours = self._hours(self._ground.working.between(since - 1.0, end - 1.0))
            if asked * whole > hours:
                most = max(most, asked - int(hours / whole + ALMOST))
        return most

    def _take_up(self, until: int) -> None:
        """Take up what is to be arranged by then, once each; what no longer holds is let go."""
        self._waiting = [
            case for case in self._waiting if self._cases.get(case.child.identity) is case and case.row != NOBODY
        ]
        standing = {case.child.identity for case in self._waiting}
        while self._coming and self._coming[0][0] < until:
            _, identity, arrangement = heappop(self._coming)
            case = self._cases.get(identity)
            if case is not None and case.arrangement == arrangement and identity not in standing:
                standing.add(identity)
                self._waiting.append(case)

    def _look_between(self, hours: float, today: int) -> None:
        """Look at the cases half way between two reviews, the oldest first, while hours are left."""
        takes = self._parameters.hours_midway
        while self._checks and self._checks[0][0] <= today and hours >= takes:
            half_way, identity, row = heappop(self._checks)
            case = self._cases.get(identity)
            if case is None or case.row != row or half_way + CHECK_STANDS < today:
                continue
            hours -= takes
            case.midway = True
            self._ground.run.register.reviews.midway[case.row] = float(today)

    def _officers(self, now: float) -> float:
        """Return the officers there are, with those of the strategy as they come into post."""
        more = self._more
        if more is None or now < more.starts:
            return self._parameters.officers
        share = 1.0 if more.ramp <= 0.0 else min(1.0, (now - more.starts) / more.ramp)
        return self._parameters.officers + more.officers * share

    # --- a review

    def _hold_all(self, reviews: list[tuple[ReviewCase, int, bool]]) -> None:
        """Hold the reviews of a day, in the order of children: never of who was arranged first."""
        reviews.sort(key=_whose)
        for case, number, thin in reviews:
            self._hold(case, number, thin)

    def _hold(self, case: ReviewCase, number: int, thin: bool) -> None:
        """Hold the review of a child who is still in care, and set the next one."""
        child, run = case.child, self._ground.run
        if self._cases.get(child.identity) is not case or case.number != number:
            return
        now, rows = self._now, run.register.reviews
        rows.held[case.row], rows.thin[case.row] = now, thin
        self._ground.ask(WorkTask.REVIEW)
        if case.move != NOBODY:
            run.register.move_reviews.before[case.move] = case.move_reviewed = True
        if case.number > 1:
            self._looks_back(case, thin)
        case.number += 1
        case.midway = False
        due = next_due(self._parameters, run.calendar, now, case.number)
        self._falls_due(case, due)
        if case.row != NOBODY:
            heappush(self._checks, ((now + due) / 2, child.identity, case.row))
        self._ground.services.reviewed(child, number)

    def _looks_back(self, case: ReviewCase, thin: bool) -> None:
        """See whether what the last review decided has been done, and challenge what has not."""
        child, run, parameters = case.child, self._ground.run, self._parameters
        name, rows = self._name(case), run.register.reviews
        if run.chance.happens(parameters.decision_done, decisions.REVIEW_DECISION_DONE, child.identity, name):
            return
        rows.outstanding[case.row] = True
        chance = parameters.challenge * (parameters.challenge_thin if thin else 1.0)
        chance *= parameters.challenge_midway if case.midway else 1.0
        if run.chance.happens(min(chance, 1.0), decisions.REVIEW_CHALLENGE, child.identity, name):
            rows.challenged[case.row] = True
            shorten_drift(case, run.lives, parameters.drift_shortened)


def _earliest_due(case: ReviewCase) -> tuple[float, int]:
    return case.target, case.child.identity


def _whose(review: tuple[ReviewCase, int, bool]) -> int:
    return review[0].child.identity


def _day_of(days: list[int], share: float, target: float) -> int:
    """Return the working day of the week for which a review is arranged; if that is past, by the hours used before."""
    in_time = bisect_right(days, target)
    return days[in_time - 1] if in_time else days[min(int(share * len(days)), len(days) - 1)]
