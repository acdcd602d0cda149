"""The opening cohort: shaped to the margins, each child of a piece, and lives that go on without a jump."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import sqrt
from statistics import mean, variance
from unittest.mock import patch

import pytest
from kept_lives import kept, past
from quiet_parameters import CALENDAR, YEAR, changed, every, fostering, market, quiet
from quiet_strategies import camhs, camhs_team, edge_of_care, out_of_hours, panel
from runs_of_model import differing, in_care, rows
from scripted_worlds import HALF, Scripted, made

from sim.foundations.calendar import age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd, Route
from sim.foundations.distributions import lognormal_beyond
from sim.model.core.kept import Cluster, PoolChild, PoolHousehold
from sim.model.lives.world import World
from sim.model.model import simulate, start
from sim.model.opening.frame import line
from sim.model.opening.margins import CELLS, FIRST, counted, published
from sim.model.opening.opening import open_world
from sim.model.opening.pool import Pool
from sim.model.pool import making as opening_cohort
from sim.model.pool.making import make_pool
from sim.model.pool.raking import rake
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register
from sim.parameters.opening import Opening
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByKind, ByLocation, ByPlaces, ByRoute

HOME = PoolHousehold(
    approved=-1000.0,
    places=2,
    location=Location.INSIDE,
    ages=7,
    skills=0,
    agreement=1.0,
    resting=False,
    closing=False,
    staying_put=(),
)


def pool(*clusters: Cluster) -> Pool:
    return Pool(clusters, (1.0,) * len(clusters), (), (), 1)


def opened(parameters, kept_pool, luck=None, years=3.0):
    return simulate(parameters, CALENDAR, Scripted(luck or {}), years, kept_pool)


AGENCY = past(kind=Kind.AGENCY, household=NOBODY)
IN_HOUSE = changed(quiet(), in_house_fostering=fostering(households=1.0), agency=market())


def test_a_household_that_had_given_notice_closes_once_and_when_its_children_have_moved():
    noticed = past(notice=-8.0, ended=20.0, why=PlacementEnd.HOUSEHOLD_CLOSED)
    parameters = changed(IN_HOUSE, in_house_fostering={"deregistration": 0.5, "households": 0.0})
    register = opened(parameters, pool(Cluster((kept(noticed),), (HOME,))))
    assert register.households.left == [20.0]
    ended = rows(register.placements)[0]
    assert (ended.ended, ended.why) == (20.0, PlacementEnd.HOUSEHOLD_CLOSED)
    assert register.capacity.approved[-1] == register.capacity.unavailable[-1] == 0


def test_a_household_that_had_given_notice_takes_nobody_new():
    noticed = past(notice=-8.0, ended=20.0, why=PlacementEnd.HOUSEHOLD_CLOSED)
    world = made(IN_HOUSE)
    open_world(pool(Cluster((kept(noticed),), (HOME,))), world)
    (household,) = (home for home in world.fostering.households.values() if home.occupants)
    assert household.closing
    assert household not in world.fostering.with_room(0)
    assert world.register.capacity.unavailable[-1] == 1  # the empty place beside the child's


def test_the_others_in_a_household_that_is_closing_have_notice_too():
    noticed = past(notice=-8.0, ended=20.0, why=PlacementEnd.HOUSEHOLD_CLOSED)
    cluster = Cluster((kept(noticed), kept(past(), family=2)), (HOME,))
    register = opened(changed(IN_HOUSE, in_house_fostering={"households": 0.0}), pool(cluster))
    assert [row.why for row in rows(register.placements)[:2]] == [PlacementEnd.HOUSEHOLD_CLOSED] * 2
    assert register.placements.ended[:2] == [20.0, 28.0]
    assert register.households.left == [28.0]


def test_placements_that_go_on_are_paid_at_the_prices_of_this_run():
    agency = past(kind=Kind.AGENCY, household=NOBODY)
    dearer = changed(quiet(), agency=market(), prices={"weekly": every(ByKind, 900.0)})
    register = opened(dearer, pool(Cluster((kept(agency),), ())))
    assert register.placements.weekly_price == [900.0]


def test_a_search_under_way_has_gone_on_since_notice_was_given():
    noticed = AGENCY._replace(notice=-20.0, ended=8.0, why=PlacementEnd.DISRUPTED)
    parameters = changed(quiet(), agency=market(delay_median=15.0))
    register = opened(parameters, pool(Cluster((kept(noticed),), ())))
    first, second = rows(register.placements)
    assert (first.notice, first.ended, first.why) == (-20.0, 8.0, PlacementEnd.DISRUPTED)
    assert (second.began, second.emergency, second.days_searched) == (8.0, False, 15.0)


@pytest.mark.parametrize(("immediate", "ends"), [(0.4, 28.0), (0.6, 0.0)])
def test_a_placement_without_notice_cannot_end_before_the_notice_that_would_be_given(immediate: float, ends: float):
    # at a half a year from one, the breakdown comes a half threshold after the days that notice would have taken
    parameters = changed(
        quiet(),
        agency=market(),
        stability={"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 28.0, "immediate_share": immediate},
    )
    register = opened(parameters, pool(Cluster((kept(AGENCY),), ())))
    assert register.placements.ended[0] == pytest.approx(ends + HALF * YEAR)


def test_siblings_in_emergency_places_are_looked_for_together_since_the_day_they_were_asked_for():
    emergency = AGENCY._replace(began=-30.0, emergency=True, days_searched=2.0, first_choice=False)
    parameters = changed(quiet(), agency=market(delay_median=15.0))
    register = opened(parameters, pool(Cluster((kept(emergency), kept(emergency)), ())))
    placements = rows(register.placements)
    assert [row.began for row in placements] == [-30.0, -30.0, 15.0, 15.0]
    assert [row.why for row in placements[:2]] == [PlacementEnd.FOUND_BETTER] * 2
    assert [row.days_searched for row in placements[2:]] == [47.0] * 2
    assert [row.split for row in placements] == [False] * 4
    assert [row.sought for row in placements] == [Kind.IN_HOUSE] * 4


def test_a_return_home_under_way_goes_on():
    at_home = kept(AGENCY, decided=-10.0, cause=LeavingCause.HOME_PLANNED)
    parameters = changed(quiet(), agency=market(), leaving={"planned_return_median": 40.0})
    (episode,) = rows(opened(parameters, pool(Cluster((at_home,), ()))).episodes)
    assert (episode.began, episode.decided, episode.ended) == (-100.0, -10.0, 30.0)


@pytest.mark.parametrize(
    ("kind", "cause", "days"),
    [(Kind.WITH_PARENTS, LeavingCause.HOME_PLANNED, 28.0), (Kind.ADOPTION, LeavingCause.ADOPTED, 180.0)],
)
def test_a_placement_on_the_way_out_goes_on(kind: Kind, cause: LeavingCause, days: float):
    on_the_way = past(kind=kind, household=NOBODY, began=-10.0)
    child = kept(past(kind=Kind.AGENCY, household=NOBODY, ended=-10.0, why=PlacementEnd.PLANNED), on_the_way)
    register = opened(quiet(), pool(Cluster((child._replace(decided=-10.0, cause=cause),), ())))
    assert register.placements.kind == [Kind.AGENCY, kind]
    assert register.placements.ended == [-10.0, days - 10.0]
    assert register.episodes.cause == [cause]


def test_a_plan_whose_step_was_due_before_the_start_takes_it_soon_and_not_on_the_first_day():
    # nothing to prepare, or prepared for longer than it takes here
    for cause, decided in ((LeavingCause.RELATIVES, -3.0), (LeavingCause.HOME_PLANNED, -50.0)):
        child = kept(AGENCY, decided=decided, cause=cause)
        parameters = changed(quiet(), agency=market(), leaving={"planned_return_median": 40.0})
        (episode,) = rows(opened(parameters, pool(Cluster((child,), ()))).episodes)
        assert (episode.decided, episode.ended, episode.cause) == (decided, 1.0, cause)


def test_preparations_under_way_are_drawn_given_how_long_they_have_lasted():
    at_home = kept(AGENCY, decided=-200.0, cause=LeavingCause.HOME_PLANNED)
    leaving = {"planned_return_median": 40.0, "planned_return_spread": 0.7}
    parameters = changed(quiet(), agency=market(), leaving=leaving)
    for u in (0.01, 0.5, 0.99):
        (ended,) = opened(parameters, pool(Cluster((at_home,), ())), {"preparation": u}).episodes.ended
        assert ended == pytest.approx(lognormal_beyond(u, 40.0, 0.7, 200.0) - 200.0)
        assert ended > 0


def test_hazards_go_on_from_the_time_in_care_and_in_the_placement():
    # half a year into care: the hazard of leaving is three a year from then on
    hazard = ByDuration(1.0, 1.0, 1.0, 3.0, 3.0, 3.0, 3.0, 3.0)
    parameters = changed(quiet(), agency=market(), leaving={"hazard_by_time_in_care": hazard})
    child = kept(AGENCY._replace(began=-150.0))
    (ended,) = opened(parameters, pool(Cluster((child,), ()))).episodes.ended
    assert ended == pytest.approx(32 + (HALF - 32 / YEAR) / 3 * YEAR)


def test_children_who_will_come_back_do():
    away = kept(entered=30.0, episode=1)
    for snapshots, comes in ((1, [30.0]), (4, [])):  # one in four is above what luck allows
        found = Pool((), (), (away,), (), snapshots)
        register = opened(quiet(), found)
        assert register.episodes.began == comes
        assert register.episodes.number == [2] * len(comes)


def test_young_people_staying_put_keep_their_places_and_households_at_rest_take_nobody():
    homes = (HOME._replace(staying_put=(50.0,)), HOME._replace(resting=True))
    cluster = Cluster((kept(past()), kept(past(household=1), family=2)), homes)
    world = made(changed(IN_HOUSE, in_house_fostering={"unavailable_share": 0.1, "households": 0.0}), years=1.0)
    open_world(pool(cluster), world)
    assert list(world.fostering.with_room(0)) == []
    spells = {row.household: row for row in rows(world.register.spells)}
    assert (spells[0].staying_put, spells[0].ended) == (True, 50.0)
    assert (spells[1].staying_put, spells[1].ended) == (False, pytest.approx(30 * HALF))
    assert world.register.capacity.unavailable[-1] == 2
    world.lives.run()
    assert max(household.free for household in world.fostering.households.values()) == 1


def test_camhs_goes_on_with_those_who_wait_and_those_who_are_seen():
    usual = camhs_team(access_median=56.0, weeks_seen_median=20.0)
    parameters = changed(quiet(), agency=market(), camhs=camhs(usual=usual))
    waiting = kept(AGENCY, behaviour=True, camhs_referred=-10.0)
    seen = kept(AGENCY, behaviour=True, family=2, camhs_referred=-90.0, camhs_seen=-40.0)
    register = opened(parameters, pool(Cluster((waiting,), ()), Cluster((seen,), ())))
    assert [(row.referred, row.seen, row.ended) for row in rows(register.referrals)] == [
        (-10.0, 46.0, 186.0),
        (-90.0, -40.0, 100.0),
    ]


def test_the_panel_reviews_those_who_were_there_before_it_the_longest_first():
    def in_a_home(family: int, began: float) -> Cluster:
        return Cluster((kept(past(kind=Kind.CHILDRENS_HOME, household=NOBODY, began=began), family=family),), ())

    parameters = changed(quiet(), childrens_homes=market(), ipop=panel(starts=7.0, agenda=1.0, review_after=90.0))
    register = opened(parameters, pool(in_a_home(1, -100.0), in_a_home(2, -300.0), in_a_home(3, -80.0)), years=0.1)
    assert [(row.day, row.child) for row in rows(register.panel)] == [(7.0, 1), (14.0, 0), (21.0, 2)]


def test_empty_households_fill_up_the_number_of_each_size():
    parameters = changed(quiet(), in_house_fostering=fostering(households=10.0, places_shares=ByPlaces(0.6, 0.3, 0.1)))
    found = Pool((Cluster((kept(past()),), (HOME,)),), (1.0,), (), (HOME._replace(places=1),), 1)
    register = opened(parameters, found)
    assert sorted(register.households.places) == [1] * 6 + [2] * 3 + [3]
    assert register.capacity.filled[-1] == 1


# --- a pool that the model makes


def town() -> Parameters:
    """A small authority with everything in it but strategies."""
    return changed(
        quiet(),
        demand={
            "entries_per_year": 60.0,
            "route_shares": ByRoute(0.5, 0.1, 0.3, 0.0, 0.02, 0.08),
            "age_shares": ByAge(0.2, 0.2, 0.2, 0.3, 0.1),
            "children_per_family": 1.4,
            "behaviour_share": ByAge(0.1, 0.2, 0.4, 0.5, 0.5),
            "disability_share": 0.1,
            "entry_probability": 0.6,
            "warning_median": 60.0,
            "warning_spread": 0.8,
            "search_notice": 21.0,
        },
        leaving={
            "hazard_by_time_in_care": ByDuration(4.0, 2.0, 1.0, 0.5, 0.4, 0.3, 0.3, 0.3),
            "causes_under_1": ByCause(0.4, 0.1, 0.1, 0.2, 0.1, 0.1, 0.0, 0.0),
            "causes_1_to_4": ByCause(0.4, 0.1, 0.1, 0.2, 0.1, 0.1, 0.0, 0.0),
            "causes_5_to_9": ByCause(0.6, 0.2, 0.1, 0.1, 0.0, 0.0, 0.0, 0.0),
            "causes_10_to_15": ByCause(0.6, 0.3, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0),
            "causes_from_16": ByCause(0.3, 0.3, 0.1, 0.0, 0.0, 0.0, 0.1, 0.2),
            "planned_return_median": 40.0,
            "planned_return_spread": 0.7,
            "adoption_spread": 0.4,
            "reentry_within_1_year": 0.2,
            "reentry_within_6_years": 0.35,
            "staying_put_share": 0.3,
            "staying_put_mean": 200.0,
        },
        stability={
            "hazard_by_time_in_placement": ByDuration(2.0, 1.2, 0.8, 0.6, 0.4, 0.3, 0.3, 0.3),
            "behaviour_multiplier": 1.5,
            "split_multiplier": 1.5,
            "poor_match_multiplier": 1.5,
            "immediate_share": 0.25,
            "planned_moves": every(ByKind, 0.2),
            "moves_to_supported": 0.5,
        },
        policy={
            "residential_first": ByAge(0.0, 0.0, 0.1, 0.2, 0.2),
            "residential_after_disruption": 0.2,
            "supported_first": 0.3,
            "unaccompanied_supported_first": 0.7,
        },
        connected_persons={"available": every(ByAge, 0.15)},
        in_house_fostering=fostering(
            households=45.0,
            places_shares=ByPlaces(0.4, 0.4, 0.2),
            skilled_behaviour=0.4,
            skilled_adolescents=0.4,
            agreement=0.2,
            agreement_variation=1.0,
            unskilled_agreement=0.5,
            unavailable_share=0.1,
            unavailable_mean=60.0,
            deregistration=0.1,
            enquiries=20.0,
            enquiries_assessed=0.5,
            assessments_approved=0.45,
        ),
        agency=market(
            offer=every(ByAge, 0.7), delay_median=5.0, delay_spread=1.0, location_shares=ByLocation(0.2, 0.5, 0.3)
        ),
        childrens_homes=market(delay_median=10.0, delay_spread=1.0, location_shares=ByLocation(0.1, 0.4, 0.5)),
        supported=market(delay_median=5.0),
        camhs=camhs(
            referral_at_entry=0.3,
            referral_after_disruption=0.4,
            usual=camhs_team(access_median=56.0, access_spread=0.5, hazard_multiplier=0.8, caseload=12.0),
        ),
        opening=Opening(
            looked_after=100.0,
            age_shares=ByAge(*[0.2] * 5),
            kinds=ByKind(20.0, 10.0, 50.0, 10.0, 0.0, 0.0, 10.0, 0.0, 0.0),
            location_shares=ByLocation(0.3, 0.4, 0.3),
            unaccompanied=5.0,
        ),
    )


@pytest.fixture(scope="module")
def made_pool() -> Pool:
    with patch.object(opening_cohort, "runs", lambda _: 4):
        found = make_pool(town(), CALENDAR, seed=1, entries=60.0)
    assert found is not None
    return found


def as_it_came(found: Pool) -> tuple[float, ...]:
    """The margins of the long runs themselves, by cell: a day of them, in the mean."""
    return counted(found.clusters, [1 / found.snapshots] * len(found.clusters))


def raked(found: Pool) -> Pool:
    """The pool as it came: nothing of it is weighted up or down."""
    weights = tuple(rake(found.clusters, as_it_came(found)))
    return replace(found, weights=weights, targets=None, homes=None, unavailable=None)


def test_without_margins_there_is_no_pool():
    assert make_pool(quiet(), CALENDAR, seed=1, entries=60.0) is None


def test_weights_match_the_margins(made_pool: Pool):
    own = as_it_came(made_pool)
    # more adolescents, more children with agencies and far away than the long runs had
    tilts = ([0.8, 0.9, 1.0, 1.1, 1.2], [1.1, 1.0, 0.9], [1.0, 1.3], [0.8, 1.0, 1.2, *[1.0] * 6])
    wanted: list[float] = []
    for first, tilt in zip(FIRST, tilts, strict=False):
        parts = [own[first + which] * factor for which, factor in enumerate(tilt)]
        wanted.extend(part * 1.1 * sum(own[: FIRST[1]]) / sum(parts) for part in parts)
    have = counted(made_pool.clusters, rake(made_pool.clusters, wanted))
    assert have == pytest.approx(wanted, rel=0.001)


def test_margins_that_the_pool_has_already_change_no_weight(made_pool: Pool):
    weights = rake(made_pool.clusters, as_it_came(made_pool))
    assert weights == pytest.approx([1 / made_pool.snapshots] * len(weights), rel=1e-6)


@pytest.mark.parametrize("u", [0.001, 0.5, 0.999])
def test_a_systematic_sample_takes_each_as_often_as_its_weight(u: float):
    weights = [0.3, 1.2, 0.5, 0.0, 2.0, 0.1, 0.9]
    chosen = line([6, 5, 4, 3, 2, 1, 0], weights).systematic(u)
    assert all(abs(chosen.count(which) - weight) < 1 for which, weight in enumerate(weights))
    assert len(chosen) == 5
    assert chosen == sorted(chosen, reverse=True)


def test_every_child_of_the_pool_is_of_a_piece(made_pool: Pool):
    for cluster in made_pool.clusters:
        lived_in = {child.placements[-1].household for child in cluster.children} - {NOBODY}
        assert lived_in == set(range(len(cluster.households)))
        for which, household in enumerate(cluster.households):
            here = [child for child in cluster.children if child.placements[-1].household == which]
            assert 1 <= len(here) <= household.places
            assert all(child.placements[-1].kind is Kind.IN_HOUSE for child in here)
        for child in cluster.children:
            assert child.born <= child.entered <= child.placements[-1].began <= 0
            assert -child.born < 18 * YEAR
            for before, after in pairwise(child.placements):
                assert before.ended == after.began
            assert (child.route is Route.UNACCOMPANIED) <= (len(siblings_of(child, cluster)) == 0)
    # siblings in care are in one cluster
    pairs = sum(len(siblings_of(child, cluster)) > 0 for cluster in made_pool.clusters for child in cluster.children)
    assert pairs > 100


def siblings_of(child: PoolChild, cluster: Cluster) -> list[PoolChild]:
    return [other for other in cluster.children if other is not child and other.family == child.family]


def test_the_opening_is_consistent_in_the_register(made_pool: Pool):
    world = made(town(), years=1.0)
    open_world(made_pool, world)
    register, service = world.register, world.fostering
    assert service is not None
    now_in = [row for row in rows(register.placements) if row.ended != row.ended]
    assert len(now_in) == len(register.episodes.child)
    assert all(row.began <= 0 for row in rows(register.placements))
    assert all(row.began <= 0 for row in rows(register.episodes))
    for household in service.households.values():
        assert len(household.occupants) <= household.places
        assert sum(row.household == household.row for row in now_in) == len(household.occupants)
    assert len(service.households) == pytest.approx(45, abs=3)
    assert register.capacity.filled[-1] == sum(row.kind is Kind.IN_HOUSE for row in now_in)
    for kind, providers in world.markets.items():
        assert providers.taken == sum(row.kind is kind and not row.emergency for row in now_in)


def test_the_same_pool_opens_base_and_strategy_alike(made_pool: Pool):
    strategy = changed(
        town(), ipop=panel(starts=30.0), edge_of_care=edge_of_care(starts=30.0), out_of_hours=out_of_hours(starts=30.0)
    )
    base, other = (made(parameters, years=0.01) for parameters in (town(), strategy))
    for world in (base, other):
        open_world(made_pool, world)
    assert differing(base.register, other.register) == []


def today(world: World) -> tuple[int, ...]:
    """Children in care by cell, as the register has them."""
    found = [0] * CELLS
    register = world.register
    episodes, children = register.episodes, register.children
    for row in rows(register.placements):
        if row.began <= 0 and not row.ended <= 0:
            born = children.born[episodes.child[row.episode]]
            alone = episodes.route[row.episode] == Route.UNACCOMPANIED
            parts = (age_band(-born), row.location, int(alone), row.kind)
            for first, part in zip(FIRST, parts, strict=False):
                found[first + part] += 1
    return tuple(found)


def test_every_replication_opens_as_published_to_the_child(made_pool: Pool):
    opening = town().opening
    assert opening is not None
    # all carers, and all supported accommodation, are inside: 40 children and not 30, which is told
    assert made_pool.targets == (*published(opening)[:5], 40, 34, 26, *published(opening)[8:])
    places = [f"opening.location_shares.{place}" for place in ("inside", "near", "far")]
    assert [words.split(":")[0] for words in made_pool.told] == places
    for replication in range(10):
        world = made(town(), Chance(4, replication), years=0.1)
        open_world(made_pool, world)
        assert today(world) == made_pool.targets
        assert sorted(home.places for home in world.fostering.households.values()) == [1] * 18 + [2] * 18 + [3] * 9
        counts = world.register.capacity
        assert (counts.filled[-1], counts.unavailable[-1], counts.households[-1]) == (20, made_pool.unavailable, 45)
        start(world)
        world.lives.run(0.5)
        assert today(world) == made_pool.targets
        assert max(world.register.households.approved) <= 0


def test_nobody_is_in_supported_accommodation_before_sixteen(made_pool: Pool):
    for cluster in made_pool.clusters:
        for child in cluster.children:
            for placement in child.placements:
                assert placement.kind is not Kind.SUPPORTED or placement.began - child.born >= 16 * YEAR


def test_the_same_children_open_whatever_comes_afterwards_and_however_many_households_there_are(made_pool: Pool):
    def opened_with(households: float, entries: float) -> World:
        changes = {"demand": {"entries_per_year": entries}, "in_house_fostering": {"households": households}}
        world = made(changed(town(), **changes), Chance(4, 1), years=0.1)
        open_world(made_pool, world)
        return world

    base, more, fewer = opened_with(45.0, 60.0), opened_with(60.0, 0.0), opened_with(40.0, 500.0)
    for other in (more, fewer):
        for table in ("children", "episodes", "placements"):
            assert [name for name in differing(base.register, other.register) if name.startswith(table)] == []
    names = [set(world.fostering.households) for world in (fewer, base, more)]
    assert [len(each) for each in names] == [40, 45, 60]
    assert names[0] < names[1] < names[2]


REPLICATIONS = 60
FIRST_WEEKS = 28.0


def rates_in_and_after(days: list[float], until: float) -> tuple[float, float]:
    """Events a day in the first weeks, and in the rest of the run."""
    first = sum(0 < day <= FIRST_WEEKS for day in days)
    return first / FIRST_WEEKS, (sum(day > 0 for day in days) - first) / (until - FIRST_WEEKS)


def happenings(register: Register) -> dict[str, list[float]]:
    """The days on which things of each sort happened."""
    placements = rows(register.placements)
    return {
        "starts": register.episodes.began,
        "leaving": register.episodes.ended,
        "moves": [row.began for row in placements],
        "disruptions": [row.ended for row in placements if row.why == PlacementEnd.DISRUPTED],
        "planned moves": [row.ended for row in placements if row.why == PlacementEnd.PLANNED],
        "emergency places": [row.began for row in placements if row.emergency],
        "households left": register.households.left,
        "households approved": register.households.approved,
        "camhs referrals": register.referrals.referred,
        "first appointments": register.referrals.seen,
    }


def test_nothing_jumps_in_the_first_weeks(made_pool: Pool):
    found_pool = raked(made_pool)
    first: dict[str, list[float]] = {}
    later: dict[str, list[float]] = {}
    grown = []
    for replication in range(REPLICATIONS):
        register = simulate(town(), CALENDAR, Chance(5, replication), 1.0, found_pool)
        for name, days in happenings(register).items():
            rates = rates_in_and_after(days, register.until)
            first.setdefault(name, []).append(rates[0])
            later.setdefault(name, []).append(rates[1])
        grown.append(in_care(register, FIRST_WEEKS) - in_care(register, 0.0))

    def surprise(differences: list[float], rate: float) -> float:
        """How many standard errors from none: of the replications, and of the pool, made from so many looks."""
        luck_of_the_pool = rate / (made_pool.snapshots * FIRST_WEEKS)
        return mean(differences) / sqrt(variance(differences) / REPLICATIONS + luck_of_the_pool)

    found = {
        name: surprise([one - other for one, other in zip(first[name], later[name], strict=True)], mean(later[name]))
        for name in first
    }
    flow = 2 * mean(later["starts"]) * FIRST_WEEKS  # the variance of what comes less what goes
    found["growth"] = mean(grown) / sqrt(variance(grown) / REPLICATIONS + flow / made_pool.snapshots)
    assert {name: size for name, size in found.items() if abs(size) > 4} == {}
