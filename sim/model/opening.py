"""The first day: brings a sample of the pool into the world as children, placements and households in mid-life."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.foundations.codes import Kind, LeavingCause, PlacementEnd
from sim.foundations.distributions import lognormal_beyond
from sim.model.children import SIBLING_BITS, Child
from sim.model.households import Household, draw_household
from sim.model.leaving import Plan
from sim.model.life import Life, Story
from sim.model.looked_after import enter_care, looked_after
from sim.model.matching import weekly_price
from sim.model.model import FOUNDING
from sim.model.moving import PendingMove
from sim.model.placements import Placement
from sim.model.placing import siblings_here
from sim.model.pool import Cluster, PastPlacement, Pool, PoolChild, PoolHousehold
from sim.model.recording import (
    enter_child,
    enter_episode,
    enter_placement,
    note_apart,
    note_decision,
    note_notice,
)
from sim.model.register import NOBODY

if TYPE_CHECKING:
    from sim.model.world import World

OPENING_FAMILY = 1 << 48
"""Marks the names of families in care at the start, apart from those that come later."""

RETURNING_FAMILY = 1 << 49
"""Marks the names of families whose child has left and will come back."""

LARGEST_CLUSTER_BITS = 10


def open_world(pool: Pool, world: World) -> None:
    """Bring a sample of `pool` into `world`, each life going on from where it was."""
    households = 0
    came: list[Child] = []
    for position, cluster in enumerate(pool.sample(world.chance)):
        came.extend(_bring_in(world, cluster, position, households))
        households += len(cluster.households)
    _add_empty_households(pool, world, households)
    _review_residential(world, came)
    _expect_back(pool, world)


def _bring_in(world: World, cluster: Cluster, position: int, households: int) -> list[Child]:
    """Bring in the households of a cluster, then its children, then let their lives go on."""
    homes = [_household(world, home, FOUNDING | households + which) for which, home in enumerate(cluster.households)]
    names = {family: which for which, family in enumerate(dict.fromkeys(child.family for child in cluster.children))}
    members: dict[int, list[Child]] = {}
    came: list[tuple[Child, PoolChild]] = []
    area = homes[0].area if homes else position % (world.fostering.areas if world.fostering is not None else 1)
    for kept in cluster.children:
        name = OPENING_FAMILY | position << LARGEST_CLUSTER_BITS | names[kept.family]
        siblings = members.setdefault(name, [])
        child = _child(kept, name, len(siblings), area)
        child.siblings = list(siblings)
        for sibling in siblings:
            sibling.siblings.append(child)
        siblings.append(child)
        came.append((child, kept))
    for child, kept in came:
        _put_in_place(world, child, kept, homes)
        _go_on_with_camhs(world, child, kept)
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
    assert fostering is not None
    household = Household(
        identity=identity,
        area=int(world.chance.uniform("household area", identity) * fostering.areas),
        places=kept.places,
        location=kept.location,
        ages=kept.ages,
        skills=kept.skills,
        agreement=kept.agreement,
        resting=kept.resting,
    )
    fostering.join(household, kept.approved)
    for days in kept.staying_put:
        fostering.stays_put(household, days)
    return household


def _child(kept: PoolChild, family: int, which: int, area: int) -> Child:
    return Child(
        identity=family << SIBLING_BITS | which,
        family=family,
        area=area,
        born=kept.born,
        sex=kept.sex,
        route=kept.route,
        behaviour=kept.behaviour,
        disability=kept.disability,
        episode=kept.episode,
        entered=kept.entered,
    )


def _put_in_place(world: World, child: Child, kept: PoolChild, homes: list[Household]) -> None:
    """Enter the child's period of care, its past placements and the present one, and take the place."""
    enter_child(world, child)
    enter_episode(world, child, kept.entered)
    child.plan = _plan(world, child, kept)
    for past in kept.placements:
        placement = _placement(world, child, past, homes)
        child.occasion += 1
        child.placement = placement
        enter_placement(world, child, placement)
        note_apart(world, child, past.split)
        rows = world.register.placements
        if past is not kept.placements[-1]:
            rows.ended[placement.row] = past.ended
            rows.why[placement.row] = past.why
    present = child.placement
    assert present is not None
    child.residential_plan = present.kind is Kind.CHILDRENS_HOME
    if present.household is not None:
        assert world.fostering is not None
        world.fostering.settle(present.household, child)
    else:
        world.matching.goes_on(child, present)


