"""Strategies of legal process and permanence: what each changes, and the capacity without which it does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.strategy import Strategy
from sim.parameters.tables import ByAge, ByPermanencePlan
from sim.parameters.units import (
    CASES_A_MEETING,
    DAYS,
    DAYS_AFTER_START,
    MULTIPLIER,
    ODDS_RATIO,
    POSITIVE_DAYS,
    POUNDS_A_YEAR,
    POUNDS_EACH,
    PROBABILITY,
    SHARE,
    WORKERS,
    Unit,
)


@dataclass(frozen=True, slots=True)
class WeeklyLegalPlanning(Strategy):
    """A legal planning meeting that is held more often, with room for so many cases."""

    starts: Annotated[float, DAYS_AFTER_START]
    interval: Annotated[float, POSITIVE_DAYS]
    agenda: Annotated[float, CASES_A_MEETING]
    """`inf` when every case is heard; 0 means that meetings are held as before."""
    entry_risk_ratio: Annotated[float, Unit("risk ratio", 0)]
    """Risk of entering at the crisis with these meetings over without."""
    cost_per_year: Annotated[float, POUNDS_A_YEAR]

    @property
    def exists(self) -> bool:
        """Whether a meeting ever hears a case."""
        return self.agenda > 0.0


@dataclass(frozen=True, slots=True)
class CaseTracker(Strategy):
    """A list of all cases before and in court, read at fixed days, so that what lies idle is taken up."""

    starts: Annotated[float, DAYS_AFTER_START]
    interval: Annotated[float, POSITIVE_DAYS]
    """Between the days on which it is read."""
    covers: Annotated[float, SHARE]
    """Of cases, those on it."""
    agenda: Annotated[float, CASES_A_MEETING]
    """How many idle cases are chased at once; `inf` for all, 0 for none."""
    taken_up: Annotated[float, PROBABILITY]
    """That an idle case which is chased is taken up."""
    cost_per_year: Annotated[float, POUNDS_A_YEAR]

    @property
    def exists(self) -> bool:
        """Whether a case is ever chased."""
        return self.agenda > 0.0 and self.covers > 0.0


@dataclass(frozen=True, slots=True)
class ParallelPlanning(Strategy):
    """All options for a child are looked into at once, adoption among them from the start."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    share: Annotated[float, SHARE]
    """Of cases, in place of `legal.parallel`."""
    adoption_considered: Annotated[ByAge, SHARE]
    """In place of `legal.adoption_considered`."""
    named_early: Annotated[float, SHARE]
    """In place of `legal.named_early`."""
    order_odds: Annotated[float, ODDS_RATIO]
    """Of a placement order, with it over without."""
    cost_per_case: Annotated[float, POUNDS_EACH]
    """For assessments that turn out not to be needed."""

    @property
    def exists(self) -> bool:
        """Whether a case is ever planned so."""
        return self.share > 0.0


@dataclass(frozen=True, slots=True)
class EarlierFamilyFinding(Strategy):
    """Permanence is decided at the second review, and the search for adopters begins with the decision."""

    starts: Annotated[float, DAYS_AFTER_START]
    at_decision: Annotated[float, SHARE]
    """Of children with a plan for adoption, in place of `legal.adoption.starts_at_decision`."""
    decided_by_second_review: Annotated[float, PROBABILITY]
    """In place of `legal.permanence.decided_by_second_review`."""
    finders_added: Annotated[float, WORKERS]
    cost_per_finder: Annotated[float, POUNDS_A_YEAR]

    @property
    def exists(self) -> bool:
        """Whether a search ever begins earlier, or has more who do it."""
        return self.at_decision > 0.0 or self.finders_added > 0.0


@dataclass(frozen=True, slots=True)
class ConnectedCarersTeam(Strategy):
    """More assessors of relatives, friends and special guardians, and one way of assessing them."""

    starts: Annotated[float, DAYS_AFTER_START]
    assessors_added: Annotated[float, WORKERS]
    work: Annotated[float, MULTIPLIER]
    """On the days of a full assessment."""
    redone: Annotated[float, PROBABILITY]
    """In place of `legal.redone`."""
    unified: Annotated[float, SHARE]
    """In place of `legal.connected.unified`."""
    cost_per_assessor: Annotated[float, POUNDS_A_YEAR]

    @property
    def exists(self) -> bool:
        """Whether there are assessors to add."""
        return self.assessors_added > 0.0


@dataclass(frozen=True, slots=True)
class AdoptionSummit(Strategy):
    """A meeting that goes through plans of permanence, so that what lies idle is taken up."""

    starts: Annotated[float, DAYS_AFTER_START]
    interval: Annotated[float, POSITIVE_DAYS]
    covers: Annotated[ByPermanencePlan, SHARE]
    """Of children with such a plan, those within its remit."""
    agenda: Annotated[float, Unit("children per meeting", 0, endless=True)]
    """`inf` when every child is discussed; 0 means that it never meets."""
    taken_up: Annotated[float, PROBABILITY]
    """That an idle step which is discussed is taken up."""
    cost_per_year: Annotated[float, POUNDS_A_YEAR]

    @property
    def exists(self) -> bool:
        """Whether a child is ever discussed."""
        return self.agenda > 0.0 and max(self.covers.values()) > 0.0


@dataclass(frozen=True, slots=True)
class EarlyPermanence(Strategy):
    """Children live with carers who may adopt them, before a court has allowed it."""

    starts: Annotated[float, DAYS_AFTER_START]
    share: Annotated[ByAge, SHARE]
    """Of children for whom adoption is decided, in place of `legal.adoption.early_share`."""
    cost_per_placement: Annotated[float, POUNDS_EACH]

    @property
    def exists(self) -> bool:
        """Whether a child is ever placed so."""
        return max(self.share.values()) > 0.0
