"""The measures of children, placements and services: answers worked by hand, and laws of any register."""

from __future__ import annotations

from datetime import date
from math import isnan
from pathlib import Path

import pytest
from handmade_registers import (
    CALENDAR,
    YEAR,
    capacity,
    child,
    day,
    episode,
    parameters,
    placement,
    register,
    registers,
    stay,
    value,
)
from hypothesis import given, settings

from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd
from sim.measures import Value, measure
from sim.measures.catalogue import MEASURES
from sim.measures.children import AGES, CAUSES
from sim.measures.declaration import Nature
from sim.measures.document import page
from sim.measures.placements import KINDS
from sim.model.register.columns import NOBODY, OPEN
from sim.model.register.register import Register
from sim.model.register.services import PanelDecision

MARCH_2018, MARCH_2019, MARCH_2020 = date(2018, 3, 31), date(2019, 3, 31), date(2020, 3, 31)
LAST = date(2020, 12, 31)
RUN = 3 * YEAR


def of(r: Register) -> list[Value]:
    return measure(r, CALENDAR, parameters())


# When values are made


def test_points_stand_at_each_31_march_and_the_end_and_flows_at_whole_years() -> None:
    values = of(register())
    points = [one.date for one in values if (one.measure, one.category) == ("looked_after", "")]
    flows = [one.date for one in values if (one.measure, one.category) == ("starts", "")]
    assert points == [MARCH_2018, MARCH_2019, MARCH_2020, LAST]
    assert flows == [MARCH_2019, MARCH_2020]  # the year to 31 March 2018 is only partly in the run


def test_a_run_that_ends_at_the_close_of_31_march_has_that_point_once() -> None:
    values = of(register(until=day(2019, 4, 1)))
    points = [one.date for one in values if (one.measure, one.category) == ("looked_after", "")]
    assert points == [MARCH_2018, MARCH_2019]
    assert [one.date for one in values if (one.measure, one.category) == ("starts", "")] == [MARCH_2019]


def test_a_run_too_short_for_a_year_has_whole_run_values_only() -> None:
    values = of(register(until=30))
    assert [one.date for one in values if one.measure == "starts" and not one.category] == []
    assert value(values, "starts", "whole run, per year") == 0
    assert value(values, "looked_after", when=date(2018, 1, 30)) == 0


def test_a_run_that_starts_on_1_april_counts_its_first_year() -> None:
    r = Register(since=day(2018, 4, 1), until=day(2020, 4, 1))
    stay(r, day(2018, 4, 1))
    values = of(r)
    assert value(values, "starts", when=MARCH_2019) == 1
    assert [one.date for one in values if one.measure == "looked_after" and not one.category] == [
        MARCH_2019,
        MARCH_2020,
    ]


def test_every_measure_is_there_once_for_each_category_and_date_with_its_unit() -> None:
    values = of(register())
    keys = [(one.measure, one.category, one.date) for one in values]
    assert len(set(keys)) == len(keys)
    assert {one.measure for one in values} == {one.id for one in MEASURES}
    units = {one.id: one.unit for one in MEASURES}
    assert all(one.unit == units[one.measure] for one in values)


def test_of_nobody_numbers_are_zero_and_shares_are_not_numbers() -> None:
    values = of(register())
    for one in values:
        undefined = one.unit == "percent" or one.measure in {
            "mean_stay_years",
            "disruption_rate",
            "move_rate",
            "leaving_rate",
            "search_days_mean",
            "camhs_wait_days_median",
        }
        assert isnan(one.value) if undefined else one.value == 0, one


# Looked after


def test_an_open_period_counts_to_the_end_of_the_run() -> None:
    r = register()
    stay(r, -10.0)
    values = of(r)
    assert value(values, "looked_after", when=LAST) == 1
    assert value(values, "looked_after", "whole run, average") == 1


