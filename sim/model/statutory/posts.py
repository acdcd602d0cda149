"""Posts of social workers: who leaves, who comes in their place, and which children have another worker for it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, inf

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import WorkerChange
from sim.model.statutory.ground import StatutoryGround, in_force
from sim.model.statutory.social_work_case import Post, SocialWorkCase
from sim.parameters.statutory.social_work import SocialWork
from sim.parameters.statutory.strategies import PermanentStaff


class Posts:
    """The posts that are filled but for handovers; each case is with the worker who has fewest when it is given out.

    A post keeps its kind: who leaves an agency worker's post is followed by another, unless a strategy has it filled
    by an employee. Posts that neither have an employee nor an agency worker are empty for good and not among these.
    """

    __slots__ = ("_changed", "_ground", "_hired", "_parameters", "_permanent", "_posts", "_waiting")

    def __init__(
        self,
        ground: StatutoryGround,
        parameters: SocialWork,
        permanent: PermanentStaff | None,
        changed: Callable[[SocialWorkCase], None],
    ) -> None:
        self._ground = ground
        self._parameters = parameters
        self._permanent = permanent if permanent is not None and permanent.exists else None
        self._changed = changed
        """To be called when a case has another worker."""
        self._hired = 0.0
        """Whole-time posts of agency workers that the strategy has had filled by employees."""
        self._posts: list[Post] = []
        self._waiting: dict[int, SocialWorkCase] = {}
        """Cases that nobody holds, by identity of the child."""
        covered = parameters.workers * (1.0 - max(0.0, parameters.vacancy - parameters.agency))
        agency = min(parameters.workers * parameters.agency, covered)
        # evenly spread over the posts from a place by chance: as many as the share, on average exactly
        passed, share = ground.run.chance.uniform(decisions.WORKER_AGENCY, 0), agency / covered if covered else 0.0
        for number in range(ceil(covered - 1e-9)):
            before, passed = passed, passed + share
            post = Post(number, min(1.0, covered - number), int(passed) > int(before))
            self._posts.append(post)
            self._begins(post)

    @property
    def in_post(self) -> float:
        """Return the whole-time workers there are."""
        return sum([post.size for post in self._posts if post.filled])

    @property
    def agency_in_post(self) -> float:
        """Return the whole-time agency workers there are."""
        return sum([post.size for post in self._posts if post.filled and post.agency])

    # --- cases

    def take(self, case: SocialWorkCase) -> None:
        """Give a case that nobody holds to the worker who has fewest; it waits while there is none."""
        post = self._least_loaded(None)
        case.post = post
        (self._waiting if post is None else post.cases)[case.child.identity] = case

    def let_go(self, case: SocialWorkCase) -> None:
        """Take the case of a child who leaves care from whoever holds it."""
        held = self._waiting if case.post is None else case.post.cases
        del held[case.child.identity]

    def passes_on(self, case: SocialWorkCase) -> None:
        """Pass a case from its team to another: to whoever else has fewest, if there is anybody else."""
        post = self._least_loaded(case.post)
        if case.post is not None and post is not None:
            self._goes_to(case, post, WorkerChange.TEAM)

    def _least_loaded(self, besides: Post | None) -> Post | None:
        best, least = None, inf
        for post in self._posts:
            if post.filled and post is not besides:
                load = len(post.cases) / post.size
                if load < least:
                    best, least = post, load
        return best

    def _goes_to(self, case: SocialWorkCase, post: Post, why: WorkerChange) -> None:
        self.let_go(case)
        case.post = post
        post.cases[case.child.identity] = case
        rows = self._ground.run.register.worker_changes
        rows.child.append(case.child.row)
        rows.day.append(self._ground.run.lives.now)
        rows.why.append(why)
        self._changed(case)

    # --- workers

    def week(self, days: int) -> None:
        """Have workers come whose post has been empty, and those leave whose time in the last `days` is up."""
        for post in self._posts:
            if not post.filled and post.fills <= self._ground.today:
                post.filled = True
                self._begins(post)
                for identity in sorted(self._waiting):
                    self._goes_to(self._waiting[identity], post, WorkerChange.LEFT)
        for post in self._posts:
            if post.filled:
                post.left_to_serve -= self._rate(post) * days / DAYS_PER_YEAR
                if post.left_to_serve < 0.0:
                    self._leaves(post)

    def _begins(self, post: Post) -> None:
        post.left_to_serve = self._ground.run.chance.exponential(decisions.WORKER_LEAVES, post.number, post.spells)

    def _rate(self, post: Post) -> float:
        """Return how many would leave the post in a year, as things stand."""
        parameters, permanent = self._parameters, self._permanent
        if post.agency:
            return parameters.agency_leaves
        if permanent is None:
            return parameters.turnover
        force = in_force(permanent.starts, permanent.ramp, self._ground.run.lives.now)
        return parameters.turnover + force * (permanent.turnover - parameters.turnover)

    def _leaves(self, post: Post) -> None:
        """Empty a post for the handover; its cases go to whoever else has fewest, or wait where there is nobody."""
        post.filled, post.spells = False, post.spells + 1
        post.fills = self._ground.working.after(self._ground.today, int(self._parameters.handover))
        for identity in sorted(post.cases):
            case = post.cases[identity]
            other = self._least_loaded(post)
            if other is None:
                self.let_go(case)
                self._waiting[identity], case.post = case, None
            else:
                self._goes_to(case, other, WorkerChange.LEFT)
        if post.agency and self._fills_with_employee(post):
            post.agency = False
            self._hired += post.size
            hires = self._ground.run.register.hires
            hires.day.append(float(post.fills))
            hires.size.append(post.size)

    def _fills_with_employee(self, post: Post) -> bool:
        """Whether the strategy has an employee follow the agency worker who leaves: as near to its share as may be."""
        permanent, parameters = self._permanent, self._parameters
        if permanent is None or self._hired + post.size > permanent.hires:
            return False
        force = in_force(permanent.starts, permanent.ramp, self._ground.run.lives.now)
        share = parameters.agency + force * (permanent.agency - parameters.agency)
        held = sum([one.size for one in self._posts if one.agency])
        return held - post.size / 2.0 >= share * parameters.workers
