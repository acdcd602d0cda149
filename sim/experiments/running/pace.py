"""Pace: how fast a long piece of work goes, and how long it may take yet, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from time import monotonic

LEAST = 5
"""Steps after which the pace can be told."""


@dataclass(slots=True)
class Pace:
    """The pace of work since it began or was resumed."""

    began: float = field(default_factory=monotonic)
    at_first: int | None = None
    """Steps that were done before."""

    def words(self, done: int, total: int, now: float | None = None) -> str:
        """Return the pace and the time left: ``18 a second, about 3 minutes left``; empty until it can be told."""
        rate = self._rate(done, now)
        return "" if rate is None else f"{_rate(rate)}, {_left((total - done) / rate if rate else inf)}"

    def left(self, done: int, total: int, now: float | None = None) -> str:
        """Return the time left alone, of work whose steps say nothing: ``about 3 minutes left``."""
        seconds = self.seconds_left(done, total, now)
        return "" if seconds is None else _left(seconds)

    def seconds_left(self, done: int, total: int, now: float | None = None) -> float | None:
        """Return how many seconds the rest takes at this pace; None until it can be told."""
        rate = self._rate(done, now)
        return None if rate is None else (total - done) / rate if rate else inf

    def _rate(self, done: int, now: float | None) -> float | None:
        """Return steps a second, None until it can be told."""
        if self.at_first is None:
            self.at_first = done
            self.began = monotonic() if now is None else now
        here = done - self.at_first
        seconds = (monotonic() if now is None else now) - self.began
        if here < LEAST or seconds <= 0:
            return None
        return here / seconds


def _rate(rate: float) -> str:
    if rate < 0.5:
        return f"{rate * 60:.1f} a minute"
    return f"{rate:.0f} a second" if rate >= 9.5 else f"{rate:.1f} a second"


def _left(seconds: float) -> str:
    return f"{length_in_words(seconds)} left"


def length_in_words(seconds: float) -> str:
    """Return a length of time in words: ``about 3 minutes``."""
    if seconds >= 5400:
        return f"about {seconds / 3600:.1f} hours"
    if seconds >= 90:
        return f"about {seconds / 60:.0f} minutes"
    whole = max(1, round(seconds, -1) if seconds >= 10 else round(seconds))
    return f"about {whole:.0f} second{'' if whole == 1 else 's'}"
