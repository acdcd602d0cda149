"""Every mix of strategies at several sizes: where each is run, what it is called, and what it costs at the least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, compress, product
from math import prod, sqrt

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.running.execution.tasks import Point
from sim.experiments.statistics.sample import NumberKey
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, Faults, fault, listed
from sim.measures import measure
from sim.measures.arrays import Numbers, Rows
from sim.model.register.register import Register
from sim.scenario.levers import Setting, laid
from sim.scenario.scenario import Scenario, load
from sim.scenario.sizes import SIZE

MOST_STRATEGIES = 8
"""Of which every set is a scenario of its own: 256."""

MOST_MIXES = 100_000
"""Beyond which nobody would wait for the search."""

COST_OF_STRATEGIES = MeasureChoice("cost_strategies")

FUTURES_FOR_COST = 32
"""Futures over which the least cost of a strategy is averaged when inputs are drawn."""

ERRORS_BELOW = 3.0
"""Standard errors that are taken off that average, so that no mix is called too dear by the luck of its draws."""


@dataclass(frozen=True, slots=True)
class StrategySizes:
    """A strategy that may be in a mix, at which sizes."""

    name: str
    title: str
    sizes: tuple[float, ...]
    """Those above 0 that can be had, in order; 1 is the strategy as its file has it."""
    unfit: Mapping[float, str]
    """Other sizes that were asked for, and why they cannot be had."""
    in_sizes: bool
    """Whether its file says what its size multiplies; otherwise it is in the mix or not."""

    def at(self, size: float) -> str:
        """Return what it is called at a size, in plain words."""
        if size == 1:
            return self.title
        times = {0.5: "half", 2.0: "twice", 3.0: "three times"}.get(size, f"{size:g} times")
        return f"{self.title} at {times} its size"


@dataclass(frozen=True, slots=True)
class Mixes:
    """The mixes: sizes of the strategies, 0 where a strategy is not in the mix. The first is the base without any."""

    strategies: tuple[StrategySizes, ...]
    scenarios: tuple[Scenario, ...]
    """One for each set of strategies that can be combined, the base first."""
    sizes: Numbers
    """One row a mix, one column a strategy."""
    points: tuple[Point, ...]
    """Where each is run."""
    unlike: tuple[str, ...] = ()
    """Strategies that cannot be combined, in words."""

    def __repr__(self) -> str:
        return (
            f"<Mixes: {len(self):,} of {counted(len(self.strategies), 'strategy', 'strategies')} over {self.base.name}>"
        )

    def __len__(self) -> int:
        """Return how many mixes there are."""
        return len(self.points)

    @property
    def base(self) -> Scenario:
        """Return the base, without any of the strategies."""
        return self.scenarios[0]

    def of(self, rows: Rows) -> Mixes:
        """Return some of the mixes."""
        points = tuple(self.points[row] for row in rows.tolist())
        return Mixes(self.strategies, self.scenarios, self.sizes[rows], points, self.unlike)

    def numbers(self) -> Mapping[tuple[float, ...], int]:
        """Return the number of each mix by its sizes."""
        return {tuple(row): number for number, row in enumerate(self.sizes.tolist())}

    def neighbours(self, mix: int) -> list[int]:
        """Return the mixes that differ from one in that a strategy is left out, or added as its file has it."""
        found, numbers = [], self.numbers()
        for column, one in enumerate(self.strategies):
            row = self.sizes[mix].tolist()
            row[column] = 0.0 if row[column] > 0 else 1.0 if 1.0 in one.sizes else one.sizes[0]
            if tuple(row) in numbers:
                found.append(numbers[tuple(row)])
        return found

    def parts(self, mix: int) -> list[str]:
        """Return what is in a mix, in plain words."""
        sizes = self.sizes[mix].tolist()
        return [one.at(size) for one, size in zip(self.strategies, sizes, strict=True) if size > 0]

    def title(self, mix: int) -> str:
        """Return what a mix is called, in plain words."""
        return " + ".join(self.parts(mix)) or "None of the strategies"

    def alone(self, strategy: StrategySizes) -> Scenario:
        """Return the base with one of the strategies alone."""
        wanted = (*self.base.strategies, strategy.name)
        return next(scenario for scenario in self.scenarios if scenario.strategies == wanted)


def sets_of(base: str, strategies: Sequence[str], years: float | None) -> list[Scenario]:
    """Return the base with every set of the strategies that can be combined laid over it, the base first.

    Raises BadInput when there are too many strategies, or one cannot be laid over the base by itself.
    """
    if len(strategies) > MOST_STRATEGIES:
        mend = f"give at most {MOST_STRATEGIES}: every set of them is tried"
        raise BadInput([f"strategies: {len(strategies)} are too many; {mend}"])
    faults = Faults()
    alone: dict[tuple[int, ...], Scenario] = {}
    for place, name in enumerate(strategies):
        with faults.gather():
            alone[place,] = load(base, name)
    start = load(base) if not faults else None
    faults.add(*_not_single(start, alone, strategies))
    if faults or start is None:
        raise BadInput(faults)
    found, unlike = [start, *alone.values()], set()
    for count in range(2, len(strategies) + 1):
        for places in combinations(range(len(strategies)), count):
            if any(pair in unlike for pair in combinations(places, 2)):
                continue
            try:
                found.append(load(base, *(strategies[place] for place in places)))
            except BadInput:
                if count > 2:
                    raise
                unlike.add(places)
    return found if years is None else [scenario.with_years(years) for scenario in found]


def _not_single(start: Scenario | None, alone: dict[tuple[int, ...], Scenario], names: Sequence[str]) -> list[str]:
    """Return which names stand for more than one strategy, or for one that is there already."""
    if start is None:
        return []
    faults = []
    seen: set[str] = set(start.strategies)
    for (place,), scenario in alone.items():
        own = scenario.strategies[len(start.strategies) :]
        if len(own) != 1:
            faults.append(fault(names[place], "", "is not one strategy", "name each by itself: all mixes are tried"))
        elif own[0] in seen:
            faults.append(fault(names[place], "", "is there already", "name each strategy once"))
        seen.update(own)
    return faults


def mixes_of(scenarios: Sequence[Scenario], sizes: Sequence[float]) -> Mixes:
    """Return every mix of the strategies of the scenarios at these sizes.

    `scenarios` are those of `sets_of`. Raises BadInput when there are too many mixes, or no size of a strategy fits.
    """
    base = scenarios[0]
    sets = [scenario.strategies[len(base.strategies) :] for scenario in scenarios]
    strategies = tuple(
        _strategy(base, scenario, own[0], sizes) for own, scenario in zip(sets, scenarios, strict=True) if len(own) == 1
    )
    faults = [message for one in strategies if not one.sizes for message in one.unfit.values()]
    count = prod(1 + len(one.sizes) for one in strategies)
    if count > MOST_MIXES:
        faults.append(f"{count:,} mixes are too many; give fewer strategies or sizes, to make at most {MOST_MIXES:,}")
    if not strategies:
        faults.append("strategies: none is given; name at least one")
    if faults:
        raise BadInput(faults)
    numbers = {own: number for number, own in enumerate(sets)}
    names = tuple(one.name for one in strategies)
    rows, points = [], []
    for row in product(*((0.0, *one.sizes) for one in strategies)):
        number = numbers.get(tuple(compress(names, row)))
        if number is not None:
            rows.append(row)
            points.append(Point(number, _settings(names, row)))
    unlike = tuple(listed(pair) for pair in combinations(names, 2) if pair not in numbers)
    return Mixes(strategies, tuple(scenarios), np.array(rows, dtype=np.float64), tuple(points), unlike)


def _settings(names: Sequence[str], row: Sequence[float]) -> tuple[Setting, ...]:
    """Return what is set for a mix: sizes other than those that the files have."""
    return tuple(Setting(f"{SIZE}{name}", size) for name, size in zip(names, row, strict=True) if size not in (0, 1))


def _strategy(base: Scenario, scenario: Scenario, name: str, sizes: Sequence[float]) -> StrategySizes:
    """Return a strategy with those of the sizes that fit it."""
    title = scenario.title.removeprefix(f"{base.title}, ")
    if name not in scenario.sizes:
        return StrategySizes(name, title, (1.0,), {}, in_sizes=False)
    fit: list[float] = []
    unfit: dict[float, str] = {}
    for size in sorted({float(size) for size in sizes if size > 0}):
        try:
            laid(scenario, [Setting(f"{SIZE}{name}", size)])
            fit.append(size)
        except BadInput as bad:
            unfit[size] = str(bad)
    return StrategySizes(name, title, tuple(fit), unfit, in_sizes=True)


def least_costs(mixes: Mixes, seed: int, uncertainty: bool) -> Numbers:
    """Return for each mix what its strategies cost a year at the least, on average: with nobody to work with.

    Staff and running costs are known before anything is run; what each case adds is not.
    """
    without = _running_cost(mixes.base, seed, uncertainty)
    found = np.full(len(mixes), without.mean())
    given: set[str] = set()
    for column, one in enumerate(mixes.strategies):
        scenario = mixes.alone(one)
        own = scenario.changed - mixes.base.changed
        if not own & given:  # of two strategies that give the same numbers, only one is certain to be paid for
            for size in one.sizes:
                sized = laid(scenario, _settings([one.name], [size]))
                costs = _running_cost(sized, seed, uncertainty) - without
                error = costs.std() / sqrt(len(costs))
                found[mixes.sizes[:, column] == size] += costs.mean() - ERRORS_BELOW * error
        given |= own
    return found


def _running_cost(scenario: Scenario, seed: int, uncertainty: bool) -> Numbers:
    """Return what the strategies of a scenario cost a year when nobody needs them, in each of some futures."""
    calendar = scenario.calendar()
    nothing = Register(since=0.0, until=calendar.horizon(scenario.years))
    key = COST_OF_STRATEGIES.key(scenario)
    costs: list[float] = []
    for future in range(FUTURES_FOR_COST if uncertainty else 1):
        parameters = scenario.draw(seed, future) if uncertainty else scenario.parameters
        values = measure(nothing, calendar, parameters, [COST_OF_STRATEGIES.declared])
        costs.extend(one.value for one in values if NumberKey(one.measure, one.category, one.date) == key)
    return np.array(costs)
