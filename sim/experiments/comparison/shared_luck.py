"""What shared luck saves: how many times as many replications independent luck would need for the same interval.

In each replication base and strategy meet the same families, carers and chances (every draw is fixed by its name), so
that their difference varies less than either. The factor is (variance of the base + variance of the strategy) over the
variance of their difference: independent runs would need that many times as many replications.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, nan
from operator import attrgetter

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice, all_wanted
from sim.experiments.comparison.comparison import laid_over
from sim.experiments.experiment import Experiment
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.laboratory import Laboratory, Measures
from sim.experiments.running.progress import Tell
from sim.experiments.running.settings import SEED, Settings
from sim.experiments.running.study import Chosen, study
from sim.experiments.statistics.difference import CONFIDENCE
from sim.experiments.statistics.stopping import degrees_of_freedom
from sim.foundations.counted import counted
from sim.foundations.faults import listed
from sim.measures.arrays import Numbers
from sim.scenario.defaults import BASE
from sim.scenario.files.experiment_file import ExperimentHeading
from sim.scenario.scenario import Scenario, with_ensembles

REPLICATIONS = 100
"""Enough to know a factor within about a half either way: a judgement; of Tower Hamlets they take a minute or two."""

LEAST = 10
"""Replications below which no factor is told: a judgement."""

ROUNDING = 1e-9
"""Share of a number's size below which its spread is the rounding of sums, and no chance."""

MUCH = 10.0
LITTLE = 4.0
"""Factors from which shared luck is said to do much, and below which little: judgements."""


class LuckEffect(StrEnum):
    """What shared luck does for a difference."""

    FACTOR = "saves"
    """The difference varies less, or more, than with independent luck; by the factor."""
    UNCHANGED = "no change"
    """The strategy changes the measure in no replication: nothing is left to chance."""
    CERTAIN = "always the same"
    """The strategy changes it by the same in every replication: nothing is left to chance."""
    OWN = "of the strategy alone"
    """The base, or the strategy, has none of the measure or always as much, so that there is no luck to share."""
    UNKNOWN = "not known"
    """Too few replications in which it is defined."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What shared luck saves for one measure and strategy, over the replications in which both sides are defined."""

    kind: LuckEffect
    base_variance: float
    scenario_variance: float
    difference_variance: float
    factor: float
    """Endless where the difference never varies though base and strategy do; not a number where not known."""
    low: float
    high: float
    """Ends of the interval of the factor; not numbers unless it is one."""
    changed: float
    """Share of replications in which the strategy changes the measure."""
    replications: int


@dataclass(frozen=True, slots=True)
class LuckRow:
    """One measure, and what shared luck saves for each strategy."""

    wanted: MeasureChoice
    savings: tuple[Saving, ...]


@dataclass(frozen=True, slots=True)
class SharedLuck:
    """What shared luck saves, for each measure and strategy of a comparison."""

    base: Scenario
    strategies: tuple[Scenario, ...]
    rows: tuple[LuckRow, ...]
    seed: int
    replications: int
    uncertainty: bool
    confidence: float

    def __repr__(self) -> str:
        return (
            f"<SharedLuck of {listed(one.name for one in (self.base, *self.strategies))}: "
            f"{counted(self.replications, 'replication')}>"
        )


def shared_luck(
    laboratory: Measures,
    scenarios: Sequence[Scenario],
    wanted: Sequence[MeasureChoice],
    settings: Settings,
    confidence: float = CONFIDENCE,
) -> SharedLuck:
    """Return what shared luck saves for the strategies, the scenarios after the first, which is their base."""
    points = [Point(number) for number in range(len(scenarios))]
    without, *others = laboratory.values(points, range(settings.replications))
    rows = tuple(
        LuckRow(one, tuple(saving(without[place], other[place], confidence) for other in others))
        for place, one in enumerate(wanted)
    )
    base, *strategies = scenarios
    return SharedLuck(
        base, tuple(strategies), rows, settings.seed, settings.replications, settings.uncertainty, confidence
    )


def saving(base: Numbers, scenario: Numbers, confidence: float = CONFIDENCE) -> Saving:
    """Return what shared luck saves; replications undefined on either side are left out."""
    both = ~(np.isnan(base) | np.isnan(scenario))
    base, scenario = base[both], scenario[both]
    n = len(base)
    if n < LEAST:
        return Saving(LuckEffect.UNKNOWN, nan, nan, nan, nan, nan, nan, nan, n)
    size = float(np.abs(np.concatenate([base, scenario])).max())
    difference = _plain(scenario - base, size)
    variances = (_variance(_plain(base, size)), _variance(_plain(scenario, size)), _variance(difference))
    changed = float((difference != 0).mean())
    if variances[2] == 0:
        kind = LuckEffect.CERTAIN if changed else LuckEffect.UNCHANGED
        return Saving(kind, *variances, inf if variances[0] + variances[1] > 0 else nan, nan, nan, changed, n)
    factor = (variances[0] + variances[1]) / variances[2]
    if 0 in variances[:2]:
        return Saving(LuckEffect.OWN, *variances, factor, nan, nan, changed, n)
    low, high = _interval(base, scenario, confidence)
    return Saving(LuckEffect.FACTOR, *variances, factor, low, high, changed, n)


