"""What is being done so that a child is adopted, and the search for a family that siblings may share."""

from __future__ import annotations

from math import inf
from typing import Final

from sim.model.core.people import Child
from sim.model.legal.standing import LegalStanding
from sim.model.legal.waiting import CareTask

SEARCH_BITS: Final = 4
"""Which search for a child it is has so many bits in the name of a draw."""


class AdoptionPlan:
    """The plan that one child be adopted, from the agency's decision on."""

    __slots__ = ("failed", "ordered", "search", "searches", "standing", "task")

    def __init__(self, standing: LegalStanding) -> None:
        self.standing = standing
        self.ordered = inf
        """When the court made the placement order."""
        self.search: FamilySearch | None = None
        """The search that is under way, until the child lives with the family found."""
        self.searches = 0
        """How many searches there have been."""
        self.failed = 0
        """Placements with adopters that have broken down."""
        self.task = CareTask()
        """Where the child lives with the adopters already: the way to the order."""


class FamilySearch:
    """One search for adopters, for one child or for siblings together."""

    __slots__ = ("awaits_orders", "before", "child", "found", "name", "plans", "task")

    def __init__(self, plans: list[AdoptionPlan], before: float = 0.0) -> None:
        self.plans = plans
        """Of those for whom it goes on."""
        first = min(plans, key=lambda plan: plan.standing.child.identity)
        self.child: Child = first.standing.child
        """Speaks for all: names its draws, with `name`."""
        self.name = self.child.episode << SEARCH_BITS | first.searches
        self.before = before
        """Days for which it had gone on when the run began."""
        self.found = False
        """There is a family, though it may wait for the court or the panel."""
        self.awaits_orders = False
        """A family has been found, and a placement order is still to come."""
        self.task = CareTask()
        for plan in plans:
            plan.search = self
            plan.searches += 1

    def end(self) -> list[AdoptionPlan]:
        """End the search; return the plans of those for whom it went on."""
        plans, self.plans = self.plans, []
        for plan in plans:
            plan.search = None
        return plans

    @property
    def ordered(self) -> float:
        """Return the day of the last placement order; infinite while one is to come."""
        return max(plan.ordered for plan in self.plans)

    @property
    def first_ordered(self) -> float:
        """Return the day of the first placement order."""
        return min(plan.ordered for plan in self.plans)
