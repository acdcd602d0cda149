"""How ages at entry lie within the published age bands, which say nothing about it: one rule for model and fit."""

from __future__ import annotations

from sim.foundations.calendar import ADULT, AGE_BAND_STARTS, DAYS_PER_YEAR

BAND_ENDS = (*AGE_BAND_STARTS[1:], 17.9)
"""Years of age at which entry within each band ends: nobody enters in the last weeks before 18."""

LEANS = (5.0, 1.5, 1.0, 0.5, 1.3)
"""Powers of an even draw for each band: above 1 leans to the young end, below 1 to the old end.

Judgement, checked by the fit of leaving rates: newborns fill the first year and numbers fall until school age; they
rise evenly from 10 to 15 and fall again towards 18. With even ages the published starts and ceases by age keep up too
few children under 1 (2.1% for 5.0% in Tower Hamlets, 2.7% for 5.3% in England) and too many at 10 to 15 (43.8% for
37.0%, 42.4% for 39.4%); with these, 3.2% and 39.3% in Tower Hamlets, 4.1% and 38.9% in England.
"""


OLDEST_SIBLING = ADULT - 1.0
"""Age in days above which no sibling comes: whatever the leap years, under 18 on the day."""


def age_at_entry(u: float, band: int) -> float:
    """Return the age in days at quantile `u` of the ages of children who enter in an age band."""
    start, end = AGE_BAND_STARTS[band], BAND_ENDS[band]
    return float(start + (end - start) * u ** LEANS[band]) * DAYS_PER_YEAR
