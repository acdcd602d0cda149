"""Imputation: what is hidden is shared out within its range, every margin is kept, and no later year is looked at."""

from __future__ import annotations

from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.published.authorities import authorities
from sim.published.data.cells import Cell, CellTable, RowKey, Status
from sim.published.data.filling import ORDERED_BY, Filling, imputed
from sim.published.data.impute import HiddenCell, pooled_share, settled, shared, spread
from sim.published.data.margins import MARGINS
from sim.published.table import figures

SUPPRESSED = Cell(nan, Status.SUPPRESSED)
CODE, REGION, ENGLAND = "E09000030", "E13000001", "E92000001"


def published(value: float) -> Cell:
    return Cell(value, Status.PUBLISHED)


# Sharing


def test_sharing_is_in_proportion_within_the_ranges() -> None:
    cells = [HiddenCell(2.0, 0.0, 5.0), HiddenCell(1.0, 0.0, 5.0)]
    assert shared(6.0, cells) == [4.0, 2.0]
    assert shared(8.0, cells) == [5.0, 3.0]
    assert shared(3.0, [HiddenCell(9.0, 0.0, inf), HiddenCell(1.0, 1.0, 5.0)]) == [2.0, 1.0]
    assert shared(1.0, [HiddenCell(1.0, 0.0, 5.0)] * 3) == [0.4, 0.3, 0.3]


def test_what_the_ranges_do_not_allow_is_refused() -> None:
    with pytest.raises(ValueError, match="within their ranges"):
        shared(11.0, [HiddenCell(1.0, 1.0, 5.0)] * 2)
    with pytest.raises(ValueError, match="within their ranges"):
        shared(1.0, [HiddenCell(1.0, 1.0, 5.0)] * 2)


hidden_cells = st.lists(
    st.builds(
        lambda weight, low, more: HiddenCell(weight, low, low + more),
        st.floats(1e-6, 1e4),
        st.sampled_from([0.0, 1.0, 2.0]),
        st.sampled_from([0.0, 1.0, 4.0, 60.0, inf]),
    ),
    min_size=1,
    max_size=12,
)


@given(hidden_cells, st.floats(0, 1))
def test_shares_add_up_and_keep_to_their_ranges(cells: list[HiddenCell], place: float) -> None:
    low = sum(cell.low for cell in cells)
    high = min(low + 200, sum(cell.high for cell in cells))
    total = round(low + place * (high - low), 1)
    values = shared(total, cells)
    assert round(sum(values), 6) == total
    assert all(cell.low <= value <= cell.high for cell, value in zip(cells, values, strict=True))


# One breakdown


def test_suppressed_cells_are_one_to_five_and_those_not_listed_none_to_five() -> None:
    cells = {"a": published(12), "b": SUPPRESSED, "c": None}
    assert settled(20, cells, {"b": 2.0, "c": 1.0}) == {
        "b": Cell(5.0, Status.SUPPRESSED),
        "c": Cell(3.0, Status.UNLISTED),
    }
    assert settled(13, cells, {"b": 0.0, "c": 9.0})["b"] == Cell(1.0, Status.SUPPRESSED)


def test_a_cell_hidden_to_protect_another_may_be_larger() -> None:
    found = settled(24, {"a": published(12), "b": SUPPRESSED, "c": None}, {"b": 9.0, "c": 1.0})
    assert (found["b"].value, found["c"].value) == (10.8, 1.2)


def test_one_hidden_cell_is_what_is_left() -> None:
    assert settled(20, {"a": published(13), "b": SUPPRESSED}, {})["b"].value == 7


def test_nothing_left_is_none_for_what_is_not_listed_and_unknown_for_what_is_suppressed() -> None:
    cells = {"a": published(12), "b": SUPPRESSED, "c": None}
    assert settled(12, cells, {"b": 1.0, "c": 1.0}) == {"c": Cell(0.0, Status.UNLISTED)}
    assert settled(10, cells, {"b": 1.0, "c": 1.0}) == {}


