"""The workplace: the folder in which somebody works, with scenarios, ensembles and results of their own in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SCENARIOS = "scenarios"
"""The folder in which names resolve, in a workplace and among what comes with the program."""

ENSEMBLES = "ensembles"
"""The folder of calibrated sets of numbers, in a workplace and among the scenarios that come with the program."""

RESULTS = "results"


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder in which somebody works; the current one unless told."""

    folder: Path = Path()

    @property
    def scenarios(self) -> Path:
        """Return the folder of its own scenarios, strategies and all that experiments are asked in."""
        return self.folder / SCENARIOS

    @property
    def ensembles(self) -> Path:
        """Return the folder of ensembles that were calibrated in it."""
        return self.folder / ENSEMBLES

    @property
    def results(self) -> Path:
        """Return the folder in which each run has one of its own."""
        return self.folder / RESULTS

    @property
    def for_bases(self) -> Path:
        """Return where a new base is written: among the scenarios where there are any, else beside them."""
        return self.scenarios if self.scenarios.is_dir() else self.folder

    def at(self, path: Path) -> Path:
        """Return a path as it is meant here: one that is not absolute begins in this folder."""
        return self.folder / path
