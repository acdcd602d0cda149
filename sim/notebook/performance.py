"""`sim.performance`: the monthly performance report that leaders would see, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.performance import targets as of_report
from sim.experiments.performance.performance import MonthlyPerformance, monthly_performance, question
from sim.experiments.running.progress import Tell
from sim.experiments.running.settings import REPLICATIONS, SEED, Settings
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.experiment import ShownExperiment
from sim.scenario.scenario import Scenario, load, with_ensembles

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults, RunRecord
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownPerformance(MonthlyPerformance, ShownExperiment):
    """A performance report that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _kept(self) -> KeptResults:
        from sim.reports.performance.pages import results

        return results(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.performance.pages import contents

        return contents(self)

    def _record(self) -> RunRecord:
        from sim.reports.shared.page import record

        return record("performance report", [self.question.scenario], self.settings)


@shown_as(ShownPerformance)
def performance(
    scenario: Scenario | str,
    *,
    month: str | None = None,
    replication: int = 0,
    targets: str = of_report.USUAL,
    years: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    uncertainty: bool = False,
    ensemble: str | None = None,
    processes: int | None = None,
    progress: Tell | None = None,
) -> MonthlyPerformance:
    """Report on one month, such as "2019-03", of one replication, and on every line by month over all of them.

    The scenario needs statutory services, such as "tower_hamlets_2018+statutory_services". `targets` is a file of
    targets, by name or path. Raises BadInput for what makes no sense.
    """
    settings = Settings(replications, seed, uncertainty, processes, years)
    chosen = load(scenario) if isinstance(scenario, str) else scenario
    if years is not None:
        chosen = chosen.with_years(years)
    if uncertainty:
        (chosen,) = with_ensembles([chosen], ensemble)
    asked = question(chosen, settings, month, str(replication), of_report.read(targets))
    return monthly_performance(asked, settings, progress)
