"""Visits to children in care: how many are due in a week, from how many children are to be visited how often.

Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28: within a week of the start of a
placement; then every six weeks, and after a year every three months where the child is to stay until 18; with parents
under an interim order every week until the first review, then every four weeks.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from sim.foundations.codes import Kind, Location, VisitRegime, WorkTask
from sim.model.core.people import Placement
from sim.model.statutory.ground import Rank, StatutoryGround
from sim.model.statutory.social_work_case import SocialWorkCase

SETTLED_AFTER: Final = 365.0
"""Days in one foster placement after which some are visited less often."""

FIRST_REVIEW: Final = 28.0
"""Days with parents under an interim order with a visit every week: about twenty working days."""

INTERIM: Final = 182.0
"""Days after coming into care in which a child with parents is there under an interim order: 26 weeks, a judgement."""

WEEK: Final = 7


class Visiting:
    """Keeps how many children are visited how often, near and far, and asks social workers for the visits."""

    __slots__ = ("_far", "_ground", "_near", "_per_day")

    def __init__(self, ground: StatutoryGround, long_term_share: float) -> None:
        self._ground = ground
        self._near = [0] * len(VisitRegime)
        self._far = [0] * len(VisitRegime)
        """Children by regime; over 20 miles away."""
        self._per_day = [0.0] * len(VisitRegime)
        self._per_day[VisitRegime.WEEKLY] = 1.0 / WEEK
        self._per_day[VisitRegime.FOUR_WEEKLY] = 1.0 / (4 * WEEK)
        self._per_day[VisitRegime.SIX_WEEKLY] = 1.0 / (6 * WEEK)
        self._per_day[VisitRegime.SETTLED] = long_term_share / (13 * WEEK) + (1.0 - long_term_share) / (6 * WEEK)

    @property
    def children(self) -> int:
        """Return how many are visited."""
        return sum(self._near) + sum(self._far)

    def begins(self, case: SocialWorkCase, placement: Placement) -> None:
        """Visit a child in a placement; one that begins now, in its first week besides."""
        self.ends(case)
        case.placement, case.far = placement, placement.location is Location.FAR
        self._visited(case, self._regime(case, placement))
        if placement.began >= self._ground.run.lives.now:
            self._ground.ask(WorkTask.VISIT_FAR if case.far else WorkTask.VISIT)

    def ends(self, case: SocialWorkCase) -> None:
        """Visit a child no more where they were."""
        if case.placement is not None:
            (self._far if case.far else self._near)[case.regime] -= 1
            case.placement = None

    def ask(self, days: int) -> None:
        """Ask for the visits of so many days."""
        asked = self._ground.asked
        for per_day, near, far in zip(self._per_day, self._near, self._far, strict=True):
            due = per_day * days
            asked[WorkTask.VISIT] += near * due
            asked[WorkTask.VISIT_FAR] += far * due

    def _visited(self, case: SocialWorkCase, regime: VisitRegime) -> None:
        case.regime = regime
        (self._far if case.far else self._near)[regime] += 1

    def _regime(self, case: SocialWorkCase, placement: Placement) -> VisitRegime:
        """Return how often a child is to be visited now, and look again on the day on which that changes."""
        now = self._ground.run.lives.now
        if placement.kind is Kind.WITH_PARENTS:
            until = case.child.entered + INTERIM
            if now >= until:
                return VisitRegime.SIX_WEEKLY
            weekly_until = min(placement.began + FIRST_REVIEW, until)
            weekly = now < weekly_until
            self._look_again(case, placement, weekly_until if weekly else until)
            return VisitRegime.WEEKLY if weekly else VisitRegime.FOUR_WEEKLY
        if not placement.kind.foster:
            return VisitRegime.SIX_WEEKLY
        settled = placement.began + SETTLED_AFTER
        if now >= settled:
            return VisitRegime.SETTLED
        self._look_again(case, placement, settled)
        return VisitRegime.SIX_WEEKLY

    def _look_again(self, case: SocialWorkCase, placement: Placement, day: float) -> None:
        act = partial(self._changes, case, placement)
        self._ground.diary.enter(int(-(-day // 1)), Rank.HOURS, case.child.identity << 2, act)

    def _changes(self, case: SocialWorkCase, placement: Placement) -> None:
        """Visit a child who is still in the placement as often as is due by now."""
        if case.placement is placement:
            (self._far if case.far else self._near)[case.regime] -= 1
            self._visited(case, self._regime(case, placement))
