"""A sheet of a council's own figures is got, handed in, checked at once, and made into a base by its command."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened_page import OpenedPage, faults_in

from sim.page.jobs import Job, Jobs

RUTLAND = "E06000017"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenedPage:
    monkeypatch.chdir(tmp_path)
    return OpenedPage(tmp_path)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    found: list[Job] = []
    monkeypatch.setattr(Jobs, "begin", lambda _jobs, job: found.append(job))
    return found


def handed_in(page: OpenedPage, name: str, content: bytes, council: str = RUTLAND):
    given = {"csrf": page.desk.csrf, "council": council}
    return page.browser.post("/council/figures", data=given, files={"sheet": (name, content)}, follow_redirects=False)


def sheet(page: OpenedPage) -> bytes:
    answer = page.get(f"/council/figures/template.csv?council={RUTLAND}")
    assert answer.status_code == 200
    assert "rutland_2024_figures.csv" in answer.headers["content-disposition"]
    return answer.content


def test_a_sheet_that_was_got_can_be_handed_in(page: OpenedPage, begun: list[Job], tmp_path: Path) -> None:
    content = sheet(page)
    assert handed_in(page, "C:\\ours\\..\\sheet.CSV", content).status_code == 303
    (job,) = begun
    assert job.words[:3] == ("baseline", "Rutland", "--figures")
    assert (tmp_path / job.words[3]).read_bytes() == content
    assert Path(job.words[3]).parent == Path("figures")
    assert job.done_at == "/scenario/council?made=rutland_own_2024"


@pytest.mark.parametrize(
    ("name", "content", "council", "field", "said"),
    [
        ("sheet.csv", b"figure,value\nnothing,1\n", RUTLAND, "field-sheet", "sheet"),
        ("sheet.csv", b"", RUTLAND, "field-sheet", "figure"),
        ("sheet.xlsx", b"no workbook", RUTLAND, "field-sheet", "Excel"),
        ("sheet.exe", b"MZ", RUTLAND, "field-sheet", "another kind"),
        ("sheet.csv", b"figure,value\n", "nowhere", "field-council", "none of the list"),
    ],
)
def test_what_is_wrong_with_it_is_told_and_nothing_is_kept(
    page: OpenedPage, begun: list[Job], tmp_path: Path, name: str, content: bytes, council: str, field: str, said: str
) -> None:
    answer = handed_in(page, name, content, council)
    assert answer.status_code == 422
    assert said in faults_in(answer.text)[field]
    assert begun == []
    assert not (tmp_path / "figures").exists()


def test_without_a_file_it_asks_for_one(page: OpenedPage) -> None:
    assert "choose a file" in faults_in(page.post("/council/figures", council=RUTLAND).text)["field-sheet"]


def test_a_sheet_that_is_too_large_is_refused(page: OpenedPage) -> None:
    assert handed_in(page, "sheet.csv", b"9" * 11_000_000).status_code == 413


def test_a_template_of_no_council_is_not_there(page: OpenedPage) -> None:
    assert page.get("/council/figures/template.csv?council=../x").status_code == 404


def test_returns_are_read_where_they_lie_by_their_command(page: OpenedPage, begun: list[Job], tmp_path: Path) -> None:
    there = tmp_path / "our returns"
    there.mkdir()
    page.post("/council/returns", of_returns=RUTLAND, returns=str(there))
    (job,) = begun
    assert job.words[:4] == ("import-903", str(there), "--authority", "Rutland")
    assert job.words[4:] == ("--page", f"results/{job.name}")


@pytest.mark.parametrize("path", ["", "nowhere", "/nowhere/at/all", "--force", "returns", "a\0b", "/" + "a" * 5_000])
def test_returns_that_are_not_there_are_told_at_their_field(page: OpenedPage, begun: list[Job], path: str) -> None:
    answer = page.post("/council/returns", of_returns=RUTLAND, returns=path)
    assert answer.status_code == 422
    assert "is not there" in faults_in(answer.text)["field-returns"]
    assert begun == []


def test_returns_of_a_council_that_is_not_in_the_list_are_read_under_its_name(
    page: OpenedPage, begun: list[Job], tmp_path: Path
) -> None:
    page.post("/council/returns", of_returns="", named="  Test Shire ", returns=str(tmp_path))
    (job,) = begun
    assert job.words[2:4] == ("--name", "Test Shire")
    assert job.name.startswith("import-test_shire_")


@pytest.mark.parametrize("name", ["-x", "--force", "a\nb", "...", "a" * 61])
def test_a_name_that_is_none_is_told_at_its_field(
    page: OpenedPage, begun: list[Job], tmp_path: Path, name: str
) -> None:
    answer = page.post("/council/returns", of_returns="", named=name, returns=str(tmp_path))
    assert "a plain name" in faults_in(answer.text)["field-named"]
    assert begun == []


def test_a_council_is_chosen_or_named_and_not_both(page: OpenedPage, begun: list[Job], tmp_path: Path) -> None:
    answer = page.post("/council/returns", of_returns=RUTLAND, named="Testshire", returns=str(tmp_path))
    assert "another is named" in faults_in(answer.text)["field-named"]
    assert begun == []


def test_returns_are_of_a_council(page: OpenedPage, tmp_path: Path) -> None:
    answer = page.post("/council/returns", of_returns="nowhere", returns=str(tmp_path))
    assert "field-of_returns" in faults_in(answer.text)
