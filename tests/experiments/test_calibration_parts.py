"""The parts of a calibration by hand: emulators, implausibility, targets, published figures; the search on a toy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rutland_sized import target, tiny
from small_authority import base

from sim.experiments.calibration.emulator import Emulator, Form, fitted, squares_of_chance, terms
from sim.experiments.calibration.implausibility import implausibility, log_likelihood, predictions, variances
from sim.experiments.calibration.kinds import KINDS
from sim.experiments.calibration.national_kinds import leaving_in_all
from sim.experiments.calibration.observed import BEFORE, successive_variation, targets_of, years_in_words
from sim.experiments.calibration.points import DesignPoint
from sim.experiments.calibration.settings import CalibrationSettings, from_text, processes_from
from sim.experiments.calibration.space import FURTHEST, Dimension, Space, candidates, space_of, tilt_quantile
from sim.experiments.calibration.target_kind import ROUNDED_TO
from sim.experiments.calibration.targets import CalibrationTarget, keys_of, target_values, variation
from sim.experiments.calibration.waves import CHANCE, ENSEMBLE, WavesFound, search
from sim.experiments.statistics.sample import NumberKey
from sim.foundations.distributions import STANDARD_NORMAL
from sim.foundations.faults import BadInput
from sim.published.table import Figures, figures, parse
from sim.scenario.scenario import load

MARCH = date(2019, 3, 31)

SHAPE = ("moves_", "ended_", "leaving_")
"""How the names of kinds begin that are of England's figures, of whichever authority the base is."""


# Emulators


def spread(count: int, dimensions: int) -> np.ndarray:
    return np.random.default_rng(7).uniform(-2, 2, (count, dimensions))


def test_an_exact_quadratic_is_recovered_exactly_and_is_known_to_be() -> None:
    points = spread(40, 3)

    def truth(z: np.ndarray) -> np.ndarray:
        return 5 + 2 * z[:, 0] - z[:, 1] ** 2 + 0.5 * z[:, 0] * z[:, 2]

    found = fitted(points, truth(points))
    assert found.form is Form.PRODUCTS
    assert found.variance < 1e-20
    assert found.explained == pytest.approx(1.0)
    elsewhere = np.array([[1.9, -1.9, 1.5], [0.0, 0.0, 0.0]])
    assert found.predict(elsewhere) == pytest.approx(truth(elsewhere))


def test_what_is_nothing_but_noise_is_called_flat_and_no_better() -> None:
    values = np.random.default_rng(3).normal(10, 2, 60)
    found = fitted(spread(60, 3), values)
    assert found.form is Form.FLAT
    assert found.explained <= 0.0
    assert found.variance == pytest.approx(values.var(ddof=1), rel=0.05)


def test_the_error_is_that_of_points_left_out() -> None:
    """By hand: three points of a flat emulator, each predicted by the mean of the other two."""
    found = fitted(np.array([[0.0], [1.0], [2.0]]), np.array([0.0, 3.0, 6.0]))
    assert found.form is Form.FLAT  # too few points for a line
    assert found.variance == pytest.approx((4.5**2 + 0.0 + 4.5**2) / 3)
    assert found.predict(np.array([[9.0]])) == pytest.approx([3.0])


def test_chance_in_the_points_is_no_error_of_the_emulator() -> None:
    """A line seen through chance of variance 4 at 400 points: what is left is the error of two coefficients."""
    points = np.random.default_rng(8).uniform(-2, 2, (400, 1))
    values = 10 + 3 * points[:, 0] + np.random.default_rng(9).normal(0, 2, 400)
    found = fitted(points, values, chance=4.0)
    assert found.form is Form.PLAIN
    assert found.variance == pytest.approx(4.0, rel=0.2)
    assert found.error == pytest.approx(max(found.variance - 4.0, found.variance * 2 / 400))
    assert found.explained > 0.9
    assert fitted(points, values).error == found.variance  # chance unknown: all of it may be error
    off = found.predict(points) - (10 + 3 * points[:, 0])
    assert (off**2).mean() < 0.1


def test_too_few_points_for_products_fall_back_on_less() -> None:
    points = spread(12, 3)
    assert fitted(points, points[:, 0] * points[:, 1]).form is not Form.PRODUCTS


