"""What a place of each kind costs a child's year in the base, on average of the run."""

from __future__ import annotations

from dataclasses import dataclass

from sim.measures.placements import WHERE_PLACED
from sim.papers.kept.folder import KeptRun

LEAST_CHILDREN = 1.0
"""On average, below which a kind's cost is not told: a judgement."""


@dataclass(frozen=True, slots=True)
class UnitCost:
    """A kind of placement, and its pounds a child's year."""

    kind: str
    a_year: float

    @property
    def a_week(self) -> float:
        """Return pounds a week."""
        return self.a_year * 7.0 / 365.25


def unit_costs(run: KeptRun) -> tuple[UnitCost, ...]:
    """Return the cost of each kind that is paid for, at the prices of the scenario."""
    base, found = run.manifest.base.name, []
    last = max(run.measures.dates(base, "cost_placements", "whole run, per year"), default=None)
    if last is None:
        return ()
    for kind in WHERE_PLACED:
        cost = run.measures.of(base, "cost_placements", f"{kind}; whole run, per year", last)
        children = run.measures.of(base, "in_placement", f"{kind}; whole run, average", last)
        if cost and children and cost.mean > 0 and children.mean >= LEAST_CHILDREN:
            found.append(UnitCost(kind, cost.mean / children.mean))
    return tuple(found)
