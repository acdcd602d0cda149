"""The legal process in England's fixed point: what long runs turn, so that queues and moves are in what comes out.

All else of the legal process is fitted in closed form (`sim.fitting.legal_fit`), by cohorts that know no queues, no
siblings and no placements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from sim.experiments.balance.knobs import STEP, turned
from sim.experiments.balance.legal_run import ASKED, WORKED
from sim.experiments.balance.long_run import LongRun
from sim.experiments.balance.national_goals import LegalProcessGoals, NationalGoals
from sim.foundations.codes import CourtOrder, LeavingCause
from sim.model.legal.rules import with_odds
from sim.parameters.legal.legal import Legal
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByOrder
from sim.scenario.assessor_queue import assessment_work, fewest_slots

ASSESSORS = "legal.connected.assessors"
"""Set so that full assessments wait no longer than they should."""

MOVES_MULTIPLIER = "legal.permanence.moves_multiplier"
LEAST_MULTIPLIER = 0.05


@dataclass(frozen=True, slots=True)
class LegalTurn:
    """A number of the legal process and the figure of a long run that it is turned by."""

    path: str
    figure: str
    published: Callable[[LegalProcessGoals], float]
    damping: float


TURNS = (
    LegalTurn("legal.adoption.finding_median", "months from decision to match", attrgetter("decision_to_match"), 1.0),
    LegalTurn("legal.adoption.order_median", "months from placed to adopted", attrgetter("placed_to_adopted"), 0.8),
    LegalTurn(
        "legal.lived_with_guardian_before",
        "percent of guardians who fostered",
        attrgetter("guardians_fostered"),
        1.5,
    ),
)

ORDERS = (
    (CourtOrder.SPECIAL_GUARDIANSHIP, LeavingCause.SPECIAL_GUARDIANSHIP),
    (CourtOrder.PLACEMENT, LeavingCause.ADOPTED),
)
"""Orders whose odds are turned by how many leave by them: who lives with relatives has other odds, and the cohorts know
nobody's home."""

ORDER_TABLES = ("orders_under_1", "orders_1_to_4", "orders_5_to_9", "orders_10_to_15", "orders_from_16")

LEGAL_FITTED = (
    MOVES_MULTIPLIER,
    *(turn.path for turn in TURNS),
    *(f"legal.{table}" for table in ORDER_TABLES),
    ASSESSORS,
)
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
        ratio = turn.published(goals.legal) / found[turn.figure]
        parameters = turned(parameters, turn.path, ratio, turn.damping * step)
    # the less often those move who have a home for good, the more settled are they while all move as often as published
    unsettled = (100.0 - goals.legal.settled) / (100.0 - run.stability)
    return enough_assessors(turned(parameters, MOVES_MULTIPLIER, unsettled, 2.0 * step, LEAST_MULTIPLIER, 1.0), run)


def enough_assessors(parameters: Parameters, run: LongRun) -> Parameters:
    """Return the parameters with the fewest assessors with whom a long run's assessments wait as long as they may."""
    legal = parameters.legal
    found = {figure.title: figure.value for figure in run.legal}
    if legal is None or not found.get(WORKED):
        return parameters
    work = replace(assessment_work(legal), mean=found[WORKED])
    assessors = fewest_slots(found[ASKED], work) / legal.connected.cases_per_assessor
    return replace(parameters, legal=replace(legal, connected=replace(legal.connected, assessors=assessors)))


def _with_order(legal: Legal, order: CourtOrder, ratio: float, damping: float) -> Legal:
    """Return the legal process with the odds of an order multiplied at all ages; the others keep their ratios."""
    odds = float(min(max(ratio, 1 / STEP), STEP) ** damping)
    tables: dict[str, Any] = {
        name: ByOrder(*with_odds(getattr(legal, name).values(), order, odds)) for name in ORDER_TABLES
    }
    return replace(legal, **tables)
