"""Stretches of stays in placements, and what the law leaves of other ways out of care than by a court's order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.foundations.codes import CourtOrder, Kind, LegalStatus
from sim.measures.arrays import Integers, Numbers
from sim.measures.pairs import pairs_of_equal
from sim.measures.view import View
from sim.parameters.legal.legal import Legal


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of stays, a row each."""

    stay: Integers
    began: Numbers
    ended: Numbers
    other_ways: Numbers
    """What multiplies the rate of leaving by other ways than a court's order."""


def stretches(view: View) -> Stretches:
    """Return all stays; with a legal process each is as many stretches as legal statuses held in it."""
    stays, legal = view.stays, view.parameters.legal
    if legal is None or not view.parameters.legal_process:
        number = len(stays.began)
        return Stretches(np.arange(number), stays.began, stays.ended, np.ones(number))
    spells = view.legal.statuses
    stay, spell = pairs_of_equal(stays.episode, spells.episode)
    began = np.maximum(stays.began[stay], spells.since[spell])
    ended = np.minimum(stays.ended[stay], spells.until[spell])
    lasting = ended > began
    stay, spell = stay[lasting], spell[lasting]
    return Stretches(stay, began[lasting], ended[lasting], _other_ways(view, legal, stay, spell))


def _other_ways(view: View, legal: Legal, stay: Integers, spell: Integers) -> Numbers:
    """Return what the law leaves of other ways: all outside court, none under an order to be adopted or to be home."""
    children, status = view.legal.children, view.legal.statuses.status[spell]
    episode = view.stays.episode[stay]
    destined = np.full(len(view.periods.child), -1)
    destined[children.episode] = children.destined
    in_court = destined[episode] >= 0
    result = np.where(in_court, legal.residual.pending_multiplier, 1.0)
    result[status == LegalStatus.CARE_ORDER] = legal.residual.after_order_multiplier
    result[status == LegalStatus.PLACEMENT_ORDER] = 0.0
    at_home = (destined[episode] == CourtOrder.CARE_AT_HOME) & (view.stays.kind[stay] == Kind.WITH_PARENTS)
    result[(status == LegalStatus.CARE_ORDER) & at_home] = 0.0
    return result
