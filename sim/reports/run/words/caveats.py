"""What a reader must know beside the numbers of a run or a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.effect import ENOUGH_DRAWS, LEAST_DRAWS
from sim.foundations.counted import counted
from sim.foundations.where import Advice, Where
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.reports.result.section import Diversion
from sim.reports.run.words import council, effect_words, feedback_words
from sim.reports.shared import leaving_words
from sim.reports.shared.spread_words import why_apart
from sim.reports.shared.words import listed
from sim.scenario.calibrated import how_many, set_itself
from sim.scenario.scenario import Scenario
from sim.scenario.titles import JUDGED, JUDGED_IN_STRENGTH, in_force

LET_VARY = Advice(
    terminal="Run again with --uncertainty to let every quantity vary over its range.",
    page="Run again with inputs drawn from their ranges to let every quantity vary over its own.",
    file="Run again with inputs drawn from their ranges to let every quantity vary over its own.",
)


def of_comparison(comparison: Comparison, where: Where = Where.TERMINAL) -> list[str]:
    """Return what a reader must know beside the numbers, in the words of where they are read."""
    scenarios = [outcome.scenario for outcome in comparison.results.outcomes]
    judged = in_force(JUDGED, scenarios)
    strength = in_force(JUDGED_IN_STRENGTH, scenarios)
    said = [leaving_words.of_comparison(comparison, where), *feedback_words.of_comparison(comparison, where)]
    if judged:
        names = listed(judged)
        ranges = ", with ranges that reach no effect" if _reach_no_effect(scenarios) else ""
        said.append(
            f"The effects of {names} are judgements{ranges}: no controlled study in England has measured them. Read "
            "their results as what would follow if the judgement held."
        )
    if strength:
        said.append(
            f"How much is done by {listed(strength)} is a judgement: no controlled study in England has measured it. "
            "What follows from it for days and waits is counted out; which order a court makes is left as it is."
        )
    if not comparison.results.uncertainty:
        apart = why_apart(comparison.base.scenario.parameters, False)
        if comparison.strategies:
            said.append(f"{effect_words.CENTRAL} Replications differ {apart}.")
        else:
            said.append(f"Inputs are at their central values; replications differ {apart}. {LET_VARY.at(where)}")
    else:
        said.append(drawn_in_words(comparison.base.scenario, comparison.results.turns))
        said.extend(set_itself(one.scenario for one in comparison.results.outcomes))
        said.extend(_few_draws(comparison))
    whose = council.of_tower_hamlets(comparison.base.scenario)
    said.extend(diversion_in_words(item, of_tower_hamlets=whose) for item in diversions(comparison)[-1:])
    return [*said, *council.caveats(comparison, where)]


MULTIPLIES = "_multiplier"
"""How the paths of effects on rates end."""


def _reach_no_effect(scenarios: Sequence[Scenario]) -> bool:
    """Whether each effect on a rate, of services whose effects are judged, has a range in which 1 lies."""
    judged = tuple(f"{part}." for part in JUDGED)
    effects = [
        quantity
        for scenario in scenarios
        for path, quantity in scenario.quantities.items()
        if path.startswith(judged) and path.endswith(MULTIPLIES)
    ]
    return all(
        one.low is not None and one.high is not None and one.low <= 1.0 <= one.high and one.distribution != "fixed"
        for one in effects
    )


def _few_draws(comparison: Comparison) -> Iterator[str]:
    """Yield that few draws make ranges wide, where strategies are told by their ranges over the inputs."""
    draws = comparison.results.replications // comparison.results.turns
    if comparison.strategies and comparison.results.turns > 1 and LEAST_DRAWS <= draws < ENOUGH_DRAWS:
        yield (
            f"{counted(draws, 'draw')} of the inputs stand behind the ranges. What so few leave open is added to them: "
            "they are wider, and probabilities nearer to 50%, than with "
            f"{counted(2 * ENOUGH_DRAWS, 'replication')} or more."
        )


def drawn_in_words(base: Scenario, turns: int = 1) -> str:
    """Return where the quantities of a run with uncertainty were drawn from; `turns` replications share a draw."""
    ensemble = base.ensemble
    each = "each replication" if turns == 1 else f"every {counted(turns, 'replication')}, which share it"
    if ensemble is None:
        return f"Every quantity was drawn anew from its range in {each}, alike in base and strategies."
    return (
        f"{how_many(base)} numbers that publication does not give came from {len(ensemble.members)} "
        "plausible sets, "
        f"calibrated together to the authority's published figures ({ensemble.years_fitted}), another set in {each}; "
        "every other quantity was drawn anew from its range, alike in base and strategies."
    )


def diversions(comparison: Comparison) -> list[Diversion]:
    """Return the observed and averted entries of each scenario whose edge-of-care team works with one child a year."""
    found = []
    for outcome in comparison.results.outcomes:
        worked, observed, averted = (
            _mean(outcome, identity)
            for identity in ("children_worked_with", "children_not_entering", "entries_averted")
        )
        if worked >= 1:
            found.append(Diversion(comparison.label(outcome), worked, observed, averted))
    return found


def diversion_in_words(diversion: Diversion, *, of_tower_hamlets: bool) -> str:
    """Return the observed share beside the averted entries."""
    letter = "The letter's 33 children diverted, of 43 families worked with,"
    observed = letter if of_tower_hamlets else "Children seen not to enter care after help"
    return (
        f"{observed} are what is observed, not an effect. {diversion.name}: of "
        f"{diversion.worked_with:.1f} children a year worked with whose crisis came, {diversion.not_entering:.1f} "
        f"({diversion.not_entering / diversion.worked_with:.0%}) are seen not to enter care, but only "
        f"{diversion.averted:.1f} a year are entries averted for good: the others would not have entered without "
        "help "
        "either, or come in later. Children coming into care can fall by another number: entries put off beyond the "
        "end of the run, and re-entries saved, count there too."
    )


def _mean(outcome: Outcome, identity: str) -> float:
    measure = by_id(identity)
    last = outcome.measures.last_date
    values = outcome.measures.of(identity, whole_run_category(measure), last)
    return float(values.mean())
