"""One replication: builds the world from parameters, lets it run, and returns its register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar
from sim.foundations.chance import Chance
from sim.model.core.levels import levels
from sim.model.core.run import Run
from sim.model.core.service import Service, Services
from sim.model.demand.families import FamiliesAtRisk
from sim.model.engine.life import Lives
from sim.model.fostering.households import Fostering, draw_household
from sim.model.fostering.recruitment import recruit
from sim.model.in_force import change_in_time
from sim.model.legal.legal_process import LegalProcess
from sim.model.lives.doors import Doors
from sim.model.lives.leaving import LeavingCare
from sim.model.lives.plans import decide_return
from sim.model.lives.world import World
from sim.model.opening.names import FOUNDING
from sim.model.opening.opening import open_world
from sim.model.opening.pool import Pool
from sim.model.placements.carers import Carers
from sim.model.placements.disruption import Disruption
from sim.model.placements.emergency import EmergencyPlaces
from sim.model.placements.markets import markets_of
from sim.model.placements.matching import Matching
from sim.model.placements.own_homes import OwnHomes
from sim.model.placements.placement_maker import PlacementMaker
from sim.model.register.register import Register
from sim.model.services.camhs import Camhs
from sim.model.services.carer_development import CarerDevelopmentProgramme
from sim.model.services.consultation import CarerConsultations
from sim.model.services.edge_of_care import EdgeOfCareTeam
from sim.model.services.out_of_hours import OutOfHoursSupport
from sim.model.services.panel import PlacementsPanel
from sim.model.services.transfer_scheme import TransferScheme
from sim.model.statutory.statutory_services import statutory_services
from sim.parameters.parameters import Parameters


def simulate(
    parameters: Parameters,
    calendar: Calendar,
    chance: Chance,
    years: float,
    pool: Pool | None = None,
    hear_years: Callable[[], None] | None = None,
) -> Register:
    """Return the register of one replication of `years` years from the calendar's start.

    With a `pool` the opening cohort is drawn from it; without, nobody is in care and the households are new.
    `hear_years` is called whenever a year has gone by; an error that it raises ends the run.
    """
    world = build(parameters, calendar, chance, years)
    if pool is not None:
        open_world(pool, world)
    elif world.fostering.exists:
        found_households(world.fostering, chance)
    start(world)
    if hear_years is not None:
        world.lives.heard(DAYS_PER_YEAR, hear_years)
    world.lives.run()
    world.register.events = world.lives.events
    return world.register


def build(parameters: Parameters, calendar: Calendar, chance: Chance, years: float) -> World:
    """Return a world in which nothing has happened yet."""
    lives = Lives(calendar.horizon(years))
    register = Register(since=0.0, until=lives.horizon)
    run = Run(parameters, calendar, chance, lives, register)
    by_year = levels(parameters, calendar, chance)
    services = Services()
    fostering = Fostering(parameters.in_house_fostering, chance, lives, register, services)
    own_homes = OwnHomes(parameters.own_homes, parameters.living_alone, chance, lives, register)
    markets = markets_of(run)
    emergency = EmergencyPlaces(parameters.emergency, markets, chance)
    carers = Carers(run, fostering, markets, services)
    world = World(
        parameters,
        calendar,
        chance,
        lives,
        register,
        by_year,
        fostering,
        markets,
        emergency,
        carers,
        Matching(run, carers, own_homes, markets),
        PlacementMaker(run, fostering, own_homes, markets, emergency),
        Disruption(run, services),
        LeavingCare(parameters, by_year, chance, services),
        Doors(run, markets, parameters.doors, services),
        services,
    )
    services.begin(list(_services(world)))
    change_in_time(run, world)
    return world


def _services(world: World) -> Iterator[Service]:
    """Yield the services that the parameters tell of, in the order in which they are told of moments."""
    parameters = world.parameters
    support = parameters.camhs_support
    if parameters.outlook is not None and parameters.outlook.unaccompanied is not None:
        yield TransferScheme(world, parameters.outlook.unaccompanied)
    if parameters.legal is not None and parameters.legal_process:
        yield LegalProcess(world, parameters.legal)
    if parameters.camhs is not None:
        yield Camhs(world, parameters.camhs, support.colocated if support is not None else None)
    if parameters.out_of_hours is not None:
        yield OutOfHoursSupport(world, world.fostering, parameters.out_of_hours)
    if parameters.carer_development is not None:
        yield CarerDevelopmentProgramme(world, world.fostering, parameters.carer_development)
    if support is not None:
        yield CarerConsultations(world, support.consultation)
    if parameters.ipop is not None:
        yield PlacementsPanel(world, world.fostering, world.carers, parameters.ipop)
    if parameters.edge_of_care is not None:
        yield EdgeOfCareTeam(world, parameters.edge_of_care, partial(decide_return, world))
    yield from statutory_services(world, world.services)


def found_households(fostering: Fostering, chance: Chance) -> None:
    """Approve on day 0 as many new households as the authority has."""
    for number in range(int(fostering.parameters.households)):
        fostering.join(draw_household(chance, fostering.parameters, FOUNDING | number, fostering.areas), 0.0)


def start(world: World) -> None:
    """Set going what comes from outside: enquiries about fostering, and families at risk."""
    if world.fostering.exists:
        recruit(world, world.fostering, world.services)
    FamiliesAtRisk(world).begin()
