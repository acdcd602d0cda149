"""The opening sample: every number published, in every replication, with whole families and hardly any bias."""

from __future__ import annotations

import pickle
from collections import Counter
from functools import cache
from math import inf, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.calendar import age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, LeavingCause, Location, Route, Sex
from sim.foundations.faults import BadInput
from sim.foundations.rounding import whole
from sim.model.core.kept import Cluster, PastPlacement, PoolChild, PoolHousehold
from sim.model.opening.empty_households import drawn, expected_unavailable, kept_of, unavailable, unavailable_in
from sim.model.opening.frame import frame
from sim.model.opening.margins import (
    CELLS,
    FIRST,
    KINDS,
    MARGINS,
    PATHS,
    TYPE_CELLS,
    as_weighted,
    cells_of,
    counted,
    in_words,
    reachable,
    type_of,
)
from sim.model.opening.pool import Pool
from sim.model.opening.sampling import OpeningSample, sample
from sim.model.pool.lending import lent
from sim.model.pool.making import weighted
from sim.model.pool.raking import rake
from sim.model.register.columns import NOBODY

YEAR = 365.25
REPLICATIONS = 50


# --- lives made up


def child(
    kind: Kind,
    age: float,
    location: Location,
    family: int = 1,
    home: int = NOBODY,
    since: float = 1.0,
    alone: bool = False,
) -> PoolChild:
    """A child of some years of age, so many years in care and all of them in one placement."""
    placement = PastPlacement(
        kind=kind,
        sought=kind,
        location=location,
        household=home,
        began=-since * YEAR,
        notice=inf,
        ended=inf,
        why=NOBODY,
        first_choice=True,
        emergency=False,
        matched=True,
        split=False,
        step_down=False,
        days_searched=0.0,
        home=NOBODY,
        kept=inf,
    )
    return PoolChild(
        family=family,
        born=-age * YEAR,
        sex=Sex.FEMALE,
        behaviour=False,
        disability=False,
        route=Route.UNACCOMPANIED if alone else Route.VOLUNTARY,
        episode=1,
        entered=-since * YEAR,
        decided=inf,
        cause=NOBODY,
        placements=(placement,),
        camhs_referred=inf,
        camhs_seen=inf,
    )


def home(places: int, resting: bool = False, staying_put: tuple[float, ...] = ()) -> PoolHousehold:
    return PoolHousehold(-1000.0, places, Location.INSIDE, 7, 0, 1.0, resting, False, staying_put)


def some_life(luck: Random) -> Cluster:
    """One to four siblings, or a child alone: in a household with a place for each, or elsewhere."""
    size = luck.choices((1, 2, 3, 4), (60, 20, 10, 5))[0]
    location = luck.choices(tuple(Location), (40, 40, 20))[0]
    kinds = (Kind.IN_HOUSE, Kind.CONNECTED, Kind.AGENCY, Kind.CHILDRENS_HOME, Kind.SUPPORTED)
    kind = luck.choices(kinds, (35, 12, 35, 10, 8))[0]
    if kind is Kind.SUPPORTED:
        return Cluster((child(kind, luck.uniform(16, 18), location, alone=luck.random() < 0.4),), ())
    ages = [luck.uniform(0.0, 17.9) for _ in range(size)]
    homes: tuple[PoolHousehold, ...] = ()
    if kind is Kind.IN_HOUSE:
        homes = tuple(home(luck.randint(1, 3), luck.random() < 0.1) for _ in range(size))
    children = [
        child(kind, age, location, home=which if homes else NOBODY, since=luck.expovariate(0.5))
        for which, age in enumerate(ages)
    ]
    return Cluster(tuple(children), homes)


@cache
def lives(number: int = 3000) -> tuple[Cluster, ...]:
    luck = Random(7)
    return tuple(some_life(luck) for _ in range(number))


