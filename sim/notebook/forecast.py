"""`sim.forecast`: what a council should expect from published figures alone, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.forecast.council import CouncilForecast, council_forecast
from sim.experiments.forecast.until import last_year
from sim.foundations.faults import BadInput, Faults
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.experiment import ShownExperiment
from sim.published.authorities import authority
from sim.published.table import figures

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownForecast(CouncilForecast, ShownExperiment):
    """A council's forecast that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _kept(self) -> KeptResults:
        from sim.reports.forecast.pages import results

        return results(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.forecast.pages import contents

        return contents(self)

    def _record(self) -> None:
        """Return that nothing was run."""


@shown_as(ShownForecast)
def forecast(council: str, *, until: str | None = None) -> CouncilForecast:
    """Return the forecast of a council, given by name, part of a name or code: three years unless `until` says.

    `until` is the last 31 March, such as "2029-03-31". Raises BadInput with every fault.
    """
    known, faults = figures(), Faults()
    with faults.gather():
        one = authority(council)
    with faults.gather():
        last = last_year(until, known.known_until)
    if faults:
        raise BadInput(faults)
    return council_forecast(known, one, last)
