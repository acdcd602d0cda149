"""A kind of target: what it is in the model, where its published figure is looked for, and what it may be wrong by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan, sqrt
from typing import NamedTuple

from sim.experiments.calibration.targets import MeasurePart
from sim.published.table import Figures

A_YEAR = 360.0
TWO_YEARS = 725.0
"""Days from the start to the first date that tells of the model and not of the opening count, a few days to spare."""

OLDEST_BEFORE = 4
"""Years before the start to which the latest published figure may date back."""

ROUNDED_TO = sqrt(1 / 12)
"""Standard deviation of what rounding to whole numbers does."""


class Seen(NamedTuple):
    """A published figure, and the standard deviation of what rounding did to it."""

    value: float
    rounding: float = 0.0


Lookup = Callable[[Figures, str, int], Seen | None]
"""Returns a figure for an authority and year; None when it is not published, or only imputed."""


@dataclass(frozen=True, slots=True)
class TargetKind:
    """A kind of target."""

    name: str
    title: str
    unit: str
    parts: tuple[MeasurePart, ...]
    whole: MeasurePart | None
    look: Lookup
    relative: float
    """Discrepancy as a share of the figure. Judgement."""
    absolute: float = 0.5
    """Discrepancy in the figure's unit, where that is more. Judgement."""
    settled: float = A_YEAR
    """Days after the start from which the model's value counts."""
    first_only: bool = False
    """Whether of the years of the run only the first with a figure counts."""
    oldest: int = OLDEST_BEFORE
    """Years back from the start in which a figure that stands in may lie."""
    told_by: str = ""
    """The quantity that tells it already where it is the council's own: England's would contradict that."""


def published_figure(figures: Figures, code: str, measure: str, year: int, category: str = "") -> float:
    """Return a number as published, nan when there is none or it was imputed."""
    figure = figures.find(code, measure, year, category)
    return nan if figure is None or figure.imputed else figure.value
