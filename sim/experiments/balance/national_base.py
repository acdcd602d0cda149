"""England's base of a year made whole: its tables read, and its ways between placements fitted to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sim.baseline.national.base import national_base
from sim.baseline.national.renewed import Renewed, renewed
from sim.baseline.national.tables import NationalTables
from sim.experiments.balance.england import fitted_paths
from sim.experiments.balance.knobs import fitted_value
from sim.experiments.balance.long_run import LongRun
from sim.experiments.balance.national_fit import ROUNDS, fitted_to
from sim.experiments.balance.national_goals import goals_of
from sim.parameters.parameters import Parameters
from sim.published.table import Figures
from sim.scenario.scenario import Scenario


def national_base_fitted(year: int, known: Figures, progress: Callable[[int, int], None]) -> Scenario:
    """Return England's base of a year, fitted: about a minute and a half. BadInput for a year without tables."""
    progress(0, ROUNDS)
    base = national_base(year, known)
    tables = NationalTables(known.until(year), year)

    def look(number: int, _run: LongRun, _parameters: Parameters) -> None:
        progress(number + 1, ROUNDS)

    found = fitted_to(base.parameters, base.calendar(), goals_of(tables), look)
    source = (
        f"Fitted by long runs of the model, with all other ways between placements, to {tables.source}: children by "
        "placement, starts by first placement, ceasing by last placement, changes of placement by reason, placement "
        "and time in it; see docs/decisions, 32 and 53 (sim.experiments.balance)"
    )
    when = date(year, 3, 31)
    told = (Renewed(path, fitted_value(found, path), source, "fitted") for path in fitted_paths(found))
    return base.with_quantities({one.path: renewed(base.quantities[one.path], one, when) for one in told})