def test_a_free_category_takes_what_others_are_not_expected_to_hold() -> None:
    cells = {"a": published(60), "b": None, "unknown": None}
    found = settled(100, cells, {"b": 0.2, "unknown": 10.0}, free=("unknown",))
    assert found["b"].value == pytest.approx(0.2)
    assert found["unknown"].value == pytest.approx(39.8)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_what_a_publication_hides_is_imputed_to_the_same_total(counts: list[int], luck: object) -> None:
    """Hide 1 to 5 and, where that leaves one alone, the next smallest, as the publications do."""
    names = [f"category {place}" for place in range(len(counts))]
    hidden = {name for name, count in zip(names, counts, strict=True) if 1 <= count <= 5}
    if len(hidden) == 1:
        rest = [(count, name) for name, count in zip(names, counts, strict=True) if name not in hidden and count]
        hidden |= {min(rest)[1]} if rest else set()
    cells: dict[str, Cell | None] = {
        name: SUPPRESSED if name in hidden else published(count) for name, count in zip(names, counts, strict=True)
    }
    expected = {name: luck.uniform(0, 10) for name in names}  # type: ignore[attr-defined]
    found = settled(sum(counts), cells, expected)
    assert set(found) == hidden
    assert all(cell.status is Status.SUPPRESSED and cell.value >= 1 for cell in found.values())
    known = sum(cell.value for name, cell in cells.items() if cell and name not in hidden)
    assert known + sum(cell.value for cell in found.values()) == pytest.approx(sum(counts))


def test_a_regions_rounded_total_is_met_as_near_as_one_to_five_allow() -> None:
    assert spread(6, [1.0, 1.0]) == [3.0, 3.0]
    assert spread(40, [1.0, 2.0]) == [5.0, 5.0]
    assert spread(-3, [1.0, 2.0]) == [1.0, 1.0]


def test_an_own_share_counts_more_the_more_children_it_rests_on() -> None:
    assert pooled_share(0, 0, 0.3, 50) == pytest.approx(0.3)
    assert pooled_share(10, 50, 0.4, 50) == pytest.approx(0.3)


# The table


def small_table(last: int) -> CellTable:
    """A made-up authority, its region and England: placements for 2016 to `last`, with hidden cells."""
    numbers = {
        2016: (100, 70, 6, SUPPRESSED, SUPPRESSED),
        2017: (110, 80, 16, SUPPRESSED, None),
        2018: (120, 60, 40, published(14), SUPPRESSED),
        2019: (90, 80, SUPPRESSED, SUPPRESSED, None),
    }
    names = ("foster", "with parents", "placed for adoption", "other")
    table = CellTable()
    for year, (total, *cells) in numbers.items():
        if year > last:
            continue
        for code, scale in ((CODE, 1), (REGION, 10), (ENGLAND, 100)):
            table.put(RowKey(code, "looked after", ""), year, published(scale * total), "children")
            for name, cell in zip(names, cells, strict=True):
                if code != CODE:
                    table.put(RowKey(code, "looked after by placement", name), year, published(scale * 8), "children")
                elif cell is not None:
                    value = cell if isinstance(cell, Cell) else published(cell)
                    table.put(RowKey(code, "looked after by placement", name), year, value, "children")
                table.put(RowKey(code, "looked after by age", "10 to 15"), year, published(scale * total), "children")
    return imputed(table, {CODE: REGION})


def cells_of(table: CellTable, last: int) -> dict[tuple[RowKey, int], Cell]:
    return {(key, year): cell for key in table for year in range(2016, last + 1) if (cell := table.cell(key, year))}


@pytest.mark.parametrize("last", [2016, 2017, 2018])
def test_imputation_never_looks_at_a_later_year(last: int) -> None:
    assert cells_of(small_table(last), last) == cells_of(small_table(2019), last)


def test_a_row_that_is_only_of_later_years_moves_no_tenth_of_earlier_ones() -> None:
    """Tenths left over go by the order of categories, and such a row comes last in it, wherever it stands."""
    table, reason = CellTable(), "ceased by reason"
    for name, year in (("new", ORDERED_BY + 1), ("first", 2016), ("second", ORDERED_BY)):
        table.put(RowKey(CODE, reason, name), year, published(3), "children")
    assert list(Filling(table, {CODE: REGION}, {}).categories[reason]) == ["first", "second", "new"]


