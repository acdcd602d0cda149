"""results.json of version 1, kept by an earlier program: opened by every reader, and the same page is drawn of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim import cli
from sim.foundations.faults import BadInput
from sim.offline import kept_here
from sim.reports.result import first_form, results_file
from sim.reports.result.figure import PageFigure
from sim.reports.result.results_page import VERSION, ResultsPage
from sim.reports.run.again import drawn
from sim.reports.shared.manifest import fingerprint

SAMPLES = Path(__file__).with_name("version_1")
"""What the program wrote when that was its form, with fewer rows and numbers of the scenarios."""

NAMES = ("comparison", "experiment")

AGAIN = "make it again: run.py report with the folder"


def kept(name: str) -> str:
    return (SAMPLES / f"{name}.json").read_text(encoding="utf-8")


def read(name: str) -> results_file.KeptPage:
    return results_file.parsed(kept(name), "results.json")


def figures_of(page: results_file.KeptPage) -> tuple[PageFigure, ...]:
    return page.every_figure if isinstance(page, ResultsPage) else page.figures


def page_of(page: results_file.KeptPage) -> str:
    """The page drawn of what the program would keep of it now."""
    return drawn(results_file.parsed(results_file.text(page), "results.json"))


# What is read


@pytest.mark.parametrize("name", NAMES)
def test_all_but_the_empty_drawings_is_read(name: str) -> None:
    page = read(name)
    of_now = kept(name).replace(',"svg":""', "").replace('"version":1,', f'"version":{VERSION},', 1)
    assert results_file.text(page) == of_now != kept(name)
    assert kept(name).count('"svg":""') == len(figures_of(page)) == drawn(page).count("<figure ")


def test_figures_stand_in_every_section_that_has_some() -> None:
    page = read("comparison")
    assert isinstance(page, ResultsPage)
    of_services = [figure for one in page.services.services for figure in one.figures]
    assert [len(one) for one in (page.figures, page.money.figures, page.courts.figures, of_services)] == [1, 1, 1, 1]


def test_a_drawing_that_is_null_is_none_either() -> None:
    assert results_file.parsed(kept("experiment").replace('"svg":""', '"svg":null'), "results.json") == read(
        "experiment"
    )


# Who reads it


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_a_folder_is_drawn_again_of_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = read(name)
    (tmp_path / results_file.FILE).write_text(kept(name), encoding="utf-8")
    for one in figures_of(page):
        for kind in ("svg", "png"):
            (tmp_path / f"{one.name}.{kind}").write_bytes(b"as it was made")
    (tmp_path / "table.csv").write_text("as it was made", encoding="utf-8")
    told = {"sha256": {"table.csv": fingerprint(tmp_path / "table.csv")}}
    (tmp_path / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    assert cli.main(["report", str(tmp_path)]) == 0
    assert "is drawn again from results.json" in capsys.readouterr().err
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page_of(page)


def test_the_local_page_shows_it_and_holds_it_beside_another(tmp_path: Path) -> None:
    pytest.importorskip("starlette.testclient", reason="the page's own packages are not installed")
    from opened_page import OpenedPage

    page = read("comparison")
    assert isinstance(page, ResultsPage)
    for name, text in (("earlier", kept("comparison")), ("now", results_file.text(page))):
        folder = tmp_path / "results" / name
        folder.mkdir(parents=True)
        (folder / results_file.FILE).write_text(text, encoding="utf-8")
        (folder / "manifest.json").write_text(json.dumps({"command": f"run.py {name}"}), encoding="utf-8")
    opened = OpenedPage(tmp_path)
    shown, of_now = (opened.get(f"/runs/{name}").text for name in ("earlier", "now"))
    assert shown.count("<figure ") == len(page.every_figure)
    assert shown.replace("earlier", "now") == of_now
    beside = opened.get("/compare?first=earlier&second=now")
    assert beside.status_code == 200
    assert page.runs[0].title in beside.text


def test_the_offline_file_opens_it() -> None:
    assert kept_here.opened({"results.json": kept("comparison")}) == {
        "title": read("comparison").title,
        "text": kept("comparison"),
    }


# What cannot be read


def told(content: str) -> str:
    with pytest.raises(BadInput) as refused:
        results_file.parsed(content, "out/results.json")
    (message,) = refused.value.faults
    return message


def with_figure(change: Callable[[dict[str, Any]], object]) -> str:
    content = json.loads(kept("comparison"))
    change(content["courts"]["figures"][0])
    return json.dumps(content)


@pytest.mark.parametrize(
    "change",
    [
        lambda figure: figure.update(svg="<svg></svg>"),
        lambda figure: figure.update(chart=None),
        lambda figure: figure.update(svg="<svg></svg>", chart=None),
        lambda figure: figure.pop("chart"),
    ],
)
def test_a_figure_that_is_no_chart_is_told_once_with_the_mend(change: Callable[[dict[str, Any]], object]) -> None:
    assert told(with_figure(change)) == (
        'out/results.json, figure "length_of_care_proceedings": is kept as a drawing and not as the numbers that it '
        f"shows, as version 1 of the form allowed; {AGAIN}"
    )


def test_what_else_is_wrong_is_told_as_of_any_other() -> None:
    content = json.loads(kept("comparison"))
    assert told(json.dumps({**content, "colour": "red"})) == f"out/results.json, colour: is not a known key; {AGAIN}"
    assert told('{"version": 1}') == f"out/results.json, of: is missing; {AGAIN}"


def test_a_drawing_is_no_key_of_the_present_form() -> None:
    content = json.loads(kept("experiment"))
    assert told(json.dumps({**content, "version": VERSION})) == (
        f"out/results.json, figures.0.svg: is not a known key; {AGAIN}"
    )


def test_lists_within_lists_are_refused_from_some_depth_on() -> None:
    said = []
    for deep in range(100, 1200):
        try:
            first_form.in_present_form('{"version": 1, "title": ' + "[" * deep + "]" * deep + "}", "file", AGAIN)
        except BadInput as bad:
            said.extend(bad.faults)
    assert set(said) == {f"file: is not of this form; {AGAIN}"}
