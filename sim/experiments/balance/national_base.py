"""England's base of a year made whole: its tables read, and its ways between placements fitted to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType

from sim.bases.national.base import national_base
from sim.bases.national.legal import source_of
from sim.bases.national.renewed import Renewed, renewed
from sim.bases.national.tables import NationalTables
from sim.experiments.balance.england import fitted_paths
from sim.experiments.balance.knobs import fitted_value
from sim.experiments.balance.long_run import LongRun
from sim.experiments.balance.national_fit import ROUNDS, fitted_to
from sim.experiments.balance.national_goals import goals_of
from sim.experiments.balance.national_legal import ASSESSORS, LEGAL_FITTED, MOVES_MULTIPLIER
from sim.parameters.parameters import Parameters
from sim.published.table import Figures
from sim.scenario.assessor_queue import LONGEST_MEAN_WAIT
from sim.scenario.scenario import Scenario

TURNED_TO = MappingProxyType(
    {
        MOVES_MULTIPLIER: "long-term stability (NI63), with moves in all as published",
        "legal.adoption.finding_median": "the mean time from the decision to the match",
        "legal.adoption.order_median": "the mean time from being placed to the order, halfway between that of the "
        "adopted and that which children placed for adoption on 31 March tell of",
        "legal.lived_with_guardian_before": "the share of special guardians who had fostered the child",
    }
)
"""What is turned of the legal process, and to what; orders by age are turned to children leaving by them."""


def national_base_fitted(
    year: int, known: Figures, progress: Callable[[int, int], None], *, courts: bool = False
) -> Scenario:
    """Return England's base of a year, fitted: two minutes, with `courts` four. BadInput for a year without tables."""
    progress(0, ROUNDS)
    base = national_base(year, known, courts=courts)
    tables = NationalTables(known.until(year), year)

    def look(number: int, _run: LongRun, _parameters: Parameters) -> None:
        progress(number + 1, ROUNDS)

    found = fitted_to(base.parameters, base.calendar(), goals_of(tables), look)
    ways = (
        f"Fitted by long runs of the model, with all other ways between placements, to {tables.source}: children by "
        "placement, starts by first placement, ceasing by last placement, changes of placement by reason, placement "
        "and time in it; see docs/decisions, 32 and 53 (sim.experiments.balance)"
    )
    when = date(year, 3, 31)
    told = (
        Renewed(path, fitted_value(found, path), _source(path, tables) if path in LEGAL_FITTED else ways, "fitted")
        for path in fitted_paths(found)
    )
    return base.with_quantities({one.path: renewed(base.quantities[one.path], one, when) for one in told})


def _source(path: str, tables: NationalTables) -> str:
    """Return in words how a number of the legal process was fitted."""
    if path == ASSESSORS:
        return (
            f"Chosen so that full assessments wait {LONGEST_MEAN_WAIT:.0f} days or less in the mean, a judgement, as "
            "many and as long as they are in long runs of this base; see docs/decisions, 58 (sim.experiments.balance)"
        )
    if path in TURNED_TO:
        return (
            f"Fitted by long runs of the model to {TURNED_TO[path]}: {tables.source}; see docs/decisions, 58 "
            "(sim.experiments.balance)"
        )
    return (
        f"{source_of(tables)}; then the odds of special guardianship and placement orders turned by long runs of the "
        "model until as many children leave by them as published (sim.experiments.balance)"
    )
