"""Strategies compared with a base: every measure's paired difference, in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType

from sim.experiments.asking.headlines import Headline, headlines
from sim.experiments.asking.scenario_targets import targets_of
from sim.experiments.comparison.feedbacks import is_neutral, with_neutral
from sim.experiments.running.precision import PrecisionGoal, asked_in_python
from sim.experiments.running.progress import Stage, Tell, tell_nobody
from sim.experiments.running.results import Outcome, Results
from sim.experiments.running.settings import REPLICATIONS, SEED, Settings
from sim.experiments.running.until_precise import run_as_asked
from sim.experiments.statistics.difference import CONFIDENCE, Difference, paired
from sim.experiments.statistics.effect import TURNS_OF_LUCK
from sim.experiments.statistics.sample import NumberKey
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, Faults, listed
from sim.scenario.defaults import BASE, LEGAL_STRATEGIES, STRATEGIES, TOGETHER
from sim.scenario.scenario import Scenario, load, with_ensembles
from sim.scenario.titles import JUDGED_IN_STRENGTH, SERVICES, STATUTORY_STRATEGIES

LEAVING = {
    "follows": ("leaving_follows",),
    "apart": ("leaving_apart",),
    "both": ("leaving_follows", "leaving_apart"),
}
"""What is laid over the base for each way in which leaving care may follow the placement, or for both in turn."""

SHORT = frozenset((*JUDGED_IN_STRENGTH, *STATUTORY_STRATEGIES.values()))
"""Services that go by their short titles beside others."""

TOGETHER_IN_WORDS: Mapping[frozenset[str], str] = MappingProxyType(
    {
        frozenset(STRATEGIES): "All five together",
        frozenset(LEGAL_STRATEGIES): "All six on courts together",
        frozenset(JUDGED_IN_STRENGTH): "All seven on courts together",
        frozenset((*STRATEGIES, *LEGAL_STRATEGIES)): "All eleven of the letter together",
    }
)
"""What strategies that are laid together are called, in place of a list of them."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """What one scenario changes in one measure."""

    scenario: str
    key: NumberKey
    difference: Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """Strategies run on the same luck as their base, and the difference of each measure."""

    results: Results
    confidence: float
    rows: tuple[ComparisonRow, ...]
    headlines: tuple[Headline, ...]
    apart: Comparison | None = None
    """The same strategies where leaving care does not follow the placement, when both were asked for."""
    neutral: Comparison | None = None
    """The same strategies where statutory services do nothing to placements, when they were run so as well."""

    def __repr__(self) -> str:
        return (
            f"<Comparison of {listed(one.scenario.name for one in self.results.outcomes)}: "
            f"{counted(self.results.replications, 'replication')}, seed {self.results.seed}>"
        )

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return every outcome, those of other assumptions last."""
        others = (one for one in (self.apart, self.neutral) if one is not None)
        return self.results.outcomes + tuple(outcome for one in others for outcome in one.outcomes)

    @property
    def base(self) -> Outcome:
        """Return the base."""
        return self.results.outcomes[0]

    @property
    def strategies(self) -> tuple[Outcome, ...]:
        """Return the scenarios that are compared with the base, in the order asked for."""
        return self.results.outcomes[1:]

    @property
    def fullest(self) -> Outcome:
        """Return the strategy that combines the most; of equals the last."""
        return max(reversed(self.strategies), key=lambda outcome: len(outcome.scenario.strategies))

    def label(self, outcome: Outcome) -> str:
        """Return what an outcome is called beside the others, in plain words."""
        if outcome is self.base:
            return "Without these strategies" if self.strategies else outcome.scenario.title
        return label(self.base.scenario, outcome.scenario)


def label(base: Scenario, scenario: Scenario) -> str:
    """Return what a scenario is called beside the base that it is laid over, in plain words."""
    laid = scenario.strategies[len(base.strategies) :]
    common = TOGETHER_IN_WORDS.get(frozenset(laid))
    if common is not None:
        return common
    parts = [STATUTORY_STRATEGIES.get(name, name) for name in laid]
    if parts and all(name in SERVICES for name in parts) and (len(parts) > 1 or parts[0] in SHORT):
        return " + ".join(SERVICES[name].short for name in parts)  # full titles are too long side by side
    return scenario.title.removeprefix(f"{base.title}, ")


