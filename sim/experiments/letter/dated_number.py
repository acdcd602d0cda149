"""A measure of the catalogue on a day that a letter or a statistic is of, and how such numbers are read off runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.experiments.letter.reading import close_of
from sim.experiments.statistics.sample import NumberKey
from sim.foundations.calendar import Calendar
from sim.measures.catalogue import by_id
from sim.measures.value import Value, spans
from sim.measures.view import View, view_of
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters


@dataclass(frozen=True, slots=True)
class DatedNumber:
    """A measure at the close of a day; or, of what happens over time, from a day to the close of another."""

    measure: str
    when: date
    since: date | None = None
    category: str = ""

    @property
    def key(self) -> NumberKey:
        """Return under which key the runs give it."""
        begins = f" from {self.since.isoformat()}" if self.since is not None else ""
        return NumberKey(self.measure, f"{self.category}{begins}", self.when)

    def value(self, view: View) -> float:
        """Return the number of one replication; not a number where the measure has no such category."""
        declared = by_id(self.measure)
        until = np.array([close_of(view, self.when)])
        if self.since is None:
            assert declared.at is not None, f"{self.measure} is of a time, not of a day"
            parts = declared.at(view, until)
        else:
            assert declared.over is not None, f"{self.measure} is of a day, not of a time"
            parts = declared.over(view, spans(np.array([close_of(view, self.since - timedelta(days=1))]), until))
        return next((float(numbers[0]) for category, numbers in parts if category == self.category), np.nan)


@dataclass(frozen=True, slots=True)
class Dated:
    """Reads numbers on their days alone."""

    wanted: tuple[DatedNumber, ...]

    def __call__(
        self, register: Register, calendar: Calendar, parameters: Parameters
    ) -> tuple[Sequence[Value], Sequence[Value]]:
        """Return the values of one replication; there is no series over time."""
        view = view_of(register, calendar, parameters)
        return [
            Value(one.key.measure, one.key.category, one.when, one.value(view), by_id(one.measure).unit)
            for one in self.wanted
        ], ()
