"""What the replay of the letter finds on its two changes, in words: what would have happened anyway, and the rest."""

from __future__ import annotations

from dataclasses import dataclass

from sim.experiments.letter.reading import THREE_OR_MORE
from sim.experiments.letter.replay import (
    MOVED_AFTER,
    MOVED_BEFORE,
    MOVED_CHANGE,
    RESIDENTIAL_AFTER,
    RESIDENTIAL_BEFORE,
    RESIDENTIAL_CHANGE,
    YEAR_END,
    LetterNumber,
    Replay,
    ReplayRuns,
)
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import Difference
from sim.experiments.statistics.distribution import Spread, percentile, spread
from sim.experiments.statistics.regression_to_mean import Afterwards
from sim.foundations.counted import counted
from sim.reports.letter.words import change_of, share, value

OUTSIDE_95 = (2.5, 97.5)
OUTSIDE_80 = (10.0, 90.0)
"""Percent of replications below the letter's figure, beyond which it lies outside the interval."""


@dataclass(frozen=True, slots=True)
class LetterStory:
    """The numbers of a before and after, in the order in which a finding tells them."""

    before: LetterNumber
    after: LetterNumber
    unit: str
    """Of a change, with a space before it; empty where it goes without saying."""
    fall: float
    """What the letter reports."""
    by_chance: float
    """Percentage of replications without strategies that fall as far."""
    expected: float
    """The change without strategies from where the letter says it began, by the line through all replications."""
    lasting: float
    """Share of a difference from the average that is left after."""
    anyway: Afterwards
    with_all: Afterwards
    made: Difference
    below: float
    """Percentage of replications with all strategies whose figure in August lies below the letter's."""
    fell_further: float
    """Percentage of them whose change lies below the letter's, those equal to it counted half."""

    @property
    def left_over(self) -> float:
        """Return what neither the expected change nor the strategies account for."""
        return self.fall - self.expected - self.made.difference


def story(runs: ReplayRuns, before: LetterNumber, after: LetterNumber, change: LetterNumber, unit: str) -> LetterStory:
    """Return the numbers of a before and after."""
    assert before.stated is not None
    assert after.stated is not None
    assert change.stated is not None
    through = runs.line(before, after)
    return LetterStory(
        before=before,
        after=after,
        unit=unit,
        fall=change.stated,
        by_chance=100.0 * float((change.of(runs.without) <= change.stated + 1e-9).mean()),
        expected=through.expected(before.stated) - before.stated,
        lasting=through.slope,
        anyway=runs.afterwards(before, after, change, runs.without),
        with_all=runs.afterwards(before, after, change, runs.together),
        made=runs.difference(after, runs.together),
        below=percentile(after.of(runs.together), after.stated),
        fell_further=percentile(change.of(runs.together), change.stated),
    )


def three_or_more(replay: Replay) -> str:
    """Return the finding on children with three or more placements."""
    runs = replay.chance
    told = story(runs, MOVED_BEFORE, MOVED_AFTER, MOVED_CHANGE, " points")
    year_end = spread(runs.without.measures.of(THREE_OR_MORE, "", YEAR_END))
    return sentences(
        "**Three or more placements, 14.2% to 11.5%.**",
        f"Without any strategy the middle of the replications is {middle(MOVED_BEFORE, runs.without)}% in January and",
        f"{middle(MOVED_AFTER, runs.without)}% in August 2018.",
        "The figure of one council swings by chance.",
        *happened(told, "14.2% or more", "14.2%"),
        *explained(replay, told, "11.5%"),
        "As a check from another source: DfE's figure for 31 March 2018 is 15%, and the model without strategies has",
        f"{range_of_80(year_end, '%')}% then (80% of replications).",
    )


def residential(replay: Replay) -> str:
    """Return the finding on children in residential placements."""
    runs = replay.chance
    told = story(runs, RESIDENTIAL_BEFORE, RESIDENTIAL_AFTER, RESIDENTIAL_CHANGE, "")
    return sentences(
        "**In residential placements, 30 to 16.**",
        "The letter does not date its 30; it is read as of 1 January 2018, when the panel is judged to have begun.",
        f"Without any strategy the middle is {middle(RESIDENTIAL_BEFORE, runs.without)} then and",
        f"{middle(RESIDENTIAL_AFTER, runs.without)} on 15 August.",
        *happened(told, "30 or more", "30"),
        "The panel alone changes the August count by",
        f"{with_interval(runs.difference(RESIDENTIAL_AFTER, runs.only('ipop')))}.",
        *explained(replay, told, "16"),
    )


