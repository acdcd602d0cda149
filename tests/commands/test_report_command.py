"""`run.py report`: what was made of a folder's replications is made of them again, and nothing is run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from small_authority import file

from sim import cli
from sim.experiments.running.study import Study
from sim.reports.run import report

SHORT = ("--replications", "2", "--years", "0.2", "--processes", "1")

SWEEP = """
title = "s"
base = "small.toml"
design = "grid"
measures = ["looked_after"]
[[vary]]
path = "demand.entries_per_year"
unit = "children per year"
values = [100, 150]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file(tmp_path)
    (tmp_path / "sweep.toml").write_text(SWEEP, encoding="utf-8")
    return tmp_path


def nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Study, "perform", lambda *_: pytest.fail("a replication was run"))


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder but those that say how many seconds it took, and results.json without that."""
    others = {
        one.name: one.read_bytes() for one in folder.iterdir() if one.name not in ("manifest.json", "report.html")
    }
    return {name: re.sub(rb'"seconds":[0-9.]+', b"", content) for name, content in others.items()}


@pytest.mark.parametrize(
    "words",
    [("run", "./small.toml"), ("compare", "./small.toml", "ipop", "camhs"), ("sweep", "./sweep.toml")],
)
def test_tables_figures_and_page_are_made_again_byte_for_byte(
    words: Sequence[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main([*words, *SHORT, "--out", "out"]) == 0
    made = contents(here / "out")
    for one in (here / "out").iterdir():
        if one.name != "runs.csv.gz":
            one.unlink()
    nothing_is_run(monkeypatch)
    assert cli.main(["report", "out"]) == 0
    assert contents(here / "out") == made
    assert (here / "out" / "report.html").is_file()
    assert (here / "out" / "manifest.json").is_file()


@pytest.mark.parametrize(
    "words", [("compare", "./small.toml", "ipop"), ("sweep", "./sweep.toml"), ("profile", "leeds")]
)
def test_a_page_alone_is_drawn_again_of_results_json(
    words: Sequence[str], here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = () if words[0] == "profile" else SHORT
    assert cli.main([*words, *settings, "--out", "out"]) == 0
    page, made = (here / "out" / "report.html").read_bytes(), contents(here / "out")
    (here / "out" / "report.html").write_text("old", encoding="utf-8")
    (here / "out" / "runs.csv.gz").unlink(missing_ok=True)  # it is not needed for that
    nothing_is_run(monkeypatch)
    assert cli.main(["report", "out"]) == 0
    assert "is drawn again from results.json" in capsys.readouterr().err
    assert (here / "out" / "report.html").read_bytes() == page
    assert contents(here / "out").items() <= made.items()


def test_all_is_made_again_where_a_table_is_not_as_it_was_or_results_json_cannot_be_read(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["run", "./small.toml", *SHORT, "--out", "out"]) == 0
    made = contents(here / "out")
    nothing_is_run(monkeypatch)
    for name, content in (("series.csv", ""), ("results.json", "{"), ("manifest.json", "[]")):
        (here / "out" / name).write_text(content, encoding="utf-8")
        capsys.readouterr()
        assert cli.main(["report", "out"]) == 0
        assert ("results.json: is not JSON" in capsys.readouterr().err) == (name == "results.json")
        assert contents(here / "out") == made


def test_a_report_that_failed_is_made_from_what_was_kept(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(report, "page", lambda *_: 1 / 0)
        assert cli.main(["run", "./small.toml", *SHORT, "--out", "out"]) == 1
    assert "run.py run --resume out" in capsys.readouterr().err
    nothing_is_run(monkeypatch)
    assert cli.main(["report", "out"]) == 0
    assert (here / "out" / "report.html").is_file()


def test_what_cannot_be_reported_on_is_refused_with_a_sentence(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "other").mkdir()
    for folder, why in (("nowhere", "there is no such folder"), ("other", "no replications are kept in it")):
        assert cli.main(["report", folder]) == 2
        assert why in capsys.readouterr().err
    assert cli.main(["run", "./small.toml", *SHORT, "--out", "out"]) == 0
    text = (here / "small.toml").read_text(encoding="utf-8")
    other = re.sub(r"(\[in_house_fostering\.deregistration\]\nvalue = )\S+", r"\g<1>0.1111", text)
    assert other != text
    (here / "small.toml").write_text(other, encoding="utf-8")
    (here / "out" / "results.json").unlink()
    capsys.readouterr()
    assert cli.main(["report", "out"]) == 2
    assert "was begun with other numbers" in capsys.readouterr().err
