"""Performance management: what is recorded when, audits, and practice clinics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByPractice
from sim.parameters.units import CASES, DAYS, SHARE


@dataclass(frozen=True, slots=True)
class Performance:
    """How leaders see what is done: nothing here touches children but the practice clinics, which rest at nought."""

    recording_lag: Annotated[float, DAYS]
    """From what happens until it is recorded: the median."""
    audits_per_month: Annotated[float, CASES]
    red_below: Annotated[ByPractice, SHARE]
    """By process, the share below which a month is red for clinics: of initial health assessments in time, of children
    with an assessment of the last year, of education plans in time, of children of school age on the roll of one."""
    clinic_effect: Annotated[float, SHARE]
    """Of the way that is left to what practice clinics can reach at best, taken a month while an indicator is red."""
    clinic_best: Annotated[float, SHARE]
    """What delays come down to at best, of what they are at rest."""
