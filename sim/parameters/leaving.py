"""How children leave care: how soon, why, and how that follows the placement they live in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByCause, ByDuration, ByFinancialYear, ByKind, ByLocation, ByRoute
from sim.parameters.units import DAYS, MULTIPLIER, PER_YEAR, POSITIVE_DAYS, SHARE, SHARES, SPREAD, Unit


@dataclass(frozen=True, slots=True)
class LeavingByKind:
    """How leaving follows where the child lives, with what keeps leaving in all as it is without."""

    strength: Annotated[float, SHARE]
    """1: as published by kind of placement; 0: leaving does not follow the placement; between: all numbers of this part
    to this power."""
    multiplier: Annotated[ByKind, MULTIPLIER]
    """On the hazard of the decision, by the kind lived in. All ones switch the whole part off."""
    time_in_care: Annotated[ByDuration, MULTIPLIER]
    """With the next two, on the hazard of all kinds alike: what keeps leaving in all by time in care, age and route."""
    age: Annotated[ByAge, MULTIPLIER]
    route: Annotated[ByRoute, MULTIPLIER]
    causes_foster: Annotated[ByCause, MULTIPLIER]
    """On the shares of the causes, for a child who lives with unrelated foster carers; the next likewise."""
    causes_connected: Annotated[ByCause, MULTIPLIER]
    causes_residential: Annotated[ByCause, MULTIPLIER]
    """In a children's home or secure unit."""
    causes_other_residential: Annotated[ByCause, MULTIPLIER]
    causes_supported: Annotated[ByCause, MULTIPLIER]
    causes_with_parents: Annotated[ByCause, MULTIPLIER]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Leaving care by cause, and coming back."""

    hazard_by_time_in_care: Annotated[ByDuration, PER_YEAR]
    yearly_level: Annotated[ByFinancialYear, MULTIPLIER]
    """Of these rates, in the financial year of the first day, the next, and the third and all after it; not of
    unaccompanied children."""
    age_multiplier: Annotated[ByAge, MULTIPLIER]
    route_multiplier: Annotated[ByRoute, MULTIPLIER]
    causes_under_1: Annotated[ByCause, SHARES]
    causes_1_to_4: Annotated[ByCause, SHARES]
    causes_5_to_9: Annotated[ByCause, SHARES]
    causes_10_to_15: Annotated[ByCause, SHARES]
    causes_from_16: Annotated[ByCause, SHARES]
    planned_return_median: Annotated[float, POSITIVE_DAYS]
    """From the decision that a child goes home to the day they do."""
    planned_return_spread: Annotated[float, SPREAD]
    adoption_median: Annotated[float, POSITIVE_DAYS]
    """From being placed for adoption to the adoption order."""
    adoption_spread: Annotated[float, SPREAD]
    with_parents_location_shares: Annotated[ByLocation, SHARES]
    adoption_location_shares: Annotated[ByLocation, SHARES]
    reentry_within_1_year: Annotated[float, Unit("probability", 0, 0.95)]
    """Cumulative, after a return home; with the next a Weibull. Zero switches re-entry off."""
    reentry_within_6_years: Annotated[float, Unit("probability", 0, 0.99)]
    guardianship_return_within_5_years: Annotated[float, Unit("probability", 0, 0.95)]
    staying_put_share: Annotated[float, SHARE]
    """Of young people who turn 18 in an in-house household, those who stay and keep the place."""
    staying_put_mean: Annotated[float, DAYS]
    by_kind: LeavingByKind
