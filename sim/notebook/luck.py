"""`sim.luck`: how many replications shared luck saves, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.comparison import shared_luck as experiment
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.experiment import ShownExperiment

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults, RunRecord
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownLuck(experiment.SharedLuck, ShownExperiment):
    """What shared luck saves, as it can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _kept(self) -> KeptResults:
        from sim.reports.luck.pages import results

        return results(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.luck.pages import contents

        return contents(self)

    def _record(self) -> RunRecord:
        from sim.reports.shared.page import record

        return record(experiment.LUCK.name, (self.base, *self.strategies), self.call.settings)


luck = shown_as(ShownLuck)(experiment.luck)
