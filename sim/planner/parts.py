"""What can be laid over a base before strategies, and which numbers of the planner's own are of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from sim.planner.asked import Asked, AskedNumber
from sim.scenario.files import reading, scenario_file
from sim.scenario.scenario import Scenario, load

PARTS: Final[Mapping[str, str]] = {
    "legal_process": "courts decide when children leave care",
    "statutory_services": "reviews, health, social workers and school",
}
"""Each with what it adds, inside a sentence."""


@cache
def given(part: str) -> frozenset[str]:
    """Return the paths of the quantities that a part brings."""
    return scenario_file.read(reading.locate(part, strategy=True), strategy=True).given


def is_of(path: str, part: str) -> bool:
    """Whether the number at a path, which may be one of a table, is of a part."""
    return path in given(part) or path.rpartition(".")[0] in given(part)


def numbers_of(asked: Asked, part: str) -> tuple[AskedNumber, ...]:
    """Return the planner's own numbers of a part that is laid over the base."""
    return tuple(one for one in asked.numbers if is_of(one.path, part))


def numbers_of_base(asked: Asked) -> tuple[AskedNumber, ...]:
    """Return the planner's own numbers of the base itself."""
    return tuple(one for one in asked.numbers if not any(is_of(one.path, part) for part in asked.parts))


def with_parts(asked: Asked, base: str = "") -> Scenario:
    """Return the base, or the one at a path in its place, with what is laid over it before strategies."""
    return load("+".join((base or asked.base, *asked.parts)))
