"""The edge-of-care team: works with families before their crisis, and with returns home.

It lowers a family's risk of entering care; whether that averts an entry is decided by the family's own number, drawn
once, so the entries averted are known apart from those that would never have happened. It brings returns home that are
decided forward, and brings some about that were not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Kind, LeavingCause
from sim.foundations.distributions import lognormal
from sim.model.core.people import Child, Family
from sim.model.core.run import Run
from sim.model.core.service import Service
from sim.model.engine.life import NEVER, Life, Story, Wake
from sim.model.engine.slots import Slots
from sim.model.register.columns import OPEN
from sim.parameters.edge_of_care import EdgeOfCare

OLDER: Final = 0
RETURN: Final = 1
YOUNGER: Final = 2
"""Priorities: families of older adolescents, then returns home, then families of younger children."""

NOT_AWAY: Final[tuple[Kind, ...]] = (Kind.WITH_PARENTS, Kind.ADOPTION)
"""Kinds of placement from which nobody is helped home: the child is there, or has another family."""

RETURNS_HOME: Final = 1 << 62
"""Marks the names of work on returns home, apart from that of families at risk."""


class FamilyHelp:
    """The team's work with one family at risk, waiting or begun."""

    __slots__ = ("life", "since", "until")

    def __init__(self, life: Life) -> None:
        self.life = life
        self.since = inf
        self.until = inf
        """When the team will have finished, if the children do not enter care before."""


class Return:
    """The team's work on one return home, waiting or begun."""

    __slots__ = ("life", "supported")

    def __init__(self, life: Life) -> None:
        self.life = life
        self.supported = False
        """It has begun."""


