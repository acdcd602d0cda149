"""What is known of an effect: how much of its spread comes from inputs that are not known, and how much from chance.

Inputs are drawn, and with each draw the model is run on several turns of luck. The spread of an effect between the
turns of one draw is chance; what draws differ by beyond that is what is not known of the inputs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.measures.arrays import Numbers

TURNS_OF_LUCK = 2
"""Runs with each draw of the inputs: two tell chance from inputs, and leave most runs for more draws."""

LEAST_DRAWS = 5
"""Draws of the inputs below which their spread is not told: a judgement."""

ENOUGH_DRAWS = 50
"""From so many on a range of 80% holds 83% or less: fewer are said to make it wide."""

CENTRAL = 0.8
"""Share of the expected effects, and of the futures, inside the ranges that are given."""


LIKELY = 0.9
"""Probability from which a direction is called likely: a judgement."""

DEVIATIONS = 1.2816
"""Standard deviations of a normal distribution either way that hold that share."""


@dataclass(frozen=True, slots=True)
class Range:
    """The middle of a distribution, from its lower to its upper end."""

    low: float
    high: float

    def around(self, other: Range) -> Range:
        """Return the range that holds this and another: a single run is never surer than what is expected of it."""
        return Range(min(self.low, other.low), max(self.high, other.high))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a strategy changes in one measure, over inputs that are not known and luck that has not fallen yet."""

    mean: float
    expected: Range
    """The central 80% of the expected effect over the inputs: what is not known. It does not shrink with more runs."""
    falls: float
    """Probability that the expected effect is a fall, no change counted half."""
    one_future: Range
    """The central 80% of what it changes in one run: what may happen."""
    falls_in_one_future: float
    """Share of the runs in which it is a fall, no change counted half."""
    from_inputs: float
    """Share of the variance of one run's effect that comes from the inputs, 0 to 1; the rest is chance."""
    draws: int

    @property
    def likely(self) -> bool:
        """Whether the direction of the expected effect is likely, by what is known of the inputs."""
        return self.falls >= LIKELY or self.falls <= 1.0 - LIKELY

    @property
    def unchanged(self) -> bool:
        """Whether nothing changes in any run."""
        return self.one_future == Range(0.0, 0.0) and self.expected == Range(0.0, 0.0) and self.mean == 0.0


def effect(differences: Numbers, turns: int = TURNS_OF_LUCK, rounding: float = 0.0) -> Effect | None:
    """Return what is known of an effect whose `differences` are those of the turns of luck of one draw after another.

    What is no larger than `rounding` is nought.

    Draws with a turn in which the difference is not defined are left out; None where fewer than `LEAST_DRAWS` are left
    or a draw has a single turn, of which chance cannot be told from inputs.

    The mean of a draw varies by more than its expected effect does: chance over `turns` runs is added. The means are
    drawn together until they vary as expected effects do: by the square root of that share, and not by the share
    itself, which is best for a single draw but makes all of them together too narrow. What few draws leave open of how
    far effects spread, and of their mean, is added, to expected effects and to single runs; it vanishes as draws become
    many.
    """
    whole = len(differences) // turns
    table = differences[: whole * turns].reshape(whole, turns)
    table = table[~np.isnan(table).any(axis=1)]
    draws = len(table)
    if turns < 2 or draws < LEAST_DRAWS:
        return None
    means = np.where(np.abs(table.mean(axis=1)) <= rounding, 0.0, table.mean(axis=1))
    chance = float(table.var(axis=1, ddof=1).mean())
    between = float(means.var(ddof=1))
    mean = float(means.mean()) if abs(means.mean()) > rounding else 0.0
    inputs = max(0.0, between - chance / turns)
    spread = _with_what_is_left_open(inputs, between, chance / turns, draws, turns)
    expected = mean + (means - mean) * (sqrt(min(1.0, spread / between)) if between > 0.0 else 0.0)
    total = inputs + chance
    known = _middle(expected)
    return Effect(
        mean=mean,
        expected=known,
        falls=_share_below_zero(expected),
        one_future=_middle(_spread_to(table.ravel(), spread + chance)).around(known),
        falls_in_one_future=_share_below_zero(table.ravel()),
        from_inputs=inputs / total if total > 0.0 else 0.0,
        draws=draws,
    )


def _with_what_is_left_open(inputs: float, between: float, luck: float, draws: int, turns: int) -> float:
    """Return the variance of expected effects with which their central range holds what it says, on average.

    `inputs` is its estimate, `between` the variance of the draws' means, and `luck` the part of it that chance makes.
    A variance that is too small by some part takes more from the range than one too large by as much adds to it. For a
    range of z standard deviations either way of a normal distribution, an error of the variance with the standard
    deviation t costs, to second order, as much as (z^2 + 1) / 4 of t^2 / variance adds.
    """
    error_squared = 2.0 * between**2 / (draws - 1) + 2.0 * luck**2 / (draws * (turns - 1))
    return sqrt(inputs**2 + (DEVIATIONS**2 + 1.0) / 2.0 * error_squared) + between / draws


def _spread_to(values: Numbers, variance: float) -> Numbers:
    """Return the values as far apart as such a variance has them, if they are closer together."""
    mean, found = values.mean(), float(values.var(ddof=1))
    return mean + (values - mean) * sqrt(max(1.0, variance / found)) if found > 0.0 else values


def _middle(values: Numbers) -> Range:
    # Ranks over n + 1: the range then holds the central part of what is still to come, and not of these values alone.
    low, high = np.quantile(values, [(1.0 - CENTRAL) / 2.0, (1.0 + CENTRAL) / 2.0], method="weibull")
    return Range(float(low), float(high))


def _share_below_zero(values: Numbers) -> float:
    # As if half a value more had been seen on either side: no number of values makes certain.
    below = (values < 0.0).sum() + (values == 0.0).sum() / 2.0
    return float((below + 0.5) / (len(values) + 1.0))