def test_what_ends_on_31_march_is_gone_at_its_close_and_what_begins_on_it_is_there() -> None:
    for hour in (0.0, 0.5, 0.99):
        r = register()
        stay(r, -10.0, day(2019, 3, 31) + hour)
        assert value(of(r), "looked_after", when=MARCH_2019) == 0
        assert value(of(r), "ceases", when=MARCH_2019) == 1
        r = register()
        stay(r, day(2019, 3, 31) + hour)
        assert value(of(r), "looked_after", when=MARCH_2019) == 1
        assert value(of(r), "starts", when=MARCH_2019) == 1


def test_what_ends_as_1_april_starts_was_there_at_the_close_of_31_march() -> None:
    r = register()
    stay(r, -10.0, day(2019, 4, 1))
    values = of(r)
    assert value(values, "looked_after", when=MARCH_2019) == 1
    assert value(values, "looked_after", "age: 5 to 9", MARCH_2019) == 1
    assert value(values, "looked_after_by_sex", "female", MARCH_2019) == 1
    assert value(values, "looked_after_by_sex", "male", MARCH_2019) == 0
    assert value(values, "ceases", when=MARCH_2019) == 0
    assert value(values, "ceases", when=MARCH_2020) == 1


def test_average_number_is_child_days_over_days() -> None:
    r = register(until=100)
    stay(r, -50.0, 25.0)  # 25 days in the run
    stay(r, 90.0)  # 10 days
    values = of(r)
    assert value(values, "looked_after", "whole run, average") == pytest.approx(0.35)
    assert value(values, "in_placement", "agency; whole run, average") == pytest.approx(0.35)


def test_a_child_is_counted_in_the_age_band_they_have_reached_at_the_date() -> None:
    r = register(until=day(2019, 4, 1))
    tenth_birthday = day(2019, 1, 1)
    stay(r, -100.0, born=tenth_birthday - 10 * YEAR)
    values = of(r)
    assert value(values, "looked_after", "age: 5 to 9", MARCH_2018) == 1
    assert value(values, "looked_after", "age: 10 to 15", MARCH_2018) == 0
    assert value(values, "looked_after", "age: 10 to 15", MARCH_2019) == 1
    days_at_ten = day(2019, 4, 1) - tenth_birthday
    average = value(values, "looked_after", "age: 10 to 15; whole run, average")
    assert average == pytest.approx(days_at_ten / day(2019, 4, 1))


# Starts, ceases, re-entries


def twice_in_a_year() -> Register:
    """A child who came in May 2018, went home in June, came back in August and left for good in December."""
    r = register()
    who = child(r, born=day(2018, 5, 1) - 12 * YEAR)
    placement(r, episode(r, who, day(2018, 5, 1), day(2018, 6, 1)), day(2018, 5, 1), day(2018, 6, 1))
    again = episode(r, who, day(2018, 8, 1), day(2018, 12, 1), number=2, cause=LeavingCause.SPECIAL_GUARDIANSHIP)
    placement(r, again, day(2018, 8, 1), day(2018, 12, 1))
    return r


def test_a_child_who_starts_twice_in_a_year_is_counted_once_and_every_start_twice() -> None:
    values = of(twice_in_a_year())
    assert value(values, "starts", when=MARCH_2019) == 1
    assert value(values, "starts", "age: 10 to 15", MARCH_2019) == 1
    assert value(values, "starts", "every start", MARCH_2019) == 2
    assert value(values, "reentries", when=MARCH_2019) == 1
    assert value(values, "starts", "whole run, per year") == pytest.approx(1 / 3)
    assert value(values, "starts", "every start; whole run, per year") == pytest.approx(2 / 3)


def test_of_two_ceases_in_a_year_the_last_is_counted_with_its_cause() -> None:
    values = of(twice_in_a_year())
    assert value(values, "ceases", when=MARCH_2019) == 1
    assert value(values, "ceases", "home planned", MARCH_2019) == 0
    assert value(values, "ceases", "special guardianship", MARCH_2019) == 1
    assert value(values, "ceases", "every cease", MARCH_2019) == 2


