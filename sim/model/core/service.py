"""Services: what hears of the moments of a life, and answers the few questions that a life asks.

A service overrides what concerns it and leaves the rest: it hears nothing else, and its answers are neutral. What it
knows of a child, a family or a household it keeps itself, by their identity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import inf

from sim.foundations.codes import PlacementEnd
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Family, Household, Placement, PlacementSearch


class Service:
    """One service of the council, as children in care, families at risk and foster carers meet it."""

    __slots__ = ()

    @property
    def exists(self) -> bool:
        """Whether it will ever do anything; one that will not is told and asked nothing."""
        return True

    # --- moments of a child

    def opened(self, child: Child, kept: PoolChild) -> None:
        """The run begins with `child` in care, known to services as `kept`."""

    def all_opened(self, children: Sequence[Child]) -> None:
        """The run begins with all these in care, and the life of each has been taken up."""

    def entered_care(self, child: Child) -> None:
        """`child` has come into care and has a placement."""

    def placed(self, child: Child, placement: Placement) -> None:
        """A placement of `child` has begun."""

    def lives_in(self, child: Child, placement: Placement) -> None:
        """`child` is to live in `placement` from now on: it has begun, goes on after all, or was there at the start."""

    def under_strain(self, child: Child) -> None:
        """The carers have gone that far of the way to a breakdown at which they ask for help."""

    def asked_for_place(self, child: Child, search: PlacementSearch, needed: float) -> None:
        """A place is looked for ahead of the day on which `child`, with others perhaps, comes into care."""

    def gave_notice(self, child: Child, placement: Placement, why: PlacementEnd, needed: float) -> None:
        """`placement` is to end, and the next place is `needed` on that day."""

    def withdrew(self, child: Child) -> None:
        """What was asked for, a place or a move, is asked for no more."""

    def left_placement(self, child: Child) -> None:
        """`child` has left a placement and its place has been given back."""

    def moved_on(self, child: Child, after: PlacementEnd) -> None:
        """`child` has moved to the next placement, `after` the last one ended so."""

    def prepares_to_leave(self, child: Child) -> None:
        """It has been decided how the period of care will end, which takes a while: see the child's plan."""

    def plan_failed(self, child: Child) -> None:
        """What had been decided about the end of the period of care cannot be."""

    def assessment_updated(self, child: Child) -> None:
        """The social worker's assessment of `child` has been brought up to date."""

    def left_care(self, child: Child) -> None:
        """The period of care has ended."""

    def reviewed(self, child: Child, number: int) -> None:
        """A review of the care plan has been held: which it is in the period of care, the first 1."""

    def health_reported(self, child: Child) -> None:
        """The report of the initial health assessment is on the child's file."""

    # --- questions about a child

    def knows_need(self, child: Child) -> bool:
        """Whether a behaviour or mental-health need of a child new to care is, or would be, known as it is there."""
        return True

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the `multiplier` of the hazard of disruption times what the support in force makes of it."""
        return multiplier

    def asks_for_help(self, child: Child, placement: Placement) -> float:
        """Return how far of the way to a breakdown the carers ask this service for help; `inf` when they never do."""
        return inf

    def planned_moves(self, child: Child) -> float:
        """Return what this service makes of the rate at which the care plan moves `child` on."""
        return 1.0

    def planned_move_waits_until(self, child: Child, placement: Placement) -> float:
        """Return the day before which the care plan does not move `child` on from `placement` after all."""
        return -inf

    def plans_take(self) -> float:
        """Return how many times as long planned moves and returns home take that are begun to be prepared now."""
        return 1.0

    def reentry_ratio(self, child: Child) -> float:
        """Return what this service makes of the risk of a child who leaves care now to come back."""
        return 1.0

    def other_ways(self, child: Child) -> float:
        """Return what multiplies the child's rate of leaving care by other ways than this service makes happen."""
        return 1.0

    def after_order(self, child: Child) -> bool:
        """Whether a court has made its final order about `child`, after which others ways of leaving are taken."""
        return False

    # --- a family at risk

    def passes_on(self, family: Family) -> bool:
        """Whether a family without warning is passed on to another authority, and does not come into care here."""
        return False

    def works_with_families(self) -> bool:
        """Whether this service works with families before their crisis."""
        return False

    def foresees_families(self) -> bool:
        """Whether this service reckons, as the run begins, with all families at risk that will be in it."""
        return False

    def foreseen(self, family: Family) -> None:
        """A family will be at risk: told before anything happens, of those too that never enter care."""

    def referred(self, family: Family) -> None:
        """A family at risk has become known."""

    def crisis_moved(self, family: Family) -> None:
        """The crisis of a family at risk comes on another day than was foreseen: see `family.crisis`."""

    def entry_ratio(self, family: Family) -> float:
        """Return what this service makes of the family's risk of entering at its crisis, as things stand."""
        return 1.0

    def postponed_until(self, family: Family) -> float:
        """Return the day on which an entry that this service averted happens after all; `inf` when it never does."""
        return inf

    def family_enters(self, family: Family) -> None:
        """The children of a family at risk are about to come into care."""

    def family_entered(self, children: Sequence[Child]) -> None:
        """The children of a family at risk have come into care."""

    # --- foster carers

    def joined(self, household: Household) -> None:
        """A household of the council's own fosters from now on."""

    def leaving_ratio(self, household: Household) -> float:
        """Return what this service makes of the household's rate of leaving."""
        return 1.0

    def agreement(self, household: Household, lacking: int) -> float:
        """Return the least share of their agreement that carers keep, with support, where skills are `lacking`."""
        return 0.0

    def extra_enquiries(self, day: float) -> float:
        """Return how many more enquiries a year about fostering this service brings by `day`: never fewer later on."""
        return 0.0


