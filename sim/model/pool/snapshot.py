"""Snapshots: the register of a long run as it stood on one day, cut into clusters of lives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, Location, Route, Sex
from sim.model.core.kept import Cluster, PastPlacement, PoolChild, PoolHousehold
from sim.model.pool.law_snapshot import LawHistory
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register

HISTORY = 400.0
"""Days of past placements that a child brings along, for the indicators that look back a year."""

RETURN_WITHIN = 5 * DAYS_PER_YEAR
"""How far ahead children who will come back are looked for; the long run goes on that long after the last day."""


class LongRunHistory:
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
        self.law = LawHistory(register)


class Snapshot:
    """The long run's register as it stood on one day."""

    def __init__(self, history: LongRunHistory, day: float) -> None:
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
        lived_in = self._placements[episode]
        history = [row for row in lived_in if not register.placements.ended[row] < day - HISTORY]
        return PoolChild(
            family=register.children.family[child],
            born=register.children.born[child] - day,
            sex=Sex(register.children.sex[child]),
            behaviour=register.children.behaviour_since[child] <= day,
            disability=register.children.disability[child],
            route=Route(rows.route[episode]),
            episode=rows.number[episode],
            entered=rows.began[episode] - day,
            decided=decided if decided <= 0 else inf,
            cause=rows.cause[episode] if decided <= 0 else NOBODY,
            placements=tuple(self._placement(row, households) for row in history),
            camhs_referred=register.referrals.referred[camhs] - day if camhs is not None else inf,
            camhs_seen=seen if seen <= 0 else inf,
            law=self._history.law.of(episode, lived_in[-1], day) if lived_in else None,
        )

    def _placement(self, row: int, households: Sequence[int]) -> PastPlacement:
        rows, day = self._register.placements, self._day
        household = rows.household[row]
        past = rows.ended[row] <= day
        noticed = rows.notice[row] <= day
        return PastPlacement(
            kind=Kind(rows.kind[row]),
            sought=Kind(rows.sought[row]),
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
            home=rows.home[row],
            kept=rows.kept[row] - day if rows.kept[row] <= day else inf,
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
            closing=rows.closing[household] <= self._day,
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
                chosen.append(self._child(episode, ())._replace(episode=rows.number[earlier]))
        return chosen
