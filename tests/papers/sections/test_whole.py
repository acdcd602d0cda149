"""A whole paper: its sections, and that each of its numbers stands in one of its tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from kept_folder import run_folder, statement_folder, sweep_folder

from sim.foundations.faults import BadInput
from sim.papers.document.own_words import OwnWords, SectionName
from sim.papers.document.paper import Bullets, Heading, Paper, Picture, Words
from sim.papers.kept.folder import kept
from sim.papers.sections.given import given
from sim.papers.sections.profile import profile
from sim.papers.sections.whole import paper, paper_of, sections

WRITTEN = date(2026, 11, 29)

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?\b|\b\d{{4}}-\d{{2}}\b|\b(?:19|20)\d{{2}}\b")

SAID = frozenset(("20", "25"))
"""Numbers that are no results: 20 miles, and care leavers up to 25."""


def both(tmp_path: Path) -> Paper:
    results = [kept(run_folder(tmp_path / "run")), kept(statement_folder(tmp_path / "statement"))]
    return paper_of(given(results), OwnWords(), WRITTEN)


def numbers(texts: Iterable[str]) -> set[str]:
    return {number.rstrip(",") for text in texts for number in NUMBER.findall(DATE.sub("", text))}


def words_of(one: Paper) -> list[str]:
    found = []
    for block in one.blocks:
        if isinstance(block, Words):
            found.append(block.text)
        elif isinstance(block, Bullets):
            found += block.points
        elif isinstance(block, Picture):
            found += [block.caption, block.alternative]
    return found


def in_tables(one: Paper) -> set[str]:
    return numbers(cell.text for table in one.tables for row in table.rows for cell in row)


def test_sections_stand_in_the_order_of_published_strategies(tmp_path: Path) -> None:
    found = sections(given([kept(run_folder(tmp_path / "run"))]))
    assert [name for name, _ in found] == list(SectionName)
    for _, blocks in found:
        assert isinstance(blocks[0], Heading)
        assert blocks[0].level == 1
        assert len(blocks) > 1


def test_each_number_in_the_words_stands_in_a_table(tmp_path: Path) -> None:
    one = both(tmp_path)
    assert numbers(words_of(one)) - in_tables(one) <= SAID
    assert len(numbers(words_of(one))) > 20


def test_each_number_in_the_words_of_the_word_file_stands_in_the_tables_beside_it(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    from sim.papers.writers.written import PaperFormat, files_of

    files = files_of(both(tmp_path), [PaperFormat.DOCX])
    rows = [
        cell
        for name, content in files.items()
        if name.endswith(".csv")
        for row in csv.reader(StringIO(content.decode("utf-8-sig")))
        for cell in row
    ]
    document = docx.Document(BytesIO(files["paper.docx"]))
    body = [one.text for one in document.paragraphs if one.style.name in ("Normal", "Body Text", "List Bullet")]
    told = [text for text in body if "run.py" not in text and not re.match(r"\[\d+\]", text)]
    marked = [re.sub(r"\[\d+\](?:, ?)?", "", text) for text in told]
    assert any("children looked after" in text for text in told)
    assert numbers(marked) - numbers(rows) <= SAID


def test_it_says_from_which_day_to_which_it_is(tmp_path: Path) -> None:
    one = both(tmp_path)
    assert (one.title, one.subtitle) == (
        "Testshire: placement sufficiency",
        "Statement from 1 April 2018 to 31 March 2020",
    )


def test_names_of_tables_and_pictures_are_their_own(tmp_path: Path) -> None:
    one = both(tmp_path)
    tables = [table.name for table in one.tables]
    pictures = [block for block in one.blocks if isinstance(block, Picture)]
    assert len(set(tables)) == len(tables)
    assert all(re.fullmatch(r"[a-z0-9_]{1,31}", name) for name in tables)
    assert {picture.table for picture in pictures} <= set(tables)
    assert len({picture.name for picture in pictures}) == len(pictures) == 5


def test_every_row_has_a_cell_for_each_column(tmp_path: Path) -> None:
    for table in both(tmp_path).tables:
        assert table.rows, table.name
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.name
        assert all(table.columns), table.name


def test_the_same_results_make_the_same_paper_but_for_its_date(tmp_path: Path) -> None:
    results = [kept(run_folder(tmp_path / "run"))]
    first, second = (paper(results, OwnWords(), WRITTEN) for _ in range(2))
    assert first == second
    later = paper(results, OwnWords(), date(2026, 12, 1))
    assert (later.blocks, later.title, later.footer) == (first.blocks, first.title, first.footer)


@pytest.mark.parametrize(
    ("makes", "missing"),
    [(run_folder, "without a sufficiency statement"), (statement_folder, "without the results of a comparison")],
)
def test_a_paper_from_one_folder_says_what_it_was_made_without(tmp_path: Path, makes: object, missing: str) -> None:
    assert callable(makes)
    one = paper([kept(makes(tmp_path / "results"))], OwnWords(), WRITTEN)
    assert any(missing in text for text in words_of(one))


def test_results_of_different_bases_are_refused(tmp_path: Path) -> None:
    run = kept(run_folder(tmp_path / "run"))
    other = kept(statement_folder(tmp_path / "statement", digest="another"))
    swept = kept(sweep_folder(tmp_path / "sweep", digest="another"))
    for one in (other, swept):
        with pytest.raises(BadInput, match="are of different bases"):
            given([run, one])


def test_a_sweep_stands_under_the_options(tmp_path: Path) -> None:
    folders = [run_folder(tmp_path / "run"), sweep_folder(tmp_path / "sweep")]
    one = paper_of(given([kept(folder) for folder in folders]), OwnWords(), WRITTEN)
    (table,) = (table for table in one.tables if table.name == "sweep")
    assert table.columns[:2] == ("Places", "With")
    assert [cell.text for cell in table.rows[3]] == ["100", "Placements panel", "39", "9,000"]


def test_a_sweep_alone_makes_no_paper(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a paper needs results"):
        given([kept(sweep_folder(tmp_path / "sweep"))])


def test_two_results_of_one_sort_are_refused(tmp_path: Path) -> None:
    runs = [kept(run_folder(tmp_path / name)) for name in ("one", "two")]
    with pytest.raises(BadInput, match="a paper is written from one"):
        given(runs)


def test_no_results_make_no_paper() -> None:
    with pytest.raises(BadInput, match="a paper needs results"):
        given([])


@pytest.mark.slow
def test_each_number_of_a_paper_with_profile_and_forecast_stands_in_a_table(tmp_path: Path) -> None:
    what = given([kept(run_folder(tmp_path / "run", authority="E08000035"))])
    one = paper_of(what, OwnWords(), WRITTEN)
    assert one.council == "Leeds"
    assert {"forecast", "forecast_by_kind", "profile_rates"} <= {table.name for table in one.tables}
    apart = profile(what)  # its figures and its rounding have tests of their own
    others = replace(one, blocks=tuple(block for block in one.blocks if block not in apart))
    assert numbers(words_of(others)) - in_tables(one) <= SAID
