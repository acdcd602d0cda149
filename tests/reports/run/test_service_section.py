"""The section of the page on statutory services, and its figures: what they show and say is what was measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from charted_words import faults_of_chart
from small_authority import comparison as without_services
from small_authority import without_opening

from sim.experiments.comparison.comparison import Comparison, compared, laid_over
from sim.experiments.comparison.statutory_headlines import ACTS_ON, CHOICES, IN_SHORT, acting_on, statutory_headlines
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from sim.parameters.parameters import Parameters
from sim.reports.chart.chart import BarChart, ChartFigure
from sim.reports.run import report
from sim.reports.run.figures import service_figures
from sim.reports.run.figures.health_figures import shares
from sim.reports.run.sections import service_findings
from sim.reports.run.terminal import terminal
from sim.reports.shared.origin import Origin
from sim.scenario.titles import STATUTORY_STRATEGIES

ORIGIN = Origin(("run",), 1, 0.0)
BASE = "tower_hamlets_2018+statutory_services"
PAIR = "health_assessment_pathway+health_assessment_clinic"
FIGURES = {
    "Health": ["initial_health_assessments", "stages_to_the_health_assessment"],
    "Reviews": ["reviews_by_caseload"],
    "Social work": ["assessments_out_of_date", "hours_of_social_workers", "changes_of_social_worker"],
    "School": ["changes_of_school"],
    "Life-story work": ["life_story_books"],
}
SECTION = "Health, reviews, social work and school"


@pytest.fixture(scope="module")
def found() -> Comparison:
    scenarios = laid_over(BASE, [*PAIR.split("+"), PAIR, "assessment_recovery", "ipop"], 2.3)
    return compared(run_all([without_opening(one) for one in scenarios], Settings(3, processes=1)))


@pytest.fixture(scope="module")
def drawings(found: Comparison) -> dict[str, Sequence[ChartFigure]]:
    return {one.service: one.figures for one in service_figures.of_services(found)}


@pytest.fixture(scope="module")
def page(found: Comparison, tmp_path_factory: pytest.TempPathFactory) -> str:
    into = tmp_path_factory.mktemp("kept") / "results"
    report.keep_comparison(found, into, ORIGIN)
    return (into / "report.html").read_text(encoding="utf-8")


def only(found: Comparison, part: str) -> Comparison:
    """The base alone, with one of its services."""
    outcome = found.base
    bare = outcome.scenario.parameters.without_statutory()
    parameters = replace(bare, **{part: getattr(outcome.scenario.parameters, part)})
    base = replace(outcome, scenario=replace(outcome.scenario, parameters=parameters))
    return compared(replace(found.results, outcomes=(base,)))


def test_without_services_there_are_no_figures_and_no_section(tmp_path: Path) -> None:
    assert service_figures.of_services(without_services()) == []
    assert statutory_headlines(without_services()) == ()
    assert service_findings.of_all(without_services()) == []
    report.keep_comparison(without_services(), tmp_path / "results", ORIGIN)
    assert SECTION not in (tmp_path / "results" / "report.html").read_text(encoding="utf-8")


def test_a_service_alone_has_its_part_of_the_section_and_no_other(found: Comparison) -> None:
    for part, service in (("reviews", "Reviews"), ("life_story", "Life-story work")):
        alone = only(found, part)
        assert [one.service for one in service_figures.of_services(alone)] == [service]
        assert [one.service for one in statutory_headlines(alone)] == [service]


def test_the_figures_are_all_there_with_title_caption_and_words(drawings: dict[str, Sequence[ChartFigure]]) -> None:
    assert {service: [one.name for one in some] for service, some in drawings.items()} == FIGURES
    for one in (one for some in drawings.values() for one in some):
        assert one.title
        assert one.caption.endswith(".")
        assert len(one.alternative) > 60
        assert "nan" not in one.alternative
        assert "_" not in one.alternative


def test_no_words_of_these_figures_overlap(drawings: dict[str, Sequence[ChartFigure]]) -> None:
    assert [fault for some in drawings.values() for one in some for fault in faults_of_chart(one)] == []


def test_bars_of_health_assessments_are_the_shares_measured_and_fill_the_whole(
    found: Comparison, drawings: dict[str, Sequence[ChartFigure]]
) -> None:
    chart = drawings["Health"][0].chart
    assert isinstance(chart, BarChart)
    (panel,) = chart.panels
    shown = [found.base, *acting_on(found, "Health")]
    assert len(shown) == 4
    for row, outcome in enumerate(shown):
        sample = outcome.measures
        widths = [part.values[row] or 0.0 for part in panel.parts]
        assert sum(widths) == pytest.approx(100, rel=1e-5)
        in_time = sample.of("iha_in_timescale_percent", "whole run", sample.last_date)
        assert widths[0] == pytest.approx(np.nanmean(in_time), rel=1e-5)
    sample = found.base.measures
    late, asked = (
        sample.of("iha_late_by_stage", f"{cause}whole run, per year", sample.last_date)
        for cause in ("", "late when asked; ")
    )
    in_time = sample.of("iha_in_timescale_percent", "whole run", sample.last_date)
    assert shares(found.base)[1] == pytest.approx(np.mean(asked / late * (100 - in_time)))


def test_hours_drawn_are_those_measured(found: Comparison, drawings: dict[str, Sequence[ChartFigure]]) -> None:
    chart = drawings["Social work"][1].chart
    assert isinstance(chart, BarChart)
    first, second = chart.panels
    sample = found.base.measures
    (hours,) = (part for part in first.parts if part.name == "Asked")
    asked = sample.of("social_work_hours_asked", "whole run, per year", sample.last_date).mean()
    assert sum(value or 0.0 for value in hours.values) == pytest.approx(asked, rel=1e-5)
    assert "Assessment recovery" in second.title, "the strategy for social work stands beside the base"


def test_every_strategy_for_services_is_known_to_act_on_some() -> None:
    assert set(STATUTORY_STRATEGIES.values()) == set(ACTS_ON)
    assert {service for services in ACTS_ON.values() for service in services} == {service for service, _ in CHOICES}
    assert ACTS_ON.keys() <= Parameters.__annotations__.keys()


def test_a_strategy_stands_beside_the_services_it_is_for(found: Comparison) -> None:
    names = [one.scenario.strategies[1:] for one in acting_on(found, "Health")]
    assert names == [(one,) for one in PAIR.split("+")] + [tuple(PAIR.split("+"))]
    assert [found.label(one) for one in acting_on(found, "Social work")] == ["Assessment recovery"]
    assert acting_on(found, "School") == ()


def test_the_page_has_its_section_with_every_measure_and_figure(found: Comparison, page: str) -> None:
    section = page[page.index(SECTION) : page.index("How precise")]
    shown = [one for service in statutory_headlines(found) for one in service.headlines]
    assert len(shown) > sum(len(choices) for _, choices in CHOICES) / 2
    for headline in shown:
        assert headline.title.replace("'", "&#39;") in section
    assert section.count("<figure") == sum(map(len, FIGURES.values()))
    assert re.search(r"81 of the 120\s+numbers of these services are judgements", section)
    numbers = [int(number) for number in re.findall(r"<h3>Figure (\d+)\.", page)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_run_alone_has_the_section_too(found: Comparison, tmp_path: Path) -> None:
    results = replace(found.results, outcomes=found.results.outcomes[:1])
    report.keep_run(results, tmp_path / "results", ORIGIN)
    text = (tmp_path / "results" / "report.html").read_text(encoding="utf-8")
    section = text[text.index(SECTION) : text.index("What the numbers rest on")]
    assert section.count("<figure") == sum(map(len, FIGURES.values()))
    assert "interval of the mean" in section


def test_the_terminal_has_a_few_measures_of_services_where_there_are_services(
    found: Comparison, capsys: pytest.CaptureFixture[str]
) -> None:
    table = terminal.comparison_tables(found, 118)[0]
    titles = [str(cell).partition("\n")[0] for cell in table.columns[0].cells]
    assert titles[len(found.headlines) :] == [one.title for one in IN_SHORT]
    terminal.show_comparison(found)
    shown = " ".join(capsys.readouterr().out.split())
    assert "Of initial health assessments that fall due" in shown
    assert "By children for each reviewing officer" not in shown, "no strategy is for reviews"
