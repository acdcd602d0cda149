"""The measures of life-story work: answers worked by hand."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest
from handmade_legal_registers import row
from handmade_registers import CALENDAR, MARCH_2019, MARCH_2020, child, day, episode, parameters, register, value
from quiet_statutory import life_story, more_life_story

from sim.measures import Value, measure
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

DUE = float(day(2018, 10, 1))


def book(r: Register, due: float = DUE, done: float = OPEN, left: float = OPEN) -> None:
    """Add a child in care with a book that is due."""
    of = episode(r, child(r), 0.0, left)
    row(r.life_stories, child=r.episodes.child[of], episode=of, due=due, done=done, ended=OPEN)


def measured(r: Register, **parts: Any) -> list[Value]:
    """Return the values of all measures where there is life-story work."""
    return measure(r, CALENDAR, parameters(life_story=life_story(), **parts))


def test_of_those_due_a_book_who_has_it() -> None:
    """Made, made after the date, not made; not due by the date, and gone before it, count for nothing."""
    r = register()
    book(r, done=DUE + 30)
    book(r, done=float(day(2019, 5, 1)))
    book(r)
    book(r, due=float(day(2019, 5, 1)))
    book(r, done=DUE + 10, left=DUE + 50)
    values = measured(r)
    assert value(values, "life_story_books_percent", when=MARCH_2019) == pytest.approx(100 / 3)
    assert value(values, "life_story_books_percent", when=MARCH_2020) == 50.0


def test_a_wait_is_of_books_made_in_the_year_after_they_fell_due() -> None:
    """30, 40 and 212 days in two years; a book that was there on its due day was not waited for."""
    r = register()
    for days in (30.0, 40.0, 212.0, 0.0):
        book(r, done=DUE + days)
    values = measured(r)
    assert value(values, "life_story_wait_days_median", when=MARCH_2019) == 35.0
    assert value(values, "life_story_wait_days_median", when=MARCH_2020) == 212.0
    assert isnan(value(measured(register()), "life_story_wait_days_median", when=MARCH_2019))


def test_workers_are_statutory_and_those_who_are_added_a_strategy() -> None:
    """40,000 a year for each; the year to 31 March 2020 has 366 days."""
    values, a_year = measured(register(), more_life_story=more_life_story(workers=0.5)), 366 / 365.25
    assert value(values, "cost_statutory", "life-story work", MARCH_2020) == pytest.approx(40_000.0 * a_year)
    assert value(values, "cost_strategies", "more life-story work", MARCH_2020) == pytest.approx(20_000.0 * a_year)
