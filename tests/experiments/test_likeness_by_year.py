"""Which years' figures stand beside a base: of a council those of its run, of England those that were known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from math import isinf, isnan

import pytest

from sim.experiments.likeness.council_figures import CouncilFigures, council_of
from sim.experiments.likeness.england import KINDS_LIVED_IN, shape, year_of_shape
from sim.experiments.likeness.likeness import targets_of
from sim.experiments.likeness.target import LikenessLine
from sim.measures.placements import KINDS
from sim.measures.turnover import OTHER_FOSTER
from sim.published.authorities import authorities_of, authority
from sim.published.national_shape import LivedIn
from sim.reports.likeness import pages
from sim.scenario.scenario import Scenario, load

NUMBER = "New placements in a year"
SUPPORTED = "Supported or independent"


def starting(year: int, name: str = "") -> Scenario:
    """England's base, or that of a council as far as its figures go, from 1 April of a year and for three years."""
    return replace(load("england"), start=date(year, 4, 1), authority=authority(name).code if name else "")


def beside(year: int, name: str = "") -> dict[str, LikenessLine]:
    return {one.title: one for one in targets_of(starting(year, name))}


def years(line: LikenessLine) -> list[int]:
    return [int(year) for year in re.findall(r"\((\d{4})\)", line.published)]


# England


@pytest.mark.parametrize(
    ("start", "year"),
    [
        (date(2017, 4, 1), 2019),
        (date(2018, 1, 1), 2019),
        (date(2020, 3, 30), 2019),
        (date(2020, 3, 31), 2020),
        (date(2022, 4, 1), 2022),
        (date(2024, 4, 1), 2024),
        (date(2026, 4, 1), 2024),
    ],
)
def test_englands_tables_are_of_the_latest_year_that_had_ended_and_of_2019_at_the_earliest(
    start: date, year: int
) -> None:
    assert year_of_shape(start) == year
    assert council_of(replace(load("england"), start=start)).year_of_england == year


@pytest.mark.parametrize(
    ("year", "number"), [(2018, 152), (2019, 152), (2020, 151), (2021, 151), (2022, 152), (2023, 152), (2024, 153)]
)
def test_england_is_shared_among_the_authorities_of_the_year(year: int, number: int) -> None:
    assert len(authorities_of(year)) == number
    assert CouncilFigures("E92000001", year + 1, year + 3, year).part == pytest.approx(1 / number)


@pytest.mark.parametrize("year", range(2018, 2025))
def test_lines_of_england_are_whole_in_every_year(year: int) -> None:
    found = targets_of(starting(year))
    assert len({one.title for one in found}) == len(found)
    assert len(shape(year_of_shape(date(year, 4, 1)), judged=True)) == 6 + 8 + 8 + 7
    for one in found:
        assert one.low < one.high
        assert one.low >= 0 or isinf(one.low)
        assert not isnan(one.figure) or one.title == "Siblings in care who live apart"


def test_a_base_of_2024_is_held_against_englands_figures_of_2024() -> None:
    found = beside(2024)
    assert found["Three or more placements in the year (NI62)"].figure == pytest.approx(100 * 8_860 / 83_530)
    assert found["Children looked after, mean of the run"].figure == pytest.approx(83_530 / 153)
    assert found["Looked after for 12 months or more"].figure == pytest.approx(100 * 59_480 / 83_530)
    assert found["In care under a year: 1 placement"].figure == pytest.approx(100 * 14_650 / 24_160)
    assert found["Children's homes"].figure == pytest.approx(1_000 / 8_540)
    assert found["Children's homes"].published == "0.12 (England, year to 31 March 2024: ceasing over looked after)"
    assert found[SUPPORTED].figure == pytest.approx((8_920 + 2_280 - 620) / (6_250 + 3_790 - 1_150))
    assert "accommodation not registered yet counted as supported" in found[SUPPORTED].published


