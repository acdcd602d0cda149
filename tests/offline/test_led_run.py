"""A run that is shared out in parts finds what the command line finds, and makes the children of a first day once."""

from __future__ import annotations

import pickle

import pytest

from sim.experiments.comparison.comparison import compared
from sim.experiments.running.execution.tasks import Failure
from sim.experiments.running.progress_lines import ProgressLine, RunState, in_words
from sim.experiments.running.replications import run_all
from sim.foundations.faults import BadInput
from sim.offline.led_run import LedRun, PoolsMade
from sim.offline.shared_work import SharedWork
from sim.planner.asked import Asked, AskedStrategy
from sim.reports.shared import tables

ASKED = Asked(strategies=(AskedStrategy("ipop"),), years=0.25, replications=2)


@pytest.mark.slow
def test_a_run_in_parts_finds_what_the_command_line_finds() -> None:
    led, made = LedRun.of(ASKED), PoolsMade()
    said: list[str] = []
    one, other = SharedWork(said.append), SharedWork(said.append)
    wanted = led.long_runs(made)
    lived = [(one, other)[place % 2].lived(pickle.dumps(run), place, len(wanted)) for place, run in enumerate(wanted)]
    study = led.open(lived, made)
    for worker in (one, other):
        worker.take(study)
    tasks = led.tasks()
    done = [other.perform(task.point.scenario, task.first, task.size, 0, 4) for task in reversed(tasks)]
    found = led.finished(done)
    expected = compared(run_all(led.scenarios, led.settings))
    assert list(tables.measures(found.outcomes)) == list(tables.measures(expected.outcomes))
    assert list(tables.comparison(found)) == list(tables.comparison(expected))
    assert said[0] == "Making the children in care on the first day"
    assert LedRun.of(ASKED).long_runs(made) == [], "the same council's first day is made once"
    failed = [pickle.dumps((task, (Failure(task.point, task.first, "no luck"),))) for task in tasks]
    assert led.finished(failed).outcomes, "what failed elsewhere is tried again here"


def test_every_replication_of_every_scenario_is_run_once() -> None:
    led = LedRun.of(ASKED)
    runs = [(task.point.scenario, one) for task in led.tasks() for one in task.replications]
    assert sorted(runs) == [(scenario, one) for scenario in range(len(led.scenarios)) for one in range(2)]


def test_more_than_fits_in_memory_is_refused_before_it_begins() -> None:
    with pytest.raises(BadInput, match="in memory"):
        LedRun.of(Asked(years=30, replications=99_000))


def test_how_far_work_is_is_told_as_a_person_reads_it() -> None:
    running = ProgressLine(RunState.RUNNING, 1200, 4000, 62.0)
    assert in_words(running) == "Running replications, 1,200 of 4,000, about 60 seconds left"
    assert in_words(ProgressLine(RunState.OPENING, 3, 9)) == "Making the children in care on the first day"
    assert in_words(ProgressLine(RunState.DONE)) == ""
