"""The legal planning meeting as a queue: waits of theory, its agenda, emergencies, and a calendar that changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import inf, log, sqrt
from random import Random

import pytest
from quiet_legal import in_court
from quiet_parameters import YEAR
from scripted_worlds import made, run

from sim.model.engine.life import Story
from sim.model.legal.planning_meeting import LegalPlanningMeeting
from sim.model.legal.waiting import CareTask
from sim.model.lives.world import World
from sim.parameters.legal.strategies import WeeklyLegalPlanning

INTERVAL = 14.0


def weekly(**changes: float) -> WeeklyLegalPlanning:
    """A meeting every week from the first day that hears every case."""
    values = {"starts": 0.0, "interval": 7.0, "agenda": inf, "entry_risk_ratio": 1.0, "cost_per_year": 0.0, **changes}
    return WeeklyLegalPlanning(**values)


class Brought:
    """Cases brought to a meeting that is held every fortnight, on given days, and when each was heard."""

    def __init__(
        self,
        days: Sequence[float],
        strategy: WeeklyLegalPlanning | None = None,
        urgent: Sequence[int] = (),
        years: float = 3.0,
    ) -> None:
        self.world: World = made(in_court(), years=years)
        legal = self.world.parameters.legal
        assert legal is not None
        self.meeting = LegalPlanningMeeting(self.world, legal.planning, strategy)
        self.tasks = [CareTask() for _ in days]
        self.heard: dict[int, float] = {}
        self.foreseen: dict[int, list[float]] = {which: [] for which in range(len(days))}
        for which, day in enumerate(days):
            self.world.lives.at(day, partial(self._bring, which, which in urgent))

    def _bring(self, which: int, urgent: bool) -> None:
        self.tasks[which].begin(self.world.lives, self._story(which, urgent))

    def _story(self, which: int, urgent: bool) -> Story:
        heard = self.meeting.heard(self.tasks[which], which, urgent, foreseen=self.foreseen[which].append)
        self.heard[which] = yield from heard

    def to_the_end(self) -> dict[int, float]:
        run(self.world)
        return self.heard


def heard(
    days: Sequence[float], strategy: WeeklyLegalPlanning | None = None, urgent: Sequence[int] = ()
) -> list[float]:
    """When each case was heard, infinite if it was not."""
    found = Brought(days, strategy, urgent).to_the_end()
    return [found.get(which, inf) for which in range(len(days))]


@pytest.mark.parametrize("interval", [3.5, 7.0, 14.0, 28.0])
def test_without_a_full_agenda_the_wait_is_uniform_and_half_an_interval_on_average(interval: float) -> None:
    luck, years = Random(1), 20.0
    days = [luck.uniform(0.0, years * YEAR - 30.0) for _ in range(4000)]
    found = Brought(days, weekly(interval=interval), years=years).to_the_end()
    waits = sorted(found[which] - day for which, day in enumerate(days))
    number = len(waits)
    assert number == len(days)
    assert waits[0] >= 0.0
    assert waits[-1] < interval
    # five standard errors of a uniform mean; and the band of Dvoretzky, Kiefer and Wolfowitz at one in a million
    assert sum(waits) / number == pytest.approx(interval / 2, abs=5 * interval / sqrt(12 * number))
    band = sqrt(log(2e6) / (2 * number))
    assert all(abs((place + 0.5) / number - wait / interval) < band for place, wait in enumerate(waits))


def test_the_wait_for_a_meeting_with_room_for_one_is_that_of_a_queue_in_discrete_time() -> None:
    # Cases come evenly, `load` a meeting: half an interval until the next, and load / (2 (1 - load)) meetings in line
    load, meetings, blocks = 0.6, 16000, 40
    luck, day, days = Random(2), 0.0, []
    while (day := day + luck.expovariate(load / 7.0)) < meetings * 7.0:
        days.append(day)
    found = Brought(days, weekly(agenda=1.0), years=meetings * 7.0 / YEAR + 1.0).to_the_end()
    waits = [(found[which] - day) / 7.0 for which, day in enumerate(days)]
    assert len(set(found.values())) == len(days)  # never two at one meeting, and everybody in the end
    size = len(waits) // blocks
    means = [sum(waits[size * block : size * (block + 1)]) / size for block in range(blocks)]
    mean = sum(means) / blocks
    error = sqrt(sum((one - mean) ** 2 for one in means) / (blocks - 1) / blocks)
    assert error < 0.06
    assert mean == pytest.approx(0.5 + load / (2 * (1 - load)), abs=4 * error)


def test_cases_are_heard_in_the_order_in_which_they_came_and_those_left_wait_for_the_next_meeting() -> None:
    assert heard([1.0, 2.0, 3.0, 8.0], weekly(agenda=2.0)) == [7.0, 7.0, 14.0, 14.0]
    assert heard([1.0, 2.0, 3.0, 8.0], weekly(agenda=1.0)) == [7.0, 14.0, 21.0, 28.0]


def test_emergencies_are_heard_first() -> None:
    assert heard([1.0, 2.0, 3.0, 8.0], weekly(agenda=1.0), urgent=[2]) == [14.0, 21.0, 7.0, 28.0]
    assert heard([1.0, 2.0, 3.0, 8.0], weekly(agenda=1.0), urgent=[3]) == [7.0, 21.0, 28.0, 14.0]


def test_a_case_is_told_when_it_will_be_heard_as_far_as_can_be_seen() -> None:
    brought = Brought([1.0, 2.0, 3.0], weekly(agenda=1.0), urgent=[2])
    brought.to_the_end()
    assert brought.foreseen == {0: [7.0, 14.0], 1: [7.0, 14.0, 21.0], 2: [7.0]}


def test_before_the_strategy_starts_meetings_are_as_they_were() -> None:
    # every fortnight and without a limit until day 30, then every week and one at a time
    days = [20.0, 21.0, 29.0, 29.5, 36.0]
    assert heard(days, weekly(starts=30.0, agenda=1.0)) == [28.0, 28.0, 35.0, 42.0, 49.0]


def test_a_new_calendar_takes_over_from_the_meeting_that_was_called() -> None:
    # called for day 42 by the old calendar, heard on day 40 by the new one; the old meeting hears nobody
    assert heard([29.0, 41.0], weekly(starts=31.0, interval=10.0)) == [40.0, 50.0]
    # and may be later: it would have been heard on day 42, and meetings are now every 28 days
    assert heard([29.0], weekly(starts=31.0, interval=28.0)) == [56.0]


def test_a_strategy_that_starts_on_the_day_of_a_meeting_holds_it_once() -> None:
    assert heard([1.0, 2.0, 3.0], weekly(starts=14.0, agenda=1.0)) == [14.0, 21.0, 28.0]


def test_meetings_as_often_as_before_are_the_same_meetings_whenever_they_begin() -> None:
    days = [1.0, 13.5, 14.0, 14.5, 29.0, 41.0]
    for starts in (0.0, 5.0, 30.0):
        assert heard(days, weekly(starts=starts, interval=INTERVAL)) == heard(days)


def test_a_case_that_is_over_is_heard_no_more_and_leaves_its_turn_to_the_next() -> None:
    brought = Brought([1.0, 2.0, 3.0], weekly(agenda=1.0))
    brought.world.lives.at(5.0, lambda: brought.tasks[0].stop(brought.world.lives))
    assert brought.to_the_end() == {1: 7.0, 2: 14.0}
