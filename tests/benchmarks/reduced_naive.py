"""The reduced model as SimPy's own guides teach it: a process a child, a `Resource`, conditions, a draw a call."""

from __future__ import annotations

from collections.abc import Generator
from math import inf
from typing import Any

import numpy as np
import simpy
from simpy.events import Event, Timeout

from tests.benchmarks.reduced import ADULT, DAYS, LARGEST_FAMILY, OLDEST, Bands, Case, Log

Process = Generator[Event, Any, None]


class NaiveAuthority:
    """One run of the reduced model."""

    def __init__(self, case: Case, seed: int, replication: int) -> None:
        self.case = case
        self.env = simpy.Environment()
        self.rng = np.random.default_rng([seed, replication])
        self.in_house = simpy.Resource(self.env, capacity=case.places)
        self.log = Log()

    def run(self) -> Log:
        """Let everything happen until the end."""
        self.env.process(self.families())
        self.env.run(until=self.case.until)
        return self.log

    def families(self) -> Process:
        """Bring families, and start a process for each child."""
        while True:
            yield self.env.timeout(self.rng.exponential(DAYS / self.case.families))
            for _ in range(min(self.rng.geometric(1 / self.case.children), LARGEST_FAMILY)):
                self.env.process(self.child())

    def child(self) -> Process:
        """Follow a child through care, and back into it."""
        born = self.env.now - self.rng.uniform(0, OLDEST)
        multiplier = self.case.behaviour_multiplier if self.rng.random() < self.case.behaviour else 1.0
        while self.env.now < born + ADULT:
            yield from self.in_care(born, multiplier)
            if self.rng.random() >= self.case.returns:
                return
            yield self.env.timeout(self.rng.exponential(self.case.returns_after))

    def in_care(self, born: float, multiplier: float) -> Process:
        """Follow a child from placement to placement until it leaves."""
        care = self.log.care.begin(self.env.now)
        leaves = self.env.timeout(min(self.time_to(self.case.leaving), born + ADULT - self.env.now))
        while True:
            with self.in_house.request() as place:
                if not place.triggered:
                    emergency = self.log.emergency.begin(self.env.now)
                    happened = yield place | leaves | self.breakdown(multiplier)
                    self.log.emergency.end(emergency, self.env.now)
                if place.triggered:
                    happened = yield leaves | self.breakdown(multiplier)
            if leaves in happened:
                break
            self.log.breakdowns.append(self.env.now)
        self.log.care.end(care, self.env.now)

    def breakdown(self, multiplier: float) -> Timeout:
        """Return the event that a placement which begins now breaks down."""
        return self.env.timeout(self.time_to(self.case.disruption, multiplier))

    def time_to(self, bands: Bands, multiplier: float = 1.0) -> float:
        """Draw the days until something happens whose rate depends on the time that has passed."""
        passed = 0.0
        for length, rate in bands:
            if rate > 0:
                wait = self.rng.exponential(DAYS / (rate * multiplier))
                if wait < length:
                    return passed + wait
            passed += length
        return inf
