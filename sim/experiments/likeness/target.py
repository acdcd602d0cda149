"""A line of the table of likeness: what is read of the model, what was published, and the range to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from math import inf, isnan, nan
from typing import TypedDict


class Aggregation(Enum):
    """How a measure's values, over replications and time, become what is compared with a target."""

    LOWEST_AND_HIGHEST_MONTH = "lowest and highest 1st of a month, of the mean over replications"
    WHOLE_RUN = "value for the whole run, mean over replications"
    AFTER_A_YEAR = "mean of its dates from a year after the start, mean over replications"
    AFTER_TWO_YEARS = "mean of its dates from two years after the start, mean over replications"
    RATIO = "value for the whole run over another, of means over replications"
    VARIANCE_TO_MEAN = "variance over mean of the whole years to 31 March, of all replications together"
    FIRST_DAY = "lowest and highest of the replications on the first day, or the largest difference of any"
    ON_A_DAY = "value at the close of one day, mean over replications"
    ANNIVERSARY = "number on an anniversary of the first day, mean over replications"


class LikenessPart(StrEnum):
    """The parts of the table."""

    FIRST_DAY = "The first day, in every replication"
    DRIFT = "Children by kind, against their share of the first day"
    STABILITY = "Placements in a year and two, and long-term stability"
    MOVES = "Moves by time in placement, and placements ended by length"
    LEAVING = "Leaving care by where the child lives"
    LAW = "Legal status, proceedings, adoption and guardians"
    SERVICES = "Statutory services: health, school and social workers"
    PLACES = "New placements and siblings"
    NUMBERS = "Numbers, places and ages"


@dataclass(frozen=True, slots=True)
class LikenessLine:
    """One line of the likeness table: a measure of the base, the published figures, and the range that is accepted."""

    title: str
    measure: str
    category: str
    """As the measure has it at a date; the whole run's value stands under `whole_run_category` of it."""
    aggregation: Aggregation
    low: float
    high: float
    unit: str
    published: str
    """The published figures with their dates, in words."""
    source: str
    against_measure: str = ""
    """Of a ratio: what it is set against. A ratio in percent is 100 times as large."""
    against_category: str = ""
    group: LikenessPart = LikenessPart.NUMBERS
    figure: float = nan
    """The one number that it is held against; not a number where several figures together made the range."""
    relative: bool = False
    """Whether a miss is told as a share of the figure, not in the unit."""
    judged: bool = True
    """Whether it is asked for; else it is shown only, because the figure is another place's or a year's chance."""
    when: date | None = None
    """Of a value on one day: which."""

    def accepts(self, value: float) -> bool:
        """Whether a value lies in the accepted range."""
        return self.low <= value <= self.high

    def miss(self, value: float) -> float:
        """Return how far a value lies from the figure, or outside the range where there is no one figure.

        As a share of the figure where the target is `relative`, else in its unit.
        """
        nearest = min(max(value, self.low), self.high) if isnan(self.figure) else self.figure
        if not self.relative:
            return value - nearest
        return value / nearest - 1 if nearest else nan


class Ends(TypedDict):
    """The ends of a range, and the figure in it."""

    low: float
    high: float
    figure: float


def within(figure: float, tolerance: float) -> Ends:
    """Return the range of so many points either way of a figure, not below none."""
    return Ends(low=max(0.0, figure - tolerance), high=figure + tolerance, figure=figure)


def within_share(figure: float, share: float) -> Ends:
    """Return the range of a share of a figure either way of it."""
    return Ends(low=figure * (1 - share), high=figure * (1 + share), figure=figure)


def around(figures: list[float], tolerance: float) -> Ends:
    """Return the range from so many points below the lowest of the figures to as many above the highest."""
    return Ends(low=min(figures) - tolerance, high=max(figures) + tolerance, figure=sum(figures) / len(figures))


def around_by_share(figures: list[float], share: float) -> Ends:
    """Return the range from a share below the lowest of the figures to a share above the highest."""
    low, high = min(figures) * (1 - share), max(figures) * (1 + share)
    return Ends(low=low, high=high, figure=sum(figures) / len(figures))


def anything(figure: float) -> Ends:
    """Return the range that holds everything, for a figure that is shown only."""
    return Ends(low=-inf, high=inf, figure=figure)
