"""Screening: planted effects among many numbers are found, with luck, and numbers that do nothing are spared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.scenarios_of_form import crossed, settings_for
from sim.experiments.sensitivity.design import Factor, factors_of
from sim.experiments.sensitivity.form import SensitivityFile
from sim.experiments.sensitivity.question import SensitivityQuestion, sensitivity_question
from sim.experiments.sensitivity.screening import TOLD, levels, points_for, screened, strengths, worth_moving
from sim.experiments.sensitivity.sensitivity import Sensitivity, analyse
from sim.measures.arrays import Numbers
from sim.scenario.levers import lever
from sim.scenario.scenario import load

BASE, STRATEGY = "tower_hamlets_2018", "ipop"
SCENARIOS = (load(BASE), load(BASE, STRATEGY))
FACTORS = factors_of(SCENARIOS)
PATHS = [factor.lever.path for factor in FACTORS]
TABLE = "in_house_fostering.location_shares"

PLANTED = {
    "demand.children_per_family": 30.0,
    "stability.scale": -20.0,
    "agency.delay_median": 12.0,
    "in_house_fostering.agreement": 10.0,
    "camhs.strain": -8.0,
}
"""Half of what each changes from its low end to its high end."""
HUMP, SHARE, OF_STRATEGY = "secure.offer", f"{TABLE}.inside", "ipop.ready"
LUCK = 20.0
"""Standard deviation of a single run."""


def question(**changes: object) -> SensitivityQuestion:
    file = SensitivityFile(
        title="A trial", base=BASE, strategies=(STRATEGY,), measures=("looked_after",), points=64, factors=6
    )
    file = replace(file, **changes)  # type: ignore[arg-type]
    return sensitivity_question(file, "trial", crossed(file, None), settings_for(file, usual=6))


def place(path: str, scenario: int, number: float) -> float:
    """Where a number is in its range: -1 at the low end, 1 at the high end, 0 at the centre."""
    one = lever(path, SCENARIOS[scenario])
    if number == one.value:
        return 0.0
    return (number - one.value) / (one.high - one.value if number > one.value else one.value - one.low)


def planted(scenario: int, numbers: Mapping[str, float], luck: float) -> float:
    """What the numbers planted make, and luck."""
    where = {path: place(path, scenario, number) for path, number in numbers.items()}
    value = 300 + sum(effect * where.get(path, 0.0) for path, effect in PLANTED.items())
    value += 15 * where.get(HUMP, 0.0) ** 2 + 15 * where.get(SHARE, 0.0) + LUCK * luck
    # of 245 numbers an effect of 8 would be missed in one case of ten
    return value - scenario * (5 + 14 * where.get(OF_STRATEGY, 0.0))


class HandMade:
    """Gives what was planted in place of runs; luck is named by replication, and for a point by its settings."""

    def __init__(self) -> None:
        self.alone: set[str] = set()

    def values(self, points: list[Point], replications: range) -> Numbers:
        self.alone |= {path for point in points for path, _ in point.settings if len(point.settings) == 1}
        return np.array([[[self.value(point, one) for one in replications]] for point in points])

    def values_at(self, places: list[tuple[Point, int]]) -> Numbers:
        return np.array([[self.value(point, one)] for point, one in places])

    def value(self, point: Point, replication: int) -> float:
        luck = np.random.default_rng([replication, len(point.settings)]).normal()
        return planted(point.scenario, dict(point.settings), float(luck))


@pytest.fixture(scope="module")
def found() -> tuple[Sensitivity, HandMade]:
    measures = HandMade()
    return analyse(question(), measures), measures


# The design


def test_every_number_is_at_either_end_as_often_and_at_its_centre_in_between() -> None:
    factors = [one for one in FACTORS if one.lever.quantity == one.lever.path]
    made = levels(factors, 512, 1)
    assert set(np.unique(made)) == {-1.0, 0.0, 1.0}
    assert ((made == -1).sum(axis=0) == 192).all()
    assert ((made == 1).sum(axis=0) == 192).all()
    assert np.abs(np.corrcoef(made.T) - np.eye(len(factors))).max() < 0.25


def test_of_shares_one_category_is_moved_at_a_time() -> None:
    """So that the others can make way for it, as they do when it is moved alone."""
    made = levels(FACTORS, 1024, 1)
    tables: dict[str, list[int]] = {}
    for number, factor in enumerate(FACTORS):
        tables.setdefault(factor.lever.quantity, []).append(number)
    for numbers in tables.values():
        moved = made[:, numbers] != 0
        assert (moved.sum(axis=1) <= 1).all()
        assert (moved.sum(axis=0) > 80).all()


def test_points_set_each_number_to_the_end_that_its_level_says() -> None:
    made = levels(FACTORS, 16, 1)
    for scenario in range(2):
        for row, point in zip(made, screened(FACTORS, scenario, made), strict=True):
            for path, number in point.settings:
                assert np.sign(place(path, scenario, number)) == row[PATHS.index(path)]
            expected = [
                number for number in np.flatnonzero(row) if _moves(FACTORS[number], scenario, high=row[number] > 0)
            ]
            assert [path for path, _ in point.settings] == [PATHS[number] for number in expected]


def _moves(factor: Factor, scenario: int, *, high: bool) -> bool:
    one = factor.levers[scenario]
    return one is not None and f"{one.high if high else one.low:.12g}" != f"{one.value:.12g}"


# What is planted


def test_what_is_planted_is_moved_alone(found: tuple[Sensitivity, HandMade]) -> None:
    made, measures = found
    mine = {PATHS[number] for number in made.alone}
    assert {*PLANTED, HUMP, SHARE, OF_STRATEGY} <= mine
    assert measures.alone == mine


def test_most_of_what_does_nothing_is_spared(found: tuple[Sensitivity, HandMade]) -> None:
    made, _ = found
    assert made.screening is not None
    assert len(made.alone) < 40
    assert made.asked.runs_of(made.alone) < made.asked.runs / 2


def test_the_tornado_of_what_is_left_is_that_of_all(found: tuple[Sensitivity, HandMade]) -> None:
    made, _ = found
    every = analyse(question(screening=False), HandMade())
    assert every.screening is None
    assert len(every.alone) == len(FACTORS)
    assert set(made.chosen[:3]) == set(every.chosen[:3])
    for mine, theirs in zip(made.explained, every.explained, strict=True):
        bars = {bar.factor: bar for bar in theirs.tornado.bars}
        assert all(bar == bars[bar.factor] for bar in mine.tornado.bars)


@pytest.mark.parametrize("luck", [0.0, 1.0, 2.0])
def test_effects_are_found_among_hundreds_whatever_the_seed(luck: float) -> None:
    """From a third of the standard deviation of luck on: what the tornado, six times each, calls clear is larger."""
    size = max(luck, 0.1)
    places = [number for number, one in enumerate(FACTORS) if one.lever.quantity == one.lever.path][::20]
    effects = np.zeros(len(FACTORS))
    effects[places] = size * np.resize([0.35, -0.5, 1.0], len(places))
    missed, kept = 0, []
    for seed in range(10):
        where = levels(FACTORS, points_for(FACTORS), seed)
        values = where @ effects + luck * np.random.default_rng(seed).normal(size=len(where))
        strong = strengths(where, values)
        missed += int((strong[places] < TOLD).sum())
        kept.append(np.delete(strong, places) >= TOLD)
    assert missed <= 0.02 * 10 * len(places)
    assert np.mean(kept) < 0.04


def test_nothing_is_told_of_what_never_changes_or_is_never_defined() -> None:
    where = levels(FACTORS, 512, 1)
    assert strengths(where, np.full(512, 7.0)).max() < TOLD
    assert strengths(where, np.zeros(512)).max() == 0
    assert strengths(where, np.full(512, np.nan)).max() == 0


def test_named_numbers_and_enough_of_the_strongest_are_always_moved() -> None:
    strong = np.zeros((len(FACTORS), 1))
    shares = [number for number, path in enumerate(PATHS) if path.startswith(TABLE)]
    strong[shares] = 2.0
    stay = worth_moving(FACTORS, strong, 3, (5,))
    assert 5 in stay
    assert set(shares) <= set(stay)
    assert len({FACTORS[number].lever.quantity for number in stay}) == 3


# When it is done


def test_it_is_done_where_it_spares_runs() -> None:
    assert question().screening == 512
    assert question(within=("ipop",), factors=4).screening == 0
    assert question(screening=False).screening == 0


def test_runs_are_counted_beforehand() -> None:
    one = question(points=None)
    alone = len(dict.fromkeys(one.alone(range(len(FACTORS)))))
    assert one.runs == 2 * 512 + 6 * alone + 2 * 512
    by_saltelli = question(points=None, saltelli=True, screening=False)
    assert by_saltelli.runs == 6 * (alone + 2 * 64 * (6 + 2))
