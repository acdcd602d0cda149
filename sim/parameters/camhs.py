"""CAMHS: the usual team, the professional in the looked-after children's service, and advice to carers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.strategy import Strategy
from sim.parameters.units import (
    DAYS,
    DAYS_AFTER_START,
    MULTIPLIER,
    POUNDS_A_YEAR,
    POUNDS_EACH,
    PROBABILITY,
    SPREAD,
    Unit,
)


@dataclass(frozen=True, slots=True)
class CamhsTeam:
    """Clinicians who see children in care, with caseloads and a queue."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    """Over which the clinicians come into post, evenly."""
    clinicians: Annotated[float, Unit("clinicians (whole time)", 0)]
    caseload: Annotated[float, Unit("children per clinician", 1e-6)]
    access_median: Annotated[float, DAYS]
    """From referral to the first appointment when there is no queue."""
    access_spread: Annotated[float, SPREAD]
    accepted: Annotated[float, PROBABILITY]
    """Of referrals."""
    weeks_seen_median: Annotated[float, Unit("weeks", 1e-6)]
    weeks_seen_spread: Annotated[float, SPREAD]
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, while seen."""
    cost_per_clinician: Annotated[float, POUNDS_A_YEAR]


@dataclass(frozen=True, slots=True)
class Camhs:
    """When children are referred, and the usual route to CAMHS."""

    referral_at_entry: Annotated[float, PROBABILITY]
    """Of children with a behaviour or mental-health need."""
    referral_after_disruption: Annotated[float, PROBABILITY]
    referral_at_strain: Annotated[float, PROBABILITY]
    strain: Annotated[float, Unit("share of the way to disruption", 0.01, 1)]
    """How far a placement has gone towards disruption when the carers ask for help."""
    usual: CamhsTeam


@dataclass(frozen=True, slots=True)
class CarerConsultation:
    """A psychologist who advises foster carers."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    hours: Annotated[float, Unit("hours per week", 0)]
    hours_per_household: Annotated[float, Unit("hours per week per household", 0.05)]
    weeks: Annotated[float, Unit("weeks", 1e-6)]
    """For which a household is supported around a child."""
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, while a household is supported."""
    unskilled_agreement: Annotated[float, MULTIPLIER]
    """Takes the place of the in-house value, when a consultation can be offered with the child."""
    cost_per_hour: Annotated[float, POUNDS_EACH]


@dataclass(frozen=True, slots=True)
class CamhsSupport(Strategy):
    """The strategy: a co-located professional, and consultation with a psychologist."""

    colocated: CamhsTeam
    consultation: CarerConsultation