TILT = (1.2, 0.9, 1.0, 1.1, 0.8, 1.1, 1.0, 0.8, 1.0, 1.5, 0.9, 1.0, 1.1, 1.3, 1.0, 1.0, 0.7, 1.0, 1.0)
"""By which what is published is unlike the lives made up, by cell."""


def made(total: int) -> tuple[tuple[int, ...], list[float]]:
    """Whole numbers for so many children, somewhat unlike the lives, and the weights that match them."""
    own = counted(lives(), [1.0] * len(lives()))
    tilted = [number * tilt for number, tilt in zip(own, TILT, strict=True)]
    targets = tuple(number for cells in MARGINS for number in whole([tilted[cell] for cell in cells], total))
    return targets, rake(lives(), targets)


def homes_for(weights: list[float], spare: float = 1.1) -> tuple[int, ...]:
    """Households of each size, a few more than the weighted lives fill."""
    filled = Counter[int]()
    for cluster, weight in zip(lives(), weights, strict=True):
        for one in cluster.households:
            filled[one.places] += weight  # type: ignore[assignment]
    return tuple(round(spare * filled[places]) + 1 for places in (1, 2, 3))


@cache
def samples(
    total: int, replications: int = REPLICATIONS
) -> tuple[tuple[int, ...], list[float], tuple[OpeningSample, ...]]:
    targets, weights = made(total)
    one = frame(lives(), weights, targets, homes_for(weights))
    return targets, weights, tuple(sample(one, Chance(3, number)) for number in range(replications))


def of_sample(found: OpeningSample) -> list[Cluster]:
    return [lives()[which] for which in found.clusters]


# --- numbers


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=9), st.integers(0, 5000))
def test_whole_numbers_keep_the_sum_and_are_the_nearest(parts: list[float], total: int) -> None:
    found = whole(parts, total)
    assert sum(found) == (total if sum(parts) > 0 else 0)
    if sum(parts) > 0:
        assert all(
            abs(number - part / sum(parts) * total) < 1 + 1e-6 for number, part in zip(found, parts, strict=True)
        )


def test_the_largest_remainders_are_rounded_up_and_of_equal_ones_the_first() -> None:
    assert whole([0.2, 0.4, 0.4], 4) == (1, 2, 1)
    assert whole([1.0, 1.0], 3) == (2, 1)
    assert whole([0.1, 0.2, 0.7], 10) == (1, 2, 7)
    assert whole([0.0, 0.0], 5) == (0, 0)


def test_types_and_cells_tell_the_same() -> None:
    one = child(Kind.SUPPORTED, 16.5, Location.FAR, alone=True)
    names = [PATHS[cell] for cell in TYPE_CELLS[type_of(one)]]
    assert names == [
        "opening.age_shares.from_16",
        "opening.location_shares.far",
        "opening.unaccompanied",
        "opening.kinds.supported",
    ]
    assert len(PATHS) == CELLS == sum(len(cells) for cells in MARGINS)
    assert cells_of(Cluster((one, one), ())) == TYPE_CELLS[type_of(one)] * 2


def test_what_can_be_met_is_what_was_published_and_what_cannot_is_told() -> None:
    targets, weights = made(100)
    have = counted(lives(), weights)
    assert reachable(targets, have) == targets
    assert [*in_words(targets, targets)] == []
    far_off = list(have)
    far_off[FIRST[3]], far_off[FIRST[3] + 1] = have[FIRST[3]] + 5, have[FIRST[3] + 1] - 5
    found = reachable(targets, far_off)
    assert found[: FIRST[3]] == targets[: FIRST[3]]
    assert sum(found[cell] for cell in KINDS) == 100
    assert [one.split(":")[0] for one in in_words(targets, found)] == [
        "opening.kinds.in_house",
        "opening.kinds.connected",
    ]


# --- samples


@pytest.mark.parametrize("total", [1, 3, 10, 25, 120, 300])
def test_every_replication_has_every_number_published(total: int) -> None:
    targets, _, found = samples(total)
    for one in found:
        assert counted(of_sample(one), [1.0] * len(one.clusters)) == targets
        assert one.missing == (0,) * CELLS