def compare(
    base: Scenario | str = BASE,
    strategies: Sequence[Scenario | str] = (),
    *,
    years: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    processes: int | None = None,
    central: bool = False,
    ensemble: str | None = None,
    confidence: float = CONFIDENCE,
    precision: str | Sequence[str] = (),
    most: int | None = None,
    leaving: str | None = None,
    neutral: bool = True,
    progress: Tell | None = None,
) -> Comparison:
    """Run `base` and each strategy on the same luck and return what each changes.

    A strategy given as a string is laid over the base; ``"ipop+camhs"`` lays on both; with no strategies, the five of
    the inspection letter and all five together. Inputs are drawn from their ranges, with two turns of luck for each
    draw; calibrated numbers come from the `ensemble` at that path, by default from the one kept for the base, if any,
    with "none" from their ranges. With inputs all `central` there is simulation error alone. With a `precision`, such
    as "looked_after=0.5", there are as many replications as it takes to know every strategy's difference so well, but
    not more than `most`, whatever `replications` says. `leaving` says whether leaving care follows the placement:
    "follows", "apart", or "both" for a comparison under each; by default as the base says. Where statutory services
    are judged to change placements, all is run again without that, unless `neutral` is false or a precision is asked
    for. `progress` is told of each stage, and may raise `Cancelled`. Raises `BadInput` with every fault of every
    scenario.
    """
    turns = 1 if central else TURNS_OF_LUCK
    settings = Settings(replications, seed, not central, processes, years, turns=turns)
    tell = progress or tell_nobody
    tell(Stage.LOADING, 0, 1)
    scenarios = laid_over(base, strategies, years, leaving)
    if neutral and not precision:
        scenarios = beside(scenarios, leaving, not central)
    if not central:
        scenarios = with_ensembles(scenarios, ensemble)
    asked = asked_in_python(precision, most, scenarios[0])
    refuse_precision_of_both(leaving, asked)
    tell(Stage.LOADING, 1, 1)
    return compared(run_as_asked(scenarios, settings, asked, tell, confidence=confidence), confidence, leaving)


def refuse_precision_of_both(leaving: str | None, asked: PrecisionGoal | None) -> None:
    """Raise BadInput when a precision is asked for of two comparisons at once."""
    if leaving == "both" and asked is not None:
        raise BadInput(['leaving "both": a precision is reached by one comparison; ask for "follows" or "apart"'])


def compared(results: Results, confidence: float = CONFIDENCE, leaving: str | None = None) -> Comparison:
    """Return the difference that each scenario but the first makes to every measure.

    With `leaving` of both kinds, the second half of the scenarios is a comparison of its own, kept in the first; so are
    those whose services do nothing to placements.
    """
    without = tuple(outcome for outcome in results.outcomes if is_neutral(outcome.scenario))
    if without:
        judged = tuple(outcome for outcome in results.outcomes if not is_neutral(outcome.scenario))
        found = compared(replace(results, outcomes=judged), confidence, leaving)
        return replace(found, neutral=_compared(replace(results, outcomes=without), confidence))
    if leaving != "both":
        return _compared(results, confidence)
    half = len(results.outcomes) // 2
    follows, apart = (
        _compared(replace(results, outcomes=outcomes), confidence)
        for outcomes in (results.outcomes[:half], results.outcomes[half:])
    )
    return replace(follows, apart=apart)


def _compared(results: Results, confidence: float) -> Comparison:
    base, *strategies = results.outcomes
    rows = [
        ComparisonRow(
            outcome.scenario.name,
            key,
            paired(base.measures.of(*key), outcome.measures.of(*key), confidence, results.turns),
        )
        for outcome in strategies
        for key in outcome.measures.rows
        if key in base.measures.rows
    ]
    samples = [outcome.measures for outcome in strategies]
    return Comparison(
        results, confidence, tuple(rows), headlines(base.measures, samples, confidence, turns=results.turns)
    )


def laid_over(
    base: Scenario | str,
    strategies: Sequence[Scenario | str] = (),
    years: float | None = None,
    leaving: str | None = None,
) -> list[Scenario]:
    """Return the base and each strategy laid over it (the five and all together when none is given).

    `leaving` is laid between the two; of both kinds, all scenarios of one come before those of the other. Raises
    `BadInput` with every fault of every scenario.
    """
    if leaving not in (None, *LEAVING):
        raise BadInput([f'leaving "{leaving}": give one of {", ".join(LEAVING)}'])
    faults = Faults()
    scenarios: list[Scenario] = []
    wanted = (None, *(strategies or (*STRATEGIES, TOGETHER)))
    for variant, strategy in product(LEAVING[leaving] if leaving else (None,), wanted):
        with faults.gather():
            scenario = _laid(base, variant, strategy)
            scenarios.append(scenario if years is None else scenario.with_years(years))
    with faults.gather():
        targets_of(scenarios)
    names = [scenario.name for scenario in scenarios]
    faults.add(
        *(
            f"{name}: is asked for more than once; give each strategy once"
            for name in dict.fromkeys(name for name in names if names.count(name) > 1)
        )
    )
    if faults:
        raise BadInput(faults)
    return scenarios


def beside(scenarios: Sequence[Scenario], leaving: str | None, drawn: bool) -> list[Scenario]:
    """Return scenarios that are laid over a base, and each without what its services are judged to do to placements.

    Of both ways of leaving care only those of the first are run without it. `drawn` says that inputs are drawn from
    their ranges.
    """
    first = len(scenarios) // 2 if leaving == "both" else len(scenarios)
    extended = with_neutral(scenarios[:first], drawn)
    return [*scenarios, *extended[first:]]


def _laid(base: Scenario | str, variant: str | None, strategy: Scenario | str | None) -> Scenario:
    """Return the base with this strategy over it, and the variant of leaving care between them."""
    if variant is not None and not (isinstance(base, str) and isinstance(strategy, str | None)):
        raise BadInput(["leaving: is laid over a base by name, with strategies by name; give names"])
    if isinstance(strategy, Scenario):
        return strategy
    if isinstance(base, str):
        return load(base, *(name for name in (variant, strategy) if name is not None))
    if strategy is None:
        return base
    message = f'{strategy}: a strategy by name needs a base by name; load it first, load("{base.name}", "{strategy}")'
    raise BadInput([message])
