"""What a frontier says in words: its scope, what was found, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import isnan
from string import ascii_uppercase

from sim.experiments.frontier.aim import Against, Yardstick
from sim.experiments.frontier.frontier import Frontier
from sim.experiments.frontier.knowing import ALL_EFFECTS, EVERYTHING, WorthOfKnowing
from sim.experiments.frontier.question import MixQuestion
from sim.experiments.frontier.record import Fate
from sim.experiments.frontier.standings import MixStanding
from sim.experiments.statistics.difference import Difference
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.shared.words import MINUS, NO_CHANGE, NOT_KNOWN, change, listed, lower_first, unit_in_words
from sim.scenario.titles import JUDGED, JUDGED_IN_STRENGTH, in_force

LIKELY = 0.8
"""Probability from which on a mix is said to be the best; below, the likeliest: a judgement."""

MOST_NAMED = 4
"""Of several things, that a sentence names."""


def thousands(value: float, *, sign: bool = False) -> str:
    """Return pounds in thousands, for a table: ``235``, ``+1,204``, ``−88``."""
    if isnan(value):
        return NOT_KNOWN
    text = f"{abs(value) / 1e3:,.0f}"
    if text == "0":
        return text
    return f"{MINUS if value < 0 else '+' if sign else ''}{text}"


def sum_in_words(value: float) -> str:
    """Return pounds as a sentence says them: ``£235,000``, ``£1.2m``."""
    size = abs(value)
    text = f"£{size / 1e6:.3g}m" if size >= 999_500 else f"£{round(size, -3):,.0f}"
    return f"{MINUS if value < 0 else ''}{text}"


def change_of_cost(difference: Difference) -> str:
    """Return a change of cost in thousands with its half-width, for a table: ``−488 ± 167``."""
    if difference.unchanged:
        return NO_CHANGE
    mean = thousands(difference.difference, sign=True)
    return mean if isnan(difference.half_width) else f"{mean} ± {thousands(difference.half_width)}"


def percent(share: float) -> str:
    """Return a share in percent, of which little is not nothing: ``31%``, ``under 1%``, ``none``."""
    if share == 0:
        return "none"
    if share < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < share < 1 else f"{share:.0%}"


def letters(found: Frontier) -> dict[int, str]:
    """Return a letter for each mix on the frontier, by its number, the cheapest first: A to Z, then AA."""
    names = ("".join(letter) for length in range(1, 4) for letter in product(ascii_uppercase, repeat=length))
    return {one.mix: name for one, name in zip(found.on_frontier(), names, strict=False)}


def title_of(found: Frontier, mix: int) -> str:
    """Return what a mix is called in a sentence, with its letter when it is on the frontier."""
    letter = letters(found).get(mix)
    title = " + ".join(lower_first(part) for part in found.asked.mixes.parts(mix)) or "none of the strategies"
    return f"{title} (mix {letter})" if letter else title


def measure_of(asked: MixQuestion) -> str:
    """Return what the measure is called in sentences."""
    one = asked.measure
    category = f", {one.category}" if one.category else ""
    return f"{lower_first(one.declared.title)}{category}{' at the end' if one.at_end else ''}"


def measure_in(asked: MixQuestion) -> str:
    """Return the unit in which the measure changes."""
    unit = asked.measure.unit
    return "% points" if unit == "percent" else unit_in_words(unit)


YARDSTICKS = {
    Yardstick.MEASURE: "the measure alone",
    Yardstick.TOTAL_COST: "total cost alone",
    Yardstick.NET_BENEFIT: "what the change is worth less what it costs in all",
}
"""By what a mix is best, in words."""


def scope(found: Frontier) -> str:
    """Return what was tried, in words."""
    asked = found.asked
    base, mixes = asked.mixes.base, len(asked.mixes)
    about = f"{' '.join(asked.about.split())} " if asked.about else ""
    budget = "" if asked.aim.budget is None else f" Strategies may cost {sum_in_words(asked.aim.budget)} a year."
    worth = "" if asked.aim.worth is None else f", each unit worth {sum_in_words(asked.aim.worth)} a year"
    inputs = "drawn from their ranges" if asked.settings.uncertainty else "at their central values"
    names = listed([lower_first(one.title) for one in asked.mixes.strategies])
    return (
        f"{about}{mixes:,} mixes of {names}, each left out or at one of its sizes, on {base.title}, "
        f"{counted(base.years, 'year')} from {in_words(base.start)}, inputs {inputs}.{budget} Held against cost: "
        f"{measure_of(asked)} "
        f"({asked.measure.when(base)}), of which {'less' if asked.aim.lower else 'more'} is wanted{worth}."
    )


def findings(found: Frontier) -> list[str]:
    """Return what was found, in sentences, the main one first."""
    return [*_bests(found), *_frontier(found), *_knowing(found), _work(found)]


def _bests(found: Frontier) -> Iterator[str]:
    asked = found.asked
    for place, yardstick in enumerate(asked.aim.yardsticks):
        one = found.best(yardstick)
        probability, futures = one.probability_best[place], one.futures_best[place]
        sure = "is best" if probability >= LIKELY else "looks best, though no mix stands out"
        yield (
            f"By {YARDSTICKS[yardstick]}, {title_of(found, one.mix)} {sure} (probability {percent(probability)}; best "
            f"in {percent(futures)} of single futures): {_what_it_does(found, one)}."
        )


def _what_it_does(found: Frontier, one: MixStanding) -> str:
    asked = found.asked
    if one.mix == 0:
        return "nothing is spent on these strategies"
    return (
        f"{measure_of(asked)} {change(one.measure, asked.measure.unit)}, strategies "
        f"{sum_in_words(one.strategies.difference)} a year, total cost {_change_in_words(one.total)}"
    )


def _change_in_words(cost: Difference) -> str:
    if cost.unchanged:
        return NO_CHANGE
    way = "up" if cost.difference > 0 else "down"
    clear = "" if cost.clear else ", not clearly"
    return f"{way} {sum_in_words(abs(cost.difference))} a year{clear}"


def _frontier(found: Frontier) -> Iterator[str]:
    asked, front = found.asked, found.on_frontier()
    cost = "the cost of strategies" if asked.aim.against is Against.STRATEGIES else "total cost"
    near = sum(one.near for one in found.standings)
    yield (
        f"{len(front)} mixes are on the frontier against {cost}, where no other does as well for less; {near} more lie "
        "so near that luck may decide."
    )
    steps = [(one, gain) for one in front if (gain := gain_for(found, one)) is not None]
    if len(steps) > 1:
        (first, most), (last, least) = steps[0], steps[-1]
        yield (
            f"The first {sum_in_words(first.strategies.difference)} a year, for {title_of(found, first.mix)}, changes "
            f"{measure_of(asked)} by {most} for each £100,000; the last step, to "
            f"{title_of(found, last.mix)}, by {least}."
        )


def gain_for(found: Frontier, one: MixStanding) -> str | None:
    """Return what each further £100,000 of cost brings on the way to a mix from the one before it on the frontier."""
    front = found.on_frontier()
    place = front.index(one)
    if place == 0:
        return None
    before = front[place - 1]
    strategies = found.asked.aim.against is Against.STRATEGIES
    dearer = (
        one.strategies.difference - before.strategies.difference
        if strategies
        else one.total.difference - before.total.difference
    )
    if dearer <= 0:
        return None
    gain = (one.measure.difference - before.measure.difference) / dearer * 1e5
    text = f"{abs(gain):.2f}"
    return text if float(text) == 0 else f"{MINUS if gain < 0 else '+'}{text}"


def _knowing(found: Frontier) -> Iterator[str]:
    yardstick = found.asked.aim.yardsticks[-1]
    known = [one for one in found.known if one.yardstick is yardstick]
    if not known:
        return
    everything = next(one for one in known if one.subject.title == EVERYTHING)
    together = next((one for one in known if one.subject.title == ALL_EFFECTS), None)
    alone = sorted(
        (one for one in known if len(one.subject.paths) == 1 and one.information.told),
        key=lambda one: -one.information.value,
    )
    if alone:
        named = listed(
            [
                f"{lower_first(one.subject.title)} ({worth_in_words(found, one)}"
                f"{'' if one.subject.judged else '; not a judgement'})"
                for one in alone[:MOST_NAMED]
            ]
        )
        yield f"By {YARDSTICKS[yardstick]}, of single effects it would be worth most to know {named}."
    else:
        yield (
            f"By {YARDSTICKS[yardstick]}, knowing any single effect would be worth no more than luck would show of a "
            "useless number: on what is known, the choice hangs on no one of them."
        )
    rest = f"; knowing the whole future, luck included, {worth_in_words(found, everything)}, which no study can exceed"
    if together is not None:
        yield f"Knowing all effects of all strategies would be worth {worth_in_words(found, together)}{rest}."


def worth_in_words(found: Frontier, one: WorthOfKnowing) -> str:
    """Return what knowing something is worth, as a sentence says it."""
    value, error = one.information.value, one.information.error
    if one.yardstick is Yardstick.MEASURE:
        return f"{value:.2f} ± {error:.2f} {measure_in(found.asked)}"
    return f"{sum_in_words(value)} ± {sum_in_words(error)} a year"


def _work(found: Frontier) -> str:
    asked, search = found.asked, found.search
    brute = len(asked.mixes) * asked.effort.last
    stayed = len(search.stayed)
    before = f" {asked.too_dear:,} more cost too much by staff alone and were not tried." if asked.too_dear else ""
    if len(search.rounds) == 1:
        return f"All {len(asked.mixes):,} mixes were run {asked.effort.last} times.{before}"
    return (
        f"The search took {counted(search.runs_in_all, 'run')}, {search.runs_in_all / brute:.0%} of running every mix "
        f"{asked.effort.last} times, and {stayed} mixes stayed to the end.{before}"
    )


def caveats(found: Frontier) -> list[str]:
    """Return what to bear in mind."""
    asked, search = found.asked, found.search
    judged = in_force((*JUDGED, *JUDGED_IN_STRENGTH), asked.mixes.scenarios)
    effects = f"Effects of {listed(judged)} are judgements: the" if judged else "The"
    said = [
        f"{effects} frontier says what follows if effects hold as drawn, and that sizes act as the model has it, with "
        "nothing lost or gained by scale.",
        "The probability that a mix is best says how sure the runs are of its average, among the mixes that stayed to "
        "the end. In a single future luck decides far more: that is the share of futures.",
        "The mix that looks best was picked for looking so, which flatters it a little.",
        "The cost of strategies is what is spent on them in the run, a year, while they are building up too. Total "
        "cost also counts placements at constant prices: a saving there is not cash that can be taken out.",
    ]
    crowded = sum(fate is Fate.CROWDED_OUT for fate in search.fates)
    if crowded:
        said.append(
            f"{crowded:,} mixes were left out for want of runs without being clearly behind, those first for which "
            "another mix stands best. Ask for more runs to keep more of them."
        )
    if not isnan(search.misfit):
        said.append(
            "Most mixes were never run: a surface fitted to some of them said that they are behind. For the mixes that "
            f"were then run, it missed what they change by {search.misfit:.2f} {measure_in(asked)} on average."
        )
    said.extend(
        f"Not tried: {lower_first(one.at(size))}, which {why.partition(f': {size:g} ')[2]}."
        for one in asked.mixes.strategies
        for size, why in one.unfit.items()
    )
    whole = [lower_first(one.title) for one in asked.mixes.strategies if not one.in_sizes]
    if whole:
        said.append(f"{listed(whole).capitalize()} comes in one size: its file does not say what goes with its size.")
    said.extend(f"Never in one mix, because they give different numbers: {pair}." for pair in asked.mixes.unlike)
    if found.known:
        said.append(
            "The value of knowing is for one choice between a few mixes, for each year that it is kept up; between "
            "more mixes it could only be more. It is estimated from runs with luck; the noise floor shows what a "
            "useless number would seem to be worth in one case of a hundred."
        )
        if asked.aim.worth is None:
            said.append(
                "What a better measure is worth in money is left out of the value of knowing. To have it counted, say "
                "what it is worth."
            )
    else:
        why = "There were too few futures" if asked.settings.uncertainty else "Inputs were not drawn"
        said.append(f"{why}, so nothing is said of what knowing the effects would be worth.")
    return said
