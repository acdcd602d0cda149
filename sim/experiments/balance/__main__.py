"""`python -m sim.experiments.balance [ROUNDS]`: England's fixed point, printed as lines for england.toml.

Takes minutes. The printed values are put by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from functools import partial
from multiprocessing import get_context

from sim.experiments.balance.england import FITTED, fit_round, fit_shape, lines
from sim.experiments.balance.long_run import Length, LongRun, long_run, mean_of
from sim.foundations.calendar import Calendar
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.scenario.scenario import load

ROUNDS = 10
SEED = 2018
CALMER = 0.25
"""How quickly the steps of the rounds grow smaller."""
YEARS = Length(18.0, 30.0)
RUNS = 2
"""Long runs in each round, with luck of their own: one swings by some percent."""


def snippets(parameters: Parameters) -> Iterator[str]:
    """Yield the fitted values as lines for a scenario file."""
    for path in FITTED:
        value: object = parameters
        for name in path.split("."):
            value = getattr(value, name)
        yield f"[{path}]"
        if isinstance(value, Table):
            yield from (f"value.{item.name} = {getattr(value, item.name):.3g}" for item in fields(value))
        else:
            yield f"value = {value:.3g}"
        yield ""


def _run(calendar: Calendar, of: tuple[Parameters, int]) -> LongRun:
    return long_run(of[0], calendar, SEED, YEARS, of[1])


def main(rounds: int) -> int:
    """Fit England from its present values and print what it gives and the values."""
    england = load("england")
    parameters = england.parameters
    with ProcessPoolExecutor(RUNS, get_context("fork")) as workers:
        for number in range(rounds):
            luck = [(parameters, number * RUNS + which) for which in range(RUNS)]
            run = mean_of(list(workers.map(partial(_run, england.calendar()), luck)))
            print(f"# Round {number + 1} of {rounds}", *lines(run, parameters), sep="\n", flush=True)
            if number + 1 < rounds:
                step = 1.0 / (1.0 + CALMER * number)
                parameters = fit_shape(fit_round(parameters, run, step), run, step)
    print("\n".join(snippets(parameters)))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
