"""Stages of a run are told from beginning to end, and work that is cancelled ends at the next word of its progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import active_children
from pathlib import Path
from threading import Thread

import pytest
from quiet_legal import busy_in_law
from quiet_parameters import CALENDAR
from small_authority import file, three

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.comparison.comparison import compare
from sim.experiments.region.councils import run_together
from sim.experiments.running.cancelling import Cancel, Cancelled
from sim.experiments.running.execution.machines import Machines
from sim.experiments.running.execution.tasks import LARGEST_BATCH, LEAST_TASKS, Batch, Point, Task
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.progress import Stage, Tell
from sim.experiments.running.run import run
from sim.experiments.running.settings import Settings
from sim.experiments.running.study import Chosen, Study, opening_pool, study
from sim.experiments.sweep.sweep import sweep
from sim.model.pool import making
from sim.reports.shared.kept_runs import begin, resume

WANTED = (MeasureChoice("looked_after"),)


@dataclass
class Told:
    """A progress that remembers what it was told, and asks for the end at its so-manieth word."""

    cancel: Cancel = field(default_factory=Cancel)
    ends_at: int = 0
    words: list[tuple[Stage, int, int]] = field(default_factory=list)

    def __call__(self, stage: Stage, done: int, in_all: int) -> None:
        if self.words and self.words[-1] == (stage, done, in_all):
            return  # told again, as it is while work goes on
        self.words.append((stage, done, in_all))
        if len(self.words) == self.ends_at:
            self.cancel.ask()


@dataclass(frozen=True)
class Ran:
    """A study that remembers which replications it ran."""

    study: Study
    ran: list[int] = field(default_factory=list)

    @property
    def scenarios(self) -> tuple[object, ...]:
        return self.study.scenarios

    def perform(self, task: Task) -> Batch:
        self.ran.extend(task.replications)
        return self.study.perform(task)


@pytest.fixture(scope="module")
def small() -> Study:
    return study(three(0.3)[:1], 7, False, Chosen(WANTED))


# Told


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """First days of two long runs that are not long, kept in a cache of their own: its folder."""
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path))
    for name, value in (("BURN_IN_YEARS", 4), ("SNAPSHOTS", 3), ("RETURN_WITHIN", 365.0), ("runs", lambda _: 2)):
        monkeypatch.setattr(making, name, value)
    return tmp_path


def test_the_making_of_a_first_day_is_told_by_its_simulated_years(short: Path) -> None:
    told: list[tuple[int, int]] = []
    pool = opening_pool(busy_in_law(), CALENDAR, 3, lambda *said: told.append(said))
    in_all = making.work_of(100.0)
    years = 2 * int(4 + 3 * making.MONTHS_BETWEEN / 12 + 1)
    assert told == [*((done, in_all) for done in range(1, years + 1)), (in_all, in_all)]
    told.clear()
    assert opening_pool(busy_in_law(), CALENDAR, 3, lambda *said: told.append(said)) == pool
    assert told == []  # kept since the first time: nothing is made


def test_stages_come_in_their_order_and_each_ends_with_all_of_it() -> None:
    told = Told()
    compare(three(0.3)[0], [three(0.3)[1]], replications=2, central=True, progress=told, processes=1)
    stages = [stage for stage, _, _ in told.words]
    assert stages == sorted(stages, key=list(Stage).index)
    assert set(stages) == {Stage.LOADING, Stage.OPENING, Stage.RUNNING}
    for stage in set(stages):
        assert next((done, of) for one, done, of in reversed(told.words) if one is stage)[0] == max(
            of for one, _, of in told.words if one is stage
        )


# Cancelled


def test_a_first_day_that_is_cancelled_is_not_made_on(short: Path) -> None:
    told = Told(ends_at=3)
    hear = told.cancel.heard_by(told)
    with pytest.raises(Cancelled):
        opening_pool(busy_in_law(), CALENDAR, 3, lambda *said: hear(Stage.OPENING, *said))
    assert [done for _, done, _ in told.words] == [1, 2, 3]
    assert list(short.iterdir()) == []  # nothing half made is kept


@pytest.mark.parametrize("processes", [1, 2])
def test_runs_that_are_cancelled_go_no_further_and_no_process_is_left(small: Study, processes: int) -> None:
    told = Told(ends_at=3)
    with (
        pytest.raises(Cancelled),
        Laboratory(small, Machines(processes), WANTED, tell=told.cancel.heard_by(told)) as laboratory,
    ):
        laboratory.values([Point(0)], range(30))
    assert told.words == [(Stage.RUNNING, done, 30) for done in range(3)]
    assert active_children() == []


def test_work_in_this_process_ends_between_two_replications_of_one_task(small: Study) -> None:
    cancel, ran = Cancel(), Ran(small)

    def tell(_stage: Stage, _done: int, _in_all: int) -> None:
        if len(ran.ran) == 2:
            cancel.ask()

    runs = LEAST_TASKS * LARGEST_BATCH  # so that a task has several
    with pytest.raises(Cancelled), Laboratory(ran, Machines(1), WANTED, tell=cancel.heard_by(tell)) as laboratory:
        laboratory.values([Point(0)], range(runs))
    assert ran.ran == [0, 1, 2]


def test_what_was_kept_before_is_not_run_again(small: Study, tmp_path: Path) -> None:
    told, first = Told(ends_at=3), Ran(small)
    kept = begin(tmp_path / "out", ["run", "x"], "digest")
    with (
        pytest.raises(Cancelled),
        Laboratory(first, Machines(1), WANTED, kept, told.cancel.heard_by(told)) as laboratory,
    ):
        laboratory.values([Point(0)], range(6))
    kept.release()
    assert first.ran == [0, 1, 2]  # the third had landed, and was kept, when the end was heard of
    second, kept = Ran(small), resume(tmp_path / "out", "digest")
    with Laboratory(second, Machines(1), WANTED, kept) as laboratory:
        again = laboratory.values([Point(0)], range(6))
    kept.release()
    assert second.ran == [3, 4, 5]
    with Laboratory(small, Machines(1), WANTED) as laboratory:
        assert again.tobytes() == laboratory.values([Point(0)], range(6)).tobytes()


def test_another_thread_can_ask_for_the_end(small: Study) -> None:
    cancel, heard = Cancel(), []

    def tell(_stage: Stage, done: int, _in_all: int) -> None:
        heard.append(done)
        other = Thread(target=cancel.ask)
        other.start()
        other.join()

    with pytest.raises(Cancelled), Laboratory(small, Machines(1), WANTED, tell=cancel.heard_by(tell)) as laboratory:
        laboratory.values([Point(0)], range(6))
    assert heard == [0]
    assert cancel.asked


SWEEP = """
title = "s"
base = "small.toml"
design = "grid"
measures = ["looked_after"]
[[vary]]
path = "demand.entries_per_year"
unit = "children per year"
values = [100, 150]
"""


def compared(tell: Tell, _folder: Path) -> None:
    compare(three(0.3)[0], [three(0.3)[1]], replications=2, central=True, progress=tell, processes=1)


def ran(tell: Tell, _folder: Path) -> None:
    run(three(0.3)[0], replications=2, processes=1, progress=tell)


def ran_together(tell: Tell, _folder: Path) -> None:
    run_together(three(0.3)[:1], Settings(2, processes=1), "together", tell)


def swept(tell: Tell, folder: Path) -> None:
    file(folder, 0.3)
    (folder / "sweep.toml").write_text(SWEEP, encoding="utf-8")
    sweep(str(folder / "sweep.toml"), replications=2, processes=1, progress=tell)


@pytest.mark.parametrize("work", [compared, ran, ran_together, swept])
def test_whatever_runs_replications_lets_it_pass(
    work: Callable[[Tell, Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[tuple[Stage, int]] = []

    def tell(stage: Stage, done: int, _in_all: int) -> None:
        told.append((stage, done))
        if (stage, done) == (Stage.RUNNING, 1):
            raise Cancelled

    with pytest.raises(Cancelled):
        work(tell, tmp_path)
    assert told[-1] == (Stage.RUNNING, 1)
    assert told.count((Stage.RUNNING, 1)) == 1
