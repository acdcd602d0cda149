"""Likeness: what is read off a run, what was published beside it, the bounds, the table, and many councils."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache, partial
from math import inf, isinf, isnan, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from handmade_registers import CALENDAR, YEAR, child, episode, parameters, placement, register, stay
from hypothesis import given, settings
from hypothesis import strategies as st
from small_authority import base

from sim.experiments.likeness import councils
from sim.experiments.likeness.council import own_lines
from sim.experiments.likeness.council_figures import CouncilFigures, council_of
from sim.experiments.likeness.england import shape
from sim.experiments.likeness.first_day import drift, first_day, largest_change
from sim.experiments.likeness.likeness import Likeness, likeness, targets_of
from sim.experiments.likeness.reading import (
    AGES_AND_TIMES,
    AVERAGE_BY_KIND,
    BY_AGE,
    BY_KIND,
    BY_PLACE,
    BY_TIME,
    TIMES,
    likened,
    on_anniversaries,
)
from sim.experiments.likeness.target import Aggregation, LikenessLine, LikenessPart, around, within, within_share
from sim.experiments.likeness.tower_hamlets import likeness_targets
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Results
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.difference import interval
from sim.experiments.statistics.estimate import jackknife
from sim.experiments.statistics.sample import Collection, Sample, measured
from sim.foundations.codes import Kind, Location
from sim.measures.catalogue import by_id
from sim.measures.children import AGES
from sim.measures.placements import KINDS
from sim.measures.turnover import LOCATIONS
from sim.measures.value import Value
from sim.measures.view import view_of
from sim.model.register.register import Register
from sim.parameters.opening import Opening, OpeningTimeInCare
from sim.parameters.tables import ByAge, ByDuration, ByKind, ByLocation
from sim.published.authorities import authority
from sim.published.base_figures import published
from sim.published.table import figures
from sim.reports.likeness import councils as likeness_councils
from sim.reports.likeness import pages
from sim.reports.shared.marks import Marks
from sim.scenario.scenario import load

# What is read off a run


def on_days(r: Register) -> dict[tuple[str, str, date], float]:
    found = on_anniversaries(view_of(r, CALENDAR, parameters()))
    return {(one.measure, one.category, one.date): one.value for one in found}


def test_the_first_day_and_its_anniversaries_count_who_is_there_by_recorded_kind() -> None:
    r = register(until=3 * YEAR)
    stay(r, -50.0, born=-200.0, kind=Kind.AGENCY, emergency=True, location=Location.FAR)
    stay(r, -50.0, 400.0, born=-5 * YEAR, kind=Kind.SUPPORTED)
    stay(r, 0.0, born=-200.0)  # enters at the first instant: not there when the day begins
    found = on_days(r)
    dates = sorted({when for name, _, when in found if name == BY_KIND})
    assert dates == [date(2018, 1, 1), date(2019, 1, 1), date(2020, 1, 1), date(2020, 12, 31)]
    first, later = dates[0], dates[2]
    assert found[BY_KIND, "agency", first] == 1
    assert found[BY_KIND, "supported", first] == 1
    assert found[BY_KIND, "agency", later] == 2
    assert found[BY_KIND, "supported", later] == 0
    assert found[BY_PLACE, "outside, over 20 miles", first] == 1
    assert found[BY_AGE, "age: under 1", first] == 1
    assert found[BY_AGE, "age: 5 to 9", first] == 1
    assert found[BY_AGE, "age: 1 to 4", dates[3]] == 2


@pytest.mark.parametrize(("years", "anniversaries"), [(0.5, 1), (1.0, 2), (2.9, 3), (3.0, 4)])
def test_the_last_moment_of_whole_years_is_their_anniversary(years: float, anniversaries: int) -> None:
    r = register(until=years * YEAR)
    stay(r, -50.0)
    assert len({when for name, _, when in on_days(r) if name == BY_KIND}) == anniversaries


def test_the_average_by_kind_counts_emergency_places_as_what_they_are() -> None:
    r = register(until=2 * YEAR)
    of_child = episode(r, child(r), 0.0)
    placement(r, of_child, 0.0, YEAR, kind=Kind.AGENCY, emergency=True)
    placement(r, of_child, YEAR, kind=Kind.IN_HOUSE)
    measures, _ = likened(r, CALENDAR, parameters())
    found = {one.category: one.value for one in measures if one.measure == AVERAGE_BY_KIND}
    assert found["agency"] == found["in house"] == pytest.approx(0.5)


# The first day, and drift

OPENING = Opening(
    looked_after=100.0,
    age_shares=ByAge(0.1, 0.2, 0.2, 0.3, 0.2),
    kinds=ByKind(50.0, 10.0, 20.0, 10.0, 0.0, 2.0, 4.0, 4.0, 0.0),
    location_shares=ByLocation(0.5, 0.3, 0.2),
    unaccompanied=0.0,
)
DAYS = (date(2018, 4, 1), date(2019, 4, 1), date(2020, 4, 1), date(2021, 3, 31))


def counted(*replications: tuple[list[float], list[float]]) -> Sample:
    """Children by kind on the first day and after three years (and on the days between), with ages and places."""
    collection = Collection(len(replications))
    for number, (first, last) in enumerate(replications):
        values = [
            Value(BY_KIND, kind, when, count, "children")
            for when, row in zip(DAYS, (first, last, last, last), strict=True)
            for kind, count in zip(KINDS, row, strict=True)
        ]
        for name, categories, shares in (
            (
                BY_AGE,
                ("age: under 1", "age: 1 to 4", "age: 5 to 9", "age: 10 to 15", "age: 16 and over"),
                (10, 20, 20, 30, 20),
            ),
            (BY_PLACE, ("inside the area", "outside, within 20 miles", "outside, over 20 miles"), (50, 30, 20)),
        ):
            values += [
                Value(name, category, when, share, "children")
                for when in DAYS
                for category, share in zip(categories, shares, strict=True)
            ]
        collection.add(number, measured(values))
    return collection.sample()


PUBLISHED_KINDS = [50.0, 10, 20, 10, 0, 2, 4, 4, 0]


def test_a_first_day_is_exact_only_when_every_replication_is() -> None:
    exact = [Likeness(*line) for line in first_day(OPENING, counted((PUBLISHED_KINDS, PUBLISHED_KINDS)))]
    assert all(one.accepted for one in exact)
    other = [49.0, 11, 20, 10, 0, 2, 4, 4, 0]
    rounded = counted((PUBLISHED_KINDS, PUBLISHED_KINDS), (other, other))
    assert all(Likeness(*line).accepted for line in first_day(OPENING, rounded))
    fewer = [48.0, 10, 20, 10, 0, 2, 4, 4, 0]
    lines = [
        Likeness(*line) for line in first_day(OPENING, counted((PUBLISHED_KINDS, PUBLISHED_KINDS), (fewer, fewer)))
    ]
    number, kind, age, place = lines
    assert [one.value for one in number.estimates] == [98, 100]
    assert not number.accepted
    assert number.miss == -2
    assert not kind.accepted
    assert kind.estimates[0].value == 2
    assert "in house" in kind.target.published
    assert age.accepted
    assert place.accepted


def test_children_by_age_and_time_in_care_are_those_of_the_first_day_alone() -> None:
    r = register(until=3 * YEAR)
    stay(r, -50.0, born=-200.0)
    stay(r, -3.5 * YEAR, 400.0, born=-12 * YEAR)
    stay(r, 0.0, born=-200.0)  # enters at the first instant: not there when the day begins
    found = {category: value for (name, category, _), value in on_days(r).items() if name == BY_TIME}
    assert {category: value for category, value in found.items() if value} == {
        "age: under 1, in care for 2 to 8 weeks": 1,
        "age: 10 to 15, in care for 3 to 5 years": 1,
    }


def in_care_for(*numbers: float) -> Sample:
    """One replication with children of 10 to 15 by time in care, and nobody else but ten of 16 and over."""
    first = 3 * len(TIMES)
    cells = dict.fromkeys(range(len(AGES_AND_TIMES)), 0.0) | dict(enumerate(numbers, start=first))
    cells[4 * len(TIMES)] = 10.0
    values = [Value(BY_TIME, AGES_AND_TIMES[place], DAYS[0], number, "children") for place, number in cells.items()]
    for name, categories in ((BY_KIND, KINDS), (BY_AGE, AGES), (BY_PLACE, LOCATIONS)):
        values += [Value(name, category, DAYS[0], 1.0, "children") for category in categories]
    collection = Collection(1)
    collection.add(0, measured(values))
    return collection.sample()


@pytest.mark.parametrize(("numbers", "elsewhere"), [((20, 0, 0, 60), 0.0), ((40, 0, 0, 40), 25.0)])
def test_time_in_care_is_held_against_what_is_told_of_each_age(numbers: tuple[int, ...], elsewhere: float) -> None:
    """A quarter of those of 10 to 15 were told to be in their first two weeks; of 16 and over nothing is told."""
    nobody = ByDuration(*[0.0] * len(TIMES))
    told = OpeningTimeInCare(nobody, nobody, nobody, ByDuration(10, 0, 0, 30, 0, 0, 0, 0), nobody)
    lines = [Likeness(*line) for line in first_day(replace(OPENING, time_in_care=told), in_care_for(*numbers))]
    (found,) = (one for one in lines if one.target.measure == BY_TIME)
    assert found.estimates[0].value == pytest.approx(elsewhere)
    assert found.accepted == (elsewhere == 0.0)


def test_drift_allows_for_the_change_of_the_total_and_for_a_child_and_a_half() -> None:
    """After three years 120 for 100: the same share of all is 1.2 times as many."""
    now = [60.0, 14.0, 20.0, 12.0, 0.0, 1.0, 6.2, 4.8, 2.0]
    lines = [Likeness(*line) for line in drift(OPENING, counted((PUBLISHED_KINDS, now), (PUBLISHED_KINDS, now)))]
    assert len(lines) == 18
    after = {one.target.category: one for one in lines if "3 years" in one.target.title}
    assert after["in house"].target.figure == pytest.approx(60.0)
    assert after["in house"].accepted
    assert after["in house"].miss == pytest.approx(0)
    assert not after["connected"].accepted  # 14 for 12: 17% too many, and more than a child and a half
    assert after["connected"].miss == pytest.approx(14 / 12 - 1)
    assert not after["agency"].accepted  # 20 as before, but 24 would be its share
    assert after["other residential"].accepted  # 1 for 2.4: within a child and a half
    assert after["supported"].accepted  # 6.2 for 4.8
    assert not after["adoption"].accepted  # 2 for none


def test_the_interval_of_drift_is_of_the_share_not_of_the_number() -> None:
    """Where kinds keep their share while all go up and down by chance, no chance is left in the drift."""
    few, many = [0.5 * one for one in PUBLISHED_KINDS], [1.5 * one for one in PUBLISHED_KINDS]
    lines = [Likeness(*line) for line in drift(OPENING, counted((PUBLISHED_KINDS, few), (PUBLISHED_KINDS, many)))]
    assert all(one.estimates[0].low == pytest.approx(one.estimates[0].high) for one in lines)


def test_the_largest_change_is_of_kinds_with_many_children() -> None:
    now = [60.0, 14.0, 18.0, 12.0, 0.0, 0.0, 6.0, 10.0, 0.0]
    sample = counted((PUBLISHED_KINDS, now), (PUBLISHED_KINDS, now))
    kind, change, _ = largest_change(OPENING, sample, 3, 15)
    assert kind == "agency"
    assert change == pytest.approx(18 / 24 - 1)
    assert largest_change(OPENING, sample, 3, 2)[0] == "with parents"
    assert isnan(largest_change(OPENING, sample, 3, 51)[1])
    assert isnan(largest_change(OPENING, sample, 4, 15)[1])


# Bounds and misses


def line(low: float, high: float, figure: float = nan, relative: bool = False) -> LikenessLine:
    return LikenessLine(
        "T", "looked_after", "", Aggregation.WHOLE_RUN, low, high, "children", "", "", figure=figure, relative=relative
    )


def test_a_miss_is_from_the_figure_or_else_from_the_range() -> None:
    assert line(90, 110, 100).miss(95) == -5
    assert line(90, 110, 100, relative=True).miss(95) == pytest.approx(-0.05)
    assert line(90, 110).miss(95) == 0
    assert line(90, 110).miss(115) == 5
    assert isnan(line(0, 1.5, 0.0, relative=True).miss(1))
    assert isnan(line(90, 110, 100).miss(nan))
    assert not line(90, 110, 100).accepts(nan)


def test_ranges_lie_around_figures() -> None:
    assert within(10, 2) == {"low": 8, "high": 12, "figure": 10}
    assert within_share(10, 0.15) == {"low": 8.5, "high": pytest.approx(11.5), "figure": 10}
    assert around([70, 73], 4) == {"low": 66, "high": 77, "figure": 71.5}


# What was published


def test_englands_shape_is_as_published() -> None:
    """DfE, year to 31 March 2019: tables of placements, changes and children ceasing, worked by hand."""
    found = {one.title: one.figure for one in shape(2019, judged=True)}
    assert len(found) == 6 + 8 + 8 + 7
    assert found["In care under a year: 1 placement"] == pytest.approx(100 * 14_020 / 23_600)
    assert found["In care a year or more: 3 or more placements"] == pytest.approx(100 * 5_290 / 54_540)
    moves = [rate for title, rate in found.items() if title.startswith("Moves")]
    assert moves == pytest.approx([3.13, 1.27, 0.77, 0.59, 0.39, 0.24, 0.15, 0.10], abs=0.006)
    assert found["Ended after 0 to 7 days"] == pytest.approx(9.6, abs=0.05)
    leaving = [one.figure for one in shape(2019, judged=True) if one.group is LikenessPart.LEAVING]
    assert leaving == pytest.approx([0.49, 0.21, 0.155, 0.55, 1.44, 0.955, 0.96], abs=0.006)
    assert sum(rate for title, rate in found.items() if title.startswith("Ended")) == pytest.approx(100)


def test_englands_shape_is_a_target_of_england_and_shown_beside_a_council() -> None:
    by_name = {name: targets_of(load(name)) for name in ("england", "tower_hamlets_2018")}
    for name, judged in (("england", True), ("tower_hamlets_2018", False)):
        leaving = [one for one in by_name[name] if one.group is LikenessPart.LEAVING]
        assert len(leaving) == 7
        assert all(one.judged is judged for one in leaving)
    for targets in by_name.values():
        assert len({one.title for one in targets}) == len(targets)


def test_the_targets_of_tower_hamlets_are_its_own() -> None:
    found = {one.title: one for one in targets_of(load("tower_hamlets_2018"))}
    settled = found["Long-term stability (NI63)"]
    assert (settled.low, settled.high) == pytest.approx((100 * 43 / 61 - 4, 100 * 58 / 80 + 4))
    two_years = found["Three or more placements in two years"]
    assert (two_years.low, two_years.high) == pytest.approx((100 * 48 / 210 - 3, 100 * 43 / 185 + 3))
    assert found["New placements in a year"].figure == 439
    assert found["New placements inside the area"].figure == pytest.approx(100 * 83 / 439)
    assert found["New placements outside and over 20 miles away"].figure == pytest.approx(100 * 78 / 439)
    assert found["Looked after for 12 months or more"].figure == pytest.approx(100 * 211 / 286)
    moved = found["Three or more placements in the year (NI62)"]
    assert (moved.low, moved.high, moved.judged) == (11, 14, True)
    assert [one.title for one in found.values() if one.measure == "three_or_more_placements_percent"] == [moved.title]


def test_the_targets_of_england_are_of_an_average_authority() -> None:
    found = {one.title: one for one in targets_of(load("england"))}
    assert found["Three or more placements in the year (NI62)"].figure == pytest.approx(100 * 8_310 / 78_140)
    assert found["Long-term stability (NI63)"].figure == pytest.approx(100 * 17_550 / 25_710)
    assert found["Looked after for 12 months or more"].figure == pytest.approx(100 * 54_540 / 78_140)
    assert found["New placements in a year"].figure == pytest.approx(88_240 / 152)
    known = 44_080 + 4_030 + 18_240 + 13_870
    assert found["New placements inside the area"].figure == pytest.approx(100 * (44_080 + 4_030) / known)
    assert found["Children starting in a year"].judged is False


def test_a_councils_figures_are_of_the_run_or_else_of_the_latest_three_years_before_it() -> None:
    during = council_of(load("tower_hamlets_2018"))
    assert (during.first, during.last) == (2018, 2020)
    leeds = CouncilFigures("E08000035", 2025, 2027, 2024)
    found = {one.title: one for one in own_lines(leeds)}
    moved = found["Three or more placements in the year (NI62)"]
    assert re.findall(r"\((\d+)\)", moved.published) == ["2022", "2023", "2024"]
    assert not moved.judged
    assert isinf(moved.high)
    assert found["Long-term stability (NI63)"].judged
    assert not found["Three or more placements in two years"].judged


def test_a_hidden_figure_is_no_line() -> None:
    rutland = {one.title: one for one in own_lines(CouncilFigures("E06000017", 2023, 2025, 2022))}
    assert rutland["Three or more placements in the year (NI62)"].published == "14.0 (2020), year to 31 March"
    scilly = {one.title for one in own_lines(CouncilFigures("E06000053", 2025, 2027, 2024))}
    assert "Long-term stability (NI63)" not in scilly


def test_targets_measure_what_the_catalogue_has_and_accept_ranges() -> None:
    targets = likeness_targets()
    assert len({target.title for target in targets}) == len(targets)
    for target in targets:
        assert target.measure == AVERAGE_BY_KIND or by_id(target.measure).id == target.measure
        assert target.low < target.high
        assert target.published
        assert target.source
        assert (target.aggregation is Aggregation.RATIO) == bool(target.against_measure)
        if target.against_measure:
            assert by_id(target.against_measure).id == target.against_measure


def test_targets_accept_tower_hamlets_itself() -> None:
    local, targets = published(), {target.title: target for target in likeness_targets()}
    starts, stock = local.over("started", range(2017, 2020)), local.over("looked after", range(2017, 2020))
    assert targets["Children looked after"].accepts(sum(stock) / 3)
    assert targets["Children starting in a year"].accepts(sum(starts) / 3)
    assert not targets["Children starting in a year"].accepts(169.9)
    assert targets["Yearly starts, variance over mean"].high == inf
    assert targets["Yearly starts, variance over mean"].published.startswith("6.3 ")
    assert targets["In-house foster places vacant"].accepts(55)
    assert (
        "74 (31 March 2018), 103 (31 March 2019)" in targets["Children with independent fostering agencies"].published
    )
    teens = targets["Of children looked after, 10 to 15"]
    assert (teens.low, teens.high) == pytest.approx((351 / 948 * 100 - 4, 351 / 948 * 100 + 4))


# The jackknife


@settings(deadline=None)
@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=20))
def test_the_jackknife_of_a_mean_is_students_interval(values: list[float]) -> None:
    found = jackknife(np.array([values]), lambda columns: float(columns.mean()))
    low, high, _ = interval(np.array(values))
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)


def test_the_jackknife_of_one_column_has_no_interval() -> None:
    assert isnan(jackknife(np.array([[3.0]]), lambda columns: float(columns.mean())).low)


# The table


@cache
def run() -> Results:
    """The small authority, which nobody is looked after by at the start, held against Tower Hamlets' figures."""
    return run_all([base()], Settings(4, processes=1), reading=likened)


