"""A first day that is to be made: whoever has it can live its long runs, and make the children of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from sim.experiments.running.study import opening_days, opening_inputs
from sim.fitting.stays import mean_stay
from sim.foundations.calendar import Calendar
from sim.model.opening.pool import Pool
from sim.model.pool.making import LivesOfRuns, in_balance, long_run, make_pool, runs
from sim.offline.known_stays import KnownStays
from sim.parameters.parameters import Parameters
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class DayToMake:
    """All that decides a first day on which somebody is in care."""

    scenario: Scenario
    """The one whose first day it is; others open with the same children."""
    calendar: Calendar
    seed: int
    entries: float | None
    """Children who enter in a year of the long runs; None as long as it is not known how long children stay."""
    long_runs: int

    @classmethod
    def of(cls, scenario: Scenario, calendar: Calendar, seed: int, stays: KnownStays) -> DayToMake | None:
        """Return the first day of a scenario, None where nobody is in care on it. Raises BadInput."""
        opening = scenario.parameters.opening
        if opening is None or round(opening.looked_after) == 0:
            return None
        return cls(scenario, calendar, seed, stays.entries(scenario.parameters), runs(opening.looked_after))

    @property
    def digest(self) -> str:
        """Return a digest of all that decides it: not of strategies, nor of how long or how often it is run."""
        inputs = (opening_inputs(self.parameters), opening_days(self.parameters, self.calendar), self.seed)
        return sha256(repr(inputs).encode()).hexdigest()

    @property
    def parameters(self) -> Parameters:
        """Return the central values of which it is made."""
        return self.scenario.parameters

    def knowing(self, stays: KnownStays) -> DayToMake:
        """Return it with the entries that follow from how long children stay. Raises BadInput where nobody does."""
        return self if self.entries is not None else replace(self, entries=stays.entries(self.parameters))

    def stay(self) -> float:
        """Return how many years children stay in care, in the mean."""
        return mean_stay(self.parameters)

    def lived(self, number: int) -> LivesOfRuns:
        """Return what one of its long runs gives, counted from 1."""
        assert self.entries is not None
        return long_run(in_balance(self.parameters, self.entries), self.calendar, self.seed, number)

    def made(self, lived: Sequence[LivesOfRuns]) -> Pool:
        """Return the children of the first day, of all its long runs in order. Raises BadInput where they do not do."""
        assert self.entries is not None
        pool = make_pool(self.parameters, self.calendar, self.seed, self.entries, lived=lived)
        assert pool is not None
        return pool
