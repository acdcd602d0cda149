"""Demand that grows by so much a year, and runs that end on a day: what is asked of a scenario beside its files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sim.foundations.calendar import Calendar, in_words
from sim.foundations.faults import BadInput, fault
from sim.scenario.files.scenario_file import SHORTEST_YEARS
from sim.scenario.quantities.change import RelativeChange
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Layer
from sim.scenario.quantities.span import Span
from sim.scenario.scenario import Scenario

ENTRIES = "demand.entries_per_year"

SLOWEST, FASTEST = -0.5, 1.0
"""Growth a year; what lies beyond is a slip of the pen, and -100% would leave nobody."""


def growing(scenario: Scenario, growth: float) -> Scenario:
    """Return the scenario in which the children who enter care become more by this share each year, from the first day.

    It multiplies what the base expects, whose levels and outlook stay. Unaccompanied children, where they are a stream
    of their own, keep theirs. Raises BadInput when it leads to more children than can be simulated.
    """
    if growth == 0.0:
        return scenario
    entries = scenario.quantities[ENTRIES]
    said = replace(
        entries,
        kind="judgement",
        source=f"Asked for: {100 * growth:g}% more each year, beside what the base expects",
        of_strategy=True,
    )
    layer = Layer(RelativeChange("grows", growth, f"{ENTRIES} in growth"), Span())
    grown = scenario.with_quantities({ENTRIES: said.over(entries, layer, declared()[ENTRIES].unit)})
    return replace(grown, title=f"Entries growing by {100 * growth:g}% a year: {scenario.title}", growth=growth)


def until(scenario: Scenario, last: date) -> Scenario:
    """Return the scenario that runs until the end of a day. Raises BadInput when that makes no run."""
    calendar = Calendar(scenario.start)
    ends = calendar.day_of(last) + 1
    if calendar.years_to(ends) < SHORTEST_YEARS:
        when = "is before its first day" if ends <= 0 else "is less than a month after its first day"
        problem = f"--until {last.isoformat()} {when}, {in_words(scenario.start)}"
        raise BadInput([fault(scenario.name, "", problem, "give a later day")])
    return scenario.with_years(calendar.years_to(ends))