def test_the_release_tells_the_total_that_a_breakdown_adds_up_to() -> None:
    """A later revision of the number looked after leaves the breakdown's own total as it was."""
    table = CellTable()
    for code, total in ((CODE, 30), (ENGLAND, 300)):
        table.put(RowKey(code, "looked after", ""), 2016, published(total + 3), "children")
        table.put(RowKey(code, "looked after by sex", "male"), 2016, published(total), "children")
        for name, cell in (("foster", published(total - 7)), ("with parents", SUPPRESSED), ("other", SUPPRESSED)):
            table.put(RowKey(code, "looked after by placement", name), 2016, cell, "children")
    full = imputed(table, {CODE: REGION})
    parts = [full.cell(RowKey(CODE, "looked after by placement", name), 2016) for name in ("with parents", "other")]
    assert sum(cell.value for cell in parts if cell) == 7
    assert full.cell(RowKey(CODE, "looked after, as broken down", ""), 2016) == published(30)


def test_margins_are_kept_for_every_authority_and_year_of_the_derived_table() -> None:
    table, imputed_cells, of_new_years = figures(), 0, 0
    for one in authorities():
        for margin in MARGINS:
            for year in range(one.first_year, one.last_year + 1):
                found = table.breakdown(one.code, margin.measure, year)
                parts = {name: each for name, each in found.items() if name.startswith(margin.starts_with)}
                if margin.also:
                    # The parts of two reasons stand in the breakdown as their sums.
                    assert {"adopted", "special guardianship"} <= set(found) or not found or year >= 2018
                if not any(each.imputed for each in parts.values()):
                    continue
                total = table.value(one.code, margin.total[0], year, margin.total[1])
                assert not isnan(total), (one.name, margin, year)
                assert sum(each.value for each in parts.values()) == pytest.approx(total, abs=1e-6), (one, margin, year)
                imputed_cells += sum(each.imputed for each in parts.values())
                of_new_years += sum(each.imputed for each in parts.values()) if year > 2022 else 0
    assert imputed_cells > 25_000
    assert of_new_years > 5_000


def test_no_imputed_number_is_below_none_and_most_suppressed_ones_are_one_to_five() -> None:
    """The others were hidden to protect these."""
    suppressed = []
    for row in figures():
        for year, cell in enumerate(row.cells, start=row.first_year):
            figure = figures().find(row.code, row.measure, year, row.category)
            if figure and figure.imputed:
                assert figure.value >= 0, row
                if cell.startswith("~") and row.measure != "looked after by locality":
                    suppressed.append(figure.value)
    assert sum(1 <= value <= 5 for value in suppressed) > 2 / 3 * len(suppressed)


@pytest.mark.parametrize(
    ("measure", "category"),
    [
        ("looked after by placement", "placed for adoption"),
        ("looked after by placement", "with parents"),
        ("looked after by legal status", "placement order"),
        ("started by legal status", "remand"),
        ("started by need", "absent parenting"),
        ("ceased by age", "16"),
        ("ceased by reason", "adopted"),
        ("ceased by reason", "special guardianship"),
        ("ceased by reason", "child arrangements order"),
    ],
)
def test_imputed_and_published_together_are_what_england_has(measure: str, category: str) -> None:
    """Over the years within 3%, of which missing authorities and revisions may be 1%."""
    within_of_england(measure, category, [2016, 2017, 2018, 2019, 2022])
    within_of_england(measure, category, [2023, 2024])


def within_of_england(measure: str, category: str, years: list[int]) -> None:
    found = wanted = 0.0
    for year in years:
        values = [figures().value(one.code, measure, year, category) for one in authorities()]
        found += sum(value for value in values if not isnan(value))
        wanted += figures().value(ENGLAND, measure, year, category)
    assert found == pytest.approx(wanted, rel=0.03)
