"""What is said before long work begins: how many runs, about how long on this machine, and what makes it shorter."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from sim.commands.request import CommandLine, say
from sim.experiments.running.pace import length_in_words
from sim.foundations.counted import counted

if TYPE_CHECKING:
    from sim.commands.plan import CommandPlan
    from sim.experiments.running.progress import Tell
    from sim.experiments.running.settings import Settings
    from sim.experiments.running.study import Study


MANY_RUNS: Final = 1000
"""From so many on it is said beforehand how long they take: fewer take a few minutes, and progress tells soon."""


def say_how_long(plan: CommandPlan, request: CommandLine, tell: Tell) -> None:
    """Say how long the replications of a plan take, where they are many and their number is known.

    `tell` is told of the opening cohort, which is made for that.
    """
    from sim.experiments.running.study import study

    settings, runs = plan.settings, plan.settings.replications * len(plan.scenarios)
    if plan.precision is not None or runs < MANY_RUNS or request.only_report:
        return
    seconds = 0.0
    if settings.cluster is None:
        made = study(plan.scenarios, settings.seed, settings.uncertainty, turns=settings.turns, tell=tell)
        seconds = seconds_a_run(made)
    fewer = "Fewer --replications or --years make it shorter."
    say(in_words(runs, seconds, settings, fewer, resumed=bool(request.options.resume), at_most=False))


def seconds_a_run(study: Study) -> float:
    """Return how long a run takes here, by running the first scenario and the last once each; 0 where they fail.

    They are run once before, untimed: the first run of a program loads much. Why they fail is told when they are run
    in earnest, and their replications are named.
    """
    from sim.experiments.running.execution.tasks import Point

    ends = [Point(0), Point(len(study.scenarios) - 1)]
    times = []
    for timed in (False, True):
        for point in ends:
            began = monotonic()
            try:
                study.replicate(point, 0)
            except Exception:
                return 0.0
            times.append((timed, monotonic() - began))
    return sum(seconds for timed, seconds in times if timed) / len(ends)


def in_words(
    runs: int, seconds: float, settings: Settings, shorter: str, *, resumed: bool = False, at_most: bool = True
) -> str:
    """Return what is said of so many runs, or at most so many, each of so many seconds; 0 is not known.

    Some of them are done when `resumed`, and nothing makes it shorter, for it goes on as it was begun.
    """
    less, then = (", less what is done already", "") if resumed else ("", f" {shorter}")
    number = f"At most {counted(runs, 'run')}" if at_most else counted(runs, "run")
    if settings.cluster is not None:
        return f"{number}, shared on the cluster{less}.{then}"
    if seconds == 0.0:
        return f"{number}{less}.{then}"
    processes = min(settings.processes_used, runs)
    on = counted(processes, "process", "processes")
    return f"{number}, {length_in_words(runs * seconds / processes)} on {on}{less}.{then}"
