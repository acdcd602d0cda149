"""Sobol' indices against functions and a queue in closed form, with luck, by both designs; intervals by trial."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import sobol_indices

from sim.experiments.asking.design import evenly
from sim.experiments.sensitivity.design import saltelli
from sim.experiments.sensitivity.form import POINTS, REPLICATIONS, SALTELLI_POINTS
from sim.experiments.sensitivity.indices import Indices, contributions, indices, variances
from sim.experiments.sensitivity.polynomial_chaos import bases, best
from sim.experiments.sensitivity.polynomial_chaos_indices import PolynomialChaoses
from sim.experiments.sensitivity.surface import surface
from sim.experiments.statistics.luck_removed import error, leaving_each_out, without_luck
from sim.measures.arrays import Numbers

ISHIGAMI = ((0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437))
"""First-order and total indices with 7 and 0.1 (Ishigami and Homma 1990)."""


def ishigami(quantiles: Numbers) -> Numbers:
    one, two, three = np.moveaxis(np.pi * (2 * quantiles - 1), -1, 0)
    value: Numbers = np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)
    return value


WEIGHTS = np.array([3.0, 2.0, 1.0, 0.0])


def sum_of_normals(quantiles: Numbers) -> Numbers:
    value: Numbers = ndtri(quantiles) @ WEIGHTS
    return value


def noise(replications: int, shape: tuple[int, ...], seed: int) -> Numbers:
    """Luck named by replication: what it is of one replication does not depend on how many there are."""
    return np.array([np.random.default_rng([seed, one]).normal(size=shape) for one in range(replications)])


class Trial(NamedTuple):
    values: Numbers
    quantiles: Numbers


def lucky(
    model: Callable[[Numbers], Numbers],
    factors: int,
    rows: int,
    replications: int,
    seed: int = 1,
    *,
    shared: float = 0.0,
    apart: float = 0.0,
    slopes: float = 0.0,
) -> Trial:
    """A model's values with luck: the same at all points, its own at each, and in how strongly each factor works."""
    quantiles = saltelli(factors, rows, seed)
    exact = model(quantiles)
    scores = ndtri(quantiles)
    values = (
        exact
        + shared * noise(replications, (1, 1), seed)
        + apart * noise(replications, exact.shape, seed + 1)
        + slopes * np.einsum("brf,nf->nbr", scores, noise(replications, (factors,), seed + 2))
    )
    return Trial(values, quantiles)


def found(trial: Trial) -> Indices:
    made = indices(*trial)
    assert made is not None
    return made


def of_total(made: Indices) -> list[float]:
    return [one.value for one in made.total]


def of_first(made: Indices) -> list[float]:
    return [one.value for one in made.first]


# The design


def test_a_block_for_each_factor_has_its_column_alone_from_the_second_half() -> None:
    first, second, *mixed = saltelli(3, 16, 5)
    for factor, block in enumerate(mixed):
        for column in range(3):
            source = second if column == factor else first
            assert np.array_equal(block[:, column], source[:, column])
    assert not (first == second).any()


def test_the_halves_are_each_balanced_over_every_factor() -> None:
    for half in saltelli(4, 32, 9)[:2]:
        assert (np.arange(32) == np.sort((half * 32).astype(int), axis=0).T).all()


def test_the_design_is_fixed_by_its_seed() -> None:
    assert np.array_equal(saltelli(3, 8, 2), saltelli(3, 8, 2))
    assert not np.array_equal(saltelli(3, 8, 2), saltelli(3, 8, 3))


# Without luck


def test_ishigami_without_luck() -> None:
    made = found(lucky(ishigami, 3, 2**13, 3))
    assert of_first(made) == pytest.approx(ISHIGAMI[0], abs=0.015)
    assert of_total(made) == pytest.approx(ISHIGAMI[1], abs=0.015)
    assert made.mean == pytest.approx(3.5, abs=0.015)
    assert made.deviation**2 == pytest.approx(13.84, rel=0.01)
    assert made.luck == pytest.approx(0, abs=1e-9)
    assert made.order == (0, 1, 2)


def test_a_sum_is_explained_by_each_part_alone() -> None:
    made = found(lucky(sum_of_normals, 4, 2**12, 3))
    shares = WEIGHTS**2 / (WEIGHTS**2).sum()
    assert of_first(made) == pytest.approx(shares, abs=0.015)
    assert of_total(made) == pytest.approx(shares, abs=0.015)
    assert made.total[3] == made.first[3]
    assert (made.total[3].value, made.total[3].low, made.total[3].high) == (0, 0, 0)


