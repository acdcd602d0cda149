"""The pool: clusters of lives in care with their weights, from which each replication draws its opening cohort.

Its thousands of parts are named tuples: in each new worker they are read three times as fast as dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from sim.foundations.chance import Chance
from sim.foundations.first_day import FirstDay
from sim.model.core.kept import Cluster, PoolChild, PoolHousehold
from sim.model.opening.empty_households import Kept, kept_of
from sim.model.opening.frame import Frame, frame
from sim.model.opening.margins import as_weighted, counted
from sim.model.opening.sampling import sample
from sim.model.opening.very_children import very_children
from sim.parameters.tables import ByPlaces


@dataclass(slots=True)
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
    first_day: FirstDay | None = None
    """The very children of the first day, where they are known one by one: then every sample has these."""
    _frame: Frame | None = field(default=None, init=False, repr=False, compare=False)
    _kept: tuple[Kept, ...] | None = field(default=None, init=False, repr=False, compare=False)

    def sample(self, chance: Chance) -> list[Cluster]:
        """Return the clusters in care of one replication."""
        found = [self.clusters[which] for which in sample(self.frame, chance).clusters]
        return found if self.first_day is None else very_children(found, self.first_day.children, self.clusters)

    @property
    def frame(self) -> Frame:
        """What samples are drawn from: made once in each process, and never sent from one to another."""
        if self._frame is None:
            targets = self.targets
            if targets is None:
                targets = as_weighted(counted(self.clusters, self.weights))
            self._frame = frame(self.clusters, self.weights, targets, self.homes)
        return self._frame

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The empty households of one, two, ... places: put together once in each process too."""
        if self._kept is None:
            sizes = range(1, len(ByPlaces.__match_args__) + 1)
            self._kept = tuple(kept_of(self.empty_households, places) for places in sizes)
        return self._kept

    def __reduce__(self) -> tuple[type[Pool], tuple[object, ...]]:
        return Pool, tuple(getattr(self, one.name) for one in fields(self) if one.init)
