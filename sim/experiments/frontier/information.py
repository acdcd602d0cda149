"""What knowing more would be worth: how much better one would choose, on average, if an input were known beforehand.

The expected value of perfect information on an input (EVPPI) by regression, after Strong, Oakley and Brennan (2014):
what each mix is worth is regressed on the input over futures in which all inputs were drawn; where the fitted values
change their order, knowing the input would change the choice. Luck that no study can tell is averaged out by the
regression. The ceiling is the value of knowing the whole future, luck included.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.experiments.statistics.splines import basis, smoother
from sim.measures.arrays import Numbers

SHUFFLES = 300
"""Of the input over the futures, which make it useless: they show what luck alone would seem to be worth."""

SHUFFLED_BELOW = 0.99
"""Share of the shuffles that seem to be worth less than the noise floor: high, for some thirty inputs are looked at."""

RESAMPLES = 100
"""Of the futures, for the standard error."""

FEWEST_FUTURES = 60
"""Below which nothing is said of the value of information: a judgement; a spline needs some dozens."""


@dataclass(frozen=True, slots=True)
class Information:
    """What knowing something would be worth, in the unit of the values it is chosen by."""

    value: float
    """Never negative: who knows more need not choose otherwise."""
    error: float
    """Standard error."""
    noise: float
    """What a useless number would seem to be worth in one case of a hundred: the noise floor."""
    changes: float
    """Share of futures in which who knows it would choose another mix."""

    @property
    def told(self) -> bool:
        """Whether the value stands out from what luck alone would show."""
        return self.value > self.noise


def of_knowing(values: Numbers, known: Numbers, seed: int) -> Information:
    """Return what knowing numbers before choosing is worth.

    `values` has one row a future and one column a mix, more is better; `known` one row a future and one column for each
    number that would be known.
    """
    gains = _beyond_best(values)
    splines = basis(known)
    made = smoother(splines)
    random = np.random.default_rng([seed, *known.shape])
    orders = [random.permutation(len(gains)) for _ in range(SHUFFLES)]
    useless = made.fit(np.concatenate([gains[order] for order in orders], axis=1))  # all at once: far faster
    shuffled = [_worth(one) for one in np.split(useless, SHUFFLES, axis=1)]
    resampled = []
    for _ in range(RESAMPLES):
        rows = random.integers(0, len(values), len(values))
        resampled.append(_worth(smoother(splines[rows]).fit(_beyond_best(values[rows]))))
    fitted = made.fit(gains)
    best = int(np.argmax(fitted.mean(axis=0)))
    return Information(
        value=_worth(fitted),
        error=float(np.std(resampled)),
        noise=float(np.quantile(shuffled, SHUFFLED_BELOW)),
        changes=float((fitted.max(axis=1) > fitted[:, best]).mean()),
    )


def of_everything(values: Numbers) -> Information:
    """Return what knowing the whole future is worth, luck included; `values` by future and mix, more is better."""
    gains = _beyond_best(values).max(axis=1)
    error = float(gains.std(ddof=1)) / sqrt(len(gains))
    return Information(float(gains.mean()), error, noise=0.0, changes=float((gains > 0).mean()))


def _beyond_best(values: Numbers) -> Numbers:
    """Return what each mix is worth beyond the one that is best on average; on the same luck, so most of it goes."""
    best = int(np.argmax(values.mean(axis=0)))
    beyond: Numbers = values - values[:, [best]]
    return beyond


def _worth(fitted: Numbers) -> float:
    """Return how much more the best fitted value of each future gives than the one choice for all, which is at 0."""
    return max(0.0, float(fitted.max(axis=1).mean()))
