"""What a sweep's file may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from sim.scenario.files.experiment_file import ExperimentHeading

FOLDER = "sweeps"
"""Within the folders of scenarios."""

Design: TypeAlias = Literal["grid", "list", "latin hypercube", "sobol"]
SPREAD_OUT: tuple[Design, ...] = ("latin hypercube", "sobol")
"""Designs that spread so many points evenly over all ranges at once."""

NUMBER = "a number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vary:
    """One number that is varied, and over what."""

    path: Annotated[str, "the path of a quantity as text, such as demand.entries_per_year"]
    unit: Annotated[str, "the unit in which the numbers are given, as text"]
    values: Annotated[tuple[float, ...], "a list of numbers"] = ()
    low: Annotated[float | None, NUMBER] = None
    high: Annotated[float | None, NUMBER] = None
    steps: Annotated[int | None, "a whole number: how many values from low to high"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepFile(ExperimentHeading):
    """What a sweep's file says."""

    vary: Annotated[tuple[Vary, ...], "one table [[vary]] for each number that is varied"]
    design: Annotated[Design, 'one of "grid", "list", "latin hypercube" and "sobol"'] = "grid"
    points: Annotated[int | None, "a whole number: of sets of numbers, in a latin hypercube or sobol design"] = None
