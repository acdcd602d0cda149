"""What sweeps say of two numbers together and of reviewing officers' caseloads: from numbers made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from swept_by_hand import made, question

from sim.experiments.sweep.sweep import SweepQuestion
from sim.reports.sweep import words
from sim.reports.sweep.caseload_words import by_caseload
from sim.reports.sweep.findings import findings
from sim.reports.sweep.interplay_words import together


def grid(asked: SweepQuestion, of: dict[tuple[float, float], float]) -> list[float]:
    """Means by row: those of the corners as given, of other sets of numbers 50."""
    return [of.get((row[0], row[1]), 50.0) for row in asked.designed.rows]


@pytest.mark.parametrize(
    ("both", "said"),
    [(60.0, "more than"), (45.0, "less than"), (49.0, "not clearly other than")],
)
def test_two_numbers_together_are_set_against_the_sum_of_each_alone(both: float, said: str) -> None:
    """From the worst corner, 2 appointments and 12 days: 4%; appointments alone add 30, sooner requests 15."""
    asked = question("clinic_slots_and_notification")
    corners = {(2.0, 12.0): 4.0, (5.0, 12.0): 34.0, (2.0, 4.0): 19.0, (5.0, 4.0): both}
    (sentence,) = together(made(asked, {0: grid(asked, corners)}))
    worst = "health assessments: slots per clinic 2 and health assessments: time until health is told, middle value 12"
    assert f"is 4.0% with {worst}." in sentence
    assert "slots per clinic 5 alone makes it 34.0%" in sentence
    assert "time until health is told, middle value 4 alone makes it 19.0%" in sentence
    assert f"both together {both:.1f}%: {said} the sum of each alone" in sentence


def test_with_few_replications_nothing_is_said_of_the_sum() -> None:
    asked = question("clinic_slots_and_notification")
    found = made(asked, {0: grid(asked, {(2.0, 12.0): 4.0, (5.0, 4.0): 90.0})})
    (sentence,) = together(replace(found, values=found.values[..., :3]))
    assert "too few replications to tell it" in sentence


def test_of_a_measure_that_should_be_low_the_worst_corner_is_the_highest() -> None:
    asked = question("recovery_and_transfer")
    corners = {(0.0, 0.0): 160.0, (3.0, 0.0): 120.0, (0.0, 1.0): 155.0, (3.0, 1.0): 40.0}
    sentences = list(together(made(asked, {0: grid(asked, corners)})))
    assert len(sentences) == 1, "the base has neither number"
    assert "is 160.0 with" in sentences[0]
    assert "both together 40.0: more than" in sentences[0]
    assert "Assessment recovery: workers" not in sentences[0], "in a sentence it begins small"


def test_what_gives_way_as_officers_have_more_children_comes_in_its_order() -> None:
    asked = question("iro_caseload")
    children = [300 / row[0] for row in asked.designed.rows]
    in_time = [90.0 if number < 110 else 20.0 for number in children]
    between = [90.0 if number < 70 else 30.0 for number in children]
    thin = [0.0 if number < 80 else 100.0 for number in children]
    found = made(asked, {0: children, 1: in_time, 2: between, 3: thin, 4: [60.0] * 9, 5: [60.0] * 9})
    (sentence,) = by_caseload(found)
    places = [sentence.index(words) for words in ("cases that an officer looked at", "too little time", "all in time")]
    assert places == sorted(places)
    assert "(30.0% with 75, from 90.0% with 40)" in sentence
    assert "planned moves" not in sentence, "they do not change"
    assert sentence in findings(found)


def test_nothing_is_said_of_caseloads_that_do_not_vary_or_were_not_asked_for() -> None:
    asked = question("iro_caseload")
    same = made(asked, {0: [60.0] * 9, 1: [90.0 - place * 10 for place in range(9)]})
    assert list(by_caseload(same)) == []
    without = replace(asked, wanted=asked.wanted[1:])
    assert list(by_caseload(made(without, {0: [90.0 - place * 10 for place in range(9)]}))) == []


def test_a_measure_of_a_date_alone_is_said_to_be_of_that_date() -> None:
    asked = question("iro_caseload")
    assert words.measured_in(asked.wanted[0], asked.scenarios[0]) == "children, 31 December 2020"
    assert words.measured_in(asked.wanted[2], asked.scenarios[0]) == "percent, whole run"
