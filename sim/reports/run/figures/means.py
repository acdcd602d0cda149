"""Means over the replications of a run, as figures draw them: of one scenario, or of every one that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.running.results import Outcome
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.reports.run.figures.figures import Shown


@dataclass(frozen=True, slots=True)
class Means:
    """Means over the replications, of the whole run: one scenario, what it is called and its colour."""

    name: str
    colour: str
    values: tuple[float, ...]
    a_year: float = np.inf
    """How many there are in a year of whom they are means."""


def means(
    shown: Sequence[Shown], measure: str, categories: Sequence[str], counted: str = "", which: str = ""
) -> list[Means]:
    """Return the means of the categories of a measure, and how many are `counted` a year of whom they are means."""
    return [
        Means(
            name,
            colour,
            tuple(mean(outcome, measure, one) for one in categories),
            mean(outcome, counted, which) if counted else np.inf,
        )
        for outcome, name, colour in shown
    ]


def mean(outcome: Outcome, measure: str, category: str = "") -> float:
    """Return the mean over the replications in which it is defined; not a number when it is in none."""
    sample = outcome.measures
    values = sample.of(measure, whole_run_category(by_id(measure), category), sample.last_date)
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan
