"""One replication: builds the world from parameters, lets it run, and returns its register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.model.demand.families import FamiliesAtRisk
from sim.model.engine.life import Lives
from sim.model.fostering.households import Fostering, draw_household
from sim.model.fostering.own_homes import OwnHomes
from sim.model.fostering.recruitment import recruit
from sim.model.lives.doors import Doors
from sim.model.lives.leaving import LeavingCare
from sim.model.lives.world import World
from sim.model.opening.names import FOUNDING
from sim.model.placements.disruption import Disruption
from sim.model.placements.matching import Matching
from sim.model.register.register import Register
from sim.model.services.camhs import Camhs
from sim.model.services.carer_development import CarerDevelopmentProgramme
from sim.model.services.consultation import CarerConsultations
from sim.model.services.edge_of_care import EdgeOfCareTeam
from sim.model.services.out_of_hours import OutOfHoursSupport
from sim.model.services.panel import PlacementsPanel
from sim.parameters.parameters import Parameters

if TYPE_CHECKING:
    from sim.model.opening.pool import Pool


def simulate(
    parameters: Parameters, calendar: Calendar, chance: Chance, years: float, pool: Pool | None = None
) -> Register:
    """Return the register of one replication of `years` years from the calendar's start.

    With a `pool` the opening cohort is drawn from it; without, nobody is in care and the households are new.
    """
    world = build(parameters, calendar, chance, years)
    if pool is not None:
        pool.open(world)
    elif world.fostering is not None:
        found_households(world.fostering, chance)
    start(world)
    world.lives.run()
    world.register.events = world.lives.events
    return world.register


def build(parameters: Parameters, calendar: Calendar, chance: Chance, years: float) -> World:
    """Return a world in which nothing has happened yet. Services without capacity are left out."""
    horizon = calendar.horizon(years)
    register = Register(since=0.0, until=horizon)
    world = World(parameters, calendar, chance, Lives(horizon), register)
    world.leaving = LeavingCare(parameters.leaving, chance)
    if parameters.in_house_fostering is not None:
        world.fostering = Fostering(parameters.in_house_fostering, chance, world.lives, register)
    if parameters.own_homes is not None:
        homes = OwnHomes(parameters.own_homes, parameters.living_alone, chance, world.lives, register)
        world.own_homes = homes
    world.matching = Matching(world)
    world.doors = Doors(world, parameters.doors)
    world.disruption = Disruption(world)
    _add_services(world)
    return world


def _add_services(world: World) -> None:
    parameters = world.parameters
    if parameters.edge_of_care is not None:
        team = EdgeOfCareTeam(world, parameters.edge_of_care)
        world.edge_of_care = team if team.exists else None
    if parameters.ipop is not None and parameters.ipop.agenda > 0:
        world.panel = PlacementsPanel(world, parameters.ipop)
    support = parameters.camhs_support
    if parameters.camhs is not None:
        world.camhs = Camhs(world, parameters.camhs, support.colocated if support is not None else None)
    if support is not None:
        consultation = CarerConsultations(world, support.consultation)
        world.consultation = consultation if consultation.exists else None
    if world.fostering is None:
        return
    if parameters.out_of_hours is not None and parameters.out_of_hours.coverage > 0:
        world.fostering.welcomes = OutOfHoursSupport(world, world.fostering, parameters.out_of_hours).approved
    if parameters.carer_development is not None:
        CarerDevelopmentProgramme(world, world.fostering, parameters.carer_development)


def found_households(fostering: Fostering, chance: Chance) -> None:
    """Approve on day 0 as many new households as the authority has."""
    for number in range(int(fostering.parameters.households)):
        fostering.join(draw_household(chance, fostering.parameters, FOUNDING | number, fostering.areas), 0.0)


def start(world: World) -> None:
    """Set going what comes from outside: enquiries about fostering, and families at risk."""
    development = world.parameters.carer_development
    if world.fostering is not None:
        if development is not None:
            recruit(world, world.fostering, development.extra_enquiries, development.starts)
        else:
            recruit(world, world.fostering)
    FamiliesAtRisk(world).begin()
