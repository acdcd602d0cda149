"""Strategies compared as services are judged to change placements, and where they do nothing to them; same luck."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_authority import base as without_services
from small_authority import file, without_opening

from sim.cli import main
from sim.experiments.comparison.comparison import Comparison, beside, compare, compared, laid_over
from sim.experiments.comparison.feedbacks import FEEDBACKS, acting, is_neutral, neutral
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from sim.foundations.faults import BadInput
from sim.measures.catalogue import ALWAYS
from sim.reports.run import report
from sim.reports.run.terminal import terminal
from sim.reports.run.words import caveats, feedback_words, findings
from sim.reports.shared import tables
from sim.reports.shared.origin import Origin
from sim.scenario.scenario import load

BASE = "tower_hamlets_2018+statutory_services"
SETTINGS = Settings(3, processes=1)
JUDGED = ("health_assessments.recognised_at_entry", "social_work.stretch", "reviews.drift_shortened")


@pytest.fixture(scope="module")
def found() -> Comparison:
    laid = laid_over(BASE, ["health_assessment_clinic", "caseload_transfer+ipop"], 1.5)
    return compared(run_all([without_opening(one) for one in beside(laid, None, False)], SETTINGS))


def test_neutral_services_leave_placements_as_they_are_without_any(found: Comparison) -> None:
    """The key law, of the comparison as a planner makes it: to the digit, in every measure but those of services."""
    assert found.neutral is not None
    bare = run_all([without_services(1.5)], SETTINGS).outcomes[0].measures
    base, clinic, _ = (one.measures for one in found.neutral.results.outcomes)
    judged = found.base.measures
    same = {one.id for one in ALWAYS} - {"cost_strategies", "cost_total", "spending_real"}
    placed = [key for key in bare.rows if key.measure == "spending_real" and key.category.startswith("placements")]
    assert placed
    keys = [*(key for key in bare.rows if key.measure in same), *placed]
    assert len(keys) > 200
    for key in keys:
        np.testing.assert_array_equal(base.of(*key), bare.of(*key), err_msg=str(key))
        np.testing.assert_array_equal(clinic.of(*key), bare.of(*key), err_msg=str(key))
    assert any(not np.array_equal(judged.of(*key), bare.of(*key), equal_nan=True) for key in keys), "judged: they act"


def test_strategies_on_placements_still_act_where_services_do_nothing_to_them(found: Comparison) -> None:
    assert found.neutral is not None
    disruptions = next(one for one in found.neutral.headlines if one.measure == "disruptions")
    clinic, panel = disruptions.differences
    assert clinic.unchanged
    assert not panel.unchanged


def test_what_is_judged_acts_and_the_rest_only_when_drawn() -> None:
    scenario = load(BASE)
    assert tuple(one.path for one in acting([scenario], drawn=False)) == JUDGED
    assert acting([scenario], drawn=True) == list(FEEDBACKS)
    assert acting([load("tower_hamlets_2018")], drawn=True) == []


def test_every_feedback_is_made_neutral_and_nothing_else_is_touched() -> None:
    base, scenario = load(BASE), load(BASE, "iro_capacity")
    bare = neutral(scenario, base)
    changed = {path for path, one in bare.quantities.items() if one != scenario.quantities[path]}
    assert changed == {one.path for one in FEEDBACKS}
    assert acting([bare], drawn=True) == []
    assert bare.name == "tower_hamlets_2018+statutory_services+without_feedback+iro_capacity"
    assert bare.base == "tower_hamlets_2018"
    assert is_neutral(bare)
    assert not is_neutral(scenario)


def test_a_service_alone_is_made_neutral_in_what_it_has() -> None:
    scenario = load(BASE)
    reviews = {path: one for path, one in scenario.quantities.items() if not path.startswith(("health_", "social_"))}
    alone = replace(scenario, quantities=reviews)
    assert [one.path for one in acting([alone], drawn=False)] == ["reviews.drift_shortened"]


def test_scenarios_without_services_are_run_once() -> None:
    laid = laid_over("tower_hamlets_2018", ["ipop"])
    assert beside(laid, None, True) == laid


def test_a_service_that_a_strategy_brings_is_run_without_as_well() -> None:
    laid = laid_over("tower_hamlets_2018", ["statutory_services"])
    assert [is_neutral(one) for one in beside(laid, None, False)] == [False, False, True, True]


def test_of_both_ways_of_leaving_care_the_first_is_run_without() -> None:
    laid = laid_over(BASE, ["ipop"], leaving="both")
    names = [one.name.removeprefix("tower_hamlets_2018+") for one in beside(laid, "both", False)]
    assert names == [
        "statutory_services+leaving_follows",
        "statutory_services+leaving_follows+ipop",
        "statutory_services+leaving_apart",
        "statutory_services+leaving_apart+ipop",
        "statutory_services+leaving_follows+without_feedback",
        "statutory_services+leaving_follows+without_feedback+ipop",
    ]


def test_both_are_called_alike_and_are_in_all_that_is_kept(found: Comparison, tmp_path: Path) -> None:
    assert found.neutral is not None
    labels = [[one.label(outcome) for outcome in one.results.outcomes] for one in (found, found.neutral)]
    assert labels[0] == labels[1]
    report.keep_comparison(found, tmp_path / "run", Origin(("run.py", "compare"), 1, 0.0))
    names = [one.scenario.name for one in found.outcomes]
    assert len(set(names)) == 6
    record = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in record["scenarios"]] == names
    with (tmp_path / "run" / "measures.csv").open(encoding="utf-8", newline="") as kept:
        assert {row["scenario"] for row in csv.DictReader(kept)} == set(names)
    rows = list(tables.comparison(found))[1:]
    assert {row[0] for row in rows} == {*names[1:3], *names[4:]}
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "What services do to placements, and without it" in page
    assert page.count("<td>as judged</td>") == page.count("<td>none</td>") == len(feedback_words.pairs(found)) == 8


def test_the_terminal_shows_both_and_the_sentences_tell_of_both(
    found: Comparison, capsys: pytest.CaptureFixture[str]
) -> None:
    (table,) = terminal.neutral_tables(found, 118)
    row = next(place for place, (one, _) in enumerate(feedback_words.pairs(found)) if one.measure == "disruptions")
    assert "no change" in str(list(table.columns[2].cells)[row]).splitlines()[1]
    assert any(one.startswith(feedback_words.WITHOUT) for one in findings.findings(found))
    assert any("shown beside" in one for one in caveats.of_comparison(found))
    terminal.show_comparison(found)
    assert "the lower lines" in capsys.readouterr().out


def test_it_is_never_silent_about_what_was_not_run(found: Comparison) -> None:
    alone = replace(found, neutral=None)
    assert any("was not run" in one for one in caveats.of_comparison(alone))
    run = compared(replace(found.results, outcomes=found.results.outcomes[:1]))
    assert any("A comparison of strategies shows" in one for one in caveats.of_comparison(run))
    bare = compared(run_all([without_services(1.5)], Settings(1, processes=1)))
    assert not any("statutory" in one for one in caveats.of_comparison(bare))


def test_the_command_runs_all_again_says_so_and_leaves_it_out_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", f"{file(tmp_path)}+statutory_services", "health_assessment_clinic", "--replications", "2"]
    words += ["--processes", "1", "--years", "0.3"]
    assert main([*words, "--out", str(tmp_path / "both")]) == 0
    assert "twice as long" in capsys.readouterr().err
    assert main([*words, "--no-neutral", "--out", str(tmp_path / "alone")]) == 0
    told = capsys.readouterr()
    assert "twice as long" not in told.err
    assert "was not run" in " ".join(told.out.split())

    def rows(where: str) -> list[str]:
        return (tmp_path / where / "comparison.csv").read_text(encoding="utf-8").splitlines()

    both, alone = rows("both"), rows("alone")
    assert both[: len(alone)] == alone
    assert len(both) == 2 * len(alone) - 1


def test_with_a_precision_it_is_not_run_and_in_python_can_be_left_out(tmp_path: Path) -> None:
    base = f"{file(tmp_path)}+statutory_services"
    for options in ({"neutral": False, "replications": 2}, {"precision": "looked_after=90", "most": 20}):
        assert compare(base, ["iro_capacity"], processes=1, years=0.2, **options).neutral is None
    with pytest.raises(BadInput, match="more than once"):
        compare(base, ["iro_capacity", "iro_capacity"], processes=1, years=0.2)
