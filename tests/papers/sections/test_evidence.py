"""No sentence of a paper is stronger than its evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kept_folder import CHANGES, OPTION, run_folder, statement_folder

from sim.papers.document.paper import Bullets, PaperTable, Words
from sim.papers.kept.folder import KeptRun, kept
from sim.papers.sections.carers import carers_needed
from sim.papers.sections.forecast import forecast
from sim.papers.sections.given import given
from sim.papers.sections.money import pay_back
from sim.papers.sections.not_known import not_known
from sim.papers.sections.options import how_sure, in_words, options
from sim.papers.sections.placements import placements
from sim.papers.sections.targets import targets


def run(tmp_path: Path, **asked: object) -> KeptRun:
    found = kept(run_folder(tmp_path / "run", **asked))  # type: ignore[arg-type]
    assert isinstance(found, KeptRun)
    return found


def said(blocks: object) -> str:
    assert isinstance(blocks, tuple)
    words = [block.text for block in blocks if isinstance(block, Words)]
    points = [point for block in blocks if isinstance(block, Bullets) for point in block.points]
    return " ".join((*words, *points))


def test_only_a_likely_direction_is_told(tmp_path: Path) -> None:
    told = in_words(run(tmp_path), OPTION)
    assert "likely better: children in residential placements (−4.5 children)" in told
    assert "likely worse: placements that began in an emergency place (+1.5 points)" in told
    assert "agencies" not in told
    assert "looked after" not in told


def test_where_no_direction_is_likely_that_is_said(tmp_path: Path) -> None:
    unsure = [replace(one, falls=0.6) for one in CHANGES]
    assert "of no measure in the table is it known" in in_words(run(tmp_path, changes=unsure), OPTION)


def test_all_that_gets_worse_is_told(tmp_path: Path) -> None:
    measures = ("in_residential", "disruptions", "emergency_placements", "needs_unmet_percent", "cost_total")
    others = ("days_in_emergency_places", "unplanned_placement_percent")
    worse = [replace(CHANGES[1], measure=name, change=4.5, falls=0.05) for name in (*measures, *others)]
    told = in_words(run(tmp_path, changes=worse), OPTION)
    assert told.count("(+") == len(worse)
    assert "and others" not in told


def test_central_values_give_no_chance_and_no_range(tmp_path: Path) -> None:
    found = run(tmp_path, drawn=False)
    assert "Every input was held at its central value" in how_sure(found)
    assert "likely" not in in_words(found, OPTION)
    assert "by more than luck" in in_words(found, OPTION)
    (table,) = (one for one in options(given([found])) if isinstance(one, PaperTable) and one.name == "option_1")
    assert table.columns == ("What", "Without", "Change", "Said of it")
    assert pay_back(found, OPTION).endswith("how sure that is, is not known.")


def test_few_draws_are_said_in_options_and_at_the_end(tmp_path: Path) -> None:
    found = run(tmp_path)
    for told in (how_sure(found), said(not_known(given([found])))):
        assert "with 5 draws of the inputs" in told
        assert "called likely by luck alone" in told


def test_few_futures_have_no_range(tmp_path: Path) -> None:
    found = run(tmp_path, replications=4, drawn=False)
    (table,) = (
        one for one in placements(given([found])) if isinstance(one, PaperTable) and one.name == "children_by_kind"
    )
    assert {row[-1].text for row in table.rows} == {"not known"}
    assert "too few for any range" in said(not_known(given([found])))


@pytest.mark.parametrize(
    ("chance", "told", "not_told"),
    [
        (0.95, "It has likely paid back by the end of 2018-19.", "not known"),
        (0.6, "whether it costs or saves by the end of 2019-20 is not known", "paid back"),
        (0.04, "it likely costs the council money", "likely saves"),
    ],
)
def test_pay_back_is_told_as_far_as_it_is_known(tmp_path: Path, chance: float, told: str, not_told: str) -> None:
    text = pay_back(run(tmp_path, chance_it_saves=chance), OPTION)
    assert told in text
    assert not_told not in text


def test_savings_that_rest_on_judgements_say_so(tmp_path: Path) -> None:
    assert "if the judgements that it rests on hold" in pay_back(run(tmp_path), OPTION)


def test_the_forecast_and_the_run_are_told_apart(tmp_path: Path) -> None:
    told = said(forecast(given([run(tmp_path)])))
    assert "Two things are told here" in told
    assert "names no council of which figures are published" in told
    assert "The run begins with 130 children on 1 April 2018" in told


def test_without_targets_it_is_said_how_to_set_them(tmp_path: Path) -> None:
    assert "No targets were set" in said(targets(given([run(tmp_path)])))


@pytest.mark.parametrize(("short", "households", "a_year"), [(18.0, 10.0, 10.5), (-5.0, 0.0, 5.5)])
def test_carers_needed_close_the_gap_and_replace_those_who_leave(
    tmp_path: Path, short: float, households: float, a_year: float
) -> None:
    statement = kept(statement_folder(tmp_path / "statement", short=short))
    needed = carers_needed(given([run(tmp_path), statement]))
    assert needed is not None
    assert needed.when == date(2020, 3, 31)
    assert needed.places_each == pytest.approx(1.8)
    assert needed.households == pytest.approx(households)
    assert needed.a_year == pytest.approx(a_year, abs=0.02)
