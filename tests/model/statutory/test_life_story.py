"""Life-story work: when a book falls due, who is served first, and the law of what is overdue."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from busy_parameters import busy
from quiet_parameters import CALENDAR, YEAR, changed, every, market, only, quiet
from quiet_reviews import reviews
from quiet_statutory import life_story, more_life_story
from runs_of_model import differing, rows, simulate, small_pool
from scripted_worlds import a_child, comes, made, run, threshold

from sim.model.core.people import SIBLING_BITS
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.statutory.strategies import MoreLifeStory
from sim.parameters.tables import ByCause, ByDuration


def parameters(extra: MoreLifeStory | None = None, **changes: Any) -> Parameters:
    """Agencies for everyone, and the books."""
    return changed(
        quiet(),
        connected_persons=None,
        agency=market(),
        life_story=life_story(**changes),
        more_life_story=extra,
    )


def lived(told: Parameters, *days: float, years: float = 3.0, luck: Any = None) -> Register:
    """Children come on these days, one from a family each."""
    world = made(told, luck, years)
    for family, day in enumerate(days, start=1):
        comes(world, day, a_child(family=family))
    return run(world)


def test_a_book_is_due_a_while_after_the_second_review_and_half_a_year():
    """Came on 8 March 2018: first review 5 April, second 5 July, half a year on 1 January 2019, due 100 days later."""
    came = CALENDAR.day_of(date(2018, 3, 8)) + 0.5
    (row,) = rows(lived(parameters(), came).life_stories)
    assert row.due == CALENDAR.day_of(date(2018, 7, 5)) + 280.0
    assert 0.0 <= row.done - row.due < 7.0


def test_a_plan_that_a_child_lives_elsewhere_for_good_makes_it_due_sooner():
    """Adoption is decided on day 51, placement and order come later: due on day 151."""
    adopts = changed(
        parameters(),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_5_to_9": only(ByCause, adopted=1.0),
            "adoption_median": 300.0,
        },
    )
    (row,) = rows(lived(adopts, 1.0, luck={"leaving": threshold(50 / YEAR)}).life_stories)
    assert row.due == pytest.approx(151.0, abs=1.0)


def test_the_longest_due_has_the_next_book():
    """Three fall due on days of one week, and have theirs in three weeks, in that order."""
    stories = rows(lived(parameters(), 12.0, 10.0, 11.0).life_stories)
    in_order = sorted(stories, key=lambda row: row.due)
    weeks = [row.done for row in in_order]
    assert weeks == sorted(weeks)
    assert [later - sooner for sooner, later in pairwise(weeks)] == [7.0, 7.0]


def test_a_child_who_leaves_care_waits_no_more():
    leaves = changed(parameters(workers=0.0), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    (row,) = rows(lived(leaves, 1.0, luck={"leaving": threshold(500 / YEAR)}).life_stories)
    assert row.ended == pytest.approx(501.0)
    assert row.done != row.done


def test_overdue_books_grow_by_what_falls_due_beyond_what_is_made():
    """Two fall due a week and one is made: after w weeks w are overdue; with another worker none."""
    days = [7.0 * week + half for week in range(60) for half in (1.0, 4.0)]
    for extra, a_week in ((None, 1.0), (more_life_story(), 0.0)):
        stories = rows(lived(parameters(extra), *days, years=2.5).life_stories)
        first = min(row.due for row in stories)
        for weeks in (20, 40):
            until = first + 7 * weeks
            overdue = sum(row.due <= until and not row.done <= until for row in stories)
            assert overdue == pytest.approx(a_week * weeks, abs=2.5)


def test_what_is_left_of_a_week_when_nobody_waits_makes_no_later_book():
    """A book takes five days, and a week leaves two over: for who waits two years later, and for another a week on.

    Did they count, both would have theirs in the first week: two weeks of seven days and two days are more than ten.
    """
    told = parameters(books_per_worker=YEAR / 5)
    later = rows(lived(told, 10.0, 400.0, 400.0).life_stories)[1:]
    first, second = sorted(row.done for row in later)
    assert second - first == 7.0
    many = rows(lived(told, *[10.0] * 3, 400.0, 400.0).life_stories)[3:]
    assert sorted(row.done for row in many) == [first, second]


def test_no_work_goes_to_the_book_of_who_has_left_care():
    """A book takes ten weeks. The first to wait leaves while it is made; the second has it when it is finished."""
    told = parameters(books_per_worker=YEAR / 70)
    leaves = changed(told, leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})

    def first_alone(child: int, _name: int) -> float:
        return threshold((420.0 if child >> SIBLING_BITS == 1 else 2000.0) / YEAR)

    both = rows(lived(leaves, 10.0, 12.0, luck={"leaving": first_alone}).life_stories)
    left, waits = sorted(both, key=lambda row: row.due)
    assert left.ended == pytest.approx(430.0)
    assert waits.done - left.due <= 70.0 + 14.0


def test_no_book_is_made_ahead():
    """A year without anyone gives no more than one book at once when two fall due on one day."""
    stories = rows(lived(parameters(), 10.0, 10.0).life_stories)
    assert abs(stories[0].done - stories[1].done) == 7.0


def test_neutral_it_changes_nothing_and_nobody_more_is_as_nobody():
    """Every table but its own is what it is without it."""
    pool = small_pool(busy())
    without = simulate(busy(), 2.0, pool=pool)
    told = changed(busy(), life_story=life_story(has_at_start=0.5))
    with_books = simulate(told, 2.0, pool=pool)
    assert {name.split(".")[0] for name in differing(without, with_books)} == {"life_stories"}
    nobody = changed(told, more_life_story=more_life_story(workers=0.0))
    assert differing(with_books, simulate(nobody, 2.0, pool=pool)) == []
    felt = simulate(changed(busy(), life_story=life_story(hazard_multiplier=0.1)), 2.0, pool=pool)
    assert differing(without, felt) != ["life_stories"]
    at_start = [row for row in rows(with_books.life_stories) if row.due <= 0.0]
    has = sum(row.done <= 0.0 for row in at_start)
    assert 0 < has < len(at_start)


def test_the_second_review_that_is_held_says_when_a_book_is_due():
    """Officers hold it on its day, 5 July 2018: the same day as by the rule; put off by 30 days, 30 days later."""
    came = CALENDAR.day_of(date(2018, 3, 8)) + 0.5
    for postponed, later in ((0.0, 0.0), (1.0, 30.0)):
        told = changed(parameters(), reviews=reviews(postponed=postponed, postponement=30.0))
        (row,) = rows(lived(told, came).life_stories)
        by_rule = CALENDAR.day_of(date(2018, 7, 5)) + 280.0
        assert row.due >= by_rule + later - 7.0
        assert row.due <= by_rule + 3 * later + 7.0
