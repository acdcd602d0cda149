"""Who takes children: households of the council's own by how well they suit, relatives, and carers of siblings."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import age_band
from sim.foundations.codes import Kind, Route, Skill
from sim.model.core.people import Child, Household, Placement
from sim.model.fostering.households import AGE_FLAG
from sim.model.placements.providers import Providers
from sim.model.placements.siblings import lives_with

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.core.service import Services
    from sim.model.fostering.households import Fostering


SIBLING_THERE: Final = 4.0
SKILLED: Final = 2.0
SPARE: Final = -0.5
"""What a household scores for a sibling already there, the skills needed, and each spare place left."""


WHERE: Final[tuple[float, ...]] = (1.0, 0.0, -1.0)
"""What a household scores for its `Location`."""


SIBLINGS: Final = int(Skill.SIBLINGS)
BEHAVIOUR: Final = int(Skill.BEHAVIOUR)


class Carers:
    """Asks households, relatives and the carers of siblings whether they take children."""

    __slots__ = ("_fostering", "_markets", "_run", "_services")

    def __init__(self, run: Run, fostering: Fostering, markets: Mapping[Kind, Providers], services: Services) -> None:
        self._run = run
        self._fostering = fostering
        self._markets = markets
        self._services = services

    def household_for(
        self,
        children: list[Child],
        leaving: Household | None = None,
        supported: bool = False,
        reunites: bool = False,
    ) -> Household | None:
        """Return the in-house household that suits `children` best of those that accept them all, if any.

        `supported` means that the placement comes with support, so carers without the skill agree as if they had it;
        so does one that `reunites` siblings.
        """
        now, number, family = self._run.lives.now, len(children), children[0].family
        ages = needed = 0
        needs: list[int] = []
        first = children[0].identity
        for child in children:
            skills = child.skills_known(now)
            needs.append(skills)
            needed |= skills
            ages |= AGE_FLAG[age_band(now - child.born)]
            first = min(first, child.identity)
        behaviour = needed & BEHAVIOUR != 0
        suitable = []
        for household in self._fostering.with_room(children[0].area, ages):
            if household.free < number or household is leaving:
                continue
            related = family in household.families
            lacks_skill = not household.skills & BEHAVIOUR and (behaviour or household.with_behaviour > 0)
            if lacks_skill and household.occupants and not related:
                continue  # unrelated children could not live together: a behaviour need on either side asks for it
            score = WHERE[household.location] + SPARE * (household.free - number)
            if related:
                score += SIBLING_THERE
            if household.skills & needed == needed:
                score += SKILLED
            if number > 1 and household.skills & SIBLINGS:
                score += SKILLED
            suitable.append((score, household.identity, household))
        suitable.sort(reverse=True)
        for _, _, household in suitable:
            if self._agree(household, first, family, [] if supported or reunites else needs, reunites):
                return household
        return None

    def connected_person(self, children: list[Child]) -> bool:
        """Whether a relative or friend can take all `children`, who are entering care."""
        connected = self._run.parameters.connected_persons
        if connected is None:
            return False
        first = children[0]
        if first.route in (Route.REMAND, Route.UNACCOMPANIED):
            return False
        probability = connected.available[age_band(self._run.lives.now - first.born)]
        return self._run.chance.happens(probability, decisions.CONNECTED_PERSON, first.family, first.episode)

    def sibling_home(self, child: Child) -> Placement | None:
        """Return the placement of a sibling who lives apart, in whose home `child` can have a place; if there is one.

        Relatives who have one of the siblings take the other; foster carers if they have room and agree.
        """
        here = child.placement
        assert here is not None
        for sibling in child.siblings:
            there = sibling.placement
            if there is None or there.emergency or lives_with(here, there) or not there.kind.foster:
                continue
            if self._takes_too(child, sibling, there):
                return there
        return None

    def _takes_too(self, child: Child, sibling: Child, there: Placement) -> bool:
        now, household = self._run.lives.now, there.household
        if household is not None:
            flag = AGE_FLAG[age_band(now - child.born)]
            has_room = household.free > 0 and household.ages & flag == flag
            return has_room and self._agree(household, child.identity, child.family, [])
        if there.kind is Kind.CONNECTED:
            return True
        market = self._markets.get(there.kind)
        if market is None:
            return False
        turn = child.placement.sibling_turn if child.placement is not None else 0
        return market.has_room(1) and market.takes_sibling(child, sibling, turn, now)

    def _agree(self, household: Household, first: int, family: int, needs: list[int], reunites: bool = False) -> bool:
        """Whether the carers agree to the children of a `family`, whom they are asked about together.

        `needs` are the skills that each child needs, for carers who get no support with them. The answer is drawn once,
        by the `first` of the children: asked again, it changes only if the probability has risen.
        """
        probability = household.agreement
        if family in household.families:
            probability = max(probability, self._fostering.parameters.sibling_agreement)
        else:
            kept = inf
            for need in needs:
                lacking = need & ~household.skills
                if lacking:
                    kept = min(kept, self._advised(household, lacking))
            if kept < inf:
                probability *= kept
        question = decisions.CARERS_AGREE_TO_SIBLINGS if reunites else decisions.CARERS_AGREE
        return self._run.chance.happens(probability, question, first, household.identity)

    def _advised(self, household: Household, lacking: int) -> float:
        """Return what multiplies agreement where skills are `lacking`, the better for support."""
        return max(self._fostering.parameters.unskilled_agreement, self._services.agreement(household, lacking))
