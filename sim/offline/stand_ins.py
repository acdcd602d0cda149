"""Under the names of what a browser lacks, what stands in for it: numpy, scipy, bank holidays, and delays.

Only where the program runs in a browser, and in tests: before anything imports what they stand in for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

from sim.offline import plain_delays, plain_numpy, plain_points, plain_scipy
from sim.offline.plain_numpy import typing as plain_typing

HOLIDAYS = "bank_holidays.txt"
"""The file of England's bank holidays, a date a line."""


def install(folder: Path) -> None:
    """Let the program find these in place of what they stand in for; `folder` holds what was worked out beforehand."""
    special = module("scipy.special", {name: getattr(plain_scipy, name) for name in SPECIAL})
    holidays = HolidaysOfFile((folder / HOLIDAYS).read_text(encoding="utf-8").split())
    sobol = plain_points.KnownSequences.of((folder / plain_points.FILE).read_text(encoding="utf-8"))
    stats = module("scipy.stats", {"qmc": module("scipy.stats.qmc", {"Sobol": sobol})})
    sys.modules.update(
        {
            "numpy": plain_numpy,
            "numpy.typing": plain_typing,
            "scipy": module("scipy", {"special": special, "stats": stats}),
            "scipy.special": special,
            "scipy.stats": stats,
            "holidays": module("holidays", {"country_holidays": holidays}),
            plain_delays.STANDS_FOR: module(plain_delays.STANDS_FOR, {"delayed": plain_delays.delayed}),
        }
    )


SPECIAL = ("betainc", "betaincinv", "chdtri", "ndtr", "ndtri", "stdtr", "stdtrit")


class HolidaysOfFile:
    """England's bank holidays as a file has them, asked as the package `holidays` is."""

    def __init__(self, dates: Iterable[str]) -> None:
        self.dates = tuple(map(date.fromisoformat, dates))

    def __call__(self, _country: str, *, subdiv: str, years: Iterable[int]) -> Iterator[date]:  # noqa: ARG002
        """Return those of some years."""
        wanted = frozenset(years)
        return (day for day in self.dates if day.year in wanted)


def module(name: str, content: dict[str, object]) -> ModuleType:
    """Return a module of that name that holds this."""
    made = ModuleType(name)
    vars(made).update(content)
    return made
