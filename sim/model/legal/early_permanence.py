"""Early permanence: who lives with carers who may adopt them before a court has allowed it; some of them go back.

A child for whom the court will make a placement order stays with them. Others, for whom adoption was looked at beside
what the court will choose, leave them for parents or relatives: as many as make up their published share of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import age_band
from sim.foundations.codes import CourtOrder, Kind
from sim.model.legal import rules
from sim.model.legal.standing import LEAVES_BY, LegalStanding

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.legal.practice import CourtPractice
    from sim.parameters.legal.legal import Legal
    from sim.parameters.legal.strategies import EarlyPermanence

WITH_FAMILY: Final[tuple[Kind, ...]] = (Kind.CONNECTED, Kind.WITH_PARENTS)
"""Where a child who is not to be adopted lives with those to whom they will go."""


class EarlyPlacements:
    """Says, by name, who is placed with adopters ahead of the court."""

    __slots__ = ("_legal", "_practice", "_run", "_strategy")

    def __init__(self, run: Run, legal: Legal, practice: CourtPractice, strategy: EarlyPermanence | None) -> None:
        self._run = run
        self._legal = legal
        self._practice = practice
        self._strategy = strategy

    def chosen(self, standings: list[LegalStanding]) -> bool:
        """Whether siblings who are all to be adopted are placed early: all or none, as is usual for the eldest."""
        child = standings[0].child
        share = min(self._share(standing) for standing in standings)
        return self._run.chance.happens(share, decisions.EARLY_PERMANENCE, child.family, child.episode)

    def chosen_to_return(self, standing: LegalStanding) -> bool:
        """Whether a child whom the court will not free for adoption is placed early all the same."""
        child = standing.child
        if standing.destined not in LEAVES_BY or not standing.adoption_considered:
            return False
        if child.placement is None or child.placement.kind in WITH_FAMILY:
            return False
        share = min(1.0, self._share(standing) * self._returns_to_stays(standing))
        return self._run.chance.happens(share, decisions.EARLY_PERMANENCE, child.family, child.episode)

    def _share(self, standing: LegalStanding) -> float:
        """Return how usual it is for a child of this age on entering care."""
        strategy, now = self._strategy, self._run.lives.now
        in_force = strategy is not None and now >= strategy.starts
        shares = strategy.share if strategy is not None and in_force else self._legal.adoption.early_share
        return shares[age_band(standing.child.entered - standing.child.born)]

    def _returns_to_stays(self, standing: LegalStanding) -> float:
        """Return how much likelier a child is placed early who stays than one who goes back, so that few enough do.

        Of children of this age, so many are freed, and of so many others adoption is looked at beside the rest.
        """
        age = standing.child.entered - standing.child.born
        shares = rules.order_shares(self._legal, age)
        now, returns = self._run.lives.now, self._legal.adoption.early_returns
        looked_at = self._practice.parallel(now) * self._practice.adoption_considered(age_band(age), now)
        others = looked_at * sum(shares[order] for order in LEAVES_BY)
        if others <= 0.0 or returns >= 1.0:
            return 0.0
        return returns / (1.0 - returns) * shares[CourtOrder.PLACEMENT] / others
