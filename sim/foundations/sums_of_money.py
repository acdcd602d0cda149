"""Sums of money as people write them: 2m, 750k, £1.5m, 1,500,000."""

from __future__ import annotations

import re

from sim.foundations.faults import BadInput, fault, shown

MOST = 100e9
"""Pounds: more than all English councils spend in a year."""

TIMES = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9}
"""What may follow a number."""


def pounds(given: str | float, place: str) -> float:
    """Return the sum in pounds. Raises BadInput, with `place`, for what is not a sum of 0 or more."""
    text = f"{given}".strip().casefold()
    found = re.fullmatch(r"£?\s*(\d+(?:,\d{3})*(?:\.\d+)?)\s*(bn|[km])?", text)
    if found is None:
        raise BadInput([fault(place, "", f"is {shown(given)}, not a sum of money", "write it as 2m, 750k or 1500000")])
    sum_given = float(found[1].replace(",", "")) * TIMES[found[2] or ""]
    if sum_given > MOST:
        raise BadInput([fault(place, "", f"is {shown(given)}, more than there is", "give at most 100bn")])
    return sum_given
