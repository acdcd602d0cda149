"""Small performance management, for tests by hand: what is recorded when, and practice clinics."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.parameters.statutory.performance import Performance
from sim.parameters.statutory.strategies import PracticeClinics
from sim.parameters.tables import ByPractice


def performance(**changes: Any) -> Performance:
    """Half is recorded within ten days; clinics do nothing, and are red as the shipped layer has it."""
    management = Performance(
        recording_lag=10.0,
        audits_per_month=12.0,
        red_below=ByPractice(notification=0.7, begun=0.75, education_plans=0.85, school_offers=0.95),
        clinic_effect=0.0,
        clinic_best=0.5,
    )
    return replace(management, **changes)


def practice_clinics(**changes: Any) -> PracticeClinics:
    """Clinics from the start that go the whole way at once."""
    clinics = PracticeClinics(starts=0.0, effect=1.0, cost_per_year=30_000.0)
    return replace(clinics, **changes)
