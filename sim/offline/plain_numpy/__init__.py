"""The part of numpy that the way from a scenario to its results uses, in plain Python, under numpy's names.

Arrays are flat lists; sums are made in numpy's order, so that they are the same to the last bit.
"""

from math import inf, nan

from sim.offline.plain_numpy.array import Array as ndarray
from sim.offline.plain_numpy.choosing import argsort, bincount, flatnonzero, isin, lexsort, searchsorted, unique
from sim.offline.plain_numpy.days import busday_count
from sim.offline.plain_numpy.elementwise import (
    abs,
    bitwise_or,
    clip,
    divide,
    exp,
    expm1,
    floor,
    isclose,
    isfinite,
    isinf,
    isnan,
    log,
    logical_or,
    maximum,
    minimum,
    nan_to_num,
    sqrt,
    subtract,
    where,
)
from sim.offline.plain_numpy.kinds import bool_, float64, iinfo, int64, intp
from sim.offline.plain_numpy.making import (
    append,
    arange,
    array,
    asarray,
    broadcast_to,
    concatenate,
    delete,
    diff,
    empty,
    fromiter,
    full,
    hstack,
    ones,
    ones_like,
    pad,
    repeat,
    shape,
    stack,
    vstack,
    zeros,
    zeros_like,
)
from sim.offline.plain_numpy.summing import cumsum, max, mean, median, percentile, ptp, quantile, sum
