"""What a run shows, in sentences, and what must be said beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan

import numpy as np

from sim.experiments.asking.headlines import RELATIVE_PRECISION, Headline
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.leading_changes import are_side_by_side, leading_changes
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import (
    LEAST_FOR_CLEAR,
    LEAST_FOR_PRECISION,
)
from sim.experiments.statistics.effect import ENOUGH_DRAWS, LEAST_DRAWS
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.foundations.where import Advice, Where
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.reports.result.section import Diversion
from sim.reports.run.words import council, effect_words, feedback_words
from sim.reports.shared import leaving_words
from sim.reports.shared.spread_words import why_apart
from sim.reports.shared.words import NO_CHANGE, listed, lower_first, number
from sim.scenario.calibrated import how_many, set_itself
from sim.scenario.scenario import Scenario
from sim.scenario.titles import JUDGED, JUDGED_IN_STRENGTH, in_force

TOLD = ("looked_after", "in_residential", "disruptions", "cost_total")
"""Measures of which the sentences speak."""


def findings(comparison: Comparison) -> list[str]:
    """Return the sentences that say what the comparison shows: what changes most first.

    One a strategy. At central values, where one combines the others: what it changes, and who lowers what most.
    """
    table = [headline for headline in comparison.headlines if headline.measure in TOLD and not headline.at_end]
    if comparison.results.turns > 1 or are_side_by_side(comparison):
        sentences = _one_each(comparison)
    else:
        fullest = comparison.strategies.index(comparison.fullest)
        changes = [_change(headline, fullest) for headline in table]
        name = comparison.label(comparison.fullest)
        sentences = [f"{name}, compared with none of these strategies: {'; '.join(changes)}."]
    singles = [place for place, outcome in enumerate(comparison.strategies) if len(outcome.scenario.strategies) == 1]
    if len(singles) > 1 and comparison.results.turns == 1:
        sentences.append(_of_singles(comparison, table, singles))
    if comparison.apart is not None:
        sentences.append(f"Where leaving care does not follow the placement: {findings(comparison.apart)[0]}")
    if comparison.neutral is not None and comparison.results.turns == 1:
        sentences.append(f"{feedback_words.WITHOUT}: {findings(comparison.neutral)[0]}")
    return sentences


def _one_each(comparison: Comparison) -> list[str]:
    """Return one finding a strategy, of what it is for or changes most; the surest and largest first."""
    found = []
    for one in leading_changes(comparison):
        difference = one.headline.differences[one.place]
        if comparison.results.turns > 1:
            told = effect_words.sentence(one.headline, difference, comparison.base.scenario.years)
        else:
            told = _change(one.headline, one.place)
        found.append(f"{comparison.label(comparison.strategies[one.place])}: {told}.")
    return found


def _of_singles(comparison: Comparison, table: Sequence[Headline], singles: Sequence[int]) -> str:
    """Return which strategy taken alone lowers what most."""
    largest = _largest_falls(comparison, table, singles)
    if largest:
        return f"Of the strategies taken one at a time, the largest clear falls: {'; '.join(largest)}."
    if not any(headline.differences[place].enough for headline in table for place in singles):
        return "So few replications cannot tell whether a strategy taken alone lowers any of these."
    return "No strategy taken alone clearly lowers any of these."


def _change(headline: Headline, place: int) -> str:
    """Return what happens to one measure: ``... fall by 13.8 (95% interval 12.6 to 15.0)``."""
    subject, difference = lower_first(headline.subject), headline.differences[place]
    if difference.replications < LEAST_FOR_CLEAR and not difference.unchanged:
        mean = number(difference.difference, headline.unit, sign=True)
        count = "one replication" if difference.replications == 1 else counted(difference.replications, "replication")
        return f"{subject} {mean} in {count}: too few to tell"
    percent = f"{difference.confidence:.0%} interval"
    if difference.unchanged:
        return f"{subject}: {NO_CHANGE}"
    if not headline.clear[place]:
        unclear = "too few replications to tell" if not difference.enough else "no clear change"
        low, high = (number(end, headline.unit, sign=True) for end in (difference.low, difference.high))
        return f"{subject}: {unclear} ({percent} {low} to {high})"
    verb = "fall" if difference.difference < 0 else "rise"
    low, high = (number(end, headline.unit) for end in sorted((abs(difference.low), abs(difference.high))))
    size = number(abs(difference.difference), headline.unit)
    return f"{subject} {verb}{_singular(headline)} by {size}{_a_year(headline)} ({percent} {low} to {high})"


def _singular(headline: Headline) -> str:
    return "s" if headline.measure == "cost_total" else ""


def _a_year(headline: Headline) -> str:
    return " a year" if headline.unit.endswith("per year") else ""


def _largest_falls(comparison: Comparison, table: Sequence[Headline], places: Sequence[int]) -> list[str]:
    """Return, for each strategy that lowers some measure clearly and most, which it lowers and by how much."""
    largest: dict[int, list[str]] = {}
    for headline in table:
        clear = [place for place in places if headline.clear[place] and headline.differences[place].difference < 0]
        if clear:
            best = min(clear, key=lambda place: headline.differences[place].difference)
            size = number(abs(headline.differences[best].difference), headline.unit)
            largest.setdefault(best, []).append(f"{lower_first(headline.subject)} ({size}{_a_year(headline)})")
    return [
        f"{comparison.label(comparison.strategies[place])} in {listed(largest[place])}" for place in sorted(largest)
    ]


def precision(comparison: Comparison) -> str:
    """Return how precise the headline differences are, and how many more replications would make them so."""
    n = comparison.results.replications
    if n < 2:
        return "One replication gives no interval: run more to compare."
    varied = any(difference.deviation > 0 for headline in comparison.headlines for difference in headline.differences)
    needed: list[tuple[int, str]] = []
    for headline in comparison.headlines:
        for difference in headline.differences:
            replications = difference.replications_needed(headline.target)
            if replications is not None and replications > n:
                needed.append((replications, headline.subject))
    share = f"{RELATIVE_PRECISION:.0%} of its measure's mean"
    if not needed and (n < LEAST_FOR_PRECISION or not varied):
        what = "children" if n >= LEAST_FOR_PRECISION else "replications"
        mend = "" if n >= LEAST_FOR_PRECISION else f": run {LEAST_FOR_PRECISION} or more"
        return f"So few {what} cannot tell how precisely the headline differences are known{mend}."
    if not needed:
        return f"{counted(n, 'replication')} were enough to know every headline difference within {share}."
    most, subject = max(needed)
    return (
        f"To know every headline difference within {share}, {most - n:,} more replications are needed "
        f"(most for: {lower_first(subject)})."
    )


LET_VARY = Advice(
    terminal="Run again with --uncertainty to let every quantity vary over its range.",
    page="Run again with inputs drawn from their ranges to let every quantity vary over its own.",
    file="Run again with inputs drawn from their ranges to let every quantity vary over its own.",
)


def caveats(comparison: Comparison, where: Where = Where.TERMINAL) -> list[str]:
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


def scope(comparison: Comparison) -> str:
    """Return what was run, in one sentence."""
    scenario = comparison.base.scenario
    last = comparison.base.measures.last_date
    n = comparison.results.replications
    return (
        f"{scenario.title}. Run from {in_words(scenario.start)} to {in_words(last)}; means of {n:,} "
        f"replication{'' if n == 1 else 's'}; seed {comparison.results.seed}."
    )


def spread(values: Numbers) -> tuple[float, float]:
    """Return the range in which 95% of the replications lie."""
    if not len(values):
        return nan, nan
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
