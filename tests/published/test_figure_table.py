"""The table of published figures: against published totals, what is forgotten, and how it is derived."""

from __future__ import annotations

import csv
import gzip
import pickle
from importlib.resources import files
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.published.authorities import ENGLAND, REGIONS, authorities
from sim.published.data import derive
from sim.published.national_shape import LivedIn, leaving_per_child_year
from sim.published.table import (
    LABELS,
    Figure,
    FigureRow,
    Figures,
    figures,
    last_published_year,
    parse,
    publication,
)

TOWER_HAMLETS = "E09000030"
COUNTS = ("looked after", "started", "ceased")


# Against what is published


def test_tower_hamlets_series_are_the_published_ones() -> None:
    table = figures()
    assert table.series(TOWER_HAMLETS, "looked after", 2016, 2021).tolist() == [304, 333, 286, 329, 307, 305]
    assert table.series(TOWER_HAMLETS, "started", 2016, 2021).tolist() == [231, 222, 137, 208, 146, 131]
    assert not any(table.find(TOWER_HAMLETS, measure, 2018).imputed for measure in COUNTS)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("code", "measure", "numbers"),
    [
        (ENGLAND, "looked after", (83_750, 83_530)),
        (ENGLAND, "started", (33_090, 33_130)),
        (ENGLAND, "ceased", (31_850, 33_780)),
        (ENGLAND, "three or more placements", (8_850, 8_860)),
        (TOWER_HAMLETS, "looked after", (301, 277)),
        (TOWER_HAMLETS, "started", (134, 149)),
        (TOWER_HAMLETS, "ceased", (167, 173)),
        (TOWER_HAMLETS, "three or more placements", (35, 27)),
    ],
)
def test_the_figures_of_2023_and_2024_are_the_published_ones(code: str, measure: str, numbers: tuple[int, ...]) -> None:
    found = [figures().find(code, measure, year) for year in (2023, 2024)]
    assert found == [Figure(number, False) for number in numbers]


def test_its_last_year_is_told_by_its_heading() -> None:
    assert last_published_year() == figures().known_until


def test_what_began_with_2024_is_there() -> None:
    social_workers = "three or more social workers"
    assert figures().value(TOWER_HAMLETS, social_workers, 2024) == 44
    assert figures().value(TOWER_HAMLETS, social_workers, 2024, "denominator") == 277
    detail = figures().breakdown(ENGLAND, "looked after by placement in detail", 2024)
    assert detail["5c. Supported accommodation"].value > 1000
    homes = leaving_per_child_year(figures(), 2024, LivedIn.CHILDRENS_HOME)
    assert homes == pytest.approx(1_000 / 8_540), "4c are children's homes now, which were 5c"


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_places_with_mainstream_carers_go_on(year: int) -> None:
    places = "own fostering service, mainstream carers"
    there = [one for one in authorities() if figures().find(one.code, places, year, "places approved")]
    assert len(there) >= 140
    for one in there:
        assert figures().value(one.code, places, year, "places filled") <= 1.5 * figures().value(
            one.code, places, year, "places approved"
        )


def test_every_authority_of_2024_has_figures_of_2024() -> None:
    """Those of 2022 with Cumbria in two; the City of London and the Isles of Scilly have hardly more than a number."""
    there = [one for one in authorities() if one.first_year <= 2024 <= one.last_year]
    assert len(there) == 153
    for one in there:
        assert figures().find(one.code, "looked after", 2024)
        ages = figures().breakdown(one.code, "looked after by age", 2024)
        assert ages or one.name in ("City of London", "Isles of Scilly"), one.name


def test_cumbria_goes_on_in_two() -> None:
    """Nothing is cast back, and children looked after are those of the whole, within what a year brings."""
    cumbria, halves = "E10000006", ("E06000063", "E06000064")
    assert not figures().find(cumbria, "looked after", 2024)
    assert not any(figures().find(half, "looked after", 2023) for half in halves)
    before = figures().value(cumbria, "looked after", 2023)
    assert sum(figures().value(half, "looked after", 2024) for half in halves) == pytest.approx(before, rel=0.1)
    for year in (2021, 2022, 2023):
        assert not figures().breakdown(cumbria, "looked after by age", year)


@pytest.mark.parametrize("measure", COUNTS)
@pytest.mark.parametrize("year", range(2011, 2025))
def test_authorities_add_up_to_england(measure: str, year: int) -> None:
    """England is rounded to 10; a suppressed number of an authority is 1 to 5."""
    values = [
        figures().value(one.code, measure, year) for one in authorities() if one.first_year <= year <= one.last_year
    ]
    hidden = sum(map(isnan, values))
    england = figures().value(ENGLAND, measure, year)
    assert hidden <= 3
    assert abs(england - float(np.nansum(values))) <= 10 + 5 * hidden


def test_regions_add_up_to_england() -> None:
    for year in range(2011, 2025):
        total = sum(figures().value(code, "looked after", year) for code in REGIONS.values())
        assert abs(total - figures().value(ENGLAND, "looked after", year)) <= 50