def _plain(values: Numbers, size: float) -> Numbers:
    """Return the values; all alike where they differ by no more than the rounding of numbers of this size."""
    middle = float(np.median(values))
    if np.abs(values - middle).max() > ROUNDING * size:
        return values
    return np.full(len(values), 0.0 if abs(middle) <= ROUNDING * size else middle)


def _variance(values: Numbers) -> float:
    return 0.0 if (values == values[0]).all() else float(values.var(ddof=1))


def _interval(base: Numbers, scenario: Numbers, confidence: float) -> tuple[float, float]:
    """Return the ends of the interval of the factor.

    The factor is (1 + R) / 2, where R is the variance of the sum over that of the difference. For normal numbers whose
    variances are alike with and without the strategy, sum and difference are independent, so that R over its true value
    has Fisher's distribution; where their tails are heavier a variance is worth fewer degrees of freedom.
    """
    from scipy.special import fdtri  # heavy: loaded when the first interval is asked for

    total, difference = scenario + base, scenario - base
    if np.ptp(total) <= ROUNDING * float(np.abs(total).max()):
        return 0.5, 0.5  # luck that is always opposite
    ratio = float(total.var(ddof=1) / difference.var(ddof=1))
    above, below = degrees_of_freedom(total), degrees_of_freedom(difference)
    low, high = (ratio / float(fdtri(above, below, (1 + sign * confidence) / 2)) for sign in (1, -1))
    return (1 + low) / 2, (1 + high) / 2


@dataclass(frozen=True, slots=True)
class LuckQuestion:
    """What shared luck saves, as asked for, sound."""

    settings: Settings
    scenarios: tuple[Scenario, ...]
    """The base, then its strategies."""
    wanted: tuple[MeasureChoice, ...]

    @property
    def runs(self) -> int:
        """Return how many runs it takes."""
        return len(self.scenarios) * self.settings.replications


def scenarios_of(form: ExperimentHeading, years: float | None) -> list[Scenario]:
    """Return the one base that a form names with each of its strategies. Raises BadInput with every fault of each."""
    (base,) = form.bases
    return laid_over(base, form.strategies, years)


def luck_question(
    form: ExperimentHeading, _name: str, scenarios: Sequence[Scenario], settings: Settings
) -> LuckQuestion:
    """Return what a form asks for. Raises BadInput with every fault of its measures."""
    return LuckQuestion(settings, tuple(scenarios), all_wanted(form.measures, scenarios[0]))


def run_luck(question: LuckQuestion, laboratory: Measures) -> SharedLuck:
    """Run the base and its strategies in a laboratory."""
    return shared_luck(laboratory, question.scenarios, question.wanted, question.settings)


LUCK = Experiment(
    "luck",
    scenarios_of,
    luck_question,
    run_luck,
    replications=REPLICATIONS,
    tolerant=False,
    most_runs=attrgetter("runs"),
)
"""How the frame finds what shared luck saves."""


def luck(
    base: Scenario | str = BASE,
    strategies: Sequence[Scenario | str] = (),
    *,
    measures: Sequence[str] = (),
    years: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    processes: int | None = None,
    uncertainty: bool = False,
    ensemble: str | None = None,
    confidence: float = CONFIDENCE,
    progress: Tell | None = None,
) -> SharedLuck:
    """Run `base` and each strategy on the same luck and return how many replications that saves.

    Scenarios are given as to `compare`; `measures` as text, such as "in_placement: agency", the headline measures when
    none is. Raises `BadInput` with every fault of every scenario.
    """
    settings = Settings(replications, seed, uncertainty, processes, years)
    scenarios = laid_over(base, strategies, years)
    wanted = all_wanted(measures, scenarios[0])
    if uncertainty:
        scenarios = with_ensembles(scenarios, ensemble)
    made = study(scenarios, seed, uncertainty, Chosen(wanted), tell=progress)
    with Laboratory(made, settings.machines, wanted, tell=progress) as laboratory:
        return shared_luck(laboratory, scenarios, wanted, settings, confidence)
