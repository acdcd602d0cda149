"""A quantity: a number, or a table of them, that knows its unit, source and range, and is drawn from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import Literal, Protocol, TypeAlias

from sim.foundations.chance import Decision
from sim.foundations.decisions_of_chance import of_quantity
from sim.parameters.tables import Table
from sim.parameters.units import Unit
from sim.scenario.quantities.bounds import within
from sim.scenario.quantities.change import RelativeChange
from sim.scenario.quantities.drawing import Distribution, dirichlet, quantile
from sim.scenario.quantities.span import Span

EvidenceKind: TypeAlias = Literal["published", "local", "fitted", "judgement", "policy"]
"""What a number rests on: a publication, the council's records, a fit of the model, a judgement, a rule."""

Meant: TypeAlias = Literal["", "higher", "lower"]

Plain: TypeAlias = float | Table
"""What the model reads: a number, or one for each category."""


class Luck(Protocol):
    """What gives the points of ranges: the luck of a replication, or a point that is looked at."""

    def uniform(self, decision: Decision, subject: int, /) -> float:
        """Return a number strictly between 0 and 1, fixed by its name alone."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity in force. Low and high of a scaled table are factors on the whole table."""

    value: Plain
    unit: str
    kind: EvidenceKind
    source: str
    as_of: date
    low: float | None = None
    high: float | None = None
    distribution: Distribution = "fixed"
    note: str = ""
    effective_sample: float | None = None
    """Of a dirichlet: how many cases the shares are worth."""
    link: str = ""
    """Address of the source, so that a checker can open it; empty where none is given."""
    table: str = ""
    """The table or sheet of the source that the number came from; empty likewise."""
    file: str = ""
    """The scenario file that gives it."""
    meant: Meant = ""
    """Which way it is meant to lie from the base's; empty where that is not said."""
    of_strategy: bool = False
    """Whether that is a strategy, and not a base."""
    below: Quantity | None = None
    """What the files below give, where this one changes that; value and range are then those of the first day."""
    layer: Layer | None = None
    """What is done to the one below."""

    @property
    def is_table(self) -> bool:
        """Whether it has a number for each category."""
        return isinstance(self.value, Table)

    @property
    def of_base(self) -> Quantity:
        """Return the quantity without what strategies change of it."""
        if self.below is None or not self.of_strategy:
            return self
        return self.below.of_base

    @property
    def over_base(self) -> bool:
        """Whether strategies change what the base gives, and none gives another number in its place."""
        return self.below is not None and self.of_strategy and not self.of_base.of_strategy

    def same_numbers(self, other: Quantity) -> bool:
        """Whether the two say the same to the model, whatever their sources say."""
        return self.numbers() == other.numbers()

    def numbers(self) -> tuple[object, ...]:
        """Return all that the model can feel: the value and how it is drawn."""
        value = self.value.values() if isinstance(self.value, Table) else self.value
        own = value, self.unit, self.distribution, self.low, self.high, self.effective_sample
        if self.below is None or self.layer is None:
            return own
        return *own, self.below.numbers(), self.layer.numbers()

    def over(self, below: Quantity, layer: Layer, unit: Unit) -> Quantity:
        """Return the quantity, of which the words count, as a layer over the one below."""
        laid = replace(self, below=below, layer=layer)
        value = laid.on("", unit, 0.0)
        part = layer.span.share(0.0)
        source = below if part == 0.0 else layer.gives
        if not isinstance(source, RelativeChange):
            low, high, distribution, sample = source.low, source.high, source.distribution, source.effective_sample
        else:
            low, high = (layer.end(below, value, unit, high=one) for one in (False, True))
            ranged = low is not None and high is not None and low < high
            distribution = (source if source.drawn else below).distribution
            sample = below.effective_sample
            if not ranged and distribution != "dirichlet":
                low, high, distribution = None, None, "fixed"
        return replace(laid, value=value, low=low, high=high, distribution=distribution, effective_sample=sample)

    def fixed(self, value: Plain, source: str) -> Quantity:
        """Return the quantity set to a value that is not drawn, whatever was said of it; `source` is who sets it."""
        return replace(
            self,
            value=value,
            kind="judgement",
            source=source,
            low=None,
            high=None,
            distribution="fixed",
            effective_sample=None,
            below=None,
            layer=None,
        )

    def set_to(self, value: Plain, source: str, unit: Unit, horizon: float) -> Quantity:
        """Return the quantity set to a value on the first day; what changes it later, before the horizon, goes on."""
        made = replace(self.fixed(value, source), of_strategy=True)
        for layer in self._later(horizon):
            made = made.over(made, layer, unit)
        return made

    def _later(self, horizon: float) -> tuple[Layer, ...]:
        """Return the layers that change the value in the course of a run, the lowest first."""
        if self.below is None or self.layer is None:
            return ()
        return (*self.below._later(horizon), *([self.layer] if self.layer.days(horizon) else []))

    def times(self, factor: float, unit: Unit) -> Quantity:
        """Return the quantity multiplied, its range with it and kept within the bounds of the unit.

        What becomes nothing, or the whole of a share, is no longer drawn. Of a change it is the change that grows.
        """
        if self.below is not None and self.layer is not None:
            return self.over(self.below, self.layer.sized(factor, unit), unit)
        if isinstance(self.value, Table):
            return replace(self, value=type(self.value)(*(factor * number for number in self.value.values())))
        value = factor * self.value
        drawn = factor > 0 and (self.distribution != "beta" or 0 < value < 1)
        if not drawn or self.distribution == "fixed":
            return replace(self, value=value, low=None, high=None, distribution="fixed")
        low, high = (
            None if end is None else min(max(factor * end, unit.minimum), unit.maximum) for end in (self.low, self.high)
        )
        return replace(self, value=value, low=low, high=high)

    def draw(self, path: str, unit: Unit, chance: Luck) -> Plain:
        """Return a value from the range and within the unit's bounds, fixed by `path` and `chance` alone.

        Of a quantity with layers it is that of the first day.
        """
        return self.on(path, unit, 0.0, chance) if self.layer is not None else self._drawn(path, unit, chance)

    def on(self, path: str, unit: Unit, day: float, chance: Luck | None = None, base: Plain | None = None) -> Plain:
        """Return the value on a day of the run: the central one, or the one that `chance` draws.

        `base` takes the place of what the quantity is without strategies.
        """
        if self.layer is not None and self.below is not None and (base is None or self.of_strategy):
            return self.layer.on(self.below.on(path, unit, day, chance, base), path, unit, day, chance)
        if base is not None:
            return base
        return self.value if chance is None else self._drawn(path, unit, chance)

    def days(self, horizon: float) -> frozenset[float]:
        """Return the days after the first, before the horizon, on which the value changes."""
        if self.layer is None or self.below is None:
            return frozenset()
        return self.below.days(horizon) | self.layer.days(horizon)

    def quantile(self, u: float) -> float:
        """Return the u-quantile of the number; of a scaled table, of its factor. Not for a dirichlet.

        Of a change it is where both the change and what it changes are at their u-quantile.
        """
        if self.below is not None and self.layer is not None and isinstance(self.layer.gives, RelativeChange):
            return self.layer.quantile(self.below, u)
        middle = 1.0 if isinstance(self.value, Table) else self.value
        low = middle if self.low is None else self.low
        high = middle if self.high is None else self.high
        return quantile(self.distribution, u, low, middle, high)

    def _drawn(self, path: str, unit: Unit, chance: Luck) -> Plain:
        if self.distribution == "fixed":
            return self.value
        decision = of_quantity(path)
        if not isinstance(self.value, Table):
            return within(unit, self.quantile(chance.uniform(decision, 0)))
        if self.distribution == "dirichlet":
            uniforms = [chance.uniform(decision, category) for category in range(len(self.value.values()))]
            return type(self.value)(*dirichlet(self.value.values(), self.effective_sample or inf, uniforms))
        factor = self.quantile(chance.uniform(decision, 0))
        return type(self.value)(*(within(unit, factor * value) for value in self.value.values()))


