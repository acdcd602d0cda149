"""The letter replayed: dates, what is read off a replication, intervals, what happened anyway, and the section."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from math import isnan, nan
from pathlib import Path

import numpy as np
import pytest
from charted_words import faults_of_chart
from handmade_registers import CALENDAR, child, day, episode, parameters, placement, register, stay
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.letter import replay as letter
from sim.experiments.letter.reading import (
    CAME_SINCE,
    ELSEWHERE,
    FAMILIES_NOT_ENTERING,
    FAMILIES_PAST_CRISIS,
    LEFT_CARE,
    NOT_IN_CARE,
    STILL_THERE,
    LetterReading,
    families_so_far,
    residential_turnover,
)
from sim.experiments.letter.replay import (
    OF_EVERY_SCENARIO,
    OF_THE_TEAM,
    PANEL_BEGINS,
    QUARTER,
    VISIT,
    Replay,
    reading_dates,
    replay,
    scenarios,
)
from sim.experiments.running.settings import Settings
from sim.experiments.running.study import opening_pool
from sim.experiments.statistics.distribution import percentile, spread
from sim.experiments.statistics.regression_to_mean import afterwards, began_at_least, line
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, PlacementEnd
from sim.foundations.faults import BadInput
from sim.measures.view import View, view_of
from sim.model.model import simulate
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.reports.chart.chart import BarChart, Reach, SpreadChart
from sim.reports.letter.figures import before_and_after, letter_figures
from sim.reports.letter.pages import letter_section
from sim.reports.letter.services import door
from sim.reports.letter.words import change_of, count, value
from sim.scenario.scenario import load
from sim.scenario.timetable import timetable

# --- the base and the dates


def test_the_base_opens_with_the_counts_of_31_march_2017() -> None:
    scenario = load(letter.BASE)
    opening = scenario.parameters.opening
    assert opening is not None
    assert scenario.start == date(2017, 4, 1)
    assert opening.looked_after == 333
    assert [round(333 * share) for share in opening.age_shares.values()] == [16, 27, 48, 122, 120]
    kinds = opening.kinds
    assert (kinds.in_house + kinds.connected + kinds.agency, kinds.with_parents, kinds.adoption) == (240, 8, 7)
    assert sum(kinds.values()) == 333
    assert 27 <= kinds.childrens_home + kinds.secure + kinds.other_residential <= 30
    assert opening.unaccompanied == 22


def test_every_number_of_the_base_and_of_the_dates_names_its_source() -> None:
    own = [one for one in load(letter.BASE).quantities.values() if one.file == "scenarios/tower_hamlets_2017.toml"]
    assert len(own) == 7
    assert all("2017" in one.source and one.as_of == date(2017, 3, 31) for one in own)
    beginnings = timetable("letter").beginnings
    assert len(beginnings) == 9
    assert [path for path, one in beginnings.items() if not one.judged] == ["edge_of_care.starts"]
    assert all("letter" in one.source or "Ofsted" in one.source for one in beginnings.values())


def test_dates_change_only_the_days_on_which_services_begin() -> None:
    before = load(letter.BASE, "ipop+camhs")
    after = timetable("letter").over(before)
    changed = {path for path in before.quantities if before.quantities[path] != after.quantities[path]}
    assert changed == {"ipop.starts", "camhs_support.colocated.starts", "camhs_support.consultation.starts"}
    assert after.parameters.ipop is not None
    assert after.calendar().date_of(after.parameters.ipop.starts) == date(2018, 1, 1)
    assert after.files[-1] == "scenarios/dates/letter.toml"
    assert after.digest != before.digest
    assert timetable("letter").over(load(letter.BASE)) == load(letter.BASE)


def test_only_judged_dates_are_moved() -> None:
    moved = timetable("letter").moved(-QUARTER).beginnings
    assert moved["edge_of_care.starts"].when == date(2017, 11, 1)
    assert moved["ipop.starts"].when == date(2017, 10, 2)


def test_a_date_before_the_start_is_refused() -> None:
    with pytest.raises(BadInput) as bad:
        timetable("letter").over(load("tower_hamlets_2018", "edge_of_care"))
    assert "edge_of_care.starts.value: is 1 November 2017, before the scenario's start" in str(bad.value)


REST = 'kind = "policy"\nsource = "a test"\nas_of = 2018-01-01\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[ipop.starts]\nvalue = 30\nunit = "days after start"\n', "ipop.starts.value: is not a date"),
        ('[ipop.agenda]\nvalue = 3\nunit = "cases per meeting"\n', "ipop.agenda: is not the day on which a service"),
        ('[ipop.stars]\nvalue = 2018-01-01\nunit = "date"\n', "did you mean"),
    ],
)
def test_a_file_of_dates_holds_nothing_else(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text + REST, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        timetable(str(path))


def test_an_unknown_file_of_dates_is_told_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="did you mean letter"):
        timetable("leter")


def test_the_scenarios_share_their_base_and_have_their_dates() -> None:
    base, *laid = scenarios(timetable("letter"))
    assert not base.strategies
    assert [len(one.strategies) for one in laid] == [1, 1, 1, 1, 1, 5, 5, 5]
    panels = [one.parameters.ipop.starts for one in laid[-3:] if one.parameters.ipop is not None]
    assert panels == [275, 275 - QUARTER, 275 + QUARTER]
    assert {one.years for one in (base, *laid)} == {letter.YEARS}
    assert base.calendar().day_of(VISIT) + 1 < letter.YEARS * 365.25


# --- nothing before its date


@cache
def run(which: int) -> Register:
    """One replication without strategies (0) and with all five (6), on the same luck."""
    scenario = scenarios(timetable("letter"))[which]
    calendar = scenario.calendar()
    pool = opening_pool(load(letter.BASE).parameters, calendar, 7)
    return simulate(scenario.parameters, calendar, Chance(7, 0), scenario.years, pool)


def lived(one: Register, until: float) -> list[tuple[float, ...]]:
    """Who lived where, and how each placement ended, up to a day."""
    rows = one.placements
    return sorted(
        (
            one.children.identity[one.episodes.child[of]],
            began,
            kind,
            location,
            *((ended, why) if ended < until else (nan, -1)),
        )
        for of, began, kind, location, ended, why in zip(
            rows.episode, rows.began, rows.kind, rows.location, rows.ended, rows.why, strict=True
        )
        if began < until
    )


@pytest.mark.slow
def test_strategies_change_nothing_before_their_dates() -> None:
    without, together = run(0), run(6)
    november = load(letter.BASE).calendar().day_of(date(2017, 11, 1))
    assert str(lived(without, november)) == str(lived(together, november))
    assert str(lived(without, 500.0)) != str(lived(together, 500.0))
    january = november + 61
    started = [day for day in together.families.started if day == day]
    assert min(started) >= november
    assert min(together.panel.day) >= january
    assert min(together.training.began) >= january
    assert min(together.consultations.began) >= january


# --- what is read off a replication


def seen(r: Register) -> View:
    return view_of(r, CALENDAR, parameters())


def test_turnover_of_residential_placements() -> None:
    r = register()
    stay(r, 0, 400, kind=Kind.CHILDRENS_HOME)  # there both times
    stay(r, 0, 150, kind=Kind.OTHER_RESIDENTIAL)  # leaves care
    moves = episode(r, child(r), 0)
    placement(r, moves, 0, 150, kind=Kind.CHILDRENS_HOME, why=PlacementEnd.PLANNED)
    placement(r, moves, 150, kind=Kind.AGENCY)  # lives elsewhere in care
    comes = episode(r, child(r), 0)
    placement(r, comes, 0, 150, kind=Kind.AGENCY, why=PlacementEnd.PLANNED)
    placement(r, comes, 150, kind=Kind.SECURE)
    stay(r, 160, kind=Kind.CHILDRENS_HOME)  # two have come
    stay(r, 120, 180, kind=Kind.CHILDRENS_HOME)  # came and went in between
    found = dict(residential_turnover(seen(r), 100.0, 200.0))
    assert found == {STILL_THERE: 1, LEFT_CARE: 1, ELSEWHERE: 1, CAME_SINCE: 2}


def family(
    r: Register, children: int, crisis: float, started: float, entered: bool = False, later: float = OPEN
) -> None:
    rows = r.families
    rows.identity.append(len(rows.identity))
    rows.children.append(children)
    rows.referred.append(started)
    rows.crisis.append(crisis)
    rows.started.append(started)
    rows.finished.append(OPEN)
    rows.would_enter.append(entered)
    rows.entered.append(entered)
    rows.postponed_until.append(later)


def test_families_so_far() -> None:
    r = register()
    family(r, 2, crisis=50, started=10)  # kept out
    family(r, 1, crisis=50, started=10, entered=True)  # entered
    family(r, 3, crisis=150, started=10, entered=True)  # its crisis is still to come
    family(r, 4, crisis=50, started=10, later=80)  # only postponed, and in care by now
    family(r, 5, crisis=50, started=10, later=120)  # postponed, and not yet in care
    family(r, 6, crisis=50, started=OPEN)  # never worked with
    family(r, 7, crisis=150, started=110)  # not yet worked with
    found = dict(families_so_far(seen(r), 100.0))
    assert found == {FAMILIES_PAST_CRISIS: 4, FAMILIES_NOT_ENTERING: 2, NOT_IN_CARE: 2 + 3 + 5}


def test_counts_are_at_the_close_of_the_day() -> None:
    r = register()
    stay(r, day(2018, 1, 31) + 0.5, kind=Kind.CHILDRENS_HOME)
    stay(r, day(2018, 2, 1) + 0.5, kind=Kind.CHILDRENS_HOME)
    reading = LetterReading((date(2018, 1, 31), date(2018, 8, 15)), date(2018, 1, 31))
    values, series = reading(r, CALENDAR, parameters())
    counted = {(one.category, one.date): one.value for one in values if one.measure == "in_residential"}
    assert counted == {("", date(2018, 1, 31)): 1, ("", date(2018, 8, 15)): 2}
    assert series == []


# --- intervals and percentiles


def test_intervals_by_hand() -> None:
    found = spread(np.array([*range(101), nan]))
    assert (found.median, found.mean, found.replications) == (50, 50, 101)
    assert [(one.percent, one.low, one.high) for one in found.intervals] == [
        (50, 25, 75),
        (80, 10, 90),
        (95, 2.5, 97.5),
    ]
    assert isnan(spread(np.array([nan])).median)


def test_percentile_by_hand() -> None:
    values = np.array([1.0, 2.0, 2.0, 3.0, nan])
    assert percentile(values, 2.0) == 50.0
    assert percentile(values, 0.0) == 0.0
    assert percentile(values, 3.0) == 87.5
    assert isnan(percentile(np.array([nan]), 1.0))


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=30), st.integers(-60, 60))
def test_below_and_above_make_a_whole(values: list[int], observed: int) -> None:
    numbers = np.array(values, dtype=float)
    assert percentile(numbers, observed) + percentile(-numbers, -observed) == pytest.approx(100.0)
    inner, middle, outer = spread(numbers).intervals
    assert outer.low <= middle.low <= inner.low <= inner.high <= middle.high <= outer.high


# --- what would have happened anyway


def test_afterwards_of_those_that_began_high() -> None:
    before = np.array([10.0, 14.2, 16.0, 18.0, 12.0])
    after = np.array([12.0, 11.5, 16.0, 14.0, 9.0])
    found = afterwards(before, after, began_at_least(before, 14.2), -2.7)
    assert (found.picked, found.replications) == (3, 5)
    assert found.before.mean == pytest.approx(48.2 / 3)
    assert found.change.mean == pytest.approx((-2.7 + 0 - 4) / 3)
    assert found.fell_as_far == pytest.approx(200 / 3)
    none = afterwards(before, after, began_at_least(before, 99.0), -1.0)
    assert none.picked == 0
    assert isnan(none.fell_as_far)


def test_the_line_by_hand() -> None:
    found = line(np.array([10.0, 12.0, 14.0, nan]), np.array([11.0, 12.0, 13.0, 5.0]))
    assert (found.slope, found.before, found.after) == (0.5, 12.0, 12.0)
    assert found.expected(16.0) == 14.0
    assert line(np.array([3.0, 3.0]), np.array([1.0, 2.0])).expected(9.0) == 1.5


def test_what_is_high_by_chance_regresses_and_what_lasts_does_not() -> None:
    luck = np.random.default_rng(1)
    level, first, second = (luck.normal(size=4000) for _ in range(3))
    chance = line(first, second)
    lasting = line(level, level + 0.01 * second)
    assert abs(chance.slope) < 0.06
    assert lasting.slope == pytest.approx(1.0, abs=0.01)
    assert afterwards(first, second, began_at_least(first, 1.0), -1.0).change.mean < -1.2


# --- the whole replay, and the section


@cache
def small() -> Replay:
    return replay(Settings(2, 7, uncertainty=True, processes=1))


@pytest.mark.slow
def test_the_replay_runs_every_scenario_on_every_date() -> None:
    told: list[tuple[int, int]] = []
    one = replay(Settings(1, 7, processes=1), lambda done, in_all: told.append((done, in_all)))
    assert one.uncertain is None
    in_all = told[-1][1]
    assert in_all == len(one.chance.results.outcomes)
    assert told == [(done, in_all) for done in range(in_all + 1)]
    assert len(one.chance.results.outcomes) == 9
    again = small().chance
    for figure in (*OF_EVERY_SCENARIO, *OF_THE_TEAM):
        for outcome, other in zip(one.chance.results.outcomes, again.results.outcomes, strict=True):
            assert figure.of(outcome)[0] == figure.of(other)[0]  # replication 0 is the same alone and among others


@pytest.mark.slow
def test_turnover_adds_up_to_the_counts() -> None:
    runs = small().uncertain
    assert runs is not None
    for outcome in runs.main:
        before, after = (figure.of(outcome).mean() for figure in (letter.RESIDENTIAL_BEFORE, letter.RESIDENTIAL_AFTER))
        still, left, elsewhere, came = (
            runs.turnover(part, outcome) for part in (STILL_THERE, LEFT_CARE, ELSEWHERE, CAME_SINCE)
        )
        assert still + left + elsewhere == pytest.approx(before)
        assert still + came == pytest.approx(after)


def test_without_a_team_it_has_done_nothing() -> None:
    for figure in OF_THE_TEAM:
        assert not figure.of(small().chance.without).any()
        assert not figure.of(small().chance.only("ipop")).any()
    assert small().chance.mean("panel_decisions", "stepped down", small().chance.without) == 0


def test_the_section_holds_every_figure_of_the_letter_and_every_scenario() -> None:
    text = letter_section(small(), "pictures/")
    for said in ("14.2%", "11.5%", "−2.7", "30 to 16", "−14", "43 families", "33 children", "6 returned home"):
        assert said in text
    for figure in (*OF_EVERY_SCENARIO, *OF_THE_TEAM):
        assert figure.title in text
    for outcome in small().chance.main:
        rows = [row for header, row in tables(text) if header.startswith("| Scenario |")]
        of_this = [row for row in rows if row.startswith(f"| {small().chance.label(outcome)} |")]
        assert len(of_this) == len(OF_EVERY_SCENARIO)
    for one in small().dates.beginnings.values():
        assert one.source in text
    for figure_shown in letter_figures(small()):
        assert f"](pictures/{figure_shown.name}.png)" in text
    assert "1 November 2017" in text
    assert "nan" not in text
    assert all(row.count("|") == header.count("|") for header, row in tables(text))


def tables(text: str) -> list[tuple[str, str]]:
    """Each row of every table with its header."""
    found, header = [], ""
    for row in text.splitlines():
        if not row.startswith("|"):
            header = ""
        elif header:
            found.append((header, row))
        else:
            header = row
    return found


def test_the_section_without_drawn_inputs_says_nothing_of_them() -> None:
    text = letter_section(replace(small(), uncertain=None))
    assert "drawn" not in text.replace("is drawn from several years", "")
    assert "![" not in text


def test_the_figures_show_the_letters_numbers_beside_the_intervals() -> None:
    intervals, turnover = letter_figures(small())
    assert [fault for one in (intervals, turnover) for fault in faults_of_chart(one)] == []
    assert isinstance(intervals.chart, SpreadChart)
    moved, residential, team = intervals.chart.panels
    assert [panel.title for panel in intervals.chart.panels] == [
        "Three or more placements",
        "In residential placements",
        "Edge-of-care team",
    ]
    assert [row.marked for row in moved.rows] == [14.2, *[11.5] * 8]
    assert [row.marked for row in residential.rows] == [30, *[16] * 8]
    assert [row.marked for row in team.rows] == [43, 33, 33, None, 6]
    values = letter.RESIDENTIAL_AFTER.of(small().chance.together)
    last = residential.rows[-1]
    assert last.middle == pytest.approx(np.median(values))
    assert last.reaches[0] == Reach(*(pytest.approx(end) for end in np.percentile(values, [2.5, 97.5])))
    assert [reach.high - reach.low for reach in last.reaches] == sorted(
        (reach.high - reach.low for reach in last.reaches), reverse=True
    )
    assert last.beneath is not None


def test_the_figure_of_turnover_adds_up_and_has_the_letters_numbers_below_its_bars() -> None:
    _, turnover = letter_figures(small())
    assert isinstance(turnover.chart, BarChart)
    (panel,) = turnover.chart.panels
    assert panel.marks is not None
    assert panel.marks.values == (30, 16, 16, 16)
    runs = small().chance
    for place, figure in ((0, letter.RESIDENTIAL_BEFORE), (1, letter.RESIDENTIAL_AFTER)):
        lengths = [part.values[place] or 0.0 for part in panel.parts]
        assert sum(lengths) == pytest.approx(figure.of(runs.without).mean(), rel=1e-5)


def test_the_figure_without_drawn_inputs_has_no_thin_lines_and_one_of_nobody_has_no_intervals() -> None:
    alone, _ = letter_figures(replace(small(), uncertain=None))
    assert isinstance(alone.chart, SpreadChart)
    assert alone.chart.beneath == ""
    assert "drawn" not in alone.caption
    assert all(row.beneath is None for panel in alone.chart.panels for row in panel.rows)
    never = replace(letter.MOVED_BEFORE, stated=101.0)
    nobody = before_and_after(small(), never, letter.MOVED_AFTER)[2]
    assert nobody.name.startswith("of these, 101")
    assert (nobody.middle, nobody.reaches) == (None, ())


def test_reading_dates_hold_what_the_figures_need() -> None:
    needed = {when for figure in OF_EVERY_SCENARIO for when in (figure.when, figure.since) if when is not None}
    assert needed | {PANEL_BEGINS} <= reading_dates()


# --- words


def test_words_of_numbers() -> None:
    assert [value(14.25, "% of children"), value(2.5, "children"), count(-14.5), count(-0.2)] == [
        "14.2",
        "3",
        "−15",
        "0",
    ]
    assert [change_of(-2.7), change_of(0.04), change_of(-14.0, "children"), change_of(3.0, "children")] == [
        "−2.7",
        "0.0",
        "−14",
        "+3",
    ]


def test_what_an_end_to_newcomers_would_do() -> None:
    assert "even that is more than the letter's 16" in door(17.9, 13.5)
    assert "leaves room for 3.0 newcomers instead of 13.5" in door(13.0, 13.5)
