"""What is to be done of first days is handed out once, in an order in which it can be, and kept when it changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.offline.day_to_make import DayToMake
from sim.offline.first_days import MOST_KEPT, POOL, STAY, FirstDays, PartOfDay
from sim.offline.known_stays import KnownStays
from sim.scenario.scenario import load

SCENARIO = load("tower_hamlets_2018")


def day(seed: int, entries: float | None = 170.0) -> DayToMake:
    return DayToMake(SCENARIO, SCENARIO.calendar(), seed, entries, long_runs=2)


def handed_out(days: FirstDays) -> list[PartOfDay]:
    return list(iter(days.next, None))


@pytest.fixture(name="days")
def some_days() -> FirstDays:
    found = FirstDays()
    found.ask([day(1)], again=False)
    return found


def all_done(days: FirstDays) -> None:
    while part := days.next():
        days.done(part, ("too few",) if part.number == POOL else ())


def test_each_long_run_is_handed_out_once_and_the_pool_when_all_are_lived(days: FirstDays) -> None:
    runs = handed_out(days)
    assert [one.number for one in runs] == [1, 2]
    days.done(runs[1])
    assert handed_out(days) == [], "one is still being lived"
    assert (days.lived, days.long_runs, days.made) == (1, 2, False)
    days.done(runs[0])
    (pool,) = handed_out(days)
    assert pool.number == POOL
    days.done(pool, ("too few",))
    assert days.made
    assert days.told == ["too few"]
    assert (days.lived, days.long_runs) == (2, 2)


def test_no_run_is_lived_before_it_is_known_how_long_children_stay_and_then_all_are() -> None:
    days = FirstDays()
    days.ask([day(1, entries=None), day(7, entries=None)], again=False)
    asked = handed_out(days)
    assert [one.number for one in asked] == [STAY, STAY]
    assert (days.lived, days.long_runs) == (0, 4)
    days.workers_ended()
    assert handed_out(days) == asked, "it is worked out anew where a worker was ended"
    days.failed(asked[0])
    assert handed_out(days) == []
    days.stays_known(KnownStays().with_stay(SCENARIO.parameters, 2.0))
    days.ask([one.day for one in days.known.values()], again=True)
    assert [one.number for one in handed_out(days)] == [1, 2, 1, 2]
    assert {one.day.entries for one in days.known.values()} == {SCENARIO.parameters.opening.looked_after / 2.0}


def test_what_is_asked_again_is_not_made_again(days: FirstDays) -> None:
    all_done(days)
    for again in (True, False):
        days.ask([day(1)], again=again)
        assert days.made
        assert days.next() is None


def test_what_ended_workers_did_is_handed_out_again_and_what_was_done_is_not(days: FirstDays) -> None:
    first, second = handed_out(days)
    days.done(first)
    days.workers_ended()
    assert handed_out(days) == [second]


def test_another_first_day_comes_at_once_and_what_was_done_of_the_old_one_is_kept(days: FirstDays) -> None:
    first, second = handed_out(days)
    days.ask([day(7)], again=False)
    new = handed_out(days)
    assert [one.number for one in new] == [1, 2]
    assert {one.digest for one in new} != {first.digest}
    days.done(first)
    assert days.lived == 0, "what ends late is of what was asked for before"
    days.ask([day(1)], again=False)
    days.done(second)
    assert [one.number for one in handed_out(days)] == [POOL]


def test_no_more_first_days_are_kept_than_fit(days: FirstDays) -> None:
    part = days.next()
    assert part is not None
    for seed in range(2, MOST_KEPT + 2):
        days.ask([day(seed)], again=False)
    assert len(days.known) == MOST_KEPT
    assert part.digest not in days.known
    days.done(part)
    days.failed(part)
    days.ask([day(seed) for seed in range(MOST_KEPT + 2)], again=False)
    assert len(days.known) == MOST_KEPT + 2, "all that is asked for is kept"
    assert {one.digest for one in handed_out(days)} == set(days.asked)


def test_after_a_failure_nothing_more_is_tried_until_it_is_asked_for_in_earnest(days: FirstDays) -> None:
    first, second = handed_out(days)
    days.failed(first)
    days.done(second)
    assert days.next() is None
    days.ask([day(1)], again=False)
    assert days.next() is None
    days.ask([day(1)], again=True)
    assert handed_out(days) == [first]


def test_a_council_without_children_in_care_needs_no_first_day() -> None:
    assert SCENARIO.parameters.opening is not None
    nobody = replace(SCENARIO.parameters.opening, looked_after=0)
    empty = replace(SCENARIO, parameters=replace(SCENARIO.parameters, opening=nobody))
    assert DayToMake.of(empty, SCENARIO.calendar(), 1, KnownStays()) is None
    days = FirstDays()
    days.ask([], again=True)
    assert days.made
    assert days.next() is None
