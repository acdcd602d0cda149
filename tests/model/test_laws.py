"""Laws that hold in every run, whatever the numbers: conservation at every event, and what changes what.

Conservation is checked over the whole register, at the time of every event in it. The metamorphic laws run two worlds
on the same draws and say how they may differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from math import inf, isnan
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quiet_parameters import (
    CALENDAR,
    YEAR,
    busy,
    busy_strategies,
    camhs,
    camhs_team,
    carer_development,
    changed,
    columns,
    differing,
    every,
    fostering,
    market,
    only,
    out_of_hours,
    panel,
    quiet,
    rows,
    simulate,
    small_pool,
)

from sim.foundations.calendar import ADULT, Calendar
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd, Route, Sex
from sim.model import model
from sim.model.core.people import Child, Household
from sim.model.lives.looked_after import enter_care
from sim.model.lives.world import World
from sim.model.opening.names import OPENING_FAMILY
from sim.model.opening.pool import Pool
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register
from sim.model.register.services import PanelDecision
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByNeed, ByPlaces, ByRoute
from sim.scenario.scenario import Scenario, load

FEW = settings(
    max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
TO_THE_SECOND = 1e-5
"""Days; nearer than this two moments are one."""


@pytest.fixture(scope="module")
def tower_hamlets() -> Scenario:
    return load("tower_hamlets_2018")


@pytest.fixture(scope="module")
def calendar(tower_hamlets: Scenario) -> Calendar:
    return tower_hamlets.calendar()


@pytest.fixture(scope="module")
def opening(tower_hamlets: Scenario, calendar: Calendar) -> Pool:
    """A pool of lives for Tower Hamlets, from a short long run."""
    return small_pool(tower_hamlets.parameters, calendar)


@pytest.fixture(scope="module")
def base(tower_hamlets: Scenario, calendar: Calendar, opening: Pool) -> Register:
    """Two years of Tower Hamlets without a strategy."""
    return simulate(tower_hamlets.parameters, 2.0, seed=5, pool=opening, calendar=calendar)


@cache
def busy_pool() -> Pool:
    """A pool of lives for the small authority; not a fixture, which hypothesis would print when a test fails."""
    return small_pool(busy())


# --- conservation


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
    for row in rows(register.placements):
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


def test_the_checks_notice_a_broken_register() -> None:
    parameters = changed(busy(), opening=None)

    def broken(change: Callable[[Register], None]) -> None:
        register = simulate(parameters, 1.5, seed=3)
        change(register)
        with pytest.raises(AssertionError):
            check_conservation(register, parameters)

    def first(values: list[float]) -> int:
        return next(number for number, value in enumerate(values) if not isnan(value))

    def gap(register: Register) -> None:
        moved = next(row.row for row in rows(register.placements) if row.why == PlacementEnd.DISRUPTED)
        register.placements.ended[moved] -= 0.5

    def lost(register: Register) -> None:
        register.episodes.ended[first(register.episodes.ended)] = float("nan")

    def crowded(register: Register) -> None:
        for household in range(len(register.households.places)):
            register.households.places[household] = 0

    def miscounted(register: Register) -> None:
        register.capacity.filled[-1] += 1

    def too_old(register: Register) -> None:
        register.children.born[0] -= ADULT

    def gone(register: Register) -> None:
        home = next(row for row in rows(register.placements) if row.household != NOBODY)
        register.households.left[home.household] = home.began

    check_conservation(simulate(parameters, 1.5, seed=3), parameters)
    for change in (gap, lost, crowded, miscounted, too_old, gone):
        broken(change)


def test_conservation_in_tower_hamlets(tower_hamlets: Scenario, base: Register, calendar: Calendar) -> None:
    check_conservation(base, tower_hamlets.parameters, calendar)
    assert len(base.episodes.child) > 300


def test_conservation_in_tower_hamlets_with_all_strategies(opening: Pool, calendar: Calendar) -> None:
    everything = load(
        "tower_hamlets_2018", "edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development", "own_homes"
    ).parameters
    register = simulate(everything, 2.0, seed=6, pool=opening, calendar=calendar)
    check_conservation(register, everything, calendar)
    for item in fields(register):
        table = getattr(register, item.name)
        if hasattr(table, "__dataclass_fields__") and item.name != "returns":
            assert rows(table), f"nothing happened in {item.name}"


@FEW
@given(
    seed=st.integers(0, 2**32),
    households=st.integers(0, 40),
    entries=st.sampled_from([10.0, 60.0, 150.0]),
    agreement=st.sampled_from([0.0, 0.2, 1.0]),
    deregistration=st.sampled_from([0.0, 0.2, 3.0]),
    unavailable=st.sampled_from([0.0, 0.3, 0.8]),
    homes=st.sampled_from([0.0, 3.0, inf]),
    scale=st.sampled_from([0.0, 1.0, 6.0]),
    names=st.sets(st.sampled_from(sorted(busy_strategies()))),
    opened=st.booleans(),
)
def test_conservation_in_many_small_authorities(
    seed: int,
    households: int,
    entries: float,
    agreement: float,
    deregistration: float,
    unavailable: float,
    homes: float,
    scale: float,
    names: set[str],
    opened: bool,
) -> None:
    parameters = changed(
        busy(),
        demand={"entries_per_year": entries},
        in_house_fostering={
            "households": households,
            "agreement": agreement,
            "deregistration": deregistration,
            "unavailable_share": unavailable,
        },
        childrens_homes={"capacity": homes},
        stability={"scale": scale},
        **{name: part for name, part in busy_strategies().items() if name in names},
    )
    register = simulate(parameters, 1.0, seed=seed, pool=busy_pool() if opened else None)
    check_conservation(register, parameters)


# --- more places never mean more emergencies


def simplest_market(households: int, entries: float, leaving: ByDuration) -> Parameters:
    """In-house places only, every household alike; who finds none waits in an emergency place and asks each week."""
    return changed(
        quiet(),
        demand={"entries_per_year": entries},
        leaving={"hazard_by_time_in_care": leaving},
        connected_persons=None,
        in_house_fostering=fostering(households=float(households)),
    )


@FEW
@given(
    seed=st.integers(0, 2**32),
    households=st.integers(0, 15),
    more=st.integers(1, 4),
    entries=st.sampled_from([20.0, 60.0]),
    leaving=st.sampled_from([every(ByDuration, 3.0), ByDuration(30.0, 8.0, 1.0, 0.5, 0.5, 1.0, 1.0, 1.0)]),
)
def test_more_in_house_places_never_mean_more_emergency_placements(
    seed: int, households: int, more: int, entries: float, leaving: ByDuration
) -> None:
    def emergencies(number: int) -> dict[tuple[int, float], float]:
        register = simulate(simplest_market(number, entries, leaving), 1.5, seed=seed)
        assert sum(row.kind == Kind.IN_HOUSE for row in rows(register.placements)) > 0 or number == 0
        return {
            (register.children.identity[register.episodes.child[row.episode]], row.began): closed(row.ended)
            for row in rows(register.placements)
            if row.emergency
        }

    fewer_places, more_places = emergencies(households), emergencies(households + more)
    assert more_places.keys() <= fewer_places.keys()
    assert all(ended <= fewer_places[name] for name, ended in more_places.items())  # nor longer ones


# --- stability and places change who is in care only by the kind lived in, and by plans that fail


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


@pytest.mark.parametrize("scale", [0.0, 5.0])
def test_stability_alone_does_not_change_who_is_in_care(
    tower_hamlets: Scenario, calendar: Calendar, opening: Pool, scale: float
) -> None:
    parameters = apart(tower_hamlets.parameters)
    base = simulate(parameters, 2.0, seed=5, pool=opening, calendar=calendar)
    scaled = changed(parameters, stability={"scale": scale})
    other = simulate(scaled, 2.0, seed=5, pool=opening, calendar=calendar)
    assert periods(other) == periods(base)
    disruptions = [sum(why == PlacementEnd.DISRUPTED for why in run.placements.why) for run in (base, other)]
    assert disruptions[1] > 1.5 * disruptions[0] if scale else disruptions[1] < 0.5 * disruptions[0]


def test_places_do_not_change_who_is_in_care() -> None:
    def run(**parts: object) -> Register:
        return simulate(changed(apart(busy()), **parts), 2.0, seed=7, pool=busy_pool())

    before = run()
    strategies = busy_strategies()
    for parts in (
        {"in_house_fostering": {"households": 80.0, "agreement": 1.0}},
        {"agency": None, "supported": None},
        {"ipop": strategies["ipop"]},
        {"camhs_support": strategies["camhs_support"]},
        {"out_of_hours": strategies["out_of_hours"]},
        {"carer_development": strategies["carer_development"]},
    ):
        after = run(**parts)
        assert periods(after) == periods(before)
        assert differing(before, after)  # though something did change


# --- a strategy without effect or without capacity changes nothing


def without_effect() -> dict[str, Any]:
    """The strategies at full strength and with no effect."""
    strategies = busy_strategies()
    support = strategies["camhs_support"]
    return {
        "edge_of_care": replace(
            strategies["edge_of_care"],
            entry_risk_ratio=1.0,
            return_sooner=0.0,
            return_extra=0.0,
            reentry_risk_ratio=1.0,
        ),
        "ipop": replace(strategies["ipop"], redirected=0.0, stabilised=0.0, ready=0.0),
        "camhs_support": replace(
            support,
            colocated=replace(support.colocated, hazard_multiplier=1.0),
            consultation=replace(support.consultation, hazard_multiplier=1.0, unskilled_agreement=0.0),
        ),
        "out_of_hours": replace(strategies["out_of_hours"], hazard_multiplier=1.0, deregistration_multiplier=1.0),
        "carer_development": replace(strategies["carer_development"], completed=0.0, extra_enquiries=0.0),
        "own_homes": replace(strategies["own_homes"], agreement=every(ByNeed, 0.0)),
    }


OWN_TABLES = {
    "edge_of_care": ("families", "returns"),
    "ipop": ("panel",),
    "camhs_support": ("referrals", "consultations"),
    "out_of_hours": (),
    "carer_development": ("training",),
    "own_homes": ("own_homes",),
}
"""What a service notes of its own work."""

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


@pytest.mark.parametrize("name", sorted(OWN_TABLES))
def test_a_strategy_without_effect_changes_nothing_but_its_own_notes(name: str) -> None:
    # the usual clinicians without effect too, so that it does not matter which team sees a child
    usual = replace(busy().camhs.usual, hazard_multiplier=1.0)
    base_parameters = changed(busy(), camhs={"usual": usual})
    before = columns(simulate(base_parameters, 2.0, seed=9, pool=busy_pool()))
    after = columns(simulate(changed(base_parameters, **{name: without_effect()[name]}), 2.0, seed=9, pool=busy_pool()))
    own = OWN_TABLES[name]
    assert not own or any(values for column, values in after.items() if column.startswith(own))  # it was at work
    for column, values in before.items():
        if column.startswith(own):
            continue
        if name == "out_of_hours" and column in TIMES:
            # a household's time to leave is used up in two parts, not in one: the last digit may differ
            assert after[column] == [None if value is None else pytest.approx(value) for value in values], column
        else:
            assert after[column] == values, column


def without_capacity() -> dict[str, Any]:
    """The strategies at full effect, with nobody to do the work."""
    strategies = busy_strategies()
    support = strategies["camhs_support"]
    return {
        "edge_of_care": replace(strategies["edge_of_care"], workers=0.0),
        "ipop": replace(strategies["ipop"], agenda=0.0),
        "camhs_support": replace(
            support,
            colocated=replace(support.colocated, clinicians=0.0),
            consultation=replace(support.consultation, hours=0.0),
        ),
        "out_of_hours": replace(strategies["out_of_hours"], coverage=0.0),
        "carer_development": replace(strategies["carer_development"], training_places=0.0, extra_enquiries=0.0),
        "own_homes": replace(strategies["own_homes"], homes=0.0),
    }


@pytest.mark.parametrize("names", [[name] for name in sorted(OWN_TABLES)] + [sorted(OWN_TABLES)], ids="+".join)
def test_a_strategy_without_capacity_equals_the_base_draw_for_draw(
    tower_hamlets: Scenario, calendar: Calendar, opening: Pool, base: Register, names: list[str]
) -> None:
    parts = {name: part for name, part in without_capacity().items() if name in names}
    other = simulate(changed(tower_hamlets.parameters, **parts), 2.0, seed=5, pool=opening, calendar=calendar)
    assert differing(base, other) == []
    assert base.events == other.events


def test_a_service_that_starts_after_the_end_equals_the_base() -> None:
    before = simulate(busy(), 1.0, seed=9, pool=busy_pool())
    strategies = busy_strategies()
    support = strategies["camhs_support"]
    late = {
        "ipop": replace(strategies["ipop"], starts=400.0),
        "camhs_support": replace(
            support,
            colocated=replace(support.colocated, starts=400.0),
            consultation=replace(support.consultation, starts=400.0),
        ),
        "out_of_hours": replace(strategies["out_of_hours"], starts=400.0),
        "carer_development": replace(strategies["carer_development"], starts=400.0),
        "own_homes": replace(strategies["own_homes"], starts=400.0),
    }
    after = simulate(changed(busy(), **late), 1.0, seed=9, pool=busy_pool())
    assert differing(before, after) == []


# --- adding or removing one changes no other's luck


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


def who(register: Register) -> dict[int, tuple[object, ...]]:
    """Who each child is, by name."""
    return {
        row.identity: (row.family, row.born, row.sex, closed(row.behaviour_since), row.disability)
        for row in rows(register.children)
    }


@FEW
@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.0, 0.2, 0.6]))
def test_less_demand_removes_families_and_changes_nobody_elses_luck(seed: int, share: float) -> None:
    # without in-house places nobody takes another's place: the whole life of those who stay is the same
    alone = changed(busy(), opening=None, in_house_fostering=None, camhs=None, childrens_homes=market(), secure=None)
    more = simulate(alone, 1.5, seed=seed)
    entries = alone.demand.entries_per_year * share
    fewer = simulate(changed(alone, demand={"entries_per_year": entries}), 1.5, seed=seed)
    assert who(fewer).items() <= who(more).items()
    assert lives(fewer).items() <= lives(more).items()
    families = {row.identity: row[1:-1] for row in rows(more.families)}
    assert {row.identity: row[1:-1] for row in rows(fewer.families)}.items() <= families.items()
    assert len(fewer.children.born) < len(more.children.born)
    # where places are shared, when each is in care stays the same all the same
    shared = apart(changed(busy(), opening=None))
    fewer = simulate(changed(shared, demand={"entries_per_year": entries}), 1.5, seed=seed)
    assert set(periods(fewer)) <= set(periods(simulate(shared, 1.5, seed=seed)))


def run_with(parameters: Parameters, years: float, seed: int, also: Callable[[World], None]) -> Register:
    """One replication into which something more is brought on the first day."""
    chance = Chance(seed, 0)
    world = model.build(parameters, CALENDAR, chance, years)
    if world.fostering.exists:
        model.found_households(world.fostering, chance)
    also(world)
    model.start(world)
    world.lives.run()
    return world.register


STRANGER = OPENING_FAMILY << 4 | 5
"""A child's name that the model gives to nobody."""