def test_a_child_who_starts_in_two_years_is_counted_in_each() -> None:
    r = register()
    who = child(r)
    for number, began in enumerate((day(2019, 3, 1), day(2019, 4, 1)), start=1):
        placement(r, episode(r, who, began, began + 10, number=number), began, began + 10)
    values = of(r)
    assert value(values, "starts", when=MARCH_2019) == 1
    assert value(values, "starts", when=MARCH_2020) == 1
    assert value(values, "starts", "whole run, per year") == pytest.approx(2 / 3)


def test_children_there_at_the_start_have_not_started() -> None:
    r = register()
    stay(r, -0.5)
    assert value(of(r), "starts", "every start; whole run, per year") == 0


def test_a_start_before_the_run_does_not_hide_one_in_it() -> None:
    r = register()
    who = child(r)
    for number, began in enumerate((-0.5, 30.0), start=1):
        placement(r, episode(r, who, began, began + 10, number=number), began, began + 10)
    assert value(of(r), "starts", "whole run, per year") == pytest.approx(1 / 3)


def test_mean_stay_is_of_periods_ended_in_the_year_with_their_time_before_the_run() -> None:
    r = register()
    stay(r, -YEAR, day(2018, 6, 1))
    stay(r, day(2018, 4, 10), day(2018, 4, 20))
    stay(r, -5 * YEAR)
    values = of(r)
    expected = (YEAR + day(2018, 6, 1) + 10) / 2 / YEAR
    assert value(values, "mean_stay_years", when=MARCH_2019) == pytest.approx(expected)
    assert isnan(value(values, "mean_stay_years", when=MARCH_2020))


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
    assert value(of(in_placements(*ends)), "three_or_more_placements_percent", when=MARCH_2019) == percent


def test_placements_of_two_periods_of_care_in_the_year_are_added() -> None:
    r = register()
    who = child(r)
    first = episode(r, who, day(2018, 5, 1), day(2018, 7, 1))
    placement(r, first, day(2018, 5, 1), day(2018, 6, 1), why=PlacementEnd.DISRUPTED)
    placement(r, first, day(2018, 6, 1), day(2018, 7, 1))
    placement(r, episode(r, who, day(2018, 9, 1), number=2), day(2018, 9, 1))
    stay(r, -10.0)
    assert value(of(r), "three_or_more_placements_percent", when=MARCH_2019) == 50.0


def test_a_child_who_has_left_is_in_neither_part_of_the_share() -> None:
    r = in_placements(day(2018, 6, 1), day(2018, 7, 1))
    r.episodes.ended[0] = r.placements.ended[-1] = day(2019, 3, 1)
    r.episodes.cause[0] = LeavingCause.OTHER
    assert isnan(value(of(r), "three_or_more_placements_percent", when=MARCH_2019))
    stay(r, -10.0)
    assert value(of(r), "three_or_more_placements_percent", when=MARCH_2019) == 0.0


def test_at_the_end_of_the_run_the_year_is_the_one_to_that_date() -> None:
    until = 1095.75  # 18:00 on 31 December 2020, so the year began at 18:00 on 31 December 2019
    a_year_earlier = day(2019, 12, 31) + 0.75
    r = in_placements(a_year_earlier, until - 10)
    assert value(of(r), "three_or_more_placements_percent", when=LAST) == 100.0
    r = in_placements(a_year_earlier - 0.01, until - 10)
    assert value(of(r), "three_or_more_placements_percent", when=LAST) == 0.0


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
    return value(of(r), "long_term_stability_percent", when=MARCH_2019)


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
    return value(of(r), "long_term_stability_percent", when=MARCH_2019)


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
    assert value(of(r), "long_term_stability_percent", when=MARCH_2019) == 0.0


