"""What the performance report stands on: exact chance of small numbers, audits, months, targets and their colours."""

from __future__ import annotations

from datetime import date
from math import nan
from pathlib import Path

import pytest
from handmade_registers import CALENDAR, day
from scipy import stats

from sim.experiments.performance import targets
from sim.experiments.performance.by_chance import audit_law, counts_by_chance, range_of_share, shares_by_chance
from sim.experiments.performance.lines import LINES
from sim.experiments.performance.months import Counted, chosen, whole_months
from sim.experiments.performance.targets import Colour, Target
from sim.foundations.codes import PracticeProcess
from sim.foundations.faults import BadInput
from sim.scenario.scenario import load

WITH_SERVICES = "tower_hamlets_2018+statutory_services"
MONTHS = whole_months(CALENDAR, 0.0, 1096.0)
MARCH_2019 = chosen(MONTHS, "2019-03")


def aim(line: str, green: float, amber: float) -> Target:
    when = date(2018, 1, 1)
    return Target(line=line, green=green, amber=amber, unit="percent", kind="policy", source="a test", as_of=when)


# --- small numbers


def test_thirteen_cases_say_next_to_nothing() -> None:
    """3 of 13 in time: from 5 to 54%."""
    low, high = range_of_share(3, 13)
    assert (round(100 * low), round(100 * high)) == (5, 54)
    assert range_of_share(0, 10)[0] == 0.0
    assert range_of_share(10, 10)[1] == 1.0
    exact = stats.binomtest(7, 30).proportion_ci(method="exact")
    assert range_of_share(7, 30) == pytest.approx((exact.low, exact.high))


@pytest.mark.parametrize(
    ("part", "whole", "other", "others"), [(3, 13, 8, 15), (0, 9, 5, 11), (20, 40, 2, 40), (7, 7, 7, 7)]
)
def test_two_shares_are_held_against_one_another_exactly(part: int, whole: int, other: int, others: int) -> None:
    exact = stats.fisher_exact([[part, whole - part], [other, others - other]]).pvalue
    assert shares_by_chance(part, whole, other, others) == pytest.approx(exact)
    assert shares_by_chance(other, others, part, whole) == pytest.approx(exact)


def test_by_hand_two_of_two_against_none_of_two() -> None:
    """Of the six ways in which two of four may be in time, two are as far apart as 2 and 0."""
    assert shares_by_chance(2, 2, 0, 2) == pytest.approx(2 / 6)
    assert shares_by_chance(0, 0, 3, 5) == 1.0, "nobody on one side"


@pytest.mark.parametrize(
    ("number", "days", "other", "others"), [(10, 90, 20, 92), (0, 90, 6, 90), (5, 30, 5, 30), (0, 1, 0, 1)]
)
def test_two_counts_are_held_against_one_another_exactly(number: int, days: float, other: int, others: float) -> None:
    exact = 1.0 if number + other == 0 else stats.binomtest(number, number + other, days / (days + others)).pvalue
    assert counts_by_chance(number, days, other, others) == pytest.approx(exact)


def test_audits_of_twelve_find_a_third_to_three_quarters_out_of_date_where_54_percent_are() -> None:
    law = audit_law(12, 161, 298)
    assert sum(law.likely) == pytest.approx(1.0)
    exact = stats.hypergeom(298, 161, 12)
    assert list(law.likely) == pytest.approx([exact.pmf(number) for number in range(13)])
    low, high = law.usual
    assert (round(100 * low / 12), round(100 * high / 12)) == (33, 75)


def test_an_audit_of_more_than_there_are_finds_all_and_one_of_none_finds_none() -> None:
    assert audit_law(12, 3, 5).usual == (3, 3)
    assert audit_law(12, 0, 5).usual == (0, 0)
    assert audit_law(12, 5, 5).usual == (5, 5)


# --- months


def test_a_month_has_its_quarter_and_its_year_to_date() -> None:
    march, first = MONTHS[MARCH_2019], MONTHS[0]
    assert (march.since, march.until) == (day(2019, 3, 1), day(2019, 4, 1))
    assert march.begins(Counted.IN_QUARTER) == day(2019, 1, 1)
    assert march.begins(Counted.YEAR_TO_DATE) == day(2018, 4, 1)
    assert (first.quarter, first.year) == (0.0, 0.0), "no further back than the run"
    assert march.last == date(2019, 3, 31)
    assert len(MONTHS) == 36


