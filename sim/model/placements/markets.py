"""The markets of places with providers, one for each kind that there is; each owns the count of its places taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations.codes import Kind
from sim.model.placements.providers import Providers
from sim.parameters.markets import Market
from sim.parameters.parameters import Parameters

if TYPE_CHECKING:
    from sim.model.core.run import Run


def told_of_markets(parameters: Parameters) -> dict[Kind, Market | None]:
    """Return what the parameters tell of the market of each kind of place, in the order of the price elasticities."""
    return {
        Kind.AGENCY: parameters.agency,
        Kind.CHILDRENS_HOME: parameters.childrens_homes,
        Kind.SECURE: parameters.secure,
        Kind.OTHER_RESIDENTIAL: parameters.other_residential,
        Kind.SUPPORTED: parameters.supported,
    }


def markets_of(run: Run) -> dict[Kind, Providers]:
    """Return the market of each kind of place that the parameters tell of, in the same order."""
    parameters = run.parameters
    present = told_of_markets(parameters)
    elasticity = dict(zip(present, parameters.prices.scarcity_elasticity.values(), strict=True))
    return {
        kind: Providers(kind, market, run.chance, elasticity[kind], parameters.living_alone)
        for kind, market in present.items()
        if market is not None
    }