def test_the_placement_before_counts_only_for_adoption() -> None:
    r = register()
    of_child = episode(r, child(r, born=CLOSE_2019 - 5 * YEAR), CLOSE_2019 - 3 * YEAR)
    placement(r, of_child, CLOSE_2019 - 3 * YEAR, CLOSE_2019 - 100, why=PlacementEnd.PLANNED)
    placement(r, of_child, CLOSE_2019 - 100, kind=Kind.AGENCY)
    assert value(of(r), "long_term_stability_percent", when=MARCH_2019) == 0.0


# Moves and disruptions


def test_moves_are_by_reason_and_leaving_care_is_none() -> None:
    r = in_placements(day(2018, 6, 1), day(2018, 7, 1), day(2018, 8, 1))
    r.placements.why[:3] = [PlacementEnd.DISRUPTED, PlacementEnd.DISRUPTED, PlacementEnd.FOUND_BETTER]
    stay(r, -10.0, day(2018, 9, 1))
    values = of(r)
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
    values = of(r)
    assert value(values, "moves", "whole run, per year") == 0
    assert value(values, "disruption_rate", "whole run") == 0


def test_disruption_rate_is_per_child_year_and_each_band_has_its_own_child_days() -> None:
    r = register(until=100)
    of_child = episode(r, child(r), 0.0)
    placement(r, of_child, 0.0, 14.0, why=PlacementEnd.DISRUPTED)  # at the very end of the first band
    placement(r, of_child, 14.0, 44.0, why=PlacementEnd.DISRUPTED)  # 14 days in the first, 16 in the second
    placement(r, of_child, 44.0)  # 14, 42, and none in the third
    values = of(r)
    assert value(values, "disruption_rate", "whole run") == pytest.approx(2 * YEAR / 100)
    under_2_weeks = value(values, "disruption_rate", "time in placement: under 2 weeks; whole run")
    from_2_to_8 = value(values, "disruption_rate", "time in placement: 2 to 8 weeks; whole run")
    assert under_2_weeks == pytest.approx(YEAR / 42)
    assert from_2_to_8 == pytest.approx(YEAR / 58)
    assert isnan(value(values, "disruption_rate", "time in placement: 8 to 26 weeks; whole run"))


# Where, and how matched


def test_places_inside_the_borough_and_far_are_shares_of_children_in_placement() -> None:
    r = register(until=100)
    stay(r, -10.0, location=Location.INSIDE)
    stay(r, -10.0, location=Location.NEAR)
    stay(r, -10.0, location=Location.FAR)
    stay(r, -10.0, 20.0, location=Location.FAR)
    values = of(r)
    assert value(values, "inside_borough_percent", when=MARCH_2018) == pytest.approx(100 / 3)
    assert value(values, "over_20_miles_percent", "whole run, average") == pytest.approx(100 * 120 / 320)
    assert value(values, "inside_borough_percent", "whole run, average") == pytest.approx(100 * 100 / 320)


def test_residential_is_homes_secure_and_other_residential() -> None:
    r = register()
    for kind in Kind:
        stay(r, -10.0, kind=kind)
    values = of(r)
    assert value(values, "in_residential", when=LAST) == 3
    assert value(values, "in_residential", "whole run, average") == pytest.approx(3)
    for kind in KINDS:
        assert value(values, "in_placement", kind, LAST) == 1


def test_first_choice_and_search_days_are_of_placements_begun_in_the_year() -> None:
    r = register()
    began = day(2018, 6, 1)
    stay(r, began, first_choice=True, days_searched=3.0)
    stay(r, began, first_choice=False, days_searched=9.0)
    stay(r, began, first_choice=False, days_searched=99.0, emergency=True)
    stay(r, began, first_choice=True, days_searched=99.0, kind=Kind.ADOPTION)
    stay(r, began, first_choice=True, days_searched=99.0, kind=Kind.WITH_PARENTS)
    stay(r, -5.0, first_choice=False, days_searched=77.0)
    values = of(r)
    assert value(values, "first_choice_percent", when=MARCH_2019) == 60.0
    assert value(values, "search_days_mean", when=MARCH_2019) == 6.0  # neither makeshift nor by decision
    assert value(values, "emergency_placements", when=MARCH_2019) == 1
    assert value(values, "emergency_placements", when=MARCH_2020) == 0


