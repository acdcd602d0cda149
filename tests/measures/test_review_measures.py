"""The measures of reviews: answers worked by hand."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest
from handmade_legal_registers import row
from handmade_registers import CALENDAR, MARCH_2019, MARCH_2020, child, day, episode, parameters, register, value
from quiet_reviews import more_reviewing, reviews

from sim.measures import Value, measure
from sim.measures.catalogue import OF_REVIEWS
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

IN_2018 = day(2018, 6, 1)


def review(r: Register, of: int, number: int, due: float, held: float = OPEN, **given: Any) -> int:
    """Add a review; return its row."""
    return row(r.reviews, child=r.episodes.child[of], episode=of, number=number, due=due, held=held, **given)


def measured(r: Register, **parts: Any) -> list[Value]:
    """Return the values of all measures where there are reviews."""
    return measure(r, CALENDAR, parameters(reviews=reviews(officers=2.0), **parts))


def test_without_reviews_their_measures_are_not_there() -> None:
    given = {one.measure for one in measure(register(), CALENDAR, parameters())}
    assert not given & {one.id for one in OF_REVIEWS}


def test_one_late_review_makes_the_child_late_and_not_the_other_reviews() -> None:
    """Of two children one has a review a day late among three: half of children, two thirds of reviews in time."""
    r = register()
    of, other = episode(r, child(r), IN_2018), episode(r, child(r), IN_2018)
    review(r, of, 1, IN_2018 + 28, IN_2018 + 28.9)  # whatever the hour of the day
    review(r, of, 2, IN_2018 + 120, IN_2018 + 121)
    review(r, other, 1, IN_2018 + 28, IN_2018 + 20)
    values = measured(r)
    assert value(values, "reviews_in_timescale_percent", when=MARCH_2019) == 50.0
    assert value(values, "reviews_in_timescale_percent", "of reviews", MARCH_2019) == pytest.approx(200 / 3)
    assert value(values, "reviews_in_timescale_percent", when=MARCH_2020) == 100.0, "of the year alone"
    assert isnan(value(values, "reviews_in_timescale_percent", "of reviews", MARCH_2020))


def test_who_has_been_in_care_for_less_than_four_weeks_is_not_counted() -> None:
    r = register()
    late = episode(r, child(r), day(2019, 3, 10))
    review(r, late, 1, day(2019, 3, 20), OPEN)
    assert isnan(value(measured(r), "reviews_in_timescale_percent", when=MARCH_2019))


def test_a_review_that_is_overdue_and_not_held_is_late_and_one_of_a_child_who_has_left_is_none() -> None:
    r = register()
    overdue = episode(r, child(r), IN_2018)
    left = episode(r, child(r), IN_2018, IN_2018 + 20)
    review(r, overdue, 1, IN_2018 + 28)
    review(r, left, 1, IN_2018 + 28, ended=IN_2018 + 20.0)
    values = measured(r)
    assert value(values, "reviews_in_timescale_percent", when=MARCH_2019) == 0.0
    assert value(values, "reviews_in_timescale_percent", "of reviews", MARCH_2019) == 0.0


def test_what_is_found_at_reviews_is_of_those_held_and_never_of_the_first() -> None:
    r = register()
    of = episode(r, child(r), IN_2018)
    review(r, of, 1, IN_2018 + 28, IN_2018 + 28, thin=True)
    review(r, of, 2, IN_2018 + 120, IN_2018 + 119, midway=IN_2018 + 70.0, outstanding=True, challenged=True)
    review(r, of, 3, IN_2018 + 300, IN_2018 + 290)
    review(r, of, 4, IN_2018 + 480)
    values = measured(r)
    assert value(values, "reviews_held", when=MARCH_2019) == 3
    assert value(values, "reviews_thin_percent", when=MARCH_2019) == pytest.approx(100 / 3)
    assert value(values, "midway_checks_percent", when=MARCH_2019) == 50.0
    assert value(values, "decisions_outstanding_percent", when=MARCH_2019) == 50.0
    assert value(values, "reviewing_challenges", when=MARCH_2019) == 1
    assert value(values, "second_review_days_median", when=MARCH_2019) == 119.0


def test_moves_by_whether_they_were_reviewed_before() -> None:
    r = register()
    who = child(r)
    episode(r, who, IN_2018)
    for noticed, before in ((IN_2018 + 10.0, True), (IN_2018 + 40.0, False), (IN_2018 + 90.0, False)):
        row(r.move_reviews, child=who, noticed=noticed, before=before)
    assert value(measured(r), "moves_reviewed_before_percent", when=MARCH_2019) == pytest.approx(100 / 3)


def test_children_for_each_officer_and_what_more_officers_cost() -> None:
    """Six children and two officers: three each, with another officer from the start two; who is paid by the year."""
    r = register()
    for _ in range(6):
        episode(r, child(r), IN_2018)
    assert value(measured(r), "children_per_reviewing_officer", when=MARCH_2019) == pytest.approx(3.0)
    values = measured(r, more_reviewing=more_reviewing())
    assert value(values, "children_per_reviewing_officer", when=MARCH_2019) == pytest.approx(2.0)
    name = "more independent reviewing officers"
    assert value(values, "cost_strategies", name, MARCH_2020) == pytest.approx(72_000.0, rel=0.01)
    assert value(values, "cost_statutory", "independent reviewing officers", MARCH_2020) == pytest.approx(
        144_000.0, rel=0.01
    )