def test_one_child_more_changes_no_other_life_where_places_are_without_limit() -> None:
    def brought_in(world: World) -> None:
        stranger = Child(
            identity=STRANGER,
            family=STRANGER >> 3,
            area=0,
            born=-12 * YEAR,
            calendar=CALENDAR,
            sex=Sex.FEMALE,
            route=Route.POLICE_PROTECTION,
            behaviour=True,
            disability=False,
        )
        world.lives.at(100.0, lambda: enter_care(world, [stranger]))

    parameters = changed(busy(), opening=None, in_house_fostering=None, childrens_homes=market(), secure=None)
    parameters = changed(parameters, camhs={"usual": camhs_team(clinicians=1000.0, hazard_multiplier=0.5)})
    before = run_with(parameters, 2.0, 10, lambda world: None)
    after = run_with(parameters, 2.0, 10, brought_in)
    there = lives(after)
    assert there.pop(STRANGER)
    assert there == lives(before)


def test_a_household_that_says_no_to_everyone_changes_nothing() -> None:
    name = 1 << 51

    def joins(world: World) -> None:
        household = Household(
            identity=name, area=0, places=3, location=Location.INSIDE, ages=7, skills=31, agreement=0.0
        )
        world.fostering.join(household, 0.0)

    parameters = changed(busy(), opening=None, **busy_strategies())
    # a course has room for so many households: one more would take another's place there
    parameters = changed(parameters, carer_development={"training_places": 1000.0})
    before = run_with(parameters, 2.0, 11, lambda world: None)
    after = run_with(parameters, 2.0, 11, joins)
    assert lives(after) == lives(before)
    assert len(after.households.identity) == len(before.households.identity) + 1
    left = {row.identity: closed(row.left) for row in rows(after.households) if row.identity != name}
    assert left == {row.identity: closed(row.left) for row in rows(before.households)}


