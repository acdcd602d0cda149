"""Likeness of statutory services: which lines there are, of whose figures, put in, fitted or free, and on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.experiments.likeness.council_figures import CouncilFigures, council_of
from sim.experiments.likeness.likeness import estimates_of, targets_of
from sim.experiments.likeness.statutory import statutory_lines
from sim.experiments.likeness.target import Aggregation, LikenessLine, LikenessPart
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.sample import Collection, measured
from sim.measures.value import Value
from sim.parameters.parameters import Parameters
from sim.published.authorities import authority
from sim.scenario.scenario import Scenario, load


def with_services() -> Scenario:
    return load("tower_hamlets_2018", "statutory_services")


def lines() -> dict[str, LikenessLine]:
    return {one.title: one for one in targets_of(with_services()) if one.group is LikenessPart.SERVICES}


def test_a_base_without_services_has_no_lines_of_them() -> None:
    plain, services = targets_of(load("tower_hamlets_2018")), targets_of(with_services())
    assert not [one for one in plain if one.group is LikenessPart.SERVICES]
    assert [one for one in services if one.group is not LikenessPart.SERVICES] == list(plain)


@pytest.mark.parametrize(
    ("part", "measures"),
    [
        ("health_assessments", {"health_assessment_in_year_percent", "sdq_completed_percent"}),
        (
            "virtual_school",
            {"school_moves_percent", "school_moves_with_placement_percent", "whole_term_missed_percent"},
        ),
        (
            "social_work",
            {"changed_social_worker_percent", "two_or_more_social_worker_changes_percent", "caseload_mean"},
        ),
    ],
)
def test_each_part_brings_its_own_lines(part: str, measures: set[str]) -> None:
    scenario = with_services()
    council = council_of(scenario)

    def found(parameters: Parameters) -> set[str]:
        return {one.measure for one in statutory_lines(council, parameters)}

    everything = found(scenario.parameters)
    assert measures <= everything
    match part:
        case "health_assessments":
            less = replace(scenario.parameters, health_assessments=None)
        case "virtual_school":
            less = replace(scenario.parameters, virtual_school=None)
        case _:
            less = replace(scenario.parameters, social_work=None)
    assert found(less) == everything - measures


def test_the_figures_of_tower_hamlets_are_as_published_with_what_was_fitted_to_them() -> None:
    found = lines()
    assert found["With a health assessment in the year, 31 March 2018 (reproduced by fit)"].figure == pytest.approx(
        100 * 175 / 211
    )
    free = found["With a health assessment in the year, 31 March 2019 (free)"]
    assert free.figure == pytest.approx(100 * 155 / 182)
    assert free.when == date(2019, 3, 31)
    assert (free.high - free.low) / 2 == pytest.approx(196 * (0.8516 * 0.1484 / 182) ** 0.5, abs=0.01)
    questionnaire = "With a strengths and difficulties questionnaire in the year, 31 March"
    assert found[f"{questionnaire} 2018 (put in)"].figure == pytest.approx(100 * 55 / 147)
    assert found[f"{questionnaire} 2019 (free)"].figure == pytest.approx(100 * 59 / 134)
    assert found["Cases for each social worker, 30 September 2018 (put in)"].figure == 16.4
    assert found["Cases for each social worker, 30 September 2019 (free)"].figure == 13.9
    moved = found["Pupils who changed school in the middle of a year (reproduced by fit)"]
    assert moved.figure == pytest.approx(100 * 80 / 994)
    assert "12 of 185 (2019)" in moved.published
    missed = found["Changes of school for which a whole term was missed (free)"]
    assert missed.figure == pytest.approx(9.3, abs=0.01)
    assert found["With another social worker in the year (reproduced by fit)"].figure == 60
    assert all(one.judged and one.source for one in found.values())


def test_of_other_councils_their_own_years_are_shown_and_nothing_is_said_to_be_fitted() -> None:
    leeds = CouncilFigures(authority("leeds").code, 2019, 2021, 2019)
    found = {one.title: one for one in statutory_lines(leeds, with_services().parameters)}
    assert found["With a health assessment in the year, 31 March 2019"].figure == pytest.approx(100 * 942 / 996)
    assert "With a health assessment in the year, 31 March 2020" not in found
    assert not any(one.judged or "(" in one.title for one in found.values())
    assert "(2020)" not in found["Pupils who changed school in the middle of a year"].published


def test_a_value_of_one_day_is_read_on_that_day() -> None:
    scenario = with_services()
    collection = Collection(2)
    for number, value in enumerate((80.0, 90.0)):
        collection.add(
            number,
            measured(
                [
                    Value("health_assessment_in_year_percent", "", date(2018, 3, 31), value, "percent"),
                    Value("health_assessment_in_year_percent", "", date(2019, 3, 31), value - 40, "percent"),
                    Value("looked_after", "", date(2020, 12, 30), 300.0, "children"),
                ]
            ),
        )
    target = next(one for one in lines().values() if one.when == date(2018, 3, 31))
    assert target.aggregation is Aggregation.ON_A_DAY
    outcome = Outcome(replace(scenario, years=3.0), collection.sample(), collection.sample())
    assert estimates_of(target, outcome)[0].value == pytest.approx(85)