@pytest.mark.parametrize("form", [Form.FLAT, Form.PLAIN, Form.SQUARES])
def test_the_square_of_chance_is_expected_to_be_its_variance_at_every_point(form: Form) -> None:
    """Exactly: over all 512 ways in which chance goes 3 up or 3 down at each of nine points about a polynomial."""
    points = spread(9, 2)
    matrix = terms(form, points)
    truth = 20 + matrix @ np.arange(matrix.shape[1])
    ways = [squares_of_chance(form, points, truth + 3 * np.array(way)) for way in product((-1, 1), repeat=9)]
    assert np.mean(ways, axis=0) == pytest.approx(np.full(9, 9.0))


# Implausibility


def test_implausibility_by_hand() -> None:
    """World 9, rounding 1, discrepancy 4, emulator 2: together 16, so 12 away is 3. The mean of ten runs adds 0.9."""
    turns = np.random.default_rng(1).normal(0, 1, (500, 1, 10))
    turns = 3 * (turns - turns.mean()) / turns.std(ddof=1)
    one = replace(target("a", "looked_after", 100.0, discrepancy=2.0), rounding=1.0)
    parts = variances([one], turns)
    assert parts.of_the_truth == pytest.approx([14.0])
    assert parts.of_a_run_point == pytest.approx([14.9])
    scores = implausibility(np.array([[112.0], [96.0]]), [one], parts.of_the_truth + 2.0)
    assert scores[:, 0] == pytest.approx([3.0, 1.0])


def test_chance_in_the_mean_of_a_points_replications_is_that_between_such_means() -> None:
    """Of counts and of their variation alike: each replication tells of it on its own."""
    counts = np.random.default_rng(5).poisson(80, (3000, 1, 2)).astype(float)
    pair = [target("a", "starts", 80.0), target("b", "starts", 1.0, variation=True)]
    values = target_values(pair, np.zeros((3000, 2)), counts)
    assert variances(pair, values).mean == pytest.approx(values.mean(axis=2).var(axis=0, ddof=1), rel=0.1)


def test_a_targets_own_spread_takes_the_place_of_the_runs_chance_and_stands_alone() -> None:
    turns = np.random.default_rng(2).multivariate_normal([0, 0], [[4, 3], [3, 4]], (600, 5)).transpose(0, 2, 1)
    pair = [target("a", "looked_after", 0.0), target("b", "starts", 0.0, spread=7.0)]
    parts = variances(pair, turns)
    assert parts.world[1] == 49
    assert parts.mean[1] == pytest.approx(4 / 5, rel=0.1)
    assert parts.covariance[0, 1] == 0
    together = variances([pair[0], replace(pair[1], spread=None)], turns)
    assert together.correlations[0, 1] == pytest.approx(0.75, abs=0.03)


def test_the_likelihood_is_that_of_a_normal_but_for_a_constant() -> None:
    from scipy.stats import multivariate_normal

    covariance = np.array([[2.0, 0.6], [0.6, 1.0]])
    pair = [target("a", "looked_after", 1.0), target("b", "starts", -1.0)]
    means = np.array([[0.0, 0.0], [1.0, -1.0], [3.0, 2.0]])
    fit = log_likelihood(means, pair, covariance)
    full = multivariate_normal([1.0, -1.0], covariance).logpdf(means)
    assert fit - fit[1] == pytest.approx(full - full[1])


def test_predictions_stand_side_by_side() -> None:
    flat = Emulator(Form.FLAT, np.array([4.0]), 0.0, 0.0, 0.0)
    line = Emulator(Form.PLAIN, np.array([0.0, FURTHEST]), 0.0, 0.0, 0.0)
    assert predictions([flat, line], np.array([[2.0], [3.0]])).tolist() == [[4.0, 2.0], [4.0, 3.0]]


# Targets


def test_a_target_is_the_mean_over_its_dates_and_a_percentage_of_its_whole() -> None:
    years = (date(2019, 3, 31), date(2020, 3, 31))
    one = target("a", "in_placement", 0.0, category="agency", dates=years, whole=("in_placement", ""))
    assert [key.category for key in one.keys] == ["agency", "agency", "", ""]
    numbers = np.array([[10.0, 0.0], [30.0, 0.0], [100.0, 0.0], [50.0, 10.0]])
    for as_run in (numbers[np.newaxis], numbers.T[:, :, np.newaxis]):  # two replications of a point; one each of two
        values = target_values([one], np.zeros((len(as_run), 3)), as_run)
        assert values.shape == (len(as_run), 1, as_run.shape[2])
        assert values.flat[0] == pytest.approx((10 + 60) / 2)
        assert values.flat[1] == values.flat[0]  # a percentage of nobody takes the mean of the other runs


