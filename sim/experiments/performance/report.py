"""One month's performance report: each line as it was recorded by the month's end, beside what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from math import isnan, nan
from typing import Final

import numpy as np

from sim.experiments.performance.beside import BesideLine, beside
from sim.experiments.performance.by_chance import (
    CERTAIN_ENOUGH,
    AuditLaw,
    audit_law,
    counts_by_chance,
    range_of_share,
    shares_by_chance,
)
from sim.experiments.performance.line import PERCENT, PerformanceLine
from sim.experiments.performance.lines import left_out, lines_for
from sim.experiments.performance.months import QUARTER, Counted, ReportMonth
from sim.experiments.performance.targets import Colour, Target, TargetsFile
from sim.measures.child_assessments import ASSESSMENTS_UP_TO_DATE_PERCENT
from sim.measures.value import Share, spans
from sim.measures.view import View

ESCALATED_AFTER: Final = 3
"""Months in a row in which a line is red, after which it is to be escalated: a policy."""


class Beyond(Enum):
    """Whether a change over three months is more than chance alone makes."""

    MORE = "more than chance"
    CHANCE = "could be chance"
    RECORDING = "as recorded only"
    """More than chance as it was recorded; but by what was recorded later it could be chance."""
    UNTESTED = "not tested"
    UNKNOWN = "not known"
    """There are no three months before."""


@dataclass(frozen=True, slots=True)
class LineValue:
    """What a line counts in one month: part and whole, and what it says of them."""

    part: float
    whole: float
    value: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class LineChange:
    """How a line has changed on three months: of what is there, since then; of what happens, in the three before."""

    now: LineValue
    before: LineValue
    beyond: Beyond

    @property
    def difference(self) -> float:
        """Return by how much the value has changed."""
        return self.now.value - self.before.value


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of a month's report."""

    line: PerformanceLine
    target: Target | None
    recorded: LineValue
    """As it was recorded by the month's end."""
    was: LineValue
    """As it was, whenever it was recorded."""
    change: LineChange
    by_chance: tuple[float, float] | None
    """Between what values the line may lie by chance alone, where cases are counted."""
    red_for: int
    """Months in a row up to this one, at most so many as lead to escalation, in which it was red as recorded then."""
    beside: BesideLine | None

    @property
    def escalated(self) -> bool:
        """Whether it is to be escalated."""
        return self.red_for >= ESCALATED_AFTER


@dataclass(frozen=True, slots=True)
class PerformanceReport:
    """The report of one month of one replication."""

    month: ReportMonth
    rows: tuple[ReportRow, ...]
    left_out: dict[str, int]
    """How many lines are left out for want of a part of the scenario, by the part in words."""
    recording_lag: float | None
    """Days, the median; None where the scenario has no performance management: then all is recorded at once."""
    audits: AuditLaw | None
    """What audits say of assessments that are out of date; None where there is nothing to audit."""


ViewAsRecorded = Callable[[float], View]
"""Gives the register as it was recorded by the start of a day."""


def reported(
    months: Sequence[ReportMonth],
    place: int,
    was: View,
    recorded: ViewAsRecorded,
    targets: TargetsFile,
    authority: str,
) -> PerformanceReport:
    """Return the report of the month at this place among the months of a run."""
    month, parameters = months[place], was.parameters
    seen = cache(recorded)
    rows = tuple(
        _Reporting(line, targets, months, place, was, seen).row(beside(line.id, authority, month))
        for line in lines_for(parameters)
    )
    management = parameters.performance
    return PerformanceReport(
        month,
        rows,
        left_out(parameters),
        None if management is None else management.recording_lag,
        None if management is None else _audits(rows, int(management.audits_per_month)),
    )


