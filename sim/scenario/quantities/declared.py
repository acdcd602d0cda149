"""Which quantities the parameters declare: their dotted paths, units and shapes, as `parameters.py` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByFinancialYear, Table
from sim.parameters.units import ONS_CODE, READ_WHEN_USED, Unit
from sim.scenario.quantities.quantity import Plain

LATER = "later"
"""The field of the parameters that is no part of them: what they are later in a run."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A quantity that the model reads."""

    path: str
    part: str
    """Name of the class that declares it."""
    unit: Unit
    table: type[Table] | None
    """The categories of a table; None for a single number."""
    datable: bool = False
    """Whether the model reads it at the moment it is used, so that it may change during a run."""

    @property
    def by_year(self) -> bool:
        """Whether it has a number for each financial year."""
        return self.table is ByFinancialYear

    @property
    def categories(self) -> tuple[str, ...]:
        """Names of the table's categories; empty for a single number."""
        return tuple(item.name for item in fields(self.table)) if self.table else ()


@cache
def declared() -> Mapping[str, Declared]:
    """Return every quantity by its dotted path, in the order of the parameters."""
    return {item.path: item for item in _walk(Parameters, "")}


@cache
def optional_parts() -> frozenset[str]:
    """Return the names of the parts that a scenario may leave out, also within another: ``outlook.unaccompanied``."""
    return frozenset(_optional(Parameters, ""))


@cache
def part_of(path: str) -> str:
    """Return the name of the part whose quantities come together with the one at `path`, or not at all."""
    names = path.split(".")
    inner = (".".join(names[:length]) for length in range(len(names) - 1, 1, -1))
    return next((name for name in inner if name in optional_parts()), names[0])


@cache
def names_under(prefix: str) -> tuple[str, ...]:
    """Return the names that may stand directly under `prefix` ("" for the top); none under a quantity.

    A code is not among them: it is taken from what stands at the top of a file.
    """
    start = f"{prefix}." if prefix else ""
    below = (
        path[len(start) :].split(".")[0]
        for path, item in declared().items()
        if path.startswith(start) and item.unit is not ONS_CODE
    )
    return tuple(dict.fromkeys(below))


def parts() -> tuple[str, ...]:
    """Return the names of the parts of the parameters, with the optional ones that lie within another."""
    return tuple(dict.fromkeys(part_of(path) for path in declared()))


def build(values: Mapping[str, Plain]) -> Parameters:
    """Return the parameters with these values by path; a part without values is absent."""
    made: Parameters = _build(Parameters, "", values)
    return made


def _hints(part: type[Any]) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(part, include_extras=True)
    return ((item.name, hints[item.name]) for item in fields(part) if item.name != LATER)


def _unit(hint: Any) -> Unit | None:
    return next((item for item in getattr(hint, "__metadata__", ()) if isinstance(item, Unit)), None)


def _table(hint: Any) -> type[Table] | None:
    """Return the class of a quantity that is a table."""
    shape = get_args(hint)[0]
    return shape if isinstance(shape, type) and issubclass(shape, Table) else None


def _part(hint: Any) -> type[Any]:
    """Return the class of a part from the hint `Part` or `Part | None`."""
    return next(kind for kind in (hint, *get_args(hint)) if is_dataclass(kind) and isinstance(kind, type))


def _optional(part: type[Any], prefix: str) -> Iterator[str]:
    for name, hint in _hints(part):
        if _unit(hint) is None:
            if type(None) in get_args(hint):
                yield f"{prefix}{name}"
            yield from _optional(_part(hint), f"{prefix}{name}.")


def _walk(part: type[Any], prefix: str) -> Iterator[Declared]:
    for name, hint in _hints(part):
        unit = _unit(hint)
        if unit is None:
            yield from _walk(_part(hint), f"{prefix}{name}.")
        else:
            yield Declared(f"{prefix}{name}", part.__name__, unit, _table(hint), READ_WHEN_USED in hint.__metadata__)


def _build(part: type[Any], prefix: str, values: Mapping[str, Plain]) -> Any:
    given: dict[str, Any] = {}
    for name, inner in _shapes()[part]:
        path = f"{prefix}{name}"
        if inner is None:
            given[name] = values[path]
        elif any(other.startswith(f"{path}.") for other in values):
            given[name] = _build(inner, f"{path}.", values)
    return part(**given)


@cache
def _shapes() -> Mapping[type[Any], tuple[tuple[str, type[Any] | None], ...]]:
    """Return for each part its fields: the name and the class of the part it holds, None for a quantity."""
    found: dict[type[Any], tuple[tuple[str, type[Any] | None], ...]] = {}
    waiting: list[type[Any]] = [Parameters]
    while waiting:
        part = waiting.pop()
        found[part] = tuple((name, None if _unit(hint) else _part(hint)) for name, hint in _hints(part))
        waiting.extend(inner for _, inner in found[part] if inner is not None)
    return found
