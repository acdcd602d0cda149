"""A placement, and the clock that says when it breaks down.

The clock holds one unit-exponential threshold, drawn once for the placement; the published hazard by time in placement
and age, times the multipliers in force, uses it up. When a multiplier changes the end is re-timed, not drawn again.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from sim.foundations.codes import Kind, Location, PlacementEnd
from sim.foundations.hazards import Hazard
from sim.model.register import NOBODY

if TYPE_CHECKING:
    from sim.model.households import Household
    from sim.model.matching import PlacementSearch
    from sim.model.own_homes import Home

UNREGISTERED = Kind.OTHER_RESIDENTIAL
"""How an emergency place that is not registered is recorded; every emergency place of this kind is one."""


class DisruptionClock:
    """The time to disruption of one placement, under a hazard whose multiplier may change."""

    __slots__ = (
        "_advanced",
        "_age_at_start",
        "_began",
        "_hazard",
        "_multiplier",
        "_remaining",
        "_threshold",
        "_until",
        "ends",
    )

    def __init__(
        self,
        hazard: Hazard,
        threshold: float,
        began: float,
        now: float,
        age: float,
        multiplier: float,
        until: float = inf,
    ) -> None:
        """Start `now` a clock for a placement that `began` at a day, of a child `age` days old now.

        What would happen after the day `until` may be taken never to happen.
        """
        self._hazard = hazard
        self._threshold = self._remaining = threshold
        self._began = began
        self._age_at_start = age - (now - began)
        self._advanced = now
        self._multiplier = multiplier
        self._until = until
        self.ends = now + hazard.time_to(threshold, now - began, age, multiplier, until - now)

    def retime(self, now: float, multiplier: float) -> None:
        """Use up what has passed under the old multiplier and time the end anew under `multiplier`."""
        if multiplier == self._multiplier:
            return
        elapsed = self._advanced - self._began
        used = self._hazard.exposure(elapsed, self._age_at_start + elapsed, now - self._advanced)
        self._remaining = max(0.0, self._remaining - used * self._multiplier)
        self._advanced = now
        self._multiplier = multiplier
        elapsed = now - self._began
        age = self._age_at_start + elapsed
        self.ends = now + self._hazard.time_to(self._remaining, elapsed, age, multiplier, self._until - now)

    def reaches(self, share: float) -> float:
        """Return the day on which the placement will have gone `share` of the way to disruption, as things stand."""
        elapsed = self._advanced - self._began
        threshold = max(0.0, self._remaining - (1.0 - share) * self._threshold)
        age, until = self._age_at_start + elapsed, self._until - self._advanced
        return self._advanced + self._hazard.time_to(threshold, elapsed, age, self._multiplier, until)


@dataclass(slots=True, eq=False)
class Placement:
    """Where a child lives, and what is known about how it will end."""

    kind: Kind
    sought: Kind
    """What was looked for first; the kind itself where nothing was."""
    location: Location
    began: float
    occasion: int
    household: Household | None
    matched: bool
    split: bool
    emergency: bool = False
    step_down: bool = False
    redirected: bool = False
    first_choice: bool = True
    days_searched: float = 0.0
    weekly_price: float = 0.0
    places: int = 0
    """Places of its kind's market that the child fills or blocks."""
    counted: bool = False
    """It is one of the registered emergency places, which have a limit."""
    own_home: Home | None = None
    """The children's home of the council's own in which the child lives."""
    row: int = NOBODY
    clock: DisruptionClock | None = None
    noticed: bool = False
    """Notice has been given of a move that is to come."""
    notice: float = 0.0
    """Days before a disruption on which notice of it is given; none when it ends the same day."""
    home: int = NOBODY
    """Which home it is, the same for siblings who live together."""
    planned_move: float = inf
    """When notice is given that the care plan moves the child on."""
    planned_end: float = inf
    """When the care plan moves the child on."""
    to_supported: float = inf
    """When supported accommodation is looked for, for a young person of 16 or 17."""
    door: float = inf
    """When the first of the doors opens (`doors.py`), and where it leads."""
    door_to: PlacementEnd | None = None
    to_sibling: float = inf
    """When a place is looked for in the home of a sibling who lives apart."""
    sibling_turn: int = 0
    """How often it has been."""
    joins: Placement | None = None
    """The sibling's placement to whose home the child moves next."""
    leaves_as: Kind | None = None
    """The kind whose way of leaving care holds here, where a strategy chose the placement; else its own."""
    fragile: bool = False
    """Notice of a breakdown has been given, and the placement went on after all."""
    strain: float = inf
    """When the carers, under strain, ask CAMHS for help."""
    strained: bool = False
    """They have asked."""
    search: PlacementSearch | None = None
    """The search for the next place: behind an emergency place from its start, else from notice on."""
    answer: float = inf
    """When the search behind an emergency place has its next answer."""
    step_down_to: Household | None = None
    """The household that keeps a place for the child to step down to."""
    along: int = 0
    """How many children moved in together; siblings may still be on their way."""
    stabilised_until: float = -inf
    """End of a stabilisation plan."""
