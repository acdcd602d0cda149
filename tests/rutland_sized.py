"""A tiny authority, with about as many children as Rutland and held against Rutland's figures: a run takes 10 ms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.experiments.calibration.points import DesignPoint, runner
from sim.experiments.calibration.space import space_of
from sim.experiments.calibration.targets import CalibrationTarget, keys_of, target_values
from sim.scenario.scenario import Scenario, load

TEXT = """
title = "A tiny authority"
based_on = "england"
authority = "E06000017"
start = 2018-04-01
years = 1.1

[demand.entries_per_year]
value = {entries}
unit = "children per year"
kind = "judgement"
source = "A test"
as_of = 2018-03-31
low = {low}
high = {high}
distribution = "triangular"

[in_house_fostering.households]
value = 30
unit = "households"
kind = "judgement"
source = "A test"
as_of = 2018-03-31

[in_house_fostering.agreement]
value = 0.35
unit = "probability"
kind = "judgement"
source = "A test"
as_of = 2018-03-31
low = 0.2
high = 0.5
distribution = "beta"

[in_house_fostering.location_shares]
value = {{ inside = 0.45, near = 0.25, far = 0.3 }}
unit = "share"
kind = "judgement"
source = "A test"
as_of = 2018-03-31
effective_sample = 50
distribution = "dirichlet"

[in_house_fostering.enquiries]
value = 15
unit = "per year"
kind = "judgement"
source = "A test"
as_of = 2018-03-31

[opening.looked_after]
value = 32
unit = "children"
kind = "judgement"
source = "A test"
as_of = 2018-03-31

[opening.kinds]
value.in_house = 22
value.connected = 1
value.agency = 3
value.childrens_home = 2
value.secure = 0
value.other_residential = 0
value.supported = 3
value.with_parents = 1
value.adoption = 0
unit = "children"
kind = "judgement"
source = "A test"
as_of = 2018-03-31

[opening.location_shares]
value = {{ inside = 0.4, near = 0.25, far = 0.35 }}
unit = "share"
kind = "judgement"
source = "A test"
as_of = 2018-03-31

[opening.unaccompanied]
value = 1
unit = "children"
kind = "judgement"
source = "A test"
as_of = 2018-03-31
"""

CERTAIN = """
[outlook.{whose}_deviation]
value.entries_first = 0
value.entries_second = 0
value.entries_third = 0
value.leaving_first = 0
value.leaving_second = 0
value.leaving_third = 0
unit = "standard deviation of the logarithm"
kind = "judgement"
source = "A test"
as_of = 2018-03-31
"""
"""Levels of entries and leaving that are known, so that little luck is left to search through."""


def file(folder: Path, entries: float = 15, low: float = 9, high: float = 22, certain: bool = False) -> Path:
    """A scenario file of the tiny authority; `certain` says that its levels are known."""
    path = folder / "tiny.toml"
    outlook = "".join(CERTAIN.format(whose=whose) for whose in ("own", "england", "region")) if certain else ""
    path.write_text(TEXT.format(entries=entries, low=low, high=high) + outlook, encoding="utf-8")
    return path


def target(
    name: str,
    measure: str,
    observed: float,
    discrepancy: float = 0.0,
    category: str = "",
    spread: float | None = None,
    dates: tuple[date, ...] = (date(2019, 3, 31),),
    variation: bool = False,
    whole: tuple[str, str] | None = None,
) -> CalibrationTarget:
    """A target of one measure, for hand-made cases."""
    return CalibrationTarget(
        name,
        name,
        "children",
        observed,
        "by hand",
        ((measure, category),),
        whole,
        dates,
        True,
        0.0,
        discrepancy,
        spread,
        variation,
    )


def synthetic(
    scenario: Scenario, targets: tuple[CalibrationTarget, ...], scores: NDArray[np.float64], seed: int, luck: int
) -> tuple[CalibrationTarget, ...]:
    """The targets as they would be observed of an authority that lives through these numbers once, with this luck."""
    space = space_of(scenario)
    once = DesignPoint(space.numbers(scores), 1, first=luck)
    numbers = runner(scenario, space.columns, keys_of(targets), seed).measured(once)
    values = target_values(targets, scores[np.newaxis], numbers[np.newaxis])[0, :, 0]
    # one year has no variation from year to year
    return tuple(
        replace(each, observed=float(value)) for each, value in zip(targets, values, strict=True) if not each.variation
    )


def tiny(folder: Path, **changes: float) -> Scenario:
    """The tiny authority, loaded."""
    return load(str(file(folder, **changes)))
