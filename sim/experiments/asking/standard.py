"""A standard, as people write it: a measure, at least or at most, and a number: "first_choice_percent>=80%"."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice, wanted
from sim.foundations.faults import BadInput, Faults, fault
from sim.measures.arrays import Numbers
from sim.scenario.scenario import Scenario

AT_LEAST = {">=": True, "≥": True, "=>": True, "<=": False, "≤": False, "=<": False}
"""Ways to write that a measure is to be at least (or else at most) some number."""

COMPARISON = re.compile(r">=|=>|≥|<=|=<|≤|[<>=]+")
EXAMPLE = "first_choice_percent>=80%"


@dataclass(frozen=True, slots=True)
class Standard:
    """What a measure of a run is to be."""

    wanted: MeasureChoice
    at_least: bool
    """Or else at most."""
    number: float

    @property
    def text(self) -> str:
        """Return it as people write it."""
        return f"{self.wanted.text}{'>=' if self.at_least else '<='}{self.number:g}"

    @property
    def aim(self) -> str:
        """Return what is asked of the measure, in words."""
        unit = "%" if self.wanted.unit == "percent" else ""
        return f"at {'least' if self.at_least else 'most'} {self.number:,g}{unit}"

    def met(self, values: Numbers) -> Numbers:
        """Return 1 where a value meets the standard, 0 where it does not, not a number where it is undefined."""
        met = values >= self.number if self.at_least else values <= self.number
        return np.where(np.isnan(values), np.nan, met)

    def better(self, values: Numbers) -> Numbers:
        """Return the values turned so that more is nearer to what is asked."""
        return values if self.at_least else -values


def standard(text: str, scenario: Scenario) -> Standard:
    """Return the standard that a text asks of runs of the scenario. Raises BadInput with every fault."""
    place = f'standard "{text}"'
    found = COMPARISON.search(text)
    if found is None:
        mend = f"write a measure, >= or <=, and a number, such as {EXAMPLE}"
        raise BadInput([fault(place, "", "says neither at least (>=) nor at most (<=)", mend)])
    sign, name, right = found.group(), text[: found.start()].strip(), text[found.end() :].strip()
    faults = Faults()
    if sign not in AT_LEAST:
        faults.add(fault(place, "", f'"{sign}" is no comparison here', "write >= for at least, <= for at most"))
    measure: MeasureChoice | None = None
    with faults.gather():
        measure = wanted(name, scenario)
    percent = right.endswith("%")
    number = _number(right.removesuffix("%"))
    if number is None:
        faults.add(fault(place, "", f'"{right}" is not a number', f"end with one, such as {EXAMPLE}"))
    if percent and measure is not None and measure.unit != "percent":
        mend = f"leave out the % (it is counted in {measure.unit})"
        faults.add(fault(place, "", f"{measure.measure} is no percentage", mend))
    if number is not None and measure is not None and measure.unit == "percent" and not 0 <= number <= 100:
        faults.add(fault(place, "", f"{number:g}% is no share of anything", "give a number from 0 to 100"))
    if faults or measure is None or number is None:
        raise BadInput(faults)
    return Standard(measure, AT_LEAST[sign], number)


def is_standard(text: str) -> bool:
    """Whether a text compares something, as a standard does and the name of a file does not."""
    return COMPARISON.search(text) is not None


def share_of(text: str, name: str = "probability") -> float:
    """Return a share from "0.8" or "80%". Raises BadInput when it is no number."""
    body = text.strip()
    number = _number(body.removesuffix("%"))
    if number is None:
        raise BadInput([fault(name, "", f'"{text}" is not a number', "give one such as 0.8, or 80%")])
    return number / 100 if body.endswith("%") else number


def of_probability(number: float) -> list[str]:
    """Return what is wrong with a probability to aim at: nothing, when it lies strictly between 0 and 1."""
    if 0 < number < 1:
        return []
    return [fault(f"probability {number:g}", "", "cannot be aimed at", "give one between 0 and 1, such as 0.8, or 80%")]


def _number(text: str) -> float | None:
    """Return the number that a text is; None when it is none, or has no end."""
    try:
        number = float(text.strip().replace(",", ""))
    except ValueError:
        return None
    return number if np.isfinite(number) else None
