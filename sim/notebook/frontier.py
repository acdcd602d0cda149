"""`sim.frontier`: the best mixes of strategies for the money, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.frontier import frontier as experiment
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.experiment import ShownExperiment

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults, RunRecord
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownFrontier(experiment.Frontier, ShownExperiment):
    """A frontier that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _kept(self) -> KeptResults:
        from sim.reports.frontier.pages import results

        return results(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.frontier.pages import contents

        return contents(self)

    def _record(self) -> RunRecord:
        from sim.reports.shared.page import record

        return record(experiment.FRONTIER.name, self.asked.scenarios, self.asked.settings)


frontier = shown_as(ShownFrontier, loaded=False)(experiment.frontier)