def test_recruitment_adds_households_and_changes_none_that_were_there() -> None:
    more = carer_development(extra_enquiries=200.0)
    before = simulate(busy(), 2.0, seed=12, pool=busy_pool())
    after = simulate(changed(busy(), carer_development=more), 2.0, seed=12, pool=busy_pool())

    def known(register: Register) -> dict[int, tuple[object, ...]]:
        return {
            row.identity: (row.approved, row.places, row.location, row.ages, row.skills, row.agreement)
            for row in rows(register.households)
        }

    assert known(before).items() < known(after).items()
    assert set(before.enquiries) < set(after.enquiries)
    few = known(simulate(changed(busy(), opening=None), 0.1, seed=12))
    many = known(simulate(changed(busy(), opening=None, in_house_fostering={"households": 50.0}), 0.1, seed=12))
    assert few.items() < many.items()


@FEW
@given(seed=st.integers(0, 2**32))
def test_longer_runs_begin_as_shorter_ones(seed: int) -> None:
    # a breakdown after the end of the short run is felt in it, since notice is given before (a panel takes some back)
    parameters = changed(busy(), **{**busy_strategies(), "ipop": None})
    short = simulate(parameters, 0.5, seed=seed, pool=busy_pool())
    long = simulate(parameters, 0.8, seed=seed, pool=busy_pool())

    def by_then(register: Register) -> dict[int, list[tuple[object, ...]]]:
        """The placements of the short run's time as they stood at its end."""
        told: dict[int, list[tuple[object, ...]]] = {}
        for name, placements in lives(register).items():
            for number, *where, began, notice, ended, _, _, _, matched, _, searched, _, sought in placements:
                if began < short.until:
                    noticed, ends = (day if day < short.until else inf for day in (notice, ended))
                    noticed = inf if (name, began) in noticed_again else noticed
                    told.setdefault(name, []).append((number, where, began, noticed, ends, matched, searched, sought))
        return told

    # notice of a breakdown after the short run takes the place of that of a move that was waited for
    noticed_again = {
        (name, placement[4])
        for name, placements in lives(long).items()
        for placement in placements
        if short.until <= placement[5] < inf
    }
    assert by_then(long) == by_then(short)
    assert len(long.placements.kind) > len(short.placements.kind)


