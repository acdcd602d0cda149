"""The legal process in England's fixed point: what long runs turn, so that queues and moves are in what comes out.

All else of the legal process is fitted in closed form (`sim.fitting.legal_fit`), by cohorts that know no queues, no
siblings and no placements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sim.experiments.balance.knobs import STEP, turned
from sim.experiments.balance.long_run import LongRun
from sim.experiments.balance.national_goals import NationalGoals
from sim.foundations.codes import CourtOrder, LeavingCause
from sim.model.legal.rules import with_odds
from sim.parameters.legal.legal import Legal
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByOrder

SETTLED = 68.3
"""Percent of those looked after for two and a half years and more, under 16, who have lived in one place for two years:
DfE, Children looked after in England 2018-19 (NI63)."""

MOVES_MULTIPLIER = "legal.permanence.moves_multiplier"
LEAST_MULTIPLIER = 0.05


@dataclass(frozen=True, slots=True)
class LegalTurn:
    """A number of the legal process and the figure of a long run that it is turned by."""

    path: str
    figure: str
    published: float
    damping: float


TURNS = (
    LegalTurn("legal.adoption.finding_median", "months from decision to match", 8.0, 1.0),
    LegalTurn("legal.adoption.order_median", "months from placed to adopted", 8.3, 0.8),
    LegalTurn("legal.lived_with_guardian_before", "percent of guardians who fostered", 67.8, 1.5),
)
"""Published: DfE, Children looked after in England including adoptions 2018-19. Being placed to the order: 9 months
of those adopted, while those placed for adoption on 31 March, 2,170, are those of 7.4 months: between the two."""

ORDERS = (
    (CourtOrder.SPECIAL_GUARDIANSHIP, LeavingCause.SPECIAL_GUARDIANSHIP),
    (CourtOrder.PLACEMENT, LeavingCause.ADOPTED),
)
"""Orders whose odds are turned by how many leave by them: who lives with relatives has other odds, and the cohorts know
nobody's home."""

ORDER_TABLES = ("orders_under_1", "orders_1_to_4", "orders_5_to_9", "orders_10_to_15", "orders_from_16")

LEGAL_FITTED = (MOVES_MULTIPLIER, *(turn.path for turn in TURNS), *(f"legal.{table}" for table in ORDER_TABLES))
"""Every quantity of the legal process that the fit sets."""


def fit_legal_process(parameters: Parameters, goals: NationalGoals, run: LongRun, step: float) -> Parameters:
    """Return the parameters with the legal process, if there is one, turned towards what is published."""
    legal = parameters.legal
    if legal is None or not parameters.legal_process:
        return parameters
    for order, cause in ORDERS:
        share = float(run.causes[cause] / run.causes.sum())
        legal = _with_order(legal, order, goals.causes[cause] / sum(goals.causes) / share, 0.8 * step)
    parameters = replace(parameters, legal=legal)
    found: Mapping[str, float] = MappingProxyType({figure.title: figure.value for figure in run.legal})
    for turn in TURNS:
        parameters = turned(parameters, turn.path, turn.published / found[turn.figure], turn.damping * step)
    # the less often those move who have a home for good, the more settled are they while all move as often as published
    unsettled = (100.0 - SETTLED) / (100.0 - run.stability)
    return turned(parameters, MOVES_MULTIPLIER, unsettled, 2.0 * step, LEAST_MULTIPLIER, 1.0)


def _with_order(legal: Legal, order: CourtOrder, ratio: float, damping: float) -> Legal:
    """Return the legal process with the odds of an order multiplied at all ages; the others keep their ratios."""
    odds = float(min(max(ratio, 1 / STEP), STEP) ** damping)
    tables: dict[str, Any] = {
        name: ByOrder(*with_odds(getattr(legal, name).values(), order, odds)) for name in ORDER_TABLES
    }
    return replace(legal, **tables)
