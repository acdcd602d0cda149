"""Shares: where the time of a replication goes, by looking every so often at what is being done."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from types import FrameType

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.inputs.parameters import Parameters
from sim.model.model import simulate
from sim.model.pool import Pool

SEED = 2018
YEARS = 3.0
EVERY = 0.001
"""Seconds of processor time between two looks; a profiler that follows each call would burden small functions."""

MOST = 25


def shares(parameters: Parameters, calendar: Calendar, pool: Pool, replications: int) -> list[str]:
    """Say which functions take the time, by themselves and with all that they call."""
    if not hasattr(signal, "setitimer"):
        return ["Shares of time: measured on Unix only."]
    alone: Counter[str] = Counter()
    with_calls: Counter[str] = Counter()

    def look(_signal: int, frame: FrameType | None) -> None:
        names = []
        while frame is not None:
            names.append(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}")
            frame = frame.f_back
        alone[names[0]] += 1
        with_calls.update(set(names))

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        for number in range(replications):
            simulate(parameters, calendar, Chance(SEED, number), YEARS, pool)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    looks = sum(alone.values())
    return [
        f"Where the time goes ({looks:,} looks at {replications} replications of the base)",
        "   alone   with what it calls",
        *(
            f"  {count / looks:6.1%}  {with_calls[name] / looks:6.1%}   {name}"
            for name, count in alone.most_common(MOST)
        ),
    ]
