"""Laws that every register keeps, and what several tests of laws share."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from math import inf, isnan
from typing import Any

import pytest
from busy_parameters import busy
from hypothesis import HealthCheck, settings
from quiet_parameters import CALENDAR, changed
from runs_of_model import rows, small_pool

from sim.foundations.calendar import Calendar
from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd
from sim.model.opening.pool import Pool
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters

FEW = settings(
    max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


TO_THE_SECOND = 1e-5
"""Days; nearer than this two moments are one."""


@cache
def busy_pool() -> Pool:
    """A pool of lives for the small authority; not a fixture, which hypothesis would print when a test fails."""
    return small_pool(busy())


def closed(end: float) -> float:
    """An end, infinite when it has not come."""
    return inf if isnan(end) else end


def most_at_once(stays: list[tuple[float, float]]) -> int:
    """The largest number of stays at any moment; one that ends as another begins does not overlap it."""
    changes = sorted([(began, 1) for began, _ in stays] + [(ended, -1) for _, ended in stays if ended < inf])
    most = number = 0
    for _, change in changes:
        number += change
        most = max(most, number)
    return most


def check_conservation(register: Register, parameters: Parameters, calendar: Calendar = CALENDAR) -> None:
    """Fail if anything in the whole register breaks a law of conservation."""
    check_lives(register)
    check_balance(register)
    check_households(register)
    check_counts_of_places(register)
    check_markets(register, parameters)
    check_plans(register)
    check_services(register, parameters, calendar)


def check_lives(register: Register, calendar: Calendar = CALENDAR) -> None:
    """Each child is in one place at a time, without a gap, from coming into care to leaving, and under 18."""
    placements: dict[int, list[Any]] = {}
    for row in rows(register.placements):
        placements.setdefault(row.episode, []).append(row)
    episodes: dict[int, list[Any]] = {}
    for episode in rows(register.episodes):
        episodes.setdefault(episode.child, []).append(episode)
        lived = placements[episode.row]
        if episode.began >= 0:
            assert lived[0].began == episode.began
        else:
            assert episode.began <= lived[0].began <= 0  # older placements are not brought along
        for here, there in pairwise(lived):
            # both are noted at one moment; before the start the two notes come from different records
            assert here.ended == there.began
            assert here.why not in (NOBODY, PlacementEnd.LEFT_CARE)
            assert here.household == NOBODY or here.household != there.household  # nobody moves to where they were
        assert closed(lived[-1].ended) == closed(episode.ended)
        assert all(row.began <= closed(row.ended) for row in lived)
        assert all(row.notice <= closed(row.ended) for row in lived if not isnan(row.notice))
        if not isnan(episode.ended):
            assert lived[-1].why == PlacementEnd.LEFT_CARE
            assert episode.cause in list(LeavingCause)
            assert episode.decided <= episode.ended or episode.cause == LeavingCause.EIGHTEENTH_BIRTHDAY
        born = register.children.born[episode.child]
        adult = calendar.birthday(born, 18)
        assert born <= episode.began < adult
        assert min(closed(episode.ended), register.until) <= adult + TO_THE_SECOND
        assert not episode.ended > register.until
        if episode.cause == LeavingCause.EIGHTEENTH_BIRTHDAY and not isnan(episode.ended):
            assert episode.ended == pytest.approx(adult, abs=TO_THE_SECOND)
    for periods in episodes.values():
        assert [period.number for period in periods] == list(range(periods[0].number, periods[0].number + len(periods)))
        for first, second in pairwise(periods):
            assert first.ended < second.began
    assert len(set(register.children.identity)) == len(register.children.identity)


def check_balance(register: Register) -> None:
    """In = out + still here, after every event; as many children as placements, at every event."""
    moments: dict[float, list[int]] = {}
    for column, began, ended in (
        (0, register.episodes.began, register.episodes.ended),
        (1, register.placements.began, register.placements.ended),
    ):
        for day in began:
            # before the start only the present placement is sure to be known
            moments.setdefault(max(0.0, day), [0, 0])[column] += 1
        for day in ended:
            if not isnan(day):
                moments.setdefault(max(0.0, day), [0, 0])[column] -= 1
    in_care = in_placement = 0
    for day in sorted(moments):
        in_care += moments[day][0]
        in_placement += moments[day][1]
        assert in_care == in_placement >= 0
    starts, ceases = len(register.episodes.began), sum(not isnan(day) for day in register.episodes.ended)
    assert in_care == starts - ceases == sum(isnan(day) for day in register.placements.ended)


def check_households(register: Register) -> None:
    """No household holds more than its places at any time, nor anyone outside its life, nor takes anyone at rest."""
    households = rows(register.households)
    stays: dict[int, list[tuple[float, float]]] = {household.row: [] for household in households}
    kept: dict[int, list[tuple[float, float]]] = {household.row: [] for household in households}
    resting: dict[int, list[tuple[float, float]]] = {household.row: [] for household in households}
    for spell in rows(register.spells):
        (kept if spell.staying_put else resting)[spell.household].append((spell.began, spell.ended))
    for row in rows(register.placements):
        assert (row.household != NOBODY) == (row.kind == Kind.IN_HOUSE) or row.began < 0
        if row.household == NOBODY:
            continue
        household = households[row.household]
        stays[row.household].append((row.began, closed(row.ended)))
        if row.began >= 0:
            assert household.approved <= row.began
            assert row.location == household.location
        assert closed(row.ended) <= closed(household.left)
        if row.began > 0 and not row.step_down:  # a place for a child who steps down was kept before the rest
            assert not any(began < row.began < ended for began, ended in resting[row.household])
    for household in households:
        together = stays[household.row]
        assert most_at_once(together) <= household.places
        gone = closed(household.left)
        put = [(began, min(ended, gone)) for began, ended in kept[household.row]]
        assert most_at_once([(max(0.0, began), ended) for began, ended in together if ended > 0] + put) <= (
            household.places
        )
        assert household.ages in range(1, 8)


def check_counts_of_places(register: Register) -> None:
    """The fostering service's own counts agree with the placements and households, at every moment they changed."""
    households, placements, spells = rows(register.households), rows(register.placements), rows(register.spells)
    changes: list[tuple[float, int, int, int]] = []
    for household in households:
        approved = max(0.0, household.approved)
        changes.append((approved, 1, household.places, 0))
        if not isnan(household.left):
            changes.append((household.left, -1, -household.places, 0))
    for row in placements:
        if row.household != NOBODY and not row.ended < 0:
            changes.append((max(0.0, row.began), 0, 0, 1))
            if not isnan(row.ended):
                changes.append((row.ended, 0, 0, -1))
    changes.sort()
    have, upto = [0, 0, 0], 0
    for row in rows(register.capacity):
        while upto < len(changes) and changes[upto][0] <= row.day:
            have = [number + change for number, change in zip(have, changes[upto][1:], strict=True)]
            upto += 1
        assert [row.households, row.approved, row.filled] == have
        assert 0 <= row.unavailable <= row.approved - row.filled
    if not any(spell.began < register.until for spell in spells) and not any(
        closed(household.left) < inf for household in households
    ):
        # without a spell or a household that is closing, no place is ever out of use
        closing = any(row.why == PlacementEnd.HOUSEHOLD_CLOSED for row in placements)
        assert closing or all(row.unavailable == 0 for row in rows(register.capacity))
    assert all(earlier < later for earlier, later in pairwise(register.capacity.day))