# --- services act where they reach, and only there


def residential(**parts: object) -> Parameters:
    """Everybody's first choice is a children's home, and the panel finds everyone ready to step down."""
    return changed(
        quiet(),
        demand={"entries_per_year": 60.0},
        policy={"residential_first_other": every(ByAge, 1.0)},
        connected_persons=None,
        childrens_homes=market(),
        in_house_fostering=fostering(households=3.0),
        **{"ipop": panel(ready=1.0, review_after=0.0, breakdown_within_14_weeks=0.0, breakdown_within_52_weeks=0.0)}
        | parts,
    )


@pytest.mark.parametrize(
    "homes",
    [{"households": 0.0}, {"agreement": 0.0}, {"accepts_under_5": 0.0}, {"unavailable_share": 0.9}],
    ids=["no households", "none agree", "none take the age", "few at work"],
)
def test_the_panel_steps_down_nobody_when_no_household_can_take_them(homes: dict[str, float]) -> None:
    parameters = changed(residential(), in_house_fostering=homes)
    if "unavailable_share" in homes:  # spells so long that nobody who rests comes back, after all have gone to rest
        parameters = changed(parameters, in_house_fostering={"unavailable_mean": 1e6, "deregistration": 1e9})
    register = simulate(parameters, 1.0, seed=14)
    decisions = Counter(register.panel.decision)
    assert decisions[PanelDecision.STEPPED_DOWN] == 0
    assert decisions[PanelDecision.REVIEWED_NO_HOUSEHOLD] > 20
    assert not any(register.placements.step_down)


