"""A first day of the very children: what returns tell of each is laid over the lives of a sample.

The sample gives what returns do not tell: siblings, households, needs, plans, what stands in law. Each of its children
is taken for one of the council's, as like as can be found, and has their age, kind and place of placement, route, time
in care and in the placement. Whom the sample has no place for is lent a life of the pool; who is too many is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Final, NamedTuple

from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR, age_band
from sim.foundations.codes import Kind, LeavingCause, PlacementEnd, Route
from sim.foundations.faults import BadInput
from sim.foundations.first_day import FirstDayChild
from sim.model.core.kept import Cluster, KeptLaw, PastPlacement, PoolChild, PoolHousehold
from sim.model.opening.margins import CELLS, FIRST
from sim.model.register.columns import NOBODY
from sim.parameters.tables import DURATION_BAND_STARTS, ByLegalStatus, duration_band

STATUSES = len(ByLegalStatus.__match_args__)

FIRST_HOME, HOMES = -2, 100
"""Number earlier homes, apart from those of lives, and from one another's but for siblings of one age."""


def very_children(
    sampled: Sequence[Cluster], children: Sequence[FirstDayChild], lives: Sequence[Cluster]
) -> list[Cluster]:
    """Return the clusters of a sample with these children in them, and no other; `lives` are those that can be lent."""
    own = [life for cluster in sampled for life in cluster.children]
    taken = _taken(own, children)
    laws = Laws([*own, *(life for cluster in lives for life in cluster.children)])
    found: list[Cluster] = []
    number = 0
    for cluster in sampled:
        places = range(number, number + len(cluster.children))
        number += len(cluster.children)
        kept = [_laid(own[place], children[taken[place]], laws) for place in places if place in taken]
        if kept:
            found.append(cluster._replace(children=tuple(kept)))
    left = dict.fromkeys(range(len(children)))
    for which in taken.values():
        del left[which]
    for family, which in enumerate(left, start=1):
        found.append(_lent(children[which], lives, laws, family))
    return found


def cells_of_children(children: Sequence[FirstDayChild]) -> tuple[int, ...]:
    """Return how many of the children are in each cell of the opening count (`margins.py`)."""
    found = [0] * CELLS
    for child in children:
        parts = (age_band(child.age), int(child.location), int(child.alone), int(child.kind))
        for first, part in zip(FIRST, parts, strict=False):
            found[first + part] += 1
    return tuple(found)


def statuses_of_children(children: Sequence[FirstDayChild]) -> tuple[float, ...]:
    """Return how many of the children are under each of the first legal statuses."""
    return tuple(float(sum(one.status == status for one in children)) for status in range(STATUSES))


def times_of_children(children: Sequence[FirstDayChild]) -> list[list[float]]:
    """Return how many of the children there are by age and time in care, at least."""
    found = [[0.0] * len(DURATION_BAND_STARTS) for _ in AGE_BAND_STARTS]
    for one in children:
        found[age_band(one.age)][duration_band(one.in_care)] += 1.0
    return found


# --- who is taken for whom


class Traits(NamedTuple):
    """What a child and the life that is taken for it should have in common, the most important first."""

    kind: int
    alone: bool
    age: int
    location: int
    route: int
    status: int


LEAST_ALIKE: Final = 2
"""Traits that they must have in common: a kind of placement, and whether they came alone, without siblings."""


def _of_life(life: PoolChild) -> Traits:
    now, status = life.placements[-1], NOBODY if life.law is None else int(life.law.status)
    alone = life.route is Route.UNACCOMPANIED
    return Traits(now.kind, alone, age_band(-life.born), now.location, life.route, status)


def _of_child(child: FirstDayChild) -> Traits:
    status = NOBODY if child.status is None else int(child.status)
    return Traits(child.kind, child.alone, age_band(child.age), child.location, child.route, status)


def _taken(lives: Sequence[PoolChild], children: Sequence[FirstDayChild]) -> dict[int, int]:
    """Return which child each life is taken for, by their places: who are most alike first, then who are less."""
    found: dict[int, int] = {}
    of_lives, of_children = list(map(_of_life, lives)), list(map(_of_child, children))
    left = list(range(len(children)))
    for alike in range(len(Traits._fields), LEAST_ALIKE - 1, -1):
        there = _grouped([place for place in range(len(lives)) if place not in found], of_lives, alike)
        for traits, those in _grouped(left, of_children, alike).items():
            places = sorted(there.get(traits, ()), key=lambda place: (-lives[place].entered, lives[place].born))
            those.sort(key=lambda which: (children[which].in_care, -children[which].age))
            found.update(zip(places, those, strict=False))
        gone = frozenset(found.values())
        left = [which for which in left if which not in gone]
    return found


