"""Faults of what was asked, each at the field of the form in which it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.foundations.faults import BadInput


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field, and how to mend it."""

    field: str
    """Its name; empty for a fault of the whole."""
    message: str
    """In the words of the command line."""


class FieldFaults(BadInput):
    """What was asked cannot be used; holds every fault with its field."""

    def __init__(self, found: Iterable[FieldFault]) -> None:
        self.found = tuple(dict.fromkeys(found))
        super().__init__(one.message for one in self.found)

    def __reduce__(self) -> tuple[type[FieldFaults], tuple[tuple[FieldFault, ...]]]:
        return type(self), (self.found,)


@dataclass(slots=True)
class FaultsSoFar:
    """Faults that are gathered while a form is read, so that all of them can be told at once."""

    found: list[FieldFault]

    def add(self, field: str, message: str) -> None:
        """Add a fault of a field."""
        self.found.append(FieldFault(field, message))
