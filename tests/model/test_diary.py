"""The diary: one event a day, in order of rank and name whatever the order of writing down."""

from functools import partial
from random import Random

import pytest

from sim.model.engine.diary import Diary
from sim.model.engine.life import Lives


def _done(entries: list[tuple[int, int, int]]) -> tuple[list[tuple[float, int, int]], int]:
    lives = Lives(100.0)
    diary, done = Diary(lives), list[tuple[float, int, int]]()
    for day, rank, name in entries:
        diary.enter(day, rank, name, lambda rank=rank, name=name: done.append((lives.now, rank, name)))  # type: ignore[misc]
    lives.run()
    return done, lives.events


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_writing_down_does_not_matter(seed: int) -> None:
    """Shuffled entries are done on the same days in the same order, with an event for each day."""
    entries = [(day, rank, name) for day in (3, 4, 50) for rank in (1, 2) for name in (9, 10, 700)]
    shuffled = Random(seed).sample(entries, len(entries))
    done, events = _done(shuffled)
    assert done == [(float(day), rank, name) for day, rank, name in entries]
    assert events == 3


def test_nothing_is_kept_past_the_horizon() -> None:
    """The day of the horizon itself is past it, as for lives."""
    assert _done([(99, 1, 1), (100, 1, 2), (250, 1, 3)]) == ([(99.0, 1, 1)], 1)


def test_what_is_past_is_done_today_or_tomorrow() -> None:
    """An entry for an earlier day, made while a day is done, belongs to that day, after what is earlier in order."""
    lives = Lives(100.0)
    diary, done = Diary(lives), list[tuple[float, str]]()
    diary.enter(5, 1, 1, lambda: diary.enter(2, 3, 1, lambda: done.append((lives.now, "late"))))
    diary.enter(5, 2, 1, lambda: done.append((lives.now, "second")))
    lives.at(7.5, partial(diary.enter, 1, 1, 1, lambda: done.append((lives.now, "tomorrow"))))
    lives.run()
    assert done == [(5.0, "second"), (5.0, "late"), (8.0, "tomorrow")]
