"""Growth: what a child costs in an authority ten, a hundred and 260 times the size, and what grows with it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

from sim.experiments.running.execution.workers import settle
from sim.foundations.chance import Chance
from sim.model.core.people import Household
from sim.model.fostering.households import Fostering
from sim.model.model import simulate
from sim.parameters.parameters import Parameters
from tests.benchmarks.case import SEED, Case
from tests.benchmarks.memory import most_held
from tests.benchmarks.scaled import scaled, scaled_pool
from tests.benchmarks.sections import Section, ratio
from tests.benchmarks.speed import heap_size

YEARS = 1.0
LIMIT = 1.5
ENGLAND = 260
"""Times Tower Hamlets: some 80,000 children in care at a time."""

CHILDREN_A_ROUND = 6000
"""About as many are simulated at each size, in so many replications, so that all are measured for as long."""

CHILDREN_OF_ONE = 500
"""Roughly, who are in care at some time of a year in the authority as it is."""

MONTHS_LOOKED_AT = 0.25
"""Years over which searches are counted."""


def growth(case: Case) -> Section:
    """Say what a child costs at each size, each time beside the authority as it is."""
    factors = (1, 10) if case.quick else (1, 10, 100, ENGLAND)
    case.prepare()
    with as_in_a_worker():
        rows = [row(case, "the base", case.base, factor) for factor in factors]
        rows.append(row(case, "all five strategies", case.everything, factors[-1]))
    return Section(
        "Growth with the size of the authority",
        (
            f"Demand, households, enquiries, finite markets and teams times the factor, {YEARS:g} year, opening cohort"
            f" included. Cost is seconds per child who is in care at any time of the year, and its ratio to that of the"
            f" authority as it is, run before and after in each round; the goal is at most {LIMIT}.",
            "A search looks only at the households of the family's own area (some 150) that have room and accept"
            " the child's age, so what it costs does not grow. What does grow: the events that wait, which costs the"
            " heap a step more for each doubling; and memory, whose far parts the processor waits for."
            " That is most of what a child costs more in a large authority.",
        ),
        (
            "",
            "times",
            "children in the year",
            "ms per child",
            "times the cost",
            f"within {LIMIT}",
            "households",
            "looked at in a search",
            "events waiting",
            "most memory, MB",
        ),
        tuple(rows),
    )


def row(case: Case, name: str, parameters: Parameters, factor: int) -> tuple[str, ...]:
    """Measure one size; return its row."""
    rounds = 3 if case.quick or factor >= ENGLAND else 5
    large: list[float] = []
    beside: list[float] = []
    forget_peak()
    for _ in range(rounds):
        before = cost(case, parameters, 1)[0]
        each, children = cost(case, parameters, factor)
        large.append(each)
        beside.append((before + cost(case, parameters, 1)[0]) / 2)
    held = most_held("self")
    found = ratio(large, beside)
    looked_at, of_all = searches(case, parameters, factor)
    waiting = heap_size(scaled(parameters, factor), case.calendar, scaled_pool(case.pool, factor), YEARS)
    return (
        name,
        f"{factor}",
        f"{children:,}",
        f"{1000 * median(large):.3f}",
        str(found),
        "yes" if found.middle <= LIMIT else "NO",
        f"{of_all:,}",
        f"{looked_at:.0f}",
        f"{waiting:,}",
        f"{held:.0f}" if held else "",
    )


def cost(case: Case, parameters: Parameters, factor: int) -> tuple[float, int]:
    """Seconds per child who is in care at some time of the run, and how many there are in a replication."""
    large, pool = scaled(parameters, factor), scaled_pool(case.pool, factor)
    replications = max(1, CHILDREN_A_ROUND // (CHILDREN_OF_ONE * factor))
    children, started = 0, process_time()
    for number in range(replications):
        children += len(simulate(large, case.calendar, Chance(SEED, number), YEARS, pool).children.identity)
    seconds = process_time() - started
    gc.collect()
    return seconds / children, children // replications


def searches(case: Case, parameters: Parameters, factor: int) -> tuple[float, int]:
    """How many households a search looks at, on average, and how many there are in all at the end."""
    lengths: list[int] = []
    with_room = Fostering.with_room

    def counted(self: Fostering, area: int, ages: int = 0) -> Iterable[Household]:
        found = list(with_room(self, area, ages))
        lengths.append(len(found))
        return found

    large, pool = scaled(parameters, factor), scaled_pool(case.pool, factor)
    with patch.object(Fostering, "with_room", counted):
        register = simulate(large, case.calendar, Chance(SEED, 0), MONTHS_LOOKED_AT, pool)
    return sum(lengths) / max(1, len(lengths)), register.capacity.households[-1]


@contextmanager
def as_in_a_worker() -> Iterator[None]:
    """Look for garbage as seldom as a worker does."""
    before = gc.get_threshold()
    gc.collect()
    settle()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def forget_peak() -> None:
    """Have the system count the most memory held from now on, where it can."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5", encoding="ascii")
