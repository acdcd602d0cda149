"""What a week of a placement costs."""

from __future__ import annotations

from sim.foundations.codes import Kind
from sim.model.core.people import UNREGISTERED, Child
from sim.parameters.prices import Prices


class WeeklyPrices:
    """The prices of all kinds of placement, looked up once: they are asked for with every placement."""

    __slots__ = ("_prices", "_weekly")

    def __init__(self, prices: Prices) -> None:
        self._prices = prices
        self._weekly = prices.weekly.values()

    def change(self, prices: Prices) -> None:
        """Ask these for placements that begin from now on."""
        self._prices = prices
        self._weekly = prices.weekly.values()

    def of(self, child: Child, kind: Kind, emergency: bool = False) -> float:
        """Return what a week of the placement costs, in GBP."""
        if emergency and kind is UNREGISTERED:
            return self._prices.unregistered
        price = self._weekly[kind]
        if child.behaviour_known and kind in (Kind.AGENCY, Kind.CHILDRENS_HOME):
            price *= self._prices.behaviour_uplift
        return price * self._prices.emergency_uplift if emergency else price