# Siblings


def siblings(*placed: tuple[Kind, int], family: int = 7) -> Register:
    """Children of one family, in care throughout, each with a kind and, in-house, a household or else a home."""
    r = register()
    for kind, where in placed:
        lives_in = {"household": where} if kind is Kind.IN_HOUSE else {"home": where}
        placement(r, episode(r, child(r, family=family), -50.0), -50.0, kind=kind, **lives_in)
    return r


def split_at_end(r: Register) -> float:
    return value(of(r), "siblings_split_percent", when=LAST)


def test_siblings_in_one_household_are_together_and_in_two_apart() -> None:
    assert split_at_end(siblings((Kind.IN_HOUSE, 3), (Kind.IN_HOUSE, 3))) == 0.0
    assert split_at_end(siblings((Kind.IN_HOUSE, 3), (Kind.IN_HOUSE, 4))) == 100.0
    # household 0 is a household
    assert split_at_end(siblings((Kind.IN_HOUSE, 0), (Kind.AGENCY, 0))) == 100.0
    assert split_at_end(siblings((Kind.IN_HOUSE, 0), (Kind.IN_HOUSE, 0))) == 0.0


def test_siblings_elsewhere_are_together_in_one_home_and_in_two_apart() -> None:
    assert split_at_end(siblings((Kind.AGENCY, 5), (Kind.AGENCY, 5))) == 0.0
    assert split_at_end(siblings((Kind.AGENCY, 5), (Kind.AGENCY, 6))) == 100.0
    assert split_at_end(siblings((Kind.AGENCY, 5), (Kind.CONNECTED, 6))) == 100.0
    # the number of a home is no number of a household
    assert split_at_end(siblings((Kind.AGENCY, 5), (Kind.IN_HOUSE, 5))) == 100.0


def test_a_child_whose_sibling_has_left_has_none_in_care() -> None:
    r = siblings((Kind.AGENCY, 5), (Kind.IN_HOUSE, 1))
    r.episodes.ended[1] = r.placements.ended[1] = 700.0
    r.episodes.cause[1] = LeavingCause.OTHER
    values = of(r)
    assert value(values, "siblings_split_percent", when=MARCH_2019) == 100.0
    assert isnan(value(values, "siblings_split_percent", when=LAST))


def test_children_without_a_family_are_not_siblings_of_each_other() -> None:
    assert isnan(split_at_end(siblings((Kind.AGENCY, 5), (Kind.IN_HOUSE, 1), family=NOBODY)))


def test_the_share_is_of_children_with_siblings_only() -> None:
    r = siblings((Kind.IN_HOUSE, 3), (Kind.IN_HOUSE, 3), (Kind.AGENCY, 5))
    for household in (8, 8):
        who = child(r, family=9)
        placement(r, episode(r, who, -50.0), -50.0, kind=Kind.IN_HOUSE, household=household)
    stay(r, -50.0)
    assert split_at_end(r) == 60.0  # three of one family, not all together; two of another, together


# In-house places


