"""Units of quantities, each with the bounds within which a value must lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import Final

OF_TIME: Final = re.compile(r"\bper (year|month|week|meeting|clinic)\b")
"""What a planner says with "a": a year, a meeting. Of all else it is "for each": for each worker."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a quantity and the bounds within which its value must lie."""

    name: str
    minimum: float = 0.0
    maximum: float = inf
    whole: bool = False
    sums_to_one: bool = False
    endless: bool = False
    """Whether it is of a capacity that may be `inf`: no limit."""

    @property
    def words(self) -> str:
        """Return what a planner calls it: ``£ a week``, ``children a year``, ``families for each worker``."""
        plain = OF_TIME.sub(r"a \1", self.name).replace(" per ", " for each ")
        return plain.replace("GBP", "£").replace("after start", "after the first day")


READ_WHEN_USED = "read when used"
"""Stands beside the unit of a number that the model reads at the moment it is used: it may change during a run."""


SHARE = Unit("share", 0, 1)


SHARES = Unit("share", 0, 1, sums_to_one=True)


PROBABILITY = Unit("probability", 0, 1)


MULTIPLIER = Unit("multiplier", 0)


ODDS_RATIO = Unit("odds ratio", 0)


SWITCH = Unit("switch", 0, 1, whole=True)


PER_YEAR = Unit("per year", 0)


DAYS = Unit("days", 0)


POSITIVE_DAYS = Unit("days", 1e-6)


WORKING_DAYS = Unit("working days", 0)


SCHOOL_DAYS = Unit("school days", 0)


WEEKS = Unit("weeks", 0)


MONTHS = Unit("months", 1, whole=True)


CHILDREN = Unit("children", 0)


WORKERS = Unit("workers (whole time)", 0)


OFFICERS = Unit("officers (whole time)", 0)


HOURS_A_WEEK = Unit("hours per week", 0)


HOURS_A_YEAR = Unit("hours per year", 0)


HOURS_EACH = Unit("hours each", 0)


CASES = Unit("cases", 0)


SLOTS_A_CLINIC = Unit("appointments per clinic", 0, whole=True)


CASES_A_MEETING = Unit("cases per meeting", 0, endless=True)


PLACES = Unit("places", 0, endless=True)


SPREAD = Unit("standard deviation of the logarithm", 0, 3)


DAYS_AFTER_START = Unit("days after start", 0)


POUNDS_A_WEEK = Unit("GBP per week", 0)


POUNDS_A_YEAR = Unit("GBP per year", 0)


POUNDS_EACH = Unit("GBP each", 0)


GROWTH_A_YEAR = Unit("share per year", -0.2, 0.5)


YEAR_ENDING = Unit("year ending 31 March", 1990, 2100)


CORRELATION = Unit("correlation", -1, 1)


ONS_CODE = Unit("code of the Office for National Statistics", 0, whole=True)
