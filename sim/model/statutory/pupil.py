"""A child in care as a pupil: where the school knows them to live, whether they are at one, and what they wait for."""

from __future__ import annotations

from math import inf

from sim.foundations.codes import Location
from sim.model.core.people import Child
from sim.model.register.columns import NOBODY
from sim.model.statutory.school_rules import OCCASION_BITS


class Pupil:
    """A child in a period of care, whatever their age; kept until they leave care."""

    __slots__ = (
        "at_school",
        "child",
        "kept",
        "left",
        "lives",
        "of_age",
        "other_moves",
        "period",
        "schools",
        "starts",
        "wanted",
    )

    def __init__(self, child: Child) -> None:
        self.child = child
        self.left = inf
        """When they left care."""
        self.lives = Location.INSIDE
        """Where the child lived when a change of school was last thought of; at home inside the authority at first."""
        self.of_age = False
        """Whether they are of an age for reception to year 13."""
        self.at_school = False
        """Whether they are on the roll of a school."""
        self.period = NOBODY
        """The row of the period at a school, or without one."""
        self.wanted = NOBODY
        """The row of the school that is asked for."""
        self.starts = 0
        """The day on which it begins, as things stand."""
        self.kept = NOBODY
        """The row of a school that was kept, against what would have been."""
        self.schools = 0
        """How many have been asked for."""
        self.other_moves = 0
        """How many changes without a change of placement have been reckoned with."""

    def occasion(self) -> int:
        """Return what names the chances of the school that is asked for."""
        return self.child.episode << OCCASION_BITS | self.schools
