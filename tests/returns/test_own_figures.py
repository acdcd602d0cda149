"""Returns in the shape of published figures: they add up, agree with the lives, and stand for published ones."""

from __future__ import annotations

import pytest
from invented_returns import InventedChild, counted, invented, write

from sim.published.table import FigureRow, Figures, figures
from sim.returns.importing import read_returns
from sim.returns.own_figures import figure_rows

CODE = "E09000001"
YEARS = range(2021, 2025)


@pytest.fixture(scope="module")
def children() -> list[InventedChild]:
    return invented(3, 2021, 2024)


@pytest.fixture(scope="module")
def own(children: list[InventedChild], tmp_path_factory: pytest.TempPathFactory) -> Figures:
    lives, _ = read_returns(write(children, tmp_path_factory.mktemp("returns"), YEARS))
    return Figures(figure_rows(lives, CODE))


@pytest.mark.parametrize("year", YEARS)
def test_totals_are_those_of_the_lives(year: int, own: Figures, children: list[InventedChild]) -> None:
    true = counted(children, year)
    assert own.value(CODE, "looked after", year) == true.looked_after
    assert own.value(CODE, "started", year) == true.started
    assert own.value(CODE, "ceased", year) == true.ceased
    assert own.value(CODE, "ceased by age", year, "18 and over") == true.aged_out
    assert own.value(CODE, "unaccompanied", year) == true.alone


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("measure", "total"),
    [
        ("looked after by age", "looked after"),
        ("looked after by sex", "looked after"),
        ("looked after by legal status", "looked after"),
        ("looked after by placement", "looked after"),
        ("looked after by kind", "looked after"),
        ("started by age", "started"),
        ("started by legal status", "started"),
        ("ceased by age", "ceased"),
    ],
)
def test_breakdowns_add_up(measure: str, total: str, year: int, own: Figures) -> None:
    parts = sum(figure.value for figure in own.breakdown(CODE, measure, year).values())
    assert parts == own.value(CODE, total, year)


@pytest.mark.parametrize("year", YEARS)
def test_reasons_come_to_those_who_left_before_18(year: int, own: Figures) -> None:
    before = own.value(CODE, "ceased", year) - own.value(CODE, "ceased by age", year, "18 and over")
    assert sum(one.value for one in own.breakdown(CODE, "ceased by reason", year).values()) == pytest.approx(before)


def test_long_term_stability_asks_of_some_and_most_moved(own: Figures) -> None:
    asked = own.value(CODE, "long-term stability", 2024, "denominator")
    assert 0 < own.value(CODE, "long-term stability", 2024) < asked < own.value(CODE, "looked after", 2024)


def test_own_figures_stand_in_the_place_of_published_ones() -> None:
    known = figures()
    row = FigureRow("E08000035", "looked after", "", "children", 2023, ["1500", ""])
    new = FigureRow("E08000035", "own homes", "beds", "beds", 2024, ["12"])
    both = known.with_own((row, new))
    assert both.value("E08000035", "looked after", 2023) == 1500
    assert both.value("E08000035", "looked after", 2024) == known.value("E08000035", "looked after", 2024)
    assert both.value("E08000035", "started", 2023) == known.value("E08000035", "started", 2023)
    assert both.value("E08000035", "own homes", 2024, "beds") == 12
    assert both.value("E08000032", "looked after", 2023) == known.value("E08000032", "looked after", 2023)
    assert known.value("E08000035", "looked after", 2023) != 1500
