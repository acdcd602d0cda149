"""What a week of a placement costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations.codes import Kind
from sim.model.core.people import UNREGISTERED, Child

if TYPE_CHECKING:
    from sim.model.core.run import Run


def weekly_price(run: Run, child: Child, kind: Kind, emergency: bool = False) -> float:
    """Return what a week of the placement costs, in GBP."""
    prices = run.parameters.prices
    if emergency and kind is UNREGISTERED:
        return prices.unregistered
    price = prices.weekly[kind]
    if child.behaviour and kind in (Kind.AGENCY, Kind.CHILDRENS_HOME):
        price *= prices.behaviour_uplift
    return price * prices.emergency_uplift if emergency else price
