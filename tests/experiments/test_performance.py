"""The monthly performance report: the same numbers as the measures, colours, chance, lag, audits, escalation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from math import isnan
from typing import Any

import numpy as np
import pytest
from busy_parameters import busy
from handmade_legal_registers import row
from handmade_registers import CALENDAR, child, day, episode, parameters, placement, register, stay
from quiet_health import health_assessments
from quiet_parameters import changed
from quiet_performance import performance
from quiet_reviews import reviews
from quiet_social_work import social_work
from quiet_statutory import busy_services
from runs_of_model import simulate, small_pool
from scripted_worlds import Scripted

from sim.experiments.performance import targets
from sim.experiments.performance.beside import beside
from sim.experiments.performance.lines import LINES, lines_for
from sim.experiments.performance.months import chosen, whole_months
from sim.experiments.performance.performance import MonthlyLines, question
from sim.experiments.performance.report import Beyond, PerformanceReport, ReportRow, reported
from sim.experiments.performance.targets import Colour, Target, TargetsFile
from sim.experiments.running.settings import Settings
from sim.foundations.faults import BadInput
from sim.measures.recorded import recorded_by
from sim.measures.value import spans
from sim.measures.view import View, view_of
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.scenario.scenario import load

TOWER_HAMLETS = "E09000030"
WITH_SERVICES = "tower_hamlets_2018+statutory_services"
MONTHS = whole_months(CALENDAR, 0.0, 1096.0)
MARCH_2019 = chosen(MONTHS, "2019-03")


def aim(line: str, green: float, amber: float, unit: str = "percent") -> Target:
    return Target(
        line=line, green=green, amber=amber, unit=unit, kind="policy", source="a test", as_of=date(2018, 1, 1)
    )


AIMS = TargetsFile(title="Aims", target=(aim("initial_assessments", 90, 70), aim("assessments", 90, 75)))


def report(
    r: Register, month: str = "2019-03", aims: TargetsFile = AIMS, luck: Any = None, authority: str = "", **parts: Any
) -> PerformanceReport:
    """The report of a month from a register made by hand; half is recorded within ten days, in the middle of it."""
    told: Parameters = parameters(**{"performance": performance(), **parts})
    chance, management = Scripted(luck or {}), told.performance

    def recorded(by: float) -> View:
        if management is None:
            return view_of(r, CALENDAR, told)
        return view_of(recorded_by(r, chance, management.recording_lag, by), CALENDAR, told)

    return reported(MONTHS, chosen(MONTHS, month), view_of(r, CALENDAR, told), recorded, aims, authority)


def line(found: PerformanceReport, identity: str) -> ReportRow:
    (wanted,) = (one for one in found.rows if one.line.id == identity)
    return wanted


# --- the page has the measures' numbers


@cache
def busy_run() -> tuple[Register, Parameters]:
    told = changed(busy(), **busy_services(), performance=performance())
    return simulate(told, 3.0, pool=small_pool(busy())), told


@pytest.mark.parametrize("name", ["2018-02", "2019-03", "2020-12"])
def test_each_line_is_its_measure(name: str) -> None:
    """Value, part and whole as it was: what the measure gives for the same day or the same time."""
    register, told = busy_run()
    view, place = view_of(register, CALENDAR, told), chosen(MONTHS, name)
    found = reported(MONTHS, place, view, lambda _: view, targets.read(), "")
    month = MONTHS[place]
    assert [one.line for one in found.rows] == list(LINES)
    for one in found.rows:
        measure = one.line.measure
        if one.line.id in ("permanence_meetings", "education_plans"):
            continue  # of what managers track; of first and later plans together
        category = {"reviews": "of reviews", "starts": "every start", "ceases": "every cease"}.get(one.line.id, "")
        if one.line.at is not None:
            assert measure.at is not None
            given = dict(measure.at(view, np.array([month.until])))[category][0]
        else:
            assert measure.over is not None
            over = spans(np.array([month.begins(one.line.counted)]), np.array([month.until]))
            given = dict(measure.over(view, over))[category][0]
        said = {"residential": one.was.part, "at_school": one.was.whole - one.was.part}.get(one.line.id, one.was.value)
        assert said == pytest.approx(given, nan_ok=True), one.line.id
        if not one.line.alone and one.was.whole > 0:
            assert one.was.value == pytest.approx(
                100 * one.was.part / one.was.whole / (1 if one.line.unit == "percent" else 100)
            )


def test_the_numbers_by_month_are_those_of_the_reports() -> None:
    register, told = busy_run()
    values, series = MonthlyLines(targets.read())(register, CALENDAR, told)
    assert not series
    given = {(one.measure, one.category, one.date): one.value for one in values}
    view = view_of(register, CALENDAR, told)
    found = reported(MONTHS, MARCH_2019, view, lambda _: view, targets.read(), "")
    for one in found.rows:
        for category, number in (("", one.was.value), ("part", one.was.part), ("whole", one.was.whole)):
            assert given[one.line.id, category, date(2019, 3, 1)] == pytest.approx(number, nan_ok=True)


# --- what is recorded when


def test_a_child_is_seen_when_entered_and_is_in_care_until_the_end_is() -> None:
    """Half a lag of ten days: who came on 25 March is not on the report of March, who left on 25 March still is."""
    r = register()
    stay(r, day(2019, 3, 10))
    stay(r, day(2019, 3, 25))
    stay(r, day(2018, 6, 1), day(2019, 3, 25))
    stay(r, -500.0, day(2019, 3, 10))
    found = report(r, reviews=reviews())
    assert line(found, "looked_after").recorded.part == 2
    assert line(found, "looked_after").was.part == 2
    assert line(found, "starts").recorded.part == 1
    assert line(found, "starts").was.part == 2
    assert line(found, "ceases").recorded.part == 1
    assert line(found, "ceases").was.part == 2
    assert line(report(r, "2019-04", reviews=reviews()), "looked_after").recorded.part == 2


def test_what_happened_before_the_run_is_recorded() -> None:
    r = register()
    stay(r, -1.0)
    assert line(report(r, "2018-01", reviews=reviews()), "looked_after").recorded.part == 1
    assert recorded_by(r, Scripted({}), 10.0, 5.0).episodes.began[0] == -1.0, "however lately"


def test_an_assessment_that_is_not_entered_yet_looks_late() -> None:
    """Made in time on 25 March and entered on 4 April: late on the report of March, in time on that of April."""
    r = register()
    of = stay(r, day(2019, 2, 25))
    assess(r, of, day(2019, 3, 26), day(2019, 3, 25))
    march = line(report(r, health_assessments=health_assessments()), "initial_assessments")
    assert (march.recorded.part, march.recorded.whole, march.recorded.colour) == (0, 1, Colour.RED)
    assert (march.was.part, march.was.whole, march.was.colour) == (1, 1, Colour.GREEN)
    to_date = line(report(r, "2019-04", health_assessments=health_assessments()), "initial_assessments_to_date")
    assert isnan(to_date.recorded.value), "April begins another year"


def test_of_a_child_who_is_not_entered_nothing_is() -> None:
    """Who came on 25 March and was reviewed on the 26th is not among reviews due either, as recorded by the 31st."""
    r = register()
    of = stay(r, day(2019, 3, 25))
    row(r.reviews, child=0, episode=of, number=1, due=float(day(2019, 3, 28)), held=float(day(2019, 3, 26)))
    found = line(report(r, reviews=reviews()), "reviews")
    assert (found.recorded.whole, found.was.whole) == (0, 1)


def test_what_happens_to_a_child_on_one_day_is_entered_at_once() -> None:
    r = register()
    of = episode(r, child(r), day(2019, 1, 5) + 0.25)
    placement(r, of, day(2019, 1, 5) + 0.25, day(2019, 2, 1) + 0.5)
    placement(r, of, day(2019, 2, 1) + 0.5)
    for by in range(day(2019, 1, 1), day(2019, 3, 1)):
        seen = recorded_by(r, Scripted({}), 10.0, float(by))
        assert isnan(seen.episodes.began[0]) == isnan(seen.placements.began[0])
        assert isnan(seen.placements.ended[0]) == isnan(seen.placements.began[1])


def test_a_lag_of_the_median_and_of_each_replications_luck() -> None:
    r = register()
    stay(r, 100.3)
    assert isnan(recorded_by(r, Scripted({}), 10.0, 110.0).episodes.began[0])
    assert recorded_by(r, Scripted({}), 10.0, 110.5).episodes.began[0] == 100.3
    assert recorded_by(r, Scripted({"recorded after": 0.01}), 10.0, 103.0).episodes.began[0] == 100.3
    assert isnan(recorded_by(r, Scripted({"recorded after": 0.99}), 10.0, 130.0).episodes.began[0])
    assert recorded_by(r, Scripted({}), 0.0, 101.0).episodes.began[0] == 100.3


def test_without_performance_management_all_is_recorded_at_once_and_nothing_audited() -> None:
    r = register()
    stay(r, day(2019, 3, 30))
    found = report(r, reviews=reviews(), performance=None)
    assert line(found, "looked_after").recorded.part == 1
    assert found.recording_lag is None
    assert found.audits is None


# --- lines


def assess(r: Register, of: int, due: float, done: float = OPEN) -> None:
    row(r.health, child=r.episodes.child[of], episode=of, initial=True, due=float(due), done=float(done), missed=0)


def in_months(r: Register, *months: tuple[int, int, int, int]) -> None:
    """In each (year, month) so many initial assessments due on the 5th, so many of them in time."""
    for year, month, number, in_time in months:
        for which in range(number):
            due = float(day(year, month, 5))
            assess(r, stay(r, due - 29), due, due - 1 if which < in_time else due + 3)


def test_a_month_in_which_nothing_is_due_says_so_and_has_no_colour() -> None:
    r = register()
    in_months(r, (2019, 2, 2, 0))
    found = line(report(r, health_assessments=health_assessments()), "initial_assessments")
    assert found.recorded.colour is Colour.NONE_DUE
    assert isnan(found.recorded.value)
    assert found.recorded.whole == 0
    assert found.by_chance is None
    assert found.red_for == 0


def test_an_empty_register_is_reported_on() -> None:
    """Nobody in care: numbers alone are 0, all else is none due; no audit."""
    parts = {"health_assessments": health_assessments(), "reviews": reviews(), "social_work": social_work()}
    found = report(register(), "2018-01", targets.read(), **parts)
    for one in found.rows:
        assert one.recorded.colour in (Colour.NONE_DUE, Colour.NO_TARGET)
        assert one.recorded.value == 0.0 if one.line.alone else isnan(one.recorded.value)
    assert found.audits is None


def test_three_red_months_in_a_row_are_to_be_escalated_and_two_are_not() -> None:
    r = register()
    in_months(r, (2018, 12, 4, 4), (2019, 1, 4, 0), (2019, 2, 4, 1), (2019, 3, 4, 2))
    parts = {"health_assessments": health_assessments(), "performance": performance(recording_lag=0.0)}
    by_month = [
        line(report(r, name, **parts), "initial_assessments") for name in ("2018-12", "2019-01", "2019-02", "2019-03")
    ]
    assert [one.red_for for one in by_month] == [0, 1, 2, 3]
    assert [one.escalated for one in by_month] == [False, False, False, True]


def test_months_are_red_as_they_were_seen_then() -> None:
    """In each month one assessment is due and made in time on the 27th, and is entered in the month after."""
    r = register()
    for month in (1, 2, 3):
        assess(r, stay(r, day(2019, month, 1) - 5), day(2019, month, 28), day(2019, month, 27))
    found = line(report(r, health_assessments=health_assessments()), "initial_assessments")
    assert (found.red_for, found.escalated) == (3, True)
    assert found.was.colour is Colour.GREEN


def test_a_month_without_any_due_ends_the_row_of_red_ones() -> None:
    r = register()
    in_months(r, (2018, 12, 4, 0), (2019, 1, 4, 0), (2019, 3, 4, 0))
    parts = {"health_assessments": health_assessments(), "performance": performance(recording_lag=0.0)}
    assert line(report(r, **parts), "initial_assessments").red_for == 1


def quarters(before: tuple[int, int], now: tuple[int, int]) -> Register:
    """Due and in time in November 2018 and in January 2019."""
    r = register()
    in_months(r, (2018, 11, *before), (2019, 1, *now))
    return r


@pytest.mark.parametrize(
    ("before", "now", "beyond"),
    [
        ((40, 2), (40, 20), Beyond.MORE),
        ((13, 3), (13, 5), Beyond.CHANCE),
        ((0, 0), (13, 5), Beyond.UNKNOWN),
    ],
)
def test_a_change_of_two_quarters_is_held_against_chance(
    before: tuple[int, int], now: tuple[int, int], beyond: Beyond
) -> None:
    found = line(report(quarters(before, now), health_assessments=health_assessments()), "initial_assessments").change
    assert found.beyond is beyond
    assert (found.now.whole, found.now.part) == now
    assert (found.before.whole, found.before.part) == before


def test_a_fall_that_late_recording_alone_makes_is_said_to_be_that() -> None:
    """All are in time; of the 20 of March, done on the 27th, none is entered by the 31st."""
    r = register()
    in_months(r, (2018, 11, 20, 20))
    for _ in range(20):
        assess(r, stay(r, day(2019, 2, 26)), day(2019, 3, 28), day(2019, 3, 27))
    found = line(report(r, health_assessments=health_assessments()), "initial_assessments").change
    assert found.difference == -100.0
    assert found.beyond is Beyond.RECORDING


def test_before_two_quarters_are_there_a_change_is_not_known() -> None:
    r = register()
    in_months(r, (2018, 2, 9, 1), (2018, 5, 9, 8))
    health_alone = {"health_assessments": health_assessments()}
    assert line(report(r, "2018-05", **health_alone), "initial_assessments").change.beyond is Beyond.UNKNOWN
    assert line(report(r, "2018-06", **health_alone), "initial_assessments").change.beyond is Beyond.MORE


def test_the_number_looked_after_is_tested_by_who_came_and_who_left() -> None:
    """Twenty came in the quarter and two left: more than chance; three and two are not."""
    for number, beyond in ((20, Beyond.MORE), (3, Beyond.CHANCE)):
        r = register()
        for _ in range(10):
            stay(r, -100.0)
        for _ in range(number):
            stay(r, day(2019, 1, 10))
        for _ in range(2):
            stay(r, -100.0, day(2019, 1, 20))
        found = line(report(r, reviews=reviews()), "looked_after").change
        assert found.beyond is beyond
        assert found.difference == number - 2


def test_lines_without_their_part_are_left_out_and_counted_by_the_part() -> None:
    found = report(register(), health_assessments=health_assessments())
    assert {one.line.section for one in found.rows} == {"Children and placements", "Health"}
    assert sum(found.left_out.values()) + len(found.rows) == len(LINES)
    assert set(found.left_out) == {"reviews", "social work", "a virtual school", "life-story work"}
    assert len(lines_for(busy_run()[1])) == len(LINES) >= 16


def test_permanence_meetings_are_known_as_far_as_they_are_tracked() -> None:
    r = register()
    for _ in range(8):
        of = stay(r, day(2018, 10, 1))
        row(r.reviews, child=of, episode=of, number=2, due=float(day(2019, 1, 20)), held=float(day(2019, 1, 20)))
    tracked = targets.read()
    found = line(report(r, aims=tracked, reviews=reviews()), "permanence_meetings")
    assert (found.was.part, found.was.whole, found.was.colour) == (0, 8, Colour.RED)
    half = replace(tracked, permanence_meetings=(replace(tracked.permanence_meetings[0], share=0.5),))
    assert line(report(r, aims=half, reviews=reviews()), "permanence_meetings").was.value == 50.0
    silent = replace(tracked, permanence_meetings=())
    assert isnan(line(report(r, aims=silent, reviews=reviews()), "permanence_meetings").was.value)


def test_audits_are_of_children_whose_assessments_are_out_of_date() -> None:
    r = register()
    for which in range(20):
        of = stay(r, -800.0)
        done = float(day(2018, 12, 1)) if which < 5 else -700.0
        row(r.updates, child=of, episode=of, due=done, begun=done, done=done)
    law = report(r, social_work=social_work()).audits
    assert law is not None
    assert (law.cases, law.wanting, law.all) == (12, 15, 20)


# --- beside


def test_england_and_neighbours_are_as_last_published_by_then() -> None:
    """In March 2019 the figures of 31 March 2018 are out, in December 2019 those of 2019."""
    shown = beside("three_or_more_placements", TOWER_HAMLETS, MONTHS[MARCH_2019])
    assert shown is not None
    assert shown.when == date(2018, 3, 31)
    assert shown.england == pytest.approx(100 * 8080 / 75370)
    later = beside("three_or_more_placements", TOWER_HAMLETS, MONTHS[chosen(MONTHS, "2019-12")])
    assert later is not None
    assert later.when == date(2019, 3, 31)
    of_health = beside("health_in_year", TOWER_HAMLETS, MONTHS[MARCH_2019])
    assert of_health is not None
    assert of_health.england == pytest.approx(100 * 46050 / 52180)
    workers = beside("caseload", TOWER_HAMLETS, MONTHS[MARCH_2019])
    assert workers is not None
    assert (workers.england, workers.when) == (17.4, date(2018, 9, 30))


def test_without_an_authority_england_alone_stands_beside_and_nothing_of_what_is_not_published() -> None:
    shown = beside("school_moves", "", MONTHS[MARCH_2019])
    assert shown is not None
    assert shown.england == pytest.approx(100 * 4270 / 47640)
    assert isnan(shown.neighbours)
    assert beside("initial_assessments", TOWER_HAMLETS, MONTHS[MARCH_2019]) is None
    assert beside("looked_after", "", MONTHS[MARCH_2019]) is None, "no number of children for its rate"


# --- what is asked


@pytest.mark.parametrize(
    ("name", "month", "replication", "said"),
    [
        ("tower_hamlets_2018", None, None, "tower_hamlets_2018: has no statutory service to report on"),
        (WITH_SERVICES, "2018-6", None, '--month: "2018-6" is not a month'),
        (
            WITH_SERVICES,
            "2023-01",
            None,
            "--month: January 2023 does not lie whole in the run",
        ),
        (WITH_SERVICES, None, "24", "--replication: there is no replication 24 among 24"),
        (WITH_SERVICES, None, "-1", "--replication: there is no replication -1 among 24"),
        (WITH_SERVICES, None, "one", '--replication: "one" is not a whole number'),
    ],
)
def test_what_cannot_be_reported_on_is_told_in_one_line(
    name: str, month: str | None, replication: str | None, said: str
) -> None:
    with pytest.raises(BadInput) as bad:
        question(load(name), Settings(), month, replication, AIMS)
    (fault,) = bad.value.faults
    assert said in fault


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadInput) as bad:
        question(load("tower_hamlets_2018"), Settings(), "x", "y", AIMS)
    assert len(bad.value.faults) == 3
