"""What came of each set of numbers of a sweep, read from `summary.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.papers.kept.lines import lines, number


@dataclass(frozen=True, slots=True)
class SweptLine:
    """One measure of one scenario with one set of numbers, on average of the futures."""

    point: int
    settings: tuple[float, ...]
    """One for each quantity that is varied, in their order."""
    scenario: str
    measure: str
    mean: float
    unit: str


def swept(folder: Path, varied: tuple[str, ...]) -> tuple[SweptLine, ...]:
    """Return the lines of a sweep that varies these quantities."""
    return tuple(
        SweptLine(
            int(line["point"]),
            tuple(number(line[path]) for path in varied),
            line["scenario"],
            line["measure"],
            number(line["mean"]),
            line["unit"],
        )
        for line in lines(folder / "summary.csv", "point", *varied, "scenario", "measure", "mean", "unit")
    )
