"""No small number of children is shown in a paper, nor one from which it could be worked out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from kept_folder import run_folder, statement_folder, sweep_folder

from sim.papers.document.own_words import OwnWords
from sim.papers.document.paper import Paper, PaperTable, Picture
from sim.papers.kept.folder import kept
from sim.papers.sections.given import given
from sim.papers.sections.whole import paper_of
from sim.papers.suppression import HIDDEN, MOST_HIDDEN

OF_CHILDREN = ("children_by_kind", "children_by_age", "from_sixteen", "leaving", "run_numbers", "gap_by_need")
"""Tables all of whose numbers, but for percentages and places, count children."""


def made(tmp_path: Path, **stocks: float) -> Paper:
    results = [kept(run_folder(tmp_path / "run", **stocks)), kept(statement_folder(tmp_path / "statement"))]
    return paper_of(given(results), OwnWords(), date(2026, 11, 29))


def table(paper: Paper, name: str) -> PaperTable:
    return next(one for one in paper.tables if one.name == name)


def row(paper: Paper, name: str, first: str) -> list[str]:
    return next([cell.text for cell in cells[1:]] for cells in table(paper, name).rows if cells[0].text == first)


def test_no_small_number_of_children_is_shown(tmp_path: Path) -> None:
    paper = made(tmp_path)
    for name in OF_CHILDREN:
        values = [cell.value for cells in table(paper, name).rows for cell in cells[:4] if cell.value is not None]
        assert values, name
        assert not [value for value in values if 1 <= value <= MOST_HIDDEN], name


def test_a_hidden_kind_takes_a_second_one_with_it(tmp_path: Path) -> None:
    paper = made(tmp_path)
    assert set(row(paper, "children_by_kind", "Secure home")) == {HIDDEN}
    assert set(row(paper, "children_by_kind", "Supported accommodation")) == {HIDDEN}
    assert row(paper, "children_by_kind", "Children's home")[0] == "14"
    assert row(paper, "children_by_kind", "All children looked after")[0] == "130"


def test_a_kind_hidden_in_one_table_is_hidden_in_all(tmp_path: Path) -> None:
    paper = made(tmp_path)
    assert set(row(paper, "from_sixteen", "In supported accommodation")) == {HIDDEN}
    assert set(row(paper, "spending", "Secure home")) == {HIDDEN}
    assert set(row(paper, "gap_by_kind", "Secure home")[:6]) == {HIDDEN}
    (picture,) = (one for one in paper.blocks if isinstance(one, Picture) and one.name == "children_by_kind")
    assert "Secure" not in picture.alternative
    assert "Supported" not in picture.alternative


def test_places_tell_nothing_of_hidden_children_in_them(tmp_path: Path) -> None:
    paper = made(tmp_path, in_house=4.0)
    for name in ("Places filled", "Places vacant"):
        assert set(row(paper, "own_carers", name)) == {HIDDEN}
    assert row(paper, "own_carers", "Places approved")[0] == "90"
    assert all("short" not in cells[0].text for cells in table(paper, "carers_needed").rows)
    assert set(row(paper, "gap_by_need", "No recorded need")) == {HIDDEN}


def test_of_an_option_a_hidden_kind_has_no_number_without_it(tmp_path: Path) -> None:
    shown, hidden = made(tmp_path / "shown"), made(tmp_path / "hidden", agency=3.0)
    name = "With fostering agencies, children"
    assert row(shown, "option_1", name)[0] == "40.0"
    assert row(hidden, "option_1", name)[0] == HIDDEN
    assert row(hidden, "option_1", name)[1] == "+2.5"


def test_a_sweep_hides_small_numbers_as_well(tmp_path: Path) -> None:
    folders = [run_folder(tmp_path / "run"), sweep_folder(tmp_path / "sweep", agency=3.0)]
    paper = paper_of(given([kept(folder) for folder in folders]), OwnWords(), date(2026, 11, 29))
    assert {cells[2].text for cells in table(paper, "sweep").rows} == {HIDDEN}


@pytest.mark.parametrize("name", ["children_by_kind", "leaving", "gap_by_need"])
def test_a_table_with_hidden_numbers_says_so(tmp_path: Path, name: str) -> None:
    assert any("[c]: hidden" in note for note in table(made(tmp_path), name).notes)