def happened(told: LetterStory, least: str, exactly: str) -> tuple[str, ...]:
    """Return what happened without any strategy: in all replications, and in those that began high."""
    fall = f"{value(-told.fall, told.after.unit)}{told.unit}"
    chance = f"A fall of {fall} or more comes in {share(told.by_chance)} of replications without any strategy."
    began = told.anyway
    if began.picked == 0:
        return chance, f"None of the {counted(began.replications, 'replication')} began at {least}."
    inner = began.change.interval(80)
    return (
        chance,
        f"Of the {counted(began.replications, 'replication')} {began.picked:,} began at {least}: without any "
        "strategy these",
        f"changed by {change_of(began.change.mean)}{told.unit} on average, 80% of them between {change_of(inner.low)}",
        f"and {change_of(inner.high)}, and {share(began.fell_as_far)} fell by {fall} or more; with all five strategies",
        f"the same replications changed by {change_of(told.with_all.change.mean)}, and",
        f"{share(told.with_all.fell_as_far)} fell that far.",
        f"About {share(100 * min(1.0, max(0.0, told.lasting)))} of a start above the average lasts until August, so",
        f"that from exactly {exactly} a change of {change_of(told.expected)}{told.unit} is expected without any",
        "strategy.",
    )


def explained(replay: Replay, told: LetterStory, stated: str) -> tuple[str, ...]:
    """Return what the strategies change, what is left over, and where the letter's figure lies."""
    fall = change_of(told.fall, told.after.unit)
    return (
        f"All five strategies together change the August figure by {with_interval(told.made, told.unit)} on the same",
        f"luck. So of the letter's {fall}{told.unit} the model expects {change_of(told.expected)} anyway and",
        f"{change_of(told.made.difference)} from the strategies; {change_of(told.left_over)} is",
        f"{rest(told.fell_further)}. With all five, {share(told.below)} of replications end below",
        f"{stated}{if_drawn(replay, told.after)} and {share(told.fell_further)} fall by more than the letter's:",
        f"{verdict(told)}.",
    )


def rest(below: float) -> str:
    """Return what the part of a change is that nothing accounts for."""
    if _outside(below, OUTSIDE_95):
        return "more than chance brings, and the model does not explain it"
    if _outside(below, OUTSIDE_80):
        return "left to chance, which seldom brings as much"
    return "left to chance, which can bring as much"


def verdict(told: LetterStory) -> str:
    """Return where the letter's figure and its fall lie in the replications with all strategies."""
    where = [_within(told.below), _within(told.fell_further)]
    said = f"the figure lies {where[0]}, the fall {where[1]}" if where[0] != where[1] else f"both lie {where[0]}"
    if _outside(told.fell_further, OUTSIDE_95):
        return f"{said}. Here the model does not give what the letter reports"
    return said


def _within(below: float) -> str:
    if _outside(below, OUTSIDE_95):
        return "outside the 95% interval"
    return "between the 80% and the 95% interval" if _outside(below, OUTSIDE_80) else "inside the 80% interval"


def _outside(below: float, ends: tuple[float, float]) -> bool:
    return not ends[0] <= below <= ends[1]


def if_drawn(replay: Replay, figure: LetterNumber) -> str:
    """Return the same share with every input drawn, if that was run."""
    if replay.uncertain is None or figure.stated is None:
        return ""
    below = percentile(figure.of(replay.uncertain.together), figure.stated)
    return f" ({share(below)} with every input drawn from its range)"


def sentences(*parts: str) -> str:
    """Return the parts as one paragraph."""
    return " ".join(parts)


def with_interval(made: Difference, unit: str = "") -> str:
    """Return a mean difference with the interval of the mean."""
    return f"{change_of(made.difference)}{unit} ({change_of(made.low)} to {change_of(made.high)})"


def middle(figure: LetterNumber, outcome: Outcome) -> str:
    """Return the median of a figure."""
    return value(spread(figure.of(outcome)).median, figure.unit)


def range_of_80(found: Spread, unit: str) -> str:
    """Return the interval that holds 80% of the replications."""
    one = found.interval(80)
    return f"{value(one.low, unit)} to {value(one.high, unit)}"
