"""Naive: a reduced model as SimPy's guides teach it, beside the same model as this project writes.

The two must give the same statistics, and both what theory gives where it gives any; only then does the ratio of their
times mean something.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from statistics import fmean, stdev
from time import process_time
from typing import Protocol

import numpy as np
import simpy

from sim.foundations.chance import Chance
from tests.benchmarks.case import SEED, Case
from tests.benchmarks.reduced import TEXTBOOK, Log
from tests.benchmarks.reduced import Case as Reduced
from tests.benchmarks.reduced_naive import NaiveAuthority
from tests.benchmarks.reduced_own import OwnAuthority
from tests.benchmarks.reduced_statistics import STATISTICS, statistics, theory
from tests.benchmarks.sections import Section, ratio

FULL = Reduced()
GOAL = 2.9
RUNS = 5
"""In a round: enough that the luck of one does not make the round."""

AGREE = 3.0
"""Standard errors within which two means count as the same."""

SAME = "yes"


class Authority(Protocol):
    """One run of the reduced model, either way."""

    def run(self) -> Log:
        """Let everything happen until the end."""


class ByOrder(Chance):
    """Draws of numpy's, one a call in the order of asking: what named draws cost is known by taking them out."""

    __slots__ = ("_rng",)

    def __init__(self, seed: int, replication: int) -> None:
        super().__init__(seed, replication)
        self._rng = np.random.default_rng([seed, replication])

    def uniform(self, decision: str, subject: int, occasion: int = 0) -> float:
        """Return the next number, whatever its name."""
        return self._rng.random()

    def exponential(self, decision: str, subject: int, occasion: int = 0) -> float:
        """Return the next exponential, whatever its name."""
        return self._rng.standard_exponential()


def own_by_order(case: Reduced, seed: int, replication: int) -> Authority:
    """Return a run in this project's style but for its draws."""
    authority = OwnAuthority(case, seed, replication)
    authority.chance = ByOrder(seed, replication)
    return authority


WAYS: tuple[Callable[[Reduced, int, int], Authority], ...] = (NaiveAuthority, OwnAuthority, own_by_order)


def naive(case: Case) -> Section:
    """Run the reduced model both ways, one after the other in each round, and compare what they give and take."""
    rounds = 6 if case.quick else 24
    seconds, found = run(FULL, rounds)
    _, textbook = run(TEXTBOOK, rounds)
    nothing_known = (None,) * len(STATISTICS)
    rows = [*compared("full", found, nothing_known), *compared("textbook", textbook, theory(TEXTBOOK))]
    apart = sum(row[-1] != SAME for row in rows)
    slower = ratio(seconds[0], seconds[1])
    verdict = "They give the same statistics" if not apart else f"{apart} statistics DIFFER"
    return Section(
        "Beside the naive style, on a reduced model",
        (
            "A reduced model - families arrive, children live in a finite number of in-house places or wait for one in"
            " an emergency place, placements break down, children leave by a hazard, some come back - was written"
            " twice: as SimPy's guides teach it (`tests/benchmarks/reduced_naive.py`: a process a child, `Resource`,"
            " conditions, one numpy draw a call) and as this project writes"
            f" (`reduced_own.py`). {verdict}: means and their standard errors over {rounds * RUNS} runs, beside theory"
            " where there is one (the number in care is that of the queue M/G/infinity, hence Poisson).",
            f"The naive style takes {slower} times the time of this project's (the goal of {GOAL:g} is"
            f" {'reached' if slower.middle >= GOAL else 'NOT reached'}):"
            f" {events(NaiveAuthority(FULL, SEED, 0)):,} events a run instead of"
            f" {events(OwnAuthority(FULL, SEED, 0)):,}. With numpy's draws in place of the named ones"
            f" the ratio is {ratio(seconds[0], seconds[2])}: a named draw costs more than one of numpy's, and saves"
            " replications instead.",
        ),
        ("case", "statistic", "naive", "this project's", "theory", "agree"),
        tuple(rows),
    )


def compared(
    name: str, samples: Sequence[Sequence[tuple[float, ...]]], expected: Sequence[float | None]
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each statistic of the first two ways; one that is nothing in this case is left out."""
    for which, (statistic, target) in enumerate(zip(STATISTICS, expected, strict=True)):
        if target == 0.0:
            continue
        ways = [[one[which] for one in sample] for sample in samples[:2]]
        cells = [f"{fmean(way):.2f} ± {error(way):.2f}" for way in ways]
        told = f"{target:.2f}" if target is not None else ""
        yield name, statistic, *cells, told, SAME if agree(ways, target) else "NO"


def run(case: Reduced, rounds: int) -> tuple[list[list[float]], list[list[tuple[float, ...]]]]:
    """Return the seconds of each way in each round, and the statistics of its runs; each way begins in its turn."""
    seconds: list[list[float]] = [[] for _ in WAYS]
    found: list[list[tuple[float, ...]]] = [[] for _ in WAYS]
    for number in range(rounds):
        for turn in range(len(WAYS)):
            which = (number + turn) % len(WAYS)
            gc.collect()  # what one way leaves behind is not cleared away in the other's time
            authorities = [WAYS[which](case, SEED, number * RUNS + one) for one in range(RUNS)]
            started = process_time()
            logs = [authority.run() for authority in authorities]
            seconds[which].append(process_time() - started)
            found[which].extend(statistics(case, log) for log in logs)
    return seconds, found


def error(values: Sequence[float]) -> float:
    """The standard error of their mean."""
    return stdev(values) / sqrt(len(values))


def agree(ways: Sequence[Sequence[float]], target: float | None) -> bool:
    """Whether the means are the same, and what theory says, within their errors."""
    first, second = ways
    same = abs(fmean(first) - fmean(second)) <= AGREE * sqrt(error(first) ** 2 + error(second) ** 2)
    return same and all(target is None or abs(fmean(way) - target) <= AGREE * error(way) for way in ways)


def events(authority: NaiveAuthority | OwnAuthority) -> int:
    """How many events a run schedules."""
    authority.run()
    environment: simpy.Environment = (
        authority.env if isinstance(authority, NaiveAuthority) else authority.lives.environment
    )
    return next(environment._eid)  # SimPy does not say it otherwise