def test_as_scipy_they_are_scipys_own() -> None:
    trial = lucky(ishigami, 3, 64, 4, apart=2)
    first, second, *mixed = trial.values.mean(axis=0)
    theirs = sobol_indices(func={"f_A": first[None], "f_B": second[None], "f_AB": np.array(mixed)[:, None]}, n=64)
    made = found(trial)
    assert [one.as_scipy for one in made.first] == pytest.approx(theirs.first_order)
    assert [one.as_scipy for one in made.total] == pytest.approx(theirs.total_order)


@pytest.mark.parametrize("sharp", [False, True])
def test_rows_add_up_to_the_variances(sharp: bool) -> None:
    values, quantiles = lucky(ishigami, 3, 32, 4, shared=2, apart=1)
    smooth = surface(quantiles, np.zeros(3, dtype=np.bool_)) if sharp else None
    assert contributions(values, smooth).mean(axis=-1) == pytest.approx(variances(values, smooth))


def test_what_never_changes_has_no_indices() -> None:
    level = np.array([1e6, 1e6 + 7, 1e6 - 3, 1e6])[:, None, None]
    rounded = level + 1e-7 * noise(4, (5, 16), 1)
    for values in (np.broadcast_to(level, (4, 5, 16)), np.zeros((4, 5, 16)), rounded):
        assert indices(values, saltelli(3, 16, 1)) is None


# Luck


def test_luck_that_all_points_share_changes_nothing() -> None:
    made, with_luck = found(lucky(ishigami, 3, 64, 4)), found(lucky(ishigami, 3, 64, 4, shared=50))
    assert of_total(with_luck) == pytest.approx(of_total(made))
    assert of_first(with_luck) == pytest.approx(of_first(made))
    assert with_luck.luck == pytest.approx(0, abs=1e-9)


def test_ishigami_with_luck_of_its_own_at_each_point() -> None:
    """Averages alone would give every factor the total of the luck that is left, as scipy's do."""
    made = found(lucky(ishigami, 3, 2**11, 4, shared=3, apart=6))
    assert of_first(made) == pytest.approx(ISHIGAMI[0], abs=0.06)
    assert of_total(made) == pytest.approx(ISHIGAMI[1], abs=0.06)
    left = 6**2 / 4
    assert made.luck == pytest.approx(left / (left + 13.84), abs=0.02)
    biased = [one.as_scipy for one in made.total]
    expected = [(total * 13.84 + left) / (13.84 + left) for total in ISHIGAMI[1]]
    assert biased == pytest.approx(expected, abs=0.04)
    assert biased[2] - ISHIGAMI[1][2] > 0.2


def test_luck_in_how_strongly_a_factor_works_is_taken_out_too() -> None:
    trials = [lucky(sum_of_normals, 4, 32, 4, seed=seed, slopes=2.0).values for seed in range(0, 600, 3)]
    mine = np.mean([variances_without_luck(values) for values in trials], axis=0)
    expected = [*WEIGHTS**2, *WEIGHTS**2, (WEIGHTS**2).sum()]
    assert mine == pytest.approx(expected, abs=0.8)
    plain = np.mean([variances(values.mean(axis=0)[None])[0] for values in trials], axis=0)
    assert plain[7] == pytest.approx(1.0, abs=0.2)  # the fourth weighs nothing: 2 squared over 4 replications


def variances_without_luck(values: Numbers) -> Numbers:
    of_average = variances(values.mean(axis=0)[None])[0]
    return without_luck(of_average, variances(values))


def test_more_replications_leave_less_luck() -> None:
    few, many = (found(lucky(ishigami, 3, 256, count, apart=4)) for count in (4, 32))
    assert many.luck < few.luck / 4
    assert many.total[2].high - many.total[2].low < few.total[2].high - few.total[2].low


def test_what_is_luck_alone_is_not_told_apart() -> None:
    told = [found(lucky(lambda u: 0.0 * u[..., 0], 3, 16, 4, seed=seed, apart=1)).told_apart for seed in range(40)]
    assert sum(told) <= 3
    assert found(lucky(ishigami, 3, 64, 4, apart=1)).told_apart


