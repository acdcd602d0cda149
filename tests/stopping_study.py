"""A study of the rule for stopping: how often intervals hold the truth when replications stop once they are enough.

`python -m tests.stopping_study` prints the table of docs/precision.md; with `--write FILE` it is put between its
markers there. It takes some minutes. tests/experiments/test_stopping.py asks the same of a few cases, and of the naive
rule.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path

import numpy as np

from sim.experiments.statistics.difference import (
    CONFIDENCE,
    interval,
    student,
)
from sim.experiments.statistics.stopping import FIRST, next_look, replications_wanted
from sim.measures.arrays import Numbers
from sim.reports.shared.marks import Marks

MARKS = Marks("stopping")

TRIALS = 4000
MOST = 20_000
SEED = 20261126

Draw = Callable[[np.random.Generator, int], Numbers]


@dataclass(frozen=True)
class Case:
    """Made-up differences between a strategy and its base."""

    title: str
    draw: Draw
    mean: float
    deviation: float
    base_deviation: float = 0.0
    """How far the base itself varies, which only matters where no difference has been seen."""

    def half_width(self, enough: int) -> float:
        """The half-width for which so many replications would be enough if the deviation were known."""
        return student(CONFIDENCE, 10**7) * self.deviation / sqrt(enough)


def sparse(share: float, mean: float, deviation: float) -> Draw:
    """Nothing in most replications, a change that varies in the others."""
    return lambda random, n: np.where(random.random(n) < share, random.normal(mean, deviation, n), 0.0)


def sparse_deviation(share: float, mean: float, deviation: float) -> float:
    return sqrt(share * (mean**2 + deviation**2) - (share * mean) ** 2)


CASES = (
    Case("normal", lambda random, n: random.normal(0, 1, n), 0, 1),
    Case("a little skewed (gamma, shape 4)", lambda random, n: random.gamma(4, 1, n), 4, 2),
    Case(
        "whole numbers, most of them 0 (difference of Poisson counts)",
        lambda random, n: _counts(random, n),
        0,
        0.5**0.5,
    ),
    Case("heavy tails (Student, 5 degrees)", lambda random, n: random.standard_t(5, n), 0, sqrt(5 / 3)),
    Case("skewed (exponential)", lambda random, n: random.exponential(1, n), 1, 1),
    Case(
        "very skewed (lognormal)",
        lambda random, n: random.lognormal(0, 1, n),
        exp(0.5),
        sqrt((exp(1) - 1) * exp(1)),
    ),
    Case("0 in nine of ten", sparse(0.1, 2, 1), 0.2, sparse_deviation(0.1, 2, 1), 2),
    Case("0 in 97 of a hundred", sparse(0.03, 3, 1), 0.09, sparse_deviation(0.03, 3, 1), 3),
)

ENOUGH = (30, 100, 300)
"""Replications that would be enough if the deviation were known."""


def _counts(random: np.random.Generator, n: int) -> Numbers:
    return (random.poisson(0.25, n) - random.poisson(0.25, n)).astype(np.float64)


Rule = Callable[[Case, float, np.random.Generator], Numbers]
"""Gives the values with which it stops."""


def ours(case: Case, half_width: float, random: np.random.Generator) -> Numbers:
    """The rule of the program."""
    values = case.draw(random, FIRST)
    while len(values) < MOST:
        wanted = replications_wanted(values, half_width, case.base_deviation)
        if wanted is not None and wanted <= len(values):
            break
        until = next_look(len(values), wanted, MOST)
        values = np.concatenate([values, case.draw(random, until - len(values))])
    return values


def naive(case: Case, half_width: float, random: np.random.Generator) -> Numbers:
    """Stop as soon as the interval is narrow enough, looking every ten replications from the tenth on."""
    values = case.draw(random, 10)
    while len(values) < MOST:
        low, high, _ = interval(values)
        if (high - low) / 2 <= half_width:
            break
        values = np.concatenate([values, case.draw(random, 10)])
    return values


def fixed(replications: int) -> Rule:
    """No rule: a plain run of so many replications."""
    return lambda case, _, random: case.draw(random, replications)


@dataclass(frozen=True)
class Found:
    """How a rule did in many trials of a case."""

    covered: float
    """Share of trials in which the interval that is shown holds the truth."""
    within: float
    """Share in which the mean lies within the half-width that was asked for of the truth."""
    replications: float


def tried(case: Case, enough: int, rule: Rule, trials: int = TRIALS, seed: int = SEED) -> Found:
    """Try a rule."""
    random = np.random.default_rng(seed)
    half_width = case.half_width(enough)
    covered = within = replications = 0
    for _ in range(trials):
        values = rule(case, half_width, random)
        low, high, _ = interval(values)
        covered += bool(low - 1e-9 <= case.mean <= high + 1e-9)
        within += bool(abs(values.mean() - case.mean) <= half_width)
        replications += len(values)
    return Found(covered / trials, within / trials, replications / trials)


AT_ONCE = (1.0, 0.8, 0.6, 0.3, 0.1)
"""Deviations of the differences of five strategies that share their luck."""


def at_once(enough: int, trials: int, seed: int = SEED) -> list[Found]:
    """Try the rule of the program on five strategies at once, which all have to be known within the same half-width.

    Half of the variance of each is the same luck. It ends with the one that takes longest.
    """
    random = np.random.default_rng(seed)
    half_width = student(CONFIDENCE, 10**7) / sqrt(enough)

    def draw(n: int) -> Numbers:
        same, own = random.normal(0, 1, (n, 1)), random.normal(0, 1, (n, len(AT_ONCE)))
        return np.asarray((same + own) * sqrt(0.5) * np.array(AT_ONCE))

    covered, within, replications = np.zeros(len(AT_ONCE)), np.zeros(len(AT_ONCE)), 0
    for _ in range(trials):
        values = draw(FIRST)
        while True:
            wanted = [replications_wanted(one, half_width) or MOST for one in values.T]
            if max(wanted) <= len(values):
                break
            values = np.concatenate([values, draw(next_look(len(values), max(wanted), MOST) - len(values))])
        for number, one in enumerate(values.T):
            low, high, _ = interval(one)
            covered[number] += low <= 0 <= high
            within[number] += abs(one.mean()) <= half_width
        replications += len(values)
    return [Found(c / trials, w / trials, replications / trials) for c, w in zip(covered, within, strict=True)]


COLUMNS = (
    "Differences",
    "Enough, were the spread known",
    "Replications made, mean",
    "Mean within what was asked",
    "Interval holds the truth",
    "Interval of a plain run of that size",
    "Naive rule: mean within",
    "Naive rule: interval",
)


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the cells of the table, its heading first."""
    yield COLUMNS
    yield ("---", *("---:" for _ in COLUMNS[1:]))
    for case in CASES:
        for enough in ENOUGH:
            found, crude = tried(case, enough, ours), tried(case, enough, naive)
            plain = tried(case, enough, fixed(round(found.replications)))
            shares = (found.within, found.covered, plain.covered, crude.within, crude.covered)
            yield (case.title, str(enough), f"{found.replications:.0f}", *(f"{100 * share:.1f}%" for share in shares))
    for enough in ENOUGH:
        several = at_once(enough, TRIALS // 2)
        worst = (min(one.within for one in several), min(one.covered for one in several))
        title = "five strategies at once (normal), the worst of them"
        cells = (f"{100 * share:.1f}%" for share in worst)
        yield title, str(enough), f"{several[0].replications:.0f}", *cells, "", "", ""


def main() -> int:
    """Print the table, or put it in a document."""
    words = argparse.ArgumentParser(prog="python -m tests.stopping_study", description=__doc__)
    words.add_argument("--write", metavar="FILE", type=Path, help="put it between its markers in this document")
    asked = words.parse_args()
    if asked.write is not None:
        MARKS.check(asked.write)
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows())
    said = f"{TRIALS:,} trials of each; made by `python -m tests.stopping_study --write docs/precision.md`.\n\n{table}"
    print(said)
    if asked.write is not None:
        MARKS.replace(asked.write, said)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
