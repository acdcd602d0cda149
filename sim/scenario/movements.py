"""Which way a scenario moves the numbers of a base: what each was and is, and whether that is the way that is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from sim.parameters.tables import Table
from sim.scenario.assumptions import category_in_words, days_in_words, number_in_words
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.meanings import instead_of
from sim.scenario.quantities.quantity import Plain, Quantity
from sim.scenario.quantities.span import Span
from sim.scenario.scenario import Scenario

ALIKE = 1e-9
"""Share of a number below which a difference is nothing."""


@dataclass(frozen=True, slots=True)
class MovedNumber:
    """One number that was changed: of a table one category."""

    category: str
    """In words; empty for a single number."""
    was: float
    now: float

    @property
    def way(self) -> str:
        """Return which way it goes."""
        if abs(self.now - self.was) <= ALIKE * max(abs(self.now), abs(self.was)):
            return "as before"
        return "higher" if self.now > self.was else "lower"

    @property
    def words(self) -> str:
        """Return what it was and is: ``was 0.52, is 0.78 (higher)``."""
        named = f"{self.category} " if self.category else ""
        return f"{named}was {number_in_words(self.was)}, is {number_in_words(self.now)} ({self.way})"


@dataclass(frozen=True, slots=True)
class Movement:
    """What a scenario makes of one quantity of the base."""

    path: str
    quantity: Quantity
    """As the scenario has it."""
    stands_for: str
    """Path of the base's quantity in whose place it stands; empty where that is its own."""
    numbers: tuple[MovedNumber, ...]
    when: str
    """From when, until when and over how long, in words; empty for the whole run."""

    @property
    def sentence(self) -> str:
        """Return what it was and is, in words."""
        instead = f" (in place of {self.stands_for})" if self.stands_for else ""
        if not self.numbers:
            return f"{self.path}{instead}: as before{self.when}"
        unit = self.quantity.unit
        return f"{self.path}{instead}, {unit}: {'; '.join(one.words for one in self.numbers)}{self.when}"

    @property
    def reversed(self) -> tuple[MovedNumber, ...]:
        """Return the numbers that do not go the way that the file says is meant."""
        meant = self.quantity.meant
        against = tuple(one for one in self.numbers if meant and one.way not in (meant, "as before"))
        nothing = bool(meant) and all(one.way == "as before" for one in self.numbers)
        return self.numbers if nothing else against

    @property
    def warning(self) -> str:
        """Return that it does not go the way that is meant, with the mend; empty when it does."""
        if not self.numbers:
            nothing = "changes nothing in this run, which lies outside its days or has nothing to change"
            return f"{self.quantity.file}, {self.path}: {nothing}: look at from, until and how much."
        wrong = self.reversed
        if not wrong:
            return ""
        return (
            f"{self.quantity.file}, {self.path}: is meant to be {self.quantity.meant} than the base's, but "
            f"{'; '.join(one.words for one in wrong)}: give a change (times or plus), or a number that fits this base."
        )


def movements(base: Scenario, scenario: Scenario) -> list[Movement]:
    """Return what a scenario changes of the numbers that its base has already, in the order of the parameters."""
    return list(_movements(base, scenario))


def warnings(base: Scenario, scenario: Scenario) -> list[str]:
    """Return what goes another way than its file says is meant."""
    return [one.warning for one in movements(base, scenario) if one.warning]


def _movements(base: Scenario, scenario: Scenario) -> Iterator[Movement]:
    horizon = scenario.horizon
    for path, quantity in scenario.quantities.items():
        own = base.quantities.get(path)
        stands_for = instead_of(path) if own is None else ""
        before = own or base.quantities.get(stands_for)
        if before is None or (own is not None and own.same_numbers(quantity)):
            continue
        days = (0.0, *sorted(quantity.days(horizon)))
        numbers = _moved(path, before, quantity, days)
        if numbers or quantity.meant or (quantity.layer is not None and quantity.layer.span != Span()):
            when = "" if quantity.layer is None else days_in_words(quantity.layer.span, scenario.start)
            yield Movement(path, quantity, stands_for, numbers, when)


def _moved(path: str, before: Quantity, now: Quantity, days: tuple[float, ...]) -> tuple[MovedNumber, ...]:
    """Return the numbers that are changed, each as it is when it lies farthest from what it was."""
    unit = declared()[path].unit
    pairs = [(_numbers(before.on(path, unit, day)), _numbers(now.on(path, unit, day))) for day in days]
    found = []
    for number, name in enumerate(_names(now.value)):
        was, then = max(
            ((one[0][number], one[1][number]) for one in pairs if len(one[0]) == len(one[1])),
            key=lambda pair: abs(pair[1] - pair[0]),
            default=(0.0, 0.0),
        )
        found.append(MovedNumber(name, was, then))
    changed = tuple(one for one in found if one.way != "as before")
    return changed or (tuple(found) if now.meant else ())


def _numbers(value: Plain) -> tuple[float, ...]:
    return value.values() if isinstance(value, Table) else (value,)


def _names(value: Plain) -> tuple[str, ...]:
    return tuple(category_in_words(item.name) for item in fields(value)) if isinstance(value, Table) else ("",)