@pytest.mark.parametrize("total", [25, 120, 300])
def test_nobody_is_chosen_twice_and_no_size_of_household_too_often(total: int) -> None:
    _, weights, found = samples(total)
    assert max(weights) < 0.5
    limits = homes_for(weights)
    for one in found:
        assert len(set(one.clusters)) == len(one.clusters)
        sizes = Counter(household.places for cluster in of_sample(one) for household in cluster.households)
        assert all(sizes[places] <= most for places, most in enumerate(limits, start=1))
        assert one.homes_over == 0


def test_the_same_luck_gives_the_same_sample_and_another_another() -> None:
    targets, weights = made(120)
    one, other = (frame(lives(), weights, targets, homes_for(weights)) for _ in range(2))
    assert sample(one, Chance(3, 5)) == sample(other, Chance(3, 5))
    different = (Chance(3, 6), Chance(4, 5))
    mine = set(sample(one, Chance(3, 5)).clusters)
    for luck in different:
        assert len(mine & set(sample(one, luck).clusters)) < 0.2 * len(mine)


def test_exchanges_hardly_bias_what_is_not_published() -> None:
    """In the mean of many replications: siblings, time in care, and who of each age lives where."""
    total, replications = 120, 300
    _, weights, found = samples(total, replications)

    def features(cluster: Cluster) -> list[object]:
        size = len(cluster.children)
        return [
            feature
            for one in cluster.children
            for feature in (
                ("siblings", size),
                ("years in care", min(5, int(-one.entered / YEAR))),
                ("kind and age", one.placements[-1].kind, age_band(-one.born)),
                ("age and place", age_band(-one.born), one.placements[-1].location),
            )
        ]

    told = [features(cluster) for cluster in lives()]
    expected = Counter[object]()
    for weight, mine in zip(weights, told, strict=True):
        for feature in mine:
            expected[feature] += weight  # type: ignore[assignment]
    sums, squares = Counter[object](), Counter[object]()
    for one in found:
        counts = Counter(feature for which in one.clusters for feature in told[which])
        for feature, number in counts.items():
            sums[feature] += number
            squares[feature] += number * number
    for feature, number in expected.items():
        mean = sums[feature] / replications
        error = sqrt(max(0.0, squares[feature] / replications - mean * mean) / replications)
        assert abs(mean - number) <= 4 * error + 0.005 * total, feature


def test_numbers_that_do_not_go_together_are_met_as_near_as_can_be() -> None:
    babies = tuple(Cluster((child(Kind.AGENCY, 0.5, Location.INSIDE, since=0.1),), ()) for _ in range(30))
    older = tuple(Cluster((child(Kind.CHILDRENS_HOME, 14.0, Location.FAR),), ()) for _ in range(30))
    clusters = (*babies, *older)
    own = as_weighted(counted(clusters, [0.5] * len(clusters)))
    wanted = list(own)
    wanted[0], wanted[3] = 20, 10  # more babies than children whom agencies can have
    one = frame(clusters, [0.5] * len(clusters), wanted, None)
    for number in range(5):
        found = sample(one, Chance(1, number))
        assert len(found.clusters) == 30
        assert 0 < found.missed <= 10


def test_a_pool_is_read_by_others_without_what_was_made_of_it() -> None:
    targets, weights = made(25)
    pool = Pool(lives(), tuple(weights), (), (), 1, targets, homes_for(weights))
    chosen = pool.sample(Chance(1, 1))
    packed = pickle.dumps(pool)
    read = pickle.loads(packed)
    assert len(packed) == len(pickle.dumps(read))
    assert read == pool
    assert read.sample(Chance(1, 1)) == chosen


def test_too_few_lives_for_what_is_published_are_refused_with_the_place() -> None:
    targets = list(made(100)[0])
    targets[KINDS[Kind.AGENCY]] -= 20
    targets[KINDS[Kind.SECURE]] += 20  # where none of the lives is
    with pytest.raises(BadInput, match=r"of 100 children only 80 can be made .* opening\.kinds\.secure: 0 of 20; give"):
        weighted(lives(), targets)


