"""The opening cohort: who is in care on the first day, drawn from a pool of lives that the model itself has made.

The pool is made once for a scenario's inputs: a long run from nobody, looked at on many days once it is in balance,
gives clusters - children in care together with their siblings in care and the households that they live in, so that
elapsed times, route, needs, siblings and household fit one another. Raking weights the clusters so that they match the
published margins; each replication draws its own sample by these weights. Children who have gone home and
will come back are sampled at their natural rate, as are empty households.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR, Calendar, age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location, Route, Sex
from sim.inputs.parameters import Opening, Parameters
from sim.model.register import NOBODY, Register

if TYPE_CHECKING:
    from sim.model.world import World

BURN_IN_YEARS = 20
"""From nobody to balance: longer than any childhood in care."""

SNAPSHOTS = 24
MONTHS_BETWEEN = 9
"""Between the days on which the long run is looked at: coprime to the year, so that no season is favoured."""

HISTORY = 400.0
"""Days of past placements that a child brings along, for the indicators that look back a year."""

RAKING_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class PastPlacement:
    """A placement in the present period of care, with days relative to the day of the snapshot."""

    kind: Kind
    location: Location
    household: int
    """Which of the cluster's households, or NOBODY."""
    began: float
    notice: float
    """Infinite when no notice has been given."""
    ended: float
    """Infinite for the present placement, unless notice has been given: then the day of the move."""
    why: int
    first_choice: bool
    emergency: bool
    matched: bool
    split: bool
    step_down: bool
    days_searched: float
    weekly_price: float


@dataclass(frozen=True, slots=True)
class PoolChild:
    """A child in care on the day of the snapshot (or about to come back), with days relative to it."""

    family: int
    born: float
    sex: Sex
    behaviour: bool
    disability: bool
    route: Route
    episode: int
    entered: float
    """Positive for a child who has left and will come back on that day."""
    decided: float
    cause: int
    placements: tuple[PastPlacement, ...]
    """The present one last."""
    camhs_referred: float
    """Infinite when CAMHS is not involved, as is the next when the child only waits."""
    camhs_seen: float


@dataclass(frozen=True, slots=True)
class PoolHousehold:
    """A household as it was on the day of the snapshot."""

    approved: float
    places: int
    location: Location
    ages: int
    skills: int
    agreement: float
    resting: bool
    staying_put: tuple[float, ...]
    """Days for which each young person staying put will still keep a place."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Children who belong together, through siblings or a shared household, and those households."""

    children: tuple[PoolChild, ...]
    households: tuple[PoolHousehold, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """Clusters in care with their weights, children who will come back, and empty households."""

    clusters: tuple[Cluster, ...]
    weights: tuple[float, ...]
    returning: tuple[PoolChild, ...]
    empty_households: tuple[PoolHousehold, ...]
    snapshots: int

    def sample(self, chance: Chance) -> list[Cluster]:
        """Return the clusters in care of one replication: a systematic sample, near each margin's target."""
        return [self.clusters[which] for which in systematic(self.weights, chance.uniform("opening cohort", 0))]

    def open(self, world: World) -> None:
        """Bring the opening cohort of this replication into the world."""
        from sim.model.opening import open_world  # which reads the pool that is declared here

        open_world(self, world)


def systematic(weights: Sequence[float], u: float) -> list[int]:
    """Return the indices of a systematic sample: each index as often as its weight says, give or take one."""
    chosen = []
    total, next_point = 0.0, u
    for which, weight in enumerate(weights):
        total += weight
        while next_point < total:
            chosen.append(which)
            next_point += 1.0
    return chosen


# --- making the pool


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


POOL_REPLICATION = -1
"""The long run's replication number: its luck is that of no replication."""


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
        carer_development=None,
    )


def _order(cluster: Cluster) -> tuple[int, float]:
    """Order clusters by where the first child lives and its age, so that a systematic sample is balanced."""
    first = cluster.children[0]
    return first.placements[-1].kind, -first.born


class History:
    """The long run's register with what belongs together put together, once for all the days that are looked at."""

    def __init__(self, register: Register) -> None:
        self.register = register
        episodes = register.episodes
        self.placements: list[list[int]] = [[] for _ in episodes.child]
        """Rows of each episode, in order."""
        for row, episode in enumerate(register.placements.episode):
            self.placements[episode].append(row)
        known = {(episodes.child[row], number): row for row, number in enumerate(episodes.number)}
        self.came_back = [
            (row, known[episodes.child[row], number - 1]) for row, number in enumerate(episodes.number) if number > 1
        ]
        """Each episode that is a return to care, with the one before it."""