def test_the_panel_steps_down_as_many_as_there_are_places() -> None:
    register = simulate(residential(), 1.0, seed=14)
    assert Counter(register.panel.decision)[PanelDecision.STEPPED_DOWN] == 3
    assert sum(register.placements.step_down) == 3
    check_conservation(register, residential())


def test_the_panel_redirects_only_where_a_household_says_yes() -> None:
    parameters = changed(
        quiet(),
        demand={
            "entries_per_year": 60.0,
            "route_shares": only(ByRoute, voluntary=1.0),
            "search_notice": 10.0,
        },
        policy={"residential_first_other": every(ByAge, 1.0)},
        connected_persons=None,
        childrens_homes=market(),
        in_house_fostering=fostering(households=4.0),
        ipop=panel(redirected=1.0),
    )
    register = simulate(parameters, 1.0, seed=15)
    redirected = Counter(register.panel.decision)[PanelDecision.REQUEST_REDIRECTED]
    kinds = Counter(register.placements.kind)
    assert redirected > 30
    assert kinds[Kind.IN_HOUSE] == 4  # as many as there are places; the others still go to a children's home
    assert kinds[Kind.CHILDRENS_HOME] == len(register.placements.kind) - 4


def agencies_only(**parts: object) -> Parameters:
    """Children with needs, with agencies without limit: nobody's placement depends on another's."""
    plain = changed(
        quiet(),
        demand={
            "entries_per_year": 150.0,
            "behaviour_share": every(ByAge, 0.5),
            "age_shares": ByAge(0.2, 0.2, 0.2, 0.2, 0.2),
        },
        stability={"hazard_by_time_in_placement": every(ByDuration, 2.0), "immediate_share": 1.0},
        connected_persons=None,
        agency=market(),
    )
    return changed(plain, **parts)


