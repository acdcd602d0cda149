"""Quantities: what a draw must be, for every distribution, by hand and by property."""

from __future__ import annotations

from datetime import date
from math import inf, sqrt
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.chance import Chance
from sim.parameters.tables import ByPlaces
from sim.parameters.units import Unit
from sim.scenario.quantities.drawing import Distribution, beta_concentration
from sim.scenario.quantities.quantity import Plain, Quantity

SHARE = Unit("share", 0, 1)
ANY = Unit("multiplier", 0)
REPLICATIONS = range(4000)


def made(
    value: Plain,
    distribution: Distribution,
    low: float | None = None,
    high: float | None = None,
    sample: float | None = None,
) -> Quantity:
    return Quantity(
        value=value,
        unit="share",
        kind="judgement",
        source="a test",
        as_of=date(2018, 3, 31),
        low=low,
        high=high,
        distribution=distribution,
        effective_sample=sample,
    )


def draws(quantity: Quantity, unit: Unit = ANY) -> list[float]:
    drawn = [quantity.draw("a.path", unit, Chance(1, replication)) for replication in REPLICATIONS]
    assert all(isinstance(value, float) for value in drawn)
    return [value for value in drawn if isinstance(value, float)]


@pytest.mark.parametrize("distribution", ["normal", "lognormal"])
def test_two_piece_distributions_honour_the_value_and_both_ends(distribution: Distribution) -> None:
    quantity = made(2.0, distribution, 1.3, 3.5)
    assert quantity.quantile(0.5) == pytest.approx(2.0)
    assert quantity.quantile(0.05) == pytest.approx(1.3)
    assert quantity.quantile(0.95) == pytest.approx(3.5)


def test_uniform_by_hand() -> None:
    quantity = made(3.0, "uniform", 2.0, 6.0)
    assert quantity.quantile(0.25) == pytest.approx(3.0)
    assert quantity.quantile(1e-12) == pytest.approx(2.0)


def test_triangular_by_hand() -> None:
    # from 0 to 4 with its mode at 1: P(X < 1) = 1/4; above, 1 - (4 - x)^2 / 12
    quantity = made(1.0, "triangular", 0.0, 4.0)
    assert quantity.quantile(0.25) == pytest.approx(1.0)
    assert quantity.quantile(0.0625) == pytest.approx(0.5)
    assert quantity.quantile(2 / 3) == pytest.approx(2.0)
    assert made(1.0, "triangular", 1.0, 1.0).quantile(0.3) == 1.0


def test_triangular_with_its_mode_at_an_end() -> None:
    assert made(0.0, "triangular", 0.0, 1.0).quantile(0.75) == pytest.approx(1 - sqrt(0.25))
    assert made(1.0, "triangular", 0.0, 1.0).quantile(0.25) == pytest.approx(0.5)


def test_beta_has_the_value_as_its_mean_and_the_width_of_its_range() -> None:
    quantity = made(0.45, "beta", 0.2, 0.6)
    assert quantity.quantile(0.95) - quantity.quantile(0.05) == pytest.approx(0.4, abs=1e-6)
    steps = 2000
    assert fmean(quantity.quantile((step + 0.5) / steps) for step in range(steps)) == pytest.approx(0.45, abs=1e-4)


def test_beta_by_hand() -> None:
    # the uniform distribution is the beta with a = b = 1: its central 90% is 0.9 wide
    assert beta_concentration(0.5, 0.9) == pytest.approx(2.0, abs=1e-6)
    # wider than any beta that is not heaped at both ends
    assert beta_concentration(0.5, 0.99) == pytest.approx(2.0, abs=1e-6)


def test_fixed_and_endless_are_never_drawn() -> None:
    assert made(7.0, "fixed", 1.0, 9.0).draw("a", ANY, Chance(1, 1)) == 7.0
    assert made(inf, "fixed").draw("a", Unit("places"), Chance(1, 1)) == inf


def test_draws_fill_the_range_and_keep_the_median() -> None:
    drawn = draws(made(2.0, "lognormal", 1.3, 3.5))
    within = sum(1.3 <= value <= 3.5 for value in drawn) / len(drawn)
    # binomial standard error of 0.9 on 4,000 is 0.0047; of a median, 1.25 x sd / sqrt(n), about 0.013
    assert within == pytest.approx(0.9, abs=4 * 0.0047)
    assert median(drawn) == pytest.approx(2.0, abs=4 * 0.013)


def test_draws_are_clipped_to_the_units_bounds() -> None:
    drawn = draws(made(0.9, "normal", 0.5, 1.0), SHARE)
    assert max(drawn) == 1.0
    assert min(drawn) >= 0.0


