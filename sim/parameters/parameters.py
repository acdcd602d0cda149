"""All that the model is told, a part a subject: every number is declared once, with its meaning, unit and bounds.

A field's `Annotated` metadata is its `Unit`; a scenario file gives each as a quantity with value, unit, source and
date (`scenario/quantities/quantity.py`). The model reads the plain values. Optional parts (`X | None`) are off when
absent.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sim.parameters.camhs import Camhs, CamhsSupport
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.demand import Demand
from sim.parameters.doors import Doors
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.fostering import ConnectedPersons, InHouseFostering
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
from sim.parameters.prices import Prices
from sim.parameters.stability import Stability
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

    @property
    def legal_process(self) -> bool:
        """Whether courts and plans of permanence decide when children leave care."""
        return self.legal is not None and self.legal.generates > 0.0

    def without_strategies(self) -> Parameters:
        """Return these without the strategies that are among them."""
        absent: dict[str, Any] = {
            part.name: None for part in fields(self) if isinstance(getattr(self, part.name), Strategy)
        }
        return replace(self, **absent)
