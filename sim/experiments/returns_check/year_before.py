"""A base begun a year earlier: its own rates, and the children of its returns as they were then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sim.bases.base import Baseline
from sim.bases.own.base import own_base
from sim.bases.own.first_day import by_age_and_time, of_time_in_care, shown_times
from sim.bases.own.of_returns import own_returns
from sim.bases.own.time_in_care import FINE
from sim.experiments.balance.base import scenario_of
from sim.fitting.entrants import of_demand
from sim.parameters.tables import ByFinancialYear
from sim.published.table import Figures
from sim.returns.earlier import earlier
from sim.returns.lives import CareLives
from sim.returns.time_in_care import times_in_care
from sim.scenario.scenario import Scenario

OF_THE_DAY = (
    "opening.",
    "in_house_fostering.households",
    "in_house_fostering.places",
    "in_house_fostering.places_shares",
    "in_house_costs.",
)
"""Beginnings of the paths of what was otherwise a year earlier: who was there, and places for them."""
LEVELS = ("demand.yearly_level", "leaving.yearly_level")
"""What the base expects of the years after its first day, which this year is not."""
TIMES = "opening.time_in_care."
"""Of the last day: a year earlier they were others."""
LENGTH = 1.01
"""Years that hold every day of a leap year too."""


def year_before(base: Baseline, lives: CareLives, known: Figures) -> Scenario:
    """Return the base as a scenario of the returns' last year. Raises BadInput where it cannot open as it was then."""
    last = lives.window.last
    before = earlier(lives, date(last.year - 1, 3, 31))
    own = own_returns(before, base.authority.code)
    then = own_base(base.authority, own, known).quantities
    base = replace(base, entries=tuple(one for one in base.entries if not one.path.startswith(TIMES)))
    mine = base.quantities
    neutral = {
        path: replace(mine[path], value=ByFinancialYear(1.0, 1.0, 1.0), low=None, high=None, distribution="fixed")
        for path in LEVELS
        if path in mine
    }
    of_then = {path: one for path, one in then.items() if path.startswith(OF_THE_DAY) and path in mine}
    scenario = scenario_of(base)
    leaving, entrants = scenario.parameters.leaving, of_demand(scenario.parameters.demand, FINE)
    times = shown_times(times_in_care(before), by_age_and_time(leaving, entrants, FINE))
    of_then |= {one.path: one.quantity for one in of_time_in_care(times, own)}
    moved = replace(scenario, start=before.window.last + timedelta(days=1), years=LENGTH)
    return moved.with_quantities({**neutral, **of_then})
