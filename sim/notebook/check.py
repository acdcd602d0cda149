"""`sim.check`: a scenario or strategy that is sound, and what it assumes, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.comparison.checking import checked
from sim.foundations.counted import counted
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.shown import ShownResult
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.reports.shared.page import Page
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True)
class CheckedScenario:
    """A scenario without faults, and which of its quantities the file that was checked gives."""

    scenario: Scenario
    paths: tuple[str, ...]

    def __repr__(self) -> str:
        return (
            f"<CheckedScenario {self.scenario.name}: {counted(len(self.paths), 'quantity', 'quantities')}, no faults>"
        )


@dataclass(frozen=True, slots=True, repr=False)
class ShownCheck(CheckedScenario, ShownResult):
    """What a scenario assumes, as it can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.run.assumption_table import rows

        return {"assumptions.csv": rows(self.scenario, self.paths)}

    def _page(self) -> Page:
        from sim.reports.run.assumption_table import page

        return page(self.scenario, self.paths)


@shown_as(ShownCheck, loaded=False)
def check(scenario: str) -> CheckedScenario:
    """Return a scenario or strategy, by name or path, with what it assumes. Raises BadInput with every fault."""
    found, paths = checked(scenario)
    return CheckedScenario(found, tuple(paths))
