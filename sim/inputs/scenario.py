"""A scenario: the quantities in force, from a base and its strategies, as the model reads or draws them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.inputs import limits, overlay, reading
from sim.inputs.declared import build, declared
from sim.inputs.faults import BadInput, fault
from sim.inputs.parameters import Parameters
from sim.inputs.quantity import Quantity
from sim.inputs.scenario_file import of_years

__all__ = ["BadInput", "Scenario", "load"]

DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Scenario:
    """What one run of the model is told, and where each number comes from."""

    name: str
    title: str
    """In plain words, for tables and figures."""
    start: date
    years: float
    files: tuple[str, ...]
    """Those that made it, in the order in which they were laid over one another."""
    strategies: tuple[str, ...]
    quantities: Mapping[str, Quantity]
    """Every quantity in force by its dotted path, in the order of the parameters."""
    parameters: Parameters
    """The central values."""
    digest: str
    """Changes with any number in force, not with words."""

    def draw(self, seed: int, replication: int) -> Parameters:
        """Return parameters drawn from the ranges: each by its path, seed and replication alone."""
        chance = Chance(seed, replication)
        known = declared()
        values = {path: item.draw(path, known[path].unit, chance) for path, item in self.quantities.items()}
        limits.mend_draw(values)
        return build(values)

    def calendar(self) -> Calendar:
        """Return the calendar with the bank holidays of England around the years of the run."""
        # holidays takes a third of a second to import
        from holidays import country_holidays

        years = range(self.start.year - 2, self.start.year + int(self.years) + 3)
        return Calendar(self.start, frozenset(country_holidays("GB", subdiv="ENG", years=years)))

    def with_years(self, years: float) -> Scenario:
        """Return the scenario for another number of years. Raises BadInput if that makes no sense."""
        wrong = [*of_years(years)] or [*limits.problems(self.quantities, self.parameters, years)]
        if wrong:
            raise BadInput(fault(self.name, *problem) for problem in wrong)
        return replace(self, years=float(years), digest=_digest(self.start, years, self.quantities))


def load(base: str, *strategies: str) -> Scenario:
    """Return the base, by name or path, with the strategies laid over it; ``a+b`` names several.

    Raises BadInput with every fault of every file.
    """
    first, *others = _split(base, strategy=False)
    wanted = [*others, *(name for names in strategies for name in _split(names, strategy=True))]
    laid = overlay.lay(first, wanted)
    names = tuple(file.stem for file in laid.strategies)
    titles = [file.heading.get("title", file.stem) for file in laid.strategies]
    return Scenario(
        name="+".join((laid.bases[-1].stem, *names)),
        title=", ".join((laid.title, *titles)),
        start=laid.start,
        years=float(laid.years),
        files=tuple(file.name for file in (*laid.bases, *laid.strategies)),
        strategies=names,
        quantities=laid.quantities,
        parameters=laid.parameters,
        digest=_digest(laid.start, laid.years, laid.quantities),
    )


def _split(names: str, strategy: bool) -> list[str]:
    """Return the names in ``a+b``; a file whose own name has a plus is one name."""
    if "+" not in names:
        return [names]
    try:
        reading.locate(names, strategy)
    except BadInput:
        return [name.strip() for name in names.split("+")]
    return [names]


def _digest(start: date, years: float, quantities: Mapping[str, Quantity]) -> str:
    numbers = {path: quantity.numbers() for path, quantity in sorted(quantities.items())}
    content = json.dumps([start.isoformat(), float(years), numbers], sort_keys=True)
    return sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]
