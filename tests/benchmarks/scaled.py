"""The same authority so many times as large: demand, households, enquiries, markets and teams, in areas of one size."""

from __future__ import annotations

from dataclasses import replace

from sim.model.opening.pool import Pool
from sim.parameters.camhs import Camhs, CamhsSupport
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.fostering import InHouseFostering
from sim.parameters.markets import Market
from sim.parameters.opening import Opening
from sim.parameters.panel import PlacementsPanel
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByKind

TIMES_FROM_ONE = 10
"""Times as many children as an authority has that can be drawn from its own pool."""


def scaled(parameters: Parameters, factor: int) -> Parameters:
    """Return the authority, so many times as large; what it does not have stays absent."""
    demand = parameters.demand
    return replace(
        parameters,
        demand=replace(demand, entries_per_year=demand.entries_per_year * factor),
        in_house_fostering=fostering(parameters.in_house_fostering, factor),
        opening=opening(parameters.opening, factor),
        camhs=camhs(parameters.camhs, factor),
        agency=market(parameters.agency, factor),
        childrens_homes=market(parameters.childrens_homes, factor),
        secure=market(parameters.secure, factor),
        other_residential=market(parameters.other_residential, factor),
        supported=market(parameters.supported, factor),
        edge_of_care=edge_of_care(parameters.edge_of_care, factor),
        ipop=panel(parameters.ipop, factor),
        camhs_support=support(parameters.camhs_support, factor),
        carer_development=development(parameters.carer_development, factor),
    )


def scaled_pool(pool: Pool, factor: int) -> Pool:
    """Return the pool from which so many times as many children are drawn, with enough lives for them."""
    copies = max(1, factor // TIMES_FROM_ONE)
    return Pool(
        clusters=pool.clusters * copies,
        weights=tuple(weight * factor / copies for weight in pool.weights) * copies,
        returning=pool.returning * factor,
        empty_households=pool.empty_households,
        snapshots=pool.snapshots,
        targets=None if pool.targets is None else tuple(children * factor for children in pool.targets),
        homes=None if pool.homes is None else tuple(households * factor for households in pool.homes),
        unavailable=None if pool.unavailable is None else pool.unavailable * factor,
    )


def fostering(found: InHouseFostering | None, factor: int) -> InHouseFostering | None:
    """Return the fostering service with so many times the households and enquiries."""
    if found is None:
        return None
    return replace(found, households=found.households * factor, enquiries=found.enquiries * factor)


def opening(found: Opening | None, factor: int) -> Opening | None:
    """Return the opening margins with so many times the children."""
    if found is None:
        return None
    return replace(
        found,
        looked_after=found.looked_after * factor,
        kinds=ByKind(*(children * factor for children in found.kinds.values())),
        unaccompanied=found.unaccompanied * factor,
    )


def market(found: Market | None, factor: int) -> Market | None:
    """Return the market with so many times the places."""
    return None if found is None else replace(found, capacity=found.capacity * factor)


def camhs(found: Camhs | None, factor: int) -> Camhs | None:
    """Return the usual CAMHS with so many times the clinicians."""
    if found is None:
        return None
    return replace(found, usual=replace(found.usual, clinicians=found.usual.clinicians * factor))


def edge_of_care(found: EdgeOfCare | None, factor: int) -> EdgeOfCare | None:
    """Return the edge-of-care team with so many times the workers."""
    return None if found is None else replace(found, workers=found.workers * factor)


def panel(found: PlacementsPanel | None, factor: int) -> PlacementsPanel | None:
    """Return the placements panel with room for so many times the cases, as that many panels would have."""
    return None if found is None else replace(found, agenda=found.agenda * factor)


def support(found: CamhsSupport | None, factor: int) -> CamhsSupport | None:
    """Return the co-located clinicians and the psychologist's hours, so many times as many."""
    if found is None:
        return None
    return replace(
        found,
        colocated=replace(found.colocated, clinicians=found.colocated.clinicians * factor),
        consultation=replace(found.consultation, hours=found.consultation.hours * factor),
    )


def development(found: CarerDevelopment | None, factor: int) -> CarerDevelopment | None:
    """Return the training places and further enquiries, so many times as many."""
    if found is None:
        return None
    return replace(
        found,
        training_places=found.training_places * factor,
        extra_enquiries=found.extra_enquiries * factor,
    )
