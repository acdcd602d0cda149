"""What a command refuses that the page has begun, shown to whoever asked: in words of which none is to be typed."""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import kept_folder
import pytest
import small_authority
import tiny_councils
from invented_returns import Truth, invented, write
from opened_page import OpenedPage, faults_in
from typed_words import options_told

from sim.cli import main
from sim.foundations.where import READ_AT, Where
from sim.page.jobs import ENDED_FROM_OUTSIDE, Job
from sim.reports.run import report
from sim.reports.shared import begun_with, kept_pieces, kept_runs, sealed
from sim.scenario.ensemble import Ensemble
from sim.scenario.scenario import load

RUTLAND = "E06000017"

SHORT = ("--years", "0.2", "--replications", "2", "--processes", "1")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenedPage:
    """A page of a folder with a tiny council."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    tiny_councils.file(tmp_path / "scenarios", "tiny")
    return OpenedPage(tmp_path)


def nothing_to_type(text: str) -> str:
    """The words of a page, which tell of no option beside the block that holds the command."""
    assert "<h1" in text
    assert options_told(text) == []
    return text


def ended(page: OpenedPage, address: str, heading: str = "It cannot be done as it was asked") -> str:
    """What is shown where some work is watched, once it has ended."""
    job = page.desk.jobs.begun[address.rpartition("/")[2]]
    assert job.listener is not None
    job.listener.join(120)
    shown = page.get(address).text
    assert heading in shown, job.last
    return nothing_to_type(shown)


def asked(page: OpenedPage, **how: str):
    """The answer where the tiny council is asked to be run."""
    assert page.post("/scenario/council", base="tiny").status_code == 303
    given = {"years": "0.5", "replications": "2", "inputs": "central", "seed": "1"} | how
    assert page.post("/scenario/how", **given).status_code == 303
    return page.post("/scenario/check", name="", do="run")


def run(page: OpenedPage, **how: str) -> str:
    """What is shown once a run of the tiny council was refused."""
    answer = asked(page, **how)
    assert answer.status_code == 303, faults_in(answer.text)
    return ended(page, answer.headers["location"])


def begun(page: OpenedPage, *words: str) -> str:
    """What is shown once a command was refused that the page begins with these words."""
    page.desk.jobs.begin(Job("work", "Work", words, "/"))
    return ended(page, "/jobs/work")


# Runs


def test_a_run_that_is_too_large(page: OpenedPage) -> None:
    assert "replications: 100,000 of 1 scenarios would keep about" in run(page, years="30", replications="100000")


def test_a_folder_of_results_that_cannot_be_made(page: OpenedPage, tmp_path: Path) -> None:
    (tmp_path / "results").write_text("in the way", encoding="utf-8")
    assert "results is a file, where a folder must be; move it away, or give another place" in run(page)


def test_a_target_that_lies_after_the_run(page: OpenedPage, tmp_path: Path) -> None:
    target = '\n[targets.fewer]\nmeasure = "looked_after"\nat_most = 30\nby = 2021-03-31\n'
    tiny_councils.file(tmp_path / "scenarios", "tiny", more=target)
    assert "is 31 March 2021, after the run ends; run for more years, or give a day up to" in run(page)


def test_an_ensemble_of_other_numbers(page: OpenedPage, tmp_path: Path) -> None:
    folder = tmp_path / "scenarios" / "ensembles"
    folder.mkdir()
    path = "demand.entries_per_year"
    made = Ensemble("", "tiny", load("tiny").base_numbers, 1, 1, 1, "2019", (path,), ((12.0,), (13.0,)))
    for numbers, code in ((made.numbers, 303), ("0123456789abcdef", 422)):
        (folder / "tiny.csv").write_text(replace(made, numbers=numbers).text(), encoding="utf-8")
        answer = asked(page, inputs="drawn")
        assert answer.status_code == code
        page.desk.jobs.end_all()
    shown = nothing_to_type(answer.text)
    assert "you have changed numbers in tiny since it was calibrated; calibrate tiny again" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "tiny", *SHORT), "was begun with other numbers in its scenarios"),
        (("run", "tiny", *SHORT, "--private", "ours.private"), "ours.private: cannot be read"),
        (("sensitivity", "tiny", "ipop", "--replications", "4"), "was begun with other numbers in its scenarios"),
    ],
)
def test_a_run_that_cannot_go_on(page: OpenedPage, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    folder = tmp_path / "results" / "before"
    folder.mkdir(parents=True)
    sealed.add(folder / kept_runs.FILE, kept_pieces.begun_text(words, "0" * 16, begun_with.heading()))
    assert "Resume" in page.get("/runs/before").text
    answer = page.post("/runs/before/resume")
    assert said in ended(page, answer.headers["location"])
    page.desk.jobs.begun.clear()
    assert "Resume" in nothing_to_type(page.get("/runs/before").text)


@pytest.mark.skipif(sys.platform == "win32", reason="a process that is ended there has an exit code like any other")
def test_a_run_that_the_machine_ends(page: OpenedPage) -> None:
    answer = asked(page, years="10", replications="500", inputs="drawn")
    (job,) = page.desk.jobs.begun.values()
    assert job.process is not None
    os.killpg(job.process.pid, signal.SIGKILL)
    assert ENDED_FROM_OUTSIDE in ended(page, answer.headers["location"], "It failed")


def test_a_run_that_fails_says_how_to_go_on_where_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = small_authority.file(tmp_path, years=0.2)
    monkeypatch.setattr(report, "page", lambda *_: 1 / 0)
    for where, said in ((Where.TERMINAL, "run.py run --resume"), (Where.PAGE, "Resume goes on from there")):
        monkeypatch.setenv(READ_AT, where.value)
        capsys.readouterr()
        assert main(["run", str(scenario), *SHORT, "--out", str(tmp_path / where.value)]) == 1
        words = capsys.readouterr().err
        assert "ZeroDivisionError" in words
        assert said in words
        assert (options_told(words) == []) == (where is Where.PAGE)


# Sweeps


def test_a_sweep_with_numbers_that_make_no_sense(page: OpenedPage) -> None:
    answer = page.post("/sweeps", sweep="edge_of_care_slots", replications="few", years="100")
    assert faults_in(nothing_to_type(answer.text)) == {
        "field-replications": "replications: &#34;few&#34; is not a whole number; give digits alone, such as 100",
        "field-years": "years: 100 makes no run; give at least 0.08 (a month) and at most 30",
    }


def test_a_sweep_that_is_too_large(page: OpenedPage) -> None:
    answer = page.post("/sweeps", sweep="edge_of_care_slots", replications="100000", years="30")
    assert "replications: 100,000 of" in ended(page, answer.headers["location"])


# Bases of own figures


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nothing,1\n", "no heading with a column figure; begin with the sheet to fill in"),
        (b"figure,value\nlooked after,1\n", "the columns are those of the sheet to fill in"),
        (b"figure,category,31 March,value\nmoonlight,,2024,5\n", "the sheet to fill in has all that there are"),
        (b"figure,category,31 March,value\nstarted,,2026,5\n", "give it, or figures up to another 31 March"),
    ],
)
def test_a_sheet_that_cannot_be_used(page: OpenedPage, content: bytes, said: str) -> None:
    given = {"csrf": page.desk.csrf, "council": RUTLAND}
    answer = page.browser.post("/council/figures", data=given, files={"sheet": ("ours.csv", content)})
    assert said in nothing_to_type(answer.text)


def test_a_base_in_whose_place_another_file_is(page: OpenedPage, tmp_path: Path) -> None:
    (tmp_path / "scenarios" / "rutland_2024.toml").write_text('title = "Ours"\n', encoding="utf-8")
    assert "it is left alone; move it away, or give it another name" in begun(page, "baseline", "Rutland")


# Bases of returns


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """The folder with the return of a year of an invented council."""
    (folder,) = write(invented(1, 2022, 2024, Truth(entries_a_year=30.0)), tmp_path / "returns", [2024])
    return folder


def read(page: OpenedPage, folder: Path, **whose: str) -> str:
    """What is shown once the returns in a folder were refused."""
    answer = page.post("/council/returns", **{"of_returns": "", "named": "Testshire"} | whose, returns=str(folder))
    assert answer.status_code == 303, faults_in(answer.text)
    return ended(page, answer.headers["location"])


def test_returns_of_another_council(page: OpenedPage, returns: Path) -> None:
    said = "are they another council&#39;s, or part of the files? Under a name of its own nothing is compared"
    assert said in read(page, returns, of_returns=RUTLAND, named="")


def test_returns_in_the_folder_of_another_year(page: OpenedPage, returns: Path) -> None:
    said = read(page, returns.rename(returns.with_name("2022")))
    assert "begin after 31 March 2022, the end of its year; put the year in the name right" in said


def test_returns_that_say_two_years(page: OpenedPage, returns: Path) -> None:
    episodes = returns / "episodes.csv"
    heading, *rows = episodes.read_text(encoding="utf-8").splitlines()
    episodes.write_text("\n".join([f"{heading},YEAR", *(f"{row},2023" for row in rows)]), encoding="utf-8")
    assert "2023, its name or folder 2024; put the wrong one right" in read(page, returns)


def test_returns_that_say_no_year(page: OpenedPage, returns: Path) -> None:
    episodes = returns / "episodes.csv"
    heading, *_ = episodes.read_text(encoding="utf-8").splitlines()
    episodes.write_text(f"{heading}\n", encoding="utf-8")
    said = read(page, returns.rename(returns.with_name("ours")))
    assert "cannot be told; put it in a folder that is called after it, such as 2024" in said


def test_returns_in_the_place_of_whose_base_another_file_is(page: OpenedPage, returns: Path, tmp_path: Path) -> None:
    (tmp_path / "scenarios" / "testshire_own_2024.toml").write_text('title = "Ours"\n', encoding="utf-8")
    assert "it is left alone; move it away, or give it another name" in read(page, returns)


# Papers


def paper(page: OpenedPage, folder: Path) -> str:
    """What is shown once a paper on the results in a folder was refused."""
    answer = page.post(f"/runs/{folder.name}/paper")
    assert answer.status_code == 303
    return ended(page, answer.headers["location"])


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder of results."""
    into = tmp_path / "results" / "ours"
    kept_folder.run_folder(into)
    return into


def test_a_paper_on_a_table_that_was_changed(page: OpenedPage, results: Path) -> None:
    (results / "money.csv").write_text("changed", encoding="utf-8")
    assert "has been changed since the run wrote it; run it again" in paper(page, results)


def test_a_paper_where_a_file_is_in_the_way(page: OpenedPage, results: Path) -> None:
    (results / "paper").write_text("in the way", encoding="utf-8")
    assert "results/ours/paper: results cannot be written here" in paper(page, results)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("series.csv", "holds results of an older version, without money.csv; run it again"),
        ("sums.csv", "another kind"),
    ],
)
def test_a_paper_on_results_of_which_none_is_made(page: OpenedPage, results: Path, other: str, said: str) -> None:
    manifest = results / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["sha256"] = dict.fromkeys(("measures.csv", other), told["sha256"]["measures.csv"])
    manifest.write_text(json.dumps(told), encoding="utf-8")
    assert said in paper(page, results)