def test_numbers_that_do_not_go_together_are_replaced_by_the_nearest_that_do() -> None:
    targets = list(made(100)[0])
    alone, supported = MARGINS[2], targets[KINDS[Kind.SUPPORTED]]
    assert weighted(lives(), targets)[1] == tuple(targets)
    # of these lives only those in supported accommodation are alone
    targets[alone[0]], targets[alone[1]] = 100 - supported - 5, supported + 5
    weights, found = weighted(lives(), targets)
    assert found == (*targets[: alone.start], 100 - supported, supported, *targets[alone.stop :])
    assert counted(lives(), weights) == pytest.approx(found, abs=0.5)


# --- lending


def test_a_kind_that_hardly_anybody_lives_in_is_lent_to_by_a_near_one_and_told() -> None:
    targets = list(made(100)[0])
    targets[KINDS[Kind.OTHER_RESIDENTIAL]] = 3
    targets[KINDS[Kind.ADOPTION]] = 2
    copies, words = lent(lives(), targets)
    now = [copy.children[0].placements[-1] for copy in copies]
    assert Counter(one.kind for one in now) == {Kind.OTHER_RESIDENTIAL: 24, Kind.ADOPTION: 16}
    assert all(one.kind is one.sought and one.household == NOBODY for one in now)
    for copy in copies:
        (one,) = copy.children
        age = -one.born / YEAR
        if one.placements[-1].kind is Kind.ADOPTION:
            assert age < 7
            assert (one.decided, one.cause) == (one.placements[-1].began, LeavingCause.ADOPTED)
        else:
            assert age >= 10
    assert [one.split(":")[0] for one in words] == ["opening.kinds.other_residential", "opening.kinds.adoption"]


def test_nothing_is_lent_to_kinds_with_enough_lives_and_never_a_household() -> None:
    targets = [0] * CELLS
    targets[KINDS[Kind.IN_HOUSE]] = 10_000
    targets[KINDS[Kind.AGENCY]] = 5
    assert lent(lives(), targets) == ([], [])


# --- empty households


def test_as_many_places_as_wanted_cannot_be_used_in_empty_households() -> None:
    homes = [home(places, resting) for places in (1, 2, 3) for resting in (False, False, False, True)]
    kept = [kept_of(homes, places) for places in (1, 2, 3)]
    for wanted in (0, 3, 8, 15):
        for number in range(20):
            found = drawn(kept, (5, 4, 3), wanted, Chance(2, number))
            assert [len(homes) for homes in found] == [5, 4, 3]
            assert all(one.places == size for size, homes in enumerate(found, start=1) for one in homes)
            assert sum(unavailable(one) for homes in found for one in homes) == wanted


def test_further_households_change_none_of_the_first() -> None:
    homes = [home(places, resting) for places in (1, 2) for resting in (False, True, False)]
    kept = [kept_of(homes, places) for places in (1, 2)]
    few, many = (drawn(kept, needed, None, Chance(2, 1)) for needed in ((3, 2), (6, 4)))
    assert [one[: len(other)] for one, other in zip(many, few, strict=True)] == few


def test_places_that_cannot_be_used_are_those_at_rest_kept_for_who_stays_put_or_closing() -> None:
    assert unavailable(home(3)) == 0
    assert unavailable(home(3, resting=True), children=1) == 2
    assert unavailable(home(3, staying_put=(9.0, 9.0)), children=2) == 1
    assert unavailable(home(2), children=1, closing=True) == 1
    resting = Cluster((child(Kind.IN_HOUSE, 8.0, Location.INSIDE, home=0),), (home(2, resting=True),))
    assert unavailable_in(resting) == 1
    empty = [home(2), home(2, resting=True)]  # one place of two, in the mean
    assert expected_unavailable([resting], [2.0], empty, (0, 5)) == 2 + 3
