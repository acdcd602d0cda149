"""CAMHS for children in care: referral, the wait for access and for a clinician, and the weeks of being seen.

While a child is seen, disruption is less likely. The usual route and a co-located professional are two teams of the
same kind; a referral goes to the co-located one unless as many wait for it as it can see.
"""

from __future__ import annotations

from math import inf
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.chance import Chance, Decision
from sim.foundations.codes import PlacementEnd
from sim.foundations.distributions import lognormal, lognormal_beyond
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Placement
from sim.model.core.run import Run
from sim.model.core.service import Service
from sim.model.engine.life import Life, Lives, Story, Wake
from sim.model.engine.slots import Slots
from sim.model.register.columns import OPEN
from sim.parameters.camhs import Camhs as CamhsParameters
from sim.parameters.camhs import CamhsTeam as TeamParameters

SOON: Final = 0
LATER: Final = 1
"""Priorities: a placement at risk before a referral at entry."""


class CamhsTeam:
    """One team of clinicians: the one owner of its caseload and queue."""

    __slots__ = ("colocated", "parameters", "slots")

    def __init__(self, lives: Lives, parameters: TeamParameters, colocated: bool) -> None:
        self.parameters = parameters
        self.colocated = colocated
        self.slots = Slots(lives, parameters.clinicians * parameters.caseload, parameters.starts, parameters.ramp)

    def access_days(self, chance: Chance, name: int, occasion: int) -> float:
        """Return the days from referral to the first appointment offered when there is no queue."""
        u = chance.uniform(decisions.CAMHS_ACCESS, name, occasion)
        return lognormal(u, self.parameters.access_median, self.parameters.access_spread)

    def weeks_seen(self, chance: Chance, name: int, occasion: int) -> float:
        """Return for how many weeks a child is seen."""
        u = chance.uniform(decisions.CAMHS_WEEKS, name, occasion)
        return lognormal(u, self.parameters.weeks_seen_median, self.parameters.weeks_seen_spread)


class Referral:
    """The latest referral of a child: its life, until it is closed, and what it makes of the hazard of disruption."""

    __slots__ = ("life", "multiplier")

    def __init__(self) -> None:
        self.life: Life | None = None
        self.multiplier = 1.0
        """Less than one while the child is seen."""


