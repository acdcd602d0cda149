"""Cases of social workers and the posts that hold them: who has it, how often the child is visited, what is written."""

from __future__ import annotations

from math import inf

from sim.foundations.codes import VisitRegime
from sim.model.core.people import Child, Placement
from sim.model.register.columns import NOBODY


class Post:
    """One post, held by an employee or an agency worker, or empty between two of them."""

    __slots__ = ("agency", "cases", "filled", "fills", "left_to_serve", "number", "size", "spells")

    def __init__(self, number: int, size: float, agency: bool) -> None:
        self.number = number
        self.size = size
        """Of a whole-time post: 1, but for the last."""
        self.agency = agency
        self.filled = True
        self.fills = 0
        """The day on which an empty post is filled."""
        self.spells = 0
        """How many have held it before; names the chances of who does now."""
        self.left_to_serve = 0.0
        """What is left of the unit-exponential threshold to leaving."""
        self.cases: dict[int, SocialWorkCase] = {}
        """By identity of the child."""


class SocialWorkCase:
    """A child in a period of care; kept until they leave care."""

    __slots__ = (
        "assessed",
        "begins",
        "child",
        "far",
        "placement",
        "post",
        "regime",
        "threshold",
        "transfers",
        "unsettled_until",
        "update",
        "updates",
        "waits_since",
    )

    def __init__(self, child: Child) -> None:
        self.child = child
        self.post: Post | None = None
        """That of the social worker; none while no post is filled."""
        self.placement: Placement | None = None
        """Where the child is visited."""
        self.regime = VisitRegime.SIX_WEEKLY
        self.far = False
        """Whether that is over 20 miles away."""
        self.update = NOBODY
        """The row of the assessment that is due next, or over due."""
        self.assessed = -inf
        """When the last assessment was made."""
        self.begins = NOBODY
        """The day on which the next one is to be begun, as things stand, while it is not."""
        self.waits_since = 0.0
        self.threshold = 0.0
        """How long that is waited from then on, as a unit-exponential threshold."""
        self.updates = 0
        """How many have been made since the child came into care, or would have been."""
        self.transfers = 0
        """From one team to another."""
        self.unsettled_until = -inf
        """The day until which a change of social worker is felt."""
