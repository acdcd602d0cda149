"""Targets of the performance report: what is green, amber and red, and what managers do not track."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import isnan, nan
from typing import Annotated, Literal

from sim.experiments.performance.line import PERCENT
from sim.experiments.performance.lines import LINES
from sim.foundations.faults import BadInput, did_you_mean, fault, listed
from sim.scenario.files import experiment_file

FOLDER = "targets"
"""Within the folders of scenarios."""

USUAL = "letter"


class Colour(StrEnum):
    """How far a line is from its target."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE_DUE = "none due"
    NO_TARGET = "no target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The bounds of one line's colours; at a bound the better colour holds."""

    line: Annotated[str, "the name of a line as text"]
    green: Annotated[float, "a number"]
    amber: Annotated[float, "a number"]
    unit: Annotated[str, "the line's unit as text"]
    kind: Annotated[Literal["policy", "judgement", "published", "local"], '"policy", "local" or another kind']
    source: Annotated[str, "text"]
    as_of: Annotated[date, "a date"]

    def colour(self, value: float) -> Colour:
        """Return the colour of a value: higher is better where green lies above amber, lower where below."""
        if isnan(value):
            return Colour.NONE_DUE
        sign = 1.0 if self.green >= self.amber else -1.0
        if sign * value >= sign * self.green:
            return Colour.GREEN
        return Colour.AMBER if sign * value >= sign * self.amber else Colour.RED


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedShare:
    """Of what is not in the register, how much managers track."""

    share: Annotated[float, "a share from 0 to 1"]
    kind: Annotated[Literal["policy", "judgement", "published", "local"], '"policy", "local" or another kind']
    source: Annotated[str, "text"]
    as_of: Annotated[date, "a date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsFile:
    """What a file of targets says."""

    title: Annotated[str, "text"]
    about: Annotated[str, "text"] = ""
    target: Annotated[tuple[Target, ...], "a list of tables, each under [[target]]"] = ()
    permanence_meetings: Annotated[tuple[TrackedShare, ...], "one table under [[permanence_meetings]]"] = field(
        default=()
    )

    def of(self, line: str) -> Target | None:
        """Return the target of a line, None where it has none."""
        return next((one for one in self.target if one.line == line), None)

    @property
    def tracked(self) -> float:
        """Return what share of permanence planning meetings managers track; not a number if the file does not say."""
        return self.permanence_meetings[0].share if self.permanence_meetings else nan


def read(name: str = USUAL) -> TargetsFile:
    """Return the targets of a file, by name or path. Raises BadInput with every fault."""
    found = experiment_file.read(name, TargetsFile, FOLDER)
    problems = [*_problems(found)]
    if problems:
        raise BadInput(fault(name, *problem) for problem in problems)
    return found


def _problems(found: TargetsFile) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with targets that are well-formed: place, problem, mend."""
    units = {line.target_id: line.unit for line in LINES}
    told: set[str] = set()
    for number, one in enumerate(found.target, start=1):
        place = f"target[{number}]"
        if one.line not in units:
            mend = did_you_mean(one.line, units, f"give one of {listed(sorted(units))}")
            yield f"{place}.line", f'no line is called "{one.line}"', mend
            continue
        if one.line in told:
            yield f"{place}.line", f'"{one.line}" is given twice', "give each line once"
        told.add(one.line)
        if one.unit != units[one.line]:
            yield f"{place}.unit", f'is "{one.unit}"', f'it must be "{units[one.line]}"'
        for name, bound in (("green", one.green), ("amber", one.amber)):
            if not 0.0 <= bound <= (100.0 if one.unit == PERCENT else 1e6):
                yield f"{place}.{name}", f"{bound:g} is no value of the line", "give a number within its bounds"
    if len(found.permanence_meetings) > 1:
        yield "permanence_meetings", "is given more than once", "give it once"
    for tracked in found.permanence_meetings:
        if not 0.0 <= tracked.share <= 1.0:
            yield "permanence_meetings.share", f"{tracked.share:g} is no share", "give a number from 0 to 1"
