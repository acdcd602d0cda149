"""What a sensitivity analysis may be asked for, in its file or in a call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from sim.scenario.files.experiment_file import ExperimentHeading

FOLDER = "sensitivity"
"""Within the folders of scenarios."""

REPLICATIONS = 6
"""Unless asked for otherwise: with the other numbers below, minutes on two cores."""

FACTORS = 8

POINTS = 512
"""Sets of numbers, each run once, in which numbers are moved together."""

SALTELLI_POINTS = 64
"""Rows of Saltelli's design, when that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityFile(ExperimentHeading):
    """What a sensitivity file says."""

    factors: Annotated[
        int | tuple[str, ...] | None, "how many numbers are moved together, or a list of their paths as text"
    ] = None
    within: Annotated[
        tuple[str, ...],
        'a list of parts or paths as text, such as ["ipop", "demand.children_per_family"]; all numbers unless given',
    ] = ()
    points: Annotated[int | None, "a whole number: of points of the design in which numbers are moved together"] = None
    saltelli: Annotated[bool, "true or false"] = False
    screening: Annotated[bool, "true or false"] = True
    tornado_only: Annotated[bool, "true or false"] = False

    @property
    def rows(self) -> int:
        """Return how many points the design has in which numbers are moved together."""
        usual = SALTELLI_POINTS if self.saltelli else POINTS
        return usual if self.points is None else self.points

    @property
    def named(self) -> tuple[str, ...]:
        """Return the paths of those that are named to be moved together."""
        return self.factors if isinstance(self.factors, tuple) else ()

    def count(self, most: int) -> int:
        """Return how many numbers are to be moved together; at most `most` unless it is said how many."""
        if self.factors is None:
            return min(FACTORS, most)
        return self.factors if isinstance(self.factors, int) else len(self.factors)


TITLE = "What the results hang on"


def given(
    file: SensitivityFile | None,
    *,
    base: str | None = None,
    strategies: tuple[str, ...] | None = None,
    factors: int | tuple[str, ...] | None = None,
    within: tuple[str, ...] | None = None,
    points: int | None = None,
    saltelli: bool | None = None,
    screening: bool | None = None,
    measures: tuple[str, ...] | None = None,
    tornado_only: bool | None = None,
) -> SensitivityFile:
    """Return what is asked for: what is given, and for the rest what the file says, or what is usual without one."""
    said = file or SensitivityFile(title=TITLE)
    return replace(
        said,
        base=said.base if base is None else base,
        strategies=said.strategies if strategies is None else strategies,
        factors=said.factors if factors is None else factors,
        within=said.within if within is None else within,
        points=said.points if points is None else points,
        saltelli=said.saltelli if saltelli is None else saltelli,
        screening=said.screening if screening is None else screening,
        measures=said.measures if measures is None else measures,
        tornado_only=said.tornado_only if tornado_only is None else tornado_only,
    )
