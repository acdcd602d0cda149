"""The register: what happened in one replication, in columns, written by the model and read only after the run.

Days are days since the scenario's start, negative before it; `OPEN` (not a number) marks what has not ended. A row
is known by its position. One table a thing:

- `children`: who they are;
- `episodes`: periods of being looked after;
- `placements`: where they lived, within an episode;
- `families`: families at risk with warning, what the edge-of-care team did, and whether children entered;
- `returns`: planned returns home for which the edge-of-care team was asked;
- `households`: in-house foster households, `spells` in which they take nobody, and `capacity`, their places over time;
- `own_homes`: beds in the council's own children's homes over time;
- `referrals`: to CAMHS; `consultations`: psychologist with carers;
- `panel`: decisions of the placements overview panel;
- `training`: course places taken by in-house carers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from math import nan

OPEN = nan
"""An end that has not come."""

NOBODY = -1
"""No household, no family, no row."""


class PanelDecision(IntEnum):
    """What the placements panel decided on one case."""

    REQUEST_UPHELD = 0
    REQUEST_REDIRECTED = 1
    MOVE_UPHELD = 2
    MOVE_STABILISED = 3
    REVIEWED_STAYS = 4
    REVIEWED_NO_HOUSEHOLD = 5
    STEPPED_DOWN = 6


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


@dataclass(slots=True)
class Families:
    """One row a family at risk referred with warning."""

    identity: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    """How many."""
    referred: list[float] = field(default_factory=list)
    crisis: list[float] = field(default_factory=list)
    started: list[float] = field(default_factory=list)
    """When the edge-of-care team began with the family; OPEN if never."""
    finished: list[float] = field(default_factory=list)
    would_enter: list[bool] = field(default_factory=list)
    """Without help: the counterfactual."""
    entered: list[bool] = field(default_factory=list)
    """At the crisis. False before it."""
    postponed_until: list[float] = field(default_factory=list)
    """When an averted entry happens after all; OPEN if it does not."""


@dataclass(slots=True)
class Returns:
    """One row a planned return home supported by the edge-of-care team."""

    episode: list[int] = field(default_factory=list)
    extra: list[bool] = field(default_factory=list)
    """The team brought the decision about; without it nothing was decided then."""
    started: list[float] = field(default_factory=list)
    returned: list[float] = field(default_factory=list)
    finished: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Households:
    """One row an in-house foster household."""

    identity: list[int] = field(default_factory=list)
    approved: list[float] = field(default_factory=list)
    closing: list[float] = field(default_factory=list)
    """When it stopped taking children for good; OPEN until then."""
    left: list[float] = field(default_factory=list)
    """When deregistered; OPEN while approved."""
    places: list[int] = field(default_factory=list)
    location: list[int] = field(default_factory=list)
    ages: list[int] = field(default_factory=list)
    """Ages accepted: 1 for under 5, 2 for 5 to 9, 4 for 10 and over, added."""
    skills: list[int] = field(default_factory=list)
    """`Skill` flags at approval."""
    agreement: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Spells:
    """One row a spell in which a household takes no new child, or a young person staying put keeps a place."""

    household: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    staying_put: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class Capacity:
    """In-house places over time: one row each time the numbers change, with the numbers from then on."""

    day: list[float] = field(default_factory=list)
    households: list[int] = field(default_factory=list)
    approved: list[int] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)
    """By looked-after children."""
    unavailable: list[int] = field(default_factory=list)
    """Empty in a household that takes nobody just now, or kept by a young person staying put.

    Vacant places are approved less filled less unavailable.
    """


@dataclass(slots=True)
class OwnHomes:
    """Beds in the council's own children's homes: one row each time the numbers change, with those from then on."""

    day: list[float] = field(default_factory=list)
    beds: list[int] = field(default_factory=list)
    """In homes that have opened."""
    filled: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Referrals:
    """One row a referral to CAMHS that was accepted."""

    child: list[int] = field(default_factory=list)
    colocated: list[bool] = field(default_factory=list)
    referred: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    """First appointment; OPEN while waiting, or when the child left first."""
    ended: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Consultations:
    """One row a household advised by the psychologist around a child."""

    household: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Panel:
    """One row a case heard by the placements panel."""

    day: list[float] = field(default_factory=list)
    child: list[int] = field(default_factory=list)
    decision: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Training:
    """One row a training place taken."""

    household: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    completed: list[float] = field(default_factory=list)
    """OPEN when not (yet) completed."""
    skill: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Register:
    """All tables of one replication, from day `since` to day `until`."""

    since: float = 0.0
    until: float = 0.0
    children: Children = field(default_factory=Children)
    episodes: Episodes = field(default_factory=Episodes)
    placements: Placements = field(default_factory=Placements)
    families: Families = field(default_factory=Families)
    returns: Returns = field(default_factory=Returns)
    households: Households = field(default_factory=Households)
    spells: Spells = field(default_factory=Spells)
    capacity: Capacity = field(default_factory=Capacity)
    own_homes: OwnHomes = field(default_factory=OwnHomes)
    referrals: Referrals = field(default_factory=Referrals)
    consultations: Consultations = field(default_factory=Consultations)
    panel: Panel = field(default_factory=Panel)
    training: Training = field(default_factory=Training)
    enquiries: list[float] = field(default_factory=list)
    """Days on which people enquired about fostering and went on to be assessed."""
    events: int = 0
    """How many events the simulation processed."""
