"""A child in care as a case of social workers: who holds it, how often the child is visited, what is being written."""

from __future__ import annotations

from math import inf

from sim.foundations.codes import VisitRegime
from sim.model.core.people import Child, Placement
from sim.model.register.columns import NOBODY
from sim.model.statutory.post import Post


class Case:
    """A child in a period of care; kept until they leave care."""

    __slots__ = ("child", "far", "placement", "post", "regime", "transfers", "unsettled_until", "update", "updates")

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
        self.updates = 0
        """How many have been made since the child came into care, or would have been."""
        self.transfers = 0
        """From one team to another."""
        self.unsettled_until = -inf
        """The day until which a change of social worker is felt."""
