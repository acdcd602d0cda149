"""`run.py profile` as its user meets it: a page, figures and a table that are the same when made again; refusals."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from functools import cache
from math import isnan
from pathlib import Path

import pytest
from charted_words import faults_of, faults_of_chart

from sim import cli
from sim.experiments.profile import numbers
from sim.experiments.profile.council import CouncilProfile, council_profile
from sim.experiments.profile.item import ProfileUnit
from sim.experiments.profile.shown import ShownStatus
from sim.experiments.profile.subject import ProfileSubject
from sim.published.authorities import authority
from sim.published.table import figures
from sim.reports.chart.chart import IntervalChart, LineChart
from sim.reports.chart.drawn import sheet_of
from sim.reports.chart.frame import SOFT
from sim.reports.chart.palette import BLUE
from sim.reports.paper_figures.sheet import WIDTH
from sim.reports.profile.caveats import caveats
from sim.reports.profile.figure_list import BESIDES, TRENDS, profile_figures, shared
from sim.reports.profile.figures import chart_of, charts
from sim.reports.profile.numbers import SIGNS, number, whole
from sim.reports.profile.pages import page as page_of
from sim.reports.profile.pages import results
from sim.reports.profile.tables import over_years, place_by_place, subject_table, tables
from sim.reports.profile.words import findings, in_order, scope
from sim.reports.shared import page
from sim.reports.shared.origin import Origin
from sim.reports.shared.painted import PIXELS_AN_INCH


@cache
def profile(name: str) -> CouncilProfile:
    return council_profile(figures(), authority(name))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of Rutland's profile."""
    into = tmp_path_factory.mktemp("profile") / "rutland"
    assert cli.main(["profile", "rutland", "--out", str(into)]) == 0
    return into


