"""The letter's courts and plans of permanence replayed: practice, dates, scenarios, what shows, and the section."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from sim.experiments.letter.court_sayings import (
    ASSESSED,
    AT_RISK,
    BY_SECOND_REVIEW,
    CONSIDERED,
    LOOKED_AFTER,
    NOT_CONSIDERED,
    PLANNING_WAIT,
    PROCEEDINGS,
    READ,
    SAYINGS,
    TOGETHER,
)
from sim.experiments.letter.courts import (
    ASKED_FOR,
    BASE,
    IN_PLACE,
    YEARS,
    CourtReplay,
    base_with_courts,
    court_scenarios,
    replay_courts,
)
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.difference import paired
from sim.reports.letter.court_findings import came
from sim.reports.letter.courts import OF_EACH, courts_section
from sim.scenario.defaults import LEGAL_STRATEGIES
from sim.scenario.scenario import load
from sim.scenario.timetable import timetable


@cache
def small() -> CourtReplay:
    return replay_courts(READ, Settings(2, 7, processes=1))


def test_practice_changes_what_the_letter_describes_and_nothing_else() -> None:
    found = base_with_courts()
    plain = load(BASE, "legal_process") if not load(BASE).parameters.legal_process else load(BASE)
    changed = {path for path in plain.quantities if plain.quantities[path] != found.quantities[path]}
    assert changed == {
        "legal.parallel",
        "legal.adoption_considered",
        "legal.adoption.starts_at_decision",
        "legal.court_median",
        "legal.work_factor",
        "legal.connected.assessors",
    }
    for path in changed:
        quantity = found.quantities[path]
        assert quantity.file == "scenarios/practice/letter.toml"
        assert quantity.kind == "judgement" or path in ("legal.court_median", "legal.work_factor")


def test_the_six_are_those_in_place_and_those_asked_for() -> None:
    assert sorted((*IN_PLACE, *ASKED_FOR)) == sorted(LEGAL_STRATEGIES)
    dates = timetable("letter").beginnings
    assert {name for name in LEGAL_STRATEGIES if f"{name}.starts" in dates} == set(IN_PLACE)


def test_services_in_place_begin_on_their_dates_and_those_asked_for_on_the_first_day() -> None:
    scenarios = court_scenarios(timetable("letter"))
    assert [len(one.strategies) for one in scenarios] == [n + ("legal_process" in scenarios[0].strategies) for n in (
        0, 3, 6, 1, 1, 1, 1, 1, 1, 1
    )]  # fmt: skip
    assert {one.years for one in scenarios} == {YEARS}
    everything = scenarios[2].parameters
    began = {name: getattr(everything, name).starts for name in LEGAL_STRATEGIES}
    summit = scenarios[2].calendar().day_of(date(2018, 8, 1))
    assert began == {name: summit if name == "adoption_summit" else 0.0 for name in LEGAL_STRATEGIES}
    usual, shorter = (one.parameters.legal for one in (scenarios[0], scenarios[-1]))
    assert usual is not None
    assert shorter is not None
    assert shorter.court_median == pytest.approx(usual.court_median / 2)


@pytest.mark.slow
def test_without_what_was_asked_for_the_weakness_shows_and_with_it_less() -> None:
    replay = small()
    for outcome in (replay.without, replay.in_place):
        assert (replay.of(TOGETHER, outcome) < 40).all()
        assert (replay.of(NOT_CONSIDERED, outcome) > 0.8 * replay.of(CONSIDERED, outcome)).all()
    assert (replay.of(TOGETHER, replay.all_six) > replay.of(TOGETHER, replay.in_place) + 10).all()
    assert (replay.of(NOT_CONSIDERED, replay.all_six) < replay.of(NOT_CONSIDERED, replay.in_place)).all()
    assert (replay.of(BY_SECOND_REVIEW, replay.all_six) > replay.of(BY_SECOND_REVIEW, replay.in_place) + 10).all()


@pytest.mark.slow
def test_each_service_changes_its_own_and_nobody_elses() -> None:
    replay = small()
    planning, finding = replay.alone("legal_planning"), replay.alone("family_finding")
    assert (replay.of(PLANNING_WAIT, planning) < replay.of(PLANNING_WAIT, replay.without)).all()
    assert (replay.of(AT_RISK, planning) < replay.of(AT_RISK, replay.without)).all()  # children come in sooner
    for untouched in (PLANNING_WAIT, AT_RISK, TOGETHER):
        np.testing.assert_array_equal(replay.of(untouched, finding), replay.of(untouched, replay.without))
    parallel = replay.alone("parallel_planning")
    assert replay.change(ASSESSED, replay.without, parallel).difference > 0
    assert replay.change(PROCEEDINGS, replay.without, parallel).difference < 0


def test_the_section_holds_every_saying_with_its_numbers() -> None:
    text = courts_section(small())
    for saying in SAYINGS:
        assert saying.says in text
        for one in saying.shown_by:
            assert f"| {one.title} (" in text
    assert "nan" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len([line for line in rows if line.count(" | ") == 6]) == 2 + sum(len(one.shown_by) for one in SAYINGS)
    assert len([line for line in rows if line.count(" | ") == 7]) == 2 + len(OF_EACH)
    assert "1 August 2018" in text
    assert "2 replications (seed 7)" in text
    for untried in ("judgements after the letter", "Present practice is put in", "No controlled study"):
        assert untried in text


def test_a_sign_is_said_to_have_come_only_where_it_is_clear() -> None:
    before = np.arange(10.0)
    noise = np.tile([1.0, -1.0], 5)
    assert came(paired(before, before + 3 + noise)).startswith("more")
    assert came(paired(before, before - 3 + noise)).endswith("not expected")
    assert came(paired(before, before + noise)).startswith("neither")


def test_the_same_replications_come_whatever_else_is_read() -> None:
    again = replay_courts((LOOKED_AFTER,), Settings(1, 7, processes=1))
    for outcome, other in zip(again.results.outcomes, small().results.outcomes, strict=True):
        assert again.of(LOOKED_AFTER, outcome)[0] == small().of(LOOKED_AFTER, other)[0]
