"""What several tests of the model share: the shipped base, its first day and a run of it."""

from __future__ import annotations

import pytest
from runs_of_model import simulate, small_pool

from sim.foundations.calendar import Calendar
from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.scenario.scenario import Scenario, load


@pytest.fixture(scope="module")
def tower_hamlets() -> Scenario:
    return load("tower_hamlets_2018")


@pytest.fixture(scope="module")
def calendar(tower_hamlets: Scenario) -> Calendar:
    return tower_hamlets.calendar()


@pytest.fixture(scope="module")
def opening(tower_hamlets: Scenario, calendar: Calendar) -> Pool:
    """A pool of lives for Tower Hamlets, from a short long run."""
    return small_pool(tower_hamlets.parameters, calendar)


@pytest.fixture(scope="module")
def base(tower_hamlets: Scenario, calendar: Calendar, opening: Pool) -> Register:
    """Two years of Tower Hamlets without a strategy."""
    return simulate(tower_hamlets.parameters, 2.0, seed=5, pool=opening, calendar=calendar)
