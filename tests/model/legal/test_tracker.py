"""Steps that lie idle, and meetings that take them up: means of theory, agenda, remit, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import exp, inf, sqrt
from random import Random

import pytest
from quiet_legal import in_court
from quiet_parameters import YEAR
from runs_of_model import rows
from scripted_worlds import made, run

from sim.foundations.chance import Chance
from sim.foundations.codes import IdleStep
from sim.model.engine.life import Story
from sim.model.legal.idle import IdleLags
from sim.model.legal.meetings import MeetingKind, MeetingOnIdleSteps
from sim.model.legal.waiting import CareTask
from sim.model.register.register import Register

STEP = IdleStep.PRE_PROCEEDINGS


def idle(
    days: Sequence[float],
    mean: float,
    interval: float,
    taken_up: float = 1.0,
    agenda: float = inf,
    covers: float = 1.0,
    longest: float = inf,
    years: float = 3.0,
) -> Register:
    """What is recorded of steps that lie idle since these days, one of each family, with a meeting on them."""
    world = made(in_court(), Chance(1, 1), years)
    lags = IdleLags(world)
    meeting = MeetingOnIdleSteps(world, lags, MeetingKind.TRACKER, {STEP: covers}, agenda, taken_up)
    meeting.begin(0.0, interval)

    def lies(task: CareTask, family: int, day: float) -> Story:
        yield from lags.lies(task, STEP, family, 0, mean, day, longest)

    def begin(family: int, day: float) -> None:
        task = CareTask()
        task.begin(world.lives, lies(task, family, day))

    for family, day in enumerate(days):
        world.lives.at(max(0.0, day), partial(begin, family, day))
    return run(world)


@pytest.mark.parametrize("read", [False, True])
def test_a_step_that_a_meeting_reads_is_waited_for_and_another_only_foreseen(read: bool) -> None:
    world = made(in_court(), {"idle": exp(-2.0)}, 3.0)
    lags, told, task = IdleLags(world), list[tuple[float, float]](), CareTask()
    if read:
        lags.are_read([STEP])

    def story() -> Story:
        taken = yield from lags.taken(task, STEP, 1, 0, 10.0, 5.0)
        told.append((world.lives.now, taken))

    world.lives.at(8.0, lambda: task.begin(world.lives, story()))
    (lag,) = rows(run(world).idle_steps)
    assert told == [(25.0 if read else 8.0, 25.0)]
    assert (lag.began, lag.ended, lag.taken_up) == (5.0, 25.0, False)


def theory(mean: float, interval: float, taken_up: float) -> float:
    """Mean of an exponential lag that a meeting at fixed days takes up with a probability, begun at any time."""
    q = exp(-interval / mean)
    return mean * (1 - mean / interval * (1 - q) * taken_up / (1 - (1 - taken_up) * q))


def test_the_theory_is_that_of_the_design() -> None:
    assert theory(21.0, 14.0, 0.8) == pytest.approx(7.33, abs=0.005)
    assert theory(42.0, 28.0, 0.8) == pytest.approx(14.66, abs=0.01)
    assert theory(14.0, 7.0, 0.5) == pytest.approx(6.09, abs=0.005)
    assert theory(42.0, 28.0, 1.0) == pytest.approx(11.35, abs=0.005)


@pytest.mark.parametrize(
    ("mean", "interval", "taken_up"),
    [(21.0, 14.0, 0.8), (42.0, 28.0, 0.8), (14.0, 7.0, 0.5), (42.0, 28.0, 1.0), (21.0, 14.0, 0.0)],
)
def test_a_lag_that_is_looked_at_on_fixed_days_lasts_as_theory_says(
    mean: float, interval: float, taken_up: float
) -> None:
    luck, years = Random(3), 30.0
    days = [luck.uniform(0.0, (years - 3.0) * YEAR) for _ in range(8000)]
    steps = rows(idle(days, mean, interval, taken_up, years=years).idle_steps)
    lengths = [step.ended - step.began for step in steps]
    found = sum(lengths) / len(lengths)
    error = sqrt(sum((one - found) ** 2 for one in lengths)) / len(lengths)
    assert len(lengths) == len(days)
    assert found == pytest.approx(theory(mean, interval, taken_up), abs=4 * error)


def test_those_that_lie_idle_longest_are_taken_up_first_and_the_agenda_holds_so_many() -> None:
    register = idle([-3.0, -9.0, 4.0, 2.0], mean=1e9, interval=10.0, agenda=1.0)
    steps = sorted(rows(register.idle_steps), key=lambda step: step.subject)
    # the first two had begun before the first day, which is over when they become known
    assert [(step.began, step.ended) for step in steps] == [(-3.0, 20.0), (-9.0, 10.0), (4.0, 40.0), (2.0, 30.0)]
    assert all(step.taken_up for step in steps)
    assert [(row.day, row.subject) for row in rows(register.meetings)] == [(10.0, 1), (20.0, 0), (30.0, 3), (40.0, 2)]


def test_the_same_families_are_on_the_list_at_every_meeting() -> None:
    families, covers = 400, 0.7
    register = idle([0.5] * families, mean=1e9, interval=10.0, taken_up=0.0, covers=covers, years=0.5)
    seen = [{row.subject for row in rows(register.meetings) if row.day == day} for day in (10.0, 20.0, 100.0)]
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) == pytest.approx(families * covers, abs=4 * sqrt(families * covers * (1 - covers)))


def test_a_lag_lasts_no_longer_than_it_may() -> None:
    (step,) = rows(idle([5.0], mean=1e9, interval=1e9, longest=7.0).idle_steps)
    assert (step.began, step.ended, step.taken_up) == (5.0, 12.0, False)
