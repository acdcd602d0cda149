"""What forecasts from one 31 March expect of all authorities: worked out once, and kept for the year's other bases."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import sha256

import numpy as np

from sim.fitting.steps import Array
from sim.forecasting.forecast import Forecaster
from sim.forecasting.joint_errors import TOGETHER, JointErrors, joint_errors
from sim.forecasting.record import record
from sim.foundations.cache import kept
from sim.published.table import Figures

CODE = ("foundations", "fitting", "forecasting", "published")
"""Parts of the program that decide what is learned."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What forecasts from one 31 March expect, of all authorities, and how far out they have been before."""

    codes: tuple[str, ...]
    medians: Array
    """By measure (looked after, starting, ceasing), authority and year; not a number where none could be made."""
    errors: JointErrors


class LearnedForm:
    """What is learned as JSON."""

    def write(self, found: Learned) -> bytes:
        """Return it as JSON."""
        arrays = (found.medians, found.errors.everywhere, found.errors.by_size)
        return json.dumps([found.codes, *(each.tolist() for each in arrays)]).encode()

    def read(self, content: bytes) -> Learned:
        """Return what JSON says. Raises some error when it is not of this form."""
        codes, *lists = json.loads(content)
        medians, everywhere, by_size = (np.array(each, dtype=np.float64) for each in lists)
        return Learned(tuple(codes), medians, JointErrors(everywhere, by_size))


def learned(known: Figures, year: int) -> Learned:
    """Return what is learned from figures up to a 31 March alone; kept from one base of the year to the next."""
    return _learned(known, year)


@lru_cache(maxsize=4)
def _learned(known: Figures, year: int) -> Learned:
    everything = record(known.until(year))

    def make() -> Learned:
        forecaster = Forecaster(everything)
        middle = forecaster.middle(year)
        medians = np.exp(np.stack([middle.of(measure) for measure in TOGETHER]))
        codes = tuple(authority.code for authority in everything.authorities)
        return Learned(codes, medians, joint_errors(forecaster, year))

    told = [getattr(everything, item.name) for item in fields(everything)]
    digest = sha256(b"".join(part.tobytes() for part in told if isinstance(part, np.ndarray))).hexdigest()
    return kept("forecast-of-all", (year, digest), LearnedForm(), make, code=CODE)
