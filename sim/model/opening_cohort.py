"""The opening cohort: who is in care on the first day, drawn from a pool of lives that the model itself has made.

The pool is made once for a scenario's inputs: a long run from nobody, looked at on many days once it is in balance,
gives clusters - children in care together with their siblings in care and the households that they live in, so that
elapsed times, route, needs, siblings and household fit one another. Raking weights the clusters so that they match the
published margins; each replication draws its own sample by these weights. Children who have gone home and
will come back are sampled at their natural rate, as are empty households.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar
from sim.foundations.chance import Chance
from sim.inputs.parameters import Parameters
from sim.model.pool import Cluster, Pool, PoolChild, PoolHousehold
from sim.model.raking import rake
from sim.model.snapshot import RETURN_WITHIN, History, Snapshot

if TYPE_CHECKING:
    pass


BURN_IN_YEARS = 20
"""From nobody to balance: longer than any childhood in care."""

SNAPSHOTS = 24
MONTHS_BETWEEN = 9
"""Between the days on which the long run is looked at: coprime to the year, so that no season is favoured."""

POOL_REPLICATION = -1
"""The long run's replication number: its luck is that of no replication."""


def make_pool(parameters: Parameters, calendar: Calendar, seed: int) -> Pool | None:
    """Return the pool for a scenario's inputs, or `None` when it has no opening margins. Takes some seconds."""
    from sim.model.model import simulate  # the pool is made by the model that opens with it

    if parameters.opening is None:
        return None
    years = BURN_IN_YEARS + SNAPSHOTS * MONTHS_BETWEEN / 12 + RETURN_WITHIN / DAYS_PER_YEAR
    register = simulate(in_balance(parameters), calendar, Chance(seed, POOL_REPLICATION), years)
    days = [(BURN_IN_YEARS + number * MONTHS_BETWEEN / 12) * DAYS_PER_YEAR for number in range(SNAPSHOTS)]
    clusters: list[Cluster] = []
    returning: list[PoolChild] = []
    empty: list[PoolHousehold] = []
    history = History(register)
    for day in days:
        snapshot = Snapshot(history, day)
        clusters.extend(snapshot.clusters())
        returning.extend(snapshot.returning())
        empty.extend(snapshot.empty_households())
    clusters.sort(key=_order)
    weights = rake(clusters, parameters.opening)
    return Pool(tuple(clusters), tuple(weights), tuple(returning), tuple(empty), SNAPSHOTS)


def in_balance(parameters: Parameters) -> Parameters:
    """Return the parameters for the long run: no strategies, no trend, and as many households approved as leave."""
    demand = replace(parameters.demand, trend=0.0)
    fostering = parameters.in_house_fostering
    if fostering is not None and fostering.households > 0:
        approvals = fostering.enquiries * fostering.enquiries_assessed * fostering.assessments_approved
        fostering = replace(fostering, deregistration=approvals / fostering.households)
    return replace(
        parameters,
        demand=demand,
        in_house_fostering=fostering,
        opening=None,
        edge_of_care=None,
        ipop=None,
        camhs_support=None,
        out_of_hours=None,
        own_homes=None,
        carer_development=None,
    )


def _order(cluster: Cluster) -> tuple[int, float]:
    """Order clusters by where the first child lives and its age, so that a systematic sample is balanced."""
    first = cluster.children[0]
    return first.placements[-1].kind, -first.born