class EdgeOfCareTeam(Service):
    """The one owner of the team's slots and its waiting line."""

    __slots__ = ("_decide_return", "_families", "_parameters", "_returns", "_run", "_slots")

    def __init__(self, run: Run, parameters: EdgeOfCare, decide_return: Callable[[Child], bool]) -> None:
        """`decide_return` decides now that a child goes home, where nothing was decided; if there is time before 18."""
        self._run = run
        self._parameters = parameters
        self._decide_return = decide_return
        self._families: dict[int, FamilyHelp] = {}
        """By family."""
        self._returns: dict[int, Return] = {}
        """By child."""
        self._slots = Slots(
            run.lives,
            parameters.workers * parameters.families_per_worker,
            parameters.starts,
            parameters.ramp,
            priorities=3,
        )

    @property
    def exists(self) -> bool:
        """Whether the team will ever have a slot."""
        return self._slots.exists

    def works_with_families(self) -> bool:
        """Whether it does: yes."""
        return True

    def referred(self, family: Family) -> None:
        """Take a referral of a family at risk."""
        self._families[family.identity] = work = FamilyHelp(Life(self._helps(family)))
        self._run.lives.resume(work.life)

    def _helps(self, family: Family) -> Story:
        """Wait for a slot until the crisis, then work with the family for some weeks, or until it has entered care."""
        run, rows = self._run, self._run.register.families
        work = self._families[family.identity]
        if not self._slots.take():
            older = family.eldest_age(run.lives.now) >= self._parameters.priority_age
            self._slots.wait(work.life, OLDER if older else YOUNGER)
            woken = yield family.crisis
            while woken is Wake.CRISIS_MOVED:
                woken = yield family.crisis
            if woken is not Wake.SLOT_GRANTED:
                return  # the crisis came first
        work.since = rows.started[family.row] = run.lives.now
        work.until = run.lives.now + self._days(family.identity)
        yield work.until  # woken early when the children enter care
        rows.finished[family.row] = run.lives.now
        self._slots.give_back()

    def crisis_moved(self, family: Family) -> None:
        """Tell a family that waits for the team until when it can."""
        work = self._families.get(family.identity)
        if work is not None and work.since == inf:
            self._run.lives.wake(work.life, Wake.CRISIS_MOVED)

    def entry_ratio(self, family: Family) -> float:
        """Return what the help that the family gets before its crisis, as things stand, makes of its risk of entering.

        It works in full after so many weeks, and before that by as much of them as the family has had.
        """
        work = self._families.get(family.identity)
        if work is None:
            return 1.0
        full = 7 * self._parameters.weeks_to_full_effect
        helped = min(work.until, family.crisis) - work.since
        dose = 0.0 if helped < 0.0 else 1.0 if helped >= full else helped / full
        return 1.0 - (1.0 - self._parameters.entry_risk_ratio) * dose

    def postponed_until(self, family: Family) -> float:
        """Return the day on which an averted entry happens after all; infinite when it stays averted."""
        if not self._run.chance.happens(self._parameters.postponed_share, decisions.ONLY_POSTPONED, family.identity):
            return inf
        return family.crisis + self._parameters.postponed_within * self._run.chance.uniform(
            decisions.POSTPONED_BY, family.identity
        )

    def family_enters(self, family: Family) -> None:
        """Stop working with a family whose children come into care."""
        work = self._families.pop(family.identity, None)
        if work is not None:
            self._run.lives.wake(work.life, Wake.LEFT)

    def left_care(self, child: Child) -> None:
        """Tell the work on a return home that the child has left care."""
        self._tell(child, Wake.LEFT)

    def plan_failed(self, child: Child) -> None:
        """Tell the work on a return home that the child cannot go home after all."""
        self._tell(child, Wake.PLAN_CHANGED)

    def _tell(self, child: Child, why: Wake) -> None:
        work = self._returns.pop(child.identity, None)
        if work is not None:
            self._run.lives.wake(work.life, why)

    def reentry_ratio(self, child: Child) -> float:
        """Return what support of the return home makes of the risk of coming back."""
        work = self._returns.get(child.identity)
        return self._parameters.reentry_risk_ratio if work is not None and work.supported else 1.0

    def _days(self, name: int) -> float:
        u = self._run.chance.uniform(decisions.EDGE_OF_CARE_WEEKS, name)
        return 7 * lognormal(u, self._parameters.weeks_median, self._parameters.weeks_spread)

    def prepares_to_leave(self, child: Child) -> None:
        """Consider a child whose planned return home has been decided: some families are referred to the team."""
        if child.plan is None or child.plan.cause is not LeavingCause.HOME_PLANNED:
            return
        if child.placement is not None and child.placement.kind in NOT_AWAY:
            return
        asked = self._run.chance.happens(
            self._parameters.return_support_share, decisions.RETURN_SUPPORT, child.identity, child.episode
        )
        if asked:
            self._returns[child.identity] = work = Return(Life(self._supports(child)))
            self._run.lives.resume(work.life)

    def _supports(self, child: Child) -> Story:
        """Wait for a slot until the child goes home; then bring the return forward and work with the family."""
        waited = not self._slots.take()
        if waited:
            self._slots.wait(self._returns[child.identity].life, RETURN)
            if (yield NEVER) is not Wake.SLOT_GRANTED:
                return  # the child left care first
        yield from self._works_for_return(child, extra=False, tells=waited)

    def all_opened(self, children: Sequence[Child]) -> None:
        """Consider those who are there when the run begins."""
        self._may_return(children)

    def family_entered(self, children: Sequence[Child]) -> None:
        """Consider those who have come in."""
        self._may_return(children)

    def _may_return(self, children: Sequence[Child]) -> None:
        """Plan for `children` in care the day on which each is considered for a return home that is not decided."""
        if self._parameters.return_extra <= 0.0:
            return
        run = self._run
        for child in children:
            if child.route.gives_warning:
                within = self._parameters.return_extra_within
                u = run.chance.uniform(decisions.RETURN_CONSIDERED, child.identity, child.episode)
                day = child.entered + within * u
                if day >= max(run.lives.now, self._parameters.starts):
                    run.lives.at(day, partial(self._considers, child, child.episode))

    def _considers(self, child: Child, episode: int) -> None:
        """Ask the team to bring a return home about, for the few children for whom it can, when it has a slot."""
        able = self._run.chance.happens(self._parameters.return_extra, decisions.EXTRA_RETURN, child.identity, episode)
        if able and _undecided(child, episode):
            waits = not self._slots.take()
            life = Life(self._brings_home(child, episode, waits))
            if waits:
                self._slots.wait(life, RETURN)
            self._run.lives.resume(life)

    def _brings_home(self, child: Child, episode: int, waits: bool) -> Story:
        """Wait for a slot; then decide the return and work for it, unless it is too late for that."""
        if waits:
            yield NEVER  # until a slot is granted
        if _undecided(child, episode) and self._decide_return(child):
            self._returns[child.identity] = work = Return(Life(self._works_for_return(child, extra=True, tells=True)))
            self._run.lives.resume(work.life)
        else:
            self._slots.give_back()

    def _works_for_return(self, child: Child, extra: bool, tells: bool) -> Story:
        """Bring the decided return forward and work with the family, with a slot, until the child is home and on."""
        lives, plan = self._run.lives, child.plan
        assert plan is not None
        self._returns[child.identity].supported = True
        plan.next = lives.now + (plan.next - lives.now) * (1.0 - self._parameters.return_sooner)
        if tells and child.life is not None:
            lives.wake(child.life, Wake.PLAN_CHANGED)
        rows = self._run.register.returns
        row = len(rows.episode)
        rows.episode.append(child.episode_row)
        rows.extra.append(extra)
        rows.started.append(lives.now)
        rows.returned.append(OPEN)
        rows.finished.append(OPEN)
        ends = lives.now + self._days(RETURNS_HOME | child.identity)
        ended = yield NEVER  # until the child leaves care, or the plan fails
        if ended is Wake.LEFT and plan.cause is LeavingCause.HOME_PLANNED:
            rows.returned[row] = lives.now
        yield max(ends, lives.now)
        rows.finished[row] = lives.now
        self._slots.give_back()


def _undecided(child: Child, episode: int) -> bool:
    """Whether the child is in this period of care, and nothing is decided about how it ends."""
    plan, placement = child.plan, child.placement
    here = child.episode == episode and placement is not None and placement.kind not in NOT_AWAY
    return here and plan is not None and not plan.decided
