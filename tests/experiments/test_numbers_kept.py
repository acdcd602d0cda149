"""Numbers kept: what is put there is there, in its place, and nothing else is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.numbers_kept import NumbersByPoint

POINTS = st.integers(0, 2).map(Point)
PLACES = st.dictionaries(st.tuples(POINTS, st.integers(0, 40)), st.tuples(st.floats(), st.floats()), max_size=30)


def filled(places: dict[tuple[Point, int], tuple[float, float]]) -> NumbersByPoint:
    kept = NumbersByPoint(2)
    for (point, replication), numbers in places.items():
        kept.put(point, replication, numbers)
    return kept


@given(PLACES, st.lists(POINTS, max_size=4), st.integers(0, 45), st.integers(0, 45))
def test_numbers_are_in_their_places_and_undefined_elsewhere(
    places: dict[tuple[Point, int], tuple[float, float]], points: list[Point], start: int, stop: int
) -> None:
    found = filled(places).numbers(points, range(start, stop))
    assert found.shape == (len(points), 2, max(0, stop - start))
    for row, point in enumerate(points):
        for column, replication in enumerate(range(start, stop)):
            expected = places.get((point, replication), (np.nan, np.nan))
            np.testing.assert_array_equal(found[row, :, column], expected)


@given(PLACES, st.lists(POINTS, max_size=4), st.integers(0, 45))
def test_what_is_missing_is_told_once_in_order(
    places: dict[tuple[Point, int], tuple[float, float]], points: list[Point], stop: int
) -> None:
    kept = filled(places)
    expected = [(one, number) for one in dict.fromkeys(points) for number in range(stop) if (one, number) not in places]
    assert list(kept.missing(points, range(stop))) == expected
    assert all(kept.has(*place) for place in places)
    assert not any(kept.has(*place) for place in expected)


def test_a_number_put_twice_is_the_last() -> None:
    kept = filled({(Point(0), 3): (1.0, 2.0)})
    kept.put(Point(0), 3, (3.0, 4.0))
    np.testing.assert_array_equal(kept.numbers([Point(0)], range(3, 4)), [[[3.0], [4.0]]])


def test_what_keeps_no_numbers_tells_what_has_been_run() -> None:
    kept = NumbersByPoint(0)
    kept.put(Point(1), 2, ())
    assert kept.has(Point(1), 2)
    assert list(kept.missing([Point(1)], range(4))) == [(Point(1), 0), (Point(1), 1), (Point(1), 3)]


def test_room_is_little_more_than_the_numbers_take() -> None:
    kept = NumbersByPoint(3)
    for replication in range(1000):
        kept.put(Point(0), replication, (1.0, 2.0, 3.0))
    assert kept._places[Point(0)].values.nbytes <= 2 * 8 * 3 * 1000


def test_a_late_replication_alone_takes_no_room_for_those_before_it() -> None:
    kept = NumbersByPoint(3)
    kept.put(Point(0), 10_000, (1.0, 2.0, 3.0))
    assert kept._places[Point(0)].values.nbytes <= 8 * 3 * 4
    kept.put(Point(0), 9_998, (4.0, 5.0, 6.0))
    np.testing.assert_array_equal(kept.numbers([Point(0)], range(9_998, 10_001))[0, 0], [4.0, np.nan, 1.0])


def test_what_is_missing_of_single_places_is_told_once_in_order() -> None:
    kept = filled({(Point(0), 3): (1.0, 2.0)})
    places = [(Point(1), 3), (Point(0), 3), (Point(0), 4), (Point(1), 3)]
    assert list(kept.missing_of(places)) == [(Point(1), 3), (Point(0), 4)]