def check_markets(register: Register, parameters: Parameters) -> None:
    """Providers never give more places than they have."""
    present = {
        Kind.AGENCY: parameters.agency,
        Kind.CHILDRENS_HOME: parameters.childrens_homes,
        Kind.SECURE: parameters.secure,
        Kind.OTHER_RESIDENTIAL: parameters.other_residential,
        Kind.SUPPORTED: parameters.supported,
    }
    changes: dict[int, list[tuple[float, int]]] = {kind: [] for kind in Kind}
    for row in rows(register.placements):
        assert row.weekly_price >= 0 <= row.days_searched
        assert row.location in list(Location)
        assert not row.first_choice or (row.kind == row.sought and not row.emergency)
        if not row.emergency and not row.ended < 0 and not in_own_home(row, parameters):
            changes[row.kind].append((max(0.0, row.began), 1))
            if not isnan(row.ended):
                changes[row.kind].append((row.ended, -1))
    for kind, providers in present.items():
        if providers is None:
            assert not any(day > 0 and change > 0 for day, change in changes[kind])
            continue
        number = 0
        for day, change in sorted(changes[kind]):
            number += change
            # the opening cohort may hold more than the market would give it today; nobody asks for a place in hospital,
            # custody or a secure unit that a child must be in
            asked = kind not in (Kind.OTHER_RESIDENTIAL, Kind.SECURE)
            assert change < 0 or day == 0 or number <= providers.capacity or not asked
    for row in rows(register.own_homes):
        assert 0 <= row.filled <= row.beds <= own_beds(parameters)


def in_own_home(row: Any, parameters: Parameters) -> bool:
    """Whether a placement is in a children's home of the council's own, which has a price like no other."""
    homes = parameters.own_homes
    return homes is not None and row.kind == Kind.CHILDRENS_HOME and row.weekly_price == homes.weekly_price


def own_beds(parameters: Parameters) -> float:
    """Beds in the council's own children's homes, once all have opened."""
    homes = parameters.own_homes
    return 0.0 if homes is None else homes.homes * homes.beds


