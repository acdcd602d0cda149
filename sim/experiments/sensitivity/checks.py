"""What is wrong with what a sensitivity analysis is asked for, found before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.experiments.asking.design import lever_in
from sim.experiments.running.settings import Settings
from sim.experiments.sensitivity.design import Factor
from sim.experiments.sensitivity.form import SensitivityFile
from sim.foundations.faults import BadInput, did_you_mean, listed
from sim.scenario.quantities.bounds import Problem
from sim.scenario.scenario import Scenario

LEAST_REPLICATIONS = 4
"""Below which luck cannot be told from what the numbers do: a judgement; the arithmetic needs three."""

LEAST_FACTORS, MOST_FACTORS = 2, 50
"""Moved together: one alone would explain everything, and each of so many next to nothing. Judgements."""

LEAST_POINTS, MOST_POINTS = 2**3, 2**14


def within(path: str, places: Sequence[str]) -> bool:
    """Whether a path is one of the places or lies in one; where there are none, every path does."""
    return not places or any(path == place or path.startswith(f"{place}.") for place in places)


def of_within(file: SensitivityFile, every: Sequence[Factor]) -> Iterator[Problem]:
    """Yield the places within which none of the numbers with a range lies."""
    paths = [factor.lever.path for factor in every]
    known = dict.fromkeys(".".join(path.split(".")[:length]) for path in paths for length in (1, 2, 3, 4))
    for place in file.within:
        if not any(within(path, [place]) for path in paths):
            mend = did_you_mean(place, known, "give a part, such as demand, or the path of a quantity")
            yield "within", f'"{place}" has no number with a range', mend
    if not every:
        yield "base", "has no number with a range", "give some of its numbers low, high and distribution"


def of_design(file: SensitivityFile, factors: Sequence[Factor], settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with how many numbers are moved together, at how many points, and how often each is run."""
    if len(file.bases) > 1:
        yield "base", f"names {len(file.bases)} bases", "give one: what matters may differ between them"
    if settings.replications < LEAST_REPLICATIONS:
        problem = f"is {settings.replications}, too few to tell luck from what the numbers do"
        yield "replications", problem, f"give at least {LEAST_REPLICATIONS}"
    if file.tornado_only or not factors:
        return
    points = file.rows
    if not LEAST_POINTS <= points <= MOST_POINTS or points & (points - 1):
        below = min(max(points, LEAST_POINTS), MOST_POINTS // 2).bit_length() - 1
        problem = f"is {points:,}, not a power of two from {LEAST_POINTS} to {MOST_POINTS:,}"
        yield "points", problem, f"give {2**below:,} or {2 ** (below + 1):,}: at these alone the design is balanced"
    most = most_together(factors)
    if not LEAST_FACTORS <= file.count(most) <= most:
        mend = f"give {LEAST_FACTORS} to {most}" if most >= LEAST_FACTORS else "ask for the tornado only"
        yield "factors", f"has {file.count(most):,} numbers to be moved together", mend


def most_together(factors: Sequence[Factor]) -> int:
    """Return how many of the factors can be moved together: of each table of shares one."""
    return min(MOST_FACTORS, len({factor.lever.quantity for factor in factors}))


def of_paths(file: SensitivityFile, factors: Sequence[Factor], scenarios: Sequence[Scenario]) -> Iterator[Problem]:
    """Yield what is wrong with the paths of numbers that are named to be moved together."""
    levers = {factor.lever.path: factor.lever for factor in factors}
    tables: dict[str, list[str]] = {}
    for path in dict.fromkeys(file.named):
        if path in levers:
            tables.setdefault(levers[path].quantity, []).append(path)
        else:
            yield from _unknown(path, file, scenarios)
        if file.named.count(path) > 1:
            yield "factors", f"names {path} more than once", "give each path once"
    for paths in tables.values():
        if len(paths) > 1:
            problem = f"names {listed(paths)}, shares that make way for one another"
            yield "factors", problem, "give one of them: the others follow"


def _unknown(path: str, file: SensitivityFile, scenarios: Sequence[Scenario]) -> Iterator[Problem]:
    """Yield why a path is none of the numbers that are moved."""
    try:
        lever = lever_in(path, scenarios)
    except BadInput as bad:
        for message in bad.faults:
            problem, _, mend = message.rpartition("; ")
            yield "factors", problem, mend
        return
    if lever.ranged and not within(path, file.within):
        yield "factors", f"{path} lies outside what is moved", "add it to within, or leave it out"
    else:
        yield "factors", f"{path} has no range of its own", "give it low, high and distribution, or leave it out"
