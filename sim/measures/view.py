"""The register as numpy columns, with each child's attributes joined; built once for all measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar, TypeVarTuple, cast

import numpy as np

from sim.foundations.calendar import Calendar
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.columns import codes, days, flags, numbers
from sim.measures.legal_view import LegalView, legal_view_of
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters

Made = TypeVar("Made")
When = TypeVarTuple("When")


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of being looked after, with the child's birth."""

    child: Integers
    number: Integers
    route: Integers
    began: Numbers
    ended: Numbers
    cause: Integers
    born: Numbers
    sex: Integers


@dataclass(frozen=True, slots=True)
class Stays:
    """Placements, with the child, and the start of the period of care they are in."""

    episode: Integers
    child: Integers
    kind: Integers
    sought: Integers
    location: Integers
    household: Integers
    home: Integers
    began: Numbers
    ended: Numbers
    why: Integers
    first_choice: Flags
    emergency: Flags
    matched: Flags
    split: Flags
    step_down: Flags
    redirected: Flags
    days_searched: Numbers
    weekly_price: Numbers
    care_began: Numbers


@dataclass(frozen=True, slots=True)
class Places:
    """In-house households and places over time: numbers from each `day` to the next."""

    day: Numbers
    households: Numbers
    approved: Numbers
    filled: Numbers
    unavailable: Numbers


@dataclass(frozen=True, slots=True)
class Beds:
    """Beds in the council's own children's homes over time: numbers from each `day` to the next."""

    day: Numbers
    open: Numbers
    filled: Numbers


@dataclass(frozen=True, slots=True)
class FamiliesView:
    """Families at risk with warning."""

    children: Numbers
    crisis: Numbers
    started: Numbers
    would_enter: Flags
    entered: Flags
    postponed_until: Numbers


@dataclass(frozen=True, slots=True)
class ReferralsView:
    """Accepted referrals to CAMHS."""

    colocated: Flags
    referred: Numbers
    seen: Numbers
    ended: Numbers


@dataclass(frozen=True, slots=True)
class PanelView:
    """Cases heard by the placements panel."""

    day: Numbers
    decision: Integers


@dataclass(frozen=True, slots=True)
class View:
    """What the measures read: one register, its calendar and the parameters that made it."""

    register: Register
    calendar: Calendar
    parameters: Parameters
    family: Integers
    """Of each child."""
    born: Numbers
    periods: Periods
    stays: Stays
    spells: Stays
    """The same, but an emergency place that became the child's home is two: the emergency, and what came of it."""
    places: Places
    beds: Beds
    families: FamiliesView
    referrals: ReferralsView
    panel: PanelView
    legal: LegalView
    worked_out: dict[tuple[object, ...], object] = field(default_factory=dict)
    """What measures have in common, which `once` keeps."""

    def once(self, make: Callable[[View, *When], Made], *when: *When) -> Made:
        """Return what `make` gives, for spans where it is asked so, worked out when it is first asked for."""
        key = (make, *when)
        if key not in self.worked_out:
            self.worked_out[key] = make(self, *when)
        return cast(Made, self.worked_out[key])

    def with_parameters(self, parameters: Parameters) -> View:
        """Return the view of the same register with other parameters."""
        return replace(self, parameters=parameters, worked_out={})

    @property
    def since(self) -> float:
        """Return the day on which the run starts."""
        return self.register.since

    @property
    def until(self) -> float:
        """Return the day on which the run ends."""
        return self.register.until


def view_of(register: Register, calendar: Calendar, parameters: Parameters) -> View:
    """Return the columns of `register`."""
    born = numbers(register.children.born)
    episodes, placements, places = register.episodes, register.placements, register.capacity
    families, referrals = register.families, register.referrals
    child, care_began = codes(episodes.child), days(episodes.began)
    episode = codes(placements.episode)
    stays = Stays(
        episode=episode,
        child=child[episode],
        kind=codes(placements.kind),
        sought=codes(placements.sought),
        location=codes(placements.location),
        household=codes(placements.household),
        home=codes(placements.home),
        began=days(placements.began),
        ended=days(placements.ended),
        why=codes(placements.why),
        first_choice=flags(placements.first_choice),
        emergency=flags(placements.emergency),
        matched=flags(placements.matched),
        split=flags(placements.split),
        step_down=flags(placements.step_down),
        redirected=flags(placements.redirected),
        days_searched=numbers(placements.days_searched),
        weekly_price=numbers(placements.weekly_price),
        care_began=care_began[episode],
    )
    return View(
        register,
        calendar,
        parameters,
        family=codes(register.children.family),
        born=born,
        periods=Periods(
            child=child,
            number=codes(episodes.number),
            route=codes(episodes.route),
            began=care_began,
            ended=days(episodes.ended),
            cause=codes(episodes.cause),
            born=born[child],
            sex=codes(register.children.sex)[child],
        ),
        stays=stays,
        spells=_cut(stays, days(placements.kept), numbers(placements.kept_price)),
        places=Places(
            day=numbers(places.day),
            households=numbers(places.households),
            approved=numbers(places.approved),
            filled=numbers(places.filled),
            unavailable=numbers(places.unavailable),
        ),
        beds=Beds(
            day=numbers(register.own_homes.day),
            open=numbers(register.own_homes.beds),
            filled=numbers(register.own_homes.filled),
        ),
        families=FamiliesView(
            children=numbers(families.children),
            crisis=days(families.crisis),
            started=days(families.started),
            would_enter=flags(families.would_enter),
            entered=flags(families.entered),
            postponed_until=days(families.postponed_until),
        ),
        referrals=ReferralsView(
            colocated=flags(referrals.colocated),
            referred=days(referrals.referred),
            seen=days(referrals.seen),
            ended=days(referrals.ended),
        ),
        panel=PanelView(day=days(register.panel.day), decision=codes(register.panel.decision)),
        legal=legal_view_of(register),
    )


def _cut(stays: Stays, kept: Numbers, price: Numbers) -> Stays:
    """Return the stays with each that was `kept` as a home cut in two on that day, the later at another `price`."""
    which = np.isfinite(kept)
    if not which.any():
        return stays
    columns = {item.name: getattr(stays, item.name) for item in fields(Stays)}
    joined = {name: np.concatenate((column, column[which])) for name, column in columns.items()}
    number = len(kept)
    joined["ended"][:number][which] = kept[which]
    joined["began"][number:] = kept[which]
    joined["emergency"][number:] = False
    joined["weekly_price"][number:] = price[which]
    return Stays(**joined)
