"""A scenario opens with the very children of a private file only where they are of its own council and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.foundations.codes import Kind, Location, Route
from sim.foundations.faults import BadInput
from sim.foundations.first_day import FirstDay, FirstDayChild
from sim.scenario.scenario import Scenario, load

ONE = FirstDayChild(Kind.AGENCY, Location.FAR, 4321, Route.VOLUNTARY, 3217, True, 2719, 2, None)


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("england_2024")


def opened(base: Scenario, share: float = 1.0) -> FirstDay:
    assert base.parameters.opening is not None
    number = round(share * base.parameters.opening.looked_after)
    return FirstDay("/a/b/ours.private", "a1b2", date(2024, 3, 31), base.authority, (ONE,) * number)


def test_it_opens_with_them_and_says_so(base: Scenario) -> None:
    found = base.with_first_day(opened(base))
    assert found.first_day == opened(base)
    assert found.digest == base.digest  # a digest of children could be matched
    assert base.warnings == base.doubts
    (said,) = (one for one in found.warnings if one not in base.warnings)
    assert "very children looked after on 31 March 2024" in said
    assert "/a/b" not in said
    assert found.with_years(1).first_day == opened(base)
    assert "4321" not in repr(found)


def test_who_is_of_another_day_or_council_is_refused(base: Scenario) -> None:
    known = opened(base)
    for other, said in (
        (replace(known, as_of=date(2025, 3, 31)), "of 31 March 2025, and england_2024 begins on 1 April 2024"),
        (replace(known, council="E08000035"), "of another council than england_2024"),
        (opened(base, 0.7), "of another council"),
        (opened(base, 1.4), "of another council"),
    ):
        with pytest.raises(BadInput, match=said) as fault:
            base.with_first_day(other)
        assert len(fault.value.faults) == 1
        assert "/a/b" not in str(fault.value)
    empty = replace(base, parameters=replace(base.parameters, opening=None))
    with pytest.raises(BadInput, match="begins with nobody in care"):
        empty.with_first_day(known)