def _search_on(world: World, child: Child) -> None:
    """Let the search behind an emergency place go on, one for all siblings who live in it."""
    present = child.placement
    assert present is not None
    if not present.emergency or present.search is not None:
        return
    together = [child, *siblings_here(child)]
    search = world.matching.request(together, entering=False)
    search.asked = present.began - present.days_searched
    answer = world.matching.next_answer(search)
    for sibling in together:
        assert sibling.placement is not None
        sibling.placement.search, sibling.placement.answer = search, answer


def _placement(world: World, child: Child, past: PastPlacement, homes: list[Household]) -> Placement:
    return Placement(
        kind=past.kind,
        sought=past.sought,
        location=past.location,
        began=past.began,
        occasion=child.occasion,
        household=homes[past.household] if past.household != NOBODY else None,
        matched=past.matched,
        split=past.split,
        emergency=past.emergency,
        step_down=past.step_down,
        first_choice=past.first_choice,
        days_searched=past.days_searched,
        weekly_price=weekly_price(world, child, past.kind, past.emergency),
    )


def _plan(world: World, child: Child, kept: PoolChild) -> Plan:
    """Return the plan for leaving: the decided one with its preparation going on, or one yet to be decided."""
    if kept.decided > 0 or kept.cause == LeavingCause.EIGHTEENTH_BIRTHDAY:
        return world.leaving.plan(child, world.lives.now)
    with_parents = kept.placements[-1].kind is Kind.WITH_PARENTS
    plan = Plan(0.0, LeavingCause(kept.cause), decided=True, with_parents=with_parents)
    note_decision(world, child, plan.cause, kept.decided)
    plan.next = kept.decided + world.leaving.preparation(child, plan, -kept.decided)
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
        assert world.fostering is not None
        world.fostering.close(household)


def _go_on_with_camhs(world: World, child: Child, kept: PoolChild) -> None:
    if world.camhs is None or kept.camhs_referred == inf:
        return
    if kept.camhs_seen == inf:
        world.camhs.resume_waiting(child, kept.camhs_referred)
        return
    team = world.camhs.parameters.usual
    u = world.chance.uniform("camhs weeks", child.identity)
    weeks = lognormal_beyond(u, team.weeks_seen_median, team.weeks_seen_spread, -kept.camhs_seen / 7)
    world.camhs.resume_seen(child, kept.camhs_referred, kept.camhs_seen, weeks + kept.camhs_seen / 7)


def _add_empty_households(pool: Pool, world: World, occupied: int) -> None:
    """Add households without a child until there are as many, of each size, as the authority has."""
    fostering = world.fostering
    if fostering is None:
        return
    parameters, uniform = fostering.parameters, world.chance.uniform
    number = occupied
    for places, share in enumerate(parameters.places_shares.values(), start=1):
        have = sum(household.places == places for household in fostering.households.values())
        kept = [household for household in pool.empty_households if household.places == places]
        for _ in range(round(parameters.households * share) - have):
            identity = FOUNDING | number
            if kept:
                _household(world, kept[int(uniform("empty household", identity) * len(kept))], identity)
            else:
                household = draw_household(world.chance, parameters, identity, fostering.areas)
                household.places = places
                fostering.join(household, 0.0)
            number += 1


def _began(child: Child) -> float:
    assert child.placement is not None
    return child.placement.began


def _review_residential(world: World, came: list[Child]) -> None:
    """Give the placements panel its list of residential placements, the longest first."""
    if world.panel is None:
        return
    residential = [child for child in came if child.placement is not None and child.placement.kind.residential]
    residential.sort(key=_began)
    for child in residential:
        world.panel.placed_in_residential(child, _began(child))


def _expect_back(pool: Pool, world: World) -> None:
    """Expect the children who have gone home and will come back, as many as on a day of the long run."""
    for which, kept in enumerate(pool.returning):
        if kept.entered < world.lives.horizon and world.chance.happens(1 / pool.snapshots, "comes back", which):
            areas = world.fostering.areas if world.fostering is not None else 1
            child = _child(kept, RETURNING_FAMILY | which, 0, which % areas)
            world.lives.begin(_comes_back(world, child, kept.entered))


def _comes_back(world: World, child: Child, day: float) -> Story:
    yield day
    enter_care(world, [child])
