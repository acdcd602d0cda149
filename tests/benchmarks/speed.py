"""Speed: seconds per replication, model events per second, and SimPy's own rate for bare timeouts beside it."""

from __future__ import annotations

from statistics import median
from time import process_time

import simpy
from simpy.events import Event, Timeout

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar
from sim.foundations.chance import Chance
from sim.measures import measure, monthly
from sim.model.model import build, simulate, start
from sim.model.opening.opening import open_world
from sim.model.opening.pool import Pool
from sim.parameters.parameters import Parameters
from tests.benchmarks.case import SEED, Case
from tests.benchmarks.sections import Section, ratio

YEARS = 3.0
BARE_EVENTS = 100_000


def speed(case: Case) -> Section:
    """Say how fast the model is, alternating with SimPy alone so that both meet the same weather."""
    rounds = 5 if case.quick else 15
    size = heap_size(case.base, case.calendar, case.pool)
    bare: list[float] = []
    found: dict[str, list[tuple[float, int, float]]] = {"the base": [], "all five strategies": []}
    for number in range(rounds):
        bare.append(bare_seconds(size))
        found["the base"].append(replication(case.base, case.calendar, case.pool, number))
        found["all five strategies"].append(replication(case.everything, case.calendar, case.pool, number))
    rows = []
    for name, runs in found.items():
        seconds, events, measuring = zip(*runs, strict=True)
        each = [took / happened for took, happened in zip(seconds, events, strict=True)]
        rows.append(
            (
                name,
                f"{median(seconds):.3f}",
                f"{median(measuring):.3f}",
                f"{median(events):,.0f}",
                f"{1 / median(each):,.0f}",
                str(ratio(each, bare)),
            )
        )
    return Section(
        "Speed, beside SimPy alone",
        (
            f"A replication is {YEARS:g} years of an authority with some 300 children in care at a time, opening cohort"
            f" included; medians of {rounds} rounds. Beside it, in each round, SimPy alone: timeouts with one callback"
            f" each, {size:,} waiting, {1 / median(bare):,.0f} a second.",
            "An event of the model is half a placement: a search among households, markets asked, chances drawn,"
            " rows kept. Some of what it does needs no event at all.",
        ),
        ("", "seconds", "seconds to measure it", "events", "events a second", "bare timeouts that an event costs"),
        tuple(rows),
    )


def heap_size(parameters: Parameters, calendar: Calendar, pool: Pool, years: float = YEARS) -> int:
    """How many events wait at once, half-way through a run."""
    world = build(parameters, calendar, Chance(SEED, 0), years)
    open_world(pool, world)
    start(world)
    world.lives.run(until=years * DAYS_PER_YEAR / 2)
    return len(world.lives.environment._queue)  # SimPy does not say it otherwise


def replication(parameters: Parameters, calendar: Calendar, pool: Pool, number: int) -> tuple[float, int, float]:
    """Seconds of one replication, its events, and seconds to measure it."""
    started = process_time()
    register = simulate(parameters, calendar, Chance(SEED, number), YEARS, pool)
    ended = process_time()
    measure(register, calendar, parameters)
    monthly(register, calendar, parameters)
    return ended - started, register.events, process_time() - ended


def bare_seconds(waiting: int) -> float:
    """Seconds that SimPy alone takes for a timeout with one callback, which makes the next."""
    environment = simpy.Environment()
    left = BARE_EVENTS

    def again(_: Event) -> None:
        nonlocal left
        if left > 0:
            left -= 1
            timeout = Timeout(environment, 1.0 + left % 97)
            timeout.callbacks.append(again)

    for number in range(waiting):
        timeout = Timeout(environment, float(number % 97))
        timeout.callbacks.append(again)
    started = process_time()
    environment.run()
    return (process_time() - started) / (BARE_EVENTS + waiting)
