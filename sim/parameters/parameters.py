"""All that the model is told, a part a subject: every number is declared once, with its meaning, unit and bounds.

A field's `Annotated` metadata is its `Unit`; a scenario file gives each as a quantity with value, unit, source and
date (`scenario/quantities/quantity.py`). The model reads the plain values. Optional parts (`X | None`) are off when
absent.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, fields, replace
from typing import Any

from sim.parameters.camhs import Camhs, CamhsSupport
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.demand import Demand
from sim.parameters.doors import Doors
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.fostering import ConnectedPersons, InHouseFostering
from sim.parameters.in_house_costs import InHouseCosts
from sim.parameters.leaving import Leaving
from sim.parameters.legal.legal import Legal
from sim.parameters.legal.strategies import (
    AdoptionSummit,
    CaseTracker,
    ConnectedCarersTeam,
    EarlierFamilyFinding,
    EarlyPermanence,
    ParallelPlanning,
    WeeklyLegalPlanning,
)
from sim.parameters.markets import Emergency, LivingAlone, Market
from sim.parameters.opening import Opening
from sim.parameters.out_of_hours import OutOfHours
from sim.parameters.outlook import Outlook
from sim.parameters.own_homes import OwnHomes
from sim.parameters.panel import PlacementsPanel
from sim.parameters.policy import Policy
from sim.parameters.price_growth import PriceGrowth
from sim.parameters.prices import Prices
from sim.parameters.stability import Stability
from sim.parameters.statutory.health import HealthAssessments
from sim.parameters.statutory.life_story import LifeStory
from sim.parameters.statutory.performance import Performance
from sim.parameters.statutory.reviews import Reviews
from sim.parameters.statutory.social_work import SocialWork
from sim.parameters.statutory.strategies import (
    AssessmentRecovery,
    CaseloadTransfer,
    HealthClinic,
    HealthPathway,
    MoreLifeStory,
    MoreReviewing,
    PermanentStaff,
    PracticeClinics,
    SchoolReach,
)
from sim.parameters.statutory.virtual_school import VirtualSchool
from sim.parameters.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Parameters:
    """All that the model is told. Parts that are `None` are absent."""

    demand: Demand
    leaving: Leaving
    stability: Stability
    policy: Policy
    emergency: Emergency
    prices: Prices
    price_growth: PriceGrowth | None = None
    in_house_costs: InHouseCosts | None = None
    outlook: Outlook | None = None
    doors: Doors | None = None
    in_house_fostering: InHouseFostering | None = None
    connected_persons: ConnectedPersons | None = None
    agency: Market | None = None
    childrens_homes: Market | None = None
    secure: Market | None = None
    other_residential: Market | None = None
    supported: Market | None = None
    living_alone: LivingAlone | None = None
    camhs: Camhs | None = None
    legal: Legal | None = None
    health_assessments: HealthAssessments | None = None
    reviews: Reviews | None = None
    social_work: SocialWork | None = None
    virtual_school: VirtualSchool | None = None
    life_story: LifeStory | None = None
    performance: Performance | None = None
    opening: Opening | None = None
    edge_of_care: EdgeOfCare | None = None
    ipop: PlacementsPanel | None = None
    camhs_support: CamhsSupport | None = None
    out_of_hours: OutOfHours | None = None
    carer_development: CarerDevelopment | None = None
    own_homes: OwnHomes | None = None
    legal_planning: WeeklyLegalPlanning | None = None
    plo_tracker: CaseTracker | None = None
    parallel_planning: ParallelPlanning | None = None
    family_finding: EarlierFamilyFinding | None = None
    connected_carers: ConnectedCarersTeam | None = None
    adoption_summit: AdoptionSummit | None = None
    early_permanence: EarlyPermanence | None = None
    health_pathway: HealthPathway | None = None
    health_clinic: HealthClinic | None = None
    more_reviewing: MoreReviewing | None = None
    assessment_recovery: AssessmentRecovery | None = None
    caseload_transfer: CaseloadTransfer | None = None
    permanent_staff: PermanentStaff | None = None
    school_reach: SchoolReach | None = None
    more_life_story: MoreLifeStory | None = None
    practice_clinics: PracticeClinics | None = None
    later: tuple[LaterParameters, ...] = ()
    """What holds from later days of the run on, in their order; only numbers that are read when used may differ."""

    def on(self, day: float) -> Parameters:
        """Return what holds on a day of the run."""
        if not self.later:
            return self
        number = bisect_right([one.day for one in self.later], day)
        return self if number == 0 else self.later[number - 1].parameters

    @property
    def legal_process(self) -> bool:
        """Whether courts and plans of permanence decide when children leave care."""
        return self.legal is not None and self.legal.generates > 0.0

    @property
    def statutory(self) -> bool:
        """Whether there are statutory services."""
        parts = (self.health_assessments, self.reviews, self.social_work, self.virtual_school, self.life_story)
        return any(part is not None for part in parts)

    def without_statutory(self) -> Parameters:
        """Return these without statutory services, which a base's way to its first day does not need."""
        return replace(
            self,
            health_assessments=None,
            reviews=None,
            social_work=None,
            virtual_school=None,
            life_story=None,
            performance=None,
        )

    def without_strategies(self) -> Parameters:
        """Return these without the strategies that are among them, and without what changes later."""
        absent: dict[str, Any] = {
            part.name: None for part in fields(self) if isinstance(getattr(self, part.name), Strategy)
        }
        return replace(self, later=(), **absent)


@dataclass(frozen=True, slots=True)
class LaterParameters:
    """All that the model is told from a day of the run on."""

    day: float
    parameters: Parameters
