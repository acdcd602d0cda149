"""A council's profile: its numbers are those published, small ones stay hidden, and chance is told apart."""

from __future__ import annotations

from functools import cache
from math import isnan
from statistics import median

import pytest

from sim.experiments.profile import numbers
from sim.experiments.profile.chance import Beside, Stray
from sim.experiments.profile.council import CouncilProfile, council_profile
from sim.experiments.profile.item import ProfileNumber, ProfileUnit
from sim.experiments.profile.line import PlaceLine
from sim.experiments.profile.shown import ShownStatus, breakdown
from sim.experiments.profile.subject import ProfileSubject
from sim.published.authorities import ENGLAND, authority
from sim.published.table import FigureRow, Figures, figures

TINY = "E00000001"


@cache
def profile(name: str) -> CouncilProfile:
    return council_profile(figures(), authority(name))


def rows(measure: str, cells: dict[str, str], year: int = 2024) -> list[FigureRow]:
    return [FigureRow(TINY, measure, category, "children", year, (cell,)) for category, cell in cells.items()]


def statuses(total: str, cells: dict[str, str]) -> dict[str, ShownStatus]:
    """What is shown of a breakdown by placement with this total."""
    known = Figures([*rows("looked after, as broken down", {"": total}), *rows("looked after by placement", cells)])
    return {name: one.status for name, one in breakdown(known, TINY, "looked after by placement", 2024).items()}


def test_numbers_of_leeds_are_those_of_the_table() -> None:
    """By hand from the table: 1,546 of 174,311 children; 240 with three or more placements; 284 over 20 miles."""
    found = profile("leeds")
    assert (found.first, found.last) == (2015, 2024)
    expected = {
        numbers.IN_CARE: 1546,
        numbers.IN_CARE_RATE: 10_000 * 1546 / 174_311,
        numbers.UNACCOMPANIED_SHARE: 100 * 99 / 1546,
        numbers.STARTING_RATE: 10_000 * 557 / 174_311,
        numbers.FOSTERED: 100 * 1074 / 1546,
        numbers.IN_HOMES: 100 * 154 / 1546,
        numbers.TOGETHER: 100 * (154 + 78) / 1546,
        numbers.OUTSIDE: 100 * 547 / 1546,
        numbers.FAR: 100 * 284 / 1546,
        numbers.MOVED_OFTEN: 100 * 240 / 1546,
        numbers.STABLE: 100 * 396 / 555,
        numbers.ADOPTED_SHARE: 100 * 46 / 478,
        numbers.HOME_COST: 6780,
        numbers.SPEND_A_CHILD: 127_125_092 / 174_311,
    }
    assert {item: found.lines(item).own.last.value for item in expected} == pytest.approx(expected)


def test_leeds_stands_beside_ten_neighbours_its_region_and_england() -> None:
    found = profile("leeds")
    one = found.lines(numbers.IN_CARE_RATE)
    values = [
        10_000
        * figures().value(near.code, "looked after", 2024)
        / figures().value(near.code, "children aged 0 to 17", 2024)
        for near in found.neighbours
    ]
    assert len(values) == 10
    assert one.middle.last.value == pytest.approx(median(values))
    assert found.rank(numbers.IN_CARE_RATE) == (1 + sum(value > one.own.last.value for value in values), 11)
    assert one.region.place.name == "Yorkshire and The Humber"
    assert one.england.last.value == pytest.approx(
        10_000 * 83_530 / figures().value(ENGLAND, "children aged 0 to 17", 2024)
    )


def test_kinds_before_the_new_definition_compare_only_together() -> None:
    found = profile("leeds")
    homes, together = found.lines(numbers.IN_HOMES).own, found.lines(numbers.TOGETHER).own
    assert homes.at(2019).status is ShownStatus.NOT_PUBLISHED
    assert together.at(2019).value == pytest.approx(100 * (82 + 66) / 1288)
    assert together.at(2020).status is ShownStatus.NOT_PUBLISHED


