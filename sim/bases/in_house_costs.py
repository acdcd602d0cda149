"""Quantities of a base that tell what its own foster households cost, empty or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.bases.entries import Entry, entry, plain

SUPERVISION = (3_500.0, 2_500.0, 5_000.0)
"""Pounds a year for each household at prices of 2017-18, least and most: a judgement."""

RETAINER = (1_000.0, 0.0, 4_000.0)
"""The same of what is paid while no child lives with them, over all households: a judgement."""

LEAST_CHILDREN = 0.05
"""For each household, below which fixed costs are left in the price: they would be more than it."""


def of_in_house_costs(children: float, households: float, pay: float, when: date) -> Iterator[Entry]:
    """Yield the fixed costs, given the children in house and the households of the first day.

    `pay` is how many times the pay of 2017-18 the pay of the base's year is.
    """
    if households <= 0 or children / households < LEAST_CHILDREN:
        return
    for path, (middle, low, high), title, source in (
        (
            "in_house_costs.supervision",
            SUPERVISION,
            "Supervising social worker, for each approved household",
            "a supervising social worker, about 55,000 GBP a year with employer's costs and management in 2017-18, for "
            "15 or so households",
        ),
        (
            "in_house_costs.retainer",
            RETAINER,
            "Paid to carers whether a child lives with them or not",
            "some councils pay a retainer or a part of the fee between children, others none",
        ),
    ):
        yield entry(
            path,
            plain(middle * pay),
            title,
            "judgement",
            f"Judgement of the modellers: {source}; moved with pay. It is in the weekly price in "
            "house, from which it is taken out: Section 251 has the service's overheads in it",
            when,
            low=low * pay,
            high=high * pay,
            distribution="triangular",
        )
    yield entry(
        "in_house_costs.children_per_household",
        plain(children / households),
        "Children for each of the council's own households, on the first day",
        "fitted",
        f"Worked out: {children:.0f} children in house (opening.kinds) over {households:.0f} households; with so many "
        "the council pays by fixed costs and price together what it would pay by the price alone",
        when,
    )
