"""The pool: clusters of lives in care with their weights, from which each replication draws its opening cohort.

Its thousands of parts are named tuples: from disk, and in each new worker, they are read three times as fast as
dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location, Route, Sex
from sim.model.empty_households import Kept, kept_of
from sim.model.margins import as_weighted, counted
from sim.model.opening_frame import Frame, frame
from sim.model.opening_sample import sample
from sim.parameters.tables import ByPlaces

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


@dataclass(frozen=True)
class Pool:
    """Clusters in care with their weights, children who will come back, and empty households."""

    clusters: tuple[Cluster, ...]
    weights: tuple[float, ...]
    returning: tuple[PoolChild, ...]
    empty_households: tuple[PoolHousehold, ...]
    snapshots: int
    targets: tuple[int, ...] | None = None
    """Children that every sample has in each cell (`margins.py`); `None`: as the weights have them."""
    homes: tuple[int, ...] | None = None
    """Households of one, two, ... places that the base has; `None`: as many as the authority that is opened."""
    unavailable: int | None = None
    """Places empty of looked-after children that cannot be used on the first day; `None`: as it comes."""
    told: tuple[str, ...] = ()
    """What of the published first day could not be made, in words, and what was done instead."""

    def sample(self, chance: Chance) -> list[Cluster]:
        """Return the clusters in care of one replication."""
        return [self.clusters[which] for which in sample(self.frame, chance).clusters]

    @cached_property
    def frame(self) -> Frame:
        """What samples are drawn from: made once in each process, and never sent from one to another."""
        targets = self.targets
        if targets is None:
            targets = as_weighted(counted(self.clusters, self.weights))
        return frame(self.clusters, self.weights, targets, self.homes)

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """The empty households of one, two, ... places: put together once in each process too."""
        return tuple(kept_of(self.empty_households, places) for places in range(1, len(ByPlaces.__match_args__) + 1))

    def __reduce__(self) -> tuple[type[Pool], tuple[object, ...]]:
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    def open(self, world: World) -> None:
        """Bring the opening cohort of this replication into the world."""
        from sim.model.opening import open_world  # which reads the pool that is declared here

        open_world(self, world)