def test_the_two_populations_are_apart() -> None:
    """One is rebased to the census of 2021, the other is as first published: the two are never in one series."""
    rebased = figures().series(TOWER_HAMLETS, "children aged 0 to 17", 2009, 2024)
    first = figures().series(TOWER_HAMLETS, "children aged 0 to 17, as first published", 2009, 2024)
    assert np.isnan(rebased[: 2013 - 2009]).all()
    assert not np.isnan(rebased[2013 - 2009 :]).any()
    assert np.isnan(first[2020 - 2009 :]).all()
    assert (rebased[2019 - 2009], first[2019 - 2009]) == (63673, 70973)


def test_every_authority_and_region_has_children_looked_after_and_every_row_a_unit() -> None:
    table = figures()
    for one in authorities():
        assert table.find(one.code, "looked after", one.first_year)
        assert table.find(one.code, "looked after", one.last_year)
        assert not table.find(one.code, "looked after", one.last_year + 1)
    assert all(table.find(code, "started by age", 2018, "under 1") for code in (*REGIONS.values(), ENGLAND))
    assert all(row.unit for row in table)


def test_a_breakdown_is_in_the_order_of_age_and_whole() -> None:
    found = figures().breakdown(TOWER_HAMLETS, "looked after by age", 2019)
    assert list(found) == ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]
    assert sum(figure.value for figure in found.values()) == 329


def test_homes_of_both_definitions_make_one_series() -> None:
    homes = "looked after in homes, semi-independent or independent"
    assert figures().series(TOWER_HAMLETS, homes, 2017, 2019).tolist() == [73, 60, 71]
    assert figures().value(TOWER_HAMLETS, homes, 2021) == 64


def test_every_published_figure_has_a_publication() -> None:
    measures = {(row.measure, year) for row in figures() for year, cell in enumerate(row.cells, row.first_year) if cell}
    assert all(publication(measure, year) for measure, year in measures)
    assert publication("own fostering service", 2018) == "Ofsted, Fostering in England 1 April 2017 to 31 March 2018"
    with pytest.raises(KeyError, match="No publication of looked after, year to 31 March 1999"):
        publication("looked after", 1999)


def test_no_row_is_there_twice() -> None:
    rows = [(row.code, row.measure, row.category) for row in figures()]
    assert len(rows) == len(set(rows))


def test_the_table_is_small() -> None:
    folder = files("sim.published") / "data"
    assert len((folder / "figures.csv.gz").read_bytes()) < 1_000_000


# Reading


HEADER = ",".join((*LABELS, "2018", "2019", "2020"))
SMALL = f"""{HEADER}
X,ceased by reason,"home, planned",children,5,~2.4,?0.3
X,ceased by reason,adopted,children,~,,0
Y,ceased,,children,7,,
"""


def test_cells_are_numbers_imputed_numbers_or_unknown() -> None:
    table = Figures(parse(SMALL))
    reason = "ceased by reason"
    assert table.find("X", reason, 2018, "home, planned") == Figure(5.0, False)
    assert table.find("X", reason, 2019, "home, planned") == Figure(2.4, True)
    assert table.find("X", reason, 2020, "home, planned") == Figure(0.3, True)
    assert table.find("X", reason, 2018, "adopted") is None
    assert table.suppressed("X", reason, 2018, "adopted")
    assert table.suppressed("X", reason, 2019, "home, planned")
    assert not table.suppressed("X", reason, 2019, "adopted")
    assert table.find("X", reason, 2020, "adopted") == Figure(0.0, False)
    assert dict(table.breakdown("X", reason, 2018)) == {"home, planned": Figure(5.0, False)}
    assert isnan(table.value("X", reason, 2021, "adopted"))
    assert isnan(table.value("Z", reason, 2018))
    assert table.known_until == 2020
    assert pickle.loads(pickle.dumps(table)).value("Y", "ceased", 2018) == 7


@pytest.mark.parametrize("text", ["", "code,measure,category,unit\n", "code,measure,unit,category,2018\n"])
def test_a_table_with_other_columns_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the columns must be code, measure, category, unit, then years"):
        parse(text)


def test_a_line_of_other_length_is_refused() -> None:
    with pytest.raises(ValueError, match="X,ceased,,children,5: 5 cells where 7 are wanted"):
        Figures(parse(f"{HEADER}\nX,ceased,,children,5\n")).value("X", "ceased", 2018)


def test_a_row_given_twice_is_refused() -> None:
    row = FigureRow("X", "ceased", "", "children", 2018, ("1",))
    with pytest.raises(ValueError, match="X: ceased,  is given twice"):
        Figures([row, row])


# Forgetting


@given(st.integers(2008, 2025), st.integers(2008, 2025))
def test_what_is_later_is_forgotten_and_the_rest_kept(until: int, year: int) -> None:
    known = figures().until(until)
    assert known.known_until == min(until, 2024)
    for measure, category in (("looked after", ""), ("looked after by placement", "placed for adoption")):
        kept = figures().find(TOWER_HAMLETS, measure, year, category) if year <= until else None
        assert known.find(TOWER_HAMLETS, measure, year, category) == kept
        found = known.breakdown(TOWER_HAMLETS, measure, year)
        assert dict(found) == (dict(figures().breakdown(TOWER_HAMLETS, measure, year)) if year <= until else {})
    assert np.isnan(known.series(TOWER_HAMLETS, "looked after", until + 1, until + 3)).all()
    assert not known.suppressed(TOWER_HAMLETS, "looked after by placement", until + 1, "placed for adoption")


