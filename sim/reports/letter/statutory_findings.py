"""What the replay of the letter's statutory services finds, in words: what was fitted, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isnan
from types import MappingProxyType

from sim.experiments.letter.dated_number import DatedNumber
from sim.experiments.letter.statutory import (
    CLINIC,
    IN_CARE,
    IN_CARE_IN_JUNE,
    IN_TIME,
    LOOKED_AT,
    OFFICERS,
    OUT_OF_DATE,
    PATHWAY,
    PATHWAY_AND_CLINIC,
    RECOVERY,
    RECOVERY_AND_TRANSFER,
    REVIEWS_IN_TIME,
    TRANSFER,
    Remedy,
    StatutoryReplay,
)
from sim.experiments.letter.statutory_figures import OF_THE_LETTER, StatutoryFigure
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.distribution import Interval
from sim.foundations.calendar import in_words
from sim.reports.letter.findings import sentences
from sim.reports.shared.words import in_table

IN_TIME_TOLERANCE, OUT_OF_DATE_TOLERANCE = 3.0, 15.0
"""Points and children by which a fitted figure may lie from the letter's."""

REPAIRED = 71.0
"""Percent in time in Thurrock in December 2019, after 25% in April: the farthest that was found."""

HOLDS = 15.0
"""Children more without an assessment at the end than after a year, up to which a remedy holds: judgement."""

KEPT_UP = 3.0
"""Points that reviews in time may lose before officers are said not to keep up: judgement."""


def fitted_figures(replay: StatutoryReplay) -> str:
    """Return whether what was fitted comes out, and where it does not."""
    health_figure, update_figure = OF_THE_LETTER[:2]
    in_time = _mean_of(replay, health_figure, replay.earlier)
    later, earlier = (_mean_of(replay, update_figure, outcome) for outcome in (replay.base, replay.earlier))
    return sentences(
        "**The letter's figures come out because they were fitted.**",
        f"In the year to 15 August 2018 {in_table(in_time, 'percent')}% of initial health assessments are in time from",
        f"{in_words(replay.earlier.scenario.start)}",
        f"({_near(in_time, health_figure.low, IN_TIME_TOLERANCE, 'points')}).",
        f"On 15 June 2018 {in_table(later, 'children')} of {_in_june(replay, replay.base)} children are without an",
        f"assessment of the last year from {in_words(replay.base.scenario.start)}",
        f"({_near(later, update_figure.low, OUT_OF_DATE_TOLERANCE, 'children')}), and {in_table(earlier, 'children')}",
        f"of {_in_june(replay, replay.earlier)} from {in_words(replay.earlier.scenario.start)}",
        f"({_near(earlier, update_figure.low, OUT_OF_DATE_TOLERANCE, 'children')}): that base keeps up the 333",
        "children of 31 March 2017, where the council had 286 a year later. In both it is over half.",
    )


def _near(found: float, stated: float, tolerance: float, unit: str) -> str:
    where = "within" if abs(found - stated) <= tolerance else "not within"
    return f"{where} {tolerance:g} {unit} of the letter's {stated:g}"


def _in_june(replay: StatutoryReplay, outcome: Outcome) -> str:
    return in_table(replay.mean(IN_CARE_IN_JUNE, outcome), "children")


def _mean_of(replay: StatutoryReplay, figure: StatutoryFigure, outcome: Outcome) -> float:
    return replay.mean(figure.on(outcome.scenario.start), outcome)


def health(replay: StatutoryReplay) -> str:
    """Return what each way to mend initial health assessments brings, and whether one alone does."""
    second, third = IN_TIME[1:]

    def percent(number: DatedNumber, remedy: Remedy) -> float:
        return replay.mean(number, replay.mended(remedy))

    alone = max(percent(second, PATHWAY), percent(second, CLINIC)) >= REPAIRED
    together = percent(second, PATHWAY_AND_CLINIC) >= REPAIRED
    verdict = "One fix alone repairs" if alone else "No single fix repairs"

    def told(number: DatedNumber) -> str:
        done_nothing = in_table(replay.mean(number, replay.base), "percent")
        pathway, clinic, both = (
            in_table(percent(number, one), "percent") for one in (PATHWAY, CLINIC, PATHWAY_AND_CLINIC)
        )
        return (
            f"{done_nothing}% in time with nothing done, {pathway}% with the pathway alone, {clinic}% with one more "
            f"appointment a clinic alone, {both}% with both"
        )

    return sentences(
        f"**{verdict} initial health assessments.**",
        f"In 2019, the year after the pathway has come into force: {told(second)}. Thurrock went from 25% in April to",
        f"{REPAIRED:g}% in December 2019, with several changes at once: {'one' if alone else 'neither'} alone comes so",
        f"far, and both together {'do' if together else 'do not quite'}.",
        "Sooner requests wait for a clinic that is full; more appointments stay empty while requests come late.",
        "In 2020, with as many appointments and",
        f"{in_table(replay.mean(IN_CARE[2], replay.base), 'children')} children in care at its end: {told(third)}.",
    )


