"""The catalogue of measures: when values are made, that every measure is declared in full, and its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module
from math import isnan
from pathlib import Path
from pkgutil import iter_modules

from handmade_legal_registers import measured_with_legal, with_legal
from handmade_registers import (
    LAST,
    MARCH_2018,
    MARCH_2019,
    MARCH_2020,
    day,
    measured,
    plain,
    register,
    stay,
    value,
)

from sim import measures
from sim.measures.catalogue import MEASURES
from sim.measures.declaration import Measure, Nature
from sim.measures.document import page
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.price_growth import PriceGrowth
from sim.parameters.statutory.health import HealthAssessments
from sim.parameters.statutory.life_story import LifeStory
from sim.parameters.statutory.reviews import Reviews
from sim.parameters.statutory.social_work import SocialWork
from sim.parameters.statutory.virtual_school import VirtualSchool


def everything() -> Parameters:
    """Parameters with every part that has measures of its own."""
    return replace(
        with_legal(),
        health_assessments=plain(HealthAssessments),
        reviews=plain(Reviews),
        social_work=plain(SocialWork),
        virtual_school=plain(VirtualSchool),
        life_story=plain(LifeStory),
        price_growth=plain(PriceGrowth),
    )


def test_points_stand_at_each_31_march_and_the_end_and_flows_at_whole_years() -> None:
    values = measured(register())
    points = [one.date for one in values if (one.measure, one.category) == ("looked_after", "")]
    flows = [one.date for one in values if (one.measure, one.category) == ("starts", "")]
    assert points == [MARCH_2018, MARCH_2019, MARCH_2020, LAST]
    assert flows == [MARCH_2019, MARCH_2020]  # the year to 31 March 2018 is only partly in the run


def test_a_run_that_ends_at_the_close_of_31_march_has_that_point_once() -> None:
    values = measured(register(until=day(2019, 4, 1)))
    points = [one.date for one in values if (one.measure, one.category) == ("looked_after", "")]
    assert points == [MARCH_2018, MARCH_2019]
    assert [one.date for one in values if (one.measure, one.category) == ("starts", "")] == [MARCH_2019]


def test_a_run_too_short_for_a_year_has_whole_run_values_only() -> None:
    values = measured(register(until=30))
    assert [one.date for one in values if one.measure == "starts" and not one.category] == []
    assert value(values, "starts", "whole run, per year") == 0
    assert value(values, "looked_after", when=date(2018, 1, 30)) == 0


def test_a_run_that_starts_on_1_april_counts_its_first_year() -> None:
    r = Register(since=day(2018, 4, 1), until=day(2020, 4, 1))
    stay(r, day(2018, 4, 1))
    values = measured(r)
    assert value(values, "starts", when=MARCH_2019) == 1
    assert [one.date for one in values if one.measure == "looked_after" and not one.category] == [
        MARCH_2019,
        MARCH_2020,
    ]


def test_every_measure_is_there_once_for_each_category_and_date_with_its_unit() -> None:
    values = measured_with_legal(register(), everything())
    keys = [(one.measure, one.category, one.date) for one in values]
    assert len(set(keys)) == len(keys)
    assert {one.measure for one in values} == {one.id for one in MEASURES}
    units = {one.id: one.unit for one in MEASURES}
    assert all(one.unit == units[one.measure] for one in values)


def test_of_nobody_numbers_are_zero_and_shares_are_not_numbers() -> None:
    values = measured_with_legal(register(), everything())
    for one in values:
        undefined = one.unit == "percent" or one.measure in {
            "mean_stay_years",
            "disruption_rate",
            "move_rate",
            "leaving_rate",
            "search_days_mean",
            "camhs_wait_days_median",
            "interim_order_weeks",
            "planning_wait_days_mean",
            "pre_proceedings_weeks_mean",
            "days_at_risk_before_entry_mean",
            "proceedings_weeks_mean",
            "proceedings_weeks_median",
            "days_to_permanence_decision_median",
            "entry_to_placed_days_mean",
            "entry_to_placed_days_mean_adjusted",
            "order_to_match_days_mean",
            "adoption_stage_months",
            "assessment_wait_days_mean",
            "assessment_weeks_mean",
            "idle_days_per_child",
            "iha_wait_days_median",
            "iha_stage_working_days_median",
            "caseload_mean",
            "direct_work_hours",
            "children_in_need_held",  # the weeks say how many: none is told of here
            "children_per_reviewing_officer",
            "second_review_days_median",
            "life_story_wait_days_median",
        }
        assert isnan(one.value) if undefined else one.value == 0, one


# The catalogue and its page


def test_the_page_of_measures_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "measures.md"
    assert written.read_text(encoding="utf-8") == page(), "run: python -m sim.measures.document > docs/measures.md"


def test_every_declared_measure_is_in_the_catalogue() -> None:
    modules = [import_module(f"{measures.__name__}.{found.name}") for found in iter_modules(measures.__path__)]
    declared = {one.id for module in modules for one in vars(module).values() if isinstance(one, Measure)}
    assert declared == {one.id for one in MEASURES}


def test_ids_are_unique_and_declarations_complete() -> None:
    assert len({one.id for one in MEASURES}) == len(MEASURES)
    for one in MEASURES:
        assert (one.at is not None) == (one.nature is Nature.POINT)
        assert one.nature is Nature.POINT or one.over is not None
        assert one.definition.endswith(".")
        assert one.title
        assert one.source
        assert one.formula
