"""The section of the page on courts and permanence, and its figures: what they show is what was measured."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from charted_words import faults_of_chart
from small_authority import comparison as without_legal
from small_authority import without_opening

from sim.experiments.comparison.comparison import Comparison, compared, label, laid_over
from sim.experiments.comparison.legal_headlines import IN_SHORT, LEGAL_HEADLINES, legal_headlines
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from sim.measures.court import LENGTHS
from sim.measures.legal_status import STATUSES
from sim.reports.chart.chart import BarChart, ChartFigure, LineChart
from sim.reports.run import report
from sim.reports.run.figures import legal_figures
from sim.reports.run.terminal import terminal
from sim.reports.shared.origin import Origin
from sim.scenario.defaults import TOGETHER
from sim.scenario.scenario import load

ORIGIN = Origin(("run",), 1, 0.0)
STRATEGIES = "legal_planning+plo_tracker+parallel_planning+family_finding+connected_carers+adoption_summit"


@pytest.fixture(scope="module")
def found() -> Comparison:
    scenarios = laid_over("tower_hamlets_2018+legal_process", ["parallel_planning", STRATEGIES], 1.5)
    return compared(run_all([without_opening(one) for one in scenarios], Settings(3, processes=1)))


@pytest.fixture(scope="module")
def drawings(found: Comparison) -> list[ChartFigure]:
    return legal_figures.of_courts(found)


@pytest.fixture(scope="module")
def page(found: Comparison, tmp_path_factory: pytest.TempPathFactory) -> str:
    into = tmp_path_factory.mktemp("kept") / "results"
    report.keep_comparison(found, into, ORIGIN)
    # words that are defined where they first stand are marked there
    return re.sub(r"</?(?:dfn|a)\b[^>]*>", "", (into / "report.html").read_text(encoding="utf-8"))


def drawn(drawings: list[ChartFigure], name: str) -> ChartFigure:
    return next(one for one in drawings if one.name == name)


def test_without_legal_process_there_are_no_figures_and_no_section(tmp_path: Path) -> None:
    assert legal_figures.of_courts(without_legal()) == []
    assert legal_headlines(without_legal()) == ()
    report.keep_comparison(without_legal(), tmp_path / "results", ORIGIN)
    assert "Courts, and homes for good" not in (tmp_path / "results" / "report.html").read_text(encoding="utf-8")


def test_the_figures_are_all_there_with_title_caption_and_words(drawings: list[ChartFigure]) -> None:
    assert [one.name for one in drawings] == [
        "length_of_care_proceedings",
        "stages_of_adoption",
        "where_children_wait",
        "queue_for_assessors",
        "legal_status_over_time",
    ]
    for one in drawings:
        assert one.title
        assert one.caption.endswith(".")
        assert len(one.alternative) > 80
        assert "nan" not in one.alternative
        assert "_" not in one.alternative


def test_no_words_of_these_figures_overlap(drawings: list[ChartFigure]) -> None:
    assert [fault for one in drawings for fault in faults_of_chart(one)] == []


def test_bars_of_lengths_are_the_shares_measured_and_the_line_parts_26_weeks(
    found: Comparison, drawings: list[ChartFigure]
) -> None:
    chart = drawn(drawings, "length_of_care_proceedings").chart
    assert isinstance(chart, BarChart)
    (panel,) = chart.panels
    for part, outcome in zip(panel.parts, (found.base, found.fullest), strict=True):
        sample = outcome.measures
        lengths = [value or 0.0 for value in part.values]
        for length, words in zip(lengths, LENGTHS, strict=True):
            values = sample.of("proceedings_by_length_percent", f"{words}; whole run", sample.last_date)
            assert length == pytest.approx(np.nanmean(values), rel=1e-5)
        assert sum(lengths) == pytest.approx(100, rel=1e-5)
        measured = sample.of("proceedings_within_26_weeks_percent", "whole run", sample.last_date)
        assert sum(lengths[: chart.parted]) == pytest.approx(np.nanmean(measured), rel=1e-5)


def test_legal_statuses_stack_up_to_all_who_have_one(found: Comparison, drawings: list[ChartFigure]) -> None:
    chart = drawn(drawings, "legal_status_over_time").chart
    assert isinstance(chart, LineChart)
    for panel, outcome in zip(chart.panels, (found.base, found.fullest), strict=True):
        assert panel.stack is not None
        tops = np.array([area.values for area in panel.stack.areas]).sum(axis=0)
        paths = [outcome.series.path("legal_status", status).mean(axis=1) for status in STATUSES.values()]
        assert tops == pytest.approx(sum(paths), rel=1e-5)
        looked_after = outcome.series.path("looked_after").mean(axis=1)
        assert sum(paths) == pytest.approx(looked_after)


def test_the_page_has_its_section_with_every_measure_and_figure(found: Comparison, page: str) -> None:
    section = page[page.index("Courts, and homes for good") : page.index("How precise")]
    shown = legal_headlines(found)
    assert len(shown) > len(LEGAL_HEADLINES) / 2
    for headline in shown:
        assert headline.title in section
    assert section.count("<figure") == 5
    numbers = [int(number) for number in re.findall(r"<h3>Figure (\d+)\.", page)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_run_alone_has_the_section_too(found: Comparison, tmp_path: Path) -> None:
    report.keep_run(run_all([found.base.scenario], Settings(2, processes=1)), tmp_path / "results", ORIGIN)
    text = (tmp_path / "results" / "report.html").read_text(encoding="utf-8")
    section = text[text.index("Courts, and homes for good") : text.index("What the numbers rest on")]
    assert section.count("<figure") == 5
    assert "interval of the mean" in section


def test_the_terminal_has_a_few_measures_of_courts_where_there_are_courts(found: Comparison) -> None:
    (table,) = terminal.comparison_tables(found, 118)
    titles = [str(cell).partition("\n")[0] for cell in table.columns[0].cells]
    assert titles[len(found.headlines) :] == [one.title for one in IN_SHORT]
    lengths = list(table.columns[1].cells)[len(found.headlines)]
    values = found.base.measures.of("proceedings_weeks_mean", "whole run", found.base.measures.last_date)
    assert str(lengths) == f"{np.nanmean(values):.1f}"
    (bare,) = terminal.comparison_tables(without_legal(), 118)
    assert len(list(bare.columns[0].cells)) == len(without_legal().headlines)


def test_strategies_on_courts_have_a_common_label_and_short_ones() -> None:
    base = load("tower_hamlets_2018+legal_process")

    def called(names: str) -> str:
        return label(base, load(f"{base.base}+legal_process", names))

    assert called(STRATEGIES) == "All six on courts together"
    assert called(f"{STRATEGIES}+early_permanence") == "All seven on courts together"
    assert called(f"{TOGETHER}+{STRATEGIES}") == "All eleven of the letter together"
    assert called("plo_tracker") == "Tracker of cases"
    assert called("plo_tracker+connected_carers") == "Tracker of cases + Connected carers' assessments"
    assert called("plo_tracker+ipop") == "Tracker of cases + Placements panel"  # named as the files are


def test_a_small_council_is_told_that_one_year_holds_few(found: Comparison) -> None:
    def caption(a_year: float) -> str:
        return legal_figures.case_lengths([legal_figures.Means("Base", "black", (10.0,) * 7, a_year)]).caption

    assert "about 4 such cases a year" in caption(4.2)
    assert "such cases" not in caption(40)
