"""Laws that the measures of any register obey: parts sum to wholes, and time in care is the average number."""

from __future__ import annotations

from math import isnan

import pytest
from handmade_registers import (
    LAST,
    MARCH_2018,
    MARCH_2019,
    MARCH_2020,
    YEAR,
    measured,
    registers,
    value,
)
from hypothesis import given, settings

from sim.measures.children import AGES, CAUSES
from sim.measures.placements import KINDS
from sim.model.register.register import Register

RUN = 3 * YEAR


@settings(max_examples=60, deadline=None)
@given(registers())
def test_stock_is_earlier_stock_plus_starts_less_ceases(r: Register) -> None:
    values = measured(r)
    stock = [value(values, "looked_after", when=when) for when in (MARCH_2018, MARCH_2019, MARCH_2020)]
    for before, after, when in ((0, 1, MARCH_2019), (1, 2, MARCH_2020)):
        starts = value(values, "starts", "every start", when)
        ceases = value(values, "ceases", "every cease", when)
        assert stock[after] == stock[before] + starts - ceases
        assert value(values, "starts", when=when) <= starts


@settings(max_examples=60, deadline=None)
@given(registers())
def test_parts_sum_to_their_wholes(r: Register) -> None:
    values = measured(r)
    for when in (MARCH_2018, MARCH_2019, MARCH_2020, LAST):
        looked_after = value(values, "looked_after", when=when)
        assert sum(value(values, "in_placement", kind, when) for kind in KINDS) == looked_after
        assert value(values, "in_placement", when=when) == looked_after
        assert sum(value(values, "looked_after", age, when) for age in AGES) == looked_after
    for when in (MARCH_2019, MARCH_2020):
        ceases = [value(values, "ceases", cause, when) for cause in CAUSES]
        assert sum(ceases) == value(values, "ceases", when=when)
        starts = [value(values, "starts", age, when) for age in AGES]
        assert sum(starts) == value(values, "starts", when=when)
    averages = [value(values, "in_placement", f"{kind}; whole run, average") for kind in KINDS]
    ages = [value(values, "looked_after", f"{age}; whole run, average") for age in AGES]
    assert sum(averages) == pytest.approx(value(values, "looked_after", "whole run, average"), abs=1e-9)
    assert sum(ages) == pytest.approx(value(values, "looked_after", "whole run, average"), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(registers())
def test_the_average_number_is_the_sum_of_time_in_care_over_the_run(r: Register) -> None:
    """Child-days counted life by life are child-days counted day by day (the identity under Little's law)."""
    in_care = 0.0
    for began, ended in zip(r.episodes.began, r.episodes.ended, strict=True):
        end = RUN if ended != ended else min(ended, RUN)
        in_care += max(0.0, end - max(began, 0.0))
    assert value(measured(r), "looked_after", "whole run, average") * RUN == pytest.approx(in_care, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(registers())
def test_shares_lie_between_nothing_and_all(r: Register) -> None:
    for one in measured(r):
        if one.unit == "percent" and not isnan(one.value):
            assert -1e-9 <= one.value <= 100 + 1e-9, one
