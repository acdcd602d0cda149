"""Growth: what a child costs in an authority ten and a hundred times the size."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from time import process_time

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.inputs.parameters import ByKind, Market, Parameters
from sim.model.model import simulate
from sim.model.pool import Pool

SEED = 2018
YEARS = 1.0
LIMIT = 1.3
CHILDREN_A_ROUND = 6000
"""About as many are simulated at each size, in so many replications, so that all are measured for as long."""


def growth(parameters: Parameters, calendar: Calendar, pool: Pool, factors: tuple[int, ...]) -> list[str]:
    """Say what a child costs at each size, beside the authority as it is before and after."""
    one = cost(parameters, calendar, pool, replications=CHILDREN_A_ROUND // 500)
    lines = [
        f"Growth ({YEARS:g} year; demand, households, enquiries, finite markets and teams times the factor,"
        " in areas of the same size)",
        f"  as it is: {1000 * one:.2f} ms per child in care at any time",
    ]
    for factor in factors:
        if factor == 1:
            continue
        before = cost(parameters, calendar, pool, replications=CHILDREN_A_ROUND // 500)
        large = cost(
            scaled(parameters, factor),
            calendar,
            replace(
                pool,
                weights=tuple(weight * factor for weight in pool.weights),
                returning=pool.returning * factor,
            ),
            replications=max(1, CHILDREN_A_ROUND // (500 * factor)),
        )
        after = cost(parameters, calendar, pool, replications=CHILDREN_A_ROUND // 500)
        ratio = large / median((before, after, one))
        verdict = "within" if ratio <= LIMIT else "NOT within"
        lines.append(
            f"  {factor} times: {1000 * large:.2f} ms per child, {ratio:.2f} times the cost"
            f" ({verdict} {LIMIT} of linear)"
        )
    return lines


def cost(parameters: Parameters, calendar: Calendar, pool: Pool, replications: int) -> float:
    """Seconds per child who is in care at some time of the run."""
    children, started = 0, process_time()
    for number in range(replications):
        register = simulate(parameters, calendar, Chance(SEED, number), YEARS, pool)
        children += len(register.children.identity)
    return (process_time() - started) / children


def scaled(parameters: Parameters, factor: float) -> Parameters:
    """The same authority, so many times as large."""
    fostering, opening, camhs = parameters.in_house_fostering, parameters.opening, parameters.camhs
    demand = parameters.demand
    assert fostering is not None
    assert opening is not None
    assert camhs is not None
    return replace(
        parameters,
        demand=replace(demand, entries_per_year=demand.entries_per_year * factor),
        in_house_fostering=replace(
            fostering, households=fostering.households * factor, enquiries=fostering.enquiries * factor
        ),
        opening=replace(
            opening,
            looked_after=opening.looked_after * factor,
            kinds=ByKind(*(children * factor for children in opening.kinds.values())),
            unaccompanied=opening.unaccompanied * factor,
        ),
        camhs=replace(camhs, usual=replace(camhs.usual, clinicians=camhs.usual.clinicians * factor)),
        agency=larger(parameters.agency, factor),
        childrens_homes=larger(parameters.childrens_homes, factor),
        secure=larger(parameters.secure, factor),
        other_residential=larger(parameters.other_residential, factor),
        supported=larger(parameters.supported, factor),
    )


def larger(market: Market | None, factor: float) -> Market | None:
    """The same market with so many times the places."""
    return None if market is None else replace(market, capacity=market.capacity * factor)