def check_plans(register: Register) -> None:
    """A placement for adoption comes only after the decision that it belongs to, and goes on to it or breaks down."""
    early = {(row.episode, row.early) for row in rows(register.permanence)}  # with carers who may adopt them later
    for row in rows(register.placements):
        if (row.episode, row.began) in early:
            continue  # adoption is hoped for, and not decided
        if row.kind == Kind.ADOPTION and row.why != PlacementEnd.DISRUPTED:  # with which the plan fails
            assert row.why in (NOBODY, PlacementEnd.LEFT_CARE)
            if row.began >= 0:
                assert register.episodes.decided[row.episode] <= row.began
            cause = register.episodes.cause[row.episode]
            assert cause in (LeavingCause.ADOPTED, LeavingCause.EIGHTEENTH_BIRTHDAY)


def check_services(register: Register, parameters: Parameters, calendar: Calendar) -> None:
    """No service works with more at once than it has room for."""
    team = parameters.edge_of_care
    work = [(row.started, closed(row.finished)) for row in rows(register.families) if not isnan(row.started)]
    work += [(row.started, closed(row.finished)) for row in rows(register.returns)]
    assert most_at_once(work) <= (team.workers * team.families_per_worker if team is not None else 0)
    for row in rows(register.families):
        assert row.referred < row.crisis
        assert not row.started > row.crisis
        assert not row.finished < row.started
        assert not row.postponed_until < row.crisis
        assert not (row.entered and not isnan(row.postponed_until))
        if isnan(row.started) and row.crisis < register.until:
            assert row.entered is row.would_enter  # no help, no difference
    for colocated, clinicians in (
        (False, parameters.camhs.usual if parameters.camhs is not None else None),
        (True, parameters.camhs_support.colocated if parameters.camhs_support is not None else None),
    ):
        mine = [row for row in rows(register.referrals) if row.colocated is colocated]
        seen = [(row.seen, closed(row.ended)) for row in mine if not isnan(row.seen)]
        # one who was being seen at the start by a team that has no room for them any more is not taken on
        room = int(clinicians.clinicians * clinicians.caseload + 1e-9) if clinicians is not None else 0
        assert most_at_once([(max(0.0, began), ended) for began, ended in seen]) <= room
        assert not any(row.seen < row.referred or row.ended < row.referred for row in mine)
        assert all(register.children.behaviour_since[row.child] <= row.referred for row in mine)
    support = parameters.camhs_support
    advised = [(row.began, closed(row.ended)) for row in rows(register.consultations)]
    hours = support.consultation.hours / support.consultation.hours_per_household if support is not None else 0.0
    assert most_at_once(advised) <= hours + 1e-9
    heard = Counter(
        (row.day, row.child) for row in rows(register.panel) if row.child != NOBODY
    )  # a child may be heard for a move and, not stabilised, for where to
    meetings = Counter(day for day, _ in heard)
    assert all(number <= parameters.ipop.agenda for number in meetings.values() if parameters.ipop is not None)
    assert all(calendar.is_working_day(day) for day in register.panel.day)
    trained = Counter(register.training.household)
    assert all(times == 1 for times in trained.values())


def apart(parameters: Parameters) -> Parameters:
    """Who leaves care goes by nothing that happens to placements: not the kind lived in, nor a plan that fails."""
    return changed(
        parameters,
        leaving={"by_kind": replace(parameters.leaving.by_kind, strength=0.0)},
        stability={
            "kind_multiplier": replace(parameters.stability.kind_multiplier, adoption=0.0, with_parents=0.0),
        },
    )


def periods(register: Register) -> list[tuple[object, ...]]:
    """Each period of care, by the child's name."""
    return sorted(
        (
            register.children.identity[row.child],
            row.number,
            row.began,
            closed(row.decided),
            closed(row.ended),
            row.cause,
        )
        for row in rows(register.episodes)
    )


TIMES = [
    f"{table.name}.{column}"
    for table in fields(Register)
    for column in (
        "began",
        "ended",
        "left",
        "closing",
        "kept",
        "day",
        "notice",
        "decided",
        "approved",
        "days_searched",
        "referred",
        "seen",
    )
]


def lives(register: Register) -> dict[int, list[tuple[object, ...]]]:
    """Where each child lived, by the child's name: the household by its own name."""
    told: dict[int, list[tuple[object, ...]]] = {}
    for row in rows(register.placements):
        episode = register.episodes
        child = episode.child[row.episode]
        home = register.households.identity[row.household] if row.household != NOBODY else NOBODY
        told.setdefault(register.children.identity[child], []).append(
            (
                episode.number[row.episode],
                row.kind,
                row.location,
                home,
                row.began,
                closed(row.notice),
                closed(row.ended),
                row.why,
                row.first_choice,
                row.emergency,
                row.matched,
                row.split,
                row.days_searched,
                row.weekly_price,
                row.sought,
            )
        )
    return told
