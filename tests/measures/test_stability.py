"""The measures of stability: answers worked by hand, and a slow count of any register."""

from __future__ import annotations

from math import isnan

import pytest
from handmade_registers import (
    LAST,
    MARCH_2019,
    YEAR,
    child,
    day,
    episode,
    measured,
    placement,
    register,
    registers,
    stay,
    value,
)
from hypothesis import given, settings

from sim.foundations.codes import Kind, LeavingCause, PlacementEnd
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

# Three or more placements


def in_placements(*ends: float, began: float = -400.0) -> Register:
    """One child, in care since `began`, with a placement up to each of the ends and one after them."""
    r = register()
    of_child = episode(r, child(r), began)
    for start, end in zip((began, *ends), (*ends, OPEN), strict=True):
        placement(r, of_child, start, end, why=PlacementEnd.PLANNED)
    return r


@pytest.mark.parametrize(
    ("ends", "percent"),
    [
        ((), 0.0),
        ((day(2018, 6, 1),), 0.0),
        ((day(2018, 6, 1), day(2019, 3, 30)), 100.0),
        # the placement open on 1 April counts, the one that ended on 31 March does not
        ((day(2018, 4, 1), day(2018, 6, 1)), 100.0),
        ((day(2018, 4, 1) - 0.01, day(2018, 6, 1)), 0.0),
        # a placement that begins on the last day counts, one that begins on the day after does not
        ((day(2018, 6, 1), day(2019, 3, 31) + 0.9), 100.0),
        ((day(2018, 6, 1), day(2019, 4, 1)), 0.0),
        # one of a day counts, one of no length does not
        ((day(2018, 6, 1), day(2018, 6, 2)), 100.0),
        ((day(2018, 6, 1), day(2018, 6, 1)), 0.0),
    ],
)
def test_three_or_more_placements_in_the_year(ends: tuple[float, ...], percent: float) -> None:
    assert value(measured(in_placements(*ends)), "three_or_more_placements_percent", when=MARCH_2019) == percent


def test_placements_of_two_periods_of_care_in_the_year_are_added() -> None:
    r = register()
    who = child(r)
    first = episode(r, who, day(2018, 5, 1), day(2018, 7, 1))
    placement(r, first, day(2018, 5, 1), day(2018, 6, 1), why=PlacementEnd.DISRUPTED)
    placement(r, first, day(2018, 6, 1), day(2018, 7, 1))
    placement(r, episode(r, who, day(2018, 9, 1), number=2), day(2018, 9, 1))
    stay(r, -10.0)
    assert value(measured(r), "three_or_more_placements_percent", when=MARCH_2019) == 50.0


def test_a_child_who_has_left_is_in_neither_part_of_the_share() -> None:
    r = in_placements(day(2018, 6, 1), day(2018, 7, 1))
    r.episodes.ended[0] = r.placements.ended[-1] = day(2019, 3, 1)
    r.episodes.cause[0] = LeavingCause.OTHER
    assert isnan(value(measured(r), "three_or_more_placements_percent", when=MARCH_2019))
    stay(r, -10.0)
    assert value(measured(r), "three_or_more_placements_percent", when=MARCH_2019) == 0.0


def test_at_the_end_of_the_run_the_year_is_the_one_to_that_date() -> None:
    until = 1095.75  # 18:00 on 31 December 2020, so the year began at 18:00 on 31 December 2019
    a_year_earlier = day(2019, 12, 31) + 0.75
    r = in_placements(a_year_earlier, until - 10)
    assert value(measured(r), "three_or_more_placements_percent", when=LAST) == 100.0
    r = in_placements(a_year_earlier - 0.01, until - 10)
    assert value(measured(r), "three_or_more_placements_percent", when=LAST) == 0.0


@settings(max_examples=60, deadline=None)
@given(registers())
def test_three_or_more_placements_is_what_a_slow_count_gives(r: Register) -> None:
    since, close = day(2018, 4, 1), day(2019, 4, 1)
    here, many = 0, 0
    for who in range(len(r.children.born)):
        rows = [row for row, of_child in enumerate(r.episodes.child) if of_child == who]
        if not any(r.episodes.began[row] < close and not r.episodes.ended[row] < close for row in rows):
            continue
        here += 1
        count = 0
        for row, of_period in enumerate(r.placements.episode):
            began, ended = r.placements.began[row], r.placements.ended[row]
            if of_period in rows and began < close and not ended < since and ended != began:
                count += 1
        many += count >= 3
    share = value(measured(r), "three_or_more_placements_percent", when=MARCH_2019)
    assert share == pytest.approx(100 * many / here) if here else isnan(share)


# Long-term stability


CLOSE_2019 = day(2019, 4, 1)


def long_term(
    *, years_in_care: float = 3.0, years_in_placement: float = 2.5, age: float = 10.0, days_more: float = 0.0
) -> float:
    r = register()
    who = child(r, born=CLOSE_2019 - age * YEAR + days_more)
    began = CLOSE_2019 - years_in_care * YEAR
    of_child = episode(r, who, began)
    moved = CLOSE_2019 - years_in_placement * YEAR
    placement(r, of_child, began, moved, why=PlacementEnd.PLANNED)
    placement(r, of_child, moved)
    return value(measured(r), "long_term_stability_percent", when=MARCH_2019)


