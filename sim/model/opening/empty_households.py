"""Foster households without a looked-after child on the first day: so many of each size, so many at rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.chance import Chance
from sim.foundations.codes import PlacementEnd
from sim.foundations.rounding import whole
from sim.model.core.kept import Cluster, PoolHousehold
from sim.model.register.columns import NOBODY
from sim.parameters.fostering import InHouseFostering

EXCHANGES = 200


def homes_by_places(parameters: InHouseFostering) -> tuple[int, ...]:
    """Return how many households the authority has of one, two, ... places."""
    return whole(parameters.places_shares.values(), round(parameters.households))


def unavailable(household: PoolHousehold, children: int = 0, closing: bool = False) -> int:
    """Return the places of a household with so many looked-after children that are empty and cannot be used."""
    free = max(0, household.places - children)
    return free if household.resting or closing else min(len(household.staying_put), free)


def unavailable_in(cluster: Cluster) -> int:
    """Return the places in the cluster's households that are empty and cannot be used."""
    children = [0] * len(cluster.households)
    closing = [household.closing for household in cluster.households]
    for child in cluster.children:
        present = child.placements[-1]
        if present.household != NOBODY:
            children[present.household] += 1
            closing[present.household] |= present.why == PlacementEnd.HOUSEHOLD_CLOSED
    return sum(map(unavailable, cluster.households, children, closing))


def expected_unavailable(
    clusters: Sequence[Cluster], weights: Sequence[float], empty: Sequence[PoolHousehold], homes: Sequence[int]
) -> int:
    """Return the whole number of places that cannot be used, in the mean of the weighted lives."""
    expected = sum(weight * unavailable_in(cluster) for cluster, weight in zip(clusters, weights, strict=True))
    for places, number in enumerate(homes, start=1):
        occupied = sum(
            weight * sum(home.places == places for home in cluster.households)
            for cluster, weight in zip(clusters, weights, strict=True)
        )
        kept = [unavailable(home) for home in empty if home.places == places]
        if kept:
            expected += max(0.0, number - occupied) * sum(kept) / len(kept)
    return round(expected)


@dataclass(frozen=True, slots=True)
class Kept:
    """Empty households of one size, from which those of a replication are drawn."""

    households: tuple[PoolHousehold, ...]
    by_unavailable: Mapping[int, tuple[PoolHousehold, ...]]
    """By how many of their places cannot be used."""

    def named(self, places: int, number: int, chance: Chance) -> PoolHousehold | None:
        """Return one drawn by its number among those of its size; `None` when none is kept."""
        if not self.households:
            return None
        return self.households[int(chance.uniform(decisions.EMPTY_HOUSEHOLD, places, number) * len(self.households))]


def kept_of(households: Sequence[PoolHousehold], places: int) -> Kept:
    """Return those households that have so many places."""
    found = tuple(household for household in households if household.places == places)
    groups: dict[int, list[PoolHousehold]] = {}
    for household in found:
        groups.setdefault(unavailable(household), []).append(household)
    return Kept(found, {number: tuple(groups[number]) for number in sorted(groups)})


def drawn(
    kept: Sequence[Kept], needed: Sequence[int], wanted: int | None, chance: Chance
) -> list[list[PoolHousehold | None]]:
    """Return for each size, from one place on, the households `needed`, with `wanted` places that cannot be used.

    Each is drawn by its own name, then some are exchanged, at random, for others of their size. Where none of a size
    is kept there are `None`: new ones.
    """
    found = [
        [homes.named(places, number, chance) for number in range(count)]
        for places, (homes, count) in enumerate(zip(kept, needed, strict=True), start=1)
    ]
    if wanted is not None:
        _exchange(found, kept, wanted, chance)
    return found


def _exchange(found: list[list[PoolHousehold | None]], kept: Sequence[Kept], wanted: int, chance: Chance) -> None:
    """Exchange households, none of which takes the number of places that cannot be used away from `wanted`."""
    where = [(size, place) for size, homes in enumerate(found) for place, home in enumerate(homes) if home is not None]
    short = wanted - sum(unavailable(home) for homes in found for home in homes if home is not None)
    for step in range(EXCHANGES):
        if short == 0 or not where:
            return
        size, place = where[int(chance.uniform(decisions.EMPTY_EXCHANGE, step, 0) * len(where))]
        home, groups = found[size][place], kept[size].by_unavailable
        assert home is not None
        old = unavailable(home)
        # as near on the other side counts too: one place more may take two less and one more of another size
        nearer = [number for number in groups if number != old and abs(short - number + old) <= abs(short)]
        among = [home for number in nearer for home in groups[number]]
        if among:
            new = among[int(chance.uniform(decisions.EMPTY_EXCHANGE, step, 1) * len(among))]
            found[size][place] = new
            short -= unavailable(new) - old