def test_likeness_gives_every_target_a_value() -> None:
    found = likeness(run().outcomes[0])
    assert {one.target for one in found} == set(targets_of(base()))
    by_title = {one.target.title: one for one in found}
    months = by_title["Children looked after"].estimates
    assert len(months) == 2
    # Nobody is looked after at the start of the small authority, so it is far from the published number.
    assert months[0].value == 0
    assert not by_title["Children looked after"].accepted
    assert not any(isinf(estimate.value) for one in found for estimate in one.estimates)
    assert by_title["Children with independent fostering agencies"].estimates[0].value > 0
    assert by_title["Moves, under 2 weeks"].estimates[0].value > 0
    # a run of a year and a half has no date two years from its start
    assert isnan(by_title["Three or more placements in two years"].estimates[0].value)
    shares = [one.estimates[0].value for one in found if one.target.title.startswith("Of children looked after")]
    assert sum(shares) == pytest.approx(100)
    groups = [one.target.group for one in found]
    assert groups == sorted(groups, key=list(LikenessPart).index)


def test_the_table_goes_between_the_markers_of_its_base_and_nowhere_else(tmp_path: Path) -> None:
    table = likeness(run().outcomes[0])
    document, marks = tmp_path / "model.md", pages.marks_of(base())
    of_england = Marks("likeness of England")
    document.write_text(
        f"# Before\n\n{of_england.begin}\nkept\n{of_england.end}\n{marks.begin}\nold\n{marks.end}\n\nAfter\n", "utf-8"
    )
    for _ in range(2):
        pages.replace(document, run(), table)
    text = document.read_text(encoding="utf-8")
    assert text.startswith("# Before\n\n")
    assert text.endswith("\n\nAfter\n")
    assert "kept" in text
    assert "old" not in text
    assert all(f"| {one.target.title} |" in text for one in table)
    assert [path.name for path in tmp_path.iterdir()] == ["model.md"]
    assert pages.marks_of(load("england")).begin == of_england.begin


