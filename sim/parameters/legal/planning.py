"""Before court: legal planning meetings and the work with a family under the Public Law Outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.units import DAYS, POSITIVE_DAYS, SHARE, Unit


@dataclass(frozen=True, slots=True)
class PlanningBeforeCourt:
    """From the day on which the threshold for proceedings is met to the application: as it is without a strategy."""

    interval: Annotated[float, POSITIVE_DAYS]
    """Between legal planning meetings."""
    urgent: Annotated[float, SHARE]
    """Of cases, those that go to court without a letter before proceedings."""
    letter: Annotated[float, DAYS]
    """From the legal planning meeting to the meeting with the family to which the letter calls them."""
    work_weeks: Annotated[float, Unit("weeks", 1e-6)]
    """Median of the work with the family that follows."""
    idle: Annotated[float, DAYS]
    """Mean time for which a case waits to be taken up at each review point of that work."""
    review_interval: Annotated[float, POSITIVE_DAYS]
    """Between these review points."""
