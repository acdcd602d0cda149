"""Life-story work: a book for every child who will not go home, made one after another by those who make them."""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import LeavingCause
from sim.foundations.working_days import months_after
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Placement
from sim.model.core.service import Service
from sim.model.engine.life import Wake
from sim.model.register.columns import OPEN
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.parameters.statutory.life_story import LifeStory
from sim.parameters.statutory.strategies import MoreLifeStory

FOR_GOOD = (LeavingCause.ADOPTED, LeavingCause.SPECIAL_GUARDIANSHIP)
"""Ends of care after which the child does not go home."""

FIRST_REVIEW = 20
"""Working days after coming into care; the second is three months later."""

SECOND_REVIEW = 3

SECOND = 2

STILL_IN_CARE = 180.0
"""Days after the second review: who is in care then is taken not to go home."""

WEEK = 7


class LifeStoryBook:
    """A child in care, from coming in until leaving, by what is known of their book."""

    __slots__ = ("child", "done", "due", "row")

    def __init__(self, child: Child) -> None:
        self.child = child
        self.due = 0.0
        self.row = -1
        """Of the register, once the book is due."""
        self.done = False


class LifeStoryWork(Service):
    """Those who make the books, week by week, the longest due first."""

    __slots__ = ("_begun", "_ground", "_line", "_more", "_parameters", "_stories")

    def __init__(self, ground: StatutoryGround, parameters: LifeStory, more: MoreLifeStory | None) -> None:
        self._ground = ground
        self._parameters = parameters
        self._more = more if more is not None and more.exists else None
        self._stories: dict[int, LifeStoryBook] = {}
        self._line: list[tuple[float, int, int]] = []
        """Due day, identity and period of care of those who wait."""
        self._begun = 0.0
        """How much of the next book has been made."""
        ground.diary.enter(ground.working.after(0.0, 0), Rank.LIFE_STORY, -1, self._week)

    # --- moments

    def entered_care(self, child: Child) -> None:
        """Take up a child who has come into care; the second review is told of, where a service holds reviews."""
        story = self._stories[child.identity] = LifeStoryBook(child)
        if self._ground.run.parameters.reviews is None:
            self._reckon_with(story)

    def reviewed(self, child: Child, number: int) -> None:
        """Reckon with a child whose second review has been held."""
        story = self._stories.get(child.identity)
        if number == SECOND and story is not None:
            self._due_on(story, self._ground.run.lives.now + STILL_IN_CARE + self._parameters.due_after)

    def prepares_to_leave(self, child: Child) -> None:
        """Have the book due sooner of a child who, it has been decided, will live elsewhere for good."""
        story = self._stories.get(child.identity)
        if story is not None and child.plan is not None and child.plan.cause in FOR_GOOD:
            self._due_on(story, self._ground.run.lives.now + self._parameters.due_after)

    def left_care(self, child: Child) -> None:
        """Let go a child who leaves care."""
        story = self._stories.pop(child.identity)
        if story.row >= 0 and not story.done:
            self._ground.run.register.life_stories.ended[story.row] = self._ground.run.lives.now

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Reckon with a child who is in care when the run begins, and may have a book."""
        story = self._stories[child.identity] = LifeStoryBook(child)
        if kept.decided <= 0.0 and kept.cause in FOR_GOOD:
            self._due_on(story, kept.decided + self._parameters.due_after)
        self._reckon_with(story)

    # --- questions

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier, with what a book makes of it."""
        if self._parameters.hazard_multiplier == 1.0:
            return multiplier
        story = self._stories.get(child.identity)
        return multiplier if story is None or not story.done else multiplier * self._parameters.hazard_multiplier

    # --- a book

    def _reckon_with(self, story: LifeStoryBook) -> None:
        """Expect the book of a child when, still in care after the second review, they are taken not to go home."""
        run, entered = self._ground.run, story.child.entered
        first = entered + FIRST_REVIEW * WEEK / 5
        if entered >= self._ground.working.since:
            first = float(self._ground.working.after(entered, FIRST_REVIEW))
        known = months_after(run.calendar, first, SECOND_REVIEW) + STILL_IN_CARE
        self._due_on(story, known + self._parameters.due_after)

    def _due_on(self, story: LifeStoryBook, due: float) -> None:
        if story.row >= 0 or (story.due and story.due <= due):
            return
        story.due = due
        if due <= self._ground.run.lives.now:
            self._falls_due(story, story.child.episode, due)
            return
        act = partial(self._falls_due, story, story.child.episode, due)
        self._ground.diary.enter(int(due), Rank.LIFE_STORY, story.child.identity, act)

    def _falls_due(self, story: LifeStoryBook, episode: int, due: float) -> None:
        """Have a child wait for their book; some of those for whom it was due before the first day have it."""
        child, run = story.child, self._ground.run
        if self._stories.get(child.identity) is not story or story.row >= 0:
            return
        rows = run.register.life_stories
        story.row = len(rows.child)
        rows.child.append(child.row)
        rows.episode.append(child.episode_row)
        rows.due.append(due)
        rows.ended.append(OPEN)
        has = due <= 0.0 and run.chance.happens(
            self._parameters.has_at_start, decisions.LIFE_STORY_AT_START, child.identity, episode
        )
        rows.done.append(due if has else OPEN)
        story.done = has
        if not has:
            heappush(self._line, (due, child.identity, episode))

    def _week(self) -> None:
        """Make as many books as a week is long enough for; what is begun is gone on with next week."""
        run, now = self._ground.run, self._ground.run.lives.now
        if self._line:  # nothing is made ahead
            self._begun += self._workers(now) * self._parameters.books_per_worker * WEEK / DAYS_PER_YEAR
        while self._begun >= 1.0 and self._line:
            _, identity, episode = heappop(self._line)
            story = self._stories.get(identity)
            if story is None or story.child.episode != episode:
                continue
            self._begun -= 1.0
            story.done = True
            run.register.life_stories.done[story.row] = now
            if self._parameters.hazard_multiplier != 1.0 and story.child.life is not None:
                run.lives.wake(story.child.life, Wake.SUPPORT_CHANGED)
        if not self._line:
            self._begun = 0.0
        self._ground.diary.enter(int(now) + WEEK, Rank.LIFE_STORY, -1, self._week)

    def _workers(self, now: float) -> float:
        """Return the workers there are, with those of the strategy as they come into post."""
        more = self._more
        if more is None or now < more.starts:
            return self._parameters.workers
        share = 1.0 if more.ramp <= 0.0 else min(1.0, (now - more.starts) / more.ramp)
        return self._parameters.workers + more.workers * share