@given(st.integers(2, 6), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_luck_is_taken_out_as_by_all_pairs_of_different_replications(replications: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    values, form = chance.normal(size=(replications, 3)), chance.normal(size=(3, 3))
    of_each = np.array([one @ form @ one for one in values])
    average = values.mean(axis=0)
    pairs = [
        values[one] @ form @ values[other]
        for one in range(replications)
        for other in range(replications)
        if one != other
    ]
    assert float(without_luck(average @ form @ average, of_each)) == pytest.approx(np.mean(pairs))


# The surface

NONE_INERT = np.zeros(3, dtype=np.bool_)


def bent(quantiles: Numbers) -> Numbers:
    """A polynomial of the second degree: 1 + 2a + 3(b squared - 1) + ab, in standard scores."""
    one, two, _ = np.moveaxis(ndtri(quantiles), -1, 0)
    value: Numbers = 1 + 2 * one + 3 * (two**2 - 1) + one * two
    return value


def test_a_surface_goes_through_what_is_one_and_knows_its_variances() -> None:
    quantiles = saltelli(3, 16, 4)
    values = bent(quantiles)
    smooth = surface(quantiles, NONE_INERT)
    assert smooth is not None
    assert smooth.heights(values) == pytest.approx(values)
    assert smooth.variances(values) == pytest.approx([4, 18, 0, 5, 19, 0, 23])


def test_what_is_a_surface_is_known_exactly_from_few_points() -> None:
    made = found(lucky(bent, 3, 16, 4, shared=7))
    assert of_first(made) == pytest.approx([4 / 23, 18 / 23, 0])
    assert of_total(made) == pytest.approx([5 / 23, 19 / 23, 0])
    assert made.total[0].high - made.total[0].low == pytest.approx(0, abs=1e-9)
    assert made.deviation == pytest.approx(np.sqrt(23))


def nearly_a_sum(quantiles: Numbers) -> Numbers:
    value: Numbers = np.exp(ndtri(quantiles) @ (0.1 * WEIGHTS))
    return value


def test_a_surface_makes_intervals_narrower_and_leaves_no_bias() -> None:
    made = [found(lucky(nearly_a_sum, 4, 32, 4, seed=seed)) for seed in range(0, 300, 3)]
    spreads = (0.1 * WEIGHTS) ** 2
    expected = np.expm1(spreads) / np.expm1(spreads.sum())
    assert np.mean([of_first(one) for one in made], axis=0) == pytest.approx(expected, abs=0.02)
    mine, theirs = (
        np.std([[of(one) for one in trial.first] for trial in made], axis=0)
        for of in (lambda one: one.value, lambda one: one.as_scipy)
    )
    assert (mine[:3] < theirs[:3] / 4).all()


def test_too_few_points_for_a_surface_have_none_or_a_simpler_one() -> None:
    assert surface(saltelli(3, 2, 1), NONE_INERT) is None
    simple, full = (surface(saltelli(4, rows, 1), np.zeros(4, dtype=np.bool_)) for rows in (8, 16))
    assert simple is not None
    assert full is not None
    assert (simple.terms.shape[-1], full.terms.shape[-1]) == (9, 15)


def test_a_factor_that_changes_nothing_is_in_no_surface() -> None:
    made = found(lucky(lambda quantiles: ndtri(quantiles[..., 0]), 3, 16, 4, shared=1, seed=2))
    assert [one.value for one in (*made.first[1:], *made.total[1:])] == [0, 0, 0, 0]
    assert made.total[0].value == pytest.approx(1)


# Queue: M/M/1, mean wait = arrival rate / (service rate * (service rate - arrival rate))

ARRIVALS, SERVICE = (0.4, 0.7), (0.9, 1.3)
CUSTOMERS = 40


def rates(quantiles: Numbers) -> tuple[Numbers, Numbers]:
    arrivals, service = np.moveaxis(quantiles, -1, 0)
    return (
        ARRIVALS[0] + arrivals * (ARRIVALS[1] - ARRIVALS[0]),
        SERVICE[0] + service * (SERVICE[1] - SERVICE[0]),
    )


def mean_wait(quantiles: Numbers) -> Numbers:
    arrivals, service = rates(quantiles)
    wait: Numbers = arrivals / (service * (service - arrivals))
    return wait


def simulated_wait(quantiles: Numbers, replication: int) -> Numbers:
    """Average wait of some customers, the first of whom finds the queue in balance: Lindley's equation."""
    arrivals, service = rates(quantiles)
    chance = np.random.default_rng([7, replication])
    busy, first = chance.uniform(size=2)
    load = arrivals / service
    wait = np.where(busy < load, -np.log1p(-first) / (service - arrivals), 0.0)
    in_all = wait.copy()
    for _ in range(CUSTOMERS - 1):
        between, served = chance.exponential(size=2)
        wait = np.maximum(0.0, wait + served / service - between / arrivals)
        in_all += wait
    average: Numbers = in_all / CUSTOMERS
    return average


def closed_form_of_queue() -> tuple[list[float], list[float]]:
    """First-order and total indices by numerical integration of the mean wait."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    nodes, weights = (nodes + 1) / 2, weights / 2
    grid = mean_wait(np.stack(np.meshgrid(nodes, nodes, indexing="ij"), axis=-1))
    mean = weights @ grid @ weights
    variance = weights @ grid**2 @ weights - mean**2
    of_arrivals = weights @ (grid @ weights) ** 2 - mean**2
    of_service = weights @ (weights @ grid) ** 2 - mean**2
    alone = [of_arrivals / variance, of_service / variance]
    return alone, [1 - alone[1], 1 - alone[0]]


def test_the_queue_is_what_theory_says() -> None:
    middle = np.full((1, 2), 0.5)
    waits = np.array([simulated_wait(middle, one)[0] for one in range(2000)])
    assert waits.mean() == pytest.approx(mean_wait(middle)[0], abs=4 * waits.std() / np.sqrt(len(waits)))


def test_indices_of_a_simulated_queue_are_those_of_its_closed_form() -> None:
    quantiles = saltelli(2, 256, 3)
    made = found(Trial(np.array([simulated_wait(quantiles, one) for one in range(40)]), quantiles))
    first, total = closed_form_of_queue()
    for mine, expected in zip((*made.first, *made.total), (*first, *total), strict=True):
        assert mine.low <= expected <= mine.high
        assert mine.high - mine.low < 0.5
    assert of_total(made) == pytest.approx(total, abs=0.12)
    assert of_first(made) == pytest.approx(first, abs=0.12)


# Intervals


@pytest.mark.parametrize(
    ("apart", "slopes"),
    [pytest.param(0.0, 0.0, id="no luck"), pytest.param(2.0, 0.0, id="chance"), pytest.param(1.0, 0.6, id="slopes")],
)
def test_intervals_hold_what_is_estimated(apart: float, slopes: float) -> None:
    shares = WEIGHTS**2 / (WEIGHTS**2).sum()
    expected = np.array([*shares, *shares])
    held = []
    for seed in range(120):
        made = found(lucky(sum_of_normals, 4, 32, 6, seed=10 * seed, shared=5, apart=apart, slopes=slopes))
        if made.told_apart:
            pairs = zip((*made.first, *made.total), expected, strict=True)
            held.append([one.low - 1e-12 <= share <= one.high + 1e-12 for one, share in pairs])
    assert len(held) >= 110
    assert (np.mean(held, axis=0) >= 0.88).all()
    assert np.mean(held) >= 0.94


def test_errors_of_a_sample_of_rows_are_those_of_a_mean() -> None:
    """Replications that say the same leave what a plain sample of rows gives, as far as degrees of freedom go."""
    rows = np.random.default_rng(2).normal(size=50)
    said = error(np.broadcast_to(rows, (6, 50)))
    assert said.deviation == pytest.approx(rows.std(ddof=1) / np.sqrt(50))
    assert said.half_width == pytest.approx(2.0096 * rows.std(ddof=1) / np.sqrt(50), rel=1e-3)


def test_errors_of_a_sample_of_replications_are_those_of_a_mean() -> None:
    replications = np.random.default_rng(3).normal(size=6)
    said = error(np.broadcast_to(replications[:, None], (6, 50)))
    assert said.half_width == pytest.approx(2.5706 * replications.std(ddof=1) / np.sqrt(6), rel=1e-3)


def test_errors_of_rows_crossed_with_replications_by_trial() -> None:
    """Of a mean over both samples, with a part for each and for what is left."""
    errors, said = [], []
    for seed in range(400):
        chance = np.random.default_rng(seed)
        values = chance.normal(size=(8, 1)) + 2 * chance.normal(size=20) + 3 * chance.normal(size=(8, 20))
        errors.append(values.mean())
        said.append(float(error(values).deviation) ** 2)
    variance = 1 / 8 + 4 / 20 + 9 / 160
    assert np.var(errors) == pytest.approx(variance, rel=0.25)
    assert np.mean(said) == pytest.approx(variance, rel=0.1)


def test_leaving_each_out_gives_the_mean_back() -> None:
    values = np.array([1.0, 4.0, 7.0])
    others = np.array([np.delete(values, one).mean() for one in range(3)])
    assert leaving_each_out(values.mean(), others) == pytest.approx(values)


# A polynomial chaos, of runs that each have luck of their own

SOBOL_G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
"""What the factors of Sobol's g-function are dulled by: two matter much, two little, four hardly at all."""


def sobol_g(quantiles: Numbers) -> Numbers:
    value: Numbers = ((np.abs(4 * quantiles - 2) + SOBOL_G) / (1 + SOBOL_G)).prod(axis=-1)
    return value


def closed_form_of_g() -> tuple[list[float], list[float], float]:
    """First-order and total indices, and the variance (Saltelli and Sobol' 1995)."""
    alone = 1 / 3 / (1 + SOBOL_G) ** 2
    variance = float((1 + alone).prod() - 1)
    in_all = [one * (1 + np.delete(alone, place)).prod() for place, one in enumerate(alone)]
    return list(alone / variance), [one / variance for one in in_all], variance


class Known(NamedTuple):
    model: Callable[[Numbers], Numbers]
    first: Sequence[float]
    total: Sequence[float]
    variance: float


SHARES = list(WEIGHTS**2 / (WEIGHTS**2).sum())
KNOWN = {
    "Ishigami": Known(ishigami, *ISHIGAMI, 13.84),
    "g": Known(sobol_g, *closed_form_of_g()),
    "sum": Known(sum_of_normals, SHARES, SHARES, float((WEIGHTS**2).sum())),
}


@cache
def chaoses(factors: int, points: int = POINTS, seed: int = 1) -> tuple[Numbers, PolynomialChaoses]:
    quantiles = evenly("sobol", factors, points, seed)
    return quantiles, PolynomialChaoses(quantiles, seed)


def of_chaos(known: Known, luck: float, trials: int) -> list[Indices]:
    """Indices from the usual number of single runs, with luck of so many times the variance of what is known."""
    factors = len(known.first)
    quantiles, made = chaoses(factors)
    exact = known.model(quantiles)
    deviation = (luck * known.variance) ** 0.5
    each = (exact + deviation * np.random.default_rng([3, trial]).normal(size=POINTS) for trial in range(trials))
    return [one for values in each if (one := made.indices(values, range(factors))) is not None]


def errors(made: Sequence[Indices], known: Known) -> Numbers:
    """Root of the mean square of the errors of each index."""
    off = np.array([[*of_first(one), *of_total(one)] for one in made]) - np.array([*known.first, *known.total])
    found: Numbers = np.sqrt((off**2).mean(axis=0))
    return found


@pytest.mark.parametrize(
    ("name", "luck", "most"),
    [
        ("Ishigami", 0.0, 0.002),
        ("Ishigami", 0.25, 0.04),
        ("Ishigami", 1.0, 0.09),
        ("g", 0.0, 0.01),
        ("g", 0.25, 0.07),
        ("g", 1.0, 0.09),
        ("sum", 0.0, 1e-6),
        ("sum", 0.25, 0.03),
        ("sum", 1.0, 0.06),
    ],
)
def test_single_runs_tell_closed_forms_as_well_as_saltellis_design_does(name: str, luck: float, most: float) -> None:
    """The worst index of each is within the bound, and on the whole none the worse for far fewer runs."""
    known = KNOWN[name]
    mine = errors(of_chaos(known, luck, 12), known)
    assert mine.max() < most
    apart = (luck * known.variance) ** 0.5
    factors = len(known.first)
    trials = [lucky(known.model, factors, SALTELLI_POINTS, REPLICATIONS, 3 * one, apart=apart) for one in range(12)]
    assert trials[0].values.size > 3 * POINTS
    theirs = errors([one for one in map(found, trials) if one.told_apart], known)
    assert np.sqrt((mine**2).mean()) < np.sqrt((theirs**2).mean()) + 1e-6


def test_the_surface_says_how_much_of_single_runs_it_predicts_and_how_much_is_luck() -> None:
    for luck in (0.25, 1.0):
        for one in of_chaos(KNOWN["sum"], luck, 4):
            assert one.luck == pytest.approx(luck / (1 + luck), abs=0.08)
            assert one.predicted == pytest.approx(1 / (1 + luck), abs=0.1)
            assert one.deviation**2 == pytest.approx(14, rel=0.25)
            assert one.mean == pytest.approx(0, abs=0.7)
    (exact,) = of_chaos(KNOWN["sum"], 0.0, 1)
    assert exact.luck == pytest.approx(0, abs=1e-9)
    assert exact.predicted == pytest.approx(1)


def test_luck_alone_gives_no_factor_a_share() -> None:
    """Of the one that does nothing; what luck adds to its terms' squares would be 5% of the variance."""
    made = of_chaos(KNOWN["sum"], 4.0, 40)
    told = [one for one in made if one.told_apart]
    assert len(told) > 35
    assert np.mean([one.total[3].value for one in told]) == pytest.approx(0, abs=0.02)


def test_what_is_luck_alone_is_not_told_apart_by_a_surface() -> None:
    _, made = chaoses(8)
    told = [
        one.told_apart
        for seed in range(40)
        if (one := made.indices(np.random.default_rng([5, seed]).normal(size=POINTS), range(8))) is not None
    ]
    assert len(told) == 40
    assert sum(told) <= 3


@pytest.mark.parametrize("uneven", [False, True])
def test_intervals_of_a_surface_hold_what_is_estimated(uneven: bool) -> None:
    """Also where there is more luck at some points than at others."""
    quantiles, made = chaoses(4)
    size = 6 * quantiles[:, 0] if uneven else np.full(POINTS, 3.0)
    held = []
    for seed in range(120):
        values = sum_of_normals(quantiles) + size * np.random.default_rng([7, seed]).normal(size=POINTS)
        one = made.indices(values, range(4))
        assert one is not None
        assert one.told_apart
        pairs = zip((*one.first, *one.total), (*SHARES, *SHARES), strict=True)
        held.append([each.low - 1e-12 <= share <= each.high + 1e-12 for each, share in pairs])
    assert (np.mean(held, axis=0) >= 0.88).all()
    assert np.mean(held) >= 0.93


def test_the_surface_that_predicts_best_is_taken() -> None:
    quantiles, _ = chaoses(3)
    known = bases(quantiles, range(3))
    flat, straight = np.random.default_rng(2).normal(size=POINTS), 2 * quantiles[:, 0] - 1
    assert {len(one.factors) for one in best(known, flat).terms} <= {0, 1}
    assert len(best(known, np.ones(POINTS)).terms) == 1
    taken = best(known, straight)
    assert len(taken.terms) == 4
    assert taken.missed(straight) == pytest.approx(0, abs=1e-9)
    assert max(max(one.degrees, default=0) for one in best(known, ishigami(quantiles)).terms) >= 6


def test_missed_is_what_each_point_is_missed_by_when_it_is_left_out() -> None:
    quantiles = evenly("sobol", 2, 32, 4)
    values = np.random.default_rng(1).normal(size=32)
    basis = next(one for one in bases(quantiles, range(2)) if len(one.terms) == 3)
    for point in range(32):
        others = np.delete(np.arange(32), point)
        weights, *_ = np.linalg.lstsq(basis.heights[others], values[others], rcond=None)
        assert basis.missed(values)[point] == pytest.approx(values[point] - basis.heights[point] @ weights)


def test_factors_that_a_scenario_has_not_explain_nothing() -> None:
    quantiles, made = chaoses(4)
    one = made.indices(sum_of_normals(quantiles), (0, 1, 2))
    assert one is not None
    assert (one.total[3].value, one.total[3].low, one.total[3].high) == (0, 0, 0)
    assert made.indices(sum_of_normals(quantiles), ()) is None


def test_points_at_which_a_value_is_undefined_are_left_out() -> None:
    quantiles, made = chaoses(4)
    values = sum_of_normals(quantiles)
    some = made.indices(np.where(np.arange(POINTS) % 5, values, np.nan), range(4))
    assert some is not None
    assert of_total(some) == pytest.approx(SHARES)
    assert made.indices(np.where(np.arange(POINTS) % 5, np.nan, values), range(4)) is None
    assert made.indices(np.full(POINTS, 3.0), range(4)) is None
