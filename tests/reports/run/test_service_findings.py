"""What the page says of statutory services: sentences worked out from numbers made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from sim.experiments.comparison.comparison import Comparison, compared, laid_over
from sim.experiments.running.results import Outcome, Results
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.reports.run.sections.service_findings import of_all, of_service

BASE = "tower_hamlets_2018+statutory_services"
FIRST, MIDDLE, LAST = date(2018, 1, 1), date(2019, 6, 1), date(2020, 12, 31)
NOISE = np.array([-0.4, 0.1, 0.3, -0.2, 0.4, -0.2])

Numbers = Mapping[tuple[str, str], float]
"""Means of the whole run, or of the last day, by measure and category."""


def sample(numbers: Mapping[tuple[str, str, date], float], turn: int = 0) -> Sample:
    """Six replications near each number."""
    rows = {NumberKey(*key): row for row, key in enumerate(numbers)}
    return Sample(rows, np.array([mean + np.roll(NOISE, turn + row) for row, mean in enumerate(numbers.values())]))


def made(strategies: list[str], measured: list[Numbers], courses: list[tuple[float, ...]] | None = None) -> Comparison:
    """A comparison in which base and strategies have these means, and these courses of assessments out of date."""
    scenarios = laid_over(BASE, strategies)
    outcomes = []
    for place, (scenario, numbers) in enumerate(zip(scenarios, measured, strict=True)):
        given = {("looked_after", "", LAST): 300.0, **{(*key, LAST): mean for key, mean in numbers.items()}}
        course = courses[place] if courses else ()
        path = {
            ("assessments_out_of_date", "", when): number
            for when, number in zip((FIRST, MIDDLE, LAST), course, strict=False)
        }
        outcomes.append(Outcome(scenario, sample(given, place), sample(path)))
    return compared(Results(tuple(outcomes), 1, len(NOISE), False))


PAIR = ["health_assessment_pathway", "health_assessment_clinic", "health_assessment_pathway+health_assessment_clinic"]


def health(in_time: float, **causes: float) -> Numbers:
    """So many in time, of 100 due, the others late by these causes."""
    late = {
        ("iha_late_by_stage", f"{cause.replace('_', ' ')}; whole run, per year"): of for cause, of in causes.items()
    }
    return {
        ("iha_in_timescale_percent", "whole run"): in_time,
        ("iha_late_by_stage", "whole run, per year"): 100.0 - in_time,
        **{
            ("iha_late_by_stage", f"{cause}; whole run, per year"): 0.0
            for cause in (
                "late when asked",
                "host area",
                "own clinic",
                "not brought in time",
                "refused or never brought",
            )
        },
        **late,
    }


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((20.0, 40.0, 30.0, 70.0), "No single one brings half of them in time, together they do"),
        ((20.0, 30.0, 25.0, 45.0), "Even together they bring fewer than half of them in time"),
        ((20.0, 60.0, 30.0, 65.0), "One of them alone brings half of them in time"),
    ],
)
def test_whether_one_fix_repairs_it_is_what_the_numbers_say(shares: tuple[float, ...], said: str) -> None:
    found = of_service(made(PAIR, [health(share) for share in shares]), "Health")
    assert any(sentence.startswith(said) for sentence in found), found


@pytest.mark.parametrize(
    ("together", "said"), [(70.0, "more than the sum"), (40.0, "less than the sum"), (50.0, "not clearly other than")]
)
def test_what_both_bring_is_set_against_the_sum_of_each(together: float, said: str) -> None:
    found = of_service(made(PAIR, [health(20.0), health(40.0), health(30.0), health(together)]), "Health")
    assert (
        f"alone, health pathway +20 and more appointments +10 points; together +{together - 20:.0f}, {said}"
        in found[-1]
    )


def test_causes_of_delay_are_told_the_largest_first() -> None:
    comparison = made(PAIR[:1], [health(20.0, own_clinic=50.0, late_when_asked=30.0), health(40.0)])
    first, second = of_service(comparison, "Health")
    assert first.startswith(
        "Of initial health assessments that fall due, 20% are made within 20 working days; 50% wait"
    )
    assert first.endswith("and 30% are late already when health is asked.")
    assert second == "Made within 20 working days: without these strategies 20%; health pathway 40%."


ASSESSMENTS = ["caseload_transfer", "assessment_recovery", "assessment_recovery+caseload_transfer"]


def test_what_fades_and_what_stays_is_what_the_course_says() -> None:
    courses = [(160.0, 160.0, 166.0), (160.0, 158.0, 165.0), (160.0, 20.0, 130.0), (160.0, 15.0, 25.0)]
    found = of_service(made(ASSESSMENTS, [{}] * 4, courses), "Social work")
    assert found == [
        "Without an assessment of the last year: 160 children on 1 January 2018, 166 on 31 December 2020.",
        "Transfer of cases: changes little, 165 at the end.",
        "Assessment recovery: down to 20 on 1 June 2019, where it would be 160; the gain fades, 130 at the end.",
        "Assessment recovery + Transfer of cases: down to 15 on 1 June 2019, where it would be 160; most of the gain "
        "stays, 25 at the end.",
        "Neither of assessment recovery and transfer of cases holds it alone; together they do.",
    ]


def test_where_one_holds_it_alone_or_both_fade_that_is_not_said() -> None:
    holds = [(160.0, 160.0, 166.0), (160.0, 158.0, 165.0), (160.0, 20.0, 30.0), (160.0, 15.0, 25.0)]
    fades = [(160.0, 160.0, 166.0), (160.0, 158.0, 165.0), (160.0, 20.0, 130.0), (160.0, 15.0, 120.0)]
    for courses in (holds, fades):
        found = of_service(made(ASSESSMENTS, [{}] * 4, courses), "Social work")
        assert not any("together they do" in sentence for sentence in found)


def test_a_change_that_is_not_clear_is_said_to_be_so() -> None:
    books = ("life_story_books_percent", "")
    for after, said in ((32.05, "32% (no clear change)"), (32.0, "more life-story work 32%"), (60.0, "60%")):
        (sentence,) = of_service(made(["life_story"], [{books: 32.0}, {books: after}]), "Life-story work")
        assert said in sentence
        assert sentence.endswith(".")
    assert of_service(made_alone({books: 32.0}), "Life-story work") == []


def test_a_comparison_tells_of_the_services_that_its_strategies_are_for() -> None:
    books = ("life_story_books_percent", "")
    found = of_all(made(["life_story"], [{books: 32.0, **health(20.0)}, {books: 60.0, **health(20.0)}]))
    assert len(found) == 1
    assert "life-story book" in found[0]
    assert any("initial health" in sentence for sentence in of_all(made_alone({books: 32.0, **health(20.0)})))


def made_alone(numbers: Numbers) -> Comparison:
    """A run of the base alone."""
    comparison = made(["life_story"], [numbers, numbers])
    return compared(Results(comparison.results.outcomes[:1], 1, len(NOISE), False))
