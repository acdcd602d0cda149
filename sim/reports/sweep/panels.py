"""Which scenarios a figure of a sweep shows, and what its file is called."""

from __future__ import annotations

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.sweep.sweep import Sweep


def panels_of(sweep: Sweep, which: int) -> list[tuple[int, bool]]:
    """Return the scenarios that are drawn, and whether as what they change; those that never change it are left out."""
    found = []
    for number, base in enumerate(sweep.asked.bases):
        values, beside = sweep.values[:, number, which], sweep.values[:, base, which]
        if number == base or not np.array_equal(values, beside, equal_nan=True):
            found.append((number, number != base))
    return found


def file_name(measure: MeasureChoice) -> str:
    """Return what the file of a figure of this measure is called, without its ending."""
    words = "".join(letter if letter.isalnum() else " " for letter in measure.text).split()
    return "_".join(("sweep", *words))