def test_national_indicator_62_is_as_published_from_2019_on() -> None:
    """Published in whole percent; before, the percentages are not revised as the counts are."""
    for name in ("leeds", "tower hamlets", "cornwall"):
        line = profile(name).lines(numbers.MOVED_OFTEN).own
        for year in range(2019, 2025):
            published = figures().value(authority(name).code, "three or more placements, percent", year)
            assert line.at(year).value == pytest.approx(published, abs=0.5), (name, year)


@pytest.mark.parametrize("name", ["rutland", "leeds", "city of london", "westmorland and furness"])
def test_no_count_of_1_to_5_and_nothing_imputed_is_shown(name: str) -> None:
    for lines in profile(name).subjects.values():
        for one in lines:
            for line in one.lines:
                for year, point in zip(line.years, line.points, strict=True):
                    assert (point.status is ShownStatus.PUBLISHED) == (not isnan(point.value)), (one.item.title, year)
                    assert isnan(point.count) or point.count == 0 or point.count > 5, (one.item.title, year)


@pytest.mark.parametrize("name", ["rutland", "leeds", "north tyneside", "oxfordshire", "southwark"])
def test_what_is_left_of_a_total_never_tells_one_small_number(name: str) -> None:
    code, known = authority(name).code, figures()
    for measure in ("looked after by placement", "looked after by age", "looked after by provider", "started by need"):
        total = f"{measure.partition(' by ')[0]}, as broken down"
        for year in range(2015, 2025):
            cells = breakdown(known, code, measure, year)
            hidden = [one for one in cells.values() if one.status in (ShownStatus.HIDDEN, ShownStatus.UNLISTED)]
            rest = known.value(code, total, year) - sum(
                one.value for one in cells.values() if one.status is ShownStatus.PUBLISHED
            )
            assert len(hidden) != 1 or not 0 < round(rest) <= 5, (measure, year)


def test_a_hidden_number_that_could_be_worked_out_hides_the_next_smallest() -> None:
    """30 less 20 and 7 is 3; with 7 hidden as well only their sum is told."""
    shown = statuses("30", {"foster": "20", "homes": "7", "parents": "~3"})
    assert shown == {"foster": ShownStatus.PUBLISHED, "homes": ShownStatus.HIDDEN, "parents": ShownStatus.HIDDEN}


def test_two_hidden_numbers_that_must_be_1_each_hide_a_third() -> None:
    shown = statuses("30", {"foster": "20", "homes": "8", "parents": "~1", "adoption": "~1"})
    assert shown["homes"] is ShownStatus.HIDDEN
    assert shown["foster"] is ShownStatus.PUBLISHED


def test_hidden_numbers_that_nobody_can_work_out_hide_nothing_else() -> None:
    shown = statuses("30", {"foster": "20", "homes": "0", "parents": "~4", "adoption": "~3", "other": "?3"})
    assert shown == {
        "foster": ShownStatus.PUBLISHED,
        "homes": ShownStatus.PUBLISHED,
        "parents": ShownStatus.HIDDEN,
        "adoption": ShownStatus.HIDDEN,
        "other": ShownStatus.UNLISTED,
    }


def test_a_category_left_out_that_must_be_0_gives_nothing_away() -> None:
    assert statuses("27", {"foster": "20", "homes": "7", "other": "?0"})["homes"] is ShownStatus.PUBLISHED


def test_a_sum_of_which_a_part_is_hidden_is_hidden() -> None:
    """On 31 March 2023 Rutland had 6 living independently, and a hidden number in homes."""
    found = profile("rutland")
    assert found.lines(numbers.LIVING_INDEPENDENTLY).own.at(2023).count == 6
    assert found.lines(numbers.TOGETHER).own.at(2023).status is ShownStatus.HIDDEN


def test_a_council_that_was_made_from_others_begins_with_its_own_figures() -> None:
    found = profile("westmorland and furness")
    own = found.lines(numbers.IN_CARE).own
    assert own.published == ((2024, 247.0),)
    assert {one.name for one in found.neighbours} >= {"Cumberland", "Herefordshire, County of"}
    assert profile("north northamptonshire").lines(numbers.IN_CARE).own.published[0] == (2022, 525.0)


def test_a_neighbour_that_has_ended_is_named_and_left_out() -> None:
    found = profile("north northamptonshire")
    assert [one.name for one in found.ended] == ["Cumbria"]
    assert len(found.neighbours) == 9