def assessments(replay: StatutoryReplay) -> str:
    """Return what brings assessments up to date, and whether it lasts."""

    def children(place: int, remedy: Remedy) -> float:
        return replay.mean(OUT_OF_DATE[place], replay.mended(remedy))

    def path(remedy: Remedy) -> str:
        return ", ".join(in_table(children(place, remedy), "children") for place in range(len(OUT_OF_DATE)))

    nothing = ", ".join(in_table(replay.mean(number, replay.base), "children") for number in OUT_OF_DATE)
    alone, together = (holds(children(0, one), children(2, one)) for one in (RECOVERY, RECOVERY_AND_TRANSFER))
    heading, end = WHAT_LASTS[alone, together]
    return sentences(
        f"**{heading}.**",
        f"Children without an assessment of the last year at the end of 2018, 2019 and 2020: {nothing} with nothing",
        f"done; {path(RECOVERY)} with two workers for eighteen months; {path(TRANSFER)} with the 53 children in need",
        f"elsewhere and nothing else; {path(RECOVERY_AND_TRANSFER)} with both. Moving the cases alone frees hours, but",
        "assessments are not begun sooner for that: what binds is practice.",
        end,
    )


WHAT_LASTS: Mapping[tuple[bool, bool], tuple[str, str]] = MappingProxyType(
    {
        (False, False): (
            "Recovery fades when its workers leave, and fades with fewer cases too",
            "Once they are begun in time, hours bind: with the cases gone fewer fall behind again, but they do.",
        ),
        (False, True): (
            "Recovery fades when its workers leave, and holds with fewer cases",
            "Once they are begun in time, hours bind: with the cases gone they stay up to date.",
        ),
        (True, True): ("Recovery holds when its workers leave", "With the cases gone it holds as well."),
        (True, False): ("Recovery holds alone", "With the cases gone it does not, which was not expected."),
    }
)
"""What is said where the recovery holds, and where it holds with the cases gone."""


def holds(after_a_year: float, at_the_end: float) -> bool:
    """Whether a remedy still works at the end: hardly more children are without an assessment than after a year."""
    return at_the_end <= after_a_year + HOLDS


def officers(replay: StatutoryReplay) -> str:
    """Return what goes first when reviewing officers have more children."""
    fewest, most = replay.with_officers(OFFICERS[0]), replay.with_officers(OFFICERS[-1])

    def both(number: DatedNumber) -> tuple[str, str]:
        return in_table(replay.mean(number, fewest), "percent"), in_table(replay.mean(number, most), "percent")

    in_time, looked_at = both(REVIEWS_IN_TIME), both(LOOKED_AT)
    lost = replay.mean(REVIEWS_IN_TIME, fewest) - replay.mean(REVIEWS_IN_TIME, most)
    verdict = "Reviews stay in time while looks between them go" if lost <= KEPT_UP else "Reviews come late as well"
    return sentences(
        f"**{verdict}.**",
        f"From {OFFICERS[0]:g} officers to {OFFICERS[-1]:g}, reviews in time go from {in_time[0]}% to {in_time[1]}%,",
        f"and cases that an officer looked at between two reviews from {looked_at[0]}% to {looked_at[1]}%.",
        "A council that counts reviews in time alone does not see that.",
    )


def held(figure: StatutoryFigure, found: Interval) -> str:
    """Return whether what the letter says lies in a range of the model; nothing where it gives no number."""
    if isnan(found.low):
        return "not known"
    if figure.low == -inf and figure.high == inf:
        return ""
    return "yes" if figure.agrees(found.low, found.high) else "**no**"