def test_made_again_it_is_the_same_to_the_byte(told: Path, tmp_path: Path) -> None:
    page.keep(results(profile("rutland")), tmp_path / "again", Origin(("run.py", "profile", "rutland"), 1, 0.0), None)
    pictures = {f"{one.name}.{kind}" for one in profile_figures(profile("rutland")) for kind in ("svg", "png")}
    for name in (*sorted(pictures), "profile.csv"):
        assert (tmp_path / "again" / name).read_bytes() == (told / name).read_bytes(), name
    files = {"profile.csv", "report.html", "results.json", "manifest.json"}
    assert {path.name for path in told.iterdir()} == pictures | files
    manifest = json.loads((told / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["sha256"]) == {"profile.csv"}


def test_the_table_has_a_row_for_each_number_place_and_year_and_hides_what_is_small(told: Path) -> None:
    with (told / "profile.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    items = sum(len(subject.items) for subject in ProfileSubject)
    assert len(rows) == items * 14 * 10  # the council, ten neighbours, their median, region, England
    assert {row["status"] for row in rows} <= {status.value for status in ShownStatus}
    for row in rows:
        assert (row["value"] != "") == (row["status"] == "published")
        if row["unit"] != ProfileUnit.POUNDS.title and row["role"] != "median of statistical neighbours":
            assert not row["count"] or not 0 < float(row["count"]) <= 5, row
    (rate,) = (
        row
        for row in rows
        if row["number"] == "Looked after on 31 March" and (row["place"], row["date"]) == ("Rutland", "2024-03-31")
    )
    assert float(rate["value"]) == pytest.approx(10_000 * 27 / 8003)
    assert rate["count"] == "27"
    assert rate["source"].startswith("DfE, Children looked after in England")


def test_page_and_terminal_say_the_same(told: Path) -> None:
    html = (told / "report.html").read_text(encoding="utf-8")
    assert "From published figures alone" in html
    for words in (
        "Rutland looked after 27 children on 31 March 2024, a rate of 34 per 10,000 under 18",
        "within chance of its neighbours",
        "Its rate is the lowest of eleven",
        "one more or less is 1.2 of 10,000",
        "Small numbers are hidden as in the publications",
    ):
        assert words in html


@pytest.mark.parametrize("name", ["leeds", "rutland", "westmorland and furness", "city of london"])
def test_every_number_of_a_finding_stands_in_a_table(name: str) -> None:
    """Shares and rates as whole numbers of what the tables give with a decimal."""
    found = profile(name)
    known = set()
    for lines in found.subjects.values():
        for one in lines:
            for line in one.lines:
                for _, value in line.published:
                    known |= {whole(value, one.item.unit), number(value, one.item.unit)}
    for sentence in (findings(found)[0], *(one for one in findings(found) if one.startswith("Of children"))):
        text = re.sub(r"31 March \d{4}|10,000|\(\d+ to \d+ in the others\)|under 18", "", sentence)
        told = re.findall(r"£?\d[\d,]*(?:\.\d+)?%?", text)
        assert told
        for one_number in told:
            assert one_number.rstrip(",") in known, sentence


def test_what_is_hidden_is_not_told() -> None:
    """Of Rutland's children those outside its boundary and with three or more placements are hidden."""
    said = " ".join(findings(profile("rutland")))
    assert "outside the council's boundary" not in said
    assert "three or more placements" not in said
    assert "over 20 miles" in said
    statuses = {
        (one.item.counted, one.item.over): one.own.last.status
        for lines in profile("rutland").subjects.values()
        for one in lines
    }
    hidden = sum(status in (ShownStatus.HIDDEN, ShownStatus.UNLISTED) for status in statuses.values())
    assert findings(profile("rutland"))[-1] == (
        f"Of its {len(statuses)} numbers of 2024 in this profile {hidden} are hidden or left out as small."
    )


def test_leeds_is_told_from_its_neighbours_only_beyond_chance() -> None:
    said = findings(profile("leeds"))
    assert (
        "a rate of 89 per 10,000 under 18 (neighbours 82, England 69), higher than both by more than chance" in said[0]
    )
    assert "Its rate is the fifth highest of eleven" in said[0]
    assert any("32 per 10,000 under 18 (neighbours 32, England 27), within chance of both" in one for one in said)


@pytest.mark.parametrize(
    ("place", "of", "words"),
    [
        (1, 11, "highest"),
        (2, 11, "second highest"),
        (6, 11, "sixth highest"),
        (7, 11, "fifth lowest"),
        (11, 11, "lowest"),
    ],
)
def test_a_place_is_counted_from_the_nearer_end(place: int, of: int, words: str) -> None:
    assert in_order(place, of) == words


def test_a_council_without_a_past_says_so() -> None:
    found = profile("westmorland and furness")
    assert any("it has no trend yet" in one for one in findings(found))
    assert any("Made from part of Cumbria" in one for one in caveats(found))
    assert any("Department for Education, May 2025" in one for one in caveats(found))
    assert subject_table(found, ProfileSubject.AGE) is not None
    assert "Westmorland and Furness 2015" not in (subject_table(found, ProfileSubject.AGE) or over_years(found)).columns


def test_an_ended_neighbour_is_named() -> None:
    found = profile("north northamptonshire")
    assert "its nine statistical neighbours" in scope(found)
    assert any("Cumbria had ended by then" in one for one in caveats(found))


def test_nobody_in_care_is_told_as_no_child() -> None:
    found = profile("isles of scilly")
    assert findings(found)[0].startswith(
        "Isles of Scilly looked after no child on 31 March 2024, a rate of 0 per 10,000"
    )


def test_a_cell_has_a_number_or_says_why_it_has_none() -> None:
    for name in ("leeds", "rutland", "isles of scilly"):
        for table in tables(profile(name)):
            assert all(len(row) == len(table.columns) for row in table.rows), table.name
            for cell in (cell for row in table.rows for cell in row[1:]):
                assert isnan(cell.value) or cell.status is ShownStatus.PUBLISHED
                assert cell.status is ShownStatus.PUBLISHED or cell.text == SIGNS[cell.status]
                assert isnan(cell.value) or re.search(r"\d", cell.text)


def test_a_table_explains_the_signs_that_stand_in_it_and_no_others() -> None:
    (ages,) = (one for one in page_of(profile("rutland")).tables if one.title == "Age")
    assert "hidden: 1 to 5 children" in ages.note
    assert "nobody" not in ages.note
    (sex,) = (one for one in page_of(profile("leeds")).tables if one.title == "Sex")
    assert sex.note == "Of children looked after on 31 March."


def test_the_table_of_places_is_by_hand() -> None:
    table = place_by_place(profile("leeds"))
    first = [cell.text for cell in table.rows[0]]
    assert first[0] == "Leeds"
    assert first[-1] == "88.7"
    assert [row[0].text for row in table.rows][-3:] == [
        "Median of statistical neighbours",
        "Yorkshire and The Humber",
        "England",
    ]


@pytest.mark.parametrize("name", ["leeds", "rutland", "bournemouth christchurch poole", "isles of scilly"])
def test_no_words_of_figures_overlap_are_cut_off_or_pale(name: str) -> None:
    figures_of_it = charts(profile(name))
    assert figures_of_it
    papers = [sheet_of(one, WIDTH * PIXELS_AN_INCH, titled=False) for one in figures_of_it]
    assert [fault for one in figures_of_it for fault in faults_of_chart(one)] == []
    assert [fault for scene in papers for fault in faults_of(scene)] == []


def test_a_line_stops_where_nothing_is_published() -> None:
    """Kinds of placement have no number for 2020."""
    kinds = next(one for one in TRENDS if one.name == "profile_kinds")
    chart = chart_of(profile("leeds"), kinds).chart
    assert isinstance(chart, LineChart)
    own = [line for line in chart.panels[0].lines if line.colour == BLUE and line.joined]
    assert [len(line.where) for line in own] == [5, 4]
    assert date(2020, 3, 31) not in {when for line in own for when in line.where}
    assert chart.uprights == (date(2019, 9, 30), date(2023, 9, 30))


def test_neighbours_stand_beside_a_rate_and_not_beside_a_number_of_children() -> None:
    (children, rate) = (panel.lines for panel in _trend("profile_rate").panels)
    assert {line.name for line in children} == {"", "Leeds"}
    assert {line.name for line in rate} == {"", "neighbours", "Yorkshire and The Humber", "England", "Leeds"}
    assert len([line for line in rate if line.name == "neighbours"]) == 10


def _trend(name: str) -> LineChart:
    chart = chart_of(profile("leeds"), next(one for one in TRENDS if one.name == name)).chart
    assert isinstance(chart, LineChart)
    return chart


def test_shares_stand_under_their_subject_with_neighbours_region_and_england_beside_them() -> None:
    found = profile("leeds")
    figure = chart_of(found, next(one for one in BESIDES if one.name == "profile_who"))
    assert isinstance(figure.chart, IntervalChart)
    assert [figure.chart.rows[row] for row in figure.chart.headings] == ["Age", "Sex", "Legal status", "Need"]
    (panel,) = figure.chart.panels
    assert [row for row, one in enumerate(panel.intervals) if one is None] == list(figure.chart.headings)
    lines = [one for _, some in shared(found, BESIDES[0]) for one in some]
    for one, interval in zip(lines, filter(None, panel.intervals), strict=True):
        assert interval.middle == pytest.approx(one.own.last.value, rel=1e-5)
        assert [mark.value for mark in interval.beside if mark.upright] == pytest.approx(
            [one.region.last.value, one.england.last.value], rel=1e-5
        )
        assert len([mark for mark in interval.beside if not mark.upright]) == len(one.known_neighbours)


def test_a_figure_says_whence_it_is_wherever_it_is_put(told: Path) -> None:
    said = "Source: DfE, Children looked after in England including adoptions"
    figure = chart_of(profile("leeds"), TRENDS[1])
    assert said in figure.source
    foot = [word for word in sheet_of(figure, 720).words if word.colour == SOFT]
    assert " ".join(word.text for word in foot) == figure.source
    assert said in (told / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "start"),
    [(["england"], '"england" is not one authority but many'), (["lededs"], 'no English authority is called "lededs"')],
)
def test_what_has_no_profile_is_told_in_one_line_and_nothing_is_left(
    typed: list[str], start: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["profile", *typed, "--out", str(tmp_path / "into")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(start)
    assert not list(tmp_path.iterdir())


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["profile", "lededs", "--out", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_costs_have_no_verdict_of_chance() -> None:
    (cost,) = (one for one in findings(profile("leeds")) if "residential care" in one)
    assert "chance" not in cost
    assert profile("leeds").stray(numbers.HOME_COST).councils == 0
