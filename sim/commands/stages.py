"""Long work in stages, counted once from beginning to end: each stage is a share of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

PARTS: Final = 1000
"""Of the whole work, in which it is counted."""


class StageShare(NamedTuple):
    """One stage of long work."""

    name: str
    """As the work calls it."""
    share: float
    """Of the whole work's time beside the other stages', judged from runs of it."""


@dataclass(slots=True)
class Stages:
    """The stages of one piece of work, in their order."""

    stages: Sequence[StageShare]
    reached: int = 0
    """Parts that were done when last asked: it never goes back."""

    def done(self, done: int, total: int, name: str) -> int:
        """Return how many parts of the whole are done, when so many steps of a stage are; all when the last is."""
        names = [one.name for one in self.stages]
        if name in names:
            place, whole = names.index(name), sum(one.share for one in self.stages)
            before = sum(one.share for one in self.stages[:place])
            part = self.stages[place].share * (done / total if total else 1.0)
            self.reached = max(self.reached, int(PARTS * (before + part) / whole + 1e-9))
        return self.reached
