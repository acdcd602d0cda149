"""What cases in court are about: what they come to, and whether adoption is considered from the start."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.fitting.steps import Array
from sim.foundations.codes import CourtOrder
from sim.parameters.legal.legal import Legal


class CaseOutcome(IntEnum):
    """What a case comes to, as far as it takes its time by it."""

    RELATIVES = 0
    """A special guardianship or child arrangements order: a relative is approved, the last to be assessed."""
    ADOPTION = 1
    """A placement order: adoption is considered, late if it was not from the start."""
    OTHER = 2


OUTCOMES = tuple(
    CaseOutcome.RELATIVES
    if order in (CourtOrder.SPECIAL_GUARDIANSHIP, CourtOrder.CHILD_ARRANGEMENTS)
    else CaseOutcome.ADOPTION
    if order is CourtOrder.PLACEMENT
    else CaseOutcome.OTHER
    for order in CourtOrder
)
"""By `CourtOrder`."""


@dataclass(frozen=True, slots=True)
class CaseMix:
    """What cases are about: shares by `CaseOutcome` (rows) and by whether adoption is considered from the start."""

    shares: Array


def case_mix(legal: Legal, ages: Array) -> CaseMix:
    """Return what cases are about when the children in proceedings have these shares by age."""
    considered = np.array(legal.adoption_considered.values())
    outcomes = outcome_shares(legal) * (ages / ages.sum())[:, None]
    return CaseMix(np.stack([outcomes.T @ (1.0 - considered), outcomes.T @ considered], axis=1))


def outcome_shares(legal: Legal) -> Array:
    """Return the shares of outcomes (columns) by age band."""
    found = np.zeros((len(order_shares(legal)), len(CaseOutcome)))
    for order, outcome in zip(CourtOrder, OUTCOMES, strict=True):
        found[:, outcome] += order_shares(legal)[:, order]
    return found


def order_shares(legal: Legal) -> Array:
    """Return the shares of the courts' orders (columns) by age band."""
    tables = (
        legal.orders_under_1,
        legal.orders_1_to_4,
        legal.orders_5_to_9,
        legal.orders_10_to_15,
        legal.orders_from_16,
    )
    return np.array([table.values() for table in tables])
