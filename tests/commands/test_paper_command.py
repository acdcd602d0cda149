"""Papers on the command line: from a run or after it, with a council's own words, all of it or nothing."""

from __future__ import annotations

import json
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from sample_paper import png
from small_authority import file as small_file

from sim.cli import main
from sim.papers.writers import written
from sim.reports.run.figures import every_figure

FORMATS = ("paper.docx", "paper.pdf", "paper.xlsx")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(small_file(tmp_path_factory.mktemp("base")))


@pytest.fixture(scope="module")
def results(base: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run of a tiny authority leaves, without its figures, which are not what papers are made from."""
    into = tmp_path_factory.mktemp("papers") / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(every_figure.figures, "of_run", lambda _: [])
        patch.setattr(every_figure.money_figures, "of_money", lambda _: [])
        code = main(["run", base, "--replications", "2", "--processes", "1", "--out", str(into), "--paper", "docx"])
    assert code == 0
    return into


@pytest.fixture
def copy(results: Path, tmp_path: Path) -> Path:
    """The same, to be written into, without its paper."""
    into = tmp_path / "copy"
    shutil.copytree(results, into)
    shutil.rmtree(into / "paper")
    return into


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """What is told of words that cannot be carried out."""
    assert main(["paper", *words]) == 2
    return capsys.readouterr().err.splitlines()


def text_of(paper: Path) -> str:
    return "\n".join(one.text for one in docx.Document(BytesIO(paper.read_bytes())).paragraphs)


def files(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


# After a run


def test_a_run_writes_the_paper_that_it_is_asked_for_beside_its_results(results: Path) -> None:
    written_files = {one.name for one in (results / "paper").iterdir()}
    assert "paper.docx" in written_files
    assert not {"paper.pdf", "paper.xlsx"} & written_files
    assert {"manifest.json", "report.html"} <= {one.name for one in results.iterdir()}


def test_what_cannot_be_written_is_told_before_anything_runs(
    base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("run", "compare", "sufficiency"):
        assert main([command, base, "--out", str(tmp_path / "out"), "--paper", "doc", "--replications", "0"]) == 2
        said = capsys.readouterr().err.splitlines()
        assert '--paper: "doc" is not a format of a paper; did you mean docx?' in said
        assert "replications: 0 is too small; give 1 to 100,000" in said, "all is told at once, and nothing has run"
    assert list(tmp_path.iterdir()) == []


def test_a_run_of_several_councils_has_no_paper(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", f"{base},{base}", "--paper", "docx"]) == 2
    assert capsys.readouterr().err == (
        "--paper: is for one scenario; make a paper of each council from a run of its own\n"
    )


def test_a_paper_that_fails_leaves_the_results_and_says_how_to_go_on(
    base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setattr(written, "_write", fails)
    monkeypatch.setattr(every_figure.figures, "of_run", lambda _: [])
    monkeypatch.setattr(every_figure.money_figures, "of_money", lambda _: [])
    into = tmp_path / "out"
    words = ["run", base, "--replications", "1", "--processes", "1", "--out", str(into), "--paper", "pdf"]
    assert main(words) == 1
    assert f"The results are kept in {into}; for the paper alone: run.py paper {into}" in capsys.readouterr().err
    assert (into / "manifest.json").is_file()
    assert not (into / "paper").exists()


# From results


def test_the_same_results_and_date_give_the_same_bytes(results: Path, tmp_path: Path) -> None:
    for name, day in (("one", "2026-11-29"), ("two", "2026-11-29"), ("later", "2026-11-30")):
        assert main(["paper", str(results), "--out", str(tmp_path / name), "--date", day]) == 0
    one, two, later = (files(tmp_path / name) for name in ("one", "two", "later"))
    assert one == two
    assert one.keys() == later.keys() >= set(FORMATS)
    assert {name for name in one if one[name] != later[name]} == set(FORMATS)


def test_it_bears_the_day_on_which_it_is_written_unless_told(copy: Path) -> None:
    before = date.today()
    assert main(["paper", str(copy), "--as", "docx"]) == 0
    found = docx.Document(BytesIO((copy / "paper" / "paper.docx").read_bytes())).core_properties.created
    assert found is not None
    assert before <= found.date() <= date.today()


def test_a_council_has_its_own_words(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(300, 100))
    (tmp_path / "paper.toml").write_text(
        'title = "Homes for #our $children"\nleave_out = ["money"]\n[logo]\nfile = "logo.png"\nalternative = "A ship"\n'
        '[[section]]\nname = "summary"\nbefore = "We agree."\n',
        encoding="utf-8",
    )
    assert main(["paper", str(copy), "--own", str(tmp_path / "paper.toml"), "--as", "docx"]) == 0
    text = text_of(copy / "paper" / "paper.docx")
    assert "Homes for #our $children" in text
    assert "The council writes: We agree." in text
    assert "The council has left these sections out of this paper: Money." in text


def test_an_example_of_the_file_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path, copy: Path) -> None:
    assert main(["paper", "--example"]) == 0
    example = capsys.readouterr().out
    (tmp_path / "paper.toml").write_text(example, encoding="utf-8")
    assert main(["paper", str(copy), "--own", str(tmp_path / "paper.toml"), "--as", "docx"]) == 0


# What cannot be done


def test_all_that_is_wrong_with_the_words_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--as", "odt", "--date", "30 November", "--own", "none.toml") == [
        "paper: name a folder of results, such as results/tour; run.py compare --out results/tour makes one",
        '--as: "odt" is not a format of a paper; give one or more of docx, pdf and xlsx, with commas between',
        "none.toml: there is no such file; give the path of a paper.toml; run.py paper --example prints one",
        '--date: "30 November" is not a date; give year, month and day, such as 2026-11-30',
    ]


def test_what_is_no_folder_of_results_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, copy: Path
) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "none", tmp_path / "empty", copy / "manifest.json"):
        [said] = told(capsys, str(folder))
        assert said.startswith(str(folder))
        assert ";" in said


def test_results_of_another_command_or_an_older_version_are_told(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    path = copy / "manifest.json"
    record = json.loads(path.read_text(encoding="utf-8"))

    def told_with_tables(*names: str) -> str:
        left = dict.fromkeys(names, "0")
        path.write_text(json.dumps({**record, "sha256": left, "command": "run.py sth"}), encoding="utf-8")
        [said] = told(capsys, str(copy))
        return said

    assert "papers are made from results of run.py run, compare, sufficiency and sweep" in told_with_tables("a.csv")
    assert told_with_tables("measures.csv") == (
        f"{copy}: holds results of an older version, without money.csv; make them again: run.py sth"
    )
    assert 'holds what "run.py sth" made' in told_with_tables("measures.csv", "sums.csv")
    for broken in ("{", json.dumps({"command": "run.py run"})):
        path.write_text(broken, encoding="utf-8")
        [said] = told(capsys, str(copy))
        assert said.startswith(str(copy))


def test_a_table_that_was_changed_is_told(capsys: pytest.CaptureFixture[str], copy: Path) -> None:
    with (copy / "measures.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    [said] = told(capsys, str(copy))
    assert "measures.csv" in said
    assert not (copy / "paper").exists()


def test_a_paper_is_written_over_only_when_that_is_said(capsys: pytest.CaptureFixture[str], copy: Path) -> None:
    assert main(["paper", str(copy), "--as", "xlsx", "--date", "2026-11-29"]) == 0
    capsys.readouterr()
    before = files(copy / "paper")
    assert told(capsys, str(copy), "--as", "docx,xlsx", "--date", "2026-11-30") == [
        f"{copy / 'paper' / 'paper.xlsx'}: is already there; give --out another place, or --force to write over it"
    ]
    assert files(copy / "paper") == before
    assert main(["paper", str(copy), "--as", "docx,xlsx", "--date", "2026-11-30", "--force"]) == 0
    after = files(copy / "paper")
    assert after["paper.xlsx"] != before["paper.xlsx"]
    assert "paper.docx" in after


def test_nothing_is_left_of_a_paper_that_cannot_be_made(
    capsys: pytest.CaptureFixture[str], copy: Path, tmp_path: Path
) -> None:
    (tmp_path / "paper.toml").write_text('title = "A letter \\u0378"', encoding="utf-8")
    [said] = told(capsys, str(copy), "--own", str(tmp_path / "paper.toml"), "--as", "docx,pdf")
    assert "no font here has" in said
    assert not (copy / "paper").exists()