def test_a_council_that_has_ended_is_shown_to_its_last_day() -> None:
    found = profile("cumbria")
    assert (found.first, found.last) == (2014, 2023)
    assert found.lines(numbers.IN_CARE).own.last.value == 740


def test_the_isles_of_scilly_have_a_rate_of_nought_and_shares_of_nobody() -> None:
    found = profile("isles of scilly")
    assert found.lines(numbers.IN_CARE_RATE).own.last == ProfileNumber(0.0, ShownStatus.PUBLISHED, 0.0, 357.0)
    assert found.lines(numbers.IN_CARE).own.at(2020).status is ShownStatus.HIDDEN
    assert found.lines(numbers.OUTSIDE).own.at(2019).status is ShownStatus.NOBODY


def test_of_the_city_of_london_little_more_than_totals_is_known() -> None:
    found = profile("city of london")
    assert found.lines(numbers.IN_CARE).own.last.value == 7
    ages = [one.own.last.status for one in found.subjects[ProfileSubject.AGE]]
    assert ages == [ShownStatus.HIDDEN] * 5


def test_the_middle_of_too_few_neighbours_is_not_told() -> None:
    one = next(each for each in profile("leeds").subjects[ProfileSubject.NEED] if each.item.title == "Behaviour")
    assert len(one.known_neighbours) < 5
    assert one.middle.last.status is ShownStatus.TOO_FEW


def rate(children: float, of: float) -> ProfileNumber:
    return ProfileNumber(10_000 * children / of, ShownStatus.PUBLISHED, children, of)


@pytest.mark.parametrize(
    ("children", "of", "expected"),
    [
        # 64 of 10,000 are expected, give or take 1.96 times 8, were children independent
        (80, 10_000, Beside.ABOVE),
        (79, 10_000, Beside.WITHIN_CHANCE),
        (49, 10_000, Beside.WITHIN_CHANCE),
        (48, 10_000, Beside.BELOW),
        # in a hundredth of such a council nobody is within chance
        (0, 100, Beside.WITHIN_CHANCE),
    ],
)
def test_the_width_of_chance_is_that_of_independent_children(children: float, of: float, expected: Beside) -> None:
    assert Stray(1.0, 30).beside(ProfileUnit.PER_10_000, rate(children, of), rate(6400, 1_000_000)) is expected


def test_siblings_and_years_make_it_wider() -> None:
    assert (
        Stray(4.0, 30).beside(ProfileUnit.PER_10_000, rate(90, 10_000), rate(6400, 1_000_000)) is Beside.WITHIN_CHANCE
    )
    assert Stray(4.0, 30).beside(ProfileUnit.PER_10_000, rate(96, 10_000), rate(6400, 1_000_000)) is Beside.ABOVE


def test_numbers_stray_more_than_independent_children_would() -> None:
    """Starts vary from year to year by far more than the number in care, which many years make."""
    found = profile("leeds")
    in_care, started = found.stray(numbers.IN_CARE_RATE), found.stray(numbers.STARTING_RATE)
    assert 1.0 < in_care.ratio < started.ratio
    assert in_care.councils == started.councils == 30


def test_what_is_hidden_is_beside_nothing() -> None:
    assert profile("rutland").beside(numbers.OUTSIDE) == (Beside.UNKNOWN, Beside.UNKNOWN)
    assert profile("rutland").rank(numbers.OUTSIDE) is None


def test_rutland_is_within_chance_where_leeds_would_not_be() -> None:
    """Few children: 11 starts of 10,000 beside 27 in England say nothing; 34 in care beside 69 do."""
    found = profile("rutland")
    assert found.beside(numbers.STARTING_RATE)[1] is Beside.WITHIN_CHANCE
    assert found.beside(numbers.IN_CARE_RATE)[1] is Beside.BELOW


def test_every_number_has_a_name_of_its_own_in_its_subject_and_a_point_for_each_year() -> None:
    found = profile("leeds")
    for subject, lines in found.subjects.items():
        titles = [one.item.title for one in lines]
        assert len(set(titles)) == len(titles), subject
        for one in lines:
            each: tuple[PlaceLine, ...] = one.lines
            assert all(len(line.points) == 10 for line in each)