def test_numbers_that_two_targets_share_are_measured_once() -> None:
    pair = (target("a", "starts", 0.0), target("b", "starts", 0.0, variation=True))
    assert keys_of(pair) == (NumberKey("starts", "", MARCH),)


@given(st.lists(st.lists(st.integers(1, 500), min_size=4, max_size=4), min_size=1, max_size=5))
def test_variation_is_the_variance_over_the_mean_of_each_year_about_its_own_mean(rows: list[list[int]]) -> None:
    years = np.array(rows, dtype=float)
    expected = years.var(axis=1, ddof=1).mean() / years.mean()
    assert variation(years, np.zeros((4, 2))).mean() == pytest.approx(expected)


def test_variation_is_told_by_one_run_of_each_set_of_numbers() -> None:
    """Starts as the model has them: Poisson at a rate that varies by year and with the numbers; variance known."""
    random = np.random.default_rng(6)
    scores = np.clip(random.normal(size=(4000, 3)), -FURTHEST, FURTHEST)
    rate, varies = 180 + 12 * scores[:, 0], 0.15 + 0.03 * scores[:, 1]
    years = random.poisson(rate * random.gamma(1 / varies**2, varies**2, (2, 4000))).astype(float)
    truth = 1 + rate * varies**2
    predicted = fitted(scores, variation(years, scores)).predict(scores)
    assert predicted.mean() == pytest.approx(truth.mean(), rel=0.05)
    assert ((predicted - truth) ** 2).mean() < 0.1 * truth.var()  # chance in ten coefficients makes 0.03 of it


def test_variation_of_nobody_is_not_defined() -> None:
    assert np.isnan(variation(np.zeros((2, 3)), np.zeros((3, 2)))).all()
    assert np.isnan(variation(np.array([[5.0]]), np.zeros((1, 2)))).all()


def test_drift_does_not_count_as_variation_from_one_year_to_the_next() -> None:
    assert successive_variation([100, 110, 120, 130]) == pytest.approx(100 / 2 / 115)
    assert successive_variation([90, 110, 90, 110]) == pytest.approx(2.0)


# What is published


def test_tower_hamlets_is_held_against_the_years_that_it_runs_over() -> None:
    found = {one.name: one for one in targets_of(load("tower_hamlets_2018"), figures())}
    assert set(found) == {*(kind.name for kind in KINDS), "variation_of_starts"}
    assert found["looked_after"].observed == pytest.approx((329 + 307) / 2)
    assert found["starts"].observed == pytest.approx((208 + 146) / 2)
    assert found["ceases"].observed == pytest.approx((168 + 169) / 2)
    assert found["inside"].observed == pytest.approx(100 * (62 / 329 + 54 / 307) / 2)
    # 2019 by counts (52 of the 281 with a known distance), 2020 as a whole percentage, which is rounded
    assert found["over_20_miles"].observed == pytest.approx((100 * 52 / 281 + 19) / 2)
    assert found["over_20_miles"].rounding == pytest.approx(sqrt((0 + 1 / 12) / 2 / 2))
    assert found["homes_and_supported"].observed == pytest.approx((100 * (23 + 48) / 329 + 9 + 14) / 2)
    assert found["places_vacant"].observed == 45
    assert found["places_vacant"].rounding == pytest.approx(5 * ROUNDED_TO / sqrt(2))
    assert found["long_term_stability"].dates == (date(2020, 3, 31),)  # at least two years after the start
    assert all(one.same_years for one in found.values())
    assert years_in_words(found.values()) == "years to 31 March 2018 to 2020"


