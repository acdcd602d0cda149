"""Which figures a profile has, and what is drawn in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sim.experiments.profile import numbers
from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item
from sim.experiments.profile.line import ItemLines
from sim.experiments.profile.shown import ShownStatus
from sim.experiments.profile.subject import ProfileSubject


@dataclass(frozen=True, slots=True)
class TrendFigure:
    """Numbers whose years are drawn side by side."""

    name: str
    title: str
    items: tuple[Item, ...]
    breaks: tuple[int, ...] = ()
    """Years from which a number is counted in another way."""
    note: str = ""


TRENDS = (
    TrendFigure("profile_rate", "Children looked after on 31 March", (numbers.IN_CARE, numbers.IN_CARE_RATE)),
    TrendFigure(
        "profile_flows",
        "Starting and leaving",
        (numbers.STARTING_RATE, numbers.CEASING_RATE),
        note="In the year to 31 March.",
    ),
    TrendFigure(
        "profile_kinds",
        "Kinds of placement",
        (numbers.FOSTERED, numbers.TOGETHER, numbers.IN_HOMES, numbers.LIVING_INDEPENDENTLY),
        (2020, 2024),
        "Dotted: in 2020 semi-independent living left the kind of children's homes, so that the two compare over all "
        "years only together; in 2024 supported accommodation not yet registered was counted elsewhere. Nothing was "
        "published for 2020.",
    ),
    TrendFigure(
        "profile_distance",
        "Distance from home",
        (numbers.OUTSIDE, numbers.FAR),
        note="Over 20 miles from 2018, not published for 2020.",
    ),
    TrendFigure(
        "profile_stability",
        "Stability",
        (numbers.MOVED_OFTEN, numbers.STABLE),
        note="Two years in one place from 2018.",
    ),
    TrendFigure(
        "profile_unaccompanied",
        "Unaccompanied children, and adoption",
        (numbers.UNACCOMPANIED_SHARE, numbers.ADOPTED_SHARE),
    ),
    TrendFigure(
        "profile_costs",
        "Cost of a week",
        (numbers.HOME_COST, numbers.FOSTER_COST),
        note="As reported, in prices of each year (not adjusted for inflation); from 2017. Unsteady from year to year.",
    ),
)


@dataclass(frozen=True, slots=True)
class BesideFigure:
    """Subjects whose shares of the last year are drawn one under the other."""

    name: str
    title: str
    subjects: tuple[ProfileSubject, ...]


BESIDES = (
    BesideFigure(
        "profile_who",
        "Who is looked after",
        (ProfileSubject.AGE, ProfileSubject.SEX, ProfileSubject.LEGAL, ProfileSubject.NEED),
    ),
    BesideFigure("profile_where", "Where they live", (ProfileSubject.KIND, ProfileSubject.PROVIDER)),
    BesideFigure(
        "profile_started",
        "Who started",
        (ProfileSubject.STARTED_AGE, ProfileSubject.STARTED_LEGAL, ProfileSubject.STARTED_NEED),
    ),
    BesideFigure("profile_left", "Who left care, and why", (ProfileSubject.CEASED_AGE, ProfileSubject.CEASED_REASON)),
)

TWICE = (numbers.TOGETHER,)
"""Sums of others that are drawn themselves."""

ProfileFigure: TypeAlias = TrendFigure | BesideFigure


def shared(found: CouncilProfile, what: BesideFigure) -> list[tuple[ProfileSubject, list[ItemLines]]]:
    """Return the subjects and shares of which the council has a number in the last year."""
    parts = (
        (
            subject,
            [
                one
                for one in found.subjects[subject]
                if one.own.last.status is ShownStatus.PUBLISHED and one.item not in TWICE
            ],
        )
        for subject in what.subjects
    )
    return [(subject, lines) for subject, lines in parts if lines]


def items_of(found: CouncilProfile, what: ProfileFigure) -> tuple[Item, ...]:
    """Return what is counted in a figure."""
    if isinstance(what, TrendFigure):
        return what.items
    return tuple(one.item for _, lines in shared(found, what) for one in lines)


def profile_figures(found: CouncilProfile) -> list[ProfileFigure]:
    """Return the figures in which the council itself has a number."""
    trends = (one for one in TRENDS if any(found.lines(item).own.published for item in one.items))
    return [*trends, *(one for one in BESIDES if shared(found, one))]
