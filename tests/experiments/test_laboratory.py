"""The laboratory: each replication is run once, kept as it lands, and the numbers are the same however it was done."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from small_authority import file, three, without_opening

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.running.execution.machines import Machines
from sim.experiments.running.execution.tasks import Batch, Failure, Made, Point, Task
from sim.experiments.running.execution.workers import Lost
from sim.experiments.running.failures import RunError, failures_in_words
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.study import Chosen, Study, study
from sim.parameters.tables import ByFinancialYear
from sim.reports.shared.kept_runs import KeptRuns, begin, resume
from sim.scenario.levers import Setting
from sim.scenario.scenario import load

WANTED = (
    MeasureChoice("looked_after"),
    MeasureChoice("looked_after", at_end=True),
    MeasureChoice("in_placement", "agency"),
)
FEWER = (Setting("demand.entries_per_year", 60.0),)
POINTS = (Point(0), Point(1), Point(0, FEWER), Point(1, FEWER))
HERE = Machines(1)


@cache
def small_study() -> Study:
    return study(three(0.3)[:2], 7, False, Chosen(WANTED))


@dataclass(frozen=True)
class Watched:
    """A study that remembers which replications it ran, and fails where it is told to."""

    study: Study
    ran: list[tuple[Point, int]] = field(default_factory=list)
    failing: frozenset[int] = frozenset()

    @property
    def scenarios(self) -> tuple[object, ...]:
        return self.study.scenarios

    @property
    def seed(self) -> int:
        return self.study.seed

    @property
    def uncertainty(self) -> bool:
        return self.study.uncertainty

    @property
    def turns(self) -> int:
        return self.study.turns

    def perform(self, task: Task) -> Batch:
        self.ran.extend((task.point, replication) for replication in task.replications)
        return tuple(
            Failure(task.point, replication, f"ValueError: number {replication}\nTraceback: here")
            if replication in self.failing
            else self.study.replicate(task.point, replication)
            for replication in task.replications
        )


def values(made: object, machines: Machines = HERE, count: int = 4, keeper: KeptRuns | None = None) -> np.ndarray:
    with Laboratory(made, machines, WANTED, keeper) as laboratory:
        return laboratory.values(POINTS, range(count))


# Numbers


def test_numbers_are_by_point_by_what_is_wanted_and_by_replication() -> None:
    found = values(small_study())
    assert found.shape == (len(POINTS), len(WANTED), 4)
    for place, point in enumerate(POINTS):
        for replication in range(4):
            made = small_study().replicate(point, replication).measures
            given = dict(zip(made.keys, made.values, strict=True))
            scenario = small_study().scenarios[point.scenario]
            expected = [given.get(one.key(scenario), np.nan) for one in WANTED]
            np.testing.assert_array_equal(found[place, :, replication], expected)
    assert (found[2, 0] < found[0, 0]).all()  # fewer children come


def test_they_are_the_same_bytes_on_any_number_of_processes_and_whatever_the_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = values(small_study())
    assert values(small_study(), Machines(2)).tobytes() == alone.tobytes()
    monkeypatch.setattr("sim.experiments.running.laboratory.batch_size", lambda _: 3)
    assert values(small_study(), Machines(3)).tobytes() == alone.tobytes()


def test_what_was_asked_before_is_not_run_again() -> None:
    watched = Watched(small_study())
    with Laboratory(watched, HERE, WANTED) as laboratory:
        few = laboratory.values(POINTS[:2], range(2))
        assert len(watched.ran) == 4
        more = laboratory.values(POINTS[:3], range(3))
        np.testing.assert_array_equal(more[:2, :, :2], few)
        assert len(watched.ran) == len(set(watched.ran)) == 9
        twice = laboratory.values([POINTS[0], POINTS[0]], range(3))
        np.testing.assert_array_equal(twice, more[[0, 0]])
        np.testing.assert_array_equal(laboratory.values(POINTS[:1], range(1, 3)), more[:1, :, 1:3])
        assert laboratory.values([], range(3)).shape == (0, len(WANTED), 3)
    assert len(watched.ran) == 9


def test_single_replications_are_those_of_the_whole_and_are_not_run_again() -> None:
    watched = Watched(small_study())
    every = values(small_study())
    with Laboratory(watched, HERE, WANTED) as laboratory:
        places = [(POINTS[one], one) for one in (2, 0, 3)]
        np.testing.assert_array_equal(laboratory.values_at(places), every[[2, 0, 3], :, [2, 0, 3]])
        assert sorted(watched.ran) == sorted(places)
        np.testing.assert_array_equal(laboratory.values_at([*places, (POINTS[2], 2)])[3], every[2, :, 2])
        np.testing.assert_array_equal(laboratory.values(POINTS[2:3], range(4)), every[2:3])
        assert len(watched.ran) == len(set(watched.ran)) == 6
        assert laboratory.values_at([]).shape == (0, len(WANTED))


def test_progress_counts_the_replications_of_every_point() -> None:
    told: list[tuple[int, int]] = []
    with Laboratory(small_study(), HERE, WANTED, tell=lambda _stage, *said: told.append(said)) as laboratory:
        laboratory.values(POINTS[:2], range(2))
        assert told == [(done, 4) for done in range(5)]
        laboratory.expect(10)
        laboratory.values(POINTS[:2], range(3))
    assert told[5:] == [(8, 10), (9, 10), (10, 10)]


# Failures


def test_a_failure_is_reported_with_its_scenario_seed_and_replication_after_the_others_are_done() -> None:
    watched = Watched(small_study(), failing=frozenset({1}))
    with (
        Laboratory(watched, HERE, WANTED) as laboratory,
        pytest.raises(RunError, match="2 replications failed; the others are done") as raised,
    ):
        laboratory.values([Point(0), Point(1, FEWER)], range(3))
    assert len(watched.ran) == 6
    name = small_study().scenarios[1].name
    said = str(raised.value)
    assert "tower_hamlets_2018, seed 7, replication 1: ValueError: number 1" in said
    assert f"{name}, demand.entries_per_year = 60, seed 7, replication 1" in said
    command = f"run.py replicate {name} 1 --seed 7 --years 0.3 --set demand.entries_per_year=60.0"
    assert f"To run it alone: {command}" in said


def test_a_tolerant_laboratory_has_no_numbers_where_runs_failed_and_does_not_try_them_again() -> None:
    watched = Watched(small_study(), failing=frozenset({1}))
    with Laboratory(watched, HERE, WANTED, tolerant=True) as laboratory:
        found = laboratory.values([Point(0)], range(3))
        again = laboratory.values([Point(0)], range(3))
    assert np.isnan(found[0, :, 1]).all()
    assert not np.isnan(found[0, :, [0, 2]]).any()
    np.testing.assert_array_equal(found, again)
    assert len(watched.ran) == 3
    assert [(one.point, one.replication) for one in laboratory.failures] == [(Point(0), 1)]


def test_many_failures_are_told_shortly() -> None:
    failures = [Failure(Point(0), number, "ValueError: no\nwhere") for number in range(100)]
    said = failures_in_words(small_study(), failures)
    assert said.startswith("100 replications failed")
    assert said.endswith("and 95 more")
    assert len(said.splitlines()) == 12


@dataclass
class Deadly:
    """Workers of which any dies that tries replication 2."""

    study: Study
    tried: list[Task] = field(default_factory=list)

    def answers(self, items: Iterable[Task]) -> Iterator[tuple[Task, Batch | Lost]]:
        for task in items:
            self.tried.append(task)
            yield task, Lost("the worker ended", ended=True) if 2 in task.replications else self.study.perform(task)

    def stop(self) -> None:
        pass


def test_of_a_batch_that_ends_its_workers_only_the_one_that_does_it_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.experiments.running.laboratory.batch_size", lambda _: 4)
    workers = Deadly(small_study())
    with Laboratory(small_study(), HERE, WANTED, tolerant=True) as laboratory:
        laboratory._workers = workers
        found = laboratory.values([Point(0)], range(8))
    assert np.isnan(found[0, 0]).tolist() == [False, False, True, False, False, False, False, False]
    assert [(task.first, task.size) for task in workers.tried] == [(0, 4), (4, 4), (0, 1), (1, 1), (2, 1), (3, 1)]
    (failure,) = laboratory.failures
    assert (failure.replication, failure.error) == (2, "the worker ended")


# The command that runs one alone


def command_for(made: Study, number: int = 0) -> list[str]:
    with (
        Laboratory(Watched(made, failing=frozenset({3})), HERE, WANTED) as laboratory,
        pytest.raises(RunError) as raised,
    ):
        laboratory.values([Point(number)], range(3, 4))
    (line,) = (line for line in str(raised.value).splitlines() if "To run it alone: " in line)
    return shlex.split(line.partition("alone: ")[2])


def test_the_command_names_a_scenario_as_it_was_loaded(tmp_path: Path) -> None:
    (tmp_path / "my own").mkdir()
    path = file(tmp_path / "my own", 0.3)
    own = load(str(path), "ipop")
    assert own.asked == f"{path}+ipop"
    words = command_for(study([own], 5, False, Chosen(WANTED)))
    assert words == ["run.py", "replicate", f"{path}+ipop", "3", "--seed", "5", "--years", "0.3"]
    assert load(words[2]).digest == own.digest


def test_the_command_says_from_what_numbers_are_drawn() -> None:
    scenario = without_opening(load("tower_hamlets_2018").with_years(0.3))
    words = command_for(study([scenario], 5, True, Chosen(WANTED)))
    assert words[-3:] == ["--uncertainty", "--ensemble", "none"]  # one is kept for this base, and was not drawn from


def test_the_command_names_the_scenario_whose_children_it_opened_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.experiments.running.study.opening_pool", lambda *_: None)
    first, other = load("tower_hamlets_2018").with_years(0.3), load("tower_hamlets_2018", "ipop").with_years(0.3)
    busier = replace(
        other,
        parameters=replace(
            other.parameters, demand=replace(first.parameters.demand, yearly_level=ByFinancialYear(1.5, 1.5, 1.5))
        ),
    )
    fewer, larger = (
        replace(other, parameters=replace(other.parameters, demand=replace(first.parameters.demand, **{name: number})))
        for name, number in (("entries_per_year", 9.0), ("children_per_family", 2.0))
    )
    made = study([first, other, busier, fewer, larger], 5, False, Chosen(WANTED))
    for number in (1, 2, 3):
        assert "--opening-of" not in command_for(made, number)
    assert command_for(made, 4)[-2:] == ["--opening-of", "tower_hamlets_2018"]


# What is kept


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


def kept_in(folder: Path) -> KeptRuns:
    return resume(folder, "digest") if folder.exists() else begin(folder, ["sweep", "x.toml"], "digest")


def run_in(folder: Path, count: int = 4, failing: frozenset[int] = frozenset()) -> tuple[np.ndarray, Watched]:
    """Run into the folder, as far as has not been done in it before; give the numbers and what was run."""
    keeper, watched = kept_in(folder), Watched(small_study(), failing=failing)
    try:
        return values(watched, HERE, count, keeper), watched
    finally:
        keeper.release()


def test_resuming_runs_nothing_again_and_changes_nothing(folder: Path) -> None:
    first, watched = run_in(folder)
    assert len(watched.ran) == 16
    before = (folder / "runs.csv.gz").read_bytes()
    for _ in range(2):
        again, watched = run_in(folder)
        assert watched.ran == []
        assert again.tobytes() == first.tobytes() == values(small_study()).tobytes()
        assert (folder / "runs.csv.gz").read_bytes() == before


def test_resuming_with_more_replications_runs_only_those(folder: Path) -> None:
    few, _ = run_in(folder, 2)
    more, watched = run_in(folder, 3)
    assert sorted(watched.ran) == sorted((point, 2) for point in POINTS)
    np.testing.assert_array_equal(more[:, :, :2], few)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 1.0])
def test_after_the_end_is_cut_off_only_what_is_gone_is_run_again(folder: Path, share: float) -> None:
    first, _ = run_in(folder)
    path = folder / "runs.csv.gz"
    os.truncate(path, int(path.stat().st_size * share) - 1)
    keeper = kept_in(folder)
    left = {(task.point, task.first) for task, _ in keeper.known()}
    keeper.release()
    again, watched = run_in(folder)
    assert again.tobytes() == first.tobytes()
    assert set(watched.ran) == {(point, number) for point in POINTS for number in range(4)} - left
    assert len(left) < 16


def test_after_a_byte_was_damaged_only_its_task_is_run_again(folder: Path) -> None:
    first, _ = run_in(folder)
    path = folder / "runs.csv.gz"
    content = bytearray(path.read_bytes())
    content[-30] ^= 0xFF
    path.write_bytes(content)
    again, watched = run_in(folder)
    assert again.tobytes() == first.tobytes()
    assert watched.ran == [(POINTS[-1], 3)]


def test_what_failed_is_tried_again_when_resumed(folder: Path) -> None:
    with pytest.raises(RunError):
        run_in(folder, failing=frozenset({1}))
    found, watched = run_in(folder)
    assert sorted(watched.ran) == sorted((point, 1) for point in POINTS)
    assert found.tobytes() == values(small_study()).tobytes()


def test_runs_give_what_was_kept_first_and_then_the_rest(folder: Path) -> None:
    run_in(folder, 2)
    keeper, watched = kept_in(folder), Watched(small_study())
    with Laboratory(watched, HERE, keeper=keeper) as laboratory:
        runs = list(laboratory.runs(POINTS[:2], range(3)))
    keeper.release()
    assert [(run.point, run.replication) for run in runs[-2:]] == watched.ran == [(Point(0), 2), (Point(1), 2)]
    assert len(runs) == 6
    assert all(isinstance(run.made, Made) for run in runs)
    one = next(run for run in runs if (run.point, run.replication) == (Point(1), 1))
    assert one.made.measures.values.tobytes() == small_study().replicate(Point(1), 1).measures.values.tobytes()
