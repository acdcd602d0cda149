"""Measures that are wanted of runs: read as people write them, and the nearest known is named."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from small_authority import base, three

from sim.experiments.asking.headlines import HEADLINES
from sim.experiments.asking.measure_choice import USUAL, MeasureChoice, all_wanted, last_date, wanted
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.study import Chosen, study, usual
from sim.foundations.faults import BadInput
from sim.measures.catalogue import MEASURES
from sim.measures.declaration import Better
from sim.scenario.scenario import Scenario


@cache
def scenario() -> Scenario:
    return three(0.7)[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("looked_after", MeasureChoice("looked_after")),
        ("looked_after at end", MeasureChoice("looked_after", at_end=True)),
        ("in_placement: agency", MeasureChoice("in_placement", "agency")),
        ("in_placement: agency at end", MeasureChoice("in_placement", "agency", at_end=True)),
        ("  in_placement:agency   at end ", MeasureChoice("in_placement", "agency", at_end=True)),
    ],
)
def test_a_text_is_read_and_written_again(text: str, expected: MeasureChoice) -> None:
    found = wanted(text, scenario())
    assert found == expected
    assert wanted(found.text, scenario()) == found


def test_everything_that_is_wanted_is_measured_and_each_is_another_number() -> None:
    texts = ["looked_after", "looked_after at end", "in_placement: agency", "in_placement: agency at end", "starts"]
    found = all_wanted(texts, scenario())
    made = study([scenario()], 3, False, usual).replicate(Point(0), 0).measures
    given = dict(zip(made.keys, made.values, strict=True))
    numbers = [given[one.key(scenario())] for one in found]
    assert len(set(numbers)) == len(numbers)
    assert numbers[0] > numbers[2] > 0


def test_reading_a_few_measures_gives_what_reading_all_gives() -> None:
    few, everything = (
        study([scenario()], 3, False, reading).replicate(Point(0), 0) for reading in (Chosen(USUAL), usual)
    )
    given = dict(zip(everything.measures.keys, everything.measures.values, strict=True))
    own = dict(zip(few.measures.keys, few.measures.values, strict=True))
    assert {one.key(scenario()) for one in USUAL} <= own.keys() <= given.keys()
    assert len(own) < len(given)
    for key, value in own.items():
        assert value == given[key] or (value != value and given[key] != given[key]), key
    assert len(few.series.values) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("looked_aftr", "is not a known measure; did you mean looked_after?"),
        ("quite other words", "docs/measures.md lists the measures"),
        ("in_placement: agncy", 'has no category "agncy"; did you mean agency?'),
        ("in_placement: zzz", "give one of: "),
        ("starts at end", 'is not counted so; take out "at end"'),
        ("cost_total: agency", "has no category"),
        ("", "is not a known measure"),
    ],
)
def test_what_is_not_measured_is_refused_with_the_mend(text: str, said: str) -> None:
    with pytest.raises(BadInput) as bad:
        wanted(text, scenario())
    (message,) = bad.value.faults
    assert f'measure "{text}"' in message
    assert said in message


def test_every_fault_is_told_at_once_and_each_measure_taken_once() -> None:
    with pytest.raises(BadInput) as bad:
        all_wanted(["looked_aftr", "starts", "strts"], scenario())
    assert len(bad.value.faults) == 2
    assert all_wanted(["starts", "looked_after", "starts"], scenario()) == (
        MeasureChoice("starts"),
        MeasureChoice("looked_after"),
    )
    assert all_wanted([], scenario()) == USUAL


def test_the_usual_are_the_headlines_in_their_order_with_their_titles() -> None:
    assert [one.title for one in USUAL] == [choice.title for choice in HEADLINES]
    assert all_wanted([one.text for one in USUAL], scenario()) == USUAL
    assert (
        MeasureChoice("looked_after").better is Better.LOWER or MeasureChoice("looked_after").better is Better.NEITHER
    )
    assert MeasureChoice("in_placement", "secure", at_end=True).title.endswith(", secure at the end")
    assert {one.unit for one in USUAL} <= {measure.unit for measure in MEASURES}


def test_when_a_number_is_of_is_told_in_words() -> None:
    assert last_date(base(1.0)) == date(2018, 12, 31)  # the day before the anniversary
    assert MeasureChoice("looked_after").when(base(1.0)) == "run average"
    assert "31 December 2018" in MeasureChoice("looked_after", at_end=True).when(base(1.0))
    assert MeasureChoice("starts").when(base(1.0)) == "a year"
