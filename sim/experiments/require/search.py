"""The search for the least capacity: bisection on common random numbers, several questions asked at a time.

Every replication is a possible future with the same luck at every capacity, so that each has a capacity of its own
from which the standard is met, and the share of futures that meet it rises with capacity. The share is fitted anew
after each round to all that was tried, and the stretch in which it crosses what is asked is halved.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan

import numpy as np

from sim.experiments.asking.standard import Standard
from sim.experiments.require.answer import RequiredCapacity, SearchOutcome
from sim.experiments.require.capacity import Capacities
from sim.experiments.require.tried import Ladder, ResponseWay, Runs, Tried, ladder, nothing_tried
from sim.experiments.statistics.shares import clearly_above, clearly_below, least_replications

ALL_BUT_DONE = 0.95
"""Part of all that the lever can do to the measure after which more of it is said to do no more: a judgement."""

ROUGHLY = 50
"""Parts of the range within one of which it is found where the lever has all but done what it can: a judgement."""

ENDS_WITHIN = 20
"""Parts of the interval within one of which its ends are found, to the safe side: a judgement."""

LOOKS = 8
"""Capacities, evenly apart, that are looked at when the measure goes both ways and no search can be trusted."""

ROUNDING = 1e-9

Criterion = Callable[[Ladder, float], "list[bool]"]
"""Whether each capacity, from the one that helps least, is far enough; once it is, those that help more are too."""


def enough(tried: Ladder, probability: float) -> list[bool]:
    """Whether the standard is met with the probability."""
    return [share >= probability - ROUNDING for share in tried.shares]


def not_too_little(tried: Ladder, probability: float) -> list[bool]:
    """Whether the standard is met so often that the probability cannot be ruled out."""
    pairs = zip(tried.shares.tolist(), tried.of.tolist(), strict=True)
    return [not clearly_below(share * of, int(of), probability) for share, of in pairs]


def surely_enough(tried: Ladder, probability: float) -> list[bool]:
    """Whether the standard is met so often that less than the probability can be ruled out."""
    pairs = zip(tried.shares.tolist(), tried.of.tolist(), strict=True)
    return [clearly_above(share * of, int(of), probability) for share, of in pairs]


def all_but_done(tried: Ladder, _probability: float) -> list[bool]:
    """Whether the lever has all but done what it can do to the measure."""
    least, most = float(np.nanmin(tried.better)), float(np.nanmax(tried.better))
    return [bool(value >= least + ALL_BUT_DONE * (most - least) - ROUNDING) for value in tried.better]


def least_capacity(
    runs: Runs, capacities: Capacities, standard: Standard, probability: float, replications: int
) -> RequiredCapacity:
    """Return the least capacity with which the standard is met with the probability, and how well it is known.

    Where less of the lever helps it is the most with which it is still met. As long as that is not enough, more helps
    and nothing forbids it, twice as much is looked at. The number of capacities tried grows with the logarithm of those
    that could be.
    """
    tried = nothing_tried(standard, replications).more(capacities.spread, runs)
    way = tried.way()
    while way is ResponseWay.MORE_HELPS and not _settled(ladder(tried, way), probability, capacities):
        tried = tried.more([min(2 * tried.numbers[-1], capacities.furthest)], runs)
        way = tried.way()
    while way in (ResponseWay.MORE_HELPS, ResponseWay.LESS_HELPS):
        halves = _halves(ladder(tried, way), probability)
        if not halves:
            break
        tried = tried.more(halves, runs)
        way = tried.way()
    if way is ResponseWay.BOTH:
        evenly = np.linspace(tried.numbers[0], tried.numbers[-1], LOOKS).round().astype(int)
        tried = tried.more(evenly.tolist(), runs)
    return _answer(tried, way, capacities, probability)


def _settled(tried: Ladder, probability: float, capacities: Capacities) -> bool:
    """Whether nothing is gained by looking at more: it is surely enough, no more is allowed, or more does no more."""
    if tried.numbers[-1] >= capacities.furthest:
        return True
    if any(enough(tried, probability)):
        too_few = max(tried.of) < least_replications(probability)
        return too_few or any(surely_enough(tried, probability))
    return all_but_done(tried, probability)[-2]


def _halves(tried: Ladder, probability: float) -> list[int]:
    """Return the capacities to try next: the middle of each stretch in which a question is decided."""
    low, high = not_too_little(tried, probability), surely_enough(tried, probability)
    apart = 1
    if any(low) and any(high):
        apart = max(1, abs(tried.numbers[high.index(True)] - tried.numbers[low.index(True)]) // ENDS_WITHIN)
    halves = [
        _halfway(tried, enough(tried, probability)),
        _halfway(tried, low, apart),
        _halfway(tried, high, apart),
    ]
    if not any(enough(tried, probability)):
        roughly = abs(tried.numbers[-1] - tried.numbers[0]) // ROUGHLY
        halves.append(_halfway(tried, all_but_done(tried, probability), max(1, roughly)))
    return sorted({half for half in halves if half is not None})


def _halfway(tried: Ladder, reached: list[bool], apart: int = 1) -> int | None:
    """Return the middle of the stretch at whose end it is reached; none when its ends are so near, or there is none."""
    if not any(reached) or reached[0]:
        return None
    first = reached.index(True)
    before, after = tried.numbers[first - 1], tried.numbers[first]
    return (before + after) // 2 if abs(after - before) > apart else None


def _answer(tried: Tried, way: ResponseWay, capacities: Capacities, probability: float) -> RequiredCapacity:
    steps = ladder(tried, way)
    told = way in (ResponseWay.MORE_HELPS, ResponseWay.LESS_HELPS)
    endless = -inf if way is ResponseWay.LESS_HELPS else inf

    def first(criterion: Criterion, otherwise: float) -> float:
        reached = criterion(steps, probability)
        return capacities.at(steps.numbers[reached.index(True)]) if any(reached) else otherwise

    met = enough(steps, probability)
    if not tried.of.any():
        outcome = SearchOutcome.UNDEFINED
    elif not told:
        outcome = SearchOutcome.BOTH_WAYS if way is ResponseWay.BOTH else SearchOutcome.NO_MATTER
    elif not any(met):
        outcome = SearchOutcome.OUT_OF_REACH
    else:
        outcome = SearchOutcome.ALWAYS if met[0] else SearchOutcome.FOUND
    best = _best(tried, steps, told)
    return RequiredCapacity(
        standard=tried.standard,
        probability=probability,
        capacities=capacities,
        tried=tried,
        outcome=outcome,
        way=way,
        capacity=first(enough, nan) if told else nan,
        low=_low_end(steps, probability, capacities, endless) if told else nan,
        high=first(surely_enough, endless) if told else nan,
        best=best,
        reachable=_reachable(tried, best, probability),
        levels_off=first(all_but_done, nan) if outcome is SearchOutcome.OUT_OF_REACH else nan,
    )


def _low_end(steps: Ladder, probability: float, capacities: Capacities, endless: float) -> float:
    """Return the least capacity that is not known to be too little: next to the last that is."""
    reached = not_too_little(steps, probability)
    if not any(reached):
        return endless
    place = reached.index(True)
    if place == 0:
        return capacities.at(steps.numbers[0])
    before, after = steps.numbers[place - 1], steps.numbers[place]
    return capacities.at(before + (1 if after > before else -1))


def _best(tried: Tried, steps: Ladder, told: bool) -> int:
    """Return the capacity tried that comes nearest to what is asked: by the share of futures, then by the mean."""
    if told:
        return steps.numbers[-1]
    better = np.nan_to_num(tried.standard.better(tried.means), nan=-inf)
    return tried.numbers[max(range(len(tried.numbers)), key=lambda place: (tried.shares[place], better[place]))]


def _reachable(tried: Tried, number: int, probability: float) -> float:
    """Return the value of the measure that is had, or bettered, with the probability at a capacity that was tried."""
    values = tried.standard.better(tried.row(number))
    ordered = np.sort(values[~np.isnan(values)])[::-1]
    if not len(ordered):
        return nan
    place = min(len(ordered), max(1, int(np.ceil(probability * len(ordered) - ROUNDING))))
    return float(tried.standard.better(ordered[place - 1 : place])[0])
