"""The letter's statutory services replayed: dates, what is put in, fitted or free, remedies, findings, the section."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest
from handmade_registers import CALENDAR, YEAR, parameters, register, stay

from sim.experiments.letter import replay as letter
from sim.experiments.letter.dated_number import Dated, DatedNumber
from sim.experiments.letter.statutory import (
    BASE,
    CHILDREN_AN_OFFICER,
    CLINIC,
    IN_TIME,
    LOOKED_AT,
    OF_ASSESSMENTS,
    OF_HEALTH,
    OFFICERS,
    OUT_OF_DATE,
    PATHWAY,
    PATHWAY_AND_CLINIC,
    RECOVERY,
    RECOVERY_AND_TRANSFER,
    SERVICES_LAID,
    TRANSFER,
    YEARS,
    StatutoryReplay,
    replay_statutory,
    statutory_scenarios,
)
from sim.experiments.letter.statutory_figures import OF_THE_LETTER
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.distribution import Interval, middle
from sim.experiments.statistics.figure_origin import FigureOrigin
from sim.reports.letter.statutory import statutory_section
from sim.reports.letter.statutory_findings import WHAT_LASTS, held, holds
from sim.scenario.scenario import load


@cache
def small() -> StatutoryReplay:
    return replay_statutory(Settings(4, 7, processes=1))


def test_a_number_of_a_day_and_one_of_a_time_are_read_to_the_close_of_the_day() -> None:
    r = register(until=2 * YEAR)
    stay(r, 9.5)  # comes on 10 January 2018, the tenth day
    before, on_the_day = (DatedNumber("looked_after", date(2018, 1, day)) for day in (9, 10))
    since = DatedNumber("starts", date(2018, 1, 10), date(2018, 1, 10))
    later = DatedNumber("starts", date(2018, 1, 31), date(2018, 1, 11))
    values, series = Dated((before, on_the_day, since, later))(r, CALENDAR, parameters())
    assert [one.value for one in values] == [0, 1, 1, 0]
    assert series == ()
    assert since.key != DatedNumber("starts", date(2018, 1, 10), date(2018, 1, 1)).key


def test_a_run_that_begins_later_tells_of_the_time_from_its_first_day() -> None:
    in_time = OF_THE_LETTER[0]
    assert in_time.number.since == date(2017, 8, 16)
    assert in_time.on(date(2017, 4, 1)) == in_time.number
    assert in_time.on(date(2018, 1, 1)).since == date(2018, 1, 1)


def test_what_is_put_in_stands_in_the_scenario_and_what_is_fitted_says_so() -> None:
    """No figure of the letter is free: what the model was told must not be shown as found."""
    assert {one.origin for one in OF_THE_LETTER} == {FigureOrigin.PUT_IN, FigureOrigin.FITTED}
    found = load(BASE, SERVICES_LAID).quantities
    assert found["social_work.cin_cases"].value == 53
    assert found["virtual_school.good_inside"].value == 1
    for path in ("health_assessments.notification_median", "social_work.begun_mean"):
        assert found[path].kind == "fitted"
        assert "Ofsted" in found[path].source


def test_every_remedy_is_laid_over_one_base_and_begins_on_its_first_day() -> None:
    scenarios = statutory_scenarios()
    assert len(scenarios) == 1 + len(OF_HEALTH) + len(OF_ASSESSMENTS) + len(OFFICERS)
    assert {one.start for one in scenarios} == {date(2018, 1, 1)}
    assert {one.years for one in scenarios} == {YEARS}
    base, *others = (one.parameters for one in scenarios)
    assert (base.health_pathway, base.health_clinic, base.assessment_recovery, base.caseload_transfer) == (None,) * 4
    pathway, clinic, both, recovery, transfer, either, *officers = others
    assert pathway.health_pathway is not None
    assert pathway.health_clinic is None
    assert clinic.health_clinic is not None
    assert both.health_pathway == pathway.health_pathway
    assert both.health_clinic == clinic.health_clinic
    assert recovery.assessment_recovery is not None
    assert recovery.assessment_recovery.starts == 0
    assert either.assessment_recovery == recovery.assessment_recovery
    assert either.caseload_transfer == transfer.caseload_transfer is not None
    assert [one.reviews.officers for one in officers if one.reviews is not None] == list(OFFICERS)


@pytest.mark.slow
def test_remedies_do_what_they_are_for_and_more_together() -> None:
    replay, second = small(), IN_TIME[1]
    nothing, pathway, clinic, both = (
        replay.mean(second, outcome)
        for outcome in (replay.base, *(replay.mended(one) for one in (PATHWAY, CLINIC, PATHWAY_AND_CLINIC)))
    )
    assert nothing + 5 < clinic < both
    assert nothing + 15 < pathway < both
    after_a_year = OUT_OF_DATE[0]
    assert replay.mean(after_a_year, replay.mended(RECOVERY)) < replay.mean(after_a_year, replay.base) / 2
    assert abs(replay.change(after_a_year, replay.mended(TRANSFER)).difference) < 15
    at_the_end = OUT_OF_DATE[2]  # where hours suffice for both, fewer cases add nothing to recovery
    assert replay.mean(at_the_end, replay.mended(RECOVERY_AND_TRANSFER)) <= replay.mean(
        at_the_end, replay.mended(RECOVERY)
    )
    assert replay.mean(at_the_end, replay.mended(RECOVERY)) < replay.mean(at_the_end, replay.base)


def test_fewer_officers_look_less_often_between_reviews() -> None:
    replay = small()
    outcomes = [replay.with_officers(OFFICERS[0]), replay.base, *(replay.with_officers(one) for one in OFFICERS[1:])]
    looked_at = [replay.mean(LOOKED_AT, outcome) for outcome in outcomes]
    assert looked_at == sorted(looked_at, reverse=True)
    assert looked_at[0] > looked_at[-1] + 30
    children = [replay.mean(CHILDREN_AN_OFFICER, outcome) for outcome in outcomes]
    assert children == pytest.approx([children[1] * 5 / number for number in (6, 5, 4.5, 4, 3.5)], rel=0.02)


def test_the_range_holds_the_central_ninety_and_leaves_out_what_is_not_defined() -> None:
    found = middle(np.array([*range(101), np.nan], dtype=float), 90)
    assert (found.low, found.high) == (5, 95)
    assert np.isnan(middle(np.array([np.nan]), 90).low)


def test_a_figure_agrees_only_where_its_number_lies_in_the_range() -> None:
    in_time, out_of_date, up_to_date = OF_THE_LETTER[:3]
    assert held(in_time, Interval(90, 12, 30)) == "yes"
    assert held(in_time, Interval(90, 22.5, 30)) == "**no**"
    assert held(out_of_date, Interval(90, 161, 200)) == "**no**"
    assert held(up_to_date, Interval(90, 49, 60)) == "yes"
    assert held(up_to_date, Interval(90, 51, 60)) == "**no**"
    by_child = next(one for one in OF_THE_LETTER if "no number" in one.says)
    assert held(by_child, Interval(90, 80, 90)) == ""
    assert held(in_time, Interval(90, np.nan, np.nan)) == "not known"


def test_a_remedy_is_said_to_hold_only_where_it_does() -> None:
    assert holds(25, 40)
    assert not holds(25, 66)
    assert set(WHAT_LASTS) == {(alone, both) for alone in (True, False) for both in (True, False)}
    assert "fades with fewer cases too" in WHAT_LASTS[False, False][0]


def test_the_section_has_every_figure_with_how_it_came_in_and_every_remedy() -> None:
    text = statutory_section(small())
    for figure in OF_THE_LETTER:
        assert f"| {figure.title} | {figure.says} | {figure.origin} |" in text
    assert "nan" not in text
    assert "not known" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len([line for line in rows if line.count(" | ") == 8]) == 2 + len(OF_THE_LETTER) + 2 * (2 + 3)
    assert len([line for line in rows if line.count(" | ") == 4]) == 2 + 1 + len(OFFICERS)
    for untried in ("Fitted, not found", "No controlled study", "4 replications, seed 7", "(1 replication)"):
        assert untried in text
    assert letter.BASE in {small().earlier.scenario.base}
