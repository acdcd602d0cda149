"""CAMHS for children in care: referral, the wait for access and for a clinician, and the weeks of being seen.

While a child is seen, disruption is less likely. The usual route and a co-located professional are two teams of the
same kind; a referral goes to the co-located one unless as many wait for it as it can see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations.chance import Chance
from sim.foundations.distributions import lognormal, lognormal_beyond
from sim.model.core.people import Child
from sim.model.engine.life import Life, Lives, Story, Wake
from sim.model.engine.slots import Slots
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.parameters.camhs import Camhs as CamhsParameters
from sim.parameters.camhs import CamhsTeam as TeamParameters

if TYPE_CHECKING:
    from sim.model.lives.world import World

SOON, LATER = 0, 1
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
        u = chance.uniform("camhs access", name, occasion)
        return lognormal(u, self.parameters.access_median, self.parameters.access_spread)

    def weeks_seen(self, chance: Chance, name: int, occasion: int) -> float:
        """Return for how many weeks a child is seen."""
        u = chance.uniform("camhs weeks", name, occasion)
        return lognormal(u, self.parameters.weeks_seen_median, self.parameters.weeks_seen_spread)


class Camhs:
    """Refers children and follows each referral."""

    __slots__ = ("_chance", "_colocated", "_referrals", "_register", "_usual", "_world", "parameters")

    def __init__(self, world: World, parameters: CamhsParameters, colocated: TeamParameters | None) -> None:
        self._world = world
        self._chance = world.chance
        self._register: Register = world.register
        self.parameters = parameters
        self._usual = CamhsTeam(world.lives, parameters.usual, colocated=False)
        team = CamhsTeam(world.lives, colocated, colocated=True) if colocated is not None else None
        self._colocated = team if team is not None and team.slots.exists else None

    # --- occasions of referral

    def entered_care(self, child: Child) -> None:
        """Consider a child who comes into care."""
        self._consider(child, self.parameters.referral_at_entry, "referral at entry", child.episode, LATER)

    def placement_disrupted(self, child: Child) -> None:
        """Consider a child whose placement broke down."""
        self._consider(
            child,
            self.parameters.referral_after_disruption,
            "referral after disruption",
            child.occasion,
            SOON,
        )

    def carers_under_strain(self, child: Child) -> None:
        """Consider a child whose carers ask for help."""
        self._consider(child, self.parameters.referral_at_strain, "referral at strain", child.occasion, SOON)

    def left_care(self, child: Child) -> None:
        """Close the referral of a child who leaves care."""
        if child.camhs_life is not None:
            self._world.lives.wake(child.camhs_life, Wake.LEFT)

    def _consider(self, child: Child, probability: float, decision: str, occasion: int, priority: int) -> None:
        if not child.behaviour or (child.camhs_life is not None and not child.camhs_life.over):
            return
        if not self._chance.happens(probability, decision, child.identity, occasion):
            return
        team = self._team()
        if not team.slots.exists or not self._chance.happens(
            team.parameters.accepted, "camhs accepts", child.identity, child.occasion
        ):
            return
        wait = team.access_days(self._chance, child.identity, child.occasion)
        self.refer(child, team, self._world.lives.now, wait, priority)

    def _team(self) -> CamhsTeam:
        colocated = self._colocated
        if (
            colocated is not None
            and self._world.lives.now >= colocated.slots.starts
            and colocated.slots.waiting() < max(1, colocated.slots.open)
        ):
            return colocated
        return self._usual

    # --- a referral

    def refer(self, child: Child, team: CamhsTeam, referred: float, wait: float, priority: int) -> None:
        """Open a referral whose access takes `wait` more days from now."""
        child.camhs_life = life = Life(self._is_referred(child, team, referred, wait, priority))
        self._world.lives.resume(life)

    def resume_seen(self, child: Child, referred: float, seen: float, weeks: float) -> None:
        """Go on with a child who was being seen by the usual team at the start, for `weeks` more."""
        if not self._usual.slots.take():
            return
        row = self._open_row(child, self._usual, referred)
        child.camhs_life = life = Life(self._is_seen(child, self._usual, row, weeks, seen))
        self._world.lives.resume(life)

    def resume_waiting(self, child: Child, referred: float) -> None:
        """Go on with a child who was waiting for the usual team at the start, referred on a day before it."""
        u = self._chance.uniform("camhs access", child.identity)
        team = self._usual.parameters
        whole = lognormal_beyond(u, team.access_median, team.access_spread, -referred)
        self.refer(child, self._usual, referred, whole + referred, LATER)

    def _open_row(self, child: Child, team: CamhsTeam, referred: float) -> int:
        rows = self._register.referrals
        rows.child.append(child.row)
        rows.colocated.append(team.colocated)
        rows.referred.append(referred)
        rows.seen.append(OPEN)
        rows.ended.append(OPEN)
        return len(rows.child) - 1

    def _is_referred(self, child: Child, team: CamhsTeam, referred: float, wait: float, priority: int) -> Story:
        """Wait for access, then for a clinician with room, then be seen; a child who leaves care is closed."""
        lives, rows = self._world.lives, self._register.referrals
        row = self._open_row(child, team, referred)
        occasion = child.occasion
        if (yield lives.now + wait) is Wake.LEFT:
            rows.ended[row] = lives.now
            return
        if not team.slots.take():
            assert child.camhs_life is not None
            team.slots.wait(child.camhs_life, priority)
            if (yield child.adult) is not Wake.SLOT_GRANTED:
                rows.ended[row] = lives.now
                return
        weeks = team.weeks_seen(self._chance, child.identity, occasion)
        yield from self._is_seen(child, team, row, weeks, lives.now)

    def _is_seen(self, child: Child, team: CamhsTeam, row: int, weeks: float, seen: float) -> Story:
        """Be seen for some weeks, during which the placement is less likely to break down."""
        lives, rows = self._world.lives, self._register.referrals
        rows.seen[row] = seen
        self._support(child, team.parameters.hazard_multiplier)
        yield lives.now + weeks * 7
        rows.ended[row] = lives.now
        self._support(child, 1.0)
        team.slots.give_back()

    def _support(self, child: Child, multiplier: float) -> None:
        """Change what multiplies the hazard of the child's placement, and have it re-timed."""
        if child.camhs_multiplier == multiplier:
            return
        child.camhs_multiplier = multiplier
        if child.placement is not None and child.placement.clock is not None and child.life is not None:
            self._world.lives.wake(child.life, Wake.SUPPORT_CHANGED)