class Snapshot:
    """The long run's register as it stood on one day."""

    def __init__(self, history: History, day: float) -> None:
        register = history.register
        self._history = history
        self._register = register
        self._day = day
        episodes, began = register.episodes, register.placements.began
        self._placements: dict[int, list[int]] = {}
        for row, ended in enumerate(episodes.ended):
            if not ended <= day and episodes.began[row] <= day:
                past = [placement for placement in history.placements[row] if began[placement] <= day]
                if past:
                    self._placements[row] = past
        self._open = list(self._placements)
        self._spells: dict[int, list[int]] = {}
        for row, household in enumerate(register.spells.household):
            if register.spells.began[row] <= day < register.spells.ended[row]:
                self._spells.setdefault(household, []).append(row)
        self._camhs: dict[int, int] = {}
        referrals = register.referrals
        for row, child in enumerate(referrals.child):
            if referrals.referred[row] <= day and not referrals.ended[row] <= day:
                self._camhs[child] = row

    def clusters(self) -> list[Cluster]:
        """Return the clusters of children in care."""
        return [self._cluster(episodes) for episodes in self._together()]

    def _together(self) -> Iterable[list[int]]:
        """Return the open episodes in groups linked by family or by household."""
        children, episodes = self._register.children, self._register.episodes
        groups: dict[tuple[str, int], list[int]] = {}
        leader: dict[int, int] = {}

        def root(episode: int) -> int:
            while leader[episode] != episode:
                leader[episode] = leader[leader[episode]]
                episode = leader[episode]
            return episode

        for episode in self._open:
            leader[episode] = episode
            family = children.family[episodes.child[episode]]
            household = self._register.placements.household[self._placements[episode][-1]]
            names = [("family", family)] + ([("household", household)] if household != NOBODY else [])
            for name in names:
                others = groups.setdefault(name, [])
                if others:
                    leader[root(episode)] = root(others[0])
                others.append(episode)
        linked: dict[int, list[int]] = {}
        for episode in self._open:
            linked.setdefault(root(episode), []).append(episode)
        return linked.values()

    def _cluster(self, episodes: list[int]) -> Cluster:
        present = [self._register.placements.household[self._placements[episode][-1]] for episode in episodes]
        households = sorted({household for household in present if household != NOBODY})
        return Cluster(
            tuple(self._child(episode, households) for episode in episodes),
            tuple(self._household(household) for household in households),
        )

    def _child(self, episode: int, households: Sequence[int]) -> PoolChild:
        register, day = self._register, self._day
        rows = register.episodes
        child = rows.child[episode]
        decided = rows.decided[episode] - day
        camhs = self._camhs.get(child)
        seen = register.referrals.seen[camhs] - day if camhs is not None else inf
        history = [row for row in self._placements[episode] if not register.placements.ended[row] < day - HISTORY]
        return PoolChild(
            family=register.children.family[child],
            born=register.children.born[child] - day,
            sex=Sex(register.children.sex[child]),
            behaviour=register.children.behaviour[child],
            disability=register.children.disability[child],
            route=Route(rows.route[episode]),
            episode=rows.number[episode],
            entered=rows.began[episode] - day,
            decided=decided if decided <= 0 else inf,
            cause=rows.cause[episode] if decided <= 0 else NOBODY,
            placements=tuple(self._placement(row, households) for row in history),
            camhs_referred=register.referrals.referred[camhs] - day if camhs is not None else inf,
            camhs_seen=seen if seen <= 0 else inf,
        )

    def _placement(self, row: int, households: Sequence[int]) -> PastPlacement:
        rows, day = self._register.placements, self._day
        household = rows.household[row]
        past = rows.ended[row] <= day
        noticed = rows.notice[row] <= day
        return PastPlacement(
            kind=Kind(rows.kind[row]),
            location=Location(rows.location[row]),
            household=households.index(household) if household in households else NOBODY,
            began=rows.began[row] - day,
            notice=rows.notice[row] - day if noticed else inf,
            ended=rows.ended[row] - day if past or noticed else inf,
            why=rows.why[row] if past or noticed else NOBODY,
            first_choice=rows.first_choice[row],
            emergency=rows.emergency[row],
            matched=rows.matched[row],
            split=rows.split[row],
            step_down=rows.step_down[row],
            days_searched=rows.days_searched[row],
            weekly_price=rows.weekly_price[row],
        )

    def _household(self, household: int) -> PoolHousehold:
        rows, spells = self._register.households, self._register.spells
        mine = self._spells.get(household, [])
        return PoolHousehold(
            approved=rows.approved[household] - self._day,
            places=rows.places[household],
            location=Location(rows.location[household]),
            ages=rows.ages[household],
            skills=rows.skills[household],
            agreement=rows.agreement[household],
            resting=any(not spells.staying_put[spell] for spell in mine),
            staying_put=tuple(spells.ended[spell] - self._day for spell in mine if spells.staying_put[spell]),
        )

    def empty_households(self) -> list[PoolHousehold]:
        """Return the households in which no looked-after child lives."""
        placements = self._register.placements
        lived_in = {placements.household[self._placements[episode][-1]] for episode in self._open}
        rows, day = self._register.households, self._day
        return [
            self._household(household)
            for household in range(len(rows.identity))
            if rows.approved[household] <= day and not rows.left[household] <= day and household not in lived_in
        ]

    def returning(self) -> list[PoolChild]:
        """Return the children out of care on the day who come back within the next years of the long run."""
        rows, day = self._register.episodes, self._day
        chosen = []
        for episode, earlier in self._history.came_back:
            if day < rows.began[episode] <= day + RETURN_WITHIN and rows.ended[earlier] <= day:
                self._placements.setdefault(episode, [])
                chosen.append(replace(self._child(episode, ()), episode=rows.number[earlier]))
        return chosen


