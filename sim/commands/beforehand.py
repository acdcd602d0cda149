"""What is said before long work begins: how many runs, about how long on this machine, and what makes it shorter."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from sim.commands.pace import length_in_words
from sim.foundations.counted import counted

if TYPE_CHECKING:
    from sim.experiments.running.settings import Settings
    from sim.experiments.running.study import Study


def seconds_a_run(study: Study) -> float:
    """Return how long a run takes here, by running the first scenario and the last once each.

    They are run once before, untimed: the first run of a program loads much.
    """
    from sim.experiments.running.execution.tasks import Point

    ends = [Point(0), Point(len(study.scenarios) - 1)]
    times = []
    for timed in (False, True):
        for point in ends:
            began = monotonic()
            study.replicate(point, 0)
            times.append((timed, monotonic() - began))
    return sum(seconds for timed, seconds in times if timed) / len(ends)


def in_words(runs: int, seconds: float, settings: Settings, shorter: str, *, resumed: bool = False) -> str:
    """Return what is said of so many runs at most, each of so many seconds; when `resumed`, some of them are done."""
    less = ", less what is done already" if resumed else ""
    if settings.cluster is not None:
        return f"At most {counted(runs, 'run')}, shared on the cluster{less}. {shorter}"
    processes = min(settings.processes_used, runs)
    on = counted(processes, "process", "processes")
    return f"At most {counted(runs, 'run')}, {length_in_words(runs * seconds / processes)} on {on}{less}. {shorter}"