def test_the_table_says_which_targets_are_missed(capsys: pytest.CaptureFixture[str]) -> None:
    table = likeness(run().outcomes[0])
    pages.show(run(), table)
    out = capsys.readouterr().out
    assert "in range" in out
    assert "Children looked after" in out
    judged = sum(one.target.judged for one in table)
    assert f"of {judged} in range" in pages.summary(table)
    assert judged < len(table)
    cells = {row[0]: row for row in map(pages.cells, table)}
    assert cells["Children looked after"][-1] == "NO"
    assert cells["Moves, under 2 weeks"][4] == "shown only"
    assert cells["Moves, under 2 weeks"][-1] == ""


# Many councils


def test_councils_are_chosen_at_even_ranks_with_the_smallest_and_the_largest() -> None:
    chosen = councils.chosen(30, figures(), 2022)
    sizes = [figures().value(one.code, "looked after", 2022) for one in chosen]
    assert len(set(chosen)) == 30
    assert sizes == sorted(sizes)
    assert chosen[0].name == "Rutland"
    assert chosen[-1].name == "Birmingham"
    assert chosen == councils.chosen(30, figures(), 2022)
    assert len(councils.chosen(999, figures(), 2022)) < 153


def test_a_base_made_in_memory_is_the_one_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However well its ways between placements are fitted: so by one long run and one look, kept for nobody."""
    from sim.bases.base import baseline
    from sim.experiments.balance import authority as balance
    from sim.experiments.balance.base import stood
    from sim.model.pool.making import make_pool
    from sim.reports.baseline import pages as files

    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(balance, "LONG_RUNS", 1)
    monkeypatch.setattr(balance, "LOOKS", 1)
    monkeypatch.setattr(balance, "replications", lambda _: 5)
    monkeypatch.setattr(balance, "make_pool", partial(make_pool, long_runs=4))
    rutland = authority("Rutland")
    path = tmp_path / "rutland.toml"
    files.keep(stood(baseline(rutland, 2022, figures())), path)
    loaded, made = load(str(path)), councils.made(rutland, 2022)
    assert made.parameters == loaded.parameters
    assert (made.start, made.years, made.authority) == (loaded.start, loaded.years, loaded.authority)


def council(size: float, share: float = 0.1, miss: float = 0.0, **parts: Any) -> councils.Council:
    change = councils.Change("agency", share, 0.02)
    return replace(councils.CouncilLikeness(authority("Leeds"), 2022, size, True, change, 10 + miss, 10.0), **parts)


def test_medians_are_of_councils_that_are_large_enough() -> None:
    found = councils.summary(
        [
            council(140, 0.9, 9),
            council(160, -0.2, 9),
            council(300, 0.1, -1.0),
            council(500, 0.12, 3.0, exact=False),
            council(700, 0.0, 0.5, change=councils.UNKNOWN),
            council(700, fault="no figures"),
        ]
    )
    assert found.drift == pytest.approx(0.12)
    assert found.drifting == 3
    assert found.miss == pytest.approx(1.0)
    assert found.missing == 3
    assert (found.exact, found.made) == (4, 5)


def test_the_rows_of_councils_say_all(tmp_path: Path) -> None:
    rows = [council(500, -0.25, 1.2), council(100, fault="has no figures"), council(300, exact=False)]
    assert "agency −25% ±2" in likeness_councils.line(rows[0])
    assert "+1.2" in likeness_councils.line(rows[0])
    assert "has no figures" in likeness_councils.line(rows[1])
    assert "not exact" in likeness_councils.line(rows[2])
    document, marks = tmp_path / "model.md", likeness_councils.MARKS
    document.write_text(f"{marks.begin}\n{marks.end}\n", encoding="utf-8")
    likeness_councils.replace(document, rows, Settings(4, processes=1))
    text = document.read_text(encoding="utf-8")
    assert text.index("| 100 |") < text.index("| 300 |") < text.index("| 500 |")
    assert "to reach: under 15%; NO" in text
