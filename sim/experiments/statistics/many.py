"""Many differences at once: which are clear when all of them are looked at together."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan, sqrt

from sim.experiments.statistics.difference import Difference


def clear_together(differences: Sequence[Difference], confidence: float) -> list[bool]:
    """Return which differences are clear together: one of them by chance alone in at most 1 - confidence of cases.

    Holm's procedure: the smallest of n probabilities is held against the level over n, the next against that over
    n - 1, and so on until one is not below. Those that never vary, or are not defined, do not count among the n.
    """
    chances = {place: chance_of_so_large(one) for place, one in enumerate(differences)}
    counted = sorted((chance, place) for place, chance in chances.items() if not isnan(chance))
    clear = [one.clear and one.deviation == 0 for one in differences]
    for rank, (chance, place) in enumerate(counted):
        if chance > (1.0 - confidence) / (len(counted) - rank):
            break
        clear[place] = differences[place].enough
    return clear


def chance_of_so_large(difference: Difference) -> float:
    """Return how likely so large a mean is by chance alone where nothing changes; not a number if it does not vary."""
    from scipy.special import stdtr  # heavy: loaded when the first is asked for

    if difference.replications < 2 or isnan(difference.deviation) or difference.deviation == 0:
        return float("nan")
    error = difference.deviation / sqrt(difference.replications)
    return float(2.0 * stdtr(difference.replications - 1, -abs(difference.difference) / error))
