"""`python -m sim.experiments.balance [ROUNDS]`: England's file fitted to 2018-19, printed as lines for england.toml.

Takes minutes. The printed values are put by hand; later years are made by `run.py baseline england --year Y`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields

from sim.experiments.balance.england import fitted_paths, lines
from sim.experiments.balance.long_run import LongRun
from sim.experiments.balance.national_fit import ROUNDS, fitted_to
from sim.experiments.balance.national_goals import goals_of_2019
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.scenario.scenario import load


def snippets(parameters: Parameters) -> Iterator[str]:
    """Yield the fitted values as lines for a scenario file."""
    for path in fitted_paths(parameters):
        value: object = parameters
        for name in path.split("."):
            value = getattr(value, name)
        yield f"[{path}]"
        if isinstance(value, Table):
            yield from (f"value.{item.name} = {getattr(value, item.name):.3g}" for item in fields(value))
        else:
            yield f"value = {value:.3g}"
        yield ""


def main(rounds: int) -> int:
    """Fit England from its present values and print what it gives and the values."""
    england, goals = load("england"), goals_of_2019()

    def look(number: int, run: LongRun, parameters: Parameters) -> None:
        print(f"# Round {number + 1} of {rounds}", *lines(run, parameters, goals), sep="\n", flush=True)

    print("\n".join(snippets(fitted_to(england.parameters, england.calendar(), goals, look, rounds))))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