def test_whole_numbers_are_drawn_whole() -> None:
    drawn = draws(made(125.0, "triangular", 120.0, 130.0), Unit("households", 0, whole=True))
    assert {value % 1 for value in drawn} == {0.0}
    assert {min(drawn), max(drawn)} == {120.0, 130.0}


def test_a_scaled_table_keeps_its_proportions() -> None:
    table = ByPlaces(one=0.8, two=0.4, three=0.2)
    for distribution in ("scaled_lognormal", "scaled_triangular"):
        drawn = made(table, distribution, 0.5, 1.25).draw("a", SHARE, Chance(1, 5))
        assert isinstance(drawn, ByPlaces)
        assert drawn.two / drawn.three == pytest.approx(2.0)
        assert drawn.one <= 1.0


def test_the_factor_of_a_scaled_table_has_its_ends() -> None:
    quantity = made(ByPlaces(1.0, 1.0, 1.0), "scaled_lognormal", 0.6, 1.4)
    assert quantity.quantile(0.05) == pytest.approx(0.6)
    assert quantity.quantile(0.5) == pytest.approx(1.0)
    assert quantity.quantile(0.95) == pytest.approx(1.4)


def test_dirichlet_has_the_mean_and_variance_of_its_sample() -> None:
    quantity = made(ByPlaces(0.64, 0.28, 0.08), "dirichlet", sample=125)
    drawn = [quantity.draw("a", SHARE, Chance(1, replication)) for replication in range(2000)]
    ones = [table.one for table in drawn if isinstance(table, ByPlaces)]
    # variance of a Dirichlet share is p (1 - p) / (n + 1): standard deviation 0.0428
    deviation = sqrt(0.64 * 0.36 / 126)
    assert fmean(ones) == pytest.approx(0.64, abs=4 * deviation / sqrt(2000))
    spread = sqrt(fmean((one - fmean(ones)) ** 2 for one in ones))
    assert spread == pytest.approx(deviation, rel=4 / sqrt(2 * 2000))


def test_a_share_of_nothing_stays_nothing() -> None:
    drawn = made(ByPlaces(0.5, 0.5, 0.0), "dirichlet", sample=10).draw("a", SHARE, Chance(3, 1))
    assert isinstance(drawn, ByPlaces)
    assert drawn.three == 0.0


def test_a_draw_depends_on_path_seed_and_replication_alone() -> None:
    quantity = made(0.5, "normal", 0.2, 0.7)
    drawn = quantity.draw("one.path", SHARE, Chance(4, 2))
    busy = Chance(4, 2)
    busy.uniform("something else", 3)
    assert quantity.draw("one.path", SHARE, busy) == drawn
    assert quantity.draw("another.path", SHARE, Chance(4, 2)) != drawn
    assert quantity.draw("one.path", SHARE, Chance(5, 2)) != drawn
    assert quantity.draw("one.path", SHARE, Chance(4, 3)) != drawn


def test_two_quantities_say_the_same_whatever_their_words() -> None:
    one = made(0.5, "normal", 0.2, 0.7)
    other = Quantity(0.5, "share", "published", "elsewhere", date(2019, 1, 1), 0.2, 0.7, "normal", "a note")
    assert one.same_numbers(other)
    assert not one.same_numbers(made(0.5, "normal", 0.2, 0.8))


@given(
    value=st.floats(0.02, 0.98),
    down=st.floats(0.01, 0.99),
    up=st.floats(0.01, 0.99),
    u=st.floats(1e-9, 1 - 1e-9),
    v=st.floats(1e-9, 1 - 1e-9),
    distribution=st.sampled_from(["uniform", "triangular", "normal", "lognormal", "beta"]),
)
def test_quantiles_rise_and_stay_within_hard_ends(
    value: float, down: float, up: float, u: float, v: float, distribution: Distribution
) -> None:
    low, high = value * (1 - down), value + (1 - value) * up
    quantity = made(value, distribution, low, high)
    first, second = sorted((u, v))
    assert quantity.quantile(first) <= quantity.quantile(second) + 1e-12
    if distribution in ("uniform", "triangular"):
        assert low - 1e-12 <= quantity.quantile(u) <= high + 1e-12


@given(
    shares=st.lists(st.floats(0.001, 1.0), min_size=3, max_size=3),
    sample=st.floats(1, 5000),
    replication=st.integers(0, 10**6),
)
def test_drawn_shares_are_shares(shares: list[float], sample: float, replication: int) -> None:
    total = sum(shares)
    table = ByPlaces(*(share / total for share in shares))
    drawn = made(table, "dirichlet", sample=sample).draw("a", SHARE, Chance(0, replication))
    assert isinstance(drawn, ByPlaces)
    assert sum(drawn.values()) == pytest.approx(1.0)
    assert all(0.0 <= share <= 1.0 for share in drawn.values())
