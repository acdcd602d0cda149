"""What is asked of a run of the reduced model, and what theory says of it."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np

from tests.benchmarks.reduced import ADULT, DAYS, OLDEST, Bands, Case, Log, Spells

STATISTICS = (
    "children in care, on average",
    "days in emergency places, %",
    "breakdowns a child-year",
    "days in care, on average",
)


def statistics(case: Case, log: Log) -> tuple[float, ...]:
    """Return the `STATISTICS` of one run."""
    in_care, in_emergency = child_days(case, log.care), child_days(case, log.emergency)
    began, ended = np.array(log.care.began), np.array(log.care.ended)
    left = (ended >= case.since) & (ended < case.until)
    return (
        in_care / (case.until - case.since),
        100.0 * in_emergency / in_care,
        float((np.array(log.breakdowns) >= case.since).sum()) / in_care * DAYS,
        float((ended - began)[left].mean()),
    )


def child_days(case: Case, spells: Spells) -> float:
    """Return the days of all spells that lie in what counts."""
    began, ended = np.array(spells.began), np.array(spells.ended)
    return float(np.clip(np.minimum(ended, case.until) - np.maximum(began, case.since), 0.0, None).sum())


def theory(case: Case) -> tuple[float, ...]:
    """Return the statistics of a case like `TEXTBOOK` by theory.

    The number in care is that of the queue M/G/infinity: Poisson, whatever the law of stays. Those beyond the places
    are in emergency places.
    """
    stay = mean_stay(case.leaving)
    stock = case.families / DAYS * stay
    beyond = sum((number - case.places) * poisson(number, stock) for number in range(case.places, 4 * case.places))
    return stock, 100.0 * beyond / stock, 0.0, stay


def poisson(number: int, mean: float) -> float:
    """Return the probability of this number."""
    return exp(number * log(mean) - mean - lgamma(number + 1))


def mean_stay(leaving: Bands, steps: int = 40_000) -> float:
    """Return the mean days in care: the chance of being there still, summed over all days and ages at entry."""
    width = ADULT / steps
    day = (np.arange(steps) + 0.5) * width
    used, starts = np.zeros(steps), 0.0
    for length, rate in leaving:
        used += rate / DAYS * np.clip(day - starts, 0.0, length)
        starts += length
    not_yet_18 = np.clip((ADULT - day) / OLDEST, 0.0, 1.0)
    return float((np.exp(-used) * not_yet_18).sum() * width)
