"""A council whose statutory services are sought: its base, what was published of it, and the layer of services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from sim.bases.base import Baseline
from sim.bases.history import History
from sim.bases.panel import Panel, panel
from sim.foundations.codes import Location
from sim.published.authorities import ENGLAND
from sim.published.table import Figures
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import Scenario, load

LAYER_OF = "tower_hamlets_2018"
"""The base for whose children the layer's teams are."""

TOWER_HAMLETS = "E09000030"

JUDGED = "Judgement of the modellers"


@dataclass(frozen=True, slots=True)
class ServicedCouncil:
    """A council whose services are sought."""

    base: Baseline
    panel: Panel
    row: int
    layer: Mapping[str, Quantity]
    children: float
    """Looked after on the first day."""
    size: float
    """Those, over the children for whom the layer's teams are."""
    seen: float
    """Children coming into care who can be seen in the council's own health clinic, over the layer's."""

    @property
    def past(self) -> History:
        """Return what was published of the council."""
        return self.panel.histories[self.row]

    @property
    def when(self) -> date:
        """Return the day for which the base is made."""
        return date(self.panel.year, 3, 31)

    @property
    def own_letter(self) -> bool:
        """Whether the inspection letter is about this council."""
        return self.base.authority.code == TOWER_HAMLETS

    def latest(self, measure: str) -> tuple[float, int, str]:
        """Return the latest of the panel's years in which a figure is known, and whose it is; else England's."""
        for year in reversed(self.panel.years):
            value = self.past.value(measure, year)
            if isfinite(value):
                return value, year, self.past.named((year,), parted=False)
        year = self.panel.year
        return self.panel.known.value(ENGLAND, measure, year), year, "England"

    def number(self, path: str) -> float:
        """Return a number of the layer."""
        value = self.layer[path].value
        assert isinstance(value, float | int)
        return float(value)


def serviced(base: Baseline, known: Figures, layer: Mapping[str, Quantity]) -> ServicedCouncil:
    """Return the council of a base, with what is known up to its first day."""
    everyone = panel(known, base.start.year - 1 if base.start < date(base.start.year, 4, 1) else base.start.year)
    usual = load(LAYER_OF)
    laid = load(base.based_on).with_quantities(base.quantities)
    children, usual_children = (looked_after(one) for one in (laid, usual))
    return ServicedCouncil(
        base,
        everyone,
        everyone.row(base.authority.code),
        layer,
        children,
        children / usual_children,
        _seen_at_home(laid, layer) / _seen_at_home(usual, layer),
    )


def looked_after(scenario: Scenario) -> float:
    """Return the children looked after on the first day."""
    opening = scenario.parameters.opening
    assert opening is not None
    return opening.looked_after


def _seen_at_home(scenario: Scenario, layer: Mapping[str, Quantity]) -> float:
    """Return the children who come into care in a year and can be seen in the council's own clinic."""
    parameters = scenario.parameters
    assert parameters.opening is not None
    near = layer["health_assessments.near_at_home"].value
    assert isinstance(near, float | int)
    shares = parameters.opening.location_shares.values()
    return parameters.demand.entries_per_year * (shares[Location.INSIDE] + near * shares[Location.NEAR])
