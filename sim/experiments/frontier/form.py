"""What the file of a frontier may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from sim.scenario.files.experiment_file import ExperimentHeading

FOLDER = "frontiers"
"""Within the folders of scenarios."""

SIZES = (0.5, 1.0, 2.0)
"""At which strategies are tried beside nothing at all, unless others are asked for: a judgement."""

MEASURE = "in_residential"
"""What is held against cost unless something else is asked for: the dearest placements, and those least like a family;
every strategy of the letter can change how many there are, and fewer is better, which cannot be said of the number of
children looked after."""

RUNS = 6_000
"""In the search, at most, unless more are asked for: some six minutes on two cores."""

SUM = 'a sum in pounds, such as "2m", "750k" or 1_500_000'


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierFile(ExperimentHeading):
    """What the file of a frontier says. Its measures are told beside the one that is held against cost."""

    uncertainty: Annotated[bool, "true or false"] = True
    measure: Annotated[str, 'a measure as text, such as "in_residential"'] = MEASURE
    want: Annotated[Literal["lower", "higher"] | None, '"lower" or "higher"'] = None
    against: Annotated[Literal["strategies", "total"], '"strategies" or "total"'] = "strategies"
    budget: Annotated[str | float | None, SUM] = None
    worth: Annotated[str | float | None, SUM] = None
    scales: Annotated[tuple[float, ...], "a list of numbers above 0, such as [0.5, 1, 2]"] = SIZES
    runs: Annotated[int, "a whole number"] = RUNS