def _grouped(places: Sequence[int], traits: Sequence[Traits], alike: int) -> dict[tuple[int, ...], list[int]]:
    """Return places in groups that have the first so many traits in common."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for place in places:
        groups.setdefault(tuple(traits[place][:alike]), []).append(place)
    return groups


# --- what is told of a child, laid over a life


class Laws:
    """What stands in law about the lives at hand, to be lent to children under another status than their life."""

    __slots__ = ("_by_status",)

    def __init__(self, lives: Iterable[PoolChild]) -> None:
        self._by_status: dict[int, list[tuple[float, KeptLaw]]] = {}
        for life in lives:
            if life.law is not None:
                self._by_status.setdefault(int(life.law.status), []).append((life.born, life.law))

    def told(self, law: KeptLaw | None, child: FirstDayChild, entered: float, began: float) -> KeptLaw | None:
        """Return what stands in law about a child: under the status that is told, if any life is under it."""
        if law is None:
            return None
        found = law
        there = [] if child.status is None else self._by_status.get(int(child.status), [])
        if child.status != law.status and there:
            _, found = min(there, key=lambda one: abs(one[0] + child.age))
            found = found._replace(approval=law.approval)
        if child.kind is Kind.ADOPTION:
            plan = found.permanence
            plan = plan._replace(
                placement_order=min(plan.placement_order, began),
                finding_began=min(plan.finding_began, began),
                matched=min(plan.matched, began),
                placed=began,
            )
            found = found._replace(permanence=plan)
        return found._replace(since=_since(found.since, entered))


def _laid(life: PoolChild, child: FirstDayChild, laws: Laws) -> PoolChild:
    """Return the life with what is told of the child in place of its own."""
    born = -float(child.age)
    entered = max(born, -float(child.in_care))
    if not child.entry_seen:
        entered = max(born, min(entered, life.entered))
    began = max(entered, -float(child.in_placement))
    decided, cause = life.decided, life.cause
    if decided < inf and child.kind is not Kind.ADOPTION and age_band(child.age) != age_band(-life.born):
        decided, cause = inf, NOBODY  # a plan of another age
    elif decided < inf:
        decided = max(decided, entered)
    if child.kind is Kind.ADOPTION:
        decided, cause = min(decided, began), LeavingCause.ADOPTED
    return life._replace(
        born=born,
        route=child.route,
        entered=entered,
        decided=decided,
        cause=cause,
        placements=(*_earlier(life, child, entered, began), _present(life, child, began)),
        camhs_referred=_since(life.camhs_referred, entered),
        camhs_seen=_since(life.camhs_seen, entered),
        law=laws.told(life.law, child, entered, began),
    )


def _since(day: float, first: float) -> float:
    """Return a day that has come, not before the first; one that has not as it is."""
    return day if day == inf else max(day, first)


def _present(life: PoolChild, child: FirstDayChild, began: float) -> PastPlacement:
    """Return the present placement: an emergency place only for no longer than that of the life."""
    now = life.placements[-1]
    return now._replace(
        location=child.location,
        began=began,
        notice=_since(now.notice, began),
        emergency=now.emergency and began >= now.began,
        kept=_since(now.kept, began) if began >= now.began else inf,
    )


def _earlier(life: PoolChild, child: FirstDayChild, entered: float, began: float) -> Iterator[PastPlacement]:
    """Yield the placements of the last year before the present one, as many as are told, evenly in the time."""
    since = max(entered, -DAYS_PER_YEAR)
    number = max(child.placements - 1, 1) if since < began else 0
    usual = life.placements[:-1] or life.placements
    for which in range(number):
        begins, ends = (since + (began - since) * place / number for place in (which, which + 1))
        like = usual[which % len(usual)]
        yield like._replace(
            household=NOBODY,
            began=entered if which == 0 else begins,
            notice=ends,
            ended=ends,
            why=like.why if like is not life.placements[-1] and like.why != NOBODY else PlacementEnd.PLANNED,
            emergency=False,
            kept=inf,
            home=FIRST_HOME - which - HOMES * int(-life.born),
        )


# --- who has no place in the sample


def _lent(child: FirstDayChild, lives: Sequence[Cluster], laws: Laws, family: int) -> Cluster:
    """Return a cluster of its own for a child: with the first life of the pool that lives as it does.

    Raises BadInput where there is none that could.
    """
    every = [(cluster, life) for cluster in lives for life in cluster.children]
    like = [(cluster, life) for cluster, life in every if life.placements[-1].kind is child.kind]
    if not like and (not every or child.kind is Kind.IN_HOUSE):
        raise BadInput(
            [
                "the private first day has children in a kind of placement of which the base makes no lives; make the "
                "base anew from the same returns, with import-903"
            ]
        )
    cluster, life = min(like or every, key=lambda one: abs(one[1].born + child.age))
    now = life.placements[-1]
    homes: tuple[PoolHousehold, ...] = ()
    if child.kind is Kind.IN_HOUSE:
        homes = (cluster.households[now.household],)
    alone = now._replace(
        kind=child.kind, sought=child.kind, household=0 if homes else NOBODY, home=-1, notice=inf, ended=inf
    )
    alone = alone._replace(why=NOBODY, emergency=False, kept=inf)
    life = life._replace(family=family, decided=inf, cause=NOBODY, placements=(*life.placements[:-1], alone))
    return Cluster((_laid(life, child, laws),), homes)