def test_camhs_reaches_only_those_seen_and_only_while_they_are_seen() -> None:
    with_effect = camhs(
        referral_at_entry=0.6, usual=camhs_team(clinicians=2.0, access_median=30.0, hazard_multiplier=0.0)
    )
    without = replace(with_effect, usual=replace(with_effect.usual, hazard_multiplier=1.0))
    register = simulate(agencies_only(camhs=with_effect), 2.0, seed=16)
    unhelped = simulate(agencies_only(camhs=without), 2.0, seed=16)
    seen: dict[int, list[tuple[float, float]]] = {}
    for row in rows(register.referrals):
        if not isnan(row.seen):
            seen.setdefault(register.children.identity[row.child], []).append((row.seen, closed(row.ended)))
    helped, told, plain = set(seen), lives(register), lives(unhelped)
    assert len(helped) > 30 < len(told.keys() - helped)
    for name, placements in told.items():
        first_seen = min((began for began, _ in seen.get(name, [])), default=inf)
        for placement, before in zip(placements, plain[name], strict=False):
            if before[6] < first_seen or name not in helped:
                assert placement == before
        for placement in placements:  # the hazard is nothing while they are seen
            assert not any(began < placement[6] < ended for began, ended in seen.get(name, []))
    assert any(told[name] != plain[name] for name in helped)
    assert any(  # and it is back when they are seen no longer
        ended < placement[6] < inf for name in helped for placement in told[name] for _, ended in seen[name]
    )
    assert all(len(told[name]) == len(plain[name]) for name in told.keys() - helped)


