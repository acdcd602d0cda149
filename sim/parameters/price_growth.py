"""How prices grow from year to year, by kind, and of which year the scenario's own prices are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.units import GROWTH_A_YEAR, YEAR_ENDING


@dataclass(frozen=True, slots=True)
class PriceGrowth:
    """The year of the scenario's prices, and how much dearer each kind becomes on every 1 April, in cash."""

    base_year: Annotated[float, YEAR_ENDING]
    """The year of whose prices all prices of the scenario and its strategies are; 2023.5 is the mean of two."""
    fostering: Annotated[float, GROWTH_A_YEAR]
    """Of foster care of all kinds, and of what is paid where children live with parents or with adopters."""
    homes: Annotated[float, GROWTH_A_YEAR]
    """Of children's homes, secure homes and other residential settings."""
    supported: Annotated[float, GROWTH_A_YEAR]
    """Of supported accommodation."""
    staff: Annotated[float, GROWTH_A_YEAR]
    """Of those who work for the council or for CAMHS: pay awards."""
    other: Annotated[float, GROWTH_A_YEAR]
    """Of court cases, fees, allowances, and what is paid once, such as opening a home."""
