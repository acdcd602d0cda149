"""Speed: seconds per replication, model events per second, and SimPy's own rate for bare timeouts beside it."""

from __future__ import annotations

from statistics import median
from time import process_time

import simpy
from simpy.events import Event, Timeout

from sim.foundations.calendar import DAYS_PER_YEAR, Calendar
from sim.foundations.chance import Chance
from sim.inputs.parameters import Parameters
from sim.measures import measure, monthly
from sim.model.model import build, simulate, start
from sim.model.pool import Pool

SEED = 2018
YEARS = 3.0
BARE_EVENTS = 100_000


def speed(base: Parameters, everything: Parameters, calendar: Calendar, pool: Pool, rounds: int) -> list[str]:
    """Say how fast the model is, alternating with SimPy alone so that both meet the same weather."""
    size = heap_size(base, calendar, pool)
    bare, alone, together, measuring, counts = [], [], [], [], []
    for number in range(rounds):
        bare.append(bare_rate(size))
        seconds, events, measured = replication(base, calendar, pool, number)
        alone.append((seconds, events / seconds))
        measuring.append(measured)
        counts.append(events)
        seconds, events, _ = replication(everything, calendar, pool, number)
        together.append((seconds, events / seconds))
    ratios = [[rate / beside for (_, rate), beside in zip(found, bare, strict=True)] for found in (alone, together)]
    return [
        f"Speed ({rounds} rounds, {YEARS:g} years, opening cohort included)",
        f"  one replication of the base: {median(seconds for seconds, _ in alone):.3f} s"
        f" ({median(counts):,.0f} events), and {median(measuring):.3f} s to measure it",
        f"  with all five strategies: {median(seconds for seconds, _ in together):.3f} s",
        f"  model events a second: {median(rate for _, rate in alone):,.0f} (base),"
        f" {median(rate for _, rate in together):,.0f} (all five)",
        f"  SimPy alone, timeouts with one callback each, {size:,} waiting: {median(bare):,.0f} a second",
        f"  ratio of the model to SimPy alone: {median(ratios[0]):.3f} (base), {median(ratios[1]):.3f} (all five)",
    ]


def heap_size(parameters: Parameters, calendar: Calendar, pool: Pool) -> int:
    """How many events wait at once, half-way through a run."""
    world = build(parameters, calendar, Chance(SEED, 0), YEARS)
    pool.open(world)
    start(world)
    world.lives.run(until=YEARS * DAYS_PER_YEAR / 2)
    return len(world.lives.environment._queue)  # SimPy does not say it otherwise


def replication(
    parameters: Parameters, calendar: Calendar, pool: Pool, number: int, years: float = YEARS
) -> tuple[float, int, float]:
    """Seconds of one replication, its events, and seconds to measure it."""
    started = process_time()
    register = simulate(parameters, calendar, Chance(SEED, number), years, pool)
    ended = process_time()
    measure(register, calendar, parameters)
    monthly(register, calendar, parameters)
    return ended - started, register.events, process_time() - ended


def bare_rate(waiting: int) -> float:
    """Timeouts a second that SimPy alone processes, each with one callback that makes the next."""
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
    return (BARE_EVENTS + waiting) / (process_time() - started)
