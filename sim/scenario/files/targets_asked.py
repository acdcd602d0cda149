"""Targets as a scenario file writes them: a measure, at most or at least a number, and by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any, Final

from sim.foundations.faults import did_you_mean, shown
from sim.scenario.quantities.bounds import Problem

TARGETS: Final = "targets"
"""The table of a file that holds them."""

AT_MOST, AT_LEAST = "at_most", "at_least"
KEYS: Final = ("measure", "category", AT_MOST, AT_LEAST, "by", "title")

EXAMPLE: Final = 'write [targets.residential] with measure = "in_residential", at_most = 70 and by = 2029-03-31'


@dataclass(frozen=True, slots=True)
class TargetAsked:
    """What a scenario wants of a measure; whether runs have such a measure is another question."""

    name: str
    file: str
    measure: str
    category: str
    at_least: bool
    """Or else at most."""
    number: float
    by: date | None
    """The day on which it is to hold; over the whole run where none is given."""
    title: str

    @property
    def path(self) -> str:
        """Return where it stands in its file."""
        return f"{TARGETS}.{self.name}"


def problems(content: object) -> Iterator[Problem]:
    """Yield what is wrong with the targets of a file, whatever measures there are."""
    if not isinstance(content, dict):
        yield TARGETS, f"is {shown(content)}, but it is a part made of targets", EXAMPLE
        return
    for name, one in content.items():
        path = f"{TARGETS}.{name}"
        if isinstance(one, dict):
            yield from _of_one(path, one)
        else:
            yield path, f"is {shown(one)}, but a target is a table", EXAMPLE


def asked(content: Mapping[str, Mapping[str, Any]], file: str) -> Iterator[TargetAsked]:
    """Yield the targets of a file without a fault."""
    for name, one in content.items():
        at_least = AT_LEAST in one
        yield TargetAsked(
            name=name,
            file=file,
            measure=one["measure"],
            category=one.get("category", ""),
            at_least=at_least,
            number=float(one[AT_LEAST if at_least else AT_MOST]),
            by=one.get("by"),
            title=one.get("title", ""),
        )


def _of_one(path: str, one: Mapping[str, object]) -> Iterator[Problem]:
    for key in one:
        if key not in KEYS:
            yield f"{path}.{key}", "is not known of a target", did_you_mean(key, KEYS, f"it has {', '.join(KEYS)}")
    for key in ("measure", "category", "title"):
        if key in one and not isinstance(one[key], str):
            yield f"{path}.{key}", f"is {shown(one[key])}", "it must be text"
    if "measure" not in one:
        yield f"{path}.measure", "is missing", 'say of what, such as measure = "in_residential"'
    given = [key for key in (AT_MOST, AT_LEAST) if key in one]
    if len(given) != 1:
        said = "gives both at_most and at_least" if given else "says neither at_most nor at_least"
        yield path, said, "give one of the two, such as at_most = 70"
    for key in given:
        number = one[key]
        if isinstance(number, bool) or not isinstance(number, int | float) or not isfinite(number):
            yield f"{path}.{key}", f"is {shown(number)}", "it must be a number, such as 70"
    by = one.get("by", date.min)
    if not isinstance(by, date) or isinstance(by, datetime):
        yield f"{path}.by", f"is {shown(by)}", "it must be a date without quotation marks, such as 2029-03-31"
