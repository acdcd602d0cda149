"""What a sweep found, in plain words: where it is best, where it turns, and what is within the simulation's error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.statistics.difference import Difference, paired
from sim.experiments.sweep.sweep import Sweep, SweepQuestion
from sim.measures.arrays import Numbers
from sim.measures.declaration import Better
from sim.reports.shared.words import between, in_table, is_money, listed, number, unit_in_words
from sim.reports.sweep.words import at_in_words, in_sentence

WITHIN = "within the simulation's error"


@dataclass(frozen=True, slots=True)
class SweepCourse:
    """How one measure goes over the sets of numbers, in one scenario: of a strategy, what it changes in it."""

    measure: MeasureChoice
    scenario: int
    as_change: bool
    values: Numbers
    """By set of numbers and replication."""
    changes: tuple[Difference, ...]
    """Of a strategy, what it changes with each set of numbers; of a base, from the first set to each."""

    @property
    def means(self) -> Numbers:
        """Return the mean of each set of numbers; not a number where undefined."""
        return np.array([np.nan if np.isnan(one).all() else np.nanmean(one) for one in self.values])

    @property
    def best(self) -> int:
        """Return which set of numbers is best: the lowest, of what is better high the highest."""
        higher = self.measure.better is Better.HIGHER
        return int(np.nanargmax(self.means) if higher else np.nanargmin(self.means))

    @property
    def signs(self) -> tuple[int, ...]:
        """Return of each set of numbers whether its mean change, as it is shown, is below nought, nought or above."""
        return tuple(_sign(one, self.measure.unit) for one in self.changes)

    @property
    def alike(self) -> tuple[int, ...]:
        """Return the other sets of numbers that are not clearly other than the best one."""
        best = self.best
        beside = (paired(self.values[best], one) for one in self.values)
        return tuple(row for row, one in enumerate(beside) if row != best and not one.clear)


def lead(sweep: Sweep) -> list[str]:
    """Return the finding of each measure in each scenario: what turns comes first, of it money."""
    courses = [one for one in _courses(sweep) if any(one.signs)]
    courses.sort(key=lambda one: (-len({*one.signs} - {0}), not is_money(one.measure.unit), not _clear(one)))
    return [" ".join(_said(sweep.asked, one)) for one in courses]


def _courses(sweep: Sweep) -> Iterator[SweepCourse]:
    asked = sweep.asked
    for which, measure in enumerate(asked.wanted):
        for scenario, base in enumerate(asked.bases):
            values = sweep.values[:, scenario, which]
            if scenario != base:
                rows = range(len(values))
                changes = tuple(sweep.difference(row, scenario, which) for row in rows)
                yield SweepCourse(measure, scenario, True, values - sweep.values[:, base, which], changes)
            else:
                yield SweepCourse(measure, scenario, False, values, tuple(paired(values[0], one) for one in values))


def _clear(course: SweepCourse) -> bool:
    return any(one.clear for one in course.changes)


def _sign(one: Difference, unit: str) -> int:
    shown = in_table(one.difference, unit, sign=True)
    if one.replications == 0 or not any(figure in shown for figure in "123456789"):
        return 0
    return -1 if one.difference < 0 else 1


def _said(asked: SweepQuestion, course: SweepCourse) -> Iterator[str]:
    """Yield the sentences of one measure in one scenario."""
    if course.as_change:
        yield _best_change(asked, course)
        yield from _turns(asked, course)
    elif course.measure.better is Better.NEITHER:
        yield _from_lowest_to_highest(asked, course)
        return
    else:
        yield _best_value(asked, course)
    if course.measure.better is not Better.NEITHER:
        yield _beside_best(asked, course)


def _best_change(asked: SweepQuestion, course: SweepCourse) -> str:
    measure, name = course.measure, in_sentence(asked, course.scenario)
    good = 1 if measure.better is Better.HIGHER else -1
    if measure.better is Better.NEITHER:
        place = int(np.nanargmax(np.abs(course.means)))
        how = f"{name} changes it most with {_at(asked, course, place)}"
    elif good in course.signs:
        place = course.best
        how = f"{name} does best with {_at(asked, course, place)}"
    else:
        place = int(np.nanargmax(np.abs(course.means)))
        how = f"{name} makes it no better anywhere; {'lowest' if good > 0 else 'highest'} with "
        how = f"{how}{_at(asked, course, place)}"
    one = course.changes[place]
    within = "" if one.clear or not one.enough else f", {WITHIN}"
    return f"{measure.title}: {how}: {_change(one, measure.unit)}{within}."


def _at(asked: SweepQuestion, course: SweepCourse, place: int) -> str:
    """Return a set of numbers in words, without the name of the strategy that has them where the sentence has it."""
    return at_in_words(asked, place).replace(f"{in_sentence(asked, course.scenario)}: ", "")


def _change(one: Difference, unit: str) -> str:
    """Return a change with its unit and interval: ``−£0.20m a year (−0.30 to −0.10)``."""
    if not one.enough:
        return f"{amount_of_change(one.difference, unit)} (too few replications for an interval)"
    return f"{amount_of_change(one.difference, unit)} ({between(one.low, one.high, unit)})"


def amount_of_change(value: float, unit: str) -> str:
    """Return an amount of a change with its sign and unit, in a sentence: ``−£0.20m a year``, ``+3.0 points``."""
    words = unit_in_words(unit)
    if is_money(unit):
        words = words.removeprefix("£ million").strip()
    elif unit == "percent":
        words = "points"
    return f"{number(value, unit, sign=True)} {words}".strip()


def _best_value(asked: SweepQuestion, course: SweepCourse) -> str:
    measure, means, best = course.measure, course.means, course.best
    worst = int(np.nanargmin(means) if measure.better is Better.HIGHER else np.nanargmax(means))
    parts = [
        f"{number(float(means[place]), measure.unit)}, with {at_in_words(asked, place, course.scenario)}"
        for place in (best, worst)
    ]
    return f"{measure.title}{_where(asked, course)} is best, {parts[0]}; worst, {parts[1]}."


def _from_lowest_to_highest(asked: SweepQuestion, course: SweepCourse) -> str:
    means, unit = course.means, course.measure.unit
    ends = [
        f"{number(float(means[place]), unit)}, with {at_in_words(asked, place, course.scenario)}"
        for place in (int(np.nanargmin(means)), int(np.nanargmax(means)))
    ]
    return f"{course.measure.title}{_where(asked, course)} goes from {ends[0]}, to {ends[1]}."


def _where(asked: SweepQuestion, course: SweepCourse) -> str:
    return "" if len(asked.scenarios) == 1 else f" ({in_sentence(asked, course.scenario)})"


def _turns(asked: SweepQuestion, course: SweepCourse) -> Iterator[str]:
    """Yield, of one number that is varied, with which values the mean is lower and higher, and which are clear."""
    along = _one_number(asked)
    if along is None:
        return
    order = np.argsort(along, kind="stable").tolist()
    parts = [
        f"{_way(sign)} with {_span([along[place] for place in places])}"
        for sign, places in ((sign, list(places)) for sign, places in groupby(order, key=lambda row: course.signs[row]))
    ]
    clear = [
        f"clearly {_way(sign)} with {listed([f'{along[row]:g}' for row in order if _is_clear(course, row, sign)])}"
        for sign in (-1, 1)
        if any(_is_clear(course, row, sign) for row in order)
    ]
    told = "; ".join(clear) if clear else f"all of it {WITHIN}"
    yield f"On average it is {listed(parts)}: {told}."


def _is_clear(course: SweepCourse, row: int, sign: int) -> bool:
    return course.signs[row] == sign and course.changes[row].clear


def _way(sign: int) -> str:
    return {-1: "lower", 0: "the same", 1: "higher"}[sign]


def _one_number(asked: SweepQuestion) -> list[float] | None:
    """Return the values of the one number that is varied; None when it is none or several."""
    varied = [place for place, levels in enumerate(asked.designed.levels) if len(levels) > 1]
    if asked.designed.design == "list" or len(varied) != 1:
        return None
    return [row[varied[0]] for row in asked.designed.rows]


def _span(values: Sequence[float]) -> str:
    return f"{values[0]:g}" if len(values) == 1 else f"{values[0]:g} to {values[-1]:g}"


def _beside_best(asked: SweepQuestion, course: SweepCourse) -> str:
    alike, others = course.alike, len(course.values) - 1
    if not alike:
        return "Every other set of numbers is clearly worse than the best."
    along = _one_number(asked)
    if along is not None and len(alike) < others:
        named = listed([f"{one:g}" for one in sorted({along[row] for row in alike})])
        return f"Not told from the best, {WITHIN}: {named}."
    if len(alike) == others:
        return f"No other set of numbers can be told from the best: all are {WITHIN}."
    return f"{len(alike)} of the {others} other sets of numbers cannot be told from the best, {WITHIN}."
