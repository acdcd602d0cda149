"""The first day: brings a sample of the pool into the world as children, placements and households in mid-life."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import ADULT
from sim.foundations.codes import Kind, LeavingCause, PlacementEnd
from sim.foundations.hazards import Hazard
from sim.model.core.kept import Cluster, PastPlacement, PoolChild, PoolHousehold
from sim.model.core.people import SIBLING_BITS, Child, Household, LeavingPlan, Placement
from sim.model.demand.children import onset_of_need
from sim.model.engine.life import AFTER_OPENING, Life
from sim.model.fostering.households import draw_household
from sim.model.lives.looked_after import away, looked_after
from sim.model.lives.moving import PendingMove
from sim.model.lives.needs import expect_need
from sim.model.opening.empty_households import drawn, homes_by_places
from sim.model.opening.names import FOUNDING, FURTHER, OPENING_FAMILY, RETURNING_FAMILY
from sim.model.opening.pool import Pool
from sim.model.placements.recording import (
    enter_child,
    enter_episode,
    enter_placement,
    note_apart,
    note_decision,
    note_notice,
)
from sim.model.placements.siblings import siblings_here
from sim.model.register.columns import NOBODY

if TYPE_CHECKING:
    from sim.model.lives.world import World


LARGEST_CLUSTER_BITS: Final = 10


YOUNGER_THAN_18: Final = -ADULT + 2.0
"""Day before which nobody who is in care at the start was born."""


def open_world(pool: Pool, world: World) -> None:
    """Bring a sample of `pool` into `world`, each life going on from where it was."""
    households = 0
    came: list[Child] = []
    onset = onset_of_need(world.parameters.demand)
    for position, cluster in enumerate(pool.sample(world.chance)):
        came.extend(_bring_in(world, cluster, position, households, onset))
        households += len(cluster.households)
    _add_empty_households(pool, world, households)
    world.services.all_opened(came)
    _expect_back(pool, world, onset)


def _bring_in(world: World, cluster: Cluster, position: int, households: int, onset: Hazard) -> list[Child]:
    """Bring in the households of a cluster, then its children, then let their lives go on."""
    homes = [_household(world, home, FOUNDING | households + which) for which, home in enumerate(cluster.households)]
    names = {family: which for which, family in enumerate(dict.fromkeys(child.family for child in cluster.children))}
    members: dict[int, list[Child]] = {}
    came: list[tuple[Child, PoolChild]] = []
    area = homes[0].area if homes else position % world.fostering.areas
    for kept in cluster.children:
        name = OPENING_FAMILY | position << LARGEST_CLUSTER_BITS | names[kept.family]
        siblings = members.setdefault(name, [])
        child = _child(world, kept, name, len(siblings), area, onset)
        child.siblings = list(siblings)
        for sibling in siblings:
            sibling.siblings.append(child)
        siblings.append(child)
        came.append((child, kept))
    places: dict[int, int] = {}
    for child, kept in came:
        _put_in_place(world, child, kept, homes, places)
        world.services.opened(child, kept)
    for child, _ in came:
        _search_on(world, child)
    for child, kept in came:
        child.life = Life(looked_after(world, child, _pending(world, child, kept)))
        world.lives.resume(child.life)
    for child, kept in came:
        _close_as_noticed(world, child, kept)
    return [child for child, _ in came]


def _household(world: World, kept: PoolHousehold, identity: int) -> Household:
    """Return a household that goes on from where it was, among the authority's own."""
    fostering = world.fostering
    household = Household(
        identity=identity,
        area=int(world.chance.uniform(decisions.HOUSEHOLD_AREA, identity) * fostering.areas),
        places=kept.places,
        location=kept.location,
        ages=kept.ages,
        skills=kept.skills,
        agreement=kept.agreement,
        resting=kept.resting,
    )
    fostering.join(household, kept.approved)
    if kept.closing:
        fostering.close_when_empty(household)
    for days in kept.staying_put:
        fostering.stays_put(household, days)
    return household


def _child(world: World, kept: PoolChild, family: int, which: int, area: int, onset: Hazard) -> Child:
    """Return a child as kept; who has no behaviour need may have one later, under the hazard `onset`."""
    identity = family << SIBLING_BITS | which
    threshold = world.chance.exponential(decisions.NEED_BEGINS, identity)
    return Child(
        identity=identity,
        family=family,
        area=area,
        born=max(kept.born, YOUNGER_THAN_18),  # by the calendar of another day the child might be 18 already
        calendar=world.calendar,
        sex=kept.sex,
        route=kept.route,
        behaviour=kept.behaviour,
        disability=kept.disability,
        need_begins=onset.time_to(threshold, 0.0, -kept.born),
        episode=kept.episode,
        entered=kept.entered,
    )


def _put_in_place(world: World, child: Child, kept: PoolChild, homes: list[Household], places: dict[int, int]) -> None:
    """Enter the child's period of care, its past placements and the present one, and take the place.

    `places` are the homes of the cluster so far, by their number in the long run.
    """
    expect_need(world, child)
    enter_child(world, child)
    enter_episode(world, child, kept.entered)
    for past in kept.placements:
        placement = _placement(world, child, past, homes, places)
        child.occasion += 1
        child.placement = placement
        enter_placement(world, child, placement)
        note_apart(world, child, past.split)
        rows = world.register.placements
        if past is not kept.placements[-1]:
            rows.ended[placement.row] = past.ended
            rows.why[placement.row] = past.why
        if past.kept < inf:
            rows.emergency[placement.row], rows.kept[placement.row] = True, past.kept
            rows.kept_price[placement.row] = world.placements.prices.of(child, past.kind, emergency=False)
    present = child.placement
    assert present is not None
    child.plan = _plan(world, child, kept)
    child.residential_plan = present.kind is Kind.CHILDRENS_HOME
    if present.household is not None:
        world.fostering.settle(present.household, child)
    else:
        world.placements.goes_on(child, present)