def test_an_authority_is_held_against_englands_shape_as_published() -> None:
    found = {one.name: one for one in targets_of(load("tower_hamlets_2018"), figures())}
    # 9,270 changes less 1,040 of status; 9,200 of 95,550 placements ended; 5,140 leaving of 10,450, and 4,910 of 11,590
    assert found["moves_under_2_weeks"].observed == pytest.approx(8230 / 2625.407, rel=0.003)
    assert found["moves_under_2_weeks"].dates == (date(2019, 3, 31),)  # of the first year of the run alone
    assert found["moves_under_2_weeks"].published == "3.13 (2019)"
    assert found["ended_0_to_7_days"].observed == pytest.approx(100 * (9200 / 95550 + 9270 / 97010) / 2)
    # 203, 186 and 168 ceased for 333, 286 and 329 looked after; of England, over the three years and the next
    known = figures()
    pace = {
        year: leaving_in_all(known, "E09000030", year) / leaving_in_all(known, "E92000001", year)
        for year in (2019, 2020)
    }
    assert pace[2019] == pytest.approx((203 + 186 + 168) / (333 + 286 + 329) / 0.3994, rel=0.01)
    expected = (pace[2019] * 5140 / 10450 + pace[2020] * 4910 / 11590) / 2
    assert found["leaving_connected"].observed == pytest.approx(expected)
    assert found["leaving_childrens_home"].discrepancy == pytest.approx(0.3 * found["leaving_childrens_home"].observed)
    shape = [kind for kind in KINDS if kind.name.startswith(SHAPE)]
    assert len(shape) == 9
    leeds, rutland, here = "E08000035", "E06000017", "E09000030"
    alike = [kind for kind in shape if not kind.name.startswith("leaving")]
    assert all(kind.look(figures(), leeds, 2019) == kind.look(figures(), here, 2019) for kind in alike)
    assert all(kind.look(figures(), rutland, 2019) is None for kind in shape)  # too few children for any band or kind
    assert all(kind.look(figures().until(2018), leeds, 2019) is None for kind in shape)


def test_without_figures_of_the_run_those_of_the_latest_three_years_before_it_stand_in() -> None:
    scenario = load("tower_hamlets_2018")
    known = {one.name: one for one in targets_of(scenario, figures().until(2018))}
    looked_after = known["looked_after"]
    assert looked_after.published == "274 (2015), 304 (2016), 333 (2017)"
    assert not looked_after.same_years
    assert looked_after.discrepancy == pytest.approx(BEFORE * 0.03 * looked_after.observed)
    assert "before the start" in years_in_words(known.values())


def test_nothing_published_after_a_date_changes_what_was_known_then() -> None:
    """Targets from figures until 2019 are the same when every later figure is changed."""
    scenario = load("tower_hamlets_2018")
    rows = list(figures().rows("E09000030"))
    shuffled = Figures(
        row._replace(
            cells=tuple("7777" if row.first_year + place > 2019 else cell for place, cell in enumerate(row.cells))
        )
        for row in rows
    )
    assert targets_of(scenario, shuffled.until(2019)) == targets_of(scenario, Figures(rows).until(2019))


TABLE = """code,measure,category,unit,2014,2015,2016,2017,2018,2019
E06000017,looked after,,children,30,31,32,33,34,40
E06000017,started,,children,{started}
E06000017,ceased,,children,,,,,,~3
"""


def test_an_imputed_figure_is_no_target(tmp_path: Path) -> None:
    known = Figures(parse(TABLE.format(started="10,12,14,10,12,14")))
    found = {one.name: one for one in targets_of(tiny(tmp_path), known)}
    assert set(found) == {"looked_after", "starts", "variation_of_starts"}
    assert found["looked_after"].observed == 40
    assert found["starts"].observed == 14
    assert found["variation_of_starts"].observed == pytest.approx((4 + 4 + 16 + 4 + 4) / 5 / 2 / 12)


def targets_from(folder: Path, start: date, rows: str) -> dict[str, CalibrationTarget]:
    """The targets of a base that starts then, from these rows of figures for 2018 to 2022."""
    heading = "code,measure,category,unit,2018,2019,2020,2021,2022\n"
    looked_after = "looked after,,children,100,100,100,100,100\n"
    lines = [f"E06000017,{row}\n" for row in (looked_after + rows).splitlines()]
    known = Figures(parse(heading + "".join(lines)))
    return {one.name: one for one in targets_of(replace(tiny(folder), start=start), known)}


