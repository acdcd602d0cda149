"""Worlds whose luck is written down in the test, so that every date in the register can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple
from math import exp, inf, log
from typing import Any

from quiet_parameters import CALENDAR, YEAR

from sim.foundations import decisions_of_chance
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, Location, Route, Sex
from sim.foundations.decisions_of_chance import of_market
from sim.model.core.people import SIBLING_BITS, Child, Household
from sim.model.engine.arrivals import STRIP
from sim.model.lives.looked_after import enter_care
from sim.model.lives.world import World
from sim.model.model import build, simulate
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters

Luck = Mapping[str, float | Callable[[int, int], float]]


def constants() -> dict[str, str]:
    """The decisions of the list, by what the code calls them."""
    return {constant: name for constant, name in vars(decisions_of_chance).items() if constant.isupper()}


def names() -> list[str]:
    """The names of all decisions of the model, those of each market too."""
    return [*constants().values(), *(name for kind in Kind for name in astuple(of_market(kind)))]


class Scripted(Chance):
    """Chance whose numbers are written by name of the decision, or worked out from (subject, occasion); else a half."""

    __slots__ = ("luck",)

    def __init__(self, luck: Luck) -> None:
        super().__init__(0, 0)
        unknown = set(luck) - set(names())
        assert not unknown, f"no decision has this name: {unknown}"
        self.luck = luck

    def uniform(self, decision: str, subject: int, occasion: int = 0) -> float:
        number = self.luck.get(decision, 0.5)
        return number(subject, occasion) if callable(number) else number


def threshold(size: float) -> float:
    """The uniform number of which the unit exponential is `size`."""
    return exp(-size)


HALF = -log(0.5)
"""The unit exponential that comes of luck that nobody has written down."""


def by_occasion(*numbers: float, otherwise: float = 0.5) -> Callable[[int, int], float]:
    """The numbers for occasions 0, 1, 2, ...; `otherwise` for those after."""
    return lambda _, occasion: numbers[occasion] if occasion < len(numbers) else otherwise


def by_subject(numbers: Mapping[int, float], otherwise: float = 0.5) -> Callable[[int, int], float]:
    """The number for each subject named, whatever the occasion."""
    return lambda subject, _: numbers.get(subject, otherwise)


def on_days(*days: float, mark: float = 1e-7) -> Callable[[int, int], float]:
    """Luck of a stream of arrivals, of a rate below one strip, with candidates on these days and no more.

    They arrive when the rate of the day, in arrivals per year, is above `mark`.
    """
    gaps = [day - before for before, day in zip((0.0, *days), days, strict=False)]

    def number(identity: int, which: int) -> float:
        if which == 1:
            return mark / STRIP
        return threshold(gaps[identity] * STRIP / YEAR) if identity < len(gaps) else 5e-324

    return number


def made(
    parameters: Parameters, luck: Luck | Chance | None = None, years: float = 3.0, calendar: Calendar = CALENDAR
) -> World:
    """A world in which nobody is yet, with luck that is written down or that of a replication."""
    chance = luck if isinstance(luck, Chance) else Scripted(luck or {})
    return build(parameters, calendar, chance, years)


def a_child(
    age: float = 8.0,
    day: float = 0.0,
    family: int = 1,
    which: int = 0,
    route: Route = Route.POLICE_PROTECTION,
    **changes: Any,
) -> Child:
    """A child of `age` years on a day, without needs unless said otherwise."""
    values: dict[str, Any] = {
        "area": 0,
        "calendar": CALENDAR,
        "sex": Sex.FEMALE,
        "behaviour": False,
        "disability": False,
        **changes,
    }
    return Child(identity=family << SIBLING_BITS | which, family=family, born=day - age * YEAR, route=route, **values)


def siblings(*children: Child) -> list[Child]:
    """The children, made one another's siblings."""
    for child in children:
        child.siblings = [other for other in children if other is not child]
    return list(children)


def a_household(world: World, identity: int = 900, **changes: Any) -> Household:
    """A household of one place inside the borough, that takes everyone and has no skills, joined now."""
    values: dict[str, Any] = {
        "area": 0,
        "places": 1,
        "location": Location.INSIDE,
        "ages": 7,
        "skills": 0,
        "agreement": 1.0,
        **changes,
    }
    household = Household(identity=identity, **values)
    world.fostering.join(household, world.lives.now)
    return household


def comes(world: World, day: float, *children: Child) -> None:
    """Have `children`, together, come into care on a day."""
    world.lives.at(day, lambda: enter_care(world, list(children)))


def run(world: World, until: float = inf) -> Register:
    """Let the world run, to its end or to a day."""
    world.lives.run(until)
    return world.register


def lived(parameters: Parameters, luck: Luck, years: float = 3.0) -> Register:
    """What is recorded of all who come in these years, by their luck."""
    return simulate(parameters, CALENDAR, Scripted(luck), years)


def lived_by_one(parameters: Parameters, luck: Luck | None = None, *, years: float, **child: Any) -> Register:
    """What is recorded of one child, who comes into care on the first day."""
    world = made(parameters, luck, years)
    comes(world, 0.0, a_child(**child))
    return run(world)


def homes(register: Register) -> list[tuple[Kind, float, float]]:
    """Kind, first and last day of each placement."""
    rows = register.placements
    return [(Kind(kind), began, ended) for kind, began, ended in zip(rows.kind, rows.began, rows.ended, strict=True)]
