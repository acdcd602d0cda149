"""A council that is not named has a base of its returns alone, over England for all else."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_returns import Truth, invented, write
from typed_words import options_told

from sim.bases.own.of_returns import FEWEST, ReturnsBase, returns_base, too_few
from sim.bases.own.unnamed import WARNING, unnamed, with_children_living_there
from sim.published.authorities import ENGLAND
from sim.published.table import FigureRow, figures
from sim.reports.baseline import pages
from sim.reports.returns.pages import results
from sim.reports.returns.time_in_care import BANDS
from sim.returns.counts import counts
from sim.returns.findings import ImportNotes
from sim.returns.importing import read_returns
from sim.returns.lives import CareLives
from sim.returns.privacy import FEWEST_FOR_SHARES
from sim.returns.time_in_care import times_in_care
from sim.scenario.scenario import load


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[CareLives, ImportNotes]:
    return read_returns(write(invented(3, 2021, 2024), tmp_path_factory.mktemp("in"), range(2021, 2025)))


@pytest.fixture(scope="module")
def lives(read: tuple[CareLives, ImportNotes]) -> CareLives:
    return read[0]


@pytest.fixture(scope="module")
def made(lives: CareLives) -> ReturnsBase:
    return returns_base(unnamed("Testshire", figures()), lives, figures())


def test_its_first_day_and_entries_are_those_of_its_returns(made: ReturnsBase, lives: CareLives) -> None:
    quantities = made.base.quantities
    here = counts(lives)[-1].looked_after
    assert abs(quantities["opening.looked_after"].value - here) <= 2.5
    started = [one.children_started for one in counts(lives)[-3:]]
    assert quantities["demand.entries_per_year"].value == pytest.approx(sum(started) / 3, rel=0.25)


def test_it_says_on_what_it_rests(made: ReturnsBase) -> None:
    assert made.base.warnings[0] == WARNING
    assert options_told(WARNING) == []
    assert made.base.title == "Testshire, 1 April 2024"
    assert "published figures" not in made.base.about
    text = " ".join(entry.quantity.source for entry in made.base.entries)
    assert "statistical neighbours (0%)" in text
    assert not any(f"statistical neighbours ({number}%)" in text for number in range(1, 100))


def test_the_page_tells_times_in_care_rounded_with_small_numbers_hidden(
    made: ReturnsBase, read: tuple[CareLives, ImportNotes]
) -> None:
    lives, notes = read
    page = results(lives, notes, (), made.base.authority, made).page
    assert options_told(" ".join((*page.findings, *page.caveats))) == []
    (table,) = (one for one in page.tables if one.title == "How long they have been in care, by age")
    assert [row[0] for row in table.rows] == list(BANDS)
    cells = [cell for row in table.rows for cell in row[1:]]
    assert {"c", "0"} < set(cells)
    assert all(cell in ("", "c") or int(cell) % 5 == 0 for cell in cells)
    by_age = times_in_care(lives)
    whole = (by_age.known + by_age.at_least).sum(axis=1)
    for column, number in enumerate(whole):
        shown = [row[1 + column] for row in table.rows]
        assert (shown == [""] * len(BANDS)) == (number < FEWEST_FOR_SHARES)


def test_its_file_is_a_base_like_any_other(made: ReturnsBase, tmp_path: Path) -> None:
    path = tmp_path / "testshire_own_2024.toml"
    pages.keep(made.base, path, returns=True)
    text = path.read_text()
    assert text.startswith('# Made by `run.py import-903 RETURNS --name "Testshire"`')
    assert "\nauthority =" not in text
    found = load(str(path), "ipop")
    assert found.authority == ""
    assert found.parameters.opening is not None


def test_as_many_children_live_there_as_if_looked_after_as_in_england() -> None:
    known = figures().with_own([FigureRow("", "looked after", "", "children", 2024, ["400"])])
    share = 400 / known.value(ENGLAND, "looked after", 2024)
    there = with_children_living_there(known, 2024)
    england = known.value(ENGLAND, "children aged 0 to 17", 2023)
    assert there.value("", "children aged 0 to 17", 2023) == pytest.approx(share * england, abs=0.5)


def test_a_council_of_few_children_is_known_beforehand(lives: CareLives, tmp_path: Path) -> None:
    assert not too_few(lives)
    small = write(invented(3, 2023, 2024, Truth(entries_a_year=8.0)), tmp_path / "in", (2023, 2024))
    few, _ = read_returns(small)
    assert 0 < counts(few)[-1].looked_after < FEWEST
    assert too_few(few)
