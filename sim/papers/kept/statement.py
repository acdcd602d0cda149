"""Places needed of each kind beside places there are, read from `sufficiency.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.papers.kept.lines import KeptLine, lines, number


@dataclass(frozen=True, slots=True)
class KeptEnough:
    """A number of places that is enough with the probability asked for, with its 95% interval.

    An end of the interval that so few futures cannot tell is not a number.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class KeptNeed:
    """One kind of placement on one date, for all children or those of one need or age."""

    when: date
    kind: str
    group: str
    """Empty for all children."""
    probability: float
    share: float
    sought: float
    sought_low: float
    """Eight futures in ten lie between this and the next."""
    sought_high: float
    have_it: float
    needed: KeptEnough
    places: float
    places_are: str
    """What the places there are of a kind are: approved, a capacity, or only those in use."""
    short: KeptEnough


def statement(folder: Path) -> tuple[KeptNeed, ...]:
    """Return the lines of a sufficiency statement."""
    needed = ("kind", "group", "sought_mean", "needed", "places_mean", "places_are", "short")
    return tuple(map(_need, lines(folder / "sufficiency.csv", *needed)))


def _need(line: KeptLine) -> KeptNeed:
    return KeptNeed(
        when=date.fromisoformat(line["date"]),
        kind=line["kind"],
        group=line["group"],
        probability=number(line["probability"]),
        share=number(line["share"]),
        sought=number(line["sought_mean"]),
        sought_low=number(line["sought_futures_low"]),
        sought_high=number(line["sought_futures_high"]),
        have_it=number(line["have_it_mean"]),
        needed=_enough(line, "needed"),
        places=number(line["places_mean"]),
        places_are=line["places_are"],
        short=_enough(line, "short"),
    )


def _enough(line: KeptLine, what: str) -> KeptEnough:
    return KeptEnough(number(line[what]), number(line[f"{what}_low"]), number(line[f"{what}_high"]))
