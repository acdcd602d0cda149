"""How many children come into care, of what ages, by which routes, with which needs and siblings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge, ByFinancialYear, ByMonth, ByRoute
from sim.parameters.units import DAYS, MULTIPLIER, PER_YEAR, POSITIVE_DAYS, READ_WHEN_USED, SHARE, SHARES, SPREAD, Unit


@dataclass(frozen=True, slots=True)
class Demand:
    """Families at risk and the children in them."""

    entries_per_year: Annotated[float, Unit("children per year", 0), READ_WHEN_USED]
    """Children who would enter care in a year without any help, re-entries not counted.

    Where unaccompanied children are a stream of their own, those among these do not come.
    """
    yearly_level: Annotated[ByFinancialYear, MULTIPLIER]
    """Of entries, in the financial year of the first day, the next, and the third and all after it."""
    month_pattern: Annotated[ByMonth, Unit("multiplier", 0)]
    route_shares: Annotated[ByRoute, SHARES]
    """Of families that enter without help; the unaccompanied share is of the present, where a stream says who comes."""
    age_shares: Annotated[ByAge, SHARES]
    """Of the eldest-referred child, all routes but remand and unaccompanied."""
    remand_age_shares: Annotated[ByAge, SHARES]
    unaccompanied_age_shares: Annotated[ByAge, SHARES]
    children_per_family: Annotated[float, Unit("children", 1, 6)]
    """Mean size of the group that enters together; geometric, at most six. Remand and unaccompanied enter alone."""
    sibling_age_gap: Annotated[float, Unit("years", 0.1, 6)]
    """Mean gap between one sibling's birth and the next."""
    male_share: Annotated[float, SHARE]
    unaccompanied_male_share: Annotated[float, SHARE]
    behaviour_share: Annotated[ByAge, SHARE]
    """Of children entering: behaviour or mental-health need."""
    behaviour_onset: Annotated[ByAge, PER_YEAR]
    """Hazard of such a need beginning later, in those without one."""
    disability_share: Annotated[float, SHARE]
    entry_probability: Annotated[float, Unit("probability", 0.01, 1)]
    """Of a family referred with warning, entering care at its crisis when nobody helps (the counterfactual p0)."""
    warning_median: Annotated[float, POSITIVE_DAYS]
    """From referral to the crisis date, routes with warning."""
    warning_spread: Annotated[float, SPREAD]
    search_notice: Annotated[float, DAYS]
    """How long before a foreseen entry the search for a placement opens."""
