"""`sim.sweep`: numbers of a scenario varied, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.sweep import sweep as experiment
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.experiment import ShownExperiment

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults, RunRecord
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownSweep(experiment.Sweep, ShownExperiment):
    """A sweep that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _kept(self) -> KeptResults:
        from sim.reports.sweep.pages import results

        return results(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.sweep.pages import contents

        tables = contents(self)
        return {"summary.csv": tables["summary.csv"], **tables}

    def _record(self) -> RunRecord:
        from sim.reports.shared.page import record

        return record(experiment.SWEEP.name, self.asked.scenarios, self.asked.settings)


sweep = shown_as(ShownSweep, loaded=False)(experiment.sweep)
