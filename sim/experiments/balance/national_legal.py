"""The legal process in England's fixed point: what long runs turn, so that queues and moves are in what comes out.

All else of the legal process is fitted in closed form (`sim.fitting.legal_fit`), by cohorts that know no queues, no
siblings and no placements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.experiments.balance.knobs import turned
from sim.experiments.balance.long_run import LongRun
from sim.parameters.parameters import Parameters

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
    LegalTurn("legal.adoption.order_median", "months from placed to adopted", 9.0, 0.8),
)
"""Published: DfE, Children looked after in England including adoptions 2018-19, stages of adoption of the adopted."""

LEGAL_FITTED = (MOVES_MULTIPLIER, *(turn.path for turn in TURNS))
"""Every quantity of the legal process that the fit sets."""


def fit_legal_process(parameters: Parameters, run: LongRun, step: float) -> Parameters:
    """Return the parameters with the legal process, if there is one, turned towards what is published."""
    if not parameters.legal_process:
        return parameters
    found: Mapping[str, float] = MappingProxyType({figure.title: figure.value for figure in run.legal})
    for turn in TURNS:
        parameters = turned(parameters, turn.path, turn.published / found[turn.figure], turn.damping * step)
    # the less often those move who have a home for good, the more settled are they while all move as often as published
    unsettled = (100.0 - SETTLED) / (100.0 - run.stability)
    return turned(parameters, MOVES_MULTIPLIER, unsettled, 2.0 * step, LEAST_MULTIPLIER, 1.0)
