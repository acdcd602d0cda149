"""Targets of scenarios: read and checked with place and mend, and met in the share of futures that it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.asking.scenario_targets import is_met, targets_of
from sim.experiments.comparison.checking import checked
from sim.experiments.comparison.comparison import compared, laid_over
from sim.experiments.running.results import Outcome, Results
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.foundations.faults import BadInput
from sim.reports.run.sections import target_lines
from sim.scenario.scenario import Scenario, load

BASE = 'title = "Ours"\nbased_on = "tower_hamlets_2018"\n'
RESIDENTIAL = '[targets.residential]\nmeasure = "in_residential"\nat_most = 30\nby = 2020-03-31\n'


def written(folder: Path, text: str) -> str:
    path = folder / "ours.toml"
    path.write_text(BASE + text, encoding="utf-8")
    return str(path)


def faults_of(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        checked(written(folder, text))
    return caught.value.faults


# Reading and checking


def test_a_target_is_read_with_measure_number_and_day(tmp_path: Path) -> None:
    (target,) = targets_of([load(written(tmp_path, RESIDENTIAL))])
    assert target.key == NumberKey("in_residential", "", date(2020, 3, 31))
    assert target.standard.text == "in_residential at end<=30"
    assert target.title == "In residential care: at most 30 by 31 March 2020"


def test_without_a_day_it_is_of_the_whole_run(tmp_path: Path) -> None:
    text = '[targets.cost]\nmeasure = "cost_total"\nat_most = 17_000_000\ntitle = "Within budget"\n'
    (target,) = targets_of([load(written(tmp_path, text))])
    assert target.key == NumberKey("cost_total", "whole run, per year", date(2020, 12, 31))
    assert (target.title, target.when) == ("Within budget", "over the whole run")


def test_a_measure_that_has_no_number_of_the_whole_run_is_held_against_its_last_day(tmp_path: Path) -> None:
    text = '[targets.together]\nmeasure = "siblings_split_percent"\nat_most = 20\n'
    (target,) = targets_of([load(written(tmp_path, text))])
    assert target.key == NumberKey("siblings_split_percent", "", date(2020, 12, 31))
    assert target.when == "by 31 December 2020"


def test_a_later_file_gives_a_target_of_the_same_name_anew(tmp_path: Path) -> None:
    overlay = tmp_path / "stricter.toml"
    overlay.write_text(RESIDENTIAL.replace("30\n", "20\n"), encoding="utf-8")
    found = load(written(tmp_path, RESIDENTIAL), str(overlay))
    assert [one.number for one in found.targets] == [20.0]


def test_targets_change_neither_the_numbers_nor_their_digest(tmp_path: Path) -> None:
    assert load(written(tmp_path, RESIDENTIAL)).digest == load("tower_hamlets_2018").digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[targets.a]\nmeasure = "in_residental"\nat_most = 3\n',
            'targets.a.measure: "in_residental" is not a known measure; did you mean in_residential?',
        ),
        (
            "[targets.a]\nat_most = 3\n",
            'targets.a.measure: is missing; say of what, such as measure = "in_residential"',
        ),
        (
            '[targets.a]\nmeasure = "in_residential"\n',
            "targets.a: says neither at_most nor at_least; give one of the two, such as at_most = 70",
        ),
        (
            '[targets.a]\nmeasure = "in_residential"\nat_most = 3\nat_least = 2\n',
            "targets.a: gives both at_most and at_least; give one of the two, such as at_most = 70",
        ),
        (
            '[targets.a]\nmeasure = "in_residential"\nat_most = "few"\n',
            'targets.a.at_most: is "few"; it must be a number, such as 70',
        ),
        (
            '[targets.a]\nmeasure = "in_residential"\nat_most = 3\nby = "2020-03-31"\n',
            'targets.a.by: is "2020-03-31"; it must be a date without quotation marks, such as 2029-03-31',
        ),
        (
            '[targets.a]\nmeasure = "in_residential"\nat_mst = 3\nat_most = 3\n',
            "targets.a.at_mst: is not known of a target; did you mean at_most?",
        ),
        (
            '[targets.a]\nmeasure = "in_residential"\nat_most = 3\nby = 2020-06-30\n',
            "targets.a.by: is 30 June 2020, for which there is no in_residential; give one of: 31 March 2018, "
            "31 March 2019, 31 March 2020 and 31 December 2020",
        ),
        (
            '[targets.a]\nmeasure = "in_residential"\nat_most = 3\nby = 2029-03-31\n',
            "targets.a.by: is 31 March 2029, after the run ends; run for more years, or give a day up to "
            "31 December 2020",
        ),
        (
            '[targets.a]\nmeasure = "in_placement"\ncategory = "agencies"\nat_most = 3\nby = 2020-03-31\n',
            'targets.a.category: in_placement has no category "agencies"; did you mean agency?',
        ),
        (
            "targets = 3\n",
            "targets: is 3, but it is a part made of targets; write [targets.residential] with measure = "
            '"in_residential", at_most = 70 and by = 2029-03-31',
        ),
    ],
)
def test_each_fault_says_where_what_and_the_mend(tmp_path: Path, text: str, said: str) -> None:
    assert faults_of(tmp_path, text) == (f"ours.toml, {said}",)


def test_a_comparison_is_refused_before_it_runs(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        laid_over(written(tmp_path, RESIDENTIAL), ["ipop"], 1.0)
    assert caught.value.faults == (
        "ours.toml, targets.residential.by: is 31 March 2020, after the run ends; run for more years, or "
        "give a day up to 31 December 2018",
    )


# How often it is met


def with_numbers(scenario: Scenario, values: list[float]) -> Outcome:
    keys = [NumberKey("in_residential", "", date(2020, 3, 31)), NumberKey("looked_after", "", date(2020, 12, 31))]
    sample = Sample({key: row for row, key in enumerate(keys)}, np.array([values, values]))
    return Outcome(scenario, sample, sample)


def test_it_is_met_in_the_share_of_futures_in_which_the_number_is_within_the_bound(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, RESIDENTIAL))
    (target,) = targets_of([scenario])
    found = is_met(target, with_numbers(scenario, [29.0, 30.0, 31.0, 40.0, float("nan")]).measures)
    assert (found.met, found.of, found.share, found.middle) == (2, 4, 0.5, 30.5)


def test_page_terminal_and_table_tell_the_same(tmp_path: Path) -> None:
    base, with_panel = laid_over(written(tmp_path, RESIDENTIAL), ["ipop"])
    outcomes = with_numbers(base, [29.0, 30.0, 31.0, 40.0]), with_numbers(with_panel, [1.0, 2.0, 3.0, 40.0])
    comparison = compared(Results(outcomes, 1, 4, False))
    told = target_lines.targets_told(comparison)
    assert told is not None
    assert told.labels == ("Without these strategies", "Placements overview panel (IPOP)")
    assert [(cell.share, cell.count) for cell in told.lines[0].cells] == [("50%", "2 of 4"), ("75%", "3 of 4")]
    said = list(target_lines.sentences(comparison))
    assert said[0] == (
        "Target: In residential care: at most 30 by 31 March 2020. Met in this share of futures: "
        "without these strategies 50%; placements overview panel (IPOP) 75%."
    )
    assert "within about 49 percentage points" in said[1]
    header, *rows = target_lines.rows(comparison)
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(one["scenario"], one["met_percent"], one["met"], one["replications"]) for one in cells] == [
        ("ours", "50", 2, 4),
        ("ours+ipop", "75", 3, 4),
    ]


def test_without_targets_nothing_is_told() -> None:
    base = load("tower_hamlets_2018")
    comparison = compared(Results((with_numbers(base, [1.0]),), 1, 1, False))
    assert target_lines.targets_told(comparison) is None
    assert list(target_lines.sentences(comparison)) == []
    assert list(target_lines.rows(comparison)) == []