def test_a_placements_luck_belongs_to_its_number_and_not_to_its_day() -> None:
    # twice the constant hazard halves each placement, the later ones too, though they begin on other days
    slow, fast = (lives(simulate(agencies_only(stability={"scale": scale}), 2.0, seed=16)) for scale in (1.0, 2.0))
    compared = 0
    for name, placements in slow.items():
        for placement, halved in zip(placements, fast[name], strict=False):
            if placement[7] == PlacementEnd.DISRUPTED:
                assert halved[6] - halved[4] == pytest.approx((placement[6] - placement[4]) / 2)
                compared += 1
    assert compared > 200


def homes_for_all(**parts: object) -> Parameters:
    """More places in-house than children, whose placements break down and who move to another household."""
    return changed(
        quiet(),
        demand={"entries_per_year": 60.0, "behaviour_share": every(ByAge, 1.0)},
        stability={
            "hazard_by_time_in_placement": every(ByDuration, 2.0),
            "immediate_share": 1.0,
            "planned_notice": 0.0,
        },
        connected_persons=None,
        in_house_fostering=fostering(
            households=60.0, places_shares=only(ByPlaces, three=1.0), skilled_behaviour=1.0, deregistration=0.3
        ),
        agency=market(),
        **parts,
    )


def exposures(register: Register, supported: dict[int, list[tuple[float, float]]]) -> tuple[int, int, float]:
    """Disruptions in households while they had support and while not, and days in placement without."""
    during = outside = 0
    days = 0.0
    for row in rows(register.placements):
        if row.household == NOBODY:
            continue
        spells = supported.get(row.household, [])
        ended = min(closed(row.ended), register.until)
        days += ended - row.began
        days -= sum(max(0.0, min(ended, until) - max(row.began, since)) for since, until in spells)
        if row.why == PlacementEnd.DISRUPTED:
            if any(since < row.ended <= until for since, until in spells):
                during += 1
            else:
                outside += 1
    return during, outside, days


def assert_reaches_only(register: Register, supported: dict[int, list[tuple[float, float]]]) -> None:
    """With a multiplier of nothing, no disruption under support; without it, the full hazard of 2 a year."""
    during, outside, days = exposures(register, supported)
    expected = 2.0 * days / YEAR
    assert during == 0
    assert expected > 50
    assert abs(outside - expected) <= 4 * expected**0.5


def test_training_reaches_only_the_trained() -> None:
    course = carer_development(training_places=3.0, course_days=30.0, completed=0.7, hazard_multiplier=0.0)
    register = simulate(homes_for_all(carer_development=course), 2.5, seed=17)
    trained = {row.household: [(row.completed, inf)] for row in rows(register.training) if not isnan(row.completed)}
    assert 30 < len(trained) < len(register.training.household)  # some did not finish
    assert_reaches_only(register, trained)


def test_consultation_reaches_only_the_households_advised_while_they_are() -> None:
    support = busy_strategies()["camhs_support"]
    support = replace(
        support,
        colocated=replace(support.colocated, clinicians=0.0),
        consultation=replace(support.consultation, hours=10.0, hazard_multiplier=0.0),
    )
    register = simulate(homes_for_all(camhs_support=support), 2.5, seed=18)
    advised: dict[int, list[tuple[float, float]]] = {}
    for row in rows(register.consultations):
        advised.setdefault(row.household, []).append((row.began, closed(row.ended)))
    assert len(register.consultations.household) > 50
    assert_reaches_only(register, advised)


def test_out_of_hours_support_reaches_only_the_households_covered() -> None:
    line = out_of_hours(coverage=0.5, hazard_multiplier=0.0, deregistration_multiplier=0.0)
    register = simulate(homes_for_all(out_of_hours=line), 2.5, seed=19)
    chance = Chance(19, 0)
    covered = {
        row.row: [(0.0, inf)]
        for row in rows(register.households)
        if chance.uniform("covered out of hours", row.identity) < 0.5
    }
    assert 20 < len(covered) < 40
    assert_reaches_only(register, covered)
    plain = simulate(homes_for_all(), 2.5, seed=19)
    left = [closed(day) for day in register.households.left]
    # a household gives up on the day of its own luck, whoever lives there: here children move on the same day
    for row in rows(plain.households):
        assert left[row.row] == (inf if row.row in covered else closed(row.left))


