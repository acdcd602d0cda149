"""A first day of the very children: every sample has these and no other, in lives that go on."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import replace
from datetime import date
from math import inf
from pathlib import Path
from random import Random

import pytest
from busy_parameters import busy
from quiet_legal import busy_in_law
from quiet_parameters import YEAR
from runs_of_model import simulate, small_pool
from test_opening_sample import child as life
from test_opening_sample import home

from sim.foundations.calendar import AGE_BAND_STARTS, age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, LegalStatus, Location, Route
from sim.foundations.faults import BadInput
from sim.foundations.first_day import FirstDay, FirstDayChild, first_day_text, read_first_day
from sim.model.core.kept import Cluster
from sim.model.opening.margins import CELLS
from sim.model.opening.pool import Pool
from sim.model.opening.very_children import cells_of_children, very_children
from sim.model.pool.making import with_very_children
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register

AS_OF = date(2018, 3, 31)


def some_child(luck: Random, status: LegalStatus | None = None) -> FirstDayChild:
    kind = luck.choice((Kind.IN_HOUSE, Kind.IN_HOUSE, Kind.AGENCY, Kind.AGENCY, Kind.CHILDRENS_HOME, Kind.SUPPORTED))
    age = luck.uniform(16.1, 17.9) if kind is Kind.SUPPORTED else luck.uniform(0.1, 17.9)
    in_care = luck.uniform(0, min(age, 9))
    in_placement = luck.uniform(0, in_care)
    alone = kind is Kind.SUPPORTED and luck.random() < 0.4
    return FirstDayChild(
        kind=kind,
        location=luck.choice(tuple(Location)),
        age=int(age * YEAR),
        route=Route.UNACCOMPANIED if alone else luck.choice((Route.VOLUNTARY, Route.INTERIM_CARE_ORDER)),
        in_care=int(in_care * YEAR),
        entry_seen=True,
        in_placement=int(in_placement * YEAR),
        placements=luck.randint(1, 4),
        status=status,
    )


def some_children(seed: int, number: int = 90, statuses: bool = False) -> FirstDay:
    luck = Random(seed)
    told = [luck.choice((LegalStatus.ACCOMMODATED, LegalStatus.CARE_ORDER)) for _ in range(number)]
    children = tuple(some_child(luck, status if statuses else None) for status in told)
    return FirstDay("/nowhere.private", "a-mark", AS_OF, "", tuple(sorted(children, key=lambda one: one.order)))


def told(children: tuple[FirstDayChild, ...]) -> Counter[tuple[int, ...]]:
    return Counter((one.kind, one.location, one.age, one.route, one.in_care, one.in_placement) for one in children)


def in_register(register: Register) -> Counter[tuple[int, ...]]:
    """The children in care as the run begins, by what is told of them."""
    placements, episodes, children = register.placements, register.episodes, register.children
    found: Counter[tuple[int, ...]] = Counter()
    for row, began in enumerate(placements.began):
        episode = placements.episode[row]
        if began > 0 or placements.ended[row] <= 0 or episodes.began[episode] > 0:
            continue
        child = episodes.child[episode]
        age, in_care, here = (-children.born[child], -episodes.began[episode], -began)
        route = episodes.route[episode]
        where = placements.kind[row], placements.location[row]
        found[(*where, round(age), route, round(in_care), round(here))] += 1
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_run_begins_with_exactly_these_children(seed: int) -> None:
    known = some_children(seed)
    pool = with_very_children(small_pool(busy()), known)
    for replication in (1, 2):
        found = in_register(simulate(busy(), 0.1, seed=replication, pool=pool))
        assert found == told(known.children)


def test_the_same_luck_gives_the_same_lives_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    known = some_children(1)
    mixed = list(known.children)
    Random(3).shuffle(mixed)
    path = tmp_path / "mixed.private"
    path.write_text(first_day_text("other", AS_OF, "", mixed))
    path.chmod(0o600)
    pool = small_pool(busy())
    one, other = (with_very_children(pool, each) for each in (known, read_first_day(str(path))))
    assert one.sample(Chance(4, 7)) == other.sample(Chance(4, 7))
    assert one.sample(Chance(4, 7)) != one.sample(Chance(4, 8))  # what returns do not tell is drawn anew


def test_lives_are_of_a_piece() -> None:
    pool = with_very_children(small_pool(busy()), some_children(2))
    for cluster in pool.sample(Chance(4, 1)):
        for one in cluster.children:
            assert one.born <= one.entered <= one.placements[-1].began <= 0
            edges = [one.entered, *(past.ended for past in one.placements[:-1]), one.placements[-1].began]
            assert edges == sorted(edges)
            for before, after in zip(one.placements, one.placements[1:], strict=False):
                assert before.ended == after.began
                assert before.household == NOBODY
            now = one.placements[-1]
            assert (now.household != NOBODY) == (now.kind is Kind.IN_HOUSE)
            assert one.decided == inf or one.entered <= one.decided <= 0
            assert now.notice == inf or now.began <= now.notice <= 0 <= now.ended


def test_as_many_placements_of_the_last_year_as_told() -> None:
    known = some_children(2)
    (mine,) = known.children[:1]
    several = replace(mine, in_care=900, in_placement=20, placements=4, age=4000)
    long = replace(mine, in_care=900, in_placement=900, placements=1, age=4000)
    lives = [Cluster((life(mine.kind, 10.0, mine.location, home=0),), (home(1),))]
    for one, number in ((several, 4), (long, 1)):
        (cluster,) = very_children(lives, [one], lives)
        assert len(cluster.children[0].placements) == number
        assert sum(past.ended > -YEAR for past in cluster.children[0].placements) == number


def test_statuses_are_those_told_where_courts_decide() -> None:
    known = some_children(5, statuses=True)
    pool = with_very_children(small_pool(busy_in_law()), known)
    found = Counter(one.law.status for cluster in pool.sample(Chance(4, 1)) for one in cluster.children if one.law)
    assert found == Counter(one.status for one in known.children)
    simulate(busy_in_law(), 0.5, seed=3, pool=pool)  # and what stood in law goes on


def test_who_has_no_place_in_the_sample_is_lent_a_life() -> None:
    lives = [
        Cluster((life(Kind.AGENCY, 8.0, Location.NEAR),), ()),
        Cluster((life(Kind.IN_HOUSE, 3.0, Location.FAR, home=0),), (home(2),)),
    ]
    luck = Random(1)
    wanted = [some_child(luck) for _ in range(20)]
    found = very_children(lives[:1], wanted, lives)
    assert sum(len(cluster.children) for cluster in found) == 20
    assert Counter(one.placements[-1].kind for cluster in found for one in cluster.children) == Counter(
        one.kind for one in wanted
    )
    with pytest.raises(BadInput, match="makes no lives"):
        very_children([], [one for one in wanted if one.kind is Kind.IN_HOUSE], lives[:1])


def test_who_is_too_many_is_left_out() -> None:
    lives = [Cluster((life(Kind.AGENCY, 8.0, Location.NEAR), life(Kind.AGENCY, 9.0, Location.NEAR)), ())] * 3
    only = FirstDayChild(Kind.AGENCY, Location.NEAR, 3200, Route.VOLUNTARY, 300, True, 300, 1, None)
    (cluster,) = very_children(lives, [only], lives)
    assert [one.born for one in cluster.children] == [-3200.0]


def test_who_came_when_no_return_shows_has_been_in_care_at_least_as_long() -> None:
    lives = [Cluster((life(Kind.AGENCY, 8.0, Location.NEAR, since=4.0),), ())]
    only = FirstDayChild(Kind.AGENCY, Location.NEAR, 3200, Route.VOLUNTARY, 700, False, 300, 1, None)
    (cluster,) = very_children(lives, [only], lives)
    assert cluster.children[0].entered == -4 * YEAR
    (cluster,) = very_children(lives, [replace(only, in_care=1800)], lives)
    assert cluster.children[0].entered == -1800


def test_cells_count_the_children() -> None:
    known = some_children(3)
    cells = cells_of_children(known.children)
    assert len(cells) == CELLS
    assert list(cells[: len(AGE_BAND_STARTS)]) == [
        sum(age_band(one.age) == band for one in known.children) for band in range(len(AGE_BAND_STARTS))
    ]
    assert sum(cells) == 4 * len(known.children)


def test_a_pool_with_very_children_goes_to_others_as_the_path_of_their_file(tmp_path: Path) -> None:
    known = some_children(1)
    path = tmp_path / "ours.private"
    path.write_text(first_day_text(known.mark, AS_OF, "", known.children))
    path.chmod(0o600)
    pool = with_very_children(small_pool(busy()), read_first_day(str(path)))
    packed = pickle.dumps(pool)
    assert str(path).encode() in packed
    there: Pool = pickle.loads(packed)
    assert there.sample(Chance(2, 2)) == pool.sample(Chance(2, 2))
    path.unlink()
    with pytest.raises(BadInput, match="cannot be read"):
        pickle.loads(packed)
