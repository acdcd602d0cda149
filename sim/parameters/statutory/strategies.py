"""Strategies for statutory services: what each changes, and the capacity without which it does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.strategy import Strategy
from sim.parameters.units import (
    DAYS,
    DAYS_AFTER_START,
    MULTIPLIER,
    OFFICERS,
    PER_YEAR,
    POUNDS_A_WEEK,
    POUNDS_A_YEAR,
    POUNDS_EACH,
    PROBABILITY,
    SHARE,
    SLOTS_A_CLINIC,
    WORKERS,
    WORKING_DAYS,
    Unit,
)


@dataclass(frozen=True, slots=True)
class HealthPathway(Strategy):
    """Health is told sooner, consent is signed at entry, and host areas have agreed when they see children."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    coordinators: Annotated[float, WORKERS]
    """0 means that nothing changes."""
    notification_median: Annotated[float, WORKING_DAYS]
    """In place of `health_assessments.notification_median`, in the end."""
    consent_ratio: Annotated[float, MULTIPLIER]
    """On `health_assessments.consent_missing`, in the end."""
    host_median: Annotated[float, DAYS]
    """In place of `health_assessments.host_median`, in the end."""
    cost_per_coordinator: Annotated[float, POUNDS_A_YEAR]

    @property
    def exists(self) -> bool:
        """Whether anybody does it."""
        return self.coordinators > 0.0


@dataclass(frozen=True, slots=True)
class HealthClinic(Strategy):
    """More appointments in the council's own clinic."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    extra_slots: Annotated[float, SLOTS_A_CLINIC]
    cost_per_slot: Annotated[float, POUNDS_EACH]
    """Paid by the NHS."""

    @property
    def exists(self) -> bool:
        """Whether there are appointments to add."""
        return self.extra_slots > 0.0


@dataclass(frozen=True, slots=True)
class MoreReviewing(Strategy):
    """More independent reviewing officers."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    officers: Annotated[float, OFFICERS]
    """Each costs `reviews.cost_per_officer`."""

    @property
    def exists(self) -> bool:
        """Whether there are officers to add."""
        return self.officers > 0.0


@dataclass(frozen=True, slots=True)
class AssessmentRecovery(Strategy):
    """Workers who bring assessments up to date for a time, and a day by which each is to be begun."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    workers: Annotated[float, WORKERS]
    updates_per_worker: Annotated[float, PER_YEAR]
    begun_mean: Annotated[float, DAYS]
    """In place of `social_work.begun_mean`, while it lasts and after."""
    until_days: Annotated[float, DAYS]
    """After which the workers leave."""
    cost_per_worker: Annotated[float, POUNDS_A_YEAR]

    @property
    def exists(self) -> bool:
        """Whether anybody does it."""
        return self.workers > 0.0


@dataclass(frozen=True, slots=True)
class CaseloadTransfer(Strategy):
    """Children in need go back to the teams that are trained for them."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    share: Annotated[float, SHARE]
    """Of `social_work.cin_cases`."""
    workers_follow: Annotated[float, SHARE]
    """Of the hours of those cases, what goes with them."""
    cost_per_case: Annotated[float, POUNDS_A_YEAR]
    """To the team that takes a case whose hours have not come with it."""

    @property
    def exists(self) -> bool:
        """Whether any case goes."""
        return self.share > 0.0


@dataclass(frozen=True, slots=True)
class PermanentStaff(Strategy):
    """Employees in place of agency workers, and fewer who leave."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    hires: Annotated[float, WORKERS]
    """Agency workers' posts that employees may fill at most."""
    agency: Annotated[float, SHARE]
    """In place of `social_work.agency`, in the end, as far as there are hires."""
    turnover: Annotated[float, PER_YEAR]
    """In place of `social_work.turnover`, in the end."""
    cost_per_hire: Annotated[float, POUNDS_EACH]

    @property
    def exists(self) -> bool:
        """Whether anybody is hired."""
        return self.hires > 0.0


@dataclass(frozen=True, slots=True)
class SchoolReach(Strategy):
    """The virtual school reaches schools outside the authority, and has a word in planned moves."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    officers: Annotated[float, OFFICERS]
    late_ratio: Annotated[float, MULTIPLIER]
    """On `virtual_school.late_share`, in the end."""
    moves_ratio: Annotated[float, MULTIPLIER]
    """On `virtual_school.moves_with_placement`, in the end."""
    protects_key_stage_4: Annotated[float, PROBABILITY]
    """In place of `virtual_school.protects_key_stage_4`."""
    transport: Annotated[float, POUNDS_A_WEEK]
    """For each child who stays at a school that would have been changed."""

    @property
    def exists(self) -> bool:
        """Whether there are officers to add."""
        return self.officers > 0.0


@dataclass(frozen=True, slots=True)
class MoreLifeStory(Strategy):
    """More workers who make life-story books."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    workers: Annotated[float, WORKERS]
    """Each costs `life_story.cost_per_worker`."""

    @property
    def exists(self) -> bool:
        """Whether there are workers to add."""
        return self.workers > 0.0


@dataclass(frozen=True, slots=True)
class PracticeClinics(Strategy):
    """Monthly clinics in which managers and workers go through what is red on the performance report."""

    starts: Annotated[float, DAYS_AFTER_START]
    effect: Annotated[float, Unit("share a month", 0, 1)]
    """In place of `performance.clinic_effect`; 0 means that nothing changes."""
    cost_per_year: Annotated[float, POUNDS_A_YEAR]

    @property
    def exists(self) -> bool:
        """Whether they do anything."""
        return self.effect > 0.0