# --- extremes


@pytest.mark.parametrize(
    "parts",
    [
        {"in_house_fostering": None},
        {"in_house_fostering": {"households": 0.0, "enquiries": 0.0}},
        {"agency": None},
        {"agency": {"capacity": 0.0}, "childrens_homes": {"capacity": 0.0}, "supported": {"capacity": 0.0}},
        {"agency": {"offer": every(ByAge, 0.0)}, "in_house_fostering": {"agreement": 0.0}},
        {"connected_persons": None},
        {"camhs": None},
        {"stability": {"hazard_by_time_in_placement": every(ByDuration, 200.0)}},
        {"stability": {"notice": 0.0, "planned_notice": 0.0, "immediate_share": 1.0}},
        {"leaving": {"hazard_by_time_in_care": every(ByDuration, 500.0)}},
        {"leaving": {"hazard_by_time_in_care": every(ByDuration, 0.0)}},
        {"in_house_fostering": {"deregistration": 50.0}},
        {"in_house_fostering": {"unavailable_share": 0.9, "unavailable_mean": 1.0}},
        {"in_house_fostering": {"households_per_area": 3.0}},
        {"demand": {"children_per_family": 6.0, "search_notice": 300.0}},
        {"demand": {"yearly_variation": 3.0}},
    ],
    ids=str,
)
@pytest.mark.parametrize("helped", [False, True], ids=["base", "all strategies"])
def test_extremes_run_and_conserve(parts: dict[str, Any], helped: bool) -> None:
    parameters = changed(changed(busy(), opening=None, **parts), **(busy_strategies() if helped else {}))
    register = simulate(parameters, 0.7, seed=20)
    check_conservation(register, parameters)
    assert register.episodes.child


def test_nothing_comes_of_no_demand() -> None:
    register = simulate(changed(busy(), opening=None, demand={"entries_per_year": 0.0}, **busy_strategies()), 2.0)
    for table in (register.children, register.episodes, register.placements, register.families, register.panel):
        assert rows(table) == []
    assert register.capacity.approved[-1] > 0


def test_with_no_place_anywhere_everyone_is_in_an_emergency_place_and_nobody_waits() -> None:
    nowhere = {"agency": None, "childrens_homes": None, "secure": None, "other_residential": None, "supported": None}
    parameters = changed(busy(), opening=None, connected_persons=None, in_house_fostering=None, **nowhere)
    register = simulate(parameters, 1.0, seed=21)
    family = (Kind.WITH_PARENTS, Kind.ADOPTION)
    assert all(row.emergency for row in rows(register.placements) if row.kind not in family)
    check_conservation(register, parameters)


def test_without_chance_of_entry_by_help_nobody_with_a_slot_enters() -> None:
    team = replace(busy_strategies()["edge_of_care"], workers=1000.0, ramp=0.0, entry_risk_ratio=0.0)
    team = replace(team, postponed_share=0.0, weeks_to_full_effect=0.0)
    register = simulate(changed(busy(), opening=None, edge_of_care=team), 1.5, seed=22)
    worked_with = [row for row in rows(register.families) if not isnan(row.started)]
    assert len(worked_with) > 30
    assert not any(row.entered for row in worked_with)


def test_the_opening_cohort_is_the_same_whatever_the_strategy() -> None:
    before = simulate(busy(), 0.01, seed=23, pool=busy_pool())
    after = simulate(changed(busy(), **busy_strategies()), 0.01, seed=23, pool=busy_pool())

    def cohort(register: Register) -> list[tuple[object, ...]]:
        episodes, children = register.episodes, rows(register.children)
        return [
            (children[episodes.child[row.episode]], row.kind, row.location, row.household, row.began)
            for row in rows(register.placements)
            if row.began < 0
        ]

    assert cohort(before) == cohort(after)
    assert len(cohort(before)) >= 80
