"""What the sufficiency statement counts: for whom each kind of placement is sought first, and places there are.

Taken at dates, for each kind that a council commissions, in all and by need and age. Children with relatives or
friends, with parents or placed for adoption are left out: no place is sought for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf

import numpy as np

from sim.foundations.codes import Kind, Skill, readable
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.children import ages
from sim.measures.columns import codes, days, numbers
from sim.measures.fostering import places_approved, places_unavailable
from sim.measures.own_homes import beds_open
from sim.measures.value import (
    Value,
    values,
)
from sim.measures.view import View
from sim.model.fostering.households import FROM_5_TO_9, FROM_10, UNDER_5
from sim.parameters.markets import Market
from sim.parameters.parameters import Parameters

COMMISSIONED = (
    Kind.IN_HOUSE,
    Kind.AGENCY,
    Kind.CHILDRENS_HOME,
    Kind.SECURE,
    Kind.OTHER_RESIDENTIAL,
    Kind.SUPPORTED,
)
"""Kinds of placement of which a council provides or buys places, in the order in which tables show them."""


class Count(StrEnum):
    """What is counted of a kind of placement on a date: the first two and places by need and age too."""

    SOUGHT = "children for whom it is sought first"
    THERE = "of these, children who have it"
    INSTEAD = "children who have it instead of another kind"
    EMERGENCY = "children in an emergency place of it"
    PLACES = "places there are"
    """In-house: approved. Elsewhere: the market's capacity, and beds of the council's own homes; or, where it has no
    limit, those that children have."""
    UNUSABLE = "places that cannot be used"


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Children of one need or age, and the in-house carers who suit them."""

    title: str
    ages: int = 0
    """Ages for which the carers must be approved, as flags."""
    skills: int = 0
    """Skills that the carers must have, as flags."""


EVERYONE = NeedGroup("")
NEEDS = (
    NeedGroup("no recorded need"),
    NeedGroup("behaviour or mental health", skills=int(Skill.BEHAVIOUR)),
    NeedGroup("disability", skills=int(Skill.DISABILITY)),
    NeedGroup("both needs", skills=int(Skill.BEHAVIOUR | Skill.DISABILITY)),
)
"""By whether a child has a behaviour or mental-health need (first bit of the place) and a disability (second)."""

AGES = (
    NeedGroup("under 5", ages=UNDER_5),
    NeedGroup("5 to 9", ages=FROM_5_TO_9),
    NeedGroup("10 to 15", ages=FROM_10),
    NeedGroup("16 and over", ages=FROM_10, skills=int(Skill.ADOLESCENTS)),
)
GROUPS = (EVERYONE, *NEEDS, *AGES)

AGE_OF_BAND = (0, 0, 1, 2, 3)
"""Which of `AGES` each published age band belongs to."""


def category(kind: Kind, group: NeedGroup = EVERYONE) -> str:
    """Return the category of a kind, in all or for a group."""
    return "; ".join(part for part in (readable(kind), group.title) if part)


def sufficiency_of(view: View) -> list[Value]:
    """Return every count of every kind and group at the start, at each 31 March and at the end."""
    moments, dates = _moments(view)
    result: list[Value] = []
    for count, kind, group, found in _counts(view, moments):
        unit = "places" if count in (Count.PLACES, Count.UNUSABLE) else "children"
        result += values(str(count), category(kind, group), unit, dates, found)
    return result


