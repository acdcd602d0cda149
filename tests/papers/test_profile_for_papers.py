"""A profile's tables and figures in a paper: the same numbers, hidden as papers hide them, with their sources."""

from __future__ import annotations

from functools import cache

import pytest

from sim.experiments.profile.council import CouncilProfile, council_profile
from sim.experiments.profile.subject import ProfileSubject
from sim.papers.document.paper import PaperTable
from sim.papers.sections.profile_pictures import profile_picture
from sim.papers.sections.profile_tables import profile_table, rates_table, years_table
from sim.published.authorities import authority
from sim.published.table import figures
from sim.reports.profile.figure_list import BESIDES, TRENDS, ProfileFigure

LONGEST_NAME = 31
"""Letters of the name of a sheet."""


@cache
def profile(name: str) -> CouncilProfile:
    return council_profile(figures(), authority(name))


def row(table: PaperTable, name: str) -> list[str]:
    return next([cell.text for cell in cells] for cells in table.rows if cells[0].text == name)


def every_table(found: CouncilProfile) -> list[PaperTable]:
    each = (profile_table(found, subject) for subject in ProfileSubject)
    return [years_table(found), rates_table(found), *(one for one in each if one is not None)]


def test_names_are_those_of_sheets_and_each_of_one_table() -> None:
    names = [one.name for one in every_table(profile("leeds"))]
    assert len(set(names)) == len(names) == len(ProfileSubject) + 2
    assert all(len(name) <= LONGEST_NAME and name.isidentifier() for name in names)


def test_numbers_stand_behind_their_texts() -> None:
    table = years_table(profile("leeds"))
    assert table.columns == ("What", *map(str, range(2015, 2025)))
    assert row(table, "Children looked after on 31 March")[-1] == "1,546"
    assert table.rows[0][-1].value == 1546
    assert row(table, "Three or more placements in the year")[-1] == "15.5%"
    assert row(table, "A week of residential care")[-1] == "£6,780"


def test_a_hidden_number_has_no_value_and_the_note_says_what_its_sign_means() -> None:
    table = profile_table(profile("rutland"), ProfileSubject.AGE)
    assert table is not None
    (under_one,) = (cells for cells in table.rows if cells[0].text == "Under 1")
    own = under_one[table.columns.index("Rutland 2024")]
    assert (own.text, own.value) == ("[c]", None)
    assert any("[c]: 1 to 5 children" in note for note in table.notes)
    assert not any("[c]" in note for note in rates_table(profile("leeds")).notes)


def test_a_council_whose_numbers_are_hidden_still_has_the_tables_of_its_neighbours() -> None:
    table = profile_table(profile("westmorland and furness"), ProfileSubject.COST)
    assert table is not None
    own = table.columns.index("Westmorland and Furness 2024")
    assert {cells[own].value for cells in table.rows} == {None}
    assert table.rows[0][own + 1].value is not None


def test_every_table_and_figure_names_where_it_is_from() -> None:
    for table in every_table(profile("leeds")):
        assert table.sources, table.name
        assert {one.publisher for one in table.sources} <= {"DfE", "ONS"}
    cost = profile_table(profile("leeds"), ProfileSubject.COST)
    assert cost is not None
    assert any("Local Authority Interactive Tool" in one.title for one in cost.sources)


@pytest.mark.parametrize("what", [TRENDS[0], BESIDES[1]], ids=lambda one: one.name)
def test_a_figure_is_as_wide_as_a_page_of_text_and_told_in_words(what: ProfileFigure) -> None:
    picture = profile_picture(profile("leeds"), what)
    assert 'width="453.5' in picture.svg  # points: 16 cm
    assert picture.png.startswith(b"\x89PNG")
    assert "Leeds" in picture.alternative
    assert "England" in picture.alternative
    assert picture.sources