class Camhs(Service):
    """Refers children with a behaviour or mental-health need, and follows each referral."""

    __slots__ = ("_colocated", "_parameters", "_referrals", "_run", "_usual", "_waits")

    def __init__(self, run: Run, parameters: CamhsParameters, colocated: TeamParameters | None) -> None:
        self._run = run
        self._parameters = parameters
        self._usual = CamhsTeam(run.lives, parameters.usual, colocated=False)
        team = CamhsTeam(run.lives, colocated, colocated=True) if colocated is not None else None
        self._colocated = team if team is not None and team.slots.exists else None
        self._referrals: dict[int, Referral] = {}
        health = run.parameters.health_assessments
        self._waits = health is not None and health.referral_waits_for_assessment > 0.0
        """The referral at entry is made when the report of the initial health assessment has come."""

    # --- moments

    def entered_care(self, child: Child) -> None:
        """Consider a child who comes into care, at once unless that waits for the health assessment."""
        if not self._waits:
            self._at_entry(child)

    def health_reported(self, child: Child) -> None:
        """Consider a child whose referral at entry waited for the health assessment."""
        if self._waits:
            self._at_entry(child)

    def moved_on(self, child: Child, after: PlacementEnd) -> None:
        """Consider a child whose last placement broke down."""
        if after is PlacementEnd.DISRUPTED:
            probability = self._parameters.referral_after_disruption
            self._consider(child, probability, decisions.REFERRAL_AFTER_DISRUPTION, child.occasion, SOON)

    def under_strain(self, child: Child) -> None:
        """Consider a child whose carers ask for help."""
        self._consider(child, self._parameters.referral_at_strain, decisions.REFERRAL_AT_STRAIN, child.occasion, SOON)

    def left_care(self, child: Child) -> None:
        """Close the referral of a child who leaves care."""
        referral = self._referrals.get(child.identity)
        if referral is not None and referral.life is not None:
            self._run.lives.wake(referral.life, Wake.LEFT)

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Go on with a child who waited for the usual team, or was seen by it, when the run begins."""
        chance, usual = self._run.chance, self._usual.parameters
        referred, seen = kept.camhs_referred, kept.camhs_seen
        if referred == inf:
            return
        if seen == inf:
            u = chance.uniform(decisions.CAMHS_ACCESS, child.identity)
            whole = lognormal_beyond(u, usual.access_median, usual.access_spread, -referred)
            self._refer(child, self._usual, referred, whole + referred, LATER)
            return
        u = chance.uniform(decisions.CAMHS_WEEKS, child.identity)
        weeks = lognormal_beyond(u, usual.weeks_seen_median, usual.weeks_seen_spread, -seen / 7)
        if self._usual.slots.take():
            referral, row = Referral(), self._open_row(child, self._usual, referred)
            self._follow(child, referral, self._is_seen(child, referral, self._usual, row, weeks + seen / 7, seen))

    # --- questions

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier, lower while the child is seen."""
        referral = self._referrals.get(child.identity)
        return multiplier if referral is None else multiplier * referral.multiplier

    def asks_for_help(self, child: Child, placement: Placement) -> float:
        """Return how far of the way to a breakdown foster carers of a child with the need turn to CAMHS."""
        return self._parameters.strain if child.behaviour and placement.kind.foster else inf

    # --- a referral

    def _at_entry(self, child: Child) -> None:
        self._consider(child, self._parameters.referral_at_entry, decisions.REFERRAL_AT_ENTRY, child.episode, LATER)

    def _consider(self, child: Child, probability: float, decision: Decision, occasion: int, priority: int) -> None:
        referral, chance = self._referrals.get(child.identity), self._run.chance
        is_open = referral is not None and referral.life is not None and not referral.life.over
        if not child.behaviour_known or is_open or not chance.happens(probability, decision, child.identity, occasion):
            return
        team = self._team()
        if not team.slots.exists or not chance.happens(
            team.parameters.accepted, decisions.CAMHS_ACCEPTS, child.identity, child.occasion
        ):
            return
        wait = team.access_days(chance, child.identity, child.occasion)
        self._refer(child, team, self._run.lives.now, wait, priority)

    def _team(self) -> CamhsTeam:
        colocated = self._colocated
        if (
            colocated is not None
            and self._run.lives.now >= colocated.slots.starts
            and colocated.slots.waiting() < max(1, colocated.slots.open)
        ):
            return colocated
        return self._usual

    def _refer(self, child: Child, team: CamhsTeam, referred: float, wait: float, priority: int) -> None:
        """Open a referral whose access takes `wait` more days from now."""
        referral = Referral()
        self._follow(child, referral, self._is_referred(child, referral, team, referred, wait, priority))

    def _follow(self, child: Child, referral: Referral, story: Story) -> None:
        referral.life = Life(story)
        self._referrals[child.identity] = referral
        self._run.lives.resume(referral.life)

    def _open_row(self, child: Child, team: CamhsTeam, referred: float) -> int:
        rows = self._run.register.referrals
        rows.child.append(child.row)
        rows.colocated.append(team.colocated)
        rows.referred.append(referred)
        rows.seen.append(OPEN)
        rows.ended.append(OPEN)
        return len(rows.child) - 1

    def _is_referred(
        self, child: Child, referral: Referral, team: CamhsTeam, referred: float, wait: float, priority: int
    ) -> Story:
        """Wait for access, then for a clinician with room, then be seen; a child who leaves care is closed."""
        lives, rows = self._run.lives, self._run.register.referrals
        row = self._open_row(child, team, referred)
        occasion = child.occasion
        if (yield lives.now + wait) is Wake.LEFT:
            rows.ended[row] = lives.now
            return
        if not team.slots.take():
            assert referral.life is not None
            team.slots.wait(referral.life, priority)
            if (yield child.adult) is not Wake.SLOT_GRANTED:
                rows.ended[row] = lives.now
                return
        weeks = team.weeks_seen(self._run.chance, child.identity, occasion)
        yield from self._is_seen(child, referral, team, row, weeks, lives.now)

    def _is_seen(self, child: Child, referral: Referral, team: CamhsTeam, row: int, weeks: float, seen: float) -> Story:
        """Be seen for some weeks, during which the placement is less likely to break down."""
        lives, rows = self._run.lives, self._run.register.referrals
        rows.seen[row] = seen
        self._support(child, referral, team.parameters.hazard_multiplier)
        yield lives.now + weeks * 7
        rows.ended[row] = lives.now
        self._support(child, referral, 1.0)
        team.slots.give_back()

    def _support(self, child: Child, referral: Referral, multiplier: float) -> None:
        """Change what multiplies the hazard of the child's placement, and have it re-timed."""
        if referral.multiplier == multiplier:
            return
        referral.multiplier = multiplier
        if child.placement is not None and child.placement.clock is not None and child.life is not None:
            self._run.lives.wake(child.life, Wake.SUPPORT_CHANGED)