def test_what_was_forgotten_does_not_come_back() -> None:
    known = figures().until(2017).until(2020)
    assert known.known_until == 2017
    assert max(row.first_year + len(row.cells) - 1 for row in known) == 2017


# Deriving


COLUMNS = ("la_code", "la_name", "year", "measure", "category", "value", "unit", "status", "source")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()

    def lines(code: str, name: str, scale: int) -> list[tuple[object, ...]]:
        counts = [("stock", 30 * scale), ("started", 10 * scale), ("ceased", 9 * scale)]
        return [(code, name, 2019, measure, "all", value, "n", "ok", "S1") for measure, value in counts]

    def ages(code: str, name: str, scale: int) -> list[tuple[object, ...]]:
        published = [("a5_9", 5 * scale), ("a10_15", 10 * scale), ("a16p", 8 * scale)]
        hidden = [("u1", 3), ("a1_4", 4)]
        return [
            *((code, name, 2019, "age", age, value, "n", "ok", "S1") for age, value in published),
            *(
                (code, name, 2019, "age", age, "" if scale == 1 else value * scale, "n", status, "S1")
                for age, value in hidden
                for status in ["suppressed" if scale == 1 else "ok"]
            ),
        ]

    places = (("E09000030", "Tower Hamlets", 1), ("E13000001", "Inner London", 10), ("E92000001", "England", 100))
    new = ("E06000063", "Cumberland", 2024, "stock", "all", 500, "n", "ok", "S1")
    tables = {
        "flows.csv": [COLUMNS, new, *(line for place in places for line in lines(*place))],
        "stock.csv": [COLUMNS, *(line for place in places for line in ages(*place))],
        "sources.csv": [
            ("source", "publisher", "publication"),
            ("S1", "DfE", "Children looked after (EES), underlying data"),
        ],
        "authorities.csv": [
            (
                "la_code",
                "old_code",
                "la_name",
                "region",
                "la_type",
                "sn2021_old",
                "sn2025_old",
                "valid_to",
                "other_ons_codes",
                "note",
            ),
            ("E09000030", "211", "Tower Hamlets", "Inner London", "Inner London borough", "202;211", "", "", "", ""),
            ("E06000063", "942", "Cumberland", "North West", "Unitary authority", "", "211;942", "", "", ""),
        ],
    }
    for file, table in tables.items():
        with (folder / file).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(table)
    return folder


def test_deriving_gives_the_same_bytes_each_time(pack: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        assert derive.main([str(pack), str(folder)]) == 0
    names = sorted(path.name for path in first.iterdir())
    assert names == ["authorities.csv", "england_before_2009.csv", "figures.csv.gz", "publications.csv"]
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_deriving_marks_what_is_suppressed_and_keeps_the_total(pack: Path, tmp_path: Path) -> None:
    derive.derive(pack, tmp_path)
    text = gzip.decompress((tmp_path / "figures.csv.gz").read_bytes()).decode()
    assert text.startswith("code,measure,category,unit,2009,")
    table = Figures(parse(text))
    ages = table.breakdown(TOWER_HAMLETS, "looked after by age", 2019)
    assert [ages[age].value for age in ("under 1", "1 to 4")] == [3.0, 4.0]
    assert [figure.imputed for figure in ages.values()] == [True, True, False, False, False]
    assert sum(figure.value for figure in ages.values()) == 30
    with (tmp_path / "authorities.csv").open(encoding="utf-8", newline="") as file:
        new, one = csv.DictReader(file)
    assert (one["code"], one["neighbours_2021"], one["first_year"]) == (TOWER_HAMLETS, TOWER_HAMLETS, "2019")
    assert (one["neighbours_2025"], new["neighbours_2021"]) == ("", "")
    assert (new["name"], new["neighbours_2025"]) == ("Cumberland", f"{TOWER_HAMLETS} E06000063")
    assert (new["first_year"], new["last_year"]) == ("2024", "2024")


def test_deriving_goes_to_2024(pack: Path, tmp_path: Path) -> None:
    """Whatever is new stands in a year of its own, and no earlier cell changes for it."""
    derive.derive(pack, tmp_path)
    text = gzip.decompress((tmp_path / "figures.csv.gz").read_bytes()).decode()
    assert text.partition("\n")[0].endswith(",2023,2024")
    table = Figures(parse(text))
    assert table.value("E06000063", "looked after", 2024) == 500
    assert table.known_until == 2024
    assert 'looked after,2019,"DfE, Children looked after"' in (tmp_path / "publications.csv").read_text()


def test_deriving_without_a_pack_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert derive.main([str(tmp_path / "nowhere")]) == 2
    assert "usage: derive.py PACK_FOLDER" in capsys.readouterr().err
