"""What the mending met, counted as it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.returns.findings import Finding, Step, Treatment
from sim.returns.reading.rows import Episode


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of thing that a return may hold, and what is done with it."""

    treatment: Treatment
    what: str
    of: str
    rule: str = ""
    mend: str = ""


@dataclass(slots=True)
class MendingLedger:
    """Counts faults, and what went into and came out of each step."""

    _counts: Counter[Fault] = field(default_factory=Counter)
    _steps: list[Step] = field(default_factory=list)

    def note(self, fault: Fault, count: int = 1) -> None:
        """Count a fault."""
        if count:
            self._counts[fault] += count

    def step(self, name: str, before: Sequence[Episode], after: Sequence[Episode]) -> None:
        """Write down a step."""
        children = [len({episode.child for episode in rows}) for rows in (before, after)]
        self._steps.append(Step(name, len(before), len(after), *children))

    def count(self, fault: Fault) -> int:
        """Return how often a fault was met."""
        return self._counts[fault]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was met, in the order in which it was."""
        return tuple(
            Finding(fault.treatment, fault.what, count, fault.of, fault.rule, fault.mend)
            for fault, count in self._counts.items()
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps in order."""
        return tuple(self._steps)
