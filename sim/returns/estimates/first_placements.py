"""Where children live first when they come into care, by age and by how they came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.fitting.steps import Array
from sim.foundations.codes import AgeBand, Kind, Route
from sim.returns.estimates.pieces import age_band
from sim.returns.lives import CareLives


@dataclass(frozen=True, slots=True)
class FirstPlacements:
    """Children who came into care in the returns' years, by first kind of placement; those not known are left out."""

    by_age: Array
    """Kind by age, of those who were neither remanded nor unaccompanied."""
    remanded: Array
    """Of any age."""
    alone: Array
    """Unaccompanied, of 16 and over."""


def first_placements(lives: CareLives) -> FirstPlacements:
    """Return the first placement of every child whose coming a return shows, as often as it came."""
    by_age, remanded, alone = np.zeros((len(Kind), len(AgeBand))), np.zeros(len(Kind)), np.zeros(len(Kind))
    for child in lives.children:
        for period in child.periods:
            kind = period.stays[0].kind
            if not period.entry_known or period.begins < lives.window.first or kind is None or child.born is None:
                continue
            age = age_band(child.born, period.begins)
            if period.route is Route.REMAND:
                remanded[kind] += 1
            elif not child.unaccompanied:
                by_age[kind, age] += 1
            elif age == AgeBand.FROM_16:
                alone[kind] += 1
    return FirstPlacements(by_age, remanded, alone)
