"""What a terminal shows of the base's numbers that strategies change: what each was and is, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterable

from sim.reports.shared.console import console
from sim.scenario.movements import movements
from sim.scenario.scenario import Scenario


def show_movements(pairs: Iterable[tuple[Scenario, Scenario]]) -> None:
    """Print, of each base and the scenario over it, what the scenario changes of the base's numbers."""
    from rich.text import Text

    moved = [one for base, scenario in pairs for one in movements(base, scenario)]
    out = console()
    if sentences := dict.fromkeys(one.sentence for one in moved):
        out.print("", Text("What it changes of the numbers under it:", style="bold"), *map(Text, sentences), sep="\n")
    if wrong := dict.fromkeys(one.warning for one in moved if one.warning):
        out.print("", Text("Another way than is meant:", style="bold"), *map(Text, wrong), sep="\n")
