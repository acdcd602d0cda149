"""In how many futures each target is met, read from `targets.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.papers.kept.lines import lines, number


@dataclass(frozen=True, slots=True)
class KeptTarget:
    """How often one scenario meets one target."""

    scenario: str
    title: str
    when: date
    unit: str
    met: int
    futures: int
    middle: float


def targets(folder: Path) -> tuple[KeptTarget, ...]:
    """Return the targets of a results folder."""
    return tuple(
        KeptTarget(
            line["scenario"],
            line["title"],
            date.fromisoformat(line["date"]),
            line["unit"],
            int(line["met"]),
            int(line["replications"]),
            number(line["middle"]),
        )
        for line in lines(folder / "targets.csv", "scenario", "title", "met", "replications", "middle")
    )
