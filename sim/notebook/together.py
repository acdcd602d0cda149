"""`sim.together`: several councils run at once, and their sums, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.region.councils import CouncilsTogether, loaded, run_together
from sim.experiments.running.progress import Tell
from sim.experiments.running.settings import REPLICATIONS, SEED, Settings
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.experiment import ShownExperiment
from sim.scenario.scenario import with_ensembles

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults, RunRecord
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownTogether(CouncilsTogether, ShownExperiment):
    """Councils together that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _kept(self) -> KeptResults:
        from sim.reports.region.pages import results

        return results(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.region.pages import contents

        return contents(self)

    def _record(self) -> RunRecord:
        from sim.reports.shared.page import record

        return record("run of several councils", self.scenarios, self.settings)


@shown_as(ShownTogether, loaded=False)
def together(
    councils: Sequence[str],
    *,
    years: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    uncertainty: bool = False,
    ensemble: str | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    progress: Tell | None = None,
) -> CouncilsTogether:
    """Run the bases of several councils on the same years of England and their region, and sum them.

    Raises BadInput with every fault before anything runs.
    """
    settings = Settings(replications, seed, uncertainty, processes, years, cluster)
    scenarios = loaded(councils, years)
    if uncertainty:
        scenarios = with_ensembles(scenarios, ensemble)
    return run_together(scenarios, settings, "Councils together", progress)
