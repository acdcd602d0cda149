"""A base begun a year earlier: its own rates, and the children of its returns as they were then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sim.bases.base import Baseline
from sim.bases.entries import Entry, in_order
from sim.bases.own.of_returns import returns_base
from sim.experiments.balance.base import scenario_of
from sim.parameters.tables import ByFinancialYear
from sim.published.table import Figures
from sim.returns.earlier import earlier
from sim.returns.lives import CareLives
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
LENGTH = 1.01
"""Years that hold every day of a leap year too."""


def year_before(base: Baseline, lives: CareLives, known: Figures) -> Scenario:
    """Return the base as a scenario of the returns' last year. Raises BadInput where it cannot open as it was then."""
    before = earlier(lives, date(lives.window.last.year - 1, 3, 31))
    then = returns_base(base.authority, before, known).base
    now = (_neutral(one) for one in base.entries if not one.path.startswith(OF_THE_DAY))
    entries = in_order((*now, *(one for one in then.entries if one.path.startswith(OF_THE_DAY))))
    scenario = scenario_of(replace(base, entries=entries))
    return replace(scenario, start=before.window.last + timedelta(days=1), years=LENGTH)


def _neutral(one: Entry) -> Entry:
    """Return an entry without what the base expects of later years."""
    if one.path not in LEVELS:
        return one
    level = replace(one.quantity, value=ByFinancialYear(1.0, 1.0, 1.0), low=None, high=None, distribution="fixed")
    return replace(one, quantity=level)