def _search_on(world: World, child: Child) -> None:
    """Let the search behind an emergency place go on, one for all siblings who live in it."""
    present = child.placement
    assert present is not None
    if not present.emergency or present.search is not None:
        return
    together = [child, *(other for other in siblings_here(child) if _waits(other))]
    search = world.matching.request(together)
    search.asked = present.began - present.days_searched
    answer = world.matching.next_answer(search)
    for sibling in together:
        assert sibling.placement is not None
        sibling.placement.search, sibling.placement.answer = search, answer


def _waits(child: Child) -> bool:
    return child.placement is not None and child.placement.emergency


def _placement(
    world: World, child: Child, past: PastPlacement, homes: list[Household], places: dict[int, int]
) -> Placement:
    if past.home not in places:
        places[past.home] = world.placements.new_home()
    return Placement(
        kind=past.kind,
        sought=past.sought,
        location=past.location,
        began=past.began,
        occasion=child.occasion,
        household=homes[past.household] if past.household != NOBODY else None,
        matched=past.matched,
        split=past.split,
        emergency=past.emergency and past.kept == inf,
        step_down=past.step_down,
        first_choice=past.first_choice,
        days_searched=past.days_searched,
        weekly_price=world.placements.prices.of(child, past.kind, past.emergency),
        home=places[past.home],
    )


def _plan(world: World, child: Child, kept: PoolChild) -> LeavingPlan:
    """Return the plan for leaving: the decided one with its preparation going on, or one yet to be decided."""
    if kept.decided > 0 or kept.cause == LeavingCause.EIGHTEENTH_BIRTHDAY:
        return world.leaving.plan(child, world.lives.now)
    plan = LeavingPlan(0.0, LeavingCause(kept.cause), decided=True)
    plan.by_order = kept.law is not None and plan.cause is LeavingCause.ADOPTED
    note_decision(world, child, plan.cause, kept.decided)
    plan.next = kept.decided + world.leaving.preparation(child, plan, -kept.decided)
    if plan.next <= 0.0:
        plan.next = AFTER_OPENING
    if plan.next >= child.adult:
        plan.next, plan.cause = child.adult, LeavingCause.EIGHTEENTH_BIRTHDAY
    return plan


def _pending(world: World, child: Child, kept: PoolChild) -> PendingMove | None:
    """Enter and return the move of which notice has been given, if one has been and is to come."""
    present = kept.placements[-1]
    moves = (
        PlacementEnd.DISRUPTED,
        PlacementEnd.PLANNED,
        PlacementEnd.TO_SUPPORTED,
        PlacementEnd.HOUSEHOLD_CLOSED,
    )
    if present.notice > 0 or not present.ended < inf or present.why not in moves:
        return None
    assert child.placement is not None
    note_notice(world, child.placement, PlacementEnd(present.why), present.notice)
    return PendingMove(PlacementEnd(present.why), present.notice, present.ended)


def _close_as_noticed(world: World, child: Child, kept: PoolChild) -> None:
    """Have the household close of which the child had notice that it would; the others in it have notice now."""
    household = child.placement.household if child.placement is not None else None
    if household is not None and kept.placements[-1].why == PlacementEnd.HOUSEHOLD_CLOSED:
        world.fostering.close(household)


def _add_empty_households(pool: Pool, world: World, households: int) -> None:
    """Add households without a child until there are as many, of each size, as the authority has.

    First those that complete the base's own, by which the places that cannot be used are as many as in the pool; an
    authority with more has further ones, one with fewer lacks the last of them.
    """
    fostering = world.fostering
    if not fostering.exists:
        return
    own = homes_by_places(fostering.parameters)
    base = own if pool.homes is None else pool.homes
    sizes = [household.places for household in fostering.households.values()]
    here = [sizes.count(places) for places in range(1, len(base) + 1)]
    needed = [max(0, number - occupied) for number, occupied in zip(base, here, strict=True)]
    wanted = None if pool.unavailable is None else pool.unavailable - fostering.unavailable
    found = drawn(pool.kept, needed, wanted, world.chance)
    first = FOUNDING | households
    for size, number in enumerate(needed):
        for which in range(own[size] - here[size]):
            further = which >= number
            kept = pool.kept[size].named(size + 1, which, world.chance) if further else found[size][which]
            identity = FOUNDING | FURTHER | which * len(own) + size if further else first + which
            _empty_household(world, kept, size + 1, identity)
        first += number


def _empty_household(world: World, kept: PoolHousehold | None, places: int, identity: int) -> None:
    """Let a kept household, or a new one of the size, be there."""
    fostering = world.fostering
    if kept is not None:
        _household(world, kept, identity)
    else:
        household = draw_household(world.chance, fostering.parameters, identity, fostering.areas)
        household.places = places
        fostering.join(household, 0.0)


def _expect_back(pool: Pool, world: World, onset: Hazard) -> None:
    """Expect the children who have gone home and will come back, as many as on a day of the long run."""
    horizon, share, luck = world.lives.horizon, 1 / pool.snapshots, world.chance.uniform
    for which, kept in enumerate(pool.returning):
        if kept.entered < horizon and luck(decisions.COMES_BACK, which) < share:
            child = _child(world, kept, RETURNING_FAMILY | which, 0, which % world.fostering.areas, onset)
            child.comes_back = kept.entered
            child.life = Life(away(world, child))
            world.lives.resume(child.life)