@dataclass(frozen=True, slots=True)
class _Reporting:
    """What one line's row is made from."""

    line: PerformanceLine
    targets: TargetsFile
    months: Sequence[ReportMonth]
    place: int
    was: View
    seen: ViewAsRecorded

    def row(self, published: BesideLine | None) -> ReportRow:
        """Return the row."""
        recorded, was = self._in_month(self.seen(self._month.until)), self._in_month(self.was)
        return ReportRow(
            self.line,
            self._target,
            recorded,
            was,
            self._change(),
            self._by_chance(recorded),
            sum(1 for _ in self._red(recorded)),
            published,
        )

    @property
    def _month(self) -> ReportMonth:
        return self.months[self.place]

    @property
    def _target(self) -> Target | None:
        return self.targets.of(self.line.target_id)

    def _in_month(self, view: View, place: int | None = None) -> LineValue:
        month = self.months[self.place if place is None else place]
        return self._valued(self.line.shares(view, [month], self.targets.tracked))[0]

    def _valued(self, share: Share) -> list[LineValue]:
        """Return what the line says in each month or stretch of time."""
        columns = (share.part.tolist(), share.whole.tolist(), self.line.values(share).tolist())
        return [LineValue(part, whole, value, self._colour(value)) for part, whole, value in zip(*columns, strict=True)]

    def _colour(self, value: float) -> Colour:
        if isnan(value):
            return Colour.NONE_DUE
        return Colour.NO_TARGET if self._target is None else self._target.colour(value)

    def _red(self, recorded: LineValue) -> Iterator[int]:
        """Yield the months in a row, this one first, in which the line was red as it was recorded then."""
        for back in range(ESCALATED_AFTER):
            place = self.place - back
            if place < 0:
                return
            then = recorded if back == 0 else self._in_month(self.seen(self.months[place].until), place)
            if then.colour is not Colour.RED:
                return
            yield place

    # --- change on three months

    def _change(self) -> LineChange:
        now, before = self._apart(self.seen(self._month.until))
        if before is None:
            nothing = LineValue(nan, nan, nan, Colour.NO_TARGET)
            return LineChange(now, nothing, Beyond.UNKNOWN)
        if not self.line.whole_numbers:
            return LineChange(now, before, Beyond.UNTESTED)
        if isnan(now.value) or isnan(before.value):
            return LineChange(now, before, Beyond.UNKNOWN)
        if self._chance(self.seen(self._month.until), now, before) >= CERTAIN_ENOUGH:
            return LineChange(now, before, Beyond.CHANCE)
        really_now, really_before = self._apart(self.was)
        if really_before is None or self._chance(self.was, really_now, really_before) >= CERTAIN_ENOUGH:
            return LineChange(now, before, Beyond.RECORDING)
        return LineChange(now, before, Beyond.MORE)

    def _apart(self, view: View) -> tuple[LineValue, LineValue | None]:
        """Return what is there now and was three months ago; of what happens, in the last three months and before."""
        earlier = self.months[self.place - QUARTER] if self.place >= QUARTER else None
        if self.line.counted is Counted.AT_CLOSE:
            now = self._in_month(view)
            return now, None if earlier is None else self._in_month(view, self.place - QUARTER)
        month = self._month
        whole = self.place >= 2 * QUARTER - 1
        since = [month.quarter, *([earlier.quarter] if earlier is not None and whole else [])]
        until = [month.until, *([earlier.until] if earlier is not None and whole else [])]
        values = self._valued(self.line.between(view, since, until, self.targets.tracked))
        return values[0], values[1] if len(values) > 1 else None

    def _chance(self, view: View, now: LineValue, before: LineValue) -> float:
        """Return how often chance alone makes a change as large."""
        if not self.line.alone:
            return shares_by_chance(int(now.part), int(now.whole), int(before.part), int(before.whole))
        month, earlier = self._month, self.months[self.place - QUARTER]
        if self.line.flows is not None:
            came, went = self.line.flows(view, spans(np.array([month.quarter]), np.array([month.until])))
            return counts_by_chance(int(came[0]), 1.0, int(went[0]), 1.0)
        days, days_before = month.until - month.quarter, earlier.until - earlier.quarter
        return counts_by_chance(int(now.part), days, int(before.part), days_before)

    def _by_chance(self, recorded: LineValue) -> tuple[float, float] | None:
        if self.line.alone or not self.line.whole_numbers or self.line.unit != PERCENT or not recorded.whole > 0.0:
            return None
        low, high = range_of_share(int(recorded.part), int(recorded.whole))
        return 100.0 * low, 100.0 * high


def _audits(rows: Sequence[ReportRow], cases: int) -> AuditLaw | None:
    """Return what audits of so many children say of assessments that are out of date."""
    for row in rows:
        if row.line.measure is ASSESSMENTS_UP_TO_DATE_PERCENT and row.was.whole > 0.0 and cases > 0:
            return audit_law(cases, int(row.was.whole - row.was.part), int(row.was.whole))
    return None
