"""What is kept of lives in care on a day of a long run: children, their placements and households."""

from __future__ import annotations

from typing import NamedTuple

from sim.foundations.codes import Kind, Location, Route, Sex


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