class Services(Service):
    """All services of a replication, in the order in which they are told; itself one, so that nobody need ask.

    Of each moment only those hear that do something then, and only those are asked that have an answer of their own.
    """

    __slots__ = (
        "_after_order",
        "_agreement",
        "_all_opened",
        "_asked_for_place",
        "_asks_for_help",
        "_assessment_updated",
        "_crisis_moved",
        "_entered_care",
        "_entry_ratio",
        "_extra_enquiries",
        "_family_entered",
        "_family_enters",
        "_foreseen",
        "_foresees_families",
        "_gave_notice",
        "_hazard",
        "_health_reported",
        "_joined",
        "_knows_need",
        "_leaving_ratio",
        "_left_care",
        "_left_placement",
        "_lives_in",
        "_moved_on",
        "_opened",
        "_other_ways",
        "_passes_on",
        "_placed",
        "_plan_failed",
        "_planned_move_waits_until",
        "_planned_moves",
        "_plans_take",
        "_postponed_until",
        "_prepares_to_leave",
        "_reentry_ratio",
        "_referred",
        "_reviewed",
        "_under_strain",
        "_withdrew",
        "_works_with_families",
    )

    def __init__(self) -> None:
        self.begin(())

    def begin(self, services: Sequence[Service]) -> None:
        """Have those of these that exist hear, from now on, what happens."""
        has = partial(_who_has, [service for service in services if service.exists])
        self._opened = has(lambda kind: kind.opened)
        self._all_opened = has(lambda kind: kind.all_opened)
        self._entered_care = has(lambda kind: kind.entered_care)
        self._placed = has(lambda kind: kind.placed)
        self._lives_in = has(lambda kind: kind.lives_in)
        self._under_strain = has(lambda kind: kind.under_strain)
        self._asked_for_place = has(lambda kind: kind.asked_for_place)
        self._gave_notice = has(lambda kind: kind.gave_notice)
        self._withdrew = has(lambda kind: kind.withdrew)
        self._left_placement = has(lambda kind: kind.left_placement)
        self._moved_on = has(lambda kind: kind.moved_on)
        self._prepares_to_leave = has(lambda kind: kind.prepares_to_leave)
        self._plan_failed = has(lambda kind: kind.plan_failed)
        self._assessment_updated = has(lambda kind: kind.assessment_updated)
        self._left_care = has(lambda kind: kind.left_care)
        self._reviewed = has(lambda kind: kind.reviewed)
        self._health_reported = has(lambda kind: kind.health_reported)
        self._knows_need = has(lambda kind: kind.knows_need)
        self._hazard = has(lambda kind: kind.hazard)
        self._asks_for_help = has(lambda kind: kind.asks_for_help)
        self._planned_moves = has(lambda kind: kind.planned_moves)
        self._planned_move_waits_until = has(lambda kind: kind.planned_move_waits_until)
        self._plans_take = has(lambda kind: kind.plans_take)
        self._reentry_ratio = has(lambda kind: kind.reentry_ratio)
        self._other_ways = has(lambda kind: kind.other_ways)
        self._after_order = has(lambda kind: kind.after_order)
        self._passes_on = has(lambda kind: kind.passes_on)
        self._works_with_families = has(lambda kind: kind.works_with_families)
        self._foresees_families = has(lambda kind: kind.foresees_families)
        self._foreseen = has(lambda kind: kind.foreseen)
        self._referred = has(lambda kind: kind.referred)
        self._crisis_moved = has(lambda kind: kind.crisis_moved)
        self._entry_ratio = has(lambda kind: kind.entry_ratio)
        self._postponed_until = has(lambda kind: kind.postponed_until)
        self._family_enters = has(lambda kind: kind.family_enters)
        self._family_entered = has(lambda kind: kind.family_entered)
        self._joined = has(lambda kind: kind.joined)
        self._leaving_ratio = has(lambda kind: kind.leaving_ratio)
        self._agreement = has(lambda kind: kind.agreement)
        self._extra_enquiries = has(lambda kind: kind.extra_enquiries)

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Tell every service."""
        for service in self._opened:
            service.opened(child, kept)

    def all_opened(self, children: Sequence[Child]) -> None:
        """Tell every service."""
        for service in self._all_opened:
            service.all_opened(children)

    def entered_care(self, child: Child) -> None:
        """Tell every service."""
        for service in self._entered_care:
            service.entered_care(child)

    def placed(self, child: Child, placement: Placement) -> None:
        """Tell every service."""
        for service in self._placed:
            service.placed(child, placement)

    def lives_in(self, child: Child, placement: Placement) -> None:
        """Tell every service."""
        for service in self._lives_in:
            service.lives_in(child, placement)

    def under_strain(self, child: Child) -> None:
        """Tell every service."""
        for service in self._under_strain:
            service.under_strain(child)

    def asked_for_place(self, child: Child, search: PlacementSearch, needed: float) -> None:
        """Tell every service."""
        for service in self._asked_for_place:
            service.asked_for_place(child, search, needed)

    def gave_notice(self, child: Child, placement: Placement, why: PlacementEnd, needed: float) -> None:
        """Tell every service."""
        for service in self._gave_notice:
            service.gave_notice(child, placement, why, needed)

    def withdrew(self, child: Child) -> None:
        """Tell every service."""
        for service in self._withdrew:
            service.withdrew(child)

    def left_placement(self, child: Child) -> None:
        """Tell every service."""
        for service in self._left_placement:
            service.left_placement(child)

    def moved_on(self, child: Child, after: PlacementEnd) -> None:
        """Tell every service."""
        for service in self._moved_on:
            service.moved_on(child, after)

    def prepares_to_leave(self, child: Child) -> None:
        """Tell every service."""
        for service in self._prepares_to_leave:
            service.prepares_to_leave(child)

    def plan_failed(self, child: Child) -> None:
        """Tell every service."""
        for service in self._plan_failed:
            service.plan_failed(child)

    def assessment_updated(self, child: Child) -> None:
        """Tell every service."""
        for service in self._assessment_updated:
            service.assessment_updated(child)

    def left_care(self, child: Child) -> None:
        """Tell every service."""
        for service in self._left_care:
            service.left_care(child)

    def reviewed(self, child: Child, number: int) -> None:
        """Tell every service."""
        for service in self._reviewed:
            service.reviewed(child, number)

    def health_reported(self, child: Child) -> None:
        """Tell every service."""
        for service in self._health_reported:
            service.health_reported(child)

    def knows_need(self, child: Child) -> bool:
        """Whether no service says otherwise."""
        return all(service.knows_need(child) for service in self._knows_need)

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier as every service in turn makes it."""
        for service in self._hazard:
            multiplier = service.hazard(child, placement, now, multiplier)
        return multiplier

    def asks_for_help(self, child: Child, placement: Placement) -> float:
        """Return the earliest answer."""
        earliest = inf
        for service in self._asks_for_help:
            earliest = min(earliest, service.asks_for_help(child, placement))
        return earliest

    def planned_moves(self, child: Child) -> float:
        """Return the product of all answers."""
        ratio = 1.0
        for service in self._planned_moves:
            ratio *= service.planned_moves(child)
        return ratio

    def planned_move_waits_until(self, child: Child, placement: Placement) -> float:
        """Return the latest answer."""
        latest = -inf
        for service in self._planned_move_waits_until:
            latest = max(latest, service.planned_move_waits_until(child, placement))
        return latest

    def plans_take(self) -> float:
        """Return the product of all answers."""
        ratio = 1.0
        for service in self._plans_take:
            ratio *= service.plans_take()
        return ratio

    def reentry_ratio(self, child: Child) -> float:
        """Return the product of all answers."""
        ratio = 1.0
        for service in self._reentry_ratio:
            ratio *= service.reentry_ratio(child)
        return ratio

    def other_ways(self, child: Child) -> float:
        """Return the product of all answers."""
        ratio = 1.0
        for service in self._other_ways:
            ratio *= service.other_ways(child)
        return ratio

    def after_order(self, child: Child) -> bool:
        """Whether any of them says so."""
        return any(service.after_order(child) for service in self._after_order)

    def passes_on(self, family: Family) -> bool:
        """Whether any of them does so."""
        return any(service.passes_on(family) for service in self._passes_on)

    def works_with_families(self) -> bool:
        """Whether any of them does."""
        return any(service.works_with_families() for service in self._works_with_families)

    def foresees_families(self) -> bool:
        """Whether any of them does."""
        return any(service.foresees_families() for service in self._foresees_families)

    def foreseen(self, family: Family) -> None:
        """Tell every service."""
        for service in self._foreseen:
            service.foreseen(family)

    def referred(self, family: Family) -> None:
        """Tell every service."""
        for service in self._referred:
            service.referred(family)

    def crisis_moved(self, family: Family) -> None:
        """Tell every service."""
        for service in self._crisis_moved:
            service.crisis_moved(family)

    def entry_ratio(self, family: Family) -> float:
        """Return the product of all answers."""
        ratio = 1.0
        for service in self._entry_ratio:
            ratio *= service.entry_ratio(family)
        return ratio

    def postponed_until(self, family: Family) -> float:
        """Return the earliest answer."""
        earliest = inf
        for service in self._postponed_until:
            earliest = min(earliest, service.postponed_until(family))
        return earliest

    def family_enters(self, family: Family) -> None:
        """Tell every service."""
        for service in self._family_enters:
            service.family_enters(family)

    def family_entered(self, children: Sequence[Child]) -> None:
        """Tell every service."""
        for service in self._family_entered:
            service.family_entered(children)

    def joined(self, household: Household) -> None:
        """Tell every service."""
        for service in self._joined:
            service.joined(household)

    def leaving_ratio(self, household: Household) -> float:
        """Return the product of all answers."""
        ratio = 1.0
        for service in self._leaving_ratio:
            ratio *= service.leaving_ratio(household)
        return ratio

    def agreement(self, household: Household, lacking: int) -> float:
        """Return the largest answer."""
        largest = 0.0
        for service in self._agreement:
            largest = max(largest, service.agreement(household, lacking))
        return largest

    def extra_enquiries(self, day: float) -> float:
        """Return the sum of all answers."""
        total = 0.0
        for service in self._extra_enquiries:
            total += service.extra_enquiries(day)
        return total


def _who_has(services: Sequence[Service], told: Callable[[type[Service]], object]) -> tuple[Service, ...]:
    """Return those of the services that have their own way of being told or asked a thing."""
    neutral = told(Service)
    return tuple([service for service in services if told(type(service)) is not neutral])