@pytest.mark.parametrize(("relatives", "held"), [("0", True), ("5", True), ("10", False), ("", False), ("~2", False)])
def test_places_of_2019_are_held_only_where_hardly_any_carers_are_family_and_friends(
    tmp_path: Path, relatives: str, held: bool
) -> None:
    rows = (
        "own fostering service,places filled,places,,115,,,\n"
        "own fostering service,households approved,households,,120,,,\n"
        f"own fostering service,households of family and friends,households,,{relatives},,,\n"
    )
    assert ("places_filled" in targets_from(tmp_path, date(2018, 4, 1), rows)) is held


def test_places_of_mainstream_carers_are_used_and_older_ones_of_more_than_two_years_are_not(tmp_path: Path) -> None:
    service = (
        "own fostering service,places filled,places,,115,,,\n"
        "own fostering service,places vacant,places,,35,,,\n"
        "own fostering service,households approved,households,,120,,,\n"
        "own fostering service,households of family and friends,households,,0,,,\n"
    )
    mainstream = '"own fostering service, mainstream carers",places filled,places,,,,,95\n'
    found = targets_from(tmp_path, date(2022, 4, 1), service + mainstream)
    assert found["places_filled"].published == "95 (2022)"
    assert "places_vacant" not in found  # Ofsted's of 2019 are three years old by then
    assert targets_from(tmp_path, date(2021, 4, 1), service)["places_vacant"].published == "35 (2019)"


def test_far_is_outside_and_far_as_in_the_model(tmp_path: Path) -> None:
    """As in a large county: 25 live over 20 miles away inside, 15 outside; of 5 it is not known."""
    where = "looked after by locality and distance"
    rows = (
        "looked after over 20 miles away,,children,,,,,40\n"
        f'{where},"inside, 20 miles or less",children,,,,,45\n'
        f'{where},"inside, over 20 miles",children,,,,,25\n'
        f'{where},"outside, 20 miles or less",children,,,,,10\n'
        f'{where},"outside, over 20 miles",children,,,,,15\n'
        f'{where},"outside, distance unknown",children,,,,,5\n'
        '"looked after outside and over 20 miles away, percent",,percent,,,17,,\n'
    )
    far = targets_from(tmp_path, date(2022, 4, 1), rows)["over_20_miles"]
    assert far.observed == pytest.approx((17 + 100 * 15 / 95) / 2)


@pytest.mark.parametrize(("denominator", "held"), [("20", True), ("19", False), ("~19", False)])
def test_a_percentage_of_under_twenty_children_is_no_target(denominator: str, held: bool) -> None:
    rows = (
        f"looked after,,children,{denominator}",
        "looked after by locality,inside,children,6",
        "looked after by placement,foster,children,~9",
        '"looked after by placement, percent",foster,percent,60',
        '"looked after by placement, percent",secure and children\'s homes (definition from 2020),percent,20',
        '"looked after by placement, percent",independent and semi-independent (definition from 2020),percent,10',
        '"looked after outside and over 20 miles away, percent",,percent,30',
        "three or more placements,,children,6",
        "long-term stability,,children,12",
        f"long-term stability,denominator,children,{denominator}",
        '"long-term stability, percent",,percent,63',
    )
    known = Figures(parse("code,measure,category,unit,2022\n" + "".join(f"E06000017,{row}\n" for row in rows)))
    percentages = [kind for kind in KINDS if kind.unit == "percent" and not kind.name.startswith(SHAPE)]
    seen = {kind.name for kind in percentages if kind.look(known, "E06000017", 2022) is not None}
    assert seen == ({kind.name for kind in percentages} if held else set())


def test_too_short_a_series_says_nothing_of_variation(tmp_path: Path) -> None:
    known = Figures(parse(TABLE.format(started=",,14,10,12,14")))
    assert "variation_of_starts" not in {one.name for one in targets_of(tiny(tmp_path), known)}


def test_a_base_that_names_no_authority_cannot_be_calibrated() -> None:
    with pytest.raises(BadInput, match="names no authority"):
        targets_of(load("england"), figures())


