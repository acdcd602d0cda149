"""The measures of care proceedings and of work before them: answers worked by hand."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest
from handmade_legal_registers import case, child_of_case, measured_with_legal, row
from handmade_registers import MARCH_2019, MARCH_2020, YEAR, child, day, episode, register, value

from sim.foundations.codes import CourtOrder
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

ISSUED = day(2018, 5, 1)
WHOLE = "whole run"


def test_the_length_of_proceedings_is_of_cases_heard_and_26_weeks_is_within() -> None:
    r = register()
    for days in (182, 183, 140, 335):
        case(r, ISSUED, ISSUED + days)
    case(r, ISSUED, ISSUED + 20, heard=False)  # all children have left care
    case(r, ISSUED)  # goes on
    case(r, OPEN)  # not issued yet
    values = measured_with_legal(r)
    mean = (182 + 183 + 140) / 3 / 7  # the fourth ended on 1 April 2019
    assert value(values, "proceedings_weeks_mean", when=MARCH_2019) == pytest.approx(mean)
    assert value(values, "proceedings_weeks_mean", when=MARCH_2020) == pytest.approx(335 / 7)
    assert value(values, "proceedings_weeks_mean", WHOLE) == pytest.approx((182 + 183 + 140 + 335) / 4 / 7)
    assert value(values, "proceedings_weeks_median", when=MARCH_2019) == 26
    assert value(values, "proceedings_within_26_weeks_percent", when=MARCH_2019) == pytest.approx(200 / 3)
    assert value(values, "proceedings_within_26_weeks_percent", when=MARCH_2020) == 0
    assert value(values, "care_applications", when=MARCH_2019) == 6
    assert value(values, "care_applications", when=MARCH_2020) == 0


def test_orders_are_counted_by_child_on_the_day_they_are_made() -> None:
    r = register()
    of = case(r, ISSUED, ISSUED + 200)
    who = [episode(r, child(r), ISSUED) for _ in range(4)]
    child_of_case(r, of, who[0], CourtOrder.CARE, made=ISSUED + 200)
    child_of_case(r, of, who[1], CourtOrder.PLACEMENT, made=ISSUED + 200)
    child_of_case(r, of, who[2], CourtOrder.PLACEMENT, made=ISSUED + 400)
    child_of_case(r, of, who[3], CourtOrder.HOME)  # left before
    values = measured_with_legal(r)
    assert value(values, "children_in_applications", when=MARCH_2019) == 4
    assert value(values, "orders_made", when=MARCH_2019) == 2
    assert value(values, "orders_made", "placement order", MARCH_2019) == 1
    assert value(values, "orders_made", "placement order", MARCH_2020) == 1
    assert value(values, "orders_made", "home under a supervision order or none", MARCH_2019) == 0


def test_options_count_as_looked_at_together_from_two_on() -> None:
    r = register()
    for considered in (0, 1, 2, 3):
        case(r, ISSUED, ISSUED + 200, considered=considered)
    case(r, ISSUED, ISSUED + 20, heard=False, considered=3)
    values = measured_with_legal(r)
    assert value(values, "considered_together_percent", when=MARCH_2019) == 50


def test_young_children_are_under_2_when_the_case_is_issued() -> None:
    r = register()
    planned, not_yet = case(r, ISSUED, ISSUED + 200), case(r, ISSUED, planned=False)
    for of, age, considered, order, made in (
        (planned, 1.9, False, CourtOrder.PLACEMENT, ISSUED + 200),
        (planned, 1.9, False, CourtOrder.CARE, ISSUED + 200),
        (planned, 0.1, False, CourtOrder.PLACEMENT, OPEN),  # left before the order
        (planned, 0.1, True, CourtOrder.PLACEMENT, ISSUED + 200),
        (planned, 2.1, False, CourtOrder.PLACEMENT, ISSUED + 200),  # too old
        (not_yet, 0.1, False, CourtOrder.PLACEMENT, OPEN),  # before the case management hearing
    ):
        of_child = episode(r, child(r, ISSUED - age * YEAR), ISSUED)
        child_of_case(r, of, of_child, order, adoption_considered=considered, made=made)
    values = measured_with_legal(r)
    name = "young_without_adoption_considered"
    assert value(values, name, when=MARCH_2019) == 3
    assert value(values, name, "later placed under a placement order", MARCH_2019) == 1
    assert value(values, name, "adoption considered", MARCH_2019) == 1


# Before court


def before_court(
    r: Register, family: int, threshold: float, heard: float = OPEN, letter: float = OPEN, **given: Any
) -> None:
    row(r.before_court, family=family, threshold=threshold, heard=heard, letter=letter, **given)


def test_waits_before_court_are_of_families_heard_worked_with_and_entered() -> None:
    r = register()
    day_0 = day(2018, 6, 1)
    before_court(r, 1, day_0, day_0 + 4, day_0 + 10, ended=day_0 + 10 + 112, entered=day_0 + 150)
    before_court(r, 2, day_0, day_0 + 10, day_0 + 24, ended=day_0 + 24 + 119)  # did not come into care
    before_court(r, 3, day_0)  # not heard yet
    before_court(r, 4, day_0, day_0 + 1, ended=day_0 + 6, entered=day_0 + 6)  # urgent: no letter
    before_court(r, 5, day_0, day_0 + 5, day_0 + 20)  # goes on
    values = measured_with_legal(r)
    assert value(values, "planning_wait_days_mean", when=MARCH_2019) == pytest.approx(20 / 4)
    assert value(values, "pre_proceedings_weeks_mean", when=MARCH_2019) == pytest.approx(16.5)
    assert value(values, "pre_proceedings_over_16_weeks_percent", when=MARCH_2019) == 50
    assert value(values, "days_at_risk_before_entry_mean", when=MARCH_2019) == (150 + 6) / 2
    assert isnan(value(values, "planning_wait_days_mean", when=MARCH_2020))


def test_a_case_not_issued_is_known_a_year_after_the_letter() -> None:
    r = register()
    letter = day(2018, 6, 1)
    for family, issued in ((1, letter + 300), (2, letter + 400), (3, OPEN), (4, OPEN)):
        before_court(r, family, letter - 20, letter - 10, letter if family < 4 else OPEN)
        if issued == issued:
            case(r, issued, family=family)
    case(r, letter - 100, letter - 50, family=3)  # an earlier case is another
    values = measured_with_legal(r)
    assert value(values, "not_issued_percent", when=MARCH_2020) == pytest.approx(200 / 3)
    assert isnan(value(values, "not_issued_percent", when=MARCH_2019))  # a year has not gone by
