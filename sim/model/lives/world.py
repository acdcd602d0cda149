"""The world of one replication: what a life in care meets, complete when it is made."""

from __future__ import annotations

from dataclasses import dataclass

from sim.foundations.codes import Kind
from sim.model.core.levels import YearlyLevels
from sim.model.core.run import Run
from sim.model.core.service import Services
from sim.model.fostering.households import Fostering
from sim.model.lives.doors import Doors
from sim.model.lives.leaving import LeavingCare
from sim.model.placements.carers import Carers
from sim.model.placements.disruption import Disruption
from sim.model.placements.emergency import EmergencyPlaces
from sim.model.placements.matching import Matching
from sim.model.placements.placement_maker import PlacementMaker
from sim.model.placements.providers import Providers


@dataclass(slots=True)
class World(Run):
    """The run, its levels, the owners of what is contested, the laws of placements and of leaving, and the services."""

    levels: YearlyLevels
    fostering: Fostering
    markets: dict[Kind, Providers]
    emergency: EmergencyPlaces
    carers: Carers
    matching: Matching
    placements: PlacementMaker
    disruption: Disruption
    leaving: LeavingCare
    doors: Doors
    services: Services
