"""The pool: clusters of lives in care with their weights, from which each replication draws its opening cohort.

Its thousands of parts are named tuples: from disk, and in each new worker, they are read three times as fast as
dataclasses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location, Route, Sex

if TYPE_CHECKING:
    from sim.model.world import World


class PastPlacement(NamedTuple):
    """A placement in the present period of care, with days relative to the day of the snapshot."""

    kind: Kind
    sought: Kind
    location: Location
    household: int
    """Which of the cluster's households, or NOBODY."""
    began: float
    notice: float
    """Infinite when no notice has been given."""
    ended: float
    """Infinite for the present placement, unless notice has been given: then the day of the move."""
    why: int
    first_choice: bool
    emergency: bool
    matched: bool
    split: bool
    step_down: bool
    days_searched: float
    home: int
    """Which home of the long run it is: the same for siblings who live together."""
    kept: float
    """When an emergency place became the child's home; infinite if it has not."""


class PoolChild(NamedTuple):
    """A child in care on the day of the snapshot (or about to come back), with days relative to it."""

    family: int
    born: float
    sex: Sex
    behaviour: bool
    disability: bool
    route: Route
    episode: int
    entered: float
    """Positive for a child who has left and will come back on that day."""
    decided: float
    cause: int
    placements: tuple[PastPlacement, ...]
    """The present one last."""
    camhs_referred: float
    """Infinite when CAMHS is not involved, as is the next when the child only waits."""
    camhs_seen: float


class PoolHousehold(NamedTuple):
    """A household as it was on the day of the snapshot."""

    approved: float
    places: int
    location: Location
    ages: int
    skills: int
    agreement: float
    resting: bool
    closing: bool
    """It takes nobody any more, and goes when the last child has left."""
    staying_put: tuple[float, ...]
    """Days for which each young person staying put will still keep a place."""


class Cluster(NamedTuple):
    """Children who belong together, through siblings or a shared household, and those households."""

    children: tuple[PoolChild, ...]
    households: tuple[PoolHousehold, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """Clusters in care with their weights, children who will come back, and empty households."""

    clusters: tuple[Cluster, ...]
    weights: tuple[float, ...]
    returning: tuple[PoolChild, ...]
    empty_households: tuple[PoolHousehold, ...]
    snapshots: int

    def sample(self, chance: Chance) -> list[Cluster]:
        """Return the clusters in care of one replication: a systematic sample, near each margin's target."""
        return [self.clusters[which] for which in systematic(self.weights, chance.uniform("opening cohort", 0))]

    def open(self, world: World) -> None:
        """Bring the opening cohort of this replication into the world."""
        from sim.model.opening import open_world  # which reads the pool that is declared here

        open_world(self, world)


def systematic(weights: Sequence[float], u: float) -> list[int]:
    """Return the indices of a systematic sample: each index as often as its weight says, give or take one."""
    chosen = []
    total, next_point = 0.0, u
    for which, weight in enumerate(weights):
        total += weight
        while next_point < total:
            chosen.append(which)
            next_point += 1.0
    return chosen
