"""What can be laid over a base before strategies, and which numbers of the planner's own are of it.

Where a council has a base with courts of its own, made beside its base, letting courts decide means that one: courts
laid over a base are England's, under which its children leave as they do elsewhere.
"""

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


COURTS: Final = "legal_process"

WITH_COURTS: Final = "_with_courts"
"""Ends the name of a base with courts of its own, made beside the base that begins it."""


def with_courts(base: str) -> str:
    """Return what the base with courts of its own is called that belongs to a base; empty where there is none."""
    name = f"{base}{WITH_COURTS}"
    return name if name in reading.known_names(strategies=False) else ""


def without_courts(base: str) -> str:
    """Return the base to which a base with courts of its own belongs; empty where it belongs to none."""
    name = base.removesuffix(WITH_COURTS)
    return name if name != base and name in reading.known_names(strategies=False) else ""


def base_under(asked: Asked) -> str:
    """Return the name of the base over which all else is laid."""
    own = with_courts(asked.base) if COURTS in asked.parts and not asked.base_text else ""
    return own or asked.base


def laid_over(asked: Asked) -> tuple[str, ...]:
    """Return the names of what is laid over that base before strategies."""
    return asked.parts if base_under(asked) == asked.base else tuple(part for part in asked.parts if part != COURTS)


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
    return tuple(one for one in asked.numbers if not any(is_of(one.path, part) for part in laid_over(asked)))


def with_parts(asked: Asked, base: str = "") -> Scenario:
    """Return the base, or the one at a path in its place, with what is laid over it before strategies."""
    return load("+".join((base or base_under(asked), *laid_over(asked))))
