"""Leaving that follows the kind of placement without changing leaving in all: the factors that keep it.

The hazard of the decision is h(time in care) x a(age) x r(route) x m(kind). Children of some kinds then decide more
often and others less, which would change who decides in all. Factors by time, age and route are found by iterative
proportional fitting such that, over the child-years of a long run, as many decide at every time, age and route as would
without m.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.foundations.codes import Kind
from sim.measures.arrays import Numbers
from sim.parameters.leaving import Leaving
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByRoute

ROUNDS = 100


def with_kinds(leaving: Leaving, exposure: Numbers, multipliers: Numbers) -> Leaving:
    """Return the rates with these multipliers by kind, scaled to mean 1, and the factors that keep leaving in all.

    `exposure` is child-years by kind, time in care, age and route.
    """
    hazard = (
        np.array(leaving.hazard_by_time_in_care.values())[:, None, None]
        * np.array(leaving.age_multiplier.values())[None, :, None]
        * np.array(leaving.route_multiplier.values())[None, None, :]
    )
    decisions = exposure * hazard
    without = decisions.sum(axis=0)
    by_kind = decisions.sum(axis=(1, 2, 3))
    scaled = multipliers * by_kind.sum() / max(float((by_kind * multipliers).sum()), 1e-9)
    scaled[Kind.ADOPTION] = 1.0
    following = (decisions * scaled[:, None, None, None]).sum(axis=0)
    time, age, route = (np.ones(size) for size in without.shape)
    for _ in range(ROUNDS):
        time *= _ratio(without, following * time[:, None, None] * age[:, None] * route, (1, 2))
        age *= _ratio(without, following * time[:, None, None] * age[:, None] * route, (0, 2))
        route *= _ratio(without, following * time[:, None, None] * age[:, None] * route, (0, 1))
    by_kind_now = replace(
        leaving.by_kind,
        multiplier=ByKind(*scaled.tolist()),
        time_in_care=ByDuration(*time.tolist()),
        age=ByAge(*age.tolist()),
        route=ByRoute(*route.tolist()),
    )
    return replace(leaving, by_kind=by_kind_now)


def _ratio(wanted: Numbers, have: Numbers, axes: tuple[int, int]) -> Numbers:
    """Return what brings the sums over `axes` to those that are wanted; 1 where nobody was."""
    goal, found = wanted.sum(axis=axes), have.sum(axis=axes)
    ratio: Numbers = np.divide(goal, found, out=np.ones_like(goal), where=found > 0)
    return ratio
