"""Limits on ranges: what is drawn from them obeys the limits of values, out to one draw in a thousand either way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf, isfinite

from sim.foundations.chance import Decision
from sim.parameters.tables import Table
from sim.scenario.files import limits
from sim.scenario.quantities.bounds import Problem, of_bounds
from sim.scenario.quantities.change import RelativeChange
from sim.scenario.quantities.declared import build, declared
from sim.scenario.quantities.drawing import HARD_ENDS
from sim.scenario.quantities.quantity import Plain, Quantity

FAR_ENDS: Mapping[str, float] = {"low": 0.001, "high": 0.999}
"""How far out draws are looked at, by the end of the range that leads there: 1 in 1,000 lies beyond."""

FARTHEST: Mapping[str, float] = {"low": 2.0**-53, "high": 1 - 2.0**-53}
"""The farthest that luck can draw: a number must come of it, however rarely."""

CUT = 0.1
"""By how much a factor on a whole table may lead a share or probability beyond 1, where it is then cut off."""

END_POINTS: Mapping[str, float] = {"low": 0.05, "high": 0.95}
"""The points of a range at which its ends lie, where those are no limits."""

SLOW = ("beta", "dirichlet")
"""Drawn within 0 and 1 by themselves, and by a library that takes long to load."""

SCARCE = "demand.entry_probability"
"""The fewer enter of those at risk, the more families there are: its low end is where they are most."""


@dataclass(frozen=True, slots=True)
class SetLuck:
    """Luck that draws the same point of every range."""

    u: float

    def uniform(self, _decision: Decision, _subject: int, _occasion: int = 0) -> float:
        """Return the point."""
        return self.u


def problems(quantities: Mapping[str, Quantity], years: float, horizon: float) -> Iterator[Problem]:
    """Yield what is wrong with the ranges of quantities that are sound by their central values."""
    unsound = [problem for path, item in quantities.items() for problem in _of_bounds(path, item)]
    yield from unsound
    if not unsound:
        yield from _of_sizes(quantities, years, horizon)


def _of_bounds(path: str, item: Quantity) -> Iterator[Problem]:
    """Yield the ends of a range, or of a change's, that lead to numbers which the unit does not have."""
    gives = item if item.layer is None else item.layer.gives
    if gives.distribution == "fixed" or gives.distribution in SLOW:
        return
    unit = replace(declared()[path].unit, whole=False, endless=True)
    table = isinstance(item.value, Table)
    for end, u in FAR_ENDS.items():
        if not all(map(isfinite, (*_numbers(item, u), *_numbers(item, FARTHEST[end])))):
            yield f"{path}.{end}", "lies so far out that draws have no end", "give a number nearer to the value"
            continue
        at_end = round(u) if gives.distribution in HARD_ENDS else END_POINTS[end]
        for number in _numbers(item, at_end if table else u):
            room = CUT if table and isfinite(unit.maximum) else 0.0
            wrong = [] if unit.minimum <= number <= unit.maximum + room else [*of_bounds(unit, path, number)]
            if wrong:
                _, problem, bounds = wrong[0]
                one = "the end" if table else "one draw in 1,000 beyond it"
                yield f"{path}.{end}", f"leads too far: {one} {problem}", f"{bounds}: narrow the range{_hard(table)}"
                break


def _hard(table: bool) -> str:
    return "" if table else ', or let its ends be limits (distribution = "triangular" or "uniform")'


def _numbers(item: Quantity, u: float) -> tuple[float, ...]:
    """Return the numbers at a point of the range; infinite where they are too large to be written."""
    layer = item.layer
    try:
        if layer is not None and item.below is not None and isinstance(layer.gives, RelativeChange):
            return () if layer.gives.how == "grows" else layer.gives.at(u).exact(item.below.value)
        given = item if layer is None else layer.gives
        assert isinstance(given, Quantity)
        point = given.quantile(u)
        return tuple(point * value for value in given.value.values()) if isinstance(given.value, Table) else (point,)
    except OverflowError:
        return (inf,)


def _of_sizes(quantities: Mapping[str, Quantity], years: float, horizon: float) -> Iterator[Problem]:
    """Yield the ends at which a scenario has sizes that no authority has, each place once."""
    told: set[str] = set()
    for end, u in FAR_ENDS.items():
        values = {path: _farthest(path, item, u, horizon) for path, item in quantities.items()}
        scarce = quantities.get(SCARCE)
        if scarce is not None and scarce.low is not None:
            values[SCARCE] = scarce.low
        limits.mend_draw(values)
        drawn = {path: replace(item, value=values[path]) for path, item in quantities.items()}
        for place, problem, mend in limits.of_a_draw(drawn, build(values), years):
            path = place.removesuffix(".value")
            ranged = path in quantities and quantities[path].low is not None
            if path not in told:
                told.add(path)
                yield f"{path}.{end}" if ranged else path, f"leads too far: one draw in 1,000 {problem}", mend


def _farthest(path: str, item: Quantity, u: float, horizon: float) -> Plain:
    """Return the value at a point of all its ranges, on the day on which it lies farthest out."""
    if not _is_quick(item):
        return item.value
    unit, luck = declared()[path].unit, SetLuck(u)
    days = [item.on(path, unit, day, luck) for day in (0.0, *item.days(horizon))]
    farther = max if u > 0.5 else min
    first = days[0]
    if isinstance(first, Table):
        numbers = zip(*(one.values() for one in days if isinstance(one, Table)), strict=True)
        return type(first)(*map(farther, numbers))
    return farther(one for one in days if not isinstance(one, Table))


def _is_quick(item: Quantity) -> bool:
    """Whether all that the value is drawn from is quickly worked out."""
    gives = item if item.layer is None else item.layer.gives
    return gives.distribution not in SLOW and (item.below is None or _is_quick(item.below))
