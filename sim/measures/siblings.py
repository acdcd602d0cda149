"""The measure of brothers and sisters in care: how many children have one there."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.foundations.codes import Kind
from sim.measures.arrays import Numbers
from sim.measures.declaration import OWN, Better, stock
from sim.measures.value import Parts
from sim.measures.view import View
from sim.model.register.columns import NOBODY

WHERE: Final = ("with the council's own carers",)
"""Categories beside the total."""


def with_sibling_in_care(view: View, at: Numbers) -> Parts:
    """Children in placement at each moment with a brother or sister in placement too; those of one kind apart."""
    stays = view.stays
    family = view.family[stays.child]
    everywhere, in_house = np.zeros(len(at)), np.zeros(len(at))
    for index, moment in enumerate(at.tolist()):
        here = (stays.began < moment) & (stays.ended >= moment) & (family != NOBODY)
        everywhere[index] = _having_others(family[here])
        in_house[index] = _having_others(family[here & (stays.kind == Kind.IN_HOUSE)])
    yield "", everywhere
    yield WHERE[0], in_house


def _having_others(family: Numbers) -> float:
    """Return how many of these children have another of their family among them."""
    sizes = np.unique(family, return_counts=True)[1]
    return float(sizes[sizes > 1].sum())


SIBLINGS_IN_CARE = stock(
    "siblings_in_care",
    "Children with a brother or sister in care",
    "children",
    Better.NEITHER,
    "Children in placement at the date who have a brother or sister in placement too.",
    f"{OWN}; siblings are children of one family in the model.",
    "Children whose family has two or more in placement at the close of the date.",
    with_sibling_in_care,
    categories=f"'{WHERE[0]}': both or all of them are",
)
