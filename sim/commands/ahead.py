"""Options that say what lies ahead of a run: by how much demand grows each year, and on which day the run ends."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sim.foundations.faults import BadInput, Faults

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was asked of the time ahead; None where nothing was."""

    growth: float | None = None
    """Share by which the children who enter care become more each year, beside what the base expects already."""
    until: date | None = None
    """The last day of the run."""

    def of(self, scenario: Scenario) -> Scenario:
        """Return the scenario with what was asked. Raises BadInput when it makes no sense there."""
        from sim.scenario.growth import growing, until

        ended = scenario if self.until is None else until(scenario, self.until)
        return ended if self.growth is None else growing(ended, self.growth)


def add_ahead_options(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "--growth",
        metavar="PERCENT",
        help="children entering care become more by so much each year, such as 3%% (or --growth=-2%%), on top of what "
        "the base expects (its levels and its outlook stay)",
    )
    command.add_argument("--until", metavar="DATE", help="the last day of the run, such as 2029-03-31, not --years")


def asked_ahead(options: argparse.Namespace) -> Ahead:
    """Return what was asked of the time ahead. Raises BadInput with every fault."""
    faults = Faults()
    growth, until = None, None
    if options.growth is not None:
        with faults.gather():
            growth = _growth(options.growth)
    if options.until is not None:
        with faults.gather():
            until = _date(options.until)
        if options.years is not None:
            faults.add("--until, --years: both say how long to run; give one of them")
    if faults:
        raise BadInput(faults)
    return Ahead(growth, until)


def each_ahead(scenarios: Sequence[Scenario], change: Callable[[Scenario], Scenario]) -> list[Scenario]:
    """Return each scenario changed. Raises BadInput with the faults of all of them, each once."""
    faults, found = Faults(), []
    for scenario in scenarios:
        with faults.gather():
            found.append(change(scenario))
    if faults:
        raise BadInput(faults)
    return found


def _growth(text: str) -> float:
    from sim.scenario.growth import FASTEST, SLOWEST

    number = text.strip().removesuffix("%").strip()
    try:
        growth = float(number) / 100
    except ValueError:
        raise BadInput([f'--growth: "{text}" is no percentage; give one such as 3% or -2%']) from None
    if not SLOWEST <= growth <= FASTEST:
        mend = f"give {100 * SLOWEST:g}% to {100 * FASTEST:g}% a year"
        raise BadInput([f"--growth: {text} a year is no growth that a council has; {mend}"])
    return growth


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput([f'--until: "{text}" is no date; give one such as 2029-03-31']) from None