RETURN_WITHIN = 5 * DAYS_PER_YEAR
"""How far ahead children who will come back are looked for; the long run goes on that long after the last day."""


# --- raking


@dataclass(frozen=True, slots=True)
class Margin:
    """One published number, and how many of it each cluster has."""

    target: float
    counts: tuple[tuple[int, int, float], ...]
    """(cluster, how many, share of the cluster's children) where there are any."""


def margins(clusters: Sequence[Cluster], opening: Opening) -> list[Margin]:
    """Return the margins that the opening cohort is shaped to."""
    total = opening.looked_after
    features: dict[tuple[str, int], float] = {}
    for band in range(len(AGE_BAND_STARTS)):
        features["age", band] = total * opening.age_shares[band]
    scale = total / sum(opening.kinds.values())
    for kind in Kind:
        features["kind", kind] = opening.kinds[kind] * scale
    for location in Location:
        features["location", location] = total * opening.location_shares[location]
    features["unaccompanied", 1] = opening.unaccompanied
    features["unaccompanied", 0] = total - opening.unaccompanied
    counts: dict[tuple[str, int], dict[int, int]] = {feature: {} for feature in features}
    for which, cluster in enumerate(clusters):
        for child in cluster.children:
            present = child.placements[-1]
            for feature in (
                ("age", age_band(-child.born)),
                ("kind", present.kind),
                ("location", present.location),
                ("unaccompanied", int(child.route is Route.UNACCOMPANIED)),
            ):
                here = counts[feature]
                here[which] = here.get(which, 0) + 1
    sizes = [len(cluster.children) for cluster in clusters]
    return [
        Margin(target, tuple((which, number, number / sizes[which]) for which, number in counts[feature].items()))
        for feature, target in features.items()
    ]


def rake(clusters: Sequence[Cluster], opening: Opening) -> list[float]:
    """Return a weight for each cluster such that weighted counts match the margins, as near as they can together.

    Iterative proportional fitting on clusters: a margin that is too low raises each cluster's weight by the ratio to
    the power of the share of the cluster's children who have it. A margin that no cluster has stays unmet.
    """
    weights = [opening.looked_after / max(1, sum(len(cluster.children) for cluster in clusters))] * len(clusters)
    targets = margins(clusters, opening)
    for _ in range(RAKING_ROUNDS):
        for margin in targets:
            have = sum(weights[which] * number for which, number, _ in margin.counts)
            if have <= 0:
                continue
            ratio = margin.target / have
            factors = {share: ratio**share for share in {share: None for _, _, share in margin.counts}}
            for which, _, share in margin.counts:
                weights[which] *= factors[share]
    return weights
