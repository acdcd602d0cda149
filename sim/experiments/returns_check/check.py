"""Replications of the returns' last year, and which of the returns' own numbers lie where the base would have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.bases.base import Baseline
from sim.experiments.returns_check.lived import lived
from sim.experiments.returns_check.numbers import YearNumber, year_numbers
from sim.experiments.returns_check.year_before import year_before
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.study import study
from sim.published.table import Figures
from sim.returns.lives import CareLives, Window
from sim.returns.privacy import ROUNDED_TO, shown

REPLICATIONS = 20
SEED = 903
"""Of their luck: the same returns give the same page."""
RANGE = 0.95
LEAST = 0.5
"""A number that is nothing in the returns, and less than this in the base, is no line."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One number of the year: as the returns may show it, and what the base makes of such a year."""

    title: str
    category: str
    returned: int | None
    """Rounded; None where it is hidden."""
    mean: float
    low: float
    high: float
    """Ends of the range in which 19 of 20 such years of the base lie."""

    @property
    def outside(self) -> bool:
        """Whether the returns' number lies outside, its rounding allowed for; what is hidden tells nothing."""
        if self.returned is None:
            return False
        half = ROUNDED_TO / 2
        return not self.low - half <= self.returned <= self.high + half


@dataclass(frozen=True, slots=True)
class ReturnsCheck:
    """All numbers of the year."""

    year: int
    replications: int
    lines: tuple[CheckLine, ...]

    @property
    def outside(self) -> tuple[CheckLine, ...]:
        """Return the lines in which the base and the returns differ by more than chance."""
        return tuple(one for one in self.lines if one.outside)

    @property
    def told(self) -> int:
        """Return how many lines tell anything: what is hidden does not."""
        return sum(one.returned is not None for one in self.lines)


def returns_check(
    base: Baseline,
    lives: CareLives,
    known: Figures,
    progress: Callable[[int, int], None] | None = None,
    replications: int = REPLICATIONS,
) -> ReturnsCheck:
    """Return the returns' last year beside so many replications of it. Raises BadInput where it cannot be opened."""
    scenario = year_before(base, lives, known)
    year = Window(scenario.start, lives.window.last)
    point = Point(0)
    asked = study([scenario], SEED, False, points=[point])
    returned = year_numbers(lives, year, lives.window)
    found = []
    for number in range(replications):
        register, _ = asked.lived(point, number)
        run = year_numbers(lived(register, scenario.start, year), year, lives.window)
        found.append(_beside(returned, {one.of: one.number for one in run}))
        if progress is not None:
            progress(number + 1, replications)
    return _check(year.last, returned, np.array(found))


def _beside(returned: Sequence[YearNumber], run: Mapping[tuple[str, str], int]) -> list[int]:
    """Return the numbers of a run in the order of the returns', which do not tell of everything."""
    return [run[one.of] for one in returned]


def _check(last: date, returned: Sequence[YearNumber], runs: NDArray[np.int_]) -> ReturnsCheck:
    """Return each number beside the range of one more such year (Student's, of as many replications)."""
    from scipy.stats import t

    number = len(runs)
    means = runs.mean(axis=0)
    spread = runs.std(axis=0, ddof=1) * np.sqrt(1 + 1 / number) * float(t.ppf((1 + RANGE) / 2, number - 1))
    lines = [
        CheckLine(one.title, one.category, cell, float(mean), max(0.0, float(mean - wide)), float(mean + wide))
        for one, cell, mean, wide in zip(returned, _shown(returned), means, spread, strict=True)
        if one.number or mean >= LEAST
    ]
    return ReturnsCheck(last.year, number, tuple(lines))


def _shown(numbers: Sequence[YearNumber]) -> list[int | None]:
    """Return the returns' numbers as they may leave: small ones hidden, with another of the same breakdown."""
    titles = dict.fromkeys(one.title for one in numbers)
    groups = [[one.number for one in numbers if one.title == title] for title in titles]
    return [cell for group in groups for cell in shown([group])[0]]
