"""Arguments of calls from Python: the kind that each is to be, one check for all calls, all faults told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from os import PathLike, fspath
from types import MappingProxyType
from typing import Final

from sim.foundations.faults import BadInput, Faults, fault, shown
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ArgumentKind:
    """What an argument may be, and how that is told."""

    names: tuple[str, ...]
    """Of the arguments of this kind, in all calls."""
    taken: Callable[[object], object]
    """What a value is taken for, such as a path for its text; None when it is not of the kind."""
    misfit: str
    mend: str


def _text(value: object) -> str | None:
    return fspath(value) if isinstance(value, str | PathLike) else None


def _scenario(value: object) -> Scenario | str | None:
    return value if isinstance(value, Scenario) else _text(value)


def _several(value: object) -> tuple[object, ...] | None:
    """Return names as they are listed; one alone is a list of one, and a list in a list is one with it."""
    alone = _scenario(value)
    if alone is not None:
        return (alone,)
    parts = list(map(_several, value)) if isinstance(value, Sequence) else [None]
    every = [part for part in parts if part is not None]
    return tuple(one for part in every for one in part) if len(every) == len(parts) else None


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, Real) and not isinstance(value, bool) else None


def _share(value: object) -> float | None:
    number = _number(value)
    return number if number is not None and 0 < number < 1 else None


def _numbers(value: object) -> tuple[object, ...] | None:
    alone = _number(value)
    if alone is not None:
        return (alone,)
    every = [_number(one) for one in value] if isinstance(value, Sequence) else [None]
    return None if None in every else tuple(every)


def _switch(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


IN_QUOTES = 'give a name or a path in quotes, such as "tower_hamlets_2018"'

SCENARIO = ArgumentKind(("scenario", "base"), _scenario, "is no scenario", f"{IN_QUOTES}, or what load gives")

KINDS: Final = (
    SCENARIO,
    ArgumentKind(
        ("strategies",), _several, "is no list of names", 'give one in quotes, or a list, such as ["ipop", "camhs"]'
    ),
    ArgumentKind(
        ("councils",), _several, "is no list of names", 'give a list, such as ["leeds_2024", "bradford_2024"]'
    ),
    ArgumentKind(
        ("measures",), _several, "is no list of measures", 'give one in quotes, or a list, such as ["in_residential"]'
    ),
    ArgumentKind(
        ("within",), _several, "is no list of parts", 'give one in quotes, or a list, such as ["ipop", "demand"]'
    ),
    ArgumentKind(
        ("precision",), _several, "is no precision", 'give one in quotes, or a list, such as ["looked_after=3"]'
    ),
    ArgumentKind(
        (
            *("what", "file", "by", "measure", "want", "against", "leaving", "ensemble", "cluster", "month"),
            *("targets", "council", "text", "until", "name"),
        ),
        _text,
        "is no text",
        "give words in quotes",
    ),
    ArgumentKind(
        (
            *("replications", "seed", "processes", "most", "points", "runs", "replication", "year"),
            *("waves", "members", "chance"),
        ),
        _whole,
        "is not a whole number",
        "give digits alone, without quotes, such as 20",
    ),
    ArgumentKind(
        ("years", "probability", "share", "low", "high", "step"),
        _number,
        "is not a number",
        "give one without quotes, such as 2.5",
    ),
    ArgumentKind(("confidence",), _share, "is no share between 0 and 1", "give one such as 0.95"),
    ArgumentKind(("scales",), _numbers, "is no list of numbers", "give a number, or a list, such as [0.5, 1, 2]"),
    ArgumentKind(
        (
            *("uncertainty", "central", "neutral", "saltelli", "screening", "tornado_only", "trust_this_machine"),
            *("fast", "with_courts", "with_services", "fitted_services"),
        ),
        _switch,
        "is neither True nor False",
        "give one of the two, without quotes",
    ),
)

BY_NAME: Final[Mapping[str, ArgumentKind]] = MappingProxyType({name: kind for kind in KINDS for name in kind.names})
"""Each argument's kind; those without one (sums of money, factors, whom to tell of progress) are taken as they are."""


def mended(given: Mapping[str, object], left_out: Mapping[str, object], *, loaded: bool = True) -> dict[str, object]:
    """Return arguments as calls take them: one name for a list becomes a list of one, a path its text.

    `left_out` is what each argument is when it is not given; `loaded` says that scenarios may be given as loaded and
    not only by name. Raises BadInput with every fault.
    """
    faults, found = Faults(), dict(given)
    for name, value in given.items():
        kind = BY_NAME.get(name)
        if kind is None or (value is None and left_out.get(name) is None):
            continue
        found[name] = kind.taken(value)
        if found[name] is None:
            mend = IN_QUOTES if kind is SCENARIO and not loaded else kind.mend
            faults.add(fault(name, "", f"{_told(value)} {kind.misfit}", mend))
        elif not loaded and _has_scenario(value):
            faults.add(fault(name, "", "is a scenario as it was loaded, which this call does not take", IN_QUOTES))
    if faults:
        raise BadInput(faults)
    return found


def _has_scenario(value: object) -> bool:
    every = value if isinstance(value, list | tuple) else (value,)
    return any(isinstance(one, Scenario) for one in every)


def _told(value: object) -> str:
    """Return a value as who gave it wrote it: Python's own None, True and False."""
    return repr(value) if value is None or isinstance(value, bool) else shown(value)