def test_places_are_those_in_force_and_vacant_is_what_is_left() -> None:
    r = register(until=100)
    capacity(r, (0.0, 10, 20, 12, 3), (50.0, 11, 22, 12, 4), (day(2018, 4, 1), 12, 24, 20, 4))
    values = of(r)
    assert value(values, "households", when=MARCH_2018) == 11
    assert value(values, "in_house_places_approved", when=MARCH_2018) == 22
    assert value(values, "in_house_places_filled", when=MARCH_2018) == 12
    assert value(values, "in_house_places_unavailable", when=MARCH_2018) == 4
    assert value(values, "in_house_places_vacant", when=MARCH_2018) == 6
    vacant = value(values, "in_house_places_vacant", "whole run, average")
    assert vacant == pytest.approx((50 * 5 + 40 * 6 + 10 * 0) / 100)


def test_households_there_at_the_start_are_not_newly_approved() -> None:
    r = register()
    r.households.approved += [-500.0, 0.0, day(2018, 6, 1), day(2019, 6, 1)]
    r.households.left += [day(2018, 7, 1), OPEN, OPEN, OPEN]
    values = of(r)
    assert value(values, "households_approved", when=MARCH_2019) == 1
    assert value(values, "households_approved", "whole run, per year") == pytest.approx(2 / 3)
    assert value(values, "households_left", when=MARCH_2019) == 1


# Services


def family(
    r: Register,
    children: int,
    crisis: float,
    *,
    helped: bool = True,
    would: bool,
    entered: bool,
    postponed: float = OPEN,
) -> None:
    table = r.families
    table.identity.append(len(table.identity))
    table.children.append(children)
    table.referred.append(crisis - 30)
    table.crisis.append(crisis)
    table.started.append(crisis - 20 if helped else OPEN)
    table.finished.append(OPEN)
    table.would_enter.append(would)
    table.entered.append(entered)
    table.postponed_until.append(postponed)


def test_diverted_is_observed_and_averted_is_against_the_counterfactual() -> None:
    r = register()
    crisis = day(2018, 6, 1)
    family(r, 2, crisis, would=True, entered=False)  # averted: 2 children
    family(r, 1, crisis, would=True, entered=False, postponed=crisis + 200)  # only postponed
    family(r, 3, crisis, would=False, entered=False)  # would never have entered
    family(r, 1, crisis, would=True, entered=True)  # helped in vain
    family(r, 4, crisis, would=False, entered=True)  # entered only because of the help
    family(r, 5, crisis, helped=False, would=False, entered=False)  # not worked with
    family(r, 6, day(2021, 6, 1), would=True, entered=False)  # the crisis is after the run
    values = of(r)
    assert value(values, "families_worked_with", when=MARCH_2019) == 5
    assert value(values, "children_worked_with", when=MARCH_2019) == 11
    assert value(values, "children_not_entering", when=MARCH_2019) == 6
    assert value(values, "entries_averted", "averted at the crisis", MARCH_2019) == 3
    assert value(values, "entries_averted", "only postponed", MARCH_2019) == 1
    assert value(values, "entries_averted", "added by the help", MARCH_2019) == 4
    assert value(values, "entries_averted", when=MARCH_2019) == 3 - 1 - 4
    assert value(values, "children_not_entering", "whole run, per year") == pytest.approx(6 / 3)


def test_returns_home_count_when_made_with_support() -> None:
    r = register()
    for extra, returned in ((False, 200.0), (True, 210.0), (True, OPEN)):
        r.returns.episode.append(0)
        r.returns.extra.append(extra)
        r.returns.started.append(100.0)
        r.returns.returned.append(returned)
        r.returns.finished.append(OPEN)
    assert value(of(r), "returned_home_with_support", when=MARCH_2019) == 2
    assert value(of(r), "returned_home_with_support", "brought about by the team", when=MARCH_2019) == 1


