"""Replications: the same on any number of processes, alone or among many, and how numbers are collected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from small_authority import base, three

from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.progress import Stage
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Results
from sim.experiments.running.settings import MOST_REPLICATIONS, Settings, from_text, most_processes, too_large
from sim.experiments.running.study import study
from sim.experiments.statistics.sample import Collection, Measured, NumberKey, Sample
from sim.foundations.chance import Chance
from sim.foundations.faults import BadInput
from sim.measures import measure
from sim.model.model import simulate
from sim.scenario.scenario import load


def same(one: Results, other: Results) -> bool:
    return all(
        list(mine.rows) == list(theirs.rows) and mine.values.tobytes() == theirs.values.tobytes()
        for a, b in zip(one.outcomes, other.outcomes, strict=True)
        for mine, theirs in ((a.measures, b.measures), (a.series, b.series))
    )


# The same on any number of processes


@dataclass(frozen=True)
class Counted:
    """A progress that remembers what it was told."""

    told: list[tuple[Stage, int, int]]

    def __call__(self, stage: Stage, done: int, in_all: int) -> None:
        self.told.append((stage, done, in_all))


def test_serial_and_parallel_give_the_same_bytes() -> None:
    scenarios = three(0.7)
    told: list[tuple[Stage, int, int]] = []
    serial = run_all(scenarios, Settings(4, processes=1), Counted(told))
    parallel = run_all(scenarios, Settings(4, processes=2))
    assert same(serial, parallel)
    ran = [one for one in told if one[0] is Stage.RUNNING]
    assert ran == [(Stage.RUNNING, done, 12) for done in range(13)]  # four of each of the three
    opening = [one for one in told if one[0] is Stage.OPENING]
    assert told == [*opening, *ran]


def test_serial_and_parallel_are_the_same_with_uncertainty_and_it_changes_the_results() -> None:
    # Drawing needs the scenario as loaded; the opening cohort is not drawn, so none is made here either.
    scenarios = [base(0.5)]
    varied = run_all(scenarios, Settings(4, uncertainty=True, processes=1))
    assert same(varied, run_all(scenarios, Settings(4, uncertainty=True, processes=2)))
    assert not same(varied, run_all(scenarios, Settings(4, processes=1)))


def test_one_replication_alone_is_the_same_as_among_many() -> None:
    scenario = base(0.7)
    many = run_all([scenario], Settings(5, seed=11, processes=1)).outcomes[0].measures
    register = simulate(scenario.parameters, scenario.calendar(), Chance(11, 3), scenario.years, None)
    alone = {
        (value.measure, value.category, value.date): value.value
        for value in measure(register, scenario.calendar(), scenario.parameters)
    }
    assert list(alone) == list(many.rows)
    np.testing.assert_array_equal(np.array(list(alone.values())), many.values[:, 3])


def test_fewer_replications_are_the_first_of_more_and_another_seed_is_other_luck() -> None:
    few, more = (run_all([base(0.5)], Settings(n, processes=1)).outcomes[0].series.values for n in (2, 4))
    np.testing.assert_array_equal(few, more[:, :2])
    other = run_all([base(0.5)], Settings(2, seed=5, processes=1)).outcomes[0].series.values
    assert not np.array_equal(few, other)


def test_a_strategy_beside_others_gives_what_it_gives_alone() -> None:
    together = run_all(three(0.5), Settings(2, processes=1))
    alone = run_all(three(0.5)[:2], Settings(2, processes=1))
    assert same(Results(together.outcomes[:2], 0, 2, False), alone)


def test_scenarios_share_their_luck_before_anything_differs() -> None:
    results = run_all(three(0.7), Settings(3, processes=1))
    families = [outcome.measures.of("starts", "whole run, per year", date(2018, 9, 13)) for outcome in results.outcomes]
    # The panel changes where children live, not who comes into care.
    np.testing.assert_array_equal(families[0], families[1])


def test_a_study_can_be_sent_to_another_process() -> None:
    import pickle

    made = study([base(0.3)], 1, False)
    again = pickle.loads(pickle.dumps(made))
    one, other = (each.replicate(Point(0), 0).measures for each in (made, again))
    assert one.keys == other.keys
    assert one.values.tobytes() == other.values.tobytes()


# Collecting


DAY = date(2019, 3, 31)
KEYS = (("starts", "", DAY), ("ceases", "", DAY))


def collected(order: Iterator[tuple[int, Measured]]) -> Collection:
    collection = Collection(3)
    for replication, one in order:
        collection.add(replication, one)
    return collection


def test_numbers_go_to_the_column_of_their_replication_whatever_the_order_of_arrival() -> None:
    ones = [(number, Measured(KEYS, np.array([number, 10.0 * number]))) for number in range(3)]
    for order in (ones, ones[::-1]):
        sample = collected(iter(order)).sample()
        np.testing.assert_array_equal(sample.of(*KEYS[1]), [0, 10, 20])
        assert list(sample.rows) == [NumberKey(*key) for key in KEYS]


def test_what_only_some_replications_measure_is_undefined_in_the_others_in_an_order_that_is_the_same() -> None:
    ones = [
        (0, Measured(KEYS, np.array([1.0, 2.0]))),
        (1, Measured((KEYS[1], ("moves", "", DAY)), np.array([3.0, 4.0]))),
        (2, Measured(KEYS, np.array([5.0, 6.0]))),
    ]
    samples = [collected(iter(order)).sample() for order in (ones, ones[::-1], [ones[1], ones[0], ones[2]])]
    for sample in samples:
        np.testing.assert_array_equal(sample.of("starts", "", DAY), [1, np.nan, 5])
        np.testing.assert_array_equal(sample.of("ceases", "", DAY), [2, 3, 6])
        np.testing.assert_array_equal(sample.of("moves", "", DAY), [np.nan, 4, np.nan])
        assert list(sample.rows) == list(samples[0].rows)


def test_a_sample_gives_dates_categories_and_paths() -> None:
    later = date(2020, 3, 31)
    rows = {NumberKey("in_placement", kind, when): 0 for kind in ("", "agency", "secure") for when in (later, DAY)}
    rows = {key: number for number, key in enumerate(rows)}
    sample = sample_of(rows)
    assert sample.dates("in_placement") == (DAY, later)
    assert sample.categories("in_placement") == ("agency", "secure")
    np.testing.assert_array_equal(sample.path("in_placement", "secure")[:, 0], [5, 4])
    assert np.isnan(sample.of("in_placement", "none such", DAY)).all()
    assert sample.last_date == later


def sample_of(rows: dict[NumberKey, int]) -> Sample:
    return Sample(rows, np.arange(len(rows), dtype=float)[:, np.newaxis])


# Settings


def test_every_fault_of_the_settings_is_told_at_once() -> None:
    with pytest.raises(BadInput) as bad:
        Settings(0, -1, processes=0, years=-2)
    assert len(bad.value.faults) == 4
    with pytest.raises(BadInput) as bad:
        from_text("many", "1.5", "0", "three", False)
    assert len(bad.value.faults) == 4
    told = {message.partition(":")[0] for message in bad.value.faults}
    assert told == {"replications", "seed", "processes", "years"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"replications": MOST_REPLICATIONS + 1},
        {"replications": 2.5},
        {"replications": True},
        {"processes": most_processes() + 1},
        {"seed": 2**64},
        {"years": float("nan")},
        {"years": float("inf")},
        {"years": 31},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput) as bad:
        Settings(**wrong)  # type: ignore[arg-type]
    (message,) = bad.value.faults
    assert next(iter(wrong)) in message
    assert "give" in message


def test_results_too_large_for_memory_are_refused_before_anything_runs() -> None:
    scenarios = [load("england").with_years(30)] * 7
    assert too_large(Settings(100), scenarios) == []
    (message,) = too_large(Settings(100_000), scenarios)
    assert "GB" in message
    with pytest.raises(BadInput, match="GB"):
        run_all(scenarios, Settings(100_000))