def test_a_month_that_the_run_only_begins_is_none() -> None:
    assert [month.name for month in whole_months(CALENDAR, 0.0, 45.0)] == ["2018-01"]
    assert whole_months(CALENDAR, 10.0, 35.0) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("March 2019", '"March 2019" is not a month'),
        ("2019-13", '"2019-13" is not a month'),
        ("2019-3", '"2019-3" is not a month'),
        ("", '"" is not a month'),
        ("2017-12", "December 2017 does not lie whole in the run, whose months are 1 January 2018 to 31 December 2020"),
        ("2021-01", "January 2021 does not lie whole in the run"),
    ],
)
def test_an_unknown_month_is_told_in_one_line(text: str, said: str) -> None:
    with pytest.raises(BadInput) as bad:
        chosen(MONTHS, text)
    (fault,) = bad.value.faults
    assert said in fault
    assert "such as 2020-12" in fault


def test_the_last_whole_month_is_reported_on_unless_told() -> None:
    assert MONTHS[chosen(MONTHS, None)].name == "2020-12"
    with pytest.raises(BadInput, match="no whole month"):
        chosen((), None)


# --- targets


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        (100.0, Colour.GREEN),
        (90.0, Colour.GREEN),
        (89.999, Colour.AMBER),
        (70.0, Colour.AMBER),
        (69.999, Colour.RED),
        (0.0, Colour.RED),
        (nan, Colour.NONE_DUE),
    ],
)
def test_colours_at_the_bounds(value: float, colour: Colour) -> None:
    assert aim("initial_assessments", 90, 70).colour(value) is colour
    lower = aim("school_moves", 10, 30).colour(100.0 - value)
    assert lower is colour, "the same the other way round"


def test_the_shipped_targets_are_sound_and_every_one_has_a_source() -> None:
    shipped = targets.read()
    assert {one.line for one in shipped.target} <= {one.target_id for one in LINES}
    assert len(shipped.target) >= 16
    assert all(one.source and one.kind == "policy" for one in shipped.target)
    assert shipped.tracked == 0.0, "managers track no permanence planning meeting, as the letter is read"


def test_clinics_and_the_report_call_the_same_red() -> None:
    """The shipped bounds of clinics are those of the shipped targets."""
    shipped = targets.read()
    management = load(WITH_SERVICES).parameters.performance
    assert management is not None
    for process, name in (
        (PracticeProcess.NOTIFICATION, "initial_assessments"),
        (PracticeProcess.BEGUN, "assessments"),
        (PracticeProcess.EDUCATION_PLANS, "education_plans"),
        (PracticeProcess.SCHOOL_OFFERS, "at_school"),
    ):
        bound = shipped.of(name)
        assert bound is not None
        assert bound.amber == pytest.approx(100 * management.red_below[process])


REST = 'kind = "policy"\nsource = "x"\nas_of = 2018-01-01\n'
SOUND = f'[[target]]\nline = "reviews"\ngreen = 95\namber = 90\nunit = "percent"\n{REST}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SOUND.replace('"reviews"', '"revews"'), 'no line is called "revews"; did you mean reviews?'),
        (SOUND.replace("percent", "children"), 'target[1].unit: is "children"; it must be "percent"'),
        (SOUND.replace("95", "950"), "950 is no value of the line"),
        (SOUND + SOUND, '"reviews" is given twice'),
        (SOUND.replace('source = "x"\n', ""), "source: is missing"),
        (f"{SOUND}[[permanence_meetings]]\nshare = 2\n{REST}", "2 is no share"),
    ],
)
def test_faults_of_a_file_of_targets(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "aims.toml"
    path.write_text(f'title = "Aims"\n{text}', encoding="utf-8")
    with pytest.raises(BadInput) as bad:
        targets.read(str(path))
    assert any(said in fault for fault in bad.value.faults), bad.value.faults


def test_targets_that_are_not_there_are_told() -> None:
    with pytest.raises(BadInput, match="did you mean letter"):
        targets.read("leter")
