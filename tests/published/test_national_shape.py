"""England's shape of any year: child-years from lengths of placements, kinds of both definitions, and 2024's break."""

from __future__ import annotations

from itertools import pairwise
from math import exp, inf, log

import pytest

from sim.published.authorities import ENGLAND
from sim.published.national_shape import (
    BAND_YEARS,
    BANDS,
    CEASED,
    CHANGES,
    DURATIONS,
    LOOKED_AFTER,
    LivedIn,
    _survived,
    child_years_in_placement,
    disruptive,
    ended_percent,
    in_detail,
    leaving_per_child_year,
    moves_per_child_year,
    newly_unregistered,
)
from sim.published.table import figures

YEARS = range(2019, 2025)
HOMES_OR_SUPPORTED = (LivedIn.CHILDRENS_HOME, LivedIn.SECURE, LivedIn.SUPPORTED)


# Child-years


@pytest.mark.parametrize("band", BANDS)
def test_child_years_of_2019_are_those_that_the_published_tables_were_worked_out_with(band: str) -> None:
    """The pack's own derivation came to 78,000 child-years in all; here they are as many as children looked after."""
    derived = figures().value(ENGLAND, "child-years in placement by time in placement", 2019, band)
    assert child_years_in_placement(figures(), 2019)[band] == pytest.approx(derived, rel=0.003)


@pytest.mark.parametrize("year", YEARS)
def test_child_years_are_as_many_as_children_looked_after_and_fewer_the_longer_a_placement_has_lasted(
    year: int,
) -> None:
    found = child_years_in_placement(figures(), year)
    assert sum(found.values()) == pytest.approx(figures().value(ENGLAND, "looked after", year))
    widths = [last - first for first, last in pairwise(BAND_YEARS)]
    density = [found[band] / width for band, width in zip(BANDS, widths, strict=True)]
    assert density == sorted(density, reverse=True)


def test_lengths_of_2024_are_not_used() -> None:
    before, now = (child_years_in_placement(figures(), year) for year in (2023, 2024))
    for band in BANDS:
        assert now[band] / before[band] == pytest.approx(83_530 / 83_750)


def test_what_was_left_of_placements_is_followed_from_piece_to_piece() -> None:
    """By hand: half end in the first year, at an even rate, and those that are left at a rate of one a year."""
    pieces = ((0.0, 1.0, 1.0, log(2)), (1.0, inf, 0.5, 1.0))
    assert _survived(pieces, 0.0, 1.0) == pytest.approx(0.5 / log(2))
    assert _survived(pieces, 1.0, inf) == pytest.approx(0.5)
    assert _survived(pieces, 0.5, 2.0) == pytest.approx((2**-0.5 - 2**-1) / log(2) + 0.5 * (1 - exp(-1)))
    assert _survived(pieces, 3.0, 3.0) == 0.0


def test_no_child_years_are_made_of_lengths_that_were_not_known() -> None:
    for known, year in ((figures(), 2018), (figures().until(2018), 2019)):
        with pytest.raises(ValueError, match=f"No lengths of placements ended are published for the year .* {year}"):
            child_years_in_placement(known, year)


def test_moves_are_changes_but_for_those_of_status_alone() -> None:
    """England, year to 31 March 2024: 11,240 changes within two weeks, 1,500 of them of status alone."""
    child_years = child_years_in_placement(figures(), 2024)["under 2 weeks"]
    assert moves_per_child_year(figures(), 2024, "under 2 weeks") == pytest.approx((11_240 - 1_500) / child_years)


def test_disruptive_changes_are_those_that_were_asked_for_or_forced() -> None:
    by_hand = 640 + 980 + 160 + 120 + 20 + 40 + 50 + 40
    assert disruptive(figures(), CHANGES, 2024, "under 2 weeks") == by_hand


@pytest.mark.parametrize("year", YEARS)
def test_percentages_of_placements_ended_make_a_whole(year: int) -> None:
    assert sum(ended_percent(figures(), year, duration) for duration in DURATIONS) == pytest.approx(100)


# Kinds


@pytest.mark.parametrize("year", YEARS)
def test_kinds_make_up_all_children_looked_after(year: int) -> None:
    """England's numbers are rounded to 10, and a kind is the sum of up to three."""
    everyone = figures().value(ENGLAND, LOOKED_AFTER, year, "Total children")
    assert abs(sum(in_detail(figures(), LOOKED_AFTER, year, kind) for kind in LivedIn) - everyone) <= 30


@pytest.mark.parametrize("measure", [LOOKED_AFTER, CEASED])
@pytest.mark.parametrize(("year", "apart"), [(2020, 10), (2021, 10), (2022, 10), (2023, 240)])
def test_both_definitions_come_to_the_same_in_homes_and_supported(measure: str, year: int, apart: int) -> None:
    """They stand side by side from 2020 to 2023; of 2023 the older is of a release that was revised since."""
    table = {name.replace(". ", " "): one.value for name, one in figures().breakdown(ENGLAND, measure, year).items()}
    older = sum(value for name, value in table.items() if name.startswith(("4 Total other", "5 Total secure")))
    newer = sum(value for name, value in table.items() if name.startswith(("4 Total secure", "5 Total independent")))
    assert older > 7_000
    assert abs(newer - older) <= apart


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_kinds_from_2020_are_those_of_the_new_definition(year: int) -> None:
    homes = sum(in_detail(figures(), LOOKED_AFTER, year, kind) for kind in HOMES_OR_SUPPORTED[:2])
    published = figures().value(
        ENGLAND, "looked after by placement", year, "secure and children's homes (definition from 2020)"
    )
    if year != 2020:  # no such detail of that year
        assert abs(homes - published) <= 30
    supported = in_detail(figures(), LOOKED_AFTER, year, LivedIn.SUPPORTED)
    assert supported == {2020: 6_510, 2021: 6_070, 2022: 7_470}[year]


def test_in_2019_semi_independent_accommodation_is_apart_from_homes() -> None:
    """On 31 March 2019, and in the year to it: "4" and "5d" are supported or independent, "5c" are homes."""
    assert leaving_per_child_year(figures(), 2019, LivedIn.CHILDRENS_HOME) == pytest.approx(0.155, abs=0.001)
    assert leaving_per_child_year(figures(), 2019, LivedIn.SUPPORTED) == pytest.approx(0.955, abs=0.001)


def test_what_is_not_registered_yet_is_counted_as_supported() -> None:
    """England in 2024: other placements 3,790 after 1,150 on 31 March, and 2,280 after 620 of those who ceased."""
    known = figures()
    assert in_detail(known, LOOKED_AFTER, 2024, LivedIn.SUPPORTED) == 6_250 + (3_790 - 1_150)
    assert in_detail(known, LOOKED_AFTER, 2024, LivedIn.OTHER_RESIDENTIAL) == 1_260 + 90 + 1_150
    assert in_detail(known, CEASED, 2024, LivedIn.SUPPORTED) == 8_920 + (2_280 - 620)
    assert in_detail(known, CEASED, 2024, LivedIn.OTHER_RESIDENTIAL) == 750 + 40 + 620
    assert leaving_per_child_year(known, 2024, LivedIn.CHILDRENS_HOME) == pytest.approx(1_000 / 8_540)
    assert newly_unregistered(known, 2024) == pytest.approx(1 - 1_180 / 4_020)
    assert all(newly_unregistered(known, year) == 0 for year in range(2019, 2024))
