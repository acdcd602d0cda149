"""Shares: where the time of a replication goes, by looking every so often at what is being done."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from types import FrameType

from sim.foundations.chance import Chance
from sim.model.model import simulate
from tests.benchmarks.case import SEED, Case
from tests.benchmarks.sections import Section

YEARS = 3.0
EVERY = 0.001
"""Seconds of processor time between two looks; a profiler that follows each call would burden small functions."""

MOST = 20
TITLE = "Where the time goes"


def shares(case: Case) -> Section:
    """Say which functions take the time, by themselves and with all that they call."""
    if not hasattr(signal, "setitimer"):
        return Section(TITLE, ("Measured on Unix only.",))
    replications = 10 if case.quick else 100
    pool = case.pool
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
            simulate(case.base, case.calendar, Chance(SEED, number), YEARS, pool)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    looks = sum(alone.values())
    return Section(
        TITLE,
        (f"{looks:,} looks at {replications} replications of the base, {YEARS:g} years each.",),
        ("function", "alone", "with what it calls"),
        tuple(
            (f"`{name}`", f"{count / looks:.1%}", f"{with_calls[name] / looks:.1%}")
            for name, count in alone.most_common(MOST)
        ),
    )
