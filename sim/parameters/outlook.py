"""How far off the levels of entries and leaving may be, in England, a region and an authority; and who comes alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByFinancialYear, ByLevel, ByPairOfLevels
from sim.parameters.units import CHILDREN, CORRELATION, ONS_CODE, SHARE, SPREAD, Unit


@dataclass(frozen=True, slots=True)
class UnaccompaniedOutlook:
    """Unaccompanied children as a stream of their own, in place of their share of all routes, and who takes them."""

    arrivals: Annotated[ByFinancialYear, Unit("children per year", 0)]
    """Who would come into care here if none were passed on; in a middling replication."""
    england_deviation: Annotated[ByFinancialYear, SPREAD]
    """Of arrivals, by one number of England's for all three years: a year that is high is followed by one that is."""
    own_deviation: Annotated[ByFinancialYear, SPREAD]
    """Of arrivals, by one number of the authority's own for all three years."""
    threshold: Annotated[float, SHARE]
    """Of the children who live there, unaccompanied children looked after from whom on further ones are passed on."""
    child_population: Annotated[float, CHILDREN]
    passed_on: Annotated[float, SHARE]
    """Of those who arrive at the threshold, who are passed on to other authorities; 0 switches the rule off."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Joint deviations of the six levels from what is expected: normal in logarithms, so the median factor is 1."""

    own_deviation: Annotated[ByLevel, SPREAD]
    own_correlation: Annotated[ByPairOfLevels, CORRELATION]
    england_deviation: Annotated[ByLevel, SPREAD]
    """The same in every authority in one replication, as the next is in every authority of a region."""
    region_deviation: Annotated[ByLevel, SPREAD]
    shared_correlation: Annotated[ByPairOfLevels, CORRELATION]
    """Of England's six, and of the region's. Not the authority's own, so that England is one for all of them."""
    authority: Annotated[float, ONS_CODE]
    """Names the authority's own luck; 0 for none. Taken from what stands at the top of the file."""
    region: Annotated[float, ONS_CODE]
    """Names the luck of its region; 0 for none, which gives it a region of its own."""
    unaccompanied: UnaccompaniedOutlook | None = None
