"""A line of the performance report: what it counts, of what, when, and which measure it is the same as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.performance.months import Counted, ReportMonth
from sim.measures.arrays import Numbers
from sim.measures.declaration import Measure
from sim.measures.value import Share, Spans, spans
from sim.measures.view import View

PERCENT, CASES = "percent", "cases"


@dataclass(frozen=True, slots=True)
class PerformanceLine:
    """One line: a part of a whole, or a number alone (its whole is not a number)."""

    id: str
    title: str
    section: str
    of: str
    """What the whole is, in words; empty for a number alone."""
    unit: str
    counted: Counted
    measure: Measure
    """Which makes the same numbers, and whose part of the parameters the line needs."""
    at: Callable[[View, Numbers], Share] | None = None
    over: Callable[[View, Spans], Share] | None = None
    flows: Callable[[View, Spans], tuple[Numbers, Numbers]] | None = None
    """Of a number alone, what has come and what has gone: by these it is told whether a change is more than chance."""
    target: str = ""
    """Under which targets are given, where it is not its own name."""
    whole_numbers: bool = True
    """Whether part and whole count children or events one by one, so that chance can be told."""
    tracked: bool = False
    """Whether it is known only as far as managers track it, which the file of targets says."""

    @property
    def target_id(self) -> str:
        """Return under which name its targets are given."""
        return self.target or self.id

    @property
    def alone(self) -> bool:
        """Whether it is a number alone, of no whole."""
        return not self.of

    def shares(self, view: View, months: Sequence[ReportMonth], tracked: float) -> Share:
        """Return part and whole in each month; `tracked` is the share of what managers track, where that is asked."""
        if self.at is not None:
            return self.at(view, np.array([month.until for month in months]))
        since = [month.begins(self.counted) for month in months]
        return self.between(view, since, [month.until for month in months], tracked)

    def between(self, view: View, since: Sequence[float], until: Sequence[float], tracked: float) -> Share:
        """Return part and whole of what happened from days `since` up to days `until`."""
        assert self.over is not None
        found = self.over(view, spans(np.array(since, dtype=np.float64), np.array(until, dtype=np.float64)))
        return Share(tracked * found.part, found.whole) if self.tracked else found

    def values(self, share: Share) -> Numbers:
        """Return what the line says of part and whole; not a number where there is nothing to count."""
        if self.alone:
            return share.part
        return share.percent if self.unit == PERCENT else share.percent / 100.0
