"""What each strategy is, as the page tells it: what it does, its size, start and cost, and what is assumed of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from math import inf
from typing import Final

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import paired
from sim.foundations.calendar import in_words
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.parameters.tables import Table
from sim.parameters.units import ONS_CODE
from sim.reports.result.section import AssumedNumber, StrategiesTold, StrategyBlock
from sim.reports.shared.words import listed, lower_first, number
from sim.scenario.descriptions import StrategyDescription
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.meanings import meaning
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.quantities.written import DAYS_AFTER_START
from sim.scenario.scenario import Scenario
from sim.scenario.titles import SERVICES, short_title

RESTS_ON: Final[Mapping[str, str]] = {
    "published": "published",
    "local": "the council's own records",
    "fitted": "fitted to published figures",
    "judgement": "judged",
    "policy": "set by rule or choice",
}
"""What a single number rests on, in words."""

EFFECTS: Final = frozenset(("multiplier", "risk ratio", "odds ratio", "probability", "share"))
"""Units of what a strategy is assumed to change, and of how often; other numbers are of how it works."""

PERCENTAGES: Final = frozenset(("probability", "share"))
TIMES: Final = frozenset(("multiplier", "risk ratio"))
"""Units of what something is multiplied by."""

NAME_IN_A_FILE: Final = re.compile(r"\b[a-z]+(?:[._][a-z0-9_]+)+\b")
"""A quantity as files call it, within what is said of another."""

SET_UP: Final = ("starts", "ramp")
MANY: Final = 16
"""Rows that stand open on the page: the rest is there to be unfolded. A judgement."""

NAMED: Final = 3
"""Quantities that are named where a file does not say what it does."""


def strategies_told(comparison: Comparison) -> StrategiesTold:
    """Return what each strategy is, once, in the order asked for; of a single scenario what is laid over its base."""
    base = comparison.base.scenario
    if not comparison.strategies:
        return StrategiesTold((), tuple(_block(one, base, {}, "") for one in base.described), ())
    under = len(base.described)
    found: dict[str, StrategyBlock] = {}
    for outcome in sorted(comparison.strategies, key=lambda one: len(one.scenario.described) - under > 1):
        own = outcome.scenario.described[under:]
        cost = _cost_in_run(comparison, outcome) if len(own) == 1 else ""
        for one in own:
            if one.name not in found:
                found[one.name] = _block(one, outcome.scenario, base.quantities, cost)
    together = [
        (comparison.label(outcome), listed([lower_first(one.title) for one in outcome.scenario.described[under:]]))
        for outcome in comparison.strategies
        if len(outcome.scenario.described) - under > 1
    ]
    return StrategiesTold(
        tuple(_block(one, base, {}, "") for one in base.described), tuple(found.values()), tuple(together)
    )


def _block(one: StrategyDescription, scenario: Scenario, without: Mapping[str, Quantity], cost: str) -> StrategyBlock:
    paths = [path for path in one.gives if path in scenario.quantities and declared()[path].unit is not ONS_CODE]
    told = [path for path in paths if path.rpartition(".")[2] not in SET_UP]
    several = len({path.rpartition(".")[0] for path in told}) > 1
    lines = {path: _number_of(path, scenario, without, several) for path in told}
    effects = [path for path in told if scenario.quantities[path].unit in EFFECTS]
    counts: dict[str, int] = {}
    for path in paths:
        kind = RESTS_ON[scenario.quantities[path].kind]
        counts[kind] = counts.get(kind, 0) + 1
    said = listed([f"{count} {kind}" for kind, count in sorted(counts.items(), key=lambda item: -item[1])])
    return StrategyBlock(
        title=one.title,
        about=one.about or _built(told, scenario, without),
        facts=tuple(_facts(one, paths, scenario, cost)),
        effects=tuple(lines[path] for path in effects),
        workings=tuple(lines[path] for path in told if path not in effects),
        rests_on=f"Of its {len(paths)} number{'' if len(paths) == 1 else 's'}: {said}.",
    )


def _built(paths: Sequence[str], scenario: Scenario, without: Mapping[str, Quantity]) -> str:
    """Return what a strategy does by what it changes, for its file does not say."""
    parts = []
    for path in paths[:NAMED]:
        now, before = scenario.quantities[path], without.get(path)
        name = f"{short_title(path.partition('.')[0])}, {_name(path)}"
        was = "" if before is None else f"was {_value(before, scenario)}, "
        parts.append(f"{name}: {was}is {_value(now, scenario)}{_direction(before, now)}")
    more = len(paths) - NAMED
    if more > 0:
        parts.append(f"and {more} number{'' if more == 1 else 's'} more, below")
    if not parts:
        return "Its file does not say what it does, and gives no number but when it begins."
    return f"Its file does not say what it does. By its numbers: {'; '.join(parts)}."


def _direction(before: Quantity | None, now: Quantity) -> str:
    if before is None or isinstance(before.value, Table) or isinstance(now.value, Table) or before.value == now.value:
        return ""
    return " (higher)" if now.value > before.value else " (lower)"


def _facts(one: StrategyDescription, paths: Sequence[str], scenario: Scenario, cost: str) -> list[tuple[str, str]]:
    quantities = scenario.quantities
    money = [path for path in paths if quantities[path].unit.startswith("GBP")]
    sizes = [path for path in one.scales if path in quantities and path not in money]
    found = []
    if sizes:
        found.append(("Size", "; ".join(_sized(path, quantities[path], scenario) for path in sizes)))
    begins = dict.fromkeys(_begins(path, scenario) for path in paths if path.endswith(".starts"))
    if begins:
        found.append(("Begins", "; ".join(begins)))
    prices = [f"{_name(path)}: {_value(quantities[path], scenario)}" for path in money]
    if prices or cost:
        found.append(("Costs", "; ".join(part for part in (*prices, cost) if part)))
    return found


def _sized(path: str, quantity: Quantity, scenario: Scenario) -> str:
    """Return how large something is, and of what, unless its unit says that."""
    value = _value(quantity, scenario)
    return value if _name(path).split()[0] in quantity.unit else f"{_name(path)}: {value}"


def _begins(path: str, scenario: Scenario) -> str:
    """Return on which day a service begins, and how long it takes until it is in full force."""
    begins, ramp = scenario.quantities[path].value, scenario.quantities.get(f"{path.rpartition('.')[0]}.ramp")
    assert not isinstance(begins, Table)
    said = in_words(scenario.start + timedelta(days=begins))
    if ramp is None or isinstance(ramp.value, Table) or ramp.value == 0:
        return said
    return f"{said}, in full force {ramp.value:g} days later"


def _cost_in_run(comparison: Comparison, outcome: Outcome) -> str:
    """Return what a strategy alone costs a year in this run; empty where that is not known."""
    measure = by_id("cost_strategies")
    key = (measure.id, whole_run_category(measure), comparison.base.measures.last_date)
    difference = paired(comparison.base.measures.of(*key), outcome.measures.of(*key))
    if difference.replications == 0:
        return ""
    return f"in this run {number(difference.difference, measure.unit)} a year more is spent on strategies (mean)"


def _number_of(path: str, scenario: Scenario, without: Mapping[str, Quantity], several: bool) -> AssumedNumber:
    quantity, before = scenario.quantities[path], without.get(path)
    part = _part(path)
    name = NAME_IN_A_FILE.sub(lambda found: f'"{_name(found.group())}"', meaning(path))
    return AssumedNumber(
        name=f"{part}: {name}" if several and part else name[:1].upper() + name[1:],
        without="" if before is None else _value(before, scenario),
        value=_value(quantity, scenario),
        range=_range(quantity),
        rests_on=RESTS_ON[quantity.kind],
    )


def _part(path: str) -> str:
    """Return what the part that a quantity belongs to is called: a service within a part by its own title."""
    inner = path.rpartition(".")[0]
    service = SERVICES.get(inner)
    return service.short if service is not None else short_title(path.partition(".")[0])


def _name(path: str) -> str:
    return path.rpartition(".")[2].replace("_", " ")


def _value(quantity: Quantity, scenario: Scenario) -> str:
    """Return a value with its unit, as a planner writes it."""
    value, unit = quantity.value, quantity.unit
    if isinstance(value, Table):
        parts = zip(fields(value), value.values(), strict=True)
        said = "; ".join(f"{item.name.replace('_', ' ')} {_figure(one, unit)}" for item, one in parts)
        return said if _speaks(unit) else f"{said} ({unit})"
    if unit == DAYS_AFTER_START:
        return in_words(scenario.start + timedelta(days=value))
    return _figure(value, unit) if _speaks(unit) else f"{_figure(value, unit)} {_singular(unit, value)}"


def _singular(unit: str, value: float) -> str:
    """Return the unit of one thing without its plural."""
    first, space, rest = unit.partition(" ")
    return f"{first.removesuffix('s')}{space}{rest}" if value == 1 and first.endswith("s") else unit


def _speaks(unit: str) -> bool:
    """Whether a figure says its unit itself."""
    return unit in PERCENTAGES or unit in TIMES or unit.startswith("GBP")


def _figure(value: float, unit: str) -> str:
    if value == inf:
        return "no limit"
    if unit in PERCENTAGES:
        return f"{100 * value:.3g}%"
    if unit in TIMES:
        return f"× {value:.3g}"
    if unit.startswith("GBP"):
        return f"£{value:,.0f}{unit.removeprefix('GBP').replace('per year', 'a year')}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _range(quantity: Quantity) -> str:
    """Return in which range a number is drawn; that of a table is a factor on all of it."""
    low, high = quantity.low, quantity.high
    if low is None or high is None or quantity.distribution == "fixed":
        return "shares drawn" if quantity.distribution == "dirichlet" else "not varied"
    if isinstance(quantity.value, Table):
        return f"all × {low:.3g} to {high:.3g}"
    first = (
        _figure(low, quantity.unit).removesuffix("%") if quantity.unit in PERCENTAGES else _figure(low, quantity.unit)
    )
    last = _figure(high, quantity.unit)
    return f"{first} to {last.removeprefix('× ')}"
