"""Teams: slots that come over a ramp, and a line by priority."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.engine.life import NEVER, Life, Lives, Wake
from sim.model.engine.slots import Slots, every


def waits(lives: Lives, log: list, name: str, until: float = NEVER):
    """Wait for a slot until a day, and say what came of it."""
    woken = yield until
    log.append((name, lives.now, woken is Wake.SLOT_GRANTED))


def in_line(lives: Lives, slots: Slots, log: list, name: str, priority: int = 0, until: float = NEVER) -> Life:
    life = lives.begin(waits(lives, log, name, until))
    slots.wait(life, priority)
    return life


def test_slots_are_taken_and_given_back():
    slots = Slots(Lives(100.0), total=2, starts=0.0, ramp=0.0)
    assert [slots.take(), slots.take(), slots.take()] == [True, True, False]
    slots.give_back()
    assert slots.free == 1
    assert slots.take()


def test_a_part_of_a_slot_is_none():
    assert Slots(Lives(100.0), total=2.9, starts=0.0, ramp=0.0).open == 2
    assert Slots(Lives(100.0), total=0.3 * 10, starts=0.0, ramp=0.0).open == 3  # which a computer makes 2.9999...
    assert not Slots(Lives(100.0), total=0.9, starts=0.0, ramp=0.0).exists


def test_slots_open_evenly_over_the_ramp():
    lives, log = Lives(100.0), []
    slots = Slots(lives, total=4, starts=10.0, ramp=40.0)
    for day in (9.0, 10.5, 19.5, 20.5, 30.5, 40.5, 60.0):
        lives.at(day, lambda: log.append(slots.open))
    lives.run()
    assert log == [0, 1, 1, 2, 3, 4, 4]


def test_the_line_is_served_by_priority_and_then_in_order():
    lives, log = Lives(100.0), []
    slots = Slots(lives, total=1, starts=0.0, ramp=0.0)
    slots.take()
    for name, priority in (("first of the rest", 1), ("second of the rest", 1), ("urgent", 0)):
        in_line(lives, slots, log, name, priority)
    for day in (10.0, 20.0, 30.0):
        lives.at(day, slots.give_back)
    lives.run()
    assert log == [("urgent", 10.0, True), ("first of the rest", 20.0, True), ("second of the rest", 30.0, True)]


def test_those_who_gave_up_are_passed_over():
    lives, log = Lives(100.0), []
    slots = Slots(lives, total=1, starts=0.0, ramp=0.0)
    slots.take()
    in_line(lives, slots, log, "gives up", until=5.0)
    in_line(lives, slots, log, "stays")
    assert slots.waiting() == 2
    lives.at(10.0, slots.give_back)
    lives.run()
    assert log == [("gives up", 5.0, False), ("stays", 10.0, True)]
    assert slots.waiting() == 0
    assert slots.free == 0


def test_a_slot_that_opens_goes_to_who_waits():
    lives, log = Lives(100.0), []
    slots = Slots(lives, total=2, starts=10.0, ramp=20.0)
    for name in "abc":
        in_line(lives, slots, log, name)
    lives.run()
    assert log == [("a", 10.0, True), ("b", 20.0, True)]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(0, 90), st.floats(0.1, 30), st.integers(0, 1)), max_size=30), st.integers(1, 4))
def test_slots_are_never_lost_nor_given_twice(visits: list[tuple[float, float, int]], total: int):
    lives = Lives(1000.0)
    slots = Slots(lives, total, starts=5.0, ramp=20.0)
    busy = {"now": 0, "served": 0}

    def visit(life: Life, days: float, priority: int):
        if not slots.take():
            slots.wait(life, priority)
            yield NEVER
        busy["now"] += 1
        assert busy["now"] <= slots.open <= total
        yield lives.now + days
        busy["now"] -= 1
        busy["served"] += 1
        slots.give_back()

    for day, days, priority in visits:

        def arrives(days: float = days, priority: int = priority) -> None:
            holder: list[Life] = []
            life = Life(visit_of(holder, days, priority))
            holder.append(life)
            lives.resume(life)

        lives.at(day, arrives)

    def visit_of(holder: list[Life], days: float, priority: int):
        yield from visit(holder[0], days, priority)

    lives.run()
    assert busy == {"now": 0, "served": len(visits)}
    assert slots.free == total


def test_a_thing_that_recurs_happens_on_each_day_named():
    lives, days = Lives(50.0), []
    every(lives, 10.0, lambda day: day + 15.0, lambda: days.append(lives.now))
    lives.run()
    assert days == pytest.approx([10.0, 25.0, 40.0])
