"""Family finding: the search for adopters by the council's permanency and adoption team, and how long it takes."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import age_band
from sim.foundations.codes import IdleStep
from sim.foundations.distributions import lognormal_beyond, lognormal_survival
from sim.model.core.people import Child
from sim.model.engine.life import Wake
from sim.model.engine.slots import Slots
from sim.model.legal.adoption_plan import FamilySearch
from sim.model.legal.waiting import LeftCareError, Steps, until, until_woken

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.legal.idle import IdleLags
    from sim.parameters.legal.legal import Legal
    from sim.parameters.legal.strategies import EarlierFamilyFinding

ANEW: Final = 1.5
"""How much longer a family is looked for after a placement with adopters broke down: a judgement (range 1 to 2)."""


class FamilyFinding:
    """The finders of the team, each with so many searches at a time: the one owner of their queue."""

    __slots__ = ("_adoption", "_idle", "_run", "_slots", "_strategy")

    def __init__(self, run: Run, legal: Legal, idle: IdleLags, strategy: EarlierFamilyFinding | None) -> None:
        self._run = run
        self._adoption = adoption = legal.adoption
        self._idle = idle
        self._strategy = strategy
        self._slots: Slots | None = None
        if adoption.finders < inf:
            self._slots = Slots(run.lives, adoption.finders * adoption.cases_per_finder, run.lives.now, 0.0, 1)
            if strategy is not None:
                self._slots.add(strategy.finders_added * adoption.cases_per_finder, strategy.starts)

    def starts_at_decision(self, child: Child) -> bool:
        """Whether the search begins once adoption is decided, before the court allows it: alike for siblings."""
        strategy, share = self._strategy, self._adoption.starts_at_decision
        if strategy is not None and self._run.lives.now >= strategy.starts:
            share = strategy.at_decision
        return self._run.chance.happens(share, decisions.FINDING_STARTS, child.family, child.episode)

    def look(self, search: FamilySearch) -> Steps:
        """Look for a family: once somebody takes it up and a finder is free; return how many days that took them.

        Raises LeftCareError when nobody is left for whom it goes on.
        """
        lives = self._run.lives
        if search.before > 0.0:
            if self._slots is not None:
                self._slots.hold()
        else:
            now = lives.now
            self._note(search, self._run.register.permanence.finding_possible)
            yield from self._idle.lies(
                search.task, IdleStep.FAMILY_FINDING, search.child.identity, search.name, self._adoption.idle, now
            )
            if self._slots is not None and not self._slots.take():
                self._slots.wait(search.task.life, 0)
                yield from until_woken(Wake.SLOT_GRANTED)
            self._note(search, self._run.register.permanence.finding_began)
        days = self._days(search)
        try:
            yield from until(lives, lives.now + days - search.before)
        except LeftCareError:
            self._free()
            raise
        self._free()
        return days

    def _free(self) -> None:
        if self._slots is not None:
            self._slots.give_back()

    def _note(self, search: FamilySearch, column: list[float]) -> None:
        """Enter today for the children of a search; one that begins anew takes the place of that which failed."""
        for plan in search.plans:
            column[plan.standing.permanence_row] = self._run.lives.now

    def _days(self, search: FamilySearch) -> float:
        """Return the days of a search, by the children it is for when it begins, and their ages on entering care."""
        adoption, chance, lead = self._adoption, self._run.chance, search.child
        children = [plan.standing.child for plan in search.plans]
        by_age = max(adoption.finding_multiplier[age_band(child.entered - child.born)] for child in children)
        median = adoption.finding_median * by_age
        if len(children) > 1:
            median *= adoption.sibling_multiplier
        if any(child.disability for child in children):
            median *= adoption.disability_multiplier
        if any(plan.failed for plan in search.plans):
            median *= ANEW
        if chance.happens(
            self._hard_share(median, search.before), decisions.HARD_TO_PLACE, lead.identity, lead.episode
        ):
            median *= adoption.hard_multiplier
        u = chance.uniform(decisions.FAMILY_FINDING, lead.identity, search.name)
        return lognormal_beyond(u, median, adoption.finding_spread, search.before)

    def _hard_share(self, median: float, before: float) -> float:
        """Return the share of children hard to place among those who have been looked for so many days in vain."""
        adoption = self._adoption
        hard = adoption.hard_share * lognormal_survival(
            before, median * adoption.hard_multiplier, adoption.finding_spread
        )
        others = (1.0 - adoption.hard_share) * lognormal_survival(before, median, adoption.finding_spread)
        return hard / (hard + others) if hard + others > 0.0 else 1.0
