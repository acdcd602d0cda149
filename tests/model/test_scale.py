"""A larger authority costs a search no more: it looks at the households of one area that could take the child."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean
from unittest.mock import patch

from busy_parameters import busy
from quiet_parameters import changed
from runs_of_model import simulate

from sim.model.core.people import Household
from sim.model.fostering.households import Fostering

AREA = 40.0
"""Households in an area."""


def looked_at(factor: float, years: float = 1.0) -> list[int]:
    """How many households each search looks at in an authority so many times as large, in areas of one size."""
    parameters = changed(
        busy(),
        demand={"entries_per_year": 60.0 * factor},
        in_house_fostering={"households": AREA * factor, "households_per_area": AREA, "enquiries": 60.0 * factor},
        opening=None,
    )
    lengths: list[int] = []
    with_room = Fostering.with_room

    def counted(self: Fostering, area: int, ages: int = 0) -> Iterable[Household]:
        found = list(with_room(self, area, ages))
        lengths.append(len(found))
        return found

    with patch.object(Fostering, "with_room", counted):
        simulate(parameters, years, seed=3)
    return lengths


def test_a_search_looks_at_no_more_households_in_a_larger_authority() -> None:
    small, large = looked_at(1.0), looked_at(10.0)
    assert len(large) > 5 * len(small) > 100
    assert fmean(large) < 1.3 * fmean(small)
    assert fmean(small) < AREA