def test_long_term_stability_needs_two_years_in_the_placement() -> None:
    assert long_term(years_in_placement=2.01) == 100.0
    assert long_term(years_in_placement=2.0) == 100.0
    assert long_term(years_in_placement=1.99) == 0.0


def test_long_term_stability_is_of_children_in_care_two_and_a_half_years() -> None:
    assert long_term(years_in_care=2.5, years_in_placement=2.4) == 100.0
    assert isnan(long_term(years_in_care=2.49, years_in_placement=2.4))


def test_a_child_who_has_turned_16_is_left_out_of_long_term_stability() -> None:
    assert isnan(long_term(age=16.0))
    assert isnan(long_term(age=17.0))
    assert long_term(age=16.0, days_more=1.0) == 100.0


def adopted_from(previous_years: float, *, same_period: bool = True) -> float:
    r = register()
    who = child(r, born=CLOSE_2019 - 5 * YEAR)
    began = CLOSE_2019 - 3 * YEAR
    placed = CLOSE_2019 - 0.5 * YEAR
    earlier = CLOSE_2019 - (0.5 + previous_years) * YEAR
    if same_period:
        of_child = episode(r, who, began)
        placement(r, of_child, began, earlier, why=PlacementEnd.PLANNED)
        placement(r, of_child, earlier, placed, why=PlacementEnd.TO_ADOPTION)
    else:
        before = episode(r, who, earlier, placed)
        placement(r, before, earlier, placed, kind=Kind.ADOPTION)
        of_child = episode(r, who, began)
    placement(r, of_child, placed, kind=Kind.ADOPTION)
    return value(measured(r), "long_term_stability_percent", when=MARCH_2019)


def test_placed_for_adoption_counts_with_the_placement_before_it() -> None:
    assert adopted_from(1.6) == 100.0
    assert adopted_from(1.4) == 0.0
    assert adopted_from(1.6, same_period=False) == 0.0


def test_after_an_adoptive_placement_broke_down_the_time_in_it_does_not_count() -> None:
    r = register()
    of_child = episode(r, child(r, born=CLOSE_2019 - 5 * YEAR), CLOSE_2019 - 3 * YEAR)
    placement(
        r,
        of_child,
        CLOSE_2019 - 3 * YEAR,
        CLOSE_2019 - 100,
        kind=Kind.ADOPTION,
        why=PlacementEnd.DISRUPTED,
    )
    placement(r, of_child, CLOSE_2019 - 100)
    assert value(measured(r), "long_term_stability_percent", when=MARCH_2019) == 0.0


def test_the_placement_before_counts_only_for_adoption() -> None:
    r = register()
    of_child = episode(r, child(r, born=CLOSE_2019 - 5 * YEAR), CLOSE_2019 - 3 * YEAR)
    placement(r, of_child, CLOSE_2019 - 3 * YEAR, CLOSE_2019 - 100, why=PlacementEnd.PLANNED)
    placement(r, of_child, CLOSE_2019 - 100, kind=Kind.AGENCY)
    assert value(measured(r), "long_term_stability_percent", when=MARCH_2019) == 0.0


# Moves and disruptions


def test_moves_are_by_reason_and_leaving_care_is_none() -> None:
    r = in_placements(day(2018, 6, 1), day(2018, 7, 1), day(2018, 8, 1))
    r.placements.why[:3] = [PlacementEnd.DISRUPTED, PlacementEnd.DISRUPTED, PlacementEnd.FOUND_BETTER]
    stay(r, -10.0, day(2018, 9, 1))
    values = measured(r)
    assert value(values, "moves", when=MARCH_2019) == 3
    assert value(values, "moves", "disrupted", MARCH_2019) == 2
    assert value(values, "moves", "found better", MARCH_2019) == 1
    assert value(values, "disruptions", when=MARCH_2019) == 2
    assert value(values, "disruptions", "agency", MARCH_2019) == 2
    assert not [one for one in values if one.measure == "moves" and "left care" in one.category]


def test_a_move_of_which_notice_was_given_is_not_yet_a_move() -> None:
    r = in_placements()
    r.placements.why[0] = PlacementEnd.DISRUPTED
    r.placements.notice[0] = day(2019, 3, 20)
    values = measured(r)
    assert value(values, "moves", "whole run, per year") == 0
    assert value(values, "disruption_rate", "whole run") == 0


def test_disruption_rate_is_per_child_year_and_each_band_has_its_own_child_days() -> None:
    r = register(until=100)
    of_child = episode(r, child(r), 0.0)
    placement(r, of_child, 0.0, 14.0, why=PlacementEnd.DISRUPTED)  # at the very end of the first band
    placement(r, of_child, 14.0, 44.0, why=PlacementEnd.DISRUPTED)  # 14 days in the first, 16 in the second
    placement(r, of_child, 44.0)  # 14, 42, and none in the third
    values = measured(r)
    assert value(values, "disruption_rate", "whole run") == pytest.approx(2 * YEAR / 100)
    under_2_weeks = value(values, "disruption_rate", "time in placement: under 2 weeks; whole run")
    from_2_to_8 = value(values, "disruption_rate", "time in placement: 2 to 8 weeks; whole run")
    assert under_2_weeks == pytest.approx(YEAR / 42)
    assert from_2_to_8 == pytest.approx(YEAR / 58)
    assert isnan(value(values, "disruption_rate", "time in placement: 8 to 26 weeks; whole run"))