def test_waits_for_camhs_are_medians_of_children_seen_and_those_who_left_wait_no_more() -> None:
    r = register()
    seen_in = day(2018, 6, 1)
    rows = [
        (False, seen_in - 60, seen_in, OPEN),
        (False, seen_in - 50, seen_in, OPEN),
        (True, seen_in - 10, seen_in, OPEN),
        (True, seen_in - 14, seen_in, OPEN),
        (False, seen_in, OPEN, OPEN),  # waits to the end of the run
        (False, seen_in, OPEN, seen_in + 20),  # left care before being seen
        (True, day(2019, 3, 1), day(2019, 4, 1), OPEN),  # waits at 31 March 2019
    ]
    for colocated, referred, seen, ended in rows:
        r.referrals.child.append(0)
        r.referrals.colocated.append(colocated)
        r.referrals.referred.append(referred)
        r.referrals.seen.append(seen)
        r.referrals.ended.append(ended)
    values = of(r)
    assert value(values, "camhs_wait_days_median", when=MARCH_2019) == 32.0
    assert value(values, "camhs_wait_days_median", "usual route", MARCH_2019) == 55.0
    assert value(values, "camhs_wait_days_median", "co-located", MARCH_2019) == 12.0
    assert value(values, "camhs_wait_days_median", "co-located; whole run") == 14.0
    assert value(values, "camhs_seen", when=MARCH_2019) == 4
    assert value(values, "camhs_waiting", when=MARCH_2019) == 2
    assert value(values, "camhs_waiting", "co-located", MARCH_2019) == 1
    assert value(values, "camhs_waiting", when=LAST) == 1


def test_the_panel_and_training_are_counted_by_what_came_of_them() -> None:
    r = register()
    for decision in PanelDecision:
        r.panel.day.append(day(2018, 6, 1))
        r.panel.child.append(0)
        r.panel.decision.append(decision)
    stay(r, day(2018, 7, 1), step_down=True)
    for completed in (day(2018, 9, 1), OPEN):
        r.training.household.append(0)
        r.training.began.append(day(2018, 7, 1))
        r.training.completed.append(completed)
        r.training.skill.append(1)
    values = of(r)
    assert value(values, "redirected", when=MARCH_2019) == 1
    assert value(values, "stabilised", when=MARCH_2019) == 1
    assert value(values, "residential_stepped_down", when=MARCH_2019) == 1
    assert value(values, "trained", when=MARCH_2019) == 1


# Laws that hold on any register


@settings(max_examples=60, deadline=None)
@given(registers())
def test_stock_is_earlier_stock_plus_starts_less_ceases(r: Register) -> None:
    values = of(r)
    stock = [value(values, "looked_after", when=when) for when in (MARCH_2018, MARCH_2019, MARCH_2020)]
    for before, after, when in ((0, 1, MARCH_2019), (1, 2, MARCH_2020)):
        starts = value(values, "starts", "every start", when)
        ceases = value(values, "ceases", "every cease", when)
        assert stock[after] == stock[before] + starts - ceases
        assert value(values, "starts", when=when) <= starts


@settings(max_examples=60, deadline=None)
@given(registers())
def test_parts_sum_to_their_wholes(r: Register) -> None:
    values = of(r)
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
    assert value(of(r), "looked_after", "whole run, average") * RUN == pytest.approx(in_care, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(registers())
def test_shares_lie_between_nothing_and_all(r: Register) -> None:
    for one in of(r):
        if one.unit == "percent" and not isnan(one.value):
            assert -1e-9 <= one.value <= 100 + 1e-9, one


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
    share = value(of(r), "three_or_more_placements_percent", when=MARCH_2019)
    assert share == pytest.approx(100 * many / here) if here else isnan(share)


# The catalogue and its page


def test_the_page_of_measures_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "measures.md"
    assert written.read_text(encoding="utf-8") == page(), "run: python -m sim.measures.document > docs/measures.md"


def test_ids_are_unique_and_declarations_complete() -> None:
    assert len({one.id for one in MEASURES}) == len(MEASURES)
    for one in MEASURES:
        assert (one.at is not None) == (one.nature is Nature.POINT)
        assert one.nature is Nature.POINT or one.over is not None
        assert one.definition.endswith(".")
        assert one.title
        assert one.source
        assert one.formula
