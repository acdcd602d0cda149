"""Adoption: from the decision that a child should be adopted to the adoption order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge
from sim.parameters.units import DAYS, MULTIPLIER, POSITIVE_DAYS, PROBABILITY, SHARE, SPREAD, Unit


@dataclass(frozen=True, slots=True)
class AdoptionProcess:
    """Family finding, the adoption panel, introductions and the adoption order; placements before the court allows."""

    finding_median: Annotated[float, POSITIVE_DAYS]
    """Of the search for adopters, for a child whom nothing makes harder to place."""
    finding_spread: Annotated[float, SPREAD]
    hard_share: Annotated[float, SHARE]
    """Of children, those harder to place for reasons that the model does not see."""
    hard_multiplier: Annotated[float, MULTIPLIER]
    """On the search for them."""
    finding_multiplier: Annotated[ByAge, MULTIPLIER]
    """On the search, by age; the next two likewise."""
    sibling_multiplier: Annotated[float, MULTIPLIER]
    """For brothers and sisters who are to be placed together."""
    disability_multiplier: Annotated[float, MULTIPLIER]
    idle: Annotated[float, DAYS]
    """Mean time for which each hand-over after the decision waits to be taken up."""
    starts_at_decision: Annotated[float, SHARE]
    """Of children, those for whom the search begins at the decision; for the others at the placement order."""
    panel_interval: Annotated[float, POSITIVE_DAYS]
    """Between adoption panels, which match a child with a family; none before the placement order."""
    introductions: Annotated[float, POSITIVE_DAYS]
    """Median from the match to living with the adopters."""
    order_median: Annotated[float, POSITIVE_DAYS]
    """From living with the adopters to the adoption order."""
    order_spread: Annotated[float, SPREAD]
    least_before_application: Annotated[float, DAYS]
    """With the adopters, before they may apply for the order."""
    reversed: Annotated[float, SHARE]
    """Of children under placement orders, those whose plan is changed away from adoption."""
    early_share: Annotated[ByAge, SHARE]
    """Of children for whom adoption is decided, those who live with their adopters before the court allows it."""
    early_order_median: Annotated[float, POSITIVE_DAYS]
    """From the placement order to the adoption order, for them."""
    early_returns: Annotated[float, PROBABILITY]
    """That such a child goes back to parents or relatives."""
    finders: Annotated[float, Unit("workers (whole time)", 0, endless=True)]
    """In the permanency and adoption team; `inf` when no search waits for one."""
    cases_per_finder: Annotated[float, Unit("children per worker", 1e-6)]
