"""`sim.sensitivity`: what measures and differences hang on, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.sensitivity import sensitivity as experiment
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.experiment import ShownExperiment

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults, RunRecord
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownSensitivity(experiment.Sensitivity, ShownExperiment):
    """A sensitivity analysis that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _kept(self) -> KeptResults:
        from sim.reports.sensitivity.pages import results

        return results(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.sensitivity.pages import contents

        return contents(self)

    def _record(self) -> RunRecord:
        from sim.reports.shared.page import record

        return record(experiment.SENSITIVITY.name, self.asked.scenarios, self.asked.settings)


sensitivity = shown_as(ShownSensitivity, loaded=False)(experiment.sensitivity)
