"""The world of one replication: the parameters, chance, time and register, and each service with what it owns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.model.engine.life import Lives
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters

if TYPE_CHECKING:
    from sim.model.fostering.households import Fostering
    from sim.model.fostering.own_homes import OwnHomes
    from sim.model.lives.doors import Doors
    from sim.model.lives.leaving import LeavingCare
    from sim.model.placements.disruption import Disruption
    from sim.model.placements.matching import Matching
    from sim.model.services.camhs import Camhs
    from sim.model.services.consultation import CarerConsultations
    from sim.model.services.edge_of_care import EdgeOfCareTeam
    from sim.model.services.panel import PlacementsPanel


@dataclass(slots=True)
class World:
    """Everything that a life in care meets. Services that are absent or have no capacity are `None`."""

    parameters: Parameters
    calendar: Calendar
    chance: Chance
    lives: Lives
    register: Register
    leaving: LeavingCare = field(init=False)
    disruption: Disruption = field(init=False)
    matching: Matching = field(init=False)
    doors: Doors = field(init=False)
    fostering: Fostering | None = None
    own_homes: OwnHomes | None = None
    edge_of_care: EdgeOfCareTeam | None = None
    panel: PlacementsPanel | None = None
    camhs: Camhs | None = None
    consultation: CarerConsultations | None = None
