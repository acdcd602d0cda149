"""What the replay of the letter's courts finds, in words: present weakness, what was in place, what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.letter.court_sayings import (
    A2,
    A10,
    ASSESSED,
    ASSESSOR_WAIT,
    AT_RISK,
    BEFORE_COURT,
    BY_SECOND_REVIEW,
    CONSIDERED,
    CONTINGENCY,
    IDLE,
    LOOKED_AFTER,
    NOT_CONSIDERED,
    NOT_CONSIDERED_AND_PLACED,
    PLANNING_WAIT,
    PROCEEDINGS,
    TOGETHER,
    WITHIN_26,
)
from sim.experiments.letter.courts import CourtReplay
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import Difference
from sim.reports.letter.findings import sentences
from sim.reports.shared.words import change, in_table, lower_first

A2_WANTED, A10_WANTED = 121, 426
"""Days: the thresholds of the adoption scorecards."""


def present_weakness(replay: CourtReplay) -> str:
    """Return what shows of the weakness that the visit found, with what was in place."""
    babies, considered = said(replay, NOT_CONSIDERED), said(replay, CONSIDERED)
    return sentences(
        "**The weakness that the visit found shows.**",
        f"With what was in place, two or more options are looked at together in {said(replay, TOGETHER)}% of",
        "cases. For",
        f"{babies} children under 2 a year adoption is no option at the start, for {considered} it is; about",
        f"{said(replay, NOT_CONSIDERED_AND_PLACED)} of the {babies} come to be placed for adoption by the",
        "court after all.",
        f"Cases take {said(replay, PROCEEDINGS)} weeks, {said(replay, WITHIN_26)}% at most 26. From placement order to",
        f"match it takes {said(replay, A2)} days (threshold {A2_WANTED}), from entering care to moving in",
        "with adopters",
        f"{said(replay, A10)} (threshold {A10_WANTED}). A plan of permanence is decided by the second review for",
        f"{said(replay, BY_SECOND_REVIEW)}% of children.",
        f"Poor contingency planning does not show so: {said(replay, CONTINGENCY)}% of children before a court",
        "have a second",
        "option begun or planned at their second review, for by then even options that are taken one after",
        "another have",
        "mostly come to the second.",
    )


def in_place(replay: CourtReplay) -> str:
    """Return what the services in place had brought."""

    def made(one: MeasureChoice) -> str:
        return told(replay, one, replay.without, replay.in_place)

    shown = (PLANNING_WAIT, AT_RISK, BEFORE_COURT, IDLE, PROCEEDINGS)
    less = all(replay.change(one, replay.without, replay.in_place).difference < 0 for one in shown)
    return sentences(
        "**What was in place brings.**",
        f"The wait for the legal planning meeting changes by {made(PLANNING_WAIT)} days, time at risk before",
        "entering care",
        f"by {made(AT_RISK)} days, work before court by {made(BEFORE_COURT)} weeks, days for which steps lie",
        "idle, a year",
        f"and for each child in care, by {made(IDLE)}, and the length of cases by {made(PROCEEDINGS)} weeks.",
        "That is what",
        f"the letter calls less drift and delay{', in the same direction' if less else '; not all has its direction'}.",
        "The letter gives no size.",
    )


def asked_for(replay: CourtReplay) -> str:
    """Return what the services that the visit missed would have brought."""

    def made(one: MeasureChoice) -> str:
        return told(replay, one, replay.in_place, replay.all_six)

    return sentences(
        "**What it asks for would have brought, on top.**",
        f"Options looked at together: {made(TOGETHER)} points; children under 2 without adoption considered:",
        f"{made(NOT_CONSIDERED)} a year; length of cases: {made(PROCEEDINGS)} weeks, within 26 weeks:",
        f"{made(WITHIN_26)}",
        f"points; decided by the second review: {made(BY_SECOND_REVIEW)} points; placement order to match:",
        f"{made(A2)} days;",
        f"entering care to moving in with adopters: {made(A10)} days; the wait for an assessor of relatives:",
        f"{made(ASSESSOR_WAIT)} days. Children in care on average: {made(LOOKED_AFTER)}. Such services show",
        "in time, and",
        "hardly in how many children are in care.",
    )


def unexpected(replay: CourtReplay) -> str:
    """Return the signs that one may not expect, and whether they came out."""
    planning, tracker = replay.alone("legal_planning"), replay.alone("plo_tracker")
    parallel = replay.alone("parallel_planning")

    def made(one: MeasureChoice, outcome: Outcome) -> str:
        return told(replay, one, replay.without, outcome)

    def verdict(one: MeasureChoice, outcome: Outcome) -> str:
        return came(replay.change(one, replay.without, outcome))

    return listed_signs(
        "**Signs that one may not expect.**",
        (
            f"*Meeting sooner brings children into care sooner.* Weekly meetings alone change time at risk by "
            f"{made(AT_RISK, planning)} days and children in care by {made(LOOKED_AFTER, planning)} "
            f"({verdict(LOOKED_AFTER, planning)}), the tracker alone by {made(AT_RISK, tracker)} days and "
            f"{made(LOOKED_AFTER, tracker)} children ({verdict(LOOKED_AFTER, tracker)}); about two more "
            "children in all were expected. But cases that lie idle for less time also end sooner, and children leave "
            "care sooner.",
            "*Shorter cases leave less of the search before the order.* Where the search starts with the "
            "decision and the "
            f"court's own timetable takes half the time (which is not in the council's power), cases change by "
            f"{between(replay, PROCEEDINGS)} weeks and the time from order to match (A2) by {between(replay, A2)} days "
            f"({came(replay.change(A2, replay.alone('family_finding'), replay.shorter_court))}), while the "
            "whole way to the "
            f"adopters (A10) changes by {between(replay, A10)} days. A2 alone would judge so wrongly: read "
            "the two together. "
            f"Parallel planning alone shortens cases ({made(PROCEEDINGS, parallel)} weeks) and changes A2 by "
            f"{made(A2, parallel)} days ({verdict(A2, parallel)}): it has adoption decided sooner too.",
            f"*Options side by side ask for more assessments.* Parallel planning alone has {made(ASSESSED, parallel)} "
            f"assessments of relatives more a year, and changes the wait for an assessor by "
            f"{made(ASSESSOR_WAIT, parallel)} days ({verdict(ASSESSOR_WAIT, parallel)}), against "
            f"{said_without(replay, ASSESSOR_WAIT)} without it; an assessor more, as asked for, "
            f"changes it by {made(ASSESSOR_WAIT, replay.alone('connected_carers'))} days.",
        ),
    )


def between(replay: CourtReplay, one: MeasureChoice) -> str:
    """Return what a shorter court changes where family finding starts with the decision."""
    return told(replay, one, replay.alone("family_finding"), replay.shorter_court)


def listed_signs(heading: str, signs: Sequence[str]) -> str:
    """Return the signs as a list under their heading."""
    return "\n".join((heading, "", *(f"- {sign}" for sign in signs)))


def said(replay: CourtReplay, one: MeasureChoice) -> str:
    """Return a mean with what was in place."""
    return in_table(replay.mean(one, replay.in_place), one.unit)


def said_without(replay: CourtReplay, one: MeasureChoice) -> str:
    """Return a mean of present practice."""
    return in_table(replay.mean(one, replay.without), one.unit)


def told(replay: CourtReplay, one: MeasureChoice, before: Outcome, after: Outcome) -> str:
    """Return what one scenario changes against another, with its interval."""
    return lower_first(change(replay.change(one, before, after), one.unit))


def came(made: Difference) -> str:
    """Return whether more came out, as is said to be unexpected, or less, or neither clearly."""
    if not made.clear:
        return "neither more nor less for certain"
    return "more, as was expected" if made.difference > 0 else "less, which was not expected"