def test_a_run_too_short_for_any_year_cannot_be_calibrated(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no published number"):
        targets_of(tiny(tmp_path).with_years(0.5), figures())


def test_an_unknown_authority_is_refused_with_what_to_write(tmp_path: Path) -> None:
    path = tmp_path / "base.toml"
    path.write_text('based_on = "england"\nauthority = "Rutland"\n', encoding="utf-8")
    with pytest.raises(
        BadInput, match='authority: is "Rutland", which is not the code of an authority; write "E06000017"'
    ):
        load(str(path))


# The space


def test_the_space_of_tower_hamlets_holds_every_number_over_its_documented_range() -> None:
    scenario = load("tower_hamlets_2018")
    space = space_of(scenario)
    assert len(space.dimensions) == 7
    entries, *_, inside, far = space.dimensions
    quantity = scenario.quantities["demand.entries_per_year"]
    assert entries.number(0.0) == pytest.approx(quantity.value)
    assert entries.number(STANDARD_NORMAL.inv_cdf(0.95)) == pytest.approx(1.15 * quantity.value)
    assert inside.number(0.0) == far.number(0.0) == pytest.approx(0.0)
    assert tilt_quantile(0.95) == pytest.approx(0.7)


def test_numbers_without_a_range_are_left_out() -> None:
    scenario = base()
    fixed = {
        path: replace(quantity, distribution="fixed")
        for path, quantity in scenario.quantities.items()
        if path in ("in_house_fostering.agreement", "stability.scale")
    }
    found = space_of(replace(scenario, quantities={**scenario.quantities, **fixed}))
    assert len(found.dimensions) == 5


def test_candidates_lie_as_the_ranges_say_and_no_further_than_their_reach() -> None:
    space = space_of(load("tower_hamlets_2018"))
    points = candidates(space, 1024, 5)
    assert np.abs(points).max() <= FURTHEST + 1e-9
    assert np.allclose(points.mean(axis=0), 0, atol=0.02)
    assert np.allclose(np.percentile(points, 75, axis=0), log(1.0) + 0.66, atol=0.03)
    assert (points == candidates(space, 1024, 5)).all()
    assert (points != candidates(space, 1024, 6)).any()


# The search, on a toy whose answer is known


def toy_space(dimensions: int = 2) -> Space:
    return Space(
        tuple(Dimension(f"number {n}", f"Number {n}", "units", STANDARD_NORMAL.inv_cdf) for n in range(dimensions))
    )


SLOPES = np.array([[10.0, 0.0], [4.0, 4.0]])
CHANCE_DEVIATION = 5.0


def toy_targets(observed: Sequence[float]) -> tuple[CalibrationTarget, ...]:
    return tuple(target(f"t{n}", "looked_after", value, category=str(n)) for n, value in enumerate(observed))


def toy_run(seed: int):
    """A model that is a straight line and chance: each replication has its own, the same at every point."""

    def luck(replication: int) -> np.ndarray:
        return np.random.default_rng([seed, replication]).normal(0, CHANCE_DEVIATION, len(SLOPES))

    def run(points: Sequence[DesignPoint]) -> Iterator[tuple[int, np.ndarray]]:
        for place in reversed(range(len(points))):  # any order will do
            numbers, count, first = points[place]
            mean = 100 + SLOPES @ np.array(numbers)
            yield place, np.column_stack([mean + luck(first + r) for r in range(count)])

    return run


def toy(observed: Sequence[float], seed: int = 1, **changes: int) -> WavesFound:
    settings = CalibrationSettings(
        **{"points": 20, "replications": 10, "waves": 3, "members": 100, "chance": 60, "seed": seed, **changes}
    )
    return search(toy_space(), toy_targets(observed), settings, toy_run(seed))


def test_the_ensemble_is_the_posterior_of_a_straight_line_with_normal_chance() -> None:
    observed = np.array([108.0, 95.0])
    found = toy(observed, members=600)
    assert found.members is not None
    # chance of the world and of the mean of ten runs
    precision = np.eye(2) + SLOPES.T @ SLOPES / (CHANCE_DEVIATION**2 * 1.1)
    covariance = np.linalg.inv(precision)
    mean = covariance @ SLOPES.T @ (observed - 100) / (CHANCE_DEVIATION**2 * 1.1)
    members = found.members.scores
    assert members.mean(axis=0) == pytest.approx(mean, abs=0.3)  # ten shared lucks move it by up to this
    assert members.std(axis=0) == pytest.approx(np.sqrt(np.diag(covariance)), rel=0.2)
    assert found.width == pytest.approx(members.std(axis=0) / found.prior.std(axis=0), rel=0.1)


def test_planted_numbers_lie_in_the_intervals_as_often_as_they_say() -> None:
    """Over 40 authorities, each living once through numbers of its own: 90% intervals should hold 36 of 40, twice."""
    inside = []
    for seed in range(40):
        random = np.random.default_rng([99, seed])
        planted = np.clip(random.normal(size=2), -2, 2)
        observed = 100 + SLOPES @ planted + random.normal(0, CHANCE_DEVIATION, 2)
        found = toy(observed, seed=seed)
        assert found.members is not None
        low, high = np.percentile(found.members.scores, (5, 95), axis=0)
        inside += [*((low <= planted) & (planted <= high))]
    assert 62 <= sum(inside) <= 79


def test_where_chance_is_large_the_ensemble_stays_with_the_ranges() -> None:
    """An authority of few children: the published figure tells next to nothing."""
    spread_out = tuple(replace(one, discrepancy=500.0) for one in toy_targets([130.0, 70.0]))
    settings = CalibrationSettings(points=20, replications=4, waves=3, members=400, chance=40, seed=3)
    found = search(toy_space(), spread_out, settings, toy_run(3))
    assert found.members is not None
    assert len(found.waves) == 1  # nothing was ruled out, so there is no second wave
    assert found.waves[0].left == 1.0
    assert found.members.scores.std(axis=0) == pytest.approx(found.prior.std(axis=0), rel=0.1)
    assert found.effective > 0.95 * len(found.prior)
    assert found.width == pytest.approx([1, 1], abs=0.02)


def test_each_wave_leaves_less_and_the_last_hardly_less() -> None:
    found = toy([118.0, 104.0])
    left = [1.0, *(wave.left for wave in found.waves)]
    assert all(later <= earlier for earlier, later in pairwise(left))
    assert left[1] < 0.9
    assert len(found.waves) == 3 or left[-1] > 0.9 * left[-2]


def test_when_nothing_is_plausible_it_says_which_targets_clash() -> None:
    """The first target wants a high first number, the second a low one: both cannot be had."""
    found = toy([150.0, 40.0])
    assert found.members is None
    assert found.waves[-1].left == 0.0
    assert (found.nearest > 3).any()


def test_points_kept_from_before_are_not_run_again() -> None:
    kept: dict[tuple[int, int], np.ndarray] = {}

    class Kept:
        def known(self, wave: int):
            return {point: numbers for (of_wave, point), numbers in kept.items() if of_wave == wave}

        def keep(self, wave: int, point: int, numbers: np.ndarray) -> None:
            assert (wave, point) not in kept
            kept[wave, point] = numbers

    settings = CalibrationSettings(points=20, replications=10, waves=3, members=30, chance=60, seed=1)
    first = search(toy_space(), toy_targets([108.0, 95.0]), settings, toy_run(1), Kept())
    assert {wave for wave, _ in kept} >= {CHANCE, ENSEMBLE, 0}

    def nothing(points: Sequence[DesignPoint]) -> Iterator[tuple[int, np.ndarray]]:
        raise AssertionError("ran a point again")

    again = search(toy_space(), toy_targets([108.0, 95.0]), settings, nothing, Kept())
    assert first.members is not None
    assert again.members is not None
    assert again.members.values.tobytes() == first.members.values.tobytes()
    for gone in [*kept][::3]:
        del kept[gone]
    some = search(toy_space(), toy_targets([108.0, 95.0]), settings, toy_run(1), Kept())
    assert some.members is not None
    assert some.members.scores.tobytes() == first.members.scores.tobytes()


def test_progress_never_goes_back_nor_beyond_the_whole() -> None:
    told: list[tuple[int, int, str]] = []
    settings = CalibrationSettings(points=20, replications=10, waves=2, members=10, chance=60, seed=1)
    search(toy_space(), toy_targets([108.0, 95.0]), settings, toy_run(1), None, lambda *words: told.append(words))
    done = [one[0] for one in told]
    assert done == sorted(done)
    assert done[-1] <= told[-1][1] == settings.most_points == 6 + 40 + 10


# Settings


def test_every_fault_of_the_settings_is_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        from_text(points="3", replications="x", waves="0", members="1", chance="3", seed=None)
    assert len(caught.value.faults) == 5
    assert all(fault.startswith("--") for fault in caught.value.faults)
    with pytest.raises(BadInput, match="no number of processes"):
        processes_from("many")