@dataclass(frozen=True, slots=True)
class Layer:
    """What a file does to the quantity that the files below it give, and when."""

    gives: RelativeChange | Quantity
    """A change of it, or what takes its place for a time."""
    span: Span

    def numbers(self) -> tuple[object, ...]:
        """Return all that the model can feel."""
        span = self.span
        return (*self.gives.numbers(), span.begins, span.ends, span.over)

    def on(self, under: Plain, path: str, unit: Unit, day: float, chance: Luck | None) -> Plain:
        """Return what is made of the value under it on a day: by central values, or by those that `chance` draws."""
        part, gives = self.span.share(day), self.gives
        if isinstance(gives, RelativeChange) and gives.how == "grows":
            return _drawn(gives, chance).of(under, unit, self.span.years(day))
        if part == 0.0:
            return under
        if isinstance(gives, RelativeChange):
            made = _drawn(gives, chance).of(under, unit)
        else:
            made = gives.value if chance is None else gives.draw(path, unit, chance)
        return made if part == 1.0 else _between(under, made, part, unit)

    def days(self, horizon: float) -> frozenset[float]:
        """Return the days after the first, before the horizon, on which it does more or less than before."""
        grows = isinstance(self.gives, RelativeChange) and self.gives.how == "grows"
        return frozenset(self.span.growing(horizon) if grows else self.span.coming(horizon))

    def sized(self, size: float, unit: Unit) -> Layer:
        """Return the layer at another size."""
        gives = self.gives.sized(size) if isinstance(self.gives, RelativeChange) else self.gives.times(size, unit)
        return replace(self, gives=gives)

    def end(self, below: Quantity, value: Plain, unit: Unit, *, high: bool) -> float | None:
        """Return an end of the range of what a change makes of the one below; None where one number cannot say it."""
        assert isinstance(self.gives, RelativeChange)
        change, end = self.gives.end(high), below.high if high else below.low
        if not isinstance(value, Table):
            assert not isinstance(below.value, Table)
            under = below.value if end is None else end
            whole_or_not = replace(unit, whole=False)
            made = change.of(under, whole_or_not)
            return made if isinstance(made, float) else None
        factor = 1.0 if end is None else end
        if not (
            self.gives.how == "times" and isinstance(self.gives.amount, float) and isinstance(change.amount, float)
        ):
            return None
        return factor * change.amount / self.gives.amount if self.gives.amount > 0 else None

    def quantile(self, below: Quantity, u: float) -> float:
        """Return the number that both u-quantiles come to; of a table, the factor on all of it."""
        assert isinstance(self.gives, RelativeChange)
        change = self.gives.at(u) if self.gives.drawn else self.gives
        under = below.quantile(u)
        if not isinstance(below.value, Table):
            return float(change.exact(under)[0])
        if isinstance(change.amount, float) and isinstance(self.gives.amount, float) and self.gives.how == "times":
            return under * change.amount / self.gives.amount
        return 1.0


def _between(under: Plain, made: Plain, part: float, unit: Unit) -> Plain:
    """Return the value that lies so far on the way from one to the other."""
    if isinstance(under, Table) and isinstance(made, Table):
        pairs = zip(under.values(), made.values(), strict=True)
        return type(under)(*(within(unit, one + part * (other - one)) for one, other in pairs))
    assert not isinstance(under, Table)
    assert not isinstance(made, Table)
    return within(unit, under + part * (made - under))


def _drawn(change: RelativeChange, chance: Luck | None) -> RelativeChange:
    """Return the change with the amount that its own luck gives; its central one without chance."""
    if chance is None or not change.drawn:
        return change
    return change.at(chance.uniform(of_quantity(change.luck), 0))
