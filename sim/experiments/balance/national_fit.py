"""England's ways between placements fitted by rounds of long runs to its tables of a year: a minute or two."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from sim.experiments.balance.england import fit_round, fit_shape
from sim.experiments.balance.long_run import Length, LongRun, long_run, mean_of
from sim.experiments.balance.national_goals import NationalGoals
from sim.foundations.calendar import Calendar
from sim.parameters.parameters import Parameters

ROUNDS = 10
SEED = 2018
CALMER = 0.25
"""How quickly the steps of the rounds grow smaller."""
YEARS = Length(18.0, 30.0)
RUNS = 2
"""Long runs in each round, with luck of their own: one swings by some percent."""

TellRound = Callable[[int, LongRun, Parameters], None]
"""Is told after each round its number, what it gave and by which parameters."""


def fitted_to(
    parameters: Parameters, calendar: Calendar, goals: NationalGoals, tell: TellRound, rounds: int = ROUNDS
) -> Parameters:
    """Return the parameters with all ways between placements turned to the goals; the last round only looks."""
    with ProcessPoolExecutor(RUNS, get_context("fork")) as workers:
        for number in range(rounds):
            luck = [(parameters, number * RUNS + which) for which in range(RUNS)]
            run = mean_of(list(workers.map(partial(_run, calendar), luck)))
            tell(number, run, parameters)
            if number + 1 < rounds:
                step = 1.0 / (1.0 + CALMER * number)
                parameters = fit_shape(fit_round(parameters, goals, run, step), goals, run, step)
    return parameters


def _run(calendar: Calendar, of: tuple[Parameters, int]) -> LongRun:
    return long_run(of[0], calendar, SEED, YEARS, of[1])
