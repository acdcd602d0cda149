"""The page of the performance report: what a director of children's services reads, and the tables beside it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from time import monotonic

import pytest
from busy_parameters import busy
from charted_words import faults_of_chart
from handmade_registers import CALENDAR
from numpy import isnan
from quiet_health import busy_health
from quiet_parameters import changed
from quiet_performance import performance
from quiet_statutory import busy_services
from runs_of_model import simulate

from sim.experiments.performance import targets
from sim.experiments.performance.lines import LINES
from sim.experiments.performance.months import chosen, whole_months
from sim.experiments.performance.performance import MonthlyLines, MonthlyPerformance, PerformanceQuestion
from sim.experiments.performance.report import reported
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.sample import Collection, measured
from sim.foundations.chance import Chance
from sim.measures.recorded import recorded_by
from sim.measures.view import View, view_of
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.reports.chart.chart import LineChart
from sim.reports.chart.palette import BLACK
from sim.reports.performance import pages, words
from sim.reports.performance.figures import of_lines
from sim.reports.shared import page
from sim.reports.shared.origin import Origin
from sim.reports.shared.page import Page
from sim.scenario.scenario import load

YEARS = 1.25
MONTHS = whole_months(CALENDAR, 0.0, CALENDAR.horizon(YEARS))
LAG = 10.0


@cache
def runs(only_health: bool) -> tuple[Parameters, tuple[Register, ...]]:
    parts = {"health_assessments": busy_health()} if only_health else busy_services()
    told = changed(busy(), **parts, performance=performance(recording_lag=LAG))
    return told, tuple(simulate(told, YEARS, replication=number) for number in range(2))


@cache
def found(month: str, replication: int = 0, only_health: bool = False) -> MonthlyPerformance:
    """The report of a month of a small authority, as if the scenario were Tower Hamlets'."""
    told, registers = runs(only_health)
    aims, place = targets.read(), chosen(MONTHS, month)
    collection = Collection(len(registers))
    for number, register in enumerate(registers):
        collection.add(number, measured(MonthlyLines(aims)(register, CALENDAR, told)[0]))
    register, luck = registers[replication], Chance(1, replication)

    def recorded(by: float) -> View:
        return view_of(recorded_by(register, luck, LAG, by), CALENDAR, told)

    scenario = load("tower_hamlets_2018+statutory_services")
    report = reported(MONTHS, place, view_of(register, CALENDAR, told), recorded, aims, scenario.authority)
    asked = PerformanceQuestion(scenario, MONTHS, place, replication, aims)
    return MonthlyPerformance(asked, Settings(replications=len(registers)), collection.sample(), report)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("performance") / "report"
    one = found("2019-03", 1)
    run = page.record("performance report", [one.question.scenario], one.settings)
    page.keep(pages.results(one), into, Origin(("run.py", "performance"), 1, monotonic()), run)
    return into


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_folder_holds_the_page_its_figure_and_its_tables(kept: Path) -> None:
    names = {"report.html", "results.json", "manifest.json", "scorecard.csv", "series.csv", "audits.csv"}
    assert {path.name for path in kept.iterdir()} == {*names, "lines_by_month.svg", "lines_by_month.png"}
    manifest = json.loads((kept / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["month"], manifest["replication"]) == ("2019-03", 1)


def test_the_page_reads_as_a_director_would_have_it(kept: Path) -> None:
    html = (kept / "report.html").read_text(encoding="utf-8")
    for said in (
        "<title>Performance report, March 2019</title>",
        "Replication 1 of 2, as recorded by 31 March 2019",
        "of 20 lines with a target",
        '<span class="red">red</span>',
        "Half of what happens is recorded within 10 days",
        "What an audit would say",
        "Published figures are of 31 March 2018; of 30 September 2018",
        'class="section" colspan="12">Health',
        '<span class="unit">of assessments due</span>',
        "England",
        "Neighbours",
    ):
        assert said in html, said
    assert html.index("line by line") < html.index("Read with care") < html.index("What chance alone does")
    assert html.index("What an audit would say") < html.index("Figure 1.")


def test_the_scorecard_has_a_row_for_each_line_and_the_numbers_of_the_page(kept: Path) -> None:
    rows = table(kept / "scorecard.csv")
    one = found("2019-03", 1)
    assert [row["line"] for row in rows] == [line.id for line in LINES]
    shown = pages.tables(one.report)[0].rows
    by_title = {row[0].split("\n")[0]: row for row in shown if len(row) > 1}
    for row in rows:
        cells = by_title[row["title"]]
        assert cells[3] == row["colour"]
        if row["unit"] == "percent" and row["value"]:
            assert cells[2] == f"{float(row['value']):.1f}%"
            assert float(row["part"]) / float(row["whole"]) * 100 == pytest.approx(float(row["value"]))


def test_the_fans_have_every_line_in_every_month(kept: Path) -> None:
    rows = table(kept / "series.csv")
    assert len(rows) == len(LINES) * len(MONTHS)
    looked_after = [row for row in rows if row["line"] == "looked_after" and row["month"] == "2019-03"]
    values = [found("2019-03", number).report.rows[0].was.value for number in range(2)]
    assert float(looked_after[0]["mean"]) == pytest.approx(sum(values) / 2)
    assert looked_after[0]["replications"] == "2"


def test_its_figure_has_every_line_with_its_target_and_gaps_where_nothing_was_due() -> None:
    one = found("2019-03", 1)
    figure = of_lines(one)
    assert isinstance(figure.chart, LineChart)
    assert faults_of_chart(figure) == []
    panels = figure.chart.panels
    assert [panel.title.removesuffix(", %") for panel in panels] == [line.title for line in LINES]
    assert figure.chart.uprights == (date(2019, 3, 1),)
    for panel, line in zip(panels, LINES, strict=True):
        path = one.lines.path(line.id)[:, 1]
        own = [each for each in panel.lines if each.colour == BLACK]
        assert [value for each in own for value in each.values] == pytest.approx(path[~isnan(path)], rel=1e-5)
        assert len(own) <= 1 or isnan(path).any()
        aimed = {each.name for each in panel.lines if each.dashed}
        whether = one.question.targets.of(line.target_id) is not None
        assert aimed == ({"green from here", "red beyond here"} if whether else set())
    assert any(len([each for each in panel.lines if each.colour == BLACK]) != 1 for panel in panels)


def test_the_audits_are_a_law(kept: Path) -> None:
    assert sum(float(row["probability"]) for row in table(kept / "audits.csv")) == pytest.approx(1.0)


def test_in_the_first_month_nothing_is_said_of_change() -> None:
    first = found("2018-01")
    assert "No change on three months can be told yet: the run does not reach back so far." in words.findings(first)
    assert {row[8] for row in pages.tables(first.report)[0].rows if len(row) > 1} == {"not known"}


def test_parts_that_are_absent_are_left_out_and_said_once() -> None:
    alone = found("2019-03", only_health=True)
    said = [caveat for caveat in words.caveats(alone) if caveat.startswith("Left out")]
    assert said == [
        "Left out, since the scenario has no such part: reviews (4 lines), social work (4 lines), a virtual school "
        "(4 lines) and life-story work (1 line)."
    ]
    card, *others = pages.tables(alone.report)
    assert [row[0] for row in card.rows if len(row) == 1] == ["Children and placements", "Health"]
    assert [one.title for one in others] == ["What chance alone does"], "nothing to audit"


def test_of_another_council_it_is_said_that_the_services_have_the_size_of_one() -> None:
    here = found("2019-03")
    england = replace(here, question=replace(here.question, scenario=load("england+statutory_services")))
    said = "Staff, clinics and cases of these services are Tower Hamlets' of August 2018"
    assert any(said in caveat for caveat in words.caveats(england))
    assert not any(said in caveat for caveat in words.caveats(here))


def test_no_number_is_made_up_where_there_is_none() -> None:
    for month in ("2018-01", "2018-09", "2019-03"):
        for table in pages.tables(found(month).report):
            assert "nan" not in " ".join(cell for row in table.rows for cell in row)


def test_the_terminal_has_the_scorecard_alone_with_fewer_columns() -> None:
    report = found("2019-03").report
    shown = pages.shown(Page("", "", (), tables=pages.tables(report)))
    (card,) = shown.tables
    assert [column.title for column in card.columns] == [
        *("Line", "Count", "Value", "Colour", "Green", "Red", "As it was", "Change")
    ]
    assert all(len(row) in (1, len(card.columns)) for row in card.rows)
