"""A run that is shared out in parts finds what the command line finds, and makes the children of a first day once."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest

from sim.experiments.comparison.comparison import compared
from sim.experiments.running.execution.tasks import Failure
from sim.experiments.running.failures import RunError
from sim.experiments.running.progress_lines import ProgressLine, RunState, in_words
from sim.experiments.running.replications import run_all
from sim.foundations.faults import BadInput
from sim.offline.build.bases import stay
from sim.offline.first_days import POOL
from sim.offline.known_stays import KnownStays
from sim.offline.led_run import LedRun
from sim.offline.shared_work import SharedWork
from sim.planner.asked import Asked, AskedNumber, AskedStrategy
from sim.reports.shared import tables
from sim.scenario.scenario import load

STAYS = KnownStays(dict([stay(load(Asked().base))]))
ASKED = Asked(strategies=(AskedStrategy("ipop"),), years=0.25, replications=2)


@pytest.mark.slow
def test_a_run_in_parts_finds_what_the_command_line_finds() -> None:
    led = LedRun.of(ASKED, STAYS)
    (day,) = led.first_days
    packed, digest, numbers = pickle.dumps(day), day.digest, range(1, day.long_runs + 1)
    said: list[str] = []
    one, other = SharedWork(said.append), SharedWork(said.append)
    ahead = [(one, other)[number % 2].lived(packed, number, 0, 0) for number in numbers[:-1]]
    assert said == [], "what is done ahead is not told"
    lived = [*ahead, one.lived(packed, numbers[-1], len(ahead), len(numbers))]
    assert said == ["Making the children in care on the first day"]
    pool = one.made(digest, packed, lived, [digest])
    assert one.told(digest) == "[]"
    other.take_day(digest, pool, [digest])
    assert other.pools[digest]._frame is None
    other.warm(digest, packed)
    assert other.pools[digest]._frame is not None, "what every replication needs is worked out before the first"
    for worker in (one, other):
        worker.take(pickle.dumps(led.taken))
    done = [
        (one, other)[place % 2].perform(task.point.scenario, task.first, task.size, 0, 4)
        for place, task in enumerate(reversed(led.tasks()))
    ]
    found = led.finished(done)
    expected = compared(run_all(led.scenarios, led.settings))
    assert list(tables.measures(found.outcomes)) == list(tables.measures(expected.outcomes))
    assert list(tables.comparison(found)) == list(tables.comparison(expected))
    other.take_day("another", pool, ["another"])
    assert list(other.pools) == ["another"], "what is not asked for any more is let go"


def test_what_failed_elsewhere_is_told_with_the_command_that_runs_it_alone() -> None:
    led = LedRun.of(ASKED, STAYS)
    failed = [pickle.dumps((task, (Failure(task.point, task.first, "no luck"),))) for task in led.tasks()]
    with pytest.raises(RunError, match=r"(?s)replication 0: no luck.*To run it alone: "):
        led.finished(failed)


def test_every_run_of_a_council_opens_with_the_first_day_that_is_known_before_strategies_are_chosen() -> None:
    (before,) = LedRun.of_first_day(Asked(seed=7), STAYS).first_days
    wanted = replace(ASKED, strategies=(AskedStrategy("ipop"), AskedStrategy("camhs")), years=2, drawn=False, seed=7)
    (then,) = LedRun.of(wanted, STAYS).first_days
    assert before.digest == then.digest
    assert before.long_runs > POOL


def test_another_seed_council_or_number_of_the_first_day_takes_another_first_day() -> None:
    number = AskedNumber("opening.looked_after", 300, "ours", date(2018, 1, 1))
    others = (Asked(), Asked(seed=7), Asked(parts=("legal_process",)), Asked(numbers=(number,)))
    assert len({LedRun.of_first_day(one, STAYS).first_days[0].digest for one in others}) == len(others)


def test_with_courts_the_working_days_of_its_years_decide_a_first_day_too() -> None:
    courts = Asked(parts=("legal_process",))
    days = [LedRun.of_first_day(replace(courts, years=years), STAYS).first_days[0] for years in (1, 5)]
    assert days[0].digest != days[1].digest


def test_every_replication_of_every_scenario_is_run_once() -> None:
    led = LedRun.of(ASKED, STAYS)
    runs = [(task.point.scenario, one) for task in led.tasks() for one in task.replications]
    assert sorted(runs) == [(scenario, one) for scenario in range(len(led.scenarios)) for one in range(2)]


def test_more_than_fits_in_memory_is_refused_before_it_begins() -> None:
    with pytest.raises(BadInput, match="in memory"):
        LedRun.of(Asked(years=30, replications=99_000), STAYS)


def test_how_far_work_is_is_told_as_a_person_reads_it() -> None:
    running = ProgressLine(RunState.RUNNING, 1200, 4000, 62.0)
    assert in_words(running) == "Running replications, 1,200 of 4,000, about 60 seconds left"
    assert in_words(ProgressLine(RunState.OPENING, 3, 9)) == "Making the children in care on the first day"
    assert in_words(ProgressLine(RunState.DONE)) == ""