def _moments(view: View) -> tuple[Numbers, list[date]]:
    """Return the closes of the day before the start, of each 31 March within the run, and of its last day."""
    since, until = view.since, view.until
    marches = [day + 1.0 for day, _ in view.calendar.ends_of_year(since, until) if since < day + 1 < until]
    moments = [since, *marches, until]
    return np.array(moments), [view.calendar.date_of(-(-moment // 1) - 1) for moment in moments]


def _counts(view: View, at: Numbers) -> Iterator[tuple[Count, Kind, NeedGroup, Numbers]]:
    """Yield each count with its kind and group, one number for each moment."""
    stays = view.spells
    searched = ~stays.emergency
    has_it = searched & (stays.kind == stays.sought)
    sought = _children(view, at, stays.sought, np.ones_like(searched))
    there = _children(view, at, stays.kind, has_it)
    instead = _children(view, at, stays.kind, searched & ~has_it)
    emergency = _children(view, at, stays.kind, stays.emergency)
    for kind in COMMISSIONED:
        for place, group in enumerate(GROUPS):
            yield Count.SOUGHT, kind, group, sought[kind, place]
            yield Count.THERE, kind, group, there[kind, place]
        yield Count.INSTEAD, kind, EVERYONE, instead[kind, 0]
        yield Count.EMERGENCY, kind, EVERYONE, emergency[kind, 0]
    for group in GROUPS:
        yield Count.PLACES, Kind.IN_HOUSE, group, _approved_for(view, group, at)
    ((_, unusable),) = places_unavailable(view, at)
    yield Count.UNUSABLE, Kind.IN_HOUSE, EVERYONE, unusable
    ((_, beds),) = beds_open(view, at)
    for kind in COMMISSIONED[1:]:
        limit = capacity_of(view.parameters, kind)
        for place, group in enumerate(GROUPS):
            taken = there[kind, place] + instead[kind, place]
            limited = limit < inf and group is EVERYONE
            own = beds if kind is Kind.CHILDRENS_HOME else np.zeros(len(at))
            yield Count.PLACES, kind, group, limit + own if limited else taken


def _children(view: View, at: Numbers, kind: Integers, which: Flags) -> Numbers:
    """Return how many of the placements marked go on, by their `kind`, by group as in `GROUPS`, and at each moment."""
    stays, children = view.spells, view.register.children
    child = stays.child[which]
    began, ended, kind = stays.began[which], stays.ended[which], kind[which]
    since, disability = days(children.behaviour_since), codes(children.disability)
    by_need = np.empty((len(Kind), len(NEEDS), len(at)))
    by_age = np.empty((len(Kind), len(AGES), len(at)))
    for place, moment in enumerate(at.tolist()):
        here = (began < moment) & (ended >= moment)
        age = np.array(AGE_OF_BAND)[ages(moment - view.born[child[here]])]
        cells = np.bincount(kind[here] * len(AGES) + age, minlength=len(Kind) * len(AGES))
        by_age[:, :, place] = cells.reshape(len(Kind), len(AGES))
        need = (since[child[here]] <= moment) + 2 * disability[child[here]]
        cells = np.bincount(kind[here] * len(NEEDS) + need, minlength=len(Kind) * len(NEEDS))
        by_need[:, :, place] = cells.reshape(len(Kind), len(NEEDS))
    return np.concatenate((by_need.sum(axis=1, keepdims=True), by_need, by_age), axis=1)


def _approved_for(view: View, group: NeedGroup, at: Numbers) -> Numbers:
    """Return the approved in-house places at each moment, of carers approved for the ages and with the skills."""
    if group is EVERYONE:
        ((_, approved),) = places_approved(view, at)
        return approved
    rows, training = view.register.households, view.register.training
    approved, left, places = days(rows.approved), days(rows.left), numbers(rows.places)
    trained, completed, skill = codes(training.household), days(training.completed), codes(training.skill)
    result = np.zeros(len(at))
    for place, moment in enumerate(at.tolist()):
        skills, suits = codes(rows.skills), codes(rows.ages)
        learned = completed < moment
        np.bitwise_or.at(skills, trained[learned], skill[learned])
        # who learns to care for older adolescents is approved for them
        suits[trained[learned & (skill == Skill.ADOLESCENTS)]] |= FROM_10
        suitable = (suits & group.ages == group.ages) & (skills & group.skills == group.skills)
        # those there when the run starts are approved then, at the latest
        here = ((approved < moment) | (approved <= view.since)) & (left >= moment)
        result[place] = places[suitable & here].sum()
    return result


def capacity_of(parameters: Parameters, kind: Kind) -> float:
    """Return how many places of a kind the scenario's market has; infinite without limit, none without a market."""
    markets: dict[Kind, Market | None] = {
        Kind.AGENCY: parameters.agency,
        Kind.CHILDRENS_HOME: parameters.childrens_homes,
        Kind.SECURE: parameters.secure,
        Kind.OTHER_RESIDENTIAL: parameters.other_residential,
        Kind.SUPPORTED: parameters.supported,
    }
    market = markets[kind]
    return 0.0 if market is None else market.capacity