def test_lengths_of_placements_of_2024_are_those_of_2023_and_say_so() -> None:
    found, before = beside(2024), beside(2023)
    ended = [title for title in found if title.startswith("Ended")]
    assert len(ended) == 8
    assert all(found[title].figure == before[title].figure for title in ended)
    assert all("year to 31 March 2023; those of 2024 will be revised" in found[title].published for title in ended)
    assert "child-years from lengths of 2023" in found["Moves, 2nd year"].published
    assert not any("; those of" in before[title].published for title in ended)


def test_new_placements_of_2024_leave_out_what_began_in_name_only() -> None:
    """England: 100,250 new placements; 16,610 changes of legal status alone after 9,520 of the year before."""
    line = beside(2024)[NUMBER]
    assert line.figure == pytest.approx((100_250 - (16_610 - 9_520)) / 153)
    assert "2024 without changes of legal status alone beyond those of 2023" in line.published
    assert line.judged
    assert beside(2022)[NUMBER].figure == pytest.approx(87_650 / 152)
    assert beside(2022)[NUMBER].published == "577 (2022), year to 31 March"


def test_every_kind_of_englands_tables_is_one_of_the_measures() -> None:
    assert set(KINDS_LIVED_IN) == set(LivedIn) - {LivedIn.SECURE}
    assert set(KINDS_LIVED_IN.values()) <= {*KINDS, OTHER_FOSTER}
    assert len(set(KINDS_LIVED_IN.values())) == len(KINDS_LIVED_IN)


# Councils


def test_a_base_of_2022_is_held_against_the_years_of_its_run() -> None:
    found = beside(2022, "Leeds")
    assert years(found["Three or more placements in the year (NI62)"]) == [2023, 2024]
    assert years(found["Long-term stability (NI63)"]) == [2023, 2024]
    assert "year to 31 March 2022" in found["Children's homes"].published


def test_a_base_of_2024_is_held_against_the_latest_three_years_before_it() -> None:
    assert years(beside(2024, "Leeds")["Three or more placements in the year (NI62)"]) == [2022, 2023, 2024]


@pytest.mark.parametrize("name", ["Leeds", "Tower Hamlets", ""])
def test_nothing_later_than_its_run_stands_beside_a_base_of_2018(name: str) -> None:
    """A run of three years from 1 April 2018 goes through the years to 31 March 2019 and 2020."""
    lines = targets_of(starting(2018, name))
    assert max(int(year) for one in lines for year in re.findall(r"\b(20\d\d)\b", one.published)) <= 2020


def test_new_placements_of_a_council_leave_out_what_began_in_name_only() -> None:
    """Leeds, year to 31 March 2024: 2,338; of status alone 457 changes after 203."""
    line = beside(2023, "Leeds")[NUMBER]
    assert line.figure == 2_338 - (457 - 203)
    assert line.judged


@pytest.mark.parametrize("name", ["Islington", "Cumberland"])
def test_where_that_is_not_published_new_placements_are_shown_only_and_it_is_said(name: str) -> None:
    line = beside(2024, name)[NUMBER]
    assert not line.judged
    assert "2024 with changes of legal status alone beyond those of 2023" in line.published
    assert line.published.endswith("shown only")


def test_what_was_chosen_for_the_case_study_stands_beside_no_later_base_of_tower_hamlets() -> None:
    case_study, later = (targets_of(one) for one in (load("tower_hamlets_2018"), starting(2024, "Tower Hamlets")))
    assert "Placed inside the borough" in {one.title for one in case_study}
    assert {one.title for one in later} == set(beside(2024, "Leeds"))
    moved = {one.title: one for one in later}["Three or more placements in the year (NI62)"]
    assert years(moved) == [2022, 2023, 2024]
    assert not moved.judged
    marks = [pages.marks_of(one) for one in (load("tower_hamlets_2018"), starting(2024, "Tower Hamlets"))]
    assert marks[0] == pages.MARKS["E09000030"] != marks[1]
