"""Execution: pieces of work done once each, in any order, whatever becomes of the processes that do them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worker_tasks import (
    KILL,
    CannotBeRead,
    DiesAtFirst,
    all_but_the_first_take_long,
    process,
    square,
    third_cannot_be_sent,
    third_dies,
    third_fails,
)

from sim.experiments.running.execution import processes
from sim.experiments.running.execution.machines import Machines, hired
from sim.experiments.running.execution.processes import Crew, cores, numbered
from sim.experiments.running.execution.tasks import LARGEST_BATCH, LEAST_TASKS, Point, Task, batch_size, parted
from sim.experiments.running.execution.workers import MOST_TRIES, YOUNG_OBJECTS, Alone, Lost, WorkerError


@pytest.fixture
def crew() -> Iterator[Callable[[Callable[[int], object], int], Crew]]:
    """Makes crews and stops them."""
    made: list[Crew] = []

    def make(work: Callable[[int], object], size: int = 2) -> Crew:
        made.append(Crew(work, size))
        return made[-1]

    yield make
    for one in made:
        one.stop()
    assert multiprocessing.active_children() == []


# Numbered


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_every_number_is_worked_on_once(processes: int) -> None:
    done = sorted(numbered(square, 7, processes))
    assert done == [(number, number * number) for number in range(7)]


def test_an_error_in_another_process_says_which_replication_and_why() -> None:
    with pytest.raises(WorkerError, match=r"replication 3(.|\n)*three is not allowed"):
        list(numbered(third_fails, 6, 2))


def test_an_error_here_is_raised_as_it_is() -> None:
    with pytest.raises(ValueError, match="three"):
        list(numbered(third_fails, 6, 1))


def test_a_piece_that_always_ends_its_process_ends_the_work_with_a_hint() -> None:
    with pytest.raises(WorkerError, match="out of memory"):
        list(numbered(third_dies, 6, 2))


def test_stopping_early_leaves_no_process_behind() -> None:
    answers = numbered(square, 1000, 2)
    next(answers)
    assert len(multiprocessing.active_children()) == 2
    answers.close()
    assert multiprocessing.active_children() == []


# A crew


def test_a_process_that_is_killed_is_replaced_and_its_piece_done_again(tmp_path: Path, crew: Callable) -> None:
    work = DiesAtFirst(tmp_path, frozenset({0, 4, 9}))
    assert sorted(crew(work).answers(range(10))) == [(number, number * number) for number in range(10)]
    assert [work.tried(number) for number in range(10)] == [2, 1, 1, 1, 2, 1, 1, 1, 1, 2]


def test_a_piece_that_ends_its_process_time_and_again_is_lost_and_the_others_go_on(
    tmp_path: Path, crew: Callable
) -> None:
    work = DiesAtFirst(tmp_path, frozenset({3}), times=MOST_TRIES)
    answers = dict(crew(work).answers(range(8)))
    lost = answers.pop(3)
    assert isinstance(lost, Lost)
    assert lost.ended
    assert "out of memory" in lost.reason
    assert answers == {number: number * number for number in range(8) if number != 3}
    assert work.tried(3) == MOST_TRIES


def test_work_that_does_nothing_but_end_processes_stops(
    tmp_path: Path, crew: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "MOST_LOST", 2)
    work = DiesAtFirst(tmp_path, frozenset(range(100)), times=MOST_TRIES)
    answers = crew(work, 1).answers(range(100))
    assert next(answers)[1].ended
    with pytest.raises(WorkerError, match="without an answer"):
        next(answers)
    assert work.tried(2) == 0


def test_an_error_is_told_whole_and_the_others_go_on(crew: Callable) -> None:
    answers = dict(crew(third_fails).answers(range(6)))
    assert "ValueError: three is not allowed" in answers[3].reason
    assert "third_fails" in answers[3].reason
    assert not answers[3].ended
    assert [answers[number] for number in (0, 1, 2, 4, 5)] == [0, 1, 2, 4, 5]


def test_an_answer_that_cannot_be_sent_is_an_error_of_its_piece(crew: Callable) -> None:
    answers = dict(crew(third_cannot_be_sent).answers(range(6)))
    assert isinstance(answers[3], Lost)
    assert "pickle" in answers[3].reason.lower()
    assert answers[5] == 5


def test_work_that_cannot_be_read_in_another_process_says_why(crew: Callable) -> None:
    answers = dict(crew(CannotBeRead()).answers(range(3)))
    assert all("this work cannot be read here" in answer.reason for answer in answers.values())


def test_processes_serve_again_without_being_started_anew(crew: Callable) -> None:
    one = crew(process)
    first, second = ({answer for _, answer in one.answers(range(6))} for _ in range(2))
    assert first == second
    assert len(first) == 2


def test_an_idle_process_that_was_killed_is_replaced(crew: Callable) -> None:
    one = crew(process)
    for victim in {answer for _, answer in one.answers(range(6))}:
        os.kill(victim, KILL)
    assert all(answer > 0 for _, answer in one.answers(range(3)))


def test_pieces_are_taken_only_as_they_are_handed_out(crew: Callable) -> None:
    """So that memory does not grow with their number."""
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield number

    for done, _ in enumerate(crew(square).answers(items()), start=1):
        assert taken <= done + 2


def test_a_busy_process_ends_at_once_when_the_crew_stops(crew: Callable) -> None:
    one = crew(all_but_the_first_take_long)
    assert next(one.answers(range(3))) == (0, 0)
    one.stop()  # the work itself takes an hour
    assert multiprocessing.active_children() == []


# Machines


@pytest.mark.parametrize("threads", [0, 1])
@pytest.mark.parametrize("number", [1, 2])
def test_ctrl_c_while_a_process_is_being_started_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, crew: Callable, number: int, threads: int
) -> None:
    """Also where another thread is there, which the system may tell of it in place of this one."""
    asked = crew(square)
    started, start = [], asked._context.Process.start

    def start_and_interrupt(self: multiprocessing.process.BaseProcess) -> None:
        start(self)
        started.append(self)
        if len(started) == number:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(asked._context.Process, "start", start_and_interrupt)
    over = Event()
    others = [Thread(target=over.wait) for _ in range(threads)]
    for one in others:
        one.start()
    with pytest.raises(KeyboardInterrupt):
        list(asked.answers(range(4)))
    over.set()
    for one in others:
        one.join()
    assert len(started) == number
    assert len(asked._processes) == number  # so that it can be ended
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_whoever_waits_is_heard_while_processes_work_and_can_end_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "BEAT", 0.01)
    heard: list[int] = []

    def waits() -> None:
        heard.append(len(done))
        if done:
            raise InterruptedError

    done: list[int] = []
    with pytest.raises(InterruptedError), hired(all_but_the_first_take_long, Machines(2), waits=waits) as workers:
        done.extend(item for item, _ in workers.answers(range(4)))
    assert set(heard) <= {0, 1}
    assert multiprocessing.active_children() == []


def test_one_process_or_one_piece_is_worked_on_here() -> None:
    for machines, pieces in ((Machines(1), None), (Machines(4), 1), (Machines(4), 0)):
        with hired(square, machines, pieces) as workers:
            assert isinstance(workers, Alone)
            assert list(workers.answers(range(3))) == [(0, 0), (1, 1), (2, 4)]


def test_one_process_collects_garbage_as_seldom_as_a_worker_and_leaves_its_settings_as_they_were() -> None:
    usual = gc.get_threshold()
    answers = Alone(lambda _: (gc.get_threshold()[0], gc.get_freeze_count() > 0)).answers(range(3))
    assert next(answers) == (0, (YOUNG_OBJECTS, True))
    answers.close()  # whoever asked wants no more
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0
    with pytest.raises(ZeroDivisionError):
        list(Alone(lambda item: 1 / item).answers([1, 0]))
    assert gc.get_threshold() == usual


def test_there_is_a_process_for_each_core_unless_said_otherwise() -> None:
    assert Machines().processes_used == cores() >= 1
    assert Machines(3).processes_used == 3


# Tasks


def test_batches_are_small_for_few_runs_and_never_large() -> None:
    assert batch_size(1) == batch_size(LEAST_TASKS) == 1
    assert batch_size(3 * LEAST_TASKS) == 3
    assert batch_size(10**6) == LARGEST_BATCH


@given(
    st.lists(
        st.tuples(st.integers(0, 3).map(Point), st.lists(st.integers(0, 30), unique=True).map(sorted)), max_size=5
    ),
    st.integers(1, 10),
)
def test_tasks_make_up_what_is_missing_in_its_order(groups: list[tuple[Point, list[int]]], size: int) -> None:
    missing = [(point, replication) for point, replications in groups for replication in replications]
    tasks = list(parted(missing, size))
    assert [(task.point, replication) for task in tasks for replication in task.replications] == missing
    assert all(1 <= task.size <= size for task in tasks)


def test_tasks_are_as_few_as_can_be() -> None:
    missing = [(Point(0), replication) for replication in (0, 1, 2, 5, 6, 7, 8)]
    assert list(parted(missing, 3)) == [Task(Point(0), 0, 3), Task(Point(0), 5, 3), Task(Point(0), 8, 1)]


SCRIPT = """
from worker_tasks import square
from sim.experiments.running.execution.machines import Machines, hired
from sim.experiments.running.execution.processes import numbered
print(*numbered(square, 3, 2))
with hired(square, Machines(2)) as workers:
    print(type(workers).__name__, Machines(2).processes_used)
"""


def test_a_script_on_standard_input_runs_on_one_process_and_says_so() -> None:
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join((str(root), str(root / "tests")))
    done = subprocess.run(
        [sys.executable, "-"],
        input=SCRIPT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.stdout.splitlines() == ["(0, 0) (1, 1) (2, 4)", "Alone 1"]
    assert "The script came on standard input" in done.stderr
    assert "Traceback" not in done.stderr
    assert processes.possible(2) == 2  # the tests themselves are no such script
