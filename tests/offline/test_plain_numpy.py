"""What stands in for numpy gives what numpy gives, function by function: to the last bit, in shape and kind."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundations.codes import AgeBand
from sim.offline import plain_numpy as plain
from sim.offline.plain_numpy.kinds import PlainKind

Way = Callable[[Any], Any]
"""Something worked out with a library that is given: numpy, or what stands in for it."""

TABLES: dict[str, tuple[list[float], list[list[float]], list[int], list[bool]]] = {
    "one": ([2.5], [[2.5]], [3], [True]),
    "few": ([3.25, -1.5, 0.1, 0.2, 1e9], [[0.1, 0.2, 0.3], [4.0, -5.5, 6.1]], [3, 0, 3, 1], [True, False, True]),
    "many": (
        [math.sin(at) * 10 ** (at % 7) for at in range(700)],
        [[math.cos(at * row) / (at + 1) for at in range(300)] for row in (1, 2, 3)],
        [(at * 7919) % 13 for at in range(500)],
        [at % 3 == 0 for at in range(300)],
    ),
    "not numbers": ([math.nan, 1.0, math.inf, -math.inf], [[math.nan, 2.0], [1.0, 3.0]], [0, 0], [False, False]),
}


def bits(value: Any) -> Any:
    """A result as plain numbers, floats by all their digits, with its kind and shape."""
    if isinstance(value, tuple | list):
        return [bits(one) for one in value]
    if hasattr(value, "dtype") and hasattr(value, "tolist") and getattr(value, "shape", ()) != ():
        kind = value.dtype.name
        return (kind, tuple(value.shape), _told(value.tolist()))
    return _told(value.item() if hasattr(value, "item") else value)


def _told(value: Any) -> Any:
    if isinstance(value, list):
        return [_told(one) for one in value]
    return value.hex() if isinstance(value, float) else value


def close(one: Any, other: Any) -> bool:
    """Whether results are the same but for the last bit of a function that systems work out differently."""
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(close, one, other))
    if isinstance(one, str) and one not in ("float64", "int64", "bool"):
        first, second = float.fromhex(one), float.fromhex(other)
        return first == second or (first != first and second != second) or math.isclose(first, second, rel_tol=4e-16)
    return bool(one == other)


def ways(table: str) -> dict[str, Way]:
    """A use, or several, of every name: as measures, samples and tables use them."""
    one, two, whole, flags = TABLES[table]
    plus = [abs(value) if value == value else 1.0 for value in one]
    small = [value if abs(value) < 50 else 1.0 for value in one]
    finite = [value if math.isfinite(value) else 0.0 for value in one]
    low, high = [value - 1 for value in finite], [value + 2 for value in finite]
    weights = [finite[at % len(finite)] for at in range(len(whole))]
    halves = sorted({0, len(two[0]) // 2})
    return {
        "abs": lambda np: np.abs(np.array(one)),
        "add": lambda np: (
            np.add(np.array(one), np.array(low)),
            np.add.reduceat(np.array(two), halves, axis=-1),
            np.add.reduceat(np.stack([np.array(two), 2 * np.array(two)]), halves, axis=2),
        ),
        "append": lambda np: np.append(np.array(one), [1.0, 2.0]),
        "arange": lambda np: (
            np.arange(len(one)),
            np.arange(2, 9, 3),
            np.arange(0.0, 2.0, 0.25),
            np.arange(4, dtype=np.float64),
        ),
        "argsort": lambda np: (np.argsort(np.array(one), kind="stable"), np.argsort(np.array(whole), kind="stable")),
        "array": lambda np: (
            np.array(one),
            np.array(two),
            np.array(whole),
            np.array(flags),
            np.array([1, 2.5]),
            np.array([]),
        ),
        "asarray": lambda np: (np.asarray(one, dtype=float), np.asarray(whole, dtype=float)),
        "bincount": lambda np: (
            np.bincount(np.array(whole), minlength=20),
            np.bincount(np.array(whole), weights=np.array(weights)),
        ),
        "bitwise_or": lambda np: np.bitwise_or(np.array(whole), np.array(whole[::-1])),
        "bool_": lambda np: np.zeros(3, dtype=np.bool_),
        "broadcast_to": lambda np: np.broadcast_to(np.array(one), (3, len(one))),
        "busday_count": lambda np: _working_days(np, whole),
        "clip": lambda np: (
            np.clip(np.array(one), 0.0, 2.0),
            np.clip(np.array(one), None, 2.0),
            np.clip(np.array(one), 1.0, None),
        ),
        "concatenate": lambda np: (
            np.concatenate([np.array(one), np.array(one)]),
            np.concatenate([np.array(two), np.array(two)], axis=1),
        ),
        "cumsum": lambda np: (
            np.cumsum(np.array(one)),
            np.cumsum(np.array(two), axis=1),
            np.cumsum(np.array(two), axis=0),
        ),
        "delete": lambda np: np.delete(np.array(two), 0, axis=1),
        "diff": lambda np: (
            np.diff(np.array(one)),
            np.diff(np.array(two), axis=1),
            np.diff(np.array(flags)),
            np.diff((1.0, 4.0, 9.5)),
        ),
        "divide": lambda np: (np.divide(np.array(plus), 3.0), _divided(np, one)),
        "empty": lambda np: np.empty((2, 3)).shape,
        "exp": lambda np: np.exp(np.array(small)),
        "expm1": lambda np: np.expm1(np.array(small)),
        "eye": lambda np: np.eye(4),
        "flatnonzero": lambda np: (np.flatnonzero(np.array(flags)), np.flatnonzero(np.array(whole) > 1)),
        "float64": lambda np: np.zeros(2, dtype=np.float64),
        "floor": lambda np: np.floor(np.array(one)),
        "fromiter": lambda np: (
            np.fromiter(iter(one), dtype=float),
            np.fromiter(iter(whole), dtype=int, count=len(whole)),
        ),
        "full": lambda np: (np.full(4, math.nan), np.full((2, 3), 1.5), np.full(2, 7)),
        "hstack": lambda np: np.hstack([np.array(two), np.array(two)]),
        "iinfo": lambda np: (np.iinfo(np.int64).min, np.iinfo(np.int64).max),
        "inf": lambda np: np.inf,
        "int64": lambda np: np.zeros(2, dtype=np.int64),
        "intp": lambda np: np.zeros(2, dtype=np.intp),
        "isclose": lambda np: np.isclose(np.array(finite), finite[0], rtol=1e-9, atol=0.5),
        "isfinite": lambda np: np.isfinite(np.array(one)),
        "isin": lambda np: np.isin(np.array(whole), [0, 3]),
        "isinf": lambda np: np.isinf(np.array(one)),
        "isnan": lambda np: np.isnan(np.array(one)),
        "lexsort": lambda np: np.lexsort((np.array(weights), np.array(whole))),
        "linalg": lambda np: np.linalg.solve(
            np.array([[[2.0, 0.0], [1.0, 4.0]], [[0.0, 1.0], [0.5, 0.0]]]), np.array([[[6.0], [11.0]], [[5.0], [7.0]]])
        ),
        "log": lambda np: np.log(np.array([value + 0.5 for value in plus])),
        "log1p": lambda np: np.log1p(np.array(plus)),
        "logical_or": lambda np: np.logical_or.reduce([np.array(flags), ~np.array(flags), np.array(flags)]),
        "max": lambda np: np.max(np.array(finite), initial=0.0),
        "maximum": lambda np: (
            np.maximum(np.array(one), 0.0),
            np.maximum(np.array(low), np.array(high)),
            _at(np, np.maximum, whole, weights),
        ),
        "mean": lambda np: (np.mean(np.array(one)), np.array(two).mean(axis=1), np.array(two).mean(axis=0)),
        "median": lambda np: (np.median(np.array(one)), np.median(np.array(two), axis=1)),
        "min": lambda np: (np.min(np.array(finite)), np.min(np.array(two), axis=0), np.min(np.array(two), axis=1)),
        "minimum": lambda np: (
            np.minimum(np.array(one), 0.0),
            np.minimum(np.array(low), np.array(high)),
            _at(np, np.minimum, whole, weights),
        ),
        "nan": lambda np: np.nan,
        "nan_to_num": lambda np: np.nan_to_num(np.array([value if abs(value) < math.inf else 0.0 for value in one])),
        "nanmean": lambda np: np.nanmean(np.array([*finite, math.nan])),
        "nansum": lambda np: (np.nansum(np.array([*one, math.nan])), np.nansum(np.array(two), axis=0)),
        "ndarray": lambda np: isinstance(np.array(one), np.ndarray),
        "ones": lambda np: (np.ones(3), np.ones((2, 2), dtype=int)),
        "ones_like": lambda np: np.ones_like(np.array(whole)),
        "pad": lambda np: np.pad(np.array(two), ((1, 0), (0, 2)), constant_values=0.0),
        "percentile": lambda np: (
            np.percentile(np.array(one), [10, 90]),
            np.percentile(np.array(two), [10, 50], axis=1),
        ),
        "ptp": lambda np: np.ptp(np.array(finite)),
        "quantile": lambda np: (
            np.quantile(np.array(one), 0.3),
            np.quantile(np.array(one), [0.1, 0.9], method="weibull"),
        ),
        "repeat": lambda np: (np.repeat(np.array(one), 2), np.repeat(np.array(whole), whole)),
        "searchsorted": lambda np: (
            np.searchsorted(np.array(sorted(finite)), np.array(one)),
            np.searchsorted(np.array(sorted(finite)), np.array(finite), side="right"),
            np.searchsorted(np.array(sorted(finite)), 1.0),
        ),
        "shape": lambda np: (np.shape(np.array(two)), np.shape(3.0)),
        "sort": lambda np: (
            np.sort(np.array(one)),
            np.sort(np.array(whole)),
            np.sort(np.append(np.array(one), np.nan)),
            np.sort(np.array(low)[:, None] * np.array([1.0, -1.0]), axis=0),
        ),
        "sqrt": lambda np: np.sqrt(np.array(plus)),
        "stack": lambda np: np.stack([np.array(one), np.array(one)]),
        "subtract": lambda np: np.subtract(np.array(one), np.array(low)),
        "sum": lambda np: (
            np.sum(np.array(one)),
            np.array(two).sum(axis=1),
            np.array(two).sum(axis=0),
            np.array(whole).sum(),
            np.array(flags).sum(),
        ),
        "tile": lambda np: np.tile(np.array(one), (3, 1)),
        "triu_indices": lambda np: np.triu_indices(4),
        "unique": lambda np: (
            np.unique(np.array(whole)),
            *np.unique(np.array(whole), return_inverse=True, return_counts=True),
        ),
        "vstack": lambda np: np.vstack([np.array(one), np.array(one)]),
        "where": lambda np: (np.where(np.array(one) > 0, np.array(one), 0.0), np.where(np.array(flags), 1, 2)),
        "zeros": lambda np: (np.zeros(3), np.zeros((2, 3), dtype=int), np.zeros(2, dtype=bool)),
        "zeros_like": lambda np: np.zeros_like(np.array(two)),
    }


def _working_days(np: Any, whole: list[int]) -> Any:
    days = [date(2018, 3, 1 + one) for one in whole]
    later = [date(2019, 1, 28 - one) for one in whole]
    free = [date(2018, 3, 30), date(2018, 4, 2), date(2018, 12, 25), date(2018, 12, 26), date(2018, 12, 29)]
    kind = "datetime64[D]"
    both = np.array(days, dtype=kind), np.array(later, dtype=kind)
    return np.busday_count(*both, holidays=free), np.busday_count(*reversed(both), holidays=free)


def _divided(np: Any, one: list[float]) -> Any:
    parts = np.array([0.0, *one[1:]])
    return np.divide(np.array(one), parts, out=np.zeros(len(one)), where=parts != 0)


def _at(np: Any, extreme: Any, whole: list[int], weights: list[float]) -> Any:
    found = np.zeros(20)
    extreme.at(found, np.array(whole), np.array(weights))
    return found


BY_LIBRARY = {"exp", "expm1", "log", "log1p"}
"""What numpy works out by other instructions than the C library: the last bit may differ."""


@pytest.mark.parametrize("name", plain.__all__)
@pytest.mark.parametrize("table", TABLES)
def test_every_name_gives_what_numpys_gives(name: str, table: str) -> None:
    way = ways(table)[name]
    with np.errstate(all="ignore"):
        expected, found = bits(way(np)), bits(way(plain))
    assert close(found, expected) if name in BY_LIBRARY else found == expected


numbers = st.lists(st.floats(-1e12, 1e12).map(lambda value: value + 0.0), min_size=1, max_size=400)
"""Without the nought that has a minus, which nothing tells from the other."""


@settings(max_examples=40, deadline=None)
@given(numbers, st.integers(1, 4))
def test_sums_are_made_in_numpys_order(values: list[float], height: int) -> None:
    """Of one row pairwise, of several rows one after the other, of columns that were picked as numpy lays them out."""
    rows = [[value * (row + 1) for value in values] for row in range(height)]
    flags = [at % 3 != 1 for at in range(len(values))]

    def sums(np: Any) -> list[Any]:
        made = np.array(rows)
        return [
            made.sum(),
            made.sum(axis=0),
            made.sum(axis=1),
            made[:, np.array(flags)].sum(axis=1),
            made[0].sum(),
            made.T.sum(axis=1),
            (made * 1.5).mean(axis=1),
            np.array(values).std(ddof=1) if len(values) > 1 else 0.0,
        ]

    assert bits(sums(plain)) == bits(sums(np))


@settings(max_examples=40, deadline=None)
@given(numbers, numbers)
def test_arithmetic_is_numpys(one: list[float], other: list[float]) -> None:
    length = min(len(one), len(other))

    def made(np: Any) -> list[Any]:
        first, second = np.array(one[:length]), np.array(other[:length])
        column = first.reshape(-1, 1)[:20]
        return [
            first + second,
            first - 2,
            3 * second,
            first / (second * second + 1),
            first > second,
            (first > 0) & (second > 0),
            -first,
            abs(second),
            column * second[:30],
            column - column.T,
            first[::-1],
            first[first > 0],
            (first > second).sum(),
            first.max(),
            second.min(),
            first.argmax(),
            second.argmin(),
        ]

    assert bits(made(plain)) == bits(made(np))


def cube(np: Any, *shape: int) -> Any:
    """Numbers of three axes, each another one."""
    return (np.arange(math.prod(shape), dtype=np.float64) * 0.37 - 5.0).reshape(*shape)


PICKED: dict[str, Way] = {
    "a part": lambda np: cube(np, 2, 3, 4)[1],
    "a row": lambda np: cube(np, 2, 3, 4)[1, 2],
    "the last of each line": lambda np: cube(np, 2, 3, 4)[:, :, -1],
    "the first of the last axis, by dots": lambda np: cube(np, 2, 3, 4)[..., :2],
    "a new last axis, by dots": lambda np: cube(np, 2, 3)[..., None],
    "all but the first of the last axis": lambda np: cube(np, 2, 3, 4)[:, :, 1:],
    "columns by yes and no": lambda np: cube(np, 2, 3, 4)[:, np.array([True, False, True])],
    "the last axis by yes and no": lambda np: cube(np, 2, 3, 4)[:, :, np.array([True, False, True, True])],
    "rows by positions": lambda np: cube(np, 3, 4)[np.array([2, 0, 2])],
    "of a row by a table of positions": lambda np: cube(np, 5)[np.array([[4, 0], [1, 1]])],
    "of a table by a table of positions": lambda np: cube(np, 3, 2)[np.array([[2, 0], [1, 1]])],
    "of both last axes by positions beside each other": lambda np: cube(np, 2, 3, 4)[
        :, np.array([2, 0]), np.array([1, 3])
    ],
    "a part by a code": lambda np: cube(np, 2, 3, 4)[:, AgeBand.FROM_1_TO_4],
    "axes in each other's place": lambda np: cube(np, 2, 3, 4).swapaxes(1, 2),
}


@pytest.mark.parametrize("name", PICKED)
def test_what_is_picked_of_several_axes_is_numpys(name: str) -> None:
    assert bits(PICKED[name](plain)) == bits(PICKED[name](np))


@pytest.mark.parametrize("library", [np, plain])
def test_what_is_set_in_a_part_is_set_in_the_whole(library: Any) -> None:
    whole = library.zeros((2, 3, 4))
    whole[1] = 1.0
    whole[0, 2] += library.arange(4)
    whole[:, library.array([True, True, False])] = 2.0
    whole[:, library.array([0, 1]), library.array([3, 3])] = library.array([5.0, 6.0])
    part = whole[1]
    part[2] = 9.0
    assert whole.tolist() == [
        [[2.0, 2.0, 2.0, 5.0], [2.0, 2.0, 2.0, 6.0], [0.0, 1.0, 2.0, 3.0]],
        [[2.0, 2.0, 2.0, 5.0], [2.0, 2.0, 2.0, 6.0], [9.0, 9.0, 9.0, 9.0]],
    ]


def test_arithmetic_of_several_axes_is_numpys() -> None:
    def made(np: Any) -> list[Any]:
        whole, table = cube(np, 2, 3, 4), cube(np, 3, 4)
        return [
            whole * table,
            whole[:, :, None, 1] - table[:, 1],
            cube(np, 2, 1, 1) * table,
            whole % 3.0,
            whole.clip(-1.0, None),
            whole.sum(axis=0),
            whole.sum(axis=2),
            whole.mean(axis=1),
            whole.max(axis=0),
            np.cumsum(whole, axis=2),
            np.cumsum(whole, axis=-1),
            np.concatenate([whole, whole], axis=2),
            np.stack([whole, whole]).sum(axis=0),
        ]

    assert bits(made(plain)) == bits(made(np))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 7), st.integers(1, 5), st.integers(0, 10**6))
def test_products_and_systems_of_equations_are_numpys_to_twelve_digits(size: int, systems: int, seed: int) -> None:
    luck = Random(seed)
    factors = [[[luck.gauss(0, 1) for _ in range(size)] for _ in range(size)] for _ in range(systems)]
    totals = [[[luck.gauss(0, 1)] for _ in range(size)] for _ in range(systems)]

    def made(np: Any) -> list[Any]:
        several, one = np.array(factors), np.array(factors[0])
        return [
            one @ one,
            several @ one,
            one @ one[0],
            np.array([one[0] @ one[0]]),
            np.linalg.solve(several + 9.0 * np.eye(size), np.array(totals)),
            np.linalg.solve(
                np.array([line[::-1] for line in (one + 9.0 * np.eye(size)).tolist()]), np.array(totals[0])
            ),
        ]

    for found, expected in zip(made(plain), made(np), strict=True):
        assert found.shape == expected.shape
        assert found.ravel().tolist() == pytest.approx(expected.ravel().tolist(), rel=1e-12, abs=1e-12)


def test_what_does_not_fit_is_refused_as_by_numpy() -> None:
    for library in (np, plain):
        with pytest.raises(ValueError, match="broadcast"):
            library.array([1.0, 2.0]) + library.array([1.0, 2.0, 3.0])
        with pytest.raises(IndexError):
            library.array([1.0])[3]
        with pytest.raises(ValueError, match="matmul"):
            library.array([1.0, 2.0]) @ library.array([1.0, 2.0, 3.0])
        with pytest.raises(IndexError):
            library.array([1.0, 2.0])[library.array([True])]


def test_kinds_are_called_by_their_names() -> None:
    kinds: list[PlainKind] = [plain.bool_, plain.int64, plain.float64]
    assert [one.name for one in kinds] == [np.dtype(name).name for name in ("bool", "int64", "float64")]
