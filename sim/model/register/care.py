"""Columns of the register: children, their periods of care and their placements."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Children:
    """One row a child; other tables refer to the row."""

    identity: list[int] = field(default_factory=list)
    """The child's name in chance; stable between runs that are compared."""
    family: list[int] = field(default_factory=list)
    born: list[float] = field(default_factory=list)
    sex: list[int] = field(default_factory=list)
    behaviour_since: list[float] = field(default_factory=list)
    """The day on which a behaviour or mental-health need began in care; that of birth when it was there before,
    OPEN when there is none (yet)."""
    disability: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class Episodes:
    """One row a period of being looked after."""

    child: list[int] = field(default_factory=list)
    number: list[int] = field(default_factory=list)
    """1 for the first period, 2 for the first re-entry, ..."""
    route: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    decided: list[float] = field(default_factory=list)
    """When the plan that ends the episode was decided (return home being prepared, adoption); OPEN if not yet."""
    ended: list[float] = field(default_factory=list)
    cause: list[int] = field(default_factory=list)
    """A `LeavingCause` once decided, else NOBODY."""


@dataclass(slots=True)
class Placements:
    """One row a placement."""

    episode: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    sought: list[int] = field(default_factory=list)
    """The `Kind` that was sought first; that of the placement itself where nothing was searched for."""
    location: list[int] = field(default_factory=list)
    household: list[int] = field(default_factory=list)
    """Row of the in-house household, else NOBODY."""
    began: list[float] = field(default_factory=list)
    notice: list[float] = field(default_factory=list)
    """When the move that ends it was given notice of; OPEN if not (yet)."""
    ended: list[float] = field(default_factory=list)
    why: list[int] = field(default_factory=list)
    """A `PlacementEnd` once noticed or ended, else NOBODY."""
    first_choice: list[bool] = field(default_factory=list)
    emergency: list[bool] = field(default_factory=list)
    matched: list[bool] = field(default_factory=list)
    """Has the skills that the child's needs ask for (true when there are none)."""
    split: list[bool] = field(default_factory=list)
    """Placed apart from a sibling who is in care."""
    step_down: list[bool] = field(default_factory=list)
    redirected: list[bool] = field(default_factory=list)
    """Found in-house because the placements panel had the search look there with support."""
    days_searched: list[float] = field(default_factory=list)
    weekly_price: list[float] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    """Which home it is: the same number for siblings who live together."""
    kept: list[float] = field(default_factory=list)
    """When an emergency place became the child's home after all; OPEN if it has not."""
    kept_price: list[float] = field(default_factory=list)
    """The weekly price from then on."""
