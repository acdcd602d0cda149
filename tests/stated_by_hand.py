"""Sufficiency statements of counts given by hand, so that what is to be said of them is known."""

from __future__ import annotations

from datetime import date

import numpy as np

from sim.experiments.statistics.sample import NumberKey, Sample
from sim.experiments.sufficiency.statement import Statement, SufficiencyAim, statement
from sim.foundations.codes import Kind
from sim.measures.sufficiency import COMMISSIONED, EVERYONE, GROUPS, Count, category
from sim.scenario.scenario import load

MARCH_2018 = date(2018, 3, 31)


def futures(**rows: list[float]) -> Statement:
    """The statement of futures in which these are the counts of in-house places, at 80% unless said otherwise."""
    share = rows.pop("share", [1.0])[0]
    probability = rows.pop("probability", [0.8])[0]
    n = len(rows["sought"])
    named = {"there": [0.0] * n, "instead": [0.0] * n, "emergency": [0.0] * n, "unusable": [0.0] * n, **rows}
    keys, values = [], []
    for kind in COMMISSIONED:
        for group in GROUPS:
            for count in Count:
                given_here = kind is Kind.IN_HOUSE and (group is EVERYONE or count in (Count.SOUGHT, Count.PLACES))
                keys.append(NumberKey(count, category(kind, group), MARCH_2018))
                values.append(named[count.name.lower()] if given_here else [0.0] * n)
    sample = Sample({key: place for place, key in enumerate(keys)}, np.array(values, dtype=np.float64))
    return statement(sample, load("tower_hamlets_2018"), SufficiencyAim(probability, share))
