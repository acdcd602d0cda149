"""The opening cohort: who is in care on the first day, drawn from a pool of lives that the model itself has made.

The pool is made once for a scenario's inputs: long runs from nobody, looked at on many days once they are in balance,
give clusters - children in care together with their siblings in care and the households that they live in, so that
elapsed times, route, needs, siblings and household fit one another. Raking weights the clusters so that they match the
published margins; each replication draws its own sample by these weights, which meets them to the child
(`sim/model/opening/sampling.py`). Children who have gone home and will come back are sampled at their natural rate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar
from sim.foundations.chance import Chance
from sim.foundations.faults import BadInput, fault
from sim.foundations.first_day import FirstDay
from sim.model.core.kept import Cluster, PoolChild, PoolHousehold
from sim.model.model import simulate
from sim.model.opening.empty_households import expected_unavailable, homes_by_places
from sim.model.opening.margins import KINDS, PATHS, counted, in_words, published, reachable
from sim.model.opening.pool import Pool
from sim.model.opening.sampling import sample
from sim.model.opening.very_children import cells_of_children, statuses_of_children, times_of_children
from sim.model.pool.lending import lent
from sim.model.pool.raking import rake
from sim.model.pool.snapshot import RETURN_WITHIN, LongRunHistory, Snapshot
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByFinancialYear

BURN_IN_YEARS = 20
"""From nobody to balance: longer than any childhood in care."""

SNAPSHOTS = 24
MONTHS_BETWEEN = 9
"""Between the days on which a long run is looked at: coprime to the year, so that no season is favoured."""

LEAST_RUNS, MOST_RUNS = 4, 48
"""Long runs in a pool: the luck of any one of them would be common to all replications, and no interval shows it."""

ENOUGH_CHILDREN = 1200
"""Looked after in all long runs together on a day: small authorities take more runs."""

LARGE, RUNS_OF_LARGE = 1000, 2
"""From so many children looked after a long run takes long, and holds many lives itself."""

LEAST_REACHED = 0.95
"""Share of the children looked after that must be met by the weighted lives."""

MOST_GIVEN_UP = 8
"""Times that numbers which do not go together are moved towards what the lives can meet."""

LARGE_WEIGHT = 0.5
"""Of a cluster: above it most replications open with the same child."""

TRIALS = 20
"""Samples drawn when a pool is made, to tell whether every number is met."""

YEARS_OF_RUN = int(BURN_IN_YEARS + SNAPSHOTS * MONTHS_BETWEEN / 12 + RETURN_WITHIN / DAYS_PER_YEAR)
"""Of a long run."""

YEARS_OF_WEIGHTING = 5
"""Of a long run, which take about as long as what is done afterwards with what it gave."""

Hears = Callable[[int, int], None]
"""Called with how much of a pool is made, and how much there is to make; an error that it raises ends the making."""


def _nobody_hears(_done: int, _in_all: int) -> None:
    """Take the place of somebody who hears."""


def make_pool(
    parameters: Parameters,
    calendar: Calendar,
    seed: int,
    entries: float,
    long_runs: int | None = None,
    hears: Hears = _nobody_hears,
    lived: Sequence[LivesOfRuns] = (),
) -> Pool | None:
    """Return the pool for a scenario's inputs, or `None` when nobody is in care when it opens. Takes some seconds.

    The long runs, as many as `runs` says unless given, have so many `entries` a year. `hears` is told with every
    simulated year. Long runs that have been `lived` elsewhere, in order, are not made again. Raises BadInput when the
    model's lives are too unlike the margins.
    """
    opening = parameters.opening
    if opening is None or round(opening.looked_after) == 0:
        return None
    balanced = in_balance(parameters, entries)
    wanted = published(opening)
    lives = LivesOfRuns()
    number = runs(opening.looked_after) if long_runs is None else long_runs
    years, in_all = count(1), number * (YEARS_OF_RUN + YEARS_OF_WEIGHTING)
    for run in range(1, number + 1):
        lives.add(
            lived[run - 1] if lived else long_run(balanced, calendar, seed, run, lambda: hears(next(years), in_all))
        )
    copies, told = lent(lives.clusters, wanted)
    clusters = sorted([*lives.clusters, *copies], key=_order)
    in_law = opening.law is not None and parameters.legal_process
    statuses = opening.law.statuses.values() if opening.law is not None and in_law else ()
    times = opening.time_in_care.by_age() if opening.time_in_care is not None else ()
    weights, targets = weighted(clusters, wanted, statuses, times)
    fostering = parameters.in_house_fostering
    homes = homes_by_places(fostering) if fostering is not None else None
    pool = Pool(
        tuple(clusters),
        tuple(weights),
        tuple(lives.returning),
        tuple(lives.empty),
        SNAPSHOTS * number,
        targets,
        homes,
        expected_unavailable(clusters, weights, lives.empty, homes) if homes is not None else None,
        (*told, *in_words(wanted, targets), *_large_weights(clusters, weights)),
    )
    made = replace(pool, told=(*pool.told, *_missed(pool, seed)))
    hears(in_all, in_all)
    return made


def work_of(looked_after: float) -> int:
    """Return how much there is to make of a pool for so many children looked after, as those who hear count it."""
    return runs(looked_after) * (YEARS_OF_RUN + YEARS_OF_WEIGHTING) if round(looked_after) else 0


def with_very_children(pool: Pool, first_day: FirstDay) -> Pool:
    """Return a pool whose samples have the very children of a first day, and lives weighted to be like theirs.

    Nothing of it is told, kept or drawn from a rate: who the children are is known, and lives only lend what is not.
    """
    wanted = cells_of_children(first_day.children)
    clusters = [*pool.clusters, *lent(pool.clusters, wanted)[0]]
    in_law = any(child.law is not None for cluster in clusters for child in cluster.children)
    statuses = statuses_of_children(first_day.children) if in_law else ()
    times = times_of_children(first_day.children)
    weights, targets = _nearest(clusters, wanted, rake(clusters, wanted, statuses, times), statuses, times)
    homes = pool.homes
    return replace(
        pool,
        clusters=tuple(clusters),
        weights=tuple(weights),
        targets=targets,
        unavailable=expected_unavailable(clusters, weights, pool.empty_households, homes)
        if homes is not None
        else None,
        told=(),
        first_day=first_day,
    )


def runs(looked_after: float) -> int:
    """Return how many long runs make a pool for so many children looked after."""
    if looked_after > LARGE:
        return RUNS_OF_LARGE
    return min(MOST_RUNS, max(LEAST_RUNS, round(ENOUGH_CHILDREN / looked_after)))


@dataclass(slots=True)
class LivesOfRuns:
    """What long runs have given."""

    clusters: list[Cluster] = field(default_factory=list)
    returning: list[PoolChild] = field(default_factory=list)
    empty: list[PoolHousehold] = field(default_factory=list)

    def add(self, other: LivesOfRuns) -> None:
        """Add what another long run has given."""
        self.clusters.extend(other.clusters)
        self.returning.extend(other.returning)
        self.empty.extend(other.empty)


def long_run(
    balanced: Parameters, calendar: Calendar, seed: int, run: int, hear_years: Callable[[], None] = lambda: None
) -> LivesOfRuns:
    """Let the model run from nobody, and return how it stood on many days once it was in balance.

    Long runs count from 1, and have a luck that is that of no replication.
    """
    years = BURN_IN_YEARS + SNAPSHOTS * MONTHS_BETWEEN / 12 + RETURN_WITHIN / DAYS_PER_YEAR
    history = LongRunHistory(simulate(balanced, calendar, Chance(seed, -run), years, hear_years=hear_years))
    lives = LivesOfRuns()
    for number in range(SNAPSHOTS):
        snapshot = Snapshot(history, (BURN_IN_YEARS + number * MONTHS_BETWEEN / 12) * DAYS_PER_YEAR)
        lives.clusters.extend(snapshot.clusters())
        lives.returning.extend(snapshot.returning())
        lives.empty.extend(snapshot.empty_households())
    return lives


def weighted(
    clusters: Sequence[Cluster],
    wanted: Sequence[int],
    statuses: Sequence[float] = (),
    times: Sequence[Sequence[float]] = (),
) -> tuple[list[float], tuple[int, ...]]:
    """Return weights that match the whole numbers wanted, and these: where they do not go together, the nearest.

    The weights have so many children under legal `statuses`, and in care for `times` at each age, if any are given.
    """
    targets = tuple(wanted)
    weights = rake(clusters, targets, statuses, times)
    _refuse_unreached(targets, counted(clusters, weights))
    return _nearest(clusters, targets, weights, statuses, times)


def _nearest(
    clusters: Sequence[Cluster],
    targets: tuple[int, ...],
    weights: list[float],
    statuses: Sequence[float],
    times: Sequence[Sequence[float]],
) -> tuple[list[float], tuple[int, ...]]:
    """Return weights and whole numbers that go together, the nearest to these targets, which the weights aim at."""
    for _ in range(MOST_GIVEN_UP):
        found = reachable(targets, counted(clusters, weights))
        if found == targets:
            break
        targets, weights = found, rake(clusters, found, statuses, times)
    return weights, targets


def _refuse_unreached(wanted: Sequence[int], have: Sequence[float]) -> None:
    """Raise BadInput when the weighted lives are too few for the children published."""
    total, reached = sum(wanted[cell] for cell in KINDS), sum(have[cell] for cell in KINDS)
    if reached < LEAST_REACHED * total:
        scarcest = max(range(len(wanted)), key=lambda cell: wanted[cell] - have[cell])
        least = f"least of all {PATHS[scarcest]}: {have[scarcest]:.0f} of {wanted[scarcest]}"
        problem = f"of {total} children only {reached:.0f} can be made from the lives that the model gives, {least}"
        mend = "give numbers of kinds, ages and places that demand, leaving and the kinds on offer can bring about"
        raise BadInput([fault("opening", "", problem, mend)])


def _large_weights(clusters: Sequence[Cluster], weights: Sequence[float]) -> list[str]:
    """Return a word on lives that stand for so many that most replications open with them, if there are any."""
    large = [which for which, weight in enumerate(weights) if weight > LARGE_WEIGHT]
    if not large:
        return []
    children = sum(weights[which] * len(clusters[which].children) for which in large)
    return [
        f"opening: {children:.0f} children are nearly the same in all replications, for the model makes few like them"
    ]


def _missed(pool: Pool, seed: int) -> list[str]:
    """Return a word on numbers that samples miss, found by drawing some, if any do."""
    samples = [sample(pool.frame, Chance(seed, -MOST_RUNS - 1 - trial)) for trial in range(TRIALS)]
    missed = [found.missed for found in samples if found.missed]
    if not missed:
        return []
    often = f"{len(missed)} of {TRIALS} samples"
    return [f"opening: {often} miss numbers published, by {max(missed)} in all at most: they hardly go together"]


def in_balance(parameters: Parameters, entries: float) -> Parameters:
    """Return the parameters for the long run: no strategies, present levels, and as many households approved as leave.

    Without statutory services too: what they know of children on the first day is drawn by name as the run begins.

    So many `entries` come a year, whatever the scenario's own rate, which only says what comes after the first day.
    """
    fostering = parameters.in_house_fostering
    if fostering is not None and fostering.households > 0:
        approvals = fostering.enquiries * fostering.enquiries_assessed * fostering.assessments_approved
        fostering = replace(fostering, deregistration=approvals / fostering.households)
    present = at_present(parameters.without_strategies().without_statutory())
    demand = replace(present.demand, entries_per_year=entries)
    return replace(present, demand=demand, in_house_fostering=fostering, opening=None)


def at_present(parameters: Parameters) -> Parameters:
    """Return the parameters without what is said of years to come: entries and leaving go on as on the first day."""
    as_now = ByFinancialYear(1.0, 1.0, 1.0)
    return replace(
        parameters,
        demand=replace(parameters.demand, yearly_level=as_now),
        leaving=replace(parameters.leaving, yearly_level=as_now),
        outlook=None,
    )


def _order(cluster: Cluster) -> tuple[int, float]:
    """Order clusters by where the first child lives and its age, so that the pool is the same however it was made."""
    first = cluster.children[0]
    return first.placements[-1].kind, -first.born
